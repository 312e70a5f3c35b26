//! What `create` puts on the wire.

use auth0_management::types::{
    SelfServiceProfileSsoTicketConnectionConfig, SelfServiceProfileSsoTicketConnectionOptions,
    SelfServiceProfileSsoTicketProvisioningConfig,
};
use auth0_management::{Call, ManagementClientBuilder};
use letterpress_test_support::{Request, Server};

use super::setup::{Content, FULLEST, TARGET, TELEMETRY, Ticket, client, create, created, fullest, settings};

/// The one request that a call with this content leads to.
async fn sent<'a>(
    content: &'a Content,
    options: impl FnOnce(Call<'a, Ticket>) -> Call<'a, Ticket>,
) -> Request {
    let server = Server::replying([created()]);
    let client = client(&server);
    options(client.self_service_profiles().sso_ticket().create("ssp_1", content)).await.unwrap();
    only(&server)
}

fn only(server: &Server) -> Request {
    let [request] = server.requests().try_into().unwrap();
    request
}

/// The headers, ordered by name, without the server's own address.
fn headers(request: &Request) -> Vec<(&str, &str)> {
    let mut headers: Vec<_> = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "host")
        .collect();
    headers.sort_unstable();
    headers
}

const PLAIN: [(&str, &str); 6] = [
    ("accept", "application/json"),
    ("auth0-client", TELEMETRY),
    ("authorization", "Bearer token-0"),
    ("content-length", "2"),
    ("content-type", "application/json"),
    ("user-agent", "auth0-management/0.1.0 letterpress/0.1.0"),
];

#[tokio::test]
async fn an_empty_request_is_an_empty_object_and_the_least_headers() {
    let request = sent(&Content::new(), |call| call).await;
    assert_eq!([&request.method, &request.target], ["POST", TARGET]);
    assert_eq!(headers(&request), PLAIN);
    assert_eq!(request.text(), "{}");
}

#[tokio::test]
async fn the_host_is_the_servers() {
    let server = Server::replying([created()]);
    create(&client(&server)).await.unwrap();
    assert_eq!(only(&server).header("host"), server.url().strip_prefix("http://"));
}

#[tokio::test]
async fn every_field_is_sent_in_the_order_of_the_description() {
    let request = sent(&fullest(), |call| call).await;
    assert_eq!(request.text(), FULLEST);
}

#[tokio::test]
async fn null_is_sent_where_it_is_set_and_absent_is_not_sent() {
    let options = SelfServiceProfileSsoTicketConnectionOptions::new();
    let rows = [
        (
            Content::new()
                .connection_config(SelfServiceProfileSsoTicketConnectionConfig::new("a").options_null()),
            r#"{"connection_config":{"name":"a","options":null}}"#,
        ),
        (
            Content::new().connection_config(
                SelfServiceProfileSsoTicketConnectionConfig::new("a")
                    .options(options.icon_url_null().domain_aliases_null().idpinitiated_null()),
            ),
            r#"{"connection_config":{"name":"a","options":{"icon_url":null,"domain_aliases":null,"idpinitiated":null}}}"#,
        ),
        (
            Content::new().provisioning_config(
                SelfServiceProfileSsoTicketProvisioningConfig::new().token_lifetime_null(),
            ),
            r#"{"provisioning_config":{"token_lifetime":null}}"#,
        ),
        (
            Content::new().enabled_clients([""; 0]).use_for_organization_discovery(false),
            r#"{"enabled_clients":[],"use_for_organization_discovery":false}"#,
        ),
    ];
    for (content, expected) in rows {
        let request = sent(&content, |call| call).await;
        assert_eq!(request.text(), expected);
    }
}

#[tokio::test]
async fn unknown_members_of_a_request_are_sent_as_they_were_read() {
    let text = r#"{"ttl_sec":1,"a":{"b":[null,1.5]}}"#;
    let content = serde_json::from_str(text).unwrap();
    assert_eq!(sent(&content, |call| call).await.text(), text);
}

#[tokio::test]
async fn a_form_is_sent_where_the_call_asks_for_it() {
    let rows = [
        (Content::new(), ""),
        (
            Content::new()
                .connection_config(SelfServiceProfileSsoTicketConnectionConfig::new("a").options_null())
                .enabled_clients(["b c", "d&e=f", "é"])
                .ttl_sec(1)
                .use_for_organization_discovery(true),
            "connection_config=%7B%22name%22%3A%22a%22%2C%22options%22%3Anull%7D\
             &enabled_clients=b+c&enabled_clients=d%26e%3Df&enabled_clients=%C3%A9\
             &ttl_sec=1&use_for_organization_discovery=true",
        ),
    ];
    for (content, expected) in rows {
        let request = sent(&content, Call::form).await;
        assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(request.text(), expected);
    }
}

#[tokio::test]
async fn headers_are_those_that_the_client_and_the_call_set() {
    type Row = (
        fn(ManagementClientBuilder) -> ManagementClientBuilder,
        fn(Call<'static, Ticket>) -> Call<'static, Ticket>,
        &'static [(&'static str, &'static str)],
    );
    let rows: [Row; 7] = [
        (
            |settings| settings,
            |call| call.custom_domain("b.example"),
            &[("auth0-custom-domain", "b.example")],
        ),
        (
            |settings| settings.custom_domain("a.example"),
            |call| call,
            &[("auth0-custom-domain", "a.example")],
        ),
        (
            |settings| settings.custom_domain("a.example"),
            |call| call.custom_domain("b.example"),
            &[("auth0-custom-domain", "b.example")],
        ),
        (
            |settings| settings,
            |call| call.header("X-One", "1").header("x-two", "a b").header("x-one", "3"),
            &[("x-one", "3"), ("x-two", "a b")],
        ),
        (|settings| settings, |call| call.header("Accept", "text/plain"), &[("accept", "text/plain")]),
        (
            |settings| settings.user_agent_prefix("acme/1.2"),
            |call| call,
            &[("user-agent", "acme/1.2 auth0-management/0.1.0 letterpress/0.1.0")],
        ),
        (
            |settings| settings.user_agent_prefix("acme/1.2"),
            |call| call.header("User-Agent", "mine"),
            &[("user-agent", "mine")],
        ),
    ];
    for (client_with, call_with, changes) in rows {
        let server = Server::replying([created()]);
        let client = client_with(settings(&server).token("token-0")).build().unwrap();
        call_with(create(&client)).await.unwrap();
        let request = only(&server);
        let unchanged =
            PLAIN.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let mut expected: Vec<_> = unchanged.chain(changes.iter().copied()).collect();
        expected.sort_unstable();
        assert_eq!(headers(&request), expected);
    }
}

#[tokio::test]
async fn the_query_holds_what_the_call_adds() {
    let server = Server::replying([created()]);
    create(&client(&server)).query("a b", "c&d=é+'").query("n", 1).query("n", true).await.unwrap();
    assert_eq!(only(&server).target, format!("{TARGET}?a%20b=c%26d%3D%C3%A9%2B%27&n=1&n=true"));
}

#[tokio::test]
async fn the_base_url_may_end_in_slashes() {
    let server = Server::replying([created()]);
    let client = settings(&server).base_url(format!("{}/api/v2//", server.url())).token("t").build().unwrap();
    create(&client).await.unwrap();
    assert_eq!(only(&server).target, TARGET);
}

#[tokio::test]
async fn calls_share_a_connection() {
    let server = Server::replying([created(), created(), created()]);
    let client = client(&server);
    for client in [&client, &client.clone(), &client] {
        create(client).await.unwrap();
    }
    let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0, 0]);
}
