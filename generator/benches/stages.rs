//! How long each stage takes on a whole API, and how the whole grows with the description.
//!
//! `LETTERPRESS_CORPUS` names the folder of descriptions; `benches/run.sh` runs this and measures whole programs.

use std::path::PathBuf;

use divan::Bencher;
use letterpress::plan::Sdk;
use letterpress::read::Document;
use letterpress::write::{Crate, standing, write};
use letterpress::{Config, parse, plan, print, read, run};
use serde_json::Value;

/// The whole Management API of Auth0: 452 operations.
const WHOLE: &str = "auth0-history/management-2026-06-25-7025885d3.json";

/// The description that is multiplied.
const PART: &str = "auth0/myorganization.json";

fn main() {
    divan::main();
}

#[divan::bench(name = "1 read")]
fn reading(bencher: Bencher<'_, '_>) {
    let path = corpus(WHOLE);
    bencher.bench(|| read::read(&path));
}

#[divan::bench(name = "2 parse")]
fn parsing(bencher: Bencher<'_, '_>) {
    let document = document();
    bencher.bench(|| parse::parse(&document));
}

#[divan::bench(name = "3 plan")]
fn planning(bencher: Bencher<'_, '_>) {
    let (api, _) = parse::parse(&document());
    let config = config();
    bencher.bench(|| plan::plan(&api, &config));
}

#[divan::bench(name = "4 print")]
fn printing(bencher: Bencher<'_, '_>) {
    let sdk = sdk();
    bencher.bench(|| print::print(&sdk));
}

#[divan::bench(name = "5 write")]
fn writing(bencher: Bencher<'_, '_>) {
    let made = Crate::new(print::print(&sdk()), &document());
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_refs(|folder| {
        write(&folder.path().join("crate"), &made, false).expect("written");
    });
}

#[divan::bench(name = "nothing to write")]
fn comparing(bencher: Bencher<'_, '_>) {
    let made = Crate::new(print::print(&sdk()), &document());
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &made, false).expect("written");
    bencher.bench(|| write(folder.path(), &made, false));
}

#[divan::bench(name = "proof by the lock")]
fn proving(bencher: Bencher<'_, '_>) {
    let made = Crate::new(print::print(&sdk()), &document());
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &made, false).expect("written");
    bencher.bench(|| standing(folder.path()).expect("a crate"));
}

/// All stages but the writing, on so many copies of one description.
#[divan::bench(name = "growth", args = [1, 2, 4, 8], sample_count = 20)]
fn growing(bencher: Bencher<'_, '_>, copies: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("multiplied.json");
    std::fs::write(&path, multiplied(copies)).expect("written");
    let config = Config::new(path, "printed");
    assert!(run(&config).sdk.is_some());
    bencher.bench(|| run(&config).files());
}

fn corpus(path: &str) -> PathBuf {
    let folder = std::env::var_os("LETTERPRESS_CORPUS").expect("LETTERPRESS_CORPUS names the corpus");
    PathBuf::from(folder).join(path)
}

fn config() -> Config {
    Config::new(corpus(WHOLE), "printed")
}

fn document() -> Document {
    read::read(&corpus(WHOLE)).0
}

fn sdk() -> Sdk {
    run(&config()).sdk.expect("an SDK")
}

/// So many copies of [`PART`] in one description; each has its own paths, operations, groups and components.
fn multiplied(copies: usize) -> String {
    let text = std::fs::read_to_string(corpus(PART)).expect("a description");
    let whole: Value = serde_json::from_str(&text).expect("JSON");
    let mut all = whole.clone();
    all["paths"] = Value::Object(serde_json::Map::new());
    for section in sections(&whole) {
        all["components"][section] = Value::Object(serde_json::Map::new());
    }
    for copy in 0..copies {
        let mut renamed = whole.clone();
        rename(&mut renamed, "", copy);
        for (path, item) in renamed["paths"].as_object().into_iter().flatten() {
            all["paths"][format!("/copy{copy}{path}")] = item.clone();
        }
        for section in sections(&whole) {
            for (name, component) in renamed["components"][section].as_object().into_iter().flatten() {
                let name = if *section == "securitySchemes" { name.clone() } else { format!("{name}{copy}") };
                all["components"][section][name] = component.clone();
            }
        }
    }
    all.to_string()
}

fn sections(description: &Value) -> Vec<&String> {
    description["components"].as_object().map(|sections| sections.keys().collect()).unwrap_or_default()
}

/// Marks what tells the parts of a description from each other: references, operation identifiers and groups.
fn rename(value: &mut Value, key: &str, copy: usize) {
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(key, value)| rename(value, key, copy)),
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, key, copy)),
        Value::String(text) if ["$ref", "operationId", "tags", "x-operation-group"].contains(&key) => {
            text.push_str(&copy.to_string());
        }
        _ => {}
    }
}
