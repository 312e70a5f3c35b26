use super::{read, show, with_schema};

/// Checks what the schema is read into, and what is reported of it.
fn check(version: &str, schema: &str, expected: &str, reported: &[&str]) {
    let (api, found) = read(&with_schema(version, schema));
    assert_eq!(show::schema(&api, api.components["S"]), expected, "{version}: {schema}");
    let found: Vec<_> = found.iter().map(|line| line.replace("/components/schemas/S", "")).collect();
    assert_eq!(found, reported, "{version}: {schema}");
}

#[test]
fn keywords_reach_their_fields() {
    for schema in [
        "{}",
        "{type: string, minLength: 1, maxLength: 3}",
        "{title: a, description: b, deprecated: true, readOnly: true, writeOnly: true, default: null, \
         examples: [\"c\", {d: 1}]}",
        "{const: null, enum: [\"a\", 1, 1.5, true, null, [], {}]}",
        "{required: [a, b], minProperties: 1, maxProperties: 2}",
        "{minItems: 1, maxItems: 2, uniqueItems: true}",
        "{format: date-time, pattern: ^a$, minLength: 0, maxLength: 18446744073709551615}",
        "{contentEncoding: base64, contentMediaType: image/png}",
        "{minimum: -9223372036854775808, maximum: 9007199254740993, exclusiveMinimum: 0.5, exclusiveMaximum: 1, \
         multipleOf: 0.01}",
        "{allOf: [{type: object}], oneOf: [{type: string}, {type: number}], anyOf: [{}, false]}",
        "{properties: {a: {type: integer}, b: {properties: {c: {}}}, x-d: {}}, patternProperties: {^x: {}}}",
        "{items: {type: boolean}, prefixItems: [{}, {type: integer}]}",
        "{additionalProperties: true}",
        "{additionalProperties: false}",
        "{additionalProperties: {type: string}}",
    ] {
        check("3.1", schema, schema, &[]);
    }
}

#[test]
fn each_version_has_its_own_forms() {
    for (version, schema, expected) in [
        ("3.0", "{type: string, nullable: true}", "{type: string, nullable: true}"),
        ("3.0", "{minimum: 1, exclusiveMinimum: true}", "{exclusiveMinimum: 1}"),
        ("3.0", "{minimum: 1, exclusiveMinimum: false}", "{minimum: 1}"),
        ("3.0", "{exclusiveMaximum: true, maximum: 1.5}", "{exclusiveMaximum: 1.5}"),
        ("3.0", "{exclusiveMaximum: true}", "{}"),
        ("3.0", "{example: 1}", "{examples: [1]}"),
        ("3.0", "{allOf: [{type: string}], nullable: true}", "{nullable: true, allOf: [{type: string}]}"),
        ("3.1", "{type: [string, 'null']}", "{type: null|string}"),
        ("3.1", "{type: 'null'}", "{type: null}"),
        ("3.1", "true", "{}"),
        ("3.1", "false", "false"),
        ("3.1", "{example: 1, examples: [2]}", "{examples: [1, 2]}"),
        ("3.1", "{examples: [2], example: 1}", "{examples: [1, 2]}"),
        ("3.1", "{minLength: 1.0, maxLength: 1.0e+30}", "{minLength: 1, maxLength: 18446744073709551615}"),
        ("3.1", "{additionalProperties: {}}", "{additionalProperties: true}"),
        ("3.1", "{x-a: 1, x-b: 2}", "{x-: [\"x-a\", \"x-b\"]}"),
        ("3.1", "{$comment: a, $id: b, $anchor: c, $defs: {}, xml: {}, externalDocs: {}}", "{}"),
        ("3.1", "{$schema: 'https://json-schema.org/draft/2020-12/schema'}", "{}"),
        ("3.1", "{unevaluatedProperties: true, unevaluatedItems: true}", "{}"),
    ] {
        check(version, schema, expected, &[]);
    }
}

