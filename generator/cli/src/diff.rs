//! What differs between a file as it stands and as it would be printed.

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

/// The unified diff of the file `path` from `present` to `wanted`, each line with its style.
pub(crate) fn unified(path: &str, present: &str, wanted: &str) -> Vec<(Style, String)> {
    // A tab ends the name, as in the diffs of GNU: tools that apply them leave the rest of the line out.
    let text = TextDiff::from_lines(present, wanted)
        .unified_diff()
        .context_radius(3)
        .header(&format!("{path}\tas it stands"), &format!("{path}\tas it would be printed"))
        .to_string();
    text.lines().map(|line| (style(line), line.to_owned())).collect()
}

fn style(line: &str) -> Style {
    match line.as_bytes().first() {
        Some(b'+') => AnsiColor::Green.on_default(),
        Some(b'-') => AnsiColor::Red.on_default(),
        Some(b'@') => AnsiColor::Cyan.on_default(),
        _ => Style::new(),
    }
}
