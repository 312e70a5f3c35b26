//! What the tests of the client share: an API of two operations, a client over mocks, and futures side by side.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::Poll;

use bytes::Bytes;
use http::Request;

use super::mock::{MockClock, MockReply, MockTransport};
use super::transport::BoxFuture;
use super::*;

pub(super) static API: ApiInfo = ApiInfo {
    user_agent: "pets/1.0.0 letterpress/0.1.0",
    telemetry: None,
    servers: &[ServerInfo {
        url: &[Segment::Literal("https://"), Segment::Parameter("host"), Segment::Literal("/api/v2")],
        variables: &[Variable { name: "host", default: None, values: &[] }],
    }],
    operation_servers: &[],
    schemes: &[SecurityScheme {
        name: "token",
        kind: SchemeKind::Bearer,
        token: Some(TokenEndpoint { url: "/oauth/token", parameters: &[("audience", "/api/v2/")] }),
    }],
};

/// The parameter of the path in both operations.
const ID: Parameter = Parameter {
    name: "id",
    location: Location::Path,
    style: Style::Simple,
    explode: false,
    allow_reserved: false,
};

/// POST, not idempotent, with all that an operation can have.
pub(super) static CREATE: OperationInfo = OperationInfo {
    id: "create_pet",
    method: Method::Post,
    template: "/owners/{id}/pets",
    path: &[Segment::Literal("/owners/"), Segment::Parameter("id"), Segment::Literal("/pets")],
    parameters: &[ID],
    auth: Auth::Bearer,
    scopes: &["create:pets"],
    header_options: &["pet-domain"],
    bodies: &[
        BodyInfo { media_type: "application/json", format: BodyFormat::Json },
        BodyInfo { media_type: "application/x-www-form-urlencoded", format: BodyFormat::Form },
    ],
    accept: &["application/json"],
};

/// GET, idempotent, with no options.
pub(super) static GET: OperationInfo = OperationInfo {
    id: "get_pet",
    method: Method::Get,
    template: "/pets/{id}",
    path: &[Segment::Literal("/pets/"), Segment::Parameter("id")],
    parameters: &[ID],
    auth: Auth::Bearer,
    scopes: &[],
    header_options: &[],
    bodies: &[],
    accept: &[],
};

/// A call of an operation without optional parameters.
pub(super) fn call<'a, T>(client: &Client, operation: &'static OperationInfo) -> Call<'a, T> {
    Call::new(client, operation)
}

/// A body with one member.
pub(super) type Pet = BTreeMap<String, String>;

pub(super) fn pet(name: &str) -> Pet {
    Pet::from([("name".to_owned(), name.to_owned())])
}

/// A client's settings, with a transport and a clock to follow it by.
pub(super) struct Setup {
    pub(super) transport: MockTransport,
    pub(super) clock: MockClock,
    pub(super) builder: Builder,
}

impl Setup {
    /// Settings with a token, full waits and these replies.
    pub(super) fn new(replies: impl IntoIterator<Item = MockReply>) -> Self {
        let (transport, clock) = (MockTransport::new(), MockClock::new());
        replies.into_iter().for_each(|reply| transport.reply(reply));
        let builder = Builder::new(&API)
            .variable("host", "example.com")
            .token("token", "t0ken")
            .retry(RetryPolicy::default().jitter(false))
            .transport(transport.clone())
            .clock(clock.clone());
        Self { transport, clock, builder }
    }

    /// The same with other settings.
    pub(super) fn with(self, change: impl FnOnce(Builder) -> Builder) -> Self {
        Self { builder: change(self.builder), ..self }
    }

    pub(super) fn client(&self) -> Client {
        self.builder.clone().build().unwrap()
    }

    /// Runs a call of [`GET`].
    pub(super) fn get(&self) -> Result<(), Error> {
        self.clock.block_on(call::<()>(&self.client(), &GET).parameter("id", "1"))
    }

    /// Runs a call of [`CREATE`].
    pub(super) fn create(&self) -> Result<(), Error> {
        self.clock.block_on(call::<()>(&self.client(), &CREATE).parameter("id", "1").body(&pet("Rex")))
    }

    /// The requests to any place but the token endpoint.
    pub(super) fn calls(&self) -> Vec<Request<Bytes>> {
        self.requests(|path| path != "/oauth/token")
    }

    /// The requests to the token endpoint.
    pub(super) fn token_requests(&self) -> Vec<Request<Bytes>> {
        self.requests(|path| path == "/oauth/token")
    }

    fn requests(&self, keep: impl Fn(&str) -> bool) -> Vec<Request<Bytes>> {
        self.transport.requests().into_iter().filter(|request| keep(request.uri().path())).collect()
    }
}

/// The `Authorization` of a request.
pub(super) fn authorization(request: &Request<Bytes>) -> Option<&str> {
    request.headers().get("authorization")?.to_str().ok()
}

/// Runs futures side by side to their ends.
pub(super) async fn all<T>(futures: Vec<BoxFuture<'_, T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(|future| (Some(future), None)).collect();
    poll_fn(|context| {
        for (slot, value) in &mut futures {
            if let Some(future) = slot
                && let Poll::Ready(done) = future.as_mut().poll(context)
            {
                (*slot, *value) = (None, Some(done));
            }
        }
        if futures.iter().all(|(slot, _)| slot.is_none()) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    futures.into_iter().filter_map(|(_, value)| value).collect()
}

/// The error, its sources, and how all of them are shown.
pub(super) fn shown(error: &(dyn std::error::Error + 'static)) -> String {
    let sources = std::iter::successors(Some(error), |error| error.source());
    sources.map(|error| format!("{error}\n{error:?}\n{error:#?}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn everything_can_cross_threads() {
    fn is<T: Send + Sync + 'static>() {}
    fn moves<T: Send>(_: &T) {}
    is::<Client>();
    is::<Builder>();
    is::<Error>();
    is::<BuildError>();
    is::<AuthError>();
    is::<TransportFailure>();
    is::<Response<Pet>>();
    is::<MockTransport>();
    is::<MockClock>();
    let client = Setup::new([]).client();
    let pet = pet("Rex");
    let call = call::<Pet>(&client, &CREATE).body(&pet);
    moves(&call);
    moves(&call.into_future());
}

#[test]
fn an_error_is_two_words() {
    assert!(size_of::<Error>() <= 16, "{}", size_of::<Error>());
    assert_eq!(size_of::<Client>(), size_of::<usize>());
}
