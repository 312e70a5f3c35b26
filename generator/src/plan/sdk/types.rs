//! The types of an SDK: definitions with their fields, variants and rules.

use std::fmt;

use super::{Answers, Bodies, DefinitionId, Docs};
use crate::plan::names::Ident;
use crate::read::{Number, Origin};

/// A type with a name.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: Ident,
    /// The schema it came from.
    pub origin: Origin,
    /// What it is for.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its shape.
    pub kind: DefinitionKind,
    /// What its values must satisfy.
    pub rules: Vec<Rule>,
}

impl Definition {
    /// Its rules, and those of its fields and variants.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        let (fields, variants) = match &self.kind {
            DefinitionKind::Struct(structure) => (structure.fields.as_slice(), [].as_slice()),
            DefinitionKind::Union(union) => ([].as_slice(), union.variants.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        let of_fields = fields.iter().flat_map(|field: &Field| &field.rules);
        let of_variants = variants.iter().flat_map(|variant: &UnionVariant| &variant.rules);
        self.rules.iter().chain(of_fields).chain(of_variants)
    }
}

/// The shape of a definition.
#[derive(Clone, Debug)]
pub enum DefinitionKind {
    /// An object with named fields.
    Struct(Struct),
    /// A scalar out of a set that may grow.
    Enum(Enum),
    /// A value of one of several shapes.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// The body of a request, of one of several media types.
    Bodies(Bodies),
    /// The body of an answer, by its status and media type.
    Answers(Answers),
}

/// An object.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its fields, in the order of their wire names' first appearance.
    pub fields: Vec<Field>,
    /// The private field that keeps unknown fields, where no public map does.
    pub rest: Rest,
    /// Whether `Debug` masks the public map of that.
    pub masks_rest: bool,
    /// Whether a request reaches it: it then has setters.
    pub settable: bool,
    /// The struct that names the required fields, where there are two or more.
    pub required: Option<Ident>,
    /// Where it is sent as the parts of a multipart body and in no other way: the media type of each field's part, if one is stated.
    pub parts: Option<Vec<Option<String>>>,
}

impl Struct {
    /// Whether all of its fields can be absent, so that reading begins with its default and fills that.
    pub fn is_read_in_place(&self) -> bool {
        !self.fields.iter().any(|field| field.presence.is_required())
    }
}

/// Where fields go that the schema does not name.
#[derive(Clone, Debug)]
pub enum Rest {
    /// Into a private field of this name; kept and written back.
    Unknown(Ident),
    /// Into a public map of this name and these values.
    Map(Ident, Type),
    /// There are none: the struct is only written.
    Nowhere,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// The schema of its value.
    pub origin: Origin,
    /// Its name.
    pub name: Ident,
    /// Its name on the wire.
    pub wire: String,
    /// Its type, without the wrapper that `presence` gives it.
    pub value: Type,
    /// Whether it can be absent or null.
    pub presence: Presence,
    /// The method that sets it.
    pub setter: Ident,
    /// The method that sets it to null, where it can be.
    pub null_setter: Option<Ident>,
    /// What it is for.
    pub docs: Docs,
    /// Whether it is required and its schema allows one string alone, so that constructors set it themselves: its type is
    /// an enum of one variant.
    pub is_fixed: bool,
    /// Whether `Debug` masks it.
    pub secret: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What its value must satisfy.
    pub rules: Vec<Rule>,
}

impl Field {
    /// Whether a constructor must be given its value.
    pub fn is_asked_for(&self) -> bool {
        self.presence.is_required() && !self.is_fixed
    }
}

/// Which of absent, null and value a field can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always a value: `T`.
    Required,
    /// A value or null: `Nullable<T>`.
    RequiredNullable,
    /// A value or absent: `Option<T>`.
    Optional,
    /// All three: `Field<T>`.
    OptionalNullable,
}

impl Presence {
    /// Whether there is always a member, be it null.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}

/// An open enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// What its values are.
    pub base: EnumBase,
    /// Its known values, each of its base.
    pub variants: Vec<Variant>,
    /// The name of the variant that holds any other value.
    pub unknown: Ident,
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumBase {
    /// Strings.
    Text,
    /// Integers of 64 bits.
    Integer,
    /// Strings, integers and booleans side by side.
    Scalar,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Ident,
    /// Its value on the wire.
    pub wire: Scalar,
    /// Its description; empty where there is none.
    pub docs: String,
}

/// A value that an enum names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
}

impl fmt::Display for Scalar {
    /// The text of a string itself; the others as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

/// A value of one of several shapes.
#[derive(Clone, Debug)]
pub struct Union {
    /// The shapes, in the order of the description.
    pub variants: Vec<UnionVariant>,
    /// The member that names the shape; without it, the value is read as what it fits best.
    pub tag: Option<Tag>,
    /// The name of the variant that holds any other value.
    pub unknown: Ident,
    /// Whether it is a shape of another union, which then asks how well a value fits it.
    pub is_nested: bool,
    /// Which of the shapes a plain text becomes.
    pub text: Option<usize>,
}

impl Union {
    /// The shapes in the order of their names: of several that fit equally well the first is read, and the order of the
    /// description is to settle nothing.
    pub fn by_name(&self) -> Vec<&UnionVariant> {
        let mut variants: Vec<&UnionVariant> = self.variants.iter().collect();
        variants.sort_by(|a, b| a.name.cmp(&b.name));
        variants
    }

