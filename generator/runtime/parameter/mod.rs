//! The parameters of operations, and what a call was given for them.

use std::borrow::Cow;

use super::error::{ParameterFault, RequestFault};
use super::wire::{Encode, Json, Node, Tape, pairs};

mod style;
#[cfg(test)]
mod tests;

/// A parameter of an operation: OpenAPI's Parameter Object.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, which is unique among those of its location.
    pub name: &'static str,
    /// Where a request has it.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether each item of an array and each member of an object is a value of its own. It means nothing to
    /// [`DeepObject`](Style::DeepObject) and [`Json`](Style::Json).
    pub explode: bool,
    /// Whether its value keeps the reserved characters that a query can hold, and what is percent-encoded already (RFC 6570, section
    /// 3.2.3). It means something in the query alone, and not to [`Json`](Style::Json).
    pub allow_reserved: bool,
}

/// Where a request has a parameter: OpenAPI's `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path: in a place of the template.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

/// How the value of a parameter is written: OpenAPI's `style`, or JSON by its `content`.
///
/// A null is not sent, nor is an array or object without anything else than nulls in it: RFC 6570, section 2.3, calls them undefined.
/// What a style has no form for is an error of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;color=blue`, in the path.
    Matrix,
    /// `.blue`, in the path.
    Label,
    /// `blue`, in the path and in headers.
    Simple,
    /// `color=blue`, in the query and in cookies. Cookies are apart by `; `.
    Form,
    /// `color=blue%20black`, in the query. Exploded, it is [`Form`](Self::Form).
    SpaceDelimited,
    /// `color=blue%7Cblack`, in the query. Exploded, it is [`Form`](Self::Form).
    PipeDelimited,
    /// `color[R]=100`, in the query, with the brackets encoded. OpenAPI leaves open what is within a member: here it goes on,
    /// `color[a][b]=1`, and an item of an array has its index, `color[a][0]=1`.
    DeepObject,
    /// JSON, anywhere: `content` with `application/json`. A null is sent.
    Json,
}

/// As OpenAPI writes a parameter of the query of which nothing else is said.
static PLAIN: Parameter = Parameter {
    name: "",
    location: Location::Query,
    style: Style::Form,
    explode: true,
    allow_reserved: false,
};

/// A form of the members of an object, each in the style that is stated for it, or else as forms have it by default.
pub(super) fn form(value: &dyn Encode, styles: &[Parameter]) -> Result<Vec<u8>, RequestFault> {
    let tape = Tape::of(value)?;
    let root = tape.root();
    let style_of = |name: &str| styles.iter().find(|style| style.name == name);
    let mut form = pairs(root, &|name| style_of(name).is_none())?;
    for (name, value) in root.members() {
        let Some(style) = style_of(name) else { continue };
        let written = style::write(style, name, value)
            .map_err(|fault| RequestFault::Parameter { name: name.to_owned(), fault })?;
        if let Some(written) = written {
            if !form.is_empty() {
                form.push(b'&');
            }
            form.extend_from_slice(written.as_bytes());
        }
    }
    Ok(form)
}

/// The parameters of an operation that has none but required ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoParams {}

/// What a call was given for parameters, as the request has it.
#[derive(Default)]
pub(super) struct Parameters {
    given: Vec<Given>,
    /// The first fault.
    fault: Option<RequestFault>,
}

struct Given {
    location: Location,
    name: Cow<'static, str>,
    text: String,
}

impl Parameters {
    /// Gives the parameter of this name a value. One that the operation does not have becomes a part of the query.
    pub(super) fn set(&mut self, declared: &[Parameter], name: &'static str, value: &dyn Encode) {
        let tape = match Tape::of(value) {
            Ok(tape) => tape,
            Err(fault) => return self.refuse(name, ParameterFault::Unwritable(fault)),
        };
        let mut last = &PLAIN;
        // An operation can have a name in several locations: each call fills the next of them.
        for parameter in declared.iter().filter(|parameter| parameter.name == name) {
            last = parameter;
            if self.at(parameter.location).all(|given| given.name != name) {
                break;
            }
        }
        self.write(last, Cow::Borrowed(name), tape.root());
    }

    /// Gives each parameter that is a member of `values` that member's value, but none of the path: those are not optional. A member
    /// that is no parameter of the operation becomes a part of the query.
    pub(super) fn set_all(&mut self, declared: &[Parameter], values: &dyn Encode) {
        let tape = match Tape::of(values) {
            Ok(tape) => tape,
            Err(fault) => return self.fail(RequestFault::Parameters(fault)),
        };
        let root = tape.root();
        if !matches!(root.node(), Node::Object { .. }) {
            return self.fail(RequestFault::NoMembers { found: root.node().kind() });
        }
        for (name, value) in root.members() {
            let is_it =
                |parameter: &&Parameter| parameter.name == name && parameter.location != Location::Path;
            let parameter = declared.iter().find(is_it).unwrap_or(&PLAIN);
            self.write(parameter, Cow::Owned(name.to_owned()), value);
        }
    }

    /// The first fault of what was given.
    pub(super) fn take_fault(&mut self) -> Option<RequestFault> {
        self.fault.take()
    }

    /// What the place of this name in the path is filled with, encoded.
    pub(super) fn path(&self, name: &str) -> Option<&str> {
        self.at(Location::Path).find(|given| given.name == name).map(|given| given.text.as_str())
    }

    /// The parts of the query, encoded.
    pub(super) fn query(&self) -> impl Iterator<Item = &str> {
        self.at(Location::Query).map(|given| given.text.as_str())
    }

    /// The value of the parameter of the query of this name, encoded, where that is one value.
    pub(super) fn in_query(&self, name: &str) -> Option<&str> {
        let text = &self.at(Location::Query).find(|given| given.name == name)?.text;
        text.split_once('=').map(|(_, value)| value)
    }

    /// The headers, by name.
    pub(super) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.at(Location::Header).map(|given| (&*given.name, given.text.as_str()))
    }

    /// The header `Cookie`, if there are cookies (RFC 6265, section 4.2.1).
    pub(super) fn cookie(&self) -> Option<String> {
        let cookies: Vec<&str> = self.at(Location::Cookie).map(|given| given.text.as_str()).collect();
        (!cookies.is_empty()).then(|| cookies.join("; "))
    }

    fn at(&self, location: Location) -> impl Iterator<Item = &Given> {
        self.given.iter().filter(move |given| given.location == location)
    }

    fn write(&mut self, parameter: &Parameter, name: Cow<'static, str>, value: Json<'_>) {
        let location = parameter.location;
        self.given.retain(|given| given.location != location || given.name != name);
        match style::write(parameter, &name, value) {
            Ok(Some(text)) => self.given.push(Given { location, name, text }),
            Ok(None) => {}
            Err(fault) => self.refuse(&name, fault),
        }
    }

    fn refuse(&mut self, name: &str, fault: ParameterFault) {
        self.fail(RequestFault::Parameter { name: name.to_owned(), fault });
    }

    fn fail(&mut self, fault: RequestFault) {
        self.fault.get_or_insert(fault);
    }
}
