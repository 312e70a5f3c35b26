//! A call is dropped at each of its await points, and the client is of use afterwards.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use auth0_management::runtime::mock::{MockClock, MockReply, MockTransport};
use auth0_management::runtime::{Body, BoxFuture, Transport, TransportFailure};
use auth0_management::{Error, ManagementClient, RetryPolicy};
use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;

use super::carriers::CARRIERS;
use super::fault_server::FaultServer;
use super::setup::{Ticket, create};

type Answer = Pin<Box<dyn Future<Output = Result<Ticket, Error>>>>;

/// What the server does: it is not there for the first request, nor for each second one for a token, and it refuses the first token that
/// it sees.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    sent: usize,
    tokens: usize,
    was_away: bool,
    refused: Option<HeaderValue>,
}

impl State {
    fn answer(&mut self, request: &http::Request<Bytes>) -> MockReply {
        self.sent += 1;
        let unavailable = MockReply::new(503).header("Retry-After", "3");
        if request.uri().path() == "/oauth/token" {
            self.tokens += 1;
            let body = format!(r#"{{"access_token":"token-{}","expires_in":600}}"#, self.tokens);
            return if self.tokens.is_multiple_of(2) { MockReply::json(200, body) } else { unavailable };
        }
        if !std::mem::replace(&mut self.was_away, true) {
            return unavailable;
        }
        let token = request.headers()[AUTHORIZATION].clone();
        if *self.refused.get_or_insert_with(|| token.clone()) == token {
            return MockReply::new(401);
        }
        let pieces = [r#"{"tic"#, r#"ket":"#, r#""t"}"#].map(|piece| Ok(Bytes::from(piece)));
        MockReply::json(201, "").pieces(pieces)
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>> {
        let transport = MockTransport::new();
        transport.reply(self.0.lock().unwrap().answer(&request));
        Box::pin(async move { transport.send(request).await })
    }
}

/// A client, and the clock and the server that it works with. Its calls come past all that a call can wait for: a token that is first
/// not to be had, waits, an answer that is to be tried again, a refused token and another, and a body in pieces.
struct Setup {
    client: ManagementClient,
    clock: MockClock,
    script: Script,
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Setup {
    fn new() -> Self {
        let (clock, script) = (MockClock::new(), Script::default());
        let settings = ManagementClient::builder().domain("acme.example").client_credentials("c", "s");
        let settings = settings.clock(clock.clone()).transport(script.clone());
        let client = settings.retry(RetryPolicy::default().jitter(false)).build().unwrap();
        Self { client, clock, script }
    }

    /// How many requests were sent.
    fn sent(&self) -> usize {
        self.script.0.lock().unwrap().sent
    }

    fn call(&self) -> Answer {
        Box::pin(create(&self.client).idempotent(true).into_future())
    }

    /// Polls a call at most so many times. Where it can do nothing but wait, a second passes.
    fn poll(&self, call: &mut Answer, times: usize) -> Poll<Result<Ticket, Error>> {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        for _ in 0..times {
            let polled = call.as_mut().poll(&mut Context::from_waker(&waker));
            if polled.is_ready() {
                return polled;
            }
            if !woken.0.swap(false, Ordering::SeqCst) {
                self.clock.advance(Duration::from_secs(1));
            }
        }
        Poll::Pending
    }

    /// How often a call is polled until it succeeds.
    fn polls() -> usize {
        let setup = Self::new();
        let mut call = setup.call();
        let polls = (1..1000).find(|_| setup.poll(&mut call, 1).is_ready()).unwrap();
        // Two for each token, and three of its own.
        assert_eq!(setup.sent(), 7);
        polls
    }
}

#[test]
fn a_call_that_is_dropped_at_any_point_sends_no_more_and_leaves_the_client_of_use() {
    let polls = Setup::polls();
    assert!(polls > 20, "{polls}");
    for count in 0..polls {
        let setup = Setup::new();
        let mut call = setup.call();
        assert!(setup.poll(&mut call, count).is_pending());
        drop(call);
        let sent = setup.sent();
        setup.clock.advance(Duration::from_secs(600));
        assert_eq!(setup.sent(), sent, "after {count} polls");
        let ticket = setup.clock.block_on(setup.call());
        assert_eq!(ticket.unwrap().ticket.as_deref(), Some("t"), "after {count} polls");
    }
}

#[test]
fn a_call_that_is_dropped_at_any_point_strands_no_other() {
    let polls = Setup::polls();
    // The other begins after `before` of the polls, and goes on when the first is gone.
    for (count, before) in (0..polls).flat_map(|count| (0..=count).map(move |before| (count, before))) {
        let setup = Setup::new();
        let (mut call, mut other) = (setup.call(), setup.call());
        assert!(setup.poll(&mut call, before).is_pending());
        assert!(setup.poll(&mut other, 1).is_pending());
        // It may come to its end: the other has met some of what it would have.
        let _ = setup.poll(&mut call, count - before);
        drop(call);
        let ticket = setup.clock.block_on(other);
        assert_eq!(ticket.unwrap().ticket.as_deref(), Some("t"), "after {before} and {count} polls");
    }
}

/// The same where it is sockets that a call waits for: how often it is polled is then theirs to say.
#[tokio::test]
async fn a_call_over_sockets_that_is_dropped_at_any_point_leaves_the_client_of_use() {
    for carrier in CARRIERS {
        let faults = FaultServer::new(carrier);
        let client = faults.settings().token("t").build().unwrap();
        for count in 0..24 {
            let mut call = pin!(create(&client).into_future());
            for _ in 0..count {
                let polled = std::future::poll_fn(|context| Poll::Ready(call.as_mut().poll(context))).await;
                if polled.is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            create(&client).await.unwrap();
        }
    }
}
