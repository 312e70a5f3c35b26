//! `oneOf` and `anyOf`: which branches there are, and what tells one from another.

use std::collections::HashSet;

use super::members::Members;
use super::names::{Case, Ident, ident, ident_or};
use super::scope::Scope;
use super::sdk::{Fit, Type, Union, UnionVariant};
use super::shapes::{Hint, Shapes};
use crate::diagnostic::{AMBIGUOUS_UNION, Diagnostic};
use crate::parse::schema::{Discriminator, SchemaId, Type as JsonType};

/// The union that the schema `id`, called `name`, is of `branches`.
pub(super) fn union(shapes: &mut Shapes<'_>, name: &Ident, id: SchemaId, branches: &[SchemaId]) -> Union {
    let schema = &shapes.api.schemas[id];
    let tagging = schema
        .discriminator
        .as_ref()
        .and_then(|discriminator| stated_tags(shapes, discriminator, branches))
        .or_else(|| implied_tags(shapes, branches));
    let (tag, mut tags) = tagging.map_or((None, Vec::new()), |(tag, tags)| (Some(tag), tags));
    tags.resize(branches.len(), Vec::new());

    let mut names = Scope::default();
    let mut variants: Vec<UnionVariant> = Vec::with_capacity(branches.len());
    for (branch, tags) in branches.iter().zip(tags) {
        let fit = fit(shapes, *branch);
        let wanted = variant_name(shapes, *branch, &tags, &fit);
        let hint = Hint { parent: name.plain().to_owned(), part: wanted.plain().to_owned() };
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
        });
    }
    if tag.is_none() {
        report_ties(shapes, id, &variants);
    }
    let unknown = names.take_free(&ident_or("Unknown", "", Case::UpperCamel));
    Union { variants, tag, unknown }
}

/// The tags that `discriminator` maps to each branch; a branch that is not mapped answers to its component's name.
fn stated_tags(
    shapes: &Shapes<'_>,
    discriminator: &Discriminator,
    branches: &[SchemaId],
) -> Option<(String, Vec<Vec<String>>)> {
    let mut taken = HashSet::new();
    let tags: Vec<Vec<String>> = branches
        .iter()
        .map(|branch| {
            let target = shapes.target(*branch);
            let mapped = discriminator.mapping.iter().filter(|(_, schema)| shapes.target(**schema) == target);
            let mapped: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
            if !mapped.is_empty() {
                return mapped;
            }
            // The branch's own word for itself weighs more than the name of its component.
            let own =
                single_values(shapes, *branch).into_iter().find(|(name, _)| *name == discriminator.property);
            own.map_or_else(|| shapes.component_name(target).into_iter().collect(), |(_, values)| values)
        })
        // A tag means one branch: the first that claims it.
        .map(|tags: Vec<String>| tags.into_iter().filter(|tag| taken.insert(tag.clone())).collect())
        .collect();
    tags.iter().all(|tags| !tags.is_empty()).then(|| (discriminator.property.clone(), tags))
}

/// The first member that every branch requires and that holds another fixed string in each.
fn implied_tags(shapes: &Shapes<'_>, branches: &[SchemaId]) -> Option<(String, Vec<Vec<String>>)> {
    let of_branches: Vec<Vec<(String, Vec<String>)>> =
        branches.iter().map(|branch| single_values(shapes, *branch)).collect();
    let (first, rest) = of_branches.split_first()?;
    first.iter().find_map(|(name, values)| {
        let mut tags = vec![values.clone()];
        for branch in rest {
            tags.push(branch.iter().find(|(other, _)| other == name)?.1.clone());
        }
        let mut seen = HashSet::new();
        tags.iter().flatten().all(|tag| seen.insert(tag.clone())).then(|| (name.clone(), tags))
    })
}

/// The members of an object that can hold but a few fixed strings, with these.
fn single_values(shapes: &Shapes<'_>, branch: SchemaId) -> Vec<(String, Vec<String>)> {
    let target = shapes.target(branch);
    let members = Members::collect(shapes.api, target, &mut Vec::new());
    let fixed = members.properties.iter().filter_map(|(name, property)| {
        let values = shapes.string_values(*property)?;
        Some((name.clone(), values))
    });
    fixed.collect()
}

/// What a branch is called where its type has no name: after its tag, else after its kind.
fn variant_name(shapes: &Shapes<'_>, branch: SchemaId, tags: &[String], fit: &Fit) -> Ident {
    let title = shapes.api.schemas[branch].title.as_deref();
    let tag = tags.first().map(String::as_str);
    if let Some(name) = tag.or(title).and_then(|text| ident(text, Case::UpperCamel)) {
        return name;
    }
    let kind = match fit {
        Fit::Any => "Other",
        Fit::Boolean => "Boolean",
        Fit::Integer => "Integer",
        Fit::Number => "Number",
        Fit::String | Fit::Text(_) => "Text",
        Fit::Array => "List",
        Fit::Object { .. } => "Object",
    };
    ident_or(kind, "", Case::UpperCamel)
}

/// What tells the branch from others.
fn fit(shapes: &Shapes<'_>, branch: SchemaId) -> Fit {
    let target = shapes.target(branch);
    let schema = &shapes.api.schemas[target];
    if let Some(values) = shapes.string_values(target) {
        return Fit::Text(values);
    }
    let is_object =
        schema.types.has(JsonType::Object) || !schema.properties.is_empty() || !schema.all_of.is_empty();
    if is_object && schema.one_of.is_empty() && schema.any_of.is_empty() {
        let members = Members::collect(shapes.api, target, &mut Vec::new());
        let declared = |name: &&String| members.properties.contains_key(*name);
        return Fit::Object {
            required: members.required.iter().filter(declared).cloned().collect(),
            known: members.properties.keys().cloned().collect(),
        };
    }
    let types: Vec<JsonType> = schema.types.without(JsonType::Null).iter().collect();
    match types.as_slice() {
        [JsonType::Boolean] => Fit::Boolean,
        [JsonType::Integer] => Fit::Integer,
        [JsonType::Number] => Fit::Number,
        [JsonType::String] => Fit::String,
        [JsonType::Array] => Fit::Array,
        _ => Fit::Any,
    }
}

/// Reports the branches that nothing tells apart: what is read as one might be meant as the other.
fn report_ties(shapes: &mut Shapes<'_>, id: SchemaId, variants: &[UnionVariant]) {
    for (index, variant) in variants.iter().enumerate() {
        if let Some(other) = variants[..index].iter().find(|other| other.fit == variant.fit) {
            let message = format!(
                "nothing tells the branches `{}` and `{}` apart; such a value is read as the first",
                other.name.as_str(),
                variant.name.as_str()
            );
            shapes.found.push(Diagnostic::new(
                &AMBIGUOUS_UNION,
                shapes.api.schemas[id].origin.clone(),
                message,
            ));
        }
    }
}
