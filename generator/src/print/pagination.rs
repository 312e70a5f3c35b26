//! How an operation gives a list page by page: a type that stands for it, and what that finds in each page.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::operation::value;
use super::{docs, operation};
use crate::plan::sdk::{
    ByCursor, ByNumber, Group, Operation, PageForm, Pagination, Paging, Presence, Sdk, Step,
};

/// The type that stands for the pages of `operation`, if it has any.
pub(super) fn marker(sdk: &Sdk, operation: &Operation) -> Option<TokenStream> {
    let pages = operation.pages.as_ref()?;
    let marker = &pages.marker;
    let docs = docs::sentence(&format!("How `{}` gives its list page by page.", operation.name.plain()));
    let page = value(sdk, operation.response.as_ref()?);
    let item = value(sdk, &pages.item);
    let paging = paging(&pages.paging);
    let facts = each_form(sdk, pages, &quote!(PageFacts::default()), facts);
    let items = each_form(sdk, pages, &quote!(Vec::new()), items);
    Some(quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #marker {}
        impl Paginated for #marker {
            type Page = #page;
            type Item = #item;
            const PAGING: Paging = #paging;
            fn facts(page: &#page) -> PageFacts { #facts }
            fn items(page: #page) -> Vec<#item> { #items }
        }
    })
}

/// What is imported from the runtime for the operations of a group.
pub(super) fn imports(group: &Group) -> Vec<&'static str> {
    let mut names = Vec::new();
    for operation in &group.operations {
        let Some(pages) = &operation.pages else { continue };
        names.extend(["PageFacts", "Paginated", "Paging"]);
        names.extend(operation.optional.is_none().then_some("NoParams"));
        names.extend(operation.events.is_none().then_some("NoEvents"));
        let (cursor, number) = parts(&pages.paging);
        names.extend(cursor.map(|_| "ByCursor"));
        names.extend(number.into_iter().flat_map(|_| ["ByNumber", "Counted"]));
        let counts = |form: &PageForm| form.start.is_some() || form.limit.is_some() || form.total.is_some();
        names.extend(pages.forms.iter().any(counts).then_some("PageNumber"));
    }
    names
}

/// What the docs of a method say of its pages.
pub(super) fn lines(sdk: &Sdk, operation: &Operation) -> Vec<String> {
    let arguments = operation.arguments.iter().map(|argument| {
        let by_reference =
            matches!(operation::Argument::of(sdk, &argument.value), operation::Argument::Borrowed(_));
        format!("{}{}", if by_reference { "&" } else { "" }, argument.name.as_str())
    });
    let body = operation.body.iter().map(|body| {
        format!("{}{}", if operation::is_borrowed(body) { "&" } else { "" }, body.argument.as_str())
    });
    let arguments: Vec<String> = arguments.chain(body).collect();
    let mut path = "client".to_owned();
    for accessor in accessors(sdk, operation) {
        path.extend([".", &accessor, "()"]);
    }
    let call = format!("{path}.{}({})", operation.name.as_str(), arguments.join(", "));
    vec![
        "`Call::pages` gives this page and those after it, `Call::items` the items in them:".to_owned(),
        String::new(),
        "```ignore".to_owned(),
        format!("let mut items = {call}.items();"),
        "while let Some(item) = items.next().await {".to_owned(),
        "    let item = item?;".to_owned(),
        "}".to_owned(),
        "```".to_owned(),
    ]
}

/// The accessors from the client to the group of `operation`.
fn accessors(sdk: &Sdk, operation: &Operation) -> Vec<String> {
    let mut open: Vec<(&Group, Vec<String>)> =
        sdk.groups.iter().map(|group| (group, vec![group.accessor.as_str().to_owned()])).collect();
    while let Some((group, path)) = open.pop() {
        if group.operations.iter().any(|own| std::ptr::eq(own, operation)) {
            return path;
        }
        open.extend(group.groups.iter().map(|inner| {
            let mut path = path.clone();
            path.push(inner.accessor.as_str().to_owned());
            (inner, path)
        }));
    }
    Vec::new()
}

fn parts(paging: &Paging) -> (Option<&ByCursor>, Option<&ByNumber>) {
    match paging {
        Paging::Cursor(cursor) => (Some(cursor), None),
        Paging::Number(number) => (None, Some(number)),
        Paging::Either(cursor, number) => (Some(cursor), Some(number)),
        Paging::Link | Paging::LinkHeader => (None, None),
    }
}

