//! Findings as rustc shows its own: the line, the place in it, what was done and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};
use letterpress::Severity;
use terminal_size::{Width, terminal_size_of};

use crate::finding::{Finding, Position};
use crate::visible::visible;

/// How wide lines are shown where there is no terminal, as rustc does.
const WIDTH: usize = 140;

/// A finding as text, with colours.
pub(crate) fn render(finding: &Finding) -> String {
    let mut group = Group::with_title(
        level(finding.severity()).primary_title(visible(&finding.message)).id(finding.rule.code),
    );
    if let Some(path) = &finding.path {
        group = at(group, &visible(path), finding.position.as_ref());
    }
    if let Some(pointer) = finding.pointer.as_ref().filter(|pointer| !pointer.is_empty()) {
        let pointer = visible(&format!("#{pointer}"));
        group = group.element(Level::NOTE.with_name("at").message(pointer));
    }
    let group = group
        .element(Level::NOTE.message(finding.rule.done))
        .element(Level::HELP.message(finding.rule.advice));
    let width = terminal_size_of(std::io::stderr()).map_or(WIDTH, |(Width(width), _)| usize::from(width));
    Renderer::styled().term_width(width).render(&[group])
}

/// A thing that is told about, without a finding.
pub(crate) struct Described<'a> {
    /// What it is, in a line.
    pub(crate) title: String,
    /// The file that it comes from.
    pub(crate) path: Option<&'a str>,
    /// Where in the file.
    pub(crate) position: Option<&'a Position>,
    /// The JSON Pointer there.
    pub(crate) pointer: Option<&'a str>,
    /// What is said of it, each under a name.
    pub(crate) notes: Vec<(&'static str, String)>,
}

/// What is told about a thing as text, with colours.
pub(crate) fn render_described(described: &Described<'_>) -> String {
    let mut group = Group::with_title(Level::INFO.no_name().primary_title(visible(&described.title)));
    if let Some(path) = described.path {
        group = at(group, &visible(path), described.position);
    }
    if let Some(pointer) = described.pointer.filter(|pointer| !pointer.is_empty()) {
        group = group.element(Level::NOTE.with_name("at").message(visible(&format!("#{pointer}"))));
    }
    for (name, text) in &described.notes {
        group = group.element(Level::NOTE.with_name(*name).message(visible(text)));
    }
    Renderer::styled().term_width(WIDTH).render(&[group])
}

/// `group` with the place in the file `path`, and the line there.
fn at<'a>(group: Group<'a>, path: &str, position: Option<&'a Position>) -> Group<'a> {
    let origin = Origin::path(path.to_owned());
    let Some(position) = position else { return group.element(origin).element(Padding) };
    let Some(excerpt) = &position.excerpt else {
        return group.element(origin.line(position.line).char_column(position.column)).element(Padding);
    };
    let snippet = Snippet::source(excerpt.line.as_str()).path(path.to_owned()).line_start(position.line);
    group.element(snippet.annotation(AnnotationKind::Primary.span(excerpt.fault.clone())))
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
