//! Schemas into Rust types: which become a struct, an enum, an alias, and which need no name.
//!
//! Only what an operation reaches is shaped. Named schemas are worked off a list, one after the other, so that no
//! chain of references, however long, is a chain of calls.

mod drafts;

use std::collections::{HashMap, HashSet};

use self::drafts::{Draft, PartsOf, Source, type_name};
use super::compose::Composition;
use super::directions::{Directions, Form};
use super::enums::{self, Fixed};
use super::lenient::Lenient;
use super::members::Members;
use super::names::{Case, Ident, compound};
use super::replaced::Replaced;
use super::scope::{Claim, Scope};
use super::sdk::{
    Definition, DefinitionId, DefinitionKind, Dependency, Docs, EnumBase, External, Fact, FactValue, Rule,
    Type,
};
use super::{defaults, directions, docs, fields, multipart, rules, secrets, unions, values};
use crate::Config;
use crate::diagnostic::{Diagnostic, NOT_CARRIED, ONE_WAY_PROPERTY, UNTYPED, quoted};
use crate::hints;
use crate::parse::api::Api;
use crate::parse::schema::{Additional, Schema, SchemaId, Type as JsonType};
use crate::read::Tree;

/// How deep a type without a name nests: one of deeper lists and maps is given a name.
///
/// Each level is a call or more to those who read printed code, and some dozens of them are too many.
const MAX_TYPE_DEPTH: usize = 16;

/// Shapes schemas as they are asked for.
pub(super) struct Shapes<'a> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    pub(super) found: Vec<Diagnostic>,
    composition: Composition,
    /// The names of the components, settled before any other, so that no unnamed schema takes one.
    components: HashMap<SchemaId, Ident>,
    /// The same names as the description writes them.
    component_names: HashMap<SchemaId, &'a str>,
    names: Scope,
    /// Which schemas' values `Debug` masks.
    secrets: Vec<bool>,
    pub(super) directions: Directions,
    /// The names of the request forms of components that have two forms.
    requests: HashMap<SchemaId, Ident>,
    by_schema: HashMap<(SchemaId, Form), DefinitionId>,
    /// The structs of multipart bodies.
    parts: HashMap<SchemaId, Vec<PartsOf>>,
    /// The schemas that are not only parts of multipart bodies, once that has been asked.
    referred_elsewhere: Option<HashSet<SchemaId>>,
    drafts: Vec<Draft>,
    /// The definitions of the first of `drafts`.
    shaped: Vec<Definition>,
    replaced: Replaced,
    lenient: Lenient,
}

/// What has been shaped, and what that needs.
pub(super) struct Finished {
    pub(super) definitions: Vec<Definition>,
    pub(super) externals: Vec<External>,
    pub(super) dependencies: Vec<Dependency>,
    pub(super) found: Vec<Diagnostic>,
}

/// Where an unnamed schema stands: what it is named after, should it need a name.
#[derive(Clone)]
pub(super) struct Hint {
    /// The name of the type that holds it.
    pub(super) parent: String,
    /// Its place in there: the property's name, `Item`, `Value`.
    pub(super) part: String,
    /// The direction in which it is used.
    pub(super) form: Form,
}

/// A type, and what it leaves open.
pub(super) struct Shaped {
    pub(super) value: Type,
    pub(super) nullable: bool,
    pub(super) rules: Vec<Rule>,
}

/// What a schema describes, before it is known whether that needs a name.
pub(super) enum Body {
    Struct(Box<Members>),
    /// The values that this schema lists.
    Enum(SchemaId, EnumBase),
    Union(Vec<SchemaId>),
    /// A value of one of several types of this schema.
    Kinds(SchemaId, Vec<JsonType>),
    Type(Type),
}

