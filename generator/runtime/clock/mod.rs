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
    let Some(limit) = limit else { return Some(future.await) };
    let mut future = pin!(future);
    let mut sleep = clock.sleep(limit);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => sleep.as_mut().poll(context).map(|()| None),
    })
    .await
}
