//! The body of a request: what a call was given, and how that is written.

use std::fmt::{self, Debug, Formatter};

use bytes::Bytes;
use http::HeaderValue;

use super::api::{BodyFormat, BodyInfo};
use super::error::RequestFault;
use super::media_type::MediaType;
use super::parameter::{Parameter, form};
use super::wire::{Encode, to_vec};

mod boundary;
mod multipart;
mod part;

#[cfg(test)]
mod tests;

pub use self::multipart::{Multipart, ToMultipart};
pub use self::part::{FilePart, PartValue, Parts};

/// The body that a call was given.
pub enum RequestBody<'a> {
    /// None.
    Empty,
    /// A value, for which there are several formats.
    Value(Box<dyn Encode + Send + Sync + 'a>),
    /// The parts of a multipart body.
    Multipart(&'a (dyn ToMultipart + Sync)),
    /// Text in UTF-8.
    Text(Bytes),
    /// Bytes of any other kind.
    Bytes(Bytes),
}

/// A body that is one of several which an operation takes.
pub trait ToBody {
    /// The media type as the operation names it, and what is written so.
    fn to_body(&self) -> (&'static str, RequestBody<'_>);
}

/// Shows its kind alone: it may hold secrets.
impl Debug for RequestBody<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Value(_) => "Value",
            Self::Multipart(_) => "Multipart",
            Self::Text(_) => "Text",
            Self::Bytes(_) => "Bytes",
        })
    }
}

/// What a call says of how its body is written.
#[derive(Default)]
pub(super) struct Wanted {
    pub(super) format: Option<BodyFormat>,
    pub(super) media_type: Option<String>,
    /// What the body says of itself, as the description has it.
    pub(super) alternative: Option<&'static str>,
    /// How the members of a form are written, where that is stated.
    pub(super) styles: &'static [Parameter],
}

/// A body as it is sent.
pub(super) struct EncodedBody {
    pub(super) content_type: HeaderValue,
    pub(super) bytes: Bytes,
}

impl<'a> RequestBody<'a> {
    /// The body that is this value.
    pub fn value(value: &'a (impl Encode + Sync + ?Sized)) -> Self {
        Self::Value(Box::new(value))
    }
}

impl RequestBody<'_> {
    /// Writes the body in the first of the operation's formats that fits it and what the call says.
    pub(super) fn encode(
        &self,
        bodies: &[BodyInfo],
        wanted: &Wanted,
    ) -> Result<Option<EncodedBody>, RequestFault> {
        let info = bodies.iter().find(|info| self.fits(info) && wanted.fits(info));
        let Some(info) = info else { return self.refuse(wanted) };
        let media_type = || wanted.concrete(info);
        let (content_type, bytes) = match (self, info.format) {
            (Self::Empty, _) => return Ok(None),
            (Self::Value(value), BodyFormat::Form) => {
                (media_type()?.to_owned(), form(&**value, wanted.styles)?.into())
            }
            (Self::Value(value), BodyFormat::Multipart) => {
                multipart(media_type()?, &Multipart::of(&**value)?)?
            }
            (Self::Value(value), _) => (media_type()?.to_owned(), to_vec(&**value)?.into()),
            (Self::Multipart(value), _) => multipart(media_type()?, &value.to_multipart())?,
            (Self::Text(bytes), _) => (in_utf8(media_type()?), bytes.clone()),
            (Self::Bytes(bytes), _) => (media_type()?.to_owned(), bytes.clone()),
        };
        let content_type = content_type.parse().map_err(|_| RequestFault::MediaType)?;
        Ok(Some(EncodedBody { content_type, bytes }))
    }

    /// Why none of the operation's formats fits, unless there is no body and nothing was said of one.
    fn refuse(&self, wanted: &Wanted) -> Result<Option<EncodedBody>, RequestFault> {
        match (wanted, self.formats().first()) {
            (Wanted { media_type: Some(_), .. }, _) => Err(RequestFault::MediaType),
            (Wanted { format: Some(format), .. }, _) | (_, Some(format)) => {
                Err(RequestFault::Format(*format))
            }
            (Wanted { format: None, media_type: None, .. }, None) => Ok(None),
        }
    }

    /// The formats that it can be written in, the usual one first.
    fn formats(&self) -> &'static [BodyFormat] {
        match self {
            Self::Empty => &[],
            Self::Value(_) => &[BodyFormat::Json, BodyFormat::Form, BodyFormat::Multipart],
            Self::Multipart(_) => &[BodyFormat::Multipart],
            Self::Text(_) => &[BodyFormat::Text],
            Self::Bytes(_) => &[BodyFormat::Bytes],
        }
    }

    fn fits(&self, info: &BodyInfo) -> bool {
        matches!(self, Self::Empty) || self.formats().contains(&info.format)
    }
}

impl Wanted {
    fn fits(&self, info: &BodyInfo) -> bool {
        let includes = |wanted: &str| {
            let wanted = MediaType::new(wanted);
            MediaType::new(info.media_type).includes(wanted)
                && (info.format != BodyFormat::Text || wanted.is_utf8())
        };
        self.format.is_none_or(|format| format == info.format)
            && self.alternative.is_none_or(|media_type| media_type == info.media_type)
            && self.media_type.as_deref().is_none_or(includes)
    }

    /// The media type to send. A range is narrowed to what is usual for the format.
    fn concrete<'w>(&'w self, info: &'w BodyInfo) -> Result<&'w str, RequestFault> {
        let declared = MediaType::new(info.media_type);
        let usual = info.format.media_type();
        match &self.media_type {
            Some(wanted) => Ok(wanted),
            None if !declared.is_range() => Ok(info.media_type),
            None if declared.includes(MediaType::new(usual)) => Ok(usual),
            None => Err(RequestFault::MediaTypeRange(info.media_type)),
        }
    }
}

fn multipart(media_type: &str, body: &Multipart) -> Result<(String, Bytes), RequestFault> {
    let (boundary, bytes) = body.encode()?;
    Ok((format!("{}; boundary={boundary}", MediaType::new(media_type).essence()), bytes))
}

fn in_utf8(media_type: &str) -> String {
    let suffix = if MediaType::new(media_type).has_charset() { "" } else { "; charset=utf-8" };
    format!("{media_type}{suffix}")
}
