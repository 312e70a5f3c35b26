//! Lines, columns and source text of nodes, looked up when someone asks.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Document, Origin, Part, Tree};
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
    /// the key. `None` for an array, an object, or what is not there.
    pub fn source_text(&self, origin: &Origin) -> Option<String> {
        let tree = self.get(origin)?;
        if origin.part == Part::Key {
            return origin.pointer.tokens().last();
        }
        match tree {
            Tree::String(text) => Some(text.clone()),
            Tree::Array(_) | Tree::Object(_) => None,
            Tree::Null | Tree::Bool(_) | Tree::Number(_) => {
                let file = self.file(origin.file)?;
                let found = file.outline().find(&origin.pointer).filter(|found| found.exact)?;
                scalar_text(&file.text, found.content).map(ToOwned::to_owned)
            }
        }
    }

    fn span(&self, place: &Place) -> Option<Span> {
        match place {
            Place::Node(origin) => {
                let file = self.file(origin.file)?;
                let found = file.outline().find(&origin.pointer)?;
                let range = match (origin.part, found.key) {
                    (Part::Key, Some(key)) => key,
                    _ => found.value,
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
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let after_breaks = text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, after)| after);
        Self(std::iter::once(0).chain(after_breaks).collect())
    }

    /// The byte at which a line, counted from 1, begins.
    pub(super) fn start(&self, line: usize) -> usize {
        let last = self.0.last().copied().unwrap_or_default();
        self.0.get(line.saturating_sub(1)).copied().unwrap_or(last)
    }

    /// The line and column of the character at, or around, the byte `at` of `text`.
    pub(super) fn position(&self, text: &str, at: usize) -> (usize, usize) {
        let at = (0..=at.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default();
        let line = self.0.partition_point(|start| *start <= at).max(1);
        let before = text.get(self.start(line)..at).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// The byte at which the character at `line` and `column` begins; the end of the text if it is beyond.
    pub(super) fn offset(&self, text: &str, line: usize, column: usize) -> usize {
        let start = self.start(line);
        let rest = text.get(start..).unwrap_or_default();
        let skipped = rest.chars().take(column.saturating_sub(1));
        start + skipped.map(char::len_utf8).sum::<usize>()
    }
}
