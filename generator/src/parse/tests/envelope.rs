use super::{read, show};

/// The findings of `text`, whose envelope is all that matters.
fn found(text: &str) -> Vec<String> {
    read(text).1
}

#[test]
fn versions_are_3_0_and_3_1() {
    for (declared, reported) in [
        ("openapi: 3.0.3", None),
        ("openapi: 3.1.0", None),
        ("openapi: 3.1.7-rc1", None),
        ("openapi: '3.1'", None),
        ("openapi: 3.1", Some("note read-leniently /openapi: a number stands where a text is expected")),
        (
            "openapi: 3.2.0",
            Some("error unsupported-version /openapi: the version `3.2.0` is none of 3.0 and 3.1"),
        ),
        (
            "openapi: 2.0.0",
            Some("error unsupported-version /openapi: the version `2.0.0` is none of 3.0 and 3.1"),
        ),
        ("openapi: x", Some("error unsupported-version /openapi: the version `x` is none of 3.0 and 3.1")),
        ("openapi: [3]", Some("error wrong-type /openapi: `openapi` must be a string, not an array")),
        (
            "swagger: '2.0'",
            Some(
                "error unsupported-version /swagger: this is a Swagger 2.0 description: \
                 convert it to OpenAPI 3.0 first, with swagger2openapi for one",
            ),
        ),
        ("x-a: 1", Some("note assumed-envelope : `openapi` is missing: 3.1 is assumed")),
    ] {
        let found = found(&format!("{{{declared}, info: {{title: t, version: '1'}}, components: {{}}}}"));
        assert_eq!(found, Vec::from_iter(reported), "{declared}");
    }
}

#[test]
fn a_description_of_another_version_is_not_read() {
    let (api, _) = read("{openapi: 4.0.0, paths: {/: {get: {}}}, components: {schemas: {A: {}}}}");
    assert!(api.operations.is_empty() && api.components.is_empty());
}

#[test]
fn info_is_kept_or_assumed() {
    for (info, title, version, notes) in [
        ("{title: t, version: '1'}", "t", "1", 0),
        ("{title: 7, version: 1.10}", "7", "1.10", 0),
        ("{title: t}", "t", "0.0.0", 1),
        ("{version: '1'}", "sample.api", "1", 1),
        ("{}", "sample.api", "0.0.0", 2),
        ("null", "sample.api", "0.0.0", 2),
    ] {
        let (api, found) = read(&format!("{{openapi: 3.1.0, info: {info}, components: {{}}}}"));
        assert_eq!((api.info.title.as_str(), api.info.version.as_str()), (title, version), "{info}");
        assert_eq!(found.iter().filter(|line| line.contains("assumed-envelope")).count(), notes, "{found:?}");
    }
    let (api, found) = read("{openapi: 3.1.0, components: {}}");
    assert_eq!(api.info.title, "sample.api");
    assert_eq!(
        found,
        [
            "note assumed-envelope : `info` is missing: the title `sample.api` and the version `0.0.0` are assumed"
        ]
    );
}

#[test]
fn info_and_tags_are_typed() {
    let (api, found) = read(
        "{openapi: 3.1.0, components: {}, x-root: 1,
          info: {title: t, version: '1', description: d, termsOfService: s, x-a: [1, 1.5, {b: null}],
                 contact: {name: n, url: u, email: e, x-b: true}, license: {name: l, url: m, x-c: c}},
          tags: [{name: a, description: b, externalDocs: {url: c, description: d}, x-d: 1}, {name: e}, {name: a}, {}]}",
    );
    assert_eq!(
        serde_json::to_string(&api.info).unwrap(),
        r#"{"title":"t","description":"d","termsOfService":"s","contact":{"name":"n","url":"u","email":"e","x-b":true},"#
            .to_owned()
            + r#""license":{"name":"l","url":"m","x-c":"c"},"version":"1","x-a":[1,1.5,{"b":null}]}"#
    );
    assert_eq!(
        serde_json::to_string(&api.tags).unwrap(),
        r#"{"a":{"name":"a","description":"b","externalDocs":{"description":"d","url":"c"},"x-d":1},"e":{"name":"e"}}"#
    );
    assert_eq!(api.extensions.keys().collect::<Vec<_>>(), ["x-root"]);
    assert_eq!(
        found,
        [
            "warning not-carried /tags/2: an earlier tag has the name `a`",
            "error missing-key /tags/3: `tags/3` lacks `name`",
        ]
    );
}

