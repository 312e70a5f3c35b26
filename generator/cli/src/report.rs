//! What is said, to people as it comes or to programs at the end, and the exit code.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use anstyle::Style;
use letterpress::Severity;
use serde_json::{Map, Value};

use crate::arguments::{Format, OutputArguments};
use crate::finding::Finding;
use crate::json::{self, Status};
use crate::render::{render, render_title};
use crate::visible::visible;

/// How many warnings of one rule are shown, unless all are asked for.
const SHOWN: usize = 5;

/// How many errors of one rule are shown, unless all are asked for.
const ERRORS_SHOWN: usize = 100;

/// Says what there is to say, and remembers how it went.
pub(crate) struct Report<'a> {
    options: &'a OutputArguments,
    diagnostics: Vec<Value>,
    sdks: Vec<Value>,
    tallies: BTreeMap<String, Tally>,
    code: u8,
}

/// How many errors and warnings there were.
#[derive(Clone, Copy, Default)]
struct Tally {
    errors: usize,
    warnings: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(options: &'a OutputArguments) -> Self {
        Self { options, diagnostics: Vec::new(), sdks: Vec::new(), tallies: BTreeMap::new(), code: 0 }
    }

    /// To whom it is said.
    pub(crate) fn format(&self) -> Format {
        self.options.format
    }

    /// Whether all is to be shown, however much it is.
    pub(crate) fn is_verbose(&self) -> bool {
        self.options.verbose
    }

    /// Says a line to people.
    pub(crate) fn say(&self, style: Style, line: &str) {
        self.say_rendered(format_args!("{style}{}{style:#}", visible(line)));
    }

    /// Adds what became of an SDK, for programs. A crate that is not current is worth an exit code of 1.
    pub(crate) fn add_sdk(&mut self, name: &str, status: Status, facts: Map<String, Value>) {
        self.code = self.code.max(u8::from(status == Status::NotCurrent));
        self.sdks.push(json::sdk(name, status, facts));
    }

    /// Says that the SDK `name` failed, for reasons that were reported before.
    pub(crate) fn add_failed(&mut self, name: &str) {
        self.say(Style::new().bold(), &format!("{name}: can't be printed: {}", self.tally(name).join(", ")));
        self.add_sdk(name, Status::Failed, Map::new());
    }

    /// What was found about the SDK `name` so far: `2 errors`, `1 warning`, without what there is none of.
    pub(crate) fn tally(&self, name: &str) -> Vec<String> {
        let tally = self.tallies.get(name).copied().unwrap_or_default();
        let counts = [(tally.errors, "error"), (tally.warnings, "warning")];
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(count, what)).collect()
    }

    /// Reports what was found about the SDK `name`, or about none; errors come last, next to what is said afterwards.
    pub(crate) fn add(&mut self, name: Option<&str>, mut findings: Vec<Finding>) {
        findings.sort_by_cached_key(|finding| {
            let position = finding.position.as_ref().map(|position| (position.line, position.column));
            (finding.severity(), finding.path.clone(), position)
        });
        for finding in &findings {
            self.code = self.code.max(self.worth(finding));
            self.diagnostics.push(json::diagnostic(name, finding));
            let Some(name) = name else { continue };
            let tally = self.tallies.entry(name.to_owned()).or_default();
            match finding.severity() {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => {}
            }
        }
        for alike in findings.chunk_by(|a, b| a.severity() == b.severity()) {
            self.show(alike);
        }
    }

    /// Shows findings of one severity.
    fn show(&self, findings: &[Finding]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in findings {
            let count = counts.entry(finding.rule.code).or_default();
            *count += 1;
            if *count <= self.limit(finding.severity()) {
                self.say_rendered(format_args!("{}\n", render(finding)));
            }
        }
        let Some(severity) = findings.first().map(Finding::severity) else { return };
        let limit = self.limit(severity);
        for (code, count) in counts.into_iter().filter(|(_, count)| *count > limit) {
            let title = format!("{} more of {code}; --verbose shows them all", count - limit);
            self.say_rendered(format_args!("{}\n", render_title(severity, &title)));
        }
    }

    /// How many findings of one rule are shown.
    fn limit(&self, severity: Severity) -> usize {
        match severity {
            _ if self.options.verbose => usize::MAX,
            Severity::Error => ERRORS_SHOWN,
            Severity::Warning | Severity::Note => SHOWN,
        }
    }

    /// The exit code that a finding is worth.
    fn worth(&self, finding: &Finding) -> u8 {
        match finding.severity() {
            Severity::Note => 0,
            Severity::Warning => u8::from(self.options.deny_warnings),
            Severity::Error if finding.in_description => 1,
            Severity::Error => 2,
        }
    }

    fn say_rendered(&self, text: fmt::Arguments<'_>) {
        if self.options.format == Format::Human {
            // Whoever does not listen misses it; that is no reason to stop in the middle of the work.
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// Says the rest, and gives the exit code.
    pub(crate) fn finish(self) -> ExitCode {
        if self.options.format == Format::Json {
            let _ = writeln!(std::io::stdout(), "{:#}", json::report(&self.diagnostics, &self.sdks));
        }
        ExitCode::from(self.code)
    }
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
