//! Nothing but the place of `tests/cases.rs`.
