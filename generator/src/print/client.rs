//! The client, its builder and the options that its calls share.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::manifest::one_line;
use super::source::Source;
use super::{docs, text};
use crate::plan::names::Ident;
use crate::plan::sdk::{Client, Docs, Sdk};

/// `client/mod.rs`.
pub(super) fn client(sdk: &Sdk) -> Source {
    let client = &sdk.client;
    let (name, builder) = (&client.name, &client.builder);
    let groups = sdk.groups.iter().map(|group| {
        let (module, feature) = (&group.module, &group.feature);
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    let options = (!client.header_options.is_empty()).then(|| {
        quote!(
            mod options;
        )
    });
    let api = api(sdk);
    let segment = (!client.server.is_empty()).then(|| quote!(Segment,));
    let token = client.token.is_some().then(|| quote!(TokenEndpoint,));
    let variable = (!client.variables.is_empty()).then(|| quote!(Variable,));
    let client_docs = docs::lines_to_attributes(
        &[
            docs::markdown(&format!("A client for the {}.", one_line(&sdk.package.title))),
            vec![
                String::new(),
                format!(
                    "[`{}::builder`] makes one. It is cheap to clone; clones share connections and tokens.",
                    name.as_str()
                ),
            ],
        ]
        .concat(),
    );
    let builder_fn = docs::sentence("Begins a client.");
    Source::new(
        "client/mod.rs",
        quote! {
            mod builder;
            #options
            #(#groups)*
            pub use self::builder::#builder;
            use crate::runtime::{ApiInfo, Client, #segment #token #variable};
            #client_docs
            #[derive(Clone, Debug)]
            pub struct #name {
                #[allow(dead_code, reason = "nothing reads it where every group is left out")]
                client: Client
            }
            impl #name {
                #builder_fn
                pub fn builder() -> #builder { #builder::new() }
            }
            #api
        },
    )
    .with_docs(vec!["The client, and a module for each group of operations.".to_owned()])
}

fn api(sdk: &Sdk) -> TokenStream {
    let client = &sdk.client;
    let user_agent =
        format!("{}/{} letterpress/{}", sdk.package.name, sdk.package.version, env!("CARGO_PKG_VERSION"));
    let server = text::segments(&client.server);
    let variables = client.variables.iter().map(|variable| {
        let name = &variable.name;
        let default = variable.default.as_ref().map_or(quote!(None), |default| quote!(Some(#default)));
        quote!(Variable { name: #name, default: #default })
    });
    let token = match &client.token {
        None => quote!(None),
        Some(endpoint) => {
            let url = &endpoint.url;
            let parameters = endpoint.parameters.iter().map(|(name, value)| quote!((#name, #value)));
            quote!(Some(TokenEndpoint { url: #url, parameters: &[#(#parameters),*] }))
        }
    };
    quote! {
        static API: ApiInfo = ApiInfo {
            user_agent: #user_agent,
            server: #server,
            variables: &[#(#variables),*],
            token: #token,
        };
    }
}

/// `client/builder.rs`.
pub(super) fn builder(sdk: &Sdk) -> Source {
    let client = &sdk.client;
    let (name, builder) = (&client.name, &client.builder);
    let mut methods: Vec<TokenStream> = Vec::new();
    for variable in &client.variables {
        let docs =
            described(&variable.docs, &format!("Sets the server's variable {}.", docs::code(&variable.name)));
        methods.push(forward(&docs, &variable.setter, &quote!(variable), &variable.name));
    }
    for option in &client.header_options {
        let docs = described(
            &option.docs,
            &format!("Sends the header {} with every operation that takes it.", docs::code(&option.header)),
        );
        methods.push(forward(&docs, &option.setter, &quote!(header_option), &option.header));
    }
    methods.extend(BUILDER_METHODS.iter().filter(|method| method.fits(client)).map(Method::print));
    let docs = docs::sentence(&format!("Builds a [`{}`].", name.as_str()));
    let build_docs = docs::lines_to_attributes(&lines(&[
        "Builds the client. Nothing is sent yet.",
        "",
        "# Errors",
        "",
        "What is missing or can't be meant: the server, a URL, a way to send requests.",
    ]));
    Source::new(
        "client/builder.rs",
        quote! {
            use std::time::Duration;
            use super::#name;
            use crate::runtime::{BuildError, Builder, Clock, RetryPolicy, Secret, TokenProvider, Transport};
            #docs
            #[derive(Clone, Debug)]
            #[must_use]
            pub struct #builder { builder: Builder }
            impl #builder {
                pub(super) fn new() -> Self { Self { builder: Builder::new(&super::API) } }
                #(#methods)*
                #build_docs
                pub fn build(self) -> Result<#name, BuildError> { Ok(#name { client: self.builder.build()? }) }
            }
        },
    )
}

/// `client/options.rs`: what the description makes an option of each call.
pub(super) fn options(sdk: &Sdk) -> Option<Source> {
    let methods: Vec<_> = sdk
        .client
        .header_options
        .iter()
        .map(|option| {
            let name = &option.setter;
            let header = &option.header;
            let docs = described(
                &option.docs,
                &format!(
                    "Sends the header {} with this call, if the operation takes it.",
                    docs::code(header)
                ),
            );
            quote! {
                #docs
                pub fn #name(self, value: impl Into<String>) -> Self { self.header_option(#header, value) }
            }
        })
        .collect();
    (!methods.is_empty()).then(|| {
        Source::new(
            "client/options.rs",
            quote!(use crate::runtime::Call; impl<T, P> Call<'_, T, P> { #(#methods)* }),
        )
    })
}

/// Our sentence, then what the description says.
fn described(given: &Docs, sentence: &str) -> TokenStream {
    let mut all = vec![sentence.to_owned()];
    let given = docs::lines(given);
    if !given.is_empty() {
        all.push(String::new());
        all.extend(given);
    }
    docs::lines_to_attributes(&all)
}

fn forward(docs: &TokenStream, setter: &Ident, method: &TokenStream, wire: &str) -> TokenStream {
    quote! {
        #docs
        pub fn #setter(self, value: impl Into<String>) -> Self {
            Self { builder: self.builder.#method(#wire, value) }
        }
    }
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// A method that the builder has whatever the description, and hands on to the runtime's.
struct Method {
    name: &'static str,
    /// Its arguments: names and types.
    arguments: &'static [(&'static str, &'static str)],
    docs: &'static [&'static str],
    /// The feature that it needs.
    feature: Option<&'static str>,
    /// Whether only a client that takes tokens from an endpoint has it.
    token_endpoint: bool,
}

impl Method {
    const fn new(
        name: &'static str,
        arguments: &'static [(&'static str, &'static str)],
        docs: &'static [&'static str],
    ) -> Self {
        Self { name, arguments, docs, feature: None, token_endpoint: false }
    }

    fn fits(&self, client: &Client) -> bool {
        !self.token_endpoint || client.token.is_some()
    }

    fn print(&self) -> TokenStream {
        let name = format_ident!("{}", self.name);
        let docs = docs::lines_to_attributes(&lines(self.docs));
        let gate = self.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        let names: Vec<_> = self.arguments.iter().map(|(name, _)| format_ident!("{name}")).collect();
        let types = self.arguments.iter().map(|(_, value)| value.parse::<TokenStream>().unwrap_or_default());
        quote! {
            #docs
            #gate
            pub fn #name(self, #(#names: #types),*) -> Self { Self { builder: self.builder.#name(#(#names),*) } }
        }
    }
}

const BUILDER_METHODS: &[Method] = &[
    Method::new(
        "base_url",
        &[("url", "impl Into<String>")],
        &[
            "Sets the URL that every path is appended to, in place of the description's server.",
            "",
            "Plain `http` only to this machine, unless [`allow_http`](Self::allow_http) says otherwise.",
        ],
    ),
    Method::new("allow_http", &[("allowed", "bool")], &["Allows a base URL of plain `http`, to any host."]),
    Method::new(
        "token",
        &[("token", "impl Into<Secret>")],
        &["Sends this access token with every call that needs one."],
    ),
    Method {
        token_endpoint: true,
        ..Method::new(
            "client_credentials",
            &[("id", "impl Into<String>"), ("secret", "impl Into<Secret>")],
            &[
                "Fetches access tokens with the client-credentials grant (RFC 6749, section 4.4).",
                "",
                "They are kept until shortly before they expire; however many calls wait for one, one request fetches it.",
            ],
        )
    },
    Method {
        token_endpoint: true,
        ..Method::new(
            "audience",
            &[("audience", "impl Into<String>")],
            &["Sets the audience that access tokens are fetched for."],
        )
    },
    Method {
        token_endpoint: true,
        ..Method::new(
            "token_url",
            &[("url", "impl Into<String>")],
            &["Sets the endpoint that access tokens are fetched from."],
        )
    },
    Method::new(
        "token_provider",
        &[("provider", "impl TokenProvider + 'static")],
        &["Takes access tokens from `provider`."],
    ),
    Method::new(
        "connect_timeout",
        &[("timeout", "impl Into<Option<Duration>>")],
        &["Sets how long connecting may take; 10 seconds by default."],
    ),
    Method::new(
        "attempt_timeout",
        &[("timeout", "impl Into<Option<Duration>>")],
        &["Sets how long one attempt may take, from connecting to the body's end; 30 seconds by default."],
    ),
    Method::new(
        "timeout",
        &[("timeout", "impl Into<Option<Duration>>")],
        &[
            "Sets how long a call may take with its token, its attempts and the waits between; 120 seconds by default.",
        ],
    ),
    Method::new(
        "retry",
        &[("policy", "RetryPolicy")],
        &["Sets which attempts are repeated, how often and when."],
    ),
    Method::new(
        "max_response_size",
        &[("bytes", "usize")],
        &["Sets how many bytes of a body are read before the call fails; 32 MiB by default."],
    ),
    Method::new(
        "user_agent_prefix",
        &[("prefix", "impl Into<String>")],
        &["Puts `prefix` before the client's own name in the `User-Agent` header."],
    ),
    Method {
        feature: Some("reqwest"),
        ..Method::new(
            "http_client",
            &[("client", "reqwest::Client")],
            &[
                "Sends requests through `client`: its proxies, its certificates, its pool.",
                "",
                "Build it with `redirect(Policy::none())`: a redirect would carry the token elsewhere.",
            ],
        )
    },
    Method::new(
        "transport",
        &[("transport", "impl Transport + 'static")],
        &["Sends requests through `transport`."],
    ),
    Method::new("clock", &[("clock", "impl Clock + 'static")], &["Tells time, and waits, by `clock`."]),
];
