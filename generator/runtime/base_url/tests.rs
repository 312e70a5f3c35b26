use super::super::api::Variable;
use super::super::error::BuildError;
use super::*;

fn check(text: &str, expected: Result<&str, UrlFault>) {
    let actual = BaseUrl::parse(text, false).map(|base| base.text);
    assert_eq!(actual.as_deref(), expected.as_deref(), "{text}");
}

#[test]
fn a_base_url_is_absolute_and_safe() {
    check("https://example.com", Ok("https://example.com"));
    check("https://example.com/", Ok("https://example.com"));
    check("HTTPS://Example.COM:8443/Api/v2//", Ok("https://example.com:8443/Api/v2"));
    check("https://[::1]:1/x", Ok("https://[::1]:1/x"));
    check("https://10.0.0.1", Ok("https://10.0.0.1"));
    check("http://localhost:3000", Ok("http://localhost:3000"));
    check("http://LOCALHOST", Ok("http://localhost"));
    check("http://127.8.0.1", Ok("http://127.8.0.1"));
    check("http://[::1]", Ok("http://[::1]"));
    for text in [
        "http://example.com",
        "http://localhost.example.com",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
    ] {
        check(text, Err(UrlFault::PlainHttp));
    }
    for text in ["https://user:pw@example.com", "https://example.com@evil.com", "https://:@h"] {
        check(text, Err(UrlFault::UserInfo));
    }
    for text in [
        "https://example.com?x",
        "https://example.com/?x=1",
        "https://example.com/#x",
        "https://example.com#@evil.com",
    ] {
        check(text, Err(UrlFault::Query));
    }
    for text in [
        "",
        "/",
        "/api/v2",
        "example.com",
        "example.com/api",
        "//example.com",
        "ftp://example.com",
        "https://",
        "https:///x",
        "https://:443",
        "https://example.com:",
        "https://example.com:x",
        "https://example.com:99999",
        "https://a b",
        "https://example.com/a b",
        "https://example.com\\@evil.com",
        "https://ex%61mple.com",
        "https://exämple.com",
        "https://example.com/é",
        "https://example.com/../x",
        "https://example.com/%2E%2e/x",
        "https://example.com/\r\nX: y",
        "https://[::g]",
        "https://[::1]x",
        "javascript:alert(1)",
    ] {
        check(text, Err(UrlFault::Invalid));
    }
}

#[test]
fn plain_http_can_be_allowed() {
    assert_eq!(
        BaseUrl::parse("http://example.com/", true).map(|base| base.text).as_deref(),
        Ok("http://example.com")
    );
}

#[test]
fn a_relative_url_stays_on_the_origin() {
    let base = BaseUrl::parse("https://example.com:8443/api/v2", false).unwrap();
    assert_eq!(base.origin(), "https://example.com:8443");
    for (url, expected) in [
        ("/oauth/token/", "https://example.com:8443/oauth/token/"),
        ("oauth/token", "https://example.com:8443/oauth/token"),
        ("//evil.com/token", "https://example.com:8443//evil.com/token"),
        ("https://other.com/token", "https://other.com/token"),
    ] {
        assert_eq!(base.resolve(url), expected, "{url}");
    }
}

static REGIONAL: ServerInfo = ServerInfo {
    url: &[
        Segment::Literal("https://"),
        Segment::Parameter("name"),
        Segment::Literal("."),
        Segment::Parameter("region"),
        Segment::Literal(".example.com/"),
        Segment::Parameter("version"),
    ],
    variables: &[
        Variable { name: "name", default: None, values: &[] },
        Variable { name: "region", default: Some("eu"), values: &[] },
        Variable { name: "version", default: Some("v2"), values: &[] },
    ],
};

#[test]
fn variables_fill_the_server() {
    let url = |given: &[(&'static str, &str)]| {
        let given: Vec<_> = given.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        server_url(&REGIONAL, &given).map_err(|fault| format!("{fault:?}"))
    };
    assert_eq!(url(&[("name", "a")]).as_deref(), Ok("https://a.eu.example.com/v2"));
    assert_eq!(
        url(&[("name", "a"), ("region", "us"), ("version", "v3")]).as_deref(),
        Ok("https://a.us.example.com/v3")
    );
    assert_eq!(url(&[("name", "a"), ("name", "b")]).as_deref(), Ok("https://b.eu.example.com/v2"));
    assert_eq!(url(&[("name", "https://a/")]).as_deref(), Ok("https://a.eu.example.com/v2"));
    // Beyond the host a variable may be several segments; `BaseUrl` judges the whole.
    assert_eq!(url(&[("name", "a"), ("version", "x/y")]).as_deref(), Ok("https://a.eu.example.com/x/y"));
    assert_eq!(url(&[]), Err("MissingVariable(\"name\")".to_owned()));
    for value in [
        "",
        "/",
        "https://",
        "http://a",
        "a/b",
        "a//",
        "a?x",
        "a#x",
        "a@evil.com",
        "a\\b",
        "a b",
        "ä",
        "%2f",
        "a\n",
    ] {
        assert_eq!(url(&[("name", value)]), Err("Host(\"name\")".to_owned()), "{value:?}");
    }
    assert_eq!(url(&[("name", "a"), ("region", "https://eu")]), Err("Host(\"region\")".to_owned()));
}

#[test]
fn a_variable_may_be_the_whole_origin() {
    static RELATIVE: ServerInfo = ServerInfo {
        url: &[Segment::Parameter("origin"), Segment::Literal("/v1")],
        variables: &[Variable { name: "origin", default: None, values: &[] }],
    };
    for origin in ["https://example.com", "https://example.com/"] {
        let url = server_url(&RELATIVE, &[("origin", origin.to_owned())]).unwrap();
        assert_eq!(url, "https://example.com/v1");
    }
}

#[test]
fn a_variable_with_values_takes_no_other() {
    static PORT: ServerInfo = ServerInfo {
        url: &[Segment::Literal("https://example.com:"), Segment::Parameter("port")],
        variables: &[Variable { name: "port", default: Some("3000"), values: &["3000", "5000"] }],
    };
    let url = |given: &[(&'static str, String)]| {
        server_url(&PORT, given).map_err(|fault| BuildError::from(fault).to_string())
    };
    assert_eq!(url(&[]).as_deref(), Ok("https://example.com:3000"));
    assert_eq!(url(&[("port", "5000".to_owned())]).as_deref(), Ok("https://example.com:5000"));
    assert_eq!(
        url(&[("port", "80".to_owned())]),
        Err("the server's `port` must be one of `3000`, `5000`".to_owned())
    );
}