#[test]
fn servers_are_kept_with_their_variables() {
    let (api, found) = read(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, components: {}, servers: [
            {url: 'https://{a}.b:{port}/{c}', description: d, x-a: 1,
             variables: {a: {default: e, enum: [e, f], description: g, x-b: 2}, port: {default: 443, enum: [443, 8443]}}},
            {description: none}, 5]}",
    );
    let servers: Vec<_> = api.servers.iter().map(|server| &server.server).collect();
    assert_eq!(
        serde_json::to_string(&servers).unwrap(),
        r#"[{"url":"https://{a}.b:{port}/{c}","description":"d","variables":{"#.to_owned()
            + r#""a":{"enum":["e","f"],"default":"e","description":"g","x-b":2},"#
            + r#""port":{"enum":["443","8443"],"default":"443","description":null},"#
            + r#""c":{"default":"","description":null}},"x-a":1}]"#
    );
    assert_eq!(
        found,
        [
            "note read-leniently /servers/0/variables/port/default: a number stands where a text is expected \
             (here and at 2 other places)",
            "note assumed-envelope /servers/0: the server's variable `c` is not described; it has no default",
            "error missing-key /servers/1: `servers/1` lacks `url`",
            "error wrong-type /servers/2: `servers/2` must be an object, not a number",
        ]
    );
}

#[test]
fn missing_servers_are_noted_where_an_operation_needs_them() {
    for (rest, notes) in [
        ("components: {}", 0),
        ("paths: {/: {get: {}}}", 1),
        ("paths: {/: {get: {servers: [{url: /}]}}}", 0),
        ("paths: {/: {servers: [{url: /}], get: {}}}", 0),
        ("paths: {/: {get: {}}}, servers: [{url: /}]", 0),
        ("paths: {/: {get: {}}}, servers: []", 1),
    ] {
        let found = found(&format!("{{openapi: 3.1.0, info: {{title: t, version: '1'}}, {rest}}}"));
        assert_eq!(found.len(), notes, "{rest}: {found:?}");
    }
}

#[test]
fn security_schemes_are_typed() {
    for (scheme, expected) in [
        (
            "{type: apiKey, name: X-Key, in: header, description: d}",
            r#"{"type":"apiKey","in":"header","name":"X-Key","description":"d"}"#,
        ),
        (
            "{type: http, scheme: bearer, bearerFormat: JWT, x-a: 1}",
            r#"{"type":"http","scheme":"bearer","bearerFormat":"JWT","x-a":1}"#,
        ),
        (
            "{type: openIdConnect, openIdConnectUrl: u}",
            r#"{"type":"openIdConnect","openIdConnectUrl":"u"}"#,
        ),
        (
            "{type: oauth2, flows: {x-b: 2, clientCredentials:
                {tokenUrl: /oauth/token/, scopes: {'a:b': c}, x-form-parameters: {audience: /api/v2/}}}}",
            r#"{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"/oauth/token/","scopes":{"a:b":"c"},"x-form-parameters":{"audience":"/api/v2/"}},"x-b":2}}"#,
        ),
        (
            "{type: oauth2, flows: {implicit: {authorizationUrl: a, scopes: {}},
                password: {tokenUrl: b, refreshUrl: c}, authorizationCode: {authorizationUrl: d, tokenUrl: e}}}",
            r#"{"type":"oauth2","flows":{"implicit":{"authorizationUrl":"a","scopes":{}},"password":{"refreshUrl":"c","tokenUrl":"b","scopes":{}},"authorizationCode":{"authorizationUrl":"d","tokenUrl":"e","scopes":{}}}}"#,
        ),
        (
            "{type: mutualTLS}",
            "warning not-carried : a client certificate is given to the transport, not to the printed client",
        ),
        ("{}", "error missing-key : `K` lacks `type`"),
        ("{type: http}", "error missing-key : `K` lacks `scheme`"),
        ("{type: oauth2}", "error missing-key : `K` lacks `flows`"),
        (
            "{type: basic}",
            "error wrong-value : `type` can't be `basic`: it must be apiKey, http, mutualTLS, oauth2 or openIdConnect",
        ),
        (
            "{type: apiKey, name: a, in: body}",
            "error wrong-value /in: `in` can't be `body`: it must be query, header or cookie",
        ),
    ] {
        let (api, found) = read(&format!(
            "{{openapi: 3.1.0, info: {{title: t, version: '1'}}, components: {{securitySchemes: {{K: {scheme}}}}}}}"
        ));
        let found = found.join(" | ").replace("/components/securitySchemes/K", "");
        let typed = api.security_schemes["K"].scheme.as_ref();
        assert_eq!(typed.map_or(found, |typed| serde_json::to_string(typed).unwrap()), expected, "{scheme}");
    }
}

