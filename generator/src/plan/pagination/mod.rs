//! Which operations give lists page by page, and how: what the rules say, found in parameters and answers.

use std::collections::{HashMap, HashSet};

use super::names::{Case, compound};
use super::scope::Scope;
use super::sdk::{
    ByCursor, ByNumber, Definition, Group, Operation as Method, PageForm, Pagination, Paging, Type,
};
use crate::diagnostic::{
    Diagnostic, NOT_CARRIED, PAGINATION_AT_FAULT, UNMATCHED_PAGINATION, UNUSED_SETTING, quoted,
};
use crate::nearest::nearest;
use crate::pagination::{PageRule, PageStyle, hinted};
use crate::parse::api::{Api, Operation, ParameterEncoding, ParameterLocation};
use crate::read::{Origin, Tree};
use crate::select::Selector;

mod forms;

use self::forms::Found;

/// Says of each operation how it gives a list page by page, if it does.
pub(super) fn paginate(
    api: &Api,
    rules: &[PageRule],
    groups: &mut [Group],
    definitions: &[Definition],
    found: &mut Vec<Diagnostic>,
) {
    let mut planner = Planner {
        api,
        rules,
        selectors: rules
            .iter()
            .map(|rule| rule.operations.iter().map(|text| Selector::new(text)).collect())
            .collect(),
        definitions,
        used: vec![Used::default(); rules.len()],
        found,
    };
    let described: HashMap<(&Origin, &str), &Operation> = api
        .operations
        .iter()
        .map(|operation| ((&operation.origin, operation.path.as_str()), operation))
        .collect();
    let mut open: Vec<&mut Group> = groups.iter_mut().collect();
    while let Some(group) = open.pop() {
        let mut names = Scope::without(super::groups::TAKEN_TYPE_NAMES);
        names.take_free(&group.name);
        for method in &mut group.operations {
            let described = described.get(&(&method.origin, method.template.as_str())).copied();
            let pages = described.and_then(|operation| planner.operation(operation, method));
            method.pages = pages.map(|pages| Pagination { marker: names.take_free(&pages.marker), ..pages });
        }
        open.extend(group.groups.iter_mut());
    }
    planner.report_unused();
}

struct Planner<'a> {
    api: &'a Api,
    rules: &'a [PageRule],
    selectors: Vec<Vec<Selector<'a>>>,
    definitions: &'a [Definition],
    used: Vec<Used>,
    found: &'a mut Vec<Diagnostic>,
}

/// What of a rule some operation has.
#[derive(Clone, Default)]
struct Used {
    /// Whether any operation is one that the rule is meant for.
    is_met: bool,
    /// Whether it paginates any.
    paginates: bool,
    /// Whether it is reported not to fit one.
    is_at_fault: bool,
    pointers: HashSet<&'static str>,
    sent: HashSet<String>,
}

/// A rule that an operation follows.
struct Followed<'r> {
    rule: &'r PageRule,
    found: Found,
    send: Vec<(String, String)>,
    first: u64,
}

impl<'a> Planner<'a> {
    /// How the operation gives a list page by page. The name of its marker is yet to be made.
    fn operation(&mut self, operation: &Operation, method: &Method) -> Option<Pagination> {
        let mut followed: Vec<Followed<'a>> = Vec::new();
        let mut fault: Option<String> = None;
        let rules = self.rules;
        for (index, rule) in rules.iter().enumerate() {
            let is_named = self.selectors[index].iter().any(|selector| selector.matches(operation));
            if !is_named && !rule.operations.is_empty() {
                continue;
            }
            if let Some(missing) = missing_parameter(rule, method) {
                if is_named {
                    self.used[index].is_met = true;
                    self.used[index].is_at_fault = true;
                    self.fault(operation, rule, &missing);
                }
                continue;
            }
            self.used[index].is_met = true;
            if rule.style == PageStyle::None {
                self.used[index].paginates = true;
                break;
            }
            // A cursor counts, and beside it what counts pages; nothing beside anything else.
            let is_further = followed.first().is_some_and(|first| {
                first.rule.style != PageStyle::Cursor || !rule.style.is_number() || followed.len() > 1
            });
            if is_further {
                continue;
            }
            match self.follow(rule, method, first(rule, operation, self.api, 0)) {
                // Two rules that find different lists are not one way to page.
                Ok(following)
                    if followed.first().is_some_and(|first| first.found.item != following.found.item) => {}
                Ok(following) => {
                    self.use_rule(index, &following);
                    followed.push(following);
                }
                Err(reason) if is_named => {
                    self.used[index].is_at_fault = true;
                    self.fault(operation, rule, &reason);
                }
                // What has a link in its answer follows from that alone.
                Err(_) if rule.style == PageStyle::Link => {}
                Err(reason) => {
                    self.used[index].is_at_fault = true;
                    fault.get_or_insert(format!("{}, but {reason}", quoted(&rule.name)));
                }
            }
        }
        if !followed.is_empty() {
            return Some(pagination(followed, method));
        }
        if self.is_taken_out(operation) {
            return None;
        }
        if let Some((key, rule)) = hinted(operation, &self.api.extensions) {
            return self.hinted(operation, method, key, rule);
        }
        if let Some(reason) = fault {
            let message = format!("it has the parameters of the pagination rule {reason}");
            self.found.push(Diagnostic::new(&PAGINATION_AT_FAULT, operation.origin.clone().key(), message));
        }
        None
    }

