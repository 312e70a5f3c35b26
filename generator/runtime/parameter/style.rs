//! A value in a style: RFC 6570 as far as it goes, and what OpenAPI adds to it.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::super::error::ParameterFault;
use super::super::request::RESERVED;
use super::super::wire::{Json, Node, text};
use super::{Location, Parameter, Style};

/// What is encoded although reserved characters are allowed: `[`, `]` and `#`, which no query can hold (RFC 3986, section 3.4), and
/// `&`, `=` and `+`, which mean something in one (RFC 1866, section 8.2.1; OpenAPI 3.1.2, appendix C).
const QUERY: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// The same within a list whose items are apart by a comma.
const QUERY_LIST: &AsciiSet = &QUERY.add(b',');

/// What is no octet of a cookie (RFC 6265, section 4.1.1), and `%`, so that it can be decoded.
const COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\').add(b'%');

/// The value of a parameter as its location has it; `None` if it is not sent.
pub(super) fn write(
    parameter: &Parameter,
    name: &str,
    value: Json<'_>,
) -> Result<Option<String>, ParameterFault> {
    let syntax = Syntax::of(parameter);
    let name = parameter.escape_name(name);
    let mut texts = match parameter.style {
        Style::Json => vec![syntax.named(&name, parameter.json(value).into())],
        Style::DeepObject => {
            let mut pairs = Vec::new();
            parameter.append_deep(&name, value, &mut pairs)?;
            pairs
        }
        _ => parameter.texts(&syntax, &name, value)?,
    };
    Ok(match texts.len() {
        0 => None,
        1 if syntax.first.is_empty() => texts.pop(),
        _ => Some(format!("{}{}", syntax.first, texts.join(syntax.separator))),
    })
}

/// How a style joins texts: the columns of the table in RFC 6570, appendix A, and what is between the items of a list that is one value.
struct Syntax {
    first: &'static str,
    separator: &'static str,
    named: bool,
    if_empty: &'static str,
    delimiter: &'static str,
}

impl Syntax {
    fn of(parameter: &Parameter) -> Self {
        let separator = if parameter.location == Location::Cookie { "; " } else { "&" };
        let form = Self { first: "", separator, named: true, if_empty: "=", delimiter: "," };
        match parameter.style {
            Style::Matrix => Self { first: ";", separator: ";", if_empty: "", ..form },
            Style::Label => Self { first: ".", separator: ".", named: false, ..form },
            Style::Simple => Self { separator: ",", named: false, ..form },
            Style::SpaceDelimited => Self { delimiter: "%20", ..form },
            Style::PipeDelimited => Self { delimiter: "%7C", ..form },
            Style::Json => {
                Self { named: matches!(parameter.location, Location::Query | Location::Cookie), ..form }
            }
            Style::Form | Style::DeepObject => form,
        }
    }

    /// A value, with the parameter's name if the style has it.
    fn named(&self, name: &str, text: Cow<'_, str>) -> String {
        if self.named { self.pair(name, &text) } else { text.into_owned() }
    }

    /// A member of an object that is a value of its own.
    fn pair(&self, name: &str, text: &str) -> String {
        if text.is_empty() { format!("{name}{}", self.if_empty) } else { format!("{name}={text}") }
    }
}

impl Parameter {
    /// The values, each with its name if the style has it (RFC 6570, section 3.2.1).
    fn texts(&self, syntax: &Syntax, name: &str, value: Json<'_>) -> Result<Vec<String>, ParameterFault> {
        match value.node() {
            Node::Null => Ok(Vec::new()),
            Node::Array { .. } | Node::Object { .. } if self.explode => self.exploded(syntax, name, value),
            Node::Array { .. } | Node::Object { .. } => {
                let list = self.list(value)?;
                Ok(if list.is_empty() {
                    Vec::new()
                } else {
                    vec![syntax.named(name, list.join(syntax.delimiter).into())]
                })
            }
            _ => Ok(vec![syntax.named(name, self.plain(value)?)]),
        }
    }

    /// Each item or member as a value of its own.
    fn exploded(&self, syntax: &Syntax, name: &str, value: Json<'_>) -> Result<Vec<String>, ParameterFault> {
        let items = items(value).map(|item| Ok(syntax.named(name, self.plain(item)?)));
        let members =
            members(value).map(|(name, value)| Ok(syntax.pair(&self.escape_name(name), &self.plain(value)?)));
        items.chain(members).collect()
    }

    /// The items of an array, or the names and values of an object by turns, for one value.
    fn list(&self, value: Json<'_>) -> Result<Vec<String>, ParameterFault> {
        let mut list = Vec::new();
        for item in items(value) {
            list.push(self.item(scalar(item)?)?);
        }
        for (name, value) in members(value) {
            list.push(self.item(name.into())?);
            list.push(self.item(scalar(value)?)?);
        }
        Ok(list)
    }