impl<'a> Shapes<'a> {
    pub(super) fn new(api: &'a Api, composition: Composition, config: &'a Config) -> Self {
        let mut names = Scope::default();
        let mut found = Vec::new();
        let wanted = api.components.iter().map(|(text, id)| {
            let origin = &api.schemas[*id].origin;
            let hinted = api.schemas[*id].extensions.get(hints::TYPE_NAME).and_then(Tree::as_str);
            Claim { wanted: type_name(hinted.unwrap_or(text), origin, &mut found), text, origin }
        });
        let wanted: Vec<Claim<'_>> = wanted.collect();
        let settled = names.settle(&wanted, Case::UpperCamel, &mut found);
        let components: HashMap<SchemaId, Ident> = api.components.values().copied().zip(settled).collect();
        let directions = Directions::of(api);
        // No two components have one name, and so no two of these.
        let requests = api.components.values().filter(|id| directions.is_split(**id)).filter_map(|id| {
            let name = compound(&[components.get(id)?.plain(), "Request"], Case::UpperCamel);
            Some((*id, names.take_free(&name)))
        });
        let requests = requests.collect();
        let replaced = Replaced::new(api, config, &mut found);
        let lenient = Lenient::new(config, &mut found);
        Self {
            api,
            config,
            found,
            composition,
            components,
            component_names: api.components.iter().map(|(name, id)| (*id, name.as_str())).collect(),
            names,
            secrets: secrets::by_schema(api),
            directions,
            requests,
            by_schema: HashMap::new(),
            parts: HashMap::new(),
            referred_elsewhere: None,
            drafts: Vec::new(),
            shaped: Vec::new(),
            replaced,
            lenient,
        }
    }

    /// Shapes everything that has been named, and what that names in turn.
    pub(super) fn finish(mut self) -> Finished {
        while let Some(draft) = self.drafts.get(self.shaped.len()) {
            let name = draft.name.clone();
            let definition = match draft.source.clone() {
                Source::Schema(schema, form) => self.definition(name, schema, form),
                Source::Parts(schema, media_types) => {
                    multipart::definition(&mut self, name, schema, &media_types)
                }
                Source::Decided(definition) => *definition,
                Source::Members { members, form, origin, docs } => {
                    let kind = DefinitionKind::Struct(fields::structure(&mut self, &name, &members, form));
                    let docs = Docs { text: docs.to_owned(), facts: Vec::new() };
                    Definition { name, origin, docs, deprecated: false, kind, rules: Vec::new() }
                }
            };
            self.shaped.push(definition);
        }
        self.link_forms();
        self.lenient.finish(&mut self.found);
        let (externals, dependencies) = self.replaced.finish(self.config, &mut self.found);
        Finished { definitions: self.shaped, externals, dependencies, found: self.found }
    }

    /// The type of the schema `id`, which stands where `hint` says.
    pub(super) fn shape(&mut self, id: SchemaId, hint: &Hint) -> Shaped {
        if let Some(definition) = self.by_schema.get(&(id, self.directions.form(id, hint.form))) {
            let (nullable, rules) = (self.composition.is_nullable(id), vec![Rule::Type(*definition)]);
            return Shaped { value: Type::Named(*definition), nullable, rules };
        }
        let (body, nullable, mut rules) = self.body(id, hint);
        let value = match body {
            Body::Type(value) if value.depth() < MAX_TYPE_DEPTH => value,
            Body::Type(_) | Body::Struct(_) | Body::Enum(..) | Body::Union(_) | Body::Kinds(..) => {
                let definition = self.define_inline(id, hint);
                rules = vec![Rule::Type(definition)];
                Type::Named(definition)
            }
        };
        Shaped { value, nullable, rules }
    }

    /// Whether answers may leave out a property that the definition in the works requires.
    pub(super) fn is_lenient(&mut self, property: SchemaId, name: &str) -> bool {
        let property = &self.api.schemas[property].origin;
        let owner = match self.drafts.get(self.shaped.len()).map(|draft| &draft.source) {
            Some(Source::Schema(schema, _) | Source::Parts(schema, _)) => &self.api.schemas[*schema].origin,
            Some(Source::Members { origin, .. }) => origin,
            Some(Source::Decided(_)) | None => property,
        };
        self.lenient.allows(property, owner, name)
    }

