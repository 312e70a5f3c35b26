//! The client: where it sends calls, and what it is to say who calls with.

use super::{Docs, Operation, Segment};
use crate::parse::api::ParameterLocation;
use crate::plan::names::Ident;
use crate::read::Origin;

/// The client type, its builder and the API it speaks to.
#[derive(Clone, Debug)]
pub struct Client {
    /// The client's type: `ManagementClient`.
    pub name: Ident,
    /// The builder's type: `ManagementClientBuilder`.
    pub builder: Ident,
    /// The API's servers, the default first.
    pub servers: Vec<Server>,
    /// The enum that chooses one of them, if there are several.
    pub server_choice: Option<Ident>,
    /// The servers that single operations have of their own, by URL.
    pub operation_servers: Vec<OperationServer>,
    /// The builder's methods for the variables of all servers.
    pub variables: Vec<ServerVariable>,
    /// What callers can say who they are with, by name.
    pub schemes: Vec<SecurityScheme>,
    /// The description's names for what it knows callers by a certificate with, which a transport shows.
    pub certificates: Vec<String>,
    /// Headers that are options of the client and the call.
    pub header_options: Vec<HeaderOption>,
    /// Headers in which answers tell of quotas, by name: the header's, and that of the method that reads it.
    pub quota_headers: Vec<(String, Ident)>,
    /// What it says of itself in a header that the API has for that.
    pub telemetry: Option<Telemetry>,
}

impl Client {
    /// The schemes that the operation is best called with.
    pub fn schemes_of(&self, operation: &Operation) -> Vec<&SecurityScheme> {
        let names = operation.auth.preferred();
        self.schemes.iter().filter(|scheme| names.contains(&scheme.setter.plain())).collect()
    }
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The enum's variant for it.
    pub variant: Ident,
    /// Its URL template.
    pub url: Vec<Segment>,
    /// The variables of that template.
    pub variables: Vec<VariableDefault>,
    /// Its description.
    pub docs: Docs,
}

/// What a variable is in one server.
#[derive(Clone, Debug)]
pub struct VariableDefault {
    /// Its name in the template.
    pub name: String,
    /// Its default, unless that is a placeholder that no server answers to.
    pub default: Option<String>,
    /// The only values that it takes; any if there are none.
    pub values: Vec<String>,
}

/// A server that single operations have of their own.
#[derive(Clone, Debug)]
pub struct OperationServer {
    /// The builder's method that replaces its URL.
    pub setter: Ident,
    /// Its URL as the description writes it.
    pub template: String,
    /// The server.
    pub server: Server,
}

/// A variable of servers' URLs.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// The builder's method for it.
    pub setter: Ident,
    /// Whether the default server needs it: it has no default there.
    pub required: bool,
    /// Its description.
    pub docs: Docs,
}

/// Something that callers say who they are with: one security scheme, or several that take one token.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The builder's method for it, which is its name for the runtime too.
    pub setter: Ident,
    /// How its credential is sent.
    pub kind: SchemeKind,
    /// What the description says of it.
    pub docs: Docs,
}

/// How a credential is sent, and the further methods of the builder for it.
#[derive(Clone, Debug)]
pub enum SchemeKind {
    /// A bearer token.
    Bearer {
        /// The method that takes a provider of tokens.
        provider: Ident,
        /// The methods of the client-credentials flow, where it has that.
        client_credentials: Option<ClientCredentials>,
    },
    /// A user and a password.
    Basic,
    /// The whole value of `Authorization`.
    Authorization {
        /// The method that takes a provider of values.
        provider: Ident,
    },
    /// A key in a header, in the query or in a cookie.
    Key {
        /// Where it is sent.
        location: ParameterLocation,
        /// The header's, parameter's or cookie's name.
        name: String,
    },
}

/// The client-credentials flow of a scheme (RFC 6749, section 4.4).
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    /// Where tokens are fetched.
    pub endpoint: TokenEndpoint,
    /// The method that takes the client's id and secret.
    pub setter: Ident,
    /// The method that takes the client's id and what signs for it.
    pub assertion: Ident,
    /// The method that replaces the audience.
    pub audience: Ident,
    /// The method that replaces the endpoint's URL.
    pub token_url: Ident,
    /// What the description says of it.
    pub docs: Docs,
}

/// The token endpoint of the client-credentials flow (RFC 6749, section 4.4).
#[derive(Clone, Debug)]
pub struct TokenEndpoint {
    /// Its URL, perhaps relative to the server's origin.
    pub url: String,
    /// Form parameters beside the grant: `audience`, for one.
    pub parameters: Vec<(String, String)>,
}

/// A header that is set on the client or on a call and is sent by those operations only that take it.
#[derive(Clone, Debug)]
pub struct HeaderOption {
    /// The parameters that it stands for.
    pub origins: Vec<Origin>,
    /// The header's name.
    pub header: String,
    /// The method's name.
    pub setter: Ident,
    /// Its description.
    pub docs: Docs,
}

/// What the client says of itself in a header of its own.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// The header's name.
    pub header: String,
    /// What it says: its name, its version and what it was made for, as JSON.
    pub json: String,
}

/// The credentials that a call is sent with. Schemes are named by their setters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// None.
    None,
    /// A bearer token, that of the scheme `token`.
    Bearer,
    /// The same, if the client has one.
    OptionalBearer,
    /// Those of the first of these sets of schemes that the client has all credentials for.
    AnyOf(Vec<Vec<String>>),
}

impl Auth {
    /// The schemes of all sets.
    pub fn schemes(&self) -> Vec<&str> {
        match self {
            Self::AnyOf(sets) => sets.iter().flatten().map(String::as_str).collect(),
            Self::None | Self::Bearer | Self::OptionalBearer => self.preferred(),
        }
    }

    /// The schemes of the set that is preferred.
    pub fn preferred(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::Bearer | Self::OptionalBearer => vec!["token"],
            Self::AnyOf(sets) => sets.first().into_iter().flatten().map(String::as_str).collect(),
        }
    }
}
