use proptest::prelude::*;
use url::Url;

use super::super::api::{Auth, Method};
use super::super::error::Error;
use super::super::mock::MockReply;
use super::super::tests::{CREATE, GET, Pet, Setup, call, pet, shown};
use super::super::{Builder, Call};
use super::*;

/// The path of [`GET`] with this id, or `None` if it is refused.
fn path(id: &str) -> Option<String> {
    let setup = Setup::new([MockReply::new(200)]);
    match setup.clock.block_on(call::<()>(&setup.client(), &GET).parameter("id", id)) {
        Ok(()) => Some(setup.transport.requests()[0].uri().to_string()),
        Err(error) => {
            assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
            assert!(setup.transport.requests().is_empty());
            None
        }
    }
}

#[test]
fn a_path_parameter_is_one_segment() {
    for (id, expected) in [
        ("1", Some("1")),
        ("a-b._~", Some("a-b._~")),
        ("a/b", Some("a%2Fb")),
        ("../x", Some("..%2Fx")),
        ("a\\b", Some("a%5Cb")),
        ("a?b#c", Some("a%3Fb%23c")),
        ("100%", Some("100%25")),
        ("%2e", None),
        ("%2e%2E", None),
        (".%2e", None),
        (".", None),
        ("..", None),
        ("...", Some("...")),
        ("", None),
        (" ", Some("%20")),
        ("é|x", Some("%C3%A9%7Cx")),
        ("a\r\nb\0", Some("a%0D%0Ab%00")),
        ("\u{ff0e}\u{ff0e}", Some("%EF%BC%8E%EF%BC%8E")),
        ("http://evil.com", Some("http%3A%2F%2Fevil.com")),
        ("@evil.com", Some("%40evil.com")),
    ] {
        let expected = expected.map(|segment| format!("https://example.com/api/v2/pets/{segment}"));
        assert_eq!(path(id), expected, "{id:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_in_the_path_and_query_arrives(id in any::<String>(), name in any::<String>(), value in any::<String>()) {
        let setup = Setup::new([MockReply::new(200)]);
        let call = call::<()>(&setup.client(), &GET).parameter("id", &id).query(&name, &value);
        if setup.clock.block_on(call).is_ok() {
            let sent = setup.transport.requests()[0].uri().to_string();
            let url = Url::parse(&sent).unwrap();
            prop_assert_eq!(url.as_str(), &sent);
            prop_assert_eq!(url.path_segments().unwrap().count(), 4);
            let segment = url.path_segments().unwrap().next_back().unwrap();
            prop_assert_eq!(percent_encoding::percent_decode_str(segment).decode_utf8().unwrap(), id);
            let query: Vec<_> = url.query_pairs().into_owned().collect();
            prop_assert_eq!(query, vec![(name, value)]);
        } else {
            prop_assert!(id.is_empty() || is_dot_segment(&id));
        }
    }
}

/// The error of a call of [`CREATE`] that something was chained to; nothing must have been sent.
fn refusal(chain: impl FnOnce(Call<'_, ()>) -> Call<'_, ()>) -> String {
    let setup = Setup::new([MockReply::new(200)]);
    let body = pet("Rex");
    let call = chain(Call::new(&setup.client(), &CREATE).parameter("id", "1").body(&body));
    let error = setup.clock.block_on(call).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert!(setup.transport.requests().is_empty());
    assert!(!shown(&error).contains("MARK"), "{error:?}");
    let text = error.to_string();
    text.strip_prefix("POST /owners/{id}/pets was not sent: ").map(str::to_owned).unwrap_or(text)
}

#[test]
fn a_header_cannot_break_out() {
    for value in ["MARK\r\nX: y", "MARK\n", "MARK\0", "MARK\u{7f}"] {
        let expected = "its header `x-a` has characters that a header cannot carry";
        assert_eq!(refusal(|call| call.header("X-A", value)), expected);
    }
    for name in ["", "MARK: y", "MARK\r\n", "MÄRK"] {
        assert_eq!(refusal(|call| call.header(name, "y")), "the name of one of its headers is not valid");
    }
    let expected = "its header `pet-domain` has characters that a header cannot carry";
    assert_eq!(refusal(|call| call.header_option("pet-domain", "MARK\r\n")), expected);
}

#[test]
fn the_clients_own_headers_stay() {
    for name in ["Authorization", "host", "Content-Type", "content-length", "Transfer-Encoding", "connection"]
    {
        let expected = format!("its header `{}` is set by the client alone", name.to_lowercase());
        assert_eq!(refusal(|call| call.header(name, "MARK")), expected);
    }
}

#[test]
fn an_operation_takes_its_own_options_and_formats_alone() {
    assert_eq!(
        refusal(|call| call.header_option("other", "MARK")),
        "the operation does not take the option `other`"
    );
    let setup = Setup::new([]);
    let error =
        setup.clock.block_on(call::<()>(&setup.client(), &GET).parameter("id", "1").form()).unwrap_err();
    let expected =
        "GET /pets/{id} was not sent: the operation takes no body as application/x-www-form-urlencoded";
    assert_eq!(error.to_string(), expected);
    let error = setup.clock.block_on(call::<()>(&setup.client(), &GET)).unwrap_err();
    assert_eq!(error.to_string(), "GET /pets/{id} was not sent: its path parameter `id` is missing");
}

#[test]
fn a_body_without_a_form_is_refused() {
    let setup = Setup::new([]);
    let list = vec!["MARK".to_owned()];
    let call = call::<()>(&setup.client(), &CREATE).parameter("id", "1").body(&list).form();
    let error = setup.clock.block_on(call).unwrap_err();
    assert_eq!(error.to_string(), "POST /owners/{id}/pets was not sent: its body cannot be written");
    assert!(std::error::Error::source(&error).is_some());
    assert!(!shown(&error).contains("MARK"));
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    assert_eq!(refusal(|call| call.query("q", "x".repeat(70_000))), "its URL is too long or not valid");
}

/// The headers of a call of an operation by a client with the option `pet-domain` set to `client`.
fn option(
    operation: &'static OperationInfo,
    chain: impl FnOnce(Call<'_, Pet>) -> Call<'_, Pet>,
) -> Option<String> {
    let setup = Setup::new([MockReply::json(200, "{}")])
        .with(|builder| builder.header_option("pet-domain", "client"));
    setup.clock.block_on(chain(Call::new(&setup.client(), operation).parameter("id", "1"))).unwrap();
    let value = setup.transport.requests()[0].headers().get("pet-domain")?.to_str().unwrap().to_owned();
    Some(value)
}

#[test]
fn header_options_go_to_the_operations_that_take_them() {
    assert_eq!(option(&CREATE, |call| call).as_deref(), Some("client"));
    assert_eq!(option(&CREATE, |call| call.header_option("pet-domain", "call")).as_deref(), Some("call"));
    assert_eq!(option(&GET, |call| call), None);
    assert_eq!(option(&GET, |call| call.header("pet-domain", "header")).as_deref(), Some("header"));
}

#[test]
fn a_header_replaces_what_the_client_would_send() {
    let setup = Setup::new([MockReply::new(200)]);
    let call = call::<()>(&setup.client(), &GET).parameter("id", "1");
    setup.clock.block_on(call.header("accept", "text/csv").header("x-a", "1").header("X-A", "2")).unwrap();
    let request = &setup.transport.requests()[0];
    assert_eq!(request.headers()["accept"], "text/csv");
    assert_eq!(request.headers().get_all("x-a").iter().collect::<Vec<_>>(), ["2"]);
}

/// An operation at a path that tries to lead to another host.
fn at(path: &'static [Segment]) -> &'static OperationInfo {
    Box::leak(Box::new(OperationInfo {
        id: "x",
        method: Method::Get,
        template: "",
        path,
        parameters: &[],
        auth: Auth::None,
        scopes: &[],
        header_options: &[],
        bodies: &[],
        accept: &[],
    }))
}

#[test]
fn no_path_of_a_description_leaves_the_server() {
    let setup = Setup::new([]).with(|builder: Builder| builder.base_url("https://example.com"));
    let client = setup.client();
    for (path, sent) in [
        (&[Segment::Literal("//evil.com/x")] as &[_], true),
        (&[Segment::Literal("/http://evil.com")], true),
        (&[Segment::Literal("/@evil.com")], true),
        (&[Segment::Literal("@evil.com")], false),
        (&[Segment::Literal(".evil.com")], false),
        (&[Segment::Literal(":8080/x")], false),
    ] {
        setup.transport.reply(MockReply::new(200));
        let result = setup.clock.block_on(call::<()>(&client, at(path)));
        assert_eq!(result.is_ok(), sent, "{path:?}");
    }
    for request in setup.transport.requests() {
        let url = Url::parse(&request.uri().to_string()).unwrap();
        assert_eq!(url.host_str(), Some("example.com"), "{url}");
    }
}
