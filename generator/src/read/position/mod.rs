//! Lines, columns and source text of nodes, looked up when someone asks.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::outline::Found;
use super::{Document, Origin, Part, Tree, load};
use crate::diagnostic::Place;

/// A stretch of a file's text. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The line on which it begins.
    pub line: usize,
    /// The column at which it begins.
    pub column: usize,
    /// The byte of [`File::text`](super::File::text) at which it begins.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Document {
    /// Where each of `places` stands in its file's text, in their order; `None` for what has no position.
    ///
    /// A node that the text does not hold is given the place of the nearest one above it. An alias of YAML stands where it
    /// is written, and what is below it stands below its anchor. A file is scanned once, on the first call that asks for
    /// one of its nodes.
    pub fn locate(&self, places: &[Place]) -> Vec<Option<Span>> {
        places.iter().map(|place| self.span(place)).collect()
    }

    /// The text of the scalar at `origin` as it is written, so that `1.10` stays `1.10`: of a string its content, of a key
    /// the key. `None` for an array, an object, what is not there, and a number that its text alone does not give, such
    /// as `!!float 3`.
    pub fn source_text(&self, origin: &Origin) -> Option<String> {
        let tree = self.get(origin)?;
        if origin.part == Part::Key {
            return origin.pointer.tokens().last();
        }
        match tree {
            Tree::String(text) => Some(text.clone()),
            Tree::Array(_) | Tree::Object(_) => None,
            Tree::Null | Tree::Bool(_) | Tree::Number(_) => {
                let origin = self.written_at(origin);
                let file = self.file(origin.file)?;
                let found = file.outline().find(&origin.pointer).filter(|found| found.exact)?;
                let written = scalar_text(&file.text, found.content)?;
                // The two parsers of YAML differ on what few texts do: on U+0085, U+2028 and U+2029 as line breaks.
                (load::scalar(written).as_ref() == Some(tree)).then(|| written.to_owned())
            }
        }
    }

    fn span(&self, place: &Place) -> Option<Span> {
        match place {
            Place::Node(origin) => {
                let origin = self.written_at(origin);
                let file = self.file(origin.file)?;
                let range = match (file.outline().find(&origin.pointer), origin.part) {
                    (Some(Found { key: Some(key), .. }), Part::Key) => key,
                    (Some(found), _) => found.value,
                    (None, _) => 0..file.text.len(),
                };
                let (line, column) = file.lines().position(&file.text, range.start);
                Some(Span { line, column, start: range.start, end: range.end })
            }
            &Place::Text { file, line, column } => {
                let file = self.file(file)?;
                let start = file.lines().offset(&file.text, line, column);
                let character = file.text.get(start..)?.chars().next();
                Some(Span { line, column, start, end: start + character.map_or(0, char::len_utf8) })
            }
        }
    }
}

/// The text of a scalar that is no string: the last word of `range`, before which YAML may have a tag and an anchor, and
/// around which it may have quotes.
pub(super) fn scalar_text(text: &str, range: Range<usize>) -> Option<&str> {
    let words = text.get(range)?.split_whitespace();
    Some(words.last().unwrap_or_default().trim_matches(['"', '\'']))
}

/// Where the lines of a text begin; a line ends with its line feed.
#[derive(Debug)]
pub(super) struct Lines(Vec<Mark>);

/// A character whose place is known: the first of a line, and within a long line every so many, for a minified text of
/// one line would else be counted through for each place in it.
#[derive(Debug)]
struct Mark {
    byte: usize,
    line: usize,
    column: usize,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        const STRIDE: usize = 1_000;
        let mut marks = Vec::new();
        let mut byte = 0;
        for (line, content) in (1..).zip(text.split_inclusive('\n')) {
            marks.push(Mark { byte, line, column: 1 });
            if content.len() > STRIDE {
                let columns = (1..).zip(content.char_indices()).skip(STRIDE).step_by(STRIDE);
                marks.extend(columns.map(|(column, (inside, _))| Mark { byte: byte + inside, line, column }));
            }
            byte += content.len();
        }
        if text.is_empty() || text.ends_with('\n') {
            marks.push(Mark { byte, line: marks.last().map_or(0, |mark| mark.line) + 1, column: 1 });
        }
        Self(marks)
    }

    /// The line and column of the character at, or around, the byte `at` of `text`.
    pub(super) fn position(&self, text: &str, at: usize) -> (usize, usize) {
        let at = (0..=at.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default();
        let Some(mark) = self.last_before(|mark| mark.byte <= at) else { return (1, 1) };
        let before = text.get(mark.byte..at).unwrap_or_default();
        (mark.line, mark.column + before.chars().count())
    }

    /// The byte at which the character at `line` and `column` begins; the end of the line if that is longer than the
    /// line, of the text if it has fewer lines.
    pub(super) fn offset(&self, text: &str, line: usize, column: usize) -> usize {
        let mark = self.last_before(|mark| (mark.line, mark.column) <= (line, column.max(1)));
        let Some(mark) = mark.filter(|mark| mark.line == line) else { return text.len() };
        let rest = text.get(mark.byte..).unwrap_or_default().chars();
        let skipped =
            rest.take(column.saturating_sub(mark.column)).take_while(|character| *character != '\n');
        mark.byte + skipped.map(char::len_utf8).sum::<usize>()
    }

    fn last_before(&self, is_before: impl FnMut(&Mark) -> bool) -> Option<&Mark> {
        self.0.get(self.0.partition_point(is_before).checked_sub(1)?)
    }
}
