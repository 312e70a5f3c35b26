//! Credentials of every kind, and types with secret members, in every fault: what is sent has them, what is shown has not.

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use letterpress_end_to_end::schemes::runtime::{BoxFuture, Call, Clock, Error, RetryPolicy};
use letterpress_end_to_end::schemes::types::{Login, LoginRequired, Session};
use letterpress_end_to_end::schemes::{SchemesClient, SchemesClientBuilder};
use letterpress_test_support::{Carrier, Reply};

use super::fault_server::{FaultClock, FaultServer, LIMIT, MAX_SIZE};
use super::faults::{MARKER, rows, rows_of_http1};
use super::setup::{failure, refusing, shown};

impl Clock for FaultClock {
    fn now(&self) -> SystemTime {
        auth0_management::runtime::Clock::now(self)
    }

    fn elapsed(&self) -> Duration {
        auth0_management::runtime::Clock::elapsed(self)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        auth0_management::runtime::Clock::sleep(self, duration)
    }
}

type Setting = fn(SchemesClientBuilder) -> SchemesClientBuilder;
type Calling = for<'a> fn(&SchemesClient, &'a Login) -> Call<'a, Session>;

/// Each kind of credential, and a call that is sent with it.
const SCHEMES: [(Setting, Calling); 5] = [
    (|builder| builder.in_header(MARKER), |client, login| client.login().by_header(login)),
    (|builder| builder.in_query(MARKER), |client, login| client.login().by_query(login)),
    (|builder| builder.in_cookie(MARKER), |client, login| client.login().by_cookie(login)),
    (|builder| builder.basic("user", MARKER), |client, login| client.login().by_basic(login)),
    (|builder| builder.basic(MARKER, ""), |client, login| client.login().by_basic(login).form()),
];

/// The marker as Basic credentials carry it.
const ENCODED: [&str; 2] = ["dXNlcjpTM2NyM3Q=", "UzNjcjN0Og=="];

fn login() -> Login {
    let required = LoginRequired { phrase: MARKER.to_owned(), pin: MARKER.to_owned() };
    let login = Login::new(required).client_secret(MARKER).api_key(MARKER);
    check(&debug(&login));
    assert!(debug(&login.clone().pet("Rex")).contains("Rex"));
    login
}

fn debug(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

fn check(text: &str) {
    let is_shown = [MARKER, ENCODED[0], ENCODED[1]].iter().any(|secret| text.contains(secret));
    assert!(!text.is_empty() && !is_shown, "{text}");
}

fn settings(faults: &FaultServer, set: Setting) -> SchemesClientBuilder {
    let builder = set(SchemesClient::builder().base_url(faults.server.url()));
    let builder = builder.timeout(None).attempt_timeout(LIMIT).max_response_size(MAX_SIZE);
    builder.clock(faults.clock.clone()).retry(RetryPolicy::default().jitter(false))
}

#[tokio::test]
async fn no_fault_shows_a_credential_or_a_secret_member() {
    let (faults, login) = (FaultServer::new(|_| Carrier::Plain), login());
    for (set, calling) in SCHEMES {
        let builder = settings(&faults, set);
        check(&debug(&builder));
        let client = builder.build().unwrap();
        check(&debug(&client));
        check(&debug(&calling(&client, &login)));
        let count = rows(SystemTime::UNIX_EPOCH, "").len();
        for number in 0..count + rows_of_http1().len() {
            let mut rows = rows(faults.clock.now(), "https://elsewhere.example");
            rows.extend(rows_of_http1());
            let reply = rows.swap_remove(number).reply;
            faults.fail(move |_| Some(reply.clone()));
            if let Err(error) = calling(&client, &login).idempotent(true).await {
                check(&shown(&error));
            }
            let requests = faults.server.take_requests();
            assert!(!requests.is_empty());
            for request in requests {
                let head = format!("{} {:?}", request.target, request.headers);
                let is_sent = [MARKER, ENCODED[0], ENCODED[1]].iter().any(|secret| head.contains(secret));
                assert!(is_sent && request.text().contains(MARKER), "{request:?}");
            }
        }
    }
}

#[tokio::test]
async fn no_answer_shows_a_secret_member() {
    let faults = FaultServer::new(|_| Carrier::Plain);
    let body = format!(r#"{{"ticket":"{MARKER}","refresh_token":"{MARKER}","more":"{MARKER}"}}"#);
    faults.fail(move |_| Some(Reply::json(200, &body).header("Set-Cookie", MARKER)));
    for (set, calling) in SCHEMES {
        let client = settings(&faults, set).build().unwrap();
        let answer = calling(&client, &login()).send().await.unwrap();
        check(&debug(&answer));
        assert_eq!(answer.value().ticket, MARKER);
        check(&debug(answer.value()));
    }
}

#[tokio::test]
async fn no_error_before_the_answer_shows_a_credential() {
    let (faults, login) = (FaultServer::new(|_| Carrier::Plain), login());
    let (_socket, refusing) = refusing();
    for (set, calling) in SCHEMES {
        let client = settings(&faults, set).base_url(&refusing).build().unwrap();
        let error = failure(calling(&client, &login).await);
        assert!(error.is_connect());
        check(&shown(&error));
        // Without the credential.
        let bare = settings(&faults, |builder| builder).build().unwrap();
        let error = failure(calling(&bare, &login).await);
        assert!(matches!(error, Error::Auth(_)));
        check(&shown(&error));
        let client = settings(&faults, set).build().unwrap();
        check(&shown(&failure(calling(&client, &login).header("x", format!("{MARKER}\n")).await)));
        check(&shown(&failure(calling(&client, &login).query("a", MARKER.repeat(20_000)).await)));
    }
    let unfit: [Setting; 3] = [
        |builder| builder.in_header(format!("{MARKER}\n")),
        |builder| builder.in_cookie(format!("{MARKER}\n")),
        |builder| builder.basic(format!("user:{MARKER}"), MARKER),
    ];
    for set in unfit {
        check(&shown(&failure(settings(&faults, set).build())));
    }
    assert_eq!(faults.server.requests(), []);
}
