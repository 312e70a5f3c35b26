//! Places in a document: JSON Pointers (RFC 6901) and the file they lead into.

use std::borrow::Cow;
use std::fmt;

use super::FileId;

/// A JSON Pointer (RFC 6901), in its plain text form: empty for the whole document, else `/a/b~1c`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the member or item `token` of what this one points at.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        use fmt::Write as _;

        let mut text = String::with_capacity(self.0.len() + 16);
        text.push_str(&self.0);
        text.push('/');
        // Writing to a String can't fail.
        let _ = write!(Escape(&mut text), "{token}");
        Self(text)
    }

    /// Its text, as in `/paths/~1users/get`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unescaped tokens from the root down.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.unescaped().map(Cow::into_owned)
    }

    /// The tokens, copied only where they hold an escape.
    pub(super) fn unescaped(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|token| {
            if token.contains('~') {
                token.replace("~1", "/").replace("~0", "~").into()
            } else {
                token.into()
            }
        })
    }

    /// The pointer whose text is `text`; `None` unless it is empty or begins with `/`, and each `~` in it is one of the
    /// escapes `~0` and `~1`.
    pub fn parse(text: &str) -> Option<Self> {
        let begins = text.is_empty() || text.starts_with('/');
        let escapes = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        (begins && escapes).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Escape<'t>(&'t mut String);

impl fmt::Write for Escape<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
        Ok(())
    }
}

/// Where something stands in a description.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub pointer: Pointer,
    /// Whether the member's key or its value is meant.
    pub part: Part,
}

/// Which half of a member an [`Origin`] means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

impl Origin {
    /// The value at `pointer` in `file`.
    pub fn new(file: FileId, pointer: Pointer) -> Self {
        Self { file, pointer, part: Part::Value }
    }

    /// The member or item `token` of what this one means.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        Self { file: self.file, pointer: self.pointer.child(token), part: Part::Value }
    }

    /// The same member, meaning its key.
    #[must_use]
    pub fn key(mut self) -> Self {
        self.part = Part::Key;
        self
    }
}
