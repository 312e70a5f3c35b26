//! The course of a call: the token, the attempts, the waits between them, the time limits. Nothing here depends on a type of the API.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::AUTHORIZATION;

use super::api::OperationInfo;
use super::auth::{AccessToken, Tokens};
use super::budget::Budget;
use super::classify::Classify;
use super::clock::{Clock, Deadline, within};
use super::error::{self, ApiError, Error, TimeoutError, TransportError};
use super::layer::{Attempt, Layer, Next};
use super::response::{Head, Response};
use super::retry::{RetryPolicy, Situation};
use super::stream::{ByteStream, Source};
use super::trace::Trace;
use super::transport::{Body, FailureKind, Transport, TransportFailure, read_beginning, read_whole};

#[cfg(test)]
mod tests;

/// How long a call may take and how often it may be sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The time of the whole call.
    pub(super) timeout: Option<Duration>,
    /// The time of each attempt.
    pub(super) attempt_timeout: Option<Duration>,
    /// How often the request is sent again.
    pub(super) max_retries: u32,
    /// Whether sending the request twice does no more than sending it once.
    pub(super) idempotent: bool,
}

/// What sends requests until one is answered for good.
pub(super) struct Sender {
    pub(super) transport: Arc<dyn Transport>,
    /// What stands before the transport, the outermost first.
    pub(super) layers: Vec<Arc<dyn Layer>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) retry: RetryPolicy,
    pub(super) classify: Option<Arc<dyn Classify>>,
    pub(super) budget: Budget,
    pub(super) max_response_size: usize,
}

impl Sender {
    /// Sends a request and gives the answer if it is a success.
    pub(super) async fn send(
        &self,
        operation: &'static OperationInfo,
        request: http::Request<Bytes>,
        limits: Limits,
        tokens: Option<&Tokens>,
    ) -> Result<Response<Bytes>, Error> {
        let Response { head, value } =
            self.receive(operation, request, limits, tokens, Reading::Whole).await?;
        Ok(Response { head, value: value.read })
    }

    /// The same, but gives the answer as soon as its headers are there. The time of the whole call ends with that, and the time of one
    /// attempt holds for each piece of the body.
    pub(super) async fn open(
        &self,
        operation: &'static OperationInfo,
        request: http::Request<Bytes>,
        limits: Limits,
        tokens: Option<&Tokens>,
    ) -> Result<Response<ByteStream>, Error> {
        let Response { head, value } =
            self.receive(operation, request, limits, tokens, Reading::Open).await?;
        let source = Source {
            operation,
            attempts: head.attempts,
            clock: Arc::clone(&self.clock),
            limit: limits.attempt_timeout,
            max_size: self.max_response_size,
            resume: None,
        };
        let body = value.rest.unwrap_or_else(|| Box::new(value.read));
        Ok(Response { head, value: ByteStream::new(body, source) })
    }

    async fn receive(
        &self,
        operation: &'static OperationInfo,
        request: http::Request<Bytes>,
        limits: Limits,
        tokens: Option<&Tokens>,
        reading: Reading,
    ) -> Result<Response<Received>, Error> {
        let began = self.clock.elapsed();
        let (attempts, retries, last) = (0, 0, None);
        let trace = &Trace::new(operation, request.uri());
        let mut course = Course {
            sender: self,
            operation,
            limits,
            reading,
            tokens,
            trace,
            began,
            attempts,
            retries,
            last,
        };
        let outcome = trace.follow(course.run(&request)).await;
        trace.end(course.attempts, outcome.as_ref().map(|response| response.head.status));
        outcome
    }

    /// Sends a request once and reads the answer; `None` if that is not there within `limit`.
    ///
    /// The body of one that is no success is cut off at the bound for those, and when its time is up: the status says enough.
    async fn exchange(
        &self,
        attempt: Attempt,
        reading: Reading,
        limit: Option<Duration>,
    ) -> Option<Exchanged> {
        let mut deadline = Deadline::new(&*self.clock, limit);
        let next = Next { layers: &self.layers, transport: &*self.transport };
        let (parts, mut body) = match deadline.wait_for(next.send(attempt)).await? {
            Ok(answer) => answer.into_parts(),
            Err(failure) => return Some(Err(failure)),
        };
        let (mut read, mut rest) = (Bytes::new(), None);
        if !parts.status.is_success() {
            let bound = error::MAX_BODY.min(self.max_response_size);
            let mut beginning = BytesMut::new();
            deadline.wait_for(read_beginning(&mut *body, bound, &mut beginning)).await;
            read = beginning.freeze();
        } else if let Reading::Open = reading {
            rest = Some(body);
        } else {
            match deadline.wait_for(read_whole(&mut *body, self.max_response_size)).await? {
                Ok(whole) => read = whole,
                Err(failure) => return Some(Err(failure)),
            }
        }
        Some(Ok((parts, Received { read, rest })))
    }
}

/// The head of an answer and what has been read of it, or why there is none.
type Exchanged = Result<(http::response::Parts, Received), TransportFailure>;

/// How much of a successful answer is read before it is given.
#[derive(Clone, Copy)]
enum Reading {
    /// All of it.
    Whole,
    /// Its headers: the body is left open.
    Open,
}

