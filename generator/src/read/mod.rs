//! Text into a [`Document`]: YAML or JSON, one file or several, with every local `$ref` within reach.
//!
//! This stage knows files, trees and `$ref`; it knows nothing else of `OpenAPI`.

mod pointer;
mod tree;

use std::path::PathBuf;

pub use self::pointer::{Origin, Part, Pointer};
pub use self::tree::{Number, Object, Tree};

/// The files of a description, read whole; the first is the one that was named.
#[derive(Debug, Default)]
pub struct Document {
    /// Every file read, in the order in which references reached them.
    pub files: Vec<File>,
}

/// Which file of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// One file of a description.
#[derive(Debug)]
pub struct File {
    /// Its path as it is shown to people: relative to where the description was named, with `/` between folders.
    pub name: String,
    /// Its path on disk; empty for a description that was handed over as text.
    pub path: PathBuf,
    /// Its text, kept for positions and excerpts.
    pub text: String,
    /// How the text is written.
    pub format: Format,
    /// Its content.
    pub tree: Tree,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2, core schema.
    Yaml,
}
