//! From settings to a client.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};

use super::api::ApiInfo;
use super::auth::{AccessToken, ClientCredentials, TokenProvider, Tokens};
use super::base_url::{BaseUrl, server};
use super::client::{Client, Inner};
use super::clock::Clock;
use super::error::{BuildError, BuildFault};
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::sender::{Limits, Sender};
use super::transport::Transport;

#[cfg(test)]
mod tests;

/// The settings of a client. Where two contradict each other, the later one holds.
#[derive(Clone)]
pub struct Builder {
    api: &'static ApiInfo,
    variables: Vec<(&'static str, String)>,
    base_url: Option<String>,
    allow_http: bool,
    credentials: Credentials,
    audience: Option<String>,
    token_url: Option<String>,
    header_options: Vec<(&'static str, String)>,
    user_agent_prefix: Option<String>,
    connect_timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    max_response_size: usize,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
}

#[derive(Clone)]
enum Credentials {
    None,
    Token(AccessToken),
    Client { id: String, secret: Secret },
    Provider(Arc<dyn TokenProvider>),
}

impl Builder {
    /// The default settings for an API.
    pub fn new(api: &'static ApiInfo) -> Self {
        Self {
            api,
            variables: Vec::new(),
            base_url: None,
            allow_http: false,
            credentials: Credentials::None,
            audience: None,
            token_url: None,
            header_options: Vec::new(),
            user_agent_prefix: None,
            connect_timeout: Some(Duration::from_secs(10)),
            attempt_timeout: Some(Duration::from_secs(30)),
            timeout: Some(Duration::from_secs(120)),
            retry: RetryPolicy::default(),
            max_response_size: 32 * 1024 * 1024,
            transport: None,
            clock: None,
        }
    }

    /// Sets a variable in the URL of the server. One that is the host may be given with `https://` before and `/` after it.
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// Sets the URL that the paths of operations are appended to, in place of the server's.
    ///
    /// Plain `http` is taken to the own machine alone (`localhost`, `127.0.0.0/8`, `[::1]`), unless
    /// [`allow_http`](Self::allow_http).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Whether plain `http` is taken to any host. It shows tokens and all else to the network.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Sends this token with each request.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.credentials = Credentials::Token(AccessToken::new(token));
        self
    }

    /// Gets tokens by the client-credentials flow (RFC 6749, section 4.4), from the API's token endpoint.
    pub fn client_credentials(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.credentials = Credentials::Client { id: id.into(), secret: secret.into() };
        self
    }

    /// Gets tokens from `provider`.
    pub fn token_provider(mut self, provider: impl TokenProvider + 'static) -> Self {
        self.credentials = Credentials::Provider(Arc::new(provider));
        self
    }

    /// Sets the audience that client credentials ask for a token for, in place of the API's.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// Sets the token endpoint of client credentials, in place of the API's. The client's secret is sent there.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
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
        let url = match &self.base_url {
            Some(url) => url.clone(),
            None => server(self.api, &self.variables)?,
        };
        let base =
            BaseUrl::parse(&url, self.allow_http).map_err(|fault| BuildFault::Url("base URL", fault))?;
        let user_agent = self.user_agent()?;
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
            retry: self.retry.clone(),
            max_response_size: self.max_response_size,
        });
        let provider: Option<Arc<dyn TokenProvider>> = match &self.credentials {
            Credentials::None => None,
            Credentials::Provider(provider) => Some(Arc::clone(provider)),
            Credentials::Token(token) => {
                token.header().map_err(|_| BuildFault::Header("token"))?;
                Some(Arc::new(token.clone()))
            }
            Credentials::Client { id, secret } => {
                let url = self.token_endpoint(&base)?;
                let parameters = self.token_parameters(&base);
                Some(Arc::new(ClientCredentials::new(
                    Arc::clone(&sender),
                    url,
                    user_agent.clone(),
                    (id, secret),
                    &parameters,
                    limits,
                )))
            }
        };
        let tokens = provider.map(|provider| Tokens::new(provider, clock));
        Ok(Client { inner: Arc::new(Inner { base, user_agent, header_options, sender, tokens, limits }) })
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

    /// Where client credentials get their tokens. The secret goes to the server's own origin, or where the user says.
    fn token_endpoint(&self, base: &BaseUrl) -> Result<http::Uri, BuildFault> {
        const WHAT: &str = "URL of the token endpoint";
        let stated = self.api.token.as_ref().map(|endpoint| endpoint.url);
        let url = self.token_url.as_deref().or(stated).ok_or(BuildFault::NoTokenEndpoint)?;
        let url = base.resolve(url);
        let parsed = BaseUrl::parse(&url, self.allow_http).map_err(|fault| BuildFault::Url(WHAT, fault))?;
        if self.token_url.is_none() && parsed.origin() != base.origin() {
            return Err(BuildFault::TokenEndpointElsewhere);
        }
        url.parse().map_err(|_| BuildFault::Url(WHAT, super::error::UrlFault::Invalid))
    }

    /// What is asked for along with the token: the API's parameters, with the audience in place of theirs if one is given.
    fn token_parameters(&self, base: &BaseUrl) -> Vec<(String, String)> {
        let stated = self.api.token.as_ref().map_or(&[][..], |endpoint| endpoint.parameters);
        let mut parameters: Vec<_> = stated
            .iter()
            .filter(|(name, _)| self.audience.is_none() || *name != "audience")
            .map(|(name, value)| {
                let value = if value.starts_with('/') { base.resolve(value) } else { (*value).to_owned() };
                ((*name).to_owned(), value)
            })
            .collect();
        parameters.extend(self.audience.iter().map(|audience| ("audience".to_owned(), audience.clone())));
        parameters
    }
}

/// Shows neither credentials nor any setting that may hold one.
impl Debug for Builder {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let credentials = match &self.credentials {
            Credentials::None => "none",
            Credentials::Token(_) => "token",
            Credentials::Client { .. } => "client credentials",
            Credentials::Provider(_) => "token provider",
        };
        f.debug_struct("Builder")
            .field("credentials", &format_args!("{credentials}"))
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
