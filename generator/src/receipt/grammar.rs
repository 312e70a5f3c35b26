//! OpenAPI's grammar: which keys each object has, what stands under them, and what becomes of them.

/// What kind of object a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after its object in the specification")]
pub enum Kind {
    /// A key that the specification, or a vendor, gives an object; what stands under it is none of the other kinds.
    Keyword,
    Path,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Schema,
    Server,
    ServerVariable,
    Tag,
    SecurityScheme,
    Callback,
    Link,
    Example,
}

impl Kind {
    /// All of them, in the order in which people read of them.
    pub const ALL: [Self; 17] = [
        Self::Path,
        Self::Operation,
        Self::Parameter,
        Self::RequestBody,
        Self::MediaType,
        Self::Encoding,
        Self::Response,
        Self::Header,
        Self::Schema,
        Self::Server,
        Self::ServerVariable,
        Self::Tag,
        Self::SecurityScheme,
        Self::Callback,
        Self::Link,
        Self::Example,
        Self::Keyword,
    ];

    /// Its name: `media-type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Path => "path",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request-body",
            Self::MediaType => "media-type",
            Self::Encoding => "encoding",
            Self::Response => "response",
            Self::Header => "header",
            Self::Schema => "schema",
            Self::Server => "server",
            Self::ServerVariable => "server-variable",
            Self::Tag => "tag",
            Self::SecurityScheme => "security-scheme",
            Self::Callback => "callback",
            Self::Link => "link",
            Self::Example => "example",
        }
    }
}

/// The keys that an object may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Description,
    Info,
    Components,
    Discriminator,
    Flows,
    Flow,
    Of(Kind),
}

impl Object {
    /// The kind of the line that such an object has.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Of(kind) => kind,
            _ => Kind::Keyword,
        }
    }
}

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A value without objects of the specification.
    Data,
    /// An object.
    One(Object),
    /// Objects by names that the description chooses.
    Named(Object),
    /// The same, but that names which begin with `x-` are extensions.
    Patterned(Object),
    /// Objects in a list.
    List(Object),
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// What carries its object carries it too.
    Carried,
    /// So do the docs of what carries its object, whatever becomes of the rest.
    Documented,
    /// It is left out by choice, for this reason.
    Ignored(&'static str),
    /// Nothing carries it.
    Lost,
    /// What is under it counts where a reference leads there.
    Shelved,
}

use Effect::{Carried, Documented, Ignored, Lost, Shelved};
use Shape::{Data, List, Named, One, Patterned};

const OUTSIDE: &str = "it leads to text outside the crate";
pub(super) const EXAMPLES: &str = "examples are not printed";
pub(super) const EXTENSION: &str = "it is an extension that has no meaning here";
const PUBLISHER: &str = "it is about whoever publishes the API, not about calls";
const IDENTITY: &str = "it says how schemas are told apart, not what they allow";
const AUTHORIZE: &str = "tokens of this flow are given to the client, which does not fetch them";

/// What stands under the key `key` of `object`, and what becomes of it; `None` for a key that the specification does not
/// give.
pub(super) fn key(object: Object, key: &str) -> Option<(Shape, Effect)> {
    if let Some(extension) = extension(object, key) {
        return Some(extension);
    }
    match object {
        Object::Description => description(key),
        Object::Info => info(key),
        Object::Components => components(key).map(|shape| (shape, Shelved)),
        Object::Discriminator => ["propertyName", "mapping"].contains(&key).then_some((Data, Carried)),
        Object::Flows => flows(key),
        Object::Flow => flow(key),
        Object::Of(kind) => of(kind, key),
    }
}

/// What becomes of a vendor's key.
fn extension(object: Object, key: &str) -> Option<(Shape, Effect)> {
    let rest = key.strip_prefix("x-")?;
    let effect = match (object, rest) {
        (
            Object::Of(Kind::Operation),
            "operation-group"
            | "fern-sdk-group-name"
            | "speakeasy-group"
            | "operation-name"
            | "fern-sdk-method-name"
            | "operation-request-parameters-name"
            | "fern-request-name",
        )
        | (
            Object::Of(Kind::Operation | Kind::Parameter | Kind::Schema),
            "sdk-ignore" | "fern-ignore" | "speakeasy-ignore" | "speakeasy-name-override",
        )
        | (Object::Of(Kind::Parameter | Kind::Schema), "fern-property-name" | "fern-parameter-name")
        | (Object::Of(Kind::Schema), "fern-type-name")
        | (Object::Flow, "form-parameters") => Carried,
        (Object::Of(Kind::Operation | Kind::Schema), "release-lifecycle" | "fern-availability") => Documented,
        (Object::Of(Kind::Response), _) if rest.starts_with("description-") => Documented,
        _ => Ignored(EXTENSION),
    };
    Some((Data, effect))
}

