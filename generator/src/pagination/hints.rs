//! Rules that a description states itself, in the extensions of Fern and Speakeasy.

use super::{PageRule, PageStyle};
use crate::hints::{FERN_PAGINATION, SPEAKEASY_PAGINATION};
use crate::parse::api::{Extensions, Operation};
use crate::read::{Pointer, Tree};

/// The extension in which `operation` states a rule, and the rule, or why nothing is made of it; `None` if it states none.
/// Fern's may stand at the document's root, whose extensions are `root`.
pub(crate) fn hinted(
    operation: &Operation,
    root: &Extensions,
) -> Option<(&'static str, Result<PageRule, String>)> {
    if let Some(hint) = operation.extensions.get(FERN_PAGINATION) {
        match (hint.as_bool(), root.get(FERN_PAGINATION)) {
            (None, _) => return Some((FERN_PAGINATION, fern(hint))),
            (Some(true), Some(hint)) => return Some((FERN_PAGINATION, fern(hint))),
            (Some(true), None) => {
                return Some((
                    FERN_PAGINATION,
                    Err("the document's root has no rule of that name".to_owned()),
                ));
            }
            (Some(false), _) => {}
        }
    }
    operation.extensions.get(SPEAKEASY_PAGINATION).map(|hint| (SPEAKEASY_PAGINATION, speakeasy(hint)))
}

/// `{cursor: $request.after, next_cursor: $response.next, results: $response.data}`, and the like with `offset` and
/// `next_uri`.
fn fern(hint: &Tree) -> Result<PageRule, String> {
    let text = |key: &str| hint.get(key).and_then(Tree::as_str);
    let request = |key: &str| text(key).map(|path| parameter(path, "$request.")).transpose();
    let response = |key: &str| text(key).map(|path| pointer(path, "$response")).transpose();
    let next = response("next_cursor")?.or(response("next_uri")?);
    let style = match (text("cursor"), text("offset"), text("next_uri")) {
        (Some(_), _, _) if next.is_some() => PageStyle::Cursor,
        (_, Some(_), _) if text("step").is_some() => PageStyle::Offset,
        (_, Some(_), _) => PageStyle::Page,
        (_, _, Some(_)) => PageStyle::Link,
        _ => return Err("it has neither `cursor` and `next_cursor`, nor `offset`, nor `next_uri`".to_owned()),
    };
    let mut rule = PageRule::new(FERN_PAGINATION, style);
    rule.parameter = request("cursor")?.or(request("offset")?);
    rule.size = request("step")?;
    rule.items = response("results")?.into_iter().collect();
    rule.next = next.into_iter().collect();
    rule.more = response("has-next-page")?.into_iter().collect();
    Ok(rule)
}

/// `{type: offsetLimit, inputs: [{name: page, in: parameters, type: page}], outputs: {results: $.data}}`, and the like of
/// the types `cursor` and `url`.
fn speakeasy(hint: &Tree) -> Result<PageRule, String> {
    let text = |tree: &Tree, key: &str| tree.get(key).and_then(Tree::as_str).map(str::to_owned);
    let mut inputs = Vec::new();
    for input in hint.get("inputs").and_then(Tree::as_array).into_iter().flatten() {
        if text(input, "in").as_deref() == Some("requestBody") {
            return Err("it counts in the body of the request".to_owned());
        }
        inputs.push((text(input, "type").unwrap_or_default(), text(input, "name")));
    }
    let input = |kind: &str| inputs.iter().find(|(of, _)| of == kind).and_then(|(_, name)| name.clone());
    let output = |key: &str| {
        let path = hint.get("outputs").and_then(|outputs| text(outputs, key));
        path.map(|path| pointer(&path, "$")).transpose()
    };
    let kind = text(hint, "type").unwrap_or_default();
    let (style, parameter, next) = match kind.as_str() {
        "offsetLimit" => match (input("page"), input("offset")) {
            (Some(page), _) => (PageStyle::Page, Some(page), None),
            (None, Some(offset)) => (PageStyle::Offset, Some(offset), None),
            (None, None) => return Err("none of its `inputs` is a page or an offset".to_owned()),
        },
        "cursor" => match (input("cursor"), output("nextCursor")?) {
            (Some(cursor), Some(next)) => (PageStyle::Cursor, Some(cursor), Some(next)),
            _ => return Err("it lacks an input that is a cursor, or the output `nextCursor`".to_owned()),
        },
        "url" => match output("nextUrl")? {
            Some(next) => (PageStyle::Link, None, Some(next)),
            None => return Err("it lacks the output `nextUrl`".to_owned()),
        },
        _ => return Err(format!("its type {kind:?} is not known")),
    };
    let mut rule = PageRule::new(SPEAKEASY_PAGINATION, style);
    rule.parameter = parameter;
    rule.size = input("limit");
    rule.items = output("results")?.into_iter().collect();
    rule.next = next.into_iter().collect();
    Ok(rule)
}

/// The parameter that a path into the request names.
fn parameter(path: &str, begin: &str) -> Result<String, String> {
    match path.strip_prefix(begin) {
        Some(name) if !name.is_empty() && !name.contains('.') => Ok(name.to_owned()),
        _ => Err(format!("{path:?} is no parameter of the request")),
    }
}

/// A path of names with dots between them, as a JSON Pointer.
fn pointer(path: &str, begin: &str) -> Result<String, String> {
    let fault = || format!("{path:?} is no plain path of names");
    let names = path.strip_prefix(begin).ok_or_else(fault)?;
    if names.is_empty() {
        return Ok(String::new());
    }
    let names =
        names.strip_prefix('.').filter(|names| !names.contains(['[', '*', '(', ' '])).ok_or_else(fault)?;
    if names.split('.').any(str::is_empty) {
        return Err(fault());
    }
    Ok(names.split('.').fold(Pointer::root(), |pointer, name| pointer.child(name)).as_str().to_owned())
}
