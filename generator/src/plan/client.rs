//! The client: the server it speaks to, where its tokens come from, the options it has.

use super::names::{Case, Ident, ident_or};
use super::parameters::is_header_option;
use super::scope::Scope;
use super::sdk::{Client, Docs, HeaderOption, Segment, ServerVariable, TokenEndpoint};
use crate::Config;
use crate::diagnostic::{Diagnostic, NOT_CARRIED, quoted};
use crate::parse::api::{Api, Server};

/// Methods that every builder has: no server variable or header option takes their names.
const TAKEN_METHOD_NAMES: &[&str] = &[
    "allow_http",
    "attempt_timeout",
    "audience",
    "base_url",
    "build",
    "client_credentials",
    "clock",
    "connect_timeout",
    "http_client",
    "max_response_size",
    "new",
    "retry",
    "timeout",
    "token",
    "token_provider",
    "token_url",
    "transport",
    "user_agent_prefix",
];

/// Methods that every call has.
const TAKEN_CALL_NAMES: &[&str] = &[
    "body",
    "body_format",
    "header",
    "header_option",
    "idempotent",
    "into_future",
    "max_retries",
    "path",
    "query",
    "send",
    "send_bytes",
];

/// The client of the whole API.
pub(super) fn client(api: &Api, config: &Config, found: &mut Vec<Diagnostic>) -> Client {
    let mut names = Scope::without(&[TAKEN_METHOD_NAMES, TAKEN_CALL_NAMES].concat());
    for server in api.servers.iter().skip(1) {
        let message = format!(
            "the server {} beside the first (give it to the builder as `base_url`)",
            quoted(&server.server.url)
        );
        found.push(Diagnostic::new(&NOT_CARRIED, server.origin.clone(), message));
    }
    let first = api.servers.first();
    let name = ident_or(&config.client, "Client", Case::UpperCamel);
    Client {
        builder: ident_or(&format!("{}Builder", name.plain()), "Builder", Case::UpperCamel),
        name,
        server: first.map(|server| template(&server.server.url)).unwrap_or_default(),
        variables: first.map(|server| variables(server, config, &mut names)).unwrap_or_default(),
        token: token_endpoint(api, config),
        header_options: header_options(api, config, &mut names),
    }
}

/// A server's URL taken apart: `https://{tenant}/api` into text, variable, text.
fn template(url: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            segments.push(Segment::Literal(before.to_owned()));
        }
        segments.push(Segment::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        segments.push(Segment::Literal(rest.to_owned()));
    }
    segments
}

fn variables(server: &Server, config: &Config, names: &mut Scope) -> Vec<ServerVariable> {
    let declared = server.server.variables.iter().flatten();
    declared
        .map(|(name, variable)| {
            let setter = config.server_variables.get(name).unwrap_or(name);
            ServerVariable {
                name: name.clone(),
                setter: names.take_free(&ident_or(setter, "variable", Case::Snake)),
                // A default that holds a placeholder itself names no server.
                default: Some(variable.default.clone()).filter(|default| !default.contains(['{', '}'])),
                docs: Docs { text: variable.description.clone().unwrap_or_default(), facts: Vec::new() },
            }
        })
        .collect()
}

/// Where the first client-credentials flow (RFC 6749, section 4.4) fetches its tokens.
fn token_endpoint(api: &Api, config: &Config) -> Option<TokenEndpoint> {
    let flow = api.security_schemes.values().find_map(|scheme| match &scheme.scheme {
        Some(openapiv3::SecurityScheme::OAuth2 { flows, .. }) => flows.client_credentials.as_ref(),
        _ => None,
    });
    let url = config.token_url.clone().or_else(|| flow.map(|flow| flow.token_url.clone()))?;
    let parameters = flow.map(|flow| form_parameters(&flow.extensions)).unwrap_or_default();
    Some(TokenEndpoint { url, parameters })
}

/// What `x-form-parameters` adds to a token request.
fn form_parameters(extensions: &indexmap::IndexMap<String, serde_json::Value>) -> Vec<(String, String)> {
    let given = extensions.get("x-form-parameters").and_then(serde_json::Value::as_object);
    let text =
        |(name, value): (&String, &serde_json::Value)| Some((name.clone(), value.as_str()?.to_owned()));
    given.into_iter().flatten().filter_map(text).collect()
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