fn description(key: &str) -> Option<(Shape, Effect)> {
    Some(match key {
        "openapi" | "security" => (Data, Carried),
        "info" => (One(Object::Info), Carried),
        "servers" => (List(Object::Of(Kind::Server)), Carried),
        "paths" | "webhooks" => (Patterned(Object::Of(Kind::Path)), Carried),
        "components" => (One(Object::Components), Carried),
        "tags" => (List(Object::Of(Kind::Tag)), Carried),
        "jsonSchemaDialect" => (Data, Ignored(IDENTITY)),
        "externalDocs" => (Data, Ignored(OUTSIDE)),
        _ => return None,
    })
}

fn info(key: &str) -> Option<(Shape, Effect)> {
    Some(match key {
        "title" | "version" => (Data, Carried),
        "description" => (Data, Ignored("the crate's first page shows a call instead")),
        "summary" => (Data, Lost),
        "termsOfService" | "contact" => (Data, Ignored(PUBLISHER)),
        "license" => (Data, Ignored("it is the API's; the crate's is a setting")),
        _ => return None,
    })
}

fn components(key: &str) -> Option<Shape> {
    let of = |kind| Some(Named(Object::Of(kind)));
    match key {
        "schemas" => of(Kind::Schema),
        "responses" => of(Kind::Response),
        "parameters" => of(Kind::Parameter),
        "examples" => of(Kind::Example),
        "requestBodies" => of(Kind::RequestBody),
        "headers" => of(Kind::Header),
        "securitySchemes" => of(Kind::SecurityScheme),
        "links" => of(Kind::Link),
        "callbacks" => of(Kind::Callback),
        "pathItems" => of(Kind::Path),
        _ => None,
    }
}

fn flows(key: &str) -> Option<(Shape, Effect)> {
    match key {
        "clientCredentials" => Some((One(Object::Flow), Carried)),
        "implicit" | "password" | "authorizationCode" => Some((One(Object::Flow), Ignored(AUTHORIZE))),
        _ => None,
    }
}

fn flow(key: &str) -> Option<(Shape, Effect)> {
    Some(match key {
        "tokenUrl" => (Data, Carried),
        "scopes" => (Data, Ignored("each operation names the scopes it needs")),
        "authorizationUrl" | "refreshUrl" => (Data, Ignored(AUTHORIZE)),
        _ => return None,
    })
}

