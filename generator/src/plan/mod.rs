//! An [`Api`] into an [`Sdk`]: every name, shape, module and dependency is decided here.
//!
//! This stage knows Rust's names and rules; it prints no token and touches no disk.

mod client;
mod cycles;
mod docs;
mod example;
mod fields;
mod groups;
mod members;
mod modules;
pub mod names;
mod operations;
mod package;
mod parameters;
mod rules;
mod scope;
pub mod sdk;
mod shapes;
mod unions;

pub(crate) use self::groups::group_names;
pub use self::sdk::Sdk;
use crate::Config;
use crate::config::Unreached;
use crate::diagnostic::Diagnostic;
use crate::parse::Api;

/// Decides everything about the SDK of `api`.
pub fn plan(api: &Api, config: &Config) -> (Sdk, Vec<Diagnostic>) {
    let mut shapes = shapes::Shapes::new(api, config);
    let client = client::client(api, config, &mut shapes.found);
    let groups = groups::groups(&mut shapes);
    let is_kept = config.unreached == Unreached::Keep || api.operations.is_empty();
    let unreached = if is_kept { shapes.define_unreached() } else { Vec::new() };
    let (mut definitions, mut found) = shapes.finish();

    modules::break_cycles(&mut definitions);
    modules::mark_distinct(&mut definitions);
    modules::prune_rules(&mut definitions);
    modules::mark_settable(&groups, &unreached, &mut definitions);
    let modules = modules::modules(&groups, &unreached, &definitions);
    let package = package::package(api, config, &mut found);
    let example = example::example(&package, &groups, &definitions, config, &mut found);
    (Sdk { package, client, groups, modules, definitions, example }, found)
}