fn paging(paging: &Paging) -> TokenStream {
    let (cursor, number) = parts(paging);
    let sent = |send: &[(String, String)]| {
        let pairs = send.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(&[#(#pairs),*])
    };
    let cursor = cursor.map(|ByCursor { parameter, send }| {
        let send = sent(send);
        quote!(ByCursor { parameter: #parameter, send: #send })
    });
    let number = number.map(|ByNumber { parameter, size, counts_items, first, send }| {
        let size = size.as_ref().map_or_else(|| quote!(None), |size| quote!(Some(#size)));
        let counted = format_ident!("{}", if *counts_items { "Items" } else { "Pages" });
        let (first, send) = (Literal::u64_unsuffixed(*first), sent(send));
        quote! {
            ByNumber { parameter: #parameter, size: #size, counted: Counted::#counted, first: #first, send: #send }
        }
    });
    match paging {
        Paging::Cursor(_) => quote!(Paging::Cursor(#cursor)),
        Paging::Number(_) => quote!(Paging::Number(#number)),
        Paging::Either(..) => quote!(Paging::Either(#cursor, #number)),
        Paging::Link => quote!(Paging::Link),
        Paging::LinkHeader => quote!(Paging::LinkHeader),
    }
}

/// What `of` makes of each form, of the value `page`; `otherwise` of an answer in none of them.
fn each_form(
    sdk: &Sdk,
    pages: &Pagination,
    otherwise: &TokenStream,
    of: fn(&PageForm) -> TokenStream,
) -> TokenStream {
    if let [form @ PageForm { variant: None, .. }] = pages.forms.as_slice() {
        return of(form);
    }
    let arms = pages.forms.iter().filter_map(|form| {
        let (id, variant) = form.variant.as_ref()?;
        let (name, made) = (&sdk.definitions[id.0].name, of(form));
        Some(quote!(types::#name::#variant(page) => #made,))
    });
    quote!(match page { #(#arms)* _ => #otherwise, })
}

fn facts(form: &PageForm) -> TokenStream {
    let length = match borrowed(&form.items) {
        Found::Always(list) => quote!(#list.len()),
        Found::Perhaps(list) => quote!(#list.map_or(0, Vec::len)),
    };
    let next = form.next.as_ref().map(|steps| {
        let next = match borrowed(steps) {
            Found::Always(next) => quote!(Some(#next.to_string())),
            Found::Perhaps(next) => quote!(#next.map(ToString::to_string)),
        };
        quote!(next: #next,)
    });
    let numbers = [("start", &form.start), ("limit", &form.limit), ("total", &form.total)];
    let numbers = numbers.into_iter().filter_map(|(name, steps)| {
        let name = format_ident!("{name}");
        let number = match borrowed(steps.as_ref()?) {
            Found::Always(number) => quote!(#number.number()),
            Found::Perhaps(number) => quote!(#number.and_then(|number| number.number())),
        };
        Some(quote!(#name: #number,))
    });
    let more = form.more.as_ref().map(|steps| {
        let more = match borrowed(steps) {
            Found::Always(more) => quote!(Some(#more)),
            Found::Perhaps(more) => quote!(#more.copied()),
        };
        quote!(more: #more,)
    });
    let is_bare = form.items.is_empty().then(|| quote!(is_bare: true,));
    let all = [&form.next, &form.start, &form.limit, &form.total, &form.more];
    let is_whole = is_bare.is_some() && all.iter().all(|steps| steps.is_some());
    let rest = (!is_whole).then(|| quote!(..PageFacts::default()));
    quote!(PageFacts { length: Some(#length), #is_bare #next #(#numbers)* #more #rest })
}

fn items(form: &PageForm) -> TokenStream {
    let list = form.items.iter().fold(Found::Always(quote!(page)), |found, Step { field, presence }| {
        let value = |from: &TokenStream| match presence {
            Presence::Required | Presence::Optional => quote!(#from.#field),
            Presence::RequiredNullable | Presence::OptionalNullable => quote!(#from.#field.into_value()),
        };
        let inner = value(&quote!(it));
        match (found, presence) {
            (Found::Always(from), Presence::Required) => Found::Always(value(&from)),
            (Found::Always(from), _) => Found::Perhaps(value(&from)),
            (Found::Perhaps(from), Presence::Required) => Found::Perhaps(quote!(#from.map(|it| #inner))),
            (Found::Perhaps(from), _) => Found::Perhaps(quote!(#from.and_then(|it| #inner))),
        }
    });
    match list {
        Found::Always(list) => list,
        Found::Perhaps(list) => quote!(#list.unwrap_or_default()),
    }
}

/// What steps lead to.
enum Found {
    /// A place.
    Always(TokenStream),
    /// An `Option`.
    Perhaps(TokenStream),
}

/// What the steps from `page` lead to, without taking it.
fn borrowed(steps: &[Step]) -> Found {
    steps.iter().fold(Found::Always(quote!(page)), |found, Step { field, presence }| {
        let value = |from: &TokenStream| match presence {
            Presence::Required => quote!(#from.#field),
            Presence::Optional => quote!(#from.#field.as_ref()),
            Presence::RequiredNullable | Presence::OptionalNullable => quote!(#from.#field.value()),
        };
        let inner = value(&quote!(it));
        match (found, presence) {
            (Found::Always(from), Presence::Required) => Found::Always(value(&from)),
            (Found::Always(from), _) => Found::Perhaps(value(&from)),
            (Found::Perhaps(from), Presence::Required) => Found::Perhaps(quote!(#from.map(|it| &#inner))),
            (Found::Perhaps(from), _) => Found::Perhaps(quote!(#from.and_then(|it| #inner))),
        }
    })
}
