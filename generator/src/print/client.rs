//! The client, what the runtime is told of its API, and the options that its calls share.

use proc_macro2::TokenStream;
use quote::quote;

use super::additions::{Additions, Method};
use super::builder::described;
use super::manifest::one_line;
use super::source::Source;
use super::{docs, quotas, text};
use crate::parse::api::ParameterLocation;
use crate::plan::sdk::{
    Client, HeaderOption, SchemeKind, Sdk, SecurityScheme, Segment, Server, TokenEndpoint, VariableDefault,
};

/// `client/mod.rs`.
pub(super) fn client(sdk: &Sdk) -> Source<'static> {
    let client = &sdk.client;
    let (name, builder) = (&client.name, &client.builder);
    let groups = sdk.groups.iter().map(|group| {
        let (module, feature) = (&group.module, &group.feature);
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    let options = !client.header_options.is_empty();
    let options = options.then(|| Additions::declaration("options", OPTIONS, sdk));
    let quotas = !client.quota_headers.is_empty();
    let quotas = quotas.then(|| Additions::declaration("quotas", quotas::NAME, sdk));
    let (additions, additions_use): (Vec<_>, Vec<_>) = options.into_iter().chain(quotas).unzip();
    let api = api(sdk);
    let imports = imports(client);
    let choice_module = client.server_choice.as_ref().map(|_| {
        quote!(
            mod server;
        )
    });
    let choice = client.server_choice.as_ref().map(|choice| quote!(pub use self::server::#choice;));
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
            certificates(client),
        ]
        .concat(),
    );
    let builder_fn = docs::sentence("Begins a client.");
    let request_docs = docs::lines_to_attributes(
        &[
            "Calls what the description lacks: a path under the base URL, beginning with `/`, encoded, without a query.",
            "",
            "It has all that other calls have: credentials, retries, [`query`](Call::query), [`body`](Call::body).",
        ]
        .map(str::to_owned),
    );
    let runtime_client = if is_client(client) { quote!(crate::runtime::Client) } else { quote!(Client) };
    Source::new(
        "client/mod.rs",
        quote! {
            mod builder;
            #(#additions)*
            #choice_module
            #(#groups)*
            pub use self::builder::#builder;
            #(#additions_use)*
            #choice
            use crate::runtime::{#(#imports),*};
            #client_docs
            #[derive(Clone, Debug)]
            pub struct #name {
                client: #runtime_client
            }
            impl #name {
                #builder_fn
                pub fn builder() -> #builder { #builder::new() }
                #request_docs
                pub fn request<'a, T>(
                    &self,
                    method: Method,
                    path: impl Into<std::borrow::Cow<'a, str>>,
                ) -> Call<'a, T> {
                    self.client.request(method, path)
                }
            }
            #api
        },
    )
    .with_docs(vec!["The client, and a module for each group of operations.".to_owned()])
}

/// What people are told of schemes that know callers by a certificate.
fn certificates(client: &Client) -> Vec<String> {
    if client.certificates.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = client.certificates.iter().map(|name| docs::code(name)).collect();
    let text = format!(
        "Where a certificate says who calls ({}), give the builder an HTTP client or a transport that has it.",
        names.join(", ")
    );
    vec![String::new(), text]
}

/// Whether the client has the name of the runtime's own, which is then named by its path.
fn is_client(client: &Client) -> bool {
    client.name.as_str() == "Client"
}

/// What `client/mod.rs` imports from the runtime.
fn imports(client: &Client) -> Vec<TokenStream> {
    let servers = || client.servers.iter().chain(client.operation_servers.iter().map(|own| &own.server));
    let has_endpoint = |scheme: &SecurityScheme| {
        matches!(&scheme.kind, SchemeKind::Bearer { client_credentials: Some(_), .. })
    };
    [
        (true, quote!(ApiInfo)),
        (true, quote!(Call)),
        (!is_client(client), quote!(Client)),
        (true, quote!(Method)),
        (!client.schemes.is_empty(), quote!(SchemeKind)),
        (!client.schemes.is_empty(), quote!(SecurityScheme)),
        (servers().any(|server| !server.url.is_empty()), quote!(Segment)),
        (servers().next().is_some(), quote!(ServerInfo)),
        (client.telemetry.is_some(), quote!(Telemetry)),
        (client.schemes.iter().any(has_endpoint), quote!(TokenEndpoint)),
        (servers().any(|server| !server.variables.is_empty()), quote!(Variable)),
    ]
    .into_iter()
    .filter_map(|(used, name)| used.then_some(name))
    .collect()
}

