//! A client that cannot be built.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use super::super::transport::TransportFailure;

/// Why a client cannot be built from what its builder was given. It does not show what that was.
#[derive(Debug)]
pub struct BuildError {
    fault: BuildFault,
}

/// What is wrong with a builder.
#[derive(Debug)]
pub(in super::super) enum BuildFault {
    /// The variable of this name in the server's URL is missing.
    MissingVariable(&'static str),
    /// The variable of this name in the server's URL takes one of these values alone.
    VariableValue(&'static str, &'static [&'static str]),
    /// The API has no server, nor was a base URL given.
    NoServer,
    /// The variable of this name in the server's URL is not a host or a part of one.
    Host(&'static str),
    /// The URL of this cannot be used.
    Url(&'static str, UrlFault),
    /// The API has no token endpoint, nor was one given.
    NoTokenEndpoint,
    /// The description's token endpoint is on another host than the server.
    TokenEndpointElsewhere,
    /// This has characters that a header cannot carry.
    Header(&'static str),
    /// The cookie of this name cannot carry what it was given.
    Cookie(&'static str),
    /// The user's name that this was given holds a colon, which would end it.
    User(&'static str),
    /// The scheme of this name was given what another kind of scheme takes.
    Credential(&'static str),
    /// There is no default for this without feature `reqwest`.
    #[cfg_attr(feature = "reqwest", expect(dead_code, reason = "there are defaults"))]
    Missing(&'static str),
    /// The default transport does not start.
    #[cfg_attr(not(feature = "reqwest"), expect(dead_code, reason = "there is no default transport"))]
    Transport(TransportFailure),
}

/// What is wrong with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum UrlFault {
    /// It is not an absolute `http` or `https` URL.
    Invalid,
    /// It is `http` to another host than this one.
    PlainHttp,
    /// It has a user name or password.
    UserInfo,
    /// It has a query or a fragment.
    Query,
}

impl From<BuildFault> for BuildError {
    fn from(fault: BuildFault) -> Self {
        Self { fault }
    }
}

impl Display for BuildError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.fault {
            BuildFault::MissingVariable(name) => write!(f, "the server's `{name}` must be given, or else a base URL"),
            BuildFault::VariableValue(name, values) => {
                write!(f, "the server's `{name}` must be one of `{}`", values.join("`, `"))
            }
            BuildFault::NoServer => f.write_str("the API names no server: `base_url` must be given"),
            BuildFault::Host(name) => write!(f, "the server's `{name}` must be a host such as `api.example.com`, without a path"),
            BuildFault::Url(what, UrlFault::Invalid) => write!(f, "the {what} must be an absolute `https` URL"),
            BuildFault::Url(what, UrlFault::PlainHttp) => {
                write!(f, "the {what} is plain `http`, which shows tokens to the network: `allow_http(true)` permits it")
            }
            BuildFault::Url(what, UrlFault::UserInfo) => write!(f, "the {what} must not have a user name or password"),
            BuildFault::Url(what, UrlFault::Query) => write!(f, "the {what} must not have a query or a fragment"),
            BuildFault::NoTokenEndpoint => {
                f.write_str("the API states no token endpoint for client credentials: `token_url` gives one")
            }
            BuildFault::TokenEndpointElsewhere => f.write_str(
                "the token endpoint is on another host than the server, so the secret would leave it: `token_url` permits that by giving the URL",
            ),
            BuildFault::Header(what) => write!(f, "the {what} has characters that a header cannot carry"),
            BuildFault::Cookie(name) => write!(f, "the key for `{name}` has characters that a cookie cannot carry"),
            BuildFault::User(name) => write!(f, "the user of `{name}` must not hold a colon"),
            BuildFault::Credential(name) => write!(f, "`{name}` takes another kind of credential"),
            BuildFault::Missing(method) => write!(f, "without feature `reqwest`, `{method}` must be given"),
            BuildFault::Transport(_) => f.write_str("the default transport does not start"),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.fault {
            BuildFault::Transport(source) => Some(source),
            _ => None,
        }
    }
}
