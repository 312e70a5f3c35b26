//! Which paths are ours to write.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether `path` is one that letterpress prints to: relative, with `/` between plain names of
/// `[A-Za-z0-9_.-]`. None is hidden: `.git` and `.cargo` are never ours, whatever a lock says.
pub(super) fn is_owned_path(path: &str) -> bool {
    let is_plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
    };
    path.len() <= 1024 && path.split('/').all(is_plain)
}

/// `path` in `folder`, unless a symbolic link stands on the way: what lies behind it is not ours.
pub(super) fn within(folder: &Path, path: &str) -> io::Result<PathBuf> {
    let mut full = folder.to_path_buf();
    for name in std::iter::once("").chain(path.split('/')) {
        if !name.is_empty() {
            full.push(name);
        }
        match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.file_type().is_symlink() => {
                let message = format!("{} is a symbolic link", full.display());
                return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(full)
}
