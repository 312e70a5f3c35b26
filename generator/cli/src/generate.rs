//! `letterpress generate`: prints SDKs, or says whether they are current.

use std::collections::BTreeSet;
use std::path::Path;

use anstyle::Style;
use letterpress::config::SharedRuntime;
use letterpress::diagnostic::BAD_LOCK;
use letterpress::print::print_runtime;
use letterpress::read::Document;
use letterpress::write::{Changes, Crate, LOCK_FILE, compare, write};
use letterpress::{Config, plan, run};
use serde_json::{Map, Value, json};

use crate::arguments::{Format, GenerateArguments};
use crate::changes::{say_changes, say_differences, summary};
use crate::coverage::Receipts;
use crate::finding::Finding;
use crate::json::Status;
use crate::record::{self, Record};
use crate::report::{Report, counted};
use crate::settings::{Sdk, sdks};
use crate::workspace::{Membership, absolute, membership};

const BOLD: Style = Style::new().bold();

pub(crate) fn generate(arguments: &GenerateArguments, report: &mut Report<'_>) {
    let sdks = match (&arguments.spec, &arguments.out) {
        (Some(spec), Some(out)) => {
            // Only the whole path of `.` has a name to call the crate.
            let config = Config { output: out.clone(), ..Config::new(spec, absolute(out)) };
            vec![Sdk { name: config.package.clone(), config }]
        }
        _ => sdks(&arguments.settings, report),
    };
    let mut receipts = Receipts::new(&arguments.receipt);
    let runtimes: BTreeSet<SharedRuntime> =
        sdks.iter().filter_map(|sdk| sdk.config.runtime.clone()).collect();
    for sdk in sdks {
        one(sdk, arguments, &mut receipts, report);
    }
    for runtime in &runtimes {
        shared(runtime, arguments, report);
    }
    receipts.write(report);
}

fn one(sdk: Sdk, arguments: &GenerateArguments, receipts: &mut Receipts<'_>, report: &mut Report<'_>) {
    let Sdk { name, mut config } = sdk;
    arguments.input.add_to(&mut config);
    let membership = membership(&config.output);
    if arguments.in_workspace {
        config.in_workspace = Some(true);
    }
    config.in_workspace.get_or_insert(membership == Membership::Member);

    // The last run with these arguments, if nothing that it came from has changed.
    // What it came to is all it has kept: a receipt and a log in SARIF ask for the run itself.
    let needs_run = receipts.are_wanted() || report.format() == Format::Sarif;
    let record = if needs_run { None } else { Record::read(&config) };
    if let Some(Record { contents, files, findings }) = record {
        report.add(Some(&name), findings);
        let changes = Changes::default();
        let outcome = Outcome { contents, files, changes: &changes, status: Status::Current };
        return outcome.report(&name, &config, &membership, arguments, report);
    }
    let printed = run(&config);
    let findings = Finding::of(&printed.document, &printed.diagnostics);
    let kept: Vec<Value> = findings.iter().map(record::kept).collect();
    report.add(Some(&name), findings);
    let Some(sdk) = &printed.sdk else { return report.add_failed(&name) };

    let made = Crate::new(printed.files(), &printed.document);
    let Some((changes, status)) = to_disk(&name, &config.output, &made, arguments, report) else { return };
    if let Some(receipt) = receipts.are_wanted().then(|| printed.receipt()).flatten() {
        receipts.add(&receipt);
    }
    let contents = Contents::of(sdk, printed.left_out);
    if status != Status::NotCurrent {
        // Without a record, the next run does the work again.
        let _ = record::keep(&config, &printed.document, contents, &kept);
    }
    let outcome = Outcome { contents, files: made.len(), changes: &changes, status };
    outcome.report(&name, &config, &membership, arguments, report);
    say_what_is_not_current(&name, &config.output, &made, &changes, status, report);
}

/// Prints the crate that SDKs share their runtime as.
fn shared(runtime: &SharedRuntime, arguments: &GenerateArguments, report: &mut Report<'_>) {
    let SharedRuntime { path: folder, package } = runtime;
    let in_workspace = arguments.in_workspace || membership(folder) == Membership::Member;
    let made = Crate::new(print_runtime(package, in_workspace), &Document::default());
    let Some((changes, status)) = to_disk(package, folder, &made, arguments, report) else { return };
    let summary = summary(&changes, made.len());
    let stands = stands(folder, status, arguments);
    report.say(BOLD, &format!("{package}: {stands}: {} ({summary})", counted(made.len(), "file")));
    say_changes(&changes, made.len(), report);
    report.add_sdk(package, status, facts_of(folder, made.len(), &changes));
    say_what_is_not_current(package, folder, &made, &changes, status, report);
}

