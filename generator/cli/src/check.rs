//! `letterpress check`: what there is to say about descriptions, without writing anything.

use anstyle::Style;
use letterpress::{Config, run};
use serde_json::json;

use crate::arguments::CheckArguments;
use crate::coverage::{Receipts, coverage, pages, say_coverage, say_pages};
use crate::finding::Finding;
use crate::generate::Contents;
use crate::json::Status;
use crate::report::Report;
use crate::settings::{Sdk, sdks};

pub(crate) fn check(arguments: &CheckArguments, report: &mut Report<'_>) {
    let sdks = match &arguments.spec {
        Some(spec) => vec![Sdk { name: spec.display().to_string(), config: Config::new(spec, "sdk") }],
        None => sdks(&arguments.settings, report),
    };
    let mut receipts = Receipts::new(&arguments.receipt);
    for Sdk { name, mut config } in sdks {
        arguments.input.add_to(&mut config);
        let printed = run(&config);
        report.add(Some(&name), Finding::of(&printed.document, &printed.diagnostics));
        let Some(sdk) = &printed.sdk else {
            report.add_failed(&name);
            continue;
        };
        let contents = Contents::of(sdk, printed.left_out);
        let parts: Vec<String> = contents.parts().into_iter().chain(report.tally(&name)).collect();
        report.say(Style::new().bold(), &format!("{name}: {}", parts.join(", ")));
        let mut facts = contents.facts();
        if let Some(receipt) = printed.receipt() {
            say_coverage(&receipt, report);
            say_pages(&receipt, report);
            facts.insert("coverage".to_owned(), coverage(&receipt));
            facts.insert("pages".to_owned(), json!(pages(&receipt)));
            receipts.add(&receipt);
        }
        report.add_sdk(&name, Status::Sound, facts);
    }
    receipts.write(report);
}
