//! Methods that a description adds to types of the runtime.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::Sdk;

/// Methods for types of the runtime.
pub(super) struct Additions {
    /// What they are called together, where they are a trait.
    pub(super) name: &'static str,
    /// What that trait is for.
    pub(super) docs: TokenStream,
    /// The types, each with the generic parameters of its `impl`.
    pub(super) types: Vec<(TokenStream, TokenStream)>,
    pub(super) methods: Vec<Method>,
}

/// One of the methods.
pub(super) struct Method {
    pub(super) docs: TokenStream,
    /// From `fn` to the type of its result.
    pub(super) signature: TokenStream,
    pub(super) body: TokenStream,
}

impl Additions {
    /// The methods as the types' own; where these are another crate's, as a trait's.
    pub(super) fn tokens(&self, sdk: &Sdk) -> TokenStream {
        let is_shared = sdk.package.runtime.is_some();
        let implemented = self.methods.iter().map(|Method { docs, signature, body }| {
            if is_shared { quote!(#signature { #body }) } else { quote!(#docs pub #signature { #body }) }
        });
        let methods: Vec<TokenStream> = implemented.collect();
        let (name, docs) = (format_ident!("{}", self.name), &self.docs);
        let of = is_shared.then(|| quote!(#name for));
        let implementations =
            self.types.iter().map(|(generics, of_type)| quote!(impl #generics #of #of_type { #(#methods)* }));
        let declared = self.methods.iter().map(|Method { docs, signature, .. }| quote!(#docs #signature;));
        let declaration = is_shared.then(|| quote!(#docs pub trait #name: Sized { #(#declared)* }));
        quote!(#declaration #(#implementations)*)
    }

    /// How the module that has them is declared, and what is taken from it.
    pub(super) fn declaration(module: &str, name: &str, sdk: &Sdk) -> (TokenStream, TokenStream) {
        let (module, name) = (format_ident!("{module}"), format_ident!("{name}"));
        let uses = sdk.package.runtime.as_ref().map(|_| quote!(pub use self::#module::#name;));
        (quote!(mod #module;), quote!(#uses))
    }
}
