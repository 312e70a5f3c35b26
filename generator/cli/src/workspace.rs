//! Cargo's workspaces, found as cargo finds them, without running it.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Component, Path, PathBuf};

use glob::Pattern;
use toml::de::DeTable;
use toml::{Table, Value};

use crate::finding::Position;

/// The manifest of the workspace around `folder`; the nearest manifest where there is no workspace. One that can't be
/// read ends the search: whoever reads it finds out why.
pub(crate) fn manifest(folder: &Path) -> Option<PathBuf> {
    let folder = absolute(folder);
    let mut manifests = manifests(&folder);
    let nearest = manifests.next()?;
    let package = nearest.parent()?.to_path_buf();
    let Some(table) = table(&nearest) else { return Some(nearest) };
    if table.contains_key("workspace") {
        return Some(nearest);
    }
    let pointer = table.get("package").and_then(|package| package.get("workspace")).and_then(Value::as_str);
    if let Some(root) = pointer {
        return Some(absolute(&package.join(root)).join("Cargo.toml"));
    }
    let is_around = |path: &PathBuf| self::table(path).is_none_or(|table| holds(&table, path, &package));
    Some(manifests.find(is_around).unwrap_or(nearest))
}

/// How a crate's folder stands to the workspace around it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Membership {
    /// There is no workspace around it, or that workspace leaves the folder out.
    None,
    /// The workspace around it lists it.
    Member,
    /// The workspace around it does not list it.
    Unlisted {
        /// Where its members are listed, in words.
        members: String,
        /// What is to be added there.
        path: String,
    },
}

impl Membership {
    /// What is to be said of a crate that the workspace does not list: what stands in the way if it is printed as a
    /// member, and how to make it one if it is new.
    pub(crate) fn note(&self, in_workspace: bool, is_new: bool) -> Option<String> {
        let Self::Unlisted { members, path } = self else { return None };
        if in_workspace {
            return Some(format!("cargo refuses it until {members} has {path:?}"));
        }
        is_new.then(|| {
            format!(
                "it is a workspace of its own; to make it a member, add {path:?} to {members} and print it again"
            )
        })
    }
}

/// How the crate in `folder` stands to the workspace around it.
pub(crate) fn membership(folder: &Path) -> Membership {
    let folder = absolute(folder);
    let Some(parent) = folder.parent() else { return Membership::None };
    let around = manifests(parent).filter_map(|path| Some((table(&path)?, path)));
    let Some((table, manifest)) = around.into_iter().find(|(table, path)| holds(table, path, &folder)) else {
        return Membership::None;
    };
    let root = manifest.parent().unwrap_or(Path::new(""));
    let path = folder.strip_prefix(root).unwrap_or(&folder).to_string_lossy().replace('\\', "/");
    if listed(&table, "members").any(|pattern| matches(pattern, &path)) {
        Membership::Member
    } else {
        Membership::Unlisted { members: members(&manifest), path }
    }
}

/// Whether the manifest at `path` is that of a workspace which does not exclude the package in `folder`. A member that
/// is listed by its path is none that is excluded.
fn holds(table: &Table, path: &Path, folder: &Path) -> bool {
    let root = path.parent().unwrap_or(Path::new(""));
    let has = |key| listed(table, key).any(|listed| folder.starts_with(absolute(&root.join(listed))));
    table.contains_key("workspace") && (has("members") || !has("exclude"))
}

/// The strings of the list `key` of a workspace.
fn listed<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t str> {
    let list = table.get("workspace").and_then(|workspace| workspace.get(key)).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// Whether `pattern`, one of a workspace's `members`, means `path`.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(path, options))
}

/// Where the manifest lists the workspace's members.
fn members(manifest: &Path) -> String {
    let text = fs::read_to_string(manifest).unwrap_or_default();
    let line = || {
        let root = DeTable::parse(&text).ok()?;
        let workspace = root.get_ref().get("workspace")?.get_ref().as_table()?;
        let (key, _) = workspace.get_key_value("members")?;
        Some(Position::new(&text, &key.span()).line)
    };
    let manifest = from_here(manifest);
    let shown = manifest.display();
    match line() {
        Some(line) => format!("`members` in {shown}:{line}"),
        None => format!("a list `members` under [workspace] in {shown}"),
    }
}

/// The manifests in `folder` and above it, nearest first.
fn manifests(folder: &Path) -> impl Iterator<Item = PathBuf> {
    folder.ancestors().map(|folder| folder.join("Cargo.toml")).filter(|path| path.is_file())
}

fn table(manifest: &Path) -> Option<Table> {
    fs::read_to_string(manifest).ok()?.parse().ok()
}

/// `path` as it is opened from the working folder.
pub(crate) fn from_here(path: &Path) -> PathBuf {
    path.strip_prefix(absolute(Path::new("."))).unwrap_or(path).to_path_buf()
}

/// The path from the root of the file system, without `.` and `..`: it need not be there yet.
pub(crate) fn absolute(path: &Path) -> PathBuf {
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
