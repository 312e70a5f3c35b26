//! The one visitor through which JSON and YAML become a [`Tree`].

use std::fmt;

use indexmap::map::Entry;
use serde::Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::Fault;
use super::budget::{Budget, Exhausted};
use crate::diagnostic::{NOT_YAML_OR_JSON, TOO_LARGE};
use crate::read::plain::plain;
use crate::read::{Number, Object, Tree};

/// The key whose value YAML 1.1 merges into the mapping that holds it (<https://yaml.org/type/merge.html>).
pub(in crate::read) const MERGE_KEY: &str = "<<";

/// What is learnt while a text is read.
pub(super) struct Progress<'b> {
    /// What may still be read.
    pub(super) budget: &'b mut Budget,
    /// Whether [`MERGE_KEY`] means anything.
    pub(super) merges: bool,
    /// How many bytes the pointer to the current node has, its indices and separators aside.
    pointer_bytes: usize,
    /// How many members repeat a key of their object.
    pub(super) repeated_keys: usize,
    /// How many floats may stand for an integer that the parser could not hold.
    pub(super) rounded: usize,
    /// Why this visitor stopped, where it was not the parser that did; its place is the parser's.
    pub(super) fault: Option<Fault>,
}

impl<'b> Progress<'b> {
    pub(super) fn new(budget: &'b mut Budget, merges: bool) -> Self {
        Self { budget, merges, pointer_bytes: 0, repeated_keys: 0, rounded: 0, fault: None }
    }

    fn take_string<E: Error>(&mut self, text: &str) -> Result<(), E> {
        let taken = self.budget.take_bytes(text.len());
        taken.map_err(|exhausted| self.exhausted(exhausted))
    }

    fn exhausted<E: Error>(&mut self, Exhausted: Exhausted) -> E {
        let message = "the description holds more than can be read".to_owned();
        self.fault = Some(Fault { rule: &TOO_LARGE, message, at: 0 });
        E::custom("too large")
    }

    fn refuse<E: Error>(&mut self, message: &str) -> E {
        self.fault = Some(Fault { rule: &NOT_YAML_OR_JSON, message: plain(message), at: 0 });
        E::custom(message)
    }
}

/// Reads one node.
pub(super) struct Node<'p, 'b>(pub(super) &'p mut Progress<'b>);

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        let taken = self.0.budget.take_node(self.0.pointer_bytes);
        taken.map_err(|exhausted| self.0.exhausted(exhausted))?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree::Number(Number::Int(value)))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        #[expect(clippy::cast_precision_loss, reason = "an integer beyond i128 is kept rounded")]
        let number = i128::try_from(value).map_or(Number::Float(value as f64), Number::Int);
        Ok(Tree::Number(number))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        if !value.is_finite() {
            return Err(self.0.refuse("`.inf` and `.nan` are no JSON numbers"));
        }
        if may_be_integer(value) {
            self.0.rounded += 1;
        }
        Ok(Tree::Number(Number::Float(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        self.0.take_string(value)?;
        Ok(Tree::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Node(self.0))? {
            items.push(item);
        }
        Ok(Tree::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut members = Object::new();
        let mut merges = false;
        while let Some(key) = access.next_key_seed(Key(self.0))? {
            self.0.pointer_bytes += key.len();
            let value = access.next_value_seed(Node(self.0))?;
            self.0.pointer_bytes -= key.len();
            merges |= self.0.merges && key == MERGE_KEY;
            match members.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(value)),
                Entry::Occupied(_) => self.0.repeated_keys += 1,
            }
        }
        if merges {
            merge(&mut members);
        }
        Ok(Tree::Object(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Tree, A::Error> {
        let (tag, _) = access.variant::<String>()?;
        Err(self.0.refuse(&format!("the tag `!{tag}` says nothing here; JSON has no tags")))
    }
}

/// Whether `value` may be a rounded integer, or the `-0` that `serde_json` takes for a float.
pub(super) fn may_be_integer(value: f64) -> bool {
    const BEYOND_64_BITS: f64 = 9_223_372_036_854_775_808.0;
    value.abs() >= BEYOND_64_BITS || value == 0.0 && value.is_sign_negative()
}

/// Reads one key, as text whatever it looks like.
struct Key<'p, 'b>(&'p mut Progress<'b>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        self.0.take_string(value)?;
        Ok(value.to_owned())
    }
}

/// Takes the merge key out of `members` and adds what its value has and they have not; a value that is neither an
/// object nor an array of them stays where it is.
fn merge(members: &mut Object) {
    let is_mergeable = match members.get(MERGE_KEY) {
        Some(Tree::Object(_)) => true,
        Some(Tree::Array(items)) => items.iter().all(|item| matches!(item, Tree::Object(_))),
        _ => false,
    };
    if !is_mergeable {
        return;
    }
    let sources = match members.shift_remove(MERGE_KEY) {
        Some(Tree::Array(items)) => items,
        source => source.into_iter().collect(),
    };
    for source in sources {
        if let Tree::Object(source) = source {
            for (key, value) in source {
                members.entry(key).or_insert(value);
            }
        }
    }
}
