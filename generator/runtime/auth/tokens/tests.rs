use super::super::super::error::Error;
use super::super::super::mock::{MockClock, MockReply};
use super::super::super::tests::{GET, Setup, all, authorization, call};
use super::super::super::{BoxFuture, FailureKind, Method};
use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// An answer of the token endpoint.
fn token(name: &str, expires_in: u64) -> MockReply {
    MockReply::json(
        200,
        format!(r#"{{"access_token": "{name}", "token_type": "Bearer", "expires_in": {expires_in}}}"#),
    )
}

/// A client with client credentials, whose token endpoint gives these replies, and whose server accepts all.
fn setup(replies: impl IntoIterator<Item = MockReply>) -> Setup {
    let setup = Setup::new([]).with(|builder| builder.client_credentials("token", "id", "s3cret"));
    setup.transport.on(Method::Post, "/oauth/token", replies);
    setup.transport.on(Method::Get, "/api/v2/pets/1", [MockReply::new(200)]);
    setup
}

/// Calls of one client at the times when it was built and `after` each other, and the tokens they were sent with.
fn sent(setup: &Setup, after: &[u64]) -> Vec<String> {
    let client = setup.client();
    for seconds in after {
        setup.clock.advance(Duration::from_secs(*seconds));
        setup.clock.block_on(call::<()>(&client, &GET).parameter("id", "1")).unwrap();
    }
    let token =
        |request: &http::Request<_>| authorization(request).unwrap().trim_start_matches("Bearer ").to_owned();
    setup.calls().iter().map(token).collect()
}

#[test]
fn a_token_is_kept_until_its_margin() {
    // A tenth of an hour is more than 60 s, a tenth of 100 s less.
    for (expires_in, last) in [(3600, 3539), (100, 89)] {
        let setup = setup([token("a", expires_in), token("b", expires_in)]);
        assert_eq!(sent(&setup, &[0, last, 1]), ["a", "a", "b"], "{expires_in}");
        assert_eq!(setup.token_requests().len(), 2);
    }
}

#[test]
fn a_token_that_does_not_say_when_it_expires_is_not_kept() {
    for body in [r#"{"access_token": "a"}"#, r#"{"access_token": "a", "expires_in": 0}"#] {
        let setup = setup([MockReply::json(200, body)]);
        assert_eq!(sent(&setup, &[0, 0]), ["a", "a"]);
        assert_eq!(setup.token_requests().len(), 2, "{body}");
    }
}

#[test]
fn calls_at_the_same_time_ask_once() {
    let replies = [
        (token("a", 3600), true),
        (MockReply::json(200, r#"{"access_token": "a"}"#), true),
        (MockReply::json(403, r#"{"error": "access_denied"}"#), false),
    ];
    for (reply, succeeds) in replies {
        let setup = setup([reply]);
        let client = setup.client();
        let calls = (0..50).map(|_| -> BoxFuture<'_, _> {
            Box::pin(call::<()>(&client, &GET).parameter("id", "1").into_future())
        });
        let results = setup.clock.block_on(all(calls.collect()));
        assert_eq!(results.len(), 50);
        assert!(results.iter().all(|result| match result {
            Ok(()) => succeeds,
            Err(Error::Auth(error)) => !succeeds && error.error() == Some("access_denied"),
            Err(_) => false,
        }));
        assert_eq!(setup.token_requests().len(), 1);
        assert_eq!(setup.calls().len(), if succeeds { 50 } else { 0 });
    }
}

#[test]
fn clones_share_the_token_and_clients_do_not() {
    let setup = setup([token("a", 3600)]);
    let client = setup.client();
    for client in [client.clone(), client, setup.client()] {
        setup.clock.block_on(call::<()>(&client, &GET).parameter("id", "1")).unwrap();
    }
    assert_eq!(setup.token_requests().len(), 2);
}

#[test]
fn if_renewing_fails_a_token_that_is_still_good_is_used() {
    let fails = || MockReply::failure(FailureKind::Tls);
    let renewing = setup([token("a", 3600), fails(), fails(), token("b", 3600)]);
    // At 3540 s renewing fails and is not tried again for 10 s.
    assert_eq!(sent(&renewing, &[0, 3540, 9, 1, 10]), ["a", "a", "a", "a", "b"]);
    assert_eq!(renewing.token_requests().len(), 4);

    // Exactly 10 s are left.
    let late = setup([token("a", 3600), fails()]);
    assert_eq!(sent(&late, &[0, 3590]), ["a", "a"]);
}

#[test]
fn if_renewing_fails_a_token_about_to_expire_is_not_used() {
    let setup = setup([token("a", 3600), MockReply::failure(FailureKind::Tls)]);
    let client = setup.client();
    let call = || call::<()>(&client, &GET).parameter("id", "1");
    setup.clock.block_on(call()).unwrap();
    setup.clock.advance(3591 * SECOND);
    let error = setup.clock.block_on(call()).unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error:?}");
    assert_eq!(setup.calls().len(), 1);
}

#[test]
fn while_one_call_renews_the_others_go_on_with_a_good_token() {
    let setup = setup([token("a", 3600), MockReply::never()]);
    let client = setup.client();
    let call = || call::<()>(&client, &GET).parameter("id", "1").into_future();
    setup.clock.block_on(call()).unwrap();
    setup.clock.advance(3540 * SECOND);
    let mut renewing = call();
    let began = setup.clock.elapsed();
    setup.clock.block_on(async {
        let renewing = poll_fn(|context| Poll::Ready(std::pin::Pin::new(&mut renewing).poll(context)));
        assert!(renewing.await.is_pending());
        call().await.unwrap();
    });
    assert_eq!(setup.clock.elapsed(), began);
}

#[test]
fn if_the_call_that_asks_is_dropped_another_asks() {
    let setup = setup([MockReply::never(), token("a", 3600)]);
    let client = setup.client();
    let call =
        || -> BoxFuture<'_, _> { Box::pin(call::<()>(&client, &GET).parameter("id", "1").into_future()) };
    let (mut asking, mut waiting) = (Some(call()), Box::pin(all((0..5).map(|_| call()).collect())));
    let mut polls = 0;
    let results = setup.clock.block_on(poll_fn(|context| {
        polls += 1;
        if polls > 2 {
            return waiting.as_mut().poll(context);
        }
        if let Some(asking) = &mut asking {
            assert!(asking.as_mut().poll(context).is_pending());
        }
        if polls == 1 {
            assert!(waiting.as_mut().poll(context).is_pending());
        } else {
            // The drop must wake those who wait, else the clock moves.
            asking = None;
        }
        Poll::Pending
    }));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!((setup.token_requests().len(), setup.clock.elapsed()), (2, Duration::ZERO));
}

#[test]
fn if_the_only_call_is_dropped_the_next_asks() {
    let setup = setup([MockReply::never(), token("a", 3600)]);
    let client = setup.client();
    let call = || call::<()>(&client, &GET).parameter("id", "1").into_future();
    let mut dropped = call();
    setup.clock.block_on(poll_fn(|context| {
        assert!(std::pin::Pin::new(&mut dropped).poll(context).is_pending());
        Poll::Ready(())
    }));
    drop(dropped);
    setup.clock.block_on(call()).unwrap();
    assert_eq!(setup.token_requests().len(), 2);
}

#[test]
fn if_the_call_that_asks_times_out_another_asks() {
    let setup = setup([MockReply::never(), token("a", 3600)]);
    let client = setup.client();
    let call = |timeout| -> BoxFuture<'_, _> {
        Box::pin(call::<()>(&client, &GET).parameter("id", "1").timeout(timeout).into_future())
    };
    let results = setup.clock.block_on(all(vec![call(SECOND), call(60 * SECOND), call(60 * SECOND)]));
    assert!(matches!(&results[0], Err(Error::Timeout(error)) if error.attempts() == 0));
    assert!(results[1..].iter().all(Result::is_ok));
    assert_eq!(setup.clock.elapsed(), SECOND);
}

#[test]
fn many_calls_that_are_refused_renew_once() {
    let setup = Setup::new([]).with(|builder| builder.client_credentials("token", "id", "s3cret"));
    setup.transport.on(Method::Post, "/oauth/token", [token("a", 3600), token("b", 3600)]);
    let mut replies = vec![MockReply::new(401); 20];
    replies.push(MockReply::new(200));
    setup.transport.on(Method::Get, "/api/v2/pets/1", replies);
    let client = setup.client();
    let calls = (0..20).map(|_| -> BoxFuture<'_, _> {
        Box::pin(call::<()>(&client, &GET).parameter("id", "1").into_future())
    });
    let results = setup.clock.block_on(all(calls.collect()));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(setup.token_requests().len(), 2);
}

#[test]
fn a_failure_to_renew_after_401_is_an_error_of_its_own() {
    let setup =
        Setup::new([MockReply::new(401)]).with(|builder| builder.client_credentials("token", "id", "s3cret"));
    setup.transport.on(Method::Post, "/oauth/token", [token("a", 3600), MockReply::new(403)]);
    let error = setup.get().unwrap_err();
    assert!(
        matches!(&error, Error::Auth(error) if error.status().map(|s| s.as_u16()) == Some(403)),
        "{error:?}"
    );
}

#[test]
fn a_token_whose_margin_has_come_is_kept_no_longer_than_its_life() {
    let clock = MockClock::new();
    let now = clock.now();
    let kept = Kept::new(&AccessToken::new("a").with_expiry(now + 100 * SECOND), now).unwrap();
    assert_eq!(kept.renew_at, now + 90 * SECOND);
    assert!(kept.is_good(now + 90 * SECOND) && !kept.is_good(now + 91 * SECOND));
    assert!(Kept::new(&AccessToken::new("a"), now).is_none());
    assert!(Kept::new(&AccessToken::new("a").with_expiry(now - SECOND), now).is_none());
}
