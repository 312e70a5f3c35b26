//! `discriminator`: which property tells the branches of a union apart, and which branch each tag means.

use std::collections::BTreeMap;

use super::context::Context;
use super::keys;
use super::node::Node;
use super::schema::{Discriminator, SchemaId};
use crate::read::Tree;

/// The discriminator at `node`.
pub(super) fn read<'d>(context: &mut Context<'d>, node: &Node<'_, 'd>) -> Option<Discriminator> {
    if let Tree::String(property) = node.tree() {
        node.note_form("`discriminator` is a name, as in Swagger 2.0");
        return Some(Discriminator { property: property.clone(), mapping: BTreeMap::new() });
    }
    let mut property = None;
    let mut mapping = BTreeMap::new();
    for (key, member) in node.members() {
        match key {
            "propertyName" => property = member.string(),
            "mapping" => {
                for (tag, target) in member.members() {
                    mapping.extend(read_target(context, target).map(|id| (tag.to_owned(), id)));
                }
            }
            _ => member.unknown_key(&keys::DISCRIMINATOR),
        }
    }
    node.report_missing("propertyName");
    Some(Discriminator { property: property?, mapping })
}

/// The schema that a tag is mapped to: a component's name, or a reference.
fn read_target<'d>(context: &mut Context<'d>, node: Node<'_, 'd>) -> Option<SchemaId> {
    let name = node.text()?;
    context.component_schema(name).or_else(|| context.referenced_schema(node))
}
