//! The index of the corpus: a line for each description, its fields between tabs.

use std::path::Path;

/// A description of the corpus.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its path in the corpus.
    pub(crate) path: String,
    /// How many operations its `paths` have, counted by whoever made the index.
    pub(crate) operations: usize,
    /// Its length.
    pub(crate) bytes: u64,
    /// Where it was published: a repository, a commit and a path, most often.
    pub(crate) origin: String,
}

impl Entry {
    /// The folder of its printed crate.
    pub(crate) fn folder(&self) -> String {
        self.path.replace(['/', '.'], "-")
    }
}

/// The descriptions in `folder`.
pub(crate) fn entries(folder: &Path) -> Vec<Entry> {
    let path = folder.join("INDEX.tsv");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let titles = lines.next().unwrap();
    let column = |title: &str| titles.iter().position(|other| *other == title).unwrap();
    let [path, operations, bytes, origin] = ["path", "operations", "bytes", "origin"].map(column);
    lines
        .map(|line| Entry {
            path: line[path].to_owned(),
            operations: line[operations].parse().unwrap(),
            bytes: line[bytes].parse().unwrap(),
            origin: line[origin].to_owned(),
        })
        .collect()
}
