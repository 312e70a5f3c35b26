//! What a description says, with every reference resolved and every place remembered.
//!
//! The irregular leaves (contact, licence, servers, security schemes, tags) are typed by `openapiv3`; operations, parameters,
//! bodies and responses are ours, because each needs its origin, and because `openapiv3` can't tell absent from default
//! or keep every status (`ARCHITECTURE.md` has the list).

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::schema::{SchemaId, Schemas};
use crate::read::{Origin, Tree};

/// The members of an object whose names begin with `x-`.
pub type Extensions = IndexMap<String, Tree>;

/// A description, parsed.
#[derive(Debug)]
pub struct Api {
    /// Title, version, licence; a fragment without one is given an assumed title and version.
    pub info: openapiv3::Info,
    /// The names of the description's files, by [`FileId`](crate::read::FileId).
    pub files: Vec<String>,
    /// The servers of the whole API; empty where the description names none.
    pub servers: Vec<Server>,
    /// Every operation, in the order of the text.
    pub operations: Vec<Operation>,
    /// Every schema, named and inline, that a component, an operation or a reference reaches.
    pub schemas: Schemas,
    /// `components.schemas`: the named schemas, in the order of the text.
    pub components: IndexMap<String, SchemaId>,
    /// `components.securitySchemes`.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// What every operation requires that does not say otherwise; see [`Operation::security`].
    pub security: Arc<[SecurityRequirement]>,
    /// The tags' descriptions, by name.
    pub tags: IndexMap<String, openapiv3::Tag>,
    /// The extensions of the document's root.
    pub extensions: Extensions,
    /// The root of the document.
    pub origin: Origin,
}

impl Api {
    /// The same description with other schemas, under the ids of these.
    pub(crate) fn with_schemas(&self, schemas: Schemas) -> Self {
        Self {
            files: self.files.clone(),
            info: self.info.clone(),
            servers: self.servers.clone(),
            operations: self.operations.clone(),
            schemas,
            components: self.components.clone(),
            security_schemes: self.security_schemes.clone(),
            security: Arc::clone(&self.security),
            tags: self.tags.clone(),
            extensions: self.extensions.clone(),
            origin: self.origin.clone(),
        }
    }
}

/// A server, and where it is named.
#[derive(Clone, Debug)]
pub struct Server {
    /// URL template and variables.
    pub server: openapiv3::Server,
    /// The variables that have no default, which the specification demands.
    pub without_default: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// A security scheme, and where it is described.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The scheme, with the extensions of its flows; a kind that `openapiv3` can't hold is a diagnostic and `None`.
    pub scheme: Option<openapiv3::SecurityScheme>,
    /// Whether it is a client certificate (`mutualTLS`), which `openapiv3` does not know.
    pub is_mutual_tls: bool,
    /// Its extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// Schemes that must all be satisfied, with the scopes required of each. An empty one means: no credential.
pub type SecurityRequirement = BTreeMap<String, Vec<String>>;

/// One operation of a path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub origin: Origin,
    /// Its HTTP method.
    pub method: Method,
    /// Its path as the description writes it: `/users/{id}`.
    pub path: String,
    /// The path taken apart, without the query that it states.
    pub segments: Vec<PathSegment>,
    /// Names and values of the query that the path itself states, as in `/responses?beta=true`: it is always sent.
    pub query: Vec<(String, String)>,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// Its tags, in order.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its path's parameters, then its own, which take the place of the path's where both name one.
    ///
    /// Each name of the path's template is among them, and no other path parameter is.
    pub parameters: Vec<Arc<Parameter>>,
    /// Its request body.
    pub request_body: Option<Arc<RequestBody>>,
    /// Its responses, in the order of the text.
    pub responses: IndexMap<Status, Arc<Response>>,
    /// What it requires: its own `security`, else the document's.
    pub security: Arc<[SecurityRequirement]>,
    /// Whether it or the document says what it requires, if only that it requires nothing.
    pub states_security: bool,
    /// Servers of its own or of its path; empty means the document's.
    pub servers: Vec<Server>,
    /// Its extensions.
    pub extensions: Extensions,
}

