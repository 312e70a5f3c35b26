//! The client: what all calls share.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

use super::api::{Method, OperationInfo};
use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::call::Call;
use super::sender::{Limits, Sender};

#[cfg(test)]
mod tests;

/// A client of an API: its address, its tokens and its connections. A clone is cheap and shares them all.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
}

impl Client {
    /// A call of what the API's description lacks: a path under the base URL, beginning with `/` and encoded as it is to be sent,
    /// without a query.
    ///
    /// A credential is sent if the client has any. Take care what comes into the path: a value from elsewhere must be encoded.
    pub fn request<'a, T>(&self, method: Method, path: impl Into<Cow<'a, str>>) -> Call<'a, T> {
        Call::new(self, method.undescribed()).at(path.into())
    }
}

/// What all clones of a client share.
pub(super) struct Inner {
    pub(super) base: BaseUrl,
    /// Those of servers that single operations have of their own, by name; `None` where the URL must yet be given.
    pub(super) operation_bases: Vec<(&'static str, Option<BaseUrl>)>,
    /// The headers that say what the client is.
    pub(super) identity: HeaderMap,
    pub(super) header_options: Vec<(HeaderName, HeaderValue)>,
    pub(super) sender: Arc<Sender>,
    pub(super) credentials: Credentials,
    pub(super) limits: Limits,
}

impl Inner {
    /// The limits of a call of an operation, as long as the call sets none.
    pub(super) fn limits_of(&self, operation: &OperationInfo) -> Limits {
        Limits { idempotent: self.limits.idempotent || operation.method.is_idempotent(), ..self.limits }
    }
}

/// Shows the base URL alone.
impl Debug for Client {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.inner.base.as_str()).finish_non_exhaustive()
    }
}
