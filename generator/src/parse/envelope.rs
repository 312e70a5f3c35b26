//! The root of a description: its version, what it says of the whole API, and what a fragment leaves to be assumed.

use std::sync::Arc;

use indexmap::IndexMap;

use super::api::{Api, Extensions, Method, Operation, PathSegment};
use super::context::{Context, Version};
use super::node::{Node, Target, quoted};
use super::operation::{self, Inherited};
use super::path::{self, Path, Template};
use super::schema::{SchemaId, Schemas};
use super::{info, keys, schema_reader, security, server};
use crate::diagnostic::{ASSUMED_ENVELOPE, NO_PATHS, NOT_CARRIED, UNSUPPORTED_VERSION};
use crate::read::{FileId, Origin, Pointer, Tree};

/// Reads the description, whose schemas are only reached: reading them and putting them into [`Api::schemas`] is the
/// caller's part. A document without content, which has been reported, is an empty description.
pub(super) fn read(context: &mut Context<'_>) -> Api {
    let document = context.document;
    let origin = Origin::new(FileId(0), Pointer::root());
    let mut api = Api {
        info: info::assumed(context),
        files: document.files.iter().map(|file| file.name.clone()).collect(),
        servers: Vec::new(),
        operations: Vec::new(),
        schemas: Schemas::default(),
        components: IndexMap::new(),
        security_schemes: IndexMap::new(),
        security: Arc::default(),
        tags: IndexMap::new(),
        extensions: Extensions::new(),
        origin: origin.clone(),
    };
    let Some(tree) = document.get(&origin) else { return api };
    let root = Target { tree, origin };
    let root = &root.node(context.findings);
    let shape = Shape::of(root);
    match shape {
        Shape::Unreadable => root.wrong_type("an object"),
        Shape::Unknown => root.report(&NO_PATHS, EMPTY),
        Shape::Description | Shape::Paths | Shape::PathItem | Shape::Operation => {
            if read_version(context, root) {
                read_parts(context, root, &shape, &mut api);
            }
        }
    }
    api
}

const EMPTY: &str = "it has neither `paths` nor `components` nor `webhooks`";

/// What the root of a description is.
enum Shape {
    /// An OpenAPI object, perhaps without its envelope.
    Description,
    /// The content of `paths`.
    Paths,
    /// A path item.
    PathItem,
    /// An operation.
    Operation,
    /// An object of another kind, or nothing.
    Unknown,
    /// No object.
    Unreadable,
}

impl Shape {
    fn of(root: &Node<'_, '_>) -> Self {
        let members = match root.tree() {
            Tree::Object(members) => members,
            Tree::Null => return Self::Unknown,
            _ => return Self::Unreadable,
        };
        let has = |keys: &[&str]| keys.iter().any(|key| members.contains_key(*key));
        let is_path = |key: &String| key.starts_with('/') || key.starts_with("x-");
        if has(&["openapi", "swagger", "paths", "components", "webhooks"]) {
            Self::Description
        } else if members.keys().all(is_path) && members.keys().any(|key| key.starts_with('/')) {
            Self::Paths
        } else if has(&Method::ALL.map(Method::key)) {
            Self::PathItem
        } else if has(&["responses", "operationId"]) {
            Self::Operation
        } else {
            Self::Unknown
        }
    }
}

/// Sets the version; `false`, and a finding, if it is one whose rules are unknown here.
fn read_version(context: &mut Context<'_>, root: &Node<'_, '_>) -> bool {
    if let Some(swagger) = root.get("swagger") {
        let message = "this is a Swagger 2.0 description: convert it to OpenAPI 3.0 first, with swagger2openapi for one";
        swagger.report(&UNSUPPORTED_VERSION, message);
        return false;
    }
    let Some(declared) = root.get("openapi") else {
        root.report(&ASSUMED_ENVELOPE, "`openapi` is missing: 3.1 is assumed");
        return true;
    };
    let Some(text) = context.text_or_number(&declared) else { return true };
    context.version = match text.split('.').collect::<Vec<_>>()[..] {
        ["3", "0", ..] => Version::V3_0,
        ["3", "1", ..] => Version::V3_1,
        _ => {
            let message = format!("the version {} is none of 3.0 and 3.1", quoted(&text));
            declared.report(&UNSUPPORTED_VERSION, message);
            return false;
        }
    };
    true
}

