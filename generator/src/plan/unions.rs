//! `oneOf` and `anyOf`: which branches there are, and what tells one from another.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::directions::{self, Form};
use super::members::Members;
use super::names::{Case, Ident, ident, ident_or};
use super::scope::Scope;
use super::sdk::{Fit, Tag, Type, Union, UnionVariant};
use super::shapes::{Hint, Shapes};
use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::schema::{Additional, Discriminator, Schema, SchemaId, Type as JsonType};

/// A tag, and the values of it that mean each branch.
type Tagging = (Tag, Vec<Vec<String>>);

/// The union that the schema `id`, called `name`, is of `branches`.
pub(super) fn union(
    shapes: &mut Shapes<'_>,
    name: &Ident,
    id: SchemaId,
    branches: &[SchemaId],
    form: Form,
) -> Union {
    let objects: Vec<Object> = branches.iter().map(|branch| Object::of(shapes, *branch, form)).collect();
    let discriminator = shapes.api.schemas[id].discriminator.as_ref();
    let stated = discriminator.and_then(|stated| stated_tags(shapes, id, stated, branches, &objects));
    let tagging = stated.or_else(|| implied_tags(&objects));
    let (tag, mut tags) = tagging.map_or((None, Vec::new()), |(tag, tags)| (Some(tag), tags));
    tags.resize(branches.len(), Vec::new());

    let mut names = Scope::default();
    let mut variants: Vec<UnionVariant> = Vec::with_capacity(branches.len());
    for (branch, tags) in branches.iter().zip(tags) {
        let fit = fit(shapes, *branch, form, 0);
        let wanted = variant_name(shapes, *branch, &tags, &fit);
        let hint = Hint { parent: name.plain().to_owned(), part: wanted.plain().to_owned(), form };
        let shaped = shapes.shape(*branch, &hint);
        // A component is known by its own name; what stands in the union alone, by its part in it.
        let wanted = match &shaped.value {
            Type::Named(definition) if shapes.api.schemas[*branch].reference.is_some() => {
                shapes.name_of(*definition)
            }
            _ => wanted,
        };
        variants.push(UnionVariant {
            origin: shapes.api.schemas[*branch].origin.clone(),
            name: names.take_free(&wanted),
            value: shaped.value,
            tags,
            fit,
            distinct: false,
            secret: shapes.is_secret(*branch),
            rules: shaped.rules,
        });
    }
    let unknown = names.take_free(&ident_or("Unknown", "", Case::UpperCamel));
    Union { variants, tag, unknown, is_nested: false, text: None }
}

/// A branch as an object.
struct Object {
    members: Members,
    /// The members that can hold but a few fixed strings, with these.
    fixed: IndexMap<String, Vec<String>>,
}

impl Object {
    /// The branch as an object, without any members if it is none.
    fn of(shapes: &Shapes<'_>, branch: SchemaId, form: Form) -> Self {
        let target = shapes.target(branch);
        let mut members = Members::collect(shapes.api, target, &mut Vec::new());
        directions::leave_out(shapes.api, &mut members, shapes.directions.form(target, form));
        let fixed = members.properties.iter().filter_map(|(name, property)| {
            let values = shapes.string_values(*property)?;
            Some((name.clone(), values))
        });
        Self { fixed: fixed.collect(), members }
    }
}

/// The tag called `name`.
fn tag(name: &str, objects: &[Object], is_stated: bool) -> Tag {
    let is_required = objects.iter().all(|object| object.members.required.contains(name));
    Tag { name: name.to_owned(), is_required, is_stated }
}

/// The tags that `discriminator` maps to each branch; a branch that is not mapped answers to its component's name.
fn stated_tags(
    shapes: &mut Shapes<'_>,
    id: SchemaId,
    discriminator: &Discriminator,
    branches: &[SchemaId],
    objects: &[Object],
) -> Option<Tagging> {
    let origin = shapes.api.schemas[id].origin.child("discriminator");
    let mut mapped: HashMap<SchemaId, Vec<String>> =
        branches.iter().map(|branch| (shapes.target(*branch), Vec::new())).collect();
    for (tag, schema) in &discriminator.mapping {
        if let Some(tags) = mapped.get_mut(&shapes.target(*schema)) {
            tags.push(tag.clone());
        } else {
            let message = format!("the tag {tag:?}, which is mapped to a schema that is no branch here");
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, origin.child("mapping").child(tag), message));
        }
    }
    let mut taken = HashSet::new();
    let mut tags: Vec<Vec<String>> = Vec::with_capacity(branches.len());
    for (branch, object) in branches.iter().zip(objects) {
        let target = shapes.target(*branch);
        let mapped = mapped.get(&target).filter(|tags| !tags.is_empty());
        // The branch's own word for itself weighs more than the name of its component.
        let own = || object.fixed.get(&discriminator.property).cloned();
        let named = || shapes.component_name(target).into_iter().map(str::to_owned).collect();
        let mut of_branch = mapped.cloned().or_else(own).unwrap_or_else(named);
        // A tag means one branch: the first that claims it.
        of_branch.retain(|tag| taken.insert(tag.clone()));
        tags.push(of_branch);
    }
    if tags.iter().any(Vec::is_empty) {
        let property = &discriminator.property;
        let message = format!("the discriminator {property:?}, as no tag means some of the branches");
        shapes.found.push(Diagnostic::new(&NOT_CARRIED, origin, message));
        return None;
    }
    Some((tag(&discriminator.property, objects, true), tags))
}

