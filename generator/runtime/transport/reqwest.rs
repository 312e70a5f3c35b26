//! The default transport: reqwest.

use std::error::Error as StdError;
use std::fmt::{self, Debug, Formatter};
use std::io;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect::Policy;

use super::super::base_url::is_loopback;
use super::{Body, BoxFuture, FailureKind, Transport, TransportFailure};

#[cfg(test)]
mod tests;

/// A transport over a [`reqwest::Client`]. Its calls must be awaited within a tokio runtime.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// For the own machine: a proxy of the environment would carry plain http, token and all, off it.
    direct: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with a pool of its own, that gives up on a connection after `connect_timeout`.
    ///
    /// It follows no redirects and decompresses nothing. An error is a TLS backend that does not start.
    ///
    /// # Panics
    ///
    /// With feature `rustls-no-provider`, if no crypto provider has been installed.
    pub fn new(connect_timeout: Option<Duration>) -> Result<Self, TransportFailure> {
        let client = builder(connect_timeout).build().map_err(failure)?;
        let direct = builder(connect_timeout).no_proxy().build().map_err(failure)?;
        Ok(Self { client, direct })
    }
}

fn builder(connect_timeout: Option<Duration>) -> reqwest::ClientBuilder {
    // Decompression is a feature of reqwest, which any crate of the build may have turned on.
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate();
    match connect_timeout {
        Some(limit) => builder.connect_timeout(limit),
        None => builder,
    }
}

/// The client's own settings hold, redirects and proxies among them.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { direct: client.clone(), client }
    }
}

/// Shows nothing: the client may hold headers and proxies with secrets.
impl Debug for ReqwestTransport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let is_direct = request.url().host_str().is_some_and(is_loopback);
            let client = if is_direct { &self.direct } else { &self.client };
            let mut answer = client.execute(request).await.map_err(failure)?;
            let status = answer.status();
            let headers = std::mem::take(answer.headers_mut());
            let mut response: http::Response<Box<dyn Body>> = http::Response::new(Box::new(answer));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}

impl Body for reqwest::Response {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportFailure>> {
        Box::pin(async move { self.chunk().await.map_err(failure) })
    }
}

/// The failure behind an error of reqwest, without the URL, whose query may hold secrets.
fn failure(error: reqwest::Error) -> TransportFailure {
    let kind = if error.is_builder() || error.is_redirect() {
        FailureKind::Other
    } else if error.is_connect() {
        if is_untrusted(&error) { FailureKind::Tls } else { FailureKind::Connect }
    } else if error.is_timeout() {
        FailureKind::Timeout
    } else {
        FailureKind::Io
    };
    TransportFailure::new(kind, error.without_url())
}

/// Whether rustls refused the server: tokio-rustls reports that as an I/O error of invalid data.
fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        // The source of an I/O error is that of the error within, which it passes over.
        next = io.and_then(io::Error::get_ref).map(|inner| inner as _).or_else(|| error.source());
    }
    false
}
