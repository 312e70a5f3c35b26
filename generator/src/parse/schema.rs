//! JSON Schema as a description uses it, 3.0 and 3.1 alike.

use std::collections::BTreeMap;
use std::fmt;

use indexmap::{IndexMap, IndexSet};

use super::api::Extensions;
use crate::read::{Number, Origin, Tree};

/// Which schema of an [`Schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub u32);

/// Every schema of a description, in the order in which it was reached.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    all: Vec<Schema>,
}

impl Schemas {
    /// Adds a schema.
    pub fn add(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(schema);
        id
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Each schema with its id.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId).zip(&self.all)
    }

    /// The schema, to be filled in; `None` for an id of another collection.
    pub fn get_mut(&mut self, id: SchemaId) -> Option<&mut Schema> {
        self.all.get_mut(id.0 as usize)
    }
}

impl std::ops::Index<SchemaId> for Schemas {
    type Output = Schema;

    /// The schema of this id. Ids come from [`Schemas::add`] of the same collection only.
    fn index(&self, id: SchemaId) -> &Schema {
        &self.all[id.0 as usize]
    }
}

/// One schema, with every keyword that shapes a type, bounds a value or describes it.
///
/// 3.0 and 3.1 meet here: `nullable: true` sets [`Schema::nullable`], `null` among the types is in `types`, a boolean
/// `exclusiveMinimum` moves the bound, `true` is the empty schema, `false` sets [`Schema::never`].
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it stands.
    pub origin: Origin,
    /// The schema that `$ref` names, already resolved; keywords beside it stand in this one.
    ///
    /// It is never a schema that is a reference only, so a chain of those is one step.
    pub reference: Option<SchemaId>,
    /// Whether nothing stands beside `$ref`: this schema says what that one says.
    pub is_reference_only: bool,
    /// The types that `type` allows; empty where it is not stated.
    pub types: TypeSet,
    /// `nullable: true` (3.0): null is allowed beside what else the schema says, whether or not that states a type.
    pub nullable: bool,
    /// Whether no value at all is valid (the schema `false`).
    pub never: bool,

    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `default`.
    pub default: Option<Tree>,
    /// `example` (3.0) or `examples` (3.1).
    pub examples: Vec<Tree>,

    /// `const`.
    pub constant: Option<Tree>,
    /// `enum`.
    pub enumeration: Option<Vec<Tree>>,

    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,

    /// `properties`.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: IndexSet<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `patternProperties`.
    pub pattern_properties: BTreeMap<String, SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,

    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,

    /// `format`.
    pub format: Option<String>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,

    /// `minimum`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`, as a number.
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum`, as a number.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,

    /// Its extensions.
    pub extensions: Extensions,
}

impl Schema {
    /// The schema that allows everything, standing at `origin`.
    pub fn anything(origin: Origin) -> Self {
        Self {
            origin,
            reference: None,
            is_reference_only: false,
            types: TypeSet::default(),
            nullable: false,
            never: false,
            title: None,
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            default: None,
            examples: Vec::new(),
            constant: None,
            enumeration: None,
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            discriminator: None,
            properties: IndexMap::new(),
            required: IndexSet::new(),
            additional: Additional::Unstated,
            pattern_properties: BTreeMap::new(),
            min_properties: None,
            max_properties: None,
            items: None,
            prefix_items: Vec::new(),
            min_items: None,
            max_items: None,
            unique_items: false,
            format: None,
            pattern: None,
            min_length: None,
            max_length: None,
            content_encoding: None,
            content_media_type: None,
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            multiple_of: None,
            extensions: Extensions::new(),
        }
    }
}

/// What `additionalProperties` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additional {
    /// Nothing.
    Unstated,
    /// `true`
    Allowed,
    /// `false`
    Forbidden,
    /// A schema that each must fit.
    Schema(SchemaId),
}

/// How a union's branches are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property that holds the tag.
    pub property: String,
    /// The branch that each tag means, where the description maps tags.
    pub mapping: BTreeMap<String, SchemaId>,
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after its type")]
pub enum Type {
    Null,
    Boolean,
    Object,
    Array,
    Number,
    String,
    Integer,
}

impl Type {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Object, Self::Array, Self::Number, Self::String, Self::Integer];

    /// Its name in a description.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Number => "number",
            Self::String => "string",
            Self::Integer => "integer",
        }
    }
}

/// A set of [`Type`]s.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TypeSet(u8);

impl fmt::Debug for TypeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl TypeSet {
    /// The set with `kind` added.
    #[must_use]
    pub fn with(self, kind: Type) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// The set with `kind` taken out.
    #[must_use]
    pub fn without(self, kind: Type) -> Self {
        Self(self.0 & !(1 << kind as u8))
    }

    /// Whether `kind` is in it.
    pub fn has(self, kind: Type) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its members, in the order of [`Type::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL.into_iter().filter(move |kind| self.has(*kind))
    }
}
