//! What the tests share: clients of a server in process, a call, the fullest request, a clock that need not be waited for.

use std::error::Error as StdError;
use std::fmt::{Debug, Write};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime};

use auth0_management::runtime::mock::MockClock;
use auth0_management::runtime::{BoxFuture, Clock};
use auth0_management::types::{
    CreateSelfServiceProfileSsoTicketRequestContent, CreateSelfServiceProfileSsoTicketResponseContent,
    SelfServiceProfileSsoTicketConnectionConfig, SelfServiceProfileSsoTicketConnectionOptions,
    SelfServiceProfileSsoTicketDomainAliasesConfig, SelfServiceProfileSsoTicketDomainVerificationEnum,
    SelfServiceProfileSsoTicketEnabledFeatures, SelfServiceProfileSsoTicketEnabledOrganization,
    SelfServiceProfileSsoTicketGoogleWorkspaceConfig,
    SelfServiceProfileSsoTicketIdpInitiatedClientProtocolEnum,
    SelfServiceProfileSsoTicketIdpInitiatedOptions, SelfServiceProfileSsoTicketProvisioningConfig,
    SelfServiceProfileSsoTicketProvisioningScopeEnum,
};
use auth0_management::{Call, ManagementClient, ManagementClientBuilder, Nullable};
use letterpress_test_support::{Reply, Request, Server};
use socket2::{Domain, Socket, Type};

pub(crate) type Content = CreateSelfServiceProfileSsoTicketRequestContent;
pub(crate) type Ticket = CreateSelfServiceProfileSsoTicketResponseContent;

pub(crate) const TARGET: &str = "/api/v2/self-service-profiles/ssp_1/sso-ticket";
/// `{"name":"auth0-management","version":"0.1.0","env":{"rust":"1.88"}}` in base64url.
pub(crate) const TELEMETRY: &str =
    "eyJuYW1lIjoiYXV0aDAtbWFuYWdlbWVudCIsInZlcnNpb24iOiIwLjEuMCIsImVudiI6eyJydXN0IjoiMS44OCJ9fQ";
pub(crate) const TICKET: &str = "https://acme.example/ticket/1";

static EMPTY: LazyLock<Content> = LazyLock::new(Content::new);

/// A client's settings for `server`, without credentials.
pub(crate) fn settings(server: &Server) -> ManagementClientBuilder {
    ManagementClient::builder().base_url(format!("{}/api/v2", server.url()))
}

/// A client of `server` that has a token.
pub(crate) fn client(server: &Server) -> ManagementClient {
    settings(server).token("token-0").build().unwrap()
}

/// A server that takes its replies, one for each request, from those that are sent to it meanwhile: one client, which takes long to
/// build, then serves all rows of a test.
pub(crate) fn queued() -> (Server, Sender<Reply>) {
    let (replies, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    (Server::answering(move |_| queue.lock().unwrap().try_recv().unwrap()), replies)
}

/// The empty request, to the profile `ssp_1`.
pub(crate) fn create(client: &ManagementClient) -> Call<'static, Ticket> {
    client.self_service_profiles().sso_ticket().create("ssp_1", &EMPTY)
}

/// The answer to a call that succeeds.
pub(crate) fn created() -> Reply {
    Reply::json(201, &format!(r#"{{"ticket":"{TICKET}"}}"#))
}

/// A place that refuses connections as long as the socket is kept.
pub(crate) fn refusing() -> (Socket, String) {
    // Bound, so that nobody else takes the port, but not listening.
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, format!("http://{address}"))
}

/// Waits for requests without keeping the runtime from running.
pub(crate) async fn arrived(server: &Arc<Server>, count: usize) -> Vec<Request> {
    let server = Arc::clone(server);
    tokio::task::spawn_blocking(move || server.wait_for_requests(count)).await.unwrap()
}

/// All that an error shows of itself and of what is behind it: `Display` and `Debug`, plain and alternate.
pub(crate) fn shown(error: &(dyn StdError + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{error}\n{error:?}\n{error:#?}");
        next = error.source();
    }
    text
}

/// The error in place of a value, which need not be shown.
pub(crate) fn failure<T, E: Debug>(result: Result<T, E>) -> E {
    match result {
        Ok(_) => panic!("it succeeded"),
        Err(error) => error,
    }
}

/// A clock on which every wait ends at once, having moved the clock. Time limits must be lifted: they would be reached at once.
#[derive(Clone, Default)]
pub(crate) struct SkippingClock(pub(crate) MockClock);

impl Clock for SkippingClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let sleep = self.0.sleep(duration);
        self.0.advance(duration);
        sleep
    }
}

