//! The builder of the client: a method for each setting.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use super::source::Source;
use crate::parse::api::ParameterLocation;
use crate::plan::names::Ident;
use crate::plan::sdk::{ClientCredentials, Docs, SchemeKind, Sdk, SecurityScheme};

/// `client/builder.rs`.
pub(super) fn builder(sdk: &Sdk) -> Source<'static> {
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
    for own in &client.operation_servers {
        let lines = [
            format!("Sets the URL of {}, a server of single operations.", docs::code(&own.template)),
            String::new(),
            if own.template.starts_with('/') {
                "By default it stands where the API's server does.".to_owned()
            } else {
                "It must be given if those are called and [`base_url`](Self::base_url) is given.".to_owned()
            },
        ];
        let docs = described_lines(&own.server.docs, &lines);
        methods.push(forward(&docs, &own.setter, &quote!(operation_url), own.setter.plain()));
    }
    if let Some(choice) = &client.server_choice {
        let docs = docs::sentence("Chooses one of the API's servers; the first by default.");
        methods.push(quote! {
            #docs
            pub fn server(self, server: super::#choice) -> Self {
                Self { builder: self.builder.server(server as usize) }
            }
        });
    }
    methods.extend(SERVER_METHODS.iter().map(Method::print));
    methods.extend(client.schemes.iter().map(credential));
    methods.extend(BUILDER_METHODS.iter().map(Method::print));
    methods.extend(client.telemetry.as_ref().map(|telemetry| self::telemetry(&telemetry.header)));
    let secret = (!client.schemes.is_empty()).then(|| quote!(Secret,));
    let takes_provider = |scheme: &SecurityScheme| {
        matches!(scheme.kind, SchemeKind::Bearer { .. } | SchemeKind::Authorization { .. })
    };
    let provider = client.schemes.iter().any(takes_provider).then(|| quote!(TokenProvider,));
    let has_flow = |scheme: &SecurityScheme| {
        matches!(&scheme.kind, SchemeKind::Bearer { client_credentials: Some(_), .. })
    };
    let signer = client.schemes.iter().any(has_flow).then(|| quote!(AssertionSigner,));
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
            use super::#name;
            use crate::runtime::{#signer BuildError, Builder, Classify, Clock, Layer, RetryPolicy, #secret #provider Transport};
            use std::time::Duration;
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

/// The methods that take a credential for `scheme`.
fn credential(scheme: &SecurityScheme) -> TokenStream {
    let (setter, name) = (&scheme.setter, scheme.setter.plain());
    let takes_provider = |provider: &Ident, docs: &str| {
        let docs = docs::sentence(docs);
        quote! {
            #docs
            pub fn #provider(self, provider: impl TokenProvider + 'static) -> Self {
                Self { builder: self.builder.token_provider(#name, provider) }
            }
        }
    };
    match &scheme.kind {
        SchemeKind::Bearer { provider, client_credentials } => {
            let docs = described(&scheme.docs, "Sends this access token with every call that needs one.");
            let flow = client_credentials.as_ref().map(|flow| client_credentials_methods(name, flow));
            let provider = takes_provider(provider, "Takes access tokens from `provider`.");
            quote! {
                #docs
                pub fn #setter(self, token: impl Into<Secret>) -> Self {
                    Self { builder: self.builder.token(#name, token) }
                }
                #flow
                #provider
            }
        }
        SchemeKind::Basic => {
            let docs = described(
                &scheme.docs,
                "Sends this user and password (RFC 7617) with every call that needs them.",
            );
            quote! {
                #docs
                pub fn #setter(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                    Self { builder: self.builder.basic(#name, user, password) }
                }
            }
        }
        SchemeKind::Authorization { provider } => {
            let docs = described(
                &scheme.docs,
                "Sends this as the whole value of `Authorization`, its scheme included, with every call that needs it.",
            );
            let provider =
                takes_provider(provider, "Takes the whole values of `Authorization` from `provider`.");
            quote! {
                #docs
                pub fn #setter(self, value: impl Into<Secret>) -> Self {
                    Self { builder: self.builder.token(#name, value) }
                }
                #provider
            }
        }
        SchemeKind::Key { location, name: key } => {
            let key = docs::code(key);
            let sentence = match location {
                ParameterLocation::Query => {
                    format!("Sends this key as {key} in the query of every call that needs it.")
                }
                ParameterLocation::Cookie => {
                    format!("Sends this key in the cookie {key} with every call that needs it.")
                }
                _ => format!("Sends this key in the header {key} with every call that needs it."),
            };
            let docs = described(&scheme.docs, &sentence);
            quote! {
                #docs
                pub fn #setter(self, key: impl Into<Secret>) -> Self {
                    Self { builder: self.builder.api_key(#name, key) }
                }
            }
        }
    }
}

/// The methods of the client-credentials flow of the scheme called `name`.
fn client_credentials_methods(name: &str, flow: &ClientCredentials) -> TokenStream {
    let ClientCredentials { setter, assertion, audience, token_url, docs, .. } = flow;
    let docs = described_lines(
        docs,
        &lines(&[
            "Fetches access tokens with the client-credentials grant (RFC 6749, section 4.4).",
            "",
            "They are kept until shortly before they expire; however many calls wait for one, one request fetches it.",
        ]),
    );
    let assertion_docs = docs::sentence(
        "The same, with assertions that `signer` signs in place of a secret (RFC 7523, section 2.2).",
    );
    let audience_docs = docs::sentence("Sets the audience that access tokens are fetched for.");
    let url_docs = docs::sentence("Sets the endpoint that access tokens are fetched from.");
    quote! {
        #docs
        pub fn #setter(self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
            Self { builder: self.builder.client_credentials(#name, id, secret) }
        }
        #assertion_docs
        pub fn #assertion(self, id: impl Into<String>, signer: impl AssertionSigner + 'static) -> Self {
            Self { builder: self.builder.client_assertion(#name, id, signer) }
        }
        #audience_docs
        pub fn #audience(self, audience: impl Into<String>) -> Self {
            Self { builder: self.builder.audience(#name, audience) }
        }
        #url_docs
        pub fn #token_url(self, url: impl Into<String>) -> Self {
            Self { builder: self.builder.token_url(#name, url) }
        }
    }
}

/// The switch for the header in which the API is told of the client.
fn telemetry(header: &str) -> TokenStream {
    let docs = docs::sentence(&format!(
        "Sets whether the client's name and version are sent in {} too; so by default.",
        docs::code(header)
    ));
    quote! {
        #docs
        pub fn telemetry(self, telemetry: bool) -> Self {
            Self { builder: self.builder.telemetry(telemetry) }
        }
    }
}

/// Our sentence, then what the description says.
pub(super) fn described(given: &Docs, sentence: &str) -> TokenStream {
    described_lines(given, &[sentence.to_owned()])
}

/// Our lines, then what the description says.
fn described_lines(given: &Docs, lines: &[String]) -> TokenStream {
    let mut all = lines.to_vec();
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
}

impl Method {
    const fn new(
        name: &'static str,
        arguments: &'static [(&'static str, &'static str)],
        docs: &'static [&'static str],
    ) -> Self {
        Self { name, arguments, docs, feature: None }
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

const SERVER_METHODS: &[Method] = &[
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
];

const BUILDER_METHODS: &[Method] = &[
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
        "classify",
        &[("classify", "impl Classify + 'static")],
        &["Has `classify` say which failures are followed by another attempt."],
    ),
    Method::new(
        "layer",
        &[("layer", "impl Layer + 'static")],
        &[
            "Has each attempt pass `layer` on its way to the transport, after the layers that were given before.",
        ],
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
