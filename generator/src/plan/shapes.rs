//! Schemas into Rust types: which become a struct, an enum, an alias, and which need no name.
//!
//! Only what an operation reaches is shaped. Named schemas are worked off a list, one after the other, so that no
//! chain of references, however long, is a chain of calls.

use std::collections::{HashMap, HashSet};

use super::members::Members;
use super::names::{Case, Ident, compound, ident, ident_or};
use super::scope::{Claim, Scope};
use super::sdk::{Definition, DefinitionId, DefinitionKind, Docs, Enum, Rule, Type, Variant};
use super::{docs, fields, rules, unions};
use crate::Config;
use crate::diagnostic::{Diagnostic, UNTYPED, UNUSABLE_NAME, quoted};
use crate::hints;
use crate::parse::api::Api;
use crate::parse::schema::{Additional, Schema, SchemaId, Type as JsonType};
use crate::read::{Origin, Tree};

/// Shapes schemas as they are asked for.
pub(super) struct Shapes<'a> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    pub(super) found: Vec<Diagnostic>,
    /// The names of the components, settled before any other, so that no unnamed schema takes one.
    components: HashMap<SchemaId, Ident>,
    names: Scope,
    by_schema: HashMap<SchemaId, DefinitionId>,
    drafts: Vec<Draft>,
    /// The definitions of the first of `drafts`.
    shaped: Vec<Definition>,
}

/// A definition that has a name, but no shape yet.
struct Draft {
    name: Ident,
    source: Source,
}

/// What a definition is made of.
#[derive(Clone)]
enum Source {
    Schema(SchemaId),
    /// An object that no schema describes.
    Members {
        members: Box<Members>,
        origin: Origin,
        docs: &'static str,
    },
}

/// Where an unnamed schema stands: what it is named after, should it need a name.
#[derive(Clone)]
pub(super) struct Hint {
    /// The name of the type that holds it.
    pub(super) parent: String,
    /// Its place in there: the property's name, `Item`, `Value`.
    pub(super) part: String,
}

/// A type, and what it leaves open.
pub(super) struct Shaped {
    pub(super) value: Type,
    pub(super) nullable: bool,
    pub(super) rules: Vec<Rule>,
}

/// What a schema describes, before it is known whether that needs a name.
enum Body {
    Struct(Members),
    Enum(Vec<String>),
    Union(Vec<SchemaId>),
    Type(Type),
}

impl<'a> Shapes<'a> {
    pub(super) fn new(api: &'a Api, config: &'a Config) -> Self {
        let mut names = Scope::default();
        let mut found = Vec::new();
        let wanted = api.components.iter().map(|(text, id)| {
            let origin = &api.schemas[*id].origin;
            let hinted = api.schemas[*id].extensions.get(hints::TYPE_NAME).and_then(Tree::as_str);
            Claim { wanted: type_name(hinted.unwrap_or(text), origin, &mut found), text, origin }
        });
        let wanted: Vec<Claim<'_>> = wanted.collect();
        let settled = names.settle(&wanted, Case::UpperCamel, &mut found);
        let components = api.components.values().copied().zip(settled).collect();
        Self {
            api,
            config,
            found,
            components,
            names,
            by_schema: HashMap::new(),
            drafts: Vec::new(),
            shaped: Vec::new(),
        }
    }

    /// Names every component that no operation reaches, so that it is shaped too.
    pub(super) fn define_unreached(&mut self) -> Vec<DefinitionId> {
        let reached = self.api.reached().schemas;
        let api = self.api;
        api.components.values().filter(|id| !reached.contains(id)).map(|id| self.define(*id)).collect()
    }

    /// Shapes everything that has been named, and what that names in turn.
    pub(super) fn finish(mut self) -> (Vec<Definition>, Vec<Diagnostic>) {
        while let Some(draft) = self.drafts.get(self.shaped.len()) {
            let name = draft.name.clone();
            let definition = match draft.source.clone() {
                Source::Schema(schema) => self.definition(name, schema),
                Source::Members { members, origin, docs } => {
                    let kind = DefinitionKind::Struct(fields::structure(&mut self, &name, &members));
                    let docs = Docs { text: docs.to_owned(), facts: Vec::new() };
                    Definition { name, origin, docs, deprecated: false, kind, rules: Vec::new() }
                }
            };
            self.shaped.push(definition);
        }
        (self.shaped, self.found)
    }

