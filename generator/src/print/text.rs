//! The doors through which text of a description enters a printed file: one function each.
//!
//! An identifier comes from [`plan::names`](crate::plan::names) alone; doc lines are made in [`docs`](super::docs).

use proc_macro2::{Ident as Token, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::plan::names::Ident;
use crate::plan::sdk::Segment;
use crate::read::Number;

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let plain = self.plain();
        let token = if plain.len() == self.as_str().len() {
            Token::new(plain, Span::call_site())
        } else {
            Token::new_raw(plain, Span::call_site())
        };
        token.to_tokens(tokens);
    }
}

/// A number of a constraint: `Bound::Int(900)`.
pub(super) fn bound(number: Number) -> TokenStream {
    match number {
        Number::Int(value) => {
            let value = integer(value);
            quote!(Bound::Int(#value))
        }
        Number::Float(value) if value.is_finite() => {
            let value = Literal::f64_unsuffixed(value);
            quote!(Bound::Float(#value))
        }
        // No text of JSON is infinite; a bound that no number reaches stands in for it.
        Number::Float(value) => {
            let value = if value < 0.0 { quote!(f64::MIN) } else { quote!(f64::MAX) };
            quote!(Bound::Float(#value))
        }
    }
}

/// An integer literal, its digits in groups of three where there are many: `432_000`.
pub(super) fn integer(value: i128) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let grouped: String = digits
        .char_indices()
        .flat_map(|(at, digit)| {
            let gap = at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4;
            gap.then_some('_').into_iter().chain([digit])
        })
        .collect();
    let literal: TokenStream = grouped.parse().unwrap_or_default();
    if value < 0 { quote!(-#literal) } else { literal }
}

/// A path of the config, which `plan` has read as one.
pub(super) fn path(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// A string of TOML, quotes and all.
pub(super) fn toml(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The pieces of a URL template, as the runtime takes them.
pub(super) fn segments(segments: &[Segment]) -> TokenStream {
    let segments = segments.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(Segment::Literal(#text)),
        Segment::Parameter(name) => quote!(Segment::Parameter(#name)),
    });
    quote!(&[#(#segments),*])
}
