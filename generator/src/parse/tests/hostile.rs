use super::{document, read, tree_of, with_paths};
use crate::parse::parse;
use crate::read::{Number, Tree};

/// A description with one of almost everything.
const FEATURES: &str = "
openapi: 3.1.0
info: {title: t, version: '1', contact: {name: a}, license: {name: b}, x-a: {b: [1]}}
servers: [{url: 'https://{a}.b', variables: {a: {default: c, enum: [c]}}}]
tags: [{name: a, externalDocs: {url: b}}]
security: [{k: []}]
webhooks: {w: {post: {}}}
paths:
  /a/{id}:
    summary: s
    servers: [{url: u}]
    parameters: [{$ref: '#/components/parameters/P'}]
    get:
      tags: [a]
      operationId: i
      deprecated: true
      security: [{k: [a]}]
      parameters: [{name: q, in: query, style: form, explode: false, schema: {type: array, items: {}}, example: 1}]
      requestBody:
        required: true
        content: {a/b: {schema: {$ref: '#/components/schemas/S'}, encoding: {c: {style: form}}, examples: {d: {value: 1}}}}
      responses: {200: {$ref: '#/components/responses/R'}, 4XX: {description: d, links: {l: {}}}, default: {description: e}}
      callbacks: {c: {}}
      x-a: [1]
  /b: {$ref: '#/components/pathItems/I'}
components:
  parameters: {P: {name: id, in: path, required: true, schema: {type: string}}}
  responses: {R: {description: d, headers: {H: {schema: {}}}, content: {a/b: {schema: {items: {$ref: '#/components/schemas/S'}}}}}}
  pathItems: {I: {put: {responses: {}}}}
  securitySchemes: {k: {type: oauth2, flows: {clientCredentials: {tokenUrl: u, scopes: {a: b}, x-a: {b: c}}}}}
  schemas:
    S:
      type: [object, 'null']
      required: [a]
      properties: {a: {type: string, minLength: 1, enum: [a], const: a}, b: {$ref: '#/components/schemas/T', description: d}}
      patternProperties: {^x: {}}
      additionalProperties: {type: integer, minimum: 1, exclusiveMaximum: 3, multipleOf: 2}
      discriminator: {propertyName: a, mapping: {a: S}}
      allOf: [{oneOf: [true, {}]}, {anyOf: [{}]}]
      if: {}
    T: {prefixItems: [{}], items: false, minItems: 1, uniqueItems: true, examples: [1], default: {a: 1}}
";

/// Every value of another kind that can take the place of a node's.
fn others() -> Vec<Tree> {
    vec![
        Tree::Null,
        Tree::Bool(true),
        Tree::Number(Number::Int(-1)),
        Tree::Number(Number::Float(f64::NAN)),
        Tree::String("#/components/schemas/S".to_owned()),
        Tree::Array(vec![Tree::Null]),
        Tree::Object([("$ref".to_owned(), Tree::String("#/paths".to_owned()))].into_iter().collect()),
    ]
}

/// The node that is `number` steps into `tree`, which is counted down.
fn nth<'t>(tree: &'t mut Tree, number: &mut usize) -> Option<&'t mut Tree> {
    if *number == 0 {
        return Some(tree);
    }
    *number -= 1;
    match tree {
        Tree::Array(items) => items.iter_mut().find_map(|item| nth(item, number)),
        Tree::Object(members) => members.values_mut().find_map(|member| nth(member, number)),
        _ => None,
    }
}

#[test]
fn no_value_of_a_wrong_kind_is_too_much() {
    let mut document = document(FEATURES);
    let (api, found) = parse(&document);
    assert_eq!(api.operations.len(), 2);
    assert!(found.iter().all(|found| !found.is_error()), "{found:?}");

    let mut nodes = 0;
    while let Some(original) = nth(tree_of(&mut document), &mut { nodes }).cloned() {
        for other in others() {
            if let Some(node) = nth(tree_of(&mut document), &mut { nodes }) {
                *node = other;
            }
            parse(&document);
        }
        if let Some(node) = nth(tree_of(&mut document), &mut { nodes }) {
            *node = original;
        }
        nodes += 1;
    }
    assert!(nodes > 150, "{nodes} nodes were replaced");
}

#[test]
fn deep_faults_cost_no_more_than_shallow_ones() {
    let mut schema = "{type: [5]}".to_owned();
    for _ in 0..50 {
        schema = format!("{{properties: {{a: {schema}}}}}");
    }
    let (api, found) = read(&with_paths(&format!(
        "/: {{get: {{requestBody: {{content: {{a/b: {{schema: {schema}}}}}}}}}}}"
    )));
    assert_eq!(api.schemas.len(), 51);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn control_characters_of_names_are_escaped_in_messages() {
    let (_, found) = read(&with_paths("\"/\\e[31m\\u202e{\": {}"));
    assert!(found[0].ends_with("the path `/\\u{1b}[31m\\u{202e}{` does not close a brace"), "{found:?}");
}

#[test]
fn long_names_are_cut_in_messages() {
    let (_, found) = read(&with_paths(&format!("'{}': {{}}", "a".repeat(500))));
    assert!(
        found[0].ends_with(&format!("the path `{}…` does not begin with `/`", "a".repeat(80))),
        "{found:?}"
    );
}
