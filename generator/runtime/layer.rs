//! What stands between a client and its transport, and sees each attempt.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use bytes::Bytes;

use super::api::OperationInfo;
use super::transport::{Body, BoxFuture, Transport, TransportFailure};

#[cfg(test)]
mod tests;

/// What a transport makes of an attempt: the head of an answer and its open body, or why there is none.
pub type Outcome = Result<http::Response<Box<dyn Body>>, TransportFailure>;

/// What stands between a client and its transport: it sees each attempt, and what becomes of it.
///
/// It may change the request, answer without sending it, or look at the answer. Retries, time limits and tokens are around it: each
/// attempt passes all layers anew, that of a request for a token too. It may be dropped wherever it awaits.
///
/// ```text
/// fn send<'a>(&'a self, mut attempt: Attempt, next: Next<'a>) -> BoxFuture<'a, Outcome> {
///     Box::pin(async move {
///         attempt.request_mut().headers_mut().insert("traceparent", current());
///         let outcome = next.send(attempt).await;
///         count(outcome.as_ref().map(|answer| answer.status()));
///         outcome
///     })
/// }
/// ```
pub trait Layer: Send + Sync {
    /// Sends the attempt on, or does not.
    fn send<'a>(&'a self, attempt: Attempt, next: Next<'a>) -> BoxFuture<'a, Outcome>;
}

/// One sending of a request.
pub struct Attempt {
    pub(super) operation: &'static OperationInfo,
    pub(super) number: u32,
    pub(super) request: http::Request<Bytes>,
}

impl Attempt {
    /// The operation that was called.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// Which attempt of the call it is, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The request as it will be sent, secrets included.
    pub fn request(&self) -> &http::Request<Bytes> {
        &self.request
    }

    /// The request, to be changed for this attempt alone.
    pub fn request_mut(&mut self) -> &mut http::Request<Bytes> {
        &mut self.request
    }
}

/// Shows the operation and the number alone: the request holds secrets.
impl Debug for Attempt {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.operation)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// The layers that follow, and the transport after them.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    pub(super) layers: &'a [Arc<dyn Layer>],
    pub(super) transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    /// Sends the attempt on.
    pub fn send(self, attempt: Attempt) -> BoxFuture<'a, Outcome> {
        match self.layers.split_first() {
            Some((layer, layers)) => layer.send(attempt, Self { layers, ..self }),
            None => self.transport.send(attempt.request),
        }
    }
}

/// Shows how many layers follow.
impl Debug for Next<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("layers", &self.layers.len()).finish_non_exhaustive()
    }
}
