//! How many retries the calls of a client may make together, so that they do not weigh down a server that fails.

use std::sync::atomic::{AtomicU32, Ordering};

use super::error::Error;
use super::transport::FailureKind;

#[cfg(test)]
mod tests;

/// What a retry takes.
const RETRY: u32 = 5;

/// What a retry takes after the time limit of an attempt: the server may be at work on it still.
const RETRY_AFTER_TIMEOUT: u32 = 10;

/// What a success puts back.
const SUCCESS: u32 = 1;

/// A store of tokens that each retry takes from and each success puts back into. Its size and prices are those of the AWS SDKs.
pub(super) struct Budget {
    /// How many it holds at most; `None` if retries take nothing.
    capacity: Option<u32>,
    tokens: AtomicU32,
}

impl Budget {
    /// A store that is full.
    pub(super) fn new(capacity: Option<u32>) -> Self {
        Self { capacity, tokens: AtomicU32::new(capacity.unwrap_or_default()) }
    }

    /// Takes what a retry after `error` takes. `false` if there is too little, and then nothing is taken.
    pub(super) fn withdraw(&self, error: &Error) -> bool {
        let is_timeout = matches!(error, Error::Transport(error) if error.kind() == FailureKind::Timeout);
        let price = if is_timeout { RETRY_AFTER_TIMEOUT } else { RETRY };
        let take = |tokens: u32| tokens.checked_sub(price);
        self.capacity.is_none()
            || self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Puts back what a success does.
    pub(super) fn deposit(&self) {
        let Some(capacity) = self.capacity else { return };
        let put = |tokens: u32| (tokens < capacity).then(|| tokens.saturating_add(SUCCESS));
        // A store that is full stays as it is.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, put);
    }
}
