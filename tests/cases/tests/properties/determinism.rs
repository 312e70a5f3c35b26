//! The same content gives the same bytes, however it is written and in whatever order its parts stand.

use letterpress::print::{File, print_module};
use letterpress::read::{Object, Tree};

use crate::common::{Random, cases, config, json, object_mut, run, tree};
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

/// But for properties, whose order is that of the fields, members of an object have none (RFC 8259, section 1).
#[test]
fn the_order_of_members_does_not_matter() {
    let mut differ = Vec::new();
    for spec in cases() {
        let name = spec.display().to_string();
        let (document, found) =
            letterpress::read::read_text(&name, std::fs::read_to_string(&spec).unwrap_or_default());
        let Some(tree) = document.files.into_iter().next().and_then(|file| file.tree) else { continue };
        if !found.is_empty() || run("spec.json", json(&tree), &config()).sdk.is_none() {
            continue;
        }
        let expected = print(&json(&tree), "json");
        for seed in 0..3 {
            let mut shuffled = tree.clone();
            shuffle_all(&mut shuffled, &mut Random(seed));
            let found = print(&json(&shuffled), "json");
            if let Some(difference) = difference(&found, &expected) {
                differ.push(format!("{name}, seed {seed}: {difference}"));
                break;
            }
        }
    }
    assert_eq!(differ, [""; 0]);
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
    assert_eq!(difference(found, expected), None, "{what}");
}

/// The first line of `found` that is not as expected, if there is one.
fn difference(found: &[File], expected: &[File]) -> Option<String> {
    let paths = |files: &[File]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    if paths(found) != paths(expected) {
        return Some(format!("{:?}, not {:?}", paths(found), paths(expected)));
    }
    found.iter().zip(expected).find(|(found, expected)| found.text != expected.text).map(
        |(found, expected)| {
            let mut lines = found.text.lines().zip(expected.text.lines());
            let differ = lines.find(|(found, expected)| found != expected);
            differ.map_or_else(
                || format!("{}: {} bytes, not {}", found.path, found.text.len(), expected.text.len()),
                |(line, expected)| format!("{}: {line:?}, not {expected:?}", found.path),
            )
        },
    )
}

/// Shuffles the members of all objects but those that are properties.
fn shuffle_all(tree: &mut Tree, random: &mut Random) {
    match tree {
        Tree::Object(members) => {
            for (key, value) in members.iter_mut() {
                match value {
                    Tree::Object(properties) if *key == "properties" => {
                        properties.values_mut().for_each(|property| shuffle_all(property, random));
                    }
                    value => shuffle_all(value, random),
                }
            }
            shuffle(members, random);
        }
        Tree::Array(items) => items.iter_mut().for_each(|item| shuffle_all(item, random)),
        _ => {}
    }
}

fn shuffle(members: &mut Object, random: &mut Random) {
    let mut all: Vec<_> = std::mem::take(members).into_iter().collect();
    random.shuffle(&mut all);
    members.extend(all);
}
