//! `letterpress generate`: prints SDKs, or says whether they are current.

use std::path::Path;

use letterpress::write::{Changes, Crate, compare, texts, write};
use letterpress::{Config, plan, run};
use serde_json::json;

use crate::arguments::GenerateArguments;
use crate::diff::unified;
use crate::report::Report;
use crate::settings::{self, Sdk};
use crate::workspace::{Membership, membership};

/// How many changed files are named.
const NAMED: usize = 20;

pub(crate) fn generate(arguments: &GenerateArguments, report: &mut Report<'_>) {
    if let (Some(spec), Some(out)) = (&arguments.spec, &arguments.out) {
        let config = Config::new(spec, out);
        return one(Sdk { name: config.package.clone(), config }, arguments, report);
    }
    let (sdks, found) = settings::sdks(arguments.config.as_deref());
    report.add(&found);
    for name in arguments.sdks.iter().filter(|name| !sdks.iter().any(|sdk| sdk.name == **name)) {
        report.say(&format!("no SDK is called {name:?}"));
        report.fail(2);
    }
    let is_wanted = |sdk: &Sdk| arguments.sdks.is_empty() || arguments.sdks.contains(&sdk.name);
    for sdk in sdks.into_iter().filter(is_wanted) {
        one(sdk, arguments, report);
    }
}

fn one(sdk: Sdk, arguments: &GenerateArguments, report: &mut Report<'_>) {
    let Sdk { name, mut config } = sdk;
    let membership = membership(&config.output);
    if arguments.in_workspace {
        config.in_workspace = Some(true);
    }
    config.in_workspace.get_or_insert(membership == Membership::Member);

    let printed = run(&config);
    report.add_of(&printed.document, &printed.diagnostics);
    let Some(sdk) = &printed.sdk else {
        report.say(&format!("{name}: nothing was written"));
        return;
    };
    let made = Crate::new(printed.files(), &printed.document);
    let written = if arguments.check {
        compare(&config.output, &made, arguments.force)
    } else {
        write(&config.output, &made, arguments.force)
    };
    let changes = match written {
        Ok(changes) => changes,
        Err(fault) => return report.add(&[fault]),
    };
    let is_current = changes.is_empty();
    let verb = if arguments.check { if is_current { "current" } else { "not current" } } else { "printed" };
    report.say(&format!("{name}: {verb}, {} files, {} ({})", made.len(), counts(sdk), summary(&changes)));
    name_changes(&changes, report);
    if arguments.check && !is_current {
        report.fail(1);
        show_differences(&config.output, &made, &changes, report);
        report.say("run `letterpress generate` to print it again");
    } else {
        report.add(&changes.diagnostics());
    }
    if let (Membership::Unlisted(manifest, path), false) = (membership, arguments.check) {
        let stands = if config.in_workspace == Some(true) {
            "expects to be"
        } else {
            "is a workspace of its own; to make it"
        };
        report.say(&format!(
            "the crate {stands} a member: add {path:?} to `members` in {}",
            manifest.display()
        ));
    }
    report.add_sdk(json!({
        "name": name,
        "folder": config.output,
        "files": made.len(),
        "operations": sdk.operations().count(),
        "types": sdk.definitions.len(),
        "current": is_current,
        "added": changes.added,
        "changed": changes.changed,
        "removed": changes.removed,
        "kept": changes.kept,
    }));
}

/// `1 operation, 14 types`.
pub(crate) fn counts(sdk: &plan::Sdk) -> String {
    let many = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", many(sdk.operations().count(), "operation"), many(sdk.definitions.len(), "type"))
}

fn summary(changes: &Changes) -> String {
    let counts = [
        (changes.added.len(), "added"),
        (changes.changed.len(), "changed"),
        (changes.removed.len(), "removed"),
        (changes.kept.len(), "edited by hand and kept"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") }
}

fn name_changes(changes: &Changes, report: &Report<'_>) {
    let marked =
        [('+', &changes.added), ('~', &changes.changed), ('-', &changes.removed), ('!', &changes.kept)];
    let lines: Vec<String> = marked
        .iter()
        .flat_map(|(mark, paths)| paths.iter().map(move |path| format!("  {mark} {path}")))
        .collect();
    for line in lines.iter().take(NAMED) {
        report.say(line);
    }
    if lines.len() > NAMED {
        report.say(&format!("  and {} more", lines.len() - NAMED));
    }
}

fn show_differences(folder: &Path, made: &Crate, changes: &Changes, report: &mut Report<'_>) {
    let all = [&changes.changed, &changes.kept, &changes.added, &changes.removed];
    for path in all.into_iter().flatten() {
        match texts(folder, made, path) {
            Ok((present, wanted)) => report.say(&unified(path, &present, &wanted)),
            Err(fault) => report.add(&[fault]),
        }
    }
}
