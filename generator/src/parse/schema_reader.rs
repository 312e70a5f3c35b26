//! The keywords of a schema, each into its field of [`Schema`].

use super::context::{Context, Reached, Version};
use super::discriminator;
use super::keys;
use super::node::{Node, quoted};
use super::schema::{Additional, Schema, SchemaId, Type, TypeSet};
use crate::diagnostic::{NOT_CARRIED, UNKNOWN_TYPE};
use crate::nearest::nearest;
use crate::read::{Number, Tree};

/// Reads every schema that has been reached, and every one that those reach.
pub(super) fn read_reached(context: &mut Context<'_>) {
    while let Some(reached) = context.next_reached() {
        let schema = match reached {
            Reached::Unread(target) => read(context, &target.node(context.findings)),
            Reached::Assumed(schema) => *schema,
        };
        context.schemas.add(schema);
    }
}

fn read<'d>(context: &mut Context<'d>, node: &Node<'_, 'd>) -> Schema {
    let mut schema = Schema::anything(node.origin());
    if let Tree::Bool(is_valid) = node.tree() {
        context.note_version(Version::V3_1, if *is_valid { "true" } else { "false" }, node);
        schema.never = !is_valid;
        return schema;
    }
    let reference = node.get("$ref");
    schema.is_reference_only = reference.is_some();
    schema.reference = reference.and_then(|reference| context.referenced_schema(reference));
    for (key, member) in node.members().filter(|(key, _)| *key != "$ref") {
        if is_without_effect(key, &member) {
            continue;
        }
        if !read_annotation(context, &mut schema, key, &member) {
            if reference.is_some() && context.version == Version::V3_0 {
                member.report_key(&NOT_CARRIED, format!("{} is ignored beside `$ref` in 3.0", quoted(key)));
                continue;
            }
            let is_known = read_type_and_values(context, &mut schema, key, &member)
                || read_composition(context, &mut schema, key, &member)
                || read_object(context, &mut schema, key, &member)
                || read_array(context, &mut schema, key, &member, node)
                || read_string(context, &mut schema, key, &member)
                || read_number(context, &mut schema, key, &member, node)
                || is_not_carried(key, &member);
            if !is_known {
                member.unknown_key(&keys::SCHEMA);
            }
        }
        schema.is_reference_only = false;
    }
    schema.is_reference_only &= schema.reference.is_some();
    if schema.types == TypeSet::default().with(Type::String) {
        read_scalars_as_text(context, &mut schema, node);
    }
    schema
}

/// Keywords that neither shape a JSON value nor describe it. `$defs` are read where references reach them.
fn is_without_effect(key: &str, member: &Node<'_, '_>) -> bool {
    match key {
        "$schema" => check_dialect(member),
        "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$vocabulary" | "$comment" | "$defs"
        | "definitions" | "externalDocs" | "xml" => {}
        _ => return false,
    }
    true
}

/// Reports a dialect of JSON Schema other than OpenAPI's own and the one that it extends.
pub(super) fn check_dialect(node: &Node<'_, '_>) {
    if let Some(dialect) = node.text() {
        let known =
            ["https://spec.openapis.org/oas/3.1/dialect/", "https://json-schema.org/draft/2020-12/schema"];
        if !known.iter().any(|known| dialect.starts_with(known)) {
            node.report(
                &NOT_CARRIED,
                format!("the dialect {}: schemas are read as 2020-12", quoted(dialect)),
            );
        }
    }
}

/// What describes a value without shaping it, and `nullable`: these count beside a `$ref` in 3.0 too, where the letter
/// of the specification ignores them.
fn read_annotation(context: &Context<'_>, schema: &mut Schema, key: &str, member: &Node<'_, '_>) -> bool {
    match key {
        "title" => schema.title = member.string(),
        "description" => schema.description = member.string(),
        "deprecated" => schema.deprecated = member.flag().unwrap_or_default(),
        "readOnly" => schema.read_only = member.flag().unwrap_or_default(),
        "writeOnly" => schema.write_only = member.flag().unwrap_or_default(),
        "default" => schema.default = Some(member.tree().clone()),
        "example" => schema.examples.insert(0, member.tree().clone()),
        "examples" => {
            context.note_version(Version::V3_1, key, member);
            schema.examples.extend(read_examples(member));
        }
        "nullable" => {
            context.note_version(Version::V3_0, key, member);
            schema.nullable = member.flag().unwrap_or_default();
        }
        _ if key.starts_with("x-") => {
            schema.extensions.insert(key.to_owned(), member.tree().clone());
        }
        _ => return false,
    }
    true
}

/// `examples` of a schema: an array, or by mistake the named examples of a parameter, or one value.
fn read_examples(node: &Node<'_, '_>) -> Vec<Tree> {
    if let Tree::Array(items) = node.tree() {
        return items.clone();
    }
    node.note_form("`examples` of a schema is no array");
    match node.tree() {
        Tree::Object(named) => named.values().filter_map(|example| example.get("value")).cloned().collect(),
        Tree::Null => Vec::new(),
        value => vec![value.clone()],
    }
}

