//! `letterpress samples`: an overlay with a sample in Rust for each operation.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anstyle::Style;
use letterpress::diagnostic::CANNOT_WRITE;
use letterpress::read::Format;
use letterpress::{Config, read, run, samples};
use serde_json::json;

use crate::arguments::{Format as Said, SamplesArguments};
use crate::finding::Finding;
use crate::json::Status;
use crate::naming;
use crate::report::{Report, counted};
use crate::rules::{OUT_OF_REACH, SEVERAL_SDKS};
use crate::settings::{Sdk, sdks};

pub(crate) fn write_samples(arguments: &SamplesArguments, report: &mut Report<'_>) {
    let mut sdks = match &arguments.spec {
        Some(spec) => vec![of_spec(spec, arguments)],
        None => sdks(&arguments.settings, report),
    };
    if sdks.len() > 1 {
        let names: Vec<&str> = sdks.iter().map(|sdk| sdk.name.as_str()).collect();
        let message =
            format!("there are several SDKs, each with an overlay of its own: {}", names.join(", "));
        return report.add(None, vec![Finding::new(&SEVERAL_SDKS, message)]);
    }
    let Some(Sdk { name, mut config }) = sdks.pop() else { return };
    arguments.input.add_to(&mut config);
    let printed = run(&config);
    let Some(sdk) = &printed.sdk else {
        report.add(Some(&name), Finding::of(&printed.document, &printed.diagnostics));
        return report.add_failed(&name);
    };
    let is_json = |out: &Path| out.extension().is_some_and(|extension| extension == "json");
    let format = if arguments.json || arguments.out.as_deref().is_some_and(is_json) {
        Format::Json
    } else {
        Format::Yaml
    };
    let made = samples(sdk, format);
    if let Some(first) = made.out_of_reach.first() {
        let message = format!(
            "{} in other files than the description's first, as `{first}`, which an overlay does not reach",
            counted(made.out_of_reach.len(), "operation")
        );
        report.add(Some(&name), vec![Finding::new(&OUT_OF_REACH, message)]);
    }
    let mut facts = serde_json::Map::new();
    facts.insert("operations".to_owned(), json!(made.operations));
    let place = match &arguments.out {
        Some(out) => {
            if let Err(error) = fs::write(out, made.text) {
                let message = format!("can't write {}: {error}", out.display());
                report.add(Some(&name), vec![Finding::new(&CANNOT_WRITE, message)]);
                return report.add_failed(&name);
            }
            format!(" into {}", out.display())
        }
        None if report.format() == Said::Json => {
            facts.insert("text".to_owned(), json!(made.text));
            String::new()
        }
        None => {
            // Whoever closes the pipe has read what they wanted.
            let _ = std::io::stdout().write_all(made.text.as_bytes());
            String::new()
        }
    };
    let samples = counted(made.operations, "sample");
    report.say(Style::new().bold(), &format!("{name}: {samples} written{place}"));
    report.add_sdk(&name, Status::Sound, facts);
}

/// The SDK of a description that no settings name: it is called as its title suggests.
fn of_spec(spec: &Path, arguments: &SamplesArguments) -> Sdk {
    let mut config = Config::new(spec, "sdk");
    let (document, _) = read::read(spec);
    let package = arguments.package.clone().or_else(|| naming::package(&document));
    if let Some(package) = package {
        naming::name(&mut config, &package);
    }
    Sdk { name: spec.display().to_string(), config }
}
