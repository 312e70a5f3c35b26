//! No text of a description is ever code: it stands in literals and docs, and in names cut to Rust's alphabet.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr as _;

use letterpress::Config;
use letterpress::print::{File, print_module};
use letterpress::read::{Object, Tree};
use proc_macro2::{TokenStream, TokenTree};

use crate::common::{cases, config, json, run, sample, tree};

/// What is planted: it would end a literal, a comment, a block or a block of code, or turn the direction of what
/// follows.
const MARKERS: [&str; 7] = [
    "LPINJECT",
    "LPINJECT\"",
    "LPINJECT\n*/ }",
    "LPINJECT{}",
    "\n```\nLPINJECT",
    "LPINJECT\u{202e}",
    "LPINJECT\\\r#] //! \u{2028}\0\u{7}'",
];

#[test]
fn names_and_texts_are_never_code() {
    let plain = print(&planted(""), &example("")).unwrap();
    for marker in MARKERS {
        let found = print(&planted(marker), &example(marker)).unwrap();
        check(&found);
        assert!(found.iter().any(|file| file.text.contains("LPINJECT")), "{marker:?}");
        for ((found, size), (path, expected)) in std::iter::zip(shape(&found), shape(&plain)) {
            assert_eq!((&found, size), (&path, expected), "{marker:?}");
        }
        assert_eq!(found.len(), plain.len(), "{marker:?}");
        assert_eq!(manifest_keys(&found), manifest_keys(&plain), "{marker:?}");
    }
}

#[test]
fn no_text_is_ever_code() {
    let plain = planted("");
    let mut places = Vec::new();
    each_text(&plain, &mut Vec::new(), &mut places);
    let all = places.iter().flat_map(|place| MARKERS.map(|marker| (place, marker))).collect();
    let mut printed = 0;
    for ((path, part), marker) in sample(all, 150) {
        let mut tree = plain.clone();
        plant(&mut tree, path, *part, marker);
        // Many a text can't be another without a fault: then there is nothing to print.
        if let Some(files) = print(&tree, &config()) {
            check(&files);
            printed += 1;
        }
    }
    assert!(printed > 75, "{printed}");
}

#[test]
fn what_is_printed_of_each_case_is_rust() {
    let mut printed = 0;
    for case in cases() {
        let Some(sdk) = letterpress::run(&Config { spec: case, ..config() }).sdk else { continue };
        let mut files = letterpress::print::print(&sdk);
        files.push(File { path: "module.rs".to_owned(), text: print_module(&sdk) });
        // The runtime is the same in each.
        if printed > 0 {
            files.retain(|file| !file.path.starts_with("src/runtime/"));
            let module = &mut files.last_mut().unwrap().text;
            let start = module.find("\npub mod runtime {\n").unwrap();
            let end = module.find("\npub mod types {\n").unwrap();
            module.replace_range(start..end, "");
        }
        check(&files);
        printed += 1;
    }
    assert!(printed > 50, "{printed}");
}

/// The description that has every feature, with `marker` at the end of each name and text.
pub(crate) fn planted(marker: &str) -> Tree {
    let tame: String = marker.chars().filter(|c| !"{}/?#\\".contains(*c)).collect();
    replace(&tree("tests/properties/everything.yaml"), marker, &tame)
}

fn replace(tree: &Tree, marker: &str, tame: &str) -> Tree {
    let text = |text: &str| {
        // What stands in a reference is a JSON Pointer in a URI's fragment.
        let marker = if text.starts_with("#/") {
            marker.replace('~', "~0").replace('/', "~1").replace('%', "%25")
        } else {
            marker.to_owned()
        };
        text.replace("TAMEMARK", tame).replace("MARK", &marker)
    };
    match tree {
        Tree::String(found) => Tree::String(text(found)),
        Tree::Array(items) => Tree::Array(items.iter().map(|item| replace(item, marker, tame)).collect()),
        Tree::Object(members) => {
            let members = members.iter().map(|(key, value)| (text(key), replace(value, marker, tame)));
            Tree::Object(members.collect())
        }
        other => other.clone(),
    }
}

fn example(marker: &str) -> Config {
    Config { example: Some(format!("addVisit {marker}")), ..config() }
}

