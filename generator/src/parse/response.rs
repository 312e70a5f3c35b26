//! Responses and their statuses.

use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::api::{Extensions, Response, Status};
use super::context::Context;
use super::keys;
use super::node::{Node, quoted};
use super::{body, parameter};
use crate::diagnostic::{NOT_CARRIED, WRONG_VALUE};

/// `responses` of an operation.
pub(super) fn read_all<'d>(
    context: &mut Context<'d>,
    responses: &Node<'_, 'd>,
) -> IndexMap<Status, Arc<Response>> {
    let mut all = IndexMap::new();
    for (text, node) in responses.members() {
        if text.starts_with("x-") {
            continue;
        }
        let Some(status) = read_status(text) else {
            let message =
                format!("{} is no status: it must be one like `200` or `2XX`, or `default`", quoted(text));
            node.report_key(&WRONG_VALUE, message);
            continue;
        };
        if matches!(status, Status::Range(_)) && !text.ends_with("XX") {
            node.note_form("a range of statuses is written with a small `x`");
        }
        let Some(response) = read(context, node) else { continue };
        match all.entry(status) {
            Entry::Vacant(entry) => _ = entry.insert(response),
            Entry::Occupied(_) => {
                node.report_key(&NOT_CARRIED, "another response has this range of statuses");
            }
        }
    }
    all
}

fn read_status(text: &str) -> Option<Status> {
    if text == "default" {
        return Some(Status::Default);
    }
    let is_status = |digits: &[u8]| matches!(digits, [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    match text.as_bytes() {
        [hundreds @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => Some(Status::Range(hundreds - b'0')),
        digits if is_status(digits) => text.parse().ok().map(Status::Code),
        _ => None,
    }
}

/// A response, or what it refers to.
fn read<'d>(context: &mut Context<'d>, node: Node<'_, 'd>) -> Option<Arc<Response>> {
    context.shared(
        node,
        |context| &mut context.responses,
        |context, node| {
            let mut response = Response {
                origin: node.origin(),
                description: String::new(),
                content: Vec::new(),
                headers: IndexMap::new(),
                extensions: Extensions::new(),
            };
            for (key, member) in node.members() {
                match key {
                    "description" => response.description = member.string().unwrap_or_default(),
                    "content" => response.content = body::read_content(context, &member),
                    "headers" => {
                        for (name, header) in member.members() {
                            // Its definition "shall be ignored": the media type says it (OpenAPI 3.1, Response Object).
                            if !name.eq_ignore_ascii_case("content-type") {
                                let header = parameter::read_header(context, header);
                                response.headers.extend(header.map(|header| (name.to_owned(), header)));
                            }
                        }
                    }
                    "links" => {
                        for (name, link) in member.members() {
                            link.report_key(
                                &NOT_CARRIED,
                                format!("the link {} is not followed", quoted(name)),
                            );
                        }
                    }
                    _ => member.keep_extension(&keys::RESPONSE, &mut response.extensions),
                }
            }
            if node.get("description").is_none() {
                node.note_form("a response lacks `description`");
            }
            Some(response)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_text() {
        for (text, expected) in [
            ("200", Some(Status::Code(200))),
            ("599", Some(Status::Code(599))),
            ("2XX", Some(Status::Range(2))),
            ("4xx", Some(Status::Range(4))),
            ("default", Some(Status::Default)),
            ("099", None),
            ("600", None),
            ("20x", None),
            ("6666", None),
            ("2", None),
            ("Default", None),
            ("+20", None),
            ("", None),
        ] {
            assert_eq!(read_status(text), expected, "{text}");
        }
    }
}
