//! What answers and errors tell of quotas.

use quote::quote;

use super::additions::{Additions, Method};
use super::docs;
use super::source::Source;
use crate::plan::names::Ident;
use crate::plan::sdk::Sdk;

/// `client/quotas.rs`: a method for each header that tells of quotas, if there are any.
pub(super) fn quotas(sdk: &Sdk) -> Option<Source<'static>> {
    let method = |(header, name): &(String, Ident)| Method {
        docs: docs::sentence(&format!("The quotas that the header {} tells of.", docs::code(header))),
        signature: quote!(fn #name(&self) -> Vec<Quota>),
        body: quote!(Quota::of(self.headers(), #header)),
    };
    let methods: Vec<Method> = sdk.client.quota_headers.iter().map(method).collect();
    if methods.is_empty() {
        return None;
    }
    let additions = Additions {
        name: NAME,
        docs: docs::sentence("What answers and errors tell of quotas."),
        types: vec![(quote!(<T>), quote!(Response<T>)), (quote!(), quote!(ApiError))],
        methods,
    };
    let additions = additions.tokens(sdk);
    let tokens = quote!(use crate::runtime::{ApiError, Quota, Response}; #additions);
    Some(Source::new("client/quotas.rs", tokens))
}

/// What the methods are together, where they are a trait.
pub(super) const NAME: &str = "Quotas";
