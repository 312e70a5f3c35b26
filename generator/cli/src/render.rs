//! Findings as rustc shows its own: the line, the place in it, what was done and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use letterpress::Severity;

use crate::finding::Finding;
use crate::visible::visible;

/// Lines are cut before the renderer sees them; it is not to cut them again.
const TERMINAL_WIDTH: usize = 1000;

/// A finding as text, with colours.
pub(crate) fn render(finding: &Finding) -> String {
    let mut group = Group::with_title(
        level(finding.severity()).primary_title(visible(&finding.message)).id(finding.rule.code),
    );
    if let Some(path) = &finding.path {
        let origin = Origin::path(visible(path));
        match &finding.position {
            None => group = group.element(origin),
            Some(position) => {
                group = group.element(origin.line(position.line).char_column(position.column));
                if let Some(excerpt) = &position.excerpt {
                    let fault = AnnotationKind::Primary.span(excerpt.fault.clone());
                    let snippet = Snippet::source(excerpt.line.as_str()).line_start(position.line);
                    group = group.element(snippet.annotation(fault));
                }
            }
        }
    }
    if let Some(pointer) = finding.pointer.as_ref().filter(|pointer| !pointer.is_empty()) {
        let pointer = visible(&format!("#{pointer}"));
        group = group.element(Level::NOTE.with_name("at").message(pointer));
    }
    let group = group
        .element(Level::NOTE.message(finding.rule.done))
        .element(Level::HELP.message(finding.rule.advice));
    Renderer::styled().term_width(TERMINAL_WIDTH).render(&[group])
}

/// `warning: 3 more …`: a finding about findings.
pub(crate) fn render_title(severity: Severity, title: &str) -> String {
    let group = Group::with_title(level(severity).primary_title(title));
    Renderer::styled().render(&[group])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}
