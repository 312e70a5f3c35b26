//! What the tests of this stage share, and the run over a corpus of real descriptions.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Document, Format, Number, Origin, Tree, read, read_text};
use crate::diagnostic::{Diagnostic, Place};

/// A bound in `big/openai.yaml`.
const BEYOND_64_BITS: &str = "-9223372036854776000";

/// A tree as one line of JSON; a float shows its fraction.
pub(super) fn show(tree: &Tree) -> String {
    match tree {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Number(Number::Int(value)) => value.to_string(),
        Tree::Number(Number::Float(value)) => format!("{value:?}"),
        Tree::String(text) => format!("{text:?}"),
        Tree::Array(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(",")),
        Tree::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{key:?}:{}", show(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

/// Diagnostics as lines of `code line:column message`.
pub(super) fn show_diagnostics(diagnostics: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for Diagnostic { rule, message, place } in diagnostics {
        let place = match place {
            Some(Place::Text { line, column, .. }) => format!("{line}:{column}"),
            Some(Place::Node(origin)) => format!("node `{}`", origin.pointer),
            None => "nowhere".to_owned(),
        };
        writeln!(lines, "{} {place} {message}", rule.code).unwrap();
    }
    lines
}

/// A folder of files for one test, removed when dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder of the test `name`, which no other test may give, with these files.
    pub(super) fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("letterpress-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self(path)
    }

    /// The path of a file in it.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_corpus_is_read_as_the_parsers_read_it_and_every_node_is_found() {
    let Some(corpus) = std::env::var_os("LETTERPRESS_CORPUS") else {
        eprintln!("skipped: LETTERPRESS_CORPUS names no folder of descriptions");
        return;
    };
    let mut files = Vec::new();
    collect_descriptions(Path::new(&corpus), &mut files);
    assert!(!files.is_empty(), "no description in {}", corpus.display());
    std::thread::scope(|scope| {
        for path in &files {
            scope.spawn(|| check_against_parsers(path));
        }
    });
}

fn collect_descriptions(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_descriptions(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json" || extension == "yaml") {
            files.push(path);
        }
    }
}

fn check_against_parsers(path: &Path) {
    let (document, diagnostics) = read(path);
    assert_eq!(show_diagnostics(&diagnostics), "", "{}", path.display());
    let text = &document.files[0].text;
    // `serde_yaml` refuses an integer beyond 64 bits when asked for a value, and one real description has one.
    let oracle: Value = match document.files[0].format {
        Format::Json => serde_json::from_str(text).unwrap(),
        Format::Yaml => serde_yaml::from_str(&text.replace(BEYOND_64_BITS, "null")).unwrap(),
    };
    let root = document.root().unwrap();
    let mut nodes = Vec::new();
    compare(document.get(&root).unwrap(), &oracle, root, &mut nodes);

    let sample = nodes.iter().step_by(50);
    let places: Vec<_> =
        sample.clone().flat_map(|node| [node.clone().into(), node.clone().key().into()]).collect();
    let spans = document.locate(&places);
    for (origin, spans) in sample.zip(spans.chunks(2)) {
        let [value, key] = [spans[0].unwrap(), spans[1].unwrap()].map(|span| &text[span.start..span.end]);
        check_written(&document, origin, key, value);
    }
}

/// Checks that `key` and `value` are what the text has for a node.
fn check_written(document: &Document, origin: &Origin, key: &str, value: &str) {
    let at = format!("{} {}", document.files[0].path.display(), origin.pointer);
    let last = origin.pointer.tokens().last().unwrap_or_default();
    if last.parse::<usize>().is_err() && !last.is_empty() {
        assert_eq!(key.trim_matches(['"', '\'']).replace("\\\"", "\""), last, "{at}");
    }
    match document.get(origin).unwrap() {
        Tree::String(text) => {
            let beginning = text.trim_start().chars().take_while(|character| character.is_alphanumeric());
            assert!(value.contains(&beginning.take(12).collect::<String>()), "{at}: {value}");
        }
        Tree::Array(_) | Tree::Object(_) => assert!(!value.is_empty(), "{at}"),
        scalar => {
            assert_eq!(document.source_text(origin).as_deref(), Some(value), "{at}");
            let (again, _) = read_text("", format!("[{value}]"));
            assert_eq!(show(again.files[0].tree.as_ref().unwrap()), format!("[{}]", show(scalar)), "{at}");
        }
    }
}

fn compare(tree: &Tree, oracle: &Value, at: Origin, nodes: &mut Vec<Origin>) {
    match (tree, oracle) {
        (Tree::Null, Value::Null) => {}
        (Tree::Number(Number::Int(ours)), Value::Null) => assert_eq!(ours.to_string(), BEYOND_64_BITS),
        (Tree::Bool(ours), Value::Bool(theirs)) => assert_eq!(ours, theirs, "{}", at.pointer),
        (Tree::String(ours), Value::String(theirs)) => assert_eq!(ours, theirs, "{}", at.pointer),
        (Tree::Number(Number::Int(ours)), Value::Number(theirs)) => {
            let theirs = theirs.as_i64().map(i128::from).or(theirs.as_u64().map(i128::from));
            assert_eq!(Some(*ours), theirs, "{}", at.pointer);
        }
        (Tree::Number(Number::Float(ours)), Value::Number(theirs)) => {
            assert_eq!(Some(*ours), theirs.as_f64(), "{}", at.pointer);
        }
        (Tree::Array(ours), Value::Array(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{}", at.pointer);
            for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                compare(ours, theirs, at.child(index), nodes);
            }
        }
        (Tree::Object(ours), Value::Object(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{}", at.pointer);
            for (key, ours) in ours {
                compare(ours, &theirs[key], at.child(key), nodes);
            }
        }
        _ => panic!("{}: {} is not {oracle}", at.pointer, show(tree)),
    }
    nodes.push(at);
}
