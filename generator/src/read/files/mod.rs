//! The files of a description: the one that was named, and those that references lead to.
//!
//! It opens what lies in the description's folder, and nothing else.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::load::{Budget, load};
use super::overlay;
use super::plain::plain;
use super::reference::Target;
use super::{Document, FileId, Origin, Pointer, RefFault, Tree};
use crate::diagnostic::{Diagnostic, FILE_UNREADABLE, TOO_LARGE};

const TOO_LARGE_REASON: &str = "is larger than can be read";

/// See [`super::read_with`].
pub(super) fn read(spec: &Path, overlays: &[PathBuf]) -> (Document, Vec<Diagnostic>) {
    read_within(&mut Budget::new(), spec, overlays)
}

/// Reads as far as `budget` allows.
pub(super) fn read_within(
    budget: &mut Budget,
    spec: &Path,
    overlays: &[PathBuf],
) -> (Document, Vec<Diagnostic>) {
    let mut document = Document::default();
    let bytes = match read_named(spec, budget) {
        Ok(bytes) => bytes,
        Err(fault) => return (document, vec![fault]),
    };
    let name = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut diagnostics = add(&mut document, name, spec.to_owned(), bytes, budget);
    if !overlays.is_empty() {
        diagnostics.extend(read_overlays(&mut document, spec, overlays, budget));
    }
    diagnostics.extend(read_referenced(&mut document, spec, budget));
    (document, diagnostics)
}

/// What the file that someone named holds.
fn read_named(path: &Path, budget: &mut Budget) -> Result<Vec<u8>, Diagnostic> {
    let (rule, reason) = match read_bytes(path, budget) {
        Ok(Some(bytes)) => return Ok(bytes),
        Ok(None) => (&TOO_LARGE, TOO_LARGE_REASON.to_owned()),
        Err(error) => (&FILE_UNREADABLE, unreadable(&error)),
    };
    let message = format!("the file `{}` {reason}", plain(&path.to_string_lossy()));
    Err(Diagnostic::new(rule, None, message))
}

/// Reads the overlays and applies them.
fn read_overlays(
    document: &mut Document,
    spec: &Path,
    overlays: &[PathBuf],
    budget: &mut Budget,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut ids = Vec::new();
    for path in overlays {
        match read_named(path, budget) {
            Ok(bytes) => {
                let id = document.next_id();
                let name = relative_name(spec.parent().unwrap_or(spec), path);
                let (file, found) = load(id, name, path.clone(), bytes, budget);
                diagnostics.extend(found);
                document.files.push(file);
                ids.push(id);
            }
            Err(fault) => diagnostics.push(fault),
        }
    }
    diagnostics.extend(overlay::apply(document, &ids, budget));
    diagnostics
}

/// The path of `file` seen from `folder`, by their texts alone; where that can't be told, its last part.
fn relative_name(folder: &Path, file: &Path) -> String {
    let is_plain = |path: &Path| !path.components().any(|part| matches!(part, Component::ParentDir));
    let (folder, file) = (folder.strip_prefix(".").unwrap_or(folder), file.strip_prefix(".").unwrap_or(file));
    if folder.is_absolute() != file.is_absolute() || !is_plain(folder) {
        return file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    }
    let same = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(same).map(|_| "..".into());
    let down = file.components().skip(same).map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// See [`super::read_text`].
pub(super) fn read_text(name: &str, text: String) -> (Document, Vec<Diagnostic>) {
    let mut document = Document::default();
    let bytes = text.into_bytes();
    let diagnostics = add(&mut document, name.to_owned(), PathBuf::new(), bytes, &mut Budget::new());
    (document, diagnostics)
}

/// Adds a file to the document, under its name.
fn add(
    document: &mut Document,
    name: String,
    path: PathBuf,
    bytes: Vec<u8>,
    budget: &mut Budget,
) -> Vec<Diagnostic> {
    let id = document.next_id();
    let (file, diagnostics) = load(id, name, path, bytes, budget);
    document.links.insert(file.name.clone(), Ok(id));
    document.files.push(file);
    diagnostics
}

/// Reads every file that references lead to, breadth first.
fn read_referenced(document: &mut Document, spec: &Path, budget: &mut Budget) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let folder = spec.parent().unwrap_or(spec);
    let root = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(root), Ok(spec)) = (fs::canonicalize(root), fs::canonicalize(spec)) else {
        return diagnostics;
    };
    let mut ids = HashMap::from([(spec, FileId(0))]);
    let mut pending: VecDeque<_> = referenced_names(document, FileId(0)).into();

    while let Some((naming, name)) = pending.pop_front() {
        if document.links.contains_key(&name) {
            continue;
        }
        if budget.take_name().is_err() {
            let message = format!("the file `{}` is one more than can be read", plain(&name));
            diagnostics.push(Diagnostic::new(&TOO_LARGE, Origin::new(naming, Pointer::root()), message));
            break;
        }
        match inside(&root, &name).and_then(|path| open(path, &name, &ids, budget)) {
            Ok(Opened::Before(id)) => drop(document.links.insert(name, Ok(id))),
            Ok(Opened::Now { path, bytes }) => {
                let id = document.next_id();
                ids.insert(path, id);
                let found = add(document, name.clone(), folder.join(name), bytes, budget);
                let is_enough = found.iter().any(|diagnostic| diagnostic.rule == &TOO_LARGE);
                diagnostics.extend(found);
                if is_enough {
                    break;
                }
                pending.extend(referenced_names(document, id));
            }
            Err(fault) => drop(document.links.insert(name, Err(fault))),
        }
    }
    diagnostics
}

