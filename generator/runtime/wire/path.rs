//! Places within a JSON value, written like `JSONPath` (RFC 9535): `$.options.domain_aliases[2]`.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// One step from a value to a value within it.
#[derive(Debug)]
pub(in super::super) enum Segment<'p> {
    /// To the member of this name.
    Member(Cow<'p, str>),
    /// To the item at this index, from 0.
    Item(usize),
}

impl<'p> Segment<'p> {
    pub(in super::super) fn member(name: &'p str) -> Self {
        Self::Member(Cow::Borrowed(name))
    }
}

impl Display for Segment<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(index) => write!(f, "[{index}]"),
            Self::Member(name) if is_plain(name) => write!(f, ".{name}"),
            Self::Member(name) => write!(f, "['{}']", name.escape_debug()),
        }
    }
}

/// Whether a name can stand after a dot (RFC 9535, section 2.5.1.1; here ASCII alone).
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
}

/// The path from the root, outermost step first.
pub(in super::super) fn render<'p, 'a: 'p>(path: impl IntoIterator<Item = &'p Segment<'a>>) -> String {
    path.into_iter().fold(String::from("$"), |path, segment| path + &segment.to_string())
}
