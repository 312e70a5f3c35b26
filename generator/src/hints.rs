//! Extensions of a description by which its authors say how an SDK is to be shaped.
//!
//! Vendors say the same under several names. Once the description is read, each meaning has one name, so that whatever
//! comes after reads one vocabulary: the constants of this module.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::api::{Api, Extensions, Operation};
use crate::read::Tree;

/// On an operation: the names of its groups from the top, an array of strings.
pub const GROUP: &str = "x-operation-group";
/// On an operation: the name of its method.
pub const METHOD: &str = "x-operation-name";
/// On an operation: the name of the struct of its optional parameters.
pub const PARAMETERS: &str = "x-operation-request-parameters-name";
/// On an operation, a parameter or a schema: true if SDKs are to leave it out.
pub const IGNORE: &str = "x-sdk-ignore";
/// On an operation or a schema: how settled it is, as in `beta`.
pub const LIFECYCLE: &str = "x-release-lifecycle";
/// On a schema: the name of its type.
pub const TYPE_NAME: &str = "x-fern-type-name";
/// On a property's schema or a parameter: the name of its field or argument.
pub const NAME: &str = "x-fern-property-name";

/// On an operation: how it gives a list page by page, as Fern says it; true refers to the same at the document's root.
pub const FERN_PAGINATION: &str = "x-fern-pagination";
/// On an operation: how it gives a list page by page, as Speakeasy says it.
pub const SPEAKEASY_PAGINATION: &str = "x-speakeasy-pagination";

/// What nothing in a printed crate acts on yet.
const WITHOUT_USE: &[&str] = &["x-fern-retries", "x-speakeasy-retries"];

/// Which extensions mean what. Of several that an object has, the first in the list counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// The groups of an operation: a string, with dots between the levels, or an array of strings.
    pub group: Vec<String>,
    /// The method's name of an operation: a string.
    pub method: Vec<String>,
    /// The name of the struct of an operation's optional parameters: a string.
    pub parameters: Vec<String>,
    /// Whether to leave out an operation, an optional parameter or an optional property: true.
    pub ignore: Vec<String>,
    /// How settled an operation or a schema is, for its docs: a string.
    pub lifecycle: Vec<String>,
    /// The name of a schema's type: a string.
    pub type_name: Vec<String>,
    /// The name of a property's field, or a parameter's argument: a string.
    pub name: Vec<String>,
}

impl Default for Hints {
    /// Those of Auth0, Fern and Speakeasy.
    fn default() -> Self {
        let list = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        Self {
            group: list(&[GROUP, "x-fern-sdk-group-name", "x-speakeasy-group"]),
            method: list(&[METHOD, "x-fern-sdk-method-name", "x-speakeasy-name-override"]),
            parameters: list(&[PARAMETERS, "x-fern-request-name"]),
            ignore: list(&[IGNORE, "x-fern-ignore", "x-speakeasy-ignore"]),
            lifecycle: list(&[LIFECYCLE, "x-fern-availability"]),
            type_name: list(&[TYPE_NAME, "x-speakeasy-name-override"]),
            name: list(&[NAME, "x-fern-parameter-name", "x-speakeasy-name-override"]),
        }
    }
}

/// Names every hint of `api` as the constants of this module do, and reports those that nothing acts on.
pub(crate) fn unify(api: &mut Api, hints: &Hints, found: &mut Vec<Diagnostic>) {
    for operation in &mut api.operations {
        let extensions = &mut operation.extensions;
        set(extensions, GROUP, &hints.group, groups);
        set(extensions, METHOD, &hints.method, text);
        set(extensions, PARAMETERS, &hints.parameters, text);
        set(extensions, IGNORE, &hints.ignore, flag);
        set(extensions, LIFECYCLE, &hints.lifecycle, text);
        for parameter in &mut operation.parameters {
            if !parameter.extensions.is_empty() {
                let extensions = &mut Arc::make_mut(parameter).extensions;
                set(extensions, IGNORE, &hints.ignore, flag);
                set(extensions, NAME, &hints.name, text);
            }
        }
        report_without_use(operation, found);
    }
    for id in api.schemas.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        if let Some(schema) = api.schemas.get_mut(id).filter(|schema| !schema.extensions.is_empty()) {
            set(&mut schema.extensions, IGNORE, &hints.ignore, flag);
            set(&mut schema.extensions, LIFECYCLE, &hints.lifecycle, text);
            set(&mut schema.extensions, TYPE_NAME, &hints.type_name, text);
            set(&mut schema.extensions, NAME, &hints.name, text);
        }
    }
}

/// Gives the first of `keys` that says something the name `name`; without one, nothing has that name.
fn set(extensions: &mut Extensions, name: &str, keys: &[String], read: fn(&Tree) -> Option<Tree>) {
    if extensions.is_empty() {
        return;
    }
    match keys.iter().find_map(|key| read(extensions.get(key)?)) {
        Some(value) => drop(extensions.insert(name.to_owned(), value)),
        None => drop(extensions.shift_remove(name)),
    }
}

fn groups(value: &Tree) -> Option<Tree> {
    let names: Vec<&str> = match value {
        Tree::String(path) => path.split('.').collect(),
        Tree::Array(names) => names.iter().filter_map(Tree::as_str).collect(),
        _ => return None,
    };
    let names: Vec<Tree> = names
        .into_iter()
        .filter(|name| !name.trim().is_empty())
        .map(|name| Tree::String(name.to_owned()))
        .collect();
    (!names.is_empty()).then_some(Tree::Array(names))
}

fn text(value: &Tree) -> Option<Tree> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(|text| Tree::String(text.to_owned()))
}

fn flag(value: &Tree) -> Option<Tree> {
    value.as_bool().map(Tree::Bool)
}

/// Whether `extensions` ask SDKs to leave out what has them.
pub(crate) fn is_ignored(extensions: &Extensions) -> bool {
    extensions.get(IGNORE).and_then(Tree::as_bool) == Some(true)
}

fn report_without_use(operation: &Operation, found: &mut Vec<Diagnostic>) {
    for key in WITHOUT_USE.iter().filter(|key| operation.extensions.contains_key(**key)) {
        let message = format!("`{key}`, which the client does not act on");
        found.push(Diagnostic::new(&NOT_CARRIED, operation.origin.child(key).key(), message));
    }
}
