//! Secrets are never shown: a marker stands in every one of them, and is searched in all that can be printed.

use std::fmt::Debug;
use std::sync::Arc;

use auth0_management::runtime::AccessToken;
use auth0_management::runtime::mock::{MockClock, MockReply, MockTransport};
use auth0_management::{Call, Error, ManagementClient, ManagementClientBuilder, RetryPolicy, Secret};
use letterpress_test_support::{Ending, Reply, Server};

use super::setup::{Content, Ticket, failure, settings, shown};

const MARKER: &str = "S3cr3t";

fn debug(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

fn check(text: &str) {
    assert!(!text.is_empty() && !text.contains(MARKER), "{text}");
}

/// A client with a secret token.
fn client(server: &Server) -> ManagementClient {
    settings(server).token(format!("token-{MARKER}")).build().unwrap()
}

/// A call with secrets wherever it takes a text.
fn call<'a>(client: &ManagementClient, content: &'a Content) -> Call<'a, Ticket> {
    let call = client.self_service_profiles().sso_ticket().create(MARKER, content);
    call.header("x-secret", MARKER).query("secret", MARKER).custom_domain(format!("{MARKER}.example"))
}

fn content() -> Content {
    serde_json::from_str(&format!(r#"{{"connection_id":"c","unknown":"{MARKER}"}}"#)).unwrap()
}

#[tokio::test]
async fn what_leads_to_a_request_shows_no_secret() {
    let server = Server::replying([]);
    let builders: [fn(ManagementClientBuilder) -> ManagementClientBuilder; 3] = [
        |settings| settings.token(MARKER),
        |settings| settings.client_credentials("client_1", MARKER),
        |settings| settings.token_provider(AccessToken::new(MARKER)),
    ];
    for client_with in builders {
        let builder = client_with(settings(&server));
        check(&debug(&builder));
        let client = builder.build().unwrap();
        check(&debug(&client));
        check(&debug(&client.self_service_profiles().sso_ticket()));
        let content = content();
        check(&debug(&content));
        check(&debug(&call(&client, &content)));
        check(&debug(&call(&client, &content).into_future()));
        check(&debug(&call(&client, &content).send()));
        check(&debug(&call(&client, &content).send_bytes()));
    }
    check(&debug(&Secret::from(MARKER)));
    check(&debug(&AccessToken::new(MARKER)));
}

#[tokio::test]
async fn what_an_answer_leads_to_shows_no_secret() {
    let body = format!(r#"{{"ticket":"https://{MARKER}","unknown":["{MARKER}"]}}"#);
    let reply = Reply::json(201, &body).header("Set-Cookie", MARKER);
    let server = Server::replying([reply.clone(), reply]);
    let client = client(&server);
    let content = content();
    let response = call(&client, &content).send().await.unwrap();
    check(&debug(&response));
    check(&debug(response.value()));
    check(&debug(response.value().unknown_fields()));
    // It is there all the same.
    assert!(response.value().ticket.as_ref().is_some_and(|ticket| ticket.contains(MARKER)));
    check(&debug(&call(&client, &content).send_bytes().await.unwrap()));
}

#[tokio::test]
async fn no_error_shows_a_secret() {
    let json = |status, body: String| Reply::json(status, &body).header("Set-Cookie", MARKER);
    let replies = [
        json(302, String::new()).header("Location", &format!("https://{MARKER}.example")),
        json(400, format!(r#"{{"error":"{MARKER}","errorCode":"{MARKER}","message":"{MARKER}"}}"#)),
        json(401, MARKER.to_owned()).header("WWW-Authenticate", MARKER),
        json(500, format!("<html>{MARKER}")).header("X-Request-Id", MARKER),
        json(201, format!(r#"{{"ticket":["{MARKER}"]}}"#)),
        json(201, format!(r#"{{"ticket":"{MARKER}"#)),
        json(201, format!("{{\"ticket\":\"{MARKER}\u{1}\"}}")),
        json(201, format!(r#"{{"ticket":"{MARKER}\q"}}"#)),
        json(201, format!(r#"{{"ticket":"{MARKER}","ticket":"{MARKER}"}}"#)),
        json(201, MARKER.to_owned()),
        json(201, format!(r#""{MARKER}""#)),
        json(201, format!(r#"{{"ticket":"{MARKER}"}}"#)).cut_after(15, Ending::Close),
        json(201, format!(r#"{{"ticket":"{MARKER}"}}"#)).cut_after(15, Ending::Reset),
        Reply::raw(format!("{MARKER}\r\n\r\n")),
        Reply::raw(format!("HTTP/1.1 201 \r\n{MARKER}\r\n\r\n")),
        Reply::raw(format!("HTTP/1.1 201 \r\nContent-Length: {MARKER}\r\n\r\n")),
        Reply::nothing(Ending::Close),
        Reply::nothing(Ending::Reset),
    ];
    let server = Server::replying(replies.clone());
    let client = client(&server);
    let content = content();
    for _ in replies {
        check(&shown(&failure(call(&client, &content).await)));
    }
    check(&shown(&failure(call(&client, &content).header("x-other", format!("{MARKER}\n")).await)));
    check(&shown(&failure(call(&client, &content).header(format!("{MARKER}\n"), "a").await)));
    check(&shown(&failure(call(&client, &content).header("Authorization", MARKER).await)));
    check(&shown(&failure(call(&client, &content).query("a", MARKER.repeat(20_000)).await)));
    let content = serde_json::from_str(&format!(r#"{{"a":["{MARKER}",null]}}"#)).unwrap();
    check(&shown(&failure(call(&client, &content).form().await)));
}

#[tokio::test]
async fn no_error_of_authentication_shows_a_secret() {
    let told = format!(r#"{{"error":"{MARKER}","error_description":"{MARKER}"}}"#);
    let replies = [
        Reply::json(401, &told),
        Reply::json(403, &told).header("Set-Cookie", MARKER),
        Reply::json(200, MARKER),
        Reply::json(200, &format!(r#"{{"access_token":"{MARKER}\n"}}"#)),
        Reply::json(200, &format!(r#"{{"access_token":"{MARKER}","token_type":"{MARKER}"}}"#)),
        Reply::json(200, &format!(r#"{{"access_token":"{MARKER}"}}"#)).cut_after(15, Ending::Reset),
        Reply::raw(MARKER),
        Reply::nothing(Ending::Close),
    ];
    let server = Server::replying(replies.clone());
    let client = settings(&server).client_credentials("client_1", MARKER);
    let client = client.retry(RetryPolicy::default().max_retries(0)).build().unwrap();
    let content = content();
    for _ in replies {
        let error = failure(call(&client, &content).await);
        assert!(matches!(error, Error::Auth(_)));
        check(&shown(&error));
        // The clones that waiting calls get are errors in their own right.
        let Error::Auth(error) = error else { continue };
        check(&shown(&error.as_ref().clone()));
    }
}

#[test]
fn no_error_of_time_shows_a_secret() {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport
        .reply(MockReply::json(429, format!(r#"{{"message":"{MARKER}"}}"#)).header("Set-Cookie", MARKER));
    transport.reply(MockReply::never());
    let client = ManagementClient::builder().domain("acme.example").token(MARKER).attempt_timeout(None);
    let client = client.transport(transport).clock(clock.clone()).build().unwrap();
    let error = failure(clock.block_on(call(&client, &content())));
    assert!(matches!(&error, Error::Timeout(error) if error.last().is_some()), "{error}");
    check(&shown(&error));
}

#[test]
fn no_error_of_building_shows_a_secret() {
    let server = Server::replying([]);
    let builders: [fn(ManagementClientBuilder) -> ManagementClientBuilder; 7] = [
        |settings| settings.token(format!("{MARKER}\n")),
        |settings| settings.custom_domain(format!("{MARKER}\n")),
        |settings| settings.base_url(format!("https://user:{MARKER}@a.example")),
        |settings| settings.base_url(format!("https://a.example?{MARKER}")),
        |settings| settings.base_url(MARKER),
        |settings| settings.base_url(format!("http://{MARKER}.example")),
        |settings| settings.client_credentials("a", MARKER).token_url(format!("http://{MARKER}.example")),
    ];
    for client_with in builders {
        check(&shown(&failure(client_with(settings(&server)).build())));
    }
}

/// Errors are shared between tasks, and so must be sent by [`Arc`] as well.
#[test]
fn an_error_behind_another_is_as_silent() {
    let error: Arc<dyn std::error::Error + Send + Sync> =
        Arc::new(failure(serde_json::from_str::<Ticket>(&format!(r#"{{"ticket":{{"{MARKER}":1}}}}"#))));
    check(&shown(&error));
}
