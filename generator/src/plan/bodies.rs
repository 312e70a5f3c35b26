//! The body of a request: its type, and the media types that it is sent as.

use super::alike::first_alike;
use super::directions;
use super::docs;
use super::groups::Place;
use super::media_types::{self, Content, Kind};
use super::multipart;
use super::names::{Case, compound, ident_or};
use super::scope::Scope;
use super::sdk::{
    Bodies, Body, BodyFormat, BodyKind, BodyMediaType, BodyVariant, Definition, DefinitionKind, Docs,
    Parameter, ParameterStyle, Type,
};
use super::shapes::{Hint, Shapes, nullable_if};
use crate::diagnostic::{Diagnostic, JSON_PREFERRED, NOT_CARRIED};
use crate::parse::api::{MediaType, Operation, ParameterLocation, RequestBody, Style};
use crate::parse::schema::SchemaId;

/// One way to send a body.
struct Form {
    kind: BodyKind,
    value: Type,
    media_types: Vec<BodyMediaType>,
}

/// The body of `operation`; its argument takes its name from `names`. Without any media type, it is none.
pub(super) fn body(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    body: &RequestBody,
    place: &Place,
    names: &mut Scope,
) -> Option<Body> {
    let content = media_types::by_preference(&body.content);
    let has_json = content.first().is_some_and(|first| media_types::kind(&first.name) == Kind::Json);

    let mut forms: Vec<Form> = Vec::new();
    let mut styles = Vec::new();
    let mut known = Vec::new();
    for media_type in content {
        if has_json && media_types::kind(&media_type.name) == Kind::Xml {
            let message = format!("bodies could be sent as {:?} too", media_type.name);
            shapes.found.push(Diagnostic::new(&JSON_PREFERRED, media_type.origin.clone().key(), message));
            continue;
        }
        if media_types::kind(&media_type.name) == Kind::Form {
            styles = form_styles(shapes, media_type);
        }
        // What stands in the first has the name; what stands in another says in which.
        let part = if forms.is_empty() {
            "Request".to_owned()
        } else {
            format!("{} Request", media_types::name(&media_type.name).plain())
        };
        let hint = Hint { parent: place.type_name(), part, form: directions::Form::Request };
        let form = form(shapes, media_type, &hint, &mut known);
        match forms.iter_mut().find(|known| known.kind == form.kind && known.value == form.value) {
            Some(known) => known.media_types.extend(form.media_types),
            None => forms.push(form),
        }
    }
    let (kind, value) = match forms.as_slice() {
        [] => return None,
        [only] => (only.kind, only.value.clone()),
        several => (BodyKind::OneOf, one_of(shapes, operation, several, place)),
    };
    let argument = match kind {
        BodyKind::Value | BodyKind::Multipart | BodyKind::OneOf => "request",
        BodyKind::Text => "text",
        BodyKind::Bytes => "bytes",
    };
    let argument = names.take_free(&ident_or(argument, "", Case::Snake));
    let media_types = forms.into_iter().flat_map(|form| form.media_types).collect();
    Some(Body { argument, value, kind, media_types, form_styles: styles })
}

/// How a body of this media type is sent.
fn form(shapes: &mut Shapes<'_>, media_type: &MediaType, hint: &Hint, known: &mut Vec<SchemaId>) -> Form {
    let kind = media_types::kind(&media_type.name);
    let content = media_types::content(shapes, media_type);
    let (kind, format) = match (kind, content) {
        (Kind::Json, Content::Bytes) => (BodyKind::Bytes, BodyFormat::Bytes),
        (Kind::Form, _) => (BodyKind::Value, BodyFormat::Form),
        (Kind::Multipart, Content::Structure) => (BodyKind::Value, BodyFormat::Multipart),
        (Kind::Multipart, _) => (BodyKind::Multipart, BodyFormat::Multipart),
        (Kind::Json, _) | (Kind::Text | Kind::Other, Content::Structure) => {
            (BodyKind::Value, BodyFormat::Json)
        }
        (Kind::Text, Content::Unstated | Content::Text | Content::Scalar) => {
            (BodyKind::Text, BodyFormat::Text)
        }
        (Kind::Text | Kind::Xml | Kind::Events | Kind::Other, _) => (BodyKind::Bytes, BodyFormat::Bytes),
    };
    let parts =
        if format == BodyFormat::Multipart { multipart::parts(shapes, media_type, hint) } else { None };
    let (kind, value) = match (parts, kind) {
        (Some(parts), _) => (BodyKind::Multipart, Type::Named(parts)),
        (None, BodyKind::Value | BodyKind::OneOf) => (kind, body_type(shapes, media_type, hint, known)),
        (None, BodyKind::Multipart) => (kind, Type::Multipart),
        (None, BodyKind::Text) => (kind, Type::String),
        (None, BodyKind::Bytes) => (kind, Type::Bytes),
    };
    Form { kind, value, media_types: vec![BodyMediaType { name: media_type.name.clone(), format }] }
}

/// How the properties of a form are written that state a style.
fn form_styles(shapes: &mut Shapes<'_>, media_type: &MediaType) -> Vec<Parameter> {
    let mut styles = Vec::new();
    for (name, encoding) in &media_type.encoding {
        let states_style = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        if states_style {
            let style = encoding.style.unwrap_or(Style::Form);
            styles.push(Parameter {
                origin: media_type.origin.child("encoding").child(name),
                name: name.clone(),
                location: ParameterLocation::Query,
                style: ParameterStyle::Style(style),
                explode: encoding.explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.allow_reserved,
            });
        } else if encoding.content_type.as_ref().is_some_and(|stated| media_types::kind(stated) != Kind::Json)
        {
            let message =
                format!("the media type of {name:?}: a form has strings as they are, and objects as JSON");
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, encoding.origin.clone().key(), message));
        }
    }
    styles
}

/// The type of a body, which is that of one of the `known` schemas if that says the same.
pub(super) fn body_type(
    shapes: &mut Shapes<'_>,
    media_type: &MediaType,
    hint: &Hint,
    known: &mut Vec<SchemaId>,
) -> Type {
    match media_type.schema {
        None => Type::Value,
        Some(schema) => {
            let schema = first_alike(shapes.api, known, schema);
            let shaped = shapes.shape(schema, hint);
            nullable_if(shaped.nullable, shaped.value)
        }
    }
}

/// The enum of bodies that differ in more than their media type.
fn one_of(shapes: &mut Shapes<'_>, operation: &Operation, forms: &[Form], place: &Place) -> Type {
    let mut names = Scope::default();
    let mut variants: Vec<BodyVariant> = Vec::with_capacity(forms.len());
    for form in forms {
        for media_type in &form.media_types {
            variants.push(BodyVariant {
                name: names.take_free(&media_types::name(&media_type.name)),
                value: form.value.clone(),
                kind: form.kind,
                media_type: media_type.name.clone(),
                distinct: forms.iter().filter(|other| other.value == form.value).count() == 1
                    && form.media_types.len() == 1,
            });
        }
    }
    let request_line = docs::request_line(operation);
    let definition = Definition {
        name: compound(&[&place.type_name(), "RequestBody"], Case::UpperCamel),
        origin: operation.origin.clone(),
        docs: Docs { text: format!("A body of `{request_line}`, by its media type."), facts: Vec::new() },
        deprecated: false,
        kind: DefinitionKind::Bodies(Bodies { variants }),
        rules: Vec::new(),
    };
    Type::Named(shapes.define_decided(definition))
}
