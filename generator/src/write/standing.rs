//! Whether a crate stands as it was printed: proved by its lock, without printing anything.

use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::{LOCK_FILE, Lock, hash, journal, read};

/// A crate on disk of which every file is as its lock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The SHA-256 of the lock, in hex: it stands for every file's.
    pub lock: String,
    /// How many files the crate has, its lock among them.
    pub files: usize,
}

/// The crate in `folder`; `None` if a file is missing or was edited, or a run was cut short.
pub fn standing(folder: &Path) -> Option<Standing> {
    if journal::is_begun(folder).ok()? {
        return None;
    }
    let text = String::from_utf8(read(folder, LOCK_FILE).ok()??).ok()?;
    let lock = Lock::parse(&text).ok()?;
    let files: Vec<(&String, &String)> = lock.files.iter().collect();
    let next = AtomicUsize::new(0);
    let differs = AtomicBool::new(false);
    let worker = || {
        while let Some((path, known)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let is_known = matches!(read(folder, path), Ok(Some(present)) if hash(&present) == **known);
            if !is_known {
                differs.store(true, Ordering::Relaxed);
            }
            if differs.load(Ordering::Relaxed) {
                break;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(worker);
        }
        worker();
    });
    let is_whole = !differs.into_inner();
    is_whole.then(|| Standing { lock: hash(text.as_bytes()), files: files.len() + 1 })
}
