//! Parameters, and the headers of responses, which are written like them.

use std::sync::Arc;

use super::api::{Extensions, Header, Parameter, ParameterEncoding, ParameterLocation, Style};
use super::body;
use super::context::Context;
use super::keys;
use super::node::{Node, quoted};
use super::schema::{Schema, SchemaId, Type};
use crate::diagnostic::{MISSING_SCHEMA, NOT_CARRIED, WRONG_VALUE};
use crate::read::Origin;

/// A parameter, and the node in an operation's or a path's list that declares it.
#[derive(Clone)]
pub(super) struct Declared<'p, 'd> {
    /// The item of the list.
    pub(super) node: Node<'p, 'd>,
    /// The parameter.
    pub(super) parameter: Arc<Parameter>,
}

/// `parameters` of an operation or a path item.
pub(super) fn read_all<'n, 'd>(
    context: &mut Context<'d>,
    parameters: &'n Node<'_, 'd>,
) -> Vec<Declared<'n, 'd>> {
    let declared = parameters.items().filter_map(|node| {
        let parameter = context.shared(node, |context| &mut context.parameters, read)?;
        if is_ignored(&parameter) {
            let message = format!(
                "the header {} is set by the body, the response or the security scheme, not by a parameter",
                quoted(&parameter.name)
            );
            node.report(&NOT_CARRIED, message);
            return None;
        }
        Some(Declared { node, parameter })
    });
    declared.collect()
}

/// Whether it is a header whose definition "shall be ignored" (OpenAPI 3.1, Parameter Object, `name`).
fn is_ignored(parameter: &Parameter) -> bool {
    parameter.location == ParameterLocation::Header
        && ["accept", "content-type", "authorization"]
            .iter()
            .any(|ignored| parameter.name.eq_ignore_ascii_case(ignored))
}

fn read<'d>(context: &mut Context<'d>, node: Node<'_, 'd>) -> Option<Parameter> {
    let mut name = None;
    let mut location = None;
    let mut required = None;
    let mut description = None;
    let mut deprecated = false;
    let mut value = ValueKeys::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "name" => name = member.string(),
            "in" => location = read_location(&member),
            "required" => required = member.flag(),
            "description" => description = member.string(),
            "deprecated" => deprecated = member.flag().unwrap_or_default(),
            // An empty text can be given to every parameter that takes text.
            "allowEmptyValue" => _ = member.flag(),
            _ if value.take(key, member) => {}
            _ => member.keep_extension(&keys::PARAMETER, &mut extensions),
        }
    }
    node.report_missing("name");
    node.report_missing("in");
    let (name, location) = (name?, location?);
    let in_path = location == ParameterLocation::Path;
    if in_path && required != Some(true) {
        node.note_form("a path parameter does not say `required: true`");
    }
    let examples = body::read_examples(context, value.example, value.examples);
    let encoding = value.read(context, node, location);
    Some(Parameter {
        origin: node.origin(),
        name,
        location,
        required: in_path || required.unwrap_or_default(),
        description,
        deprecated,
        encoding,
        examples,
        extensions,
    })
}

fn read_location(node: &Node<'_, '_>) -> Option<ParameterLocation> {
    match node.text()? {
        "path" => Some(ParameterLocation::Path),
        "query" => Some(ParameterLocation::Query),
        "header" => Some(ParameterLocation::Header),
        "cookie" => Some(ParameterLocation::Cookie),
        other => {
            let hint = match other {
                "body" | "formData" => "describe it as the operation's `requestBody`",
                _ => "it must be path, query, header or cookie",
            };
            node.report(&WRONG_VALUE, format!("`in` can't be {}: {hint}", quoted(other)));
            None
        }
    }
}

/// A header of a response, or what it refers to.
pub(super) fn read_header<'d>(context: &mut Context<'d>, node: Node<'_, 'd>) -> Option<Arc<Header>> {
    context.shared(
        node,
        |context| &mut context.headers,
        |context, node| {
            let mut description = None;
            let mut required = false;
            let mut deprecated = false;
            let mut value = ValueKeys::default();
            let mut extensions = Extensions::new();
            for (key, member) in node.members() {
                match key {
                    "description" => description = member.string(),
                    "required" => required = member.flag().unwrap_or_default(),
                    "deprecated" => deprecated = member.flag().unwrap_or_default(),
                    _ if value.take(key, member) => {}
                    _ => member.keep_extension(&keys::HEADER, &mut extensions),
                }
            }
            let encoding = value.read(context, node, ParameterLocation::Header);
            Some(Header { origin: node.origin(), description, required, deprecated, encoding, extensions })
        },
    )
}

