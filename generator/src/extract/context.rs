//! What kind of object stands where (OpenAPI 3.1, section 4.8): where a `$ref` is a reference, and what it refers to.

use crate::parse::api::Method;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// An object of this kind.
    One(Kind),
    /// A list or map of them.
    Each(Kind),
    /// The mapping of a discriminator.
    Mapping,
    /// Anything: a `$ref` in it is data.
    Data,
}

/// The kinds of objects that have references in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    PathItem,
    Operation,
    Callback,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Discriminator,
    Example,
    Link,
    SecurityScheme,
}

impl Kind {
    /// The section of `components` for objects of this kind; that of schemas where there is none.
    pub(super) fn section(self) -> &'static str {
        match self {
            Self::PathItem => "pathItems",
            Self::Callback => "callbacks",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
            Self::Header => "headers",
            Self::Example => "examples",
            Self::Link => "links",
            Self::SecurityScheme => "securitySchemes",
            Self::Operation | Self::MediaType | Self::Encoding | Self::Schema | Self::Discriminator => {
                "schemas"
            }
        }
    }

    /// The kind of the objects in a section of `components`.
    pub(super) fn of_section(section: &str) -> Option<Self> {
        let all = [
            Self::Schema,
            Self::PathItem,
            Self::Callback,
            Self::Parameter,
            Self::RequestBody,
            Self::Response,
            Self::Header,
            Self::Example,
            Self::Link,
            Self::SecurityScheme,
        ];
        all.into_iter().find(|kind| kind.section() == section)
    }
}

impl Context {
    /// What the member `key` of a node is.
    pub(super) fn member(self, key: &str) -> Self {
        let kind = match self {
            Self::One(kind) => kind,
            Self::Each(kind) => return Self::One(kind),
            Self::Mapping | Self::Data => return Self::Data,
        };
        let is_method = |key: &str| Method::ALL.iter().any(|method| method.key() == key);
        match (kind, key) {
            (Kind::PathItem | Kind::Operation, "parameters") => Self::Each(Kind::Parameter),
            (Kind::PathItem, method) if is_method(method) => Self::One(Kind::Operation),
            (Kind::Operation, "requestBody") => Self::One(Kind::RequestBody),
            (Kind::Operation, "responses") => Self::Each(Kind::Response),
            (Kind::Operation, "callbacks") => Self::Each(Kind::Callback),
            (Kind::Callback, _) => Self::One(Kind::PathItem),
            (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => Self::One(Kind::Schema),
            (Kind::Parameter | Kind::Header | Kind::MediaType, "examples") => Self::Each(Kind::Example),
            (Kind::Parameter | Kind::Header | Kind::RequestBody | Kind::Response, "content") => {
                Self::Each(Kind::MediaType)
            }
            (Kind::MediaType, "encoding") => Self::Each(Kind::Encoding),
            (Kind::Response | Kind::Encoding, "headers") => Self::Each(Kind::Header),
            (Kind::Response, "links") => Self::Each(Kind::Link),
            (Kind::Schema, "discriminator") => Self::One(Kind::Discriminator),
            (Kind::Schema, key) => in_schema(key),
            (Kind::Discriminator, "mapping") => Self::Mapping,
            _ => Self::Data,
        }
    }

    /// What an item of a list is.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Each(kind) => Self::One(kind),
            other => other,
        }
    }
}

fn in_schema(key: &str) -> Context {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" | "allOf"
        | "oneOf" | "anyOf" | "prefixItems" => Context::Each(Kind::Schema),
        "items"
        | "additionalProperties"
        | "additionalItems"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Context::One(Kind::Schema),
        _ => Context::Data,
    }
}
