//! What every printed client promises, with its defaults, seen from outside: a test for each promise, over the mocks. The unit tests
//! beside the source have the edges.
//!
//! | promise | test here | edges |
//! | --- | --- | --- |
//! | construction: one `Arc`, no I/O, no panic | [`construction`] | `builder/tests.rs`, `builder/servers/tests.rs`, `base_url/tests.rs` |
//! | authentication: kept, renewed, once after 401 | [`authentication`] | `auth/**/tests.rs`, `builder/credentials/tests.rs`, `sender/tests.rs` |
//! | client assertions | | `auth/assertion/tests.rs` |
//! | retries: by method, delays, the server's word | [`retries`], [`waits`] | `retry/tests.rs` |
//! | a shared budget for retries | | `budget/tests.rs` |
//! | time limits: 30 s an attempt, 120 s a call | [`time_limits`] | `sender/tests.rs` |
//! | errors | [`errors`] | `error/tests.rs` |
//! | rate limits and quotas | [`rate_limits`] | `rate_limit/tests.rs`, `quota/tests.rs` |
//! | calls and their options, the raw answer | [`calls`] | `call/tests.rs`, `client/tests.rs` |
//! | calls that the description lacks | [`calls_beyond_the_description`] | `client/tests.rs` |
//! | arguments | [`arguments`] | `request/tests.rs`, `parameter/tests.rs` |
//! | answers without a body | [`empty_answers`] | `answer/tests.rs` |
//! | pages and items | | `pages`, in the cases and the end-to-end tests |
//! | header options, such as a custom domain | [`header_options`] | `request/tests.rs` |
//! | identification | [`identification`] | `builder/tests.rs` |
//! | secrets | [`secrets`] | `secret/tests.rs`, `error/tests.rs`, `trace/tests.rs` |
//! | no redirects | [`redirects`] | `transport/reqwest/tests.rs`, end to end |
//! | a transport of one's own, and layers | [`transports`] | `layer/tests.rs`, `transport/tests.rs` |
//! | TLS by features | [`tls_features`] | end to end |
//! | no async runtime but through the clock | [`async_runtimes`] | `clock/tests.rs` |
//! | blocking | | `blocking/tests.rs` |
//! | tracing | | `trace/tests.rs` |
//! | events that resume | | `events/tests.rs` |
//! | multipart | | `body/tests.rs`, `body/multipart/tests.rs` |
//! | test support | [`test_support`] | `mock/tests.rs` |
//! | a bound for answers: 32 MiB | [`size_limits`] | `sender/tests.rs` |

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use http::{HeaderValue, Request};
use letterpress_runtime::mock::{MockClock, MockReply, MockTransport};
use letterpress_runtime::{
    AccessToken, ApiInfo, Attempt, Auth, AuthError, BodyFormat, BodyInfo, BoxFuture, Builder, Call, Client,
    Clock, Error, FailureKind, Layer, Location, Method, Next, OperationInfo, Outcome, Parameter, Response,
    RetryPolicy, SchemeKind, Secret, SecurityScheme, Segment, ServerInfo, Style, TokenEndpoint,
    TokenProvider, Variable,
};

static API: ApiInfo = ApiInfo {
    user_agent: "shop/1.2.3 letterpress/0.1.0",
    telemetry: None,
    servers: &[ServerInfo {
        url: &[Segment::Literal("https://"), Segment::Parameter("domain"), Segment::Literal("/v2")],
        variables: &[Variable { name: "domain", default: None, values: &[] }],
    }],
    operation_servers: &[],
    schemes: &[SecurityScheme {
        name: "token",
        kind: SchemeKind::Bearer,
        token: Some(TokenEndpoint { url: "/oauth/token", parameters: &[("audience", "/v2/")] }),
    }],
};

const ID: Parameter = Parameter {
    name: "id",
    location: Location::Path,
    style: Style::Simple,
    explode: false,
    allow_reserved: false,
};

const fn operation(id: &'static str, method: Method) -> OperationInfo {
    OperationInfo {
        id,
        method,
        template: "/things/{id}",
        path: &[Segment::Literal("/things/"), Segment::Parameter("id")],
        parameters: &[ID],
        auth: Auth::Bearer,
        scopes: &["things"],
        header_options: &[],
        bodies: &[BodyInfo { media_type: "application/json", format: BodyFormat::Json }],
        accept: &["application/json"],
    }
}

