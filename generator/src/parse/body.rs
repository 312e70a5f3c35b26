//! Request bodies, media types and examples.

use std::sync::Arc;

use std::collections::BTreeMap;

use super::api::{Extensions, MediaType, PropertyEncoding, RequestBody};
use super::context::Context;
use super::keys;
use super::node::{Node, quoted};
use super::parameter::read_style;
use crate::diagnostic::NOT_CARRIED;
use crate::read::{Object, Tree};

/// A request body, or what it refers to.
pub(super) fn read<'d>(context: &mut Context<'d>, node: Node<'_, 'd>) -> Option<Arc<RequestBody>> {
    context.shared(
        node,
        |context| &mut context.request_bodies,
        |context, node| {
            let mut body = RequestBody {
                origin: node.origin(),
                description: None,
                required: None,
                content: Vec::new(),
                extensions: Extensions::new(),
            };
            for (key, member) in node.members() {
                match key {
                    "description" => body.description = member.string(),
                    "required" => body.required = member.flag(),
                    "content" => body.content = read_content(context, &member),
                    _ => member.keep_extension(&keys::REQUEST_BODY, &mut body.extensions),
                }
            }
            node.report_missing("content");
            Some(body)
        },
    )
}

/// `content`: the media types of a body.
pub(super) fn read_content<'d>(context: &mut Context<'d>, media_types: &Node<'_, 'd>) -> Vec<MediaType> {
    media_types
        .members()
        .filter(|(name, _)| !name.starts_with("x-"))
        .map(|(name, node)| read_media_type(context, name, node))
        .collect()
}

fn read_media_type<'d>(context: &mut Context<'d>, name: &str, node: Node<'_, 'd>) -> MediaType {
    let mut media_type = MediaType {
        origin: node.origin(),
        name: name.to_owned(),
        schema: None,
        encoding: BTreeMap::new(),
        examples: Vec::new(),
        extensions: Extensions::new(),
    };
    let mut example = None;
    let mut examples = None;
    for (key, member) in node.members() {
        match key {
            "schema" => media_type.schema = Some(context.schema(member)),
            "encoding" => {
                let properties = member.members().map(|(name, node)| (name.to_owned(), read_encoding(&node)));
                media_type.encoding = properties.collect();
            }
            "example" => example = Some(member),
            "examples" => examples = Some(member),
            _ => member.keep_extension(&keys::MEDIA_TYPE, &mut media_type.extensions),
        }
    }
    media_type.examples = read_examples(context, example, examples);
    media_type
}

fn read_encoding(node: &Node<'_, '_>) -> PropertyEncoding {
    let mut encoding = PropertyEncoding {
        origin: node.origin(),
        content_type: None,
        style: None,
        explode: None,
        allow_reserved: false,
        extensions: Extensions::new(),
    };
    for (key, member) in node.members() {
        match key {
            "contentType" => encoding.content_type = member.string(),
            "style" => encoding.style = read_style(&member),
            "explode" => encoding.explode = member.flag(),
            "allowReserved" => encoding.allow_reserved = member.flag().unwrap_or_default(),
            // Headers have content of their own, with encodings again: left out, nothing here is recursive.
            "headers" => {
                for (name, header) in member.members() {
                    header.report_key(
                        &NOT_CARRIED,
                        format!("the header {} is not sent with its part", quoted(name)),
                    );
                }
            }
            _ => member.keep_extension(&keys::ENCODING, &mut encoding.extensions),
        }
    }
    encoding
}

/// The values of `example` and `examples` of a parameter or a media type.
pub(super) fn read_examples<'d>(
    context: &mut Context<'d>,
    example: Option<Node<'_, 'd>>,
    examples: Option<Node<'_, 'd>>,
) -> Vec<Arc<Tree>> {
    let mut values: Vec<Arc<Tree>> =
        example.map(|example| Arc::new(example.tree().clone())).into_iter().collect();
    let Some(examples) = examples else { return values };
    if let Tree::Array(items) = examples.tree() {
        examples.note_form("`examples` is written as in a schema; here it is an object of named examples");
        values.extend(items.iter().cloned().map(Arc::new));
        return values;
    }
    for (_, node) in examples.members() {
        values.extend(context.shared(node, |context| &mut context.examples, |_, node| read_example(&node)));
    }
    values
}

fn read_example(node: &Node<'_, '_>) -> Option<Tree> {
    let is_example = |members: &Object| members.keys().any(|key| keys::EXAMPLE.all.contains(&key.as_str()));
    if !node.tree().as_object().is_some_and(is_example) {
        node.note_form("an example stands where an object with its `value` is expected");
        return Some(node.tree().clone());
    }
    let mut value = None;
    for (key, member) in node.members() {
        match key {
            "value" => value = Some(member.tree().clone()),
            "externalValue" => member.report_key(&NOT_CARRIED, "the example stands outside the description"),
            "summary" | "description" => _ = member.text(),
            _ => member.unknown_key(&keys::EXAMPLE),
        }
    }
    value
}