/// The first member that holds another fixed string in each branch; one that every branch requires, if there is any.
fn implied_tags(objects: &[Object]) -> Option<Tagging> {
    let (first, rest) = objects.split_first()?;
    let candidates = first.fixed.iter().filter_map(|(name, values)| {
        let mut tags = vec![values.clone()];
        for branch in rest {
            tags.push(branch.fixed.get(name)?.clone());
        }
        let mut seen = HashSet::new();
        let differ = tags.iter().flatten().all(|tag| seen.insert(tag));
        differ.then(|| (tag(name, objects, false), tags))
    });
    candidates.min_by_key(|(tag, _)| !tag.is_required)
}

/// What a branch is called where its type has no name: after its tag, else after its kind.
fn variant_name(shapes: &Shapes<'_>, branch: SchemaId, tags: &[String], fit: &Fit) -> Ident {
    let title = shapes.api.schemas[branch].title.as_deref();
    let tag = tags.first().map(String::as_str);
    if let Some(name) = tag.or(title).and_then(|text| ident(text, Case::UpperCamel)) {
        return name;
    }
    let kind = match fit {
        Fit::Any | Fit::Union(_) => "Other",
        Fit::Boolean => "Boolean",
        Fit::Integer => "Integer",
        Fit::Number => "Number",
        Fit::String | Fit::Text(_) => "Text",
        Fit::List(_) => "List",
        Fit::Object { .. } => "Object",
    };
    ident_or(kind, "", Case::UpperCamel)
}

/// What tells the branch from others. Of lists in lists, what lies deeper than `depth` 2 tells nothing.
fn fit(shapes: &Shapes<'_>, branch: SchemaId, form: Form, depth: usize) -> Fit {
    let target = shapes.target(branch);
    let schema = &shapes.api.schemas[target];
    if let Some(values) = shapes.string_values(target) {
        return Fit::Text(values);
    }
    if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
        return Fit::Any;
    }
    let types: Vec<JsonType> = schema.types.without(JsonType::Null).iter().collect();
    match types.as_slice() {
        [JsonType::Boolean] => Fit::Boolean,
        [JsonType::Integer] => Fit::Integer,
        [JsonType::Number] => Fit::Number,
        [JsonType::String] => Fit::String,
        [JsonType::Array] => list_fit(shapes, schema, form, depth),
        [JsonType::Object] => object_fit(shapes, target, form),
        [] if !schema.properties.is_empty() => object_fit(shapes, target, form),
        [] if schema.items.is_some() => list_fit(shapes, schema, form, depth),
        [] if schema.additional != Additional::Unstated => object_fit(shapes, target, form),
        _ => Fit::Any,
    }
}

/// What tells a list from others.
pub(super) fn list_fit(shapes: &Shapes<'_>, schema: &Schema, form: Form, depth: usize) -> Fit {
    match schema.items {
        Some(items) if depth < 2 => Fit::List(Box::new(fit(shapes, items, form, depth + 1))),
        _ => Fit::List(Box::new(Fit::Any)),
    }
}

/// What tells an object from others.
pub(super) fn object_fit(shapes: &Shapes<'_>, target: SchemaId, form: Form) -> Fit {
    let Object { members, fixed } = Object::of(shapes, target, form);
    let single = fixed.into_iter().filter_map(|(name, mut values)| match values.len() {
        1 => values.pop().map(|only| (name, only)),
        _ => None,
    });
    let declared = members.required.iter().filter(|name| members.properties.contains_key(*name));
    Fit::Object {
        required: declared.cloned().collect(),
        known: members.properties.keys().cloned().collect(),
        fixed: single.collect(),
    }
}
