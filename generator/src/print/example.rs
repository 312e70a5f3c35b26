//! The program that shows one call.

use proc_macro2::{Ident as Token, Literal, TokenStream};
use quote::{format_ident, quote};

use super::layout::layout;
use super::operation::{Argument, is_borrowed};
use super::source::HEADER;
use super::{File, docs};
use crate::plan::names::Ident;
use crate::plan::sdk::{
    BodyKind, Crossing, Definition, DefinitionKind, Example, SchemeKind, Sdk, Struct, Type,
};

/// `examples/<name>.rs`.
pub(super) fn example(sdk: &Sdk, example: &Example) -> File {
    let (lib, client) = (&sdk.package.lib_name, &sdk.client.name);
    let uses = quote!(use #lib::#client; use #lib::runtime::mock::{MockReply, MockTransport};);
    let ways = ways(sdk, example);
    let needs: Vec<String> = ways.iter().map(Way::needs).collect();
    let needs = needs.join(", or ");
    let operation = &example.operation;
    let request_line = format!("{} {}", operation.method.key().to_uppercase(), operation.template);
    let docs = format!(
        "//! Calls {}.\n//!\n//! With {needs} in the environment it calls the API;\n//! else it answers itself, and says so.\n\n",
        docs::code(&request_line),
    );
    let parts = [uses, call(sdk, example), setup(sdk, example, &ways)];
    let text = parts.into_iter().map(layout).collect::<Vec<_>>().join("\n");
    File { path: format!("examples/{}.rs", example.name.plain()), text: format!("{HEADER}{docs}{text}") }
}

/// Credentials that the program can take from the environment.
#[derive(Default)]
struct Way {
    /// The variables of the environment, and what their values are called.
    variables: Vec<(String, Token)>,
    /// The builder's methods that take the values.
    settings: TokenStream,
}

impl Way {
    fn add(&mut self, example: &Example, setter: &Ident, names: &[&str]) {
        let values: Vec<Token> = names.iter().map(|name| format_ident!("{name}")).collect();
        self.settings.extend(quote!(.#setter(#(#values),*)));
        let variable = |name: &&str| format!("{}_{}", example.env_prefix, name.to_uppercase());
        self.variables.extend(names.iter().map(variable).zip(values));
    }

    /// The variables, for people.
    fn needs(&self) -> String {
        let names: Vec<String> = self.variables.iter().map(|(name, _)| format!("`{name}`")).collect();
        names.join(" and ")
    }
}

/// The ways to call the operation: with the schemes that it prefers, and with client credentials where they get the token.
fn ways(sdk: &Sdk, example: &Example) -> Vec<Way> {
    let schemes = sdk.client.schemes_of(&example.operation);
    let mut first = Way::default();
    for scheme in &schemes {
        let name = scheme.setter.plain();
        match scheme.kind {
            SchemeKind::Basic => {
                first.add(example, &scheme.setter, &[&format!("{name}_user"), &format!("{name}_password")]);
            }
            _ => first.add(example, &scheme.setter, &[name]),
        }
    }
    if schemes.is_empty() {
        // Nothing is needed, but nobody should call an API by mistake.
        first.variables.push((format!("{}_LIVE", example.env_prefix), format_ident!("_live")));
    }
    let mut ways = vec![first];
    if let [scheme] = schemes.as_slice()
        && let SchemeKind::Bearer { client_credentials: Some(flow), .. } = &scheme.kind
    {
        let mut way = Way::default();
        way.add(example, &flow.setter, &["client_id", "client_secret"]);
        ways.push(way);
    }
    ways
}

/// `main`: the arguments of the command line, the call, its answer.
fn call(sdk: &Sdk, example: &Example) -> TokenStream {
    let operation = &example.operation;
    let values = operation.arguments.iter().zip(&example.arguments).map(|(argument, sample)| {
        let name = &argument.name;
        if let Argument::Text = Argument::of(sdk, &argument.value) {
            let sample = sample.as_str().unwrap_or("example");
            quote!(let #name = arguments.next().unwrap_or_else(|| #sample.to_owned());)
        } else if is_text(sdk, &argument.value) {
            let sample = sample.as_str().unwrap_or("example");
            quote!(let #name = arguments.next().as_deref().unwrap_or(#sample).parse()?;)
        } else {
            let sample = sample.to_string();
            quote!(let #name = serde_json::from_str(arguments.next().as_deref().unwrap_or(#sample))?;)
        }
    });
    let values: Vec<_> = values.collect();
    let given = (!values.is_empty()).then(|| quote!(let mut arguments = std::env::args().skip(1);));
    let request = operation.body.as_ref().map(|body| {
        let (name, value) =
            (&body.argument, request(sdk, body.kind, &body.value, example.request.as_deref()));
        quote!(let #name = #value;)
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
        if is_borrowed(body) { quote!(&#name) } else { quote!(#name) }
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

/// Whether it is a type of the config that is read from text: serde may not know it.
fn is_text(sdk: &Sdk, value: &Type) -> bool {
    let Type::External(path) = sdk.resolve(value) else { return false };
    sdk.externals.iter().any(|external| external.path == *path && external.crossing == Crossing::Text)
}

/// A body of the call. Without JSON it is a struct that needs nothing.
fn request(sdk: &Sdk, kind: BodyKind, value: &Type, json: Option<&str>) -> TokenStream {
    let lib = &sdk.package.lib_name;
    let text = json.unwrap_or("null");
    // An argument that is a slice does not say what it is a slice of.
    match (kind, value) {
        (BodyKind::Value, Type::List(_)) => return quote!(serde_json::from_str::<Vec<_>>(#text)?),
        (BodyKind::Value, Type::String) => return quote!(serde_json::from_str::<String>(#text)?),
        _ => {}
    }
    let definition = value.definition().map(|id| &sdk.definitions[id.0]);
    let Some(Definition { name, kind: shape, .. }) = definition else {
        return match kind {
            BodyKind::Text | BodyKind::Bytes => quote!("example"),
            BodyKind::Multipart => quote!(#lib::runtime::Multipart::new()),
            BodyKind::Value | BodyKind::OneOf => quote!(serde_json::from_str(#text)?),
        };
    };
    match (shape, json) {
        (DefinitionKind::Bodies(bodies), _) => {
            let first = bodies.variants.first().map(|variant| {
                let (own, value) = (&variant.name, request(sdk, variant.kind, &variant.value, json));
                let convert =
                    matches!(variant.kind, BodyKind::Text | BodyKind::Bytes).then(|| quote!(.into()));
                quote!(#lib::types::#name::#own(#value #convert))
            });
            first.unwrap_or_default()
        }
        (_, None) => quote!(#lib::types::#name::new()),
        (DefinitionKind::Struct(structure), Some(json)) if structure.parts.is_some() => {
            parts(lib, name, structure, json)
        }
        // Behind a list or a map, the argument says the type.
        (_, Some(json)) if !matches!(value, Type::Named(_)) => quote!(serde_json::from_str(#json)?),
        (_, Some(json)) => quote!(serde_json::from_str::<#lib::types::#name>(#json)?),
    }
}

/// The struct of a multipart body, with what it requires.
fn parts(lib: &Ident, name: &Ident, structure: &Struct, json: &str) -> TokenStream {
    let members: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let required = structure.fields.iter().filter(|field| field.presence.is_required()).map(|field| {
        let file = quote!(#lib::runtime::FilePart::bytes("example", "example"));
        let value = match &field.value {
            Type::File => file,
            Type::List(item) if **item == Type::File => quote!(vec![#file]),
            _ => {
                let json = members.get(&field.wire).map_or_else(|| "null".to_owned(), ToString::to_string);
                quote!(serde_json::from_str(#json)?)
            }
        };
        (&field.name, value)
    });
    let (names, values): (Vec<_>, Vec<_>) = required.unzip();
    let arguments = if let Some(required) = &structure.required {
        quote!(#lib::types::#required { #(#names: #values),* })
    } else {
        quote!(#(#values),*)
    };
    quote!(#lib::types::#name::new(#arguments))
}

/// `client`: a client of the API where the environment has credentials, else one that answers itself.
fn setup(sdk: &Sdk, example: &Example, ways: &[Way]) -> TokenStream {
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
    let ways = ways.iter().map(|Way { variables, settings }| {
        let names = variables.iter().map(|(name, _)| quote!(std::env::var(#name)));
        let values = variables.iter().map(|(_, value)| quote!(Ok(#value)));
        let (names, values) = if variables.len() == 1 {
            (quote!(#(#names),*), quote!(#(#values),*))
        } else {
            (quote!((#(#names),*)), quote!((#(#values),*)))
        };
        quote!(if let #values = #names { return Ok(builder #settings .build()?); })
    });
    let credentials = sdk.client.schemes_of(&example.operation).into_iter().map(|scheme| {
        let setter = &scheme.setter;
        let further = matches!(scheme.kind, SchemeKind::Basic).then(|| quote!(, "example"));
        quote!(.#setter("example" #further))
    });
    let required = sdk.client.variables.iter().filter(|variable| variable.required);
    let placeholders = required.map(|variable| {
        let setter = &variable.setter;
        quote!(.#setter("example.com"))
    });
    let base_url = sdk.client.servers.is_empty().then(|| quote!(.base_url("https://example.com")));
    let (status, answer) = (Literal::u16_unsuffixed(example.answer.0), &example.answer.1);
    quote! {
        fn client() -> Result<#client, Box<dyn std::error::Error>> {
            #builder
            #(#ways)*
            println!("No credentials in the environment: the answer comes from the example itself.");
            let transport = MockTransport::new();
            transport.reply(MockReply::json(#status, #answer));
            Ok(#client::builder() #(#placeholders)* #base_url #(#credentials)* .transport(transport).build()?)
        }
    }
}
