use std::collections::BTreeSet;

use super::{document, with_operation, with_paths, with_schema};
use crate::diagnostic::ALL_RULES;
use crate::nearest::nearest;
use crate::parse::keys;
use crate::parse::parse;

/// For each rule of this stage, the smallest description that breaks it.
fn fixtures() -> Vec<(&'static str, String)> {
    vec![
        ("dangling-ref", with_schema("3.1", "{$ref: '#/a'}")),
        ("cyclic-ref", with_schema("3.1", "{$ref: '#/components/schemas/S'}")),
        ("remote-ref", with_schema("3.1", "{$ref: 'https://a.example/b.yaml'}")),
        ("unsupported-version", "swagger: '2.0'".to_owned()),
        ("assumed-envelope", "components: {}".to_owned()),
        ("no-paths", "openapi: 3.1.0".to_owned()),
        ("wrong-type", with_schema("3.1", "5")),
        ("wrong-value", with_operation("{responses: {ok: {}}}")),
        ("missing-key", with_operation("{parameters: [{name: a}]}")),
        ("read-leniently", with_schema("3.1", "{nullable: true}")),
        ("unknown-type", with_schema("3.1", "{type: any}")),
        ("duplicate-operation-id", with_paths("/a: {get: {operationId: a}, put: {operationId: a}}")),
        ("bad-path", with_paths("a: {}")),
        ("undeclared-path-parameter", with_paths("'/{a}': {get: {}}")),
        (
            "duplicate-parameter",
            with_operation(
                "{parameters: [{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}]}",
            ),
        ),
        ("missing-schema", with_operation("{parameters: [{name: a, in: query}]}")),
        ("undeclared-security-scheme", with_operation("{security: [{a: []}]}")),
        ("unknown-keyword", with_schema("3.1", "{typ: string}")),
        ("not-carried", with_schema("3.1", "{not: {}}")),
    ]
}

#[test]
fn each_rule_has_a_description_that_breaks_it() {
    for (code, text) in fixtures() {
        assert!(ALL_RULES.iter().any(|rule| rule.code == code), "{code}");
        let (_, found) = parse(&document(&text));
        assert!(found.iter().any(|found| found.rule.code == code), "{code}: {found:?}");
    }
}

#[test]
fn every_finding_has_a_place_that_exists() {
    for (code, text) in fixtures() {
        let document = document(&text);
        let (_, found) = parse(&document);
        for found in found {
            let Some(crate::diagnostic::Place::Node(origin)) = &found.place else { panic!("{found:?}") };
            assert!(document.get(origin).is_some(), "{code}: {found:?}");
        }
    }
}

/// Every key that a misspelt one is compared with is one that its reader knows.
#[test]
fn the_listed_keys_are_known() {
    let at = |path: &str, keys: &keys::Keys| {
        let members: Vec<_> = keys.all.iter().map(|key| format!("'{key}': null")).collect();
        path.replace('@', &format!("{{{}}}", members.join(", ")))
    };
    let component =
        |path: &str| format!("{{openapi: 3.1.0, info: {{title: t, version: '1'}}, components: {{{path}}}}}");
    let info = |info: &str| format!("{{openapi: 3.1.0, info: {info}, components: {{}}}}");
    let root = |rest: &str| format!("{{openapi: 3.1.0, paths: {{}}, {rest}}}");
    for text in [
        at("@", &keys::ROOT)
            .replace("'openapi': null", "openapi: 3.1.0")
            .replace("'paths': null", "paths: {}"),
        info(&at("@", &keys::INFO)),
        info(&at("{contact: @}", &keys::CONTACT)),
        info(&at("{license: @}", &keys::LICENSE)),
        root(&at("servers: [@]", &keys::SERVER)),
        root(&at("servers: [{url: a, variables: {b: @}}]", &keys::SERVER_VARIABLE)),
        root(&at("tags: [@]", &keys::TAG)),
        root(&at("tags: [{name: a, externalDocs: @}]", &keys::EXTERNAL_DOCS)),
        at("{openapi: 3.1.0, components: @}", &keys::COMPONENTS),
        component(&at("securitySchemes: {a: @}", &keys::SECURITY_SCHEME)),
        component(&at("securitySchemes: {a: {type: oauth2, flows: @}}", &keys::FLOWS)),
        component(&at("securitySchemes: {a: {type: oauth2, flows: {implicit: @}}}", &keys::FLOW)),
        with_paths(&at("/: @", &keys::PATH_ITEM)),
        with_operation(&at("@", &keys::OPERATION)),
        with_operation(&at("{parameters: [@]}", &keys::PARAMETER)),
        with_operation(&at("{responses: {200: {headers: {a: @}}}}", &keys::HEADER)),
        with_operation(&at("{responses: {200: {content: {a/b: {examples: {c: @}}}}}}", &keys::EXAMPLE)),
        with_operation(&at("{requestBody: @}", &keys::REQUEST_BODY)),
        with_operation(&at("{requestBody: {content: {a/b: @}}}", &keys::MEDIA_TYPE)),
        with_operation(&at("{requestBody: {content: {a/b: {encoding: {c: @}}}}}", &keys::ENCODING)),
        with_operation(&at("{responses: {200: @}}", &keys::RESPONSE)),
        with_schema("3.1", &at("{discriminator: @}", &keys::DISCRIMINATOR)),
        with_schema("3.1", &at("@", &keys::SCHEMA)),
    ] {
        let (_, found) = parse(&document(&text));
        let unknown: BTreeSet<_> = found
            .iter()
            .filter(|found| found.rule.code == "unknown-keyword")
            .map(|found| &found.message)
            .collect();
        assert!(unknown.is_empty(), "{text}: {unknown:?}");
    }
}

#[test]
fn the_nearest_word_is_suggested() {
    for (word, expected) in [
        ("discription", Some("description")),
        ("READONLY", Some("readOnly")),
        ("requird", Some("required")),
        ("item", Some("items")),
        ("nullabel", Some("nullable")),
        ("consumes", None),
        ("", None),
        ("a very long word that is no misspelling of any", None),
    ] {
        assert_eq!(nearest(word, keys::SCHEMA.all.iter().copied()), expected, "{word}");
    }
}