/// A request with every field that there is.
pub(crate) fn fullest() -> Content {
    let idpinitiated = SelfServiceProfileSsoTicketIdpInitiatedOptions::new()
        .enabled(true)
        .client_id("client_1")
        .client_protocol(SelfServiceProfileSsoTicketIdpInitiatedClientProtocolEnum::Oauth2)
        .client_authorizequery("scope=openid email&response_type=code");
    let options = SelfServiceProfileSsoTicketConnectionOptions::new()
        .icon_url("https://acme.example/icon.png")
        .domain_aliases(["acme.example", "éclair.example"])
        .idpinitiated(idpinitiated);
    let connection_config = SelfServiceProfileSsoTicketConnectionConfig::new("acme-saml")
        .display_name("Acme \"SAML\"")
        .is_domain_connection(false)
        .show_as_button(true)
        .metadata([("note", Nullable::Value("one".to_owned())), ("gone", Nullable::Null)])
        .options(options);
    let organization = SelfServiceProfileSsoTicketEnabledOrganization::new("org_1")
        .assign_membership_on_login(true)
        .show_as_button(false);
    let domain_aliases_config = SelfServiceProfileSsoTicketDomainAliasesConfig::new(
        SelfServiceProfileSsoTicketDomainVerificationEnum::Required,
    )
    .pending_domains(["new.acme.example"]);
    let provisioning_config = SelfServiceProfileSsoTicketProvisioningConfig::new()
        .scopes([
            SelfServiceProfileSsoTicketProvisioningScopeEnum::GetUsers,
            SelfServiceProfileSsoTicketProvisioningScopeEnum::from("list:users"),
        ])
        .google_workspace(SelfServiceProfileSsoTicketGoogleWorkspaceConfig::new(true))
        .token_lifetime(900);
    let enabled_features = SelfServiceProfileSsoTicketEnabledFeatures::new()
        .sso(true)
        .domain_verification(false)
        .provisioning(true);
    Content::new()
        .connection_id("con_1")
        .connection_config(connection_config)
        .enabled_clients(["client_1", "client 2"])
        .enabled_organizations([organization])
        .ttl_sec(432_000)
        .domain_aliases_config(domain_aliases_config)
        .provisioning_config(provisioning_config)
        .use_for_organization_discovery(true)
        .enabled_features(enabled_features)
}

/// [`fullest`] as JSON, in the order of the description.
pub(crate) const FULLEST: &str = concat!(
    r#"{"connection_id":"con_1","#,
    r#""connection_config":{"name":"acme-saml","display_name":"Acme \"SAML\"","is_domain_connection":false,"#,
    r#""show_as_button":true,"metadata":{"gone":null,"note":"one"},"#,
    r#""options":{"icon_url":"https://acme.example/icon.png","#,
    r#""domain_aliases":["acme.example","éclair.example"],"#,
    r#""idpinitiated":{"enabled":true,"client_id":"client_1","client_protocol":"oauth2","#,
    r#""client_authorizequery":"scope=openid email&response_type=code"}}},"#,
    r#""enabled_clients":["client_1","client 2"],"#,
    r#""enabled_organizations":[{"organization_id":"org_1","assign_membership_on_login":true,"#,
    r#""show_as_button":false}],"#,
    r#""ttl_sec":432000,"#,
    r#""domain_aliases_config":{"domain_verification":"required","pending_domains":["new.acme.example"]},"#,
    r#""provisioning_config":{"scopes":["get:users","list:users"],"google_workspace":{"sync_users":true},"#,
    r#""token_lifetime":900},"#,
    r#""use_for_organization_discovery":true,"#,
    r#""enabled_features":{"sso":true,"domain_verification":false,"provisioning":true}}"#,
);
