//! Without an HTTP stack the crate compiles, and a client is not built until it is given a transport and a clock.

use std::time::{Duration, SystemTime};

use auth0_management::ManagementClient;
use auth0_management::runtime::{BoxFuture, Body, Clock, FailureKind, Transport, TransportFailure};
use bytes::Bytes;

struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>> {
        Box::pin(async { Err(FailureKind::Other.into()) })
    }
}

impl Clock for Nowhere {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

fn main() {
    let settings = || ManagementClient::builder().domain("acme.example").token("t");
    let error = settings().build().err().unwrap().to_string();
    assert!(error.contains("transport"), "{error}");
    let error = settings().transport(Nowhere).build().err().unwrap().to_string();
    assert!(error.contains("clock"), "{error}");
    assert!(settings().transport(Nowhere).clock(Nowhere).build().is_ok());
}
