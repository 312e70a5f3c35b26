//! A request that is not sent.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use super::super::api::{BodyFormat, OperationInfo};
use super::super::wire::WriteError;

/// A request that was refused before anything was sent, because what the call was given does not fit into one.
#[derive(Debug)]
pub struct InvalidRequest {
    operation: &'static OperationInfo,
    fault: RequestFault,
}

/// What is wrong with a request. No variant holds a value of it.
#[derive(Debug)]
pub(in super::super) enum RequestFault {
    /// The path parameter of this name was not given.
    MissingParameter(&'static str),
    /// The path parameter of this name is empty, `.` or `..`.
    PathSegment(&'static str),
    /// The value of the parameter of this name has no form in the request.
    Parameter { name: String, fault: ParameterFault },
    /// The optional parameters cannot be written.
    Parameters(WriteError),
    /// The optional parameters are no object.
    NoMembers { found: &'static str },
    /// What was given as a path is none.
    Path,
    /// The URL is too long, or leaves the server.
    Url,
    /// What was given as a header's name is none.
    HeaderName,
    /// The header of this name has a value that a header cannot carry.
    HeaderValue(String),
    /// The client alone sets the header of this name.
    ReservedHeader(String),
    /// The operation has a server of its own, whose URL the builder must be given under this name.
    Server(&'static str),
    /// The operation does not take the option that is sent as the header of this name.
    HeaderOption(&'static str),
    /// The operation does not take its body in this format.
    Format(BodyFormat),
    /// The operation does not take a body of the media type that was asked for.
    MediaType,
    /// The operation takes any media type of this range, and none was chosen.
    MediaTypeRange(&'static str),
    /// The call was to block a thread of an async runtime.
    #[cfg(feature = "blocking")]
    InsideRuntime,
    /// The parameter of this name, from which pages are counted, is no number.
    PageNumber(&'static str),
    /// The body cannot take the member of this name: it is no JSON object, or has it.
    BodyProperty(String),
    /// The body has no form on the wire.
    Body(WriteError),
}

/// Why the value of a parameter has no form in a request.
#[derive(Debug)]
pub(in super::super) enum ParameterFault {
    /// It has no form at all.
    Unwritable(WriteError),
    /// It holds this where its style has a place for plain values alone.
    Nested { found: &'static str },
    /// It holds the character that its style puts between values.
    Delimiter(char),
}

impl From<WriteError> for RequestFault {
    fn from(error: WriteError) -> Self {
        Self::Body(error)
    }
}

impl InvalidRequest {
    pub(in super::super) fn new(operation: &'static OperationInfo, fault: RequestFault) -> Self {
        Self { operation, fault }
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }
}

impl Display for InvalidRequest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: ", self.operation)?;
        match &self.fault {
            RequestFault::MissingParameter(name) => write!(f, "its path parameter `{name}` is missing"),
            RequestFault::PathSegment(name) => {
                write!(f, "its path parameter `{name}` is empty, `.` or `..`, which would name another path")
            }
            RequestFault::Parameter { name, fault } => write!(f, "its parameter `{name}` {fault}"),
            RequestFault::Parameters(_) => f.write_str("its parameters cannot be written"),
            RequestFault::NoMembers { found } => {
                write!(f, "its parameters must be an object, found {found}")
            }
            RequestFault::Path => {
                f.write_str("its path must begin with `/`, be encoded, and have neither a query nor `.` or `..` as a segment")
            }
            RequestFault::Url => f.write_str("its URL is too long or not valid"),
            RequestFault::HeaderName => f.write_str("the name of one of its headers is not valid"),
            RequestFault::HeaderValue(name) => {
                write!(f, "its header `{name}` has characters that a header cannot carry")
            }
            RequestFault::ReservedHeader(name) => write!(f, "its header `{name}` is set by the client alone"),
            RequestFault::Server(name) => {
                write!(f, "the operation has a server of its own, whose URL the builder must be given: `{name}`")
            }
            RequestFault::HeaderOption(name) => write!(f, "the operation does not take the option `{name}`"),
            RequestFault::Format(format) => {
                write!(f, "the operation takes no body as {}", format.media_type())
            }
            RequestFault::MediaType => f.write_str("the operation takes no such body of the chosen media type"),
            RequestFault::MediaTypeRange(range) => {
                write!(f, "the operation takes a body of any media type of {range}, and none was chosen")
            }
            #[cfg(feature = "blocking")]
            RequestFault::InsideRuntime => f.write_str("it would block a thread of an async runtime: there, await the call"),
            RequestFault::PageNumber(name) => {
                write!(f, "its parameter `{name}`, from which pages are counted, is not a number")
            }
            RequestFault::BodyProperty(name) => {
                write!(f, "its body is no JSON object that lacks `{name}`")
            }
            RequestFault::Body(_) => f.write_str("its body cannot be written"),
        }
    }
}

impl Display for ParameterFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unwritable(_) => f.write_str("cannot be written"),
            Self::Nested { found } => write!(f, "holds {found}, which its style cannot express there"),
            Self::Delimiter(delimiter) => {
                write!(f, "holds `{delimiter}`, which stands between values in its style")
            }
        }
    }
}

impl StdError for InvalidRequest {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.fault {
            RequestFault::Body(source)
            | RequestFault::Parameters(source)
            | RequestFault::Parameter { fault: ParameterFault::Unwritable(source), .. } => Some(source),
            _ => None,
        }
    }
}