#[test]
fn a_flow_without_its_urls_is_left_out() {
    let (api, found) = read(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, components: {securitySchemes: {K: {type: oauth2, flows:
            {implicit: {}, password: {tokenUrl: 5}, clientCredentials: null}}}}}",
    );
    assert_eq!(
        serde_json::to_string(&api.security_schemes["K"].scheme).unwrap(),
        r#"{"type":"oauth2","flows":{}}"#
    );
    let found: Vec<_> =
        found.iter().map(|line| line.replace("/components/securitySchemes/K/flows", "")).collect();
    assert_eq!(
        found,
        [
            "error missing-key /implicit: `implicit` lacks `authorizationUrl`",
            "error wrong-type /password/tokenUrl: `tokenUrl` must be a string, not a number",
            "note read-leniently /clientCredentials: null stands where a value is expected, as if the key were absent",
        ]
    );
}

#[test]
fn requirements_name_schemes() {
    let (api, found) = read(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, servers: [{url: /}],
          components: {securitySchemes: {K: {type: http, scheme: basic}}},
          security: [{K: []}, {}, {L: [a]}],
          paths: {/: {get: {}, put: {security: []}, post: {security: [{K: [b], L: []}]}}}}",
    );
    let shown: Vec<_> = api.operations.iter().map(|operation| show::operation(&api, operation)).collect();
    assert_eq!(
        shown,
        [
            r#"GET / security=[{"K": []}, {}, {"L": ["a"]}]"#,
            "PUT /",
            r#"POST / security=[{"K": ["b"], "L": []}]"#,
        ]
    );
    assert_eq!(
        found,
        ["warning undeclared-security-scheme /security/2/L (key): no security scheme has the name `L`"]
    );
}

#[test]
fn fragments_are_completed_or_refused() {
    for (text, operations, reported) in [
        ("{paths: {/a: {get: {}}}}", "GET /a", ""),
        (
            "{/a: {get: {}}, x-b: 1}",
            "GET /a",
            "note assumed-envelope : it has paths alone: they are read as those of `paths`",
        ),
        (
            "{get: {}, put: {}}",
            "GET /, PUT /",
            "note assumed-envelope : it is a path item alone: its path is taken to be `/`",
        ),
        (
            "{get: {parameters: [{name: id, in: path}]}}",
            "",
            "error no-paths : it is a path item alone, and it has path parameters: put it under its path in `paths`",
        ),
        ("{components: {schemas: {A: {}}}}", "", ""),
        ("{webhooks: {}}", "", ""),
        (
            "{requestBody: {content: {}}, responses: {}}",
            "POST / body=[]",
            "note assumed-envelope : it is an operation alone: it is taken to be `POST /`",
        ),
        (
            "{responses: {}, parameters: [{name: id, in: path}]}",
            "",
            "error no-paths : it is an operation alone, and it has path parameters: put it under its path and its method, as in `paths: {/users/{id}: {get: …}}`",
        ),
        ("{openapi: 3.1.0}", "", "error no-paths : it has neither `paths` nor `components` nor `webhooks`"),
        ("{type: object}", "", "error no-paths : it has neither `paths` nor `components` nor `webhooks`"),
        ("{}", "", "error no-paths : it has neither `paths` nor `components` nor `webhooks`"),
        ("[]", "", "error wrong-type : `description` must be an object, not an array"),
        ("a", "", "error wrong-type : `description` must be an object, not a string"),
    ] {
        let (api, found) = read(text);
        let shown: Vec<_> = api.operations.iter().map(|operation| show::operation(&api, operation)).collect();
        assert_eq!(shown.join(", "), operations, "{text}");
        assert!(reported.is_empty() || found.iter().any(|line| line == reported), "{text}: {found:?}");
        assert_eq!(
            found.iter().any(|line| line.starts_with("error")),
            reported.starts_with("error"),
            "{found:?}"
        );
    }
}

#[test]
fn what_the_server_calls_is_reported() {
    let found = found(
        "{openapi: 3.1.0, info: {title: t, version: '1'}, servers: [{url: /}], webhooks: {a: {}, x-b: {}},
          paths: {/: {get: {callbacks: {c: {}, x-d: 1}}}}}",
    );
    assert_eq!(
        found,
        [
            "warning not-carried /webhooks/a (key): the webhook `a` is called by the server, not by the client",
            "warning not-carried /paths/~1/get/callbacks/c (key): \
             the callback `c` is called by the server, not by the client",
        ]
    );
}
