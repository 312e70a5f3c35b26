//! A whole SDK, decided: every name, shape, module and dependency. `print` only writes it down.

mod client;
mod content;
mod pagination;
mod types;

pub use self::client::*;
pub use self::content::{
    AnswerVariant, Answers, Bodies, Body, BodyFormat, BodyKind, BodyMediaType, BodyVariant, Events,
};
pub use self::pagination::{ByCursor, ByNumber, PageForm, Pagination, Paging, Step};
pub use self::types::{
    Allowed, Definition, DefinitionKind, Enum, EnumBase, Field, Fit, Presence, Rest, Rule, Scalar, Struct,
    Tag, Type, Union, UnionVariant, Variant,
};
use super::names::Ident;
use crate::parse::api::{Method, ParameterLocation, Style};
use crate::read::Origin;

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
    /// The crate that has its runtime, if it does not carry its own.
    pub runtime: Option<RuntimeCrate>,
}

/// A crate that several SDKs share their runtime as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeCrate {
    /// Its name: `acme-runtime`.
    pub name: String,
    /// Its name as a path in code: `acme_runtime`.
    pub lib_name: Ident,
    /// Its folder, from that of the SDK on: `../acme-runtime`.
    pub path: String,
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
    /// How it gives a list page by page, if it does.
    pub pages: Option<Pagination>,
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
