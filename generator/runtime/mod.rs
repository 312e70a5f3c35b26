//! The runtime of a printed SDK.