/// The keys that say what a parameter's or header's value is and how it is written.
#[derive(Clone, Copy, Default)]
struct ValueKeys<'p, 'd> {
    schema: Option<Node<'p, 'd>>,
    content: Option<Node<'p, 'd>>,
    style: Option<Node<'p, 'd>>,
    explode: Option<bool>,
    allow_reserved: bool,
    example: Option<Node<'p, 'd>>,
    examples: Option<Node<'p, 'd>>,
}

impl<'p, 'd> ValueKeys<'p, 'd> {
    /// Takes `member` if `key` is one of these keys.
    fn take(&mut self, key: &str, member: Node<'p, 'd>) -> bool {
        match key {
            "schema" => self.schema = Some(member),
            "content" => self.content = Some(member),
            "style" => self.style = Some(member),
            "explode" => self.explode = member.flag(),
            "allowReserved" => self.allow_reserved = member.flag().unwrap_or_default(),
            "example" => self.example = Some(member),
            "examples" => self.examples = Some(member),
            _ => return false,
        }
        true
    }

    /// How the value of the parameter or header at `node` is written.
    fn read(
        self,
        context: &mut Context<'d>,
        node: Node<'_, 'd>,
        location: ParameterLocation,
    ) -> ParameterEncoding {
        if let Some(content) = self.content {
            if self.schema.is_some() {
                content.report_key(&NOT_CARRIED, "`content` stands beside `schema`, which says the same");
                return self.read_by_schema(context, node, location);
            }
            let mut media_types = body::read_content(context, &content).into_iter();
            if let Some(first) = media_types.next() {
                for other in media_types {
                    let message =
                        format!("a parameter has one media type, {} is another", quoted(&other.name));
                    context.findings.report(&NOT_CARRIED, other.origin.key(), message);
                }
                return ParameterEncoding::Content(Box::new(first));
            }
        }
        self.read_by_schema(context, node, location)
    }

    fn read_by_schema(
        self,
        context: &mut Context<'d>,
        node: Node<'_, 'd>,
        location: ParameterLocation,
    ) -> ParameterEncoding {
        let schema = if let Some(schema) = self.schema {
            context.schema(schema)
        } else {
            node.report(&MISSING_SCHEMA, "it has neither `schema` nor `content`");
            string_schema(context, node.origin())
        };
        let style = self.style.and_then(|style| read_style_for(&style, location));
        let style = style.unwrap_or(styles(location).0);
        let explode = self.explode.unwrap_or(style == Style::Form);
        let allow_reserved = self.allow_reserved;
        ParameterEncoding::Style { schema, style, explode, allow_reserved }
    }
}

/// The schema of any string, for what has none of its own.
pub(super) fn string_schema(context: &mut Context<'_>, origin: Origin) -> SchemaId {
    let mut schema = Schema::anything(origin);
    schema.types = schema.types.with(Type::String);
    context.assumed_schema(schema)
}

/// The style of this name.
pub(super) fn read_style(node: &Node<'_, '_>) -> Option<Style> {
    let name = node.text()?;
    let style = Style::ALL.into_iter().find(|style| style.name() == name);
    if style.is_none() {
        let names = Style::ALL.map(Style::name).join(", ");
        node.report(&WRONG_VALUE, format!("`style` can't be {}: it must be one of {names}", quoted(name)));
    }
    style
}

fn read_style_for(node: &Node<'_, '_>, location: ParameterLocation) -> Option<Style> {
    let style = read_style(node)?;
    let (default, others) = styles(location);
    if style != default && !others.contains(&style) {
        let message =
            format!("the style `{}` has no meaning here; `{}` is used", style.name(), default.name());
        node.report(&NOT_CARRIED, message);
        return None;
    }
    Some(style)
}

/// The default style of a location, and its others (OpenAPI 3.1, Style Values).
fn styles(location: ParameterLocation) -> (Style, &'static [Style]) {
    match location {
        ParameterLocation::Path => (Style::Simple, &[Style::Label, Style::Matrix]),
        ParameterLocation::Query => {
            (Style::Form, &[Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject])
        }
        ParameterLocation::Header => (Style::Simple, &[]),
        ParameterLocation::Cookie => (Style::Form, &[]),
    }
}
