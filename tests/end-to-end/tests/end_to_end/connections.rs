//! What a call gives when there is no answer, or only a part of one.

use std::io::Write;
use std::net::{Ipv4Addr, Shutdown, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use auth0_management::runtime::FailureKind;
use auth0_management::runtime::mock::MockClock;
use auth0_management::{Call, Error, ManagementClient, ManagementClientBuilder};
use letterpress_test_support::{Ending, Reply, Server};

use super::setup::{Ticket, arrived, client, create, created, failure, refusing, settings};

/// What a call gives that is stalled by `reply`, `limit` after it was sent and no sooner.
async fn stalled(
    reply: Reply,
    client_with: impl FnOnce(ManagementClientBuilder) -> ManagementClientBuilder,
    call_with: impl FnOnce(Call<'static, Ticket>) -> Call<'static, Ticket>,
    limit: Duration,
) -> Error {
    let (server, clock) = (Arc::new(Server::replying([reply])), MockClock::new());
    let client = client_with(settings(&server).token("t").clock(clock.clone())).build().unwrap();
    let call = tokio::spawn(call_with(create(&client)).into_future());
    arrived(&server, 1).await;
    clock.advance(limit.saturating_sub(Duration::from_nanos(1)));
    // Gives the call its turn, should it take that for the end.
    tokio::task::yield_now().await;
    assert!(!call.is_finished());
    clock.advance(Duration::from_nanos(1));
    failure(call.await.unwrap())
}

fn stalls() -> [Reply; 4] {
    [
        Reply::nothing(Ending::Stall),
        Reply::raw("HTTP/1.1 201 \r\nContent-Le").cut_after(0, Ending::Stall),
        created().cut_after(5, Ending::Stall),
        created().chunked().cut_after(5, Ending::Stall),
    ]
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_given_up() {
    const SECOND: Duration = Duration::from_secs(1);
    for reply in stalls() {
        let error = stalled(reply, |settings| settings, |call| call, 30 * SECOND).await;
        assert!(error.is_timeout() && error.is_retryable() && !error.is_connect());
        let Error::Transport(error) = error else { panic!("another error") };
        assert_eq!((error.kind(), error.attempts()), (FailureKind::Timeout, 1));
    }
    let reply = Reply::nothing(Ending::Stall);
    let of_the_client = |settings: ManagementClientBuilder| settings.attempt_timeout(5 * SECOND);
    for (call_with, limit) in [
        ((|call| call) as fn(Call<'static, Ticket>) -> _, 5 * SECOND),
        (|call| call.attempt_timeout(7 * SECOND), 7 * SECOND),
    ] {
        let error = stalled(reply.clone(), of_the_client, call_with, limit).await;
        assert!(matches!(&error, Error::Transport(error) if error.is_timeout()), "{error}");
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up() {
    const SECOND: Duration = Duration::from_secs(1);
    type Row = (
        fn(ManagementClientBuilder) -> ManagementClientBuilder,
        fn(Call<'static, Ticket>) -> Call<'static, Ticket>,
        Duration,
    );
    let rows: [Row; 4] = [
        (|settings| settings.attempt_timeout(None), |call| call, 120 * SECOND),
        (|settings| settings.timeout(9 * SECOND), |call| call, 9 * SECOND),
        (|settings| settings.timeout(9 * SECOND), |call| call.timeout(11 * SECOND), 11 * SECOND),
        (|settings| settings, |call| call.attempt_timeout(None).timeout(3 * SECOND), 3 * SECOND),
    ];
    for (client_with, call_with, limit) in rows {
        let error = stalled(Reply::nothing(Ending::Stall), client_with, call_with, limit).await;
        assert!(error.is_timeout());
        let Error::Timeout(error) = error else { panic!("another error") };
        assert_eq!((error.elapsed(), error.attempts(), error.last().is_none()), (limit, 1, true));
    }
}

#[tokio::test]
async fn the_systems_clock_ends_a_call_too() {
    for reply in stalls() {
        let server = Server::replying([reply]);
        let error = failure(create(&client(&server)).attempt_timeout(Duration::from_millis(50)).await);
        assert!(matches!(&error, Error::Transport(error) if error.is_timeout()), "{error}");
    }
}

#[tokio::test]
async fn without_time_nothing_is_sent() {
    let server = Server::replying([]);
    let error = failure(create(&client(&server)).timeout(Duration::ZERO).await);
    assert!(matches!(&error, Error::Timeout(error) if error.attempts() == 0), "{error}");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_broken_answer_is_no_answer_and_the_request_is_not_sent_again() {
    let replies = [
        Reply::nothing(Ending::Close),
        Reply::nothing(Ending::Reset),
        created().cut_after(5, Ending::Close),
        created().cut_after(5, Ending::Reset),
        created().chunked().cut_after(5, Ending::Close),
        created().chunked().cut_after(5, Ending::Reset),
        // All of the body, but not its end.
        created().chunked().cut_after(1024, Ending::Close),
        created().header("X-Long", &"x".repeat(1 << 20)),
        Reply::raw("\u{16}\u{3}\u{1} garbage\r\n\r\n"),
        Reply::raw("HTTP/1.1 201"),
        Reply::raw("HTTP/1.1 999999 \r\n\r\n"),
        Reply::raw("HTTP/1.1 201 \r\nContent-Length: x\r\n\r\n{}"),
        Reply::raw("HTTP/1.1 201 \r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"),
    ];
    let server = Server::replying(replies.clone());
    let client = client(&server);
    for count in 1..=replies.len() {
        let error = failure(create(&client).await);
        assert!(!error.is_timeout() && !error.is_connect());
        let Error::Transport(error) = error else { panic!("another error") };
        assert_eq!((error.kind(), error.attempts()), (FailureKind::Io, 1), "reply {count}: {error:?}");
        assert_eq!(server.requests().len(), count);
    }
}

#[tokio::test]
async fn a_shared_connection_that_breaks_fails_the_call_and_spares_the_next() {
    for ending in [Ending::Close, Ending::Reset] {
        let server = Server::replying([created(), Reply::nothing(ending), created()]);
        let client = client(&server);
        create(&client).await.unwrap();
        assert!(matches!(failure(create(&client).await), Error::Transport(_)));
        create(&client).await.unwrap();
        let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
        assert_eq!(connections, [0, 0, 1]);
    }
}

#[tokio::test]
async fn a_connection_that_is_refused_is_told_apart() {
    let (_socket, url) = refusing();
    let client = ManagementClient::builder().base_url(url).token("t").build().unwrap();
    let error = failure(create(&client).max_retries(0).await);
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout());
    let text = error.to_string();
    assert!(text.starts_with("POST /self-service-profiles/{id}/sso-ticket has no answer"), "{text}");
    assert!(text.ends_with(": no connection could be made"), "{text}");
}

#[tokio::test]
async fn a_server_without_tls_is_not_trusted() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 \r\n\r\n").unwrap();
        // What is left unread would end the connection with a reset.
        stream.shutdown(Shutdown::Write).unwrap();
        std::io::copy(&mut stream, &mut std::io::sink()).unwrap();
    });
    let client = ManagementClient::builder().base_url(url).token("t").build().unwrap();
    let Error::Transport(error) = failure(create(&client).max_retries(0).await) else {
        panic!("another error")
    };
    assert_eq!((error.kind(), error.attempts()), (FailureKind::Tls, 1), "{error:#?}");
    server.join().unwrap();
}
