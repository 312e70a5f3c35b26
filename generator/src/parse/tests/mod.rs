//! What descriptions are read into, and what is reported of them.

mod corpus;
mod envelope;
mod hostile;
mod operations;
mod references;
mod rules;
mod schemas;
mod show;

use super::{Api, parse};
use crate::diagnostic::{Diagnostic, Place};
use crate::read::{Document, Part, Tree, read_text};

/// The description whose text is `text`, YAML or JSON.
fn document(text: &str) -> Document {
    let (document, found) = read_text("specs/sample.api.yaml", text.to_owned());
    assert_eq!(found, [], "{text}");
    document
}

/// The tree of the first file.
fn tree_of(document: &mut Document) -> &mut Tree {
    document.files[0].tree.as_mut().expect("a tree")
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
