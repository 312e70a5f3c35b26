//! When a request is sent again, and after how long. The clock skips every wait.

use std::time::{Duration, UNIX_EPOCH};

use auth0_management::{Call, Error, ManagementClient, RetryPolicy};
use letterpress_test_support::{Ending, Reply, Server};

use super::setup::{SkippingClock, TARGET, Ticket, create, created, failure, refusing, settings};

/// What a call gives, how often it was sent, and the waits in seconds.
async fn answered(
    replies: impl IntoIterator<Item = Reply>,
    policy: RetryPolicy,
    call_with: impl FnOnce(Call<'static, Ticket>) -> Call<'static, Ticket>,
) -> (Result<u32, Error>, usize, Vec<f64>) {
    let (server, clock) = (Server::replying(replies), SkippingClock::default());
    let limitless = settings(&server).token("t").timeout(None).attempt_timeout(None);
    let client = limitless.clock(clock.clone()).retry(policy.jitter(false)).build().unwrap();
    let result = call_with(create(&client)).send().await.map(|response| response.attempts());
    let requests = server.requests();
    for request in &requests {
        assert_eq!([&request.method, &request.target, &*request.text()], ["POST", TARGET, "{}"]);
        assert_eq!(request.header("authorization"), Some("Bearer t"));
    }
    (result, requests.len(), clock.0.slept().iter().map(Duration::as_secs_f64).collect())
}

#[tokio::test]
async fn too_many_requests_are_sent_again_when_the_server_says() {
    let limited = || Reply::new(429);
    // The clock starts at 1767225600 s, which is 2026-01-01T00:00:00Z.
    let rows = [
        (vec![limited().header("Retry-After", "7")], vec![7.0]),
        (vec![limited().header("Retry-After", "0")], vec![1.0]),
        (vec![limited().header("Retry-After", "Thu, 01 Jan 2026 00:00:09 GMT")], vec![9.0]),
        (vec![limited().header("Retry-After", "soon")], vec![1.0]),
        (vec![limited().header("X-RateLimit-Reset", "1767225605")], vec![5.0]),
        (vec![limited().header("X-RateLimit-Reset", "1767225599")], vec![1.0]),
        (vec![limited().header("X-RateLimit-Reset", "1767225605").header("Retry-After", "8")], vec![8.0]),
        (vec![limited().header("Retry-After", "60")], vec![60.0]),
        (vec![limited(), limited()], vec![1.0, 2.0]),
        (vec![limited().header("Retry-After", "3"), limited()], vec![3.0, 2.0]),
    ];
    for (refusals, waits) in rows {
        let attempts = refusals.len() + 1;
        let replies = refusals.into_iter().chain([created()]);
        let (result, requests, slept) = answered(replies, RetryPolicy::default(), |call| call).await;
        assert_eq!((result.unwrap() as usize, requests, slept), (attempts, attempts, waits));
    }
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let end = UNIX_EPOCH + Duration::from_secs(1_767_225_661);
    let rows = [
        ("Retry-After", "61", (Some(Duration::from_secs(61)), None)),
        ("X-RateLimit-Reset", "1767225661", (None, Some(end))),
    ];
    for (name, value, hint) in rows {
        let reply = Reply::new(429).header(name, value);
        let (result, requests, slept) = answered([reply], RetryPolicy::default(), |call| call).await;
        let Error::Api(error) = failure(result) else { panic!("another error") };
        assert_eq!((error.rate_limit().retry_after, error.rate_limit().reset), hint);
        assert_eq!((error.attempts(), requests, slept.len()), (1, 1, 0));
    }
}

#[tokio::test]
async fn the_last_of_the_attempts_gives_the_error() {
    let rows = [
        (RetryPolicy::default(), None, vec![1.0, 2.0]),
        (RetryPolicy::default().max_retries(0), None, vec![]),
        (RetryPolicy::default(), Some(1), vec![1.0]),
        (RetryPolicy::default(), Some(6), vec![1.0, 2.0, 4.0, 8.0, 16.0, 20.0]),
        (RetryPolicy::default().max_delay(Duration::from_secs(3)), Some(3), vec![1.0, 2.0, 3.0]),
        (RetryPolicy::default().base_delay(Duration::ZERO), Some(1000), vec![0.0; 10]),
    ];
    for (policy, retries, waits) in rows {
        let replies = vec![Reply::new(429); waits.len() + 1];
        let call_with = |call: Call<'static, Ticket>| match retries {
            Some(retries) => call.max_retries(retries),
            None => call,
        };
        let (result, requests, slept) = answered(replies, policy, call_with).await;
        let Error::Api(error) = failure(result) else { panic!("another error") };
        assert_eq!((error.attempts() as usize, requests), (waits.len() + 1, waits.len() + 1));
        assert_eq!(slept, waits);
    }
}

#[tokio::test]
async fn what_the_server_may_have_acted_on_is_sent_again_only_if_that_is_stated() {
    let rows = [
        (Reply::new(408), 1.0),
        (Reply::new(500), 1.0),
        (Reply::new(502), 1.0),
        (Reply::new(503).header("Retry-After", "4"), 4.0),
        (Reply::new(504), 1.0),
        (Reply::nothing(Ending::Close), 1.0),
        (Reply::nothing(Ending::Reset), 1.0),
        (created().cut_after(5, Ending::Close), 1.0),
    ];
    let (by_method, always) = (RetryPolicy::default(), RetryPolicy::default().retry_non_idempotent(true));
    for (reply, wait) in rows {
        let replies = [reply, created()];
        let (result, requests, slept) = answered(replies.clone(), by_method.clone(), |call| call).await;
        assert_eq!((result.is_err(), requests, slept), (true, 1, vec![]), "{replies:?}");

        let stated = answered(replies.clone(), by_method.clone(), |call| call.idempotent(true)).await;
        assert_eq!((stated.0.unwrap(), stated.1, stated.2), (2, 2, vec![wait]), "{replies:?}");

        let stated = answered(replies.clone(), always.clone(), |call| call).await;
        assert_eq!((stated.0.unwrap(), stated.1, stated.2), (2, 2, vec![wait]), "{replies:?}");

        let (result, requests, _) = answered(replies, always.clone(), |call| call.idempotent(false)).await;
        assert_eq!((result.is_err(), requests), (true, 1));
    }
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again() {
    let ((_socket, url), clock) = (refusing(), SkippingClock::default());
    let client = ManagementClient::builder().base_url(url).token("t").clock(clock.clone());
    let policy = RetryPolicy::default().jitter(false);
    let client = client.timeout(None).attempt_timeout(None).retry(policy).build().unwrap();
    let error = failure(create(&client).await);
    assert!(
        matches!(&error, Error::Transport(error) if error.is_connect() && error.attempts() == 3),
        "{error}"
    );
    assert_eq!(clock.0.slept(), [1, 2].map(Duration::from_secs));
}

#[tokio::test]
async fn what_would_fail_again_is_not_sent_again() {
    for status in [301, 400, 401, 403, 404, 409, 422, 501] {
        let reply = Reply::new(status).header("Retry-After", "1");
        let (result, requests, slept) =
            answered([reply], RetryPolicy::default(), |call| call.idempotent(true)).await;
        assert_eq!((failure(result).status().map(|status| status.as_u16()), requests), (Some(status), 1));
        assert!(slept.is_empty());
    }
    let (result, requests, _) =
        answered([Reply::json(201, "[]")], RetryPolicy::default(), |call| call.idempotent(true)).await;
    assert!(matches!(failure(result), Error::Decode(_)));
    assert_eq!(requests, 1);
}