    /// The type of the schema `id`, which stands where `hint` says.
    pub(super) fn shape(&mut self, id: SchemaId, hint: &Hint) -> Shaped {
        let (body, nullable, mut rules) = self.body(id, hint);
        let value = match body {
            Body::Type(value) => value,
            Body::Struct(_) | Body::Enum(_) | Body::Union(_) => {
                let definition = self.define_inline(id, hint);
                rules = vec![Rule::Type(definition)];
                Type::Named(definition)
            }
        };
        Shaped { value, nullable, rules }
    }

    /// The definition of a named schema: a component, or whatever else a `$ref` points at.
    fn define(&mut self, id: SchemaId) -> DefinitionId {
        if let Some(known) = self.by_schema.get(&id) {
            return *known;
        }
        let name = if let Some(name) = self.components.get(&id) {
            name.clone()
        } else {
            let origin = &self.api.schemas[id].origin;
            if let Some(name) = self.take_hinted(id) {
                return self.draft(name, id);
            }
            let last = origin.pointer.tokens().last().unwrap_or_default();
            let name = type_name(&last, origin, &mut self.found);
            self.names.take_free(&name)
        };
        self.draft(name, id)
    }

    fn define_inline(&mut self, id: SchemaId, hint: &Hint) -> DefinitionId {
        if let Some(known) = self.by_schema.get(&id) {
            return *known;
        }
        let name = self.take_hinted(id).unwrap_or_else(|| {
            let name = compound(&[&hint.parent, &hint.part], Case::UpperCamel);
            self.take_name(&name)
        });
        self.draft(name, id)
    }

    /// Takes the name that a hint gives the type of a schema; another, with a finding, where that is taken.
    fn take_hinted(&mut self, id: SchemaId) -> Option<Ident> {
        let schema = &self.api.schemas[id];
        let text = schema.extensions.get(hints::TYPE_NAME).and_then(Tree::as_str)?;
        let wanted = type_name(text, &schema.origin, &mut self.found);
        self.names
            .settle(&[Claim { wanted, text, origin: &schema.origin }], Case::UpperCamel, &mut self.found)
            .pop()
    }

    /// Takes a type name that is ours to choose: `name`, or the like of it where that is taken.
    pub(super) fn take_name(&mut self, name: &Ident) -> Ident {
        self.names.take_free(name)
    }

    fn draft(&mut self, name: Ident, schema: SchemaId) -> DefinitionId {
        let definition = DefinitionId(self.drafts.len());
        self.by_schema.insert(schema, definition);
        self.drafts.push(Draft { name, source: Source::Schema(schema) });
        definition
    }

    /// Defines an object that no schema describes.
    pub(super) fn define_members(
        &mut self,
        name: &Ident,
        members: Members,
        origin: Origin,
        docs: &'static str,
    ) -> DefinitionId {
        let definition = DefinitionId(self.drafts.len());
        let name = self.take_name(name);
        self.drafts
            .push(Draft { name, source: Source::Members { members: Box::new(members), origin, docs } });
        definition
    }

    fn definition(&mut self, name: Ident, id: SchemaId) -> Definition {
        let schema = &self.api.schemas[id];
        let hint = Hint { parent: name.plain().to_owned(), part: "Value".to_owned() };
        let (body, _, rules) = self.body(id, &hint);
        let kind = match body {
            Body::Struct(members) => DefinitionKind::Struct(fields::structure(self, &name, &members)),
            Body::Enum(values) => DefinitionKind::Enum(self.enumeration(&values, &schema.origin)),
            Body::Union(branches) => DefinitionKind::Union(unions::union(self, &name, id, &branches)),
            Body::Type(value) => DefinitionKind::Alias(value),
        };
        let docs = docs::schema(schema, None, docs::place(&schema.origin));
        Definition { name, origin: schema.origin.clone(), docs, deprecated: schema.deprecated, kind, rules }
    }

