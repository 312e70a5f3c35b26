//! What a client is to say who calls with.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};

use super::super::api::{SchemeKind, SecurityScheme};
use super::super::auth::{
    AssertionSigner, ClientCredentials, Credential, Credentials, Proof, TokenProvider, Tokens,
};
use super::super::base_url::BaseUrl;
use super::super::clock::Clock;
use super::super::error::{BuildFault, UrlFault};
use super::super::request::pairs;
use super::super::secret::Secret;
use super::super::sender::{Limits, Sender};
use super::Builder;

#[cfg(test)]
mod tests;

/// What a scheme was given.
#[derive(Clone)]
pub(super) enum Given {
    Token(Secret),
    Provider(Arc<dyn TokenProvider>),
    Client { id: String, proof: Proof },
    Basic { user: String, password: Secret },
    Key(Secret),
}

impl Given {
    /// What it is, without its value.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Token(_) => "token",
            Self::Provider(_) => "token provider",
            Self::Client { proof: Proof::Secret(_), .. } => "client credentials",
            Self::Client { proof: Proof::Assertion(_), .. } => "client assertion",
            Self::Basic { .. } => "user and password",
            Self::Key(_) => "key",
        }
    }
}

/// What the credentials of a client are made with.
pub(super) struct Parts<'a> {
    pub(super) base: &'a BaseUrl,
    pub(super) identity: &'a HeaderMap,
    pub(super) sender: &'a Arc<Sender>,
    pub(super) clock: &'a Arc<dyn Clock>,
    pub(super) limits: Limits,
}

/// Each names a scheme of the API by its name there.
impl Builder {
    /// Sends this token, or this whole value of `Authorization` where the scheme takes that.
    pub fn token(self, scheme: &'static str, token: impl Into<Secret>) -> Self {
        self.give(scheme, Given::Token(token.into()))
    }

    /// Gets tokens from `provider`, or whole values of `Authorization` where the scheme takes those.
    pub fn token_provider(self, scheme: &'static str, provider: impl TokenProvider + 'static) -> Self {
        self.give(scheme, Given::Provider(Arc::new(provider)))
    }

