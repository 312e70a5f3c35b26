//! The same content gives the same bytes, however it is written and in whatever order its parts stand.

use letterpress::print::{File, print_module};
use letterpress::read::{Object, Tree};

use crate::common::{Random, config, json, object_mut, run, tree};
use crate::injection::planted;

/// Descriptions with several schemas, operations or groups.
const SPECS: [&str; 5] = [
    "../../spec/sso-ticket.yaml",
    "types-of-several-groups/spec.yaml",
    "schemas-named-as-the-prelude/spec.yaml",
    "recursive-pair/spec.yaml",
    "inline-schema-named-as-a-component/spec.yaml",
];

const SHUFFLES: u64 = 10;

#[test]
fn printing_twice_gives_the_same_bytes() {
    for (name, tree) in descriptions() {
        assert_same(&name, &print(&json(&tree), "json"), &print(&json(&tree), "json"));
    }
}

#[test]
fn json_gives_the_same_bytes_as_yaml() {
    for spec in SPECS {
        let text = std::fs::read_to_string(spec).unwrap();
        assert_same(spec, &print(&text, "yaml"), &print(&json(&tree(spec)), "json"));
    }
}

#[test]
fn the_order_of_components_does_not_matter() {
    for (name, tree) in descriptions() {
        let expected = print(&json(&tree), "json");
        for seed in 0..SHUFFLES {
            let mut random = Random(seed);
            let mut shuffled = tree.clone();
            if let Some(components) = object_mut(&mut shuffled, &["components"]) {
                shuffle(components, &mut random);
                for section in components.values_mut().filter_map(|section| object_mut(section, &[])) {
                    shuffle(section, &mut random);
                }
            }
            assert_same(&format!("{name}, seed {seed}"), &print(&json(&shuffled), "json"), &expected);
        }
    }
}

#[test]
fn the_order_of_the_root_does_not_matter() {
    for (name, tree) in descriptions() {
        let expected = print(&json(&tree), "json");
        for seed in 0..SHUFFLES {
            let mut shuffled = tree.clone();
            shuffle(object_mut(&mut shuffled, &[]).unwrap(), &mut Random(seed));
            assert_same(&format!("{name}, seed {seed}"), &print(&json(&shuffled), "json"), &expected);
        }
    }
}

fn descriptions() -> Vec<(String, Tree)> {
    let mut all: Vec<_> = SPECS.iter().map(|spec| ((*spec).to_owned(), tree(spec))).collect();
    all.push(("everything".to_owned(), planted("")));
    all
}

/// The files of a crate, and the one file of a build script.
fn print(text: &str, extension: &str) -> Vec<File> {
    let outcome = run(&format!("spec.{extension}"), text.to_owned(), &config());
    let sdk = outcome.sdk.as_ref().unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics));
    let mut files = outcome.files();
    files.push(File { path: "one module".to_owned(), text: print_module(sdk) });
    files
}

fn assert_same(what: &str, found: &[File], expected: &[File]) {
    let paths = |files: &[File]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(found), paths(expected), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let other = found.text.lines().zip(expected.text.lines()).find(|(found, expected)| found != expected);
        assert_eq!(other, None, "{what}: {}", found.path);
        assert_eq!(found.text.len(), expected.text.len(), "{what}: {}", found.path);
    }
}

fn shuffle(members: &mut Object, random: &mut Random) {
    let mut all: Vec<_> = std::mem::take(members).into_iter().collect();
    random.shuffle(&mut all);
    members.extend(all);
}
