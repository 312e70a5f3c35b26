use super::{read, show, with_operation, with_paths};

/// Checks the only operation of `text` and what is reported of it.
fn check(text: &str, expected: &str, reported: &[&str]) {
    let (api, found) = read(text);
    let shown: Vec<_> = api.operations.iter().map(|operation| show::operation(&api, operation)).collect();
    assert_eq!(shown, [expected], "{text}");
    let found: Vec<_> = found.iter().map(|line| line.replace("/paths/~1/get", "")).collect();
    assert_eq!(found, reported, "{text}");
}

#[test]
fn operations_stand_in_the_order_of_the_text() {
    let (api, found) = read(&with_paths(
        "/b: {put: {operationId: p}, get: {operationId: g}}, /a: {trace: {}, options: {}, head: {}, patch: {}, \
         delete: {}, post: {}, x-c: 1}, x-d: 1",
    ));
    let shown: Vec<_> = api.operations.iter().map(|operation| show::operation(&api, operation)).collect();
    assert_eq!(
        shown,
        [
            "PUT /b id=p",
            "GET /b id=g",
            "TRACE /a",
            "OPTIONS /a",
            "HEAD /a",
            "PATCH /a",
            "DELETE /a",
            "POST /a"
        ]
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_operation_keeps_what_it_states() {
    check(
        &with_operation(
            "{tags: [a, b], summary: s, description: d, externalDocs: {}, operationId: i, deprecated: true, \
             servers: [{url: u}], x-a: 1}",
        ),
        "GET / id=i tags=a,b summary=s description=d deprecated server=u x-a",
        &[],
    );
    check(
        &with_paths("/: {summary: s, description: d, servers: [{url: u}], get: {description: e}}"),
        "GET / summary=s description=e server=u",
        &[],
    );
}

#[test]
fn an_id_is_that_of_one_operation() {
    let (api, found) = read(&with_paths("/a: {get: {operationId: i}}, /b: {put: {operationId: i}}"));
    assert_eq!(api.operations[1].operation_id, None);
    assert_eq!(
        found,
        [
            "error duplicate-operation-id /paths/~1b/put/operationId: the operationId `i` is that of GET `/a` already"
        ]
    );
}

#[test]
fn paths_are_templates() {
    let (api, found) = read(&with_paths(
        "'/a?b=c#d': {get: {}}, e: {get: {}}, '/{f': {get: {}}, /g: {gett: {}}, /h: null, /i: 5",
    ));
    assert_eq!(api.operations.len(), 1);
    assert_eq!(show::operation(&api, &api.operations[0]), "GET /a ?b=c");
    assert_eq!(
        found,
        [
            "note read-leniently /paths/~1a?b=c#d: \
             a path states a query, which is always sent, or a fragment, which never is",
            "error bad-path /paths/e (key): the path `e` does not begin with `/`",
            "error bad-path /paths/~1{f (key): the path `/{f` does not close a brace",
            "warning unknown-keyword /paths/~1g/gett (key): `gett` is no key of a path item; did you mean `get`?",
            "note read-leniently /paths/~1h: null stands where a value is expected, as if the key were absent",
            "error wrong-type /paths/~1i: `/i` must be an object, not a number",
        ]
    );
}

#[test]
fn parameters_are_written_in_their_style() {
    for (parameter, expected) in [
        ("{name: a, in: query, schema: {}}", "query:a(form* {})"),
        ("{name: a, in: cookie, schema: {}}", "cookie:a(form* {})"),
        ("{name: a, in: header, schema: {}, required: true}", "header:a!(simple {})"),
        ("{name: a, in: header, schema: {}, explode: true}", "header:a(simple* {})"),
        ("{name: a, in: query, schema: {}, style: deepObject}", "query:a(deepObject {})"),
        (
            "{name: a, in: query, schema: {}, style: pipeDelimited, explode: true}",
            "query:a(pipeDelimited* {})",
        ),
        ("{name: a, in: query, schema: {}, explode: false, allowReserved: true}", "query:a(form+ {})"),
        ("{name: a, in: query, content: {application/json: {schema: {}}}}", "query:a([application/json {}])"),
        (
            "{name: a, in: query, schema: {}, deprecated: true, example: 1, examples: {b: {value: 2}}, x-c: 1}",
            "query:a(form* {} deprecated examples=[1, 2] x-c)",
        ),
        ("{name: a, in: query, schema: {}, allowEmptyValue: true}", "query:a(form* {})"),
    ] {
        check(&with_operation(&format!("{{parameters: [{parameter}]}}")), &format!("GET / {expected}"), &[]);
    }
}

#[test]
fn faulty_parameters_are_reported() {
    for (parameter, expected, reported) in [
        ("{in: query, schema: {}}", "", "error missing-key /parameters/0: `parameters/0` lacks `name`"),
        ("{name: a, schema: {}}", "", "error missing-key /parameters/0: `parameters/0` lacks `in`"),
        (
            "{name: 1, in: query, schema: {}}",
            "",
            "error wrong-type /parameters/0/name: `name` must be a string, not a number",
        ),
        (
            "{name: a, in: body, schema: {}}",
            "",
            "error wrong-value /parameters/0/in: `in` can't be `body`: describe it as the operation's `requestBody`",
        ),
        (
            "{name: a, in: uri, schema: {}}",
            "",
            "error wrong-value /parameters/0/in: `in` can't be `uri`: it must be path, query, header or cookie",
        ),
        (
            "{name: a, in: query}",
            " query:a(form* {type: string})",
            "warning missing-schema /parameters/0: it has neither `schema` nor `content`",
        ),
        (
            "{name: a, in: query, schema: {}, style: csv}",
            " query:a(form* {})",
            "error wrong-value /parameters/0/style: `style` can't be `csv`: \
             it must be one of matrix, label, form, simple, spaceDelimited, pipeDelimited, deepObject",
        ),
        (
            "{name: a, in: header, schema: {}, style: form}",
            " header:a(simple {})",
            "warning not-carried /parameters/0/style: the style `form` has no meaning here; `simple` is used",
        ),
        (
            "{name: a, in: query, schema: {}, content: {a/b: {}}}",
            " query:a(form* {})",
            "warning not-carried /parameters/0/content (key): `content` stands beside `schema`, which says the same",
        ),
        (
            "{name: a, in: query, content: {a/b: {}, c/d: {}}}",
            " query:a([a/b ])",
            "warning not-carried /parameters/0/content/c~1d (key): a parameter has one media type, `c/d` is another",
        ),
        (
            "{name: Authorization, in: header, schema: {}}",
            "",
            "warning not-carried /parameters/0: the header `Authorization` is set by the body, the response or the security scheme, \
             not by a parameter",
        ),
        (
            "{name: a, in: path, required: true, schema: {}}",
            "",
            "warning not-carried /parameters/0: the path `/` has no `a`",
        ),
        (
            "{name: a, in: query, schema: {}, requird: true}",
            " query:a(form* {})",
            "warning unknown-keyword /parameters/0/requird (key): `requird` is no key of a parameter; did you mean `required`?",
        ),
    ] {
        check(
            &with_operation(&format!("{{parameters: [{parameter}]}}")),
            &format!("GET /{expected}"),
            &[reported],
        );
    }
}

#[test]
fn each_name_of_a_path_has_one_parameter() {
    let id = "{name: id, in: path, required: true, schema: {}}";
    for (path, own, of_path, expected, reported) in [
        ("/{id}", id, "", "path:id!(simple {})", None),
        ("/{id}", "", id, "path:id!(simple {})", None),
        ("/{id}/{id}", "", id, "path:id!(simple {})", None),
        (
            "/{id}",
            "{name: id, in: path, required: true, schema: {type: integer}}",
            id,
            "path:id!(simple {type: integer})",
            None,
        ),
        (
            "/{id}",
            "",
            "",
            "path:id!(simple {type: string})",
            Some(
                "warning undeclared-path-parameter (key): no parameter of GET declares `id` of the path `/{id}`",
            ),
        ),
        ("/{id}", "{name: id, in: query, schema: {}}", id, "path:id!(simple {}) query:id(form* {})", None),
        (
            "/{id}",
            "{name: id, in: path, schema: {}}",
            "",
            "path:id!(simple {})",
            Some("note read-leniently /get/parameters/0: a path parameter does not say `required: true`"),
        ),
        (
            "/{id}",
            "{name: X-A, in: header, schema: {}}, {name: x-a, in: header, schema: {}}",
            id,
            "path:id!(simple {}) header:X-A(simple {})",
            Some(
                "warning duplicate-parameter /get/parameters/1: another parameter has this place and the name `x-a`",
            ),
        ),
    ] {
        let text =
            with_paths(&format!("'{path}': {{parameters: [{of_path}], get: {{parameters: [{own}]}}}}"));
        let (api, found) = read(&text);
        let expected = format!("GET {path} {expected}");
        assert_eq!(show::operation(&api, &api.operations[0]), expected, "{text}");
        let place = format!("/paths/{}", path.replace('/', "~1"));
        let found: Vec<_> = found.iter().map(|line| line.replace(&place, "").replace("  ", " ")).collect();
        assert_eq!(found, Vec::from_iter(reported), "{text}");
    }
}

#[test]
fn bodies_have_media_types() {
    for (body, expected, reported) in [
        (
            "{description: d, required: true, content: {application/json: {schema: {type: object}}, x-a: 1}, x-b: 1}",
            "body!=[application/json {type: object}]",
            None,
        ),
        ("{required: false, content: {a/b: {}}}", "body?=[a/b ]", None),
        ("{content: {a/b: {example: 1, examples: {c: {value: 2}}}}}", "body=[a/b  e.g. 1 e.g. 2]", None),
        (
            "{content: {multipart/form-data: {schema: {}, encoding:
                {c: {contentType: d/e, style: form, explode: false, x-f: 1}}}}}",
            "body=[multipart/form-data {} c:Some(\"d/e\")/Some(\"form\")/Some(false)]",
            None,
        ),
        (
            "{content: {a/b: {encoding: {c: {headers: {d: {}}}}}}}",
            "body=[a/b  c:None/None/None]",
            Some(
                "warning not-carried /requestBody/content/a~1b/encoding/c/headers/d (key): \
                 the header `d` is not sent with its part",
            ),
        ),
        (
            "{content: {a/b: {examples: [1]}}}",
            "body=[a/b  e.g. 1]",
            Some(
                "note read-leniently /requestBody/content/a~1b/examples: \
                 `examples` is written as in a schema; here it is an object of named examples",
            ),
        ),
        (
            "{content: {a/b: {examples: {c: {d: 1}}}}}",
            "body=[a/b  e.g. {d: 1}]",
            Some(
                "note read-leniently /requestBody/content/a~1b/examples/c: \
                 an example stands where an object with its `value` is expected",
            ),
        ),
        (
            "{content: {a/b: {examples: {c: {externalValue: d}}}}}",
            "body=[a/b ]",
            Some(
                "warning not-carried /requestBody/content/a~1b/examples/c/externalValue (key): \
                 the example stands outside the description",
            ),
        ),
        ("{}", "body=[]", Some("error missing-key /requestBody: `requestBody` lacks `content`")),
    ] {
        check(
            &with_operation(&format!("{{requestBody: {body}}}")),
            &format!("GET / {expected}"),
            &Vec::from_iter(reported),
        );
    }
}

