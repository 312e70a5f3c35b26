//! The lack of an answer.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use super::super::api::OperationInfo;
use super::super::transport::{FailureKind, TransportFailure};

/// A request to which there was no answer, or none that could be read to its end.
#[derive(Debug)]
pub struct TransportError {
    pub(in super::super) operation: &'static OperationInfo,
    pub(in super::super) attempts: u32,
    pub(in super::super) failure: TransportFailure,
}

impl TransportError {
    /// The operation that was called.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What went wrong.
    pub fn kind(&self) -> FailureKind {
        self.failure.kind()
    }

    /// Whether no connection could be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.kind() == FailureKind::Connect
    }

    /// Whether the time limit of one attempt was reached.
    pub fn is_timeout(&self) -> bool {
        self.kind() == FailureKind::Timeout
    }
}

impl Display for TransportError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no answer on attempt {}: {}", self.operation, self.attempts, self.failure)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.failure.source()
    }
}
