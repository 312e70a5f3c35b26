//! What the parts of a multipart body hold: files, and values that are written as text or JSON.

use std::fmt::{self, Debug, Formatter};

use bytes::Bytes;

use super::super::wire::Encode;
use super::Multipart;

/// A file to be sent as a part of a multipart body.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FilePart {
    /// What it holds. A clone shares it.
    pub bytes: Bytes,
    /// Its name, which may hold any characters. Many servers take a part without one for a plain field.
    pub file_name: String,
    /// Its media type. By default it is the one that the operation states for the part, else `application/octet-stream`.
    pub media_type: Option<String>,
}

impl FilePart {
    /// A file of this name that holds these bytes.
    pub fn bytes(file_name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), file_name: file_name.into(), media_type: None }
    }

    /// States the media type: `image/png`.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

/// Shows how long it is in place of what it holds.
impl Debug for FilePart {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("len", &self.bytes.len())
            .finish()
    }
}

/// A value that parts can hold: a [`FilePart`], or whatever can be written as JSON. A list is a part for each item, and what is absent
/// is none.
pub trait PartValue {
    /// Adds the value's parts, and nothing else, to `out`.
    fn add_to(&self, out: &mut Parts<'_>);
}

/// A place for the parts of one value, all of the same name.
pub struct Parts<'m> {
    pub(super) multipart: &'m mut Multipart,
    pub(super) name: &'m str,
    /// The media type that is stated for them.
    pub(super) media_type: Option<&'m str>,
}

impl Parts<'_> {
    /// Adds a file.
    pub fn file(&mut self, file: &FilePart) {
        self.multipart.add_file(self.name, file, self.media_type);
    }

    /// Adds a value, unless it is absent.
    pub fn value(&mut self, value: &dyn Encode) {
        self.multipart.add_value(self.name, value, self.media_type);
    }
}

impl<T: Encode> PartValue for T {
    fn add_to(&self, out: &mut Parts<'_>) {
        out.value(self);
    }
}

impl PartValue for FilePart {
    fn add_to(&self, out: &mut Parts<'_>) {
        out.file(self);
    }
}

impl PartValue for Vec<FilePart> {
    fn add_to(&self, out: &mut Parts<'_>) {
        for file in self {
            out.file(file);
        }
    }
}

impl PartValue for Option<FilePart> {
    fn add_to(&self, out: &mut Parts<'_>) {
        if let Some(file) = self {
            out.file(file);
        }
    }
}

impl PartValue for Option<Vec<FilePart>> {
    fn add_to(&self, out: &mut Parts<'_>) {
        if let Some(files) = self {
            files.add_to(out);
        }
    }
}
