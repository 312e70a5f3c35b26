//! `info` and `tags`: what a description says of itself.

use indexmap::IndexMap;

use super::api::Extensions;
use super::context::Context;
use super::json::to_json;
use super::keys;
use super::node::{Node, quoted};
use crate::diagnostic::{ASSUMED_ENVELOPE, NOT_CARRIED};
use crate::read::Tree;

/// The title and version of a description that has none: its file's name, and `0.0.0`.
pub(super) fn assumed(context: &Context<'_>) -> openapiv3::Info {
    let name = context.document.files.first().map_or("", |file| &file.name);
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let title = if stem.is_empty() { "API" } else { stem }.to_owned();
    openapiv3::Info { title, version: "0.0.0".to_owned(), ..Default::default() }
}

/// `info`.
pub(super) fn read(context: &Context<'_>, node: &Node<'_, '_>) -> openapiv3::Info {
    let mut info = assumed(context);
    let mut extensions = Extensions::new();
    let mut title = None;
    let mut version = None;
    for (key, member) in node.members() {
        match key {
            "title" => title = context.text_or_number(&member),
            "version" => version = context.text_or_number(&member),
            "description" => info.description = member.string(),
            "summary" => member.report_key(&NOT_CARRIED, "`info` has a summary beside its description"),
            "termsOfService" => info.terms_of_service = member.string(),
            "contact" => info.contact = Some(read_contact(&member)),
            "license" => info.license = read_license(&member),
            _ => member.keep_extension(&keys::INFO, &mut extensions),
        }
    }
    if !matches!(node.tree(), Tree::Object(_) | Tree::Null) {
        return info;
    }
    for (key, stated, assumed) in [("title", title, &mut info.title), ("version", version, &mut info.version)]
    {
        if let Some(stated) = stated {
            *assumed = stated;
        } else {
            node.report(&ASSUMED_ENVELOPE, format!("`{key}` is missing: {} is assumed", quoted(assumed)));
        }
    }
    info.extensions = to_json(&extensions);
    info
}

fn read_contact(node: &Node<'_, '_>) -> openapiv3::Contact {
    let mut contact = openapiv3::Contact::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "name" => contact.name = member.string(),
            "url" => contact.url = member.string(),
            "email" => contact.email = member.string(),
            _ => member.keep_extension(&keys::CONTACT, &mut extensions),
        }
    }
    contact.extensions = to_json(&extensions);
    contact
}

fn read_license(node: &Node<'_, '_>) -> Option<openapiv3::License> {
    let mut license = openapiv3::License::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "name" => license.name = member.string()?,
            "url" => license.url = member.string(),
            "identifier" => member.report_key(&NOT_CARRIED, "the licence has an SPDX identifier"),
            _ => member.keep_extension(&keys::LICENSE, &mut extensions),
        }
    }
    node.report_missing("name");
    license.extensions = to_json(&extensions);
    Some(license)
}

/// `tags`, by name; of two with one name, the first.
pub(super) fn read_tags(tags: &Node<'_, '_>) -> IndexMap<String, openapiv3::Tag> {
    let mut all = IndexMap::new();
    for node in tags.items() {
        let Some(tag) = read_tag(&node) else { continue };
        if all.contains_key(&tag.name) {
            node.report(&NOT_CARRIED, format!("an earlier tag has the name {}", quoted(&tag.name)));
        } else {
            all.insert(tag.name.clone(), tag);
        }
    }
    all
}

fn read_tag(node: &Node<'_, '_>) -> Option<openapiv3::Tag> {
    let mut name = None;
    let mut tag = openapiv3::Tag::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "name" => name = member.string(),
            "description" => tag.description = member.string(),
            "externalDocs" => tag.external_docs = read_external_docs(&member),
            _ => member.keep_extension(&keys::TAG, &mut extensions),
        }
    }
    node.report_missing("name");
    tag.name = name?;
    tag.extensions = to_json(&extensions);
    Some(tag)
}

fn read_external_docs(node: &Node<'_, '_>) -> Option<openapiv3::ExternalDocumentation> {
    let mut url = None;
    let mut docs = openapiv3::ExternalDocumentation::default();
    let mut extensions = Extensions::new();
    for (key, member) in node.members() {
        match key {
            "description" => docs.description = member.string(),
            "url" => url = member.string(),
            _ => member.keep_extension(&keys::EXTERNAL_DOCS, &mut extensions),
        }
    }
    node.report_missing("url");
    docs.url = url?;
    docs.extensions = to_json(&extensions);
    Some(docs)
}
