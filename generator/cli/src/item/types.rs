//! Types as code, and why a value has the one it has.

use letterpress::plan::sdk::{DefinitionKind, Field, Presence, Sdk, Type};
use letterpress::read::Origin;

use super::subject::{Subject, component, setting};

/// The type as the crate's root would write it: `Vec<types::Pet>`.
pub(super) fn type_text(sdk: &Sdk, value: &Type) -> String {
    let inner = |value: &Type| type_text(sdk, value);
    match value {
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Value => "serde_json::Value".to_owned(),
        Type::External(path) => path.trim_start_matches(':').to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::File => "FilePart".to_owned(),
        Type::Multipart => "Multipart".to_owned(),
        Type::List(item) => format!("Vec<{}>", inner(item)),
        Type::Tuple(items) => format!("({})", items.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Type::Map(value) => format!("BTreeMap<String, {}>", inner(value)),
        Type::Nullable(value) => format!("Nullable<{}>", inner(value)),
        Type::Boxed(value) => format!("Box<{}>", inner(value)),
        Type::Named(id) => sdk
            .definitions
            .get(id.0)
            .map_or_else(String::new, |definition| definition.name.as_str().to_owned()),
    }
}

/// The type of a field, with what its presence puts around it.
pub(super) fn field_text(sdk: &Sdk, field: &Field) -> String {
    let value = type_text(sdk, &field.value);
    match field.presence {
        Presence::Required => value,
        Presence::RequiredNullable => format!("Nullable<{value}>"),
        Presence::Optional => format!("Option<{value}>"),
        Presence::OptionalNullable => format!("Field<{value}>"),
    }
}

/// Why the schema at `origin` has the type `value`.
pub(super) fn type_reason(subject: &Subject<'_>, origin: &Origin, value: &Type) -> String {
    let format = format_at(subject, origin);
    let of_format = format.as_ref().map(|format| format!(" of the format `{format}`")).unwrap_or_default();
    match value {
        Type::Bool => "the schema says `boolean`".to_owned(),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => match format {
            Some(_) => format!("the schema says an integer{of_format}"),
            None => "the schema says an integer, and no format that would make it narrower".to_owned(),
        },
        Type::F32 | Type::F64 => format!("the schema says a number{of_format}"),
        Type::String => match format {
            Some(format) => format!(
                "the schema says a string; letterpress has no type for the format `{format}`, and `types` gives none"
            ),
            None => "the schema says a string".to_owned(),
        },
        Type::DateTime | Type::Date => {
            format!(
                "the schema says a string{of_format}, which keeps the server's text and is read on demand"
            )
        }
        Type::Value => {
            "the schema says too little, or allows too much, for one type: the JSON is kept as it is"
                .to_owned()
        }
        Type::External(path) => match replaced_by(subject, path) {
            Some(key) => format!("`types` in the settings gives it for `{key}`"),
            None => "`types` in the settings gives it".to_owned(),
        },
        Type::Bytes => "the body is sent, or comes, as bytes that letterpress does not read".to_owned(),
        Type::File => "a part of a multipart body that is binary is a file".to_owned(),
        Type::Multipart => "no schema describes the parts of the body".to_owned(),
        Type::List(_) => "the schema says an array".to_owned(),
        Type::Tuple(_) => {
            "the schema says an array of a fixed length, whose items differ by position (`prefixItems`)"
                .to_owned()
        }
        Type::Map(_) => {
            "the schema says an object that names no property: `additionalProperties` are its values"
                .to_owned()
        }
        Type::Nullable(inner) => format!("{}; it can be null", type_reason(subject, origin, inner)),
        Type::Boxed(inner) => {
            format!(
                "{}; it stands on the heap, as the type would otherwise hold itself",
                type_reason(subject, origin, inner)
            )
        }
        Type::Named(id) => match subject.sdk.definitions.get(id.0) {
            None => "the schema has a type of its own".to_owned(),
            Some(definition) => {
                let kind = kind(&definition.kind);
                match component(&definition.origin) {
                    Some(name) if definition.origin != *origin => {
                        format!("the schema refers to the component `{name}`, which is {kind}")
                    }
                    _ => format!("the schema is {kind}"),
                }
            }
        },
    }
}

/// What a definition is, and why.
pub(super) fn kind(kind: &DefinitionKind) -> &'static str {
    match kind {
        DefinitionKind::Struct(_) => "an object with properties: a struct",
        DefinitionKind::Enum(_) => "a list of values: an enum, open to more",
        DefinitionKind::Union(_) => "one of several shapes: an enum of them",
        DefinitionKind::Alias(_) => "a name for another type: an alias",
        DefinitionKind::Bodies(_) => "a choice of several bodies: an enum of them",
        DefinitionKind::Answers(_) => "a choice of several answers: an enum of them",
    }
}

/// The entry of `types` that would replace, or replaces, the type of the schema at `origin`.
pub(super) fn type_change(subject: &Subject<'_>, origin: &Origin, value: &Type) -> Option<String> {
    let replacement = "your_crate::YourType";
    match value {
        Type::String | Type::DateTime | Type::Date => {
            format_at(subject, origin).map(|format| setting("types", &format, replacement))
        }
        Type::External(path) => {
            replaced_by(subject, path).map(|key| setting("types", key, path.trim_start_matches(':')))
        }
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            type_change(subject, origin, inner)
        }
        Type::Named(id) => {
            let definition = subject.sdk.definitions.get(id.0)?;
            component(&definition.origin).map(|name| setting("types", &name, replacement))
        }
        _ => None,
    }
}

/// The format that the schema at `origin` states, or that of the items of an array.
fn format_at(subject: &Subject<'_>, origin: &Origin) -> Option<String> {
    let own = |origin: &Origin| subject.text(origin, "format").map(str::to_owned);
    own(origin).or_else(|| own(&origin.child("items")))
}

/// The entry of `types` that gives the type at `path`.
fn replaced_by<'s>(subject: &Subject<'s>, path: &str) -> Option<&'s str> {
    let plain = |path: &str| path.replace(' ', "").replace("::", "");
    let mut entries = subject.config.types.iter();
    entries.find(|(_, given)| plain(given) == plain(path)).map(|(key, _)| key.as_str())
}
