//! Path templates and path items.

use std::collections::HashMap;

use super::api::{Method, Operation, PathSegment};
use super::context::Context;
use super::keys;
use super::node::{Node, quoted};
use super::operation::{self, Inherited};
use super::{parameter, server};
use crate::diagnostic::{BAD_PATH, NOT_CARRIED};
use crate::read::Origin;

/// A path template.
pub(super) struct Path<'d> {
    /// As the description writes it.
    pub(super) text: &'d str,
    /// Taken apart.
    pub(super) segments: Vec<PathSegment>,
    /// Where it stands.
    pub(super) origin: Origin,
}

/// `paths`: the operations of each path.
pub(super) fn read_paths<'d>(context: &mut Context<'d>, paths: Node<'_, 'd>) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (text, item) in paths.members() {
        if text.starts_with("x-") {
            continue;
        }
        match template(text) {
            Ok(segments) => {
                let path = Path { text, segments, origin: item.origin().key() };
                operations.extend(read_path_item(context, &path, item));
            }
            Err(fault) => item.report_key(&BAD_PATH, format!("the path {} {fault}", quoted(text))),
        }
    }
    operations
}

/// A path template taken apart; the fault of one that can't be, as the end of a sentence.
fn template(text: &str) -> Result<Vec<PathSegment>, &'static str> {
    if !text.starts_with('/') {
        return Err("does not begin with `/`");
    }
    let mut segments = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, after) = rest.split_once('{').unwrap_or((rest, ""));
        if literal.contains('}') {
            return Err("closes a brace that it did not open");
        }
        if literal.contains(['?', '#']) {
            return Err("holds a query or a fragment");
        }
        if !literal.is_empty() {
            segments.push(PathSegment::Literal(literal.to_owned()));
        }
        if literal.len() == rest.len() {
            break;
        }
        let (name, after) = after.split_once('}').ok_or("does not close a brace")?;
        if name.is_empty() {
            return Err("has a parameter without a name");
        }
        if name.contains(['{', '/']) {
            return Err("has a brace or a `/` within a parameter's name");
        }
        segments.push(PathSegment::Parameter(name.to_owned()));
        rest = after;
    }
    Ok(segments)
}

/// The operations of a path item, its own and those of the one it refers to.
pub(super) fn read_path_item<'d>(
    context: &mut Context<'d>,
    path: &Path<'d>,
    item: Node<'_, 'd>,
) -> Vec<Operation> {
    /// Operations are read again for each path that has them: as many as no author writes, and few enough that a short
    /// file can't become a huge crate.
    const MOST_PATHS_OF_ONE_ITEM: usize = 100;

    let Some(target) = context.follow(item) else { return Vec::new() };
    let target = target.node(context.findings);
    let paths = context.path_items.entry(target.id()).or_default();
    *paths += 1;
    if *paths > MOST_PATHS_OF_ONE_ITEM {
        let message = format!("{MOST_PATHS_OF_ONE_ITEM} paths have this path item already");
        item.report(&NOT_CARRIED, message);
        return Vec::new();
    }

    // What stands beside a `$ref` goes before what it names.
    let mut members: HashMap<&str, Node<'_, 'd>> = HashMap::new();
    let mut methods = Vec::new();
    let layers = [Some(&item).filter(|item| item.id() != target.id()), Some(&target)];
    for (key, member) in layers.into_iter().flatten().flat_map(Node::members) {
        if members.contains_key(key) {
            continue;
        }
        members.insert(key, member);
        match key {
            "$ref" | "summary" | "description" | "servers" | "parameters" => {}
            _ => match Method::ALL.into_iter().find(|method| method.key() == key) {
                Some(method) => methods.push((method, member)),
                None => member.unknown_key(&keys::PATH_ITEM),
            },
        }
    }
    let inherited = Inherited {
        summary: members.get("summary").and_then(Node::string),
        description: members.get("description").and_then(Node::string),
        servers: members.get("servers").map(|servers| server::read_all(context, servers)).unwrap_or_default(),
        parameters: members
            .get("parameters")
            .map(|parameters| parameter::read_all(context, parameters))
            .unwrap_or_default(),
    };
    methods
        .into_iter()
        .map(|(method, node)| operation::read(context, path, method, node, &inherited))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_taken_apart_or_refused() {
        for (text, expected) in [
            ("/", "/"),
            ("/users/{id}", "/users/ {id}"),
            ("/{a}.json", "/ {a} .json"),
            ("/{owner}:{repo}", "/ {owner} : {repo}"),
            ("/{a}{b}", "/ {a} {b}"),
            ("/compare/{base}...{head}/", "/compare/ {base} ... {head} /"),
            ("/<upload_url>", "/<upload_url>"),
            ("/%2e%2e/a\"b\n", "/%2e%2e/a\"b\n"),
            ("users", "does not begin with `/`"),
            ("", "does not begin with `/`"),
            ("/{x}{y", "does not close a brace"),
            ("/{", "does not close a brace"),
            ("/x}", "closes a brace that it did not open"),
            ("/a{{b}}", "has a brace or a `/` within a parameter's name"),
            ("/{a/b}", "has a brace or a `/` within a parameter's name"),
            ("/{}", "has a parameter without a name"),
            ("/a?b=1", "holds a query or a fragment"),
            ("/a#c", "holds a query or a fragment"),
            ("/{a}?b={b}", "holds a query or a fragment"),
        ] {
            let found = template(text).map(|segments| {
                let parts = segments.iter().map(|segment| match segment {
                    PathSegment::Literal(text) => text.clone(),
                    PathSegment::Parameter(name) => format!("{{{name}}}"),
                });
                parts.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found.unwrap_or_else(str::to_owned), expected, "{text}");
        }
    }
}
