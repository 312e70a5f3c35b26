//! Going on with a stream of events after its connection has ended.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use super::super::api::OperationInfo;
use super::super::auth::Tokens;
use super::super::client::Inner;
use super::super::error::Error;
use super::super::response::Response;
use super::super::sender::Limits;
use super::super::stream::ByteStream;
use super::super::transport::BoxFuture;
use super::events_of;

/// What tells the server where to go on (HTML Standard, section 9.2.4).
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// How often in a row a connection is made again without an event coming.
const MAX_RECONNECTS: u32 = 5;

/// How long to wait before that if the server does not say.
const DELAY: Duration = Duration::from_secs(1);

/// The request that a stream answers, to be sent again from where the stream ended.
pub(in super::super) struct Resume {
    pub(in super::super) inner: Arc<Inner>,
    pub(in super::super) operation: &'static OperationInfo,
    pub(in super::super) request: http::Request<Bytes>,
    pub(in super::super) limits: Limits,
    pub(in super::super) tokens: Option<Arc<Tokens>>,
    /// How often it was sent since the last event.
    pub(in super::super) reconnects: u32,
}

/// A new connection under way.
pub(super) type Connecting = BoxFuture<'static, Result<Response<ByteStream>, Error>>;

impl Resume {
    /// Connects again after `delay` and goes on after the event of this id; `None` if it was tried often enough, or no header can carry
    /// the id.
    pub(super) fn connect(&mut self, last_id: &str, delay: Option<Duration>) -> Option<Connecting> {
        if self.reconnects >= MAX_RECONNECTS {
            return None;
        }
        let id = HeaderValue::from_bytes(last_id.as_bytes()).ok()?;
        self.reconnects += 1;
        let mut request = self.request.clone();
        request.headers_mut().insert(LAST_EVENT_ID, id);
        let (inner, tokens) = (Arc::clone(&self.inner), self.tokens.clone());
        let (operation, limits) = (self.operation, self.limits);
        Some(Box::pin(async move {
            inner.sender.clock.sleep(delay.unwrap_or(DELAY)).await;
            events_of(inner.sender.open(operation, request, limits, tokens.as_deref()).await?).await
        }))
    }
}