/// Brings a crate to the disk, or compares them, and says how they stand; `None` if that failed, which is reported.
fn to_disk(
    name: &str,
    folder: &Path,
    made: &Crate,
    arguments: &GenerateArguments,
    report: &mut Report<'_>,
) -> Option<(Changes, Status)> {
    let to_disk = if arguments.check { compare } else { write };
    let changes = match to_disk(folder, made, arguments.force) {
        Ok(changes) => changes,
        Err(fault) => {
            let is_lock = fault.rule == &BAD_LOCK;
            let finding = Finding::from(fault);
            let lock = folder.join(LOCK_FILE);
            report.add(Some(name), vec![if is_lock { finding.at(&lock, None) } else { finding }]);
            report.add_failed(name);
            return None;
        }
    };
    if !arguments.check {
        let kept = changes.diagnostics().into_iter().zip(&changes.kept);
        let at = |path: &String| folder.join(path);
        let findings = kept.map(|(finding, path)| Finding::from(finding).at(&at(path), None)).collect();
        report.add(Some(name), findings);
    }
    let status = match (changes.is_empty(), arguments.check) {
        (true, _) => Status::Current,
        (false, true) => Status::NotCurrent,
        (false, false) => Status::Printed,
    };
    Some((changes, status))
}

fn stands(folder: &Path, status: Status, arguments: &GenerateArguments) -> String {
    let folder = folder.display();
    match status {
        Status::NotCurrent => format!("{folder} is not current"),
        _ if arguments.check => format!("{folder} is current"),
        _ => format!("printed into {folder}"),
    }
}

fn facts_of(folder: &Path, files: usize, changes: &Changes) -> Map<String, Value> {
    let facts = [
        ("folder", json!(folder.display().to_string())),
        ("files", json!(files)),
        ("added", json!(changes.added)),
        ("changed", json!(changes.changed)),
        ("removed", json!(changes.removed)),
        ("kept", json!(changes.kept)),
    ];
    facts.map(|(key, fact)| (key.to_owned(), fact)).into_iter().collect()
}

fn say_what_is_not_current(
    name: &str,
    folder: &Path,
    made: &Crate,
    changes: &Changes,
    status: Status,
    report: &mut Report<'_>,
) {
    if status == Status::NotCurrent {
        say_differences(folder, made, changes, report);
        let force = if changes.kept.is_empty() { "" } else { "; --force overwrites what was edited by hand" };
        report.say(BOLD, &format!("{name}: print it again without --check{force}"));
    }
}

/// What a run came to.
struct Outcome<'c> {
    contents: Contents,
    /// How many files the crate has.
    files: usize,
    changes: &'c Changes,
    status: Status,
}

impl Outcome<'_> {
    /// Says it to people and to programs.
    fn report(
        &self,
        name: &str,
        config: &Config,
        membership: &Membership,
        arguments: &GenerateArguments,
        report: &mut Report<'_>,
    ) {
        let Self { contents, files, changes, status } = *self;
        let counted = format!("{} ({})", counted(files, "file"), summary(changes, files));
        let parts: Vec<String> =
            contents.parts().into_iter().chain([counted]).chain(report.tally(name)).collect();
        let stands = stands(&config.output, status, arguments);
        report.say(BOLD, &format!("{name}: {stands}: {}", parts.join(", ")));
        say_changes(changes, files, report);
        let is_new = changes.added.iter().any(|path| path == "Cargo.toml");
        let in_workspace = config.in_workspace == Some(true);
        let note = membership.note(in_workspace, is_new).filter(|_| !arguments.check);
        if let Some(note) = note {
            report.say(BOLD, &format!("{name}: {note}"));
        }
        let mut facts = contents.facts();
        facts.extend(facts_of(&config.output, files, changes));
        report.add_sdk(name, status, facts);
    }
}

/// What an SDK has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contents {
    pub(crate) operations: usize,
    /// How many operations of the description it does not have, by choice.
    pub(crate) left_out: usize,
    pub(crate) types: usize,
}

impl Contents {
    pub(crate) fn of(sdk: &plan::Sdk, left_out: usize) -> Self {
        Self { operations: sdk.operations().count(), left_out, types: sdk.definitions.len() }
    }

    /// `1 operation (451 left out)`, `14 types`.
    pub(crate) fn parts(self) -> [String; 2] {
        let left_out =
            if self.left_out > 0 { format!(" ({} left out)", self.left_out) } else { String::new() };
        [counted(self.operations, "operation") + &left_out, counted(self.types, "type")]
    }

    /// The same, for programs.
    pub(crate) fn facts(self) -> Map<String, Value> {
        let facts = [("operations", self.operations), ("left_out", self.left_out), ("types", self.types)];
        facts.map(|(key, count)| (key.to_owned(), json!(count))).into_iter().collect()
    }
}