/// The names of the files that references in the file `id` lead to, each with that id, in the order of the text.
fn referenced_names(document: &Document, id: FileId) -> Vec<(FileId, String)> {
    let mut names = Vec::new();
    if let Some(file) = document.file(id)
        && let Some(tree) = &file.tree
    {
        collect_references(tree, &mut |reference| {
            if let Ok(Target { file: Some(name), .. }) = Target::of(&file.name, reference) {
                names.push((id, name));
            }
        });
    }
    names
}

/// Hands over the text of every `$ref` that leads out of its file.
fn collect_references<'t>(tree: &'t Tree, found: &mut impl FnMut(&'t str)) {
    match tree {
        Tree::Object(members) => {
            for (key, value) in members {
                match value {
                    Tree::String(reference) if key == "$ref" && !reference.starts_with('#') => {
                        found(reference);
                    }
                    _ => collect_references(value, found),
                }
            }
        }
        Tree::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}

/// The real path of the file `name` of the folder `root`, itself real, if that is where it is.
fn inside(root: &Path, name: &str) -> Result<PathBuf, RefFault> {
    let path =
        fs::canonicalize(root.join(name)).map_err(|error| unreadable_file(name, &unreadable(&error)))?;
    if path.starts_with(root) { Ok(path) } else { Err(RefFault::Outside) }
}

/// A file that a reference leads to.
enum Opened {
    /// It has been read, perhaps under another name: symbolic links give a file several.
    Before(FileId),
    /// It has just been opened.
    Now {
        /// Its real path.
        path: PathBuf,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

/// Opens the regular file at `path`, unless it is among `ids`. A pipe would wait for someone to write.
fn open(
    path: PathBuf,
    name: &str,
    ids: &HashMap<PathBuf, FileId>,
    budget: &mut Budget,
) -> Result<Opened, RefFault> {
    if let Some(id) = ids.get(&path) {
        return Ok(Opened::Before(*id));
    }
    let fault = |error: io::Error| unreadable_file(name, &unreadable(&error));
    if !fs::metadata(&path).map_err(fault)?.is_file() {
        return Err(unreadable_file(name, "is no regular file"));
    }
    let bytes = read_bytes(&path, budget).map_err(fault)?;
    let bytes = bytes.ok_or_else(|| unreadable_file(name, TOO_LARGE_REASON))?;
    Ok(Opened::Now { path, bytes })
}

/// What a file holds; `None` if that is more than may be read.
fn read_bytes(path: &Path, budget: &mut Budget) -> io::Result<Option<Vec<u8>>> {
    let limit = u64::try_from(budget.bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(budget.take_bytes(bytes.len()).is_ok().then_some(bytes))
}

fn unreadable(error: &io::Error) -> String {
    format!("can't be read: {error}")
}

fn unreadable_file(name: &str, reason: &str) -> RefFault {
    RefFault::Unreadable { file: name.to_owned(), reason: reason.to_owned() }
}
