//! The body of an answer, piece by piece as it comes.

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::api::OperationInfo;
use super::clock::{Clock, within};
use super::error::{Error, TransportError};
use super::events::Resume;
use super::transport::{Body, BoxFuture, FailureKind, TransportFailure};

#[cfg(test)]
mod tests;

/// The body of an answer, piece by piece: it need not fit into memory, and no bound of the client holds for it.
///
/// Dropping it closes the connection. After an error it is at its end; what came before was true.
#[must_use = "nothing is read until it is asked for"]
pub struct ByteStream {
    state: State,
    pub(super) source: Source,
}

enum State {
    Open(Box<dyn Body>),
    Reading(BoxFuture<'static, (Box<dyn Body>, Piece)>),
    Ended,
}

type Piece = Result<Option<Bytes>, TransportFailure>;

/// Where a stream comes from, and what holds for it.
pub(super) struct Source {
    pub(super) operation: &'static OperationInfo,
    pub(super) attempts: u32,
    pub(super) clock: Arc<dyn Clock>,
    /// How long each piece may take.
    pub(super) limit: Option<Duration>,
    /// How large what is put together from pieces may be.
    pub(super) max_size: usize,
    /// What to send to go on after its end, for events.
    pub(super) resume: Option<Resume>,
}

impl Source {
    pub(super) fn failed(&self, failure: TransportFailure) -> Error {
        let Self { operation, attempts, .. } = *self;
        Error::Transport(Box::new(TransportError { operation, attempts, failure }))
    }
}

impl ByteStream {
    pub(super) fn new(body: Box<dyn Body>, source: Source) -> Self {
        Self { state: State::Open(body), source }
    }

    /// The first bytes of what is left: at most `limit`, and no more than can be read.
    pub(super) async fn beginning(mut self, limit: usize) -> Bytes {
        let mut bytes = BytesMut::new();
        while bytes.len() < limit
            && let Some(Ok(mut piece)) = self.next().await
        {
            piece.truncate(limit - bytes.len());
            bytes.extend_from_slice(&piece);
        }
        bytes.freeze()
    }

    /// The next piece, which is never empty; `None` at the end.
    ///
    /// An error is a connection that broke, or a piece that took longer than the limit of one attempt.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let mut reading = match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Reading(reading) => reading,
                State::Open(body) => read(body, Arc::clone(&self.source.clock), self.source.limit),
            };
            let (body, piece) = match reading.as_mut().poll(context) {
                Poll::Ready(read) => read,
                Poll::Pending => {
                    self.state = State::Reading(reading);
                    return Poll::Pending;
                }
            };
            return Poll::Ready(match piece {
                Ok(None) => None,
                Err(failure) => Some(Err(self.source.failed(failure))),
                Ok(Some(piece)) => {
                    self.state = State::Open(body);
                    if piece.is_empty() {
                        continue;
                    }
                    Some(Ok(piece))
                }
            });
        }
    }
}

fn read(
    mut body: Box<dyn Body>,
    clock: Arc<dyn Clock>,
    limit: Option<Duration>,
) -> BoxFuture<'static, (Box<dyn Body>, Piece)> {
    Box::pin(async move {
        let piece = within(&*clock, limit, body.chunk()).await;
        let piece = piece.unwrap_or_else(|| Err(FailureKind::Timeout.into()));
        (body, piece)
    })
}

/// Shows the operation alone.
impl Debug for ByteStream {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("operation", &self.source.operation).finish_non_exhaustive()
    }
}