    /// What the schema describes, whether null is among it, and the rules it states.
    fn body(&mut self, id: SchemaId, hint: &Hint) -> (Body, bool, Vec<Rule>) {
        let schema = &self.api.schemas[id];
        let mut rules = rules::rules(schema, &mut self.found);
        let nullable = self.is_nullable(id);

        if let Some(target) = schema.reference {
            let definition = self.define(target);
            rules.push(Rule::Type(definition));
            return (Body::Type(Type::Named(definition)), nullable, rules);
        }
        if schema.never {
            return (Body::Type(self.untyped(schema, "no value fits the schema `false`")), nullable, rules);
        }
        if let Some(values) = fixed_strings(schema) {
            return (Body::Enum(values), nullable, rules);
        }

        let branches = self.branches(schema);
        let stands_alone = schema.properties.is_empty() && schema.items.is_none();
        if let [only] = branches.as_slice()
            && schema.all_of.is_empty()
            && stands_alone
        {
            let (body, _, inner) = self.body(*only, hint);
            rules.extend(inner);
            return (body, nullable, rules);
        }
        if let ([only], []) = (schema.all_of.as_slice(), branches.as_slice())
            && stands_alone
        {
            let (body, _, inner) = self.body(*only, hint);
            rules.extend(inner);
            return (body, nullable, rules);
        }
        if !branches.is_empty() {
            return (Body::Union(branches), nullable, rules);
        }
        if !schema.all_of.is_empty() || !schema.properties.is_empty() {
            let members = Members::collect(self.api, id, &mut self.found);
            return (Body::Struct(members), nullable, rules);
        }

        let types: Vec<JsonType> = schema.types.without(JsonType::Null).iter().collect();
        let body = match types.as_slice() {
            [] if schema.items.is_some() => self.array(schema, hint, &mut rules),
            [] if !matches!(schema.additional, Additional::Unstated) => {
                return self.object(id, nullable, rules, hint);
            }
            [] => Type::Value,
            [JsonType::Boolean] => Type::Bool,
            [JsonType::Integer] => integer(schema),
            [JsonType::Number] => number(schema),
            [JsonType::String] => string(schema),
            [JsonType::Array] => self.array(schema, hint, &mut rules),
            [JsonType::Object] => return self.object(id, nullable, rules, hint),
            several => {
                let names: Vec<_> = several.iter().map(|kind| kind.name()).collect();
                self.untyped(schema, &format!("a value of one of the types {}", names.join(", ")))
            }
        };
        (Body::Type(body), nullable, rules)
    }

    /// An object without properties: a map, or nothing at all.
    fn object(
        &mut self,
        id: SchemaId,
        nullable: bool,
        mut rules: Vec<Rule>,
        hint: &Hint,
    ) -> (Body, bool, Vec<Rule>) {
        let schema = &self.api.schemas[id];
        let values = match schema.additional {
            Additional::Schema(values) => values,
            Additional::Forbidden => return (Body::Struct(Members::default()), nullable, rules),
            Additional::Unstated | Additional::Allowed => {
                return (Body::Type(Type::Map(Box::new(Type::Value))), nullable, rules);
            }
        };
        let values = self.shape(values, &Hint { part: format!("{} value", hint.part), ..hint.clone() });
        if !values.rules.is_empty() {
            rules.push(Rule::Values(values.rules));
        }
        (Body::Type(Type::Map(Box::new(nullable_if(values.nullable, values.value)))), nullable, rules)
    }

    fn array(&mut self, schema: &Schema, hint: &Hint, rules: &mut Vec<Rule>) -> Type {
        if !schema.prefix_items.is_empty() {
            self.untyped(schema, "an array whose items differ by position");
            return Type::List(Box::new(Type::Value));
        }
        let Some(items) = schema.items else { return Type::List(Box::new(Type::Value)) };
        let items = self.shape(items, &Hint { part: format!("{} item", hint.part), ..hint.clone() });
        if !items.rules.is_empty() {
            rules.push(Rule::Items(items.rules));
        }
        Type::List(Box::new(nullable_if(items.nullable, items.value)))
    }

    fn enumeration(&mut self, values: &[String], origin: &Origin) -> Enum {
        let mut names = Scope::default();
        let claims: Vec<Claim<'_>> = values
            .iter()
            .map(|text| Claim { wanted: ident_or(text, "Empty", Case::UpperCamel), text, origin })
            .collect();
        let settled = names.settle(&claims, Case::UpperCamel, &mut self.found);
        let variants =
            values.iter().zip(settled).map(|(wire, name)| Variant { name, wire: wire.clone() }).collect();
        let unknown = names.take_free(&ident_or("Unknown", "", Case::UpperCamel));
        Enum { variants, unknown }
    }

    /// The name of a definition.
    pub(super) fn name_of(&self, definition: DefinitionId) -> Ident {
        self.drafts[definition.0].name.clone()
    }

    /// The name of the component that the schema is, as the description writes it.
    pub(super) fn component_name(&self, id: SchemaId) -> Option<String> {
        self.api.components.iter().find(|(_, component)| **component == id).map(|(name, _)| name.clone())
    }

