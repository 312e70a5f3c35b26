//! The program that shows one call.

use quote::quote;

use super::source::{HEADER, layout};
use super::{File, docs};
use crate::plan::sdk::{Example, Sdk};

/// `examples/<name>.rs`.
pub(super) fn example(sdk: &Sdk, example: &Example) -> File {
    let lib = &sdk.package.lib_name;
    let client = &sdk.client.name;
    let prefix = &example.env_prefix;
    let environment = |name: &str| format!("{prefix}_{name}");
    let operation = &example.operation;

    let variables = sdk.client.variables.iter().map(|variable| {
        let setter = &variable.setter;
        let name = environment(&setter.plain().to_uppercase());
        quote!(if let Ok(value) = std::env::var(#name) { builder = builder.#setter(value); })
    });
    let builder = if sdk.client.variables.is_empty() {
        quote!(let builder = #client::builder();)
    } else {
        quote!(let mut builder = #client::builder(); #(#variables)*)
    };
    let placeholders = sdk.client.variables.iter().map(|variable| {
        let setter = &variable.setter;
        quote!(.#setter("example.com"))
    });
    let base_url = sdk.client.server.is_empty().then(|| quote!(.base_url("https://example.com")));
    let (token, id, secret) = (environment("TOKEN"), environment("CLIENT_ID"), environment("CLIENT_SECRET"));
    let with_credentials = sdk.client.token.as_ref().map(|_| {
        quote! {
            if let (Ok(id), Ok(secret)) = (std::env::var(#id), std::env::var(#secret)) {
                return Ok(builder.client_credentials(id, secret).build()?);
            }
        }
    });

    let path: Vec<_> = operation.path_arguments.iter().map(|argument| &argument.name).collect();
    let samples = &example.arguments;
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
    let arguments = path.iter().map(|name| quote!(&#name));
    let body = operation.body.iter().map(|body| {
        let name = &body.argument;
        quote!(&#name)
    });
    let accessors = &example.accessors;
    let method = &operation.name;
    let status = proc_macro2::Literal::u16_unsuffixed(example.answer.0);
    let answer = &example.answer.1;

    let call = quote! {
        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = client()?;
            let mut arguments = std::env::args().skip(1);
            #(let #path = arguments.next().unwrap_or_else(|| #samples.to_owned());)*
            #request
            let answer = client #(.#accessors())* .#method(#(#arguments,)* #(#body)*).await?;
            println!("{answer:#?}");
            Ok(())
        }
    };
    let setup = quote! {
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
    };
    let uses = quote!(use #lib::runtime::mock::{MockReply, MockTransport}; use #lib::#client;);
    let needs = if sdk.client.token.is_some() {
        format!("`{token}`, or `{id}` and `{secret}`")
    } else {
        format!("`{token}`")
    };
    let request_line = format!("{} {}", operation.method.key().to_uppercase(), operation.template);
    let docs = format!(
        "//! Calls {}.\n//!\n//! With {needs} in the environment it calls the API;\n//! else it answers itself, and says so.\n\n",
        docs::code(&request_line),
    );
    let text = [uses, call, setup].iter().map(layout).collect::<Vec<_>>().join("\n");
    File { path: format!("examples/{}.rs", example.name.plain()), text: format!("{HEADER}{docs}{text}") }
}
