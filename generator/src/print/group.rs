//! A group of operations: an accessor, and a module with the group's type.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::Source;
use super::{docs, operation, pagination};
use crate::plan::sdk::{Group, Sdk};

/// The files of a group of the client and of those within: `client/users/mod.rs`, `client/users/roles.rs`.
pub(super) fn files(sdk: &Sdk, group: &Group) -> Vec<Source<'static>> {
    let client = &sdk.client.name;
    // The accessor stands with its group, so that the group's feature brings it along.
    let accessor = accessor(group, &quote!(), &quote!(&self.client));
    let root = quote!(impl super::#client { #accessor });
    let mut sources = Vec::new();
    collect(sdk, group, "client", &root, &mut sources);
    sources
}

fn collect(sdk: &Sdk, group: &Group, folder: &str, before: &TokenStream, sources: &mut Vec<Source<'static>>) {
    let name = &group.name;
    let module = group.module.plain();
    let path = if group.groups.is_empty() {
        format!("{folder}/{module}.rs")
    } else {
        format!("{folder}/{module}/mod.rs")
    };
    let modules = group.groups.iter().map(|inner| {
        let module = &inner.module;
        quote!(pub mod #module;)
    });
    let accessors = group.groups.iter().map(|inner| {
        let module = &inner.module;
        accessor(inner, &quote!(#module::), &quote!(self.client))
    });
    let methods = group.operations.iter().map(|operation| operation::method(sdk, operation));
    let statics = group.operations.iter().map(|operation| {
        let (info, marker) = (operation::info(operation), pagination::marker(sdk, operation));
        quote!(#info #marker)
    });
    let docs = docs::sentence(&format!("The operations of the group `{}`.", group.accessor.plain()));
    let names = operation::imports(group);
    let types = operation::names_types(sdk, group).then(|| {
        quote!(
            use crate::types;
        )
    });
    let borrows = !group.groups.is_empty();
    let head = if borrows { quote!(impl<'c> #name<'c>) } else { quote!(impl #name<'_>) };
    let tokens = quote! {
        #(#modules)*
        use crate::runtime::{#names};
        #types
        #before
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> { pub(super) client: &'c Client }
        #head { #(#accessors)* #(#methods)* }
        #(#statics)*
    };
    sources
        .push(Source::new(&path, tokens).with_docs(vec![format!("The group `{}`.", group.accessor.plain())]));
    for inner in &group.groups {
        collect(sdk, inner, &format!("{folder}/{module}"), &TokenStream::new(), sources);
    }
}

/// The method that leads to `group`, whose type stands in `module` and borrows `client`.
fn accessor(group: &Group, module: &TokenStream, client: &TokenStream) -> TokenStream {
    let (accessor, name) = (&group.accessor, &group.name);
    let docs = docs::sentence(&format!("The group `{}`.", accessor.plain()));
    let lifetime = if module.is_empty() { quote!('_) } else { quote!('c) };
    quote! {
        #docs
        pub fn #accessor(&self) -> #module #name<#lifetime> { #module #name { client: #client } }
    }
}
