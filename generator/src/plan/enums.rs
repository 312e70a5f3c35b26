//! `enum` and `const`: which values become variants, and which a plain type carries while the docs tell them.

use std::collections::HashSet;

use super::docs;
use super::names::{Case, Ident, ident, ident_or};
use super::scope::{Claim, Scope};
use super::sdk::{Allowed, Enum, EnumBase, Fact, FactValue, Scalar, Type, Variant};
use super::values;
use crate::diagnostic::{BAD_ENUM_NAMES, DUPLICATE_VALUE, Diagnostic, IMPOSSIBLE_VALUE};
use crate::parse::schema::{Schema, Type as JsonType};
use crate::read::{Number, Tree};

/// What a schema with `enum` or `const` becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fixed {
    /// An open enum with variants.
    Enum(EnumBase),
    /// A plain type, whose docs tell the values.
    Plain(Type),
    /// Whatever the rest of the schema says: its values are arrays or objects, or none is possible.
    Unnamed,
    /// Nothing that one type holds.
    Untyped,
}

/// What the values that the schema lists become; `None` if it lists none.
pub(super) fn fixed(schema: &Schema) -> Option<Fixed> {
    let kept = possible(schema, &mut Vec::new())?;
    let all = |holds: fn(&Tree) -> bool| kept.iter().all(|(_, value)| holds(value));
    let is_number_type = values::kinds(schema) == [JsonType::Number];
    let (arrays, objects) =
        (all(|value| matches!(value, Tree::Array(_))), all(|value| matches!(value, Tree::Object(_))));
    Some(if kept.is_empty() || arrays || objects {
        Fixed::Unnamed
    } else if all(|value| matches!(value, Tree::String(_))) {
        Fixed::Enum(EnumBase::Text)
    } else if all(|value| matches!(value, Tree::Bool(_))) {
        Fixed::Plain(Type::Bool)
    } else if all(|value| matches!(value, Tree::Number(_))) {
        // Where any number goes, the next of the set may be one with a fraction.
        if !is_number_type && all(|value| matches!(scalar(value), Some(Scalar::Integer(_)))) {
            Fixed::Enum(EnumBase::Integer)
        } else if is_number_type || !all(is_integer) {
            Fixed::Plain(values::number(schema))
        } else {
            Fixed::Plain(values::integer(schema))
        }
    } else if all(|value| scalar(value).is_some()) {
        Fixed::Enum(EnumBase::Scalar)
    } else {
        Fixed::Untyped
    })
}

/// The fixed strings that the schema allows; `None` if it allows anything else.
pub(super) fn strings(schema: &Schema) -> Option<Vec<String>> {
    (fixed(schema)? == Fixed::Enum(EnumBase::Text)).then_some(())?;
    let kept = possible(schema, &mut Vec::new())?;
    Some(kept.into_iter().filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect())
}

/// The enum of the values that the schema lists, and what is wrong with them.
pub(super) fn enumeration(schema: &Schema, base: EnumBase, found: &mut Vec<Diagnostic>) -> Enum {
    let kept = possible(schema, found).unwrap_or_default();
    let names = stated(schema, NAME_KEYS, found);
    let descriptions = stated(schema, DESCRIPTION_KEYS, found);
    let mut values = Vec::with_capacity(kept.len());
    for (index, value) in kept {
        let Some(wire) = scalar(value) else { continue };
        let text = wire.to_string();
        let name = names.get(&text, index).and_then(|name| {
            let usable = ident(name, Case::UpperCamel);
            if usable.is_none() {
                let message = format!("the name {name:?} of the value {text:?} makes no Rust name");
                found.push(Diagnostic::new(&BAD_ENUM_NAMES, schema.origin.child(names.key), message));
            }
            Some((name.to_owned(), usable?))
        });
        let (text, wanted) = name.unwrap_or_else(|| (text.clone(), own_name(&wire, &text)));
        let docs = descriptions.get(&wire.to_string(), index).unwrap_or_default().to_owned();
        values.push((wire, docs, text, wanted));
    }
    let mut scope = Scope::default();
    let claims: Vec<Claim<'_>> = values
        .iter()
        .map(|(_, _, text, wanted)| Claim { wanted: wanted.clone(), text, origin: &schema.origin })
        .collect();
    let settled = scope.settle(&claims, Case::UpperCamel, found);
    let variants = settled.into_iter().zip(values);
    let variants = variants.map(|(name, (wire, docs, ..))| Variant { name, wire, docs }).collect();
    Enum { base, variants, unknown: scope.take_free(&ident_or("Unknown", "", Case::UpperCamel)) }
}

