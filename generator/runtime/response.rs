//! The answer to a call.

use std::fmt::{self, Debug, Formatter};
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::ResponseBody;
use super::api::OperationInfo;
use super::error::{DecodeError, Error};
use super::rate_limit::RateLimit;

/// A successful answer: its value, and what came with it.
pub struct Response<T> {
    pub(super) head: Head,
    pub(super) value: T,
}

impl<T> Response<T> {
    head_accessors!(head);

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, without what came with it.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl Response<Bytes> {
    /// The answer with its body decoded.
    pub(super) fn decode<T: ResponseBody>(self) -> Result<Response<T>, Error> {
        match T::read(&self) {
            Ok(value) => Ok(Response { head: self.head, value }),
            Err(source) => {
                Err(Error::Decode(Box::new(DecodeError { head: self.head, body: self.value, source })))
            }
        }
    }
}

/// Shows neither the headers nor the value: both may hold secrets.
impl<T> Debug for Response<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("head", &self.head).finish_non_exhaustive()
    }
}

/// What comes with every answer, whether it is a success or not.
#[derive(Clone)]
pub(super) struct Head {
    pub(super) operation: &'static OperationInfo,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) attempts: u32,
    pub(super) rate_limit: RateLimit,
}

impl Head {
    /// The head of the answer to the attempt of this number, which came at `now`.
    pub(super) fn new(
        operation: &'static OperationInfo,
        parts: http::response::Parts,
        attempts: u32,
        now: SystemTime,
    ) -> Self {
        let rate_limit = RateLimit::of(&parts.headers, now);
        Self { operation, status: parts.status, headers: parts.headers, attempts, rate_limit }
    }

    /// The name by which the server knows the request: a header whose name ends in `request-id` or `requestid`, or `x-correlation-id`.
    pub(super) fn request_id(&self) -> Option<&str> {
        let named = |(name, _): &(&http::HeaderName, _)| {
            name.as_str().ends_with("request-id") || name.as_str().ends_with("requestid")
        };
        let value = self.headers.iter().find(named).map(|(_, value)| value);
        value.or_else(|| self.headers.get("x-correlation-id"))?.to_str().ok()
    }
}

/// Leaves out the values of headers, which may be secret.
impl Debug for Head {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("rate_limit", &self.rate_limit)
            .finish_non_exhaustive()
    }
}

/// The public view of a field that is a [`Head`], or of one within a field.
macro_rules! head_accessors {
    ($($head:ident).+) => {
        /// The operation that was called.
        pub fn operation(&self) -> &'static OperationInfo {
            self.$($head).+.operation
        }

        /// The status of the answer.
        pub fn status(&self) -> StatusCode {
            self.$($head).+.status
        }

        /// The headers of the answer.
        pub fn headers(&self) -> &HeaderMap {
            &self.$($head).+.headers
        }

        /// How many attempts were made, this one included.
        pub fn attempts(&self) -> u32 {
            self.$($head).+.attempts
        }

        /// The name by which the server knows the request, from whichever header of the common ones it uses for that.
        pub fn request_id(&self) -> Option<&str> {
            self.$($head).+.request_id()
        }

        /// What the answer says about how many more requests the server takes.
        pub fn rate_limit(&self) -> RateLimit {
            self.$($head).+.rate_limit
        }
    };
}
pub(super) use head_accessors;
