//! Nothing but the place of `tests/tokens.rs`.