#[expect(clippy::match_same_arms, reason = "a table, read object by object")]
fn of(kind: Kind, key: &str) -> Option<(Shape, Effect)> {
    let schema = One(Object::Of(Kind::Schema));
    let content = Patterned(Object::Of(Kind::MediaType));
    let parameters = List(Object::Of(Kind::Parameter));
    let servers = List(Object::Of(Kind::Server));
    Some(match (kind, key) {
        (_, "$ref") => (Data, Carried),
        (Kind::Schema, _) => return self::schema(key),
        (Kind::Path, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace") => {
            (One(Object::Of(Kind::Operation)), Carried)
        }
        (Kind::Path | Kind::Operation, "summary" | "description")
        | (Kind::Parameter | Kind::Response | Kind::ServerVariable, "description")
        | (Kind::Operation, "deprecated") => (Data, Documented),
        (Kind::Path | Kind::Operation, "servers") => (servers, Carried),
        (Kind::Path | Kind::Operation, "parameters") => (parameters, Carried),
        (Kind::Operation, "tags" | "operationId" | "security") => (Data, Carried),
        (Kind::Operation, "requestBody") => (One(Object::Of(Kind::RequestBody)), Carried),
        (Kind::Operation, "responses") => (Patterned(Object::Of(Kind::Response)), Carried),
        (Kind::Operation, "callbacks") => (Patterned(Object::Of(Kind::Callback)), Carried),
        (Kind::Parameter | Kind::Header, "allowEmptyValue") => {
            (Data, Ignored("an empty text can be given to whatever takes text"))
        }
        (Kind::Parameter, "name" | "in")
        | (Kind::Parameter | Kind::Header, "required" | "style" | "explode" | "allowReserved") => {
            (Data, Carried)
        }
        (Kind::Header, "description") => (Data, Documented),
        (Kind::Parameter | Kind::Header, "deprecated") => (Data, Lost),
        (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => (schema, Carried),
        (Kind::Parameter | Kind::Header | Kind::RequestBody | Kind::Response, "content") => {
            (content, Carried)
        }
        (Kind::Parameter | Kind::Header | Kind::MediaType, "example" | "examples") => {
            (Data, Ignored(EXAMPLES))
        }
        (Kind::RequestBody, "description") => {
            (Data, Ignored("the method's words, and those of the argument's type, say what is sent"))
        }
        (Kind::RequestBody, "required") => (Data, Carried),
        (Kind::MediaType, "encoding") => (Named(Object::Of(Kind::Encoding)), Carried),
        (Kind::Encoding, "contentType" | "style" | "explode" | "allowReserved") => (Data, Carried),
        (Kind::Encoding, "headers") => (Named(Object::Of(Kind::Header)), Lost),
        (Kind::Response, "headers") => (Named(Object::Of(Kind::Header)), Documented),
        (Kind::Response, "links") => (Named(Object::Of(Kind::Link)), Carried),
        (Kind::Server, "url") | (Kind::ServerVariable, "default") => (Data, Carried),
        (Kind::Server, "description") => (Data, Ignored("the client is given its server, and shows none")),
        (Kind::Server, "variables") => (Named(Object::Of(Kind::ServerVariable)), Carried),
        (Kind::ServerVariable, "enum") => (Data, Carried),
        (Kind::Tag, "name") => (Data, Carried),
        (Kind::Tag, "description") => (Data, Ignored("a group is described by its operations")),
        (Kind::Operation | Kind::Tag, "externalDocs") => (Data, Ignored(OUTSIDE)),
        (Kind::SecurityScheme, "type" | "name" | "in" | "scheme") => (Data, Carried),
        (Kind::SecurityScheme, "flows") => (One(Object::Flows), Carried),
        (Kind::SecurityScheme, "description") => {
            (Data, Ignored("the builder says in its own words what credential it takes"))
        }
        (Kind::SecurityScheme, "bearerFormat") => (Data, Ignored("a token is sent as it is given")),
        (Kind::SecurityScheme, "openIdConnectUrl") => (Data, Ignored(AUTHORIZE)),
        // A callback's keys are expressions, each with a path item.
        (Kind::Callback, _) => (One(Object::Of(Kind::Path)), Carried),
        (Kind::Link | Kind::Example, _) => (Data, Carried),
        _ => return None,
    })
}

/// The keywords of a schema; those that refuse values in ways that no type shows are reported where they are read.
fn schema(key: &str) -> Option<(Shape, Effect)> {
    let object = Object::Of(Kind::Schema);
    Some(match key {
        "type" | "nullable" | "enum" | "const" | "required" | "format" | "multipleOf" | "maximum"
        | "exclusiveMaximum" | "minimum" | "exclusiveMinimum" | "maxLength" | "minLength" | "pattern"
        | "maxItems" | "minItems" | "uniqueItems" | "maxProperties" | "minProperties" | "writeOnly" => {
            (Data, Carried)
        }
        "title" | "description" | "deprecated" | "default" => (Data, Documented),
        "items" | "additionalProperties" | "unevaluatedProperties" | "additionalItems" => {
            (One(object), Carried)
        }
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => (List(object), Carried),
        "properties" | "patternProperties" => (Named(object), Carried),
        "discriminator" => (One(Object::Discriminator), Carried),
        "$defs" | "definitions" => (Named(object), Shelved),
        "readOnly" => (Data, Carried),
        "contentEncoding" | "contentMediaType" => {
            (Data, Ignored("text stays as it came; in a body of parts it tells files from text"))
        }
        "dependentRequired" | "dependencies" | "minContains" | "maxContains" | "$dynamicRef"
        | "$recursiveRef" => (Data, Lost),
        "if" | "then" | "else" | "contains" | "propertyNames" | "not" | "unevaluatedItems"
        | "contentSchema" => (One(object), Lost),
        "dependentSchemas" => (Named(object), Lost),
        "example" | "examples" => (Data, Ignored(EXAMPLES)),
        "externalDocs" => (Data, Ignored(OUTSIDE)),
        "xml" => (Data, Ignored("XML is neither sent nor read")),
        "$comment" => (Data, Ignored("it speaks to authors of the description")),
        "$schema" | "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$vocabulary" => {
            (Data, Ignored(IDENTITY))
        }
        _ => return None,
    })
}
