//! When a request is sent again, and after how long. The clock skips every wait.

use std::sync::mpsc::Sender;
use std::time::{Duration, UNIX_EPOCH};

use auth0_management::{Call, Error, ManagementClient, RetryPolicy};
use letterpress_test_support::{Ending, Reply, Server};

use super::setup::{SkippingClock, TARGET, Ticket, create, created, failure, queued, refusing, settings};

/// A client whose waits are skipped, and the server that answers it with what it is given.
struct Setup {
    server: Server,
    replies: Sender<Reply>,
    client: ManagementClient,
    clock: SkippingClock,
}

impl Setup {
    fn new(policy: RetryPolicy) -> Self {
        let ((server, replies), clock) = (queued(), SkippingClock::default());
        let limitless = settings(&server).token("t").timeout(None).attempt_timeout(None);
        let client = limitless.clock(clock.clone()).retry(policy.jitter(false)).build().unwrap();
        Self { server, replies, client, clock }
    }

    /// What a call gives, by its attempts if it succeeds, how often it was sent, and the waits in seconds.
    async fn call(
        &self,
        replies: impl IntoIterator<Item = Reply>,
        options: impl FnOnce(Call<'static, Ticket>) -> Call<'static, Ticket>,
    ) -> (Result<u32, Error>, usize, Vec<f64>) {
        let (requests, slept) = (self.server.requests().len(), self.clock.0.slept().len());
        replies.into_iter().for_each(|reply| self.replies.send(reply).unwrap());
        let result = options(create(&self.client)).send().await.map(|response| response.attempts());
        let requests = &self.server.requests()[requests..];
        for request in requests {
            assert_eq!([&request.method, &request.target, &*request.text()], ["POST", TARGET, "{}"]);
            assert_eq!(request.header("authorization"), Some("Bearer t"));
        }
        let slept = self.clock.0.slept()[slept..].iter().map(Duration::as_secs_f64).collect();
        (result, requests.len(), slept)
    }
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
        let (result, requests, slept) = Setup::new(RetryPolicy::default()).call(replies, |call| call).await;
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
        let (result, requests, slept) = Setup::new(RetryPolicy::default()).call([reply], |call| call).await;
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
        let (result, requests, slept) = Setup::new(policy).call(replies, call_with).await;
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
    let by_method = Setup::new(RetryPolicy::default());
    let always = Setup::new(RetryPolicy::default().retry_non_idempotent(true));
    for (reply, wait) in rows {
        let shown = format!("{reply:?}");
        let (result, requests, slept) = by_method.call([reply.clone()], |call| call).await;
        assert_eq!((result.is_err(), requests, slept), (true, 1, vec![]), "{shown}");
        let (result, requests, slept) = always.call([reply.clone()], |call| call.idempotent(false)).await;
        assert_eq!((result.is_err(), requests, slept), (true, 1, vec![]), "{shown}");

        let replies = [reply, created()];
        let (result, requests, slept) = by_method.call(replies.clone(), |call| call.idempotent(true)).await;
        assert_eq!((result.unwrap(), requests, slept), (2, 2, vec![wait]), "{shown}");
        let (result, requests, slept) = always.call(replies, |call| call).await;
        assert_eq!((result.unwrap(), requests, slept), (2, 2, vec![wait]), "{shown}");
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
    let setup = Setup::new(RetryPolicy::default());
    for status in [301, 400, 401, 403, 404, 409, 422, 501] {
        let reply = Reply::new(status).header("Retry-After", "1");
        let (result, requests, slept) = setup.call([reply], |call| call.idempotent(true)).await;
        let answered = failure(result).status().map(|status| status.as_u16());
        assert_eq!((answered, requests, slept), (Some(status), 1, vec![]));
    }
    let (result, requests, slept) = setup.call([Reply::json(201, "[]")], |call| call.idempotent(true)).await;
    assert!(matches!(failure(result), Error::Decode(_)));
    assert_eq!((requests, slept), (1, vec![]));
}
