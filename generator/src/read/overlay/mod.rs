//! Overlays (<https://spec.openapis.org/overlay/>, 1.0 and 1.1): changes to a description that is not ours to edit.
//!
//! They change the tree of the root file alone; what that refers to in other files stays as it is. Nodes remember where
//! they were written, so that a finding points into the overlay.

mod action;
mod change;
mod sources;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::JsonPath;
use serde_json_path::{NormalizedPath, PathElement};

use self::action::{Action, Kind, Reader};
use self::change::{Path, Step, append, find, height, merge, remove, take};
pub(super) use self::sources::Sources;
use super::load::Budget;
use super::{Document, FileId, Number, Origin, Pointer, Tree};
use crate::diagnostic::{BAD_OVERLAY, Diagnostic, OVERLAY_WITHOUT_EFFECT, Rule, TOO_DEEP, TOO_LARGE};

/// The levels that a description may nest, overlaid or not.
const MOST_LEVELS: usize = 128;

/// Applies the overlays in the files `overlays` to the root's tree, in order.
pub(super) fn apply(document: &mut Document, overlays: &[FileId], budget: &mut Budget) -> Vec<Diagnostic> {
    let root = FileId(0);
    let spec = document.file(root).map(|file| file.name.clone()).unwrap_or_default();
    let Some(tree) = document.files.first_mut().and_then(|file| file.tree.take()) else { return Vec::new() };
    let mut overlaid = Overlaid {
        query: to_json(&tree),
        tree,
        sources: Sources::at(Origin::new(root, Pointer::root())),
        found: Vec::new(),
    };
    for file in overlays {
        let Some(overlay) = document.file(*file).and_then(|file| file.tree.as_ref()) else { continue };
        let mut reader = Reader::new(document, *file);
        let actions = reader.read(overlay, &spec);
        overlaid.found.append(&mut reader.found);
        for action in actions {
            if overlaid.apply(&action, budget).is_none() {
                break;
            }
        }
    }
    if let Some(file) = document.files.first_mut() {
        file.tree = Some(overlaid.tree);
    }
    document.sources = Some(overlaid.sources);
    overlaid.found
}

/// A tree that is being overlaid.
struct Overlaid {
    tree: Tree,
    /// The same tree, as JSONPath is asked of it.
    query: Value,
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl Overlaid {
    /// Applies an action; `None` if no other can be applied after it.
    fn apply(&mut self, action: &Action<'_>, budget: &mut Budget) -> Option<()> {
        let targets = self.select(&action.target);
        if targets.is_empty() {
            let message = format!("nothing in the description matches `{}`", action.target);
            self.report(&OVERLAY_WITHOUT_EFFECT, &action.target_origin, message);
            return Some(());
        }
        match &action.kind {
            Kind::Remove if targets.contains(&Path::new()) => {
                self.report(&BAD_OVERLAY, &action.target_origin, "the whole description can't be removed");
                Some(())
            }
            Kind::Remove => {
                remove(&mut self.tree, &mut self.sources, &targets);
                self.remove_from_query(&targets);
                Some(())
            }
            Kind::Update(update, origin) => {
                let from = Sources::at(origin.clone());
                targets.iter().try_for_each(|target| self.update(target, update, &from, origin, budget))
            }
            Kind::Copy(copy, origin) => {
                let sources = self.select(copy);
                let [source] = sources.iter().collect::<Vec<_>>()[..] else {
                    let message = format!("`{copy}` selects {} nodes, not one", sources.len());
                    self.report(&BAD_OVERLAY, origin, message);
                    return Some(());
                };
                let source = find(&mut self.tree, &mut self.sources, source)?;
                let (copied, mut from) = (source.tree.clone(), source.sources.clone());
                from.set_own(source.origin);
                targets.iter().try_for_each(|target| self.update(target, &copied, &from, origin, budget))
            }
        }
    }

    /// Merges `update`, written where `from` says, into the node at `path`.
    fn update(
        &mut self,
        path: &Path,
        update: &Tree,
        from: &Sources,
        origin: &Origin,
        budget: &mut Budget,
    ) -> Option<()> {
        if path.len() + height(update) > MOST_LEVELS {
            self.report(
                &TOO_DEEP,
                origin,
                format!("the description would nest more than {MOST_LEVELS} levels"),
            );
            return None;
        }
        let pointer_bytes = path.iter().map(|step| step.token().len()).sum();
        if take(update, pointer_bytes, budget).is_none() {
            self.report(&TOO_LARGE, origin, "the overlaid description holds more than can be read");
            return None;
        }
        let target = find(&mut self.tree, &mut self.sources, path)?;
        let is_scalar = |tree: &Tree| !matches!(tree, Tree::Object(_) | Tree::Array(_));
        match (&mut *target.tree, update) {
            (Tree::Array(items), update) if !matches!(update, Tree::Array(_)) => {
                append(items, target.sources, update, from.clone());
            }
            (Tree::Object(_), Tree::Object(_)) | (Tree::Array(_), _) => {
                merge(target.tree, target.sources, update, from);
            }
            (old, new) if is_scalar(old) && is_scalar(new) => {
                merge(target.tree, target.sources, update, from);
            }
            (old, new) => {
                let message = format!("{} can't be updated with {}", old.kind(), new.kind());
                self.report(&BAD_OVERLAY, origin, message);
                return Some(());
            }
        }
        let changed = to_json(target.tree);
        if let Some(place) = find_json(&mut self.query, path) {
            *place = changed;
        }
        Some(())
    }

    /// Does to the queried tree what has been done to the other.
    fn remove_from_query(&mut self, paths: &BTreeSet<Path>) {
        let mut arrays = BTreeSet::new();
        for path in paths {
            let Some((last, parent)) = path.split_last() else { continue };
            match (find_json(&mut self.query, parent), last) {
                (Some(Value::Object(members)), Step::Name(name)) => drop(members.remove(name)),
                _ => drop(arrays.insert(parent)),
            }
        }
        // Items move as others go, so their arrays are taken over whole: those above before those in them.
        for path in arrays {
            if let (Some(target), Some(place)) =
                (find(&mut self.tree, &mut self.sources, path), find_json(&mut self.query, path))
            {
                *place = to_json(target.tree);
            }
        }
    }

    /// The ways to the nodes that `path` selects, each once.
    fn select(&self, path: &JsonPath) -> BTreeSet<Path> {
        let located = path.query_located(&self.query);
        located.locations().map(steps).collect()
    }

    fn report(&mut self, rule: &'static Rule, at: &Origin, message: impl Into<String>) {
        self.found.push(Diagnostic::new(rule, at.clone(), message));
    }
}

fn steps(path: &NormalizedPath<'_>) -> Path {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    };
    path.iter().map(step).collect()
}

/// `tree` as `serde_json` has it. Integers beyond 64 bits are rounded: they are only compared by filters.
fn to_json(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Number(Number::Int(value)) => match (i64::try_from(*value), u64::try_from(*value)) {
            (Ok(value), _) => value.into(),
            (_, Ok(value)) => value.into(),
            #[expect(clippy::cast_precision_loss, reason = "no 64 bits hold it")]
            _ => (*value as f64).into(),
        },
        Tree::Number(Number::Float(value)) => (*value).into(),
        Tree::String(text) => Value::String(text.clone()),
        Tree::Array(items) => Value::Array(items.iter().map(to_json).collect()),
        Tree::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), to_json(value))).collect())
        }
    }
}

fn find_json<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Name(name) => value.get_mut(name.as_str()),
        Step::Index(index) => value.get_mut(*index),
    })
}
