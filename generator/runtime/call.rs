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
use super::api::{BodyFormat, OperationInfo};
use super::body::{RequestBody, ToMultipart};
use super::client::Client;
use super::error::{Error, InvalidRequest};
use super::parameter::NoParams;
use super::request::Arguments;
use super::response::Response;
use super::transport::BoxFuture;
use super::wire::Encode;

#[cfg(test)]
mod tests;

/// A call of an operation that answers with a `T` and takes the optional parameters `P`. Awaiting it sends it and gives the value; before
/// that, options can be chained.
///
/// It borrows its arguments, and writes them down when it is turned into a future: the future borrows nothing and can be spawned.
/// [`send`](Self::send) gives what came with the value too, [`send_bytes`](Self::send_bytes) the body as it came. Dropping the future
/// stops everything; the server may still act on what was sent.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, T, P = NoParams> {
    arguments: Arguments<'a>,
    types: PhantomData<fn(&P) -> T>,
}

impl<'a, T, P> Call<'a, T, P> {
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

    /// Replaces the path of the operation.
    pub(super) fn at(mut self, path: Cow<'a, str>) -> Self {
        self.arguments.raw_path = Some(path);
        self
    }

    /// Gives the body as a value, which is sent as JSON, or as whatever else the operation takes in place of that.
    pub fn body(self, value: &'a (dyn Encode + Sync)) -> Self {
        self.with(RequestBody::Value(value))
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
        CallFuture { answer: self.arguments.send(), finish: Response::decode }
    }

    /// The call as a future of the body as it came, and of what comes with it. An answer that is no success is an error here too.
    pub fn send_bytes(self) -> CallFuture<Response<Bytes>> {
        CallFuture { answer: self.arguments.send(), finish: Ok }
    }
}

impl<T: ResponseBody, P> IntoFuture for Call<'_, T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> CallFuture<T> {
        let finish = |response: Response<Bytes>| Ok(response.decode()?.into_value());
        CallFuture { answer: self.arguments.send(), finish }
    }
}

/// Shows the operation alone: what was given to it may hold secrets.
impl<T, P> Debug for Call<'_, T, P> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.arguments.operation).finish_non_exhaustive()
    }
}

impl Arguments<'_> {
    /// Writes the request down, and sends it when the future is polled.
    fn send(mut self) -> BoxFuture<'static, Result<Response<Bytes>, Error>> {
        let operation = self.operation;
        let inner = Arc::clone(&self.client.inner);
        let chosen = match inner.credentials.choose(operation) {
            Ok(chosen) => chosen,
            Err(error) => return Box::pin(ready(Err(Error::Auth(Box::new(error))))),
        };
        let request = match self.encode(&chosen) {
            Ok(request) => request,
            Err(fault) => {
                let error = InvalidRequest::new(operation, fault);
                return Box::pin(ready(Err(Error::InvalidRequest(Box::new(error)))));
            }
        };
        let (limits, tokens) = (self.limits, chosen.tokens());
        Box::pin(async move { inner.sender.send(operation, request, limits, tokens.as_deref()).await })
    }
}

/// A call under way. It borrows nothing; dropping it stops everything.
#[must_use = "a future does nothing unless it is polled"]
pub struct CallFuture<T> {
    answer: BoxFuture<'static, Result<Response<Bytes>, Error>>,
    finish: fn(Response<Bytes>) -> Result<T, Error>,
}

impl<T> Future for CallFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context).map(|answer| answer.and_then(self.finish))
    }
}

impl<T> Debug for CallFuture<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
