use std::collections::BTreeMap;

use bytes::Bytes;
use http::Request;
use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::super::api::{Auth, Method, OperationInfo, Segment};
use super::super::error::Error;
use super::super::mock::MockReply;
use super::super::tests::{Setup, call, shown};
use super::super::{Call, Rest, UnknownFields};
use super::*;

use Location::{Cookie, Header, Path, Query};
use Style::{DeepObject, Form, Json as AsJson, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};

const fn parameter(name: &'static str, location: Location, style: Style, explode: bool) -> Parameter {
    Parameter { name, location, style, explode, allow_reserved: false }
}

fn written(parameter: &Parameter, value: &dyn Encode) -> Option<String> {
    style::write(parameter, parameter.name, Tape::of(value).unwrap().root()).unwrap()
}

#[track_caller]
fn check(location: Location, style: Style, explode: bool, value: &dyn Encode, expected: &str) {
    let written = written(&parameter("color", location, style, explode), value);
    assert_eq!(written.as_deref(), Some(expected), "{location:?} {style:?} {explode}");
}

/// An object whose members have an order that is not the alphabet's.
struct Rgb(i64, i64, i64, UnknownFields);

impl Encode for Rgb {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.object(&[("R", &self.0), ("G", &self.1), ("B", &self.2)], &self.3);
    }
}

