use super::super::super::api::{ServerInfo, Variable};
use super::super::super::error::Error;
use super::super::super::mock::{MockClock, MockReply, MockTransport};
use super::super::super::{ApiInfo, Builder, Method};
use super::*;

const fn server(url: &'static [Segment]) -> ServerInfo {
    ServerInfo { url, variables: &[Variable { name: "tenant", default: None, values: &[] }] }
}

/// An API with two servers, and servers of single operations: elsewhere, relative, and with a variable.
static API: ApiInfo = ApiInfo {
    user_agent: "pets/1.0.0",
    telemetry: None,
    servers: &[
        server(&[Segment::Literal("https://example.com/v1")]),
        server(&[Segment::Literal("https://sandbox.example.com/v1")]),
    ],
    operation_servers: &[
        ("uploads_url", server(&[Segment::Literal("https://uploads.example.com")])),
        ("v2_url", server(&[Segment::Literal("/v2")])),
        (
            "tenant_url",
            server(&[Segment::Literal("https://"), Segment::Parameter("tenant"), Segment::Literal(".com")]),
        ),
    ],
    schemes: &[],
};

static NOWHERE: ApiInfo =
    ApiInfo { user_agent: "", telemetry: None, servers: &[], operation_servers: &[], schemes: &[] };

/// Where a call goes that is made to this server, or the error.
fn target(server: Option<&'static str>, settings: fn(Builder) -> Builder) -> Result<String, String> {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.reply(MockReply::new(200));
    let builder = Builder::new(&API).token("token", "t").transport(transport.clone()).clock(clock.clone());
    let client = settings(builder).build().map_err(|error| error.to_string())?;
    let call = client.request::<()>(Method::Get, "/pets");
    let call = if let Some(server) = server { call.server(server) } else { call };
    match clock.block_on(call) {
        Ok(()) => Ok(transport.requests()[0].uri().to_string()),
        Err(error) => {
            assert!(matches!(error, Error::InvalidRequest(_)) && transport.requests().is_empty());
            Err(error.to_string())
        }
    }
}

#[test]
fn each_operation_has_its_server() {
    let lacks = |name: &str| {
        Err(format!(
            "GET (a path of the caller's) was not sent: the operation has a server of its own, whose URL the builder \
             must be given: `{name}`"
        ))
    };
    let ok = |url: &str| Ok(url.to_owned());
    let default: fn(Builder) -> Builder = |b| b;
    let (api, uploads, relative, tenant) = (None, Some("uploads_url"), Some("v2_url"), Some("tenant_url"));
    for (server, settings, expected) in [
        (api, default, ok("https://example.com/v1/pets")),
        (api, |b| b.server(1), ok("https://sandbox.example.com/v1/pets")),
        (api, |b| b.server(1).base_url("https://h/x"), ok("https://h/x/pets")),
        (api, |b| b.base_url("https://h/x").server(1), ok("https://sandbox.example.com/v1/pets")),
        (uploads, default, ok("https://uploads.example.com/pets")),
        (uploads, |b| b.server(1), ok("https://uploads.example.com/pets")),
        // Whoever replaces the server does not mean its credentials to go to the description's other hosts.
        (uploads, |b| b.base_url("https://h/x"), lacks("uploads_url")),
        (uploads, |b| b.base_url("https://h/x").operation_url("uploads_url", "https://u/"), ok("https://u/pets")),
        (relative, default, ok("https://example.com/v2/pets")),
        (relative, |b| b.base_url("https://h/x"), ok("https://h/v2/pets")),
        (tenant, default, lacks("tenant_url")),
        (tenant, |b| b.variable("tenant", "acme"), ok("https://acme.com/pets")),
        (Some("unknown"), default, lacks("unknown")),
        (
            uploads,
            |b| b.operation_url("uploads_url", "http://u"),
            Err("the uploads_url is plain `http`, which shows tokens to the network: `allow_http(true)` permits it"
                .to_owned()),
        ),
    ] {
        assert_eq!(target(server, settings), expected, "{server:?}");
    }
}

#[test]
fn without_a_server_a_base_url_must_be_given() {
    let builder = || Builder::new(&NOWHERE).transport(MockTransport::new()).clock(MockClock::new());
    let error = builder().build().unwrap_err();
    assert_eq!(error.to_string(), "the API names no server: `base_url` must be given");
    builder().base_url("https://h").build().unwrap();
}
