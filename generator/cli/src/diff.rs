//! What differs between a file as it stands and as it would be printed.

use similar::TextDiff;

/// How many lines of one file's difference are shown.
const MAX_LINES: usize = 200;

/// The unified diff from `present` to `wanted`.
pub(crate) fn unified(path: &str, present: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(present, wanted);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(&format!("{path} as it stands"), &format!("{path} as it would be printed"))
        .to_string();
    let lines: Vec<&str> = text.lines().collect();
    match lines.get(..MAX_LINES) {
        None => text,
        Some(shown) => format!("{}\n… {} more lines", shown.join("\n"), lines.len() - MAX_LINES),
    }
}
