//! A whole SDK, decided: every name, shape, module and dependency. `print` only writes it down.

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
}

/// The client type, its builder and the API it speaks to.
#[derive(Clone, Debug)]
pub struct Client {
    /// The client's type: `ManagementClient`.
    pub name: Ident,
    /// The builder's type: `ManagementClientBuilder`.
    pub builder: Ident,
    /// The server's URL template.
    pub server: Vec<Segment>,
    /// The variables of that template.
    pub variables: Vec<ServerVariable>,
    /// Where the client-credentials flow fetches its tokens.
    pub token: Option<TokenEndpoint>,
    /// Headers that are options of the client and the call.
    pub header_options: Vec<HeaderOption>,
}

/// A piece of a URL template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands as it is.
    Literal(String),
    /// The name of what fills it.
    Parameter(String),
}

/// A variable of the server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// The builder's method for it.
    pub setter: Ident,
    /// Its default, unless that is a placeholder that no server answers to.
    pub default: Option<String>,
    /// Its description.
    pub docs: Docs,
}

/// The token endpoint of the client-credentials flow (RFC 6749, section 4.4).
#[derive(Clone, Debug)]
pub struct TokenEndpoint {
    /// Its URL, perhaps relative to the server's origin.
    pub url: String,
    /// Form parameters beside the grant: `audience`, for one.
    pub parameters: Vec<(String, String)>,
}

/// A header that is set on the client or on a call and is sent by those operations only that take it.
#[derive(Clone, Debug)]
pub struct HeaderOption {
    /// The parameters that it stands for.
    pub origins: Vec<Origin>,
    /// The header's name.
    pub header: String,
    /// The method's name.
    pub setter: Ident,
    /// Its description.
    pub docs: Docs,
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
    /// The type of its answer; `None` where the answer has no body.
    pub response: Option<Type>,
    /// The media types that its answer is read from, as the description names them.
    pub accept: Vec<String>,
    /// What it requires of the client.
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
        self.sent_types().chain(self.response.clone())
    }

    /// The types of what it is called with.
    pub fn sent_types(&self) -> impl Iterator<Item = Type> {
        let arguments = self.arguments.iter().map(|argument| &argument.value);
        let body = self.body.as_ref().map(|body| &body.value);
        arguments.chain(body).cloned().chain(self.optional.map(Type::Named))
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

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument's name.
    pub argument: Ident,
    /// Its type.
    pub value: Type,
    /// The media types it can be sent as, the first by default.
    pub media_types: Vec<BodyMediaType>,
}

/// A media type that a body can be sent as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyMediaType {
    /// As the description names it: `application/merge-patch+json`.
    pub name: String,
    /// How a body of it is written.
    pub format: BodyFormat,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON: `application/json`, or any media type with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
}

/// Whether a call needs a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// None is sent.
    None,
    /// One must be there.
    Bearer,
    /// One is sent if the client has one.
    OptionalBearer,
}

/// What one answer means.
#[derive(Clone, Debug)]
pub struct StatusDocs {
    /// `201`, `4XX`, `default`.
    pub status: String,
    /// Its descriptions: the first, then further causes.
    pub causes: Vec<String>,
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
    /// Its rules, and those of its fields.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        let fields = match &self.kind {
            DefinitionKind::Struct(structure) => structure.fields.as_slice(),
            DefinitionKind::Enum(_) | DefinitionKind::Union(_) | DefinitionKind::Alias(_) => &[],
        };
        self.rules.iter().chain(fields.iter().flat_map(|field| &field.rules))
    }
}

/// The shape of a definition.
#[derive(Clone, Debug)]
pub enum DefinitionKind {
    /// An object with named fields.
    Struct(Struct),
    /// A string out of a set that may grow.
    Enum(Enum),
    /// A value of one of several shapes.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// An object.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its fields, in the order of their wire names' first appearance.
    pub fields: Vec<Field>,
    /// The private field that keeps unknown fields, where no public map does.
    pub rest: Rest,
    /// Whether a request reaches it: it then has setters.
    pub settable: bool,
    /// The struct that names the required fields, where there are two or more.
    pub required: Option<Ident>,
}

/// Where fields go that the schema does not name.
#[derive(Clone, Debug)]
pub enum Rest {
    /// Into a private field of this name; kept and written back.
    Unknown(Ident),
    /// Into a public map of this name and these values.
    Map(Ident, Type),
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
    /// Whether `Debug` masks it.
    pub secret: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What its value must satisfy.
    pub rules: Vec<Rule>,
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

/// An open enum of strings.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its known values.
    pub variants: Vec<Variant>,
    /// The name of the variant that holds any other value.
    pub unknown: Ident,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Ident,
    /// Its value on the wire.
    pub wire: String,
}

/// A value of one of several shapes.
#[derive(Clone, Debug)]
pub struct Union {
    /// The shapes, in the order of the description.
    pub variants: Vec<UnionVariant>,
    /// The member that names the shape; without it, the value is read as what it fits best.
    pub tag: Option<String>,
    /// The name of the variant that holds any other value.
    pub unknown: Ident,
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
    /// It is an array.
    Array,
    /// It is an object with these members.
    Object {
        /// Those it always has.
        required: Vec<String>,
        /// All that it may have.
        known: Vec<String>,
    },
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
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
    /// A list.
    List(Box<Type>),
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
    /// The definition that it names, through lists, maps and the like.
    pub fn definition(&self) -> Option<DefinitionId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.definition()
            }
            _ => None,
        }
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
    MinProperties(u64),
    MaxProperties(u64),
    /// Each item satisfies these.
    Items(Vec<Rule>),
    /// Each value of a map satisfies these.
    Values(Vec<Rule>),
    /// The definition's own rules hold.
    Type(DefinitionId),
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