    /// Whether a rule takes the operation out of those after it.
    fn is_taken_out(&self, operation: &Operation) -> bool {
        self.rules.iter().zip(&self.selectors).any(|(rule, selectors)| {
            rule.style == PageStyle::None && selectors.iter().any(|selector| selector.matches(operation))
        })
    }

    /// What the description itself says, under `key`.
    fn hinted(
        &mut self,
        operation: &Operation,
        method: &Method,
        key: &str,
        rule: Result<PageRule, String>,
    ) -> Option<Pagination> {
        let planned = rule.and_then(|rule| {
            if let Some(missing) = missing_parameter(&rule, method) {
                return Err(missing);
            }
            // Both vendors count pages from one.
            let usual = u64::from(rule.style == PageStyle::Page);
            let followed = self.follow(&rule, method, first(&rule, operation, self.api, usual))?;
            Ok(pagination(vec![followed], method))
        });
        planned
            .map_err(|reason| {
                let place = operation.origin.child(key).key();
                self.found.push(Diagnostic::new(&NOT_CARRIED, place, format!("`{key}`: {reason}")));
            })
            .ok()
    }

    fn follow<'r>(&self, rule: &'r PageRule, method: &Method, first: u64) -> Result<Followed<'r>, String> {
        let response = method.response.as_ref().ok_or("it has no answer with a body")?;
        if method.response_is_optional {
            return Err("its answer may have no body".to_owned());
        }
        let found = forms::find(self.definitions, response, rule)?;
        let send = rule.send.iter().filter(|(name, _)| has_query(method, name)).cloned().collect();
        Ok(Followed { rule, found, send, first })
    }

    fn use_rule(&mut self, index: usize, followed: &Followed<'_>) {
        let used = &mut self.used[index];
        used.paginates = true;
        for form in &followed.found.forms {
            for (key, steps) in [
                ("next", &form.next),
                ("start", &form.start),
                ("limit", &form.limit),
                ("total", &form.total),
                ("more", &form.more),
            ] {
                if steps.is_some() {
                    used.pointers.insert(key);
                }
            }
        }
        used.sent.extend(followed.send.iter().map(|(name, _)| name.clone()));
    }

    fn fault(&mut self, operation: &Operation, rule: &PageRule, reason: &str) {
        let message = format!("the pagination rule {} names it, but {reason}", quoted(&rule.name));
        self.found.push(Diagnostic::new(&PAGINATION_AT_FAULT, operation.origin.clone().key(), message));
    }

    /// Reports what of the settings no operation has. A profile holds for a whole API, of which this may be a part.
    fn report_unused(&mut self) {
        for (index, rule) in self.rules.iter().enumerate().filter(|(_, rule)| !rule.is_of_profile) {
            let (name, used) = (quoted(&rule.name), &self.used[index]);
            if !used.is_met {
                let message = self.unmatched(index, rule);
                self.found.push(Diagnostic::new(&UNMATCHED_PAGINATION, None, message));
                continue;
            }
            if !used.paginates && !used.is_at_fault {
                let message = format!(
                    "no operation follows the pagination rule {name}: rules before it count, or no answer is as it says"
                );
                self.found.push(Diagnostic::new(&UNMATCHED_PAGINATION, None, message));
                continue;
            }
            for (key, pointers) in rule.pointers() {
                if used.paginates && !pointers.is_empty() && !used.pointers.contains(key) {
                    let message = format!(
                        "`{key}` of the pagination rule {name} is {}, which no answer has as what it must be",
                        pointers.join(" or ")
                    );
                    self.found.push(Diagnostic::new(&UNUSED_SETTING, None, message));
                }
            }
            for (sent, _) in rule.send.iter().filter(|(sent, _)| used.paginates && !used.sent.contains(sent))
            {
                let message = format!(
                    "`send` of the pagination rule {name} has {}, which is no parameter of the query of any operation",
                    quoted(sent)
                );
                self.found.push(Diagnostic::new(&UNUSED_SETTING, None, message));
            }
        }
    }

    fn unmatched(&self, index: usize, rule: &PageRule) -> String {
        let name = quoted(&rule.name);
        if let [selector, ..] = self.selectors[index].as_slice() {
            let meant = selector.nearest(&self.api.operations);
            let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
            return format!("no operation is one that the pagination rule {name} names{meant}");
        }
        let wanted: Vec<&str> = rule.parameter.iter().chain(&rule.requires).map(String::as_str).collect();
        let known = self.api.operations.iter().flat_map(|operation| &operation.parameters);
        let known = known.filter(|parameter| parameter.location == ParameterLocation::Query);
        let known: HashSet<&str> = known.map(|parameter| parameter.name.as_str()).collect();
        let mut sorted: Vec<&str> = known.iter().copied().collect();
        sorted.sort_unstable();
        let meant = wanted.iter().find(|name| !known.contains(**name)).and_then(|name| nearest(name, sorted));
        let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
        format!(
            "no operation has the query that the pagination rule {name} is about: {}{meant}",
            wanted.join(", ")
        )
    }
}