/// The body of an answer.
struct Received {
    /// What has been read of it.
    read: Bytes,
    /// What has not been, if it was left open.
    rest: Option<Box<dyn Body>>,
}

/// A call under way.
struct Course<'a> {
    sender: &'a Sender,
    operation: &'static OperationInfo,
    limits: Limits,
    reading: Reading,
    tokens: Option<&'a Tokens>,
    trace: &'a Trace<'a>,
    /// When it began, by the clock's `elapsed`.
    began: Duration,
    attempts: u32,
    retries: u32,
    /// Why the last attempt failed.
    last: Option<Error>,
}

impl Course<'_> {
    /// Sends the request until it is answered for good.
    async fn run(&mut self, request: &http::Request<Bytes>) -> Result<Response<Received>, Error> {
        let mut renewed = false;
        let mut token = self.token().await?;
        loop {
            let error = match self.attempt(request, token.as_ref()).await? {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            // The server has refused the token, not acted on the request: with another token, any request can be sent again.
            if let (Some(tokens), Some(rejected), Some(StatusCode::UNAUTHORIZED)) =
                (self.tokens, &token, error.status())
                && !renewed
            {
                renewed = true;
                tokens.invalidate(rejected);
                let fresh = self.token().await?;
                if fresh.as_ref().is_some_and(|fresh| !fresh.is_same(rejected)) {
                    token = fresh;
                    self.last = Some(error);
                    continue;
                }
            }
            self.wait(error).await?;
            token = self.token().await?;
        }
    }

    /// The token to send, if one is to be sent.
    async fn token(&mut self) -> Result<Option<AccessToken>, Error> {
        let Some(tokens) = self.tokens else { return Ok(None) };
        match within(&*self.sender.clock, self.left(), tokens.token()).await {
            None => Err(self.timed_out()),
            Some(Ok(token)) => Ok(Some(token)),
            Some(Err(error)) => Err(Error::Auth(Box::new(error))),
        }
    }

    /// Sends the request once. The outer error ends the call, the inner one may be followed by another attempt.
    async fn attempt(
        &mut self,
        request: &http::Request<Bytes>,
        token: Option<&AccessToken>,
    ) -> Result<Result<Response<Received>, Error>, Error> {
        let mut request = request.clone();
        if let (Some(tokens), Some(token)) = (self.tokens, token) {
            let value = tokens.header(token).map_err(|error| Error::Auth(Box::new(error)))?;
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        let left = self.left();
        if left.is_some_and(|left| left.is_zero()) {
            return Err(self.timed_out());
        }
        let limit = self.limits.attempt_timeout.into_iter().chain(left).min();
        self.attempts += 1;
        let began = self.elapsed();
        let attempt = Attempt { operation: self.operation, number: self.attempts, request };
        let outcome = match self.sender.exchange(attempt, self.reading, limit).await {
            None if limit == left => {
                let error = self.timed_out();
                self.trace.attempt(self.attempts, Err(&error), self.elapsed().saturating_sub(began));
                return Err(error);
            }
            None => Err(self.no_answer(FailureKind::Timeout.into())),
            Some(Err(failure)) => Err(self.no_answer(failure)),
            Some(Ok((parts, body))) => {
                let head = Head::new(self.operation, parts, self.attempts, self.sender.clock.now());
                if head.status.is_success() {
                    self.sender.budget.deposit();
                    Ok(Response { head, value: body })
                } else {
                    Err(Error::Api(Box::new(ApiError::new(head, body.read))))
                }
            }
        };
        let told = outcome.as_ref().map(|response| response.head.status);
        self.trace.attempt(self.attempts, told, self.elapsed().saturating_sub(began));
        Ok(outcome)
    }

    /// Waits until the next attempt is due, or gives back the error if none is to be made.
    async fn wait(&mut self, error: Error) -> Result<(), Error> {
        let situation = Situation {
            retries: self.retries,
            max_retries: self.limits.max_retries,
            idempotent: self.limits.idempotent,
            now: self.sender.clock.now(),
            classify: self.sender.classify.as_deref(),
        };
        match self.sender.retry.delay(&error, &situation) {
            Some(delay)
                if self.left().is_none_or(|left| delay < left) && self.sender.budget.withdraw(&error) =>
            {
                self.sender.clock.sleep(delay).await;
                self.retries += 1;
                self.last = Some(error);
                Ok(())
            }
            _ => Err(error),
        }
    }

    fn elapsed(&self) -> Duration {
        self.sender.clock.elapsed().saturating_sub(self.began)
    }

    /// What is left of the time of the whole call, if that is limited.
    fn left(&self) -> Option<Duration> {
        self.limits.timeout.map(|timeout| timeout.saturating_sub(self.elapsed()))
    }

    fn timed_out(&mut self) -> Error {
        Error::Timeout(Box::new(TimeoutError {
            operation: self.operation,
            elapsed: self.elapsed(),
            attempts: self.attempts,
            last: self.last.take(),
        }))
    }

    fn no_answer(&self, failure: TransportFailure) -> Error {
        let Self { operation, attempts, .. } = *self;
        Error::Transport(Box::new(TransportError { operation, attempts, failure }))
    }
}
