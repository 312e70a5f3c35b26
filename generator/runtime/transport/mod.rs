//! What carries a request to the server and its answer back. A transport knows nothing of retries, time limits or tokens.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};
use std::pin::Pin;

use bytes::{Bytes, BytesMut};

#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(test)]
mod tests;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A future on the heap that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What carries a request to the server.
///
/// It must send the request as it is, to no other place, and not follow redirects: a redirect could take the token elsewhere. It may be
/// dropped at any time, since time limits are kept by dropping.
pub trait Transport: Send + Sync {
    /// Sends a request, and gives the answer as soon as its headers are there.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>>;
}

/// The body of an answer, read piece by piece so that whoever reads it can stop at a bound. Its content coding is not undone.
pub trait Body: Send {
    /// The next piece, or `None` at the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportFailure>>;
}

/// A body that is there already.
impl Body for Bytes {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportFailure>> {
        let rest = std::mem::take(self);
        Box::pin(std::future::ready(Ok((!rest.is_empty()).then_some(rest))))
    }
}

/// Why a transport could not carry a request or its answer.
#[derive(Debug)]
pub struct TransportFailure {
    kind: FailureKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What went wrong, as far as it decides whether the request is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// No connection was made: nothing of the request was sent.
    Connect,
    /// The answer took too long; the server may have acted on the request.
    Timeout,
    /// The server could not be trusted, its certificate for one.
    Tls,
    /// The connection broke; the server may have acted on the request.
    Io,
    /// The body of the answer is larger than the client takes.
    TooLarge,
    /// Anything that would happen again, such as a request that the transport cannot express.
    Other,
}

impl TransportFailure {
    /// A failure of this kind, and the error behind it. The error must name neither header values nor the query of the URL.
    pub fn new(kind: FailureKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: Some(source.into()) }
    }

    /// What went wrong.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }
}

impl From<FailureKind> for TransportFailure {
    fn from(kind: FailureKind) -> Self {
        Self { kind, source: None }
    }
}

impl Display for TransportFailure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            FailureKind::Connect => "no connection could be made",
            FailureKind::Timeout => "the answer took too long",
            FailureKind::Tls => "the server could not be trusted",
            FailureKind::Io => "the connection broke",
            FailureKind::TooLarge => "the answer is larger than the client takes",
            FailureKind::Other => "the request could not be sent",
        })
    }
}

impl StdError for TransportFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The first `limit` bytes of a body; an error if it has more.
pub(super) async fn read_whole(body: &mut dyn Body, limit: usize) -> Result<Bytes, TransportFailure> {
    let (mut first, mut bytes) = (Bytes::new(), BytesMut::new());
    while let Some(chunk) = body.chunk().await? {
        if chunk.len() > limit.saturating_sub(first.len() + bytes.len()) {
            return Err(FailureKind::TooLarge.into());
        }
        // Most bodies come in one piece, which is not copied then.
        if first.is_empty() && bytes.is_empty() {
            first = chunk;
        } else {
            bytes.extend_from_slice(&std::mem::take(&mut first));
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(if bytes.is_empty() { first } else { bytes.freeze() })
}

/// Fills `bytes` with the first bytes of a body: at most `limit`, and no more than could be read. If the future is dropped, they hold what
/// had come.
pub(super) async fn read_beginning(body: &mut dyn Body, limit: usize, bytes: &mut BytesMut) {
    while bytes.len() < limit {
        let Ok(Some(mut chunk)) = body.chunk().await else { break };
        chunk.truncate(limit - bytes.len());
        bytes.extend_from_slice(&chunk);
    }
}
