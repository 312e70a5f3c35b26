//! A call of an operation: what it was given, until it is awaited.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Formatter};
use std::future::ready;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::answer::ResponseBody;
use super::api::{BodyFormat, Method, OperationInfo};
use super::auth::Tokens;
use super::body::{RequestBody, ToBody, ToMultipart};
use super::client::Client;
use super::error::{Error, InvalidRequest};
use super::events::{EVENT_STREAM, EventStream, NoEvents, Resume, events_of};
use super::pages::NoPages;
use super::parameter::{NoParams, Parameter};
use super::request::Arguments;
use super::response::Response;
use super::stream::ByteStream;
use super::transport::BoxFuture;
use super::wire::{Decode, Encode, to_vec};

#[cfg(test)]
mod tests;

/// A call of an operation that answers with a `T` and takes the optional parameters `P`. Awaiting it sends it and gives the value; before
/// that, options can be chained.
///
/// It borrows its arguments, and writes them down when it is turned into a future: the future borrows nothing and can be spawned.
/// [`send`](Self::send) gives what came with the value too, [`send_bytes`](Self::send_bytes) the body as it came. Dropping the future
/// stops everything; the server may still act on what was sent.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, T, P = NoParams, E = NoEvents, G = NoPages> {
    pub(super) arguments: Arguments<'a>,
    types: PhantomData<Types<T, P, E, G>>,
}

/// What a call takes, and what it gives.
type Types<T, P, E, G> = fn(&P) -> (T, E, G);

impl<'a, T, P, E, G> Call<'a, T, P, E, G> {
    /// A call of an operation.
    pub fn new(client: &Client, operation: &'static OperationInfo) -> Self {
        Self { arguments: Arguments::new(client, operation), types: PhantomData }
    }

    /// Sends it to the server of this name among those that the API has for single operations.
    pub fn server(mut self, name: &'static str) -> Self {
        self.arguments.server = Some(name);
        self
    }

    /// Gives the parameter of this name its value, as the operation says it is written. It is written at once, so nothing is borrowed.
    ///
    /// A value given before is replaced; null takes it back. Where the operation has the name in several locations, each call fills the
    /// next. A parameter that the operation does not have is added to the query. In the path, a value that is empty, `.` or `..` would
    /// name another path and is an error, as is a value that the parameter's style cannot express.
    pub fn parameter(mut self, name: &'static str, value: &(impl Encode + ?Sized)) -> Self {
        self.arguments.parameters.set(self.arguments.operation.parameters, name, &value);
        self
    }

    /// Gives the optional parameters that are there in `params`, in their order.
    ///
    /// Given twice, the later value of each parameter counts, and those that only the earlier has stay; null takes a value back. Further
    /// members, which the operation does not have as parameters, are added to the query.
    pub fn params(mut self, params: &P) -> Self
    where
        P: Encode,
    {
        self.arguments.parameters.set_all(self.arguments.operation.parameters, params);
        self
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static OperationInfo {
        self.arguments.operation
    }

    /// Replaces the path of the operation.
    pub(super) fn at(mut self, path: Cow<'a, str>) -> Self {
        self.arguments.raw_path = Some(path);
        self
    }

    /// Gives the body as a value, which is sent as JSON, or as whatever else the operation takes in place of that.
    pub fn body(self, value: &'a (impl Encode + Sync + ?Sized)) -> Self {
        self.with(RequestBody::value(value))
    }

    /// Adds a member to the body, which must be a JSON object without a member of that name: for what the API takes and its description
    /// lacks.
    pub fn body_property(mut self, name: impl Into<String>, value: &(impl Encode + ?Sized)) -> Self {
        self.arguments.body_properties.push((name.into(), to_vec(&value)));
        self
    }

    /// Gives the body as the parts of `multipart/form-data`.
    pub fn multipart(self, value: &'a (dyn ToMultipart + Sync)) -> Self {
        self.with(RequestBody::Multipart(value))
    }

    /// Gives the body as text, which is sent in UTF-8.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.with(RequestBody::Text(text.into().into()))
    }

    /// Gives the body as bytes, which are sent as they are.
    pub fn bytes(self, bytes: impl Into<Bytes>) -> Self {
        self.with(RequestBody::Bytes(bytes.into()))
    }

