use super::super::super::mock::{MockClock, MockTransport};
use super::super::super::tests::{API, shown};
use super::super::super::{ApiInfo, Builder};
use super::*;

static KINDS: ApiInfo = ApiInfo {
    user_agent: API.user_agent,
    telemetry: None,
    servers: API.servers,
    operation_servers: &[],
    schemes: &[
        SecurityScheme { name: "token", kind: SchemeKind::Bearer, token: None },
        SecurityScheme { name: "basic", kind: SchemeKind::Basic, token: None },
        SecurityScheme { name: "other", kind: SchemeKind::Authorization, token: None },
        SecurityScheme { name: "key", kind: SchemeKind::HeaderKey("X-Key"), token: None },
        SecurityScheme { name: "odd", kind: SchemeKind::HeaderKey("X Key"), token: None },
        SecurityScheme { name: "cookie", kind: SchemeKind::CookieKey("session"), token: None },
    ],
};

#[test]
fn what_cannot_be_sent_is_refused_when_the_client_is_built() {
    let header = |name: &str| format!("the {name} has characters that a header cannot carry");
    let cookie = "the key for `cookie` has characters that a cookie cannot carry".to_owned();
    let other = |name: &str| format!("`{name}` takes another kind of credential");
    for (given, expected) in [
        ((|b| b.token("token", "MARK\n")) as fn(Builder) -> Builder, header("token")),
        (|b| b.token("other", "MARK\n"), header("other")),
        (|b| b.api_key("key", "MARK\r\nx: y"), header("key")),
        (|b| b.api_key("odd", "MARK"), header("odd")),
        (|b| b.api_key("cookie", "MARK; x=y"), cookie.clone()),
        (|b| b.api_key("cookie", "MARK é"), cookie),
        (|b| b.basic("basic", "MARK:", "MARK"), "the user of `basic` must not hold a colon".to_owned()),
        (|b| b.api_key("token", "MARK"), other("token")),
        (|b| b.token("basic", "MARK"), other("basic")),
        (|b| b.client_credentials("other", "MARK", "MARK"), other("other")),
    ] {
        let builder = Builder::new(&KINDS).variable("host", "example.com");
        let error =
            given(builder.transport(MockTransport::new()).clock(MockClock::new())).build().unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!shown(&error).contains("MARK"), "{error:?}");
    }
}
