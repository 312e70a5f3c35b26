use std::collections::BTreeMap;

use super::super::mock::{MockClock, MockReply};
use super::super::tests::{CREATE, GET, Pet, Setup, call, pet};
use super::super::{Body, BoxFuture, Call, Clock, NoParams, Outcome, Transport, TransportFailure};
use super::*;

fn stream(body: &'static str) -> MockReply {
    let pieces = body.as_bytes().chunks(3).map(|piece| Ok(Bytes::from_static(piece)));
    MockReply::new(200).header("content-type", "text/event-stream; charset=utf-8").pieces(pieces)
}

/// What a call gives for its events, each with its data or what is wrong with it.
fn events<T: Decode>(setup: &Setup) -> Vec<Result<Event<T>, Error>> {
    setup.clock.block_on(async {
        let call: Call<'_, EventStream<T>> = call(&setup.client(), &GET).parameter("id", "1");
        let mut stream = call.await.unwrap();
        let mut events = Vec::new();
        while let Some(event) = stream.next().await {
            events.push(event);
        }
        assert!(stream.next().await.is_none());
        events
    })
}

fn event<T>(data: T, event: Option<&str>, id: Option<&str>) -> Event<T> {
    Event { data, event: event.map(str::to_owned), id: id.map(str::to_owned) }
}

#[test]
fn a_call_that_answers_with_events_alone_gives_them_when_it_is_awaited() {
    let body = "event: born\nid: 7\ndata: {\"name\":\ndata: \"Rex\"}\n\ndata: {\"name\": \"Bo\"}\n\n";
    let setup = Setup::new([stream(body), MockReply::new(204)]);
    let read: Vec<_> = events::<Pet>(&setup).into_iter().map(Result::unwrap).collect();
    assert_eq!(read, [event(pet("Rex"), Some("born"), Some("7")), event(pet("Bo"), None, Some("7"))]);
    assert_eq!(setup.calls()[0].headers()["accept"], "text/event-stream");
}

