//! Files onto the disk: staged, then renamed, and only files that the lock says are ours.
//!
//! This stage knows folders and hashes; it knows nothing of OpenAPI or Rust.

mod guard;
mod journal;
mod lock;
mod path;
mod standing;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use self::journal::Staging;
pub use self::lock::{LOCK_FILE, Lock, hash};
pub use self::standing::{Standing, standing};
use crate::diagnostic::{CANNOT_WRITE, Diagnostic, EDITED_BY_HAND, FILE_IN_THE_WAY};
use crate::print::File;
use crate::read::Document;

/// The file that is put in place last: until it is there, what stands beside it is not used.
const LAST: &str = "src/lib.rs";

/// A crate to be written: its files, and the lock that goes with them.
#[derive(Clone, Debug)]
pub struct Crate {
    files: BTreeMap<String, String>,
}

impl Crate {
    /// The crate of `files`, printed from `document`.
    pub fn new(files: Vec<File>, document: &Document) -> Self {
        let inputs =
            document.files.iter().map(|file| (file.name.clone(), hash(file.text.as_bytes()))).collect();
        let mut files: BTreeMap<String, String> =
            files.into_iter().map(|file| (file.path, file.text)).collect();
        let hashes = files.iter().map(|(path, text)| (path.clone(), hash(text.as_bytes()))).collect();
        let lock = Lock { letterpress: env!("CARGO_PKG_VERSION").to_owned(), inputs, files: hashes };
        files.insert(LOCK_FILE.to_owned(), lock.to_text());
        Self { files }
    }

    /// How many files the crate has, its lock among them.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether the crate has no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// What writing a crate changed, or would change: paths in the crate, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files that were there with other content.
    pub changed: Vec<String>,
    /// Files of ours that are printed no more.
    pub removed: Vec<String>,
    /// Files of ours that someone edited: they are left alone.
    pub kept: Vec<String>,
}

impl Changes {
    /// Whether everything on disk is as it would be printed.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// Whether nothing is to be written or removed.
    fn are_on_disk(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// A finding for each file that was kept.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let kept = |path: &String| {
            Diagnostic::new(&EDITED_BY_HAND, None, format!("{path} was edited since it was printed"))
        };
        self.kept.iter().map(kept).collect()
    }
}

/// What stands in the way of writing.
fn cannot(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(&CANNOT_WRITE, None, format!("can't {what} {}: {error}", path.display()))
}

/// Says what writing `printed` into `folder` would change. Nothing is written.
///
/// With `force`, files that were edited, or are not ours, are changed as well; none of them is removed.
///
/// # Errors
///
/// A file that is not ours stands in the way, the lock is no lock, or the disk can't be read.
pub fn compare(folder: &Path, printed: &Crate, force: bool) -> Result<Changes, Diagnostic> {
    let lock = read(folder, LOCK_FILE)?.map(|text| Lock::parse(&String::from_utf8_lossy(&text)));
    let lock = match lock.transpose() {
        Err(_) if force => Lock::default(),
        lock => lock?.unwrap_or_default(),
    };
    let mut changes = Changes::default();
    let mut foreign = Vec::new();
    for (path, text) in &printed.files {
        let Some(present) = read(folder, path)? else {
            changes.added.push(path.clone());
            continue;
        };
        let is_ours = path == LOCK_FILE || lock.files.get(path).is_some_and(|known| *known == hash(&present));
        if present == text.as_bytes() {
        } else if is_ours || force {
            changes.changed.push(path.clone());
        } else if lock.files.contains_key(path) {
            changes.kept.push(path.clone());
        } else {
            foreign.push(path.as_str());
        }
    }
    if !foreign.is_empty() {
        let message = format!("{}: not printed by letterpress: {}", folder.display(), list(&foreign));
        return Err(Diagnostic::new(&FILE_IN_THE_WAY, None, message));
    }
    for (path, known) in lock.files.iter().filter(|(path, _)| !printed.files.contains_key(*path)) {
        if let Some(present) = read(folder, path)? {
            // Never by force: a lock that lists a stranger's file would be enough to lose it.
            let is_ours = hash(&present) == *known;
            if is_ours { &mut changes.removed } else { &mut changes.kept }.push(path.clone());
        }
    }
    Ok(changes)
}

/// `a`, or `a, b and 3 more`.
fn list(paths: &[&str]) -> String {
    match paths {
        [first, second] => format!("{first} and {second}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
        few => few.concat(),
    }
}

/// Writes `printed` into `folder`, and says what that changed.
///
/// Everything is staged before the first change, so that a fault, or a kill, leaves the old crate or the new one: the
/// next run finishes what a killed one began.
///
/// # Errors
///
/// As [`compare`]; or another run is at work in the folder, or the disk can't be written.
pub fn write(folder: &Path, printed: &Crate, force: bool) -> Result<Changes, Diagnostic> {
    path::within(folder, "").map_err(|error| cannot("use", folder, &error))?;
    if !journal::is_begun(folder)? {
        let changes = compare(folder, printed, force)?;
        if changes.are_on_disk() {
            return Ok(changes);
        }
    }
    fs::create_dir_all(folder).map_err(|error| cannot("make", folder, &error))?;
    let staging = Staging::take(folder)?;
    staging.recover()?;
    // Compared again: until here, another run could change what stands.
    let changes = compare(folder, printed, force)?;
    if changes.are_on_disk() {
        return Ok(changes);
    }
    let removed: Vec<&str> = changes.removed.iter().map(String::as_str).collect();
    staging.stage(&placed(printed, &changes), &removed)?;
    staging.recover()?;
    remove_empty(folder, &changes.removed);
    Ok(changes)
}

/// The files to put in place (path and text), in their order.
fn placed<'c>(printed: &'c Crate, changes: &'c Changes) -> Vec<(&'c str, &'c str)> {
    let paths = changes.added.iter().chain(&changes.changed);
    let mut placed: Vec<(&str, &str)> =
        paths.filter_map(|path| Some((path.as_str(), printed.files.get(path)?.as_str()))).collect();
    placed.sort_by_key(|(path, _)| (*path == LAST, *path));
    placed
}

/// The content of a file of the crate; `None` if there is none.
fn read(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
    let full = path::within(folder, path).map_err(|error| cannot("read", &folder.join(path), &error))?;
    match fs::read(&full) {
        Ok(content) => Ok(Some(content)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(cannot("read", &full, &error)),
    }
}

/// The text of a file of the crate as it stands, and as it would be printed; for showing what differs.
///
/// # Errors
///
/// The disk can't be read.
pub fn texts(folder: &Path, printed: &Crate, path: &str) -> Result<(String, String), Diagnostic> {
    let present = read(folder, path)?.unwrap_or_default();
    let wanted = printed.files.get(path).cloned().unwrap_or_default();
    Ok((String::from_utf8_lossy(&present).into_owned(), wanted))
}

/// Removes the folders that the removal of `paths` has left empty.
fn remove_empty(folder: &Path, paths: &[String]) {
    let parents = |path: &String| {
        let ends = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
        ends.collect::<Vec<_>>()
    };
    let folders: BTreeSet<String> = paths.iter().flat_map(parents).collect();
    // Deepest first. One that still holds something can't be removed, and shall not be.
    for path in folders.iter().rev() {
        let _ = fs::remove_dir(folder.join(path));
    }
}

#[cfg(test)]
impl Crate {
    /// A crate of these files, printed from nothing.
    fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self::new(files.iter().map(file).collect(), &Document::default())
    }
}
