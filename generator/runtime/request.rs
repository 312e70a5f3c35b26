//! From what a call was given to a request.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use http::{HeaderMap, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::api::{Method, OperationInfo, Segment};
use super::auth::Chosen;
use super::base_url::{BaseUrl, is_dot_segment};
use super::body::{RequestBody, Wanted};
use super::client::Client;
use super::error::RequestFault;
use super::media_type::MediaType;
use super::parameter::Parameters;
use super::sender::Limits;
use super::wire::{WriteError, extended};

#[cfg(test)]
mod tests;

/// All but the characters that mean themselves everywhere in a URL (RFC 3986, section 2.3).
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The headers that the client sets itself: a second value could send the token elsewhere or frame the body anew.
const OWN_HEADERS: [HeaderName; 6] =
    [AUTHORIZATION, HOST, CONTENT_TYPE, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION];

/// What a call was given.
pub(super) struct Arguments<'a> {
    pub(super) client: Client,
    pub(super) operation: &'static OperationInfo,
    /// The server that the operation has of its own.
    pub(super) server: Option<&'static str>,
    pub(super) parameters: Parameters,
    /// The whole path, encoded, in place of the operation's.
    pub(super) raw_path: Option<Cow<'a, str>>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) header_options: Vec<(&'static str, String)>,
    pub(super) body: RequestBody<'a>,
    /// What the body has beside that, as JSON.
    pub(super) body_properties: Vec<(String, Result<Vec<u8>, WriteError>)>,
    pub(super) wanted: Wanted,
    pub(super) limits: Limits,
    /// What is asked for in place of what the operation declares.
    pub(super) accept: Option<&'static str>,
    /// The member of the data of events that their name stands for.
    pub(super) event_tag: Option<&'static str>,
}

