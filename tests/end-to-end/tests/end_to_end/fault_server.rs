//! A server with one fault at a time, a client of it, and a clock by which the client's waits end at once and its time limit
//! ends when the server stalls.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use auth0_management::runtime::mock::MockClock;
use auth0_management::runtime::{BoxFuture, Clock, ReqwestTransport};
use auth0_management::{ManagementClientBuilder, RetryPolicy};
use letterpress_test_support::{Authority, Carrier, Reply, Request, Server};

use super::setup::{created, settings};

/// The time limit of each attempt. No wait between two attempts is as long.
pub(crate) const LIMIT: Duration = Duration::from_secs(29);

/// What the client takes of a body.
pub(crate) const MAX_SIZE: usize = 1 << 20;

/// A clock on which a wait ends at once, having moved the clock, while a [`LIMIT`] ends when the clock has been moved by as much.
#[derive(Clone, Default)]
pub(crate) struct FaultClock(MockClock);

impl FaultClock {
    /// Lets an attempt take too long.
    pub(crate) fn reach_limit(&self) {
        self.0.advance(LIMIT);
    }
}

/// The seconds since `began`, by the clock's `elapsed`.
pub(crate) fn seconds_since(clock: &FaultClock, began: Duration) -> u64 {
    Clock::elapsed(clock).saturating_sub(began).as_secs()
}

impl Clock for FaultClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let sleep = self.0.sleep(duration);
        if duration != LIMIT {
            self.0.advance(duration);
        }
        sleep
    }
}

/// What the server answers with, as long as it is not told otherwise.
type Fault = Arc<dyn Fn(&Request) -> Option<Reply> + Send + Sync>;

/// A server that answers as it was told last, else with success.
pub(crate) struct FaultServer {
    pub(crate) server: Server,
    pub(crate) clock: FaultClock,
    fault: Arc<Mutex<Option<Fault>>>,
    authority: Authority,
    /// What carries the requests of all its clients.
    transport: ReqwestTransport,
}

impl FaultServer {
    pub(crate) fn new(carrier: impl FnOnce(&Authority) -> Carrier) -> Self {
        let (clock, fault, authority) =
            (FaultClock::default(), Arc::<Mutex<Option<Fault>>>::default(), Authority::new());
        let (current, moved) = (Arc::clone(&fault), clock.clone());
        let answer = move |request: &Request| {
            let fault = current.lock().unwrap().clone();
            fault.and_then(|fault| fault(request)).unwrap_or_else(created)
        };
        let server = Server::carried(carrier(&authority), answer, move || moved.reach_limit());
        let transport = if server.url().starts_with("http:") {
            ReqwestTransport::new(None).unwrap()
        } else {
            trusting(&authority, reqwest::ClientBuilder::no_gzip).into()
        };
        Self { server, clock, fault, authority, transport }
    }

    /// A client's settings for it, without credentials: it trusts the server's authority alone. The connections are those of all clients.
    pub(crate) fn settings(&self) -> ManagementClientBuilder {
        let limited = settings(&self.server).timeout(None).attempt_timeout(LIMIT).max_response_size(MAX_SIZE);
        let timed = limited.clock(self.clock.clone()).retry(RetryPolicy::default().jitter(false));
        timed.transport(self.transport.clone())
    }

    /// A client of reqwest that trusts the server's authority, with further settings.
    pub(crate) fn trusting(
        &self,
        further: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> reqwest::Client {
        trusting(&self.authority, further)
    }

    /// Answers with this from now on.
    pub(crate) fn fail(&self, fault: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) {
        *self.fault.lock().unwrap() = Some(Arc::new(fault));
    }

    /// Answers with success from now on.
    pub(crate) fn recover(&self) {
        *self.fault.lock().unwrap() = None;
    }
}

fn trusting(
    authority: &Authority,
    further: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
) -> reqwest::Client {
    let root = reqwest::Certificate::from_der(authority.root()).unwrap();
    let settings = reqwest::Client::builder().tls_certs_only([root]).no_proxy();
    further(settings.redirect(reqwest::redirect::Policy::none())).build().unwrap()
}
