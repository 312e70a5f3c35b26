use std::error::Error as _;

use super::super::mock::MockReply;
use super::super::tests::{GET, Pet, Setup, call, shown};
use super::super::{Builder, TransportFailure};
use super::*;

/// The error of a call of [`GET`] for a [`Pet`] that is not sent again.
fn error(reply: MockReply) -> Error {
    let setup = Setup::new([reply]);
    let call = call::<Pet>(&setup.client(), &GET).parameter("id", "1").max_retries(0);
    setup.clock.block_on(call).unwrap_err()
}

fn api(reply: MockReply) -> ApiError {
    match error(reply) {
        Error::Api(error) => *error,
        error => panic!("{error:?}"),
    }
}

#[test]
fn an_error_says_what_it_is() {
    // not found, conflict, rate limited, timeout, connect, retryable
    let says = |reply| {
        let error = error(reply);
        let is = [
            error.is_not_found(),
            error.is_conflict(),
            error.is_rate_limited(),
            error.is_timeout(),
            error.is_connect(),
            error.is_retryable(),
        ];
        is.map(|is| if is { 'x' } else { '-' }).iter().collect::<String>()
    };
    for (reply, expected) in [
        (MockReply::new(404), "x-----"),
        (MockReply::new(409), "-x----"),
        (MockReply::new(429), "--x--x"),
        (MockReply::new(408), "-----x"),
        (MockReply::new(500), "-----x"),
        (MockReply::new(501), "------"),
        (MockReply::new(302), "------"),
        (MockReply::json(200, "[]"), "------"),
        (MockReply::failure(FailureKind::Connect), "----xx"),
        (MockReply::failure(FailureKind::Timeout), "---x-x"),
        (MockReply::failure(FailureKind::Io), "-----x"),
        (MockReply::failure(FailureKind::Tls), "------"),
        (MockReply::failure(FailureKind::TooLarge), "------"),
        (MockReply::failure(FailureKind::Other), "------"),
        (MockReply::never(), "---x-x"),
    ] {
        let name = format!("{reply:?}");
        assert_eq!(says(reply), expected, "{name}");
    }
}

