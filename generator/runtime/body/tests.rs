//! Bodies as calls send them, and as operations take them.

use super::super::Call;
use super::super::api::{Auth, Method, OperationInfo, Segment};
use super::super::mock::MockReply;
use super::super::parameter::{Location, Style};
use super::super::tests::{Pet, Setup, pet};
use super::*;

const fn operation(bodies: &'static [BodyInfo]) -> OperationInfo {
    OperationInfo {
        id: "send",
        method: Method::Put,
        template: "/x",
        path: &[Segment::Literal("/x")],
        parameters: &[],
        auth: Auth::None,
        scopes: &[],
        header_options: &[],
        bodies,
        accept: &[],
    }
}

const fn body(media_type: &'static str, format: BodyFormat) -> BodyInfo {
    BodyInfo { media_type, format }
}

static ALL: OperationInfo = operation(&[
    body("application/merge-patch+json", BodyFormat::Json),
    body("application/json", BodyFormat::Json),
    body("application/x-www-form-urlencoded", BodyFormat::Form),
    body("multipart/form-data", BodyFormat::Multipart),
    body("text/csv", BodyFormat::Text),
    body("text/plain; charset=UTF-8", BodyFormat::Text),
    body("image/png", BodyFormat::Bytes),
    body("application/*", BodyFormat::Bytes),
]);
static JSON: OperationInfo = operation(&[body("application/json", BodyFormat::Json)]);
static RANGES: OperationInfo = operation(&[
    body("*/*", BodyFormat::Json),
    body("text/*", BodyFormat::Text),
    body("*/*", BodyFormat::Bytes),
    body("multipart/*", BodyFormat::Multipart),
]);
static IMAGE: OperationInfo = operation(&[body("image/*", BodyFormat::Bytes)]);
static BROKEN: OperationInfo = operation(&[body("a\nb", BodyFormat::Bytes)]);
static NONE: OperationInfo = operation(&[]);

/// A file and a text, as printed code states them.
struct Import {
    connection_id: Option<String>,
    users: FilePart,
}

impl ToMultipart for Import {
    fn to_multipart(&self) -> Multipart {
        Multipart::new().parts(&[
            ("connection_id", &self.connection_id, None),
            ("users", &self.users, Some("application/json")),
        ])
    }
}

fn import() -> Import {
    Import { connection_id: Some("c1".to_owned()), users: FilePart::bytes("u.json", "[]") }
}

/// A body that a call is given.
#[derive(Clone, Copy, Debug)]
enum Given {
    Nothing,
    Value,
    Multipart,
    Text,
    Bytes,
}

type Chain = for<'a> fn(Call<'a, ()>) -> Call<'a, ()>;

/// The content type and the body that are sent, or why nothing is.
fn send(operation: &'static OperationInfo, given: Given, chain: Chain) -> Result<(String, String), String> {
    let setup = Setup::new([MockReply::new(200)]);
    let (value, parts) = (pet("Rex"), import());
    let call = Call::new(&setup.client(), operation);
    let call = match given {
        Given::Nothing => call,
        Given::Value => call.body(&value),
        Given::Multipart => call.multipart(&parts),
        Given::Text => call.text("é"),
        Given::Bytes => call.bytes("\u{1}"),
    };
    let result = setup.clock.block_on(chain(call));
    let requests = setup.transport.requests();
    if let Err(error) = result {
        assert!(requests.is_empty());
        return Err(error.to_string().split_off("PUT /x was not sent: ".len()));
    }
    let content_type = requests[0].headers().get("content-type").map_or("", |value| value.to_str().unwrap());
    Ok((content_type.to_owned(), String::from_utf8(requests[0].body().to_vec()).unwrap()))
}

const JSON_BODY: &str = r#"{"name":"Rex"}"#;
const PARTS: &str = "--form-data-boundary-00000000\r\n\
    Content-Disposition: form-data; name=\"connection_id\"\r\n\r\nc1\r\n\
    --form-data-boundary-00000000\r\n\
    Content-Disposition: form-data; name=\"users\"; filename=\"u.json\"\r\n\
    Content-Type: application/json\r\n\r\n[]\r\n\
    --form-data-boundary-00000000--\r\n";
const VALUE_PARTS: &str = "--form-data-boundary-00000000\r\n\
    Content-Disposition: form-data; name=\"name\"\r\n\r\nRex\r\n\
    --form-data-boundary-00000000--\r\n";