    /// A value that is neither an array nor an object.
    fn plain<'v>(&self, value: Json<'v>) -> Result<Cow<'v, str>, ParameterFault> {
        Ok(self.escape(scalar(value)?, QUERY))
    }

    /// An item of a list that is one value. A delimiter that must be encoded itself could not be told from one in an item (OpenAPI 3.1.2,
    /// appendix E).
    fn item(&self, text: Cow<'_, str>) -> Result<String, ParameterFault> {
        match self.style {
            Style::SpaceDelimited if text.contains(' ') => Err(ParameterFault::Delimiter(' ')),
            Style::PipeDelimited if text.contains('|') => Err(ParameterFault::Delimiter('|')),
            _ => Ok(self.escape(text, QUERY_LIST).into_owned()),
        }
    }

    /// Appends a pair for each plain value within `value`.
    fn append_deep(
        &self,
        name: &str,
        value: Json<'_>,
        pairs: &mut Vec<String>,
    ) -> Result<(), ParameterFault> {
        match value.node() {
            Node::Null => {}
            Node::Array { .. } => {
                for (index, item) in items(value).enumerate() {
                    self.append_deep(&format!("{name}%5B{index}%5D"), item, pairs)?;
                }
            }
            Node::Object { .. } => {
                for (member, value) in value.members() {
                    if let Some(bracket) = member.chars().find(|char| matches!(char, '[' | ']')) {
                        return Err(ParameterFault::Delimiter(bracket));
                    }
                    let member = self.escape_name(member);
                    self.append_deep(&format!("{name}%5B{member}%5D"), value, pairs)?;
                }
            }
            _ => pairs.push(format!("{name}={}", self.plain(value)?)),
        }
        Ok(())
    }

    /// The value as JSON.
    fn json(&self, value: Json<'_>) -> String {
        let json = text(value);
        let json = String::from_utf8_lossy(&json);
        match self.location {
            Location::Header => ascii(&json),
            Location::Cookie => utf8_percent_encode(&json, COOKIE).to_string(),
            Location::Path | Location::Query => utf8_percent_encode(&json, RESERVED).to_string(),
        }
    }

    /// A name as the parameter's location has it.
    fn escape_name<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.location == Location::Header {
            name.into()
        } else {
            utf8_percent_encode(name, RESERVED).into()
        }
    }

    /// A value as the parameter's location has it. In a header nothing is encoded or quoted (OpenAPI 3.1.2, Parameter Object).
    fn escape<'v>(&self, text: Cow<'v, str>, query: &'static AsciiSet) -> Cow<'v, str> {
        match self.location {
            Location::Header => text,
            Location::Cookie => encoded(text, COOKIE),
            Location::Query if self.allow_reserved => encode_once(&text, query).into(),
            Location::Path | Location::Query => encoded(text, RESERVED),
        }
    }
}

/// The items of an array that are defined (RFC 6570, section 2.3).
fn items(value: Json<'_>) -> impl Iterator<Item = Json<'_>> {
    value.items().filter(|item| !item.is_null())
}

/// The members of an object that are defined (RFC 6570, section 2.3).
fn members(value: Json<'_>) -> impl Iterator<Item = (&str, Json<'_>)> {
    value.members().filter(|(_, value)| !value.is_null())
}

/// The text of a value that is neither an array nor an object.
fn scalar(value: Json<'_>) -> Result<Cow<'_, str>, ParameterFault> {
    match value.node() {
        Node::Str(text) => Ok(Cow::Borrowed(text)),
        Node::Array { .. } | Node::Object { .. } => {
            Err(ParameterFault::Nested { found: value.node().kind() })
        }
        _ => Ok(Cow::Owned(String::from_utf8_lossy(&text(value)).into_owned())),
    }
}

fn encoded<'v>(text: Cow<'v, str>, set: &'static AsciiSet) -> Cow<'v, str> {
    match text {
        Cow::Borrowed(text) => utf8_percent_encode(text, set).into(),
        Cow::Owned(text) => utf8_percent_encode(&text, set).to_string().into(),
    }
}

/// Encodes a text but for what is percent-encoded already (RFC 6570, section 3.2.3).
fn encode_once(text: &str, set: &'static AsciiSet) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let is_encoded = after
            .as_bytes()
            .first_chunk::<2>()
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        out.extend(utf8_percent_encode(before, set));
        out.push_str(if is_encoded { "%" } else { "%25" });
        rest = after;
    }
    out.extend(utf8_percent_encode(rest, set));
    out
}

/// JSON in the characters of a header: what is beyond stands in strings alone, where it can be escaped (RFC 8259, section 7).
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for char in json.chars() {
        if char.is_ascii() && !char.is_ascii_control() {
            out.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                // Writing to memory does not fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}
