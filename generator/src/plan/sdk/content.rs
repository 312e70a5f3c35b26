//! What an operation sends and answers with.

use super::{Parameter, Type};
use crate::plan::names::Ident;

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument's name.
    pub argument: Ident,
    /// Its type.
    pub value: Type,
    /// How the method takes it.
    pub kind: BodyKind,
    /// The media types it can be sent as, the first by default.
    pub media_types: Vec<BodyMediaType>,
    /// How members of a form are written, where the description says.
    pub form_styles: Vec<Parameter>,
}

/// How a method takes a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A value, borrowed, that is written in whichever media type the call asks for.
    Value,
    /// Parts, borrowed: those of a struct with files, or built by hand.
    Multipart,
    /// Text in UTF-8.
    Text,
    /// Bytes as they are.
    Bytes,
    /// One of several bodies, borrowed: a definition of [`Bodies`].
    OneOf,
}

/// Events that an operation answers with.
#[derive(Clone, Debug)]
pub struct Events {
    /// The type of their data.
    pub value: Type,
    /// The member of the data that the name of an event stands for, where the data can lack it.
    pub tag: Option<String>,
}

/// A media type that a body can be sent as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyMediaType {
    /// As the description names it: `application/merge-patch+json`.
    pub name: String,
    /// How a body of it is written.
    pub format: BodyFormat,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON: `application/json`, or any media type with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Text in UTF-8.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// The bodies that an operation takes, of which a request has one.
#[derive(Clone, Debug)]
pub struct Bodies {
    /// The bodies, the default first.
    pub variants: Vec<BodyVariant>,
}

/// One of several bodies.
#[derive(Clone, Debug)]
pub struct BodyVariant {
    /// Its name: `Json`.
    pub name: Ident,
    /// What it holds.
    pub value: Type,
    /// How it is written.
    pub kind: BodyKind,
    /// The media type that it is sent as.
    pub media_type: String,
    /// Whether no other variant holds the same type, so that a value of it says which variant is meant.
    pub distinct: bool,
}

/// The answers of an operation, of which a call gives one.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The answers, by status.
    pub variants: Vec<AnswerVariant>,
    /// The name of the variant that holds the body of any other status.
    pub unknown: Ident,
}

/// One of several answers.
#[derive(Clone, Debug)]
pub struct AnswerVariant {
    /// Its name: `Created`.
    pub name: Ident,
    /// What it holds; `None` for an answer without a body.
    pub value: Option<Type>,
    /// Whether it is read as text, whatever that says.
    pub is_text: bool,
    /// Its status as the description has it: `201`, `2XX`, `default`.
    pub status: String,
    /// Its media types; none for an answer without a body.
    pub media_types: Vec<String>,
}
