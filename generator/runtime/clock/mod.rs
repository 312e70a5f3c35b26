//! Time: everything that waits, waits through a [`Clock`].

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::transport::BoxFuture;

#[cfg(test)]
mod tests;

#[cfg(feature = "reqwest")]
mod tokio;

#[cfg(feature = "reqwest")]
pub use self::tokio::TokioClock;

/// Where the client gets its time from: the seam to the async runtime, and to tests.
pub trait Clock: Send + Sync {
    /// The time of day, which may jump. Tokens and dates in headers go by it.
    fn now(&self) -> SystemTime;

    /// The time since some fixed moment, which never goes back. Time limits go by it.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

/// What `future` gives, or `None` if it is not there within `limit`. A future that is ready at the limit still counts.
pub(super) async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    future: F,
) -> Option<F::Output> {
    Deadline::new(clock, limit).wait_for(future).await
}

/// A moment up to which several futures are waited for, one after the other; with no limit, it never comes.
pub(super) struct Deadline<'c> {
    sleep: Option<BoxFuture<'c, ()>>,
    has_passed: bool,
}

impl<'c> Deadline<'c> {
    pub(super) fn new(clock: &'c dyn Clock, limit: Option<Duration>) -> Self {
        Self { sleep: limit.map(|limit| clock.sleep(limit)), has_passed: false }
    }

    /// What `future` gives, or `None` if the moment comes first. A future that is ready then still counts.
    pub(super) async fn wait_for<F: Future>(&mut self, future: F) -> Option<F::Output> {
        let Some(sleep) = &mut self.sleep else { return Some(future.await) };
        let mut future = pin!(future);
        let value = poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if self.has_passed => Poll::Ready(None),
            Poll::Pending => sleep.as_mut().poll(context).map(|()| None),
        })
        .await;
        self.has_passed |= value.is_none();
        value
    }
}
