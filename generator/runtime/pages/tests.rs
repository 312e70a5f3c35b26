use std::pin::pin;
use std::task::Waker;
use std::time::Duration;

use serde_json::Value;

use super::super::error::PagingFault;
use super::super::mock::MockReply;
use super::super::tests::{GET, Setup, shown};
use super::super::{
    ApiInfo, Auth, Builder, Client, Method, NoEvents, NoParams, OperationInfo, SchemeKind, SecurityScheme,
    Segment,
};
use super::link::next_link;
use super::*;

const CURSOR: ByCursor = ByCursor { parameter: "from", send: &[] };
const PAGE: ByNumber = ByNumber {
    parameter: "page",
    size: Some("per_page"),
    counted: Counted::Pages,
    first: 0,
    send: &[("include_totals", "true")],
};
const OFFSET: ByNumber =
    ByNumber { parameter: "offset", size: None, counted: Counted::Items, first: 0, send: &[] };

/// An operation whose pages are lists, or objects that have the list under `items`.
macro_rules! operations {
    ($($name:ident = $paging:expr;)*) => {$(
        enum $name {}

        impl Paginated for $name {
            type Page = Value;
            type Item = Value;
            const PAGING: Paging = $paging;

            fn facts(page: &Value) -> PageFacts {
                facts(page)
            }

            fn items(page: Value) -> Vec<Value> {
                items(page)
            }
        }
    )*};
}

operations! {
    ByFrom = Paging::Cursor(CURSOR);
    ByPage = Paging::Number(PAGE);
    ByPageFromOne = Paging::Number(ByNumber { first: 1, send: &[], ..PAGE });
    ByOffset = Paging::Number(OFFSET);
    Both = Paging::Either(ByCursor { send: &[("take", "50")], ..CURSOR }, PAGE);
    ByLink = Paging::Link;
    ByHeader = Paging::LinkHeader;
}

fn facts(page: &Value) -> PageFacts {
    let number = |name: &str| page.get(name).and_then(Value::as_f64).and_then(PageNumber::number);
    let length = match page {
        Value::Array(items) => Some(items.len()),
        Value::Object(_) => Some(page.get("items").and_then(Value::as_array).map_or(0, Vec::len)),
        _ => None,
    };
    PageFacts {
        length,
        is_bare: page.is_array(),
        next: page.get("next").and_then(Value::as_str).map(str::to_owned),
        start: number("start"),
        limit: number("limit"),
        total: number("total"),
        more: page.get("more").and_then(Value::as_bool),
    }
}

fn items(mut page: Value) -> Vec<Value> {
    let list = if page.is_object() { page["items"].take() } else { page };
    if let Value::Array(items) = list { items } else { Vec::new() }
}

fn list<G>(client: &Client) -> Call<'static, Value, NoParams, NoEvents, G> {
    Call::new(client, &GET).parameter("id", "1")
}