    /// Gets tokens by the client-credentials flow (RFC 6749, section 4.4), from the scheme's token endpoint.
    pub fn client_credentials(
        self,
        scheme: &'static str,
        id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Self {
        self.give(scheme, Given::Client { id: id.into(), proof: Proof::Secret(secret.into()) })
    }

    /// The same, with assertions that `signer` signs in place of a secret (RFC 7523, section 2.2).
    pub fn client_assertion(
        self,
        scheme: &'static str,
        id: impl Into<String>,
        signer: impl AssertionSigner + 'static,
    ) -> Self {
        self.give(scheme, Given::Client { id: id.into(), proof: Proof::Assertion(Arc::new(signer)) })
    }

    /// Sends this user and password (RFC 7617). The user must not hold a colon.
    pub fn basic(self, scheme: &'static str, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.give(scheme, Given::Basic { user: user.into(), password: password.into() })
    }

    /// Sends this key.
    pub fn api_key(self, scheme: &'static str, key: impl Into<Secret>) -> Self {
        self.give(scheme, Given::Key(key.into()))
    }

    /// Sets the audience that client credentials ask for a token for, in place of the API's.
    pub fn audience(mut self, scheme: &'static str, audience: impl Into<String>) -> Self {
        self.audiences.push((scheme, audience.into()));
        self
    }

    /// Sets the token endpoint of client credentials, in place of the API's. The client's secret is sent there.
    pub fn token_url(mut self, scheme: &'static str, url: impl Into<String>) -> Self {
        self.token_urls.push((scheme, url.into()));
        self
    }

    fn give(mut self, scheme: &'static str, given: Given) -> Self {
        self.given.retain(|(name, _)| *name != scheme);
        self.given.push((scheme, given));
        self
    }

    /// Everything that was given, as it goes into requests.
    pub(super) fn credentials(&self, parts: &Parts<'_>) -> Result<Credentials, BuildFault> {
        let mut credentials = Vec::with_capacity(self.given.len());
        for scheme in self.api.schemes {
            if let Some(given) = latest(&self.given, scheme.name) {
                credentials.push((scheme.name, self.credential(scheme, given, parts)?));
            }
        }
        Ok(Credentials(credentials))
    }

    fn credential(
        &self,
        scheme: &SecurityScheme,
        given: &Given,
        parts: &Parts<'_>,
    ) -> Result<Credential, BuildFault> {
        match (scheme.kind, given) {
            (SchemeKind::Bearer, Given::Token(token)) => {
                header(scheme.name, AUTHORIZATION.as_str(), &format!("Bearer {}", token.expose()))
            }
            (SchemeKind::Authorization, Given::Token(value)) => {
                header(scheme.name, AUTHORIZATION.as_str(), value.expose())
            }
            (SchemeKind::Bearer, Given::Provider(_) | Given::Client { .. }) => {
                self.tokens("Bearer ", scheme, given, parts)
            }
            (SchemeKind::Authorization, Given::Provider(_)) => self.tokens("", scheme, given, parts),
            (SchemeKind::Basic, Given::Basic { user, password }) => {
                if user.contains(':') {
                    return Err(BuildFault::User(scheme.name));
                }
                let pair = STANDARD.encode(format!("{user}:{}", password.expose()));
                header(scheme.name, AUTHORIZATION.as_str(), &format!("Basic {pair}"))
            }
            (SchemeKind::HeaderKey(name), Given::Key(key)) => header(scheme.name, name, key.expose()),
            (SchemeKind::QueryKey(name), Given::Key(key)) => {
                Ok(Credential::Query(pairs([(name, key.expose())].into_iter())))
            }
            (SchemeKind::CookieKey(name), Given::Key(key)) if is_cookie(name, key.expose()) => {
                Ok(Credential::Cookie(format!("{name}={}", key.expose())))
            }
            (SchemeKind::CookieKey(_), Given::Key(_)) => Err(BuildFault::Cookie(scheme.name)),
            _ => Err(BuildFault::Credential(scheme.name)),
        }
    }

    fn tokens(
        &self,
        prefix: &'static str,
        scheme: &SecurityScheme,
        given: &Given,
        parts: &Parts<'_>,
    ) -> Result<Credential, BuildFault> {
        let provider: Arc<dyn TokenProvider> = match given {
            Given::Provider(provider) => Arc::clone(provider),
            Given::Client { id, proof } => Arc::new(ClientCredentials::new(
                Arc::clone(parts.sender),
                self.token_endpoint(scheme, parts.base)?,
                parts.identity,
                (id.clone(), proof.clone()),
                self.token_parameters(scheme, parts.base),
                parts.limits,
            )),
            Given::Token(_) | Given::Basic { .. } | Given::Key(_) => {
                return Err(BuildFault::Credential(scheme.name));
            }
        };
        Ok(Credential::Tokens(Arc::new(Tokens::new(prefix, provider, Arc::clone(parts.clock)))))
    }

    /// Where client credentials get their tokens. The secret goes to the server's own origin, or where the user says.
    fn token_endpoint(&self, scheme: &SecurityScheme, base: &BaseUrl) -> Result<http::Uri, BuildFault> {
        const WHAT: &str = "URL of the token endpoint";
        let given = latest(&self.token_urls, scheme.name);
        let stated = scheme.token.as_ref().map(|endpoint| endpoint.url);
        let url = given.map(String::as_str).or(stated).ok_or(BuildFault::NoTokenEndpoint)?;
        let url = base.resolve(url);
        let parsed = BaseUrl::parse(&url, self.allow_http).map_err(|fault| BuildFault::Url(WHAT, fault))?;
        if given.is_none() && parsed.origin() != base.origin() {
            return Err(BuildFault::TokenEndpointElsewhere);
        }
        url.parse().map_err(|_| BuildFault::Url(WHAT, UrlFault::Invalid))
    }

    /// What is asked for along with the token: the API's parameters, with the audience in place of theirs if one is given.
    fn token_parameters(&self, scheme: &SecurityScheme, base: &BaseUrl) -> Vec<(String, String)> {
        let stated = scheme.token.as_ref().map_or(&[][..], |endpoint| endpoint.parameters);
        let audience = latest(&self.audiences, scheme.name);
        let mut parameters: Vec<_> = stated
            .iter()
            .filter(|(name, _)| audience.is_none() || *name != "audience")
            .map(|(name, value)| {
                let value = if value.starts_with('/') { base.resolve(value) } else { (*value).to_owned() };
                ((*name).to_owned(), value)
            })
            .collect();
        parameters.extend(audience.map(|audience| ("audience".to_owned(), audience.clone())));
        parameters
    }
}

/// What was given last under this name.
fn latest<'g, T>(given: &'g [(&'static str, T)], name: &str) -> Option<&'g T> {
    given.iter().rev().find(|(of, _)| *of == name).map(|(_, value)| value)
}

/// A header that carries the credential of a scheme.
fn header(scheme: &'static str, name: &str, value: &str) -> Result<Credential, BuildFault> {
    let name = name.parse().map_err(|_| BuildFault::Header(scheme))?;
    let mut value = HeaderValue::from_str(value).map_err(|_| BuildFault::Header(scheme))?;
    value.set_sensitive(true);
    Ok(Credential::Header(name, value))
}

/// Whether a cookie carries the value as it stands (RFC 6265, section 4.1.1).
fn is_cookie(name: &str, value: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?={}".contains(&byte);
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token) && value.bytes().all(is_octet)
}
