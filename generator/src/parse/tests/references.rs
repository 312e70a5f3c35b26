use std::fmt::Write as _;

use super::{read, show, with_paths, with_schema};

fn with_schemas(version: &str, schemas: &str) -> String {
    format!(
        "{{openapi: {version}.0, info: {{title: t, version: '1'}}, components: {{schemas: {{{schemas}}}}}}}"
    )
}

#[test]
fn schemas_stand_beside_what_they_refer_to() {
    for (version, schema, expected, reported) in [
        ("3.1", "{$ref: '#/components/schemas/T'}", "{$ref: T, only $ref: true}", None),
        ("3.1", "{$ref: '#/components/schemas/T', $comment: a}", "{$ref: T, only $ref: true}", None),
        ("3.1", "{$ref: '#/components/schemas/T', description: a}", "{description: a, $ref: T}", None),
        ("3.1", "{minLength: 1, $ref: '#/components/schemas/T'}", "{minLength: 1, $ref: T}", None),
        ("3.0", "{$ref: '#/components/schemas/T', nullable: true}", "{nullable: true, $ref: T}", None),
        ("3.0", "{$ref: '#/components/schemas/T', x-a: 1}", "{x-: [\"x-a\"], $ref: T}", None),
        (
            "3.0",
            "{$ref: '#/components/schemas/T', minLength: 1}",
            "{$ref: T, only $ref: true}",
            Some("warning not-carried /minLength (key): `minLength` is ignored beside `$ref` in 3.0"),
        ),
        (
            "3.1",
            "{$ref: '#/components/schemas/None'}",
            "{}",
            Some("error dangling-ref /$ref: `#/components/schemas/None` names nothing that is there"),
        ),
        ("3.1", "{$ref: 5}", "{}", Some("error wrong-type /$ref: `$ref` must be a string, not a number")),
        (
            "3.1",
            "{$ref: '#/info/title'}",
            "{}",
            Some("error wrong-type /$ref: `#/info/title` names a string, not an object"),
        ),
    ] {
        let (api, found) = read(&with_schemas(version, &format!("S: {schema}, T: {{type: string}}")));
        let shown = show::schema(&api, api.components["S"]).replace("/components/schemas/T", "T");
        assert_eq!(shown, expected, "{schema}");
        let found: Vec<_> = found.iter().map(|line| line.replace("/components/schemas/S", "")).collect();
        assert_eq!(found, Vec::from_iter(reported), "{schema}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_reported_once() {
    let (_, found) =
        read(&with_schemas("3.1", "A: {$ref: 'b.yaml'}, B: {$ref: 'b.yaml#/c'}, C: {$ref: 'd.yaml'}"));
    let files: Vec<_> =
        found.iter().filter_map(|line| line.split("the file ").nth(1)?.split(',').next()).collect();
    assert_eq!(files, ["`specs/b.yaml`", "`specs/d.yaml`"], "{found:?}");
}

#[test]
fn references_may_point_into_any_part() {
    let (api, found) = read(&with_schema(
        "3.1",
        "{properties: {a: {$ref: '#/components/schemas/S/properties/b~1c/items'}, b/c: {items: {title: d}}},
          $defs: {e: {title: f}}, allOf: [{$ref: '#/components/schemas/S/$defs/e'}]}",
    ));
    assert_eq!(
        show::schema(&api, api.components["S"]),
        "{allOf: [{$ref: /components/schemas/S/$defs/e, only $ref: true}], \
         properties: {a: {$ref: /components/schemas/S/properties/b~1c/items, only $ref: true}, \
         b/c: {items: {title: d}}}}"
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_schema_may_contain_itself_but_not_be_itself() {
    for (schemas, reported) in [
        ("A: {properties: {a: {$ref: '#/components/schemas/A'}}}", ""),
        ("A: {items: {$ref: '#/components/schemas/B'}}, B: {anyOf: [{$ref: '#/components/schemas/A'}]}", ""),
        // The usual form of a hierarchy: the base names its kinds, and each kind includes the base.
        (
            "A: {oneOf: [{$ref: '#/components/schemas/B'}], properties: {}},
             B: {allOf: [{$ref: '#/components/schemas/A'}]}",
            "",
        ),
        ("A: {$ref: '#/components/schemas/A'}", "/A/$ref"),
        ("A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}", "/B/$ref"),
        (
            "A: {$ref: '#/components/schemas/B', title: a}, B: {$ref: '#/components/schemas/A', title: b}",
            "/B/$ref",
        ),
        ("A: {allOf: [{}, {$ref: '#/components/schemas/A'}]}", "/A/allOf/1/$ref"),
        (
            "A: {oneOf: [{type: string}, {anyOf: [{$ref: '#/components/schemas/A'}]}]}",
            "/A/oneOf/1/anyOf/0/$ref",
        ),
        // The reference of the ring is cut, not one beside it.
        (
            "A: {$ref: '#/components/schemas/B', allOf: [{$ref: '#/components/schemas/A'}]}, B: {}",
            "/A/allOf/0/$ref",
        ),
    ] {
        let (_, found) = read(&with_schemas("3.1", schemas));
        let message = "this reference leads back to the schema it stands in";
        let expected = format!("error cyclic-ref /components/schemas{reported}: {message}");
        let expected = Some(expected).filter(|_| !reported.is_empty());
        assert_eq!(found, Vec::from_iter(expected), "{schemas}");
    }
}

#[test]
fn a_long_chain_of_references_is_one_step() {
    const LENGTH: usize = 10_000;
    for forwards in [true, false] {
        let mut schemas = String::new();
        for link in 0..LENGTH {
            let (name, next) = if forwards { (link, link + 1) } else { (LENGTH - link - 1, LENGTH - link) };
            write!(schemas, "S{name}: {{$ref: '#/components/schemas/S{next}'}}, ").unwrap();
        }
        write!(schemas, "S{LENGTH}: {{type: string}}").unwrap();
        let (api, found) = read(&with_schemas("3.1", &schemas));
        let end = api.components[&format!("S{LENGTH}")];
        let leads_to_the_end = |id| api.schemas[id].reference == Some(end);
        assert!(api.components.values().filter(|id| **id != end).all(|id| leads_to_the_end(*id)));
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn every_kind_of_component_can_be_referred_to() {
    let (api, found) = read(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, servers: [{url: /}], paths: {
            /a: {$ref: '#/components/pathItems/I'},
            /b: {get: {parameters: [{$ref: '#/components/parameters/P'}],
                       requestBody: {$ref: '#/components/requestBodies/B'},
                       responses: {200: {$ref: '#/components/responses/R'}}}}},
          components: {
            pathItems: {I: {post: {operationId: i}}},
            parameters: {P: {$ref: '#/components/parameters/Q'},
                         Q: {name: p, in: query, schema: {}, examples: {e: {$ref: '#/components/examples/E'}}}},
            examples: {E: {summary: s, value: 5}},
            requestBodies: {B: {content: {a/b: {examples: {e: {$ref: '#/components/examples/E'}}}}}},
            headers: {H: {required: true, schema: {type: integer}}},
            responses: {R: {description: r, headers: {X-H: {$ref: '#/components/headers/H'}}}},
            securitySchemes: {K: {$ref: '#/components/securitySchemes/L'}, L: {type: http, scheme: bearer}}}}",
    );
    let shown: Vec<_> = api.operations.iter().map(|operation| show::operation(&api, operation)).collect();
    assert_eq!(
        shown,
        [
            "POST /a id=i",
            "GET /b query:p(form* {} examples=[5]) body=[a/b  e.g. 5] 200=r[] X-H!(simple {type: integer})"
        ]
    );
    assert_eq!(api.security_schemes["K"].scheme, api.security_schemes["L"].scheme);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn operations_share_what_they_refer_to() {
    let (api, found) = read(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, servers: [{url: /}],
          paths: {/a: {get: {parameters: [&p {$ref: '#/components/parameters/P'}]}, put: {parameters: [*p]}}},
          components: {parameters: {P: {name: p, in: query, schema: {type: strin}}}}}",
    );
    let [get, put] = &api.operations[..] else { panic!("{found:?}") };
    assert!(std::sync::Arc::ptr_eq(&get.parameters[0], &put.parameters[0]));
    assert_eq!(found.len(), 1, "a shared fault is reported once: {found:?}");
}

#[test]
fn rings_of_other_parts_lead_nowhere() {
    let ring = "{parameters: [{$ref: '#/paths/~1/get/parameters/1'}, {$ref: '#/paths/~1/get/parameters/0'}]}";
    let (api, found) = read(&with_paths(&format!("/: {{get: {ring}}}")));
    assert!(api.operations[0].parameters.is_empty());
    assert_eq!(
        found,
        ["error cyclic-ref /paths/~1/get/parameters/0/$ref: this reference leads back to itself"]
    );

    let (api, found) = read(&with_paths("/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}"));
    assert!(api.operations.is_empty());
    assert_eq!(found, ["error cyclic-ref /paths/~1a/$ref: this reference leads back to itself"]);
}

#[test]
fn what_stands_beside_a_reference_is_reported() {
    let (_, found) = read(&with_paths(
        "/: {get: {responses: {200: {$ref: '#/paths/~1/get/responses/201', description: d, x-a: 1},
                               201: {description: e}}}}",
    ));
    assert_eq!(
        found,
        ["warning not-carried /paths/~1/get/responses/200/description (key): \
          `description` beside `$ref` gives way to what that names"]
    );
}

#[test]
fn a_path_item_keeps_what_stands_beside_its_reference() {
    let (api, found) = read(&with_paths(
        "'/a/{id}': {$ref: '#/paths/~1b~1{id}', get: {operationId: own}, summary: s},
         '/b/{id}': {get: {operationId: its}, put: {}, parameters: [{name: id, in: path, required: true, schema: {}}]}",
    ));
    let shown: Vec<_> = api.operations.iter().map(|operation| show::operation(&api, operation)).collect();
    let id = "path:id!(simple {})";
    assert_eq!(
        shown,
        [
            format!("GET /a/{{id}} id=own summary=s {id}"),
            format!("PUT /a/{{id}} summary=s {id}"),
            format!("GET /b/{{id}} id=its {id}"),
            format!("PUT /b/{{id}} {id}"),
        ]
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_path_item_is_read_for_a_hundred_paths_at_most() {
    let mut paths = "/: {get: {}}".to_owned();
    for path in 0..200 {
        write!(paths, ", /{path}: {{$ref: '#/paths/~1'}}").unwrap();
    }
    let (api, found) = read(&with_paths(&paths));
    assert_eq!(api.operations.len(), 100);
    assert_eq!(found.len(), 101);
    assert_eq!(found[0], "warning not-carried /paths/~199: 100 paths have this path item already");
}