fn read_type_and_values(
    context: &Context<'_>,
    schema: &mut Schema,
    key: &str,
    member: &Node<'_, '_>,
) -> bool {
    match key {
        "type" => schema.types = read_types(context, member),
        "const" => {
            context.note_version(Version::V3_1, key, member);
            schema.constant = Some(member.tree().clone());
        }
        "enum" => {
            let values: Vec<Tree> = member.items().map(|item| item.tree().clone()).collect();
            if values.is_empty() && member.tree().as_array().is_some() {
                member.report_key(&NOT_CARRIED, "`enum` without values would allow nothing at all");
            }
            schema.enumeration = Some(values).filter(|values| !values.is_empty());
        }
        _ => return false,
    }
    true
}

/// `type`: a name, or in 3.1 an array of names.
fn read_types(context: &Context<'_>, node: &Node<'_, '_>) -> TypeSet {
    if let Tree::Array(_) = node.tree() {
        context.note_version(Version::V3_1, "type: […]", node);
        let types = node.items().filter_map(|item| read_type(&item));
        return types.fold(TypeSet::default(), TypeSet::with);
    }
    let kind = read_type(node);
    if kind == Some(Type::Null) {
        context.note_version(Version::V3_1, "type: \"null\"", node);
    }
    kind.into_iter().fold(TypeSet::default(), TypeSet::with)
}

fn read_type(node: &Node<'_, '_>) -> Option<Type> {
    if *node.tree() == Tree::Null {
        node.note_form("null stands for the type \"null\"");
        return Some(Type::Null);
    }
    let name = node.text()?;
    let kind = Type::ALL.into_iter().find(|kind| kind.name() == name);
    if kind.is_none() {
        let hint = match (name, nearest(name, Type::ALL.map(Type::name))) {
            ("file", _) => ": a file is a string of the format `binary`".to_owned(),
            (_, Some(meant)) => format!("; did you mean `{meant}`?"),
            (_, None) => String::new(),
        };
        node.report(&UNKNOWN_TYPE, format!("{} is no type{hint}", quoted(name)));
    }
    kind
}

fn read_composition<'d>(
    context: &mut Context<'d>,
    schema: &mut Schema,
    key: &str,
    member: &Node<'_, 'd>,
) -> bool {
    match key {
        "allOf" => schema.all_of = read_schemas(context, member),
        "oneOf" => schema.one_of = read_schemas(context, member),
        "anyOf" => schema.any_of = read_schemas(context, member),
        "discriminator" => schema.discriminator = discriminator::read(context, member),
        _ => return false,
    }
    true
}

fn read_schemas<'d>(context: &mut Context<'d>, node: &Node<'_, 'd>) -> Vec<SchemaId> {
    node.items().map(|item| context.schema(item)).collect()
}

fn read_object<'d>(context: &mut Context<'d>, schema: &mut Schema, key: &str, member: &Node<'_, 'd>) -> bool {
    match key {
        "properties" => schema.properties = read_named(context, member),
        "patternProperties" => {
            context.note_version(Version::V3_1, key, member);
            schema.pattern_properties = read_named(context, member);
        }
        "additionalProperties" => schema.additional = read_additional(context, member),
        // It closes the object with all that it is composed of: types here are closed so already.
        "unevaluatedProperties" if *member.tree() == Tree::Bool(false) => {
            if schema.additional == Additional::Unstated {
                schema.additional = Additional::Forbidden;
            }
        }
        "required" if member.tree().as_bool().is_some() => {
            let message =
                "a schema's `required` lists names: this one belongs into the list of the object around it";
            member.report_key(&NOT_CARRIED, message);
        }
        "required" => schema.required = member.strings().into_iter().collect(),
        "minProperties" => schema.min_properties = member.count(),
        "maxProperties" => schema.max_properties = member.count(),
        _ => return false,
    }
    true
}

fn read_named<'d, C: FromIterator<(String, SchemaId)>>(context: &mut Context<'d>, node: &Node<'_, 'd>) -> C {
    node.members().map(|(name, member)| (name.to_owned(), context.schema(member))).collect()
}

fn read_additional<'d>(context: &mut Context<'d>, node: &Node<'_, 'd>) -> Additional {
    match node.tree() {
        Tree::Bool(true) => Additional::Allowed,
        Tree::Bool(false) => Additional::Forbidden,
        Tree::Object(members) if members.is_empty() => Additional::Allowed,
        Tree::Object(_) => Additional::Schema(context.schema(*node)),
        _ => {
            node.wrong_type("a schema, true or false");
            Additional::Unstated
        }
    }
}

