//! Each folder of this package holds the smallest description that shows one behaviour. Its snapshot is all
//! that letterpress says of it and prints from it. A `letterpress.toml` beside the description holds settings that
//! the behaviour needs.
//!
//! `cargo insta test --review -p letterpress-cases` shows what a change does to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use letterpress::diagnostic::{
    ALL_RULES, ALREADY_PRINTING, BAD_LOCK, BAD_SETTING, CANNOT_WRITE, EDITED_BY_HAND, FILE_IN_THE_WAY, Place,
    UNKNOWN_SETTING,
};
use letterpress::{Config, Diagnostic, Printed};
use toml::Table;

#[test]
fn what_is_reported_and_printed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        each_case(|case, printed| {
            insta::assert_snapshot!(case, format!("{}{}", report(printed), files(case, printed)));
        });
    });
}

#[test]
fn nothing_is_printed_beside_an_error() {
    each_case(|_, printed| {
        assert_eq!(printed.files().is_empty(), printed.diagnostics.iter().any(Diagnostic::is_error));
    });
}

/// What an editor or a terminal would act on or hide has no place in printed text, not even in docs and
/// literals.
#[test]
fn printed_text_is_visible() {
    each_case(|_, printed| {
        for file in printed.files() {
            let invisible = file.text.chars().find(|&character| match character {
                '\n' => false,
                '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                    true
                }
                _ => character.is_control(),
            });
            assert_eq!(invisible, None, "{}", file.path);
        }
    });
}

#[test]
fn every_rule_has_a_case() {
    // Settings and the disk are no part of a description; the tests of `config` and `write` show these.
    let elsewhere = [
        &UNKNOWN_SETTING,
        &BAD_SETTING,
        &EDITED_BY_HAND,
        &FILE_IN_THE_WAY,
        &CANNOT_WRITE,
        &ALREADY_PRINTING,
        &BAD_LOCK,
    ];
    let mut shown: BTreeSet<_> = elsewhere.iter().map(|rule| rule.code).collect();
    let found = CASES.values().flatten().flat_map(|printed| &printed.diagnostics);
    shown.extend(found.map(|diagnostic| diagnostic.rule.code));
    let missing: Vec<_> =
        ALL_RULES.iter().map(|rule| rule.code).filter(|code| !shown.contains(code)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_snapshot_has_a_case() {
    let orphans: Vec<_> = std::fs::read_dir("snapshots")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.strip_suffix(".snap").is_some_and(|case| !CASES.contains_key(case)))
        .collect();
    assert_eq!(orphans, [""; 0]);
}

/// What became of each case, by its name; `None` where letterpress panicked.
static CASES: LazyLock<BTreeMap<String, Option<Printed>>> = LazyLock::new(|| {
    std::fs::read_dir(".")
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name != "snapshots" && name != "tests")
        .map(|name| {
            let printed = catch_unwind(|| run(&name)).ok();
            (name, printed)
        })
        .collect()
});

/// Checks every case, and then names those that failed.
fn each_case(check: impl Fn(&str, &Printed)) {
    let failed: Vec<_> = CASES
        .iter()
        .filter(|(name, printed)| match printed {
            Some(printed) => catch_unwind(AssertUnwindSafe(|| check(name, printed))).is_err(),
            None => true,
        })
        .map(|(name, _)| name)
        .collect();
    assert!(failed.is_empty(), "these cases failed: {failed:#?}");
}

/// The settings that every case has, unless its own `letterpress.toml` says otherwise.
const SETTINGS: &str = r#"
output = "printed"
package = "example"
version = "1.0.0"
license = "MIT OR Apache-2.0"
client = "ExampleClient"
secrets = ["ticket", "token", "*_token", "*_secret"]
header-options = { x-custom-domain = "custom_domain" }
"#;

fn run(case: &str) -> Printed {
    let mut table: Table = SETTINGS.parse().unwrap();
    table.insert("spec".to_owned(), spec(case).to_str().unwrap().into());
    if let Ok(own) = std::fs::read_to_string(format!("{case}/letterpress.toml")) {
        table.extend(own.parse::<Table>().unwrap());
    }
    let (config, found) = Config::from_table(case, &table, Path::new(case));
    let mut printed = letterpress::run(&config.unwrap());
    let mut found: Vec<Diagnostic> = found.into_iter().map(|fault| fault.diagnostic).collect();
    found.append(&mut printed.diagnostics);
    if found.iter().any(Diagnostic::is_error) {
        printed.sdk = None;
    }
    Printed { diagnostics: found, ..printed }
}

/// The description of a case: the file called `spec`, whatever it ends in. One case has none.
fn spec(case: &str) -> PathBuf {
    std::fs::read_dir(case)
        .unwrap()
        .map(|entry| PathBuf::from(entry.unwrap().file_name()))
        .find(|path| path.file_stem().is_some_and(|stem| stem == "spec"))
        .unwrap_or_else(|| "spec.yaml".into())
}

/// The diagnostics, each in three lines.
fn report(printed: &Printed) -> String {
    let places: Vec<_> =
        printed.diagnostics.iter().filter_map(|diagnostic| diagnostic.place.clone()).collect();
    let mut spans = printed.document.locate(&places).into_iter();
    let mut text = String::new();
    for Diagnostic { rule, message, place } in &printed.diagnostics {
        write!(text, "{}[{}]", rule.severity, rule.code).unwrap();
        if let Some(place) = place {
            let (Place::Node(letterpress::read::Origin { file, .. }) | Place::Text { file, .. }) = place;
            let name = printed.document.files.get(file.0 as usize).map_or("?", |file| &file.name);
            write!(text, " {name}").unwrap();
            if let Some(span) = spans.next().flatten() {
                write!(text, ":{}:{}", span.line, span.column).unwrap();
            }
            if let Place::Node(origin) = place {
                write!(text, " #{}", origin.pointer).unwrap();
            }
        }
        writeln!(text, ": {message}\n  done: {}\n  advice: {}", rule.done, rule.advice).unwrap();
    }
    if text.is_empty() { "nothing to report\n".to_owned() } else { text }
}

/// The files that are made from the description. What is the same in each crate is left out, and what hardly
/// differs is shown for one case.
fn files(case: &str, printed: &Printed) -> String {
    let mut text = String::new();
    for file in printed.files() {
        let shown = match file.path.split('/').collect::<Vec<_>>()[..] {
            ["src", "runtime", ..] | ["letterpress.lock"] => false,
            ["src", "client", "mod.rs" | "builder.rs"] => {
                ["manifest", "sso-ticket", "header-option", "client-credentials", "telemetry"].contains(&case)
                    || case.starts_with("security-")
                    || case.starts_with("server")
            }
            ["src", "types" | "wire" | "client", ..] => true,
            ["Cargo.toml" | "README.md"] | ["src", "lib.rs"] if case == "runtime-of-several-sdks" => true,
            _ => ["manifest", "sso-ticket"].contains(&case),
        };
        if shown {
            write!(text, "\n=== {} ===\n{}", file.path, file.text).unwrap();
        }
    }
    text
}
