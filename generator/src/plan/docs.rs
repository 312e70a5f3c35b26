//! What the printed crate says about a schema, an operation, a status.

use super::compose::Choice;
use super::enums;
use super::sdk::{Docs, Fact, FactValue, StatusDocs};
use super::statuses;
use crate::hints;
use crate::parse::api::{Extensions, Header, Operation, Parameter, ParameterEncoding, Response, Status};
use crate::parse::schema::{Schema, Schemas, Type as JsonType};
use crate::read::{Number, Origin, Tree};

/// The docs of `schema` where it stands in for a type or a field; `fallback` speaks where the description is silent.
///
/// A field whose schema is a reference has the words beside the `$ref`, if any, else those of `target`.
pub(super) fn schema(schema: &Schema, target: Option<&Schema>, fallback: String) -> Docs {
    let own = schema.description.as_ref().or(schema.title.as_ref());
    let text =
        own.or_else(|| target.and_then(|target| target.description.as_ref().or(target.title.as_ref())));
    Docs {
        text: text.filter(|text| !text.trim().is_empty()).cloned().unwrap_or(fallback),
        facts: facts(schema),
    }
}

/// The facts of a schema that its Rust type does not show.
fn facts(schema: &Schema) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |label, value: Option<FactValue>| facts.extend(value.map(|value| Fact { label, value }));
    fact("Format", schema.format.clone().map(FactValue::Code));
    fact("Length", range(schema.min_length, schema.max_length, "character", "characters"));
    fact("Pattern", schema.pattern.clone().map(FactValue::Code));
    fact("Minimum", schema.minimum.map(number));
    fact("Maximum", schema.maximum.map(number));
    fact("More than", schema.exclusive_minimum.map(number));
    fact("Less than", schema.exclusive_maximum.map(number));
    fact("Multiple of", schema.multiple_of.map(number));
    fact("Size", range(schema.min_items, schema.max_items, "item", "items"));
    fact("Items", schema.unique_items.then(|| FactValue::Words("all different".to_owned())));
    fact("Size", range(schema.min_properties, schema.max_properties, "entry", "entries"));
    for pattern in schema.pattern_properties.keys() {
        fact("Names match", Some(FactValue::Code(pattern.clone())));
    }
    facts.extend(enums::fact(schema));
    let mut fact = |label, value: Option<FactValue>| facts.extend(value.map(|value| Fact { label, value }));
    fact("Default", schema.default.as_ref().map(|value| FactValue::Code(json(value))));
    fact("Lifecycle", lifecycle(&schema.extensions));
    facts
}

/// The fact that some of the members that `choice` lists must be there.
pub(super) fn choice(choice: &Choice) -> Fact {
    let groups: Vec<String> = choice.groups.iter().map(|group| group.join(" and ")).collect();
    let label = if choice.exactly_one { "Needs one alone of" } else { "Needs one at least of" };
    Fact { label, value: FactValue::Code(groups.join(", or ")) }
}

/// The docs of an operation, without its statuses.
pub(super) fn operation(operation: &Operation, scopes: &[String]) -> Docs {
    let given = [&operation.summary, &operation.description];
    let texts: Vec<&str> =
        given.into_iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let request = request_line(operation);
    let text = match texts.as_slice() {
        [] => format!("Calls {}.", code(&request)),
        [summary, description] if description.starts_with(summary) => (*description).to_owned(),
        texts => texts.join("\n\n"),
    };
    let mut facts = vec![Fact { label: "Request", value: FactValue::Code(request) }];
    if !scopes.is_empty() {
        facts.push(Fact { label: "Scopes", value: FactValue::Code(scopes.join(" ")) });
    }
    facts.extend(lifecycle(&operation.extensions).map(|value| Fact { label: "Lifecycle", value }));
    Docs { text, facts }
}

/// The method and path of an operation: `POST /things`.
pub(super) fn request_line(operation: &Operation) -> String {
    format!("{} {}", operation.method.key().to_uppercase(), operation.path)
}

/// What a schema that says nothing of itself is the schema of, by where it stands.
pub(super) fn place(origin: &Origin) -> String {
    let tokens: Vec<String> = origin.pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let whose = |path: &str, method: &str| code(&format!("{} {path}", method.to_uppercase()));
    match tokens.as_slice() {
        ["components", "schemas", name] => format!("The schema {} of the API.", code(name)),
        ["paths", path, method, "requestBody", .., "schema"] => {
            format!("The body of {}.", whose(path, method))
        }
        ["paths", path, method, "responses", .., "schema"] => {
            format!("The answer of {}.", whose(path, method))
        }
        [.., "properties", name] => format!("The property {}.", code(name)),
        [.., "items"] => "An item of a list.".to_owned(),
        [.., "additionalProperties"] => "A value of a map.".to_owned(),
        [.., "oneOf" | "anyOf", _] => "One of several shapes.".to_owned(),
        [.., name] => format!("The schema {} of the API.", code(name)),
        [] => "A schema of the API.".to_owned(),
    }
}

