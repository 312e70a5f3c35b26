//! Where the nodes of a file stand in its text: the second scan, made when someone asks for a place.
//!
//! It holds byte ranges and keys, no values.

mod json;
#[cfg(test)]
mod tests;
mod yaml;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

pub(super) use self::yaml::Characters;
use super::Pointer;

/// The nodes of a file. A text that is scanned only in part has those before the fault.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The root first.
    nodes: Vec<Node>,
    repeated: Vec<Repeated>,
}

/// The index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NodeId(usize);

/// A node of the text.
#[derive(Debug)]
struct Node {
    range: Range<usize>,
    kind: Kind,
}

/// What a node leads to.
#[derive(Debug)]
enum Kind {
    Scalar,
    Array(Vec<NodeId>),
    Object(Box<Members>),
    /// A YAML alias, and the node that it repeats.
    Alias(NodeId),
}

#[derive(Debug, Default)]
struct Members {
    by_key: HashMap<String, Member>,
    /// The values of a merge key: objects, or arrays of them.
    merged: Vec<NodeId>,
}

#[derive(Clone, Debug)]
struct Member {
    key: Range<usize>,
    value: NodeId,
}

/// A key that its object already has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repeated {
    /// The key.
    pub(super) key: String,
    /// Where it stands first.
    pub(super) first: usize,
    /// Where it stands again.
    pub(super) again: usize,
}

/// Where the node of a pointer stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its key, if it is a member.
    pub(super) key: Option<Range<usize>>,
    /// The node, or the alias that stands for it.
    pub(super) value: Range<usize>,
    /// The node; where an alias stands for it, the one that the alias repeats.
    pub(super) content: Range<usize>,
    /// Whether it is the node asked for, not merely the nearest one above it.
    pub(super) exact: bool,
}

impl Outline {
    /// Keys that are given again in their objects, in the order of the text.
    pub(super) fn repeated(&self) -> &[Repeated] {
        &self.repeated
    }

    /// Where the node at `pointer` stands, or the nearest one above it; `None` if there is no node at all.
    pub(super) fn find(&self, pointer: &Pointer) -> Option<Found> {
        let (mut key, mut id, mut exact) = (None, NodeId(0), true);
        for token in pointer.unescaped() {
            let Some(child) = self.child(id, &token) else {
                exact = false;
                break;
            };
            (key, id) = child;
        }
        let value = self.nodes.get(id.0)?.range.clone();
        let content = self.original(id)?.range.clone();
        Some(Found { key, value, content, exact })
    }

    /// The member or item `token` of a node: where its key stands, if it has one, and the node.
    fn child(&self, parent: NodeId, token: &str) -> Option<(Option<Range<usize>>, NodeId)> {
        if let Kind::Array(items) = &self.original(parent)?.kind {
            return Some((None, *items.get(token.parse::<usize>().ok()?)?));
        }
        let member = self.member(parent, token)?;
        Some((Some(member.key), member.value))
    }

    /// The member `key` of an object, its own or else the first merged into it.
    fn member(&self, object: NodeId, key: &str) -> Option<Member> {
        match &self.original(object)?.kind {
            Kind::Object(members) => {
                let own = members.by_key.get(key).cloned();
                own.or_else(|| members.merged.iter().find_map(|source| self.member(*source, key)))
            }
            Kind::Array(sources) => sources.iter().find_map(|source| self.member(*source, key)),
            Kind::Scalar | Kind::Alias(_) => None,
        }
    }

    /// The node that `id` stands for: what it repeats if it is an alias, else itself.
    fn original(&self, id: NodeId) -> Option<&Node> {
        let node = self.nodes.get(id.0)?;
        match node.kind {
            // An anchor stands at a node proper, never at an alias: one step is enough.
            Kind::Alias(original) => self.nodes.get(original.0),
            _ => Some(node),
        }
    }

    fn add(&mut self, range: Range<usize>, kind: Kind) -> NodeId {
        self.nodes.push(Node { range, kind });
        NodeId(self.nodes.len() - 1)
    }

    /// Adds a member to `members`, unless the key is taken; the first one stays, as in the tree.
    fn add_member(&mut self, members: &mut Members, key: String, member: Member) {
        match members.by_key.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(member)),
            Entry::Occupied(entry) => {
                let (key, first) = (entry.key().clone(), entry.get().key.start);
                self.repeated.push(Repeated { key, first, again: member.key.start });
            }
        }
    }
}
