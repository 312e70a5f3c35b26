use std::time::Duration;

use bytes::Bytes;

use super::super::api::Method;
use super::super::clock::Clock;
use super::super::tests::all;
use super::super::transport::{BoxFuture, FailureKind, Transport};
use super::*;

/// The status that a request is answered with, or how it fails.
fn send(transport: &MockTransport, method: &str, url: &str) -> Result<u16, FailureKind> {
    let request = http::Request::builder().method(method).uri(url).body(Bytes::new()).unwrap();
    let answer = MockClock::new().block_on(transport.send(request));
    answer.map(|answer| answer.status().as_u16()).map_err(|failure| failure.kind())
}

#[test]
fn replies_are_given_in_order() {
    let transport = MockTransport::new();
    transport.reply(MockReply::new(201));
    transport.reply(MockReply::failure(FailureKind::Tls));
    assert_eq!(send(&transport, "GET", "https://a/"), Ok(201));
    assert_eq!(send(&transport, "GET", "https://a/"), Err(FailureKind::Tls));
    assert_eq!(send(&transport, "GET", "https://a/"), Err(FailureKind::Other));
    assert_eq!(transport.requests().len(), 3);
}

#[test]
fn what_is_told_for_a_path_goes_before_the_queue_and_its_last_reply_stays() {
    let transport = MockTransport::new();
    transport.reply(MockReply::new(200));
    transport.on(Method::Get, "/x", [MockReply::new(201), MockReply::new(202)]);
    assert_eq!(send(&transport, "GET", "https://a/x?y"), Ok(201));
    assert_eq!(send(&transport, "GET", "https://a/x"), Ok(202));
    assert_eq!(send(&transport, "GET", "https://a/x"), Ok(202));
    assert_eq!(send(&transport, "POST", "https://a/x"), Ok(200));
    transport.on(Method::Get, "/x", [MockReply::new(203)]);
    assert_eq!(send(&transport, "GET", "https://a/x"), Ok(203));
}

#[test]
fn debug_shows_nothing_of_what_is_sent() {
    let transport = MockTransport::new();
    let reply = MockReply::json(200, r#"{"pin":"marker"}"#).header("set-cookie", "marker");
    transport.on(Method::Get, "/marker", [reply.clone()]);
    transport.reply(reply.clone());
    assert_eq!(send(&transport, "GET", "https://a/marker"), Ok(200));
    assert_eq!(format!("{transport:?}"), "MockTransport { replies: 1, rules: 1, requests: 1 }");
    assert_eq!(format!("{reply:?}"), "MockReply(200)");
    assert_eq!(format!("{:?}", MockReply::failure(FailureKind::Tls)), "MockReply(Tls)");
    assert_eq!(format!("{:?}", MockReply::never()), "MockReply(never)");
}

#[test]
fn the_clock_moves_when_all_sleep() {
    let clock = MockClock::new();
    let sleep = |seconds| -> BoxFuture<'_, Duration> {
        let clock = &clock;
        Box::pin(async move {
            clock.sleep(Duration::from_secs(seconds)).await;
            clock.sleep(Duration::from_secs(seconds)).await;
            clock.elapsed()
        })
    };
    let ends = clock.block_on(all(vec![sleep(3), sleep(1), sleep(2)]));
    assert_eq!(ends, [6, 2, 4].map(Duration::from_secs));
    assert_eq!(clock.slept(), [1, 1, 2, 3, 2, 3].map(Duration::from_secs));
}

#[test]
fn the_clock_moves_by_hand() {
    let clock = MockClock::new();
    let before = clock.now();
    clock.advance(Duration::from_secs(7));
    assert_eq!(clock.elapsed(), Duration::from_secs(7));
    assert_eq!(clock.now().duration_since(before).ok(), Some(Duration::from_secs(7)));
}
