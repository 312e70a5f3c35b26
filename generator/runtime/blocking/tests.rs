use super::super::mock::MockReply;
use super::super::tests::{API, CREATE, GET, Pet, Setup, call, pet};
use super::super::{Client, NoParams, TokioClock};
use super::*;

/// A server that has nothing to do with the mock's clock: the answers are there at once.
fn client(setup: &Setup) -> Client {
    let builder = super::super::Builder::new(&API).variable("host", "example.com").token("token", "t");
    builder.transport(setup.transport.clone()).clock(TokioClock::new()).build().unwrap()
}

#[test]
fn a_thread_waits_for_a_call() {
    let setup = Setup::new([MockReply::json(200, r#"{"name": "Max"}"#), MockReply::new(404)]);
    let client = client(&setup);
    let answer = call::<Pet>(&client, &GET).parameter("id", "1").send_blocking().unwrap();
    assert_eq!((answer.status().as_u16(), answer.into_value()), (200, pet("Max")));
    let error = call::<Pet>(&client, &GET).parameter("id", "1").wait().unwrap_err();
    assert!(error.is_not_found());
}

#[test]
fn many_threads_wait_side_by_side() {
    let setup = Setup::new(vec![MockReply::json(200, "{}"); 8]);
    let client = &client(&setup);
    thread::scope(|scope| {
        let wait = || call::<Pet>(client, &GET).parameter("id", "1").wait();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(wait)).collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap().is_ok()));
    });
}

#[test]
fn a_thread_waits_for_pieces_and_events() {
    let pieces = |text: &'static str| MockReply::new(200).pieces([Ok(Bytes::from_static(text.as_bytes()))]);
    let setup = Setup::new([pieces("ab"), pieces("data: 1\n\ndata: 2\n\n")]);
    let client = client(&setup);
    let mut stream =
        call::<()>(&client, &GET).parameter("id", "1").send_stream_blocking().unwrap().into_value();
    assert_eq!(stream.next_blocking().unwrap().unwrap(), "ab");
    assert!(stream.next_blocking().is_none());

    let call = Call::<'_, (), NoParams, u32>::new(&client, &GET).parameter("id", "1");
    let mut events = call.events_blocking().unwrap();
    let mut data = Vec::new();
    while let Some(event) = events.next_blocking() {
        data.push(event.unwrap().data);
    }
    assert_eq!(data, [1, 2]);
}

#[test]
fn inside_an_async_runtime_it_is_an_error() {
    let setup = Setup::new([]);
    let client = client(&setup);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error = runtime.block_on(async {
        call::<()>(&client, &CREATE).parameter("id", "1").body(&pet("Rex")).wait().unwrap_err()
    });
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "POST /owners/{id}/pets was not sent: it would block a thread of an async runtime: there, await the call"
    );
    assert!(setup.transport.requests().is_empty());
}
