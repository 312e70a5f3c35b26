//! What a run changed, or would change, in a few lines.

use std::path::Path;

use anstyle::Style;
use letterpress::write::{Changes, Crate, LOCK_FILE, texts};

use crate::diff::unified;
use crate::finding::Finding;
use crate::report::Report;

/// How many changed files are named, unless all are asked for.
const NAMED: usize = 20;

/// How many lines of differences are shown, unless all are asked for.
const LINES: usize = 400;

/// `2 added, 1 changed`, of `files` in all.
pub(crate) fn summary(changes: &Changes, files: usize) -> String {
    if is_new(changes, files) {
        return "all new".to_owned();
    }
    let counts = [
        (changes.added.len(), "added"),
        (changes.changed.len(), "changed"),
        (changes.removed.len(), "removed"),
        (changes.kept.len(), "edited by hand and kept"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") }
}

/// Whether nothing of the crate's `files` was there before.
fn is_new(changes: &Changes, files: usize) -> bool {
    changes.added.len() == files
}

/// Names the files of a crate that stood there before: `+` added, `~` changed, `-` removed, `!` edited and kept.
pub(crate) fn say_changes(changes: &Changes, files: usize, report: &Report<'_>) {
    if is_new(changes, files) {
        return;
    }
    let marked =
        [('+', &changes.added), ('~', &changes.changed), ('-', &changes.removed), ('!', &changes.kept)];
    let lines: Vec<String> = marked
        .iter()
        .flat_map(|(mark, paths)| paths.iter().map(move |path| format!("  {mark} {path}")))
        .collect();
    let named = if report.is_verbose() { lines.len() } else { NAMED };
    for line in lines.iter().take(named) {
        report.say(Style::new(), line);
    }
    if let Some(more) = lines.len().checked_sub(named).filter(|more| *more > 0) {
        report.say(Style::new(), &format!("  and {more} more"));
    }
}

/// Shows what would change in a crate that stood there before.
///
/// The lock's hashes change with every other file, and are shown only where nothing else is.
pub(crate) fn say_differences(folder: &Path, made: &Crate, changes: &Changes, report: &mut Report<'_>) {
    if is_new(changes, made.len()) {
        return;
    }
    let all = [&changes.changed, &changes.kept, &changes.added, &changes.removed].into_iter().flatten();
    let (lock, mut shown): (Vec<&String>, Vec<&String>) = all.partition(|path| *path == LOCK_FILE);
    if shown.is_empty() {
        shown = lock;
    }
    let mut lines = Vec::new();
    for path in shown {
        match texts(folder, made, path) {
            Ok((present, wanted)) => {
                lines.extend(unified(&folder.join(path).display().to_string(), &present, &wanted));
            }
            Err(fault) => report.add(None, vec![Finding::from(fault)]),
        }
    }
    let limit = if report.is_verbose() { lines.len() } else { LINES };
    for (style, line) in lines.iter().take(limit) {
        report.say(*style, line);
    }
    if let Some(more) = lines.len().checked_sub(limit).filter(|more| *more > 0) {
        report.say(Style::new(), &format!("and {more} more lines; --verbose shows them all"));
    }
}
