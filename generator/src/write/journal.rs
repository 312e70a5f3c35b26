//! The staging folder, and the journal that says what is to be moved out of it.
//!
//! Killed before the journal is in place, the old crate stands, and the staging folder is rubbish. Killed after, the next
//! run does what the journal says. Each of its steps can be done twice.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::cannot;
use super::path::{is_owned_path, within};
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};

/// The folder, in the crate's, where files wait for their place. It is there only while letterpress writes.
const STAGING: &str = ".letterpress-staging";
const JOURNAL: &str = "journal";
const GUARD: &str = "guard";
const FILES: &str = "files";

/// Stages `placed` (path and text, in the order in which they are to be put in place), and notes that `removed` go.
pub(super) fn stage(folder: &Path, placed: &[(&str, &str)], removed: &[&str]) -> Result<(), Diagnostic> {
    let staging = staging(folder)?;
    let _guard = guard(&staging)?;
    let files = staging.join(FILES);
    for (path, text) in placed {
        write_synced(&files.join(path), text.as_bytes())?;
    }
    let mut journal = String::new();
    for (mark, path) in
        placed.iter().map(|(path, _)| ('+', path)).chain(removed.iter().map(|path| ('-', path)))
    {
        journal.push(mark);
        journal.push_str(path);
        journal.push('\n');
    }
    // The journal is whole or it is not there.
    let unfinished = staging.join("unfinished");
    write_synced(&unfinished, journal.as_bytes())?;
    let path = staging.join(JOURNAL);
    fs::rename(&unfinished, &path).map_err(|error| cannot("write", &path, &error))?;
    sync_folder(&staging);
    Ok(())
}

/// Does what a journal says, if there is one, and clears the staging folder.
pub(super) fn recover(folder: &Path) -> Result<(), Diagnostic> {
    let staging = staging(folder)?;
    if !staging.is_dir() {
        return Ok(());
    }
    let guard = guard(&staging)?;
    if let Some(steps) = steps(&staging)? {
        for step in &steps {
            apply(folder, &staging, step)?;
        }
        sync_folder(folder);
        let journal = staging.join(JOURNAL);
        fs::remove_file(&journal).map_err(|error| cannot("remove", &journal, &error))?;
    }
    drop(guard);
    // All that is in here was put here by letterpress, and no link out of it is followed.
    fs::remove_dir_all(&staging).map_err(|error| cannot("remove", &staging, &error))
}

/// One line of the journal.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Place(String),
    Remove(String),
}

fn steps(staging: &Path) -> Result<Option<Vec<Step>>, Diagnostic> {
    let path = staging.join(JOURNAL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot("read", &path, &error)),
    };
    let step = |line: &str| match line.split_at_checked(1) {
        Some(("+", path)) if is_owned_path(path) => Some(Step::Place(path.to_owned())),
        Some(("-", path)) if is_owned_path(path) => Some(Step::Remove(path.to_owned())),
        _ => None,
    };
    let steps = text.lines().map(step).collect::<Option<Vec<_>>>();
    let foreign =
        || Diagnostic::new(&CANNOT_WRITE, None, format!("{} is no journal of letterpress", path.display()));
    steps.map(Some).ok_or_else(foreign)
}

fn apply(folder: &Path, staging: &Path, step: &Step) -> Result<(), Diagnostic> {
    let (Step::Place(path) | Step::Remove(path)) = step;
    let target = within(folder, path).map_err(|error| cannot("write", &folder.join(path), &error))?;
    let done = match step {
        Step::Place(_) => {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(|error| cannot("make", parent, &error))?;
            }
            fs::rename(staging.join(FILES).join(path), &target)
        }
        Step::Remove(_) => fs::remove_file(&target),
    };
    match done {
        // Done already, by the run that was killed.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(cannot("write", &target, &error)),
        Ok(()) => Ok(()),
    }
}

fn staging(folder: &Path) -> Result<PathBuf, Diagnostic> {
    within(folder, STAGING).map_err(|error| cannot("use", &folder.join(STAGING), &error))
}

/// Keeps other runs out of the folder until it is dropped, or its process ends.
fn guard(staging: &Path) -> Result<File, Diagnostic> {
    let path = staging.join(GUARD);
    fs::create_dir_all(staging).map_err(|error| cannot("make", staging, &error))?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| cannot("write", &path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let message =
                format!("another run is printing into {}", staging.parent().unwrap_or(staging).display());
            Err(Diagnostic::new(&CANNOT_WRITE, None, message))
        }
        Err(TryLockError::Error(error)) => Err(cannot("lock", &path, &error)),
    }
}

fn write_synced(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    let written = (|| {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create(path)?;
        file.write_all(content)?;
        file.sync_all()
    })();
    written.map_err(|error: io::Error| cannot("write", path, &error))
}

/// Makes renames within `folder` last, where the system can.
fn sync_folder(folder: &Path) {
    // Windows opens no folder as a file; there the journal alone has to do.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