    /// Gives the body as one of several that the operation takes, which says of itself how it is written.
    pub fn any_body(mut self, value: &'a dyn ToBody) -> Self {
        let (media_type, body) = value.to_body();
        self.arguments.wanted.alternative = Some(media_type);
        self.with(body)
    }

    fn with(mut self, body: RequestBody<'a>) -> Self {
        self.arguments.body = body;
        self
    }

    /// Sets an option of the API that is sent as a header. It is an error if the operation does not take it.
    pub fn header_option(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.header_options.push((name, value.into()));
        self
    }

    /// Sets a header, in place of what the client would send. Those that say what the body is, where it goes and for whom
    /// (`Authorization`, `Host`, `Content-Type`, `Content-Length`, `Transfer-Encoding`, `Connection`) cannot be set.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a pair to the query, after those of the operation's parameters.
    pub fn query(mut self, name: impl Into<String>, value: impl Display) -> Self {
        self.arguments.query.push((name.into(), value.to_string()));
        self
    }

    /// Sends the body as a form. It is an error if the operation does not take one.
    pub fn form(self) -> Self {
        self.body_format(BodyFormat::Form)
    }

    /// States how members of the body are written in a form: as parameters of the query with these names would be. Others are written as
    /// forms have it by default, objects as JSON.
    pub fn form_styles(mut self, styles: &'static [Parameter]) -> Self {
        self.arguments.wanted.styles = styles;
        self
    }

    /// Sends the body in this format. It is an error if the operation does not take it.
    pub fn body_format(mut self, format: BodyFormat) -> Self {
        self.arguments.wanted.format = Some(format);
        self
    }

    /// Sends the body as this media type, which goes into `Content-Type` with its parameters. It is an error if the operation does not
    /// take it. It must be given where the operation takes a range such as `image/*`.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.arguments.wanted.media_type = Some(media_type.into());
        self
    }

    /// Limits the time of the whole call: the token, all attempts, and the waits between them. `None` lifts the limit.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.arguments.limits.timeout = limit.into();
        self
    }

    /// Limits the time of each attempt, until the body of its answer is there. `None` lifts the limit.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.arguments.limits.attempt_timeout = limit.into();
        self
    }

    /// Sets how often the request is sent again at most. More than 10 count as 10.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.arguments.limits.max_retries = retries;
        self
    }

    /// States whether sending this request twice does no more than sending it once, which decides when it is sent again.
    ///
    /// By default that follows from the method: it is so for all but POST and PATCH.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.arguments.limits.idempotent = idempotent;
        self
    }

    /// The call as a future of the value and of what comes with it.
    pub fn send(self) -> CallFuture<Response<T>>
    where
        T: ResponseBody,
    {
        CallFuture(Course::Whole(self.arguments.send(), Response::decode))
    }

    /// The call as a future of the body as it came, and of what comes with it. An answer that is no success is an error here too.
    pub fn send_bytes(self) -> CallFuture<Response<Bytes>> {
        CallFuture(Course::Whole(self.arguments.send(), Ok))
    }

    /// The call as a future of the body as it comes, which need not fit into memory, and of what comes with it.
    ///
    /// The limit of the whole call ends when the headers are there; that of one attempt then holds for each piece. The request is sent
    /// again only as long as there are no headers.
    pub fn send_stream(self) -> CallFuture<Response<ByteStream>> {
        CallFuture(Course::Open(self.arguments.open(), |answer, _| Ok(answer), None))
    }

    /// The call as a future of the events that the operation can answer with in place of its value. Many an operation has a member of
    /// its request that asks for them, which is to be set too.
    pub fn events(self) -> CallFuture<EventStream<E>>
    where
        E: Decode,
    {
        self.arguments.events()
    }

    /// States which member of the data of events their name stands for.
    pub fn event_tag(mut self, member: &'static str) -> Self {
        self.arguments.event_tag = Some(member);
        self
    }
}

impl<T: ResponseBody, P, E, G> IntoFuture for Call<'_, T, P, E, G> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> CallFuture<T> {
        let finish = |response: Response<Bytes>| Ok(response.decode()?.into_value());
        CallFuture(Course::Whole(self.arguments.send(), finish))
    }
}