/// What a value is called that nothing else names: a number is no name by itself.
fn own_name(wire: &Scalar, text: &str) -> Ident {
    match wire {
        Scalar::Text(text) => ident_or(text, "Empty", Case::UpperCamel),
        Scalar::Integer(value) => {
            let sign = if *value < 0 { "Minus" } else { "" };
            ident_or(&format!("Value{sign}{}", value.unsigned_abs()), "Value", Case::UpperCamel)
        }
        Scalar::Boolean(_) => ident_or(text, "", Case::UpperCamel),
    }
}

/// The values that the type does not show, for the docs.
pub(super) fn fact(schema: &Schema) -> Option<Fact> {
    /// More than these make no readable line.
    const SHOWN: usize = 64;

    if let Fixed::Enum(_) = fixed(schema)? {
        return None;
    }
    let (label, values) = match (&schema.enumeration, &schema.constant) {
        (Some(values), _) => ("Values", values.as_slice()),
        (None, Some(value)) => ("Always", std::slice::from_ref(value)),
        (None, None) => return None,
    };
    let mut text: Vec<String> = values.iter().take(SHOWN).map(docs::json).collect();
    if values.len() > SHOWN {
        text.push(format!("and {} more", values.len() - SHOWN));
    }
    Some(Fact { label, value: FactValue::Code(text.join(", ")) })
}

/// The values that a number or boolean must be one of: those of open enums are not checked, and neither are very many.
pub(super) fn allowed(schema: &Schema) -> Option<Vec<Allowed>> {
    const CHECKED: usize = 256;

    let Fixed::Plain(_) = fixed(schema)? else { return None };
    let kept = possible(schema, &mut Vec::new())?;
    let allowed = kept.iter().map(|(_, value)| match value {
        Tree::Bool(value) => Some(Allowed::Boolean(*value)),
        Tree::Number(value) => Some(Allowed::Number(*value)),
        _ => None,
    });
    // Both truth values are no constraint.
    let is_free = kept.len() == 2 && kept.iter().all(|(_, value)| matches!(value, Tree::Bool(_)));
    allowed.collect::<Option<Vec<_>>>().filter(|values| values.len() <= CHECKED && !is_free)
}

/// The values of `enum` or `const` that can be, with their index: without null, each once, of the schema's types.
pub(super) fn possible<'s>(
    schema: &'s Schema,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<(usize, &'s Tree)>> {
    let (given, key) = match (&schema.enumeration, &schema.constant) {
        (Some(values), _) => (values.as_slice(), "enum"),
        (None, Some(value)) => (std::slice::from_ref(value), "const"),
        (None, None) => return None,
    };
    let origin = |index: usize| {
        let place = schema.origin.child(key);
        if key == "enum" { place.child(index) } else { place }
    };
    let mut seen = HashSet::with_capacity(given.len());
    let mut kept = Vec::with_capacity(given.len());
    for (index, value) in given.iter().enumerate() {
        if !seen.insert(Key::of(value)) {
            let message = format!("the value {} is listed twice", docs::json(value));
            found.push(Diagnostic::new(&DUPLICATE_VALUE, origin(index), message));
        } else if !is_of_type(schema, value) {
            let names: Vec<&str> = schema.types.iter().map(JsonType::name).collect();
            let message = format!(
                "the value {} is {}, which the type {} never is",
                docs::json(value),
                value.kind(),
                names.join(", ")
            );
            found.push(Diagnostic::new(&IMPOSSIBLE_VALUE, origin(index), message));
        } else if *value != Tree::Null {
            kept.push((index, value));
        }
    }
    Some(kept)
}

/// What makes two values one: `1` and `1.0` are.
#[derive(PartialEq, Eq, Hash)]
enum Key<'s> {
    Text(&'s str),
    Integer(i128),
    Json(String),
}