fn read_parts<'d>(context: &mut Context<'d>, root: &Node<'_, 'd>, shape: &Shape, api: &mut Api) {
    match root.get("info") {
        Some(info) => api.info = info::read(context, &info),
        None => root.report(
            &ASSUMED_ENVELOPE,
            format!(
                "`info` is missing: the title {} and the version `{}` are assumed",
                quoted(&api.info.title),
                api.info.version
            ),
        ),
    }
    if let Some(servers) = root.get("servers") {
        api.servers = server::read_all(context, &servers);
    }
    // Components go first, so that the named schemas have the first ids, and operations know the security schemes.
    if let Some(components) = root.get("components") {
        read_components(context, &components, api);
    }
    if let Some(security) = root.get("security") {
        api.security = security::read_requirements(context, &security);
        context.security = api.security.clone();
        context.states_security = true;
    }
    match shape {
        Shape::Paths => {
            root.report(&ASSUMED_ENVELOPE, "it has paths alone: they are read as those of `paths`");
            api.operations = path::read_paths(context, *root);
        }
        Shape::PathItem => api.operations = read_lone_path_item(context, root),
        Shape::Operation => api.operations = read_lone_operation(context, root),
        _ => read_members(context, root, api),
    }
    if api.servers.is_empty() && api.operations.iter().any(|operation| operation.servers.is_empty()) {
        root.report(&ASSUMED_ENVELOPE, "`servers` is missing: the client has to be given its base URL");
    }
}

fn read_members<'d>(context: &mut Context<'d>, root: &Node<'_, 'd>, api: &mut Api) {
    for (key, member) in root.members() {
        match key {
            "openapi" | "info" | "servers" | "components" | "security" | "externalDocs" => {}
            "jsonSchemaDialect" => schema_reader::check_dialect(&member),
            "paths" => api.operations = path::read_paths(context, member),
            "webhooks" => {
                for (name, webhook) in member.members().filter(|(name, _)| !name.starts_with("x-")) {
                    webhook.report_key(
                        &NOT_CARRIED,
                        format!("the webhook {} is called by the server, not by the client", quoted(name)),
                    );
                }
            }
            "tags" => api.tags = info::read_tags(&member),
            _ => member.keep_extension(&keys::ROOT, &mut api.extensions),
        }
    }
    if root.get("paths").is_none() && root.get("components").is_none() && root.get("webhooks").is_none() {
        root.report(&NO_PATHS, EMPTY);
    }
}

/// A path item without a path, which is `/` unless a path parameter shows that it isn't.
fn read_lone_path_item<'d>(context: &mut Context<'d>, root: &Node<'_, 'd>) -> Vec<Operation> {
    let operations = Method::ALL.iter().filter_map(|method| root.tree().get(method.key()));
    let parameters =
        std::iter::once(root.tree()).chain(operations).filter_map(|owner| owner.get("parameters"));
    let is_of_path = |parameter: &Tree| parameter.get("in").and_then(Tree::as_str) == Some("path");
    if parameters.filter_map(Tree::as_array).flatten().any(is_of_path) {
        let message = "it is a path item alone, and it has path parameters: put it under its path in `paths`";
        root.report(&NO_PATHS, message);
        return Vec::new();
    }
    let template = Template { segments: vec![PathSegment::Literal("/".to_owned())], query: Vec::new() };
    let path = Path { text: "/", template, origin: root.origin() };
    root.report(&ASSUMED_ENVELOPE, "it is a path item alone: its path is taken to be `/`");
    path::read_path_item(context, &path, *root)
}

/// An operation without a path and a method: those of `POST /` if it has a body, else of `GET /`.
fn read_lone_operation<'d>(context: &mut Context<'d>, root: &Node<'_, 'd>) -> Vec<Operation> {
    let parameters = root.tree().get("parameters").and_then(Tree::as_array).unwrap_or_default();
    if parameters.iter().any(|parameter| parameter.get("in").and_then(Tree::as_str) == Some("path")) {
        let message = "it is an operation alone, and it has path parameters: put it under its path and its method, as \
                       in `paths: {/users/{id}: {get: …}}`";
        root.report(&NO_PATHS, message);
        return Vec::new();
    }
    let method = if root.get("requestBody").is_some() { Method::Post } else { Method::Get };
    let message =
        format!("it is an operation alone: it is taken to be `{} /`", method.key().to_ascii_uppercase());
    root.report(&ASSUMED_ENVELOPE, message);
    let template = Template { segments: vec![PathSegment::Literal("/".to_owned())], query: Vec::new() };
    let path = Path { text: "/", template, origin: root.origin() };
    let inherited =
        Inherited { summary: None, description: None, servers: Vec::new(), parameters: Vec::new() };
    vec![operation::read(context, &path, method, *root, &inherited)]
}

fn read_components<'d>(context: &mut Context<'d>, components: &Node<'_, 'd>, api: &mut Api) {
    for (key, member) in components.members() {
        match key {
            "schemas" => api.components = read_schemas(context, &member),
            "securitySchemes" => api.security_schemes = security::read_schemes(context, &member),
            // These are read where an operation refers to them.
            "responses" | "parameters" | "examples" | "requestBodies" | "headers" | "links" | "callbacks"
            | "pathItems" => _ = member.members(),
            _ => member.unknown_key(&keys::COMPONENTS),
        }
    }
}

fn read_schemas<'d>(context: &mut Context<'d>, schemas: &Node<'_, 'd>) -> IndexMap<String, SchemaId> {
    schemas.members().map(|(name, node)| (name.to_owned(), context.schema(node))).collect()
}
