//! An [`Api`] into an [`Sdk`]: every name, shape, module and dependency is decided here.
//!
//! This stage knows Rust's names and rules; it prints no token and touches no disk.

mod aliases;
mod alike;
mod answers;
mod bodies;
mod boxes;
mod branches;
mod client;
mod compose;
mod cycles;
mod defaults;
mod directions;
mod docs;
mod enums;
mod example;
mod fields;
mod groups;
mod lenient;
mod media_types;
mod members;
mod modules;
mod multipart;
pub mod names;
mod operations;
mod package;
mod pagination;
mod parameters;
mod prune;
mod replaced;
mod rules;
mod scope;
pub mod sdk;
mod secrets;
mod security;
mod servers;
mod shapes;
mod spread;
mod statuses;
mod unions;
mod values;

pub(crate) use self::groups::group_names;
pub(crate) use self::package::{DEPENDENCIES, MINIMUM_RUST};
pub use self::sdk::Sdk;
use crate::Config;
use crate::config::Unreached;
use crate::diagnostic::Diagnostic;
use crate::parse::Api;

/// Decides everything about the SDK of `api`.
pub fn plan(api: &Api, config: &Config) -> (Sdk, Vec<Diagnostic>) {
    let (api, composition) = compose::compose(api);
    let api = &api;
    let mut shapes = shapes::Shapes::new(api, composition, config);
    let (mut client, security, servers) = client::client(api, config, &mut shapes.found);
    let mut groups = groups::groups(&mut shapes, &security, &servers);
    security::keep_sent(&mut client.schemes, &groups);
    let is_kept = config.unreached == Unreached::Keep || api.operations.is_empty();
    let unreached = if is_kept { shapes.define_unreached() } else { Vec::new() };
    let shapes::Finished { mut definitions, externals, dependencies, mut found } = shapes.finish();

    aliases::untie(&mut definitions);
    branches::settle(&mut definitions, &mut found);
    boxes::box_cycles(&mut definitions);
    pagination::paginate(api, &config.pagination, &mut groups, &definitions, &mut found);
    prune::prune_rules(&mut definitions);
    modules::mark_settable(&groups, &unreached, &mut definitions);
    let modules = modules::modules(&groups, &unreached, &definitions);
    let package = package::package(api, config, dependencies, &mut found);
    let example = example::example(&package, &groups, &definitions, config, &mut found);
    (Sdk { package, client, groups, modules, definitions, externals, example }, found)
}