static GET: OperationInfo = operation("get_thing", Method::Get);
static PUT: OperationInfo = operation("put_thing", Method::Put);
static DELETE: OperationInfo = operation("delete_thing", Method::Delete);
static POST: OperationInfo = operation("post_thing", Method::Post);
static PATCH: OperationInfo = operation("patch_thing", Method::Patch);
static WITH_DOMAIN: OperationInfo =
    OperationInfo { header_options: &["shop-domain"], ..operation("domain", Method::Post) };

type Thing = BTreeMap<String, String>;

const SECOND: Duration = Duration::from_secs(1);

/// A client with default settings but for `change`, over mocks.
struct Shop {
    client: Client,
    transport: MockTransport,
    clock: MockClock,
}

impl Shop {
    fn new(replies: impl IntoIterator<Item = MockReply>) -> Self {
        Self::with(replies, |builder| builder)
    }

    fn with(replies: impl IntoIterator<Item = MockReply>, change: impl FnOnce(Builder) -> Builder) -> Self {
        let (transport, clock) = (MockTransport::new(), MockClock::new());
        replies.into_iter().for_each(|reply| transport.reply(reply));
        let builder = Builder::new(&API)
            .variable("domain", "shop.example.com")
            .token("token", "t0ken")
            .retry(RetryPolicy::default().jitter(false))
            .transport(transport.clone())
            .clock(clock.clone());
        Self { client: change(builder).build().unwrap(), transport, clock }
    }

    fn call<T>(&self, operation: &'static OperationInfo) -> Call<'static, T> {
        Call::new(&self.client, operation).parameter("id", "1")
    }

    fn run<T: letterpress_runtime::ResponseBody>(
        &self,
        operation: &'static OperationInfo,
    ) -> Result<T, Error> {
        self.clock.block_on(self.call::<T>(operation))
    }

    fn sent(&self) -> Vec<Request<bytes::Bytes>> {
        self.transport.requests()
    }
}

/// How often a request of this method is sent if all attempts meet `reply`.
fn attempts(operation: &'static OperationInfo, reply: &MockReply) -> usize {
    let shop = Shop::new(vec![reply.clone(); 5]);
    shop.run::<()>(operation).unwrap_err();
    shop.sent().len()
}

fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}

#[test]
fn construction() {
    let uri = |change: fn(Builder) -> Builder| {
        let shop = Shop::with([MockReply::new(200)], change);
        shop.run::<()>(&GET).unwrap();
        shop.sent()[0].uri().to_string()
    };
    assert_eq!(uri(|builder| builder), "https://shop.example.com/v2/things/1");
    assert_eq!(uri(|builder| builder.variable("domain", "https://a.com/")), "https://a.com/v2/things/1");
    assert_eq!(uri(|builder| builder.base_url("http://localhost:3000")), "http://localhost:3000/things/1");
    for wrong in ["", "http://a.com", "a.com/path"] {
        assert!(Builder::new(&API).variable("domain", wrong).build().is_err(), "{wrong}");
    }
    assert!(Builder::new(&API).base_url("http://a.com").build().is_err());
    assert!(Builder::new(&API).build().is_err());
    is_shared(&Shop::new([]).client);
    assert_eq!(size_of::<Client>(), size_of::<usize>());
}

/// A provider without a token.
struct Sealed;
impl TokenProvider for Sealed {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        Box::pin(std::future::ready(Err(AuthError::new("the vault is sealed"))))
    }
}

