//! Calls that a thread waits for, and streams that outlive their connections.

use std::time::Duration;

use letterpress_end_to_end::media::MediaClient;
use letterpress_end_to_end::media::runtime::{Error, RetryPolicy};
use letterpress_end_to_end::media::types::{MediaAnswerRequest, Thing};
use letterpress_test_support::{Reply, Server};

fn client(server: &Server) -> MediaClient {
    let retry = RetryPolicy::default().base_delay(Duration::ZERO);
    MediaClient::builder().base_url(server.url()).retry(retry).build().unwrap()
}

fn events(text: &str) -> Reply {
    Reply::new(200).header("Content-Type", "text/event-stream").body(text)
}

#[test]
fn threads_wait_for_calls_and_share_connections() {
    let server = Server::answering(|_| Reply::json(200, r#"{"name":"Rex"}"#));
    let client = client(&server);
    for _ in 0..2 {
        let answer = client.media().answer(&MediaAnswerRequest::new()).send_blocking().unwrap();
        assert_eq!(answer.into_value(), Thing::new().name("Rex"));
    }
    let requests = server.requests();
    assert_eq!(requests[0].connection, requests[1].connection);
}

#[test]
fn a_thread_waits_for_a_retry() {
    let image = Reply::new(200).header("Content-Type", "image/png").body("png");
    let server = Server::replying([Reply::new(503), image]);
    let mut stream = client(&server).media().get_image().send_stream_blocking().unwrap().into_value();
    assert_eq!(stream.next_blocking().unwrap().unwrap(), "png");
    assert!(stream.next_blocking().is_none());
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_thread_waits_for_events_and_for_another_connection() {
    let server = Server::replying([
        events("retry: 1\nid: 1\nevent: born\ndata: {\"name\":\"Rex\"}\n\n"),
        events("event: died\ndata: {}\n\n"),
        Reply::new(204),
    ]);
    let mut stream = client(&server).media().listen().wait().unwrap();
    let mut names = Vec::new();
    while let Some(event) = stream.next_blocking() {
        names.push(event.unwrap().event.unwrap());
    }
    assert_eq!(names, ["born", "died"]);
    let ids: Vec<_> =
        server.requests().iter().map(|request| request.header("last-event-id").map(str::to_owned)).collect();
    assert_eq!(ids, [None, Some("1".to_owned()), Some("1".to_owned())]);
}

#[tokio::test]
async fn a_thread_of_an_async_runtime_is_refused() {
    let server = Server::replying([]);
    let error = client(&server).media().listen().wait().unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert!(server.requests().is_empty());
}
