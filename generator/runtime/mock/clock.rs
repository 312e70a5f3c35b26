//! A clock that stands still until there is nothing left to do but wait.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime};

use super::super::clock::Clock;
use super::super::transport::BoxFuture;

/// A clock for tests. It starts at 2026-01-01T00:00:00Z and moves by [`advance`](Self::advance) and [`block_on`](Self::block_on)
/// alone. Its clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct MockClock {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    elapsed: Duration,
    /// Those who sleep: their number, when they wake, and how.
    sleepers: Vec<(u64, Duration, Waker)>,
    /// The number of the next sleeper.
    next: u64,
    slept: Vec<Duration>,
}

impl MockClock {
    /// A clock at its start.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        let to = self.state().elapsed.saturating_add(duration);
        self.advance_to(to);
    }

    /// The sleeps that came to their end, in that order: waits between attempts, and time limits that were reached.
    pub fn slept(&self) -> Vec<Duration> {
        self.state().slept.clone()
    }

    /// Runs a future to its end. Whenever it can do nothing but sleep, the clock jumps to where the first sleep ends.
    ///
    /// # Panics
    ///
    /// If the future can do nothing, and nobody sleeps: it would never end.
    pub fn block_on<F: IntoFuture>(&self, future: F) -> F::Output {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut future = pin!(future.into_future());
        loop {
            if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return value;
            }
            if !woken.0.swap(false, Ordering::AcqRel) {
                let end = self.state().sleepers.iter().map(|(_, end, _)| *end).min();
                assert!(end.is_some(), "the future waits for something that will never happen");
                self.advance_to(end.unwrap_or_default());
            }
        }
    }

    fn advance_to(&self, to: Duration) {
        let mut state = self.state();
        state.elapsed = to.max(state.elapsed);
        let due: Vec<Waker> = state
            .sleepers
            .iter()
            .filter(|(_, end, _)| *end <= to)
            .map(|(_, _, waker)| waker.clone())
            .collect();
        drop(state);
        due.into_iter().for_each(Waker::wake);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for MockClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600) + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        let number = state.next;
        state.next += 1;
        let end = state.elapsed.saturating_add(duration);
        Box::pin(Sleep { clock: self, number, duration, end })
    }
}

/// A sleep of a mock clock.
struct Sleep<'a> {
    clock: &'a MockClock,
    number: u64,
    duration: Duration,
    end: Duration,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.clock.state();
        state.sleepers.retain(|(number, ..)| *number != self.number);
        if state.elapsed < self.end {
            state.sleepers.push((self.number, self.end, context.waker().clone()));
            return Poll::Pending;
        }
        state.slept.push(self.duration);
        Poll::Ready(())
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        self.clock.state().sleepers.retain(|(number, ..)| *number != self.number);
    }
}

/// Whether the future that is run was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}
