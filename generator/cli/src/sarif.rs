//! What is said to programs that read SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), as code
//! scanning does.

use letterpress::Severity;
use letterpress::diagnostic::{Rule, page};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use crate::explain::summary;
use crate::finding::{Finding, Position};

/// What can't stand in the path of a URI as it is (RFC 3986, section 3.3).
const NO_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A log being written.
#[derive(Default)]
pub(crate) struct Log {
    rules: Vec<&'static Rule>,
    results: Vec<Value>,
}

impl Log {
    /// Adds what was found about an SDK, or about none.
    pub(crate) fn add(&mut self, sdk: Option<&str>, finding: &Finding) {
        let known = self.rules.iter().position(|rule| *rule == finding.rule);
        let index = known.unwrap_or(self.rules.len());
        if known.is_none() {
            self.rules.push(finding.rule);
        }
        let locations: Vec<Value> = finding.path.iter().map(|path| location(path, finding)).collect();
        self.results.push(json!({
            "ruleId": finding.rule.code,
            "ruleIndex": index,
            "level": level(finding.severity()),
            "message": { "text": format!("{}: {}", finding.message, finding.rule.done) },
            "locations": locations,
            "properties": { "sdk": sdk },
        }));
    }

    /// The whole log; `ran` says whether the run came to an end.
    pub(crate) fn finish(&self, ran: bool) -> Value {
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {
                    "driver": {
                        "name": "letterpress",
                        "semanticVersion": env!("CARGO_PKG_VERSION"),
                        "rules": self.rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                    },
                },
                "invocations": [{ "executionSuccessful": ran }],
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
    }
}

/// What there is to know of a rule.
fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": summary(rule) },
        "help": { "text": rule.advice, "markdown": page(rule.code).unwrap_or(rule.advice) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn location(path: &str, finding: &Finding) -> Value {
    // A path is given as it was typed; one of Windows becomes a URI's.
    let path = path.replace('\\', "/");
    let mut physical =
        json!({ "artifactLocation": { "uri": utf8_percent_encode(&path, NO_PATH).to_string() } });
    if let Some(position) = &finding.position {
        physical["region"] = region(position);
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(pointer) = &finding.pointer {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer, "kind": "value" }]);
    }
    location
}

fn region(position: &Position) -> Value {
    let mut region = json!({ "startLine": position.line, "startColumn": position.column });
    let fault = position.excerpt.as_ref().and_then(|excerpt| excerpt.line.get(excerpt.fault.clone()));
    if let Some(fault) = fault.filter(|fault| !fault.is_empty()) {
        region["endLine"] = position.line.into();
        region["endColumn"] = (position.column + fault.chars().count()).into();
    }
    region
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
