//! The end of the time that a whole call may take.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use super::super::api::OperationInfo;
use super::Error;

/// A call that was not finished within its time limit, which covers the token, all attempts and the waits between them.
///
/// The limit of one attempt is another one: reaching it is a [`TransportError`](super::TransportError).
#[derive(Debug)]
pub struct TimeoutError {
    pub(in super::super) operation: &'static OperationInfo,
    pub(in super::super) elapsed: Duration,
    pub(in super::super) attempts: u32,
    pub(in super::super) last: Option<Error>,
}

impl TimeoutError {
    /// The operation that was called.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// How long the call has taken.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How many attempts were made. If it is 0, nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Why the last attempt that came to an end failed, if there was one.
    pub fn last(&self) -> Option<&Error> {
        self.last.as_ref()
    }
}

impl Display for TimeoutError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { operation, elapsed, attempts, .. } = self;
        write!(f, "{operation} was given up after {elapsed:?}, ")?;
        if *attempts == 0 { f.write_str("before it was sent") } else { write!(f, "on attempt {attempts}") }
    }
}

impl StdError for TimeoutError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.last().map(|last| last as _)
    }
}
