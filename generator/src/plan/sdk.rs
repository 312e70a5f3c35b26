//! A whole SDK, decided: every name, shape, module and dependency. `print` only writes it down.

mod client;
mod content;

use std::fmt;

pub use self::client::*;
pub use self::content::{
    AnswerVariant, Answers, Bodies, Body, BodyFormat, BodyKind, BodyMediaType, BodyVariant, Events,
};
use super::names::Ident;
use crate::parse::api::{Method, ParameterLocation, Style};
use crate::read::{Number, Origin};

/// Everything that is printed.
#[derive(Clone, Debug)]
pub struct Sdk {
    /// The crate.
    pub package: Package,
    /// The client and its builder.
    pub client: Client,
    /// The top-level groups, by name.
    pub groups: Vec<Group>,
    /// The modules of types, by name.
    pub modules: Vec<Module>,
    /// Every definition; [`DefinitionId`]s count into it.
    pub definitions: Vec<Definition>,
    /// The types of the config that it names, by path.
    pub externals: Vec<External>,
    /// The program that shows one call.
    pub example: Option<Example>,
}

impl Sdk {
    /// The type behind aliases.
    pub fn resolve<'t>(&'t self, value: &'t Type) -> &'t Type {
        let mut value = value;
        while let Type::Named(id) = value
            && let DefinitionKind::Alias(target) = &self.definitions[id.0].kind
        {
            value = target;
        }
        value
    }

    /// Every operation, group by group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        let mut open: Vec<&Group> = self.groups.iter().rev().collect();
        std::iter::from_fn(move || {
            let group = open.pop()?;
            open.extend(group.groups.iter().rev());
            Some(&group.operations)
        })
        .flatten()
    }
}

/// Which definition of an [`Sdk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefinitionId(pub usize);

/// The printed crate, as its manifest says.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name: `auth0-management`.
    pub name: String,
    /// Its name as a path in code: `auth0_management`.
    pub lib_name: Ident,
    /// Its version.
    pub version: String,
    /// Its licence expression, if it states one.
    pub license: Option<String>,
    /// The API's title.
    pub title: String,
    /// The version of the API that the description states.
    pub api_version: String,
    /// Whether the manifest closes itself off from an enclosing workspace.
    pub standalone: bool,
    /// What it depends on beside what every printed crate does, by name.
    pub dependencies: Vec<Dependency>,
}

/// A crate that a type of the config is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name in the manifest.
    pub name: String,
    /// What the manifest says of it, as TOML on one line.
    pub requirement: String,
}

/// A type of the config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// Its path, from `::` on.
    pub path: String,
    /// How it crosses the wire.
    pub crossing: Crossing,
}

/// How a type of the config crosses the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// As a string, through `FromStr` and `Display`.
    Text,
    /// As any JSON, through serde's traits.
    Serde,
}

/// A piece of a URL template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands as it is.
    Literal(String),
    /// The name of what fills it.
    Parameter(String),
}

/// A group of operations: an accessor on the client or on the group above.
#[derive(Clone, Debug)]
pub struct Group {
    /// The accessor's name: `self_service_profiles`.
    pub accessor: Ident,
    /// The module's name: the accessor's, unless printed crates have a module of that name already.
    pub module: Ident,
    /// The type's name: `SelfServiceProfiles`.
    pub name: Ident,
    /// The feature that a top-level group goes with: `group-self-service-profiles`.
    pub feature: String,
    /// The groups within, by name.
    pub groups: Vec<Group>,
    /// Its operations, by name.
    pub operations: Vec<Operation>,
}

