//! `text/event-stream` as a stream of typed events (HTML Standard, section 9.2, "Server-sent events").

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::api::OperationInfo;
use super::error::{DecodeError, Error, MAX_BODY};
use super::media_type::MediaType;
use super::rate_limit::RateLimit;
use super::response::{Head, Response, head_accessors};
use super::stream::ByteStream;
use super::transport::FailureKind;
use super::wire::{Decode, ReadError, Tape, from_slice, with_member};

mod parser;
mod resume;

#[cfg(test)]
mod tests;

use self::parser::{Parser, RawEvent};
use self::resume::Connecting;
pub(super) use self::resume::Resume;

/// What an operation's third type is if it answers with no events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEvents {}

/// The media type of a stream of events.
pub(super) const EVENT_STREAM: &str = "text/event-stream";

/// The data that ends a stream without being an event: APIs that stream the answers of language models send it.
const END: &str = "[DONE]";

/// One event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it carries: its `data` as JSON, or as a string where that is no JSON.
    pub data: T,
    /// The name of its kind, if it states one.
    pub event: Option<String>,
    /// The last `id` so far, which may be that of an earlier event.
    pub id: Option<String>,
}

/// The events of an answer as they come, each with data of type `T`.
///
/// An event whose data cannot be read is an [`Error::Decode`], and the next may be fine. Anything else that goes wrong ends the stream,
/// as does the data `[DONE]`. No event may be larger than the client's `max_response_size`, and no line larger than 1 MiB. There is no
/// limit of time between events.
///
/// Where events have ids and the request is a GET, the stream outlives its connection: when that breaks or the server ends it, the
/// request is sent again with `Last-Event-ID`, after 1 s or as long as the server asks to wait. A status of 204 ends the stream, as do
/// five connections in a row that bring no event. [`no_reconnect`](Self::no_reconnect) turns this off.
#[must_use = "nothing is read until it is asked for"]
pub struct EventStream<T> {
    head: Head,
    bytes: ByteStream,
    piece: Bytes,
    parser: Parser,
    /// The member of the data that the name of the event stands for.
    tag: Option<&'static str>,
    /// What to send to go on after the connection has ended, unless that is not to be.
    resume: Option<Box<Resume>>,
    connecting: Option<Connecting>,
    is_ended: bool,
    data: PhantomData<fn() -> T>,
}

impl<T> EventStream<T> {
    /// The events of an answer. The name of an event stands for the member `tag` of its data, should that lack it.
    pub(super) fn new(answer: Response<ByteStream>, tag: Option<&'static str>) -> Self {
        let Response { head, value: mut bytes } = answer;
        let resume = bytes.source.resume.take().map(Box::new);
        bytes.source.limit = None;
        let parser = Parser::new(bytes.source.max_size);
        Self {
            head,
            bytes,
            piece: Bytes::new(),
            parser,
            tag,
            resume,
            connecting: None,
            is_ended: false,
            data: PhantomData,
        }
    }

    head_accessors!(head);

    /// The same stream, but it ends with its connection.
    pub fn no_reconnect(mut self) -> Self {
        self.resume = None;
        self
    }

    /// The `id` to go on from after the connection broke: that of the last event that was complete.
    pub fn last_event_id(&self) -> Option<&str> {
        Some(self.parser.last_id.as_str()).filter(|id| !id.is_empty())
    }

    /// How long the server asks to wait before connecting again, if it does.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry
    }
}

impl<T: Decode> EventStream<T> {
    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn read(&self, raw: RawEvent) -> Result<Event<T>, Error> {
        let data = decode(&raw, self.tag).map_err(|source| {
            Error::Decode(Box::new(DecodeError { head: self.head.clone(), body: raw.data.into(), source }))
        })?;
        let event = Some(raw.event).filter(|event| !event.is_empty());
        Ok(Event { data, event, id: self.last_event_id().map(str::to_owned) })
    }
}

impl<T> EventStream<T> {
    /// Begins to connect again, if that is possible and was not tried too often.
    fn reconnect(&mut self) -> bool {
        let last_id = self.parser.last_id.as_str();
        let resume = self.resume.as_mut().filter(|_| !last_id.is_empty());
        self.connecting = resume.and_then(|resume| resume.connect(last_id, self.parser.retry));
        self.connecting.is_some()
    }

    /// Goes on with another connection, unless the server says that there is nothing more.
    fn resume(&mut self, answer: Response<ByteStream>) {
        let Response { head, value: mut bytes } = answer;
        bytes.source.limit = None;
        self.is_ended = head.status == StatusCode::NO_CONTENT;
        (self.head, self.bytes, self.piece) = (head, bytes, Bytes::new());
        self.parser.restart();
    }
}

impl<T: Decode> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.is_ended {
            if let Some(connecting) = &mut this.connecting {
                let Poll::Ready(connected) = connecting.as_mut().poll(context) else { return Poll::Pending };
                this.connecting = None;
                match connected {
                    Ok(answer) => this.resume(answer),
                    Err(error) if error.is_retryable() && this.reconnect() => {}
                    Err(error) => {
                        this.is_ended = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                continue;
            }
            match this.parser.event(&mut this.piece) {
                Ok(Some(raw)) if raw.data == END => break,
                Ok(Some(raw)) => {
                    if let Some(resume) = &mut this.resume {
                        resume.reconnects = 0;
                    }
                    return Poll::Ready(Some(this.read(raw)));
                }
                Ok(None) => {}
                Err(_) => {
                    this.is_ended = true;
                    return Poll::Ready(Some(Err(this.bytes.source.failed(FailureKind::TooLarge.into()))));
                }
            }
            match Pin::new(&mut this.bytes).poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => this.piece = piece,
                Poll::Ready(None | Some(Err(_))) if this.reconnect() => {}
                Poll::Ready(Some(Err(error))) => {
                    this.is_ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => break,
            }
        }
        this.is_ended = true;
        Poll::Ready(None)
    }
}

/// The same answer, unless it says that it is something else than events.
pub(super) async fn events_of(answer: Response<ByteStream>) -> Result<Response<ByteStream>, Error> {
    let stated = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(MediaType::new);
    let found = match stated {
        Some(media_type) if media_type.is_json() => "JSON",
        Some(media_type) if media_type.is_html() => "a page of HTML",
        _ => return Ok(answer),
    };
    let Response { head, value } = answer;
    let body = value.beginning(MAX_BODY).await;
    let source = ReadError::mismatch("a stream of events", found);
    Err(Error::Decode(Box::new(DecodeError { head, body, source })))
}

/// The data of an event as JSON, or as a string where it is none.
fn decode<T: Decode>(raw: &RawEvent, tag: Option<&str>) -> Result<T, ReadError> {
    let text = raw.data.as_bytes();
    let read = match tag.filter(|_| !raw.event.is_empty()) {
        Some(tag) => from_slice(&with_member(text, tag, &raw.event)),
        None => from_slice(text),
    };
    read.or_else(|error| {
        let mut tape = Tape::new();
        tape.string(&raw.data);
        T::decode(tape.root()).map_err(|_| error)
    })
}

/// Shows the head alone.
impl<T> Debug for EventStream<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("head", &self.head).finish_non_exhaustive()
    }
}
