//! What a description says of an API and its operations, as data that printed code holds in statics.

use std::fmt::{self, Debug, Display, Formatter};

use super::parameter::Parameter;

/// An API: where it is served and how its callers say who they are.
#[derive(Debug)]
pub struct ApiInfo {
    /// The `User-Agent` of its client: names and versions.
    pub user_agent: &'static str,
    /// What its client says of itself in a header that the API has for that, if it has one.
    pub telemetry: Option<Telemetry>,
    /// Its servers, the default first; none where the description names none.
    pub servers: &'static [ServerInfo],
    /// The servers that single operations have of their own, by the name that [`Call::server`](super::Call::server) is given.
    pub operation_servers: &'static [(&'static str, ServerInfo)],
    /// What its callers can say who they are with.
    pub schemes: &'static [SecurityScheme],
}

/// What a client says of itself in a header of its own, beside `User-Agent`.
#[derive(Debug)]
pub struct Telemetry {
    /// The header's name.
    pub header: &'static str,
    /// What it says, as JSON; it is sent in base64url without padding (RFC 4648, section 5).
    pub json: &'static str,
}

/// A server: where paths of operations begin.
#[derive(Debug)]
pub struct ServerInfo {
    /// Its URL, up to where the paths of operations begin.
    pub url: &'static [Segment],
    /// The variables in that URL.
    pub variables: &'static [Variable],
}

/// A piece of a URL template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands as it is.
    Literal(&'static str),
    /// The name of what fills the place.
    Parameter(&'static str),
}

/// A variable in the URL of a server.
#[derive(Debug)]
pub struct Variable {
    /// Its name in the template.
    pub name: &'static str,
    /// Its value where none is given; `None` where one must be given.
    pub default: Option<&'static str>,
    /// The only values that it can be given; any if there are none.
    pub values: &'static [&'static str],
}

/// A way to say who calls, which the client can be given a credential for.
#[derive(Debug)]
pub struct SecurityScheme {
    /// What [`Auth::AnyOf`] calls it: the name of the builder's method.
    pub name: &'static str,
    /// How its credential is sent.
    pub kind: SchemeKind,
    /// Where its client-credentials flow gets tokens, if it has that flow.
    pub token: Option<TokenEndpoint>,
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A token in `Authorization`, after `Bearer` (RFC 6750, section 2.1).
    Bearer,
    /// A user and a password in `Authorization`, after `Basic` (RFC 7617).
    Basic,
    /// The whole value of `Authorization`, for any other scheme of HTTP.
    Authorization,
    /// A key in the header of this name.
    HeaderKey(&'static str),
    /// A key in the query, under this name.
    QueryKey(&'static str),
    /// A key in the cookie of this name.
    CookieKey(&'static str),
}

/// The token endpoint of the client-credentials flow (RFC 6749, section 4.4).
#[derive(Debug)]
pub struct TokenEndpoint {
    /// Its URL, perhaps relative to the origin of the server.
    pub url: &'static str,
    /// What the form holds beside the grant, by name. A value that begins with `/` is a URL relative to the origin of the server.
    pub parameters: &'static [(&'static str, &'static str)],
}

/// An operation: all that is known of it before it is called.
pub struct OperationInfo {
    /// Its `operationId`.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path as the description has it.
    pub template: &'static str,
    /// Its path in pieces.
    pub path: &'static [Segment],
    /// Its parameters, those of the path included.
    pub parameters: &'static [Parameter],
    /// The credentials that it is sent with.
    pub auth: Auth,
    /// The scopes that the token needs.
    pub scopes: &'static [&'static str],
    /// The headers that it takes and that are options of the client and of the call.
    pub header_options: &'static [&'static str],
    /// How its body can be written, the default first.
    pub bodies: &'static [BodyInfo],
    /// The media types of the answers that its value is read from, the preferred first: the `Accept` of its requests. Where there are
    /// none, that is `application/json`, as errors mostly are.
    pub accept: &'static [&'static str],
}

/// The method and the path template: `GET /users/{id}`.
impl Display for OperationInfo {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.template)
    }
}

/// Shows its name and its place alone, since errors show it.
impl Debug for OperationInfo {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({self})", self.id)
    }
}

/// A method of HTTP.
#[expect(missing_docs, reason = "each is named after its method")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Delete,
    Options,
    Patch,
    Trace,
}

impl Method {
    /// As it stands in a request: `GET`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }

    /// Whether sending a request twice does no more than sending it once (RFC 9110, section 9.2.2).
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }

    /// An operation with this method of which nothing else is known.
    pub(super) fn undescribed(self) -> &'static OperationInfo {
        match self {
            Self::Get => &const { undescribed(Self::Get) },
            Self::Head => &const { undescribed(Self::Head) },
            Self::Post => &const { undescribed(Self::Post) },
            Self::Put => &const { undescribed(Self::Put) },
            Self::Delete => &const { undescribed(Self::Delete) },
            Self::Options => &const { undescribed(Self::Options) },
            Self::Patch => &const { undescribed(Self::Patch) },
            Self::Trace => &const { undescribed(Self::Trace) },
        }
    }

    pub(super) fn http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Head => http::Method::HEAD,
            Self::Post => http::Method::POST,
            Self::Put => http::Method::PUT,
            Self::Delete => http::Method::DELETE,
            Self::Options => http::Method::OPTIONS,
            Self::Patch => http::Method::PATCH,
            Self::Trace => http::Method::TRACE,
        }
    }
}

const fn undescribed(method: Method) -> OperationInfo {
    OperationInfo {
        id: "request",
        method,
        template: "(a path of the caller's)",
        path: &[],
        parameters: &[],
        auth: Auth::Given,
        scopes: &[],
        header_options: &[],
        bodies: &[
            BodyInfo { media_type: "application/json", format: BodyFormat::Json },
            BodyInfo { media_type: "application/x-www-form-urlencoded", format: BodyFormat::Form },
            BodyInfo { media_type: "multipart/form-data", format: BodyFormat::Multipart },
            BodyInfo { media_type: "text/*", format: BodyFormat::Text },
            BodyInfo { media_type: "*/*", format: BodyFormat::Bytes },
        ],
        accept: &["application/json", "*/*;q=0.1"],
    }
}

/// The credentials that an operation is sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// None.
    None,
    /// That of the scheme `token`.
    Bearer,
    /// That of the scheme `token`, if the client has it.
    OptionalBearer,
    /// Those of the first of these sets of schemes that the client has a credential for each of.
    AnyOf(&'static [&'static [&'static str]]),
    /// The first of the API's that the client has, if it has any: of the operation nothing is known.
    Given,
}

impl Auth {
    /// The sets of schemes, one of which the client must have credentials for, the preferred first.
    pub(super) fn alternatives(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::None | Self::Given => &[],
            Self::Bearer => &[&["token"]],
            Self::OptionalBearer => &[&["token"], &[]],
            Self::AnyOf(sets) => sets,
        }
    }
}

/// A media type that the body of an operation can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyInfo {
    /// The media type as the description names it, perhaps a range: `application/merge-patch+json`, `image/*`.
    pub media_type: &'static str,
    /// How it is written.
    pub format: BodyFormat,
}

/// How the body of a request is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON: `application/json`, or any media type with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Text in UTF-8: `text/plain` and the like.
    Text,
    /// Bytes as they are: any media type.
    Bytes,
}

impl BodyFormat {
    /// Its usual media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Text => "text/plain",
            Self::Bytes => "application/octet-stream",
        }
    }
}
