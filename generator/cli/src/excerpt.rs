//! The line that is shown with a finding.

use std::ops::Range;

use crate::visible::is_steering;

/// The rightmost column that is shown. Laying a line out takes time for every character before the place, and files of
/// one line have millions.
const LAST_COLUMN: usize = 10_000;

/// How many characters are shown from the place on; the renderer cuts to the terminal's width.
const LENGTH: usize = 1_000;

/// A line of a file, and what of it is at fault.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The line, to a little beyond the fault.
    pub(crate) line: String,
    /// The bytes of it that are at fault.
    pub(crate) fault: Range<usize>,
}

impl Excerpt {
    /// The line of `text` in which `range` begins, at `column`. A range of several lines is cut after the first. `None`
    /// for a place too far to the right.
    pub(crate) fn new(text: &str, range: &Range<usize>, column: usize) -> Option<Self> {
        if column > LAST_COLUMN {
            return None;
        }
        let (before, after) = text.split_at_checked(range.start)?;
        let before = before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..)?;
        let after = after.lines().next().unwrap_or_default();
        let length = range.len().min(after.len());
        let (fault, rest) = after.split_at_checked(length)?;

        let mut line: String = before.chars().map(shown).collect();
        let start = line.len();
        line.extend(fault.chars().take(LENGTH).map(shown));
        let end = line.len();
        line.extend(rest.chars().take(LENGTH).map(shown));
        Some(Self { line, fault: start..end })
    }
}

/// A character as it is shown: one for one, for the underline's sake. The renderer replaces ASCII's controls itself.
fn shown(character: char) -> char {
    if character.is_ascii() || !is_steering(character) { character } else { char::REPLACEMENT_CHARACTER }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, LAST_COLUMN, LENGTH};

    /// Checks the line and the underline of the bytes between `<` and `>` of `marked`.
    fn check(marked: &str, expected: Option<(&str, &str)>) {
        let (start, end) = (marked.find('<').expect("<"), marked.find('>').expect(">") - 1);
        let text = marked.replacen(['<', '>'], "", 2);
        let column = text[..start].rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let excerpt = Excerpt::new(&text, &(start..end), column);
        let found = excerpt.as_ref().map(|excerpt| (&*excerpt.line, &excerpt.line[excerpt.fault.clone()]));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_line_at_fault_is_shown() {
        check("a\nb: <c> # d\ne", Some(("b: c # d", "c")));
        check("b: <[\n 1]>", Some(("b: [", "[")));
        check("é: <ü>", Some(("é: ü", "ü")));
        check("a\r\nb<>\r\n", Some(("b", "")));
        check("<>", Some(("", "")));
    }

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        check("a<\u{9b}\u{202e}>b", Some(("a\u{fffd}\u{fffd}b", "\u{fffd}\u{fffd}")));
    }

    #[test]
    fn a_line_is_cut_after_the_place() {
        let (x, y) = ("x".repeat(LAST_COLUMN - 1), "y".repeat(LENGTH));
        check(&format!("{x}<b>{y}y"), Some((&format!("{x}b{y}"), "b")));
        check(&format!("a<{y}y>{y}y"), Some((&format!("a{y}{y}"), &y)));
        check(&format!("{x}x<b>"), None);
    }
}
