//! A transport that answers as it is told.

use std::collections::VecDeque;
use std::fmt::{self, Debug, Formatter};
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::super::api::Method;
use super::super::transport::{Body, BoxFuture, FailureKind, Transport, TransportFailure};

/// A transport for tests: it sends nothing, answers as it is told and keeps what it was to send. Its clones are the same transport.
///
/// A request is answered by what [`on`](Self::on) tells for its method and path, else by what [`reply`](Self::reply) has put next. A
/// request that nothing was told for fails, and is not sent again.
#[derive(Clone, Default)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<MockReply>,
    rules: Vec<Rule>,
    requests: Vec<http::Request<Bytes>>,
}

/// What is told for one method and path. The last reply stays.
struct Rule {
    method: Method,
    path: String,
    replies: VecDeque<MockReply>,
}

impl MockTransport {
    /// A transport that was told nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers one request with this, after those that were put before.
    pub fn reply(&self, reply: MockReply) {
        self.state().queue.push_back(reply);
    }

    /// Answers the requests with this method and path (without a query) with these, one after the other, and all further ones with the
    /// last. It replaces what was told for them before.
    pub fn on(&self, method: Method, path: impl Into<String>, replies: impl IntoIterator<Item = MockReply>) {
        let rule = Rule { method, path: path.into(), replies: replies.into_iter().collect() };
        let mut state = self.state();
        state.rules.retain(|old| old.method != rule.method || old.path != rule.path);
        state.rules.push(rule);
    }

    /// What was to be sent, in that order.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Debug for MockTransport {
    /// Counts what it was told and what it was to send: paths, headers and bodies may hold secrets.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MockTransport")
            .field("replies", &state.queue.len())
            .field("rules", &state.rules.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}

impl State {
    /// What a request is answered with.
    fn next(&mut self, request: &http::Request<Bytes>) -> Option<MockReply> {
        let fits = |rule: &&mut Rule| {
            rule.method.as_str() == request.method().as_str() && rule.path == request.uri().path()
        };
        match self.rules.iter_mut().find(fits) {
            Some(rule) if rule.replies.len() > 1 => rule.replies.pop_front(),
            Some(rule) => rule.replies.front().cloned(),
            None => self.queue.pop_front(),
        }
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>> {
        let reply = {
            let mut state = self.state();
            let reply = state.next(&request);
            state.requests.push(request);
            reply
        };
        Box::pin(async move {
            // A real transport is never ready at once: others get their turn.
            Yield(false).await;
            let untold =
                || TransportFailure::new(FailureKind::Other, "the mock was told no reply to this request");
            match reply.ok_or_else(untold)?.0 {
                Reply::Never => pending().await,
                Reply::Failure(kind) => Err(kind.into()),
                Reply::Answer { status, headers, pieces, stalls } => {
                    let mut response: http::Response<Box<dyn Body>> =
                        http::Response::new(Box::new(Pieces { pieces, stalls }));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers;
                    Ok(response)
                }
            }
        })
    }
}

/// What a mock transport answers with. `Debug` shows neither its headers nor its body: they may hold secrets.
#[derive(Clone)]
pub struct MockReply(Reply);

#[derive(Clone)]
enum Reply {
    Answer { status: StatusCode, headers: HeaderMap, pieces: VecDeque<Piece>, stalls: bool },
    Failure(FailureKind),
    Never,
}

impl Debug for MockReply {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reply::Answer { status, .. } => f.debug_tuple("MockReply").field(&status.as_u16()).finish(),
            Reply::Failure(kind) => f.debug_tuple("MockReply").field(kind).finish(),
            Reply::Never => f.write_str("MockReply(never)"),
        }
    }
}

impl MockReply {
    /// An answer with this status and without a body. What is no status counts as 500.
    pub fn new(status: u16) -> Self {
        Self::answer(status, HeaderMap::new(), Bytes::new())
    }

    /// An answer with this status and a body of JSON.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        Self::answer(status, headers, body.into())
    }

    /// No answer, but a failure of this kind.
    pub fn failure(kind: FailureKind) -> Self {
        Self(Reply::Failure(kind))
    }

    /// Neither an answer nor a failure, ever.
    pub fn never() -> Self {
        Self(Reply::Never)
    }

    /// The same answer with this body.
    pub fn body(self, bytes: impl Into<Bytes>) -> Self {
        self.pieces([Ok(bytes.into())])
    }

    /// The same answer with a body that comes in these pieces. A failure breaks it off.
    pub fn pieces(mut self, body: impl IntoIterator<Item = Result<Bytes, FailureKind>>) -> Self {
        if let Reply::Answer { pieces, .. } = &mut self.0 {
            *pieces = body.into_iter().collect();
        }
        self
    }

    /// The same answer with a body that never ends: after its pieces, no more comes.
    pub fn stalling(mut self) -> Self {
        if let Reply::Answer { stalls, .. } = &mut self.0 {
            *stalls = true;
        }
        self
    }

    /// The same answer with this header too. What is no header is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Reply::Answer { headers, .. }, Ok(name), Ok(value)) =
            (&mut self.0, name.parse::<HeaderName>(), value.parse())
        {
            headers.append(name, value);
        }
        self
    }

    fn answer(status: u16, headers: HeaderMap, body: Bytes) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self(Reply::Answer { status, headers, pieces: VecDeque::from([Ok(body)]), stalls: false })
    }
}

type Piece = Result<Bytes, FailureKind>;

/// A body that comes piece by piece.
struct Pieces {
    pieces: VecDeque<Piece>,
    stalls: bool,
}

impl Body for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportFailure>> {
        Box::pin(async move {
            Yield(false).await;
            match self.pieces.pop_front() {
                None if self.stalls => pending().await,
                piece => piece.transpose().map_err(Into::into),
            }
        })
    }
}

/// Is ready when it is polled for the second time.
struct Yield(bool);

impl Future for Yield {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
