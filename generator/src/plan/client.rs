//! The client: the server it speaks to, where its tokens come from, the options it has.

use serde_json::Value;

use super::names::{Case, Ident, ident_or};
use super::package::MINIMUM_RUST;
use super::parameters::is_header_option;
use super::scope::Scope;
use super::sdk::{Client, Docs, HeaderOption, Telemetry};
use super::security::{Security, security};
use super::servers::{Servers, servers};
use crate::Config;
use crate::diagnostic::{Diagnostic, NAME_COLLISION};
use crate::parse::api::Api;

/// Methods that every builder has: no scheme, server or header option takes their names.
const TAKEN_METHOD_NAMES: &[&str] = &[
    "allow_http",
    "attempt_timeout",
    "base_url",
    "build",
    "classify",
    "clock",
    "connect_timeout",
    "http_client",
    "layer",
    "max_response_size",
    "new",
    "retry",
    "server",
    "telemetry",
    "timeout",
    "transport",
    "user_agent_prefix",
];

/// Methods that every call has.
const TAKEN_CALL_NAMES: &[&str] = &[
    "any_body",
    "at",
    "body",
    "body_format",
    "body_property",
    "bytes",
    "event_tag",
    "events",
    "events_blocking",
    "form",
    "form_styles",
    "header",
    "header_option",
    "idempotent",
    "into_future",
    "max_retries",
    "media_type",
    "multipart",
    "operation",
    "parameter",
    "params",
    "path",
    "query",
    "send",
    "send_blocking",
    "send_bytes",
    "send_stream",
    "send_stream_blocking",
    "server",
    "text",
    "wait",
];

/// What the modules of the client and the crate's root name beside the client.
const TAKEN_TYPE_NAMES: &[&str] = &[
    "ApiError",
    "ApiInfo",
    "AssertionSigner",
    "BuildError",
    "Builder",
    "Call",
    "Classify",
    "Clock",
    "Duration",
    "Error",
    "Field",
    "Layer",
    "Method",
    "Nullable",
    "Response",
    "RetryPolicy",
    "SchemeKind",
    "Secret",
    "SecurityScheme",
    "Segment",
    "ServerInfo",
    "Telemetry",
    "TokenEndpoint",
    "TokenProvider",
    "Transport",
    "Variable",
];

/// The client of the whole API, and what places its operations in it.
pub(super) fn client<'a>(
    api: &'a Api,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) -> (Client, Security<'a>, Servers) {
    let mut names = Scope::without(TAKEN_METHOD_NAMES);
    let security = security(api, config, &mut names, found);
    let servers = servers(api, config, &mut names, found);
    names.reserve(TAKEN_CALL_NAMES);
    let mut types = Scope::without(TAKEN_TYPE_NAMES);
    let wanted = ident_or(&config.client, "Client", Case::UpperCamel);
    let name = types.take_free(&wanted);
    if name != wanted {
        let message = format!(
            "the client can't be called `{}`, as what its module imports is; it is called `{}`",
            wanted.as_str(),
            name.as_str()
        );
        found.push(Diagnostic::new(&NAME_COLLISION, None, message));
    }
    let builder =
        types.take_free(&ident_or(&format!("{}Builder", name.plain()), "Builder", Case::UpperCamel));
    let choice =
        (servers.of_api.len() > 1).then(|| types.take_free(&ident_or("Server", "", Case::UpperCamel)));
    let client = Client {
        builder,
        name,
        servers: servers.of_api.clone(),
        server_choice: choice,
        operation_servers: servers.of_operations.clone(),
        variables: servers.variables.clone(),
        schemes: security.schemes.clone(),
        certificates: certificates(api),
        header_options: header_options(api, config, &mut names),
        quota_headers: quota_headers(config),
        telemetry: telemetry(config),
    };
    (client, security, servers)
}

/// Methods that answers and errors have.
const TAKEN_ANSWER_NAMES: &[&str] = &[
    "attempts",
    "code",
    "decode",
    "error",
    "headers",
    "into_value",
    "json",
    "message",
    "operation",
    "rate_limit",
    "read",
    "request_id",
    "status",
    "value",
];

/// The headers that tell of quotas, in the order of their names.
fn quota_headers(config: &Config) -> Vec<(String, Ident)> {
    let mut names = Scope::without(TAKEN_ANSWER_NAMES);
    let mut headers: Vec<_> = config.quota_headers.iter().collect();
    headers.sort_unstable();
    let name = |(header, name): (&String, &String)| {
        (header.clone(), names.take_free(&ident_or(name, "quota", Case::Snake)))
    };
    headers.into_iter().map(name).collect()
}

/// What the client says of itself, if the settings name a header for that. The compiler's version would be that of whoever builds the
/// crate, which printed data can't know; it says the oldest that the crate supports.
fn telemetry(config: &Config) -> Option<Telemetry> {
    let telemetry = config.telemetry.as_ref()?;
    let name = telemetry.name.as_deref().unwrap_or(&config.package);
    let [name, version, rust] =
        [name, &config.version, MINIMUM_RUST].map(|text| Value::from(text).to_string());
    // In this order whatever serde_json was told of the order of members.
    let json = format!(r#"{{"name":{name},"version":{version},"env":{{"rust":{rust}}}}}"#);
    Some(Telemetry { header: telemetry.header.clone(), json })
}

/// The schemes that know callers by a certificate, by name.
fn certificates(api: &Api) -> Vec<String> {
    let schemes = api.security_schemes.iter().filter(|(_, scheme)| scheme.is_mutual_tls);
    let mut names: Vec<String> = schemes.map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names
}

/// The header parameters that are options, each once, in the order of their names.
fn header_options(api: &Api, config: &Config, names: &mut Scope) -> Vec<HeaderOption> {
    let mut options: Vec<HeaderOption> = Vec::new();
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    for parameter in parameters.filter(|parameter| is_header_option(parameter)) {
        if let Some(known) = options.iter_mut().find(|option| option.header == parameter.name) {
            if known.origins.last() != Some(&parameter.origin) {
                known.origins.push(parameter.origin.clone());
            }
            continue;
        }
        let setter = config.header_options.get(&parameter.name).unwrap_or(&parameter.name);
        let setter: Ident = names.take_free(&ident_or(setter, "header", Case::Snake));
        let text = parameter.description.clone().unwrap_or_default();
        options.push(HeaderOption {
            origins: vec![parameter.origin.clone()],
            header: parameter.name.clone(),
            setter,
            docs: Docs { text, facts: Vec::new() },
        });
    }
    options.sort_by(|a, b| a.header.cmp(&b.header));
    options
}

#[cfg(test)]
mod tests {
    use crate::plan::plan;
    use crate::{Config, parse, read};

    #[test]
    fn a_client_has_no_name_of_what_stands_beside_it() {
        let text = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}"#;
        let (document, _) = read::read_text("spec.json", text.to_owned());
        let (api, _) = parse::parse(&document);
        for (client, expected, renamed) in [
            ("PetClient", ["PetClient", "PetClientBuilder"], 0),
            // The runtime's own is named by its path then.
            ("Client", ["Client", "ClientBuilder"], 0),
            ("Error", ["Error2", "Error2Builder"], 1),
        ] {
            let config = Config { client: client.to_owned(), ..Config::new("spec.json", "out") };
            let (sdk, found) = plan(&api, &config);
            assert_eq!([sdk.client.name.as_str(), sdk.client.builder.as_str()], expected);
            let found = found.iter().filter(|found| found.rule.code == "name-collision").count();
            assert_eq!(found, renamed, "{client}");
        }
    }
}
