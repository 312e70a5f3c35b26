//! What the path's parameter becomes on the wire, and what is refused before anything is sent.

use auth0_management::{Call, Error, ManagementClientBuilder};
use letterpress_test_support::Server;

use super::setup::{Content, Ticket, client, create, created, failure, settings};

#[tokio::test]
async fn an_id_is_one_segment_whatever_it_holds() {
    let long = "x".repeat(2000);
    let rows = [
        ("ssp_1", "ssp_1"),
        ("a/b", "a%2Fb"),
        ("../users", "..%2Fusers"),
        ("...", "..."),
        ("a?b#c", "a%3Fb%23c"),
        ("a%2Fb", "a%252Fb"),
        ("é|x", "%C3%A9%7Cx"),
        ("\u{1f600}\u{202e}", "%F0%9F%98%80%E2%80%AE"),
        (" \t\r\n\0\u{7f}", "%20%09%0D%0A%00%7F"),
        ("-._~", "-._~"),
        (
            "!\"$&'()*+,:;<=>@[\\]^`{}",
            "%21%22%24%26%27%28%29%2A%2B%2C%3A%3B%3C%3D%3E%40%5B%5C%5D%5E%60%7B%7D",
        ),
        (&long, &long),
    ];
    let server = Server::replying(rows.map(|_| created()));
    let client = client(&server);
    for (id, _) in rows {
        client.self_service_profiles().sso_ticket().create(id, &Content::new()).await.unwrap();
    }
    let targets: Vec<_> = server.requests().into_iter().map(|request| request.target).collect();
    let expected = rows.map(|(_, segment)| format!("/api/v2/self-service-profiles/{segment}/sso-ticket"));
    assert_eq!(targets, expected);
}

#[tokio::test]
async fn an_id_that_would_name_another_path_is_refused() {
    let server = Server::replying([]);
    let client = client(&server);
    for id in ["", ".", "..", "%2e%2e", "%2E", ".%2e"] {
        let call = client.self_service_profiles().sso_ticket().create(id, &Content::new()).await;
        assert_eq!(
            failure(call).to_string(),
            "POST /self-service-profiles/{id}/sso-ticket was not sent: \
             its path parameter `id` is empty, `.` or `..`, which would name another path",
        );
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn what_a_request_cannot_carry_is_refused() {
    type Row = (fn(Call<'static, Ticket>) -> Call<'static, Ticket>, &'static str);
    let rows: [Row; 13] = [
        (|call| call.header("x-one", "a\r\nx-two: b"), "header `x-one` has characters"),
        (|call| call.header("x-one", "a\nb"), "header `x-one` has characters"),
        (|call| call.header("x-one", "a\0b"), "header `x-one` has characters"),
        (|call| call.header("x-one\r\nx-two", "a"), "name of one of its headers"),
        (|call| call.header("", "a"), "name of one of its headers"),
        (|call| call.custom_domain("a\r\nx-two: b"), "header `auth0-custom-domain` has characters"),
        (|call| call.header("Authorization", "Bearer mine"), "header `authorization` is set by the client"),
        (|call| call.header("Host", "b.example"), "header `host` is set by the client"),
        (|call| call.header("content-type", "text/plain"), "header `content-type` is set by the client"),
        (|call| call.header("content-length", "1"), "header `content-length` is set by the client"),
        (
            |call| call.header("transfer-encoding", "chunked"),
            "header `transfer-encoding` is set by the client",
        ),
        (|call| call.header("connection", "close"), "header `connection` is set by the client"),
        (|call| call.query("a", "x".repeat(70_000)), "URL is too long"),
    ];
    let server = Server::replying([]);
    let client = client(&server);
    for (options, expected) in rows {
        let error = failure(options(create(&client)).await);
        assert!(matches!(error, Error::InvalidRequest(_)), "{expected}: {error}");
        let text = error.to_string();
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_form_cannot_carry_null() {
    let server = Server::replying([]);
    let client = client(&server);
    let content = serde_json::from_str(r#"{"a":[1,null]}"#).unwrap();
    let call = client.self_service_profiles().sso_ticket().create("ssp_1", &content).form();
    let Error::InvalidRequest(error) = failure(call.await) else { panic!("another error") };
    let source = std::error::Error::source(&*error).unwrap();
    assert_eq!(source.to_string(), "the value at $.a[1] is null, which a form cannot express");
    assert_eq!(server.requests(), []);
}

#[test]
fn what_no_call_could_carry_is_refused_when_the_client_is_built() {
    type Row = (fn(ManagementClientBuilder) -> ManagementClientBuilder, &'static str);
    let rows: [Row; 13] = [
        (|settings| settings.token("a\r\nb"), "the token has characters that a header cannot carry"),
        (|settings| settings.custom_domain("a\nb"), "the auth0-custom-domain has characters"),
        (|settings| settings.user_agent_prefix("a\nb"), "the user agent has characters"),
        (|settings| settings.base_url("http://a.example"), "the base URL is plain `http`"),
        (|settings| settings.base_url("https://a:b@a.example"), "must not have a user name or password"),
        (|settings| settings.base_url("https://a.example/?b"), "must not have a query or a fragment"),
        (|settings| settings.base_url("https://a.example/#b"), "must not have a query or a fragment"),
        (|settings| settings.base_url("https://a.example/../b"), "must be an absolute `https` URL"),
        (|settings| settings.base_url("a.example"), "must be an absolute `https` URL"),
        (|settings| settings.base_url(""), "must be an absolute `https` URL"),
        (|settings| settings.base_url("ftp://a.example"), "must be an absolute `https` URL"),
        (
            |settings| settings.client_credentials("a", "b").token_url("http://a.example/token"),
            "the URL of the token endpoint is plain `http`",
        ),
        (
            |settings| settings.client_credentials("a", "b").token_url("https://a.example/token?b"),
            "the URL of the token endpoint must not have a query or a fragment",
        ),
    ];
    let server = Server::replying([]);
    for (change, expected) in rows {
        let text = failure(change(settings(&server)).build()).to_string();
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_domain_is_a_host_and_must_be_given() {
    let build = |domain: &str| auth0_management::ManagementClient::builder().domain(domain).build();
    for domain in ["acme.example", "https://acme.example", "https://acme.example/", "acme.example/"] {
        let client = build(domain).unwrap();
        assert!(format!("{client:?}").contains(r#""https://acme.example/api/v2""#), "{domain}: {client:?}");
    }
    for domain in
        ["", "http://acme.example", "acme.example/path", "a@b", "a?b", "a#b", "a b", "a\\b", "é.example"]
    {
        let text = failure(build(domain)).to_string();
        assert!(text.contains("must be a host such as") || text.contains("must be an absolute"), "{text}");
    }
    let unset = auth0_management::ManagementClient::builder().build();
    assert_eq!(failure(unset).to_string(), "the server's `tenantDomain` must be given, or else a base URL",);
}
