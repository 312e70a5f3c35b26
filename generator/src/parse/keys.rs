//! The keys that the specification gives each kind of object: what a misspelt one is compared with.

use super::node::quoted;
use crate::nearest::nearest;

/// The keys of one kind of object.
pub(super) struct Keys {
    /// What the object is, with its article.
    pub(super) of: &'static str,
    /// The keys, extensions aside.
    pub(super) all: &'static [&'static str],
}

impl Keys {
    /// The sentence on `key`, which is none of them.
    pub(super) fn unknown(&self, key: &str) -> String {
        let unknown = format!("{} is no key of {}", quoted(key), self.of);
        match nearest(key, self.all.iter().copied()) {
            Some(meant) => format!("{unknown}; did you mean `{meant}`?"),
            None => unknown,
        }
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident, $of:literal, [$($key:literal)*];)*) => {
        $(
            $(#[$doc])*
            pub(super) const $name: Keys = Keys { of: $of, all: &[$($key),*] };
        )*
    };
}

keys! {
    ROOT, "an OpenAPI description", [
        "openapi" "info" "jsonSchemaDialect" "servers" "paths" "webhooks" "components" "security" "tags" "externalDocs"
    ];
    INFO, "`info`", ["title" "summary" "description" "termsOfService" "contact" "license" "version"];
    CONTACT, "a contact", ["name" "url" "email"];
    LICENSE, "a licence", ["name" "identifier" "url"];
    SERVER, "a server", ["url" "description" "variables"];
    SERVER_VARIABLE, "a server variable", ["enum" "default" "description"];
    TAG, "a tag", ["name" "description" "externalDocs"];
    EXTERNAL_DOCS, "`externalDocs`", ["description" "url"];
    COMPONENTS, "`components`", [
        "schemas" "responses" "parameters" "examples" "requestBodies" "headers" "securitySchemes" "links" "callbacks"
        "pathItems"
    ];
    SECURITY_SCHEME, "a security scheme", [
        "type" "description" "name" "in" "scheme" "bearerFormat" "flows" "openIdConnectUrl"
    ];
    FLOWS, "`flows`", ["implicit" "password" "clientCredentials" "authorizationCode"];
    FLOW, "an OAuth flow", ["authorizationUrl" "tokenUrl" "refreshUrl" "scopes"];
    PATH_ITEM, "a path item", [
        "$ref" "summary" "description" "get" "put" "post" "delete" "options" "head" "patch" "trace" "servers" "parameters"
    ];
    OPERATION, "an operation", [
        "tags" "summary" "description" "externalDocs" "operationId" "parameters" "requestBody" "responses" "callbacks"
        "deprecated" "security" "servers"
    ];
    PARAMETER, "a parameter", [
        "name" "in" "description" "required" "deprecated" "allowEmptyValue" "style" "explode" "allowReserved" "schema"
        "example" "examples" "content"
    ];
    HEADER, "a header", [
        "description" "required" "deprecated" "style" "explode" "schema" "example" "examples" "content"
    ];
    EXAMPLE, "an example", ["summary" "description" "value" "externalValue"];
    REQUEST_BODY, "a request body", ["description" "content" "required"];
    MEDIA_TYPE, "a media type", ["schema" "example" "examples" "encoding"];
    ENCODING, "an encoding", ["contentType" "headers" "style" "explode" "allowReserved"];
    RESPONSE, "a response", ["description" "headers" "content" "links"];
    DISCRIMINATOR, "a discriminator", ["propertyName" "mapping"];
    SCHEMA, "a schema", [
        "$ref" "type" "nullable" "title" "description" "deprecated" "readOnly" "writeOnly" "default" "example" "examples"
        "const" "enum" "allOf" "oneOf" "anyOf" "discriminator" "properties" "required" "additionalProperties"
        "patternProperties" "minProperties" "maxProperties" "items" "prefixItems" "minItems" "maxItems" "uniqueItems"
        "format" "pattern" "minLength" "maxLength" "contentEncoding" "contentMediaType" "minimum" "maximum"
        "exclusiveMinimum" "exclusiveMaximum" "multipleOf" "if" "then" "else" "dependentRequired" "dependentSchemas"
        "dependencies" "contains" "minContains" "maxContains" "propertyNames" "not" "unevaluatedItems"
        "unevaluatedProperties" "additionalItems" "contentSchema" "$dynamicRef" "$recursiveRef" "$id" "$schema" "$anchor"
        "$dynamicAnchor" "$recursiveAnchor" "$vocabulary" "$comment" "$defs" "definitions" "externalDocs" "xml"
    ];
}
