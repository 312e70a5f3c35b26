use std::sync::Mutex;
use std::time::Duration;

use http::HeaderValue;

use super::super::mock::MockReply;
use super::super::tests::{CREATE, Setup, shown};
use super::super::{Clock, Error, FailureKind};
use super::*;

/// A layer that notes what passes it, under a name.
#[derive(Clone)]
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Noting {
    fn note(&self, text: &str) {
        self.notes.lock().unwrap().push(format!("{} {text}", self.name));
    }
}

impl Layer for Noting {
    fn send<'a>(&'a self, mut attempt: Attempt, next: Next<'a>) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.note(&format!("{} {}", attempt.operation().id, attempt.number()));
            attempt.request_mut().headers_mut().insert("x-seen-by", HeaderValue::from_static(self.name));
            let outcome = next.send(attempt).await;
            self.note(&match &outcome {
                Ok(answer) => answer.status().as_str().to_owned(),
                Err(failure) => format!("{:?}", failure.kind()),
            });
            outcome
        })
    }
}

/// What two layers note of a GET that meets these replies, and the requests that were sent.
fn noted(replies: Vec<MockReply>) -> (Vec<String>, Vec<http::Request<Bytes>>) {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let layer = |name| Noting { name, notes: Arc::clone(&notes) };
    let setup = Setup::new(replies).with(|builder| builder.layer(layer("outer")).layer(layer("inner")));
    let _ = setup.get();
    let notes = notes.lock().unwrap().clone();
    (notes, setup.transport.requests())
}

#[test]
fn layers_see_each_attempt_in_order() {
    let (notes, requests) = noted(vec![MockReply::failure(FailureKind::Connect), MockReply::new(200)]);
    let expected = [
        "outer get_pet 1",
        "inner get_pet 1",
        "inner Connect",
        "outer Connect",
        "outer get_pet 2",
        "inner get_pet 2",
        "inner 200",
        "outer 200",
    ];
    assert_eq!(notes, expected);
    assert!(requests.iter().all(|request| request.headers()["x-seen-by"] == "inner"));
}

#[test]
fn a_change_holds_for_one_attempt() {
    struct Once;
    impl Layer for Once {
        fn send<'a>(&'a self, mut attempt: Attempt, next: Next<'a>) -> BoxFuture<'a, Outcome> {
            if attempt.number() == 1 {
                attempt.request_mut().headers_mut().insert("x-first", HeaderValue::from_static("yes"));
            }
            next.send(attempt)
        }
    }
    let setup = Setup::new([500, 200].map(MockReply::new)).with(|builder| builder.layer(Once));
    setup.get().unwrap();
    let first: Vec<_> =
        setup.transport.requests().iter().map(|request| request.headers().contains_key("x-first")).collect();
    assert_eq!(first, [true, false]);
}

#[test]
fn a_layer_may_answer_by_itself() {
    struct Full;
    impl Layer for Full {
        fn send<'a>(&'a self, _attempt: Attempt, _next: Next<'a>) -> BoxFuture<'a, Outcome> {
            let mut answer: http::Response<Box<dyn Body>> = http::Response::new(Box::new(Bytes::new()));
            *answer.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
            Box::pin(std::future::ready(Ok(answer)))
        }
    }
    let setup = Setup::new([]).with(|builder| builder.layer(Full));
    assert!(setup.create().unwrap_err().is_rate_limited());
    assert!(setup.transport.requests().is_empty());
}

#[test]
fn the_limit_of_an_attempt_holds_for_layers() {
    struct Stalling;
    impl Layer for Stalling {
        fn send<'a>(&'a self, _attempt: Attempt, _next: Next<'a>) -> BoxFuture<'a, Outcome> {
            Box::pin(std::future::pending())
        }
    }
    let setup = Setup::new([]).with(|builder| builder.layer(Stalling));
    let error = setup.create().unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_timeout()), "{}", shown(&error));
    assert_eq!(setup.clock.elapsed(), Duration::from_secs(30));
}

#[test]
fn layers_see_requests_for_tokens() {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let layer = Noting { name: "layer", notes: Arc::clone(&notes) };
    let token = MockReply::json(200, r#"{"access_token": "a", "expires_in": 60}"#);
    let setup = Setup::new([token, MockReply::new(200)])
        .with(|builder| builder.client_credentials("token", "id", "s3cret").layer(layer));
    setup.get().unwrap();
    assert_eq!(*notes.lock().unwrap(), ["layer token 1", "layer 200", "layer get_pet 1", "layer 200"]);
}

#[test]
fn debug_shows_nothing_of_the_request() {
    let request = http::Request::builder().uri("https://h/?key=MARK").header("x", "MARK").body("MARK".into());
    let attempt = Attempt { operation: &CREATE, number: 2, request: request.unwrap() };
    let text = format!("{attempt:?}");
    assert_eq!(text, "Attempt { operation: create_pet (POST /owners/{id}/pets), number: 2, .. }");
}
