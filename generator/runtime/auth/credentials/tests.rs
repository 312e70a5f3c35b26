use bytes::Bytes;

use super::super::super::error::Error;
use super::super::super::mock::{MockClock, MockReply, MockTransport};
use super::super::super::tests::{API, GET, call, shown};
use super::super::super::{ApiInfo, Builder, Client, SchemeKind, SecurityScheme, TokenEndpoint};
use super::*;

const fn scheme(name: &'static str, kind: SchemeKind) -> SecurityScheme {
    SecurityScheme { name, kind, token: None }
}

/// An API with a scheme of each kind.
static KINDS: ApiInfo = ApiInfo {
    user_agent: API.user_agent,
    telemetry: None,
    servers: API.servers,
    operation_servers: &[],
    schemes: &[
        scheme("token", SchemeKind::Bearer),
        SecurityScheme {
            name: "machine",
            kind: SchemeKind::Bearer,
            token: Some(TokenEndpoint { url: "/oauth/token", parameters: &[] }),
        },
        scheme("basic", SchemeKind::Basic),
        scheme("digest", SchemeKind::Authorization),
        scheme("header_key", SchemeKind::HeaderKey("X-Api-Key")),
        scheme("query_key", SchemeKind::QueryKey("key")),
        scheme("cookie_key", SchemeKind::CookieKey("session")),
    ],
};

/// `GET /pets/{id}`, sent with these credentials.
fn with(auth: Auth) -> &'static OperationInfo {
    let OperationInfo {
        id, method, template, path, parameters, scopes, header_options, bodies, accept, ..
    } = GET;
    Box::leak(Box::new(OperationInfo {
        id,
        method,
        template,
        path,
        parameters,
        auth,
        scopes,
        header_options,
        bodies,
        accept,
    }))
}

type Chain = fn(Builder) -> Builder;

/// What the client was given, in which every secret holds `MARK`.
fn client(transport: &MockTransport, given: Chain) -> Client {
    let builder = Builder::new(&KINDS).variable("host", "example.com").transport(transport.clone());
    let builder = given(builder.clock(MockClock::new()));
    assert!(!format!("{builder:?}{builder:#?}").contains("MARK"), "{builder:?}");
    let client = builder.build().unwrap();
    assert!(!format!("{client:?}{client:#?}").contains("MARK"), "{client:?}");
    client
}

/// What of a request says who calls.
fn credentials(request: &http::Request<Bytes>) -> String {
    let mut parts = Vec::new();
    for name in ["authorization", "x-api-key", "cookie"] {
        if let Some(value) = request.headers().get(name) {
            assert!(value.is_sensitive(), "{name}");
            parts.push(format!("{name}: {}", value.to_str().unwrap()));
        }
    }
    parts.extend(request.uri().query().map(|query| format!("?{query}")));
    parts.join(", ")
}

/// What a call is sent with, or its error.
fn sent(auth: Auth, given: Chain) -> Result<String, String> {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.reply(MockReply::new(200));
    let client = client(&transport, given);
    match clock.block_on(call::<()>(&client, with(auth)).parameter("id", "1")) {
        Ok(()) => Ok(credentials(&transport.requests()[0])),
        Err(error) => {
            assert!(matches!(error, Error::Auth(_)) && transport.requests().is_empty());
            assert!(!shown(&error).contains("MARK"), "{error:?}");
            Err(error.to_string())
        }
    }
}

fn all_keys(builder: Builder) -> Builder {
    builder
        .api_key("header_key", "h-MARK")
        .api_key("query_key", "q-MARK&x=1 é")
        .api_key("cookie_key", "c-MARK")
}

#[test]
fn each_kind_of_credential_has_its_place() {
    for (scheme, given, expected) in [
        ("token", (|b| b.token("token", "MARK")) as Chain, "authorization: Bearer MARK"),
        (
            "basic",
            |b| b.basic("basic", "Aladdin", "open sesame"),
            "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        ("basic", |b| b.basic("basic", "", "pass:é"), "authorization: Basic OnBhc3M6w6k="),
        ("digest", |b| b.token("digest", "Digest MARK"), "authorization: Digest MARK"),
        (
            "digest",
            |b| b.token_provider("digest", super::super::AccessToken::new("DPoP MARK")),
            "authorization: DPoP MARK",
        ),
        ("header_key", all_keys, "x-api-key: h-MARK"),
        ("query_key", all_keys, "?key=q-MARK%26x%3D1%20%C3%A9"),
        ("cookie_key", all_keys, "cookie: session=c-MARK"),
    ] {
        let scheme: &'static [&'static str] = Box::leak(Box::new([scheme]));
        let auth = Auth::AnyOf(Box::leak(Box::new([scheme])));
        assert_eq!(sent(auth, given).as_deref(), Ok(expected), "{scheme:?}");
    }
}