/// An HTTP method that a path item can name (OpenAPI 3.1, Path Item Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named after its method")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// All of them, in the order of the specification.
    pub const ALL: [Self; 8] =
        [Self::Get, Self::Put, Self::Post, Self::Delete, Self::Options, Self::Head, Self::Patch, Self::Trace];

    /// The path item's key for it: `get`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
        }
    }
}

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text sent as it stands.
    Literal(String),
    /// The name of a path parameter.
    Parameter(String),
}

/// A parameter of an operation. Operations that refer to the same one share it.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Whether it must be sent; always so in a path.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// How it is written into its place.
    pub encoding: ParameterEncoding,
    /// The values of `example` and `examples`.
    pub examples: Vec<Arc<Tree>>,
    /// Its extensions.
    pub extensions: Extensions,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after its place")]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter's value becomes text.
#[derive(Clone, Debug)]
pub enum ParameterEncoding {
    /// By `schema`, `style` and `explode` (already defaulted for the location).
    Style {
        /// The value's schema.
        schema: SchemaId,
        /// The style.
        style: Style,
        /// Whether lists and objects are spread.
        explode: bool,
        /// Whether reserved characters stand as they are.
        allow_reserved: bool,
    },
    /// By `content`: written in that media type.
    Content(Box<MediaType>),
}

/// How a list or an object becomes the text of a parameter (OpenAPI 3.1, Style Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after its style")]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

impl Style {
    /// All of them, in the order of the specification.
    pub const ALL: [Self; 7] = [
        Self::Matrix,
        Self::Label,
        Self::Form,
        Self::Simple,
        Self::SpaceDelimited,
        Self::PipeDelimited,
        Self::DeepObject,
    ];

    /// Its name in a description.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Form => "form",
            Self::Simple => "simple",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
        }
    }
}

/// A request body. Operations that refer to the same one share it.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub description: Option<String>,
    /// `required`; `None` where it is not stated.
    pub required: Option<bool>,
    /// The media types it can be sent in, in the order of the text.
    pub content: Vec<MediaType>,
    /// Its extensions.
    pub extensions: Extensions,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it stands.
    pub origin: Origin,
    /// Its name, as in `application/json`.
    pub name: String,
    /// The body's schema, where one is given.
    pub schema: Option<SchemaId>,
    /// How the properties of a form or multipart body are written, by property.
    pub encoding: BTreeMap<String, PropertyEncoding>,
    /// The values of `example` and `examples`.
    pub examples: Vec<Arc<Tree>>,
    /// Its extensions.
    pub extensions: Extensions,
}

/// How one property of a form or multipart body is written; `None` is the specification's default.
#[derive(Clone, Debug)]
pub struct PropertyEncoding {
    /// Where it stands.
    pub origin: Origin,
    /// `contentType`: the media types of its part.
    pub content_type: Option<String>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Its extensions.
    pub extensions: Extensions,
}

/// A response. Operations that refer to the same one share it.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub origin: Origin,
    /// `description`; empty where it is missing.
    pub description: String,
    /// The media types of its body; none means no body.
    pub content: Vec<MediaType>,
    /// Its headers by name, in the order of the text.
    pub headers: IndexMap<String, Arc<Header>>,
    /// Its extensions.
    pub extensions: Extensions,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub description: Option<String>,
    /// Whether every such response has it.
    pub required: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// How its value is written.
    pub encoding: ParameterEncoding,
    /// Its extensions.
    pub extensions: Extensions,
}

/// The statuses that a response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status, 100 to 599.
    Code(u16),
    /// A hundred of them: `Range(2)` is `2XX`.
    Range(u8),
    /// `default`: all that nothing else names.
    Default,
}
