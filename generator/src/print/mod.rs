//! An [`Sdk`] into files: tokens, laid out by prettyplease.
//!
//! This stage makes no choice: it knows how Rust is written, not what anything is called or shaped.

mod checks;
mod client;
mod docs;
mod enumeration;
mod example;
mod group;
mod inline;
mod manifest;
mod operation;
mod root;
mod runtime;
mod source;
mod structure;
mod text;
mod types;
mod union;
mod wire;

use proc_macro2::TokenStream;
use quote::quote;

use self::source::Source;
use crate::plan::Sdk;
use crate::plan::sdk::Module;

/// One file of a printed crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the crate, with `/` between folders: `src/types/mod.rs`. Only `[A-Za-z0-9_.-]` and `/` occur in it.
    pub path: String,
    /// Its whole text, with `\n` line ends.
    pub text: String,
}

/// The files of the crate, sorted by path; the lock is not among them.
pub fn print(sdk: &Sdk) -> Vec<File> {
    let mut files: Vec<File> = sources(sdk).into_iter().map(Source::into_file).collect();
    files.push(root::library(sdk).into_file());
    files.extend([manifest::manifest(sdk), manifest::rustfmt(), root::readme(sdk)]);
    files.extend(sdk.example.as_ref().map(|example| example::example(sdk, example)));
    files.extend(runtime::files());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The SDK as the text of one module, to be included where the user wants it.
pub fn print_module(sdk: &Sdk) -> String {
    inline::module(sdk, sources(sdk))
}

/// Every Rust file that varies with the description, but for the crate's root.
fn sources(sdk: &Sdk) -> Vec<Source> {
    let mut sources = vec![client::client(sdk), client::builder(sdk), types::index(sdk), wire::index(sdk)];
    sources.extend(client::options(sdk));
    sources.extend(sdk.groups.iter().flat_map(|group| group::files(sdk, group)));
    if manifest::is_constrained(sdk) {
        sources.push(checks::index(sdk));
    }
    for module in &sdk.modules {
        sources.extend([types::module(sdk, module), wire::module(sdk, module)]);
        sources.extend(checks::module(sdk, module));
    }
    sources
}

/// The condition under which a module of types is compiled: its group's feature, if one group alone uses it.
fn gate(module: &Module) -> Option<TokenStream> {
    module.feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]))
}
