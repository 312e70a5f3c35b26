//! What a call gives when the server answers with a success.

use std::error::Error as StdError;

use auth0_management::Error;
use auth0_management::runtime::FailureKind;
use letterpress_test_support::{Reply, Server};

use super::setup::{TICKET, client, create, created, failure, queued, settings};

#[tokio::test]
async fn awaiting_a_call_gives_the_value() {
    let hinted = concat!(
        "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n",
        "HTTP/1.1 201 Created\r\n\r\n",
        r#" {"ticket":"https:\/\/acme.example/ticket\u002f1"}"#,
    );
    let replies = [
        created(),
        created().chunked(),
        created().header("Connection", "close"),
        Reply::json(200, &format!(r#"{{"ticket":"{TICKET}"}}"#)),
        // Neither the media type nor the status's reason means anything to it.
        Reply::new(299).header("Content-Type", "text/html").body(format!("\n{{\"ticket\":\"{TICKET}\"}}\n")),
        Reply::raw(hinted),
    ];
    let server = Server::replying(replies.clone());
    let client = client(&server);
    for _ in replies {
        let ticket = create(&client).await.unwrap();
        assert_eq!(ticket.ticket.as_deref(), Some(TICKET));
        assert!(ticket.unknown_fields().is_empty());
    }
}

#[tokio::test]
async fn the_ticket_may_be_absent() {
    let server = Server::replying([Reply::json(201, "{}")]);
    assert_eq!(create(&client(&server)).await.unwrap().ticket, None);
}

#[tokio::test]
async fn unknown_members_of_an_answer_are_kept_and_written_back() {
    let text = r#"{"ticket":"t","a":null,"b":{"c":[1,-2.5,"é"]}}"#;
    let server = Server::replying([Reply::json(201, text)]);
    let ticket = create(&client(&server)).await.unwrap();
    let unknown: Vec<_> =
        ticket.unknown_fields().iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(unknown, ["a null", r#"b {"c":[1,-2.5,"é"]}"#]);
    assert_eq!(serde_json::to_string(&ticket).unwrap(), text);
}

#[tokio::test]
async fn sending_gives_what_came_with_the_value() {
    let reply = created()
        .header("X-Auth0-RequestId", "req_1")
        .header("X-RateLimit-Limit", "10")
        .header("X-RateLimit-Remaining", "9")
        .header("X-RateLimit-Reset", "1767225600")
        .header("Set-Cookie", "a=1")
        .header("Set-Cookie", "b=2");
    let server = Server::replying([reply.clone(), reply]);
    let client = client(&server);
    let response = create(&client).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (201, 1));
    assert_eq!(response.operation().id, "post_sso-ticket");
    assert_eq!(response.request_id(), Some("req_1"));
    let limit = response.rate_limit();
    assert_eq!((limit.limit, limit.remaining, limit.retry_after), (Some(10), Some(9), None));
    let reset = limit.reset.unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(reset.as_secs(), 1_767_225_600);
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["a=1", "b=2"]);
    assert_eq!(response.value().ticket.as_deref(), Some(TICKET));
    assert_eq!(response.into_value(), create(&client).await.unwrap());
}

#[tokio::test]
async fn sending_for_bytes_gives_the_body_as_it_came() {
    let (server, replies) = queued();
    let client = client(&server);
    for body in ["", "{", "\u{feff}{}", r#"{ "ticket" : 1 }"#] {
        replies.send(Reply::json(201, body)).unwrap();
        let response = create(&client).send_bytes().await.unwrap();
        assert_eq!((response.status().as_u16(), response.attempts()), (201, 1));
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(response.into_value(), body);
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_names_the_place_and_is_kept() {
    let deep = format!(r#"{{"a":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let rows: [(Reply, &[u8], &str, &str); 11] = [
        (
            Reply::json(201, r#"{"ticket":5}"#),
            br#"{"ticket":5}"#,
            "$.ticket",
            "expected a string at $.ticket, found an integer",
        ),
        (
            Reply::json(201, r#"{"ticket":null}"#),
            br#"{"ticket":null}"#,
            "$.ticket",
            "expected a string at $.ticket, found null",
        ),
        (
            Reply::json(200, r#"{"ticket":{}}"#),
            br#"{"ticket":{}}"#,
            "$.ticket",
            "expected a string at $.ticket, found an object",
        ),
        (
            Reply::json(201, r#"{"ticket":"a","ticket":"b"}"#),
            br#"{"ticket":"a","ticket":"b"}"#,
            "$.ticket",
            "duplicate member $.ticket",
        ),
        (Reply::json(201, r#"{"a":1,"a":1}"#), br#"{"a":1,"a":1}"#, "$.a", "duplicate member $.a"),
        (Reply::json(201, "[]"), b"[]", "$", "expected an object at $, found an array"),
        (
            Reply::json(201, r#"{"ticket":"a"#),
            br#"{"ticket":"a"#,
            "$",
            "invalid JSON: EOF while parsing a string",
        ),
        (Reply::json(201, "{} {}"), b"{} {}", "$", "invalid JSON: trailing characters"),
        (
            Reply::json(201, "").body(*b"{\"ticket\":\"\xff\"}"),
            b"{\"ticket\":\"\xff\"}",
            "$",
            "invalid JSON: invalid unicode",
        ),
        (Reply::new(201).body("<html>"), b"<html>", "$", "invalid JSON: expected value"),
        (Reply::json(201, &deep), deep.as_bytes(), "$", "invalid JSON: recursion limit exceeded"),
    ];
    let (server, replies) = queued();
    let client = client(&server);
    for (reply, body, path, why) in rows {
        replies.send(reply.header("X-Request-Id", "req_1")).unwrap();
        let Error::Decode(error) = failure(create(&client).await) else { panic!("another error") };
        assert_eq!((error.path().as_str(), error.body()), (path, body));
        assert_eq!((error.attempts(), error.request_id()), (1, Some("req_1")));
        assert_eq!(
            error.to_string(),
            format!(
                "POST /self-service-profiles/{{id}}/sso-ticket was answered with {}, \
                 but its body cannot be read at {path}",
                error.status(),
            ),
        );
        let source = error.source().unwrap().to_string();
        assert!(source.contains(why), "{source}");
    }
}

#[tokio::test]
async fn a_success_without_a_body_is_an_error_of_decoding() {
    let answers =
        [Reply::new(201), Reply::new(204), Reply::new(201).chunked(), Reply::raw("HTTP/1.1 201 \r\n\r\n")];
    let (server, replies) = queued();
    let client = client(&server);
    for (count, reply) in (1..).zip(answers) {
        replies.send(reply).unwrap();
        let Error::Decode(error) = failure(create(&client).await) else { panic!("another error") };
        assert_eq!((error.path().as_str(), error.body()), ("$", &b""[..]));
        assert_eq!(server.requests().len(), count);
    }
}

#[tokio::test]
async fn a_body_above_the_bound_is_not_read_on() {
    const TERABYTE: u64 = 1 << 40;
    let (server, replies) = queued();
    let client = settings(&server).token("t").max_response_size(1024).build().unwrap();
    let too_large = [
        Reply::new(201).filler(TERABYTE),
        Reply::new(201).filler(TERABYTE).chunked(),
        Reply::new(201).body("x".repeat(1025)),
    ];
    for (count, reply) in (1..).zip(too_large) {
        replies.send(reply).unwrap();
        let Error::Transport(error) = failure(create(&client).send_bytes().await) else {
            panic!("another error")
        };
        assert_eq!(error.kind(), FailureKind::TooLarge);
        assert_eq!(server.requests().len(), count);
    }
    for reply in [Reply::new(201).filler(1024), Reply::new(201).filler(1024).chunked()] {
        replies.send(reply).unwrap();
        assert_eq!(create(&client).send_bytes().await.unwrap().value().len(), 1024);
    }
}