    /// The schema behind references and wrappers of one branch.
    pub(super) fn target(&self, id: SchemaId) -> SchemaId {
        let mut seen = HashSet::new();
        let mut id = id;
        while seen.insert(id) {
            let schema = &self.api.schemas[id];
            let stands_alone = schema.properties.is_empty() && schema.items.is_none();
            let branches = self.branches(schema);
            id = match (schema.reference, schema.all_of.as_slice(), branches.as_slice()) {
                (Some(target), ..) => target,
                (None, [only], []) | (None, [], [only]) if stands_alone => *only,
                _ => return id,
            };
        }
        id
    }

    /// The fixed strings that the schema allows, behind references; `None` if it allows anything else.
    pub(super) fn string_values(&self, id: SchemaId) -> Option<Vec<String>> {
        fixed_strings(&self.api.schemas[self.target(id)])
    }

    /// The branches of `oneOf` and `anyOf` that are not null.
    fn branches(&self, schema: &Schema) -> Vec<SchemaId> {
        let all = schema.one_of.iter().chain(&schema.any_of);
        all.copied().filter(|branch| !self.is_null(*branch)).collect()
    }

    /// Whether null is the only value that fits.
    fn is_null(&self, id: SchemaId) -> bool {
        let schema = &self.api.schemas[id];
        let types = schema.types;
        let only_null = types.has(JsonType::Null) && types.without(JsonType::Null).is_empty();
        (only_null && !schema.nullable) || schema.constant == Some(Tree::Null)
    }

    /// Whether null is among the values that fit.
    fn is_nullable(&self, id: SchemaId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let schema = &self.api.schemas[id];
            let listed = schema.enumeration.as_ref().is_some_and(|values| values.contains(&Tree::Null));
            if schema.nullable || schema.types.has(JsonType::Null) || listed || self.is_null(id) {
                return true;
            }
            open.extend(schema.reference);
            open.extend(schema.one_of.iter().chain(&schema.any_of));
            if let [only] = schema.all_of.as_slice() {
                open.push(*only);
            }
        }
        false
    }

    fn untyped(&mut self, schema: &Schema, what: &str) -> Type {
        self.found.push(Diagnostic::new(
            &UNTYPED,
            schema.origin.clone(),
            format!("{what} has no Rust type here"),
        ));
        Type::Value
    }
}

fn type_name(text: &str, origin: &Origin, found: &mut Vec<Diagnostic>) -> Ident {
    let name = ident(text, Case::UpperCamel).unwrap_or_else(|| {
        let message =
            format!("the schema name {} holds nothing that a Rust name can be made of", quoted(text));
        found.push(Diagnostic::new(&UNUSABLE_NAME, origin.clone().key(), message));
        compound(&["Unnamed", "Schema"], Case::UpperCamel)
    });
    if TAKEN_TYPE_NAMES.contains(&name.as_str()) {
        return compound(&[name.as_str(), "Schema"], Case::UpperCamel);
    }
    name
}

/// The strings of `enum` or `const`, without null and each once; `None` for any other set of values.
fn fixed_strings(schema: &Schema) -> Option<Vec<String>> {
    let given: Vec<&Tree> = match (&schema.enumeration, &schema.constant) {
        (Some(values), _) => values.iter().collect(),
        (None, Some(value)) => vec![value],
        (None, None) => return None,
    };
    let mut seen = HashSet::new();
    let mut values = Vec::with_capacity(given.len());
    for value in given {
        match value {
            Tree::String(text) if seen.insert(text.as_str()) => values.push(text.clone()),
            Tree::Null | Tree::String(_) => {}
            // A set of other scalars keeps its plain type, and says its values in the docs.
            _ => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

/// Names that printed modules use for what is not theirs.
const TAKEN_TYPE_NAMES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Clone",
    "Date",
    "DateTime",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "Field",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "PartialEq",
    "Redacted",
    "Result",
    "Some",
    "String",
    "UnknownFields",
    "UnknownValue",
    "UnknownVariant",
    "Value",
    "Vec",
];

/// `value`, or null where that is allowed.
pub(super) fn nullable_if(nullable: bool, value: Type) -> Type {
    // Any JSON holds null already.
    if nullable && value != Type::Value { Type::Nullable(Box::new(value)) } else { value }
}

fn integer(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("int32") => Type::I32,
        _ => Type::I64,
    }
}

fn number(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("float") => Type::F32,
        _ => Type::F64,
    }
}

fn string(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        _ => Type::String,
    }
}
