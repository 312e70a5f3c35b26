//! What the text of a `$ref` leads to: a URI reference (RFC 3986) whose fragment is a JSON Pointer (RFC 6901) or the
//! name of an anchor (JSON Schema 2020-12, section 8.2.2).

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;

use percent_encoding::percent_decode_str;

use super::plain::plain;
use super::{Document, FileId, Origin, Pointer, Tree};
use crate::diagnostic::{CYCLIC_REF, DANGLING_REF, FILE_UNREADABLE, REF_OUTSIDE, REMOTE_REF, Rule};

/// How many references one reference may pass through on its way: far more than anyone writes.
const MAX_HOPS: usize = 128;

/// Why a reference leads nowhere. Its text goes on from the reference, as in "`#/a` names nothing that is there".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefFault {
    /// It names a scheme (`https:`, `file:`), a host (`//host/x`), or a drive or share of Windows. Nothing was fetched.
    Remote,
    /// It names a file outside the description's folder, by its path or through a symbolic link. The file was not
    /// opened.
    Outside,
    /// It names a file in the description's folder that has no content to offer. Every reference to that file has an
    /// equal fault, so that it can be reported once.
    Unreadable {
        /// The file, relative to the description's folder.
        file: String,
        /// Why it can't be read, as the end of a sentence that names the file.
        reason: String,
    },
    /// The file is there, the place in it is not; or the fragment is no JSON Pointer, or no anchor's name.
    Dangling,
    /// It passes through references that lead back to themselves, or through more than 128 of them.
    Cyclic,
}

impl RefFault {
    /// The rule that such a reference breaks.
    pub fn rule(&self) -> &'static Rule {
        match self {
            Self::Remote => &REMOTE_REF,
            Self::Outside => &REF_OUTSIDE,
            Self::Unreadable { .. } => &FILE_UNREADABLE,
            Self::Dangling => &DANGLING_REF,
            Self::Cyclic => &CYCLIC_REF,
        }
    }
}

impl fmt::Display for RefFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote => f.write_str("names a place that is no file beside the description"),
            Self::Outside => f.write_str("leads out of the description's folder"),
            Self::Unreadable { file, reason } => {
                write!(f, "names the file `{}`, which {}", plain(file), plain(reason))
            }
            Self::Dangling => f.write_str("names nothing that is there"),
            Self::Cyclic => f.write_str("leads only through other references, back to where it began"),
        }
    }
}

impl std::error::Error for RefFault {}

impl Document {
    /// The node that `reference`, the text of a `$ref` in the file `from`, names.
    ///
    /// Where its pointer leads on below an object that has not the member but is a `$ref` itself, it goes on from what
    /// that one names. If what it names in the end is a `$ref` again, the origin is that `$ref`'s: it is not followed.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<Origin, RefFault> {
        let mut hops = MAX_HOPS;
        self.follow(from, reference, &mut hops)
    }

    fn follow(&self, from: FileId, reference: &str, hops: &mut usize) -> Result<Origin, RefFault> {
        let base = self.file(from).map_or("", |file| &file.name);
        let target = Target::of(base, reference)?;
        let file = target.file.map_or(Ok(from), |name| self.file_named(name))?;
        let fragment = target.fragment.ok_or(RefFault::Dangling)?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let anchors = self.anchors.get_or_init(|| self.collect_anchors());
            let pointer = anchors.get(&(file, fragment)).ok_or(RefFault::Dangling)?;
            return Ok(Origin::new(file, pointer.clone()));
        }
        let origin = Origin::new(file, Pointer::parse(&fragment).ok_or(RefFault::Dangling)?);
        if self.get(&origin).is_some() { Ok(origin) } else { self.descend(&origin, hops) }
    }

    /// Goes to `origin` from its file's root, through the references on its way.
    fn descend(&self, origin: &Origin, hops: &mut usize) -> Result<Origin, RefFault> {
        let mut at = Origin::new(origin.file, Pointer::root());
        for token in origin.pointer.unescaped() {
            loop {
                let tree = self.get(&at).ok_or(RefFault::Dangling)?;
                if tree.child(&token).is_some() {
                    at = at.child(token);
                    break;
                }
                let reference = tree.get("$ref").and_then(Tree::as_str).ok_or(RefFault::Dangling)?;
                *hops = hops.checked_sub(1).ok_or(RefFault::Cyclic)?;
                at = self.follow(at.file, reference, hops)?;
            }
        }
        Ok(at)
    }

    /// The file that a reference names by `name`.
    fn file_named(&self, name: String) -> Result<FileId, RefFault> {
        let is_text = self.files.first().is_some_and(|file| file.path.as_os_str().is_empty());
        let reason = match self.links.get(&name) {
            Some(Ok(id)) if self.file(*id).is_some_and(|file| file.tree.is_some()) => return Ok(*id),
            Some(Err(fault)) => return Err(fault.clone()),
            Some(Ok(_)) => "is at fault itself",
            None if is_text => "is out of reach, because the description was handed over as text",
            None => "was not read, because reading had to end or no `$ref` names it",
        };
        Err(RefFault::Unreadable { file: name, reason: reason.to_owned() })
    }

    /// The place of each anchor of each file; the first of those that share a name.
    fn collect_anchors(&self) -> HashMap<(FileId, String), Pointer> {
        let mut anchors = HashMap::new();
        for (id, file) in (0..).map(FileId).zip(&self.files) {
            if let Some(tree) = &file.tree {
                collect_anchors(tree, id, &Pointer::root(), &mut anchors);
            }
        }
        anchors
    }
}

