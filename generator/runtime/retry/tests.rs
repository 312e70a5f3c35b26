use super::super::Clock;
use super::super::error::{ApiError, TransportError};
use super::super::mock::MockReply;
use super::super::response::Head;
use super::super::tests::{GET, Setup, call};
use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// How often GET and POST are sent if each attempt ends like this.
fn attempts(reply: &MockReply) -> (usize, usize) {
    let setup = || Setup::new(vec![reply.clone(); 4]);
    let (get, post) = (setup(), setup());
    get.get().unwrap_err();
    post.create().unwrap_err();
    (get.transport.requests().len(), post.transport.requests().len())
}

#[test]
fn a_request_is_sent_again_where_that_does_no_harm() {
    for (status, expected) in [
        (301, (1, 1)),
        (400, (1, 1)),
        (401, (1, 1)),
        (404, (1, 1)),
        (408, (3, 1)),
        (409, (1, 1)),
        (425, (1, 1)),
        (429, (3, 3)),
        (500, (3, 1)),
        (501, (1, 1)),
        (502, (3, 1)),
        (503, (3, 1)),
        (504, (3, 1)),
    ] {
        assert_eq!(attempts(&MockReply::new(status)), expected, "{status}");
    }
    for (kind, expected) in [
        (FailureKind::Connect, (3, 3)),
        (FailureKind::Timeout, (3, 1)),
        (FailureKind::Io, (3, 1)),
        (FailureKind::Tls, (1, 1)),
        (FailureKind::TooLarge, (1, 1)),
        (FailureKind::Other, (1, 1)),
    ] {
        assert_eq!(attempts(&MockReply::failure(kind)), expected, "{kind:?}");
    }
    assert_eq!(attempts(&MockReply::never()), (3, 1), "attempt timeout");
}

#[test]
fn a_caller_knows_better_what_is_idempotent() {
    let count = |setup: Setup| setup.transport.requests().len();
    let replies = || vec![MockReply::new(500); 4];

    let setup = Setup::new(replies()).with(|b| b.retry(RetryPolicy::default().retry_non_idempotent(true)));
    setup.create().unwrap_err();
    assert_eq!(count(setup), 3);

    for (idempotent, expected) in [(true, 3), (false, 1)] {
        for operation in [&super::super::tests::CREATE, &GET] {
            let setup = Setup::new(replies());
            let call = call::<()>(&setup.client(), operation).parameter("id", "1").idempotent(idempotent);
            setup.clock.block_on(call).unwrap_err();
            assert_eq!(count(setup), expected, "{operation} {idempotent}");
        }
    }
}

#[test]
fn the_number_of_retries_is_bounded() {
    for (client, own, expected) in
        [(0, None, 1), (1, None, 2), (1, Some(3), 4), (5, Some(0), 1), (u32::MAX, None, 11)]
    {
        let setup = Setup::new(vec![MockReply::new(500); 20])
            .with(|b| b.timeout(None).retry(RetryPolicy::default().max_retries(client)));
        let get = call::<()>(&setup.client(), &GET).parameter("id", "1");
        let get = if let Some(retries) = own { get.max_retries(retries) } else { get };
        setup.clock.block_on(get).unwrap_err();
        assert_eq!(setup.transport.requests().len(), expected, "{client} {own:?}");
    }
}

#[test]
fn waits_double_up_to_the_longest_and_none_follows_the_last_attempt() {
    let setup = Setup::new(vec![MockReply::new(500); 9])
        .with(|b| b.timeout(None).retry(RetryPolicy::default().jitter(false).max_retries(7)));
    setup.get().unwrap_err();
    assert_eq!(setup.clock.slept(), [1, 2, 4, 8, 16, 20, 20].map(Duration::from_secs));

    let setup = Setup::new(vec![MockReply::new(500).header("retry-after", "30"); 1])
        .with(|b| b.retry(RetryPolicy::default().max_retries(0)));
    setup.get().unwrap_err();
    assert_eq!(setup.clock.slept(), []);
}

#[test]
fn waits_are_spread_over_the_whole_range() {
    let policy = RetryPolicy::default();
    let error = Error::Transport(Box::new(TransportError {
        operation: &GET,
        attempts: 1,
        failure: FailureKind::Connect.into(),
    }));
    let situation = Situation {
        retries: 1,
        max_retries: 2,
        idempotent: true,
        now: SystemTime::UNIX_EPOCH,
        classify: None,
    };
    let waits: Vec<_> = (0..1000).map(|_| policy.delay(&error, &situation).unwrap()).collect();
    assert!(waits.iter().all(|wait| *wait <= 2 * SECOND));
    // By chance, each of these fails once in 2^1000 runs.
    assert!(waits.iter().any(|wait| *wait < SECOND));
    assert!(waits.iter().any(|wait| *wait > SECOND));
}