    /// Whether a value is read as the shape that it fits best: where no tag says it, or the tag can be missing.
    pub fn is_read_by_fit(&self) -> bool {
        self.tag.as_ref().is_none_or(|tag| !tag.is_required)
    }
}

/// The member that names the shape of a union's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Whether every shape requires it; a value without it is read as what it fits best.
    pub is_required: bool,
    /// Whether the description names it as the discriminator.
    pub is_stated: bool,
}

/// One shape of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The branch that it came from.
    pub origin: Origin,
    /// Its name.
    pub name: Ident,
    /// What it holds.
    pub value: Type,
    /// The tags that name it, where the union has a tag.
    pub tags: Vec<String>,
    /// What tells it from the others, where the union has none.
    pub fit: Fit,
    /// Whether no other variant holds the same type, so that a value of it says which variant is meant.
    pub distinct: bool,
    /// Whether `Debug` masks it.
    pub secret: bool,
    /// What its value must satisfy.
    pub rules: Vec<Rule>,
}

/// What tells a shape from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nothing.
    Any,
    /// It is a boolean.
    Boolean,
    /// It is an integer.
    Integer,
    /// It is a number.
    Number,
    /// It is a string.
    String,
    /// It is one of these strings.
    Text(Vec<String>),
    /// It is an array of items of this shape.
    List(Box<Fit>),
    /// It is an object with these members.
    Object {
        /// Those it always has.
        required: Vec<String>,
        /// All that it may have.
        known: Vec<String>,
        /// Those that can hold one string alone.
        fixed: Vec<(String, String)>,
    },
    /// It fits this union.
    Union(DefinitionId),
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// A date and time, as the server's text.
    DateTime,
    /// A date, as the server's text.
    Date,
    /// Any JSON.
    Value,
    /// A type of the config, by its path from `::` on.
    External(String),
    /// Bytes of any kind, where a whole body is that.
    Bytes,
    /// A file, as a part of a multipart body.
    File,
    /// Parts of a multipart body that no schema describes.
    Multipart,
    /// A list.
    List(Box<Type>),
    /// A list of a fixed length, whose items each have a type of their own: at most [`Type::MAX_POSITIONS`].
    Tuple(Vec<Type>),
    /// A map with string keys.
    Map(Box<Type>),
    /// A value or null.
    Nullable(Box<Type>),
    /// A value on the heap, where a type would otherwise hold itself.
    Boxed(Box<Type>),
    /// A definition.
    Named(DefinitionId),
}

impl Type {
    /// How many positions a tuple has at most: for as many, Rust's own tuples can be compared and shown.
    pub const MAX_POSITIONS: usize = 12;

    /// How many lists, maps and the like are within one another.
    pub fn depth(&self) -> usize {
        let (mut deepest, mut open) = (0, vec![(self, 0)]);
        while let Some((value, depth)) = open.pop() {
            deepest = deepest.max(depth);
            match value {
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                    open.push((inner, depth + 1));
                }
                Self::Tuple(positions) => open.extend(positions.iter().map(|inner| (inner, depth + 1))),
                _ => {}
            }
        }
        deepest
    }

    /// The definition that it names, through lists, maps and the like; the first of those that a tuple names.
    pub fn definition(&self) -> Option<DefinitionId> {
        self.definitions().first().copied()
    }

    /// The definitions that it names, through lists, maps, tuples and the like.
    pub fn definitions(&self) -> Vec<DefinitionId> {
        let mut named = Vec::new();
        let mut open = vec![self];
        while let Some(value) = open.pop() {
            match value {
                Self::Named(id) => named.push(*id),
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                    open.push(inner);
                }
                Self::Tuple(positions) => open.extend(positions.iter().rev()),
                _ => {}
            }
        }
        named
    }

    /// Whether it is a boolean or a number: what is copied, and passed as it is.
    pub fn is_number_or_boolean(&self) -> bool {
        matches!(self, Self::Bool | Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::F32 | Self::F64)
    }
}

/// What a value must satisfy.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is named after its keyword in JSON Schema")]
pub enum Rule {
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Minimum(Number),
    Maximum(Number),
    ExclusiveMinimum(Number),
    ExclusiveMaximum(Number),
    MultipleOf(Number),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    /// One of these numbers and booleans.
    Enum(Vec<Allowed>),
    MinProperties(u64),
    MaxProperties(u64),
    /// All members of at least one of these lists are there.
    AnyRequired(Vec<Vec<String>>),
    /// All members of exactly one of these lists are there.
    OneRequired(Vec<Vec<String>>),
    /// Each member's name is one of `known`, or matches one of `patterns`.
    Names {
        patterns: Vec<String>,
        known: Vec<String>,
    },
    /// Each item satisfies these.
    Items(Vec<Rule>),
    /// The item at each position satisfies the list of that position.
    Positions(Vec<Vec<Rule>>),
    /// Each value of a map satisfies these.
    Values(Vec<Rule>),
    /// The definition's own rules hold.
    Type(DefinitionId),
}

/// A number or boolean that `enum` or `const` lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Allowed {
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(Number),
}