#[test]
fn authentication() {
    let token = |name: &str| {
        MockReply::json(
            200,
            format!(r#"{{"access_token": "{name}", "token_type": "Bearer", "expires_in": 3600}}"#),
        )
    };
    // One request gives the token of all calls, until 60 s before its end; after 401 another is asked for, once.
    let shop = Shop::with(
        [
            token("a"),
            MockReply::new(200),
            MockReply::new(200),
            MockReply::new(401),
            token("b"),
            MockReply::new(200),
        ],
        |builder| builder.client_credentials("token", "id", "s3cret"),
    );
    (0..3).for_each(|_| shop.run::<()>(&POST).unwrap());
    let sent = shop.sent();
    let tokens: Vec<_> = sent.iter().map(|request| request.headers().get("authorization")).collect();
    assert_eq!(tokens[0], None);
    assert_eq!((tokens[1], tokens[2]), (tokens[3], tokens[3]));
    assert_eq!((tokens[4], tokens[5].unwrap().as_bytes()), (None, &b"Bearer b"[..]));
    assert!(sent[5].headers()["authorization"].is_sensitive());
    assert_eq!(sent[0].uri(), "https://shop.example.com/oauth/token");
    let form = std::str::from_utf8(sent[0].body()).unwrap();
    assert!(form.ends_with("&audience=https%3A%2F%2Fshop.example.com%2Fv2%2F"), "{form}");

    let shop = Shop::with([token("a"), MockReply::new(200), token("b"), MockReply::new(200)], |builder| {
        builder.client_credentials("token", "id", "s3cret")
    });
    shop.run::<()>(&GET).unwrap();
    shop.clock.advance(3540 * SECOND);
    shop.run::<()>(&GET).unwrap();
    assert_eq!(shop.sent()[3].headers()["authorization"], "Bearer b");

    // Without a token nothing is sent.
    let shop = Shop::with([], |builder| builder.token_provider("token", Sealed));
    assert!(matches!(shop.run::<()>(&GET), Err(Error::Auth(_))));
    assert!(shop.sent().is_empty());
}

#[test]
fn retries() {
    for (reply, idempotent, others) in [
        (MockReply::new(429), 3, 3),
        (MockReply::failure(FailureKind::Connect), 3, 3),
        (MockReply::new(408), 3, 1),
        (MockReply::new(500), 3, 1),
        (MockReply::new(502), 3, 1),
        (MockReply::new(503), 3, 1),
        (MockReply::new(504), 3, 1),
        (MockReply::failure(FailureKind::Io), 3, 1),
        (MockReply::never(), 3, 1),
        (MockReply::new(400), 1, 1),
        (MockReply::failure(FailureKind::Tls), 1, 1),
    ] {
        for (operation, expected) in
            [(&GET, idempotent), (&PUT, idempotent), (&DELETE, idempotent), (&POST, others), (&PATCH, others)]
        {
            assert_eq!(attempts(operation, &reply), expected, "{operation}: {reply:?}");
        }
    }
    let shop = Shop::new(vec![MockReply::new(503); 3]);
    let error = shop.clock.block_on(shop.call::<()>(&POST).idempotent(true)).unwrap_err();
    assert_eq!(error.to_string(), "POST /things/{id} was answered with 503 Service Unavailable on attempt 3");
    let policy = RetryPolicy::default().retry_non_idempotent(true).max_retries(99);
    let shop = Shop::with(vec![MockReply::new(503); 20], |builder| builder.retry(policy).timeout(None));
    shop.run::<()>(&PATCH).unwrap_err();
    assert_eq!(shop.sent().len(), 11);
}

#[test]
fn waits() {
    let slept = |replies: Vec<MockReply>| {
        let shop =
            Shop::with(replies, |builder| builder.retry(RetryPolicy::default().jitter(false).max_retries(7)));
        let result = shop.run::<()>(&GET);
        (shop.clock.slept(), result)
    };
    let seconds = |seconds: &[u64]| seconds.iter().copied().map(Duration::from_secs).collect::<Vec<_>>();
    // Twice as long each time, up to 20 s, and none after the last attempt.
    assert_eq!(slept(vec![MockReply::new(500); 8]).0, seconds(&[1, 2, 4, 8, 16, 20, 20]));
    // What the server asks for is the least.
    let asked = |wait: &str| vec![MockReply::new(429).header("retry-after", wait), MockReply::new(200)];
    assert_eq!(slept(asked("7")).0, seconds(&[7]));
    assert_eq!(slept(asked("0")).0, seconds(&[1]));
    assert_eq!(slept(asked("Thu, 01 Jan 2026 00:00:09 GMT")).0, seconds(&[9]));
    assert_eq!(slept(asked("60")).0, seconds(&[60]));
    // If that is too long, the answer is given at once, with what the server asked for.
    let (waits, result) = slept(asked("61"));
    assert!(waits.is_empty());
    assert_eq!(result.unwrap_err().rate_limit().unwrap().retry_after, Some(61 * SECOND));
    let reset = vec![MockReply::new(429).header("x-ratelimit-reset", "1767225605"), MockReply::new(200)];
    assert_eq!(slept(reset).0, seconds(&[5]));
}

#[test]
fn time_limits() {
    let shop = Shop::new([MockReply::never()]);
    let error = shop.run::<()>(&POST).unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_timeout()), "{error}");
    assert_eq!(shop.clock.elapsed(), 30 * SECOND);

    let shop = Shop::with(vec![MockReply::never(); 9], |builder| {
        builder.retry(RetryPolicy::default().jitter(false).max_retries(9))
    });
    let error = shop.run::<()>(&GET).unwrap_err();
    let Error::Timeout(error) = error else { panic!("{error}") };
    assert_eq!((error.elapsed(), error.attempts()), (120 * SECOND, 4));
    assert!(error.last().is_some());

    let shop = Shop::new([MockReply::never()]);
    let call = shop.call::<()>(&POST).attempt_timeout(None).timeout(7 * SECOND);
    assert!(matches!(shop.clock.block_on(call), Err(Error::Timeout(_))));
    assert_eq!(shop.clock.elapsed(), 7 * SECOND);
}

