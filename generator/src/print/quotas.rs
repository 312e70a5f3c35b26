//! What answers and errors tell of quotas.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::source::Source;
use crate::plan::sdk::Sdk;

/// `client/quotas.rs`: a method for each header that tells of quotas, if there are any.
pub(super) fn quotas(sdk: &Sdk) -> Option<Source<'static>> {
    let headers = &sdk.client.quota_headers;
    let methods: Vec<TokenStream> = headers
        .iter()
        .map(|(header, name)| {
            let docs =
                docs::sentence(&format!("The quotas that the header {} tells of.", docs::code(header)));
            quote! {
                #docs
                pub fn #name(&self) -> Vec<Quota> { Quota::of(self.headers(), #header) }
            }
        })
        .collect();
    (!methods.is_empty()).then(|| {
        Source::new(
            "client/quotas.rs",
            quote! {
                use crate::runtime::{ApiError, Quota, Response};
                impl<T> Response<T> { #(#methods)* }
                impl ApiError { #(#methods)* }
            },
        )
    })
}
