//! What a call gives when the server answers with anything but a success.

use std::sync::mpsc::Sender;
use std::time::{Duration, UNIX_EPOCH};

use auth0_management::{ApiError, Error, ManagementClient};
use letterpress_test_support::{Ending, Reply, Server};
use serde_json::{Value, json};

use super::setup::{client, create, failure, queued, settings};

/// A client, and the server that answers it with what it is given.
struct Setup {
    server: Server,
    replies: Sender<Reply>,
    client: ManagementClient,
}

impl Setup {
    fn new() -> Self {
        let (server, replies) = queued();
        let client = client(&server);
        Self { server, replies, client }
    }

    /// The error that a reply leads to, after one request.
    async fn error(&self, reply: Reply) -> Error {
        let before = self.server.requests().len();
        self.replies.send(reply).unwrap();
        let error = failure(create(&self.client).max_retries(0).await);
        assert_eq!(self.server.requests().len(), before + 1);
        error
    }

    async fn api(&self, reply: Reply) -> ApiError {
        match self.error(reply).await {
            Error::Api(error) => *error,
            error => panic!("another error: {error}"),
        }
    }
}

#[tokio::test]
async fn a_documented_error_says_what_the_server_says() {
    let setup = Setup::new();
    let rows = [
        (400, "Bad Request", "invalid_body", "Payload validation error: 'ttl_sec' must be >= 0."),
        (401, "Unauthorized", "invalid_token", "Invalid token"),
        (403, "Forbidden", "insufficient_scope", "Insufficient scope, expected: create:sso_access_tickets"),
        (404, "Not Found", "inexistent_profile", "The profile does not exist."),
        (409, "Conflict", "connection_conflict", "A connection with the name already exists."),
        (429, "Too Many Requests", "too_many_requests", "Global limit has been reached"),
        (500, "Internal Server Error", "internal", "é"),
    ];
    for (status, kind, code, message) in rows {
        let body = json!({"statusCode": status, "error": kind, "message": message, "errorCode": code});
        let error =
            setup.api(Reply::json(status, &body.to_string()).header("x-auth0-requestid", "req_1")).await;
        assert_eq!((error.status().as_u16(), error.attempts()), (status, 1));
        assert_eq!([error.error(), error.code(), error.message()], [Some(kind), Some(code), Some(message)]);
        assert_eq!(error.request_id(), Some("req_1"));
        assert_eq!(error.operation().id, "post_sso-ticket");
        assert_eq!(error.json::<Value>().unwrap(), body);
        let text =
            format!("POST /self-service-profiles/{{id}}/sso-ticket was answered with {}", error.status());
        assert!(error.to_string().starts_with(&text), "{error}");
    }
}

#[tokio::test]
async fn errors_are_told_apart() {
    let setup = Setup::new();
    let rows = [
        (302, [false, false, false, false]),
        (400, [false, false, false, false]),
        (404, [true, false, false, false]),
        (409, [false, true, false, false]),
        (429, [false, false, true, true]),
        (503, [false, false, false, true]),
    ];
    for (status, expected) in rows {
        let error = setup.error(Reply::new(status)).await;
        let told = [error.is_not_found(), error.is_conflict(), error.is_rate_limited(), error.is_retryable()];
        assert_eq!(told, expected, "{status}");
        assert_eq!([error.is_timeout(), error.is_connect()], [false, false]);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
}

#[tokio::test]
async fn an_error_says_how_many_more_requests_the_server_takes() {
    let setup = Setup::new();
    let reply = Reply::new(429)
        .header("X-RateLimit-Limit", "10")
        .header("X-RateLimit-Remaining", "0")
        .header("X-RateLimit-Reset", "1767225600")
        .header("Retry-After", "7");
    let limit = setup.api(reply).await.rate_limit();
    assert_eq!((limit.limit, limit.remaining), (Some(10), Some(0)));
    assert_eq!(limit.reset, Some(UNIX_EPOCH + Duration::from_secs(1_767_225_600)));
    assert_eq!(limit.retry_after, Some(Duration::from_secs(7)));
    let reply = Reply::new(429).header("X-RateLimit-Limit", "many").header("Retry-After", "-1");
    assert_eq!(setup.api(reply).await.rate_limit(), auth0_management::runtime::RateLimit::default());
}

#[tokio::test]
async fn a_body_that_says_nothing_is_kept_and_no_failure_of_its_own() {
    let bodies =
        ["", "<html><body>502 Bad Gateway</body></html>", "null", "[]", "{", r#"{"error":true,"code":{}}"#];
    let rows: Vec<_> = [400, 401, 403, 404, 409, 429, 500]
        .into_iter()
        .flat_map(|status| bodies.map(|body| (status, body)))
        .collect();
    let setup = Setup::new();
    for (status, body) in rows {
        let error = setup.api(Reply::new(status).header("Content-Type", "text/html").body(body)).await;
        assert_eq!(error.status().as_u16(), status);
        assert_eq!([error.error(), error.code(), error.message(), error.request_id()], [None; 4]);
        assert_eq!(error.body(), body.as_bytes());
        assert_eq!(error.headers()["content-type"], "text/html");
    }
}

#[tokio::test]
async fn other_forms_of_errors_are_read_too() {
    let setup = Setup::new();
    let rows = [
        (r#"{"error":"access_denied","error_description":"no"}"#, [Some("access_denied"), None, Some("no")]),
        (r#"{"error":{"code":7,"message":"no"}}"#, [None, Some("7"), Some("no")]),
        (r#"{"code":"a","description":"no"}"#, [None, Some("a"), Some("no")]),
        (r#"{"title":"no","detail":"so"}"#, [None, None, Some("so")]),
    ];
    for (body, expected) in rows {
        let error = setup.api(Reply::json(400, body)).await;
        assert_eq!([error.error(), error.code(), error.message()], expected, "{body}");
    }
}

#[tokio::test]
async fn a_redirect_is_an_error_and_not_followed() {
    let setup = Setup::new();
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::replying([]);
        let error = setup.api(Reply::new(status).header("Location", &elsewhere.url())).await;
        assert_eq!(error.status().as_u16(), status);
        assert_eq!(error.headers()["location"], elsewhere.url());
        assert_eq!(elsewhere.requests(), []);
    }
}

#[tokio::test]
async fn the_body_of_an_error_is_cut_off_or_what_came_of_it() {
    let setup = Setup::new();
    let rows = [
        (Reply::new(500).filler(1 << 40), 64 * 1024),
        (Reply::new(500).filler(1 << 40).chunked(), 64 * 1024),
        (Reply::new(500).filler(64 * 1024), 64 * 1024),
        (Reply::new(500).body("abcdef").cut_after(3, Ending::Close), 3),
    ];
    for (reply, length) in rows {
        assert_eq!(setup.api(reply).await.body().len(), length);
    }
}

#[tokio::test]
async fn a_failed_call_for_bytes_is_the_same_error() {
    let server = Server::replying([Reply::json(409, r#"{"errorCode":"a"}"#)]);
    let Error::Api(error) = failure(create(&client(&server)).send_bytes().await) else {
        panic!("another error")
    };
    assert_eq!((error.status().as_u16(), error.code()), (409, Some("a")));
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::replying([]);
    let error = failure(create(&settings(&server).build().unwrap()).await);
    assert!(matches!(&error, Error::Auth(_)));
    assert_eq!(
        error.to_string(),
        "POST /self-service-profiles/{id}/sso-ticket was not sent: the client lacks credentials, its builder takes \
         `token`"
    );
    assert_eq!(server.requests(), []);
}
