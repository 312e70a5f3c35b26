//! One operation: a method, and a static that says how it is called.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::manifest::one_line;
use super::{docs, text};
use crate::parse::api::ParameterLocation;
use crate::plan::sdk::{
    Auth, Body, BodyFormat, BodyKind, Group, Operation, Parameter, ParameterStyle, Sdk, StatusDocs, Type,
};

/// The method that begins a call of `operation`.
pub(super) fn method(sdk: &Sdk, operation: &Operation) -> TokenStream {
    let (name, constant) = (&operation.name, &operation.constant);
    let docs = docs::lines_to_attributes(&lines(sdk, operation));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let arguments = operation.arguments.iter().map(|argument| {
        let name = &argument.name;
        let value = Argument::of(sdk, &argument.value).declared(sdk);
        quote!(#name: #value)
    });
    let body = operation.body.iter().map(|body| body_argument(sdk, body));
    let sent = operation.arguments.iter().map(|argument| {
        let (name, parameter) = (&argument.name, &argument.parameter);
        let given = Argument::of(sdk, &argument.value).given(&quote!(#name));
        quote!(.parameter(#parameter, #given))
    });
    let server = operation.server.as_ref().map(|server| quote!(.server(#server)));
    let query = operation.query.iter().map(|(name, value)| quote!(.query(#name, #value)));
    let with_body = operation.body.iter().map(|body| {
        let argument = &body.argument;
        match body.kind {
            BodyKind::Value => quote!(.body(#argument)),
            BodyKind::Multipart => quote!(.multipart(#argument)),
            BodyKind::Text => quote!(.text(#argument)),
            BodyKind::Bytes => quote!(.bytes(#argument)),
            BodyKind::OneOf => quote!(.any_body(#argument)),
        }
    });
    let styles = operation.body.iter().filter(|body| !body.form_styles.is_empty()).map(|body| {
        let styles = body.form_styles.iter().map(parameter);
        quote!(.form_styles(&[#(#styles),*]))
    });
    let tag = operation.events.iter().flat_map(|events| &events.tag).map(|tag| quote!(.event_tag(#tag)));
    let answer = answer(sdk, operation);
    // Parameters are written at once; the body alone is borrowed until the call is sent.
    let (generic, lifetime) = if operation.body.as_ref().is_some_and(is_borrowed) {
        (quote!(<'a>), quote!('a))
    } else {
        (quote!(), quote!('static))
    };
    quote! {
        #docs
        #deprecated
        pub fn #name #generic(&self, #(#arguments,)* #(#body)*) -> Call<#lifetime, #answer> {
            Call::new(self.client, &#constant) #server #(#sent)* #(#query)* #(#with_body)* #(#styles)* #(#tag)*
        }
    }
}

/// Whether the body is borrowed until the call is sent.
pub(super) fn is_borrowed(body: &Body) -> bool {
    !matches!(body.kind, BodyKind::Text | BodyKind::Bytes)
}

fn body_argument(sdk: &Sdk, body: &Body) -> TokenStream {
    let (argument, value) = (&body.argument, value(sdk, &body.value));
    if is_borrowed(body) { quote!(#argument: &'a #value) } else { quote!(#argument: impl Into<#value>) }
}

/// The types of a call: its value, its optional parameters, its events.
fn answer(sdk: &Sdk, operation: &Operation) -> TokenStream {
    let optional = operation.optional.map(|id| {
        let name = &sdk.definitions[id.0].name;
        quote!(types::#name)
    });
    let response = operation.response.as_ref().map(|response| {
        let value = value(sdk, response);
        if operation.response_is_optional { quote!(Option<#value>) } else { value }
    });
    let events = operation.events.as_ref().map(|events| value(sdk, &events.value));
    match (response, events) {
        (Some(response), Some(events)) => {
            let optional = optional.unwrap_or_else(|| quote!(crate::runtime::NoParams));
            quote!(#response, #optional, #events)
        }
        (None, Some(events)) => {
            let optional = optional.map(|optional| quote!(, #optional));
            quote!(crate::runtime::EventStream<#events> #optional)
        }
        (response, None) => {
            let response = response.unwrap_or_else(|| quote!(()));
            let optional = optional.map(|optional| quote!(, #optional));
            quote!(#response #optional)
        }
    }
}

/// How an argument is taken, by the type of its value.
pub(super) enum Argument<'t> {
    /// A string: `&str`.
    Text,
    /// What is copied: `i64`.
    Copied(&'t Type),
    /// Everything else: `&types::Filter`.
    Borrowed(&'t Type),
}

impl<'t> Argument<'t> {
    pub(super) fn of(sdk: &'t Sdk, value: &'t Type) -> Self {
        match sdk.resolve(value) {
            Type::String => Self::Text,
            plain if plain.is_number_or_boolean() => Self::Copied(value),
            _ => Self::Borrowed(value),
        }
    }

    fn declared(&self, sdk: &Sdk) -> TokenStream {
        match self {
            Self::Text => quote!(&str),
            Self::Copied(value) => self::value(sdk, value),
            Self::Borrowed(value) => {
                let value = self::value(sdk, value);
                quote!(&#value)
            }
        }
    }

    /// The argument called `name`, as the call takes it.
    fn given(&self, name: &TokenStream) -> TokenStream {
        if matches!(self, Self::Copied(_)) { quote!(&#name) } else { quote!(#name) }
    }
}

/// The static that describes `operation`.
pub(super) fn info(operation: &Operation) -> TokenStream {
    let constant = &operation.constant;
    let docs = docs::sentence(&format!("How `{}` is called.", operation.name.plain()));
    let (id, template) = (&operation.id, &operation.template);
    let method = format_ident!("{}", heck::AsUpperCamelCase(operation.method.key()).to_string());
    let path = text::segments(&operation.path);
    let auth = match &operation.auth {
        Auth::None => quote!(Auth::None),
        Auth::Bearer => quote!(Auth::Bearer),
        Auth::OptionalBearer => quote!(Auth::OptionalBearer),
        Auth::AnyOf(sets) => {
            let sets = sets.iter().map(|schemes| quote!(&[#(#schemes),*]));
            quote!(Auth::AnyOf(&[#(#sets),*]))
        }
    };
    let parameters = operation.parameters.iter().map(parameter);
    let (scopes, headers) = (&operation.scopes, &operation.header_options);
    let bodies = operation.body.iter().flat_map(|body| &body.media_types).map(|media_type| {
        let name = &media_type.name;
        let format = match media_type.format {
            BodyFormat::Json => quote!(BodyFormat::Json),
            BodyFormat::Form => quote!(BodyFormat::Form),
            BodyFormat::Multipart => quote!(BodyFormat::Multipart),
            BodyFormat::Text => quote!(BodyFormat::Text),
            BodyFormat::Bytes => quote!(BodyFormat::Bytes),
        };
        quote!(BodyInfo { media_type: #name, format: #format })
    });
    let accept = &operation.accept;
    quote! {
        #docs
        pub static #constant: OperationInfo = OperationInfo {
            id: #id,
            method: Method::#method,
            template: #template,
            path: #path,
            parameters: &[#(#parameters),*],
            auth: #auth,
            scopes: &[#(#scopes),*],
            header_options: &[#(#headers),*],
            bodies: &[#(#bodies),*],
            accept: &[#(#accept),*],
        };
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let location = match parameter.location {
        ParameterLocation::Path => quote!(Location::Path),
        ParameterLocation::Query => quote!(Location::Query),
        ParameterLocation::Header => quote!(Location::Header),
        ParameterLocation::Cookie => quote!(Location::Cookie),
    };
    let style = match parameter.style {
        ParameterStyle::Json => quote!(Style::Json),
        ParameterStyle::Style(style) => {
            let style = format_ident!("{}", heck::AsUpperCamelCase(style.name()).to_string());
            quote!(Style::#style)
        }
    };
    let (explode, allow_reserved) = (parameter.explode, parameter.allow_reserved);
    quote! {
        Parameter {
            name: #name, location: #location, style: #style, explode: #explode, allow_reserved: #allow_reserved,
        }
    }
}

/// What a group's module imports from the runtime.
pub(super) fn imports(group: &Group) -> TokenStream {
    if group.operations.is_empty() {
        return quote!(Client);
    }
    let has_body = group.operations.iter().any(|operation| operation.body.is_some());
    let body = has_body.then(|| quote!(BodyFormat, BodyInfo,));
    let parameters = group.operations.iter().any(|operation| {
        !operation.parameters.is_empty()
            || operation.body.as_ref().is_some_and(|body| !body.form_styles.is_empty())
    });
    let (location, parameter) =
        if parameters { (quote!(Location,), quote!(Parameter,)) } else { Default::default() };
    let style = parameters.then(|| quote!(, Style));
    quote!(Auth, #body Call, Client, #location Method, OperationInfo, #parameter Segment #style)
}

/// Whether the group's methods name a type of the API.
pub(super) fn names_types(sdk: &Sdk, group: &Group) -> bool {
    group.operations.iter().any(|operation| {
        // A string is taken as `&str`, even where it has an alias.
        let is_text = |value: &Type| matches!(Argument::of(sdk, value), Argument::Text);
        let arguments = operation.arguments.iter().map(|argument| &argument.value);
        arguments.filter(|value| !is_text(value)).any(|value| value.definition().is_some())
            || operation.body.iter().any(|body| body.value.definition().is_some())
            || operation.optional.is_some()
            || operation.answered_types().any(|value| value.definition().is_some())
    })
}

/// The type of a value, as the modules of the client name it.
pub(super) fn value(sdk: &Sdk, value: &Type) -> TokenStream {
    let inner = |inner: &Type| self::value(sdk, inner);
    match value {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U32 => quote!(u32),
        Type::U64 => quote!(u64),
        Type::F32 => quote!(f32),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::DateTime => quote!(crate::runtime::DateTime),
        Type::Date => quote!(crate::runtime::Date),
        Type::Value => quote!(serde_json::Value),
        Type::External(path) => text::path(path),
        Type::Bytes => quote!(bytes::Bytes),
        Type::File => quote!(crate::runtime::FilePart),
        Type::Multipart => quote!(crate::runtime::Multipart),
        Type::List(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        Type::Tuple(positions) => {
            let positions = positions.iter().map(inner);
            quote!((#(#positions,)*))
        }
        Type::Map(value) => {
            let value = inner(value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::Nullable(value) => {
            let value = inner(value);
            quote!(crate::runtime::Nullable<#value>)
        }
        Type::Boxed(value) => inner(value),
        Type::Named(id) => {
            let name = &sdk.definitions[id.0].name;
            quote!(types::#name)
        }
    }
}

fn lines(sdk: &Sdk, operation: &Operation) -> Vec<String> {
    let mut lines = docs::lines(&operation.docs);
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .filter_map(|argument| {
            let text = one_line(&argument.docs.text);
            (!text.is_empty()).then(|| docs::markdown(&format!("- `{}`: {text}", argument.name.plain())))
        })
        .flatten()
        .collect();
    section(&mut lines, "# Arguments", arguments);
    if operation.events.is_some() {
        let text = if operation.response.is_some() {
            "`Call::events` gives events in place of the value; a request with a member that asks for them must set it."
        } else {
            "Awaiting the call gives its events as they come."
        };
        lines.extend([String::new(), text.to_owned()]);
    }
    let range = operation
        .body
        .iter()
        .flat_map(|body| &body.media_types)
        .find(|media_type| media_type.name.contains("/*"));
    if let Some(range) = range.filter(|range| range.format == BodyFormat::Bytes) {
        let text = format!("The body is any of {}: `Call::media_type` says which.", docs::code(&range.name));
        lines.extend([String::new(), text]);
    }
    let successes = operation.statuses.iter().filter(|status| status.is_success);
    section(&mut lines, "# Answers", successes.flat_map(status).collect());
    let failures = operation.statuses.iter().filter(|status| !status.is_success);
    section(&mut lines, "# Errors", failures.flat_map(status).collect());
    if let Some(error) = &operation.error {
        lines.extend([
            String::new(),
            format!(
                "Their bodies: `ApiError::read::<{}>()`.",
                value(sdk, error).to_string().replace(' ', "")
            ),
        ]);
    }
    lines
}

fn section(lines: &mut Vec<String>, title: &str, items: Vec<String>) {
    if !items.is_empty() {
        lines.extend([String::new(), title.to_owned(), String::new()]);
        lines.extend(items);
    }
}

/// A list item for each cause of the status, and one within for each of its headers.
fn status(status: &StatusDocs) -> Vec<String> {
    let mut lines = if status.causes.is_empty() {
        vec![format!("- {}", status.status)]
    } else {
        let item = |cause: &String| docs::markdown(&format!("- {}: {}", status.status, one_line(cause)));
        status.causes.iter().flat_map(item).collect()
    };
    lines.extend(status.headers.iter().map(|(name, text)| {
        let text = docs::markdown(&one_line(text)).join(" ");
        let colon = if text.is_empty() { "" } else { ": " };
        format!("  - Header {}{colon}{text}", docs::code(name))
    }));
    lines
}
