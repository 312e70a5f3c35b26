//! Client credentials: when a token is fetched, what is sent for it, and what happens without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use auth0_management::runtime::mock::MockClock;
use auth0_management::runtime::{AccessToken, AuthError, BoxFuture};
use auth0_management::{Error, ManagementClientBuilder, RetryPolicy, TokenProvider};
use letterpress_test_support::{Ending, Reply, Request, Server};
use tokio::task::JoinSet;

use super::setup::{TELEMETRY, arrived, create, created, failure, settings};

/// A server that answers the token request of this number, from 1, with `token`, and all else with `answer`.
fn issuing(
    token: impl Fn(usize) -> Reply + Send + Sync + 'static,
    answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
) -> Arc<Server> {
    let count = AtomicUsize::new(0);
    Arc::new(Server::answering(move |request| match &*request.target {
        "/oauth/token" => token(count.fetch_add(1, Ordering::SeqCst) + 1),
        _ => answer(request),
    }))
}

/// The token of this number, as the endpoint gives it.
fn token(number: usize, life: u32) -> Reply {
    let body = format!(r#"{{"access_token":"token-{number}","token_type":"Bearer","expires_in":{life}}}"#);
    Reply::json(200, &body)
}

/// A client's settings with client credentials.
fn credentials(server: &Server) -> ManagementClientBuilder {
    settings(server).client_credentials("client_1", "secret_1").retry(RetryPolicy::default().max_retries(0))
}

/// A client whose time is the clock's, with no limits for the clock to reach.
fn timed(server: &Server, clock: &MockClock) -> ManagementClientBuilder {
    credentials(server).clock(clock.clone()).timeout(None).attempt_timeout(None)
}

/// The requests in their order: `token` for one for a token, else the credentials that it carried.
fn course(server: &Server) -> Vec<String> {
    let step = |request: &Request| match &*request.target {
        "/oauth/token" => "token".to_owned(),
        _ => request.header("authorization").unwrap_or("none").to_owned(),
    };
    server.requests().iter().map(step).collect()
}

/// Answers 401 to `token-1`.
fn refusing_the_first(request: &Request) -> Reply {
    if request.header("authorization") == Some("Bearer token-1") { Reply::new(401) } else { created() }
}

#[tokio::test]
async fn the_token_request_is_a_form_of_the_credentials_and_the_audience() {
    type Row = (fn(ManagementClientBuilder) -> ManagementClientBuilder, &'static str, Option<&'static str>);
    let rows: [Row; 4] = [
        (|settings| settings, "/oauth/token", None),
        (|settings| settings.audience("urn:a b"), "/oauth/token", Some("urn%3Aa%20b")),
        (|settings| settings.token_url("/elsewhere/token/"), "/elsewhere/token/", None),
        (|settings| settings.custom_domain("a.example"), "/oauth/token", None),
    ];
    for (client_with, target, audience) in rows {
        let server = Server::replying([token(1, 600), created()]);
        let client = client_with(settings(&server).client_credentials("client 1", "s&=+é")).build().unwrap();
        create(&client).header("x-one", "1").query("a", "b").await.unwrap();
        let request = &server.requests()[0];
        assert_eq!([&request.method, &request.target], ["POST", target]);
        let host = server.url().replace("http://", "");
        let own = format!("http%3A%2F%2F{}%2Fapi%2Fv2%2F", host.replace(':', "%3A"));
        let body = format!(
            "grant_type=client_credentials&client_id=client%201&client_secret=s%26%3D%2B%C3%A9&audience={}",
            audience.unwrap_or(&own),
        );
        assert_eq!(request.text(), body);
        let mut headers = request.headers.clone();
        headers.sort();
        let expected = [
            ("accept", "application/json"),
            ("auth0-client", TELEMETRY),
            ("content-length", &body.len().to_string()),
            ("content-type", "application/x-www-form-urlencoded"),
            ("host", &host),
            ("user-agent", "auth0-management/0.1.0 letterpress/0.1.0"),
        ];
        assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_calls_at_once_share_one_token() {
    let server = issuing(|number| token(number, 600), |_| created());
    let client = credentials(&server).build().unwrap();
    let calls: JoinSet<_> = (0..50).map(|_| create(&client).into_future()).collect();
    for result in calls.join_all().await {
        result.unwrap();
    }
    let course = course(&server);
    assert_eq!(course[0], "token");
    assert_eq!(course[1..], ["Bearer token-1"; 50]);
}

#[tokio::test]
async fn a_token_is_renewed_shortly_before_it_expires() {
    // After a life of so many seconds, and then at each of these: the number of the token that is sent.
    let rows: [(u32, &[(u64, usize)]); 3] = [
        (86_400, &[(0, 1), (86_339, 1), (86_340, 2), (86_341, 2)]),
        (100, &[(0, 1), (89, 1), (90, 2), (179, 2), (180, 3)]),
        (0, &[(0, 1), (0, 2)]),
    ];
    for (life, steps) in rows {
        let server = issuing(move |number| token(number, life), |_| created());
        let clock = MockClock::new();
        let client = timed(&server, &clock).build().unwrap();
        let mut at = 0;
        for &(second, number) in steps {
            clock.advance(Duration::from_secs(second - at));
            at = second;
            create(&client).await.unwrap();
            let course = course(&server);
            assert_eq!(course.last().unwrap(), &format!("Bearer token-{number}"), "{life} s, at {second} s");
            assert_eq!(course.iter().filter(|step| *step == "token").count(), number);
        }
    }
}

#[tokio::test]
async fn a_token_that_does_not_say_when_it_expires_is_used_once() {
    let body = r#"{"access_token":"t","token_type":"bearer"}"#;
    let server = issuing(|_| Reply::json(200, body), |_| created());
    let client = credentials(&server).build().unwrap();
    create(&client).await.unwrap();
    create(&client).await.unwrap();
    assert_eq!(course(&server), ["token", "Bearer t", "token", "Bearer t"]);
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_used_while_it_lasts() {
    let server = issuing(|number| if number == 1 { token(1, 600) } else { Reply::new(403) }, |_| created());
    let clock = MockClock::new();
    let client = timed(&server, &clock).build().unwrap();
    create(&client).await.unwrap();
    // Due for renewal at 540 s, which is tried again every 10 s, and good until 590 s.
    for (step, tried) in [(545, true), (9, false), (1, true), (35, true)] {
        clock.advance(Duration::from_secs(step));
        let before = course(&server).len();
        create(&client).await.unwrap();
        let expected: &[&str] = if tried { &["token", "Bearer token-1"] } else { &["Bearer token-1"] };
        assert_eq!(course(&server)[before..], *expected);
    }
    clock.advance(Duration::from_secs(10));
    assert!(matches!(failure(create(&client).await), Error::Auth(_)));
    assert_eq!(course(&server).last().unwrap(), "token");
}

#[tokio::test]
async fn a_token_is_used_while_another_call_renews_it() {
    let server = issuing(
        |number| if number == 1 { token(1, 600) } else { Reply::nothing(Ending::Stall) },
        |_| created(),
    );
    let clock = MockClock::new();
    let client = timed(&server, &clock).build().unwrap();
    create(&client).await.unwrap();
    clock.advance(Duration::from_secs(545));
    let renewing = tokio::spawn(create(&client).into_future());
    arrived(&server, 3).await;
    create(&client).await.unwrap();
    assert_eq!(course(&server), ["token", "Bearer token-1", "token", "Bearer token-1"]);
    renewing.abort();
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_request_sent_again() {
    let server = issuing(|number| token(number, 600), refusing_the_first);
    let client = credentials(&server).build().unwrap();
    assert_eq!(create(&client).send().await.unwrap().attempts(), 2);
    create(&client).await.unwrap();
    assert_eq!(course(&server), ["token", "Bearer token-1", "token", "Bearer token-2", "Bearer token-2"]);
    let bodies: Vec<_> = server.requests().iter().map(|request| request.text().into_owned()).collect();
    assert_eq!([&bodies[1], &bodies[3]], ["{}", "{}"]);
}

#[tokio::test]
async fn a_second_refusal_is_an_error() {
    let server = issuing(|number| token(number, 600), |_| Reply::new(401));
    let Error::Api(error) = failure(create(&credentials(&server).build().unwrap()).await) else {
        panic!("another error")
    };
    assert_eq!((error.status().as_u16(), error.attempts()), (401, 2));
    assert_eq!(course(&server), ["token", "Bearer token-1", "token", "Bearer token-2"]);
}

#[tokio::test]
async fn the_same_token_again_is_not_sent_again() {
    let server = issuing(|_| token(1, 600), |_| Reply::new(401));
    let error = failure(create(&credentials(&server).build().unwrap()).await);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(course(&server), ["token", "Bearer token-1", "token"]);

    let server = Server::replying([Reply::new(401)]);
    let error = failure(create(&settings(&server).token("t").build().unwrap()).await);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_whose_token_is_refused_at_once_share_the_next() {
    let server = issuing(|number| token(number, 600), refusing_the_first);
    let client = credentials(&server).build().unwrap();
    let calls: JoinSet<_> = (0..20).map(|_| create(&client).into_future()).collect();
    for result in calls.join_all().await {
        result.unwrap();
    }
    let course = course(&server);
    assert_eq!(course.iter().filter(|step| *step == "token").count(), 2);
    assert_eq!(course.iter().filter(|step| *step == "Bearer token-2").count(), 20);
}

#[tokio::test]
async fn without_a_token_no_request_is_sent() {
    let denied = r#"{"error":"access_denied","error_description":"Unauthorized"}"#;
    let rows = [
        (Reply::json(401, denied), Some(401), Some("access_denied"), Some("Unauthorized")),
        (Reply::json(403, denied), Some(403), Some("access_denied"), Some("Unauthorized")),
        (Reply::new(429), Some(429), None, None),
        (Reply::new(500).body("<html>"), Some(500), None, None),
        (Reply::new(302).header("Location", "/oauth/token"), Some(302), None, None),
        (Reply::new(200), None, None, None),
        (Reply::json(200, "{"), None, None, None),
        (Reply::json(200, "[]"), None, None, None),
        (Reply::json(200, r#"{"expires_in":600}"#), None, None, None),
        (Reply::json(200, r#"{"access_token":""}"#), None, None, None),
        (Reply::json(200, r#"{"access_token":1}"#), None, None, None),
        (Reply::json(200, r#"{"access_token":"a\r\nb"}"#), None, None, None),
        (Reply::json(200, r#"{"access_token":"a","token_type":"mac"}"#), None, None, None),
        (token(1, 600).cut_after(5, Ending::Close), None, None, None),
        (Reply::nothing(Ending::Reset), None, None, None),
    ];
    let server = Server::replying(rows.clone().map(|(reply, ..)| reply));
    let client = credentials(&server).build().unwrap();
    for (reply, status, kind, description) in rows {
        let Error::Auth(error) = failure(create(&client).await) else { panic!("another error: {reply:?}") };
        assert_eq!(error.status().map(|status| status.as_u16()), status, "{reply:?}");
        assert_eq!([error.error(), error.description()], [kind, description]);
        assert!(error.to_string().starts_with("no access token: "), "{error}");
    }
    assert_eq!(course(&server), ["token"; 15]);
}

#[tokio::test]
async fn a_refusal_without_another_token_is_an_error_of_authentication() {
    let server =
        issuing(|number| if number == 1 { token(1, 600) } else { Reply::new(403) }, |_| Reply::new(401));
    let error = failure(create(&credentials(&server).build().unwrap()).await);
    assert!(matches!(&error, Error::Auth(error) if error.status().is_some_and(|status| status == 403)));
    assert_eq!(course(&server), ["token", "Bearer token-1", "token"]);
}

#[tokio::test]
async fn whoever_waits_for_a_token_asks_if_the_one_who_asked_is_gone() {
    let server = issuing(
        |number| if number == 1 { Reply::nothing(Ending::Stall) } else { token(number, 600) },
        |_| created(),
    );
    let client = credentials(&server).build().unwrap();
    let first = tokio::spawn(create(&client).into_future());
    arrived(&server, 1).await;
    let second = tokio::spawn(create(&client).into_future());
    tokio::task::yield_now().await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(course(&server), ["token", "token", "Bearer token-2"]);
}

#[tokio::test]
async fn the_time_of_a_call_covers_its_token() {
    let server = issuing(|_| Reply::nothing(Ending::Stall), |_| created());
    let clock = MockClock::new();
    let client = credentials(&server).clock(clock.clone()).attempt_timeout(None).build().unwrap();
    let call = tokio::spawn(create(&client).into_future());
    arrived(&server, 1).await;
    clock.advance(Duration::from_secs(120));
    let error = failure(call.await.unwrap());
    assert!(matches!(&error, Error::Timeout(error) if error.attempts() == 0), "{error}");
    assert_eq!(course(&server), ["token"]);
}

/// Gives the tokens `a`, then fails.
struct Once(AtomicUsize);

impl TokenProvider for Once {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        Box::pin(async {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => Ok(AccessToken::new("a")),
                _ => Err(AuthError::new("no more")),
            }
        })
    }
}

#[tokio::test]
async fn a_provider_of_ones_own_gives_tokens() {
    let server = Server::replying([created()]);
    let client = settings(&server).token_provider(Once(AtomicUsize::new(0))).build().unwrap();
    create(&client).await.unwrap();
    let Error::Auth(error) = failure(create(&client).await) else { panic!("another error") };
    assert_eq!(std::error::Error::source(&*error).unwrap().to_string(), "no more");
    assert_eq!(course(&server), ["Bearer a"]);
}
