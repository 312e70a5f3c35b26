//! A client as it is printed, and calls of it as a user writes them.

use std::time::Duration;

use super::super::mock::{MockClock, MockReply, MockTransport};
use super::super::tests::{API, CREATE, Pet, Setup, authorization, pet};
use super::super::{BuildError, Builder, Error, Secret};
use super::*;

#[derive(Clone, Debug)]
struct PetClient {
    client: Client,
}

#[derive(Clone, Debug)]
struct PetClientBuilder {
    builder: Builder,
}

impl PetClient {
    fn builder() -> PetClientBuilder {
        PetClientBuilder { builder: Builder::new(&API) }
    }

    fn owners(&self) -> Owners<'_> {
        Owners { client: &self.client }
    }
}

impl PetClientBuilder {
    fn domain(self, value: impl Into<String>) -> Self {
        Self { builder: self.builder.variable("host", value) }
    }

    fn token(self, token: impl Into<Secret>) -> Self {
        Self { builder: self.builder.token("token", token) }
    }

    fn transport(self, transport: impl super::super::Transport + 'static) -> Self {
        Self { builder: self.builder.transport(transport) }
    }

    fn clock(self, clock: impl super::super::Clock + 'static) -> Self {
        Self { builder: self.builder.clock(clock) }
    }

    fn pet_domain(self, value: impl Into<String>) -> Self {
        Self { builder: self.builder.header_option("pet-domain", value) }
    }

    fn build(self) -> Result<PetClient, BuildError> {
        Ok(PetClient { client: self.builder.build()? })
    }
}

#[derive(Clone, Copy, Debug)]
struct Owners<'c> {
    client: &'c Client,
}

impl<'c> Owners<'c> {
    fn pets(self) -> Pets<'c> {
        Pets { client: self.client }
    }
}

#[derive(Clone, Copy, Debug)]
struct Pets<'c> {
    client: &'c Client,
}

impl Pets<'_> {
    fn create<'a>(self, id: &'a str, request: &'a Pet) -> Call<'a, Pet> {
        Call::new(self.client, &CREATE).parameter("id", id).body(request)
    }
}

impl<T, P> Call<'_, T, P> {
    fn pet_domain(self, value: impl Into<String>) -> Self {
        self.header_option("pet-domain", value)
    }
}

#[test]
fn a_printed_client_is_called_like_this() {
    async fn run(client: PetClient) -> Result<(), Error> {
        let request = pet("Rex");
        let created = client.owners().pets().create("o1", &request).await?;
        assert_eq!(created["name"], "Max");
        let response = client
            .owners()
            .pets()
            .create("o1", &created)
            .pet_domain("two.example.com")
            .header("x-correlation-id", "42")
            .query("dry_run", true)
            .timeout(Duration::from_secs(5))
            .attempt_timeout(None)
            .max_retries(0)
            .idempotent(true)
            .form()
            .send()
            .await?;
        assert_eq!((response.status().as_u16(), response.attempts()), (201, 1));
        Ok(())
    }
    fn spawnable<F: Future + Send + 'static>(future: F) -> F {
        future
    }

    let (transport, clock) = (MockTransport::new(), MockClock::new());
    let client = PetClient::builder()
        .domain("example.com")
        .token("t0ken")
        .pet_domain("one.example.com")
        .transport(transport.clone())
        .clock(clock.clone())
        .build()
        .unwrap();
    transport.reply(MockReply::json(201, r#"{"name": "Max"}"#));
    transport.reply(MockReply::json(201, r#"{"name": "Moritz"}"#));
    clock.block_on(spawnable(run(client))).unwrap();

    let requests = transport.requests();
    let domains: Vec<_> = requests.iter().map(|request| request.headers()["pet-domain"].clone()).collect();
    assert_eq!(domains, ["one.example.com", "two.example.com"]);
    assert_eq!(&requests[1].body()[..], b"name=Max");
}

#[test]
fn what_is_not_described_can_be_requested() {
    let setup = Setup::new([MockReply::json(200, r#"{"name": "Max"}"#)]);
    let body = pet("Rex");
    let call = setup.client().request::<Pet>(Method::Patch, "/new/a%2Fb").query("x", 1).body(&body);
    assert_eq!(setup.clock.block_on(call).unwrap(), pet("Max"));
    let request = &setup.transport.requests()[0];
    assert_eq!(request.method(), "PATCH");
    assert_eq!(request.uri(), "https://example.com/api/v2/new/a%2Fb?x=1");
    assert_eq!(authorization(request), Some("Bearer t0ken"));
    assert_eq!(&request.body()[..], br#"{"name":"Rex"}"#);
}

#[test]
fn a_requested_path_stays_under_the_base_url() {
    for path in [
        "",
        "x",
        "/../x",
        "/x/..",
        "/./x",
        "/%2e%2E/x",
        "/x?y",
        "/x#y",
        "/x\\..\\y",
        "/é",
        "/x y",
        "@evil.com",
        "https://evil.com",
    ] {
        let setup = Setup::new([]);
        let error = setup.clock.block_on(setup.client().request::<()>(Method::Get, path)).unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{path}: {error}");
        assert!(setup.transport.requests().is_empty());
    }
}

#[test]
fn every_method_can_be_requested() {
    use Method::{Delete, Get, Head, Options, Patch, Post, Put, Trace};
    for method in [Get, Head, Post, Put, Delete, Options, Patch, Trace] {
        let setup = Setup::new([MockReply::new(204)]);
        setup.clock.block_on(setup.client().request::<()>(method, "/x")).unwrap();
        assert_eq!(setup.transport.requests()[0].method(), method.as_str());
        assert_eq!(method.undescribed().method, method);
    }
}
