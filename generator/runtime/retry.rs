//! When a request is sent again, and after how long.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use super::classify::Classify;
use super::error::Error;
use super::rate_limit::RateLimit;
use super::transport::FailureKind;

#[cfg(test)]
mod tests;

/// More retries than this are not made, however many are asked for.
const MAX_RETRIES: u32 = 10;

/// By how much the wait for the end of a rate limit's window may be longer than that, so that not all clients come back at once.
const SPREAD: f64 = 0.2;

/// When a request is sent again, and after how long.
///
/// A request is sent again where that cannot do harm: always after 429 and if no connection could be made; after 408, 500, 502, 503,
/// 504, a broken connection and the time limit of an attempt only if the operation is idempotent. Before the nth retry the client
/// waits for a random part of `base_delay × 2ⁿ⁻¹`, at most of `max_delay`. After 429 and 503 it waits at least as long as `Retry-After`
/// says, after 429 without that until `x-ratelimit-reset`; if that is longer than `max_retry_after` or than the call may take, the
/// answer is given at once, as an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    retry_non_idempotent: bool,
    jitter: bool,
    budget: Option<u32>,
}

/// Two retries; delays from 1 s to 20 s; at most 60 s for the server's sake; a budget of 500.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            retry_non_idempotent: false,
            jitter: true,
            budget: Some(500),
        }
    }
}

impl RetryPolicy {
    /// How often a request is sent again at most. More than 10 count as 10.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// The longest wait before the first retry; it doubles with each further one.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait that the doubling leads to.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest wait that the server may ask for.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Whether requests that are not idempotent (POST and PATCH) are sent again like others. The server may then act on them twice.
    pub fn retry_non_idempotent(mut self, retry: bool) -> Self {
        self.retry_non_idempotent = retry;
        self
    }

    /// Whether waits are shortened at random. Without it they are as long as they can be, which suits tests.
    pub fn jitter(mut self, jitter: bool) -> Self {
        self.jitter = jitter;
        self
    }

    /// How many retries the calls of a client, and of its clones, may make together: a retry takes 5 from the budget, one after the time
    /// limit of an attempt 10, and each success puts 1 back. While too little is left, failures are given at once, so that clients do not
    /// weigh down a server that fails. `None` lifts the limit.
    pub fn budget(mut self, budget: impl Into<Option<u32>>) -> Self {
        self.budget = budget.into();
        self
    }

    /// The budget for the retries of all calls.
    pub(super) fn shared_budget(&self) -> Option<u32> {
        self.budget
    }

    /// How often a request is sent again at most, unless the call says otherwise.
    pub(super) fn retries(&self) -> u32 {
        self.max_retries
    }

    /// Whether all requests count as idempotent.
    pub(super) fn retries_non_idempotent(&self) -> bool {
        self.retry_non_idempotent
    }

    /// The wait before the next attempt, or `None` if there is none to be made.
    pub(super) fn delay(&self, error: &Error, situation: &Situation<'_>) -> Option<Duration> {
        let Situation { retries, max_retries, idempotent, now, classify } = *situation;
        if retries >= max_retries.min(MAX_RETRIES) {
            return None;
        }
        let usual = may_repeat(error, idempotent);
        if !classify.map_or(usual, |classify| classify.is_retried(error, usual)) {
            return None;
        }
        let chance = if self.jitter { random() } else { 1.0 };
        let longest = self.base_delay.saturating_mul(1 << retries.min(MAX_RETRIES)).min(self.max_delay);
        let wait = match hint(error, now) {
            Some(Hint::After(hint)) => hint.max(scale(longest, chance)),
            Some(Hint::Reset(hint)) => {
                let spread = if self.jitter { SPREAD * random() } else { 0.0 };
                scale(hint, 1.0 + spread).max(scale(longest, chance))
            }
            None => return Some(scale(longest, chance)),
        };
        (wait <= self.max_retry_after).then_some(wait)
    }
}

/// What a wait depends on beside the error.
pub(super) struct Situation<'a> {
    /// How many retries were made.
    pub(super) retries: u32,
    /// How many may be made.
    pub(super) max_retries: u32,
    /// Whether sending the request twice does no more than sending it once.
    pub(super) idempotent: bool,
    /// The time of day.
    pub(super) now: SystemTime,
    /// The program's own say.
    pub(super) classify: Option<&'a dyn Classify>,
}

/// Whether sending the request again could help and cannot do harm.
fn may_repeat(error: &Error, idempotent: bool) -> bool {
    match error {
        Error::Api(error) => match error.status().as_u16() {
            429 => true,
            408 | 500 | 502 | 503 | 504 => idempotent,
            _ => false,
        },
        Error::Transport(error) => match error.kind() {
            FailureKind::Connect => true,
            FailureKind::Timeout | FailureKind::Io => idempotent,
            FailureKind::Tls | FailureKind::TooLarge | FailureKind::Other => false,
        },
        Error::InvalidRequest(_)
        | Error::Auth(_)
        | Error::Timeout(_)
        | Error::Decode(_)
        | Error::Paging(_) => false,
    }
}

/// How long the server asks to be left alone.
enum Hint {
    /// It says so.
    After(Duration),
    /// It follows from the end of the rate limit's window.
    Reset(Duration),
}

fn hint(error: &Error, now: SystemTime) -> Option<Hint> {
    let Error::Api(error) = error else { return None };
    let RateLimit { retry_after, reset, .. } = error.rate_limit();
    match error.status().as_u16() {
        429 => retry_after.map(Hint::After).or_else(|| reset?.duration_since(now).ok().map(Hint::Reset)),
        503 => retry_after.map(Hint::After),
        _ => None,
    }
}

fn scale(duration: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}

/// A number from 0 to 1. A hasher's keys are random enough for that, and need no further crate.
fn random() -> f64 {
    let bits = RandomState::new().hash_one(());
    f64::from(u32::try_from(bits >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}
