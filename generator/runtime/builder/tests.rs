use super::super::api::{
    ApiInfo, Method, OperationInfo, SchemeKind, SecurityScheme, Telemetry, TokenEndpoint,
};
use super::super::mock::{MockClock, MockReply, MockTransport};
use super::super::tests::{API, GET, Setup, call, shown};
use super::*;

fn builder() -> Builder {
    Builder::new(&API).transport(MockTransport::new()).clock(MockClock::new())
}

fn refusal(builder: Builder) -> String {
    let error = builder.build().unwrap_err();
    assert!(!shown(&error).contains("MARK"), "{error:?}");
    error.to_string()
}

#[test]
fn what_cannot_be_a_client_is_refused() {
    let host = "the server's `host` must be a host such as `api.example.com`, without a path";
    let http =
        "the base URL is plain `http`, which shows tokens to the network: `allow_http(true)` permits it";
    for (builder, expected) in [
        (builder(), "the server's `host` must be given, or else a base URL"),
        (builder().variable("host", ""), host),
        (builder().variable("host", "MARK/x"), host),
        (builder().variable("host", "http://MARK"), host),
        (builder().base_url("http://MARK.com"), http),
        (builder().base_url("MARK.com"), "the base URL must be an absolute `https` URL"),
        (builder().base_url("https://MARK:MARK@h"), "the base URL must not have a user name or password"),
        (builder().base_url("https://h?MARK"), "the base URL must not have a query or a fragment"),
        (
            builder().variable("host", "h").token("token", "MARK\n"),
            "the token has characters that a header cannot carry",
        ),
        (
            builder().variable("host", "h").user_agent_prefix("MARK\r\n"),
            "the user agent has characters that a header cannot carry",
        ),
        (
            builder().variable("host", "h").header_option("pet-domain", "MARK\r\n"),
            "the pet-domain has characters that a header cannot carry",
        ),
    ] {
        assert_eq!(refusal(builder), expected);
    }
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_of_its_own_it_asks_for_one() {
    let host = || Builder::new(&API).variable("host", "h");
    let expected = "without feature `reqwest`, `transport` must be given";
    assert_eq!(refusal(host().clock(MockClock::new())), expected);
    assert_eq!(
        refusal(host().transport(MockTransport::new())),
        "without feature `reqwest`, `clock` must be given"
    );
}

#[cfg(feature = "reqwest")]
#[test]
fn a_host_is_enough() {
    Builder::new(&API).variable("host", "example.com").build().unwrap();
    Builder::new(&API).variable("host", "example.com").http_client(reqwest::Client::new()).build().unwrap();
}

#[test]
fn the_base_url_is_what_paths_are_appended_to() {
    for (change, expected) in [
        ((|builder: Builder| builder) as fn(Builder) -> Builder, "https://example.com/api/v2/pets/1"),
        (|builder| builder.variable("host", "https://other.com/"), "https://other.com/api/v2/pets/1"),
        (|builder| builder.base_url("https://other.com"), "https://other.com/pets/1"),
        (|builder| builder.base_url("http://127.0.0.1:80/x/"), "http://127.0.0.1:80/x/pets/1"),
        (|builder| builder.base_url("http://other.com").allow_http(true), "http://other.com/pets/1"),
    ] {
        let setup = Setup::new([MockReply::new(200)]).with(change);
        setup.get().unwrap();
        assert_eq!(setup.transport.requests()[0].uri(), expected);
    }
}

#[test]
fn a_prefix_goes_before_the_clients_own_name() {
    let setup = Setup::new([MockReply::new(200)]).with(|builder| builder.user_agent_prefix("shop/7"));
    setup.get().unwrap();
    let agent = "shop/7 pets/1.0.0 letterpress/0.1.0";
    assert_eq!(setup.transport.requests()[0].headers()["user-agent"], agent);
}

/// The API of the tests, whose scheme has this token endpoint.
const fn api(schemes: &'static [SecurityScheme]) -> ApiInfo {
    let ApiInfo { user_agent, servers, operation_servers, .. } = API;
    ApiInfo { user_agent, telemetry: None, servers, operation_servers, schemes }
}

static ELSEWHERE: ApiInfo = api(&[SecurityScheme {
    name: "token",
    kind: SchemeKind::Bearer,
    token: Some(TokenEndpoint { url: "https://login.example.com/token", parameters: &[("scope", "all")] }),
}]);

static NOWHERE: ApiInfo = api(&[SecurityScheme { name: "token", kind: SchemeKind::Bearer, token: None }]);

/// Where the token request goes and its form after the secret, or why there is no client.
fn token_request(api: &'static ApiInfo, change: fn(Builder) -> Builder) -> Result<String, String> {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.reply(MockReply::json(200, r#"{"access_token": "a"}"#));
    transport.reply(MockReply::new(200));
    let builder = Builder::new(api).variable("host", "example.com").client_credentials("token", "id", "MARK");
    let client = match change(builder).transport(transport.clone()).clock(clock.clone()).build() {
        Ok(client) => client,
        Err(error) => return Err(error.to_string()),
    };
    let operation: &'static OperationInfo = &GET;
    clock.block_on(call::<()>(&client, operation).parameter("id", "1")).unwrap();
    let request = &transport.requests()[0];
    let form = String::from_utf8_lossy(request.body());
    Ok(format!("{} {}", request.uri(), form.split_once("MARK").unwrap().1))
}

#[test]
fn the_secret_goes_to_the_server_or_where_the_user_says() {
    const AUDIENCE: &str = "&audience=https%3A%2F%2Fexample.com%2Fapi%2Fv2%2F";
    let elsewhere = "the token endpoint is on another host than the server, so the secret would leave it: \
                     `token_url` permits that by giving the URL";
    let ok = |text: &str| Ok(text.to_owned());
    for (api, change, expected) in [
        (
            &API,
            (|builder: Builder| builder) as fn(Builder) -> Builder,
            Ok(format!("https://example.com/oauth/token {AUDIENCE}")),
        ),
        (
            &API,
            |builder| builder.audience("token", "my api"),
            ok("https://example.com/oauth/token &audience=my%20api"),
        ),
        (
            &API,
            |builder| builder.base_url("http://localhost:8080/x"),
            ok("http://localhost:8080/oauth/token &audience=http%3A%2F%2Flocalhost%3A8080%2Fapi%2Fv2%2F"),
        ),
        (
            &API,
            |builder| builder.token_url("token", "https://login.example.com/t/"),
            Ok(format!("https://login.example.com/t/ {AUDIENCE}")),
        ),
        (&API, |builder| builder.token_url("token", "t"), Ok(format!("https://example.com/t {AUDIENCE}"))),
        (
            &API,
            |builder| builder.token_url("token", "http://login.example.com/"),
            Err("the URL of the token endpoint is plain `http`, which shows tokens to the network: \
                 `allow_http(true)` permits it"
                .to_owned()),
        ),
        (&ELSEWHERE, |builder| builder, Err(elsewhere.to_owned())),
        (
            &ELSEWHERE,
            |builder| builder.base_url("https://login.example.com"),
            ok("https://login.example.com/token &scope=all"),
        ),
        (
            &ELSEWHERE,
            |builder| builder.token_url("token", "https://login.example.com/token"),
            ok("https://login.example.com/token &scope=all"),
        ),
        (
            &ELSEWHERE,
            |builder| builder.audience("token", "a").token_url("token", "/token"),
            ok("https://example.com/token &scope=all&audience=a"),
        ),
        (
            &NOWHERE,
            |builder| builder,
            Err("the API states no token endpoint for client credentials: `token_url` gives one".to_owned()),
        ),
        (&NOWHERE, |builder| builder.token_url("token", "/token"), ok("https://example.com/token ")),
    ] {
        assert_eq!(token_request(api, change), expected);
    }
}

#[test]
fn the_last_credentials_hold() {
    let setup = Setup::new([MockReply::new(200)])
        .with(|builder| builder.client_credentials("token", "id", "s3cret").token("token", "other"));
    setup.get().unwrap();
    assert_eq!(setup.transport.requests()[0].headers()["authorization"], "Bearer other");
}

static TOLD: ApiInfo = ApiInfo {
    telemetry: Some(Telemetry { header: "Pet-Client", json: r#"{"name":"pets?>"}"# }),
    ..api(API.schemes)
};

#[test]
fn the_api_is_told_of_the_client_in_its_own_header() {
    let told = |change: fn(Builder) -> Builder| {
        let (transport, clock) = (MockTransport::new(), MockClock::new());
        transport.on(Method::Post, "/oauth/token", [MockReply::json(200, r#"{"access_token": "a"}"#)]);
        transport.reply(MockReply::new(200));
        let builder =
            Builder::new(&TOLD).variable("host", "example.com").client_credentials("token", "a", "b");
        let client = change(builder).transport(transport.clone()).clock(clock.clone()).build().unwrap();
        clock.block_on(call::<()>(&client, &GET).parameter("id", "1")).unwrap();
        let header = |request: &http::Request<_>| {
            request.headers().get("pet-client").map(|value| value.to_str().unwrap().to_owned())
        };
        transport.requests().iter().map(header).collect::<Vec<_>>()
    };
    let json = Some("eyJuYW1lIjoicGV0cz8-In0".to_owned());
    assert_eq!(told(|builder| builder), [json.clone(), json]);
    assert_eq!(told(|builder| builder.telemetry(false)), [None, None]);
}