impl<'s> Key<'s> {
    fn of(value: &'s Tree) -> Self {
        match value {
            Tree::String(text) => Self::Text(text),
            Tree::Number(Number::Int(value)) => Self::Integer(*value),
            Tree::Number(Number::Float(value)) => {
                exact(*value).map_or_else(|| Self::Json(value.to_string()), Self::Integer)
            }
            other => Self::Json(docs::json(other)),
        }
    }
}

/// Whether the schema's `type` allows the value. Null is allowed where it is listed: that is how descriptions say it.
pub(super) fn is_of_type(schema: &Schema, value: &Tree) -> bool {
    let has = |kind| schema.types.has(kind);
    schema.types.is_empty()
        || match value {
            Tree::Null => true,
            Tree::Bool(_) => has(JsonType::Boolean),
            Tree::Number(_) => has(JsonType::Number) || (has(JsonType::Integer) && is_integer(value)),
            Tree::String(_) => has(JsonType::String),
            Tree::Array(_) => has(JsonType::Array),
            Tree::Object(_) => has(JsonType::Object),
        }
}

fn is_integer(value: &Tree) -> bool {
    match value {
        Tree::Number(Number::Int(_)) => true,
        Tree::Number(Number::Float(value)) => value.fract() == 0.0,
        _ => false,
    }
}

/// The integer that a number without a fraction is, as long as it is surely that one.
fn exact(value: f64) -> Option<i128> {
    /// Below it, each integer has a double of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;

    #[expect(clippy::cast_possible_truncation, reason = "integral and within 53 bits")]
    (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i128)
}

/// The value as a variant has it; `None` for what is no variant.
fn scalar(value: &Tree) -> Option<Scalar> {
    Some(match value {
        Tree::String(text) => Scalar::Text(text.clone()),
        Tree::Bool(value) => Scalar::Boolean(*value),
        Tree::Number(Number::Int(value)) => Scalar::Integer(i64::try_from(*value).ok()?),
        Tree::Number(Number::Float(value)) => Scalar::Integer(i64::try_from(exact(*value)?).ok()?),
        Tree::Null | Tree::Array(_) | Tree::Object(_) => return None,
    })
}

/// The extensions that name values.
const NAME_KEYS: &[&str] = &["x-enum-varnames", "x-enumNames", "x-speakeasy-enums"];
/// The extensions that describe values.
const DESCRIPTION_KEYS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// What an extension says of each value of an `enum`.
struct Stated<'s> {
    /// The extension; empty if there is none.
    key: &'s str,
    said: Option<&'s Tree>,
}

impl<'s> Stated<'s> {
    /// What it says of the value with this text, at this index.
    fn get(&self, text: &str, index: usize) -> Option<&'s str> {
        match self.said? {
            Tree::Array(list) => list.get(index)?.as_str(),
            Tree::Object(by_value) => by_value.get(text)?.as_str(),
            _ => None,
        }
    }
}

/// The first of the extensions `keys` that the schema has. It is a list as long as `enum`, or says each value's by its text.
fn stated<'s>(schema: &'s Schema, keys: &'static [&'static str], found: &mut Vec<Diagnostic>) -> Stated<'s> {
    let first = keys.iter().find_map(|key| Some((*key, schema.extensions.get(*key)?)));
    let Some((key, said)) = first else { return Stated { key: "", said: None } };
    let listed = schema.enumeration.as_ref().map_or(1, Vec::len);
    let fault = match said {
        Tree::Array(list) if list.len() != listed => {
            Some(format!("`{key}` has {} entries for {listed} values", list.len()))
        }
        Tree::Array(list) if !list.iter().all(|entry| entry.as_str().is_some()) => {
            Some(format!("an entry of `{key}` is no string"))
        }
        Tree::Object(by_value) if !by_value.values().all(|entry| entry.as_str().is_some()) => {
            Some(format!("an entry of `{key}` is no string"))
        }
        Tree::Array(_) | Tree::Object(_) => None,
        other => Some(format!("`{key}` is {}, not a list of strings", other.kind())),
    };
    let is_sound = fault.is_none();
    found.extend(
        fault.map(|message| Diagnostic::new(&BAD_ENUM_NAMES, schema.origin.child(key).key(), message)),
    );
    Stated { key, said: is_sound.then_some(said) }
}
