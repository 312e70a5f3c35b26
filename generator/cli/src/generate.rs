//! `letterpress generate`: prints SDKs, or says whether they are current.

use anstyle::Style;
use letterpress::diagnostic::BAD_LOCK;
use letterpress::write::{Crate, LOCK_FILE, compare, write};
use letterpress::{Config, plan, run};
use serde_json::{Map, Value, json};

use crate::arguments::GenerateArguments;
use crate::changes::{say_changes, say_differences, summary};
use crate::coverage::Receipts;
use crate::finding::Finding;
use crate::json::Status;
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
    for sdk in sdks {
        one(sdk, arguments, &mut receipts, report);
    }
    receipts.write(report);
}

fn one(sdk: Sdk, arguments: &GenerateArguments, receipts: &mut Receipts<'_>, report: &mut Report<'_>) {
    let Sdk { name, mut config } = sdk;
    let membership = membership(&config.output);
    if arguments.in_workspace {
        config.in_workspace = Some(true);
    }
    let in_workspace = *config.in_workspace.get_or_insert(membership == Membership::Member);

    let printed = run(&config);
    report.add(Some(&name), Finding::of(&printed.document, &printed.diagnostics));
    let Some(sdk) = &printed.sdk else { return report.add_failed(&name) };

    let made = Crate::new(printed.files(), &printed.document);
    let to_disk = if arguments.check { compare } else { write };
    let changes = match to_disk(&config.output, &made, arguments.force) {
        Ok(changes) => changes,
        Err(fault) => {
            let is_lock = fault.rule == &BAD_LOCK;
            let finding = Finding::from(fault);
            let lock = config.output.join(LOCK_FILE);
            report.add(Some(&name), vec![if is_lock { finding.at(&lock, None) } else { finding }]);
            return report.add_failed(&name);
        }
    };
    if let Some(receipt) = receipts.are_wanted().then(|| printed.receipt()).flatten() {
        receipts.add(&receipt);
    }
    let status = match (changes.is_empty(), arguments.check) {
        (true, _) => Status::Current,
        (false, true) => Status::NotCurrent,
        (false, false) => Status::Printed,
    };
    if !arguments.check {
        let at = |path: &String| config.output.join(path);
        let kept = changes.diagnostics().into_iter().zip(&changes.kept);
        let findings = kept.map(|(finding, path)| Finding::from(finding).at(&at(path), None)).collect();
        report.add(Some(&name), findings);
    }
    let files = format!("{} ({})", counted(made.len(), "file"), summary(&changes, made.len()));
    let parts: Vec<String> = contents(sdk).into_iter().chain([files]).chain(report.tally(&name)).collect();
    let folder = config.output.display();
    let stands = match status {
        Status::NotCurrent => format!("{folder} is not current"),
        _ if arguments.check => format!("{folder} is current"),
        _ => format!("printed into {folder}"),
    };
    report.say(BOLD, &format!("{name}: {stands}: {}", parts.join(", ")));
    say_changes(&changes, made.len(), report);
    if status == Status::NotCurrent {
        say_differences(&config.output, &made, &changes, report);
        let force = if changes.kept.is_empty() { "" } else { "; --force overwrites what was edited by hand" };
        report.say(BOLD, &format!("{name}: print it again without --check{force}"));
    }
    let is_new = changes.added.iter().any(|path| path == "Cargo.toml");
    let note = membership.note(in_workspace, is_new).filter(|_| !arguments.check);
    if let Some(note) = note {
        report.say(BOLD, &format!("{name}: {note}"));
    }
    let mut facts = facts(sdk);
    facts.insert("folder".to_owned(), json!(config.output.display().to_string()));
    facts.insert("files".to_owned(), json!(made.len()));
    facts.insert("added".to_owned(), json!(changes.added));
    facts.insert("changed".to_owned(), json!(changes.changed));
    facts.insert("removed".to_owned(), json!(changes.removed));
    facts.insert("kept".to_owned(), json!(changes.kept));
    report.add_sdk(&name, status, facts);
}

/// What an SDK has: `1 operation`, `14 types`.
pub(crate) fn contents(sdk: &plan::Sdk) -> [String; 2] {
    [counted(sdk.operations().count(), "operation"), counted(sdk.definitions.len(), "type")]
}

/// The same, for programs.
pub(crate) fn facts(sdk: &plan::Sdk) -> Map<String, Value> {
    let operations = json!(sdk.operations().count());
    let types = json!(sdk.definitions.len());
    [("operations".to_owned(), operations), ("types".to_owned(), types)].into_iter().collect()
}
