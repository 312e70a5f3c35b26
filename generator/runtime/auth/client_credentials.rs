//! Tokens by the client-credentials flow (RFC 6749, section 4.4).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Uri};
use serde_json::Value;

use super::super::api::{Auth, BodyFormat, BodyInfo, OperationInfo};
use super::super::error::AuthError;
use super::super::request::pairs;
use super::super::secret::Secret;
use super::super::sender::{Limits, Sender};
use super::super::transport::BoxFuture;
use super::assertion::{ASSERTION_TYPE, AssertionClaims, AssertionSigner};
use super::{AccessToken, TokenProvider};

#[cfg(test)]
mod tests;

/// The request for a token, as its errors name it.
static TOKEN: OperationInfo = OperationInfo {
    id: "token",
    method: super::super::api::Method::Post,
    template: "(token endpoint)",
    path: &[],
    parameters: &[],
    auth: Auth::None,
    scopes: &[],
    header_options: &[],
    bodies: &[BodyInfo { media_type: "application/x-www-form-urlencoded", format: BodyFormat::Form }],
    accept: &["application/json"],
};

/// A provider that asks the token endpoint.
pub(in super::super) struct ClientCredentials {
    sender: Arc<Sender>,
    id: String,
    proof: Proof,
    /// What the form holds beside the grant, by name.
    parameters: Vec<(String, String)>,
    /// The request without its form.
    request: http::Request<Bytes>,
    limits: Limits,
}

/// What shows that the client is who its id says.
#[derive(Clone)]
pub(in super::super) enum Proof {
    Secret(Secret),
    Assertion(Arc<dyn AssertionSigner>),
}

impl ClientCredentials {
    /// A provider that shows this id and proof to `url`, with further parameters, by name, beside them.
    pub(in super::super) fn new(
        sender: Arc<Sender>,
        url: Uri,
        identity: &HeaderMap,
        (id, proof): (String, Proof),
        parameters: Vec<(String, String)>,
        limits: Limits,
    ) -> Self {
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static(BodyFormat::Json.media_type()));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(BodyFormat::Form.media_type()));
        headers.extend(identity.clone());
        // A second token does no harm, and the calls that wait for this one have time limits of their own.
        let limits = Limits { timeout: None, idempotent: true, ..limits };
        Self { sender, id, proof, parameters, request, limits }
    }

    /// The request with its form, which may hold an assertion that is signed for it.
    async fn request(&self) -> Result<http::Request<Bytes>, AuthError> {
        let assertion;
        let mut form = vec![("grant_type", "client_credentials"), ("client_id", &*self.id)];
        match &self.proof {
            Proof::Secret(secret) => form.push(("client_secret", secret.expose())),
            Proof::Assertion(signer) => {
                let (audience, now) = (self.request.uri().to_string(), self.sender.clock.now());
                let claims = AssertionClaims::new(self.id.clone(), audience, now);
                assertion = signer.sign(&claims).await?;
                form.push(("client_assertion_type", ASSERTION_TYPE));
                form.push(("client_assertion", assertion.expose()));
            }
        }
        let further = self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let mut request = self.request.clone();
        *request.body_mut() = pairs(form.into_iter().chain(further)).into();
        Ok(request)
    }
}

impl TokenProvider for ClientCredentials {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        Box::pin(async move {
            let answer = self.sender.send(&TOKEN, self.request().await?, self.limits, None).await;
            let answer = answer.map_err(AuthError::endpoint)?;
            let (secret, life) = read(answer.value())?;
            let token = AccessToken::new(secret);
            let expires_at = life.and_then(|life| self.sender.clock.now().checked_add(life));
            Ok(match expires_at {
                Some(expires_at) => token.with_expiry(expires_at),
                None => token,
            })
        })
    }
}

/// The token of an answer, and how long it lives if the answer says so (RFC 6749, section 5.1).
fn read(body: &[u8]) -> Result<(Secret, Option<Duration>), AuthError> {
    let answer: Value = serde_json::from_slice(body).map_err(|_| AuthError::answer("JSON"))?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    // Section 7.1 forbids using a token of a type that is not understood.
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(AuthError::answer("bearer token"));
    }
    let secret = text("access_token").filter(|token| !token.is_empty());
    let secret = secret.ok_or_else(|| AuthError::answer("access token"))?;
    let life = match answer.get("expires_in") {
        Some(Value::String(seconds)) => seconds.parse().ok(),
        Some(seconds) => seconds.as_f64(),
        None => None,
    };
    Ok((secret.into(), life.and_then(|seconds: f64| Duration::try_from_secs_f64(seconds).ok())))
}
