//! What of a description the printed crate carries: in a few lines for people, and as a receipt for programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anstyle::Style;
use letterpress::diagnostic::CANNOT_WRITE;
use letterpress::receipt::{Count, Kind, Receipt};
use serde_json::{Map, Value, json};

use crate::arguments::ReceiptArguments;
use crate::finding::Finding;
use crate::report::{Report, counted};

/// The receipts of a run, which go into one file.
pub(crate) struct Receipts<'a> {
    path: Option<&'a Path>,
    text: String,
}

impl<'a> Receipts<'a> {
    /// None yet.
    pub(crate) fn new(arguments: &'a ReceiptArguments) -> Self {
        Self { path: arguments.path.as_deref(), text: String::new() }
    }

    /// Whether they are to be written.
    pub(crate) fn are_wanted(&self) -> bool {
        self.path.is_some()
    }

    /// Adds the receipt of an SDK.
    pub(crate) fn add(&mut self, receipt: &Receipt) {
        if self.are_wanted() {
            self.text.push_str(&receipt.to_json_lines());
        }
    }

    /// Writes them, if they are wanted and there are any.
    pub(crate) fn write(self, report: &mut Report<'_>) {
        let Some(path) = self.path.filter(|_| !self.text.is_empty()) else { return };
        if let Err(error) = fs::write(path, self.text) {
            let message = format!("the receipt `{}` can't be written: {error}", path.display());
            report.add(None, vec![Finding::new(&CANNOT_WRITE, message)]);
        }
    }
}

/// Says how many parts of each kind are carried.
pub(crate) fn say_coverage(receipt: &Receipt, report: &Report<'_>) {
    let counts = receipt.counts();
    let width = counts.iter().map(|count| plural(count.kind).len()).max().unwrap_or_default();
    let digits = counts.iter().map(|count| count.total().to_string().len()).max().unwrap_or_default();
    for count in counts {
        let (carried, total) = (count.carried, count.total());
        let what = plural(count.kind);
        let line = format!("  {what:width$}  {carried:>digits$} of {total:>digits$} carried{}", rest(&count));
        report.say(Style::new(), &line);
    }
}

/// Says how many operations follow which rules of pagination; if all is to be shown, which.
pub(crate) fn say_pages(receipt: &Receipt, report: &Report<'_>) {
    for (rules, operations) in pages(receipt) {
        let count = counted(operations.len(), "operation");
        report.say(Style::new(), &format!("  {count} by pages: {rules}"));
        if report.is_verbose() {
            for operation in operations {
                report.say(Style::new(), &format!("    {operation}"));
            }
        }
    }
}

/// The operations that give a list page by page, by the rules that they follow.
pub(crate) fn pages(receipt: &Receipt) -> BTreeMap<String, Vec<String>> {
    let mut pages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for call in receipt.lines.iter().flat_map(|line| &line.calls) {
        if let Some(own) = &call.pages {
            let operation = format!("{}.{}", call.accessors.join("."), call.method);
            pages.entry(own.rules.join(" and ")).or_default().push(operation);
        }
    }
    pages
}

/// `, 2 left out by choice, 1 unsupported (not-carried)`.
fn rest(count: &Count) -> String {
    let ignored = (count.ignored > 0).then(|| format!(", {} left out by choice", count.ignored));
    let many: usize = count.unsupported.iter().map(|(_, many)| many).sum();
    let unsupported = match count.unsupported.as_slice() {
        [] => None,
        [(code, _)] => Some(format!(", {many} unsupported ({code})")),
        several => {
            let codes: Vec<String> = several.iter().map(|(code, many)| format!("{code} {many}")).collect();
            Some(format!(", {many} unsupported ({})", codes.join(", ")))
        }
    };
    ignored.into_iter().chain(unsupported).collect()
}

/// `media types`.
fn plural(kind: Kind) -> String {
    match kind {
        Kind::RequestBody => "request bodies".to_owned(),
        other => format!("{}s", other.name().replace('-', " ")),
    }
}

/// The same for programs, by the kind's name.
pub(crate) fn coverage(receipt: &Receipt) -> Value {
    let count = |count: Count| {
        let unsupported: Map<String, Value> =
            count.unsupported.iter().map(|(code, many)| ((*code).to_owned(), json!(many))).collect();
        let value = json!({ "carried": count.carried, "ignored": count.ignored, "unsupported": unsupported });
        (count.kind.name().to_owned(), value)
    };
    Value::Object(receipt.counts().into_iter().map(count).collect())
}
