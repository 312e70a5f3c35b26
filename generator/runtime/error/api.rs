//! An answer that is no success.

use std::error::Error as StdError;
use std::fmt::{self, Debug, Display, Formatter};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::super::answer::ResponseBody;
use super::super::api::OperationInfo;
use super::super::rate_limit::RateLimit;
use super::super::response::{Head, Response, head_accessors};
use super::super::wire::{Decode, ReadError, from_slice};

/// How much of the body of such an answer is kept, in bytes.
pub(in super::super) const MAX_BODY: usize = 64 * 1024;

/// An answer with any status but 2xx, 3xx included: redirects are not followed.
///
/// What the body says is read as well as it can be, since few descriptions give it a schema; an empty body or a page of HTML says nothing.
pub struct ApiError {
    answer: Response<Bytes>,
    said: Said,
}

impl ApiError {
    /// The error that an answer means.
    pub(in super::super) fn new(head: Head, body: Bytes) -> Self {
        let said = Said::by(&body);
        Self { answer: Response { head, value: body }, said }
    }

    head_accessors!(answer.head);

    /// The kind of error by its name, as the server gives it in `error`: `Bad Request`, `access_denied`.
    pub fn error(&self) -> Option<&str> {
        self.said.error.as_deref()
    }

    /// The code for programs, as the server gives it in `errorCode`, `error_code` or `code`: `invalid_body`.
    pub fn code(&self) -> Option<&str> {
        self.said.code.as_deref()
    }

    /// The explanation for people, as the server gives it in `message`, `error_description`, `description`, `detail` or `title`.
    /// It may quote the request.
    pub fn message(&self) -> Option<&str> {
        self.said.message.as_deref()
    }

    /// The body, up to its first 64 KiB.
    pub fn body(&self) -> &[u8] {
        &self.answer.value
    }

    /// The body as a value of JSON.
    pub fn json<T: Decode>(&self) -> Result<T, ReadError> {
        from_slice(&self.answer.value)
    }

    /// The body as the type that the operation's docs name for it: by status, where there are several.
    pub fn read<T: ResponseBody>(&self) -> Result<T, ReadError> {
        T::read(&self.answer)
    }
}

/// Shows neither headers nor body: both may hold secrets.
impl Debug for ApiError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").field("head", &self.answer.head).finish_non_exhaustive()
    }
}

impl Display for ApiError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Head { operation, status, attempts, .. } = &self.answer.head;
        write!(f, "{operation} was answered with {status} on attempt {attempts}")
    }
}

impl StdError for ApiError {}

/// What the body of an error says, under the names that are common.
#[derive(Default)]
struct Said {
    error: Option<String>,
    code: Option<String>,
    message: Option<String>,
}

impl Said {
    fn by(body: &[u8]) -> Self {
        let Ok(Value::Object(outer)) = serde_json::from_slice(body) else { return Self::default() };
        // Some servers put everything into an object of its own: `{"error": {"code": …, "message": …}}`.
        let inner = outer.get("error").and_then(Value::as_object).unwrap_or(&outer);
        Self {
            error: first(&outer, &["error"]),
            code: first(inner, &["errorCode", "error_code", "code"]),
            message: first(inner, &["message", "error_description", "description", "detail", "title"]),
        }
    }
}

/// The first of the members of these names that is a string or a number.
fn first(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match object.get(*name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}
