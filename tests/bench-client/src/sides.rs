//! The two sides of a call: the printed client and the one by hand, on one thread.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use tokio::runtime::{Builder, Runtime};

use crate::by_hand;
use crate::printed::runtime::{Body, BoxFuture, Transport, TransportFailure};
use crate::printed::{UsersClient, types};

const TOKEN: &str =
    "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2FjbWUuYXV0aDAuY29tLyJ9.c2lnbmF0dXJl";
const ID: &str = "auth0|5f7c8ec7c33c6c004bbafe82";

/// A printed client and one by hand, of the same server.
#[derive(Debug)]
pub struct Sides {
    runtime: Runtime,
    client: UsersClient,
    by_hand: reqwest::Client,
    base: String,
}

impl Sides {
    /// Both over sockets, to a server at `base`.
    ///
    /// # Panics
    ///
    /// If there is no TLS backend, or no base URL.
    pub fn new(base: &str) -> Self {
        let client =
            UsersClient::builder().base_url(base).token(TOKEN).build().expect("the settings are whole");
        Self::of(client, base)
    }

    /// The printed client over `transport`.
    ///
    /// # Panics
    ///
    /// As [`new`](Self::new).
    pub fn over(transport: impl Transport + 'static) -> Self {
        let settings = UsersClient::builder().base_url("https://example.com").token(TOKEN);
        Self::of(settings.transport(transport).build().expect("the settings are whole"), "")
    }

    fn of(client: UsersClient, base: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("the system has a timer");
        let by_hand = reqwest::Client::builder().no_proxy().build().expect("there is a TLS backend");
        Self { runtime, client, by_hand, base: base.to_owned() }
    }

    /// A call of the printed client.
    ///
    /// # Panics
    ///
    /// If it fails.
    pub fn ours(&self, user: &types::User) -> types::User {
        let call = self.client.users().update_user(ID, user);
        self.runtime.block_on(call.into_future()).expect("the call succeeds")
    }

    /// The call by hand.
    ///
    /// # Panics
    ///
    /// If it fails.
    pub fn theirs(&self, user: &by_hand::User) -> by_hand::User {
        let call = by_hand::update_user(&self.by_hand, &self.base, TOKEN, ID, user);
        self.runtime.block_on(call).expect("the call succeeds")
    }
}

/// A transport that answers at once, always with the same body.
#[derive(Debug)]
pub struct Instant(pub Bytes);

impl Transport for Instant {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>> {
        drop(request);
        let mut response: http::Response<Box<dyn Body>> = http::Response::new(Box::new(self.0.clone()));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Box::pin(std::future::ready(Ok(response)))
    }
}
