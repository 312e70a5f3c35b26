use super::super::api::{Auth, Method, OperationInfo, Segment};
use super::super::mock::MockReply;
use super::super::tests::{Pet, Setup, pet};
use super::super::{Call, DateTime, Error};
use super::*;

const fn operation(accept: &'static [&'static str]) -> OperationInfo {
    OperationInfo {
        id: "read",
        method: Method::Get,
        template: "/x",
        path: &[Segment::Literal("/x")],
        parameters: &[],
        auth: Auth::None,
        scopes: &[],
        header_options: &[],
        bodies: &[],
        accept,
    }
}

static SILENT: OperationInfo = operation(&[]);
static JSON: OperationInfo = operation(&["application/json"]);
static TEXT: OperationInfo = operation(&["text/plain"]);
static BOTH: OperationInfo = operation(&["application/json", "text/plain"]);
static ANY: OperationInfo = operation(&["*/*"]);
static HTML: OperationInfo = operation(&["text/html"]);
static SEVERAL: OperationInfo = operation(&["text/csv", "application/pdf;q=0.5"]);
static BROKEN: OperationInfo = operation(&["a\nb"]);

fn reply(media_type: &str, body: impl Into<Bytes>) -> MockReply {
    let reply = MockReply::new(200).body(body);
    if media_type.is_empty() { reply } else { reply.header("content-type", media_type) }
}

/// The value of an answer, or what is wrong with it.
fn read<T: ResponseBody>(operation: &'static OperationInfo, reply: MockReply) -> Result<T, String> {
    let setup = Setup::new([reply]);
    setup.clock.block_on(Call::<T>::new(&setup.client(), operation)).map_err(|error| {
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert_eq!(decode.status(), 200);
        std::error::Error::source(&error).unwrap().to_string()
    })
}

#[test]
fn a_value_is_read_from_json() {
    let rex = r#"{"name": "Rex"}"#;
    for (operation, media_type) in [
        (&SILENT, ""),
        (&SILENT, "application/json"),
        (&JSON, "application/json; charset=utf-8"),
        (&JSON, "application/problem+json"),
        (&JSON, "text/plain"),
        (&JSON, "application/octet-stream"),
        (&JSON, "é"),
        (&BOTH, "application/json"),
        (&BOTH, "text/plain"),
        (&BOTH, ""),
        (&ANY, "application/json"),
        (&ANY, "text/plain; charset=ISO-8859-1"),
        (&ANY, ""),
    ] {
        assert_eq!(read(operation, reply(media_type, rex)), Ok(pet("Rex")), "{operation:?} {media_type}");
    }
}

#[test]
fn a_string_is_read_from_text_or_json() {
    for (operation, media_type, body, expected) in [
        (&JSON, "application/json", "\"a\"", Ok("a")),
        (&JSON, "text/plain", "\"a\"", Ok("a")),
        (&JSON, "text/plain", "a", Err("invalid JSON: expected value at line 1 column 1")),
        (&TEXT, "text/plain", "\"a\"", Ok("\"a\"")),
        (&TEXT, "text/plain", " é\r\n", Ok(" é\r\n")),
        (&TEXT, "text/plain", "", Ok("")),
        (&TEXT, "Text/CSV; Charset=\"UTF-8\"", "a,b", Ok("a,b")),
        (&TEXT, "", "a", Ok("a")),
        (&TEXT, "application/json", "\"a\"", Ok("a")),
        (&TEXT, "text/plain; charset=iso-8859-1", "a", Err("expected text in UTF-8 at $, found other bytes")),
        (&BOTH, "application/json", "\"a\"", Ok("a")),
        (&BOTH, "text/plain", "7", Ok("7")),
        (&ANY, "text/plain", "a", Ok("a")),
        (&ANY, "application/json", "\"a\"", Ok("a")),
    ] {
        let value = read::<String>(operation, reply(media_type, body));
        assert_eq!(value.as_deref().map_err(String::as_str), expected, "{operation:?} {media_type} {body}");
    }
    let latin = reply("text/plain", &b"caf\xe9"[..]);
    assert_eq!(read::<String>(&TEXT, latin).unwrap_err(), "expected text in UTF-8 at $, found other bytes");
}