fn print(tree: &Tree, config: &Config) -> Option<Vec<File>> {
    let outcome = run("spec.json", json(tree), config);
    outcome.sdk.as_ref()?;
    Some(outcome.files())
}

/// Which half of a member a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Key,
    Value,
}

/// Every key and every string below `tree`, by the steps to it.
fn each_text(tree: &Tree, path: &mut Vec<usize>, places: &mut Vec<(Vec<usize>, Part)>) {
    let children: Vec<&Tree> = match tree {
        Tree::String(_) => return places.push((path.clone(), Part::Value)),
        Tree::Array(items) => items.iter().collect(),
        Tree::Object(members) => members.values().collect(),
        _ => return,
    };
    for (index, child) in children.into_iter().enumerate() {
        path.push(index);
        if matches!(tree, Tree::Object(_)) {
            places.push((path.clone(), Part::Key));
        }
        each_text(child, path, places);
        path.pop();
    }
}

/// Adds `marker` to the text at `path`.
fn plant(tree: &mut Tree, path: &[usize], part: Part, marker: &str) {
    match (tree, path) {
        (Tree::String(text), []) => text.push_str(marker),
        (Tree::Array(items), [first, rest @ ..]) => plant(&mut items[*first], rest, part, marker),
        (Tree::Object(members), [last]) if part == Part::Key => {
            let renamed = std::mem::take(members).into_iter().enumerate().map(|(index, (key, value))| {
                let key = if index == *last { key + marker } else { key };
                (key, value)
            });
            *members = renamed.collect::<Object>();
        }
        (Tree::Object(members), [first, rest @ ..]) => plant(&mut members[*first], rest, part, marker),
        _ => {}
    }
}

/// Holds every file to its form.
pub(crate) fn check(files: &[File]) {
    for File { path, text } in files {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./-".contains(c);
        assert!(path.chars().all(is_plain) && !path.contains("..") && !path.starts_with('/'), "{path:?}");
        let hidden = |c: &char| {
            *c != '\n' && c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert_eq!(text.chars().find(hidden), None, "{path}");
        if is_rust(path) {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            check_tokens(TokenStream::from_str(text).unwrap(), path);
        }
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

fn check_tokens(tokens: TokenStream, path: &str) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => check_tokens(group.stream(), path),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let plain = name.strip_prefix("r#").unwrap_or(&name);
                assert!(plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{path}: {name}");
                // In a name it stands behind other letters: alone, it was never part of one.
                assert_ne!(name, "LPINJECT", "{path}");
            }
            TokenTree::Literal(literal) => {
                let literal = literal.to_string();
                assert!(literal.starts_with('"') || !literal.contains("LPINJECT"), "{path}: {literal}");
            }
            TokenTree::Punct(_) => {}
        }
    }
}

/// For each file, how many items it has, and how many tokens, docs aside.
fn shape(files: &[File]) -> BTreeMap<String, (usize, usize)> {
    let rust = files.iter().filter(|file| is_rust(&file.path));
    let sizes = rust.map(|File { path, text }| {
        let items = syn::parse_file(text).unwrap().items.len();
        (path.replace("_lpinject", ""), (items, count(TokenStream::from_str(text).unwrap())))
    });
    sizes.collect()
}

fn count(tokens: TokenStream) -> usize {
    let count = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if is_doc(&group.stream()) => 0,
        // Braces around a match arm, and a comma at an end, are owed to the width of a line.
        TokenTree::Group(group) => count(group.stream()),
        // What stands before docs counts for nothing either.
        TokenTree::Punct(punct) if "#!,".contains(punct.as_char()) => 0,
        _ => 1,
    });
    count.sum()
}

fn is_doc(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

fn manifest_keys(files: &[File]) -> Vec<String> {
    let manifest = files.iter().find(|file| file.path == "Cargo.toml").unwrap();
    let manifest: toml::Table = manifest.text.parse().unwrap();
    let keys = manifest.iter().flat_map(|(section, content)| {
        let keys = content.as_table().into_iter().flat_map(toml::Table::keys);
        keys.map(move |key| format!("{section}.{}", key.replace("-lpinject", "")))
    });
    keys.collect()
}
