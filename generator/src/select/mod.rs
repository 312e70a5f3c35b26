//! An [`Api`] into the part of it that is to be printed.
//!
//! This stage knows what the settings and the description's own hints leave out; it names nothing in Rust.

mod findings;
mod renames;
mod selector;

use std::collections::HashSet;
use std::sync::Arc;

use self::findings::LeftOut;
pub(crate) use self::selector::Selector;
use crate::config::{Config, Unreached};
use crate::diagnostic::{
    Diagnostic, NO_OPERATIONS, NOTHING_SELECTED, REQUIRED_BUT_IGNORED, UNMATCHED_SELECTOR, UNREACHED_SCHEMAS,
};
use crate::hints;
use crate::parse::api::{Api, Operation, Parameter, ParameterLocation};
use crate::parse::schema::SchemaId;

/// Leaves out of `api` what is not to be printed, and out of `found` what is only wrong with that; gives the number of
/// operations that were left out.
pub fn select(api: &mut Api, config: &Config, found: &mut Vec<Diagnostic>) -> usize {
    hints::unify(api, &config.hints, found);
    let operations = std::mem::take(&mut api.operations);
    let described = operations.len();
    let is_kept = chosen(&operations, config, found);
    let mut left_out = LeftOut::default();
    if is_kept.contains(&false) {
        api.operations = operations;
        left_out.add_all(api);
        let mut is_kept = is_kept.into_iter();
        api.operations.retain(|_| is_kept.next().unwrap_or(true));
        left_out.take_back(api);
        left_out.prune(found);
        // Else their descriptions would be said to be missing, or their kinds not to be carried.
        let required = required_schemes(api);
        api.security_schemes.retain(|name, _| required.contains(name));
    } else {
        api.operations = operations;
    }
    if described > 0 && api.operations.is_empty() {
        let message = format!("none of the {described} operations is left to be printed");
        found.push(Diagnostic::new(&NOTHING_SELECTED, None, message));
    }
    renames::rename(api, &config.rename, found);
    leave_out_parameters(api, found);
    leave_out_properties(api, found);
    report_unreached(api, config, described, found);
    described - api.operations.len()
}

/// For each operation, whether it is to be printed.
fn chosen(operations: &[Operation], config: &Config, found: &mut Vec<Diagnostic>) -> Vec<bool> {
    let mut matching = |setting: &str, texts: &[String]| -> Vec<bool> {
        let mut matches = vec![false; operations.len()];
        for text in texts {
            let selector = Selector::new(text);
            let mut is_used = false;
            for (matched, operation) in matches.iter_mut().zip(operations) {
                let is_match = selector.matches(operation);
                *matched |= is_match;
                is_used |= is_match;
            }
            if !is_used {
                let meant = selector.nearest(operations);
                let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
                let message = format!("`{setting}` names {text:?}, which no operation matches{meant}");
                found.push(Diagnostic::new(&UNMATCHED_SELECTOR, None, message));
            }
        }
        matches
    };
    let included = matching("include", &config.include);
    let excluded = matching("exclude", &config.exclude);
    let decide = |((operation, included), excluded): ((&Operation, bool), bool)| {
        (included || config.include.is_empty()) && !excluded && !hints::is_ignored(&operation.extensions)
    };
    operations.iter().zip(included).zip(excluded).map(decide).collect()
}

/// The names of the security schemes that operations require.
fn required_schemes(api: &Api) -> HashSet<String> {
    let requirements = api.operations.iter().flat_map(|operation| operation.security.iter());
    requirements.flat_map(|requirement| requirement.keys().cloned()).collect()
}

/// Leaves out the parameters that the description says to ignore. A header is left to be an option of the client.
fn leave_out_parameters(api: &mut Api, found: &mut Vec<Diagnostic>) {
    let is_left_out = |parameter: &Arc<Parameter>, found: &mut Vec<Diagnostic>| {
        if parameter.location == ParameterLocation::Header || !hints::is_ignored(&parameter.extensions) {
            return false;
        }
        if parameter.required {
            let message = format!("the parameter {:?} is to be ignored, and is required", parameter.name);
            found.push(Diagnostic::new(&REQUIRED_BUT_IGNORED, parameter.origin.clone(), message));
        }
        !parameter.required
    };
    for operation in &mut api.operations {
        operation.parameters.retain(|parameter| !is_left_out(parameter, found));
    }
}

/// Leaves out the properties that the description says to ignore, by themselves or by what they refer to.
fn leave_out_properties(api: &mut Api, found: &mut Vec<Diagnostic>) {
    let is_marked = |id: SchemaId| {
        let schema = &api.schemas[id];
        let target = schema.reference.map(|target| &api.schemas[target]);
        [Some(schema), target].into_iter().flatten().any(|schema| hints::is_ignored(&schema.extensions))
    };
    let marked: HashSet<SchemaId> =
        api.schemas.iter().map(|(id, _)| id).filter(|id| is_marked(*id)).collect();
    if marked.is_empty() {
        return;
    }
    for id in api.schemas.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        let Some(schema) = api.schemas.get_mut(id) else { continue };
        let (required, origin) = (&schema.required, &schema.origin);
        schema.properties.retain(|name, property| {
            let is_required = required.contains(name);
            if marked.contains(property) && is_required {
                let message = format!("the property {name:?} is to be ignored, and is required");
                let place = origin.child("properties").child(name);
                found.push(Diagnostic::new(&REQUIRED_BUT_IGNORED, place.key(), message));
            }
            !marked.contains(property) || is_required
        });
    }
}

/// Says what becomes of the schemas that no operation reaches. What is left out on purpose is not spoken of.
fn report_unreached(api: &Api, config: &Config, described: usize, found: &mut Vec<Diagnostic>) {
    let place = api.origin.child("components").child("schemas").key();
    if described == 0 && !api.components.is_empty() {
        let message = "there is no operation: the schemas are all there is to print";
        found.push(Diagnostic::new(&NO_OPERATIONS, place, message));
    } else if described == api.operations.len()
        && config.unreached == Unreached::Prune
        // Else a reference at fault leads where a sound one would.
        && !found.iter().any(Diagnostic::is_error)
    {
        let reached = api.reached().schemas;
        let unreached = api.components.values().filter(|id| !reached.contains(id)).count();
        if unreached > 0 {
            let message = format!("no operation reaches {unreached} of the {} schemas", api.components.len());
            found.push(Diagnostic::new(&UNREACHED_SCHEMAS, place, message));
        }
    }
}