    fn definition(&mut self, name: Ident, id: SchemaId, form: Form) -> Definition {
        let schema = &self.api.schemas[id];
        let hint = Hint { parent: name.plain().to_owned(), part: "Value".to_owned(), form };
        let (body, _, mut rules) = self.body(id, &hint);
        let mut left_out: Vec<String> = Vec::new();
        let kind = match body {
            Body::Struct(members) => {
                left_out = members.left_out.iter().map(|(name, _)| name.clone()).collect();
                if !self.directions.is_split(id) {
                    self.report_left_out(&members, form);
                }
                let structure = fields::structure(self, &name, &members, form);
                if let Additional::Schema(values) = members.additional {
                    let values = self.shape(values, &hint);
                    rules.extend((!values.rules.is_empty()).then_some(Rule::Values(values.rules)));
                }
                DefinitionKind::Struct(structure)
            }
            Body::Enum(id, base) => {
                DefinitionKind::Enum(enums::enumeration(&self.api.schemas[id], base, &mut self.found))
            }
            Body::Union(branches) => DefinitionKind::Union(unions::union(self, &name, id, &branches, form)),
            Body::Kinds(id, kinds) => {
                DefinitionKind::Union(values::union_of_kinds(self, &name, id, &kinds, form, &mut rules))
            }
            Body::Type(value) => DefinitionKind::Alias(value),
        };
        let mut docs = docs::schema(schema, None, docs::place(&schema.origin));
        docs.facts.extend(self.composition.choices(id).iter().map(docs::choice));
        if !left_out.is_empty() {
            let label = if form == Form::Request { "Only in answers" } else { "Only in requests" };
            docs.facts.push(Fact { label, value: FactValue::Code(left_out.join(", ")) });
        }
        if let (DefinitionKind::Struct(_), Some(discriminator)) = (&kind, &schema.discriminator) {
            let property = quoted(&discriminator.property);
            let message = format!(
                "the discriminator {property} of a schema without `oneOf` and `anyOf`: what its tags mean is read as `{}`",
                name.as_str()
            );
            let origin = schema.origin.child("discriminator");
            self.found.push(Diagnostic::new(&NOT_CARRIED, origin, message));
        }
        Definition { name, origin: schema.origin.clone(), docs, deprecated: schema.deprecated, kind, rules }
    }

    /// Reports the properties of a type with one form that this cannot have.
    fn report_left_out(&mut self, members: &Members, form: Form) {
        let (mark, used) =
            if form == Form::Request { ("readOnly", "sent") } else { ("writeOnly", "received") };
        for (name, property) in &members.left_out {
            let message = format!("{name:?} is `{mark}`, but the object that has it is only {used}");
            let origin = self.api.schemas[*property].origin.clone().key();
            self.found.push(Diagnostic::new(&ONE_WAY_PROPERTY, origin, message));
        }
    }

