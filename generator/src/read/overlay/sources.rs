//! Where the nodes of an overlaid tree were written: a sparse trie beside the tree.

use std::collections::{HashMap, HashSet};

use crate::read::{Origin, Pointer};

/// Where a node was written, and which of the nodes below it were written elsewhere.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Sources {
    /// Where it was written; `None` for what stands where it is looked for, seen from the node above.
    own: Option<Origin>,
    /// The members and items that differ, or that have nodes below them that do.
    below: HashMap<String, Sources>,
}

impl Sources {
    /// A tree of which each node was written below `origin`.
    pub(super) fn at(origin: Origin) -> Self {
        Self { own: Some(origin), below: HashMap::new() }
    }

    /// Where the node itself was written, if that is known without the node above.
    pub(super) fn own(&self) -> Option<&Origin> {
        self.own.as_ref()
    }

    /// Says where the node itself was written.
    pub(super) fn set_own(&mut self, origin: Origin) {
        self.own = Some(origin);
    }

    /// Where the node at `pointer` was written; `None` if that is not known, which is so for no tree but an empty one.
    pub(in crate::read) fn find(&self, pointer: &Pointer) -> Option<Origin> {
        let mut origin = self.own.clone()?;
        let mut node = Some(self);
        for token in pointer.unescaped() {
            node = node.and_then(|node| node.below.get(token.as_ref()));
            origin = match node.and_then(|node| node.own.clone()) {
                Some(own) => own,
                None => origin.child(token),
            };
        }
        Some(origin)
    }

    /// The sources of the member or item `token`, complete in themselves.
    pub(super) fn child(&self, token: &str) -> Self {
        let mut child = self.below.get(token).cloned().unwrap_or_default();
        if child.own.is_none() {
            child.own = self.own.as_ref().map(|origin| origin.child(token));
        }
        child
    }

    /// The sources of the member or item `token`, to be changed.
    pub(super) fn child_mut(&mut self, token: &str) -> &mut Self {
        self.below.entry(token.to_owned()).or_default()
    }

    /// Says where the member or item `token` was written.
    pub(super) fn insert(&mut self, token: &str, sources: Self) {
        self.below.insert(token.to_owned(), sources);
    }

    /// Forgets members that are removed.
    pub(super) fn remove_members(&mut self, removed: &HashSet<&str>) {
        self.below.retain(|token, _| !removed.contains(token.as_str()));
    }

    /// Moves the items of an array of `length` together, as some are removed. `origin` is where the array was written.
    pub(super) fn remove_items(&mut self, length: usize, removed: &HashSet<usize>, origin: &Origin) {
        let mut below = HashMap::new();
        let kept = (0..length).filter(|index| !removed.contains(index));
        for (new, old) in kept.enumerate() {
            let item = self.below.remove(&old.to_string());
            if new == old {
                below.extend(item.map(|item| (new.to_string(), item)));
            } else {
                let mut item = item.unwrap_or_default();
                item.own.get_or_insert_with(|| origin.child(old));
                below.insert(new.to_string(), item);
            }
        }
        self.below = below;
    }
}
