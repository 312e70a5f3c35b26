//! Diagnostics with what it takes to show them: file, line, column and excerpt.

use std::ops::Range;
use std::path::Path;

use letterpress::diagnostic::{Place, Rule};
use letterpress::read::Document;
use letterpress::{Diagnostic, Severity};

use crate::excerpt::Excerpt;

/// Something that was found, ready to be shown.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) rule: &'static Rule,
    /// What was found, in one sentence.
    pub(crate) message: String,
    /// The file at fault, as it is to be opened from the working folder.
    pub(crate) path: Option<String>,
    /// Where in the file.
    pub(crate) position: Option<Position>,
    /// The JSON Pointer of the node of a description.
    pub(crate) pointer: Option<String>,
    /// Whether a description is at fault, rather than the settings or the disk.
    pub(crate) in_description: bool,
}

/// A place in a text; lines and columns count from 1, columns in characters.
#[derive(Debug)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) excerpt: Option<Excerpt>,
}

impl Position {
    /// The place of the bytes `range` of `text`.
    pub(crate) fn new(text: &str, range: &Range<usize>) -> Self {
        let before = text.get(..range.start).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let column = line.chars().count() + 1;
        Self { line: before.matches('\n').count() + 1, column, excerpt: Excerpt::new(text, range, column) }
    }
}

impl Finding {
    /// A finding that no place in a file stands for.
    pub(crate) fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            path: None,
            position: None,
            pointer: None,
            in_description: false,
        }
    }

    /// The same finding, in a file.
    pub(crate) fn at(mut self, path: &Path, position: impl Into<Option<Position>>) -> Self {
        self.path = Some(path.display().to_string());
        self.position = position.into();
        self
    }

    /// What was found in `document`, or on the way to it.
    pub(crate) fn of(document: &Document, diagnostics: &[Diagnostic]) -> Vec<Self> {
        let places: Vec<Place> =
            diagnostics.iter().filter_map(|diagnostic| diagnostic.place.clone()).collect();
        let mut spans = document.locate(&places).into_iter();
        let mut finding = |diagnostic: &Diagnostic| {
            let finding = Self::from(diagnostic.clone());
            let Some(place) = &diagnostic.place else { return finding };
            let span = spans.next().flatten();
            let pointer = match place {
                Place::Node(origin) => Some(origin.pointer.as_str().to_owned()),
                Place::Text { .. } => None,
            };
            let finding = Self { pointer, in_description: true, ..finding };
            match document.files.get(place.file().0 as usize) {
                None => finding,
                Some(file) => {
                    let position = span.map(|span| Position {
                        line: span.line,
                        column: span.column,
                        excerpt: Excerpt::new(&file.text, &(span.start..span.end), span.column),
                    });
                    finding.at(&file.path, position)
                }
            }
        };
        diagnostics.iter().map(&mut finding).collect()
    }

    /// Its severity.
    pub(crate) fn severity(&self) -> Severity {
        self.rule.severity
    }
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::new(diagnostic.rule, diagnostic.message)
    }
}