    /// What the schema describes, whether null is among it, and the rules it states.
    fn body(&mut self, id: SchemaId, hint: &Hint) -> (Body, bool, Vec<Rule>) {
        let schema = &self.api.schemas[id];
        self.found.extend(self.composition.take_found(id));
        let mut rules = rules::rules(schema, &mut self.found);
        rules.extend(rules::names(schema, self.composition.is_closed(id), &mut self.found));
        rules.extend(self.composition.choices(id).iter().map(rules::choice));
        let nullable = self.composition.is_nullable(id);
        defaults::check(self.api, id, &mut self.found);
        if let Some(value) = self.replaced.component(id) {
            return (Body::Type(value), nullable, Vec::new());
        }

        if let Some(target) = schema.reference {
            let definition = self.define(target, hint.form);
            rules.push(Rule::Type(definition));
            return (Body::Type(Type::Named(definition)), nullable, rules);
        }
        if schema.never {
            return (Body::Type(self.untyped(schema, "no value fits the schema `false`")), nullable, rules);
        }
        match enums::fixed(schema) {
            Some(Fixed::Enum(base)) => return (Body::Enum(id, base), nullable, rules),
            Some(Fixed::Plain(value)) => {
                enums::possible(schema, &mut self.found);
                return (Body::Type(value), nullable, rules);
            }
            Some(Fixed::Untyped) => {
                enums::possible(schema, &mut self.found);
                let value = self.untyped(schema, "a set of values of several types");
                return (Body::Type(value), nullable, rules);
            }
            Some(Fixed::Unnamed) => {
                enums::possible(schema, &mut self.found);
            }
            None => {}
        }

        let branches = [schema.one_of.as_slice(), &schema.any_of].concat();
        if !branches.is_empty() {
            return (Body::Union(branches), nullable, rules);
        }
        let kinds = values::kinds(schema);
        if kinds.len() > 1 {
            return (Body::Kinds(id, kinds), nullable, rules);
        }
        if !schema.properties.is_empty() {
            return (self.members(id, hint.form), nullable, rules);
        }

        let body = match kinds.as_slice() {
            [] if schema.items.is_some() || !schema.prefix_items.is_empty() => {
                self.array(schema, hint, &mut rules)
            }
            [] if !matches!(schema.additional, Additional::Unstated) => {
                return self.object(id, nullable, rules, hint);
            }
            [] => Type::Value,
            [JsonType::Array, ..] => self.array(schema, hint, &mut rules),
            [JsonType::Object, ..] => return self.object(id, nullable, rules, hint),
            [JsonType::String, ..] => self.string(schema),
            [scalar, ..] => values::scalar(schema, *scalar),
        };
        (Body::Type(body), nullable, rules)
    }

    /// An object with properties.
    pub(super) fn members(&mut self, id: SchemaId, form: Form) -> Body {
        let mut members = Members::collect(self.api, id, &mut self.found);
        directions::leave_out(self.api, &mut members, self.directions.form(id, form));
        Body::Struct(Box::new(members))
    }

    /// The type of a string.
    pub(super) fn string(&mut self, schema: &Schema) -> Type {
        self.replaced.format(schema).unwrap_or_else(|| values::scalar(schema, JsonType::String))
    }

    /// An object without properties: a map, or nothing at all.
    pub(super) fn object(
        &mut self,
        id: SchemaId,
        nullable: bool,
        mut rules: Vec<Rule>,
        hint: &Hint,
    ) -> (Body, bool, Vec<Rule>) {
        let schema = &self.api.schemas[id];
        let values = match schema.additional {
            Additional::Schema(values) => values,
            Additional::Forbidden => return (Body::Struct(Box::default()), nullable, rules),
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

    pub(super) fn array(&mut self, schema: &Schema, hint: &Hint, rules: &mut Vec<Rule>) -> Type {
        if !schema.prefix_items.is_empty() {
            return values::tuple(self, schema, hint, rules);
        }
        let Some(items) = schema.items else { return Type::List(Box::new(Type::Value)) };
        let items = self.shape(items, &Hint { part: format!("{} item", hint.part), ..hint.clone() });
        if !items.rules.is_empty() {
            rules.push(Rule::Items(items.rules));
        }
        Type::List(Box::new(nullable_if(items.nullable, items.value)))
    }

    /// Whether the schema's values are secrets as a whole.
    pub(super) fn is_secret(&self, id: SchemaId) -> bool {
        self.secrets.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The schema behind references.
    pub(super) fn target(&self, id: SchemaId) -> SchemaId {
        self.composition.target(id)
    }

    /// The fixed strings that the schema allows, behind references; `None` if it allows anything else.
    pub(super) fn string_values(&self, id: SchemaId) -> Option<Vec<String>> {
        enums::strings(&self.api.schemas[self.target(id)])
    }

    /// Reports that `what` is carried as untyped JSON.
    pub(super) fn untyped(&mut self, schema: &Schema, what: &str) -> Type {
        self.found.push(Diagnostic::new(
            &UNTYPED,
            schema.origin.clone(),
            format!("{what} has no Rust type here"),
        ));
        Type::Value
    }
}

/// `value`, or null where that is allowed.
pub(super) fn nullable_if(nullable: bool, value: Type) -> Type {
    // Any JSON holds null already.
    if nullable && value != Type::Value { Type::Nullable(Box::new(value)) } else { value }
}