/// One operation, as a method.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where the description has it.
    pub origin: Origin,
    /// `operationId`, or method and path where there is none.
    pub id: String,
    /// The method's name.
    pub name: Ident,
    /// The name of its static.
    pub constant: Ident,
    /// Its HTTP method.
    pub method: Method,
    /// Its path as the description writes it.
    pub template: String,
    /// Its path, taken apart.
    pub path: Vec<Segment>,
    /// Names and values of the query that is always sent.
    pub query: Vec<(String, String)>,
    /// The arguments: what the path takes, in its order, then whatever else is required.
    pub arguments: Vec<Argument>,
    /// The struct of the optional parameters.
    pub optional: Option<DefinitionId>,
    /// Every parameter, and how it is sent.
    pub parameters: Vec<Parameter>,
    /// Its body, if it takes one.
    pub body: Option<Body>,
    /// The type of its answer; `None` where no answer has a body but events.
    pub response: Option<Type>,
    /// Whether an answer may also come without a body, so that the type is an `Option`.
    pub response_is_optional: bool,
    /// The events that it can answer with.
    pub events: Option<Events>,
    /// The type of its errors' bodies, where any is described.
    pub error: Option<Type>,
    /// The media types that its answer is read from, as the description names them.
    pub accept: Vec<String>,
    /// The server that it has of its own, by the name of its setter.
    pub server: Option<String>,
    /// The credentials that it is sent with.
    pub auth: Auth,
    /// The scopes that a token needs.
    pub scopes: Vec<String>,
    /// The headers it takes that are options of the client or the call.
    pub header_options: Vec<String>,
    /// What it is for.
    pub docs: Docs,
    /// Its documented answers.
    pub statuses: Vec<StatusDocs>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

impl Operation {
    /// The types that it names: what it is called with, then what it answers with.
    pub fn types(&self) -> impl Iterator<Item = Type> {
        self.sent_types().chain(self.answered_types()).chain(self.error.clone())
    }

    /// The types of what it is called with.
    pub fn sent_types(&self) -> impl Iterator<Item = Type> {
        let arguments = self.arguments.iter().map(|argument| &argument.value);
        let body = self.body.as_ref().map(|body| &body.value);
        arguments.chain(body).cloned().chain(self.optional.map(Type::Named))
    }

    /// The types of what it answers with when it succeeds.
    pub fn answered_types(&self) -> impl Iterator<Item = Type> {
        let events = self.events.as_ref().map(|events| events.value.clone());
        self.response.clone().into_iter().chain(events)
    }
}

/// An argument of a method that is sent as a parameter.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The argument's name.
    pub name: Ident,
    /// The parameter's name.
    pub parameter: String,
    /// Its type.
    pub value: Type,
    /// What it is for.
    pub docs: Docs,
}

/// How a parameter is sent.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where the description has it.
    pub origin: Origin,
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// How its value is written.
    pub style: ParameterStyle,
    /// Whether lists and objects are spread.
    pub explode: bool,
    /// Whether reserved characters stand as they are.
    pub allow_reserved: bool,
}

/// How a parameter's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// By one of the specification's styles.
    Style(Style),
    /// As JSON.
    Json,
}

/// What one answer means.
#[derive(Clone, Debug)]
pub struct StatusDocs {
    /// `201`, `4XX`, `default`.
    pub status: String,
    /// Whether it is a success.
    pub is_success: bool,
    /// Its descriptions: the first, then further causes.
    pub causes: Vec<String>,
    /// Its headers: name and description.
    pub headers: Vec<(String, String)>,
}

/// A module of definitions.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: Ident,
    /// The feature of the group that alone uses it; `None` for what several share.
    pub feature: Option<String>,
    /// Its definitions, by name.
    pub definitions: Vec<DefinitionId>,
}

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

/// Text for people, raw from the description or a sentence of ours: `print` escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Markdown.
    pub text: String,
    /// Facts beside it: default, format, bounds, lifecycle.
    pub facts: Vec<Fact>,
}

/// One fact of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about, in our words: `Default`, `Format`.
    pub label: &'static str,
    /// What is so.
    pub value: FactValue,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A value of the description, shown as code.
    Code(String),
    /// Words of ours.
    Words(String),
}

/// A program that makes one call.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its file's name: `create_sso_ticket`.
    pub name: Ident,
    /// The accessors from the client to the operation's group.
    pub accessors: Vec<Ident>,
    /// The operation.
    pub operation: Operation,
    /// A value for each argument.
    pub arguments: Vec<serde_json::Value>,
    /// A request body in JSON, where the operation's has required fields; without any it is built by `new()`.
    pub request: Option<String>,
    /// What its environment variables begin with.
    pub env_prefix: String,
    /// The answer that the mock transport gives: a status, and a body in JSON.
    pub answer: (u16, String),
}
