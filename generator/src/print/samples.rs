//! A call of each operation, as the documentation of an API shows it.

use proc_macro2::TokenStream;
use quote::quote;

use super::layout::layout;
use super::operation::{self, Argument};
use super::{root, values};
use crate::plan::names::Ident;
use crate::plan::sdk::{BodyKind, Group, Operation, Sdk, Type};
use crate::read::Origin;

/// A call of one operation, as Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where the description has the operation.
    pub origin: Origin,
    /// Its `operationId`, or its method and path where there is none.
    pub id: String,
    /// Statements for the body of an asynchronous function that gives any error back, with the imports that they need
    /// before them. Texts that only the caller knows are `"…"`.
    pub source: String,
}

/// A sample for each operation, group by group.
pub fn samples(sdk: &Sdk) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut open: Vec<(&Group, Vec<&Ident>)> =
        sdk.groups.iter().rev().map(|group| (group, Vec::new())).collect();
    while let Some((group, mut accessors)) = open.pop() {
        accessors.push(&group.accessor);
        samples.extend(group.operations.iter().map(|operation| sample(sdk, operation, &accessors)));
        open.extend(group.groups.iter().rev().map(|inner| (inner, accessors.clone())));
    }
    samples
}

fn sample(sdk: &Sdk, operation: &Operation, accessors: &[&Ident]) -> Sample {
    let (lib, client) = (&sdk.package.lib_name, &sdk.client.name);
    let settings: TokenStream = root::settings(sdk, operation).parse().unwrap_or_default();
    let mut arguments: Vec<TokenStream> = Vec::new();
    for argument in &operation.arguments {
        let value = values::value(sdk, &argument.value, argument.name.plain());
        arguments.push(match Argument::of(sdk, &argument.value) {
            Argument::Text => {
                let text = argument.name.plain();
                quote!(#text)
            }
            Argument::Copied(_) => value,
            Argument::Borrowed(_) => quote!(&#value),
        });
    }
    let request = operation.body.as_ref().map(|body| {
        let name = &body.argument;
        arguments.push(if operation::is_borrowed(body) { quote!(&#name) } else { quote!(#name) });
        let value = match body.kind {
            BodyKind::Text | BodyKind::Bytes => quote!("…"),
            // A body that may be null is shown as what else it may be.
            BodyKind::Value if let Type::Nullable(inner) = &body.value => {
                let inner = values::value(sdk, inner, name.plain());
                quote!(#lib::runtime::Nullable::Value(#inner))
            }
            BodyKind::Value | BodyKind::Multipart | BodyKind::OneOf => {
                values::value(sdk, &body.value, name.plain())
            }
        };
        quote!(let #name = #value;)
    });
    let method = &operation.name;
    let call = quote!(client #(.#accessors())* .#method(#(#arguments),*).await?);
    let call = if operation.response.is_some() {
        quote!(let answer = #call; println!("{answer:#?}");)
    } else if operation.events.is_some() {
        quote!(let events = #call;)
    } else {
        quote!(#call;)
    };
    let body = quote!(let client = #client::builder() #settings .build()?; #request #call);
    let body = statements(&body);
    let types = body.contains("types::").then(|| quote!(, types));
    let imports =
        if types.is_some() { quote!(use #lib::{#client #types};) } else { quote!(use #lib::#client;) };
    let source = format!("{}\n{body}", layout(imports));
    Sample { origin: operation.origin.clone(), id: operation.id.clone(), source }
}

/// Statements, laid out as they are in a function and moved to the left.
fn statements(tokens: &TokenStream) -> String {
    let text = layout(quote!(fn sample() { #tokens }));
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    let moved = inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line));
    moved.flat_map(|line| [line, "\n"]).collect()
}
