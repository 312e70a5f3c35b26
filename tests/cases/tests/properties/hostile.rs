//! A description made to be too much ends in files or in diagnostics, on the stack of a thread.
//!
//! Where `LETTERPRESS_HOSTILE` names a folder, each description is written there, so that the program can be given it
//! under limits of time and memory.

use letterpress::Diagnostic;

use crate::common::{config, run};
use crate::injection;

#[test]
fn a_chain_of_references_ends() {
    for link in [
        "REF",
        r#"{"type": "array", "prefixItems": [REF, REF], "minItems": 2, "maxItems": 2}"#,
        r#"{"allOf": [REF], "required": ["again"], "properties": {"again": {"type": "string"}}}"#,
    ] {
        check(link, &body(&chain(10_000, link), &reference(0)), &[]);
    }
    for link in LINKS {
        check(link, &body(&chain(300, link), &reference(0)), &[]);
    }
}

/// What can stand between a schema and the next: `REF` refers to it.
const LINKS: [&str; 6] = [
    r#"{"type": "object", "properties": {"next": REF}}"#,
    r#"{"type": "array", "items": REF}"#,
    r#"{"type": "object", "additionalProperties": REF}"#,
    r#"{"allOf": [REF], "description": "The next."}"#,
    r#"{"oneOf": [REF, {"type": "integer"}]}"#,
    r#"{"oneOf": [REF, {"type": "array", "items": REF}]}"#,
];

#[test]
fn a_ring_of_references_ends() {
    for length in [1, 2, 100] {
        check("references alone", &body(&ring(length, "REF"), &reference(0)), &["cyclic-ref"]);
        for (link, errors) in std::iter::zip(LINKS, [0, 0, 0, 1, 1, 1]) {
            check(link, &body(&ring(length, link), &reference(0)), &["cyclic-ref"][..errors]);
        }
        let required = r#"{"type": "object", "required": ["next"], "properties": {"next": REF}}"#;
        check(required, &body(&ring(length, required), &reference(0)), &[]);
    }
}

