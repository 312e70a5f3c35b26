//! Why methods and groups are as they are.

use letterpress::plan::names::{Case, ident};
use letterpress::plan::sdk::{Group, Operation};
use letterpress::print::signature;
use letterpress::read::Tree;

use super::reasons::Explanation;
use super::subject::{Subject, rename_at, setting};
use super::types::type_text;
use crate::report::counted;

pub(super) fn method(subject: &Subject<'_>, operation: &Operation) -> Explanation {
    let signature = signature(subject.sdk, operation);
    let arguments: Vec<String> =
        signature.arguments.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let title =
        format!("a method, `{}({}) -> {}`", operation.name.as_str(), arguments.join(", "), signature.result);
    let request = format!("{} {}", operation.method.key().to_uppercase(), operation.template);
    let (name, key) = method_name(subject, operation);
    let rename = match &key {
        Some(id) => Some(setting("rename", id, "new_name")),
        None => rename_at(&operation.origin, "new_name"),
    };
    let selector = toml::Value::from(key.unwrap_or(request.clone()));
    let mut explanation = Explanation::new(title, operation.origin.clone())
        .note("calls", format!("`{request}`"))
        .note("name", name)
        .note("group", group_reason(subject, operation).0);
    if !operation.arguments.is_empty() || operation.body.is_some() {
        let why = "what the path takes, in its order, then every other required parameter, then the body";
        explanation = explanation.note("arguments", why);
    }
    if let Some(optional) = operation.optional.and_then(|id| subject.sdk.definitions.get(id.0)) {
        let why = format!("parameters that are not required are fields of `{}`", optional.name.as_str());
        explanation = explanation.note("options", why);
    }
    explanation = explanation.note("answer", answer(subject, operation));
    explanation
        .change(rename, "renames it")
        .change(group_rename(subject, operation), "renames its group")
        .change(format!("exclude = [{selector}]"), "leaves it out")
}

/// Why the method has its name, and its operationId.
fn method_name(subject: &Subject<'_>, operation: &Operation) -> (String, Option<String>) {
    let (origin, name) = (&operation.origin, operation.name.plain());
    let id = subject.text(origin, "operationId").map(str::to_owned);
    let text = if let Some(entry) = subject.renamed(origin, id.as_deref(), name) {
        format!("`rename` in the settings gives it to `{entry}`")
    } else if let Some(key) = subject.hint(origin, &subject.config.hints.method) {
        format!("`{key}` of the operation says so")
    } else if let Some(id) = &id {
        let is_plain = ident(id, Case::Snake).is_some_and(|written| written.plain() == name);
        match (id == name, is_plain) {
            (true, _) => "it is the operationId".to_owned(),
            (false, true) => format!("it is the operationId, `{id}`, as Rust writes methods"),
            (false, false) => {
                format!("it is made of the operationId, `{id}`: another has the plain name, or it has none")
            }
        }
    } else {
        "the operation has no operationId: it is called after its method and path".to_owned()
    };
    (text, id)
}

/// Why the operation is in its group, and the group's path in the words of the description.
fn group_reason(subject: &Subject<'_>, operation: &Operation) -> (String, Option<String>) {
    let origin = &operation.origin;
    if let Some(key) = subject.hint(origin, &subject.config.hints.group) {
        let stated = subject.object(origin).and_then(|object| object.get(key));
        let path = match stated {
            Some(Tree::String(path)) => Some(path.clone()),
            Some(Tree::Array(names)) => {
                Some(names.iter().filter_map(Tree::as_str).collect::<Vec<_>>().join("."))
            }
            _ => None,
        };
        return (format!("`{key}` of the operation says so"), path);
    }
    let tags = subject.object(origin).and_then(|object| object.get("tags")).and_then(Tree::as_array);
    if let Some(tag) = tags.and_then(|tags| tags.first()).and_then(Tree::as_str) {
        return (format!("its first tag is `{tag}`"), Some(tag.to_owned()));
    }
    ("it has no tag: the first word of its path is its group".to_owned(), None)
}

/// The entry of `rename` for the operation's group.
fn group_rename(subject: &Subject<'_>, operation: &Operation) -> Option<String> {
    let path = group_reason(subject, operation).1?;
    // A name with a dot can't be told from two.
    let names: Vec<String> =
        path.split('.').filter_map(|name| Some(ident(name, Case::Snake)?.plain().to_owned())).collect();
    Some(setting("rename", &format!("group:{}", names.join(".")), "new_name"))
}

fn answer(subject: &Subject<'_>, operation: &Operation) -> String {
    let successes: Vec<&str> = operation
        .statuses
        .iter()
        .filter(|status| status.is_success)
        .map(|status| status.status.as_str())
        .collect();
    let statuses = if successes.is_empty() { "any status".to_owned() } else { successes.join(", ") };
    let value = match (&operation.response, &operation.events) {
        (Some(value), _) => format!("`{}`", type_text(subject.sdk, value)),
        (None, Some(events)) => format!("events of `{}`", type_text(subject.sdk, &events.value)),
        (None, None) => "nothing".to_owned(),
    };
    let may_lack = if operation.response_is_optional { ", or no body" } else { "" };
    format!("{value}{may_lack}, for {statuses}; other statuses are errors")
}

pub(super) fn group(subject: &Subject<'_>, group: &Group) -> Explanation {
    let mut groups = vec![group];
    let mut first = None;
    while let Some(next) = groups.pop() {
        first = next.operations.first();
        if first.is_some() {
            break;
        }
        groups.extend(next.groups.iter().rev());
    }
    let mut explanation = Explanation::new(
        format!(
            "a group: {}, {}",
            counted(group.operations.len(), "operation"),
            counted(group.groups.len(), "group")
        ),
        first.map(|operation| operation.origin.clone()),
    );
    if let Some(operation) = first {
        let (why, _) = group_reason(subject, operation);
        explanation = explanation
            .note("name", format!("of the operation `{}`, {why}", operation.id))
            .change(group_rename(subject, operation), "renames it");
    }
    explanation
}
