//! `letterpress check`: what there is to say about descriptions, without writing anything.

use anstyle::Style;
use letterpress::{Config, run};
use serde_json::json;

use crate::arguments::CheckArguments;
use crate::finding::Finding;
use crate::generate::contents;
use crate::report::{Report, Status};
use crate::settings::{Sdk, sdks};

pub(crate) fn check(arguments: &CheckArguments, report: &mut Report<'_>) {
    let sdks = match &arguments.spec {
        Some(spec) => vec![Sdk { name: spec.display().to_string(), config: Config::new(spec, "sdk") }],
        None => sdks(&arguments.settings, report),
    };
    for Sdk { name, config } in sdks {
        let printed = run(&config);
        let tally = report.add(Some(&name), Finding::of(&printed.document, &printed.diagnostics));
        let mut parts = tally.parts();
        match &printed.sdk {
            Some(sdk) => {
                parts.splice(0..0, contents(sdk));
                let facts = json!({ "operations": sdk.operations().count(), "types": sdk.definitions.len() });
                report.add_sdk(&name, Status::Sound, &facts);
            }
            None => report.add_sdk(&name, Status::Failed, &json!({})),
        }
        report.say(Style::new().bold(), &format!("{name}: {}", parts.join(", ")));
    }
}