fn answering(bodies: &[&'static str]) -> Setup {
    Setup::new(bodies.iter().map(|body| MockReply::json(200, *body)))
}

/// The queries of what was sent, each with the path if that is not the operation's.
fn queries(setup: &Setup) -> Vec<String> {
    let of = |request: &http::Request<Bytes>| {
        let path = request.uri().path();
        let path = if path == "/api/v2/pets/1" { "" } else { path };
        sorted(&format!(
            "{path}{}",
            request.uri().query().map(|query| format!("?{query}")).unwrap_or_default()
        ))
    };
    setup.calls().iter().map(of).collect()
}

/// A path and query with its pairs in order: which comes first means nothing.
fn sorted(text: &str) -> String {
    let Some((path, query)) = text.split_once('?') else { return text.to_owned() };
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    format!("{path}?{}", pairs.join("&"))
}

/// The items as text, and the error that ended them.
fn read<I: Debug>(setup: &Setup, mut items: Items<I>) -> (Vec<String>, Option<Error>) {
    setup.clock.block_on(async {
        let mut read = Vec::new();
        while let Some(item) = items.next().await {
            match item {
                Ok(item) => read.push(format!("{item:?}")),
                Err(error) => {
                    assert!(items.next().await.is_none(), "the first error is the end");
                    return (read, Some(error));
                }
            }
        }
        assert!(items.next().await.is_none());
        (read, None)
    })
}

fn fault(error: &Error) -> (u64, PagingFault) {
    let Error::Paging(error) = error else { panic!("{error}") };
    assert_eq!(error.operation().id, "get_pet");
    (error.page(), error.fault)
}

/// Each answer is the last that is asked for, and each but the last leads to another.
#[test]
fn pages_end_where_they_say() {
    fn check<G: Paginated<Page = Value, Item = Value>>(
        call: impl Fn(&Client) -> Call<'static, Value, NoParams, NoEvents, G>,
        bodies: &[&'static str],
        sent: &[&str],
    ) {
        let setup = answering(bodies);
        let (read, error) = read(&setup, call(&setup.client()).items());
        assert!(error.is_none(), "{bodies:?}: {error:?}");
        let sent: Vec<_> = sent.iter().map(|sent| sorted(sent)).collect();
        assert_eq!(queries(&setup), sent, "{bodies:?}");
        assert_eq!(read.len(), bodies.iter().map(|body| body.matches('#').count()).sum::<usize>());
    }
    let totals = |page: u64| format!("?page={page}&include_totals=true");
    let (first, second, third) = (totals(0), totals(1), totals(2));
    let (first, second, third) = (first.as_str(), second.as_str(), third.as_str());
    let by_page = list::<ByPage>;

    // An empty page.
    check(by_page, &["[]"], &[first]);
    check(by_page, &[r##"["#"]"##, "[]"], &[first, second]);
    check(by_page, &[r##"{"items": ["#"]}"##, "{}"], &[first, second]);
    // The total, by where the page says that it begins, by its size, by what came before.
    check(by_page, &[r##"{"start": 0, "total": 2, "items": ["#", "#"]}"##], &[first]);
    let (a, b) = (
        r##"{"start": 0, "total": 3, "items": ["#", "#"]}"##,
        r##"{"start": 2, "total": 3, "items": ["#"]}"##,
    );
    check(by_page, &[a, b], &[first, second]);
    let (a, b) =
        (r##"{"limit": 1, "total": 2, "items": ["#"]}"##, r##"{"limit": 1, "total": 2, "items": ["#"]}"##);
    check(by_page, &[a, b], &[first, second]);
    check(|client| list::<ByPage>(client).query("page", 1), &[b], &[second]);
    let (a, b) = (r##"{"total": 3, "items": ["#", "#"]}"##, r##"{"total": 3, "items": ["#"]}"##);
    check(by_page, &[a, b], &[first, second]);
    // Without knowing what came before, a total says nothing.
    check(|client| list::<ByPage>(client).query("page", 1), &[b, "[]"], &[second, third]);
    // Fewer items than the limit of the answer, not than that of the request.
    check(by_page, &[r##"{"limit": 2, "items": ["#"]}"##], &[first]);
    check(
        |client| list::<ByPage>(client).query("per_page", 9),
        &[r##"{"limit": 1, "items": ["#"]}"##, r#"{"limit": 1, "items": []}"#],
        &["?page=0&include_totals=true&per_page=9", "?page=1&include_totals=true&per_page=9"],
    );
    // A flag.
    check(
        by_page,
        &[r##"{"more": true, "items": ["#"]}"##, r##"{"more": false, "items": ["#"]}"##],
        &[first, second],
    );
    // From the page that the call asks for, or the rule; what the call sets stays.
    check(|client| list::<ByPage>(client).query("page", 7), &["[]"], &["?page=7&include_totals=true"]);
    check(list::<ByPageFromOne>, &[r##"["#"]"##, "[]"], &["?page=1", "?page=2"]);
    check(
        |client| list::<ByPage>(client).query("include_totals", false),
        &["[]"],
        &["?page=0&include_totals=false"],
    );
    // By the number of items before.
    let (a, b) = (r##"{"total": 3, "items": ["#", "#"]}"##, r##"{"total": 3, "items": ["#"]}"##);
    check(list::<ByOffset>, &[a, b], &["?offset=0", "?offset=2"]);
    check(|client| list::<ByOffset>(client).query("offset", 2), &[b], &["?offset=2"]);

    // By cursor: absent, null, empty; an empty page in the middle is none at the end.
    let by_cursor = list::<ByFrom>;
    check(by_cursor, &[r##"{"next": "a", "items": ["#"]}"##, r##"{"items": ["#"]}"##], &["", "?from=a"]);
    check(by_cursor, &[r#"{"next": "a b&", "items": []}"#, r#"{"next": null}"#], &["", "?from=a%20b%26"]);
    check(by_cursor, &[r##"{"next": "", "items": ["#"]}"##], &[""]);
    check(by_cursor, &[r##"{"next": "a", "more": false, "items": ["#"]}"##], &[""]);
    check(|client| list::<ByFrom>(client).query("from", "x y"), &["{}"], &["?from=x%20y"]);

    // Either.
    let either = list::<Both>;
    check(
        either,
        &[r##"{"next": "a", "items": ["#"]}"##, r##"{"items": ["#"]}"##],
        &["?take=50", "?take=50&from=a"],
    );
    check(|client| list::<Both>(client).query("take", 5), &["{}"], &["?take=5"]);
    check(either, &[r##"{"items": ["#"]}"##], &["?take=50"]);
    check(either, &[r##"{"next": null, "start": 0, "total": 1, "items": ["#"]}"##], &["?take=50"]);
    for name in ["page", "per_page"] {
        let setup = answering(&["[]"]);
        let (_, error) = read(&setup, list::<Both>(&setup.client()).query(name, 3).items());
        assert!(error.is_none());
        assert!(queries(&setup)[0].contains("include_totals=true") && !queries(&setup)[0].contains("take"));
    }
    // A server that knows no cursor after all: its pages are counted, as large as the first was.
    check(
        either,
        &[r##"["#", "#"]"##, r##"{"start": 2, "limit": 2, "total": 3, "items": ["#"]}"##],
        &["?take=50", "?per_page=2&page=1&include_totals=true"],
    );
}

#[test]
fn links_lead_on_where_they_stay_on_the_server() {
    let bodies = [
        r##"{"next": "http://EXAMPLE.com:8080/api/v2/pets/1?page=2#top", "items": ["#"]}"##,
        r##"{"next": "?page=3", "items": ["#"]}"##,
        r##"{"next": "/v3/pets?page=4", "items": ["#"]}"##,
        r##"{"next": "more/pets", "items": ["#"]}"##,
        r##"{"next": null, "items": ["#"]}"##,
    ];
    let setup = answering(&bodies);
    let (read, error) =
        read(&setup, list::<ByLink>(&setup.client()).query("size", 2).header("x-pet", "1").items());
    assert!(error.is_none() && read.len() == 5);
    let sent = ["?size=2", "?page=2", "?page=3", "/v3/pets?page=4", "/v3/more/pets"];
    assert_eq!(queries(&setup), sent);
    for request in setup.calls() {
        assert_eq!(request.uri().authority().unwrap(), "example.com");
        assert_eq!(request.uri().scheme_str(), Some("https"));
        assert_eq!(request.headers()["x-pet"], "1");
        assert_eq!(request.headers()["authorization"], "Bearer t0ken");
    }
}

#[test]
fn links_elsewhere_are_an_error_after_their_page() {
    for link in [
        "https://evil.com/api/v2/pets/1",
        "//evil.com/",
        "https://example.com@evil.com/",
        "https://example.com.evil.com",
        "https://user:1@example.com/",
        "javascript:alert(1)",
        "../../admin",
        "/a/%2e%2e/b",
        "/\\\\evil.com",
        "//",
        "https://",
        "///evil.com",
        "/ä",
    ] {
        let setup =
            Setup::new([MockReply::json(200, serde_json::json!({ "next": link, "items": [1] }).to_string())]);
        let (read, error) = read(&setup, list::<ByLink>(&setup.client()).items());
        assert_eq!(read.len(), 1, "{link}");
        let error = error.unwrap();
        assert_eq!(fault(&error), (1, PagingFault::ForeignLink), "{link}");
        assert!(!shown(&error).contains("evil"));
        assert_eq!(setup.calls().len(), 1);
    }
}

#[test]
fn the_header_link_leads_on() {
    let linked = |link: &str| MockReply::json(200, r#"["x"]"#).header("link", link);
    let setup = Setup::new([
        linked(
            r#"</api/v2/pets/1?page=9>; rel="last", <https://example.com/api/v2/pets/1?page=2>; title="a, b"; REL="prefetch Next""#,
        ),
        linked("<?page=1>; rel=prev").header("link", "<?page=3>; rel=next"),
        linked(r#"<?page=1>; rel=prev; title="\">; rel=next"#),
    ]);
    let (read, error) = read(&setup, list::<ByHeader>(&setup.client()).items());
    assert!(error.is_none() && read.len() == 3);
    assert_eq!(queries(&setup), ["", "?page=2", "?page=3"]);

    let next = |value: &str| {
        let mut headers = http::HeaderMap::new();
        headers.insert("link", value.parse().unwrap());
        next_link(&headers)
    };
    for value in
        ["", "<", "<a", "a>; rel=next", "<a>", "<a>, rel=next", "<a>; rel=prev; rel=next", "<a>; rel=nextish"]
    {
        assert_eq!(next(value), None, "{value}");
    }
    assert_eq!(next("<a>;rel=next").as_deref(), Some("a"));
    assert_eq!(next("<b>, <a> ; rel = next").as_deref(), Some("a"));
}

/// An API with a key in the query, which a link may or may not repeat.
#[test]
fn a_key_in_the_query_is_sent_once_with_each_link() {
    static KEYED: ApiInfo = ApiInfo {
        user_agent: "",
        telemetry: None,
        servers: &[],
        operation_servers: &[],
        schemes: &[SecurityScheme { name: "key", kind: SchemeKind::QueryKey("key"), token: None }],
    };
    static PETS: OperationInfo = OperationInfo {
        id: "list_pets",
        method: Method::Get,
        template: "/pets",
        path: &[Segment::Literal("/pets")],
        parameters: &[],
        auth: Auth::AnyOf(&[&["key"]]),
        scopes: &[],
        header_options: &[],
        bodies: &[],
        accept: &[],
    };
    let setup = answering(&[r#"{"next": "?page=2"}"#, r#"{"next": "?key=k&page=3"}"#, "{}"]);
    let builder = Builder::new(&KEYED)
        .base_url("https://example.com/v2")
        .api_key("key", "k")
        .transport(setup.transport.clone())
        .clock(setup.clock.clone());
    let call: Call<'_, Value, NoParams, NoEvents, ByLink> = Call::new(&builder.build().unwrap(), &PETS);
    let (_, error) = read(&setup, call.items());
    assert!(error.is_none(), "{error:?}");
    assert_eq!(queries(&setup), ["/v2/pets?key=k", "/v2/pets?key=k&page=2", "/v2/pets?key=k&page=3"]);
}

#[test]
fn a_cursor_that_does_not_move_is_an_error_after_its_page() {
    let again = r#"{"next": "a", "items": ["x"]}"#;
    let setup = answering(&[again, again]);
    let (read, error) = read(&setup, list::<ByFrom>(&setup.client()).items());
    assert_eq!((read.len(), fault(&error.unwrap())), (2, (2, PagingFault::SameCursor)));

    let setup = answering(&[again]);
    let (read, error) = self::read(&setup, list::<ByFrom>(&setup.client()).items().from_cursor("a"));
    let error = error.unwrap();
    assert_eq!((read.len(), fault(&error)), (1, (1, PagingFault::SameCursor)));
    assert_eq!(
        error.to_string(),
        "GET /pets/{id}, page 1: its cursor for the next page is the one that it was asked for with"
    );
    assert!(!error.is_retryable() && error.status().is_none() && error.operation().is_some());

    let setup =
        answering(&[r#"{"next": "?page=2", "items": ["x"]}"#, r#"{"next": "?page=2", "items": ["x"]}"#]);
    let (read, error) = self::read(&setup, list::<ByLink>(&setup.client()).items());
    assert_eq!((read.len(), fault(&error.unwrap())), (2, (2, PagingFault::SameCursor)));
}

#[test]
fn a_page_that_begins_where_the_last_began_is_an_error_in_its_place() {
    let again = r#"{"start": 0, "total": 9, "items": ["x"]}"#;
    let setup = answering(&[again, again]);
    let (read, error) = read(&setup, list::<ByPage>(&setup.client()).items());
    assert_eq!((read.len(), fault(&error.unwrap())), (1, (2, PagingFault::SameStart)));
}

#[test]
fn an_answer_of_no_known_form_is_an_error() {
    let setup = answering(&["1"]);
    let (read, error) = read(&setup, list::<ByPage>(&setup.client()).items());
    assert_eq!((read.len(), fault(&error.unwrap())), (0, (1, PagingFault::Form)));
}

#[test]
fn what_fails_ends_the_pages_and_can_be_gone_on_with() {
    let setup = Setup::new([
        MockReply::json(200, r#"{"next": "a", "items": ["x"]}"#),
        MockReply::json(404, "{}"),
        MockReply::json(200, r#"{"items": ["y"]}"#),
    ]);
    let mut pages = list::<ByFrom>(&setup.client()).pages();
    assert_eq!(pages.next_cursor(), None);
    let first = setup.clock.block_on(pages.next()).unwrap().unwrap();
    assert_eq!(first["items"][0], "x");
    assert_eq!(pages.next_cursor().as_deref(), Some("a"));
    assert!(matches!(setup.clock.block_on(pages.next()), Some(Err(Error::Api(_)))));
    assert!(setup.clock.block_on(pages.next()).is_none());
    let cursor = pages.next_cursor().unwrap();
    assert_eq!(format!("{pages:?}"), "Pages { operation: get_pet (GET /pets/{id}), .. }");

    let mut pages = list::<ByFrom>(&setup.client()).pages().from_cursor(cursor);
    assert_eq!(setup.clock.block_on(pages.next()).unwrap().unwrap()["items"][0], "y");
    assert!(setup.clock.block_on(pages.next()).is_none());
    assert_eq!(pages.next_cursor(), None);
    assert_eq!(queries(&setup), ["", "?from=a", "?from=a"]);
}

#[test]
fn every_style_goes_on_from_its_cursor() {
    fn check<G: Paginated<Page = Value, Item = Value>>(body: &'static str, cursor: &str, sent: &str) {
        let setup = answering(&[body, "[]"]);
        let mut pages = list::<G>(&setup.client()).pages();
        setup.clock.block_on(pages.next()).unwrap().unwrap();
        assert_eq!(pages.next_cursor().as_deref(), Some(cursor));
        let mut pages = list::<G>(&setup.client()).pages().from_cursor(cursor);
        setup.clock.block_on(pages.next()).unwrap().unwrap();
        assert_eq!(queries(&setup)[1], sorted(sent));
    }
    check::<ByPage>(r#"["x"]"#, "1", "?page=1&include_totals=true");
    check::<ByOffset>(r#"["x", "y"]"#, "2", "?offset=2");
    check::<ByFrom>(r#"{"next": "a"}"#, "a", "?from=a");
    check::<Both>(r#"{"next": "a"}"#, "a", "?from=a&take=50");
    check::<Both>(r#"["x"]"#, "page=1", "?page=1&include_totals=true");
    check::<ByLink>(r#"{"next": "?a=1"}"#, "/api/v2/pets/1?a=1", "?a=1");

    for (error, wanted) in [
        (list::<ByPage>(&answering(&[]).client()).items().from_cursor("x"), "is not a number"),
        (list::<ByPage>(&answering(&[]).client()).query("page", "x").items(), "is not a number"),
        (list::<ByLink>(&answering(&[]).client()).items().from_cursor("//x"), "another server"),
    ]
    .map(|(items, wanted)| (read(&answering(&[]), items).1.unwrap(), wanted))
    {
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

#[test]
fn the_options_of_the_call_hold_for_each_page() {
    let setup = Setup::new([
        MockReply::json(200, r#"{"next": "a"}"#),
        MockReply::json(503, "{}"),
        MockReply::json(200, r#"{"next": "b"}"#),
        MockReply::never(),
    ]);
    let call = list::<ByFrom>(&setup.client())
        .header("x-pet", "1")
        .query("q", "z")
        .timeout(Duration::from_secs(20))
        .max_retries(1);
    let mut pages = call.pages();
    let begun = setup.clock.slept().len();
    for _ in 0..2 {
        assert!(setup.clock.block_on(pages.next()).unwrap().is_ok());
    }
    assert_eq!(setup.clock.slept().len(), begun + 1);
    let error = setup.clock.block_on(pages.next()).unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(queries(&setup), ["?q=z", "?from=a&q=z", "?from=a&q=z", "?from=b&q=z"]);
    assert!(setup.calls().iter().all(|request| request.headers()["x-pet"] == "1"));
}

/// Whatever is polled and dropped, each page is asked for once and comes once.
#[test]
fn dropping_a_future_loses_nothing() {
    let setup = answering(&[r#"{"next": "a", "items": ["x"]}"#, r#"{"items": ["y"]}"#]);
    let mut items = list::<ByFrom>(&setup.client()).items();
    let mut context = Context::from_waker(Waker::noop());
    let mut read = Vec::new();
    for _ in 0..100 {
        if let Poll::Ready(Some(item)) = pin!(items.next()).poll(&mut context) {
            read.push(item.unwrap());
        }
    }
    assert_eq!(read, ["x", "y"]);
    assert_eq!(queries(&setup), ["", "?from=a"]);
}

#[test]
fn a_request_that_cannot_be_made_is_the_first_and_only_item() {
    let setup = Setup::new([]);
    let call: Call<'_, Value, NoParams, NoEvents, ByFrom> = Call::new(&setup.client(), &GET);
    let (read, error) = read(&setup, call.items());
    assert!(read.is_empty() && matches!(error, Some(Error::InvalidRequest(_))));
    assert!(setup.calls().is_empty());
}

#[test]
fn pages_can_cross_threads() {
    fn moves<T: Send + Unpin + 'static>() {}
    moves::<Pages<Value>>();
    moves::<Items<Value>>();
    assert_eq!(2.5.number(), None);
    assert_eq!((-1_i64).number(), None);
    assert_eq!(f64::NAN.number(), None);
    assert_eq!(3.0.number(), Some(3));
}
