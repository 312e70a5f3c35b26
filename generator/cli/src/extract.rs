//! `letterpress extract`: cuts operations, and what they need, out of a description.

use std::fs;
use std::io::Write as _;

use anstyle::Style;
use letterpress::diagnostic::CANNOT_WRITE;
use letterpress::read::Format;
use letterpress::{Config, extract as cut};
use serde_json::json;

use crate::arguments::{ExtractArguments, Format as Said};
use crate::finding::Finding;
use crate::json::Status;
use crate::report::{Report, counted};

pub(crate) fn extract(arguments: &ExtractArguments, report: &mut Report<'_>) {
    let name = arguments.spec.display().to_string();
    let config = Config {
        overlays: arguments.overlays.clone(),
        include: arguments.operations.clone(),
        exclude: arguments.exclude.clone(),
        ..Config::new(&arguments.spec, "sdk")
    };
    let is_json = arguments.json
        || arguments.out.as_ref().is_some_and(|out| out.extension().is_some_and(|ext| ext == "json"));
    let fragment = cut(&config, if is_json { Format::Json } else { Format::Yaml });
    report.add(Some(&name), Finding::of(&fragment.document, &fragment.diagnostics));
    let Some(text) = fragment.text else { return report.add_failed(&name) };

    let mut facts = serde_json::Map::new();
    facts.insert("operations".to_owned(), json!(fragment.operations));
    facts.insert("left_out".to_owned(), json!(fragment.left_out));
    let place = match &arguments.out {
        Some(out) => {
            if let Err(error) = fs::write(out, text) {
                let message = format!("can't write {}: {error}", out.display());
                report.add(Some(&name), vec![Finding::new(&CANNOT_WRITE, message)]);
                return report.add_failed(&name);
            }
            format!(" into {}", out.display())
        }
        None if report.format() == Said::Json => {
            facts.insert("text".to_owned(), json!(text));
            String::new()
        }
        None => {
            // Whoever closes the pipe has read what they wanted.
            let _ = std::io::stdout().write_all(text.as_bytes());
            String::new()
        }
    };
    let parts = [counted(fragment.operations, "operation"), format!("{} left out", fragment.left_out)];
    let parts: Vec<String> = parts.into_iter().chain(report.tally(&name)).collect();
    report.say(Style::new().bold(), &format!("{name}: extracted{place}: {}", parts.join(", ")));
    report.add_sdk(&name, Status::Sound, facts);
}
