//! What a client says who calls with, and which of it an operation is sent with.

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};

use super::super::api::{Auth, OperationInfo};
use super::super::error::AuthError;
use super::Tokens;

#[cfg(test)]
mod tests;

/// The credentials that a client was given, by the names of their schemes, in the order of the API's.
#[derive(Default)]
pub(in super::super) struct Credentials(pub(in super::super) Vec<(&'static str, Credential)>);

/// The credential of one scheme, as it goes into requests.
pub(in super::super) enum Credential {
    /// A token in `Authorization`, asked for when it is needed.
    Tokens(Arc<Tokens>),
    /// A header, marked as sensitive.
    Header(HeaderName, HeaderValue),
    /// A pair of the query, encoded.
    Query(String),
    /// A cookie: `name=value`.
    Cookie(String),
}

impl Credentials {
    /// What `operation` is sent with: the first of its alternatives that there are all credentials for. Nothing is asked for yet.
    pub(in super::super) fn choose(
        &self,
        operation: &'static OperationInfo,
    ) -> Result<Chosen<'_>, AuthError> {
        match operation.auth {
            Auth::None => return Ok(Chosen(Vec::new())),
            Auth::Given => return Ok(Chosen(self.0.first().map(|(_, given)| given).into_iter().collect())),
            Auth::Bearer | Auth::OptionalBearer | Auth::AnyOf(_) => {}
        }
        let given = |scheme: &&str| self.0.iter().find(|(name, _)| name == scheme).map(|(_, given)| given);
        let all = |schemes: &&[&str]| schemes.iter().map(given).collect::<Option<Vec<_>>>();
        let chosen = operation.auth.alternatives().iter().find_map(all);
        chosen.map(Chosen).ok_or_else(|| AuthError::no_credentials(operation))
    }
}

/// The credentials that one request is sent with.
pub(in super::super) struct Chosen<'c>(Vec<&'c Credential>);

impl<'c> Chosen<'c> {
    /// What gives the request's token, if it is sent with one.
    pub(in super::super) fn tokens(&self) -> Option<Arc<Tokens>> {
        self.0.iter().find_map(|credential| match credential {
            Credential::Tokens(tokens) => Some(Arc::clone(tokens)),
            _ => None,
        })
    }

    /// The headers to send.
    pub(in super::super) fn headers(&self) -> impl Iterator<Item = (&'c HeaderName, &'c HeaderValue)> {
        self.0.iter().filter_map(|credential| match credential {
            Credential::Header(name, value) => Some((name, value)),
            _ => None,
        })
    }

    /// The pairs to add to the query.
    pub(in super::super) fn query(&self) -> impl Iterator<Item = &'c str> {
        self.0.iter().filter_map(|credential| match credential {
            Credential::Query(pair) => Some(pair.as_str()),
            _ => None,
        })
    }

    /// The cookies to send.
    pub(in super::super) fn cookies(&self) -> impl Iterator<Item = Cow<'c, str>> {
        self.0.iter().filter_map(|credential| match credential {
            Credential::Cookie(cookie) => Some(cookie.as_str().into()),
            _ => None,
        })
    }
}
