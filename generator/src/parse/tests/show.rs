//! Short texts for parts of an `Api`, much like YAML's flow style: what is absent or default is left out.

use crate::parse::api::{
    Extensions, MediaType, Operation, Parameter, ParameterEncoding, PathSegment, Response, Status, Style,
};
use crate::parse::schema::{Additional, SchemaId};
use crate::parse::{Api, Schema};
use crate::read::{Number, Tree};

/// A schema and those within it; a reference by its pointer.
pub(super) fn schema(api: &Api, id: SchemaId) -> String {
    let schema = &api.schemas[id];
    if schema.never {
        return "false".to_owned();
    }
    let one = |id: SchemaId| self::schema(api, id);
    let list =
        |ids: &[SchemaId]| format!("[{}]", ids.iter().map(|id| one(*id)).collect::<Vec<_>>().join(", "));
    let named = |named: &mut dyn Iterator<Item = (&String, &SchemaId)>| {
        let shown: Vec<_> = named.map(|(name, id)| format!("{name}: {}", one(*id))).collect();
        (!shown.is_empty()).then(|| format!("{{{}}}", shown.join(", ")))
    };
    let pointer = |id: SchemaId| api.schemas[id].origin.pointer.to_string();
    let mut fields: Vec<(&str, Option<String>)> = scalars(schema);
    fields.extend([
        ("$ref", schema.reference.map(pointer)),
        ("only $ref", schema.is_reference_only.then(|| "true".to_owned())),
        ("allOf", some(&schema.all_of).map(list)),
        ("oneOf", some(&schema.one_of).map(list)),
        ("anyOf", some(&schema.any_of).map(list)),
        ("properties", named(&mut schema.properties.iter())),
        ("patternProperties", named(&mut schema.pattern_properties.iter())),
        ("items", schema.items.map(one)),
        ("prefixItems", some(&schema.prefix_items).map(list)),
        (
            "additionalProperties",
            match schema.additional {
                Additional::Unstated => None,
                Additional::Allowed => Some("true".to_owned()),
                Additional::Forbidden => Some("false".to_owned()),
                Additional::Schema(id) => Some(one(id)),
            },
        ),
        (
            "discriminator",
            schema.discriminator.as_ref().map(|discriminator| {
                let tags = discriminator.mapping.iter().map(|(tag, id)| format!(" {tag}={}", pointer(*id)));
                discriminator.property.clone() + &tags.collect::<String>()
            }),
        ),
    ]);
    let shown: Vec<_> =
        fields.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?))).collect();
    format!("{{{}}}", shown.join(", "))
}

fn scalars(schema: &Schema) -> Vec<(&'static str, Option<String>)> {
    let flag = |flag: bool| flag.then(|| "true".to_owned());
    let count = |count: Option<u64>| count.map(|count| count.to_string());
    let bound = |bound: Option<Number>| bound.map(number);
    let trees = |values: &[Tree]| format!("[{}]", values.iter().map(tree).collect::<Vec<_>>().join(", "));
    let types: Vec<_> = schema.types.iter().map(|kind| kind.name().to_owned()).collect();
    let required: Vec<_> = schema.required.iter().cloned().collect();
    vec![
        ("type", some(&types).map(|types| types.join("|"))),
        ("nullable", flag(schema.nullable)),
        ("title", schema.title.clone()),
        ("description", schema.description.clone()),
        ("deprecated", flag(schema.deprecated)),
        ("readOnly", flag(schema.read_only)),
        ("writeOnly", flag(schema.write_only)),
        ("default", schema.default.as_ref().map(tree)),
        ("examples", some(&schema.examples).map(trees)),
        ("const", schema.constant.as_ref().map(tree)),
        ("enum", schema.enumeration.as_deref().map(trees)),
        ("required", some(&required).map(|names| format!("[{}]", names.join(", ")))),
        ("minProperties", count(schema.min_properties)),
        ("maxProperties", count(schema.max_properties)),
        ("minItems", count(schema.min_items)),
        ("maxItems", count(schema.max_items)),
        ("uniqueItems", flag(schema.unique_items)),
        ("format", schema.format.clone()),
        ("pattern", schema.pattern.clone()),
        ("minLength", count(schema.min_length)),
        ("maxLength", count(schema.max_length)),
        ("contentEncoding", schema.content_encoding.clone()),
        ("contentMediaType", schema.content_media_type.clone()),
        ("minimum", bound(schema.minimum)),
        ("maximum", bound(schema.maximum)),
        ("exclusiveMinimum", bound(schema.exclusive_minimum)),
        ("exclusiveMaximum", bound(schema.exclusive_maximum)),
        ("multipleOf", bound(schema.multiple_of)),
        ("x-", some(&schema.extensions.keys().collect::<Vec<_>>()).map(|keys| format!("{keys:?}"))),
    ]
}

fn some<T>(items: &[T]) -> Option<&[T]> {
    Some(items).filter(|items| !items.is_empty())
}