fn collect_anchors(
    tree: &Tree,
    file: FileId,
    at: &Pointer,
    anchors: &mut HashMap<(FileId, String), Pointer>,
) {
    match tree {
        Tree::Object(members) => {
            // A dynamic anchor is a plain one too, for a plain `$ref`.
            let names = ["$anchor", "$dynamicAnchor"].iter().filter_map(|key| members.get(*key)?.as_str());
            for name in names {
                anchors.entry((file, name.to_owned())).or_insert_with(|| at.clone());
            }
            for (key, value) in members {
                collect_anchors(value, file, &at.child(key), anchors);
            }
        }
        Tree::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_anchors(item, file, &at.child(index), anchors);
            }
        }
        _ => {}
    }
}

/// A reference, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The file, relative to the description's folder, with `/` between folders; `None` for the file that holds the
    /// reference.
    pub(super) file: Option<String>,
    /// The fragment, decoded: empty for the whole file. `None` if it is no UTF-8.
    pub(super) fragment: Option<String>,
}

impl Target {
    /// Takes `reference` apart, which stands in the file `base`. No disk is touched.
    pub(super) fn of(base: &str, reference: &str) -> Result<Self, RefFault> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode_str(fragment).decode_utf8().ok().map(Into::into);
        if path.is_empty() {
            return Ok(Self { file: None, fragment });
        }
        if is_remote(path) {
            return Err(RefFault::Remote);
        }
        let Ok(path) = percent_decode_str(path).decode_utf8() else {
            let reason = "has a name that is no UTF-8".to_owned();
            return Err(RefFault::Unreadable { file: path.to_owned(), reason });
        };
        // What an escape hides is looked at again: a path of Windows would be opened on another host.
        if is_remote(&path) {
            return Err(RefFault::Remote);
        }
        if path.starts_with('/') {
            return Err(RefFault::Outside);
        }
        Ok(Self { file: Some(join(base, &path).ok_or(RefFault::Outside)?), fragment })
    }
}

/// Whether `path` is more than a path: it has a scheme, a host, or is one of Windows (`C:\x`, `\\host\share`).
fn is_remote(path: &str) -> bool {
    let has_scheme = path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|other| other.is_ascii_alphanumeric() || "+-.".contains(other))
    });
    has_scheme || path.starts_with("//") || path.contains('\\')
}

/// The relative `path`, seen from the folder of the file `base`, without `.` and `..` (RFC 3986, section 5.2.4); `None`
/// if it leads out of the folder in which all names begin.
fn join(base: &str, path: &str) -> Option<String> {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}
