//! Media types, as far as they decide how a body is written and read (RFC 9110, section 8.3.1).

use super::names::{Case, Ident, ident_or};
use super::shapes::Shapes;
use crate::parse::api::MediaType;
use crate::parse::schema::{SchemaId, Type as JsonType};

/// What a media type says of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// JSON: `application/json`, or any with the suffix `+json` (RFC 6839, section 3.1).
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// `text/event-stream`
    Events,
    /// XML, which nothing here reads or writes.
    Xml,
    /// Any other text.
    Text,
    /// Everything else, ranges among it.
    Other,
}

pub(super) fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        "text/event-stream" => Kind::Events,
        "application/xml" | "text/xml" => Kind::Xml,
        _ if essence.ends_with("+json") => Kind::Json,
        _ if essence.ends_with("+xml") && !essence.starts_with("image/") => Kind::Xml,
        _ if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Other,
    }
}

/// The media types in the order in which they are preferred: JSON wherever it is offered, then as [`Kind`] has them; of one kind the plain
/// one first, then by name. Their order in the description says nothing.
pub(super) fn by_preference(content: &[MediaType]) -> Vec<&MediaType> {
    let mut content: Vec<&MediaType> = content.iter().collect();
    content.sort_by_key(|media_type| {
        let is_plain = matches!(essence(&media_type.name).as_str(), "application/json" | "text/plain");
        (kind(&media_type.name), !is_plain, &media_type.name)
    });
    content
}

/// The media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What the schema of a body says, whatever its media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing, or any value.
    Unstated,
    /// Bytes: `format: binary`, or a `contentMediaType` without an encoding of it.
    Bytes,
    /// A string.
    Text,
    /// A number or a boolean.
    Scalar,
    /// An object, an array, or a choice, which only JSON has a form for.
    Structure,
}

pub(super) fn content(shapes: &Shapes<'_>, media_type: &MediaType) -> Content {
    media_type.schema.map_or(Content::Unstated, |schema| content_of(shapes, schema))
}

pub(super) fn content_of(shapes: &Shapes<'_>, schema: SchemaId) -> Content {
    let target = shapes.target(schema);
    let (own, schema) = (&shapes.api.schemas[schema], &shapes.api.schemas[target]);
    let states_bytes = |schema: &crate::parse::schema::Schema| {
        let is_other = |media_type: &String| !matches!(kind(media_type), Kind::Json | Kind::Text);
        schema.format.as_deref() == Some("binary")
            || schema.content_encoding.is_none() && schema.content_media_type.as_ref().is_some_and(is_other)
    };
    let is_composed = !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.properties.is_empty()
        || schema.items.is_some();
    let types = schema.types.without(JsonType::Null);
    if states_bytes(own) || states_bytes(schema) {
        Content::Bytes
    } else if is_composed || types.has(JsonType::Object) || types.has(JsonType::Array) {
        Content::Structure
    } else if types.has(JsonType::String) {
        Content::Text
    } else if types.is_empty() {
        Content::Unstated
    } else {
        Content::Scalar
    }
}

/// What a body of this media type is called: `Json`, `Csv`, `Image`.
pub(super) fn name(media_type: &str) -> Ident {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    let text = match (kind, subtype) {
        ("application" | "text", "json") => "Json",
        ("application", "x-www-form-urlencoded") => "Form",
        ("application", "octet-stream") => "Bytes",
        ("multipart", "form-data") => "Multipart",
        ("text", "plain") => "Text",
        ("*", "*") => "Any",
        (kind, "*") => kind,
        (_, subtype) => {
            let subtype = subtype.strip_prefix("vnd.").unwrap_or(subtype);
            subtype.strip_prefix("x-").unwrap_or(subtype)
        }
    };
    ident_or(text, "Body", Case::UpperCamel)
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind, name};

    #[test]
    fn a_media_type_says_how_a_body_is_written_and_what_it_is_called() {
        for (text, expected, called) in [
            ("application/json", Kind::Json, "Json"),
            ("Application/JSON; charset=utf-8", Kind::Json, "Json"),
            ("application/merge-patch+json", Kind::Json, "MergePatchJson"),
            ("application/x-www-form-urlencoded", Kind::Form, "Form"),
            ("multipart/form-data", Kind::Multipart, "Multipart"),
            ("multipart/mixed", Kind::Other, "Mixed"),
            ("text/event-stream", Kind::Events, "EventStream"),
            ("text/xml", Kind::Xml, "Xml"),
            ("application/soap+xml", Kind::Xml, "SoapXml"),
            ("image/svg+xml", Kind::Other, "SvgXml"),
            ("text/plain", Kind::Text, "Text"),
            ("text/csv", Kind::Text, "Csv"),
            ("application/vnd.github.diff", Kind::Other, "GithubDiff"),
            ("application/octet-stream", Kind::Other, "Bytes"),
            ("image/*", Kind::Other, "Image"),
            ("*/*", Kind::Other, "Any"),
            ("", Kind::Other, "Body"),
        ] {
            assert_eq!((kind(text), name(text).as_str()), (expected, called), "{text}");
        }
    }
}
