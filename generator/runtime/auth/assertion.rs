//! Signed assertions in place of a client's secret (RFC 7523, section 2.2).

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::super::error::AuthError;
use super::super::secret::Secret;
use super::super::transport::BoxFuture;

#[cfg(test)]
mod tests;

/// How long an assertion holds.
const LIFE: Duration = Duration::from_secs(60);

/// What `client_assertion_type` says of a JWT.
pub(super) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What signs the assertions that a client shows to the token endpoint in place of a secret. The key stays with it.
///
/// ```text
/// fn sign<'a>(&'a self, claims: &'a AssertionClaims) -> BoxFuture<'a, Result<Secret, AuthError>> {
///     Box::pin(async move {
///         let header = r#"{"alg":"RS256","kid":"my-key"}"#;
///         let signed = format!("{}.{}", base64url(header), base64url(&claims.to_json()));
///         let signature = self.key.sign(&signed).await.map_err(AuthError::new)?;
///         Ok(format!("{signed}.{}", base64url(&signature)).into())
///     })
/// }
/// ```
pub trait AssertionSigner: Send + Sync {
    /// A JWT with these claims. It is asked for anew for each token, and may be dropped when the call runs out of time.
    fn sign<'a>(&'a self, claims: &'a AssertionClaims) -> BoxFuture<'a, Result<Secret, AuthError>>;
}

/// What an assertion claims (RFC 7523, section 3). A signer may claim otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AssertionClaims {
    /// The client's id: the issuer and the subject.
    pub client_id: String,
    /// For whom it is: the URL of the token endpoint.
    pub audience: String,
    /// When it was made.
    pub issued_at: SystemTime,
    /// When it ends: a minute later.
    pub expires_at: SystemTime,
    /// What no other assertion has.
    pub id: String,
}

impl AssertionClaims {
    pub(super) fn new(client_id: String, audience: String, now: SystemTime) -> Self {
        let random = || RandomState::new().hash_one(now);
        let id = format!("{:016x}{:016x}", random(), random());
        Self { client_id, audience, issued_at: now, expires_at: now + LIFE, id }
    }

    /// The claims as the payload of a JWT: `iss`, `sub`, `aud`, `iat`, `exp`, `jti`.
    pub fn to_json(&self) -> String {
        let [client, audience, id] =
            [&self.client_id, &self.audience, &self.id].map(|text| Value::from(text.as_str()).to_string());
        let [issued, expires] = [self.issued_at, self.expires_at]
            .map(|time| time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs());
        format!(
            r#"{{"iss":{client},"sub":{client},"aud":{audience},"iat":{issued},"exp":{expires},"jti":{id}}}"#
        )
    }
}