fn number(number: Number) -> String {
    match number {
        Number::Int(whole) => whole.to_string(),
        Number::Float(float) => format!("{float:?}"),
    }
}

/// A value; texts are quoted.
pub(super) fn tree(tree: &Tree) -> String {
    match tree {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Number(value) => number(*value),
        Tree::String(text) => format!("{text:?}"),
        Tree::Array(items) => format!("[{}]", items.iter().map(self::tree).collect::<Vec<_>>().join(", ")),
        Tree::Object(members) => {
            let shown: Vec<_> =
                members.iter().map(|(key, value)| format!("{key}: {}", self::tree(value))).collect();
            format!("{{{}}}", shown.join(", "))
        }
    }
}

/// An operation in one line: method, path, id, then a word for each thing it states.
pub(super) fn operation(api: &Api, operation: &Operation) -> String {
    let mut words = vec![operation.method.key().to_ascii_uppercase(), path(&operation.segments)];
    words.extend(operation.query.iter().map(|(name, value)| format!("?{name}={value}")));
    words.extend(operation.operation_id.iter().map(|id| format!("id={id}")));
    words.extend(some(&operation.tags).map(|tags| format!("tags={}", tags.join(","))));
    words.extend(operation.summary.iter().map(|text| format!("summary={text}")));
    words.extend(operation.description.iter().map(|text| format!("description={text}")));
    words.extend(operation.deprecated.then(|| "deprecated".to_owned()));
    words.extend(operation.parameters.iter().map(|it| parameter(api, it)));
    if let Some(body) = &operation.request_body {
        let required = match body.required {
            Some(true) => "!",
            Some(false) => "?",
            None => "",
        };
        words.push(format!("body{required}={}", content(api, &body.content)));
    }
    words.extend(operation.responses.iter().map(|(status, it)| response(api, *status, it)));
    words.extend(operation.servers.iter().map(|server| format!("server={}", server.server.url)));
    words.extend(some(&operation.security).map(|requirements| format!("security={requirements:?}")));
    words.extend(operation.extensions.keys().cloned());
    words.join(" ")
}

fn path(segments: &[PathSegment]) -> String {
    let show = |segment: &PathSegment| match segment {
        PathSegment::Literal(text) => text.clone(),
        PathSegment::Parameter(name) => format!("{{{name}}}"),
    };
    segments.iter().map(show).collect()
}

fn parameter(api: &Api, parameter: &Parameter) -> String {
    let location = format!("{:?}", parameter.location).to_ascii_lowercase();
    let required = if parameter.required { "!" } else { "" };
    let deprecated = if parameter.deprecated { " deprecated" } else { "" };
    let examples = some(&parameter.examples).map(|examples| {
        let examples: Vec<_> = examples.iter().map(|example| tree(example)).collect();
        format!(" examples=[{}]", examples.join(", "))
    });
    let extensions = keys(&parameter.extensions);
    format!(
        "{location}:{}{required}({}{deprecated}{}{extensions})",
        parameter.name,
        encoding(api, &parameter.encoding),
        examples.unwrap_or_default()
    )
}

fn encoding(api: &Api, encoding: &ParameterEncoding) -> String {
    match encoding {
        ParameterEncoding::Content(media_type) => content(api, std::slice::from_ref(media_type)),
        ParameterEncoding::Style { schema, style, explode, allow_reserved } => {
            let explode = if *explode { "*" } else { "" };
            let allow_reserved = if *allow_reserved { "+" } else { "" };
            format!("{}{explode}{allow_reserved} {}", style.name(), self::schema(api, *schema))
        }
    }
}

fn content(api: &Api, content: &[MediaType]) -> String {
    let shown = content.iter().map(|media_type| {
        let schema = media_type.schema.map(|id| schema(api, id)).unwrap_or_default();
        let encoding = media_type.encoding.iter().map(|(name, encoding)| {
            let style = encoding.style.map(Style::name);
            format!(" {name}:{:?}/{style:?}/{:?}", encoding.content_type, encoding.explode)
        });
        let encoding: String = encoding.collect();
        let examples = media_type.examples.iter().map(|example| format!(" e.g. {}", tree(example)));
        format!("{} {schema}{encoding}{}", media_type.name, examples.collect::<String>())
    });
    format!("[{}]", shown.collect::<Vec<_>>().join(", "))
}

fn response(api: &Api, status: Status, response: &Response) -> String {
    let headers = response.headers.iter().map(|(name, header)| {
        let required = if header.required { "!" } else { "" };
        format!(" {name}{required}({})", encoding(api, &header.encoding))
    });
    let headers: String = headers.collect();
    let extensions = keys(&response.extensions);
    let status = self::status(status);
    format!("{status}={}{}{headers}{extensions}", response.description, content(api, &response.content))
}

fn keys(extensions: &Extensions) -> String {
    let keys = extensions.keys().map(|key| format!(" {key}"));
    keys.collect()
}

/// A status as a description writes it.
pub(super) fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "default".to_owned(),
    }
}
