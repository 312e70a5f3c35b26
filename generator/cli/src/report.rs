//! What is said, to people as it comes or to programs at the end, and the exit code.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use anstyle::Style;
use letterpress::Severity;
use letterpress::diagnostic::{Level, Levels};
use serde_json::{Map, Value};

use crate::arguments::{Format, OutputArguments};
use crate::finding::Finding;
use crate::json::{self, Status};
use crate::render::{render, render_title};
use crate::sarif::Log;
use crate::visible::visible;

/// How many warnings of one rule are shown, unless all are asked for.
const SHOWN: usize = 5;

/// How many errors of one rule are shown, unless all are asked for.
const ERRORS_SHOWN: usize = 100;

/// Says what there is to say, and remembers how it went.
pub(crate) struct Report<'a> {
    options: &'a OutputArguments,
    /// What the command line says of rules.
    levels: Levels,
    /// What the settings of SDKs say of them.
    settings: BTreeMap<String, Levels>,
    diagnostics: Vec<Value>,
    sdks: Vec<Value>,
    sarif: Log,
    tallies: BTreeMap<String, Tally>,
    code: u8,
}

/// How many errors and warnings there were, and how many findings are not shown.
#[derive(Clone, Copy, Default)]
struct Tally {
    errors: usize,
    warnings: usize,
    allowed: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(options: &'a OutputArguments) -> Self {
        Self {
            options,
            levels: Levels { deny: options.deny.clone(), allow: options.allow.clone() },
            settings: BTreeMap::new(),
            diagnostics: Vec::new(),
            sdks: Vec::new(),
            sarif: Log::default(),
            tallies: BTreeMap::new(),
            code: 0,
        }
    }

    /// Takes what the settings of the SDK `name` say of rules; the command line weighs more.
    pub(crate) fn set_levels(&mut self, name: &str, settings: &Levels) {
        self.settings.insert(name.to_owned(), self.levels.or(settings));
    }

    /// To whom it is said.
    pub(crate) fn format(&self) -> Format {
        self.options.format
    }

    /// Whether all is to be shown, however much it is.
    pub(crate) fn is_verbose(&self) -> bool {
        self.options.verbose
    }

    /// Whether nothing has gone wrong so far.
    pub(crate) fn is_well(&self) -> bool {
        self.code == 0
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
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let allowed = (tally.allowed > 0).then(|| format!("{} allowed", tally.allowed));
        counts.map(|(count, what)| counted(count, what)).chain(allowed).collect()
    }

    /// Reports what was found about the SDK `name`, or about none; errors come last, next to what is said afterwards.
    pub(crate) fn add(&mut self, name: Option<&str>, mut findings: Vec<Finding>) {
        findings.sort_by_cached_key(|finding| {
            let position = finding.position.as_ref().map(|position| (position.line, position.column));
            (finding.severity(), finding.path.clone(), position)
        });
        let levels = name.and_then(|name| self.settings.get(name)).unwrap_or(&self.levels).clone();
        let all = findings.len();
        findings.retain(|finding| levels.of(finding.rule) != Level::Allowed);
        if let Some(name) = name.filter(|_| findings.len() < all) {
            self.tallies.entry(name.to_owned()).or_default().allowed += all - findings.len();
        }
        for finding in &findings {
            self.code = self.code.max(worth(finding, levels.of(finding.rule)));
            match self.options.format {
                Format::Human => {}
                Format::Json => self.diagnostics.push(json::diagnostic(name, finding)),
                Format::Sarif => self.sarif.add(name, finding),
            }
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

    fn say_rendered(&self, text: fmt::Arguments<'_>) {
        if self.options.format == Format::Human {
            // Whoever does not listen misses it; that is no reason to stop in the middle of the work.
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// Says the rest, and gives the exit code.
    pub(crate) fn finish(self) -> ExitCode {
        let said = match self.options.format {
            Format::Human => None,
            Format::Json => Some(json::report(&self.diagnostics, &self.sdks)),
            Format::Sarif => Some(self.sarif.finish(self.code < 2)),
        };
        if let Some(said) = said {
            let _ = writeln!(std::io::stdout(), "{said:#}");
        }
        ExitCode::from(self.code)
    }
}

/// The exit code that a finding is worth.
fn worth(finding: &Finding, level: Level) -> u8 {
    match (finding.severity(), level) {
        (Severity::Error, _) if finding.in_description => 1,
        (Severity::Error, _) => 2,
        (_, Level::Denied) => 1,
        (_, Level::Shown | Level::Allowed) => 0,
    }
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
