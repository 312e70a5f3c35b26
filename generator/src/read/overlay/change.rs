//! What an action does to a tree: merging and removing.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::sources::Sources;
use crate::read::load::Budget;
use crate::read::{Origin, Tree};

/// One step of a path from the root: a member's name or an item's index.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    Name(String),
    Index(usize),
}

impl Step {
    /// Its token in a JSON Pointer.
    pub(super) fn token(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Index(index) => index.to_string(),
        }
    }
}

/// The way from the root to a node.
pub(super) type Path = Vec<Step>;

/// A node to be changed, and where it was written.
pub(super) struct Target<'t> {
    pub(super) tree: &'t mut Tree,
    pub(super) sources: &'t mut Sources,
    pub(super) origin: Origin,
}

/// The node at `path`; `None` if it is not there, or no longer.
pub(super) fn find<'t>(tree: &'t mut Tree, sources: &'t mut Sources, path: &[Step]) -> Option<Target<'t>> {
    let mut origin = sources.own()?.clone();
    let (mut tree, mut sources) = (tree, sources);
    for step in path {
        tree = match (tree, step) {
            (Tree::Object(members), Step::Name(name)) => members.get_mut(name)?,
            (Tree::Array(items), Step::Index(index)) => items.get_mut(*index)?,
            _ => return None,
        };
        let token = step.token();
        sources = sources.child_mut(&token);
        origin = sources.own().cloned().unwrap_or_else(|| origin.child(token));
    }
    Some(Target { tree, sources, origin })
}

/// Merges `update` into `tree`: objects member by member, arrays one after the other; everything else takes the place
/// of what was there (Overlay Specification 1.1, Action Object).
pub(super) fn merge(tree: &mut Tree, sources: &mut Sources, update: &Tree, from: &Sources) {
    match (tree, update) {
        (Tree::Object(members), Tree::Object(update)) => {
            for (key, value) in update {
                let from = from.child(key);
                if let Some(member) = members.get_mut(key) {
                    merge(member, sources.child_mut(key), value, &from);
                } else {
                    members.insert(key.clone(), value.clone());
                    sources.insert(key, from);
                }
            }
        }
        (Tree::Array(items), Tree::Array(update)) => {
            for (index, item) in update.iter().enumerate() {
                append(items, sources, item, from.child(&index.to_string()));
            }
        }
        (tree, update) => {
            *tree = update.clone();
            *sources = from.clone();
        }
    }
}

/// Adds `item` to the end of an array.
pub(super) fn append(items: &mut Vec<Tree>, sources: &mut Sources, item: &Tree, from: Sources) {
    sources.insert(&items.len().to_string(), from);
    items.push(item.clone());
}

/// Removes the nodes at `paths`, none of which is the root.
pub(super) fn remove(tree: &mut Tree, sources: &mut Sources, paths: &BTreeSet<Path>) {
    let mut by_parent: BTreeMap<&[Step], Vec<&Step>> = BTreeMap::new();
    for path in paths {
        if let Some((last, parent)) = path.split_last() {
            by_parent.entry(parent).or_default().push(last);
        }
    }
    // From the end: no removal moves what is still to be removed.
    for (parent, children) in by_parent.into_iter().rev() {
        let Some(parent) = find(tree, sources, parent) else { continue };
        match parent.tree {
            Tree::Object(members) => {
                let removed: HashSet<&str> = children
                    .iter()
                    .filter_map(|child| match child {
                        Step::Name(name) => Some(name.as_str()),
                        Step::Index(_) => None,
                    })
                    .collect();
                members.retain(|key, _| !removed.contains(key.as_str()));
                parent.sources.remove_members(&removed);
            }
            Tree::Array(items) => {
                let removed: HashSet<usize> = children
                    .iter()
                    .filter_map(|child| match child {
                        Step::Index(index) => Some(*index),
                        Step::Name(_) => None,
                    })
                    .collect();
                parent.sources.remove_items(items.len(), &removed, &parent.origin);
                let mut index = 0;
                items.retain(|_| {
                    index += 1;
                    !removed.contains(&(index - 1))
                });
            }
            _ => {}
        }
    }
}

/// How many levels `tree` nests.
pub(super) fn height(tree: &Tree) -> usize {
    let below: Option<usize> = match tree {
        Tree::Object(members) => members.values().map(height).max(),
        Tree::Array(items) => items.iter().map(height).max(),
        _ => return 0,
    };
    1 + below.unwrap_or_default()
}

/// Takes what a copy of `tree` adds to a description from `budget`; `pointer_bytes` is the length of the way to it.
///
/// Without this, a few actions that copy the root into itself would fill the memory.
pub(super) fn take(tree: &Tree, pointer_bytes: usize, budget: &mut Budget) -> Option<()> {
    budget.take_node(pointer_bytes).ok()?;
    match tree {
        Tree::String(text) => budget.take_bytes(text.len()).ok(),
        Tree::Array(items) => items.iter().try_for_each(|item| take(item, pointer_bytes, budget)),
        Tree::Object(members) => members.iter().try_for_each(|(key, value)| {
            budget.take_bytes(key.len()).ok()?;
            take(value, pointer_bytes + key.len(), budget)
        }),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) => Some(()),
    }
}
