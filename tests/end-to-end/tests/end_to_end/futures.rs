//! A call as a future: what it borrows, where it can run, and what dropping it does.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use auth0_management::client::self_service_profiles::SelfServiceProfiles;
use auth0_management::client::self_service_profiles::sso_ticket::SsoTicket;
use auth0_management::runtime::{BoxFuture, CallFuture, Clock};
use auth0_management::{Call, Error, ManagementClient, ManagementClientBuilder, Response};
use letterpress_test_support::{Ending, Reply, Server};
use tokio::sync::Notify;

use super::setup::{Content, FULLEST, Ticket, arrived, client, create, created, fullest, settings};

#[test]
fn what_is_shared_between_threads_may_be() {
    fn shared<T: Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>() {}
    fn cloned<T: Clone>() {}
    fn copied<T: Copy + Send + Sync>() {}

    shared::<ManagementClient>();
    cloned::<ManagementClient>();
    shared::<ManagementClientBuilder>();
    cloned::<ManagementClientBuilder>();
    shared::<Error>();
    shared::<Response<Ticket>>();
    shared::<Content>();
    sent::<CallFuture<Ticket>>();
    sent::<Call<'static, Ticket>>();
    copied::<SelfServiceProfiles<'_>>();
    copied::<SsoTicket<'_>>();
    // What a `Result` costs that is returned through every layer.
    assert_eq!(size_of::<Error>(), 2 * size_of::<usize>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_outlives_what_it_was_given() {
    let server = Server::replying([created(), created(), created()]);
    let futures = {
        let (client, id, content) = (client(&server), "ssp_1".to_owned(), fullest());
        let tickets = client.self_service_profiles().sso_ticket();
        let value = tickets.create(&id, &content).into_future();
        let response = tickets.create(&id, &content).send();
        let bytes = tickets.create(&id, &content).send_bytes();
        (tokio::spawn(value), tokio::spawn(response), tokio::spawn(bytes))
    };
    let (value, response, bytes) = tokio::join!(futures.0, futures.1, futures.2);
    assert_eq!(&value.unwrap().unwrap(), response.unwrap().unwrap().value());
    bytes.unwrap().unwrap();
    assert!(server.requests().iter().all(|request| request.text() == FULLEST));
}

#[tokio::test]
async fn a_call_can_be_awaited_within_a_task_that_is_sent() {
    let server = Server::replying([created()]);
    let client = client(&server);
    let task = async move {
        let content = Content::new().ttl_sec(1);
        client.self_service_profiles().sso_ticket().create("ssp_1", &content).query("a", 1).await
    };
    tokio::spawn(task).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_call_that_is_never_polled_sends_nothing() {
    let server = Server::replying([created()]);
    let client = client(&server);
    drop(create(&client).into_future());
    drop(create(&client).send());
    create(&client).await.unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn dropping_a_call_stops_it_and_leaves_the_client_of_use() {
    let rows = [
        Reply::nothing(Ending::Stall),
        created().cut_after(5, Ending::Stall),
        Reply::new(201).filler(1 << 40),
    ];
    for reply in rows {
        let server = Arc::new(Server::replying([reply, created()]));
        let client = settings(&server).token("t").max_response_size(usize::MAX).build().unwrap();
        let call = tokio::spawn(create(&client).into_future());
        arrived(&server, 1).await;
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        create(&client).await.unwrap();
        let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
        assert_eq!(connections, [0, 1]);
    }
}

/// A clock that tells when someone waits, and lets the wait last forever.
struct Endless(Arc<Notify>);

impl Clock for Endless {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        self.0.notify_one();
        Box::pin(pending())
    }
}

#[tokio::test]
async fn dropping_a_call_that_waits_ends_its_retries() {
    let server = Server::replying([Reply::new(429), created()]);
    let waits = Arc::new(Notify::new());
    let limitless = settings(&server).token("t").timeout(None).attempt_timeout(None);
    let client = limitless.clock(Endless(Arc::clone(&waits))).build().unwrap();
    let call = tokio::spawn(create(&client).into_future());
    waits.notified().await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    create(&client).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}
