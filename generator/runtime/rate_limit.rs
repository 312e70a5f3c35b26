//! What an answer says about how many more requests the server takes.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

#[cfg(test)]
mod tests;

/// The state of a rate limit, from the headers `x-ratelimit-limit`, `-remaining` and `-reset`, and `retry-after`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests the server takes in one window.
    pub limit: Option<u64>,
    /// How many of them are left.
    pub remaining: Option<u64>,
    /// When the window ends. The header counts seconds from the Unix epoch.
    pub reset: Option<SystemTime>,
    /// How long to wait before another request, from when the answer came (RFC 9110, section 10.2.3).
    pub retry_after: Option<Duration>,
}

impl RateLimit {
    /// What the headers of an answer that came at `now` say. What cannot be understood counts as not said.
    pub(super) fn of(headers: &HeaderMap, now: SystemTime) -> Self {
        let number = |name| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
        Self {
            limit: number("x-ratelimit-limit"),
            remaining: number("x-ratelimit-remaining"),
            reset: number("x-ratelimit-reset")
                .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))),
            retry_after: retry_after(headers, now),
        }
    }
}

/// `Retry-After`: seconds, or a date; a date that has passed is no wait.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than can be counted are more than anyone waits for, not none.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
