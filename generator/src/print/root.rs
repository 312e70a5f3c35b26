//! The crate's root, and the page that introduces the crate.

use quote::quote;

use super::manifest::{is_constrained, one_line};
use super::source::Source;
use super::{File, docs, operation};
use crate::plan::sdk::{
    Argument, Body, BodyKind, DefinitionKind, Field, Group, Operation, SchemeKind, Sdk, Struct, Type,
};

/// `lib.rs`.
pub(super) fn library(sdk: &Sdk) -> Source<'static> {
    let client = &sdk.client;
    let (name, builder) = (&client.name, &client.builder);
    let choice = client.server_choice.as_ref().map(|choice| quote!(, #choice));
    let checks = is_constrained(sdk).then(|| {
        quote!(
            #[cfg(feature = "validate")]
            mod checks;
        )
    });
    let modules = super::modules(sdk);
    let tokens = quote! {
        #checks
        #modules
        pub use self::client::{#name, #builder #choice};
        pub use self::runtime::{
            ApiError, BuildError, Call, Error, Field, Nullable, Response, RetryPolicy, Secret, TokenProvider, Transport,
        };
    };
    Source::new("lib.rs", tokens).with_docs(introduction(sdk))
}

/// The crate's first page: what it is, and a call.
fn introduction(sdk: &Sdk) -> Vec<String> {
    let package = &sdk.package;
    let mut lines = docs::markdown(&format!(
        "A client for the {}, version {}.",
        one_line(&package.title),
        one_line(&package.api_version)
    ));
    lines.push(String::new());
    lines.push(format!(
        "[`{}`] is where everything begins; [`types`] holds what is sent and received.",
        sdk.client.name.as_str()
    ));
    if let Some(call) = sample_call(sdk) {
        lines.extend([String::new(), "```no_run".to_owned()]);
        lines.extend(call);
        lines.push("```".to_owned());
    }
    lines.extend(
        [
            "",
            "# Features",
            "",
            "- `rustls` (default), `rustls-no-provider`, `native-tls`: requests go through reqwest, with that TLS.",
            "  Without any, the crate has no HTTP stack: give the builder a transport and a clock.",
            "- `group-…` (default): the groups of operations, one feature each.",
            "- `validate`: `validate()` on the types that the description constrains.",
            "- `tracing`: a span for each call and an event for each attempt, without any value of either.",
            "- `blocking`: `send_blocking()` and the like, for programs without an async runtime.",
            "- `zeroize`: the memory of secrets is wiped when they are dropped.",
            "- `test-util`: a transport and a clock for tests, without sockets.",
            "",
            "What each costs to build stands in [`runtime`].",
        ]
        .map(str::to_owned),
    );
    lines
}

/// A call of the example's operation, or of the first there is. Lines that begin with `# ` are hidden by rustdoc.
fn sample_call(sdk: &Sdk) -> Option<Vec<String>> {
    let (accessors, operation) = match &sdk.example {
        Some(example) => {
            (example.accessors.iter().map(|name| name.as_str().to_owned()).collect(), &example.operation)
        }
        None => first_operation(&sdk.groups)?,
    };
    let lib = sdk.package.lib_name.plain();
    let client = sdk.client.name.as_str();
    let mut arguments: Vec<String> =
        operation.arguments.iter().map(|argument| sample_argument(sdk, argument)).collect();
    let request = operation.body.as_ref().map(|body| {
        let borrow = if operation::is_borrowed(body) { "&" } else { "" };
        arguments.push(format!("{borrow}{}", body.argument.as_str()));
        format!("let {} = {};", body.argument.as_str(), sample_body(sdk, body))
    });
    let settings = settings(sdk, operation);
    let mut lines = vec![
        format!("use {lib}::{{{client}, types}};"),
        "# async fn call() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        String::new(),
        format!("let client = {}::builder(){settings}.build()?;", sdk.client.name.as_str()),
    ];
    lines.extend(request);
    lines.extend([
        format!(
            "let answer = client.{}().{}({}).await?;",
            accessors.join("()."),
            operation.name.as_str(),
            arguments.join(", ")
        ),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
    ]);
    Some(lines)
}

/// What the builder must be given for a call of the operation: where, and who calls.
pub(super) fn settings(sdk: &Sdk, operation: &Operation) -> String {
    let client = &sdk.client;
    let base_url = client.servers.is_empty().then(|| ".base_url(\"…\")".to_owned());
    let variables = client.variables.iter().filter(|variable| variable.required);
    let variables = variables.map(|variable| format!(".{}(\"…\")", variable.setter.as_str()));
    let credentials = client.schemes_of(operation).into_iter().map(|scheme| {
        let arguments = if matches!(scheme.kind, SchemeKind::Basic) { "\"…\", \"…\"" } else { "\"…\"" };
        format!(".{}({arguments})", scheme.setter.as_str())
    });
    base_url.into_iter().chain(variables).chain(credentials).collect()
}

/// An expression for an argument of the sample call.
fn sample_argument(sdk: &Sdk, argument: &Argument) -> String {
    let name = argument.name.plain();
    match sdk.resolve(&argument.value) {
        Type::String => format!("\"{name}\""),
        Type::Bool => "true".to_owned(),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => "1".to_owned(),
        Type::F32 | Type::F64 => "1.5".to_owned(),
        _ => "&serde_json::from_str(\"…\")?".to_owned(),
    }
}

/// An expression for the request of the sample call.
fn sample_body(sdk: &Sdk, body: &Body) -> String {
    match body.kind {
        BodyKind::Text => return "\"…\"".to_owned(),
        BodyKind::Bytes => return "std::fs::read(\"…\")?".to_owned(),
        BodyKind::Value | BodyKind::Multipart | BodyKind::OneOf => {}
    }
    // An argument that is a slice does not say what it is a slice of.
    match &body.value {
        Type::List(_) => return "serde_json::from_str::<Vec<_>>(\"…\")?".to_owned(),
        Type::String => return "String::from(\"…\")".to_owned(),
        _ => {}
    }
    let Some(definition) = body.value.definition().map(|id| &sdk.definitions[id.0]) else {
        return "serde_json::from_str(\"…\")?".to_owned();
    };
    match &definition.kind {
        DefinitionKind::Bodies(_)
        | DefinitionKind::Struct(Struct { parts: Some(_), required: Some(_), .. }) => {
            format!("types::{} {{ … }}", definition.name.as_str())
        }
        DefinitionKind::Struct(structure) if !structure.fields.iter().any(Field::is_asked_for) => {
            format!("types::{}::new()", definition.name.as_str())
        }
        _ => format!("serde_json::from_str::<types::{}>(\"…\")?", definition.name.as_str()),
    }
}

fn first_operation(groups: &[Group]) -> Option<(Vec<String>, &Operation)> {
    groups.iter().find_map(|group| {
        let own = group.operations.first().map(|operation| (Vec::new(), operation));
        let (mut accessors, operation) = own.or_else(|| first_operation(&group.groups))?;
        accessors.insert(0, group.accessor.as_str().to_owned());
        Some((accessors, operation))
    })
}

/// `README.md`.
pub(super) fn readme(sdk: &Sdk) -> File {
    let package = &sdk.package;
    let mut lines = vec![format!("# {}", package.name), String::new()];
    lines.extend(docs::markdown(&format!(
        "A Rust client for the {}, version {}, printed by letterpress from the API's OpenAPI description.",
        one_line(&package.title),
        one_line(&package.api_version)
    )));
    if let Some(call) = sample_call(sdk) {
        lines.extend([String::new(), "```rust".to_owned()]);
        lines.extend(call.into_iter().filter(|line| !line.starts_with("# ")));
        lines.push("```".to_owned());
    }
    if let Some(example) = &sdk.example {
        let name = example.name.plain();
        lines.extend([
            String::new(),
            format!("[examples/{name}.rs](examples/{name}.rs) is a whole program. It needs no account: without one it answers itself."),
            String::new(),
            "```sh".to_owned(),
            format!("cargo run --example {name} --features test-util"),
            "```".to_owned(),
        ]);
    }
    lines.extend(
        [
            "",
            "## What is where",
            "",
            "- `src/client`: the client, and a module for each group of operations.",
            "- `src/types`: what is sent and received.",
            "- `src/wire`, `src/checks`: how types cross the wire and what constrains them, as tables for the compiler.",
        ]
        .map(str::to_owned),
    );
    lines.push(match &package.runtime {
        None => "- `src/runtime`: authentication, retries, timeouts, errors; the same in every crate that letterpress prints.".to_owned(),
        Some(shared) => {
            format!("- [{}]({}): authentication, retries, timeouts, errors; shared by several clients.", shared.name, shared.path)
        }
    });
    lines.extend(
        [
            "- `letterpress.lock`: what was printed from what.",
            "",
            "Files are printed whole, and belong to whoever prints them; the runtime may be used under 0BSD.",
        ]
        .map(str::to_owned),
    );
    File { path: "README.md".to_owned(), text: lines.join("\n") + "\n" }
}
