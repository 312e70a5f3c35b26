use std::sync::atomic::{AtomicU32, Ordering};

use super::super::auth::AccessToken;
use super::super::error::AuthError;
use super::super::mock::MockReply;
use super::super::tests::{CREATE, Setup, authorization};
use super::super::{BoxFuture, Call, RateLimit, TokenProvider};
use super::*;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn an_attempt_ends_at_its_limit_and_another_follows() {
    let setup = Setup::new([MockReply::never(), MockReply::new(200)]);
    setup.get().unwrap();
    assert_eq!(setup.clock.slept(), [30 * SECOND, SECOND]);

    let setup = Setup::new([MockReply::never()]);
    let error = setup.create().unwrap_err();
    let Error::Transport(inner) = &error else { panic!("{error:?}") };
    assert!(inner.is_timeout() && error.is_timeout() && !error.is_connect());
    assert_eq!((inner.attempts(), setup.clock.elapsed()), (1, 30 * SECOND));
}

#[test]
fn an_error_whose_body_stalls_keeps_its_status() {
    let reply = || MockReply::new(400).body("begun").stalling();
    let setup = Setup::new([reply()]);
    let error = setup.get().unwrap_err();
    let Error::Api(inner) = &error else { panic!("{error:?}") };
    assert_eq!((inner.status().as_u16(), inner.body(), inner.attempts()), (400, &b"begun"[..], 1));
    assert_eq!(setup.clock.elapsed(), 30 * SECOND);

    let setup = Setup::new([reply()]).with(|b| b.timeout(10 * SECOND));
    assert!(matches!(setup.get(), Err(Error::Api(_))));
    assert_eq!(setup.clock.elapsed(), 10 * SECOND);

    // A success that stalls is none.
    let setup = Setup::new([MockReply::new(200).body("{").stalling()]);
    assert!(setup.create().is_err_and(|error| error.is_timeout()));
}

#[test]
fn a_call_ends_at_its_limit() {
    let setup = Setup::new(vec![MockReply::never(); 9]).with(|b| b.timeout(40 * SECOND));
    let error = setup.get().unwrap_err();
    let Error::Timeout(inner) = &error else { panic!("{error:?}") };
    assert_eq!((inner.attempts(), inner.elapsed(), setup.clock.elapsed()), (2, 40 * SECOND, 40 * SECOND));
    assert!(matches!(inner.last(), Some(Error::Transport(last)) if last.is_timeout()));
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "GET /pets/{id} was given up after 40s, on attempt 2");
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(
        source.as_deref(),
        Some("GET /pets/{id} has no answer on attempt 1: the answer took too long")
    );

    // Where both limits come at once, the call's holds: nothing can follow.
    let setup = Setup::new([MockReply::never()]).with(|b| b.timeout(30 * SECOND));
    assert!(matches!(setup.get(), Err(Error::Timeout(_))));
}

#[test]
fn a_call_sets_limits_of_its_own() {
    let run = |chain: fn(Call<'static, ()>) -> Call<'static, ()>| {
        let setup = Setup::new(vec![MockReply::never(); 3]);
        let call = chain(Call::new(&setup.client(), &CREATE).parameter("id", "1"));
        let error = setup.clock.block_on(call).unwrap_err();
        (matches!(error, Error::Timeout(_)), setup.clock.elapsed())
    };
    assert_eq!(run(|call| call), (false, 30 * SECOND));
    assert_eq!(run(|call| call.timeout(SECOND)), (true, SECOND));
    assert_eq!(run(|call| call.attempt_timeout(SECOND)), (false, SECOND));
    assert_eq!(run(|call| call.attempt_timeout(None)), (true, 120 * SECOND));
    assert_eq!(run(|call| call.timeout(None)), (false, 30 * SECOND));
    assert_eq!(run(|call| call.timeout(Duration::ZERO)), (true, Duration::ZERO));
}

#[test]
fn a_call_without_time_is_not_sent() {
    let setup = Setup::new([]).with(|b| b.timeout(Duration::ZERO));
    let Err(Error::Timeout(error)) = setup.get() else { panic!("sent") };
    assert_eq!(error.to_string(), "GET /pets/{id} was given up after 0ns, before it was sent");
    assert_eq!(error.attempts(), 0);
    assert!(setup.transport.requests().is_empty());
}

#[test]
fn a_wait_beyond_the_calls_limit_is_not_begun() {
    let setup =
        Setup::new([MockReply::new(429).header("retry-after", "50")]).with(|b| b.timeout(50 * SECOND));
    let error = setup.get().unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(setup.clock.elapsed(), Duration::ZERO);
    let retry_after = error.rate_limit().and_then(|RateLimit { retry_after, .. }| retry_after);
    assert_eq!(retry_after, Some(50 * SECOND));
}

#[test]
fn a_success_that_is_too_large_is_an_error() {
    let limit = |bytes| Setup::new([MockReply::new(200).body("12345")]).with(|b| b.max_response_size(bytes));
    limit(5).get().unwrap();
    let error = limit(4).get().unwrap_err();
    let Error::Transport(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.kind(), FailureKind::TooLarge);
}

#[test]
fn the_body_of_an_error_is_cut_off() {
    let setup = Setup::new([MockReply::new(400).body(vec![b'x'; 100_000])]);
    let Err(Error::Api(error)) = setup.get() else { panic!("no error") };
    assert_eq!(error.body().len(), 64 * 1024);
}

#[test]
fn the_error_counts_the_attempts() {
    let setup = Setup::new([MockReply::new(500), MockReply::failure(FailureKind::Io), MockReply::new(503)]);
    let Err(Error::Api(error)) = setup.get() else { panic!("no error") };
    assert_eq!((error.attempts(), error.status().as_u16()), (3, 503));
    assert_eq!(error.to_string(), "GET /pets/{id} was answered with 503 Service Unavailable on attempt 3");
}

/// A provider of the tokens `t1`, `t2`, …, a new one after each refusal, or of `t1` alone.
struct Counted {
    number: AtomicU32,
    renews: bool,
}

impl Counted {
    fn new(renews: bool) -> Self {
        Self { number: AtomicU32::new(1), renews }
    }
}

impl TokenProvider for Counted {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        let token = format!("t{}", self.number.load(Ordering::Relaxed));
        Box::pin(std::future::ready(Ok(AccessToken::new(token))))
    }

    fn invalidate(&self, _rejected: &AccessToken) {
        self.number.fetch_add(u32::from(self.renews), Ordering::Relaxed);
    }
}