#[test]
fn other_scalars_are_read_from_text_too() {
    assert_eq!(read::<i64>(&TEXT, reply("text/plain", "42")), Ok(42));
    assert_eq!(read::<bool>(&TEXT, reply("text/plain", "true")), Ok(true));
    let date = read::<DateTime>(&TEXT, reply("text/plain", "2026-01-01T00:00:00Z"));
    assert_eq!(date, Ok(DateTime::from("2026-01-01T00:00:00Z")));
    let error = read::<i64>(&TEXT, reply("text/plain", "a")).unwrap_err();
    assert_eq!(error, "invalid JSON: expected value at line 1 column 1");
}

#[test]
fn a_page_of_html_is_no_value() {
    assert_eq!(read::<Pet>(&JSON, reply("text/html", r#"{"name": "Rex"}"#)), Ok(pet("Rex")));
    let page = |media_type| reply(media_type, "<html>");
    assert_eq!(
        read::<Pet>(&JSON, page("text/html")).unwrap_err(),
        "expected JSON at $, found a page of HTML"
    );
    assert_eq!(
        read::<Pet>(&SILENT, page("text/html")).unwrap_err(),
        "expected JSON at $, found a page of HTML"
    );
    let error = read::<String>(&TEXT, page("text/html; charset=utf-8")).unwrap_err();
    assert_eq!(error, "expected text at $, found a page of HTML");
    assert!(read::<String>(&TEXT, page("application/xhtml+xml")).is_err());
    assert_eq!(read::<String>(&HTML, page("text/html")).as_deref(), Ok("<html>"));
    assert_eq!(read::<String>(&ANY, page("text/html")).as_deref(), Ok("<html>"));
}

#[test]
fn bytes_are_given_as_they_came() {
    let body = &b"\x89PNG\r\n\xff"[..];
    for media_type in ["", "image/png", "application/json", "text/html"] {
        assert_eq!(read(&ANY, reply(media_type, body)), Ok(Bytes::from(body)), "{media_type}");
    }
}

#[test]
fn nothing_ignores_the_body() {
    for media_type in ["", "image/png", "application/json", "text/html"] {
        assert_eq!(read(&JSON, reply(media_type, "<html>")), Ok(()), "{media_type}");
    }
}

#[test]
fn an_optional_value_is_none_where_there_is_no_body() {
    let run = |reply| read::<Option<Pet>>(&JSON, reply);
    assert_eq!(run(MockReply::new(204)), Ok(None));
    assert_eq!(run(MockReply::new(205).body("x")), Ok(None));
    assert_eq!(run(MockReply::new(200)), Ok(None));
    assert_eq!(run(MockReply::json(200, r#"{"name": "Rex"}"#)), Ok(Some(pet("Rex"))));
    assert_eq!(run(MockReply::json(200, "null")), Err("expected an object at $, found null".to_owned()));
    assert_eq!(read::<Option<Bytes>>(&ANY, MockReply::new(200)), Ok(None));
    assert_eq!(read::<Option<String>>(&TEXT, reply("text/plain", "a")), Ok(Some("a".to_owned())));
}

#[test]
fn an_answer_that_does_not_fit_keeps_its_body() {
    let setup = Setup::new([reply("text/html", "<html>")]);
    let error = setup.clock.block_on(Call::<Pet>::new(&setup.client(), &JSON)).unwrap_err();
    let Error::Decode(decode) = error else { panic!("{error:?}") };
    assert_eq!((decode.body(), decode.path().as_str()), (&b"<html>"[..], "$"));
}

#[test]
fn a_request_says_what_its_answer_is_read_from() {
    for (operation, expected) in [
        (&SILENT, "application/json"),
        (&JSON, "application/json"),
        (&ANY, "*/*"),
        (&SEVERAL, "text/csv, application/pdf;q=0.5"),
    ] {
        let setup = Setup::new([MockReply::new(200)]);
        setup.clock.block_on(Call::<()>::new(&setup.client(), operation)).unwrap();
        assert_eq!(setup.transport.requests()[0].headers()["accept"], expected);
    }
    let setup = Setup::new([]);
    let error = setup.clock.block_on(Call::<()>::new(&setup.client(), &BROKEN)).unwrap_err();
    let expected = "GET /x was not sent: its header `accept` has characters that a header cannot carry";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_call_of_what_the_description_lacks_reads_whatever_comes() {
    let setup = Setup::new([
        reply("text/plain", "a"),
        reply("image/png", "b"),
        MockReply::json(200, r#"{"name": "Rex"}"#),
    ]);
    let client = setup.client();
    let run = |path: &'static str| client.request::<String>(Method::Get, path);
    assert_eq!(setup.clock.block_on(run("/x")).unwrap(), "a");
    assert_eq!(&setup.clock.block_on(client.request::<Bytes>(Method::Get, "/x")).unwrap()[..], b"b");
    assert_eq!(setup.clock.block_on(client.request::<Pet>(Method::Get, "/x")).unwrap(), pet("Rex"));
    assert_eq!(setup.transport.requests()[0].headers()["accept"], "application/json, */*;q=0.1");
}

#[test]
fn an_answer_is_one_of_several_by_status_and_media_type() {
    const STATUSES: &[(&str, &str)] =
        &[("201", "application/json"), ("2XX", "application/json"), ("204", ""), ("default", "text/plain")];
    const MEDIA_TYPES: &[(&str, &str)] =
        &[("200", "application/json"), ("200", "text/plain"), ("200", "image/*"), ("200", "*/*")];
    for (alternatives, status, media_type, expected) in [
        (STATUSES, 201, "application/json", Some(0)),
        (STATUSES, 201, "text/plain", Some(0)),
        (STATUSES, 202, "application/json", Some(1)),
        (STATUSES, 204, "", Some(2)),
        (&[("200", ""), ("default", "text/plain")], 202, "application/json", Some(1)),
        (MEDIA_TYPES, 200, "application/json; charset=utf-8", Some(0)),
        (MEDIA_TYPES, 200, "application/problem+json", Some(3)),
        (MEDIA_TYPES, 200, "TEXT/PLAIN", Some(1)),
        (MEDIA_TYPES, 200, "image/png", Some(2)),
        (MEDIA_TYPES, 200, "video/mp4", Some(3)),
        (MEDIA_TYPES, 200, "", Some(0)),
        (MEDIA_TYPES, 201, "application/json", None),
        (&[("200", "application/json"), ("200", "text/plain")], 200, "application/problem+json", Some(0)),
        (&[("200", "text/plain"), ("200", "application/json")], 200, "application/problem+json", Some(1)),
        (&[], 200, "application/json", None),
    ] {
        let setup = Setup::new([reply_of(status, media_type)]);
        let call = Call::<()>::new(&setup.client(), &SILENT);
        let answer = setup.clock.block_on(call.send_bytes()).unwrap();
        assert_eq!(alternative(&answer, alternatives), expected, "{status} {media_type} {alternatives:?}");
    }
}

#[test]
fn the_body_of_an_error_is_read_as_the_type_that_is_asked_for() {
    let setup = Setup::new([MockReply::json(404, r#"{"name": "Rex"}"#)]);
    let error = setup.clock.block_on(Call::<()>::new(&setup.client(), &SILENT)).unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.read::<Pet>().unwrap(), pet("Rex"));
    assert_eq!(error.read::<DateTime>().unwrap_err().to_string(), "expected a string at $, found an object");
}

fn reply_of(status: u16, media_type: &str) -> MockReply {
    let reply = MockReply::new(status);
    if media_type.is_empty() { reply } else { reply.header("content-type", media_type) }
}
