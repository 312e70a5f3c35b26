//! Where an answer holds what a rule of pagination names.

use crate::nearest::nearest;
use crate::pagination::{PageRule, PageStyle};
use crate::plan::names::Ident;
use crate::plan::sdk::{Definition, DefinitionId, DefinitionKind, PageForm, Step, Struct, Type};
use crate::read::Pointer;

/// What an answer is to a rule.
pub(super) struct Found {
    pub(super) item: Type,
    pub(super) forms: Vec<PageForm>,
}

/// Where an answer of the type `response` holds the list and what goes with it, or why it does not.
pub(super) fn find(definitions: &[Definition], response: &Type, rule: &PageRule) -> Result<Found, String> {
    let answer = Answer { definitions, rule };
    let mut fault = None;
    let mut found: Vec<(PageForm, &Type)> = Vec::new();
    for (variant, value) in answer.variants(response) {
        match answer.form(variant, value) {
            Ok(form) => found.push(form),
            Err(reason) => fault = fault.or(Some(reason)),
        }
    }
    // A list is of one type: that of the form which says most.
    let facts = |(form, _): &(PageForm, &Type)| {
        [&form.next, &form.start, &form.limit, &form.total, &form.more]
            .iter()
            .filter(|steps| steps.is_some())
            .count()
    };
    let Some(item) = found.iter().rev().max_by_key(|form| facts(form)).map(|(_, item)| (*item).clone())
    else {
        return Err(fault.unwrap_or_else(|| "it has no answer with a list".to_owned()));
    };
    if let Some((form, _)) = found.iter().find(|(_, own)| **own != item) {
        let variant = form.variant.as_ref().map_or("", |(_, name)| name.plain());
        return Err(format!(
            "the items of its answer {variant:?} are of another type than those of the others"
        ));
    }
    let forms: Vec<PageForm> = found.into_iter().map(|(form, _)| form).collect();
    if !rule.next.is_empty() && forms.iter().all(|form| form.next.is_none()) {
        return Err(answer.missing(response, "next", &rule.next));
    }
    Ok(Found { item, forms })
}

struct Answer<'d> {
    definitions: &'d [Definition],
    rule: &'d PageRule,
}

impl<'d> Answer<'d> {
    /// The shapes of an answer: those of a union, each with its variant, or it alone.
    fn variants(&self, response: &'d Type) -> Vec<(Option<(DefinitionId, Ident)>, &'d Type)> {
        let Type::Named(id) = self.resolve(response) else { return vec![(None, response)] };
        match &self.definitions[id.0].kind {
            DefinitionKind::Union(union) => union
                .variants
                .iter()
                .map(|variant| (Some((*id, variant.name.clone())), &variant.value))
                .collect(),
            DefinitionKind::Answers(answers) => {
                let variants = answers.variants.iter().filter(|variant| !variant.is_text);
                variants
                    .filter_map(|variant| Some((Some((*id, variant.name.clone())), variant.value.as_ref()?)))
                    .collect()
            }
            _ => vec![(None, response)],
        }
    }

    /// One shape, with the type of its items.
    fn form(
        &self,
        variant: Option<(DefinitionId, Ident)>,
        value: &'d Type,
    ) -> Result<(PageForm, &'d Type), String> {
        let (items, item) = self.items(value)?;
        let find = |pointers: &[String], fits: fn(&Type) -> bool| {
            pointers.iter().find_map(|pointer| {
                let (steps, leaf) = self.walk(value, pointer)?;
                (!steps.is_empty() && fits(leaf)).then_some(steps)
            })
        };
        let is_next = if self.rule.style == PageStyle::Link { is_text } else { is_cursor };
        let form = PageForm {
            variant,
            items,
            next: find(&self.rule.next, is_next),
            start: find(&self.rule.start, is_number),
            limit: find(&self.rule.limit, is_number),
            total: find(&self.rule.total, is_number),
            more: find(&self.rule.more, |leaf| *leaf == Type::Bool),
        };
        Ok((form, item))
    }

    /// The steps to the list of `value`, and the type of its items.
    fn items(&self, value: &'d Type) -> Result<(Vec<Step>, &'d Type), String> {
        if let Type::List(item) = self.resolve(value) {
            return Ok((Vec::new(), item));
        }
        for pointer in &self.rule.items {
            if let Some((steps, Type::List(item))) = self.walk(value, pointer) {
                return Ok((steps, item));
            }
        }
        if !self.rule.items.is_empty() {
            return Err(self.missing(value, "items", &self.rule.items));
        }
        let fields = self.structure(value).map_or(&[][..], |structure| &structure.fields);
        let mut lists = fields.iter().filter_map(|field| match self.resolve(&field.value) {
            Type::List(item) => Some((Step { field: field.name.clone(), presence: field.presence }, &**item)),
            _ => None,
        });
        match (lists.next(), lists.next()) {
            (Some((step, item)), None) => Ok((vec![step], item)),
            (None, _) => Err("its answer holds no list".to_owned()),
            (Some(_), Some(_)) => {
                Err("its answer holds several lists, and the rule's `items` does not say which".to_owned())
            }
        }
    }

    /// The steps from `value` along `pointer`, and the type that they lead to.
    fn walk(&self, value: &'d Type, pointer: &str) -> Option<(Vec<Step>, &'d Type)> {
        let (mut value, mut steps) = (value, Vec::new());
        for token in Pointer::parse(pointer)?.tokens() {
            let field = self.structure(value)?.fields.iter().find(|field| field.wire == token)?;
            steps.push(Step { field: field.name.clone(), presence: field.presence });
            value = &field.value;
        }
        Some((steps, self.resolve(value)))
    }

    fn structure(&self, value: &'d Type) -> Option<&'d Struct> {
        let Type::Named(id) = self.resolve(value) else { return None };
        match &self.definitions[id.0].kind {
            DefinitionKind::Struct(structure) => Some(structure),
            _ => None,
        }
    }

    /// The type behind aliases and boxes.
    fn resolve(&self, value: &'d Type) -> &'d Type {
        let mut value = value;
        loop {
            value = match value {
                Type::Boxed(inner) => inner,
                Type::Named(id) => match &self.definitions[id.0].kind {
                    DefinitionKind::Alias(target) => target,
                    _ => return value,
                },
                _ => return value,
            };
        }
    }

    /// That an answer has none of the members that a rule names, and which it may mean.
    fn missing(&self, response: &'d Type, key: &str, pointers: &[String]) -> String {
        let names: Vec<&str> = self
            .variants(response)
            .into_iter()
            .filter_map(|(_, value)| self.structure(value))
            .flat_map(|structure| structure.fields.iter().map(|field| field.wire.as_str()))
            .collect();
        let meant = pointers.first().and_then(|pointer| nearest(pointer.trim_start_matches('/'), names));
        let meant = meant.filter(|meant| !pointers.contains(&format!("/{meant}")));
        let meant = meant.map(|meant| format!("; did you mean `/{meant}`?")).unwrap_or_default();
        format!("its answer has no `{key}` at {}{meant}", pointers.join(" or "))
    }
}

fn is_cursor(leaf: &Type) -> bool {
    is_text(leaf) || matches!(leaf, Type::DateTime | Type::Date) || is_number(leaf)
}

fn is_text(leaf: &Type) -> bool {
    *leaf == Type::String
}

fn is_number(leaf: &Type) -> bool {
    leaf.is_number_or_boolean() && *leaf != Type::Bool
}