#[test]
fn errors() {
    assert!(size_of::<Error>() <= 16);
    let fail = |reply: MockReply| {
        let shop = Shop::with([reply], |builder| builder.retry(RetryPolicy::default().max_retries(0)));
        shop.run::<Thing>(&POST).unwrap_err()
    };
    let said =
        r#"{"statusCode": 404, "error": "Not Found", "errorCode": "inexistent", "message": "No such thing"}"#;
    let error = fail(MockReply::json(404, said).header("x-request-id", "r1"));
    assert!(error.is_not_found() && !error.is_retryable() && !error.is_conflict());
    let Error::Api(error) = error else { panic!("{error}") };
    assert_eq!(
        (error.error(), error.code(), error.message(), error.request_id(), error.attempts()),
        (Some("Not Found"), Some("inexistent"), Some("No such thing"), Some("r1"), 1)
    );
    assert_eq!(error.operation().id, "post_thing");
    assert_eq!(error.body(), said.as_bytes());
    for body in ["", "<html>", "[1"] {
        let error = fail(MockReply::new(502).body(body));
        assert!(matches!(&error, Error::Api(error) if error.message().is_none()), "{body}");
    }
    let Error::Decode(error) = fail(MockReply::json(200, r#"{"a": {"b": 1}}"#)) else {
        panic!("no decode error")
    };
    assert_eq!((error.status().as_u16(), error.operation().id), (200, "post_thing"));
    let source = std::error::Error::source(&*error).unwrap().to_string();
    assert!(source.contains("$.a"), "{source}");
    assert!(fail(MockReply::failure(FailureKind::Connect)).is_connect());
    // Any 2xx is a success.
    assert_eq!(Shop::new([MockReply::json(299, "{}")]).run::<Thing>(&POST).unwrap(), Thing::new());
}

#[test]
fn rate_limits() {
    let reply = |status| {
        MockReply::json(status, "{}")
            .header("x-ratelimit-limit", "10")
            .header("x-ratelimit-remaining", "9")
            .header("x-ratelimit-reset", "1767225700")
    };
    let reset = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_700);
    let shop = Shop::new([reply(200), reply(404)]);
    let answer = shop.clock.block_on(shop.call::<Thing>(&GET).send()).unwrap().rate_limit();
    let error = shop.run::<Thing>(&GET).unwrap_err().rate_limit().unwrap();
    for limit in [answer, error] {
        assert_eq!((limit.limit, limit.remaining, limit.reset), (Some(10), Some(9), Some(reset)));
        assert_eq!(limit.retry_after, None);
    }
}

