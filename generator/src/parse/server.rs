//! Servers.

use indexmap::IndexMap;

use super::api::Server;
use super::context::Context;
use super::json::to_json;
use super::keys;
use super::node::{Node, quoted};
use crate::diagnostic::ASSUMED_ENVELOPE;

/// `servers` of the document, a path item or an operation.
pub(super) fn read_all(context: &Context<'_>, servers: &Node<'_, '_>) -> Vec<Server> {
    servers.items().filter_map(|server| read(context, &server)).collect()
}

fn read(context: &Context<'_>, node: &Node<'_, '_>) -> Option<Server> {
    let mut url = None;
    let mut description = None;
    let mut variables = IndexMap::new();
    let mut without_default = Vec::new();
    let mut extensions = IndexMap::new();
    for (key, member) in node.members() {
        match key {
            "url" => url = member.string(),
            "description" => description = member.string(),
            "variables" => {
                for (name, node) in member.members() {
                    if node.get("default").is_none() {
                        let message = format!("the server's variable {} has no default", quoted(name));
                        node.report(&ASSUMED_ENVELOPE, message);
                        without_default.push(name.to_owned());
                    }
                    variables.insert(name.to_owned(), read_variable(context, &node));
                }
            }
            _ => member.keep_extension(&keys::SERVER, &mut extensions),
        }
    }
    let Some(url) = url else {
        node.report_missing("url");
        return None;
    };
    for name in names_in(&url) {
        if !variables.contains_key(name) {
            let message =
                format!("the server's variable {} is not described; it has no default", quoted(name));
            node.report(&ASSUMED_ENVELOPE, message);
            variables.insert(name.to_owned(), openapiv3::ServerVariable::default());
            without_default.push(name.to_owned());
        }
    }
    let variables = Some(variables).filter(|variables| !variables.is_empty());
    let server = openapiv3::Server { url, description, variables, extensions: to_json(&extensions) };
    Some(Server { server, without_default, origin: node.origin() })
}

/// The names between braces in a server's URL.
fn names_in(url: &str) -> Vec<&str> {
    let parts = url.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts.map(|(name, _)| name).filter(|name| !name.is_empty()).collect()
}

fn read_variable(context: &Context<'_>, node: &Node<'_, '_>) -> openapiv3::ServerVariable {
    let mut variable = openapiv3::ServerVariable::default();
    let mut extensions = IndexMap::new();
    for (key, member) in node.members() {
        match key {
            "default" => variable.default = context.text_or_number(&member).unwrap_or_default(),
            "enum" => {
                let values = member.items().filter_map(|item| context.text_or_number(&item));
                variable.enumeration = values.collect();
            }
            "description" => variable.description = member.string(),
            _ => member.keep_extension(&keys::SERVER_VARIABLE, &mut extensions),
        }
    }
    variable.extensions = to_json(&extensions);
    variable
}
