//! Trees as the JSON values that `openapiv3` keeps extensions in.

use indexmap::IndexMap;
use serde_json::Value;

use super::api::Extensions;
use crate::read::{Number, Tree};

/// The same extensions. Integers beyond 64 bits become floating point numbers: such a value holds no others.
pub(super) fn to_json(extensions: &Extensions) -> IndexMap<String, Value> {
    extensions.iter().map(|(name, tree)| (name.clone(), value(tree))).collect()
}

fn value(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Number(number) => number_value(*number),
        Tree::String(text) => Value::String(text.clone()),
        Tree::Array(items) => Value::Array(items.iter().map(value).collect()),
        Tree::Object(members) => {
            Value::Object(members.iter().map(|(key, member)| (key.clone(), value(member))).collect())
        }
    }
}

fn number_value(number: Number) -> Value {
    match number {
        Number::Int(whole) => i64::try_from(whole)
            .map(Value::from)
            .or_else(|_| u64::try_from(whole).map(Value::from))
            .unwrap_or_else(|_| {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "documented: the value holds no greater integer"
                )]
                let float = whole as f64;
                Value::from(float)
            }),
        Number::Float(float) => Value::from(float),
    }
}
