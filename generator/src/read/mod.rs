//! Text into a [`Document`]: YAML or JSON, one file or several, with every local `$ref` within reach.
//!
//! This stage knows files, trees and `$ref`; it knows nothing else of OpenAPI.

mod files;
mod load;
mod outline;
mod overlay;
mod plain;
mod pointer;
mod position;
mod reference;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use self::outline::Outline;
use self::overlay::Sources;
use self::position::Lines;
use crate::diagnostic::Diagnostic;

pub use self::pointer::{Origin, Part, Pointer};
pub use self::position::Span;
pub use self::reference::RefFault;
pub use self::tree::{Number, Object, Tree};

/// Reads the description at `spec` and every file that its `$ref`s lead to, breadth first.
///
/// Only files in the folder of `spec`, or below it, are opened, and nothing is fetched. A `$ref` that leads elsewhere is
/// no diagnostic of this stage, for it may be mere data of an example: [`Document::resolve`] reports it to whoever
/// knows that a reference stands there.
pub fn read(spec: &Path) -> (Document, Vec<Diagnostic>) {
    files::read(spec, &[])
}

/// Reads as [`read`] does, and applies the overlays in the files `overlays` to the tree of `spec`, in their order, before
/// its `$ref`s are looked at.
///
/// Overlays may lie anywhere: they are named by whoever reads, not by the description. They change the file `spec` alone.
pub fn read_with(spec: &Path, overlays: &[PathBuf]) -> (Document, Vec<Diagnostic>) {
    files::read(spec, overlays)
}

/// Reads the description in `text`, which is shown to people as `name`. No file is opened for it.
pub fn read_text(name: &str, text: String) -> (Document, Vec<Diagnostic>) {
    files::read_text(name, text)
}

/// The files of a description, read whole; the first is the one that was named, after it come its overlays.
#[derive(Debug, Default)]
pub struct Document {
    /// Every file read: the one that was named, its overlays, and the others in the order in which references reached
    /// them.
    pub files: Vec<File>,
    /// What each file name that a `$ref` gives has led to.
    links: HashMap<String, Result<FileId, RefFault>>,
    /// Where the nodes of the first file were written, if overlays changed it.
    sources: Option<Sources>,
    /// The place of each `$anchor`, collected when the first is asked for.
    anchors: OnceLock<HashMap<(FileId, String), Pointer>>,
}

/// Which file of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// One file of a description.
#[derive(Debug)]
pub struct File {
    /// Its path as it is shown to people: relative to the folder of the description, with `/` between folders.
    pub name: String,
    /// Its path on disk; empty for a description that was handed over as text.
    pub path: PathBuf,
    /// Its text, kept for positions and excerpts; without a byte order mark.
    pub text: String,
    /// How the text is written; where it is neither form, YAML.
    pub format: Format,
    /// Its content; `None` where a diagnostic says why it has none.
    pub tree: Option<Tree>,
    /// Where its lines begin, once someone has asked.
    lines: OnceLock<Lines>,
    /// Where its nodes stand, once someone has asked.
    outline: OnceLock<Outline>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2, core schema, but that `0123` is text; with the merge keys of YAML 1.1.
    Yaml,
}

impl Document {
    /// The root of the file that was named; `None` where it has no content.
    pub fn root(&self) -> Option<Origin> {
        let root = Origin::new(FileId(0), Pointer::root());
        self.get(&root).map(|_| root)
    }

    /// The node at `origin`.
    pub fn get(&self, origin: &Origin) -> Option<&Tree> {
        let root = self.file(origin.file)?.tree.as_ref()?;
        origin.pointer.unescaped().try_fold(root, |tree, token| tree.child(&token))
    }

    /// Where the node at `origin` was written: in an overlay, if it came from one.
    ///
    /// The tree of the first file has what the overlays made of it, and pointers lead through that tree; for people, and
    /// for places in texts, this is the origin to go by. It is `origin` itself where no overlay is in play.
    pub fn written_at(&self, origin: &Origin) -> Origin {
        let sources = self.sources.as_ref().filter(|_| origin.file == FileId(0));
        let written = sources.and_then(|sources| sources.find(&origin.pointer));
        written.map_or_else(|| origin.clone(), |written| Origin { part: origin.part, ..written })
    }

    /// The file of this id.
    fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// The id of the file that is read next.
    fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX))
    }
}

impl File {
    /// Where its lines begin.
    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// Where its nodes stand: the second scan.
    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| match self.format {
            Format::Json => Outline::of_json(&self.text),
            Format::Yaml => Outline::of_yaml(&self.text),
        })
    }
}
