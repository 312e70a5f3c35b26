//! Cargo's workspaces, found as cargo finds them, without running it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use glob::Pattern;
use toml::{Table, Value};

/// The manifest of the workspace around `folder`; the nearest manifest where there is no workspace.
pub(crate) fn manifest(folder: &Path) -> Option<PathBuf> {
    let folder = absolute(folder);
    let manifests: Vec<PathBuf> =
        folder.ancestors().map(|folder| folder.join("Cargo.toml")).filter(|path| path.is_file()).collect();
    let workspace =
        manifests.iter().find(|path| table(path).is_some_and(|table| table.contains_key("workspace")));
    workspace.or_else(|| manifests.first()).cloned()
}

/// How a crate's folder stands to the workspace around it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Membership {
    /// There is no workspace around it, or that workspace leaves the folder out.
    None,
    /// The workspace of this manifest lists it.
    Member,
    /// The workspace of this manifest does not list it; its `members` would have to name the crate so.
    Unlisted(PathBuf, String),
}

/// How the crate in `folder` stands to the workspace around it.
pub(crate) fn membership(folder: &Path) -> Membership {
    let folder = absolute(folder);
    let around = folder.ancestors().skip(1).map(|folder| folder.join("Cargo.toml"));
    let found = around
        .filter_map(|path| Some((table(&path)?, path)))
        .find(|(table, _)| table.contains_key("workspace"));
    let Some((table, manifest)) = found else { return Membership::None };
    let root = manifest.parent().unwrap_or(Path::new(""));
    let path = folder.strip_prefix(root).unwrap_or(&folder).to_string_lossy().replace('\\', "/");
    let listed = |key: &str| {
        let patterns =
            table.get("workspace").and_then(|workspace| workspace.get(key)).and_then(Value::as_array);
        patterns.into_iter().flatten().filter_map(Value::as_str).any(|pattern| matches(pattern, &path, key))
    };
    if listed("exclude") {
        Membership::None
    } else if listed("members") {
        Membership::Member
    } else {
        Membership::Unlisted(manifest, path)
    }
}

/// Whether `pattern` means `path`: `members` are globs; `exclude` holds plain paths, and everything below them.
fn matches(pattern: &str, path: &str, key: &str) -> bool {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    if key == "exclude" {
        return path == pattern || path.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('/'));
    }
    let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(path, options))
}

fn table(manifest: &Path) -> Option<Table> {
    fs::read_to_string(manifest).ok()?.parse().ok()
}

/// The path from the root of the file system, without `.` and `..`: it need not be there yet.
fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    full.components().fold(PathBuf::new(), |mut plain, component| {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Membership, manifest, membership};

    #[test]
    fn a_crate_is_a_member_if_the_workspace_lists_it() {
        for (workspace, path, expected) in [
            ("members = ['a', 'gen/*']", "gen/x", Some(true)),
            ("members = ['./gen/x/']", "gen/x", Some(true)),
            ("members = ['gen/*']", "gen/x/y", Some(false)),
            ("members = ['gen/**']", "gen/x/y", Some(true)),
            ("members = ['a']", "gen/x", Some(false)),
            ("", "gen/x", Some(false)),
            ("members = ['gen/*']\nexclude = ['gen/x']", "gen/x", None),
            ("exclude = ['gen']", "gen/x", None),
            ("exclude = ['ge']", "gen/x", Some(false)),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let root = fs::canonicalize(folder.path()).expect("a path");
            fs::write(root.join("Cargo.toml"), format!("[workspace]\n{workspace}\n")).expect("written");
            let found = membership(&root.join("x/..").join(path));
            let expected = match expected {
                None => Membership::None,
                Some(true) => Membership::Member,
                Some(false) => Membership::Unlisted(root.join("Cargo.toml"), path.to_owned()),
            };
            assert_eq!(found, expected, "{workspace} {path}");
        }
    }

    #[test]
    fn the_workspace_is_found_from_within_its_packages() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a path");
        fs::create_dir_all(root.join("package/src")).expect("made");
        fs::write(root.join("package/Cargo.toml"), "[package]\n").expect("written");
        assert_eq!(manifest(&root.join("package/src")), Some(root.join("package/Cargo.toml")));
        fs::write(root.join("Cargo.toml"), "[workspace]\n").expect("written");
        assert_eq!(manifest(&root.join("package/src")), Some(root.join("Cargo.toml")));
    }
}