#[test]
fn forms_of_the_other_version_are_read_and_noted() {
    for (version, schema, expected, form) in [
        ("3.1", "{nullable: true}", "{nullable: true}", "nullable"),
        (
            "3.1",
            "{minimum: 1, exclusiveMinimum: true}",
            "{exclusiveMinimum: 1}",
            "exclusiveMinimum: <boolean>",
        ),
        ("3.0", "{exclusiveMaximum: 1}", "{exclusiveMaximum: 1}", "exclusiveMaximum: <number>"),
        ("3.0", "{type: [string, 'null']}", "{type: null|string}", "type: […]"),
        ("3.0", "{type: 'null'}", "{type: null}", "type: \"null\""),
        ("3.0", "{const: 1}", "{const: 1}", "const"),
        ("3.0", "{examples: [1]}", "{examples: [1]}", "examples"),
        ("3.0", "{prefixItems: [{}]}", "{prefixItems: [{}]}", "prefixItems"),
        ("3.0", "{patternProperties: {a: {}}}", "{patternProperties: {a: {}}}", "patternProperties"),
        ("3.0", "{contentEncoding: base64}", "{contentEncoding: base64}", "contentEncoding"),
        ("3.0", "{contentMediaType: a/b}", "{contentMediaType: a/b}", "contentMediaType"),
        ("3.0", "{items: true}", "{items: {}}", "true"),
    ] {
        let (api, found) = read(&with_schema(version, schema));
        assert_eq!(show::schema(&api, api.components["S"]), expected, "{schema}");
        let other = if version == "3.0" { "3.1" } else { "3.0" };
        let note = format!("`{form}` is written as in OpenAPI {other}, in a description of {version}");
        assert!(found.len() == 1 && found[0].starts_with("note") && found[0].ends_with(&note), "{found:?}");
    }
}

#[test]
fn plain_slips_are_read_and_noted() {
    for (schema, expected, reported) in [
        ("{type: [string, null]}", "{type: null|string}", "/type/1: null stands for the type \"null\""),
        ("{title: null}", "{}", "/title: null stands where a value is expected, as if the key were absent"),
        (
            "{items: [{}]}",
            "{prefixItems: [{}]}",
            "/items: `items` is an array, as `prefixItems` is in OpenAPI 3.1",
        ),
        ("{examples: {a: {value: 1}}}", "{examples: [1]}", "/examples: `examples` of a schema is no array"),
        ("{examples: 1}", "{examples: [1]}", "/examples: `examples` of a schema is no array"),
        (
            "{discriminator: kind}",
            "{discriminator: kind}",
            "/discriminator: `discriminator` is a name, as in Swagger 2.0",
        ),
        (
            "{type: string, enum: ['1', 2], default: '3'}",
            "{type: string, default: \"3\", enum: [\"1\", \"2\"]}",
            "/enum/1: a number stands where a text is expected",
        ),
        (
            "{type: string, const: 1.5}",
            "{type: string, const: \"1.5\"}",
            "/const: a number stands where a text is expected",
        ),
    ] {
        check("3.1", schema, expected, &[&format!("note read-leniently {reported}")]);
    }
}

#[test]
fn a_form_is_noted_once_with_the_number_of_its_places() {
    check(
        "3.1",
        "{properties: {a: {nullable: true}, b: {nullable: false}, c: {nullable: true}}}",
        "{properties: {a: {nullable: true}, b: {}, c: {nullable: true}}}",
        &[
            "note read-leniently /properties/a/nullable: `nullable` is written as in OpenAPI 3.0, in a description of 3.1 \
           (here and at 2 other places)",
        ],
    );
}

