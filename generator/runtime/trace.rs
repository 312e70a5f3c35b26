//! What `tracing` is told of a call: a span for it and an event for each attempt, with the names of OpenTelemetry's semantic
//! conventions for HTTP. Values of parameters, headers and bodies are never told. Without feature `tracing`, nothing is.

use std::time::Duration;

use http::{StatusCode, Uri};

use super::api::OperationInfo;
use super::error::Error;
#[cfg(feature = "tracing")]
use super::transport::FailureKind;

#[cfg(test)]
mod tests;

/// What follows one call.
pub(super) struct Trace<'a> {
    #[cfg(feature = "tracing")]
    operation: &'static OperationInfo,
    #[cfg(feature = "tracing")]
    url: &'a Uri,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
    #[cfg(not(feature = "tracing"))]
    url: std::marker::PhantomData<&'a Uri>,
}

#[cfg(feature = "tracing")]
impl<'a> Trace<'a> {
    pub(super) fn new(operation: &'static OperationInfo, url: &'a Uri) -> Self {
        use tracing::field::Empty;
        let span = tracing::info_span!(
            "call",
            "otel.name" = %operation,
            "otel.kind" = "client",
            "http.request.method" = operation.method.as_str(),
            "url.template" = operation.template,
            "server.address" = url.host(),
            "server.port" = port(url),
            "http.request.resend_count" = Empty,
            "http.response.status_code" = Empty,
            "error.type" = Empty,
        );
        Self { operation, url, span }
    }

    /// Runs the call within its span.
    pub(super) fn follow<F: Future>(&self, call: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(call, self.span.clone())
    }

    /// Tells of the attempt of this number, which took so long.
    pub(super) fn attempt(&self, number: u32, outcome: Result<StatusCode, &Error>, took: Duration) {
        let status = status(outcome);
        tracing::debug!(
            parent: &self.span,
            http.request.method = self.operation.method.as_str(),
            url.template = self.operation.template,
            server.address = self.url.host(),
            server.port = port(self.url),
            http.request.resend_count = resent(number),
            http.response.status_code = status.map(|status| status.as_u16()),
            "error.type" = kind(outcome, status.as_ref()),
            duration = took.as_secs_f64(),
            "attempt"
        );
    }

    /// Tells how the call ended, after so many attempts.
    pub(super) fn end(&self, attempts: u32, outcome: Result<StatusCode, &Error>) {
        let status = status(outcome);
        self.span.record("http.request.resend_count", resent(attempts));
        self.span.record("http.response.status_code", status.map(|status| status.as_u16()));
        self.span.record("error.type", kind(outcome, status.as_ref()));
    }
}

#[cfg(not(feature = "tracing"))]
#[expect(clippy::unused_self, reason = "there is nobody to tell")]
impl<'a> Trace<'a> {
    pub(super) fn new(_operation: &'static OperationInfo, _url: &'a Uri) -> Self {
        Self { url: std::marker::PhantomData }
    }

    pub(super) fn follow<F: Future>(&self, call: F) -> F {
        call
    }

    pub(super) fn attempt(&self, _number: u32, _outcome: Result<StatusCode, &Error>, _took: Duration) {}

    pub(super) fn end(&self, _attempts: u32, _outcome: Result<StatusCode, &Error>) {}
}

#[cfg(feature = "tracing")]
fn port(url: &Uri) -> u16 {
    let usual = if url.scheme() == Some(&http::uri::Scheme::HTTP) { 80 } else { 443 };
    url.port_u16().unwrap_or(usual)
}

/// How often the request was sent again, if it was.
#[cfg(feature = "tracing")]
fn resent(attempts: u32) -> Option<u32> {
    Some(attempts.saturating_sub(1)).filter(|resent| *resent > 0)
}

#[cfg(feature = "tracing")]
fn status(outcome: Result<StatusCode, &Error>) -> Option<StatusCode> {
    outcome.map_or_else(Error::status, Some)
}

/// The kind of failure, of which there are few: the status of an answer, as the conventions have it, or a word.
#[cfg(feature = "tracing")]
fn kind<'s>(outcome: Result<StatusCode, &Error>, status: Option<&'s StatusCode>) -> Option<&'s str> {
    Some(match outcome.err()? {
        Error::Transport(error) => match error.kind() {
            FailureKind::Connect => "connect",
            FailureKind::Timeout => "timeout",
            FailureKind::Tls => "tls",
            FailureKind::Io => "io",
            FailureKind::TooLarge => "too_large",
            FailureKind::Other => "_OTHER",
        },
        Error::Timeout(_) => "timeout",
        Error::Auth(_) => "auth",
        Error::Api(_) | Error::InvalidRequest(_) | Error::Decode(_) | Error::Paging(_) => {
            status.map_or("_OTHER", StatusCode::as_str)
        }
    })
}
