//! `letterpress generate`: prints SDKs, or says whether they are current.

use anstyle::Style;
use letterpress::write::{Changes, Crate, compare, write};
use letterpress::{Config, plan, run};
use serde_json::json;

use crate::arguments::GenerateArguments;
use crate::changes::{say_changes, say_differences, summary};
use crate::finding::Finding;
use crate::report::{Report, Status, counted};
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
    for sdk in sdks {
        one(sdk, arguments, report);
    }
}

fn one(sdk: Sdk, arguments: &GenerateArguments, report: &mut Report<'_>) {
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
            report.add(Some(&name), vec![fault.into()]);
            return report.add_failed(&name);
        }
    };
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
        report.say(BOLD, &format!("{name}: print it again without --check"));
    }
    if let (Membership::Unlisted { members, path }, false) = (&membership, arguments.check) {
        say_unlisted(&name, members, path, in_workspace, &changes, report);
    }
    let facts = json!({
        "folder": config.output,
        "files": made.len(),
        "operations": sdk.operations().count(),
        "types": sdk.definitions.len(),
        "added": changes.added,
        "changed": changes.changed,
        "removed": changes.removed,
        "kept": changes.kept,
    });
    report.add_sdk(&name, status, &facts);
}

/// Says how to make a member of a crate that the workspace around it does not list.
fn say_unlisted(
    name: &str,
    members: &str,
    path: &str,
    in_workspace: bool,
    changes: &Changes,
    report: &Report<'_>,
) {
    if in_workspace {
        report.say(BOLD, &format!("{name}: cargo refuses it until {members} has {path:?}"));
    } else if changes.added.iter().any(|path| path == "Cargo.toml") {
        let line = format!(
            "{name}: it is a workspace of its own; to make it a member, add {path:?} to {members} and print it again"
        );
        report.say(BOLD, &line);
    }
}

/// What an SDK has: `1 operation`, `14 types`.
pub(crate) fn contents(sdk: &plan::Sdk) -> [String; 2] {
    [counted(sdk.operations().count(), "operation"), counted(sdk.definitions.len(), "type")]
}
