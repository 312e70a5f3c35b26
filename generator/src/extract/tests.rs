//! What a fragment holds, and how it is written.

use super::extract;
use crate::config::Config;
use crate::read::{Format, read_text};

/// The fragment of the first of `files` with these operations, or what is wrong with it.
fn fragment(files: &[(&str, &str)], operations: &[&str], format: Format) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let include = operations.iter().map(|text| (*text).to_owned()).collect();
    let config = Config { include, ..Config::new(folder.path().join(files[0].0), "sdk") };
    let fragment = extract(&config, format);
    fragment.text.unwrap_or_else(|| {
        let lines =
            fragment.diagnostics.iter().map(|found| format!("{}: {}", found.rule.code, found.message));
        lines.collect::<Vec<_>>().join("\n")
    })
}

const WHOLE: &str = r##"openapi: 3.1.0
x-first: {0x10: .5, big: 123456789012345678901234567890, price: 1.10}
info: {title: "Yes", version: 1.10}
security: [{key: []}]
tags: [{name: a, description: "n"}, {name: b}]
webhooks: {hook: {post: {responses: {"204": {description: d}}}}}
paths:
  /b: {get: {operationId: b, tags: [b], responses: {"204": {$ref: "#/components/responses/Done"}}}}
  /a:
    summary: |
      Two
        lines.
    parameters: [{$ref: "other.yaml#/parameters/q"}]
    post: {operationId: c, responses: {"204": {description: d}}}
    get:
      operationId: a
      tags: [a]
      responses:
        "200":
          description: ' spaced '
          content: {application/json: {schema: {$ref: "other.yaml#/Tree"}, example: {$ref: '#/components/schemas/Unused'}}}
components:
  schemas:
    Unused: {type: string}
    Left: {type: object, properties: {"on": {const: left}}}
    Right: {type: object, properties: {"on": {const: right}}}
  responses:
    Done: {description: d}
  securitySchemes:
    key: {type: apiKey, in: header, name: x-key}
    other: {type: http, scheme: basic}
"##;

const OTHER: &str = r##"
Tree:
  type: object
  properties:
    parent: {$ref: "#/Tree"}
    side: {discriminator: {propertyName: on, mapping: {l: "api.yaml#/components/schemas/Left", r: Right}}, oneOf: [{$ref: "api.yaml#/components/schemas/Left"}]}
parameters:
  q: {name: q, in: query, schema: {type: string}}
"##;

const FRAGMENT_IN_YAML: &str = r"openapi: 3.1.0
x-first:
  '0x10': .5
  big: 123456789012345678901234567890
  price: 1.10
info:
  title: 'Yes'
  version: 1.10
security:
  - key: []
tags:
  - name: a
    description: 'n'
paths:
  /a:
    summary: |
      Two
        lines.
    parameters:
      - $ref: '#/components/parameters/q'
    get:
      operationId: a
      tags:
        - a
      responses:
        '200':
          description: ' spaced '
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Tree'
              example:
                $ref: '#/components/schemas/Unused'
components:
  schemas:
    Left:
      type: object
      properties:
        'on':
          const: left
    Right:
      type: object
      properties:
        'on':
          const: right
    Tree:
      type: object
      properties:
        parent:
          $ref: '#/components/schemas/Tree'
        side:
          discriminator:
            propertyName: 'on'
            mapping:
              l: '#/components/schemas/Left'
              r: Right
          oneOf:
            - $ref: '#/components/schemas/Left'
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: x-key
  parameters:
    q:
      name: q
      in: query
      schema:
        type: string
";

const OTHER_FRAGMENT_IN_JSON: &str = r##"{
  "openapi": "3.1.0",
  "x-first": {
    "0x10": 0.5,
    "big": 123456789012345678901234567890,
    "price": 1.10
  },
  "info": {
    "title": "Yes",
    "version": 1.10
  },
  "security": [
    {
      "key": []
    }
  ],
  "tags": [
    {
      "name": "b"
    }
  ],
  "paths": {
    "/b": {
      "get": {
        "operationId": "b",
        "tags": [
          "b"
        ],
        "responses": {
          "204": {
            "$ref": "#/components/responses/Done"
          }
        }
      }
    }
  },
  "components": {
    "responses": {
      "Done": {
        "description": "d"
      }
    },
    "securitySchemes": {
      "key": {
        "type": "apiKey",
        "in": "header",
        "name": "x-key"
      }
    }
  }
}
"##;

#[test]
fn a_fragment_holds_what_its_operations_reach() {
    let files = [("api.yaml", WHOLE), ("other.yaml", OTHER)];
    assert_eq!(fragment(&files, &["a"], Format::Yaml), FRAGMENT_IN_YAML);
    assert_eq!(fragment(&files, &["b"], Format::Json), OTHER_FRAGMENT_IN_JSON);
    assert_eq!(
        fragment(&files, &["d"], Format::Yaml),
        "unmatched-selector: `include` names \"d\", which no operation matches; did you mean `b`?\n\
         nothing-selected: none of the 3 operations is left to be printed"
    );
}

/// The texts that YAML would take for something else, spread over lines, or not allow.
#[test]
fn every_text_is_read_back_as_it_was() {
    let texts = [
        "",
        " ",
        "a",
        "a b",
        " a",
        "a ",
        "null",
        "~",
        "true",
        "no",
        "n",
        "1",
        "1.10",
        "0x10",
        "1e3",
        "1_000",
        ".5",
        "2026-11-24",
        "12:30",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "@a",
        "`a",
        "%a",
        "&a",
        "*a",
        "!a",
        "{a}",
        "[a]",
        "'a'",
        "\"a\"",
        "a\\b",
        "a\nb",
        "a\nb\n",
        "a\nb\n\n",
        "\na",
        " a\nb",
        "a\n b",
        "a\n\nb",
        "a\n \nb",
        "a \nb ",
        "\n",
        "a\tb",
        "\ta",
        "a\n\tb",
        "a\r\nb",
        "\u{85}",
        "a\u{2028}b",
        "\u{feff}a",
        "\u{7f}",
        "\u{0}",
        "é",
        "🦀",
        "---",
        "...",
        "--- a\n...",
        "a\n---\nb",
        "# a\nb",
        "? a",
        "<<",
        "=",
        "|",
        ">",
        "a:",
        ":a",
        "-",
        "?",
        ",",
        "a, b",
    ];
    for format in [Format::Yaml, Format::Json] {
        let escaped = |text: &&str| serde_json::to_string(text).expect("JSON");
        let list: Vec<String> = texts.iter().map(escaped).collect();
        let map: Vec<String> = list.iter().map(|text| format!("{text}: {text}")).collect();
        let whole = format!(
            "{{\"openapi\": \"3.1.0\", \"x-map\": {{{}}}, \"x-list\": [[{}]], \
             \"paths\": {{\"/\": {{\"get\": {{\"operationId\": \"a\", \"responses\": {{}}}}}}}}}}",
            map.join(","),
            list.join(",")
        );
        let text = fragment(&[("api.json", &whole)], &["a"], format);
        let tree = |name: &str, text: String| {
            let (document, found) = read_text(name, text.clone());
            assert_eq!(found, [], "{text}");
            document.files.into_iter().next().and_then(|file| file.tree).expect("a tree")
        };
        assert_eq!(tree("fragment.yaml", text), tree("api.json", whole));
    }
}
