//! One operation: a method, and a static that says how it is called.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::manifest::one_line;
use super::{docs, text};
use crate::parse::api::ParameterLocation;
use crate::plan::sdk::{
    Auth, BodyFormat, Group, Operation, Parameter, ParameterStyle, Sdk, StatusDocs, Type,
};

/// The method that begins a call of `operation`.
pub(super) fn method(sdk: &Sdk, operation: &Operation) -> TokenStream {
    let (name, constant) = (&operation.name, &operation.constant);
    let docs = docs::lines_to_attributes(&lines(operation));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let arguments = operation.arguments.iter().map(|argument| {
        let name = &argument.name;
        let value = Argument::of(sdk, &argument.value).declared(sdk);
        quote!(#name: #value)
    });
    let body = operation.body.iter().map(|body| {
        let argument = &body.argument;
        let value = value(sdk, &body.value);
        quote!(#argument: &'a #value)
    });
    let sent = operation.arguments.iter().map(|argument| {
        let (name, parameter) = (&argument.name, &argument.parameter);
        let given = Argument::of(sdk, &argument.value).given(&quote!(#name));
        quote!(.parameter(#parameter, #given))
    });
    let server = operation.server.as_ref().map(|server| quote!(.server(#server)));
    let query = operation.query.iter().map(|(name, value)| quote!(.query(#name, #value)));
    let with_body = operation.body.iter().map(|body| {
        let argument = &body.argument;
        quote!(.body(#argument))
    });
    let optional = operation.optional.map(|id| {
        let name = &sdk.definitions[id.0].name;
        quote!(, types::#name)
    });
    let response = operation.response.as_ref().map_or(quote!(()), |response| value(sdk, response));
    // Parameters are written at once; the body alone is borrowed until the call is sent.
    let (generic, lifetime) =
        if operation.body.is_some() { (quote!(<'a>), quote!('a)) } else { (quote!(), quote!('static)) };
    quote! {
        #docs
        #deprecated
        pub fn #name #generic(&self, #(#arguments,)* #(#body)*) -> Call<#lifetime, #response #optional> {
            Call::new(self.client, &#constant) #server #(#sent)* #(#query)* #(#with_body)*
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
            Type::Bool | Type::I32 | Type::I64 | Type::F32 | Type::F64 => Self::Copied(value),
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
    let parameters = group.operations.iter().any(|operation| !operation.parameters.is_empty());
    let (location, parameter) =
        if parameters { (quote!(Location,), quote!(Parameter,)) } else { Default::default() };
    let style = parameters.then(|| quote!(, Style));
    quote!(Auth, #body Call, Client, #location Method, OperationInfo, #parameter Segment #style)
}

/// Whether the group's methods name a type of the API.
pub(super) fn names_types(group: &Group) -> bool {
    group.operations.iter().any(|operation| operation.types().any(|value| value.definition().is_some()))
}

/// The type of a value, as the modules of the client name it.
fn value(sdk: &Sdk, value: &Type) -> TokenStream {
    let inner = |inner: &Type| self::value(sdk, inner);
    match value {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::F32 => quote!(f32),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::DateTime => quote!(crate::runtime::DateTime),
        Type::Date => quote!(crate::runtime::Date),
        Type::Value => quote!(serde_json::Value),
        Type::List(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
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

fn lines(operation: &Operation) -> Vec<String> {
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
    let is_success = |status: &&StatusDocs| status.status.starts_with('2');
    section(&mut lines, "# Answers", operation.statuses.iter().filter(is_success).flat_map(status).collect());
    let failures = operation.statuses.iter().filter(|status| !is_success(status));
    section(&mut lines, "# Errors", failures.flat_map(status).collect());
    lines
}

fn section(lines: &mut Vec<String>, title: &str, items: Vec<String>) {
    if !items.is_empty() {
        lines.extend([String::new(), title.to_owned(), String::new()]);
        lines.extend(items);
    }
}

/// A list item for each cause of the status.
fn status(status: &StatusDocs) -> Vec<String> {
    if status.causes.is_empty() {
        return vec![format!("- {}", status.status)];
    }
    let item = |cause: &String| docs::markdown(&format!("- {}: {}", status.status, one_line(cause)));
    status.causes.iter().flat_map(item).collect()
}