impl Arguments<'_> {
    /// A call of an operation that was given nothing yet.
    pub(super) fn new(client: &Client, operation: &'static OperationInfo) -> Self {
        Self {
            client: client.clone(),
            operation,
            server: None,
            parameters: Parameters::default(),
            raw_path: None,
            query: Vec::new(),
            headers: Vec::new(),
            header_options: Vec::new(),
            body: RequestBody::Empty,
            body_properties: Vec::new(),
            wanted: Wanted::default(),
            limits: client.inner.limits_of(operation),
            accept: None,
            event_tag: None,
        }
    }

    /// The request with the credentials that are at hand, that is without the token.
    pub(super) fn encode(&mut self, credentials: &Chosen<'_>) -> Result<http::Request<Bytes>, RequestFault> {
        if let Some(fault) = self.parameters.take_fault() {
            return Err(fault);
        }
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = self.operation.method.http();
        *request.uri_mut() = self.url(credentials)?;
        *request.headers_mut() = self.headers(credentials)?;
        if let Some(body) = self.body.encode(self.operation.bodies, &self.wanted)? {
            request.headers_mut().insert(CONTENT_TYPE, body.content_type);
            *request.body_mut() = body.bytes;
        }
        self.add_properties(&mut request)?;
        // Else a server may wait for a body (RFC 9110, section 8.6), and transports leave it out.
        let expects_body = matches!(self.operation.method, Method::Post | Method::Put | Method::Patch);
        if request.body().is_empty() && expects_body {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(request)
    }

    /// The same call without its body, so that it borrows nothing.
    pub(super) fn without_body(self) -> Arguments<'static> {
        Arguments {
            client: self.client,
            operation: self.operation,
            server: self.server,
            parameters: self.parameters,
            raw_path: self.raw_path.map(|path| Cow::Owned(path.into_owned())),
            query: self.query,
            headers: self.headers,
            header_options: self.header_options,
            body: RequestBody::Empty,
            body_properties: Vec::new(),
            wanted: self.wanted,
            limits: self.limits,
            accept: self.accept,
            event_tag: self.event_tag,
        }
    }

    /// Adds further members to a body of JSON.
    fn add_properties(&mut self, request: &mut http::Request<Bytes>) -> Result<(), RequestFault> {
        for (name, value) in self.body_properties.drain(..) {
            let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let is_json = media_type.is_some_and(|media_type| MediaType::new(media_type).is_json());
            let whole = if is_json { extended(request.body(), &name, &value?) } else { None };
            *request.body_mut() = whole.ok_or(RequestFault::BodyProperty(name))?.into();
        }
        Ok(())
    }

    /// The base URL of the operation's server.
    pub(super) fn base(&self) -> Result<&BaseUrl, RequestFault> {
        let inner = &self.client.inner;
        let Some(name) = self.server else { return Ok(&inner.base) };
        let base = inner.operation_bases.iter().find(|(of, _)| *of == name);
        base.and_then(|(_, base)| base.as_ref()).ok_or(RequestFault::Server(name))
    }

    /// The base URL, the path, the query.
    pub(super) fn url(&self, credentials: &Chosen<'_>) -> Result<Uri, RequestFault> {
        let base = self.base()?;
        let mut url = String::with_capacity(256);
        url.push_str(base.as_str());
        match &self.raw_path {
            Some(path) if is_path(path) => url.push_str(path),
            Some(_) => return Err(RequestFault::Path),
            None => self.append_path(&mut url)?,
        }
        let further = pairs(self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let further = (!further.is_empty()).then_some(further.as_str());
        for (index, part) in self.parameters.query().chain(further).chain(credentials.query()).enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(part);
        }
        let uri: Uri = url.parse().map_err(|_| RequestFault::Url)?;
        // Holds for whatever a description has for a path: `x`, `@x` and `//x` included.
        let stays =
            uri.authority().is_some_and(|authority| base.origin().ends_with(&format!("//{authority}")));
        if stays { Ok(uri) } else { Err(RequestFault::Url) }
    }

    /// Appends the operation's path, with each parameter as one segment.
    fn append_path(&self, url: &mut String) -> Result<(), RequestFault> {
        for segment in self.operation.path {
            match *segment {
                Segment::Literal(text) => url.push_str(text),
                Segment::Parameter(name) => {
                    let text = self.parameters.path(name).ok_or(RequestFault::MissingParameter(name))?;
                    let value = percent_decode_str(text).decode_utf8_lossy();
                    if value.is_empty() || is_dot_segment(&value) {
                        return Err(RequestFault::PathSegment(name));
                    }
                    url.push_str(text);
                }
            }
        }
        Ok(())
    }

    fn headers(&self, credentials: &Chosen<'_>) -> Result<HeaderMap, RequestFault> {
        let inner = &self.client.inner;
        let mut headers = inner.identity.clone();
        headers.insert(ACCEPT, self.accept()?);
        for (name, value) in self.parameters.headers() {
            insert(&mut headers, name, value)?;
        }
        let cookies: Vec<Cow<'_, str>> =
            self.parameters.cookie().map(Into::into).into_iter().chain(credentials.cookies()).collect();
        if !cookies.is_empty() {
            let mut value = header_value("cookie", &cookies.join("; "))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        let takes = |name: &str| self.operation.header_options.contains(&name);
        for (name, value) in inner.header_options.iter().filter(|(name, _)| takes(name.as_str())) {
            headers.insert(name.clone(), value.clone());
        }
        for (name, value) in &self.header_options {
            if !takes(name) {
                return Err(RequestFault::HeaderOption(name));
            }
            headers.insert(header_name(name)?, header_value(name, value)?);
        }
        for (name, value) in &self.headers {
            insert(&mut headers, name, value)?;
        }
        for (name, value) in credentials.headers() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        Ok(headers)
    }

    fn accept(&self) -> Result<HeaderValue, RequestFault> {
        if let Some(media_type) = self.accept {
            return Ok(HeaderValue::from_static(media_type));
        }
        match self.operation.accept {
            [] => Ok(HeaderValue::from_static("application/json")),
            media_types => header_value(ACCEPT.as_str(), &media_types.join(", ")),
        }
    }
}

/// Sets a header that is not the client's own.
fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestFault> {
    let header = header_name(name)?;
    if OWN_HEADERS.contains(&header) {
        return Err(RequestFault::ReservedHeader(header.as_str().to_owned()));
    }
    let value = header_value(header.as_str(), value)?;
    headers.insert(header, value);
    Ok(())
}

fn header_name(name: &str) -> Result<HeaderName, RequestFault> {
    name.parse().map_err(|_| RequestFault::HeaderName)
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, RequestFault> {
    value.parse().map_err(|_| RequestFault::HeaderValue(name.to_owned()))
}

/// Whether a text is an absolute path and nothing more, that stays where it seems to be.
pub(super) fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.contains(['?', '#', '\\'])
        && text.is_ascii()
        && !text.split('/').any(is_dot_segment)
}

/// Names and values as a query or a form, which reads back alike with either meaning of `+`.
pub(super) fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(utf8_percent_encode(name, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value, RESERVED));
    }
    text
}
