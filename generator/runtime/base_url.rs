//! The URL under which an API is served.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;

use super::api::{Segment, ServerInfo};
use super::error::{BuildFault, UrlFault};

#[cfg(test)]
mod tests;

/// An absolute URL of `http` or `https` with neither user information nor query nor fragment, and no `/` at its end.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    text: String,
    /// How much of the text is the origin: scheme, host and port.
    origin: usize,
}

impl BaseUrl {
    /// Reads a URL. Plain `http` is taken to the own machine alone, unless `allow_http`.
    pub(super) fn parse(text: &str, allow_http: bool) -> Result<Self, UrlFault> {
        // `Uri` drops a fragment in silence, and `Url` of the WHATWG, in a transport, reads a backslash as a slash.
        if text.contains(['#', '?']) {
            return Err(UrlFault::Query);
        }
        if !text.is_ascii() || text.contains('\\') {
            return Err(UrlFault::Invalid);
        }
        let uri: Uri = text.parse().map_err(|_| UrlFault::Invalid)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(UrlFault::Invalid);
        };
        if authority.as_str().contains('@') {
            return Err(UrlFault::UserInfo);
        }
        let host = authority.host();
        if !is_host(host) || !is_port(authority.as_str().strip_prefix(host)) {
            return Err(UrlFault::Invalid);
        }
        match scheme {
            "https" => {}
            "http" if allow_http || is_loopback(host) => {}
            "http" => return Err(UrlFault::PlainHttp),
            _ => return Err(UrlFault::Invalid),
        }
        if uri.path().split('/').any(is_dot_segment) {
            return Err(UrlFault::Invalid);
        }
        let origin = format!("{scheme}://{}", authority.as_str().to_ascii_lowercase());
        let path = uri.path().trim_end_matches('/');
        Ok(Self { text: format!("{origin}{path}"), origin: origin.len() })
    }

    /// The whole URL, which paths are appended to.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Its scheme, host and port.
    pub(super) fn origin(&self) -> &str {
        self.text.get(..self.origin).unwrap_or_default()
    }

    /// A URL that may be relative to the origin.
    pub(super) fn resolve(&self, url: &str) -> String {
        let origin = self.origin();
        match url {
            absolute if absolute.contains("://") => absolute.to_owned(),
            path if path.starts_with('/') => format!("{origin}{path}"),
            path => format!("{origin}/{path}"),
        }
    }
}

/// The URL of a server, with its variables as they were given, else by default.
pub(super) fn server_url(
    server: &ServerInfo,
    given: &[(&'static str, String)],
) -> Result<String, BuildFault> {
    let mut url = String::new();
    for segment in server.url {
        match *segment {
            Segment::Literal(text) => url.push_str(text),
            Segment::Parameter(name) => {
                let variable = server.variables.iter().find(|variable| variable.name == name);
                let given = given.iter().rev().find(|(of, _)| *of == name).map(|(_, value)| value.as_str());
                let values = variable.map_or(&[][..], |variable| variable.values);
                if given.is_some_and(|given| !values.is_empty() && !values.contains(&given)) {
                    return Err(BuildFault::VariableValue(name, values));
                }
                let default = || variable?.default;
                let value = given.or_else(default).ok_or(BuildFault::MissingVariable(name))?;
                match url.split_once("://") {
                    Some((_, host)) if !host.contains('/') => {
                        url.push_str(host_part(name, value, host.is_empty())?);
                    }
                    Some(_) => url.push_str(value),
                    // The variable holds the scheme and the host itself.
                    None => url.push_str(value.strip_suffix('/').unwrap_or(value)),
                }
            }
        }
    }
    Ok(url)
}

/// A variable that is the host or a part of it. One that begins it may be given as a URL without a path.
fn host_part<'a>(name: &'static str, value: &'a str, begins: bool) -> Result<&'a str, BuildFault> {
    let host = match value.get(..8) {
        Some(scheme) if begins && scheme.eq_ignore_ascii_case("https://") => {
            value.get(8..).unwrap_or_default()
        }
        _ => value,
    };
    let host = if begins { host.strip_suffix('/').unwrap_or(host) } else { host };
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_part) { Err(BuildFault::Host(name)) } else { Ok(host) }
}

/// Whether a segment of a path stands for the directory itself or the one above, also if its dots are encoded: the WHATWG's `Url`
/// takes both alike.
pub(super) fn is_dot_segment(segment: &str) -> bool {
    match without_dot(segment) {
        Some(rest) => rest.is_empty() || without_dot(rest) == Some(""),
        None => false,
    }
}

/// What follows a dot, encoded or not.
fn without_dot(text: &str) -> Option<&str> {
    let encoded = text.get(..3).filter(|begin| begin.eq_ignore_ascii_case("%2e"));
    match encoded {
        Some(encoded) => text.get(encoded.len()..),
        None => text.strip_prefix('.'),
    }
}

/// A name of letters, digits, `-`, `.` and `_`, or an IP address.
fn is_host(host: &str) -> bool {
    match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        }
    }
}

/// Nothing, or `:` and a number. What is `None` does not begin with its host.
fn is_port(rest: Option<&str>) -> bool {
    match rest.map(|rest| rest.strip_prefix(':').ok_or(rest)) {
        Some(Ok(port)) => port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok(),
        Some(Err(rest)) => rest.is_empty(),
        None => false,
    }
}

/// Whether a host is the own machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}
