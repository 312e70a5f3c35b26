//! What can go wrong with a call, and with building a client. No error shows the value of a header, of a body or of a query.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use http::StatusCode;

use super::api::OperationInfo;
use super::rate_limit::RateLimit;
use super::transport::FailureKind;

mod api;
mod auth;
mod build;
mod decode;
mod invalid_request;
mod paging;
mod timeout;
mod transport;

#[cfg(test)]
mod tests;

pub use self::api::ApiError;
pub use self::auth::AuthError;
pub use self::build::BuildError;
pub use self::decode::DecodeError;
pub use self::invalid_request::InvalidRequest;
pub use self::paging::PagingError;
pub use self::timeout::TimeoutError;
pub use self::transport::TransportError;

pub(super) use self::api::MAX_BODY;
pub(super) use self::build::{BuildFault, UrlFault};
pub(super) use self::invalid_request::{ParameterFault, RequestFault};
pub(super) use self::paging::PagingFault;

/// Why a call gave no value.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request was refused before anything was sent.
    InvalidRequest(Box<InvalidRequest>),
    /// There is no credential to send the request with.
    Auth(Box<AuthError>),
    /// There was no answer.
    Transport(Box<TransportError>),
    /// The time limit of the whole call was reached.
    Timeout(Box<TimeoutError>),
    /// The server answered with another status than a success.
    Api(Box<ApiError>),
    /// The server answered with a success whose body could not be read.
    Decode(Box<DecodeError>),
    /// A page was answered from which there is no way to the next.
    Paging(Box<PagingError>),
}

impl Error {
    /// The operation that was called, if it came as far as that.
    pub fn operation(&self) -> Option<&'static OperationInfo> {
        match self {
            Self::InvalidRequest(error) => Some(error.operation()),
            Self::Auth(_) => None,
            Self::Transport(error) => Some(error.operation()),
            Self::Timeout(error) => Some(error.operation()),
            Self::Api(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
            Self::Paging(error) => Some(error.operation()),
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            _ => None,
        }
    }

    /// The name by which the server knows the request, if there was an answer that tells.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// What the answer says about how many more requests the server takes, if there was one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        match self {
            Self::Api(error) => Some(error.rate_limit()),
            Self::Decode(error) => Some(error.rate_limit()),
            _ => None,
        }
    }

    /// Whether the server answered 404: what the call names does not exist.
    pub fn is_not_found(&self) -> bool {
        self.is_api(StatusCode::NOT_FOUND)
    }

    /// Whether the server answered 409: the call contradicts the state of what it names.
    pub fn is_conflict(&self) -> bool {
        self.is_api(StatusCode::CONFLICT)
    }

    /// Whether the server answered 429: it takes no more requests for now.
    pub fn is_rate_limited(&self) -> bool {
        self.is_api(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether a time limit was reached, that of one attempt or that of the whole call.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Transport(error) => error.is_timeout(),
            _ => false,
        }
    }

    /// Whether no connection could be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// Whether the same call may succeed at another time. It does not say that repeating it is safe: that is so if
    /// [`is_connect`](Self::is_connect) or [`is_rate_limited`](Self::is_rate_limited), and for idempotent operations.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Transport(error) => {
                matches!(error.kind(), FailureKind::Connect | FailureKind::Timeout | FailureKind::Io)
            }
            Self::Api(error) => matches!(error.status().as_u16(), 408 | 429 | 500 | 502 | 503 | 504),
            Self::Auth(error) => error.request().is_some_and(Self::is_retryable),
            Self::InvalidRequest(_) | Self::Decode(_) | Self::Paging(_) => false,
        }
    }

    fn is_api(&self, status: StatusCode) -> bool {
        matches!(self, Self::Api(error) if error.status() == status)
    }

    fn inner(&self) -> &(dyn StdError + 'static) {
        match self {
            Self::InvalidRequest(error) => error,
            Self::Auth(error) => error,
            Self::Transport(error) => error,
            Self::Timeout(error) => error,
            Self::Api(error) => error,
            Self::Decode(error) => error,
            Self::Paging(error) => error,
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self.inner(), f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner().source()
    }
}
