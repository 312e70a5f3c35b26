//! What is said in the end, to people or to programs, and the exit code.

use std::collections::BTreeMap;
use std::process::ExitCode;

use letterpress::diagnostic::{BAD_LOCK, BAD_SETTING, CANNOT_WRITE, FILE_IN_THE_WAY, Place, Rule};
use letterpress::read::{Document, Span};
use letterpress::{Diagnostic, Severity};
use serde_json::{Value, json};

use crate::arguments::{Format, OutputArguments};
use crate::render;

/// How many findings of one rule are shown, unless all are asked for.
const SHOWN: usize = 10;

/// Rules that say: it could not run. Every other error is the description's.
const CANNOT_RUN: [&Rule; 4] = [&BAD_SETTING, &CANNOT_WRITE, &FILE_IN_THE_WAY, &BAD_LOCK];

/// Says what there is to say, as it comes, and remembers how it went.
pub(crate) struct Report<'a> {
    options: &'a OutputArguments,
    diagnostics: Vec<Value>,
    sdks: Vec<Value>,
    code: u8,
}

impl<'a> Report<'a> {
    pub(crate) fn new(options: &'a OutputArguments) -> Self {
        Self { options, diagnostics: Vec::new(), sdks: Vec::new(), code: 0 }
    }

    /// Whether a program reads it.
    pub(crate) fn is_json(&self) -> bool {
        self.options.format == Format::Json
    }

    /// Says a line to people.
    pub(crate) fn say(&self, line: &str) {
        if !self.is_json() {
            anstream::eprintln!("{line}");
        }
    }

    /// Adds what became of an SDK, for programs.
    pub(crate) fn add_sdk(&mut self, sdk: Value) {
        self.sdks.push(sdk);
    }

    /// Makes the exit code `code`, unless it is higher already.
    pub(crate) fn fail(&mut self, code: u8) {
        self.code = self.code.max(code);
    }

    /// Reports findings that no description is at fault for.
    pub(crate) fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.add_of(&Document::default(), diagnostics);
    }

    /// Reports findings in `document`.
    pub(crate) fn add_of(&mut self, document: &Document, diagnostics: &[Diagnostic]) {
        let places: Vec<Place> =
            diagnostics.iter().filter_map(|diagnostic| diagnostic.place.clone()).collect();
        let mut spans = document.locate(&places).into_iter();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            let span = diagnostic.place.as_ref().and_then(|_| spans.next().flatten());
            self.fail(self.weight(document, diagnostic));
            let count = counts.entry(diagnostic.rule.code).or_default();
            *count += 1;
            if self.is_json() {
                self.diagnostics.push(as_json(document, diagnostic, span));
            } else if self.options.verbose || *count <= SHOWN || diagnostic.is_error() && *count <= 100 {
                anstream::eprintln!("{}\n", render::render(document, diagnostic, span));
            }
        }
        if !self.options.verbose {
            for (code, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN) {
                self.say(&format!("{count} findings are `{code}`; --verbose shows them all"));
            }
        }
    }

    /// The exit code that a finding is worth.
    fn weight(&self, document: &Document, diagnostic: &Diagnostic) -> u8 {
        match diagnostic.rule.severity {
            Severity::Note => 0,
            Severity::Warning => u8::from(self.options.deny_warnings),
            Severity::Error if CANNOT_RUN.contains(&diagnostic.rule) => 2,
            // Without the first file there is no description that could be at fault.
            Severity::Error
                if document.files.first().is_none_or(|file| file.text.is_empty() && file.tree.is_none()) =>
            {
                2
            }
            Severity::Error => 1,
        }
    }

    /// Says the rest, and gives the exit code.
    #[expect(clippy::print_stdout, reason = "programs read it there")]
    pub(crate) fn finish(self) -> ExitCode {
        if self.is_json() {
            println!("{:#}", json!({ "diagnostics": self.diagnostics, "sdks": self.sdks }));
        }
        ExitCode::from(self.code)
    }
}

fn as_json(document: &Document, diagnostic: &Diagnostic, span: Option<Span>) -> Value {
    let place = diagnostic.place.as_ref();
    let file = place.and_then(|place| document.files.get(place.file().0 as usize));
    let pointer = place.and_then(|place| match place {
        Place::Node(origin) => Some(origin.pointer.as_str()),
        Place::Text { .. } => None,
    });
    json!({
        "code": diagnostic.rule.code,
        "severity": diagnostic.rule.severity.to_string(),
        "message": diagnostic.message,
        "file": file.map(|file| file.name.as_str()),
        "line": span.map(|span| span.line),
        "column": span.map(|span| span.column),
        "pointer": pointer,
        "done": diagnostic.rule.done,
        "advice": diagnostic.rule.advice,
    })
}
