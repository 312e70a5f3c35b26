//! The lack of a credential.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

use http::StatusCode;

use super::super::api::OperationInfo;
use super::Error;

/// Why there is no credential to send a request with. A clone is cheap: calls that waited for the same token share its failure.
#[derive(Clone, Debug)]
pub struct AuthError {
    fault: AuthFault,
}

#[derive(Clone, Debug)]
enum AuthFault {
    NoCredentials(&'static OperationInfo),
    Header,
    Answer(&'static str),
    Endpoint(Arc<Error>),
    Provider(Arc<dyn StdError + Send + Sync>),
}

impl AuthError {
    /// The failure of a token provider, and the error behind it.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { fault: AuthFault::Provider(source.into().into()) }
    }

    /// The client was given none of the credentials that the operation can be sent with.
    pub(in super::super) fn no_credentials(operation: &'static OperationInfo) -> Self {
        Self { fault: AuthFault::NoCredentials(operation) }
    }

    /// The token has characters that a header cannot carry.
    pub(in super::super) fn header() -> Self {
        Self { fault: AuthFault::Header }
    }

    /// The answer of the token endpoint lacks this.
    pub(in super::super) fn answer(lack: &'static str) -> Self {
        Self { fault: AuthFault::Answer(lack) }
    }

    /// The request to the token endpoint failed.
    pub(in super::super) fn endpoint(error: Error) -> Self {
        Self { fault: AuthFault::Endpoint(Arc::new(error)) }
    }

    /// The status of the token endpoint's answer, if that is what failed.
    pub fn status(&self) -> Option<StatusCode> {
        self.request()?.status()
    }

    /// The token endpoint's error code: `invalid_client`, `access_denied` (RFC 6749, section 5.2).
    pub fn error(&self) -> Option<&str> {
        match self.request()? {
            Error::Api(error) => error.error(),
            _ => None,
        }
    }

    /// The token endpoint's explanation for people.
    pub fn description(&self) -> Option<&str> {
        match self.request()? {
            Error::Api(error) => error.message(),
            _ => None,
        }
    }

    /// The failure of the request to the token endpoint, if that is what failed.
    pub fn request(&self) -> Option<&Error> {
        match &self.fault {
            AuthFault::Endpoint(error) => Some(error),
            _ => None,
        }
    }
}

impl Display for AuthError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let AuthFault::NoCredentials(operation) = self.fault {
            write!(f, "{operation} was not sent: the client lacks credentials, its builder takes ")?;
            return write_alternatives(f, operation.auth.alternatives());
        }
        f.write_str("no access token: ")?;
        match &self.fault {
            AuthFault::NoCredentials(_) => Ok(()),
            AuthFault::Header => f.write_str("it has characters that a header cannot carry"),
            AuthFault::Answer(lack) => write!(f, "the answer of the token endpoint has no {lack}"),
            AuthFault::Endpoint(_) => f.write_str("the request for one failed"),
            AuthFault::Provider(_) => f.write_str("the token provider failed"),
        }
    }
}

/// Names the builder's methods: `` `token`, or `basic` and `api_key` ``.
fn write_alternatives(f: &mut Formatter<'_>, alternatives: &[&[&str]]) -> fmt::Result {
    for (index, schemes) in alternatives.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", or " })?;
        for (index, scheme) in schemes.iter().enumerate() {
            write!(f, "{}`{scheme}`", if index == 0 { "" } else { " and " })?;
        }
    }
    Ok(())
}

impl StdError for AuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.fault {
            AuthFault::Endpoint(error) => Some(&**error),
            AuthFault::Provider(error) => Some(&**error),
            _ => None,
        }
    }
}
