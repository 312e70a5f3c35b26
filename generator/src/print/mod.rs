//! An [`Sdk`] into files: tokens, and their layout.
//!
//! This stage makes no choice: it knows how Rust is written, not what anything is called or shaped.

mod additions;
mod answers;
mod bodies;
mod builder;
mod checks;
mod client;
mod docs;
mod enumeration;
mod example;
mod group;
mod inline;
mod layout;
mod manifest;
mod operation;
mod pagination;
mod quotas;
mod root;
mod runtime;
mod samples;
mod signature;
mod source;
mod structure;
mod text;
mod types;
mod union;
mod values;
mod wire;

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::TokenStream;
use quote::quote;

pub use self::samples::{Sample, samples};
pub use self::signature::{Signature, signature};
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
    let mut jobs = sources(sdk);
    jobs.push(Box::new(|| vec![root::library(sdk)]));
    let mut files = side_by_side(&jobs, |job| job().into_iter().map(Source::into_file).collect());
    files.extend([manifest::manifest(sdk), manifest::rustfmt(), root::readme(sdk)]);
    files.extend(sdk.example.as_ref().map(|example| example::example(sdk, example)));
    if sdk.package.runtime.is_none() {
        files.extend(runtime::files());
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The files of the crate `package` that SDKs share their runtime as, sorted by path. In a workspace, its manifest has no `[workspace]` of
/// its own.
pub fn print_runtime(package: &str, in_workspace: bool) -> Vec<File> {
    let mut files = runtime::crate_files();
    files.extend([manifest::runtime(package, in_workspace), manifest::rustfmt()]);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The modules of the crate's root but for its checks. `runtime` is its own, or a crate that is shared.
fn modules(sdk: &Sdk) -> TokenStream {
    match &sdk.package.runtime {
        None => quote! {
            pub mod client;
            pub mod runtime;
            pub mod types;
            mod wire;
        },
        Some(shared) => {
            let lib = &shared.lib_name;
            quote! {
                pub mod client;
                pub mod types;
                mod wire;
                pub use ::#lib as runtime;
            }
        }
    }
}

/// The SDK as the text of one module, to be included where the user wants it.
pub fn print_module(sdk: &Sdk) -> String {
    inline::module(sdk, sources(sdk).iter().flat_map(|job| job()).collect())
}

/// Makes files, or a few that belong together.
type Job<'s> = Box<dyn Fn() -> Vec<Source<'s>> + Send + Sync + 's>;

/// Every Rust file that varies with the description, but for the crate's root.
fn sources(sdk: &Sdk) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = vec![Box::new(|| {
        let mut shared =
            vec![client::client(sdk), builder::builder(sdk), types::index(sdk), wire::index(sdk)];
        shared.extend(client::servers(sdk));
        shared.extend(client::options(sdk));
        shared.extend(quotas::quotas(sdk));
        shared.extend(manifest::is_constrained(sdk).then(|| checks::index(sdk)));
        shared
    })];
    for group in &sdk.groups {
        jobs.push(Box::new(|| group::files(sdk, group)));
    }
    for module in &sdk.modules {
        jobs.push(Box::new(|| vec![types::module(sdk, module)]));
        jobs.push(Box::new(|| vec![wire::module(sdk, module)]));
        jobs.push(Box::new(|| checks::module(sdk, module).into_iter().collect()));
    }
    jobs
}

/// What `work` makes of each of `jobs`, on as many threads as the machine has processors; in no order.
fn side_by_side<'s, T: Send>(jobs: &[Job<'s>], work: impl Fn(&Job<'s>) -> Vec<T> + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut made = Vec::new();
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            made.extend(work(job));
        }
        made
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(jobs.len());
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut made = worker();
        // A worker cannot panic; if one did, its files would be missing, and cargo would say which.
        made.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        made
    })
}

/// The condition under which a module of types is compiled: its group's feature, if one group alone uses it.
fn gate(module: &Module) -> Option<TokenStream> {
    module.feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]))
}
