//! `multipart/form-data` (RFC 7578).

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};

use bytes::Bytes;
use http::HeaderValue;

use super::super::api::BodyFormat;
use super::super::media_type::MediaType;
use super::super::wire::{Encode, Json, Node, Segment, Tape, WriteError, WriteFault, text};
use super::boundary::boundary;
use super::part::{FilePart, PartValue, Parts};

#[cfg(test)]
mod tests;

/// A request that is sent as `multipart/form-data`.
pub trait ToMultipart {
    /// Its parts.
    fn to_multipart(&self) -> Multipart;
}

/// Parts in their order, each with a name. Names may repeat.
///
/// A list is a part for each item. Unless a media type is stated for a part, it is plain text if it is a string, number or boolean, JSON
/// if it is an object, and `application/octet-stream` if it is a file, as OpenAPI's Encoding Object has it by default. What has no form
/// as a part (null, for one, but within JSON) does not stop the building: the first such fault is the error of the call.
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    fault: Option<WriteError>,
}

#[derive(Clone)]
struct Part {
    name: String,
    /// Its header fields, each with the end of its line.
    head: String,
    content: Bytes,
}

impl Multipart {
    /// A body without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part, or one for each item of a list.
    pub fn part(self, name: &str, value: &dyn PartValue) -> Self {
        self.parts(&[(name, value, None)])
    }

    /// Adds the parts of a table: name, value, and the media type if one is stated.
    pub fn parts(mut self, table: &[(&str, &dyn PartValue, Option<&str>)]) -> Self {
        for (name, value, media_type) in table {
            value.add_to(&mut Parts { multipart: &mut self, name, media_type: *media_type });
        }
        self
    }

    /// Adds a part for each entry of a map. A name that is there already is a fault.
    pub fn map<T: PartValue>(mut self, entries: &BTreeMap<String, T>) -> Self {
        let before = self.parts.len();
        for (name, value) in entries {
            if self.parts.iter().take(before).any(|part| part.name == *name) {
                self.fail(WriteFault::Duplicate, &[Segment::member(name)]);
            }
            self = self.part(name, value);
        }
        self
    }

    /// A part for each member of an object.
    pub(super) fn of(value: &dyn Encode) -> Result<Self, WriteError> {
        let mut multipart = Self::new();
        let tape = Tape::of(value)?;
        let root = tape.root();
        let Node::Object { .. } = root.node() else {
            return Err(WriteError::at(WriteFault::NoForm { found: root.node().kind() }, &[]));
        };
        for (name, value) in root.members() {
            multipart.add(name, value, None);
        }
        Ok(multipart)
    }

    /// The boundary and the body, or the first fault.
    pub(super) fn encode(&self) -> Result<(String, Bytes), WriteError> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let boundary =
            boundary(self.parts.iter().flat_map(|part| [part.head.as_bytes(), part.content.as_ref()]));
        let lens = self.parts.iter().map(|part| part.head.len() + part.content.len() + boundary.len() + 8);
        let mut body = Vec::with_capacity(lens.sum::<usize>() + boundary.len() + 6);
        for part in &self.parts {
            for piece in ["--", &boundary, "\r\n", &part.head, "\r\n"] {
                body.extend_from_slice(piece.as_bytes());
            }
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        for piece in ["--", &boundary, "--\r\n"] {
            body.extend_from_slice(piece.as_bytes());
        }
        Ok((boundary, body.into()))
    }

    pub(super) fn add_file(&mut self, name: &str, file: &FilePart, media_type: Option<&str>) {
        let media_type = file.media_type.as_deref().or(media_type).unwrap_or(BodyFormat::Bytes.media_type());
        self.push(name, Some(&file.file_name), Some(media_type), file.bytes.clone());
    }

    pub(super) fn add_value(&mut self, name: &str, value: &dyn Encode, media_type: Option<&str>) {
        if value.is_absent() {
            return;
        }
        match Tape::of(value) {
            Ok(tape) => self.add(name, tape.root(), media_type),
            Err(error) => {
                self.fault.get_or_insert(error.in_member(name));
            }
        }
    }

    /// Adds a value, a list item by item (RFC 7578, section 4.3).
    fn add(&mut self, name: &str, value: Json<'_>, media_type: Option<&str>) {
        let member = Segment::member(name);
        let Node::Array { .. } = value.node() else {
            return self.add_one(&[member], name, value, media_type);
        };
        for (index, item) in value.items().enumerate() {
            self.add_one(&[Segment::member(name), Segment::Item(index)], name, item, media_type);
        }
    }

    /// Adds one part. `path` is where its value stands.
    fn add_one(&mut self, path: &[Segment<'_>], name: &str, value: Json<'_>, media_type: Option<&str>) {
        let is_json = media_type.map(|media_type| MediaType::new(media_type).is_json());
        let (media_type, content) = match (value.node(), is_json) {
            (_, Some(true)) => (media_type, text(value).into()),
            (Node::Str(text), _) => (media_type, Bytes::copy_from_slice(text.as_bytes())),
            (Node::Null, _) => return self.fail(WriteFault::NullInForm, path),
            (Node::Object { .. } | Node::Array { .. }, None) => {
                (Some(BodyFormat::Json.media_type()), text(value).into())
            }
            (Node::Object { .. } | Node::Array { .. }, Some(false)) => {
                return self.fail(WriteFault::NoText { found: value.node().kind() }, path);
            }
            _ => (media_type, text(value).into()),
        };
        self.push(name, None, media_type, content);
    }

    fn push(&mut self, name: &str, file_name: Option<&str>, media_type: Option<&str>, content: Bytes) {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
        if let Some(file_name) = file_name {
            head.extend(["; filename=\"", &escaped(file_name), "\""]);
        }
        head.push_str("\r\n");
        if let Some(media_type) = media_type {
            if HeaderValue::from_str(media_type).is_err() {
                return self.fail(WriteFault::MediaType, &[Segment::member(name)]);
            }
            head.extend(["Content-Type: ", media_type, "\r\n"]);
        }
        self.parts.push(Part { name: name.to_owned(), head, content });
    }

    fn fail(&mut self, fault: WriteFault, path: &[Segment<'_>]) {
        self.fault.get_or_insert_with(|| WriteError::at(fault, path));
    }
}

/// A body that was built by hand.
impl ToMultipart for Multipart {
    fn to_multipart(&self) -> Multipart {
        self.clone()
    }
}

/// Shows neither names nor contents: both may be secrets.
impl Debug for Multipart {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Multipart").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

/// A name within its quotes, as the HTML Standard escapes it ("multipart/form-data encoding algorithm"): in UTF-8, with these three
/// characters encoded and no others, so that what is encoded already stays as it is.
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