/// The table of OpenAPI 3.1.1's Style Examples. What it calls empty or undefined is what RFC 6570 makes of an empty string. Where it has
/// nothing, what there is here is what [`Style`] says.
#[test]
fn style_examples() {
    let form = ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"];
    let list = ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"];
    let cookies = ["color=", "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"];
    let deep = [
        "color=",
        "color=blue",
        "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ];
    for (location, style, explode, expected) in [
        (
            Path,
            Matrix,
            false,
            [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
        ),
        (
            Path,
            Matrix,
            true,
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
        ),
        (Path, Label, false, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (Path, Label, true, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (Path, Simple, false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (Path, Simple, true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        (Header, Simple, false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (Header, Simple, true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        (Query, Form, false, list),
        (Query, Form, true, form),
        (Cookie, Form, false, list),
        (Cookie, Form, true, cookies),
        (
            Query,
            SpaceDelimited,
            false,
            ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
        ),
        (Query, SpaceDelimited, true, form),
        (
            Query,
            PipeDelimited,
            false,
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
        ),
        (Query, PipeDelimited, true, form),
        (Query, DeepObject, false, deep),
        (Query, DeepObject, true, deep),
    ] {
        let values: [&dyn Encode; 4] =
            [&"", &"blue", &["blue", "black", "brown"].as_slice(), &Rgb(100, 200, 150, UnknownFields::new())];
        for (value, expected) in values.into_iter().zip(expected) {
            check(location, style, explode, value, expected);
        }
    }
}

const STYLES: [(Location, Style); 9] = [
    (Path, Matrix),
    (Path, Label),
    (Path, Simple),
    (Header, Simple),
    (Query, Form),
    (Cookie, Form),
    (Query, SpaceDelimited),
    (Query, PipeDelimited),
    (Query, DeepObject),
];

#[test]
fn what_is_undefined_is_not_sent() {
    for (location, style) in STYLES {
        for explode in [false, true] {
            let parameter = parameter("color", location, style, explode);
            for value in [json!(null), json!([]), json!({}), json!([null]), json!({ "R": null })] {
                assert_eq!(written(&parameter, &value), None, "{parameter:?} {value}");
            }
            let text = |value| written(&parameter, &value);
            assert_eq!(text(json!([null, "blue", null])), text(json!(["blue"])), "{parameter:?}");
            assert_eq!(text(json!({ "R": 1, "G": null })), text(json!({ "R": 1 })), "{parameter:?}");
        }
    }
}

#[test]
fn plain_values_are_their_json_texts() {
    for (value, expected) in [
        (json!(true), "color=true"),
        (json!(-1), "color=-1"),
        (json!(u64::MAX), "color=18446744073709551615"),
        (json!(1.5), "color=1.5"),
        (json!(1e300), "color=1e%2B300"),
    ] {
        check(Query, Form, true, &value, expected);
    }
}

#[test]
fn hostile_texts_stay_within_their_values() {
    let text = "a&b=c#d+e%f;g,h|i/j?k é\r\n\"\\";
    let encoded = "a%26b%3Dc%23d%2Be%25f%3Bg%2Ch%7Ci%2Fj%3Fk%20%C3%A9%0D%0A%22%5C";
    let cookie = "a&b=c#d+e%25f%3Bg%2Ch|i/j?k%20%C3%A9%0D%0A%22%5C";
    for (location, style, explode, expected) in [
        (Path, Simple, false, format!("{encoded},{encoded}")),
        (Path, Label, true, format!(".{encoded}.{encoded}")),
        (Path, Matrix, true, format!(";color={encoded};color={encoded}")),
        (Query, Form, false, format!("color={encoded},{encoded}")),
        (Query, Form, true, format!("color={encoded}&color={encoded}")),
        (Query, DeepObject, true, format!("color%5B0%5D={encoded}&color%5B1%5D={encoded}")),
        (Cookie, Form, false, format!("color={cookie},{cookie}")),
        (Cookie, Form, true, format!("color={cookie}; color={cookie}")),
        (Header, Simple, false, format!("{text},{text}")),
    ] {
        check(location, style, explode, &json!([text, text]), &expected);
    }
    for (location, style, expected) in [
        (Path, Simple, format!("{encoded}=1")),
        (Query, Form, format!("{encoded}=1")),
        (Cookie, Form, format!("{encoded}=1")),
        (Query, DeepObject, format!("color%5B{encoded}%5D=1")),
        (Header, Simple, format!("{text}=1")),
    ] {
        check(location, style, true, &json!({ text: 1 }), &expected);
    }
}

#[test]
fn reserved_characters_stay_where_a_query_can_hold_them() {
    for (explode, value, expected) in [
        (true, json!(":/?@!$'()*,;"), "color=:/?@!$'()*,;"),
        (true, json!("&=+#[]"), "color=%26%3D%2B%23%5B%5D"),
        (true, json!(" |^\"é"), "color=%20%7C%5E%22%C3%A9"),
        (true, json!("%2Fa%2fb"), "color=%2Fa%2fb"),
        (true, json!("100%"), "color=100%25"),
        (true, json!("%%41%4"), "color=%25%41%254"),
        (true, json!(["a/b", "c"]), "color=a/b&color=c"),
        (false, json!(["a/b", "c,d"]), "color=a/b,c%2Cd"),
        (true, json!({ "a/b": "c/d" }), "a%2Fb=c/d"),
    ] {
        let parameter = Parameter { allow_reserved: true, ..parameter("color", Query, Form, explode) };
        assert_eq!(written(&parameter, &value).as_deref(), Some(expected), "{value}");
    }
    for (location, style, expected) in [(Path, Simple, "a%2Fb"), (Cookie, Form, "color=a/b%2541")] {
        let parameter = Parameter { allow_reserved: true, ..parameter("color", location, style, false) };
        let value = if location == Path { "a/b" } else { "a/b%41" };
        assert_eq!(written(&parameter, &json!(value)).as_deref(), Some(expected));
    }
}

#[test]
fn a_deep_object_nests() {
    for (value, expected) in [
        (json!({ "a": { "b": { "c": 1 } } }), "color[a][b][c]=1"),
        (json!({ "a": ["x", "y"] }), "color[a][0]=x&color[a][1]=y"),
        (json!({ "a": [null, { "b": 1 }, [2]] }), "color[a][0][b]=1&color[a][1][0]=2"),
        (json!({ "a": {}, "b": [], "c": null, "d": "" }), "color[d]="),
    ] {
        let expected = expected.replace('[', "%5B").replace(']', "%5D");
        check(Query, DeepObject, true, &value, &expected);
    }
}

#[test]
fn json_can_stand_anywhere() {
    let value = json!({ "a": [null, "é\u{1f600}\r\n; \u{7f}%41"] });
    let query = "%7B%22a%22%3A%5Bnull%2C%22%C3%A9%F0%9F%98%80%5Cr%5Cn%3B%20%7F%2541%22%5D%7D";
    check(Query, AsJson, true, &value, &format!("color={query}"));
    check(Path, AsJson, true, &value, query);
    let cookie = "color={%22a%22:[null%2C%22%C3%A9%F0%9F%98%80%5Cr%5Cn%3B%20%7F%2541%22]}";
    check(Cookie, AsJson, false, &value, cookie);
    let header = r#"{"a":[null,"\u00e9\ud83d\ude00\r\n; \u007f%41"]}"#;
    check(Header, AsJson, false, &value, header);
    assert_eq!(serde_json::from_str::<Value>(header).unwrap(), value);
    check(Query, AsJson, true, &json!(null), "color=null");
    check(Query, AsJson, true, &json!(""), "color=%22%22");
}

static SEARCH: OperationInfo = OperationInfo {
    id: "search",
    method: Method::Get,
    template: "/x/{id}{matrix}",
    path: &[Segment::Literal("/x/"), Segment::Parameter("id"), Segment::Parameter("matrix")],
    parameters: &[
        parameter("id", Path, Simple, false),
        parameter("matrix", Path, Matrix, true),
        parameter("id", Query, Form, true),
        parameter("ids", Query, Form, false),
        parameter("tag", Query, Form, true),
        parameter("deep", Query, DeepObject, true),
        parameter("spaces", Query, SpaceDelimited, false),
        parameter("pipes", Query, PipeDelimited, false),
        parameter("filter", Query, AsJson, false),
        parameter("X-List", Header, Simple, false),
        parameter("X-Json", Header, AsJson, false),
        parameter("Host", Header, Simple, false),
        parameter("session", Cookie, Form, true),
        parameter("flags", Cookie, Form, true),
    ],
    auth: Auth::None,
    scopes: &[],
    header_options: &[],
    bodies: &[],
    accept: &[],
};

/// What is sent, or the error, for a call of [`SEARCH`].
fn sent<P>(
    chain: impl FnOnce(Call<'static, (), P>) -> Call<'static, (), P>,
) -> Result<Request<Bytes>, Error> {
    let setup = Setup::new([MockReply::new(200)]);
    let call = Call::new(&setup.client(), &SEARCH).parameter("id", "1").parameter("matrix", &["m"][..]);
    let answer = setup.clock.block_on(chain(call));
    let mut requests = setup.transport.requests();
    assert_eq!(requests.len(), usize::from(answer.is_ok()));
    answer.map(|()| requests.remove(0))
}

/// What follows the path that is always the same.
fn query(chain: impl FnOnce(Call<'static, (), Value>) -> Call<'static, (), Value>) -> String {
    let uri = sent(chain).unwrap().uri().to_string();
    uri.strip_prefix("https://example.com/api/v2/x/1;matrix=m").unwrap().to_owned()
}

/// As it is printed: optional parameters, and those that no description has.
#[derive(Default)]
struct SearchParams {
    tag: Option<Vec<&'static str>>,
    ids: Option<Vec<i64>>,
    list: Option<Vec<&'static str>>,
    session: Option<&'static str>,
    unknown: UnknownFields,
}

impl Encode for SearchParams {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        let fields: &[(&'s str, &'s dyn Encode)] =
            &[("tag", &self.tag), ("ids", &self.ids), ("X-List", &self.list), ("session", &self.session)];
        out.object(fields, &self.unknown);
    }
}

#[test]
fn parameters_go_where_the_operation_has_them() {
    let mut params = SearchParams {
        tag: Some(vec!["a&b", "c"]),
        ids: Some(vec![2, 1]),
        list: Some(vec!["x", "y"]),
        session: Some("s; t"),
        ..SearchParams::default()
    };
    params.unknown.keep("new one", Tape::of(&json!(["1", 2])).unwrap().root()).unwrap();
    let request =
        sent(|call| call.params(&params).parameter("flags", &["f", "g"][..]).query("dry run", true));
    let request = request.unwrap();
    let expected = "https://example.com/api/v2/x/1;matrix=m?tag=a%26b&tag=c&ids=2,1&new%20one=1&new%20one=2&dry%20run=true";
    assert_eq!(request.uri(), expected);
    assert_eq!(request.headers()["x-list"], "x,y");
    assert_eq!(request.headers()["cookie"], "session=s%3B%20t; flags=f; flags=g");
    assert_eq!(request.headers().get_all("cookie").iter().count(), 1);
}

#[test]
fn what_is_absent_is_not_sent() {
    let request = sent(|call| call.params(&SearchParams::default())).unwrap();
    assert_eq!(request.uri(), "https://example.com/api/v2/x/1;matrix=m");
    assert!(!request.headers().contains_key("cookie") && !request.headers().contains_key("x-list"));
}

#[test]
fn a_later_value_replaces_an_earlier_one() {
    let first = json!({ "tag": "a", "ids": [1], "new": 1 });
    assert_eq!(query(|call| call.params(&first)), "?ids=1&new=1&tag=a");
    assert_eq!(query(|call| call.params(&first).params(&json!({ "ids": [2, 3] }))), "?new=1&tag=a&ids=2,3");
    assert_eq!(query(|call| call.params(&first).params(&json!({ "ids": null, "new": 2 }))), "?tag=a&new=2");
    assert_eq!(query(|call| call.parameter("tag", "a").parameter("tag", "b")), "?tag=b");
    assert_eq!(
        query(|call| call.query("tag", "a").parameter("tag", "b").query("tag", "c")),
        "?tag=b&tag=a&tag=c"
    );
}

#[test]
fn a_name_can_be_in_several_locations() {
    assert_eq!(query(|call| call.parameter("id", "2")), "?id=2");
    assert_eq!(query(|call| call.parameter("id", "2").parameter("id", "3")), "?id=3");
    assert_eq!(query(|call| call.params(&json!({ "id": 2, "matrix": 3 }))), "?id=2&matrix=3");
}

#[test]
fn what_an_operation_does_not_have_goes_into_the_query() {
    let new = json!({ "a": "x y", "b": [1, 2], "c": { "d": "e" }, "f": null });
    assert_eq!(query(|call| call.params(&new)), "?a=x%20y&b=1&b=2&d=e");
    assert_eq!(query(|call| call.parameter("a", "x y")), "?a=x%20y");
}

#[track_caller]
fn refused(chain: impl FnOnce(Call<'static, (), Value>) -> Call<'static, (), Value>, expected: &str) {
    let error = sent(chain).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert!(!shown(&error).contains("MARK"), "{error:?}");
    let text = error.to_string();
    assert_eq!(text.strip_prefix("GET /x/{id}{matrix} was not sent: "), Some(expected));
}

#[test]
fn what_a_parameter_cannot_express_is_refused() {
    for (name, value, expected) in [
        ("tag", json!([["MARK"]]), "holds an array, which its style cannot express there"),
        ("ids", json!([{ "MARK": 1 }]), "holds an object, which its style cannot express there"),
        ("tag", json!({ "a": { "b": 1 } }), "holds an object, which its style cannot express there"),
        ("matrix", json!([[]]), "holds an array, which its style cannot express there"),
        ("X-List", json!([[]]), "holds an array, which its style cannot express there"),
        ("new", json!([[]]), "holds an array, which its style cannot express there"),
        ("spaces", json!(["MARK", "a b"]), "holds ` `, which stands between values in its style"),
        ("pipes", json!(["MARK", "a|b"]), "holds `|`, which stands between values in its style"),
        ("pipes", json!({ "a|b": 1 }), "holds `|`, which stands between values in its style"),
        ("deep", json!({ "a][b": 1 }), "holds `]`, which stands between values in its style"),
    ] {
        refused(|call| call.parameter(name, &value), &format!("its parameter `{name}` {expected}"));
        if name != "matrix" {
            let params = json!({ name: value });
            refused(|call| call.params(&params), &format!("its parameter `{name}` {expected}"));
        }
    }
    refused(|call| call.parameter("tag", &f64::NAN), "its parameter `tag` cannot be written");
    refused(|call| call.params(&json!([])), "its parameters must be an object, found an array");
    refused(|call| call.parameter("Host", "MARK"), "its header `host` is set by the client alone");
    let first = |call: Call<'static, (), Value>| call.parameter("tag", &f64::NAN).parameter("tag", "fine");
    refused(first, "its parameter `tag` cannot be written");
}

#[test]
fn parameters_that_cannot_be_written_are_named() {
    let params = BTreeMap::from([("limit".to_owned(), f64::INFINITY)]);
    let error = sent(|call| call.params(&params)).unwrap_err();
    assert_eq!(error.to_string(), "GET /x/{id}{matrix} was not sent: its parameters cannot be written");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the number at $.limit is NaN or infinite, which JSON cannot express");
}

#[test]
fn a_header_cannot_break_out() {
    for value in ["MARK\r\nX: y", "MARK\n", "MARK\0"] {
        let expected = "its header `x-list` has characters that a header cannot carry";
        refused(|call| call.parameter("X-List", &[value][..]), expected);
        let request = sent::<NoParams>(|call| call.parameter("X-Json", value)).unwrap();
        let json: String = serde_json::from_slice(request.headers()["x-json"].as_bytes()).unwrap();
        assert_eq!(json, value);
    }
}

/// An operation whose path is as its one parameter has it.
static LABELS: OperationInfo = OperationInfo {
    id: "labels",
    template: "/x/{label}",
    path: &[Segment::Literal("/x/"), Segment::Parameter("label")],
    parameters: &[parameter("label", Path, Label, true)],
    ..SEARCH
};

#[test]
fn no_value_makes_a_path_another() {
    let missing = |name: &str| format!("its path parameter `{name}` is missing");
    let other = |name: &str| {
        format!("its path parameter `{name}` is empty, `.` or `..`, which would name another path")
    };
    for (value, expected) in [
        (json!(""), Some(other("label"))),
        (json!("."), Some(other("label"))),
        (json!([]), Some(missing("label"))),
        (json!(null), Some(missing("label"))),
        (json!(["", ""]), Some(other("label"))),
        (json!(["", "", ""]), None),
        (json!("a"), None),
    ] {
        let setup = Setup::new([MockReply::new(200)]);
        let call = call::<()>(&setup.client(), &LABELS).parameter("label", &value);
        let error = setup.clock.block_on(call).err().map(|error| error.to_string());
        let expected = expected.map(|text| format!("GET /x/{{label}} was not sent: {text}"));
        assert_eq!(error, expected, "{value}");
    }
}

proptest! {
    #[test]
    fn whatever_a_query_is_given_arrives(
        tags in vec(any::<String>(), 1..4),
        ids in vec(any::<String>(), 1..4),
        new in any::<String>(),
        filter in any::<String>(),
    ) {
        let params = json!({ "tag": tags, "filter": { "x": filter } });
        let request = sent(|call| call.params(&params).parameter("ids", &ids).query(&new, &filter)).unwrap();
        let sent = request.uri().to_string();
        let url = Url::parse(&sent).unwrap();
        prop_assert_eq!(url.as_str(), &sent);
        prop_assert_eq!(url.path(), "/api/v2/x/1;matrix=m");
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        let mut expected = vec![("filter".to_owned(), json!({ "x": filter }).to_string())];
        expected.extend(tags.iter().map(|tag| ("tag".to_owned(), tag.clone())));
        expected.extend([("ids".to_owned(), ids.join(",")), (new, filter)]);
        prop_assert_eq!(pairs, expected);
        // Commas within items are encoded, so the items can be told apart before they are decoded.
        let list = sent.split_once("ids=").unwrap().1.split('&').next().unwrap();
        let items: Vec<_> = list.split(',').map(decoded).collect();
        prop_assert_eq!(items, ids);
    }

    #[test]
    fn whatever_a_cookie_is_given_arrives(session in any::<String>(), flags in vec(any::<String>(), 1..4)) {
        let chain = |call: Call<'static, (), NoParams>| call.parameter("session", &session).parameter("flags", &flags);
        let request = sent(chain).unwrap();
        let cookies = request.headers()["cookie"].to_str().unwrap();
        let pairs = cookies.split("; ").map(|pair| pair.split_once('=').unwrap());
        let pairs: Vec<_> = pairs.map(|(name, value)| (name, decoded(value))).collect();
        let mut expected = vec![("session", session.clone())];
        expected.extend(flags.iter().map(|flag| ("flags", flag.clone())));
        prop_assert_eq!(pairs, expected);
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}
