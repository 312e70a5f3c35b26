//! Where a client sends its requests.

use super::super::api::Segment;
use super::super::base_url::{BaseUrl, server_url};
use super::super::error::BuildFault;
use super::Builder;

#[cfg(test)]
mod tests;

/// The bases of a client's URLs.
pub(super) struct Bases {
    /// That of operations without a server of their own.
    pub(super) base: BaseUrl,
    /// Those of servers of single operations, by name; `None` where the builder was not given what it takes.
    pub(super) of_operations: Vec<(&'static str, Option<BaseUrl>)>,
}

impl Builder {
    /// Chooses one of the API's servers, by its place among them: 0 by default.
    pub fn server(mut self, index: usize) -> Self {
        self.server = index;
        self.base_url = None;
        self
    }

    /// Sets a variable in the URL of the server. One that is the host may be given with `https://` before and `/` after it.
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// Sets the URL that the paths of operations are appended to, in place of the server's.
    ///
    /// Operations with a server of their own are not sent there, and, as they must not take credentials elsewhere, to no other place
    /// either until [`operation_url`](Self::operation_url) gives that server's URL.
    ///
    /// Plain `http` is taken to the own machine alone (`localhost`, `127.0.0.0/8`, `[::1]`), unless
    /// [`allow_http`](Self::allow_http).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the URL of a server that single operations have of their own, by its name in the API.
    pub fn operation_url(mut self, server: &'static str, url: impl Into<String>) -> Self {
        self.operation_urls.push((server, url.into()));
        self
    }

    /// Whether plain `http` is taken to any host. It shows tokens and all else to the network.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    pub(super) fn bases(&self) -> Result<Bases, BuildFault> {
        let parse = |what, url: &str| {
            BaseUrl::parse(url, self.allow_http).map_err(|fault| BuildFault::Url(what, fault))
        };
        let base = match (&self.base_url, self.api.servers.get(self.server)) {
            (Some(url), _) => parse("base URL", url)?,
            (None, Some(server)) => parse("base URL", &server_url(server, &self.variables)?)?,
            (None, None) => return Err(BuildFault::NoServer),
        };
        let mut of_operations = Vec::with_capacity(self.api.operation_servers.len());
        for (name, server) in self.api.operation_servers {
            let given = self.operation_urls.iter().rev().find(|(of, _)| of == name);
            let is_relative =
                matches!(server.url.first(), Some(Segment::Literal(text)) if text.starts_with('/'));
            let url = match (given, server_url(server, &self.variables)) {
                (Some((_, url)), _) => Some(url.clone()),
                (None, Err(BuildFault::MissingVariable(_))) => None,
                (None, Err(fault)) => return Err(fault),
                (None, Ok(path)) if is_relative => Some(format!("{}{path}", base.origin())),
                (None, Ok(_)) if self.base_url.is_some() => None,
                (None, Ok(url)) => Some(url),
            };
            of_operations.push((*name, url.map(|url| parse(name, &url)).transpose()?));
        }
        Ok(Bases { base, of_operations })
    }
}
