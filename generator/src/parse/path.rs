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
    pub(super) template: Template,
    /// Where it stands.
    pub(super) origin: Origin,
}

/// A path template taken apart.
#[derive(Default)]
pub(super) struct Template {
    /// Its pieces before the query.
    pub(super) segments: Vec<PathSegment>,
    /// Names and values of the query that it states.
    pub(super) query: Vec<(String, String)>,
}

/// `paths`: the operations of each path.
pub(super) fn read_paths<'d>(context: &mut Context<'d>, paths: Node<'_, 'd>) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (text, item) in paths.members() {
        if text.starts_with("x-") {
            continue;
        }
        match take_apart(text) {
            Ok(template) => {
                if text.contains(['?', '#']) {
                    item.note_form(
                        "a path states a query, which is always sent, or a fragment, which never is",
                    );
                }
                let path = Path { text, template, origin: item.origin().key() };
                operations.extend(read_path_item(context, &path, item));
            }
            Err(fault) => item.report_key(&BAD_PATH, format!("the path {} {fault}", quoted(text))),
        }
    }
    operations
}

/// The path template `text` taken apart; if it can't be, its fault, as the end of a sentence.
///
/// A query or fragment does not belong there. Some descriptions tell operations of one path apart by it; what it means is
/// plain as long as nothing in it has to be filled in or encoded.
fn take_apart(text: &str) -> Result<Template, &'static str> {
    if !text.starts_with('/') {
        return Err("does not begin with `/`");
    }
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    if [query, fragment].iter().any(|part| part.contains(['{', '}'])) {
        return Err("has a brace in its query or fragment");
    }
    Ok(Template { segments: take_path_apart(path)?, query: take_query_apart(query)? })
}

fn take_path_apart(path: &str) -> Result<Vec<PathSegment>, &'static str> {
    let mut segments = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (literal, name) = match rest.split_once('{') {
            Some((literal, after)) => {
                let (name, after) = after.split_once('}').ok_or("does not close a brace")?;
                rest = after;
                (literal, Some(name))
            }
            None => (std::mem::take(&mut rest), None),
        };
        if literal.contains('}') {
            return Err("closes a brace that it did not open");
        }
        if !literal.is_empty() {
            segments.push(PathSegment::Literal(literal.to_owned()));
        }
        match name {
            Some("") => return Err("has a parameter without a name"),
            Some(name) if name.contains(['{', '/']) => {
                return Err("has a brace or a `/` within a parameter's name");
            }
            Some(name) => segments.push(PathSegment::Parameter(name.to_owned())),
            None => {}
        }
    }
    Ok(segments)
}

fn take_query_apart(query: &str) -> Result<Vec<(String, String)>, &'static str> {
    // The unreserved characters (RFC 3986, section 2.3), which stand for themselves in a query.
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c));
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (!name.is_empty() && is_plain(name) && is_plain(value)).then(|| (name.to_owned(), value.to_owned()))
    });
    pairs.collect::<Option<_>>().ok_or("states a query with characters that have to be encoded")
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
        item.report(&NOT_CARRIED, format!("{MOST_PATHS_OF_ONE_ITEM} paths have this path item already"));
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
            ("/a?beta=true&c", "/a beta=true c="),
            ("/a?#create", "/a"),
            ("users", "does not begin with `/`"),
            ("", "does not begin with `/`"),
            ("/{x}{y", "does not close a brace"),
            ("/{", "does not close a brace"),
            ("/x}", "closes a brace that it did not open"),
            ("/a{{b}}", "has a brace or a `/` within a parameter's name"),
            ("/{a/b}", "has a brace or a `/` within a parameter's name"),
            ("/{}", "has a parameter without a name"),
            ("/{a}?b={b}", "has a brace in its query or fragment"),
            ("/a#{b}", "has a brace in its query or fragment"),
            ("/a?b=c/d", "states a query with characters that have to be encoded"),
            ("/a?=b", "states a query with characters that have to be encoded"),
        ] {
            let found = take_apart(text).map(|template| {
                let segments = template.segments.iter().map(|segment| match segment {
                    PathSegment::Literal(text) => text.clone(),
                    PathSegment::Parameter(name) => format!("{{{name}}}"),
                });
                let query = template.query.iter().map(|(name, value)| format!("{name}={value}"));
                segments.chain(query).collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found.unwrap_or_else(str::to_owned), expected, "{text}");
        }
    }
}
