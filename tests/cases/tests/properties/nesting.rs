//! Schemas within schemas, through each keyword that takes one: ten thousand deep, and in rings of references.

use crate::common::{config, run};
use crate::hostile::{body, check, reference, ring};
use crate::injection;

/// Each keyword by which a schema holds another, `INNER`.
const KEYWORDS: [&str; 26] = [
    r#"{"type": "object", "properties": {"p": INNER}}"#,
    r#"{"type": "object", "required": ["p"], "properties": {"p": INNER}}"#,
    r#"{"type": "object", "patternProperties": {"^p": INNER}}"#,
    r#"{"type": "object", "additionalProperties": INNER}"#,
    r#"{"type": "object", "unevaluatedProperties": INNER}"#,
    r#"{"type": "object", "propertyNames": INNER}"#,
    r#"{"type": "object", "dependentSchemas": {"p": INNER}}"#,
    r#"{"type": "object", "dependencies": {"p": INNER}}"#,
    r#"{"type": "array", "items": INNER}"#,
    r#"{"type": "array", "items": [INNER]}"#,
    r#"{"type": "array", "prefixItems": [INNER]}"#,
    r#"{"type": "array", "additionalItems": INNER}"#,
    r#"{"type": "array", "unevaluatedItems": INNER}"#,
    r#"{"type": "array", "contains": INNER}"#,
    r#"{"allOf": [INNER]}"#,
    r#"{"allOf": [{"type": "object"}, INNER]}"#,
    r#"{"anyOf": [INNER, {"type": "integer"}]}"#,
    r#"{"oneOf": [INNER, {"type": "integer"}]}"#,
    r#"{"oneOf": [INNER, {"type": "null"}]}"#,
    r#"{"not": INNER}"#,
    r#"{"if": INNER, "then": {}, "else": {}}"#,
    r#"{"if": {}, "then": INNER, "else": INNER_TOO}"#,
    r#"{"$defs": {"d": INNER}}"#,
    r#"{"definitions": {"d": INNER}}"#,
    r#"{"type": "string", "contentMediaType": "application/json", "contentSchema": INNER}"#,
    r##"{"discriminator": {"propertyName": "p", "mapping": {"a": "#"}}, "oneOf": [INNER]}"##,
];

#[test]
fn a_schema_ten_thousand_deep_is_refused() {
    for keyword in KEYWORDS {
        let (open, close) = keyword.split_once("INNER").unwrap();
        let close = close.replace("INNER_TOO", "{}");
        let nested = format!("{}{{}}{}", open.repeat(10_000), close.repeat(10_000));
        check(keyword, &body("", &nested), &["too-deep"]);
    }
}

#[test]
fn a_value_ten_thousand_deep_is_refused() {
    for keyword in ["default", "const", "example", "enum", "examples", "x-note", "unheard-of"] {
        for (open, close) in [("[", "]"), (r#"{"a": "#, "}")] {
            let value = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
            check(keyword, &body("", &format!(r#"{{"{keyword}": {value}}}"#)), &["too-deep"]);
        }
    }
}

#[test]
fn a_ring_of_references_through_any_keyword_ends() {
    for keyword in KEYWORDS {
        let link = keyword.replace("INNER_TOO", "REF").replace("INNER", "REF");
        for length in [1, 3] {
            let text = body(&ring(length, &link), &reference(0));
            let outcome = run("ring.json", text, &config());
            let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
            let errors: Vec<_> = errors.map(|error| error.rule.code).collect();
            assert!(errors.iter().all(|code| *code == "cyclic-ref"), "{keyword}: {errors:?}");
            assert_eq!(outcome.sdk.is_none(), !errors.is_empty(), "{keyword}");
            injection::check(&outcome.files());
        }
    }
}