#[test]
fn the_first_alternative_with_all_its_credentials_is_sent() {
    const EITHER: Auth = Auth::AnyOf(&[&["basic", "header_key"], &["query_key", "cookie_key"], &["token"]]);
    const OPTIONAL: Auth = Auth::AnyOf(&[&["header_key"], &[]]);
    let lacks = "GET /pets/{id} was not sent: the client lacks credentials, its builder takes ";
    let token: Chain = |b| b.token("token", "MARK");
    let keys = "cookie: session=c-MARK, ?key=q-MARK%26x%3D1%20%C3%A9";
    for (auth, given, expected) in [
        (EITHER, token, Ok("authorization: Bearer MARK")),
        (EITHER, |b| all_keys(b).token("token", "MARK"), Ok(keys)),
        (
            EITHER,
            |b| all_keys(b).basic("basic", "a", "MARK"),
            Ok("authorization: Basic YTpNQVJL, x-api-key: h-MARK"),
        ),
        (
            EITHER,
            |b| b.basic("basic", "a", "MARK"),
            Err("`basic` and `header_key`, or `query_key` and `cookie_key`, or `token`"),
        ),
        (OPTIONAL, token, Ok("")),
        (OPTIONAL, all_keys, Ok("x-api-key: h-MARK")),
        (Auth::Bearer, token, Ok("authorization: Bearer MARK")),
        (Auth::Bearer, all_keys, Err("`token`")),
        (Auth::OptionalBearer, token, Ok("authorization: Bearer MARK")),
        (Auth::OptionalBearer, all_keys, Ok("")),
        (Auth::None, token, Ok("")),
        (Auth::Given, all_keys, Ok("x-api-key: h-MARK")),
        (Auth::Given, |b| all_keys(b).token("token", "MARK"), Ok("authorization: Bearer MARK")),
        (Auth::Given, |b| b, Ok("")),
    ] {
        let expected = expected.map(str::to_owned).map_err(|names| format!("{lacks}{names}"));
        assert_eq!(sent(auth, given), expected, "{auth:?}");
    }
}

#[test]
fn a_credential_stands_beside_what_the_call_sends() {
    let transport = MockTransport::new();
    transport.reply(MockReply::new(200));
    let client = client(&transport, all_keys);
    let auth = Auth::AnyOf(&[&["header_key", "query_key", "cookie_key"]]);
    let call = call::<()>(&client, with(auth)).parameter("id", "1").query("page", 2);
    MockClock::new().block_on(call.header("x-api-key", "own")).unwrap();
    let request = &transport.requests()[0];
    assert_eq!(request.uri().query(), Some("page=2&key=q-MARK%26x%3D1%20%C3%A9"));
    // What the call itself sets holds.
    assert_eq!(request.headers()["x-api-key"], "own");
}

#[test]
fn only_a_token_is_renewed_after_401() {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    for reply in [401, 200] {
        transport.reply(MockReply::new(reply));
    }
    let client = client(&transport, all_keys);
    let keys = with(Auth::AnyOf(&[&["header_key"]]));
    let error = clock.block_on(call::<()>(&client, keys).parameter("id", "1")).unwrap_err();
    assert_eq!((error.status().map(|s| s.as_u16()), transport.requests().len()), (Some(401), 1));
    assert!(!shown(&error).contains("MARK"), "{error:?}");

    // Each scheme has tokens of its own; what is sent beside one is sent again with the next.
    let transport = MockTransport::new();
    for reply in [
        MockReply::json(200, r#"{"access_token": "a", "expires_in": 3600}"#),
        MockReply::new(401),
        MockReply::json(200, r#"{"access_token": "b", "expires_in": 3600}"#),
        MockReply::new(200),
    ] {
        transport.reply(reply);
    }
    let client = self::client(&transport, |b| {
        all_keys(b).client_credentials("machine", "id", "MARK").token("token", "no")
    });
    let both = with(Auth::AnyOf(&[&["machine", "header_key"]]));
    clock.block_on(call::<()>(&client, both).parameter("id", "1")).unwrap();
    let requests = transport.requests();
    assert_eq!(credentials(&requests[1]), "authorization: Bearer a, x-api-key: h-MARK");
    assert_eq!(credentials(&requests[3]), "authorization: Bearer b, x-api-key: h-MARK");
}

#[test]
fn no_failure_shows_a_key() {
    let transport = MockTransport::new();
    let client = client(&transport, |b| all_keys(b).basic("basic", "MARK", "MARK"));
    let auth = Auth::AnyOf(&[&["basic", "header_key", "query_key", "cookie_key"]]);
    for reply in [
        MockReply::failure(super::super::super::FailureKind::Connect),
        MockReply::failure(super::super::super::FailureKind::Other),
        MockReply::new(403),
        MockReply::json(200, "no pet"),
    ] {
        transport.reply(reply);
        let call = call::<bool>(&client, with(auth)).parameter("id", "1").max_retries(0);
        assert!(!format!("{call:?}").contains("MARK"));
        let error = MockClock::new().block_on(call).unwrap_err();
        assert!(!shown(&error).contains("MARK"), "{error:?}");
    }
}