/// The tokens that a POST is sent with to a server that answers with these statuses, and the last of them.
fn tokens(renews: bool, statuses: &[u16]) -> (Vec<String>, Option<u16>) {
    let setup = Setup::new(statuses.iter().map(|status| MockReply::new(*status)))
        .with(|b| b.token_provider("token", Counted::new(renews)));
    let status = setup.create().err().and_then(|error| Some(error.status()?.as_u16()));
    let sent = setup.calls().iter().map(|request| authorization(request).unwrap().to_owned()).collect();
    (sent, status)
}

#[test]
fn after_401_a_new_token_is_tried_once() {
    let sent = |tokens: &[&str]| tokens.iter().map(|token| format!("Bearer {token}")).collect::<Vec<_>>();
    assert_eq!(tokens(true, &[200]), (sent(&["t1"]), None));
    assert_eq!(tokens(true, &[401, 200]), (sent(&["t1", "t2"]), None));
    assert_eq!(tokens(true, &[401, 401, 200]), (sent(&["t1", "t2"]), Some(401)));
    assert_eq!(tokens(true, &[401, 429, 200]), (sent(&["t1", "t2", "t2"]), None));
    assert_eq!(tokens(true, &[429, 401, 200]), (sent(&["t1", "t1", "t2"]), None));
    assert_eq!(tokens(true, &[403]), (sent(&["t1"]), Some(403)));
    assert_eq!(tokens(false, &[401, 200]), (sent(&["t1"]), Some(401)));
}

#[test]
fn resending_after_401_takes_no_time_and_no_retry() {
    let setup = Setup::new([401, 500, 500, 200].map(MockReply::new))
        .with(|b| b.token_provider("token", Counted::new(true)));
    setup.get().unwrap();
    assert_eq!(setup.clock.slept(), [SECOND, 2 * SECOND]);
}

/// A provider that fails, or never answers.
struct Broken {
    fails: bool,
}

impl TokenProvider for Broken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        if self.fails {
            Box::pin(std::future::ready(Err(AuthError::new("the vault is sealed"))))
        } else {
            Box::pin(std::future::pending())
        }
    }
}

#[test]
fn without_a_token_nothing_is_sent() {
    let setup = Setup::new([]).with(|b| b.token_provider("token", Broken { fails: true }));
    let error = setup.get().unwrap_err();
    assert!(matches!(error, Error::Auth(_)));
    assert_eq!(error.to_string(), "no access token: the token provider failed");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the vault is sealed");
    assert!(setup.transport.requests().is_empty());

    let setup = Setup::new([]).with(|b| b.token_provider("token", Broken { fails: false }));
    let Err(Error::Timeout(error)) = setup.get() else { panic!("no timeout") };
    assert_eq!((error.attempts(), setup.clock.elapsed()), (0, 120 * SECOND));
    assert!(setup.transport.requests().is_empty());
}

#[test]
fn a_token_that_no_header_can_carry_is_no_token() {
    struct Newline;
    impl TokenProvider for Newline {
        fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
            Box::pin(std::future::ready(Ok(AccessToken::new("MARK\n"))))
        }
    }
    let setup = Setup::new([]).with(|b| b.token_provider("token", Newline));
    let error = setup.get().unwrap_err();
    assert!(matches!(error, Error::Auth(_)) && !format!("{error} {error:?}").contains("MARK"));
}
