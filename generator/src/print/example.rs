//! The program that shows one call.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::layout::layout;
use super::operation::Argument;
use super::source::HEADER;
use super::{File, docs};
use crate::plan::sdk::{Example, Sdk};

/// `examples/<name>.rs`.
pub(super) fn example(sdk: &Sdk, example: &Example) -> File {
    let (lib, client) = (&sdk.package.lib_name, &sdk.client.name);
    let uses = quote!(use #lib::runtime::mock::{MockReply, MockTransport}; use #lib::#client;);
    let environment = Environment::of(&example.env_prefix);
    let needs = if sdk.client.token.is_some() {
        format!("`{}`, or `{}` and `{}`", environment.token, environment.id, environment.secret)
    } else {
        format!("`{}`", environment.token)
    };
    let operation = &example.operation;
    let request_line = format!("{} {}", operation.method.key().to_uppercase(), operation.template);
    let docs = format!(
        "//! Calls {}.\n//!\n//! With {needs} in the environment it calls the API;\n//! else it answers itself, and says so.\n\n",
        docs::code(&request_line),
    );
    let parts = [uses, call(sdk, example), setup(sdk, example, &environment)];
    let text = parts.iter().map(layout).collect::<Vec<_>>().join("\n");
    File { path: format!("examples/{}.rs", example.name.plain()), text: format!("{HEADER}{docs}{text}") }
}

/// The variables of the environment that the program reads.
struct Environment {
    token: String,
    id: String,
    secret: String,
}

impl Environment {
    fn of(prefix: &str) -> Self {
        let name = |name: &str| format!("{prefix}_{name}");
        Self { token: name("TOKEN"), id: name("CLIENT_ID"), secret: name("CLIENT_SECRET") }
    }
}

/// `main`: the arguments of the command line, the call, its answer.
fn call(sdk: &Sdk, example: &Example) -> TokenStream {
    let lib = &sdk.package.lib_name;
    let operation = &example.operation;
    let values = operation.arguments.iter().zip(&example.arguments).map(|(argument, sample)| {
        let name = &argument.name;
        if let Argument::Text = Argument::of(sdk, &argument.value) {
            let sample = sample.as_str().unwrap_or("example");
            quote!(let #name = arguments.next().unwrap_or_else(|| #sample.to_owned());)
        } else {
            let sample = sample.to_string();
            quote!(let #name = serde_json::from_str(arguments.next().as_deref().unwrap_or(#sample))?;)
        }
    });
    let values: Vec<_> = values.collect();
    let given = (!values.is_empty()).then(|| quote!(let mut arguments = std::env::args().skip(1);));
    let request = operation.body.as_ref().map(|body| {
        let name = &body.argument;
        let value = body.value.definition().map(|id| &sdk.definitions[id.0].name);
        match (value, &example.request) {
            (Some(value), None) => quote!(let #name = #lib::types::#value::new();),
            (Some(value), Some(json)) => {
                quote!(let #name: #lib::types::#value = serde_json::from_str(#json)?;)
            }
            (None, json) => {
                let json = json.as_deref().unwrap_or("null");
                quote!(let #name = serde_json::from_str(#json)?;)
            }
        }
    });
    let arguments = operation.arguments.iter().map(|argument| {
        let name = &argument.name;
        if let Argument::Copied(_) = Argument::of(sdk, &argument.value) {
            quote!(#name)
        } else {
            quote!(&#name)
        }
    });
    let body = operation.body.iter().map(|body| {
        let name = &body.argument;
        quote!(&#name)
    });
    let (accessors, method) = (&example.accessors, &operation.name);
    quote! {
        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = client()?;
            #given
            #(#values)*
            #request
            let answer = client #(.#accessors())* .#method(#(#arguments,)* #(#body)*).await?;
            println!("{answer:#?}");
            Ok(())
        }
    }
}

/// `client`: a client of the API where the environment has credentials, else one that answers itself.
fn setup(sdk: &Sdk, example: &Example, environment: &Environment) -> TokenStream {
    let client = &sdk.client.name;
    let variables = sdk.client.variables.iter().map(|variable| {
        let setter = &variable.setter;
        let name = format!("{}_{}", example.env_prefix, setter.plain().to_uppercase());
        quote!(if let Ok(value) = std::env::var(#name) { builder = builder.#setter(value); })
    });
    let builder = if sdk.client.variables.is_empty() {
        quote!(let builder = #client::builder();)
    } else {
        quote!(let mut builder = #client::builder(); #(#variables)*)
    };
    let Environment { token, id, secret } = environment;
    let with_credentials = sdk.client.token.as_ref().map(|_| {
        quote! {
            if let (Ok(id), Ok(secret)) = (std::env::var(#id), std::env::var(#secret)) {
                return Ok(builder.client_credentials(id, secret).build()?);
            }
        }
    });
    let placeholders = sdk.client.variables.iter().map(|variable| {
        let setter = &variable.setter;
        quote!(.#setter("example.com"))
    });
    let base_url = sdk.client.server.is_empty().then(|| quote!(.base_url("https://example.com")));
    let (status, answer) = (Literal::u16_unsuffixed(example.answer.0), &example.answer.1);
    quote! {
        fn client() -> Result<#client, Box<dyn std::error::Error>> {
            #builder
            if let Ok(token) = std::env::var(#token) {
                return Ok(builder.token(token).build()?);
            }
            #with_credentials
            println!("No credentials in the environment: the answer comes from the example itself.");
            let transport = MockTransport::new();
            transport.reply(MockReply::json(#status, #answer));
            Ok(#client::builder() #(#placeholders)* #base_url .token("example").transport(transport).build()?)
        }
    }
}