#[test]
fn very_many_of_anything_end() {
    let enumeration = list(100_000, |index| format!(r#""value {index}""#));
    check("enum values", &body("", &format!(r#"{{"enum": [{enumeration}]}}"#)), &[]);

    let properties = list(10_000, |index| format!(r#""property {index}": {{"type": "string"}}"#));
    check("properties", &body("", &format!(r#"{{"properties": {{{properties}}}}}"#)), &[]);

    let branches = list(500, |index| {
        format!(r#"{{"title": "same", "required": ["p{index}"], "properties": {{"p{index}": {{}}}}}}"#)
    });
    check("branches", &body("", &format!(r#"{{"oneOf": [{branches}]}}"#)), &[]);

    let path = list(500, |index| format!("/{{p{index}}}")).replace(", ", "");
    check("path parameters", &body("", "{}").replace("/things", &path), &[]);

    let groups = list(100, |index| format!(r#""group {index}""#));
    let grouped = format!(r#""x-operation-group": [{groups}], "tags""#);
    check("groups", &body("", "{}").replace(r#""tags""#, &grouped), &[]);
}

/// Each of these names is spelt with other capitals; Rust's files and readers take all of them for one.
#[test]
fn very_many_names_that_are_alike_end() {
    let name = |index: usize| {
        let letter = |bit: usize| if index >> bit & 1 == 0 { 'a' } else { 'A' };
        (0..13).map(letter).collect::<String>()
    };
    let schemas = list(5_000, |index| format!(r#""{}": {{"type": "object"}}"#, name(index)));
    let properties =
        list(5_000, |index| format!(r##""p{index}": {{"$ref": "#/components/schemas/{}"}}"##, name(index)));
    check("no one refers to them", &body(&schemas, "{}"), &[]);
    check("a body has them", &body(&schemas, &format!(r#"{{"properties": {{{properties}}}}}"#)), &[]);
}

#[test]
fn very_long_names_end() {
    let long = "long".repeat(16_384);
    let schema = format!(
        r#""{long}": {{"title": "{long}", "required": ["{long}"], "properties": {{"{long}": {{"enum": ["{long}"], "format": "{long}"}}}}}}"#
    );
    let text = body(&schema, &format!(r##"{{"$ref": "#/components/schemas/{long}"}}"##));
    let text = text.replace("/things", &format!("/{long}/{{{long}}}"));
    let text = text.replace("createThing", &long).replace(r#"["things"]"#, &format!(r#"["{long}"]"#));
    let text = text.replace("https://example.com", &format!("https://{{{long}}}.example"));
    check("names", &text, &[]);
}

#[test]
fn very_deep_nesting_ends() {
    for (open, close, depth) in [
        (r#"{"type": "array", "minItems": 1, "items": "#, "}", 36),
        (r#"{"type": "object", "additionalProperties": "#, "}", 36),
        (r#"{"type": "object", "properties": {"p": "#, "}}", 55),
        (r#"{"oneOf": [{"type": "integer"}, "#, "]}", 55),
        (r#"{"allOf": [{"properties": {"p": {}}}, "#, "]}", 55),
        (r#"{"oneOf": ["#, "]}", 55),
    ] {
        let nested =
            |depth| format!("{}{}{}", open.repeat(depth), r#"{"type": "string"}"#, close.repeat(depth));
        check(open, &body("", &nested(depth)), &[]);
        check(open, &body("", &nested(10_000)), &["too-deep"]);
    }
}

#[test]
fn a_very_long_text_ends() {
    for (piece, length) in [
        ("word ", 1 << 20),
        ("x", 1 << 20),
        ("1 ", 1 << 20),
        ("  ", 1 << 20),
        ("- a\n", 1 << 16),
        ("[a](https://a.example) ", 1 << 16),
        ("https://a.example ", 1 << 16),
        ("`` ` ", 1 << 14),
        ("[a](", 1 << 14),
        ("[", 1 << 13),
        ("<", 1 << 14),
        ("h", 1 << 11),
        ("|", 1 << 16),
        ("*_", 1 << 16),
    ] {
        let text = piece.repeat(length / piece.len());
        let text = serde_json::Value::from(text).to_string();
        let schema = format!(
            r#"{{"type": "object", "description": {text}, "properties": {{"p": {{"default": {text}, "pattern": {text}}}}}}}"#
        );
        check(piece, &body("", &schema), &[]);
    }
}

/// A description of one operation whose body is `schema`, with `schemas` among its components.
pub(crate) fn body(schemas: &str, schema: &str) -> String {
    let description = r#"{
        "openapi": "3.1.0",
        "info": {"title": "Hostile", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {"/things": {"post": {
            "operationId": "createThing",
            "tags": ["things"],
            "requestBody": {"content": {"application/json": {"schema": SCHEMA}}},
            "responses": {"204": {"description": "It was created."}}
        }}},
        "components": {"schemas": {COMPONENTS}}
    }"#;
    description.replace("COMPONENTS", schemas).replace("SCHEMA", schema)
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

pub(crate) fn reference(index: usize) -> String {
    format!(r##"{{"$ref": "#/components/schemas/S{index}"}}"##)
}

/// So many schemas, each of which refers to the next from within `link`; the last is a string.
fn chain(length: usize, link: &str) -> String {
    let links =
        list(length, |index| format!(r#""S{index}": {}"#, link.replace("REF", &reference(index + 1))));
    format!(r#"{links}, "S{length}": {{"type": "string", "maxLength": 9}}"#)
}

/// The same, but that the last refers to the first.
pub(crate) fn ring(length: usize, link: &str) -> String {
    list(length, |index| format!(r#""S{index}": {}"#, link.replace("REF", &reference((index + 1) % length))))
}

/// Puts the description through every stage: its errors are those `expected`, and what is printed is Rust.
pub(crate) fn check(what: &str, text: &str, expected: &[&str]) {
    /// Beyond it, parsing takes longer than it is worth.
    const LONGEST_PARSED: usize = 1_000_000;

    if let Some(folder) = std::env::var_os("LETTERPRESS_HOSTILE") {
        let name = letterpress::write::hash(text.as_bytes());
        std::fs::write(std::path::Path::new(&folder).join(&name[..16]).with_extension("json"), text).unwrap();
    }
    let outcome = run("hostile.json", text.to_owned(), &config());
    let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let mut errors: Vec<_> = errors.map(|diagnostic| diagnostic.rule.code).collect();
    errors.dedup();
    assert_eq!(
        errors,
        expected,
        "{what}: {:.2000?}",
        outcome.diagnostics.iter().find(|found| Diagnostic::is_error(found))
    );
    let mut files = outcome.files();
    assert_eq!(files.is_empty(), !expected.is_empty(), "{what}");
    files.retain(|file| file.text.len() < LONGEST_PARSED);
    injection::check(&files);
}