#[test]
fn calls() {
    let thing = Thing::from([("a".to_owned(), "b".to_owned())]);
    let shop = Shop::new([MockReply::new(503), MockReply::json(201, r#"{"c": "d"}"#).header("etag", "e")]);
    let call = shop.call::<Thing>(&POST).body(&thing).header("x-correlation-id", "42").query("dry", true);
    let call = call.timeout(90 * SECOND).max_retries(1).idempotent(true);
    let answer: Response<Thing> = shop.clock.block_on(call.send()).unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.attempts(), answer.headers()["etag"].as_bytes()),
        (201, 2, &b"e"[..])
    );
    assert_eq!(answer.into_value()["c"], "d");
    let request = &shop.sent()[1];
    assert_eq!(request.uri(), "https://shop.example.com/v2/things/1?dry=true");
    assert_eq!(
        (&request.headers()["x-correlation-id"], &request.body()[..]),
        (&"42".parse().unwrap(), &br#"{"a":"b"}"#[..])
    );

    let shop = Shop::new([MockReply::new(200).body("raw"), MockReply::new(404).body("raw")]);
    assert_eq!(shop.clock.block_on(shop.call::<Thing>(&GET).send_bytes()).unwrap().into_value(), "raw");
    assert!(shop.clock.block_on(shop.call::<Thing>(&GET).send_bytes()).unwrap_err().is_not_found());

    // A call that is not awaited sends nothing.
    let shop = Shop::new([]);
    drop(shop.call::<()>(&GET).into_future());
    assert!(shop.sent().is_empty());
}

#[test]
fn calls_beyond_the_description() {
    let body = serde_json::json!({"a": 1});
    let shop = Shop::new([MockReply::json(200, r#"{"b": 2}"#)]);
    let call = shop.client.request::<serde_json::Value>(Method::Post, "/new").query("x", "y z").body(&body);
    assert_eq!(shop.clock.block_on(call).unwrap(), serde_json::json!({"b": 2}));
    let request = &shop.sent()[0];
    assert_eq!(request.uri(), "https://shop.example.com/v2/new?x=y%20z");
    assert_eq!((request.method(), &request.body()[..]), (&http::Method::POST, &br#"{"a":1}"#[..]));
    assert_eq!(request.headers()["authorization"], "Bearer t0ken");
}

#[test]
fn arguments() {
    let path = |id: &str| {
        let shop = Shop::new([MockReply::new(200)]);
        let sent = shop.clock.block_on(Call::<()>::new(&shop.client, &GET).parameter("id", id));
        sent.map(|()| shop.sent()[0].uri().path().to_owned())
    };
    assert_eq!(path("auth0|a/b c~é").unwrap(), "/v2/things/auth0%7Ca%2Fb%20c~%C3%A9");
    for id in ["", ".", ".."] {
        assert!(matches!(path(id), Err(Error::InvalidRequest(_))), "{id:?}");
    }
}

#[test]
fn empty_answers() {
    for reply in [MockReply::new(204), MockReply::new(202), MockReply::new(200).body("ignored")] {
        Shop::new([reply]).run::<()>(&DELETE).unwrap();
    }
    assert_eq!(Shop::new([MockReply::new(204)]).run::<Option<Thing>>(&GET).unwrap(), None);
    assert_eq!(
        Shop::new([MockReply::json(200, "{}")]).run::<Option<Thing>>(&GET).unwrap(),
        Some(Thing::new())
    );
}

#[test]
fn header_options() {
    let shop =
        Shop::with(vec![MockReply::new(200); 3], |builder| builder.header_option("shop-domain", "one.com"));
    shop.run::<()>(&WITH_DOMAIN).unwrap();
    shop.clock.block_on(shop.call::<()>(&WITH_DOMAIN).header_option("shop-domain", "two.com")).unwrap();
    shop.run::<()>(&GET).unwrap();
    let sent = shop.sent();
    let domains: Vec<_> =
        sent.iter().map(|request| request.headers().get("shop-domain").map(HeaderValue::as_bytes)).collect();
    assert_eq!(domains, [Some(&b"one.com"[..]), Some(&b"two.com"[..]), None]);
}

#[test]
fn identification() {
    let agent = |change: fn(Builder) -> Builder| {
        let shop = Shop::with([MockReply::new(200)], change);
        shop.run::<()>(&GET).unwrap();
        shop.sent()[0].headers()["user-agent"].to_str().unwrap().to_owned()
    };
    assert_eq!(agent(|builder| builder), "shop/1.2.3 letterpress/0.1.0");
    assert_eq!(agent(|builder| builder.user_agent_prefix("app/7")), "app/7 shop/1.2.3 letterpress/0.1.0");
}

#[test]
fn secrets() {
    assert_eq!(format!("{:?}", Secret::from("MARK")), "[REDACTED]");
    let reply = MockReply::json(400, r#"{"message": "MARK"}"#).header("set-cookie", "MARK");
    let shop = Shop::with([reply], |builder| builder.token("token", "MARK"));
    let call = shop.call::<()>(&POST).query("q", "MARK").header("x", "MARK");
    let shown = format!("{:?} {call:?} {:?}", shop.client, Builder::new(&API).token("token", "MARK"));
    assert!(!shown.contains("MARK"), "{shown}");
    let error = shop.clock.block_on(call).unwrap_err();
    let shown = format!("{error} {error:?} {:?}", shop.transport);
    assert!(!shown.contains("MARK"), "{shown}");
}

#[test]
fn redirects() {
    for status in [301, 302, 303, 307, 308] {
        let shop = Shop::new([MockReply::new(status).header("location", "https://evil.example.com/")]);
        assert_eq!(shop.run::<()>(&GET).unwrap_err().status().unwrap().as_u16(), status);
        assert_eq!(shop.sent().len(), 1);
    }
}

/// A layer that numbers attempts.
struct Tagging;
impl Layer for Tagging {
    fn send<'a>(&'a self, mut attempt: Attempt, next: Next<'a>) -> BoxFuture<'a, Outcome> {
        let number = attempt.number().into();
        attempt.request_mut().headers_mut().insert("x-attempt", number);
        next.send(attempt)
    }
}

#[test]
fn transports() {
    let shop = Shop::with([500, 200].map(MockReply::new), |builder| builder.layer(Tagging));
    shop.run::<()>(&GET).unwrap();
    let numbers: Vec<_> = shop.sent().iter().map(|request| request.headers()["x-attempt"].clone()).collect();
    assert_eq!(numbers, ["1", "2"]);
}

#[test]
fn tls_features() {
    let manifest = include_str!("../Cargo.toml");
    for line in [
        "default = [\"rustls\"]",
        "rustls = [\"reqwest\", \"reqwest/rustls\"]",
        "rustls-no-provider = [\"reqwest\", \"reqwest/rustls-no-provider\"]",
        "native-tls = [\"reqwest\", \"reqwest/native-tls\"]",
    ] {
        assert!(manifest.contains(line), "{line}");
    }
}

#[test]
fn async_runtimes() {
    // No runtime runs here: the clock is all that waits, and nothing is spawned.
    let shop = Shop::new([MockReply::new(500), MockReply::new(200)]);
    shop.run::<()>(&GET).unwrap();
    assert_eq!(shop.clock.slept(), [SECOND]);
}

#[test]
fn test_support() {
    let shop = Shop::new([]);
    shop.transport.on(Method::Get, "/v2/things/1", [MockReply::json(200, "{}")]);
    assert_eq!(shop.run::<Thing>(&GET).unwrap(), Thing::new());
    assert_eq!(shop.sent()[0].uri().path(), "/v2/things/1");
    let OperationInfo { id, method, template, scopes, .. } = GET;
    assert_eq!((id, method, template, scopes), ("get_thing", Method::Get, "/things/{id}", &["things"][..]));
    assert!(method.is_idempotent() && !POST.method.is_idempotent());
}

#[test]
fn size_limits() {
    let limit = 32 * 1024 * 1024;
    for (size, fits) in [(limit, true), (limit + 1, false)] {
        let shop = Shop::new([MockReply::new(200).body(vec![b' '; size])]);
        assert_eq!(shop.clock.block_on(shop.call::<()>(&GET).send_bytes()).is_ok(), fits);
    }
}
