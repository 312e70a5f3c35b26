//! `letterpress check`: what there is to say about descriptions, without writing anything.

use letterpress::{Config, run};

use crate::arguments::CheckArguments;
use crate::generate::counts;
use crate::report::Report;
use crate::settings::{self, Sdk};

pub(crate) fn check(arguments: &CheckArguments, report: &mut Report<'_>) {
    let sdks = if let Some(spec) = &arguments.spec {
        vec![Sdk { name: spec.display().to_string(), config: Config::new(spec, "sdk") }]
    } else {
        let (sdks, found) = settings::sdks(arguments.config.as_deref());
        report.add(&found);
        sdks
    };
    for Sdk { name, config } in sdks {
        let printed = run(&config);
        report.add_of(&printed.document, &printed.diagnostics);
        match &printed.sdk {
            Some(sdk) => {
                report.say(&format!("{name}: {}", counts(sdk)));
                report.add_sdk(serde_json::json!({ "name": name, "operations": sdk.operations().count(), "types": sdk.definitions.len() }));
            }
            None => report.say(&format!("{name}: nothing can be printed")),
        }
    }
}