/// Text of the description as code.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// The docs of a parameter.
pub(super) fn parameter(parameter: &Parameter) -> Docs {
    let text = parameter.description.clone().filter(|text| !text.trim().is_empty());
    Docs {
        text: text.unwrap_or_else(|| format!("The parameter {}.", code(&parameter.name))),
        facts: Vec::new(),
    }
}

/// The docs of a parameter that is an argument, with the facts of its schema: an argument has a line, not a page.
pub(super) fn argument(parameter: &Parameter, schema: Option<&Schema>) -> Docs {
    let mut docs = self::parameter(parameter);
    let facts = schema.map(facts).unwrap_or_default();
    let facts = facts.iter().map(|fact| match &fact.value {
        FactValue::Code(value) => format!("{}: {}", fact.label, code(value)),
        FactValue::Words(value) => format!("{}: {value}", fact.label),
    });
    let facts: Vec<String> = facts.collect();
    if !facts.is_empty() {
        docs.text = format!("{} ({})", docs.text.trim_end(), facts.join(", "));
    }
    docs
}

/// What a response of an operation means: its description, the further causes that `x-description-<n>` gives, and its headers.
pub(super) fn status(schemas: &Schemas, status: Status, response: &Response, is_success: bool) -> StatusDocs {
    let numbered = |name: &str| name.strip_prefix("x-description-")?.parse::<u32>().ok();
    let further =
        response.extensions.iter().filter_map(|(name, text)| Some((numbered(name)?, text.as_str()?)));
    let mut further: Vec<(u32, &str)> = further.collect();
    further.sort_unstable();
    let causes =
        std::iter::once(response.description.as_str()).chain(further.into_iter().map(|(_, cause)| cause));
    let headers = response.headers.iter().map(|(name, header)| (name.clone(), self::header(schemas, header)));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    StatusDocs {
        status: statuses::text(status),
        is_success,
        causes: causes.filter(|cause| !cause.trim().is_empty()).map(str::to_owned).collect(),
        headers,
    }
}

/// What a header says: its type, and what it is for.
fn header(schemas: &Schemas, header: &Header) -> String {
    let schema = match &header.encoding {
        ParameterEncoding::Style { schema, .. } => Some(*schema),
        ParameterEncoding::Content(media_type) => media_type.schema,
    };
    let schema =
        schema.map(|schema| schemas[schema].reference.map_or(&schemas[schema], |target| &schemas[target]));
    let types = schema.map_or(Vec::new(), |schema| schema.types.iter().map(JsonType::name).collect());
    let format = schema.and_then(|schema| schema.format.as_deref());
    let kind = [types.join(" or ").as_str(), format.unwrap_or_default()].join(" ");
    let text =
        header.description.as_deref().or_else(|| schema.and_then(|schema| schema.description.as_deref()));
    match (kind.trim(), text.unwrap_or_default().trim()) {
        ("", text) => text.to_owned(),
        (kind, "") => kind.to_owned(),
        (kind, text) => format!("{kind}, {text}"),
    }
}

/// How settled something is.
fn lifecycle(extensions: &Extensions) -> Option<FactValue> {
    extensions.get(hints::LIFECYCLE).and_then(Tree::as_str).map(|stage| FactValue::Code(stage.to_owned()))
}

/// A range in words; `None` if it leaves everything open.
fn range(least: Option<u64>, most: Option<u64>, one: &str, many: &str) -> Option<FactValue> {
    let unit = |count: u64| if count == 1 { one } else { many };
    Some(FactValue::Words(match (least.filter(|least| *least > 0), most) {
        (None, None) => return None,
        (Some(least), None) => format!("at least {least} {}", unit(least)),
        (None, Some(most)) => format!("at most {most} {}", unit(most)),
        (Some(least), Some(most)) if least == most => format!("exactly {least} {}", unit(least)),
        (Some(least), Some(most)) => format!("{least} to {most} {}", unit(most)),
    }))
}

fn number(value: Number) -> FactValue {
    FactValue::Code(value.to_string())
}

/// The value as JSON on one line.
pub(super) fn json(tree: &Tree) -> String {
    match tree {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Number(value) => value.to_string(),
        Tree::String(text) => serde_json::Value::from(text.as_str()).to_string(),
        Tree::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Tree::Object(members) => {
            let member = |(key, value): (&String, &Tree)| {
                format!("{}: {}", serde_json::Value::from(key.as_str()), json(value))
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}
