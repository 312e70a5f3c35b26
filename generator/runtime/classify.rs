//! The program's own say in what is sent again.

use super::error::Error;

/// Decides which failures are followed by another attempt, where [`RetryPolicy`](super::RetryPolicy) says too little of an API.
///
/// It is asked while attempts are left. How long to wait, how often and until when stays with the policy.
///
/// ```text
/// // This API answers 409 while another request holds the lock.
/// builder.classify(|error: &Error, usual: bool| usual || error.is_conflict())
/// ```
pub trait Classify: Send + Sync {
    /// Whether the request is sent again after `error`. `usual` is what the policy says, which heeds that the server may have acted on
    /// the request: to send one again that is not idempotent may do twice what it does.
    fn is_retried(&self, error: &Error, usual: bool) -> bool;
}

impl<F: Fn(&Error, bool) -> bool + Send + Sync> Classify for F {
    fn is_retried(&self, error: &Error, usual: bool) -> bool {
        self(error, usual)
    }
}
