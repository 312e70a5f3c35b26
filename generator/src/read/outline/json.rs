//! The outline of JSON, from `jsonc_parser`'s tree of byte ranges.

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Kind, Member, Members, NodeId, Outline};

/// JSON as RFC 8259 has it.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

impl Outline {
    /// The outline of a JSON text; empty for one that is no JSON.
    pub(in crate::read) fn of_json(text: &str) -> Self {
        let mut outline = Self::default();
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT);
        if let Some(root) = parsed.ok().and_then(|parsed| parsed.value) {
            outline.add_value(root);
        }
        outline
    }

    /// Adds a value and all below it: no more than the 512 levels that the parser admits.
    fn add_value(&mut self, value: Value<'_>) -> NodeId {
        let id = self.add(bytes(value.range()), Kind::Scalar);
        let kind = match value {
            Value::Array(array) => {
                Kind::Array(array.elements.into_iter().map(|item| self.add_value(item)).collect())
            }
            Value::Object(object) => {
                let mut members = Members::default();
                for property in object.properties {
                    let key = bytes(property.name.range());
                    let name = match property.name {
                        ObjectPropName::String(name) => name.value.into_owned(),
                        ObjectPropName::Word(name) => name.value.to_owned(),
                    };
                    let value = self.add_value(property.value);
                    self.add_member(&mut members, name, Member { key, value });
                }
                Kind::Object(Box::new(members))
            }
            _ => return id,
        };
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.kind = kind;
        }
        id
    }
}

fn bytes(range: Range) -> std::ops::Range<usize> {
    range.start..range.end
}