/// The waits of a GET that is answered with this until a success comes.
fn waits(status: u16, headers: &[(&str, &str)]) -> Vec<Duration> {
    let reply = headers.iter().fold(MockReply::new(status), |reply, (name, value)| reply.header(name, value));
    let setup = Setup::new([reply, MockReply::new(200)]);
    let _ = setup.get();
    setup.clock.slept()
}

#[test]
fn the_server_sets_the_least_wait() {
    // The mock's clock starts at 2026-01-01T00:00:00Z, which is 1767225600.
    for (status, headers, expected) in [
        (429, &[("retry-after", "7")] as &[_], 7),
        (503, &[("retry-after", "7")], 7),
        (429, &[("retry-after", "Thu, 01 Jan 2026 00:00:09 GMT")], 9),
        (429, &[("retry-after", "0")], 1),
        (429, &[("retry-after", "soon")], 1),
        (429, &[("x-ratelimit-reset", "1767225605")], 5),
        (429, &[("x-ratelimit-reset", "1767225599")], 1),
        (429, &[("retry-after", "3"), ("x-ratelimit-reset", "1767225605")], 3),
        (429, &[("retry-after", "60")], 60),
        (503, &[("x-ratelimit-reset", "1767225605")], 1),
        (500, &[("retry-after", "7")], 1),
    ] {
        assert_eq!(waits(status, headers), [Duration::from_secs(expected)], "{status} {headers:?}");
    }
}

#[test]
fn an_answer_that_asks_for_too_long_a_wait_is_given_at_once() {
    for headers in [
        [("retry-after", "61")],
        [("retry-after", "18446744073709551615")],
        [("retry-after", "Thu, 01 Jan 2026 00:01:01 GMT")],
        [("x-ratelimit-reset", "1767225661")],
        [("x-ratelimit-reset", "9223372036854775807")],
    ] {
        assert_eq!(waits(429, &headers), [], "{headers:?}");
    }
    let setup = Setup::new([MockReply::new(429).header("retry-after", "61")]);
    let error = setup.get().unwrap_err();
    assert_eq!(error.rate_limit().and_then(|limit| limit.retry_after), Some(61 * SECOND));
    assert_eq!(setup.clock.elapsed(), Duration::ZERO);

    let setup = Setup::new([MockReply::new(429).header("retry-after", "61"), MockReply::new(200)])
        .with(|b| b.retry(RetryPolicy::default().max_retry_after(61 * SECOND)));
    setup.get().unwrap();
}

#[test]
fn the_end_of_the_window_is_spread() {
    let head = Head {
        operation: &GET,
        status: http::StatusCode::TOO_MANY_REQUESTS,
        headers: http::HeaderMap::new(),
        attempts: 1,
        rate_limit: RateLimit { reset: Some(SystemTime::UNIX_EPOCH + 30 * SECOND), ..RateLimit::default() },
    };
    let error = Error::Api(Box::new(ApiError::new(head, bytes::Bytes::new())));
    let situation = Situation {
        retries: 0,
        max_retries: 2,
        idempotent: true,
        now: SystemTime::UNIX_EPOCH,
        classify: None,
    };
    let waits: Vec<_> =
        (0..1000).map(|_| RetryPolicy::default().delay(&error, &situation).unwrap()).collect();
    assert!(waits.iter().all(|wait| (30 * SECOND..=36 * SECOND).contains(wait)));
    assert!(waits.iter().any(|wait| *wait > 33 * SECOND));
}

#[test]
fn settings_can_be_extreme() {
    let wait = |delay| {
        let failure = FailureKind::Connect.into();
        let error = Error::Transport(Box::new(TransportError { operation: &GET, attempts: 1, failure }));
        let situation = Situation {
            retries: 1,
            max_retries: 2,
            idempotent: true,
            now: SystemTime::UNIX_EPOCH,
            classify: None,
        };
        RetryPolicy::default().jitter(false).base_delay(delay).max_delay(delay).delay(&error, &situation)
    };
    assert_eq!(wait(Duration::MAX), Some(Duration::MAX));
    assert_eq!(wait(Duration::ZERO), Some(Duration::ZERO));
}

#[test]
fn the_program_has_a_say_in_what_is_sent_again() {
    let sent = |status: u16, classify: fn(&Error, bool) -> bool| {
        let setup = Setup::new(vec![MockReply::new(status); 4]).with(|builder| builder.classify(classify));
        setup.create().unwrap_err();
        setup.transport.requests().len()
    };
    assert_eq!(sent(409, |error, usual| usual || error.is_conflict()), 3);
    assert_eq!(sent(429, |error, usual| usual || error.is_conflict()), 3);
    assert_eq!(sent(500, |error, usual| usual || error.is_conflict()), 1);
    assert_eq!(sent(429, |_, _| false), 1);
}

#[test]
fn whoever_classifies_is_asked_only_while_attempts_are_left() {
    let setup = Setup::new([MockReply::new(500)])
        .with(|builder| builder.retry(RetryPolicy::default().max_retries(0)).classify(|_: &Error, _| true));
    setup.get().unwrap_err();
    assert_eq!(setup.transport.requests().len(), 1);
}
