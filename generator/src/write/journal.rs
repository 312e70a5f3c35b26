//! The staging folder, and the journal that says what is to be moved out of it.
//!
//! Killed before the journal is in place, the old crate stands, and the staging folder is rubbish. Killed after, the next
//! run does what the journal says. Each of its steps can be done twice, and none touches a file that is not as it was
//! when the step was noted: neither an edit made since nor a journal from elsewhere costs anyone a file.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::guard::Guard;
use super::path::{is_owned_path, within};
use super::{cannot, hash, read};
use crate::diagnostic::{ALREADY_PRINTING, CANNOT_WRITE, Diagnostic};

/// The folder, in the crate's, where files wait for their place. It is there only while letterpress writes.
const STAGING: &str = ".letterpress-staging";
const JOURNAL: &str = "journal";
const UNFINISHED: &str = "unfinished";
const FILES: &str = "files";
/// In place of a hash: no file stands there.
const NOTHING: &str = "-";

/// Whether a run was killed, or is at work, in the folder.
pub(super) fn is_begun(folder: &Path) -> Result<bool, Diagnostic> {
    Ok(staging_of(folder)?.exists())
}

/// The staging folder while one run has it: no other run changes the crate until this is dropped.
#[derive(Debug)]
pub(super) struct Staging<'f> {
    folder: &'f Path,
    path: PathBuf,
    guard: Guard,
}

impl<'f> Staging<'f> {
    /// Takes the staging folder of the crate in `folder`.
    ///
    /// # Errors
    ///
    /// Another run has it, or the disk can't be written.
    pub(super) fn take(folder: &'f Path) -> Result<Self, Diagnostic> {
        let path = staging_of(folder)?;
        match Guard::take(&path) {
            Ok(Some(guard)) => Ok(Self { folder, path, guard }),
            Ok(None) => {
                let message = format!("another run is printing into {}", folder.display());
                Err(Diagnostic::new(&ALREADY_PRINTING, None, message))
            }
            Err(error) => Err(cannot("use", &path, &error)),
        }
    }

    /// Stages `placed` (path and text, in the order in which they are to be put in place), and notes that `removed` go.
    pub(super) fn stage(&self, placed: &[(&str, &str)], removed: &[&str]) -> Result<(), Diagnostic> {
        let files = self.path.join(FILES);
        let mut journal = String::new();
        for (path, text) in placed {
            write_synced(&files.join(path), text.as_bytes())?;
            journal.push_str(&Step::new(self.folder, Action::Place, path)?.to_line());
        }
        for path in removed {
            journal.push_str(&Step::new(self.folder, Action::Remove, path)?.to_line());
        }
        // The journal is whole or it is not there.
        let unfinished = self.path.join(UNFINISHED);
        write_synced(&unfinished, journal.as_bytes())?;
        let path = self.path.join(JOURNAL);
        fs::rename(&unfinished, &path).map_err(|error| cannot("write", &path, &error))?;
        sync_folder(&self.path);
        Ok(())
    }

    /// Does what a journal says, if there is one, and forgets what else was staged.
    pub(super) fn recover(&self) -> Result<(), Diagnostic> {
        if let Some(steps) = self.steps()? {
            for step in &steps {
                self.apply(step)?;
            }
            // The renames last longer than the journal, or it would be missed.
            let parents: BTreeSet<&Path> =
                steps.iter().flat_map(|step| Path::new(&step.path).ancestors().skip(1)).collect();
            for parent in parents {
                sync_folder(&self.folder.join(parent));
            }
            let journal = self.path.join(JOURNAL);
            fs::remove_file(&journal).map_err(|error| cannot("remove", &journal, &error))?;
        }
        self.clear().map_err(|error| cannot("clear", &self.path, &error))
    }

    /// Removes what waits for a place that no journal gives it.
    fn clear(&self) -> io::Result<()> {
        // All that is in here was put here by letterpress, and no link out of it is followed.
        absent_is_fine(fs::remove_dir_all(self.path.join(FILES)))?;
        absent_is_fine(fs::remove_file(self.path.join(UNFINISHED)))
    }

    fn steps(&self) -> Result<Option<Vec<Step>>, Diagnostic> {
        let path = self.path.join(JOURNAL);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(cannot("read", &path, &error)),
        };
        let foreign = || {
            let message = format!("{} is no journal of letterpress: remove it", path.display());
            Diagnostic::new(&CANNOT_WRITE, None, message)
        };
        let steps: Option<Vec<Step>> = text.lines().map(Step::parse).collect();
        steps.map(Some).ok_or_else(foreign)
    }

    fn apply(&self, step: &Step) -> Result<(), Diagnostic> {
        let present = read(self.folder, &step.path)?.map(|content| hash(&content));
        if present.is_some() && present != step.present {
            // Done already by the run that was killed, or edited since: then it is the editor's.
            return Ok(());
        }
        let target = within(self.folder, &step.path)
            .map_err(|error| cannot("write", &self.folder.join(&step.path), &error))?;
        let done = match step.action {
            Action::Place => make_parent(&target)
                .and_then(|()| fs::rename(self.path.join(FILES).join(&step.path), &target)),
            Action::Remove => fs::remove_file(&target),
        };
        absent_is_fine(done).map_err(|error| cannot("write", &target, &error))
    }
}

#[cfg(test)]
impl Staging<'_> {
    /// Takes the journal's first `count` steps, as a run does that is killed then; says whether there are more.
    pub(super) fn take_steps(&self, count: usize) -> bool {
        let steps = self.steps().expect("a journal").expect("a journal");
        for step in steps.iter().take(count) {
            self.apply(step).expect("done");
        }
        count < steps.len()
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // A journal that could not be followed to its end stays for the next run, with the files that it names.
        if !self.path.join(JOURNAL).exists() && self.clear().is_ok() {
            self.guard.remove();
        }
    }
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Place,
    Remove,
}

/// One line of the journal: `+`, to be put in place, or `-`, to be removed; the hash of what stands there; the path.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    action: Action,
    /// The hash of what stood there when the step was noted; `None` where nothing did.
    present: Option<String>,
    path: String,
}

impl Step {
    fn new(folder: &Path, action: Action, path: &str) -> Result<Self, Diagnostic> {
        let present = read(folder, path)?.map(|content| hash(&content));
        Ok(Self { action, present, path: path.to_owned() })
    }

    fn to_line(&self) -> String {
        let mark = match self.action {
            Action::Place => '+',
            Action::Remove => '-',
        };
        format!("{mark} {} {}\n", self.present.as_deref().unwrap_or(NOTHING), self.path)
    }

    /// The step in `line`; `None` unless it is one that letterpress notes.
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.splitn(3, ' ');
        let action = match words.next()? {
            "+" => Action::Place,
            "-" => Action::Remove,
            _ => return None,
        };
        let present = words.next().map(|hash| (hash != NOTHING).then(|| hash.to_owned()))?;
        let path = words.next().filter(|path| is_owned_path(path))?;
        Some(Self { action, present, path: path.to_owned() })
    }
}

fn staging_of(folder: &Path) -> Result<PathBuf, Diagnostic> {
    within(folder, STAGING).map_err(|error| cannot("use", &folder.join(STAGING), &error))
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn write_synced(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    let written = (|| {
        make_parent(path)?;
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(path)?;
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
