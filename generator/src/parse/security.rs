//! Security schemes and what requires them.

use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow,
};

use super::api::{Extensions, SecurityRequirement, SecurityScheme};
use super::context::Context;
use super::json::to_json;
use super::keys;
use super::node::{Node, quoted};
use crate::diagnostic::{NOT_CARRIED, UNDECLARED_SECURITY_SCHEME, WRONG_VALUE};

/// `security` of the document or an operation.
pub(super) fn read_requirements<'d>(
    context: &mut Context<'d>,
    requirements: &Node<'_, 'd>,
) -> Arc<[SecurityRequirement]> {
    requirements.items().map(|requirement| read_requirement(context, &requirement)).collect()
}

fn read_requirement<'d>(context: &mut Context<'d>, requirement: &Node<'_, 'd>) -> SecurityRequirement {
    let mut schemes = SecurityRequirement::new();
    for (name, scopes) in requirement.members() {
        schemes.insert(name.to_owned(), scopes.strings());
        if !context.security_schemes.contains(name) && context.undeclared_schemes.insert(name) {
            let message = format!("no security scheme has the name {}", quoted(name));
            scopes.report_key(&UNDECLARED_SECURITY_SCHEME, message);
        }
    }
    schemes
}

/// `components.securitySchemes`.
pub(super) fn read_schemes<'d>(
    context: &mut Context<'d>,
    schemes: &Node<'_, 'd>,
) -> IndexMap<String, SecurityScheme> {
    let mut all = IndexMap::new();
    for (name, node) in schemes.members() {
        context.security_schemes.insert(name);
        if let Some(target) = context.follow(node) {
            all.insert(name.to_owned(), read_scheme(&target.node(context.findings)));
        }
    }
    all
}

fn read_scheme(node: &Node<'_, '_>) -> SecurityScheme {
    let mut kind = None;
    let mut description = None;
    let mut name = None;
    let mut location = None;
    let mut scheme = None;
    let mut bearer_format = None;
    let mut flows = None;
    let mut open_id_connect_url = None;
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "type" => kind = member.text(),
            "description" => description = member.string(),
            "name" => name = member.string(),
            "in" => location = read_key_location(&member),
            "scheme" => scheme = member.string(),
            "bearerFormat" => bearer_format = member.string(),
            "flows" => flows = Some(read_flows(&member)),
            "openIdConnectUrl" => open_id_connect_url = member.string(),
            _ => member.keep_extension(&keys::SECURITY_SCHEME, &mut extensions),
        }
    }
    let json = to_json(&extensions);
    let is_mutual_tls = kind == Some("mutualTLS");
    let scheme = match kind {
        Some("apiKey") => {
            node.report_missing("name");
            node.report_missing("in");
            name.zip(location).map(|(name, location)| openapiv3::SecurityScheme::APIKey {
                location,
                name,
                description,
                extensions: json,
            })
        }
        Some("http") => {
            node.report_missing("scheme");
            scheme.map(|scheme| openapiv3::SecurityScheme::HTTP {
                scheme,
                bearer_format,
                description,
                extensions: json,
            })
        }
        Some("oauth2") => {
            node.report_missing("flows");
            flows.map(|flows| openapiv3::SecurityScheme::OAuth2 { flows, description, extensions: json })
        }
        Some("openIdConnect") => {
            node.report_missing("openIdConnectUrl");
            open_id_connect_url.map(|open_id_connect_url| openapiv3::SecurityScheme::OpenIDConnect {
                open_id_connect_url,
                description,
                extensions: json,
            })
        }
        Some("mutualTLS") => {
            node.report(
                &NOT_CARRIED,
                "a client certificate is given to the transport, not to the printed client",
            );
            None
        }
        Some(other) => {
            let message = format!(
                "`type` can't be {}: it must be apiKey, http, mutualTLS, oauth2 or openIdConnect",
                quoted(other)
            );
            node.report(&WRONG_VALUE, message);
            None
        }
        None => {
            node.report_missing("type");
            None
        }
    };
    SecurityScheme { scheme, is_mutual_tls, extensions, origin: node.origin() }
}

fn read_key_location(node: &Node<'_, '_>) -> Option<APIKeyLocation> {
    match node.text()? {
        "query" => Some(APIKeyLocation::Query),
        "header" => Some(APIKeyLocation::Header),
        "cookie" => Some(APIKeyLocation::Cookie),
        other => {
            let message = format!("`in` can't be {}: it must be query, header or cookie", quoted(other));
            node.report(&WRONG_VALUE, message);
            None
        }
    }
}

fn read_flows(node: &Node<'_, '_>) -> OAuth2Flows {
    let mut flows = OAuth2Flows::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        let needs: &[&str] = match key {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => {
                member.keep_extension(&keys::FLOWS, &mut extensions);
                continue;
            }
        };
        let Some(flow) = read_flow(&member, needs) else { continue };
        let Flow { authorization_url, token_url, refresh_url, scopes, extensions } = flow;
        match key {
            "implicit" => {
                flows.implicit =
                    Some(ImplicitOAuth2Flow { authorization_url, refresh_url, scopes, extensions });
            }
            "password" => {
                flows.password = Some(PasswordOAuth2Flow { refresh_url, token_url, scopes, extensions });
            }
            "clientCredentials" => {
                let flow = ClientCredentialsOAuth2Flow { refresh_url, token_url, scopes, extensions };
                flows.client_credentials = Some(flow);
            }
            _ => {
                let flow = AuthorizationCodeOAuth2Flow {
                    authorization_url,
                    token_url,
                    refresh_url,
                    scopes,
                    extensions,
                };
                flows.authorization_code = Some(flow);
            }
        }
    }
    flows.extensions = to_json(&extensions);
    flows
}

/// An OAuth flow of any kind.
#[derive(Default)]
struct Flow {
    authorization_url: String,
    token_url: String,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
    extensions: IndexMap<String, serde_json::Value>,
}

/// The flow at `node`; `None`, and a finding, if it lacks one of the URLs that it `needs`.
fn read_flow(node: &Node<'_, '_>, needs: &[&str]) -> Option<Flow> {
    let mut flow = Flow::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "authorizationUrl" => flow.authorization_url = member.string().unwrap_or_default(),
            "tokenUrl" => flow.token_url = member.string().unwrap_or_default(),
            "refreshUrl" => flow.refresh_url = member.string(),
            "scopes" => {
                let scopes = member.members().map(|(name, text)| (name, text.string().unwrap_or_default()));
                flow.scopes = scopes.map(|(name, text)| (name.to_owned(), text)).collect();
            }
            _ => member.keep_extension(&keys::FLOW, &mut extensions),
        }
    }
    flow.extensions = to_json(&extensions);
    for url in needs {
        node.report_missing(url);
    }
    needs.iter().all(|url| node.get(url).is_some_and(|url| url.tree().as_str().is_some())).then_some(flow)
}
