//! Operations.

use std::sync::Arc;

use indexmap::IndexMap;

use super::api::{
    Extensions, Method, Operation, Parameter, ParameterEncoding, ParameterLocation, PathSegment, Server,
    Style,
};
use super::context::{Context, Version};
use super::keys;
use super::node::{Node, quoted};
use super::parameter::{self, Declared};
use super::path::Path;
use super::{body, response, security, server};
use crate::diagnostic::{
    DUPLICATE_OPERATION_ID, DUPLICATE_PARAMETER, NOT_CARRIED, UNDECLARED_PATH_PARAMETER,
};

/// What a path item says for all of its operations.
pub(super) struct Inherited<'p, 'd> {
    /// `summary`.
    pub(super) summary: Option<String>,
    /// `description`.
    pub(super) description: Option<String>,
    /// `servers`.
    pub(super) servers: Vec<Server>,
    /// `parameters`.
    pub(super) parameters: Vec<Declared<'p, 'd>>,
}

/// The operation at `node`.
pub(super) fn read<'d>(
    context: &mut Context<'d>,
    path: &Path<'d>,
    method: Method,
    node: Node<'_, 'd>,
    inherited: &Inherited<'_, 'd>,
) -> Operation {
    let mut operation = Operation {
        origin: node.origin(),
        method,
        path: path.text.to_owned(),
        segments: path.template.segments.clone(),
        query: path.template.query.clone(),
        operation_id: None,
        tags: Vec::new(),
        summary: inherited.summary.clone(),
        description: inherited.description.clone(),
        deprecated: false,
        parameters: Vec::new(),
        request_body: None,
        responses: IndexMap::new(),
        security: context.security.clone(),
        states_security: context.states_security,
        servers: inherited.servers.clone(),
        extensions: Extensions::new(),
    };
    let parameters = node.get("parameters");
    let mut own = Vec::new();
    for (key, member) in node.members() {
        match key {
            "tags" => operation.tags = member.strings(),
            "summary" => operation.summary = member.string(),
            "description" => operation.description = member.string(),
            "externalDocs" => {}
            "operationId" => operation.operation_id = read_id(context, path, method, &member),
            "parameters" => {
                if let Some(parameters) = &parameters {
                    own = parameter::read_all(context, parameters);
                }
            }
            "requestBody" => operation.request_body = body::read(context, member),
            "responses" => operation.responses = response::read_all(context, &member),
            "callbacks" => {
                for (name, callback) in member.members().filter(|(name, _)| !name.starts_with("x-")) {
                    callback.report_key(
                        &NOT_CARRIED,
                        format!("the callback {} is called by the server, not by the client", quoted(name)),
                    );
                }
            }
            "deprecated" => operation.deprecated = member.flag().unwrap_or_default(),
            "security" => {
                operation.security = security::read_requirements(context, &member);
                operation.states_security = true;
            }
            "servers" => operation.servers = server::read_all(context, &member),
            _ => member.keep_extension(&keys::OPERATION, &mut operation.extensions),
        }
    }
    if context.version == Version::V3_0 && node.get("responses").is_none() {
        node.note_form("an operation lacks `responses`");
    }
    operation.parameters = settle_parameters(context, path, method, &inherited.parameters, &own);
    operation
}

fn read_id<'d>(
    context: &mut Context<'d>,
    path: &Path<'d>,
    method: Method,
    node: &Node<'_, 'd>,
) -> Option<String> {
    let id = node.text()?;
    if let Some((first_method, first_path)) = context.operation_ids.get(id) {
        let message = format!(
            "the operationId {} is that of {} {} already",
            quoted(id),
            first_method.key().to_ascii_uppercase(),
            quoted(first_path)
        );
        node.report(&DUPLICATE_OPERATION_ID, message);
        return None;
    }
    context.operation_ids.insert(id, (method, path.text));
    Some(id.to_owned())
}

/// The parameters of an operation: its path's and its own, and exactly one for each name of the path's template.
fn settle_parameters(
    context: &mut Context<'_>,
    path: &Path<'_>,
    method: Method,
    inherited: &[Declared<'_, '_>],
    own: &[Declared<'_, '_>],
) -> Vec<Arc<Parameter>> {
    let mut settled = IndexMap::new();
    settled.extend(distinct(inherited));
    settled.extend(distinct(own));

    let mut names: IndexMap<&str, bool> = IndexMap::new();
    for segment in &path.template.segments {
        if let PathSegment::Parameter(name) = segment {
            names.insert(name, false);
        }
    }
    let mut parameters = Vec::new();
    for declared in settled.into_values() {
        let parameter = &declared.parameter;
        if parameter.location == ParameterLocation::Path {
            let Some(is_declared) = names.get_mut(parameter.name.as_str()) else {
                let message = format!("the path {} has no {}", quoted(path.text), quoted(&parameter.name));
                declared.node.report(&NOT_CARRIED, message);
                continue;
            };
            *is_declared = true;
        }
        parameters.push(parameter.clone());
    }
    for (name, _) in names.into_iter().filter(|(_, is_declared)| !is_declared) {
        let method = method.key().to_ascii_uppercase();
        let message =
            format!("no parameter of {method} declares {} of the path {}", quoted(name), quoted(path.text));
        context.findings.report(&UNDECLARED_PATH_PARAMETER, path.origin.clone(), message);
        parameters.push(Arc::new(assumed(context, path, name)));
    }
    parameters
}

/// The parameters of one list by what tells them apart; of those that nothing tells apart, the first.
fn distinct<'l, 'p, 'd>(
    declared: &'l [Declared<'p, 'd>],
) -> IndexMap<(ParameterLocation, String), &'l Declared<'p, 'd>> {
    let mut distinct = IndexMap::new();
    for declared in declared {
        let Parameter { location, name, .. } = &*declared.parameter;
        let name = match location {
            // RFC 9110, section 5.1.
            ParameterLocation::Header => name.to_ascii_lowercase(),
            _ => name.clone(),
        };
        if distinct.contains_key(&(*location, name.clone())) {
            let message = format!("another parameter has this place and the name {}", quoted(&name));
            declared.node.report(&DUPLICATE_PARAMETER, message);
        } else {
            distinct.insert((*location, name), declared);
        }
    }
    distinct
}

fn assumed(context: &mut Context<'_>, path: &Path<'_>, name: &str) -> Parameter {
    let schema = parameter::string_schema(context, path.origin.clone());
    Parameter {
        origin: path.origin.clone(),
        name: name.to_owned(),
        location: ParameterLocation::Path,
        required: true,
        description: None,
        deprecated: false,
        encoding: ParameterEncoding::Style {
            schema,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
        },
        examples: Vec::new(),
        extensions: Extensions::new(),
    }
}
