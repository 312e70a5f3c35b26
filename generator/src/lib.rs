//! letterpress prints Rust SDK crates from OpenAPI 3.0 and 3.1 descriptions.
//!
//! The whole program is five calls, each with its own input and output type:
//!
//! ```text
//! paths ─read→ Document ─parse→ Api ─plan→ Sdk ─print→ files ─write→ disk
//! ```
//!
//! A stage returns its value and the [`Diagnostic`]s it found; it never stops at the first fault.

pub mod config;
pub mod diagnostic;
pub mod parse;
pub mod plan;
pub mod print;
pub mod read;
pub mod write;

pub use config::Config;
pub use diagnostic::{Diagnostic, Severity};
