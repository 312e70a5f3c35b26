//! JSON through `serde_json`.

use serde::de::DeserializeSeed;

use super::seed::{Node, Progress, may_be_integer};
use super::{Budget, Fault, Parsed, parser_fault};
use crate::read::outline::Outline;
use crate::read::position::{Lines, scalar_text};
use crate::read::{Format, Number, Pointer, Tree};

/// The tree of `text`, which must be one JSON value.
pub(super) fn parse(text: &str, budget: &mut Budget) -> Result<Parsed, Fault> {
    let mut progress = Progress::new(budget, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = Node(&mut progress).deserialize(&mut deserializer);
    let mut tree = match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
        Ok(tree) => tree,
        Err(error) => {
            // Its column counts bytes.
            let line = Lines::new(text).offset(text, error.line(), 1);
            let at = line.saturating_add(error.column().saturating_sub(1));
            let place = format!(" at line {} column {}", error.line(), error.column());
            let message = error.to_string();
            let message = message.strip_suffix(&place).unwrap_or(&message);
            return Err(progress
                .fault
                .map_or_else(|| parser_fault(message, at), |fault| Fault { at, ..fault }));
        }
    };
    if progress.rounded > 0 {
        restore(&mut tree, &Pointer::root(), &Outline::of_json(text), text);
    }
    Ok(Parsed { format: Format::Json, tree, repeated_keys: progress.repeated_keys })
}

/// Gives integers back the digits that `serde_json`, whose integers have 64 bits, has rounded.
fn restore(tree: &mut Tree, pointer: &Pointer, outline: &Outline, text: &str) {
    match tree {
        Tree::Number(number @ Number::Float(_)) => {
            let Number::Float(value) = *number else { return };
            if !may_be_integer(value) {
                return;
            }
            let written = outline.find(pointer).and_then(|found| scalar_text(text, found.content));
            if let Some(integer) = written.and_then(|written| written.parse().ok()) {
                *number = Number::Int(integer);
            }
        }
        Tree::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                restore(item, &pointer.child(index), outline, text);
            }
        }
        Tree::Object(members) => {
            for (key, value) in members {
                restore(value, &pointer.child(key), outline, text);
            }
        }
        _ => {}
    }
}
