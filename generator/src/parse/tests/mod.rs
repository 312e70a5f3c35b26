//! What descriptions are read into, and what is reported of them.

mod envelope;
mod hostile;
mod operations;
mod references;
mod rules;
mod schemas;
mod show;

use super::{Api, parse};
use crate::diagnostic::{Diagnostic, Place};
use crate::read::{Document, File, Format, Number, Part, Tree};

/// The description whose text is `text`, YAML or JSON.
fn document(text: &str) -> Document {
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let file = File {
        name: "specs/sample.api.yaml".to_owned(),
        path: std::path::PathBuf::new(),
        text: text.to_owned(),
        format: Format::Yaml,
        tree: tree(value),
    };
    Document { files: vec![file] }
}

/// The tree of the first file.
fn tree_of(document: &mut Document) -> &mut Tree {
    &mut document.files[0].tree
}

fn tree(value: serde_yaml::Value) -> Tree {
    use serde_yaml::Value;

    match value {
        Value::Null => Tree::Null,
        Value::Bool(value) => Tree::Bool(value),
        Value::Number(number) => Tree::Number(match number.as_i64() {
            Some(whole) => Number::Int(whole.into()),
            None => Number::Float(number.as_f64().unwrap()),
        }),
        Value::String(text) => Tree::String(text),
        Value::Sequence(items) => Tree::Array(items.into_iter().map(tree).collect()),
        Value::Mapping(members) => {
            let key = |key| match key {
                Value::String(text) => text,
                other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
            };
            Tree::Object(members.into_iter().map(|(name, value)| (key(name), tree(value))).collect())
        }
        Value::Tagged(tagged) => tree(tagged.value),
    }
}

/// What `text` is read into, and its findings, one line each: severity, code, place, message.
fn read(text: &str) -> (Api, Vec<String>) {
    let (api, found) = parse(&document(text));
    (api, found.iter().map(line).collect())
}

fn line(found: &Diagnostic) -> String {
    let place = match &found.place {
        Some(Place::Node(origin)) if origin.part == Part::Key => format!("{} (key)", origin.pointer),
        Some(Place::Node(origin)) => origin.pointer.to_string(),
        other => format!("{other:?}"),
    };
    format!("{} {} {place}: {}", found.rule.severity, found.rule.code, found.message)
}

/// The description of `version` whose one component `S` is the schema `schema`, written in YAML's flow style.
fn with_schema(version: &str, schema: &str) -> String {
    format!(
        "{{openapi: {version}.0, info: {{title: t, version: '1'}}, components: {{schemas: {{S: {schema}}}}}}}"
    )
}

/// The operation `operation` under `GET /`, written in YAML's flow style.
fn with_operation(operation: &str) -> String {
    with_paths(&format!("/: {{get: {operation}}}"))
}

/// The description of 3.1 with these `paths`, written in YAML's flow style.
fn with_paths(paths: &str) -> String {
    format!("{{openapi: 3.1.0, info: {{title: t, version: '1'}}, servers: [{{url: /}}], paths: {{{paths}}}}}")
}
