//! A success that could not be read.

use std::error::Error as StdError;
use std::fmt::{self, Debug, Display, Formatter};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::api::OperationInfo;
use super::super::rate_limit::RateLimit;
use super::super::response::{Head, head_accessors};
use super::super::wire::ReadError;

/// A successful answer whose body is not what the operation declares. The server has acted on the request.
pub struct DecodeError {
    pub(in super::super) head: Head,
    pub(in super::super) body: Bytes,
    pub(in super::super) source: ReadError,
}

impl DecodeError {
    head_accessors!(head);

    /// Where in the body it does not fit, much like `JSONPath`: `$.options.domain_aliases[2]`.
    pub fn path(&self) -> String {
        self.source.path()
    }

    /// The body. It may hold secrets.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Shows neither headers nor body: both may hold secrets.
impl Debug for DecodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("head", &self.head)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Head { operation, status, .. } = &self.head;
        write!(f, "{operation} was answered with {status}, but its body cannot be read at {}", self.path())?;
        match self.source.setting() {
            Some(setting) => write!(f, " (the setting {setting} of letterpress makes the field optional)"),
            None => Ok(()),
        }
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}
