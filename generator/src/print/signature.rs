//! The signature of an operation's method, as it is printed: for whoever writes about a crate without printing it.

use quote::ToTokens;

use super::operation;
use crate::plan::sdk::{Operation, Sdk};

/// What a method takes and gives, in the words of the crate's root: `&str`, `&types::Pet`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The names and types of the arguments, in order.
    pub arguments: Vec<(String, String)>,
    /// The struct of the optional parameters, if there are any.
    pub optional: Option<String>,
    /// What the call answers with; `()` where the answer has no body.
    pub result: String,
    /// The type of an item, if it gives a list page by page.
    pub item: Option<String>,
}

/// The signature of the method that begins a call of `operation`.
pub fn signature(sdk: &Sdk, operation: &Operation) -> Signature {
    // Read back from what is printed, it can't be another.
    let Ok(method) = syn::parse2::<syn::ImplItemFn>(operation::method(sdk, operation)) else {
        return Signature::default();
    };
    let arguments = method.sig.inputs.iter().filter_map(|argument| match argument {
        syn::FnArg::Typed(argument) => Some((text(&argument.pat), text(&argument.ty))),
        syn::FnArg::Receiver(_) => None,
    });
    let mut given = Vec::new();
    if let syn::ReturnType::Type(_, call) = &method.sig.output
        && let syn::Type::Path(call) = &**call
        && let Some(syn::PathArguments::AngleBracketed(generics)) =
            call.path.segments.last().map(|segment| &segment.arguments)
    {
        given.extend(generics.args.iter().filter_map(|generic| match generic {
            syn::GenericArgument::Type(value) => Some(text(value)),
            _ => None,
        }));
    }
    let mut given = given.into_iter();
    let item = operation.pages.as_ref().map(|pages| text(&operation::value(sdk, &pages.item)));
    Signature {
        arguments: arguments.collect(),
        result: given.next().unwrap_or_default(),
        optional: given.next().filter(|optional| !optional.ends_with("NoParams")),
        item,
    }
}

/// Tokens without the spaces that rustfmt would take out.
fn text(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [(" :: ", "::"), (" < ", "<"), (" >", ">"), ("& ", "&"), (" ,", ",")] {
        text = text.replace(spaced, tight);
    }
    text
}