#[test]
fn responses_have_statuses() {
    for (responses, expected, reported) in [
        (
            "{200: {description: a, content: {b/c: {schema: {}}}, x-d: 1}, '204': {description: e}, 4XX: {description: ''},
              default: {description: f}, x-g: 1}",
            "200=a[b/c {}] x-d 204=e[] 4XX=[] default=f[]",
            None,
        ),
        (
            "{200: {description: a, headers: {X-B: {schema: {}, required: true, deprecated: true},
                                              content-type: {}, X-C: {content: {d/e: {}}}}}}",
            "200=a[] X-B!(simple {}) X-C([d/e ])",
            None,
        ),
        ("{200: {}}", "200=[]", Some("note read-leniently /responses/200: a response lacks `description`")),
        (
            "{2xx: {description: a}}",
            "2XX=a[]",
            Some("note read-leniently /responses/2xx: a range of statuses is written with a small `x`"),
        ),
        (
            "{OK: {description: a}, 200: {description: b}}",
            "200=b[]",
            Some(
                "error wrong-value /responses/OK (key): \
                 `OK` is no status: it must be one like `200` or `2XX`, or `default`",
            ),
        ),
        (
            "{200: {description: a, links: {b: {}}}}",
            "200=a[]",
            Some("warning not-carried /responses/200/links/b (key): the link `b` is not followed"),
        ),
    ] {
        check(
            &with_operation(&format!("{{responses: {responses}}}")),
            &format!("GET / {expected}"),
            &Vec::from_iter(reported),
        );
    }
}

#[test]
fn an_operation_of_3_0_needs_responses() {
    let text = with_operation("{}").replace("3.1.0", "3.0.0");
    check(&text, "GET /", &["note read-leniently : an operation lacks `responses`"]);
}
