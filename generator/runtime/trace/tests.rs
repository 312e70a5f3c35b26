use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::super::mock::MockReply;
use super::super::tests::Setup;
use super::super::{Builder, FailureKind};

/// Keeps what it is told, a line for each span, record and event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

/// Fields as text, but the time that an attempt took.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Lines {
    fn push(&self, what: &str, record: impl FnOnce(&mut Text)) {
        let mut text = Text(what.to_owned());
        record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.push("span", |text| span.record(text));
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, values: &Record<'_>) {
        self.push("record", |text| values.record(text));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        assert_eq!(event.parent(), Some(&Id::from_u64(1)));
        self.push("event", |text| event.record(text));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// What is told of a GET that meets these replies, and of how it ended.
fn told(replies: Vec<MockReply>, change: impl FnOnce(Builder) -> Builder) -> Vec<String> {
    let lines = Lines::default();
    let setup = Setup::new(replies).with(change);
    tracing::subscriber::with_default(lines.clone(), || {
        let _ = setup.get();
    });
    std::mem::take(&mut *lines.0.lock().unwrap())
}

/// What the span and each event say of the request.
const REQUEST: &str =
    "http.request.method=\"GET\" url.template=\"/pets/{id}\" server.address=\"example.com\" server.port=443";

#[test]
fn a_call_is_a_span_and_an_attempt_an_event() {
    let told = told(vec![MockReply::new(503), MockReply::new(200)], |builder| builder);
    assert_eq!(
        told,
        [
            format!("span otel.name=GET /pets/{{id}} otel.kind=\"client\" {REQUEST}"),
            format!(
                "event message=attempt {REQUEST} http.response.status_code=503 error.type=\"503\" duration=0.0"
            ),
            format!(
                "event message=attempt {REQUEST} http.request.resend_count=1 http.response.status_code=200 duration=0.0"
            ),
            "record http.request.resend_count=1".to_owned(),
            "record http.response.status_code=200".to_owned(),
            "record".to_owned(),
        ]
    );
}

#[test]
fn a_failure_is_told_by_its_kind() {
    for (reply, kind) in [
        (MockReply::failure(FailureKind::Connect), "connect"),
        (MockReply::failure(FailureKind::Io), "io"),
        (MockReply::failure(FailureKind::Tls), "tls"),
        (MockReply::failure(FailureKind::Other), "_OTHER"),
        (MockReply::never(), "timeout"),
        (MockReply::new(404), "404"),
    ] {
        let told = told(vec![reply; 3], |builder| builder);
        assert_eq!(told.last(), Some(&format!("record error.type=\"{kind}\"")));
        assert!(told[1].contains(&format!("error.type=\"{kind}\"")), "{told:?}");
    }
    let told = told(vec![MockReply::never()], |builder| builder.timeout(std::time::Duration::from_secs(7)));
    assert!(told[1].ends_with("error.type=\"timeout\" duration=7.0"), "{told:?}");
    assert_eq!(told.last().map(String::as_str), Some("record error.type=\"timeout\""));
}

#[test]
fn a_server_on_a_port_of_its_own_is_told() {
    let told = told(vec![MockReply::new(200)], |builder| builder.base_url("http://localhost:8080/v1"));
    assert!(told[0].contains("server.address=\"localhost\" server.port=8080"), "{told:?}");
    let told = self::told(vec![MockReply::new(200)], |builder| builder.base_url("http://localhost/v1"));
    assert!(told[0].contains("server.address=\"localhost\" server.port=80"), "{told:?}");
}

#[test]
fn no_value_of_a_request_or_an_answer_is_told() {
    let body = MockReply::json(500, r#"{"message": "MARK"}"#).header("x-request-id", "MARK");
    let lines = Lines::default();
    let setup = Setup::new(vec![body; 3]).with(|builder| builder.token("token", "MARK"));
    let client = setup.client();
    let pet = super::super::tests::pet("MARK");
    let call = super::super::tests::call::<()>(&client, &super::super::tests::CREATE);
    let call = call.parameter("id", "MARK").query("q", "MARK").header("x-mark", "MARK").body(&pet);
    tracing::subscriber::with_default(lines.clone(), || {
        setup.clock.block_on(call.idempotent(true)).unwrap_err()
    });
    let told = lines.0.lock().unwrap().join("\n");
    assert!(told.contains("/owners/{id}/pets") && !told.contains("MARK"), "{told}");
}