#[test]
fn a_call_can_ask_for_events_in_place_of_its_value() {
    let setup =
        Setup::new([stream("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"), MockReply::json(200, r#"{"a": "b"}"#)]);
    let call = || Call::<Pet, NoParams, i64>::new(&setup.client(), &GET).parameter("id", "1");
    setup.clock.block_on(async {
        let mut stream = call().events().await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), event(1, None, None));
        assert!(stream.next().await.is_none());
        assert_eq!(call().await.unwrap()["a"], "b");
    });
    assert_eq!(setup.calls()[1].headers()["accept"], "application/json");
}

#[test]
fn data_that_is_no_json_is_a_string() {
    let setup = Setup::new([stream("data: tick\n\ndata: \"tock\"\n\ndata: 1\n\ndata\n\n")]);
    let read: Vec<_> = events::<String>(&setup).into_iter().map(|event| event.unwrap().data).collect();
    assert_eq!(read, ["tick", "tock", "1", ""]);
}

#[test]
fn the_name_of_an_event_stands_for_a_member_that_its_data_lacks() {
    let body = "event: a\ndata: {}\n\nevent: \"\ndata:  {\"x\": \"1\"}\n\nevent: a\ndata: {\"type\": \"b\"}\n\ndata: {}\n\n";
    let setup = Setup::new([stream(body)]);
    let read = setup.clock.block_on(async {
        let call: Call<'_, EventStream<BTreeMap<String, String>>> = call(&setup.client(), &GET);
        let mut stream = call.parameter("id", "1").event_tag("type").await.unwrap();
        let mut read = Vec::new();
        while let Some(event) = stream.next().await {
            read.push(
                event
                    .unwrap()
                    .data
                    .into_iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect::<Vec<_>>(),
            );
        }
        read
    });
    assert_eq!(read, [vec!["type=a"], vec!["type=\"", "x=1"], vec!["type=b"], vec![]]);
}

#[test]
fn data_that_does_not_fit_is_an_error_and_the_next_event_is_fine() {
    let setup = Setup::new([stream("data: {\"name\": 1}\n\ndata: {\"name\": \"Rex\"}\n\n")]);
    let read = events::<Pet>(&setup);
    let [Err(Error::Decode(error)), Ok(next)] = &read[..] else { panic!("{read:?}") };
    assert_eq!((error.path().as_str(), error.body()), ("$.name", &br#"{"name": 1}"#[..]));
    assert_eq!(next.data, pet("Rex"));
}

#[test]
fn a_broken_connection_and_a_large_event_end_the_stream() {
    let broken = [Ok(Bytes::from_static(b"data: 1\n\nda")), Err(FailureKind::Io)];
    let large = [Ok(Bytes::from("data: 1\n\ndata: ".to_owned() + &"x".repeat(99) + "\n\ndata: 2\n\n"))];
    for (body, kind) in [(broken.to_vec(), FailureKind::Io), (large.to_vec(), FailureKind::TooLarge)] {
        let setup =
            Setup::new([MockReply::new(200).pieces(body)]).with(|builder| builder.max_response_size(50));
        let read = events::<i64>(&setup);
        assert!(
            matches!(&read[..], [Ok(_), Err(Error::Transport(error))] if error.kind() == kind),
            "{read:?}"
        );
    }
}

#[test]
fn an_answer_that_says_it_is_something_else_is_an_error() {
    for (media_type, found) in [("application/json", "JSON"), ("text/html", "a page of HTML")] {
        let setup = Setup::new([MockReply::new(200).header("content-type", media_type).body("{}")]);
        let call: Call<'_, EventStream<Pet>> = call(&setup.client(), &GET).parameter("id", "1");
        let error = setup.clock.block_on(call).unwrap_err();
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!(error.body(), b"{}");
        let source = std::error::Error::source(&*error).unwrap().to_string();
        assert_eq!(source, format!("expected a stream of events at $, found {found}"));
    }
}

#[test]
fn the_stream_says_where_to_go_on_and_when() {
    let setup = Setup::new([stream("id: 1\nretry: 10\ndata: 1\n\nid: 2\n\n").header("etag", "x")]);
    setup.clock.block_on(async {
        let call: Call<'_, EventStream<i64>> = call(&setup.client(), &GET).parameter("id", "1");
        let mut stream = call.await.unwrap();
        assert_eq!((stream.headers()["etag"].as_bytes(), stream.last_event_id()), (&b"x"[..], None));
        while stream.next().await.is_some() {}
        assert_eq!((stream.last_event_id(), stream.retry()), (Some("2"), Some(Duration::from_millis(10))));
    });
}

/// What becomes of the events of a GET that meets these replies: their data, and how the stream ended.
fn followed(replies: Vec<MockReply>) -> (Setup, Vec<i64>, Option<Error>) {
    let setup = Setup::new(replies);
    let mut read = events::<i64>(&setup);
    let error = read.pop_if(|last| last.is_err()).and_then(Result::err);
    (setup, read.into_iter().map(|event| event.unwrap().data).collect(), error)
}

/// The `Last-Event-ID` of each request.
fn last_ids(setup: &Setup) -> Vec<Option<String>> {
    let id = |request: &http::Request<_>| {
        request.headers().get("last-event-id").map(|id| id.to_str().unwrap().to_owned())
    };
    setup.calls().iter().map(id).collect()
}

#[test]
fn a_stream_with_ids_goes_on_after_its_connection() {
    let broken = [Ok(Bytes::from_static(b"id: 1\ndata: 1\n\nid: 2\ndata: ")), Err(FailureKind::Io)];
    let replies = vec![
        MockReply::new(200).pieces(broken),
        stream("retry: 70\nid: 2\ndata: 2\n\n"),
        MockReply::new(500),
        stream("data: 3\n\n"),
        MockReply::new(204),
    ];
    let (setup, data, error) = followed(replies);
    assert_eq!(data, [1, 2, 3]);
    assert!(error.is_none(), "{error:?}");
    let id = |id: &str| Some(id.to_owned());
    // What was not complete comes again, and a failure is met as that of any call.
    assert_eq!(last_ids(&setup), [None, id("1"), id("2"), id("2"), id("2")]);
    let (second, short) = (Duration::from_secs(1), Duration::from_millis(70));
    let waits: Vec<_> = setup.clock.slept().into_iter().filter(|wait| *wait <= second).collect();
    assert_eq!(waits, [second, short, second, short]);
}

#[test]
fn five_connections_without_an_event_end_a_stream() {
    let mut replies = vec![stream("id: 1\ndata: 1\n\n")];
    replies.extend(vec![stream(": alive\n\n"); 4]);
    replies.push(stream("data: 2\n\n"));
    replies.extend(vec![stream(""); 5]);
    let (setup, data, error) = followed(replies);
    assert_eq!((data, setup.calls().len()), (vec![1, 2], 11));
    assert!(error.is_none());

    let broken = || MockReply::new(200).pieces([Err(FailureKind::Io)]);
    let replies = [vec![stream("id: 1\ndata: 1\n\n")], vec![broken(); 5]].concat();
    let (setup, data, error) = followed(replies);
    assert_eq!((data, setup.calls().len()), (vec![1], 6));
    assert!(matches!(error, Some(Error::Transport(error)) if error.kind() == FailureKind::Io));
}

#[test]
fn a_stream_that_cannot_go_on_where_it_ended_ends() {
    // It has no ids, has one that no header can carry, or is refused.
    for (body, requests) in [("data: 1\n\n", 1), ("id: \u{1}\ndata: 1\n\n", 1), ("id: 1\ndata: 1\n\n", 2)] {
        let (setup, data, error) = followed(vec![stream(body), MockReply::new(410)]);
        assert_eq!((data, setup.calls().len()), (vec![1], requests), "{body:?}");
        assert_eq!(error.is_some(), requests == 2);
    }
    let setup = Setup::new([stream("id: 1\ndata: 1\n\n")]);
    setup.clock.block_on(async {
        let call: Call<'_, EventStream<i64>> = call(&setup.client(), &GET).parameter("id", "1");
        let mut stream = call.await.unwrap().no_reconnect();
        assert!(stream.next().await.unwrap().is_ok());
        assert!(stream.next().await.is_none());
    });
    let setup = Setup::new([stream("id: 1\ndata: 1\n\n")]);
    setup.clock.block_on(async {
        let call: Call<'_, EventStream<i64>> = call(&setup.client(), &CREATE).parameter("id", "1");
        let mut stream = call.await.unwrap();
        assert!(stream.next().await.unwrap().is_ok());
        assert!(stream.next().await.is_none());
    });
    assert_eq!(setup.calls().len(), 1);
}

/// A server whose events are ten minutes apart.
struct Slow(MockClock);

impl Body for Slow {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportFailure>> {
        Box::pin(async move {
            self.0.sleep(Duration::from_secs(600)).await;
            Ok(Some(Bytes::from_static(b"data: 1\n\n")))
        })
    }
}

impl Transport for Slow {
    fn send(&self, _request: http::Request<Bytes>) -> BoxFuture<'_, Outcome> {
        let body: Box<dyn Body> = Box::new(Slow(self.0.clone()));
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
}

#[test]
fn events_may_be_far_between() {
    let setup = Setup::new([]);
    let setup = Setup { builder: setup.builder.transport(Slow(setup.clock.clone())), ..setup };
    setup.clock.block_on(async {
        let call: Call<'_, EventStream<i64>> = call(&setup.client(), &GET).parameter("id", "1");
        let mut stream = call.await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
        assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    });
    assert_eq!(setup.clock.elapsed(), Duration::from_secs(1200));
}

#[test]
fn a_line_may_have_a_mebibyte() {
    let line = |length: usize| format!("data: {}\n\n", "1".repeat(length - "data: ".len()));
    for (length, fits) in [(1024 * 1024, true), (1024 * 1024 + 1, false)] {
        let setup = Setup::new([MockReply::new(200).body(line(length))]);
        let read = events::<String>(&setup);
        assert_eq!(read[0].is_ok(), fits);
    }
}