#[test]
fn a_body_is_sent_as_the_first_that_the_operation_takes() {
    let cases: &[(&'static OperationInfo, Given, Chain, &str, &str)] = &[
        (&ALL, Given::Nothing, |call| call, "", ""),
        (&NONE, Given::Nothing, |call| call, "", ""),
        (&IMAGE, Given::Nothing, |call| call, "", ""),
        (&ALL, Given::Value, |call| call, "application/merge-patch+json", JSON_BODY),
        (&ALL, Given::Value, |call| call.media_type("application/json"), "application/json", JSON_BODY),
        (&ALL, Given::Value, |call| call.form(), "application/x-www-form-urlencoded", "name=Rex"),
        (
            &ALL,
            Given::Value,
            |call| call.body_format(BodyFormat::Multipart),
            "multipart/form-data; boundary=form-data-boundary-00000000",
            VALUE_PARTS,
        ),
        (
            &ALL,
            Given::Multipart,
            |call| call,
            "multipart/form-data; boundary=form-data-boundary-00000000",
            PARTS,
        ),
        (
            &ALL,
            Given::Multipart,
            |call| call.media_type("multipart/form-data; boundary=mine"),
            "multipart/form-data; boundary=form-data-boundary-00000000",
            PARTS,
        ),
        (&ALL, Given::Text, |call| call, "text/csv; charset=utf-8", "é"),
        (&ALL, Given::Text, |call| call.media_type("text/plain"), "text/plain; charset=utf-8", "é"),
        (
            &ALL,
            Given::Text,
            |call| call.media_type("text/csv;header=absent"),
            "text/csv;header=absent; charset=utf-8",
            "é",
        ),
        (&ALL, Given::Bytes, |call| call, "image/png", "\u{1}"),
        (&ALL, Given::Bytes, |call| call.media_type("application/pdf"), "application/pdf", "\u{1}"),
        (&RANGES, Given::Value, |call| call, "application/json", JSON_BODY),
        (&RANGES, Given::Text, |call| call, "text/plain; charset=utf-8", "é"),
        (&RANGES, Given::Bytes, |call| call, "application/octet-stream", "\u{1}"),
        (
            &RANGES,
            Given::Multipart,
            |call| call,
            "multipart/form-data; boundary=form-data-boundary-00000000",
            PARTS,
        ),
        (&IMAGE, Given::Bytes, |call| call.media_type("image/webp"), "image/webp", "\u{1}"),
    ];
    for (operation, given, chain, content_type, body) in cases {
        let expected = Ok(((*content_type).to_owned(), (*body).to_owned()));
        assert_eq!(send(operation, *given, *chain), expected, "{given:?} {content_type}");
    }
}

#[test]
fn a_body_that_the_operation_does_not_take_is_refused() {
    let media_type = "the operation takes no such body of the chosen media type";
    let cases: &[(&'static OperationInfo, Given, Chain, &str)] = &[
        (&NONE, Given::Value, |call| call, "the operation takes no body as application/json"),
        (&JSON, Given::Multipart, |call| call, "the operation takes no body as multipart/form-data"),
        (&JSON, Given::Text, |call| call, "the operation takes no body as text/plain"),
        (&JSON, Given::Bytes, |call| call, "the operation takes no body as application/octet-stream"),
        (
            &JSON,
            Given::Value,
            |call| call.form(),
            "the operation takes no body as application/x-www-form-urlencoded",
        ),
        (
            &ALL,
            Given::Bytes,
            |call| call.body_format(BodyFormat::Json),
            "the operation takes no body as application/json",
        ),
        (&JSON, Given::Value, |call| call.media_type("application/xml"), media_type),
        (&JSON, Given::Nothing, |call| call.media_type("application/xml"), media_type),
        (&ALL, Given::Text, |call| call.media_type("text/csv; charset=iso-8859-1"), media_type),
        (&IMAGE, Given::Bytes, |call| call.media_type("image/*"), media_type),
        (&IMAGE, Given::Bytes, |call| call.media_type("image/png\r\nX: y"), media_type),
        (&BROKEN, Given::Bytes, |call| call, media_type),
        (
            &IMAGE,
            Given::Bytes,
            |call| call,
            "the operation takes a body of any media type of image/*, and none was chosen",
        ),
    ];
    for (operation, given, chain, expected) in cases {
        assert_eq!(send(operation, *given, *chain), Err((*expected).to_owned()), "{given:?} {expected}");
    }
}

#[test]
fn parts_that_cannot_be_written_are_refused() {
    let setup = Setup::new([]);
    let parts = Multipart::new().part("a", &f64::NAN);
    let error = setup.clock.block_on(Call::<()>::new(&setup.client(), &ALL).multipart(&parts)).unwrap_err();
    assert_eq!(error.to_string(), "PUT /x was not sent: its body cannot be written");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the number at $.a is NaN or infinite, which JSON cannot express");
}

#[test]
fn every_attempt_sends_the_same_bytes() {
    let setup = Setup::new([MockReply::new(503), MockReply::new(429), MockReply::new(200)]);
    let parts = import();
    setup.clock.block_on(Call::<()>::new(&setup.client(), &ALL).multipart(&parts)).unwrap();
    let requests = setup.transport.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        let content_type = "multipart/form-data; boundary=form-data-boundary-00000000";
        assert_eq!(request.headers()["content-type"], content_type);
        assert_eq!(&request.body()[..], PARTS.as_bytes());
    }
}

#[test]
fn a_call_of_what_the_description_lacks_takes_every_body() {
    let setup = Setup::new(vec![MockReply::new(200); 4]);
    let client = setup.client();
    let (value, parts) = (pet("Rex"), import());
    let call = || client.request::<()>(Method::Post, "/x");
    for call in [
        call().body(&value),
        call().multipart(&parts),
        call().text("é").media_type("text/markdown"),
        call().bytes("x").media_type("image/png"),
    ] {
        setup.clock.block_on(call).unwrap();
    }
    let requests = setup.transport.requests();
    let content_types: Vec<_> = requests.iter().map(|request| &request.headers()["content-type"]).collect();
    let expected = [
        "application/json",
        "multipart/form-data; boundary=form-data-boundary-00000000",
        "text/markdown; charset=utf-8",
        "image/png",
    ];
    assert_eq!(content_types, expected);
}

/// A body of several, as printed code states them.
enum Either {
    Json(Pet),
    Csv(String),
    Import(Import),
    Png(Bytes),
}

impl ToBody for Either {
    fn to_body(&self) -> (&'static str, RequestBody<'_>) {
        match self {
            Self::Json(value) => ("application/json", RequestBody::value(value)),
            Self::Csv(value) => ("text/csv", RequestBody::Text(value.clone().into())),
            Self::Import(value) => ("multipart/form-data", RequestBody::Multipart(value)),
            Self::Png(value) => ("image/png", RequestBody::Bytes(value.clone())),
        }
    }
}

#[test]
fn a_body_of_several_says_how_it_is_sent() {
    let import = Import { connection_id: None, users: FilePart::bytes("u.json", "[]") };
    for (body, media_type, sent) in [
        (Either::Json(pet("Rex")), "application/json", r#"{"name":"Rex"}"#),
        (Either::Csv("a,b".to_owned()), "text/csv; charset=utf-8", "a,b"),
        (Either::Png(Bytes::from_static(b"png")), "image/png", "png"),
        (Either::Import(import), "multipart/form-data; boundary=form-data-boundary-00000000", "--form-data"),
    ] {
        let setup = Setup::new([MockReply::new(200)]);
        setup.clock.block_on(Call::<()>::new(&setup.client(), &ALL).any_body(&body)).unwrap();
        let requests = setup.transport.requests();
        assert_eq!(requests[0].headers()["content-type"], media_type);
        assert!(requests[0].body().starts_with(sent.as_bytes()), "{:?}", requests[0].body());
    }
}

#[test]
fn an_empty_body_states_its_length_where_one_is_expected() {
    for (operation, expected) in [(&ALL, true), (&super::super::tests::GET, false)] {
        let setup = Setup::new([MockReply::new(200)]);
        let call = Call::<()>::new(&setup.client(), operation).parameter("id", "1");
        setup.clock.block_on(call).unwrap();
        assert_eq!(setup.transport.requests()[0].headers().contains_key("content-length"), expected);
    }
}

#[test]
fn members_of_a_form_are_written_in_the_style_that_is_stated() {
    const fn style(name: &'static str, style: Style, explode: bool) -> Parameter {
        Parameter { name, location: Location::Query, style, explode, allow_reserved: false }
    }
    static STYLES: &[Parameter] = &[
        style("deep", Style::DeepObject, true),
        style("list", Style::Form, false),
        style("spread", Style::Form, true),
        style("gone", Style::Form, true),
    ];
    let body = serde_json::json!({
        "deep": {"a b": 1, "c": [2, 3]}, "plain": {"x": 1}, "list": [1, 2], "spread": {"r": 1, "g": 2}, "gone": null, "last": [4, 5],
    });
    let setup = Setup::new([MockReply::new(200)]);
    setup
        .clock
        .block_on(Call::<()>::new(&setup.client(), &ALL).body(&body).form().form_styles(STYLES))
        .unwrap();
    let requests = setup.transport.requests();
    let mut pairs: Vec<_> = str::from_utf8(requests[0].body()).unwrap().split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "deep%5Ba%20b%5D=1",
            "deep%5Bc%5D%5B0%5D=2",
            "deep%5Bc%5D%5B1%5D=3",
            "g=2",
            "last=4",
            "last=5",
            "list=1,2",
            "plain=%7B%22x%22%3A1%7D",
            "r=1",
        ],
    );
}
