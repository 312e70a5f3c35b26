use super::super::super::FailureKind;
use super::super::super::error::Error;
use super::super::super::mock::{MockClock, MockReply, MockTransport};
use super::super::super::tests::{CREATE, Setup, call, shown};
use super::*;

#[test]
fn the_token_request_is_exactly_this() {
    let setup = Setup::new([MockReply::json(200, r#"{"access_token": "a"}"#), MockReply::new(200)])
        .with(|builder| builder.client_credentials("token", "my id", "s3cret&x=y"));
    setup.get().unwrap();
    let request = &setup.token_requests()[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://example.com/oauth/token");
    let expected = "grant_type=client_credentials&client_id=my%20id&client_secret=s3cret%26x%3Dy&\
                    audience=https%3A%2F%2Fexample.com%2Fapi%2Fv2%2F";
    assert_eq!(std::str::from_utf8(request.body()), Ok(expected));
    let headers: Vec<_> =
        request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    assert_eq!(
        headers,
        [
            ("accept", "application/json"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("user-agent", "pets/1.0.0 letterpress/0.1.0"),
        ]
    );
}

/// The token of an answer and its life in milliseconds, or the error.
fn parse(body: &str) -> Result<(String, Option<u128>), String> {
    let (secret, life) = read(body.as_bytes()).map_err(|error| error.to_string())?;
    Ok((secret.expose().to_owned(), life.map(|life| life.as_millis())))
}

#[test]
fn an_answer_is_read_as_well_as_it_can_be() {
    let ok = |life| Ok(("a".to_owned(), life));
    let lacks = |what: &str| Err(format!("no access token: the answer of the token endpoint has no {what}"));
    for (body, expected) in [
        (r#"{"access_token": "a"}"#, ok(None)),
        (r#"{"access_token": "a", "expires_in": 60}"#, ok(Some(60_000))),
        (r#"{"access_token": "a", "expires_in": 60.5}"#, ok(Some(60_500))),
        (r#"{"access_token": "a", "expires_in": "60"}"#, ok(Some(60_000))),
        (r#"{"access_token": "a", "expires_in": null}"#, ok(None)),
        (r#"{"access_token": "a", "expires_in": -1}"#, ok(None)),
        (r#"{"access_token": "a", "expires_in": 1e300}"#, ok(None)),
        (r#"{"access_token": "a", "expires_in": "NaN"}"#, ok(None)),
        (r#"{"access_token": "a", "token_type": "bearer"}"#, ok(None)),
        (r#"{"access_token": "a", "token_type": "DPoP"}"#, lacks("bearer token")),
        (r#"{"access_token": ""}"#, lacks("access token")),
        (r#"{"access_token": 1}"#, lacks("access token")),
        ("{}", lacks("access token")),
        ("[]", lacks("access token")),
        ("<html>", lacks("JSON")),
        ("", lacks("JSON")),
    ] {
        assert_eq!(parse(body), expected, "{body}");
    }
}

fn failing(replies: impl IntoIterator<Item = MockReply>) -> (AuthError, Setup) {
    let setup = Setup::new(replies).with(|builder| builder.client_credentials("token", "id", "MARK"));
    let error = setup.clock.block_on(call::<()>(&setup.client(), &CREATE).parameter("id", "1")).unwrap_err();
    assert!(!shown(&error).contains("MARK"), "{error:?}");
    assert!(setup.calls().is_empty());
    let retryable = error.is_retryable();
    let Error::Auth(error) = error else { panic!("{error:?}") };
    assert_eq!(retryable, error.status().is_none_or(|status| status != 401));
    (*error, setup)
}

#[test]
fn a_refusal_tells_why() {
    let body = r#"{"error": "invalid_client", "error_description": "MARK is wrong"}"#;
    let (error, setup) = failing([MockReply::json(401, body)]);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!((error.error(), error.description()), (Some("invalid_client"), Some("MARK is wrong")));
    assert_eq!(error.to_string(), "no access token: the request for one failed");
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(
        source.as_deref(),
        Some("POST (token endpoint) was answered with 401 Unauthorized on attempt 1")
    );
    assert_eq!(setup.token_requests().len(), 1);
}

#[test]
fn the_token_request_is_sent_again_like_others() {
    for reply in [MockReply::new(503), MockReply::failure(FailureKind::Io), MockReply::new(429)] {
        let (error, setup) = failing(vec![reply; 3]);
        assert_eq!(setup.token_requests().len(), 3);
        assert!(error.request().is_some_and(Error::is_retryable));
    }
    let setup = Setup::new([
        MockReply::new(503),
        MockReply::json(200, r#"{"access_token": "a"}"#),
        MockReply::new(200),
    ])
    .with(|builder| builder.client_credentials("token", "id", "s3cret"));
    setup.create().unwrap();
}

#[test]
fn a_token_endpoint_that_is_silent_does_not_outlast_the_call() {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.reply(MockReply::never());
    let setup = Setup::new([]).with(|builder| {
        builder
            .client_credentials("token", "id", "s3cret")
            .timeout(Duration::from_secs(7))
            .transport(transport)
            .clock(clock.clone())
    });
    let error = clock.block_on(call::<()>(&setup.client(), &CREATE).parameter("id", "1")).unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.attempts() == 0), "{error:?}");
    assert_eq!(clock.slept(), [Duration::from_secs(7)]);
}