fn api(sdk: &Sdk) -> TokenStream {
    let client = &sdk.client;
    let user_agent =
        format!("{}/{} letterpress/{}", sdk.package.name, sdk.package.version, env!("CARGO_PKG_VERSION"));
    let telemetry = client.telemetry.as_ref().map_or(quote!(None), |telemetry| {
        let (header, json) = (&telemetry.header, &telemetry.json);
        quote!(Some(Telemetry { header: #header, json: #json }))
    });
    let servers = client.servers.iter().map(server);
    let operation_servers = client.operation_servers.iter().map(|own| {
        let (name, server) = (own.setter.plain(), server(&own.server));
        quote!((#name, #server))
    });
    let schemes = client.schemes.iter().map(scheme);
    quote! {
        static API: ApiInfo = ApiInfo {
            user_agent: #user_agent,
            telemetry: #telemetry,
            servers: &[#(#servers),*],
            operation_servers: &[#(#operation_servers),*],
            schemes: &[#(#schemes),*],
        };
    }
}

fn server(server: &Server) -> TokenStream {
    let url = text::segments(&server.url);
    let variables = server.variables.iter().map(|VariableDefault { name, default, values }| {
        let default = default.as_ref().map_or(quote!(None), |default| quote!(Some(#default)));
        quote!(Variable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(ServerInfo { url: #url, variables: &[#(#variables),*] })
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let name = scheme.setter.plain();
    let kind = match &scheme.kind {
        SchemeKind::Bearer { .. } => quote!(Bearer),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Authorization { .. } => quote!(Authorization),
        SchemeKind::Key { location: ParameterLocation::Query, name } => quote!(QueryKey(#name)),
        SchemeKind::Key { location: ParameterLocation::Cookie, name } => quote!(CookieKey(#name)),
        SchemeKind::Key { name, .. } => quote!(HeaderKey(#name)),
    };
    let token = if let SchemeKind::Bearer { client_credentials: Some(flow), .. } = &scheme.kind {
        let TokenEndpoint { url, parameters } = &flow.endpoint;
        let parameters = parameters.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(Some(TokenEndpoint { url: #url, parameters: &[#(#parameters),*] }))
    } else {
        quote!(None)
    };
    quote!(SecurityScheme { name: #name, kind: SchemeKind::#kind, token: #token })
}

/// `client/server.rs`: the enum of the API's servers, where there are several.
pub(super) fn servers(sdk: &Sdk) -> Option<Source<'static>> {
    let client = &sdk.client;
    let choice = client.server_choice.as_ref()?;
    let variants = client.servers.iter().map(|server| {
        let (variant, url) = (&server.variant, template(server));
        let docs = described(&server.docs, &format!("{}.", docs::code(&url)));
        quote!(#docs #variant)
    });
    let docs = docs::sentence(&format!(
        "The servers of the API, for [`{}::server`](super::{}::server).",
        client.builder.as_str(),
        client.builder.as_str()
    ));
    Some(Source::new(
        "client/server.rs",
        quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            #[non_exhaustive]
            pub enum #choice { #(#variants),* }
        },
    ))
}

/// The URL of a server as the description writes it.
fn template(server: &Server) -> String {
    let piece = |segment: &Segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(name) => format!("{{{name}}}"),
    };
    server.url.iter().map(piece).collect()
}

/// `client/options.rs`: what the description makes an option of each call.
pub(super) fn options(sdk: &Sdk) -> Option<Source<'static>> {
    let method = |option: &HeaderOption| {
        let (name, header) = (&option.setter, &option.header);
        let does =
            format!("Sends the header {} with this call, if the operation takes it.", docs::code(header));
        Method {
            docs: described(&option.docs, &does),
            signature: quote!(fn #name(self, value: impl Into<String>) -> Self),
            body: quote!(self.header_option(#header, value)),
        }
    };
    let methods: Vec<Method> = sdk.client.header_options.iter().map(method).collect();
    if methods.is_empty() {
        return None;
    }
    let additions = Additions {
        name: OPTIONS,
        docs: docs::sentence("What the API makes an option of each call."),
        types: vec![(quote!(<T, P, E, G>), quote!(Call<'_, T, P, E, G>))],
        methods,
    };
    let additions = additions.tokens(sdk);
    Some(Source::new("client/options.rs", quote!(use crate::runtime::Call; #additions)))
}

/// What the options are together, where they are a trait.
const OPTIONS: &str = "CallOptions";
