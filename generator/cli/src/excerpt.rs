//! The part of a line that is shown with a finding.

use std::ops::Range;

use crate::visible::is_steering;

/// How many characters of a line are shown.
const WIDTH: usize = 120;

/// How many characters stand before the place, in a line that is too long to be shown from its start.
const LEAD: usize = 40;

/// A part of one line, and what of it is at fault.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The line, or as much of it as can be shown, with `…` for what can't.
    pub(crate) line: String,
    /// The bytes of it that are at fault.
    pub(crate) fault: Range<usize>,
}

impl Excerpt {
    /// The line of `text` in which `range` begins, after `column - 1` characters; a range of several lines is cut after
    /// the first.
    pub(crate) fn new(text: &str, range: &Range<usize>, column: usize) -> Option<Self> {
        let (before, after) = text.split_at_checked(range.start)?;
        let before = before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..)?;
        let after = after.lines().next().unwrap_or_default();
        let is_cut = column > WIDTH * 2 / 3;
        let lead = if is_cut { LEAD } else { column };

        // One character for one, so that the underline stands beneath it. ASCII's controls are the renderer's to replace.
        let shown = |character: char| {
            if character.is_ascii() || !is_steering(character) { character } else { '\u{fffd}' }
        };
        let mut lead: Vec<char> = before.chars().rev().take(lead).collect();
        lead.reverse();
        let mut line = String::from(if is_cut { "…" } else { "" });
        line.extend(lead.iter().copied().map(shown));
        let start = line.len();
        let mut end = start;
        let room = WIDTH.saturating_sub(lead.len());
        for (at, character) in after.char_indices().take(room) {
            line.push(shown(character));
            if range.start + at < range.end {
                end = line.len();
            }
        }
        if after.chars().nth(room).is_some() {
            line.push('…');
        }
        Some(Self { line, fault: start..end })
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    /// Checks the line and the underline of the bytes between `<` and `>` of `marked`.
    fn check(marked: &str, line: &str, fault: &str) {
        let (start, end) = (marked.find('<').expect("<"), marked.find('>').expect(">") - 1);
        let text = marked.replacen(['<', '>'], "", 2);
        let column = text[..start].rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let excerpt = Excerpt::new(&text, &(start..end), column).expect("an excerpt");
        assert_eq!((excerpt.line.as_str(), &excerpt.line[excerpt.fault]), (line, fault));
    }

    #[test]
    fn the_line_at_fault_is_shown() {
        check("a\nb: <c> # d\ne", "b: c # d", "c");
        check("b: <[\n 1]>", "b: [", "[");
        check("é: <ü>", "é: ü", "ü");
        check("a\r\nb<>\r\n", "b", "");
        check("<>", "", "");
        check("a<\u{9b}\u{202e}>\u{1b}b", "a\u{fffd}\u{fffd}\u{1b}b", "\u{fffd}\u{fffd}");
    }

    #[test]
    fn of_a_long_line_a_part_is_shown() {
        let (x, y) = ("x".repeat(1000), "y".repeat(1000));
        check(&format!("a<b>{x}"), &format!("ab{}…", &x[..118]), "b");
        check(&format!("a<b{x}>"), &format!("ab{}…", &x[..118]), &format!("b{}", &x[..118]));
        check(&format!("{x}<b>{y}"), &format!("…{}b{}…", &x[..40], &y[..79]), "b");
        check(&format!("{x}<b>"), &format!("…{}b", &x[..40]), "b");
    }
}
