//! An [`Api`] into an [`Sdk`]: every name, shape, module and dependency is decided here.
//!
//! This stage knows Rust's names and rules; it prints no token and touches no disk.

mod alike;
mod answers;
mod bodies;
mod client;
mod cycles;
mod docs;
mod example;
mod fields;
mod groups;
mod media_types;
mod members;
mod modules;
mod multipart;
pub mod names;
mod operations;
mod package;
mod parameters;
mod rules;
mod scope;
pub mod sdk;
mod security;
mod servers;
mod shapes;
mod statuses;
mod unions;

pub use self::sdk::Sdk;
use crate::Config;
use crate::diagnostic::Diagnostic;
use crate::parse::Api;

/// Decides everything about the SDK of `api`.
pub fn plan(api: &Api, config: &Config) -> (Sdk, Vec<Diagnostic>) {
    let mut shapes = shapes::Shapes::new(api, config);
    let (mut client, security, servers) = client::client(api, config, &mut shapes.found);
    let groups = groups::groups(&mut shapes, &security, &servers);
    security::keep_sent(&mut client.schemes, &groups);
    let (mut definitions, mut found) = shapes.finish();

    modules::break_cycles(&mut definitions);
    modules::mark_distinct(&mut definitions);
    modules::prune_rules(&mut definitions);
    modules::mark_settable(&groups, &mut definitions);
    let modules = modules::modules(&groups, &definitions);
    let package = package::package(api, config, &mut found);
    let example = example::example(&package, &groups, &definitions, config, &mut found);
    (Sdk { package, client, groups, modules, definitions, example }, found)
}
