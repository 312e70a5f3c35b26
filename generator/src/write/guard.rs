//! One run at a time: a file that a run locks for as long as it works.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

const GUARD: &str = "guard";

/// How often a guard is taken anew that another run removed in between. Each time is another run's end.
const ATTEMPTS: usize = 16;

/// The lock of a folder, until it is dropped or its process ends.
#[derive(Debug)]
pub(super) struct Guard {
    folder: PathBuf,
    /// Held for its lock, which the system releases with it.
    _file: File,
}

impl Guard {
    /// Locks `folder`, which is made where it is not there; `None` where another run has it.
    pub(super) fn take(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(GUARD);
        for _ in 0..ATTEMPTS {
            fs::create_dir_all(folder)?;
            let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
                // The folder was removed by a run that ended between the two lines above.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                file => file?,
            };
            match file.try_lock() {
                Ok(()) if is_at(&file, &path)? => {
                    return Ok(Some(Self { folder: folder.to_path_buf(), _file: file }));
                }
                // The run that had it removed it: this lock is of a file that no other run can see.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Removes the guard's file, still locked, and its folder where nothing else is in it.
    ///
    /// Nothing may be written to the folder after that: it can be another run's at once.
    pub(super) fn remove(&self) {
        let _ = fs::remove_file(self.folder.join(GUARD));
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Whether `path` still means the open `file`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    let opened = file.metadata()?;
    match fs::metadata(path) {
        Ok(present) => Ok((present.dev(), present.ino()) == (opened.dev(), opened.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether `path` still means the open `file`, as far as the standard library can tell here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};

    use super::{GUARD, Guard, is_at};

    #[test]
    fn one_run_has_the_folder_until_it_ends() {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = outer.path().join("staging");
        let first = Guard::take(&folder).expect("taken").expect("free");
        assert!(Guard::take(&folder).expect("tried").is_none());
        first.remove();
        drop(first);
        assert!(!folder.exists());
        assert!(Guard::take(&folder).expect("taken").is_some());
    }

    #[test]
    fn a_guard_that_was_removed_guards_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(GUARD);
        let file = File::create(&path).expect("made");
        assert!(is_at(&file, &path).expect("read"));
        fs::remove_file(&path).expect("removed");
        assert!(!is_at(&file, &path).expect("read"));
        let _another = File::create(&path).expect("made");
        assert!(!is_at(&file, &path).expect("read"));
    }
}
