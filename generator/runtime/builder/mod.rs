//! From settings to a client.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, USER_AGENT};

use super::api::{ApiInfo, Telemetry};
use super::budget::Budget;
use super::classify::Classify;
use super::client::{Client, Inner};
use super::clock::Clock;
use super::error::{BuildError, BuildFault};
use super::layer::Layer;
use super::retry::RetryPolicy;
use super::sender::{Limits, Sender};
use super::transport::Transport;

mod credentials;
mod servers;

#[cfg(test)]
mod tests;

use self::credentials::{Given, Parts};
use self::servers::Bases;

/// The settings of a client. Where two contradict each other, the later one holds.
#[derive(Clone)]
pub struct Builder {
    api: &'static ApiInfo,
    server: usize,
    variables: Vec<(&'static str, String)>,
    base_url: Option<String>,
    operation_urls: Vec<(&'static str, String)>,
    allow_http: bool,
    given: Vec<(&'static str, Given)>,
    audiences: Vec<(&'static str, String)>,
    token_urls: Vec<(&'static str, String)>,
    header_options: Vec<(&'static str, String)>,
    user_agent_prefix: Option<String>,
    telemetry: bool,
    connect_timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    classify: Option<Arc<dyn Classify>>,
    layers: Vec<Arc<dyn Layer>>,
    max_response_size: usize,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
}

impl Builder {
    /// The default settings for an API.
    pub fn new(api: &'static ApiInfo) -> Self {
        Self {
            api,
            server: 0,
            variables: Vec::new(),
            base_url: None,
            operation_urls: Vec::new(),
            allow_http: false,
            given: Vec::new(),
            audiences: Vec::new(),
            token_urls: Vec::new(),
            header_options: Vec::new(),
            user_agent_prefix: None,
            telemetry: true,
            connect_timeout: Some(Duration::from_secs(10)),
            attempt_timeout: Some(Duration::from_secs(30)),
            timeout: Some(Duration::from_secs(120)),
            retry: RetryPolicy::default(),
            classify: None,
            layers: Vec::new(),
            max_response_size: 32 * 1024 * 1024,
            transport: None,
            clock: None,
        }
    }

    /// Sets an option of the API that is sent as a header, by the operations that take it.
    pub fn header_option(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.header_options.push((name, value.into()));
        self
    }

    /// Puts this, such as `my-service/1.2`, before the client's own name in `User-Agent`.
    pub fn user_agent_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.user_agent_prefix = Some(prefix.into());
        self
    }

    /// Whether requests tell the API the client's name and version in the header that it has for that, if it has one: so by default.
    pub fn telemetry(mut self, telemetry: bool) -> Self {
        self.telemetry = telemetry;
        self
    }

    /// Limits the time to make a connection: 10 s by default. `None` lifts the limit. Only the default transport heeds it.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// Limits the time of each attempt, until the body of its answer is there: 30 s by default. `None` lifts the limit.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt_timeout = limit.into();
        self
    }

    /// Limits the time of a whole call, that is the token, all attempts and the waits between them: 120 s by default. `None` lifts the
    /// limit.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Sets when a request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Has `classify` say which failures are followed by another attempt.
    pub fn classify(mut self, classify: impl Classify + 'static) -> Self {
        self.classify = Some(Arc::new(classify));
        self
    }

    /// Has each attempt pass `layer` on its way to the transport, after the layers that were given before.
    pub fn layer(mut self, layer: impl Layer + 'static) -> Self {
        self.layers.push(Arc::new(layer));
        self
    }

    /// Sets how large the body of a successful answer may be, in bytes: 32 MiB by default.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sends requests through `transport`.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sends requests through a client of reqwest, with its connections and settings. It should follow no redirects.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(super::transport::ReqwestTransport::from(client))
    }

    /// Takes the time from `clock`, and waits by it.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// The client. Nothing is sent yet.
    pub fn build(self) -> Result<Client, BuildError> {
        let bases = self.bases()?;
        let identity = self.identity()?;
        let header_options = self.header_options()?;
        let limits = Limits {
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_retries: self.retry.retries(),
            idempotent: self.retry.retries_non_idempotent(),
        };
        let transport = match &self.transport {
            Some(transport) => Arc::clone(transport),
            None => default_transport(self.connect_timeout)?,
        };
        let clock = match &self.clock {
            Some(clock) => Arc::clone(clock),
            None => default_clock()?,
        };
        let sender = Arc::new(Sender {
            transport,
            clock: Arc::clone(&clock),
            layers: self.layers.clone(),
            retry: self.retry.clone(),
            classify: self.classify.clone(),
            budget: Budget::new(self.retry.shared_budget()),
            max_response_size: self.max_response_size,
        });
        let parts = Parts { base: &bases.base, identity: &identity, sender: &sender, clock: &clock, limits };
        let credentials = self.credentials(&parts)?;
        let Bases { base, of_operations: operation_bases } = bases;
        let inner = Inner { base, operation_bases, identity, header_options, sender, credentials, limits };
        Ok(Client { inner: Arc::new(inner) })
    }

    /// The headers that say what the client is.
    fn identity(&self) -> Result<HeaderMap, BuildFault> {
        let mut headers = HeaderMap::from_iter([(USER_AGENT, self.user_agent()?)]);
        if let Some(Telemetry { header, json }) = self.api.telemetry.as_ref().filter(|_| self.telemetry) {
            let fault = || BuildFault::Header(header);
            let value = URL_SAFE_NO_PAD.encode(json).parse().map_err(|_| fault())?;
            headers.insert(header.parse::<HeaderName>().map_err(|_| fault())?, value);
        }
        Ok(headers)
    }

    fn user_agent(&self) -> Result<HeaderValue, BuildFault> {
        let name = self.api.user_agent;
        let value = match &self.user_agent_prefix {
            Some(prefix) => format!("{prefix} {name}"),
            None => name.to_owned(),
        };
        value.parse().map_err(|_| BuildFault::Header("user agent"))
    }

    fn header_options(&self) -> Result<Vec<(HeaderName, HeaderValue)>, BuildFault> {
        let option = |(name, value): &(&'static str, String)| {
            let fault = |_| BuildFault::Header(name);
            Ok((name.parse().map_err(|_| BuildFault::Header(name))?, value.parse().map_err(fault)?))
        };
        self.header_options.iter().map(option).collect()
    }
}

/// Shows neither credentials nor any setting that may hold one.
impl Debug for Builder {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let credentials: Vec<_> = self.given.iter().map(|(scheme, given)| (scheme, given.kind())).collect();
        f.debug_struct("Builder")
            .field("credentials", &credentials)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("max_response_size", &self.max_response_size)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    let transport =
        super::transport::ReqwestTransport::new(connect_timeout).map_err(BuildFault::Transport)?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildFault::Missing("transport").into())
}

#[cfg(feature = "reqwest")]
#[expect(clippy::unnecessary_wraps, reason = "without feature `reqwest` there is no default")]
fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
    Ok(Arc::new(super::clock::TokioClock::new()))
}

#[cfg(not(feature = "reqwest"))]
fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
    Err(BuildFault::Missing("clock").into())
}