/// Awaiting a call that answers with nothing but events gives them as they come.
impl<E: Decode, P> IntoFuture for Call<'_, EventStream<E>, P> {
    type Output = Result<EventStream<E>, Error>;
    type IntoFuture = CallFuture<EventStream<E>>;

    fn into_future(self) -> CallFuture<EventStream<E>> {
        self.arguments.events()
    }
}

/// Shows the operation alone: what was given to it may hold secrets.
impl<T, P, E, G> Debug for Call<'_, T, P, E, G> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.arguments.operation).finish_non_exhaustive()
    }
}

impl Arguments<'_> {
    /// Writes the request down, and sends it when the future is polled.
    fn send(mut self) -> Answer<Bytes> {
        match self.prepare() {
            Ok((request, tokens)) => self.send_prepared(request, tokens),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    /// Sends a request of the call when the future is polled.
    pub(super) fn send_prepared(
        &self,
        request: http::Request<Bytes>,
        tokens: Option<Arc<Tokens>>,
    ) -> Answer<Bytes> {
        let (inner, operation, limits) = (Arc::clone(&self.client.inner), self.operation, self.limits);
        Box::pin(async move { inner.sender.send(operation, request, limits, tokens.as_deref()).await })
    }

    /// Like [`send`](Self::send), with the body of the answer left open.
    fn open(mut self) -> Answer<ByteStream> {
        let operation = self.operation;
        let (request, tokens) = match self.prepare() {
            Ok(prepared) => prepared,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let (inner, limits) = (Arc::clone(&self.client.inner), self.limits);
        Box::pin(async move { inner.sender.open(operation, request, limits, tokens.as_deref()).await })
    }

    /// The same, asking for events.
    fn events<E>(mut self) -> CallFuture<EventStream<E>> {
        let tag = self.event_tag;
        self.accept = Some(EVENT_STREAM);
        let (operation, inner, limits) = (self.operation, Arc::clone(&self.client.inner), self.limits);
        let events: Answer<ByteStream> = match self.prepare() {
            Err(error) => Box::pin(ready(Err(error))),
            Ok((request, tokens)) => Box::pin(async move {
                let again = (operation.method == Method::Get).then(|| request.clone());
                let answer = inner.sender.open(operation, request, limits, tokens.as_deref()).await?;
                let mut answer = events_of(answer).await?;
                answer.value.source.resume =
                    again.map(|request| Resume { inner, operation, request, limits, tokens, reconnects: 0 });
                Ok(answer)
            }),
        };
        CallFuture(Course::Open(events, |answer, tag| Ok(EventStream::new(answer, tag)), tag))
    }

    /// The request, and where its token comes from, if it is sent with one.
    pub(super) fn prepare(&mut self) -> Result<(http::Request<Bytes>, Option<Arc<Tokens>>), Error> {
        let (inner, operation) = (Arc::clone(&self.client.inner), self.operation);
        let chosen = inner.credentials.choose(operation).map_err(|error| Error::Auth(Box::new(error)))?;
        let request = self
            .encode(&chosen)
            .map_err(|fault| Error::InvalidRequest(Box::new(InvalidRequest::new(operation, fault))))?;
        Ok((request, chosen.tokens()))
    }
}

pub(super) type Answer<T> = BoxFuture<'static, Result<Response<T>, Error>>;

/// A call under way. It borrows nothing; dropping it stops everything.
#[must_use = "a future does nothing unless it is polled"]
pub struct CallFuture<T>(Course<T>);

/// Until when a call runs, and what its answer is made into.
enum Course<T> {
    Whole(Answer<Bytes>, fn(Response<Bytes>) -> Result<T, Error>),
    Open(Answer<ByteStream>, Opened<T>, Option<&'static str>),
}

/// Takes what an operation says of its events, too.
type Opened<T> = fn(Response<ByteStream>, Option<&'static str>) -> Result<T, Error>;

impl<T> Future for CallFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Course::Whole(answer, finish) => {
                let finish = *finish;
                answer.as_mut().poll(context).map(|answer| answer.and_then(finish))
            }
            Course::Open(answer, finish, tag) => {
                let (finish, tag) = (*finish, *tag);
                answer.as_mut().poll(context).map(|answer| finish(answer?, tag))
            }
        }
    }
}

impl<T> Debug for CallFuture<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
