//! `letterpress explain`: what a rule means, or why an item is as it is.

use std::io::Write as _;

use letterpress::diagnostic::{Rule, example, page, rule};
use letterpress::{Config, run_text};

use crate::arguments::ExplainArguments;
use crate::finding::Finding;
use crate::item::{explain_item, is_item};
use crate::render::render;
use crate::report::Report;
use crate::rules::{UNKNOWN_RULE, all, named};

pub(crate) fn explain(arguments: &ExplainArguments, report: &mut Report<'_>) {
    if let Some(text) = arguments.what.as_deref().filter(|text| is_item(text) || is_word(text)) {
        return explain_item(text, arguments, report);
    }
    let text = match arguments.what.as_deref().map(named) {
        None => list(),
        Some(Ok(rule)) => explanation(rule),
        Some(Err(fault)) => {
            let code = arguments.what.as_deref().unwrap_or_default();
            return report.add(None, vec![Finding::new(&UNKNOWN_RULE, format!("{code:?}: {fault}"))]);
        }
    };
    // Whoever closes the pipe has read enough.
    let _ = write!(anstream::stdout(), "{text}");
}

/// Whether it is one word, and neither a rule nor like one: a field's name, perhaps.
fn is_word(text: &str) -> bool {
    !text.contains('-') && named(text).is_err() && rule(text) == Err(None)
}

/// A line for each rule.
fn list() -> String {
    let width = all().map(|rule| rule.code.len()).max().unwrap_or_default();
    let line = |rule: &Rule| format!("{:width$}  {:7}  {}\n", rule.code, rule.severity, summary(rule));
    all().map(line).collect()
}

/// What the rule finds, in a sentence.
pub(crate) fn summary(rule: &Rule) -> String {
    let Some(page) = page(rule.code) else { return rule.advice.to_owned() };
    page.split("\n\n").nth(1).unwrap_or_default().trim().replace('\n', " ")
}

/// The page of a rule, with what it finds in the page's own example.
fn explanation(rule: &'static Rule) -> String {
    let Some(page) = page(rule.code) else {
        return format!("# {}\n\n{}: {}; {}.\n", rule.code, rule.severity, rule.done, rule.advice);
    };
    let Some(example) = example(page) else { return page.to_owned() };
    let printed = run_text("example.yaml", example.to_owned(), &Config::new("", "sdk"));
    let shown: Vec<String> = Finding::of(&printed.document, &printed.diagnostics)
        .into_iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| format!("{}\n", render(&Finding { path: Some("example.yaml".to_owned()), ..finding })))
        .collect();
    page.replacen(&format!("{example}```\n"), &format!("{example}```\n\n{}", shown.join("\n")), 1)
}
