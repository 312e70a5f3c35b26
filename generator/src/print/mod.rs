//! An [`Sdk`](crate::plan::Sdk) into files: tokens, laid out by prettyplease.
//!
//! This stage makes no choice: it knows how Rust is written, not what anything is called or shaped.

/// One file of a printed crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the crate, with `/` between folders: `src/types/mod.rs`. Only `[A-Za-z0-9_.-]` and `/` occur in it.
    pub path: String,
    /// Its whole text, with `\n` line ends.
    pub text: String,
}
