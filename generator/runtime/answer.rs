//! What the body of a successful answer is read as.

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::media_type::MediaType;
use super::response::Response;
use super::wire::{Decode, ReadError, Tape, from_slice};

#[cfg(test)]
mod tests;

/// What the body of a successful answer is read as.
pub trait ResponseBody: Sized {
    /// Reads the whole body.
    fn read(answer: &Response<Bytes>) -> Result<Self, ReadError>;
}

/// JSON, or text where the operation declares that and the answer is not said to be JSON: a text is read like a string of JSON.
///
/// Media types are often wrong: what cannot be read as its media type says is read as JSON before it is an error.
impl<T: Decode> ResponseBody for T {
    fn read(answer: &Response<Bytes>) -> Result<Self, ReadError> {
        let json = || from_slice(answer.value());
        match Content::of(answer) {
            Content::Json => json(),
            Content::Other(fault) => json().map_err(|_| fault),
            Content::Text(text) => {
                let mut tape = Tape::new();
                tape.string(text);
                T::decode(tape.root()).or_else(|_| json())
            }
        }
    }
}

/// Which of the alternatives an answer is, by its index; `None` if none has its status. Each has the status as the description has it
/// (`201`, `2XX`, `default`) and a media type, which is empty where there is no body.
///
/// The most exact status counts, then the media type that the answer states. Where that is none of them, it is the first of its status.
pub fn alternative(answer: &Response<Bytes>, alternatives: &[(&str, &str)]) -> Option<usize> {
    let code = answer.status().as_u16();
    let stated = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(MediaType::new);
    let fits_status = |status: &str| match status.strip_suffix("XX") {
        Some(hundreds) if hundreds.parse() == Ok(code / 100) => 2,
        None if status == "default" => 1,
        None if status.parse() == Ok(code) => 3,
        _ => 0,
    };
    let fits_media_type = |declared: &str| match (stated, MediaType::new(declared)) {
        _ if declared.is_empty() => usize::from(answer.value().is_empty()),
        (Some(stated), declared) if declared.essence().eq_ignore_ascii_case(stated.essence()) => 3,
        (Some(stated), declared) if declared.includes(stated) => 2,
        (Some(stated), declared) if declared.is_json() && stated.is_json() => 1,
        _ => 0,
    };
    let mut best = (0, 0, None);
    for (index, (status, media_type)) in alternatives.iter().enumerate() {
        let (by_status, by_media_type) = (fits_status(status), fits_media_type(media_type));
        if by_status > 0 && (best.2.is_none() || (by_status, by_media_type) > (best.0, best.1)) {
            best = (by_status, by_media_type, Some(index));
        }
    }
    best.2
}

/// The body as text, which must be in UTF-8.
pub fn text(answer: &Response<Bytes>) -> Result<String, ReadError> {
    let text =
        str::from_utf8(answer.value()).map_err(|_| ReadError::mismatch("text in UTF-8", "other bytes"))?;
    Ok(text.to_owned())
}

/// Nothing: whatever is there is ignored.
impl ResponseBody for () {
    fn read(_answer: &Response<Bytes>) -> Result<Self, ReadError> {
        Ok(())
    }
}

/// The bytes as they came, of any media type.
impl ResponseBody for Bytes {
    fn read(answer: &Response<Bytes>) -> Result<Self, ReadError> {
        Ok(answer.value().clone())
    }
}

/// `None` if the body is empty or the status says that there is none.
impl<T: ResponseBody> ResponseBody for Option<T> {
    fn read(answer: &Response<Bytes>) -> Result<Self, ReadError> {
        let is_none = matches!(answer.status(), StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
        if is_none || answer.value().is_empty() { Ok(None) } else { T::read(answer).map(Some) }
    }
}

/// What a body is, as far as the answer and the operation say.
enum Content<'a> {
    Json,
    Text(&'a str),
    /// Neither of both, which is this error.
    Other(ReadError),
}

impl<'a> Content<'a> {
    fn of(answer: &'a Response<Bytes>) -> Self {
        let declared = || answer.operation().accept.iter().map(|declared| MediaType::new(declared));
        let stated = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let Some(media_type) = stated.map(MediaType::new).or_else(|| declared().next()) else {
            return Self::Json;
        };
        let takes_text = declared().any(|declared| !declared.is_json());
        if media_type.is_html() && !declared().any(|declared| declared.includes(media_type)) {
            // It comes from something in between: a proxy, or a page to log in.
            return Self::Other(ReadError::mismatch(
                if takes_text { "text" } else { "JSON" },
                "a page of HTML",
            ));
        }
        if !takes_text || media_type.is_json() {
            return Self::Json;
        }
        match str::from_utf8(answer.value()) {
            Ok(text) if media_type.is_utf8() => Self::Text(text),
            _ => Self::Other(ReadError::mismatch("text in UTF-8", "other bytes")),
        }
    }
}
