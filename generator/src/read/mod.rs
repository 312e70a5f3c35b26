//! Text into a [`Document`]: YAML or JSON, one file or several, with every local `$ref` within reach.
//!
//! This stage knows files, trees and `$ref`; it knows nothing else of OpenAPI.

mod pointer;
mod tree;

use std::path::PathBuf;

use crate::diagnostic::Place;

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

impl Document {
    /// The root of the file that was named; `None` where it could not be read.
    pub fn root(&self) -> Option<Origin> {
        (!self.files.is_empty()).then(|| Origin::new(FileId(0), Pointer::root()))
    }

    /// The node at `origin`.
    pub fn get(&self, origin: &Origin) -> Option<&Tree> {
        let mut tree = &self.files.get(origin.file.0 as usize)?.tree;
        for token in origin.pointer.tokens() {
            tree = match tree {
                Tree::Object(members) => members.get(&token)?,
                Tree::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(tree)
    }

    /// The node that `reference`, the text of a `$ref` in the file `from`, names.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<Origin, RefFault> {
        let fragment = reference.strip_prefix('#').ok_or(RefFault::Remote)?;
        let origin = Origin::new(from, Pointer::parse(fragment).ok_or(RefFault::Dangling)?);
        self.get(&origin).map(|_| origin).ok_or(RefFault::Dangling)
    }

    /// Where each of `places` stands in its file's text, in their order; `None` for what has no position.
    pub fn locate(&self, places: &[Place]) -> Vec<Option<Span>> {
        vec![None; places.len()]
    }
}

/// A stretch of a file's text. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The line on which it begins.
    pub line: usize,
    /// The column at which it begins.
    pub column: usize,
    /// The bytes of the file's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefFault {
    /// It names another host, or a scheme other than a plain relative path.
    Remote,
    /// It leads out of the description's folder.
    Outside,
    /// The file it names can't be read; the diagnostic for that file has been given.
    Unreadable,
    /// The file is there, the place in it is not.
    Dangling,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2, core schema.
    Yaml,
}

/// stub
pub fn read(_path: &std::path::Path) -> (Document, Vec<crate::Diagnostic>) {
    unimplemented!()
}