fn read_array<'d>(
    context: &mut Context<'d>,
    schema: &mut Schema,
    key: &str,
    member: &Node<'_, 'd>,
    node: &Node<'_, 'd>,
) -> bool {
    let has_array = node.get("items").is_some_and(|items| items.tree().as_array().is_some());
    match key {
        // It is read with the array that it follows.
        "additionalItems" if has_array => {}
        "items" if member.tree().as_array().is_some() => {
            member.note_form("`items` is an array, as `prefixItems` is in OpenAPI 3.1");
            schema.prefix_items = read_schemas(context, member);
            // In that form, what follows the positions has a keyword of its own.
            schema.items = node.get("additionalItems").map(|rest| context.schema(rest));
        }
        "items" => schema.items = Some(context.schema(*member)),
        "prefixItems" => {
            context.note_version(Version::V3_1, key, member);
            schema.prefix_items = read_schemas(context, member);
        }
        "minItems" => schema.min_items = member.count(),
        "maxItems" => schema.max_items = member.count(),
        "uniqueItems" => schema.unique_items = member.flag().unwrap_or_default(),
        _ => return false,
    }
    true
}

fn read_string(context: &Context<'_>, schema: &mut Schema, key: &str, member: &Node<'_, '_>) -> bool {
    match key {
        "format" => schema.format = member.string(),
        "pattern" => schema.pattern = member.string(),
        "minLength" => schema.min_length = member.count(),
        "maxLength" => schema.max_length = member.count(),
        "contentEncoding" => {
            context.note_version(Version::V3_1, key, member);
            schema.content_encoding = member.string();
        }
        "contentMediaType" => {
            context.note_version(Version::V3_1, key, member);
            schema.content_media_type = member.string();
        }
        _ => return false,
    }
    true
}

fn read_number(
    context: &Context<'_>,
    schema: &mut Schema,
    key: &str,
    member: &Node<'_, '_>,
    node: &Node<'_, '_>,
) -> bool {
    let is_exclusive = |key| node.get(key).is_some_and(|exclusive| *exclusive.tree() == Tree::Bool(true));
    match key {
        "minimum" if is_exclusive("exclusiveMinimum") => schema.exclusive_minimum = member.number(),
        "minimum" => schema.minimum = member.number(),
        "maximum" if is_exclusive("exclusiveMaximum") => schema.exclusive_maximum = member.number(),
        "maximum" => schema.maximum = member.number(),
        // The bound is the one that it stands beside.
        "exclusiveMinimum" | "exclusiveMaximum" if member.tree().as_bool().is_some() => {
            context.note_version(Version::V3_0, &format!("{key}: <boolean>"), member);
        }
        "exclusiveMinimum" => schema.exclusive_minimum = read_exclusive(context, key, member),
        "exclusiveMaximum" => schema.exclusive_maximum = read_exclusive(context, key, member),
        "multipleOf" => schema.multiple_of = member.number(),
        _ => return false,
    }
    true
}

fn read_exclusive(context: &Context<'_>, key: &str, node: &Node<'_, '_>) -> Option<Number> {
    context.note_version(Version::V3_1, &format!("{key}: <number>"), node);
    node.number()
}

/// Keywords that allow or refuse values in ways that no type here shows.
fn is_not_carried(key: &str, member: &Node<'_, '_>) -> bool {
    match key {
        // They refuse nothing.
        "unevaluatedItems" | "unevaluatedProperties" | "additionalItems"
            if *member.tree() == Tree::Bool(true) => {}
        "if"
        | "then"
        | "else"
        | "dependentRequired"
        | "dependentSchemas"
        | "dependencies"
        | "contains"
        | "minContains"
        | "maxContains"
        | "propertyNames"
        | "not"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "additionalItems"
        | "contentSchema" => {
            member.report_key(&NOT_CARRIED, format!("no type shows what {} demands", quoted(key)));
        }
        "$dynamicRef" | "$recursiveRef" => {
            member.report_key(&NOT_CARRIED, format!("{} is not followed", quoted(key)));
        }
        _ => return false,
    }
    true
}

/// Numbers and booleans among the values of a string are texts that lack their quotes: `enum: [1.10]` is `1.10`.
fn read_scalars_as_text(context: &Context<'_>, schema: &mut Schema, node: &Node<'_, '_>) {
    let settle = |value: &mut Tree, node: Option<Node<'_, '_>>| {
        let text = match (&*value, node) {
            (Tree::Number(_), Some(node)) => context.text_or_number(&node),
            (Tree::Bool(_), Some(node)) => context.text_of_boolean(&node),
            _ => None,
        };
        if let Some(text) = text {
            *value = Tree::String(text);
        }
    };
    if let (Some(values), Some(items)) = (&mut schema.enumeration, node.get("enum")) {
        for (value, item) in values.iter_mut().zip(items.items()) {
            settle(value, Some(item));
        }
    }
    if let Some(value) = &mut schema.constant {
        settle(value, node.get("const"));
    }
    if let Some(value) = &mut schema.default {
        settle(value, node.get("default"));
    }
}