#[test]
fn wrong_values_are_reported_and_the_rest_is_read() {
    for (schema, expected, reported) in [
        ("5", "{}", "wrong-type : `S` must be an object, not a number"),
        ("{title: 1, format: a}", "{format: a}", "wrong-type /title: `title` must be a string, not a number"),
        (
            "{minLength: -1, maxLength: 2}",
            "{maxLength: 2}",
            "wrong-type /minLength: `minLength` must be a whole number of at least 0, not a number",
        ),
        (
            "{minItems: 1.5}",
            "{}",
            "wrong-type /minItems: `minItems` must be a whole number of at least 0, not a number",
        ),
        ("{minimum: '1'}", "{}", "wrong-type /minimum: `minimum` must be a number, not a string"),
        (
            "{uniqueItems: 1}",
            "{}",
            "wrong-type /uniqueItems: `uniqueItems` must be true or false, not a number",
        ),
        ("{enum: a}", "{}", "wrong-type /enum: `enum` must be an array, not a string"),
        ("{allOf: {}}", "{}", "wrong-type /allOf: `allOf` must be an array, not an object"),
        (
            "{oneOf: [{}, a]}",
            "{oneOf: [{}, {}]}",
            "wrong-type /oneOf/1: `oneOf/1` must be an object, not a string",
        ),
        (
            "{required: [a, 1]}",
            "{required: [a]}",
            "wrong-type /required/1: `required/1` must be a string, not a number",
        ),
        (
            "{properties: {a: b, $ref: c}}",
            "{properties: {a: {}, $ref: {}}}",
            "wrong-type /properties/a: `a` must be an object, not a string",
        ),
        (
            "{additionalProperties: a}",
            "{}",
            "wrong-type /additionalProperties: `additionalProperties` must be a schema, true or false, not a string",
        ),
        ("{type: strin}", "{}", "unknown-type /type: `strin` is no type; did you mean `string`?"),
        (
            "{type: [file, integer]}",
            "{type: integer}",
            "unknown-type /type/0: `file` is no type: a file is a string of the format `binary`",
        ),
        ("{type: {}}", "{}", "wrong-type /type: `type` must be a string, not an object"),
        ("{discriminator: {}}", "{}", "missing-key /discriminator: `discriminator` lacks `propertyName`"),
    ] {
        let (api, found) = read(&with_schema("3.1", schema));
        assert_eq!(show::schema(&api, api.components["S"]), expected, "{schema}");
        let reported = format!("error {reported}");
        assert_eq!(found[0].replace("/components/schemas/S", ""), reported, "{schema}");
    }
}

#[test]
fn what_no_type_shows_is_reported() {
    for key in [
        "if",
        "then",
        "else",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "contains",
        "minContains",
        "maxContains",
        "propertyNames",
        "not",
        "unevaluatedItems",
        "unevaluatedProperties",
        "additionalItems",
        "contentSchema",
    ] {
        let reported = format!("warning not-carried /{key} (key): no type shows what `{key}` demands");
        check("3.1", &format!("{{title: a, {key}: {{}}}}"), "{title: a}", &[&reported]);
    }
    for (schema, reported) in [
        (
            "{$schema: 'http://json-schema.org/draft-04/schema#'}",
            "not-carried /$schema: the dialect `http://json-schema.org/draft-04/schema#`: schemas are read as 2020-12",
        ),
        ("{$dynamicRef: '#a'}", "not-carried /$dynamicRef (key): `$dynamicRef` is not followed"),
        ("{enum: []}", "not-carried /enum (key): `enum` without values would allow nothing at all"),
        (
            "{required: true}",
            "not-carried /required (key): a schema's `required` lists names: this one belongs into the list of the object around it",
        ),
        (
            "{requierd: [a]}",
            "unknown-keyword /requierd (key): `requierd` is no key of a schema; did you mean `required`?",
        ),
        (
            "{readonly: true}",
            "unknown-keyword /readonly (key): `readonly` is no key of a schema; did you mean `readOnly`?",
        ),
        (
            "{collectionFormat: csv}",
            "unknown-keyword /collectionFormat (key): `collectionFormat` is no key of a schema",
        ),
    ] {
        check("3.1", schema, "{}", &[&format!("warning {reported}")]);
    }
}

#[test]
fn a_discriminator_maps_tags_to_names_and_references() {
    let (api, found) = read(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, components: {schemas: {
            P: {oneOf: [{$ref: '#/components/schemas/Cat'}],
                discriminator: {propertyName: kind, x-a: 1, mapping: {a: Cat, b: '#/components/schemas/Cat', c: Dog}}},
            Cat: {}}}}",
    );
    assert_eq!(
        show::schema(&api, api.components["P"]),
        "{oneOf: [{$ref: /components/schemas/Cat, only $ref: true}], \
         discriminator: kind a=/components/schemas/Cat b=/components/schemas/Cat}"
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("/discriminator/mapping/c: `Dog`"), "{found:?}");
}
