//! Why an item is as it is, in words made from what was decided, and what would change it.

use letterpress::plan::names::{Case, ident};
use letterpress::plan::sdk::{
    Definition, DefinitionKind, Field, HeaderOption, Presence, Rest, SecurityScheme, ServerVariable, Struct,
    Union, UnionVariant, Variant,
};
use letterpress::read::{FileId, Origin, Pointer};

use super::index::{Item, What};
use super::methods;
use super::subject::{Subject, component, rename_at, setting};
use super::types::{field_text, kind, type_change, type_reason, type_text};
use crate::report::counted;

/// What there is to say of an item.
#[derive(Debug, Default)]
pub(super) struct Explanation {
    /// What it is, in a few words that follow its path.
    pub(super) title: String,
    /// Where it comes from, if the description has it.
    pub(super) origin: Option<Origin>,
    /// Why each side of it is as it is.
    pub(super) notes: Vec<(&'static str, String)>,
    /// The settings that would change it, and what each would do.
    pub(super) changes: Vec<(String, &'static str)>,
}

impl Explanation {
    pub(super) fn new(title: impl Into<String>, origin: impl Into<Option<Origin>>) -> Self {
        Self { title: title.into(), origin: origin.into(), ..Self::default() }
    }

    pub(super) fn note(mut self, of: &'static str, why: impl Into<String>) -> Self {
        self.notes.push((of, why.into()));
        self
    }

    pub(super) fn change(mut self, setting: impl Into<Option<String>>, does: &'static str) -> Self {
        self.changes.extend(setting.into().map(|setting| (setting, does)));
        self
    }
}

const RENAMES: &str = "renames it";
const REPLACES: &str = "puts a type of yours in its place";
const TO_ABSENT: &str = "makes it optional, where answers lack it";

/// Explains `item`.
pub(super) fn explain(subject: &Subject<'_>, item: &Item<'_>) -> Explanation {
    match item.what {
        What::Client => Explanation::new("the client", None)
            .note("name", format!("the settings say so, or it is the crate's name and `Client`; the crate is `{}`", subject.config.package))
            .change("client = \"…\"".to_owned(), RENAMES),
        What::Builder => Explanation::new("the client's builder", None)
            .note("name", "it is the client's name and `Builder`")
            .change("client = \"…\"".to_owned(), RENAMES),
        What::Variable(variable) => server_variable(subject, variable),
        What::Scheme(scheme) => security_scheme(subject, scheme),
        What::HeaderOption(option) => header_option(subject, option),
        What::Type(definition) => of_type(subject, definition),
        What::Required(definition) => Explanation::new("the required fields of a type", definition.origin.clone())
            .note("name", format!("it is the name of `{}` and `Required`", definition.name.as_str()))
            .note("type", "the constructor takes a struct where it asks for several fields: strings in a row could be swapped in silence"),
        What::Field(definition, field) => of_field(subject, definition, field),
        What::Setter(field) => {
            let explanation = Explanation::new(format!("a setter of the field `{}`", field.name.as_str()), field.origin.clone());
            let is_null = field.null_setter.as_ref().is_some_and(|setter| Some(setter.plain()) == item.path.last().map(String::as_str));
            let why = if is_null {
                "the field can be null, which this sets"
            } else {
                "every type has a method of the field's name already, or one of that name would be taken for another"
            };
            explanation.note("name", why).change(rename_field(field), RENAMES)
        }
        What::Value(definition, value) => of_value(subject, definition, value),
        What::Shape(definition, shape) => of_shape(subject, definition, shape),
        What::Body(definition, body) => {
            Explanation::new(format!("a body: {}", type_text(subject.sdk, &body.value)), definition.origin.clone())
                .note("name", format!("it is sent as `{}`", body.media_type))
                .note("type", "the request body has several media types whose schemas differ; each is a variant")
        }
        What::Answer(definition, answer) => {
            let media_types = answer.media_types.join("`, `");
            let comes = if media_types.is_empty() { "without a body".to_owned() } else { format!("as `{media_types}`") };
            let value = answer.value.as_ref().map_or_else(|| "nothing".to_owned(), |value| type_text(subject.sdk, value));
            Explanation::new(format!("an answer: {value}"), definition.origin.clone())
                .note("name", format!("it comes with the status `{}`, {comes}", answer.status))
                .note("type", "the operation's answers differ by status or media type; each is a variant")
        }
        What::Unknown(definition) => unknown(definition),
        What::Group(group) => methods::group(subject, group),
        What::Method(operation) => methods::method(subject, operation),
    }
}

fn of_type(subject: &Subject<'_>, definition: &Definition) -> Explanation {
    let origin = &definition.origin;
    let operation = subject.sdk.operations().find(|operation| operation.origin == *origin);
    let title = match operation {
        Some(_) if matches!(definition.kind, DefinitionKind::Struct(_)) => {
            "what can be asked for: a struct of the parameters that are not required"
        }
        _ => kind(&definition.kind),
    };
    let mut explanation = Explanation::new(title, origin.clone());
    let name = definition.name.as_str();
    let component = component(origin);
    let written = component.as_deref().and_then(|component| ident(component, Case::UpperCamel));
    let (why, rename) = if let Some(entry) = subject.renamed(origin, component.as_deref(), name) {
        (format!("`rename` in the settings gives it to `{entry}`"), Some(setting("rename", entry, "…")))
    } else if let Some(operation) = operation {
        let hints = &subject.config.hints.parameters;
        match subject.hint(origin, hints) {
            Some(key) => (format!("`{key}` of the operation says so"), None),
            None => (
                format!(
                    "it is made for the operation `{}`, and named after its method and groups",
                    operation.id
                ),
                None,
            ),
        }
    } else if let Some(component) = component.as_deref() {
        let rename = setting("rename", component, "…");
        let why = if let Some(key) = subject.hint(origin, &subject.config.hints.type_name) {
            format!("`{key}` of the component `{component}` says so")
        } else if component == name {
            "it is the component's name, which is a name of Rust already".to_owned()
        } else if written.as_ref().is_some_and(|written| written == &definition.name) {
            format!("it is the component's name, `{component}`, as Rust writes types")
        } else if written.is_some_and(|written| name == format!("{}Request", written.plain())) {
            format!(
                "the component `{component}` has `readOnly` or `writeOnly` properties within reach; this is the form that requests send"
            )
        } else {
            format!("it is made of the component's name, `{component}`, as another type has the plain one")
        };
        (why, Some(rename))
    } else if let Some(key) = subject.hint(origin, &subject.config.hints.type_name) {
        (format!("`{key}` of the schema says so"), rename_at(origin, "…"))
    } else {
        (
            format!("the schema has no name: it is called after {}", holder(subject, definition)),
            rename_at(origin, "…"),
        )
    };
    explanation = explanation.note("name", why);
    if let Some(why) = shape(subject, definition) {
        explanation = explanation.note("type", why);
    }
    let replace = component
        .filter(|_| operation.is_none())
        .map(|component| setting("types", &component, "your_crate::YourType"));
    explanation.change(rename.map(|rename| rename.replace('…', "NewName")), RENAMES).change(replace, REPLACES)
}

/// Where an unnamed schema is used first.
fn holder(subject: &Subject<'_>, definition: &Definition) -> String {
    let is_it = |id: letterpress::plan::sdk::DefinitionId| {
        subject.sdk.definitions.get(id.0).is_some_and(|other| other.name == definition.name)
    };
    for other in &subject.sdk.definitions {
        match &other.kind {
            DefinitionKind::Struct(structure) => {
                let mut fields = structure.fields.iter();
                if let Some(field) = fields.find(|field| field.value.definitions().into_iter().any(is_it)) {
                    return format!(
                        "the property `{}` of `{}`, which it is the value of",
                        field.wire,
                        other.name.as_str()
                    );
                }
            }
            DefinitionKind::Union(union)
                if union.variants.iter().any(|shape| shape.value.definitions().into_iter().any(is_it)) =>
            {
                return format!("`{}`, which it is a shape of", other.name.as_str());
            }
            _ => {}
        }
    }
    let mut operations = subject.sdk.operations();
    match operations
        .find(|operation| operation.types().any(|value| value.definitions().into_iter().any(is_it)))
    {
        Some(operation) => format!("the operation `{}`, which takes it or answers with it", operation.id),
        None => "where it stands".to_owned(),
    }
}

/// Why a definition has its shape, beyond what its kind says.
fn shape(subject: &Subject<'_>, definition: &Definition) -> Option<String> {
    Some(match &definition.kind {
        DefinitionKind::Struct(structure) => rest(subject, structure),
        DefinitionKind::Enum(values) => {
            format!(
                "{}; any other is kept as `{}`",
                counted(values.variants.len(), "value"),
                values.unknown.as_str()
            )
        }
        DefinitionKind::Union(union) => {
            format!("{}, {}", counted(union.variants.len(), "shape"), told_apart(union))
        }
        DefinitionKind::Alias(value) => {
            format!(
                "{}: `{}`",
                type_reason(subject, &definition.origin, value),
                type_text(subject.sdk, value)
            )
        }
        DefinitionKind::Bodies(_) | DefinitionKind::Answers(_) => return None,
    })
}

fn rest(subject: &Subject<'_>, structure: &Struct) -> String {
    match &structure.rest {
        Rest::Unknown(_) => "members that the schema does not name are kept, and written back".to_owned(),
        Rest::Map(name, value) => {
            format!(
                "`additionalProperties` allows more members: `{}` has them, as {}",
                name.as_str(),
                type_text(subject.sdk, value)
            )
        }
        Rest::Nowhere => "it is only written: nothing else is kept".to_owned(),
    }
}

fn told_apart(union: &Union) -> String {
    match &union.tag {
        Some(tag) if tag.is_stated => format!("told apart by `{}`, which the discriminator names", tag.name),
        Some(tag) => format!("told apart by `{}`, of which each shape has a value of its own", tag.name),
        None => "of which a value is read as the one that it fits best, as no member names it".to_owned(),
    }
}

fn of_field(subject: &Subject<'_>, definition: &Definition, field: &Field) -> Explanation {
    let origin = &field.origin;
    let title = format!("a field of type `{}`", field_text(subject.sdk, field));
    let mut explanation = Explanation::new(title, origin.clone()).note("name", field_name(subject, field));
    explanation = explanation.note("type", type_reason(subject, origin, &field.value));
    explanation = explanation.note("presence", presence(subject, definition, field));
    if field.is_fixed {
        explanation = explanation.note("value", "one string alone is known, so that constructors set it");
    }
    if field.secret {
        explanation = explanation.note("secret", secret(subject, field));
    }
    let lenient = field.presence.is_required() && is_in_properties(origin) && origin.file == FileId(0);
    let lenient =
        lenient.then(|| format!("lenient = [{}]", toml::Value::from(format!("#{}", origin.pointer))));
    let secrets = (!field.secret).then(|| format!("secrets = [{}]", toml::Value::from(field.wire.as_str())));
    explanation
        .change(rename_field(field), RENAMES)
        .change(type_change(subject, origin, &field.value), REPLACES)
        .change(lenient, TO_ABSENT)
        .change(secrets, "masks it in `Debug`; the list takes the place of the one by default")
}

/// Why `Debug` masks the field.
fn secret(subject: &Subject<'_>, field: &Field) -> String {
    let is_meant = |entry: &&String| match entry.strip_prefix('*') {
        Some(end) => field.wire.ends_with(end),
        None => **entry == field.wire,
    };
    match subject.config.secrets.iter().find(is_meant) {
        Some(entry) => format!("`Debug` masks it, as `secrets` has `{entry}`, in the settings or by default"),
        None => "`Debug` masks it, as its schema, or one that it refers to, is `writeOnly` or a password"
            .to_owned(),
    }
}

fn field_name(subject: &Subject<'_>, field: &Field) -> String {
    let (origin, name) = (&field.origin, field.name.plain());
    let wire = &field.wire;
    if let Some(entry) = subject.renamed(origin, None, name) {
        return format!("`rename` in the settings gives it to `{entry}`");
    }
    if let Some(key) = subject.hint(origin, &subject.config.hints.name) {
        return format!("`{key}` of the schema says so; on the wire it is `{wire}`");
    }
    let written = ident(wire, Case::Snake);
    if written.as_ref().is_some_and(|written| written.plain() != name) {
        return format!("it is made of `{wire}`, as another field has the plain name");
    }
    match (wire == name, field.name.as_str().starts_with("r#")) {
        (true, false) => "it is called so on the wire".to_owned(),
        (true, true) => "it is called so on the wire; `r#` makes a keyword a name".to_owned(),
        (false, _) => format!("it is `{wire}` on the wire, as Rust writes fields"),
    }
}

fn presence(subject: &Subject<'_>, definition: &Definition, field: &Field) -> String {
    let is_parameter = subject.sdk.operations().any(|operation| operation.origin == definition.origin);
    let is_required = subject.requires(&definition.origin, &field.wire);
    let pointer = field.origin.pointer.as_str();
    let is_lenient = subject.config.lenient.iter().any(|entry| entry.trim_start_matches('#') == pointer);
    let absent = if is_parameter {
        "the parameter is not required"
    } else if is_lenient {
        "it is required, but `lenient` in the settings says that answers may lack it"
    } else if is_required {
        "it is required by its schema, but not wherever this type stands for that"
    } else {
        "it is not required"
    };
    match field.presence {
        Presence::Required => "it is required, and cannot be null".to_owned(),
        Presence::RequiredNullable => "it is required, and its schema allows null: `Nullable`".to_owned(),
        Presence::Optional => format!("{absent}: `Option`"),
        Presence::OptionalNullable => {
            format!("{absent}, and its schema allows null: `Field` tells absent, null and a value apart")
        }
    }
}

/// The entry of `rename` for a field: by the place of its property, or of its parameter.
fn rename_field(field: &Field) -> Option<String> {
    let at = &field.origin;
    if is_in_properties(at) {
        return rename_at(at, "new_name");
    }
    let (parameter, _) = at.pointer.as_str().rsplit_once("/schema")?;
    let parameter = Origin::new(at.file, Pointer::parse(parameter)?);
    parameter.pointer.as_str().contains("/parameters/").then(|| rename_at(&parameter, "new_name"))?
}

/// Whether `origin` is a property of a schema.
fn is_in_properties(origin: &Origin) -> bool {
    let tokens: Vec<String> = origin.pointer.tokens().collect();
    tokens.len() >= 2 && tokens.get(tokens.len() - 2).is_some_and(|token| token == "properties")
}

fn of_value(subject: &Subject<'_>, definition: &Definition, value: &Variant) -> Explanation {
    const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names"];
    let keys: Vec<String> = NAMES.iter().map(|key| (*key).to_owned()).collect();
    let why = match subject.hint(&definition.origin, &keys) {
        Some(key) => format!("`{key}` names the value `{}`", value.wire),
        None => format!("it stands for the value `{}`", value.wire),
    };
    Explanation::new("a value of an enum", definition.origin.clone()).note("name", why)
}

fn of_shape(subject: &Subject<'_>, definition: &Definition, shape: &UnionVariant) -> Explanation {
    let value = type_text(subject.sdk, &shape.value);
    let name = if shape.tags.is_empty() {
        "it is called after what it holds".to_owned()
    } else {
        format!("it is called after what it holds, or the value that means it: `{}`", shape.tags.join("`, `"))
    };
    let DefinitionKind::Union(union) = &definition.kind else { return Explanation::default() };
    Explanation::new(format!("a shape of a union: `{value}`"), shape.origin.clone())
        .note("name", name)
        .note("type", type_reason(subject, &shape.origin, &shape.value))
        .note("told", told_apart(union))
        .change(type_change(subject, &shape.origin, &shape.value), REPLACES)
}

fn unknown(definition: &Definition) -> Explanation {
    let keeps = match &definition.kind {
        DefinitionKind::Struct(_) => "the members that the schema does not name",
        DefinitionKind::Answers(_) => "the body of an answer with any other status",
        _ => "a value that the description does not list",
    };
    Explanation::new(format!("what keeps {keeps}"), definition.origin.clone())
        .note("type", "what a server adds is no error, and gets lost nowhere")
}

fn server_variable(subject: &Subject<'_>, variable: &ServerVariable) -> Explanation {
    let mut place = (0..subject.sdk.client.servers.len()).map(|index| {
        Origin::new(
            FileId(0),
            Pointer::root().child("servers").child(index).child("variables").child(&variable.name),
        )
    });
    let place = place.find(|origin| subject.document.get(origin).is_some());
    let why = if subject.config.server_variables.contains_key(&variable.name) {
        format!("`server-variables` in the settings gives it to `{}`", variable.name)
    } else {
        format!("it is the server variable `{}`, as Rust writes methods", variable.name)
    };
    Explanation::new("a setting of the client: a variable of the server's URL", place)
        .note("name", why)
        .change(setting("server-variables", &variable.name, "new_name"), RENAMES)
}

fn security_scheme(subject: &Subject<'_>, scheme: &SecurityScheme) -> Explanation {
    let named = subject.config.security_schemes.iter().find(|(_, name)| *name == scheme.setter.plain());
    let why = match named {
        Some((scheme, _)) => format!("`security-schemes` in the settings gives it to `{scheme}`"),
        None => "it is called after its kind where it is the only one, else after itself".to_owned(),
    };
    let place = |name: &String| {
        Origin::new(FileId(0), Pointer::root().child("components").child("securitySchemes").child(name))
    };
    Explanation::new("a setting of the client: who calls", named.map(|(name, _)| place(name)))
        .note("name", why)
        .change("security-schemes = { <scheme> = \"new_name\" }".to_owned(), RENAMES)
}

fn header_option(subject: &Subject<'_>, option: &HeaderOption) -> Explanation {
    let key = option.origins.first().and_then(|origin| subject.hint(origin, &subject.config.hints.ignore));
    let why = format!(
        "`{}` asks SDKs to leave the parameter out of methods: it is an option of the client and of a call",
        key.unwrap_or("an extension")
    );
    Explanation::new(
        format!("a setting of the client: the header `{}`", option.header),
        option.origins.first().cloned(),
    )
    .note("type", why)
    .change(setting("header-options", &option.header, "new_name"), RENAMES)
}
