//! Diagnostics as rustc shows its own: the line, the place in it, what was done and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use letterpress::diagnostic::Place;
use letterpress::read::{Document, Span};
use letterpress::{Diagnostic, Severity};

/// The longest line that is shown; a place further to the right is named, not shown.
const MAX_WIDTH: usize = 160;

/// A diagnostic as text, with colours.
pub(crate) fn render(document: &Document, diagnostic: &Diagnostic, span: Option<Span>) -> String {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let file = diagnostic.place.as_ref().and_then(|place| document.files.get(place.file().0 as usize));
    let excerpt = file.zip(span).and_then(|(file, span)| excerpt(&file.text, span));
    let mut group =
        Group::with_title(level.primary_title(visible(&diagnostic.message)).id(diagnostic.rule.code));
    if let Some(file) = file {
        let path = file.name.as_str();
        group = match (&excerpt, span) {
            (Some(excerpt), Some(span)) => group.element(
                Snippet::source(excerpt.line.as_str())
                    .path(path)
                    .line_start(span.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end)),
            ),
            (None, Some(span)) => group.element(Origin::path(path).line(span.line).char_column(span.column)),
            (_, None) => group.element(Origin::path(path)),
        };
    }
    if let Some(Place::Node(origin)) = &diagnostic.place
        && !origin.pointer.as_str().is_empty()
    {
        group = group.element(Level::NOTE.with_name("at").message(visible(&format!("#{}", origin.pointer))));
    }
    let group = group
        .element(Level::NOTE.message(diagnostic.rule.done))
        .element(Level::HELP.message(diagnostic.rule.advice));
    Renderer::styled().render(&[group])
}

struct Excerpt {
    line: String,
    start: usize,
    end: usize,
}

/// The line in which `span` begins, cut to a width; `None` if the place lies beyond that.
fn excerpt(text: &str, span: Span) -> Option<Excerpt> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?.lines().next()?;
    let column = span.start - start;
    if span.column > MAX_WIDTH {
        return None;
    }
    let shown: String = line.chars().take(MAX_WIDTH).collect();
    let end = (span.end - start).clamp(column, shown.len().max(column));
    // Offsets count bytes of the line as it stands, so it is shown as it stands; the renderer makes control
    // characters visible.
    Some(Excerpt { start: column, end: end.max((column + 1).min(shown.len())), line: shown })
}

/// The text on one line, with what a terminal would act on made visible.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}
