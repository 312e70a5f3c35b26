//! Where tokens come from.

use std::time::SystemTime;

use http::HeaderValue;

use super::error::AuthError;
use super::secret::Secret;
use super::transport::BoxFuture;

mod assertion;
mod client_credentials;
mod credentials;
mod tokens;

pub use self::assertion::{AssertionClaims, AssertionSigner};
pub(super) use self::client_credentials::{ClientCredentials, Proof};
pub(super) use self::credentials::{Chosen, Credential, Credentials};
pub(super) use self::tokens::Tokens;

/// What gives the tokens that requests are sent with.
///
/// The client keeps a token until shortly before it expires, has one call at a time ask for a new one while the others wait, and asks
/// for each request if tokens do not say when they expire.
pub trait TokenProvider: Send + Sync {
    /// A token. The future may be dropped when the call that asked runs out of time; another call then asks again.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>>;

    /// Forgets a token that the server has refused. If [`token`](Self::token) then gives another, the request is sent once more.
    fn invalidate(&self, rejected: &AccessToken) {
        let _ = rejected;
    }
}

/// A bearer token, or the whole value of `Authorization` where a scheme takes that.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: Secret,
    expires_at: Option<SystemTime>,
}

impl AccessToken {
    /// A token of which is not known when it expires.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), expires_at: None }
    }

    /// The same token, which expires then.
    pub fn with_expiry(self, expires_at: SystemTime) -> Self {
        Self { expires_at: Some(expires_at), ..self }
    }

    /// Its text.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// When it expires, if that is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Whether both are the same to a server.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.secret.expose() == other.secret.expose()
    }

    /// The value of `Authorization` that carries it after `prefix`.
    pub(super) fn header(&self, prefix: &str) -> Result<HeaderValue, AuthError> {
        let mut value = HeaderValue::from_str(&format!("{prefix}{}", self.secret.expose()))
            .map_err(|_| AuthError::header())?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// A token that is given once and for all.
impl TokenProvider for AccessToken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}
