//! Names that the settings give, as hints of the description: they go before its own.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::{BAD_SETTING, Diagnostic, UNMATCHED_RENAME};
use crate::hints::{GROUP, METHOD, NAME, TYPE_NAME};
use crate::nearest::nearest;
use crate::parse::api::Api;
use crate::plan::group_names;
use crate::plan::names::{Case, ident};
use crate::read::{FileId, Origin, Pointer, Tree};

/// Gives what each key of `renames` names its new name.
pub(super) fn rename(api: &mut Api, renames: &IndexMap<String, String>, found: &mut Vec<Diagnostic>) {
    for (key, name) in renames {
        let case = if is_type_name(name) { Case::UpperCamel } else { Case::Snake };
        if ident(name, case).is_none_or(|ident| ident.plain() != name) {
            let message =
                format!("`rename` gives {key:?} the name {name:?}, which is no name in Rust's style");
            found.push(Diagnostic::new(&BAD_SETTING, None, message));
            continue;
        }
        let renamed = match (key.strip_prefix("group:"), key.trim_start_matches('#')) {
            (Some(path), _) => rename_group(api, path, name),
            (None, pointer) if pointer.starts_with('/') => rename_at(api, pointer, name),
            _ => rename_named(api, key, name),
        };
        if !renamed {
            let ids = api.operations.iter().filter_map(|operation| operation.operation_id.as_deref());
            let meant = nearest(key, api.components.keys().map(String::as_str).chain(ids));
            let meant = meant
                .filter(|meant| meant != key)
                .map(|meant| format!("; did you mean `{meant}`?"))
                .unwrap_or_default();
            let message =
                format!("`rename` names {key:?}, which nothing matches that can be called {name:?}{meant}");
            found.push(Diagnostic::new(&UNMATCHED_RENAME, None, message));
        }
    }
}

/// A name that begins with a capital is one of a type; any other is one of a field, an argument, a method or a group.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Renames a component or the method of an operationId.
fn rename_named(api: &mut Api, key: &str, name: &str) -> bool {
    let text = Tree::String(name.to_owned());
    if is_type_name(name) {
        let schema = api.components.get(key).copied().and_then(|id| api.schemas.get_mut(id));
        return schema.map(|schema| schema.extensions.insert(TYPE_NAME.to_owned(), text)).is_some();
    }
    let mut operations = api.operations.iter_mut();
    let operation = operations.find(|operation| operation.operation_id.as_deref() == Some(key));
    operation.map(|operation| operation.extensions.insert(METHOD.to_owned(), text)).is_some()
}

/// Renames what stands at `pointer` in the description's first file.
fn rename_at(api: &mut Api, pointer: &str, name: &str) -> bool {
    let Some(pointer) = Pointer::parse(pointer) else { return false };
    let place = Origin::new(FileId(0), pointer);
    let text = Tree::String(name.to_owned());
    let mut renamed = false;
    for id in api.schemas.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        if let Some(schema) = api.schemas.get_mut(id).filter(|schema| schema.origin == place) {
            let hint = if is_type_name(name) { TYPE_NAME } else { NAME };
            schema.extensions.insert(hint.to_owned(), text.clone());
            renamed = true;
        }
    }
    for operation in api.operations.iter_mut().filter(|_| !is_type_name(name)) {
        if operation.origin == place {
            operation.extensions.insert(METHOD.to_owned(), text.clone());
            renamed = true;
        }
        for parameter in operation.parameters.iter_mut().filter(|parameter| parameter.origin == place) {
            Arc::make_mut(parameter).extensions.insert(NAME.to_owned(), text.clone());
            renamed = true;
        }
    }
    renamed
}

/// Renames the last group of `path`, in which names stand from the top, as the description or the client has them.
fn rename_group(api: &mut Api, path: &str, name: &str) -> bool {
    let snake = |name: &str| ident(name, Case::Snake).map(|name| name.plain().to_owned());
    let wanted: Vec<_> = path.split('.').map(snake).collect();
    let mut renamed = false;
    for operation in &mut api.operations {
        let mut groups = group_names(operation);
        let is_there = groups.len() >= wanted.len()
            && groups.iter().zip(&wanted).all(|(group, wanted)| snake(group) == *wanted);
        if is_there && let Some(group) = groups.get_mut(wanted.len() - 1) {
            name.clone_into(group);
            let groups = groups.into_iter().map(Tree::String).collect();
            operation.extensions.insert(GROUP.to_owned(), Tree::Array(groups));
            renamed = true;
        }
    }
    renamed
}