/// The first parameter that the rule needs and the operation has not in its query.
fn missing_parameter(rule: &PageRule, method: &Method) -> Option<String> {
    let mut needed = rule.parameter.iter().chain(&rule.requires);
    let missing = needed.find(|name| !has_query(method, name))?;
    let own = method.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Query);
    let meant = nearest(missing, own.map(|parameter| parameter.name.as_str()));
    let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
    Some(format!("its query has no parameter {}{meant}", quoted(missing)))
}

fn has_query(method: &Method, name: &str) -> bool {
    method
        .parameters
        .iter()
        .any(|parameter| parameter.location == ParameterLocation::Query && parameter.name == name)
}

/// The number of the first page: that of the rule, else the default of the parameter, else `usual`.
fn first(rule: &PageRule, operation: &Operation, api: &Api, usual: u64) -> u64 {
    let declared = || {
        let name = rule.parameter.as_ref()?;
        let parameter = operation
            .parameters
            .iter()
            .find(|parameter| parameter.location == ParameterLocation::Query && parameter.name == *name)?;
        let ParameterEncoding::Style { schema, .. } = &parameter.encoding else { return None };
        let schema = &api.schemas[*schema];
        let target = schema.reference.map(|target| &api.schemas[target]);
        let default = schema.default.as_ref().or_else(|| target?.default.as_ref())?;
        match default {
            Tree::Number(number) => number.to_string().parse().ok(),
            _ => None,
        }
    };
    rule.first.or_else(declared).unwrap_or(usual)
}

/// One rule, or one by cursor and one by number, as a whole. The name of the marker may be taken.
fn pagination(followed: Vec<Followed<'_>>, method: &Method) -> Pagination {
    let mut pages = Pagination {
        marker: compound(&[method.name.plain(), "pages"], Case::UpperCamel),
        rules: followed.iter().map(|followed| followed.rule.name.clone()).collect(),
        paging: Paging::LinkHeader,
        item: Type::Value,
        forms: Vec::new(),
    };
    for Followed { rule, found, send, first } in followed {
        let parameter = rule.parameter.clone().unwrap_or_default();
        pages.paging = match (rule.style, pages.paging) {
            (PageStyle::Cursor, _) => Paging::Cursor(ByCursor { parameter, send }),
            (PageStyle::Page | PageStyle::Offset, before) => {
                let (size, counts_items) = (rule.size.clone(), rule.style == PageStyle::Offset);
                let number = ByNumber { parameter, size, counts_items, first, send };
                match before {
                    Paging::Cursor(cursor) => Paging::Either(cursor, number),
                    _ => Paging::Number(number),
                }
            }
            (PageStyle::Link, _) if !rule.next.is_empty() => Paging::Link,
            (PageStyle::Link | PageStyle::None, before) => before,
        };
        pages.item = found.item;
        pages.forms = merged(pages.forms, found.forms);
    }
    pages
}

/// What two rules say of the same answer.
fn merged(mut one: Vec<PageForm>, other: Vec<PageForm>) -> Vec<PageForm> {
    for form in other {
        match one.iter_mut().find(|own| own.variant == form.variant) {
            None => one.push(form),
            Some(own) => {
                own.next = own.next.take().or(form.next);
                own.start = own.start.take().or(form.start);
                own.limit = own.limit.take().or(form.limit);
                own.total = own.total.take().or(form.total);
                own.more = own.more.take().or(form.more);
            }
        }
    }
    one
}
