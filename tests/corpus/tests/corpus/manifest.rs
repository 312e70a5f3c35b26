//! `manifest.tsv`: what is printed of each description, as it was last accepted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use crate::description::{Outcome, Printed};

/// The columns after the path.
const COLUMNS: [&str; 6] = ["operations", "types", "diagnostics", "output", "excused", "origin"];

/// Why a description need not compile, nor account for its operations: this column of the manifest, written by hand.
const EXCUSED: usize = 4;

/// A line for each description, by its path.
#[derive(Debug)]
pub(crate) struct Manifest {
    rows: BTreeMap<String, [String; COLUMNS.len()]>,
}

impl Manifest {
    fn path() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("manifest.tsv")
    }

    /// The committed one.
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(Self::path()).unwrap_or_default();
        let row = |line: &str| {
            let (path, rest) = line.split_once('\t')?;
            let mut fields = rest.split('\t');
            Some((
                path.to_owned(),
                [(); COLUMNS.len()].map(|()| fields.next().unwrap_or_default().to_owned()),
            ))
        };
        Self { rows: text.lines().skip(1).filter_map(row).collect() }
    }

    /// The one that says what became of descriptions today, with the excuses of the committed one.
    pub(crate) fn of(outcomes: &[Outcome], committed: &Self) -> Self {
        let row = |outcome: &Outcome| {
            let Ok(printed) = &outcome.printed else { return None };
            let excused = committed.rows.get(&outcome.entry.path).map_or("", |row| &row[EXCUSED]);
            let row = [
                format!("{} of {}", printed.operations, outcome.entry.operations),
                printed.types.to_string(),
                diagnostics(printed),
                printed.hash.clone(),
                excused.to_owned(),
                outcome.entry.origin.clone(),
            ];
            Some((outcome.entry.path.clone(), row))
        };
        Self { rows: outcomes.iter().filter_map(row).collect() }
    }

    pub(crate) fn write(&self) {
        let mut text = format!("description\t{}\n", COLUMNS.join("\t"));
        for (path, row) in &self.rows {
            writeln!(text, "{path}\t{}", row.join("\t")).unwrap();
        }
        std::fs::write(Self::path(), text).unwrap();
    }

    /// Whether a reason is given for the description's faults.
    pub(crate) fn excuses(&self, path: &str) -> bool {
        self.rows.get(path).is_some_and(|row| !row[EXCUSED].is_empty())
    }

    /// A line for each description that differs: what was accepted, and what is.
    pub(crate) fn differences(&self, found: &Self) -> Vec<String> {
        let gone = self.rows.keys().filter(|path| !found.rows.contains_key(*path));
        let mut lines: Vec<_> = gone.map(|path| format!("{path}: is in the manifest alone")).collect();
        for (path, row) in &found.rows {
            let Some(accepted) = self.rows.get(path) else {
                lines.push(format!("{path}: is not in the manifest"));
                continue;
            };
            let moved = COLUMNS.iter().zip(accepted.iter().zip(row)).filter(|(_, (old, new))| old != new);
            let moved: Vec<_> = moved.map(|(column, (old, new))| format!("{column} {old} → {new}")).collect();
            if !moved.is_empty() {
                lines.push(format!("{path}: {}", moved.join("; ")));
            }
        }
        lines
    }
}

/// `not-carried 3, untyped 1`.
fn diagnostics(printed: &Printed) -> String {
    let counts: Vec<_> = printed.diagnostics.iter().map(|(code, count)| format!("{code} {count}")).collect();
    counts.join(", ")
}