#[test]
fn an_api_error_is_read_as_well_as_it_can_be() {
    for (body, error, code, message) in [
        (
            r#"{"statusCode": 400, "error": "Bad Request", "message": "No such thing.", "errorCode": "invalid_body"}"#,
            Some("Bad Request"),
            Some("invalid_body"),
            Some("No such thing."),
        ),
        (
            r#"{"error": "access_denied", "error_description": "No."}"#,
            Some("access_denied"),
            None,
            Some("No."),
        ),
        (r#"{"error_code": 17, "description": "No."}"#, None, Some("17"), Some("No.")),
        (r#"{"error": {"code": "c", "message": "No."}}"#, None, Some("c"), Some("No.")),
        (r#"{"title": "T", "detail": "D", "status": 400}"#, None, None, Some("D")),
        (r#"{"error": null, "message": ["x"]}"#, None, None, None),
        ("[1]", None, None, None),
        ("\"x\"", None, None, None),
        ("<html>", None, None, None),
        ("", None, None, None),
        ("{\"message\": \"\u{fffd}", None, None, None),
    ] {
        let api = api(MockReply::json(400, body));
        assert_eq!((api.error(), api.code(), api.message()), (error, code, message), "{body}");
        assert_eq!(api.body(), body.as_bytes());
    }
}

#[test]
fn an_api_error_keeps_the_answer() {
    let reply = MockReply::json(429, r#"{"name": "Rex"}"#)
        .header("x-ratelimit-remaining", "0")
        .header("retry-after", "100")
        .header("X-Correlation-Id", "c1");
    let error = error(reply);
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::TOO_MANY_REQUESTS), Some("c1")));
    assert_eq!(error.rate_limit().and_then(|limit| limit.remaining), Some(0));
    let Error::Api(api) = error else { panic!("{error:?}") };
    assert_eq!(api.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(api.headers()["content-type"], "application/json");
    assert_eq!(api.operation().id, "get_pet");
    assert_eq!(api.attempts(), 1);
    assert_eq!(api.request_id(), Some("c1"));
    assert_eq!(api.rate_limit().remaining, Some(0));
    assert_eq!(api.json::<Pet>().unwrap()["name"], "Rex");
}

#[test]
fn a_success_that_does_not_fit_is_a_decode_error() {
    let error = error(MockReply::json(201, r#"{"name": 1}"#).header("x-request-id", "r1"));
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!(decode.path(), "$.name");
    assert_eq!(decode.status(), StatusCode::CREATED);
    assert_eq!(decode.body(), br#"{"name": 1}"#);
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::CREATED), Some("r1")));
    assert_eq!(error.rate_limit(), Some(RateLimit::default()));
    let expected = "GET /pets/{id} was answered with 201 Created, but its body cannot be read at $.name";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().is_some());
}

#[test]
fn a_transport_error_keeps_its_source() {
    let failure = TransportFailure::new(FailureKind::Connect, "refused");
    let error = Error::Transport(Box::new(TransportError { operation: &GET, attempts: 2, failure }));
    assert_eq!(error.to_string(), "GET /pets/{id} has no answer on attempt 2: no connection could be made");
    assert_eq!(error.source().unwrap().to_string(), "refused");
    assert_eq!(error.operation().map(|operation| operation.id), Some("get_pet"));
}

#[test]
fn nothing_secret_is_shown() {
    let marked = || {
        let body = r#"{"error": "MARK", "message": "MARK", "MARK": 1}"#;
        MockReply::json(400, body)
            .header("x-mark", "MARK")
            .header("set-cookie", "MARK")
            .header("location", "/?MARK")
    };
    for reply in [
        marked(),
        MockReply::json(200, r#"{"name": {"a": "MARK"}}"#).header("x-mark", "MARK"),
        MockReply::json(200, r#""MARK"#),
        MockReply::json(200, "MARK"),
        MockReply::failure(FailureKind::Connect),
        MockReply::never(),
    ] {
        for credentials in [
            |builder: Builder| builder.token("token", "MARK"),
            |builder: Builder| builder.client_credentials("token", "MARK", "MARK").audience("token", "MARK"),
        ] {
            let setup = Setup::new([]).with(credentials).with(|builder| {
                builder
                    .header_option("pet-domain", "MARK")
                    .user_agent_prefix("MARK")
                    .timeout(std::time::Duration::from_secs(40))
            });
            let token = MockReply::json(200, r#"{"access_token": "MARK"}"#);
            setup.transport.on(super::super::Method::Post, "/oauth/token", [token, marked()]);
            setup.transport.on(super::super::Method::Get, "/api/v2/pets/MARK", [reply.clone()]);
            let client = setup.client();
            let call = call::<Pet>(&client, &GET)
                .parameter("id", "MARK")
                .query("MARK", "MARK")
                .header("x-mark", "MARK");
            let before = format!("{:?} {client:?} {call:?}", setup.builder);
            for part in ["Builder", "credentials", "https://example.com/api/v2", "get_pet"] {
                assert!(before.contains(part), "{before}");
            }
            let sending = call.into_future();
            let during = format!("{sending:?}");
            let after = shown(&setup.clock.block_on(sending).unwrap_err());
            for text in [before, during, after] {
                assert!(!text.contains("MARK"), "{text}");
            }
        }
    }
}

#[test]
fn debug_shows_what_is_not_secret() {
    let shown = format!("{:?}", api(MockReply::new(404)));
    assert!(shown.contains("get_pet (GET /pets/{id})") && shown.contains("404"), "{shown}");
}

#[test]
fn a_response_shows_no_value() {
    let reply = MockReply::json(200, r#"{"name": "MARK"}"#).header("x-mark", "MARK");
    let setup = Setup::new([reply.clone(), reply]);
    let call = || call::<Pet>(&setup.client(), &GET).parameter("id", "1");
    let (value, bytes) = setup.clock.block_on(async { (call().send().await, call().send_bytes().await) });
    let text = format!("{:?} {:?}", value.unwrap(), bytes.unwrap());
    assert!(text.contains("get_pet") && !text.contains("MARK"), "{text}");
}
