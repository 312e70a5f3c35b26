//! The walk through a value, with the checks of each place at hand.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::wire::{Fit, Json, Node, Segment, only_fit, render};
use super::{Allowed, Bound, Check, Violation, number, pattern};

/// A walk under way.
pub(super) struct Walk<'t> {
    path: Vec<Segment<'t>>,
    violations: Vec<Violation>,
}

impl<'t> Walk<'t> {
    /// The violations of a value and of all within it.
    pub(super) fn over(json: Json<'t>, checks: &'static [Check]) -> Vec<Violation> {
        let mut walk = Self { path: Vec::new(), violations: Vec::new() };
        walk.value(json, checks);
        walk.violations
    }

    fn value(&mut self, json: Json<'t>, checks: &'static [Check]) {
        for check in checks {
            match (check, json.node()) {
                (Check::Shape(checks), _) => self.value(json, checks),
                (Check::Branches { tag, shapes, branches }, _) => {
                    let checks = branch(json, *tag, shapes).and_then(|branch| branches.get(branch));
                    self.value(json, checks.copied().unwrap_or_default());
                }
                (Check::Enum(allowed), node) => self.listed(node, allowed),
                (_, Node::Str(text)) => self.string(text, check),
                (_, Node::Int(value)) => self.number(Bound::Int((*value).into()), check),
                (_, Node::UInt(value)) => self.number(Bound::Int((*value).into()), check),
                (_, Node::Float(value)) => self.number(Bound::Float(*value), check),
                (_, Node::Array { len, .. }) => self.array(json, (*len).into(), check),
                (_, Node::Object { len, .. }) => self.object(json, (*len).into(), check, checks),
                (_, Node::Null | Node::Bool(_)) => {}
            }
        }
    }

    fn listed(&mut self, node: &Node<'_>, allowed: &[Allowed]) {
        let is_listed = match *node {
            Node::Bool(value) => {
                allowed.iter().any(|one| matches!(*one, Allowed::Boolean(one) if one == value))
            }
            Node::Int(value) => is_number(Bound::Int(value.into()), allowed),
            Node::UInt(value) => is_number(Bound::Int(value.into()), allowed),
            Node::Float(value) => is_number(Bound::Float(value), allowed),
            Node::Null | Node::Str(_) | Node::Array { .. } | Node::Object { .. } => true,
        };
        self.require(is_listed, "enum", || {
            let listed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            format!("must be {}", listed.join(" or "))
        });
    }

    fn string(&mut self, text: &str, check: &Check) {
        match *check {
            Check::MinLength(least) => {
                let long_enough = count(text) >= least;
                self.require(long_enough, "minLength", || {
                    format!("must have at least {}", counted(least, "character"))
                });
            }
            Check::MaxLength(most) => {
                let short_enough = count(text) <= most;
                self.require(short_enough, "maxLength", || {
                    format!("must have at most {}", counted(most, "character"))
                });
            }
            Check::Pattern(source) => {
                self.require(pattern::matches(source, text), "pattern", || format!("must match {source}"));
            }
            _ => {}
        }
    }

    fn number(&mut self, value: Bound, check: &Check) {
        let (holds, keyword, words, bound) = match *check {
            Check::Minimum(bound) => {
                (number::compare(value, bound) != Ordering::Less, "minimum", "at least", bound)
            }
            Check::Maximum(bound) => {
                (number::compare(value, bound) != Ordering::Greater, "maximum", "at most", bound)
            }
            Check::ExclusiveMinimum(bound) => {
                (number::compare(value, bound) == Ordering::Greater, "exclusiveMinimum", "more than", bound)
            }
            Check::ExclusiveMaximum(bound) => {
                (number::compare(value, bound) == Ordering::Less, "exclusiveMaximum", "less than", bound)
            }
            Check::MultipleOf(bound) => {
                (number::is_multiple(value, bound), "multipleOf", "a multiple of", bound)
            }
            _ => return,
        };
        self.require(holds, keyword, || format!("must be {words} {bound}"));
    }

    fn array(&mut self, json: Json<'t>, len: u64, check: &Check) {
        match *check {
            Check::MinItems(least) => {
                self.require(len >= least, "minItems", || {
                    format!("must have at least {}", counted(least, "item"))
                });
            }
            Check::MaxItems(most) => {
                self.require(len <= most, "maxItems", || {
                    format!("must have at most {}", counted(most, "item"))
                });
            }
            Check::UniqueItems => {
                let mut seen = BTreeSet::new();
                let unique = json.items().all(|item| seen.insert(canonical(item)));
                self.require(unique, "uniqueItems", || "must have no two equal items".to_owned());
            }
            Check::Positions(positions) => {
                for (index, (item, checks)) in json.items().zip(positions).enumerate() {
                    self.within(Segment::Item(index), item, checks);
                }
            }
            Check::Items(checks) => {
                for (index, item) in json.items().enumerate() {
                    self.within(Segment::Item(index), item, checks);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, json: Json<'t>, len: u64, check: &Check, list: &'static [Check]) {
        match *check {
            Check::MinProperties(least) => {
                self.require(len >= least, "minProperties", || {
                    format!("must have at least {}", counted(least, "member"))
                });
            }
            Check::MaxProperties(most) => {
                self.require(len <= most, "maxProperties", || {
                    format!("must have at most {}", counted(most, "member"))
                });
            }
            Check::AnyRequired(groups) => {
                let is_there = complete(json, groups) > 0;
                self.require(is_there, "anyOf", || format!("must have {}", either(groups)));
            }
            Check::OneRequired(groups) => {
                let is_alone = complete(json, groups) == 1;
                self.require(is_alone, "oneOf", || format!("must have one alone of {}", either(groups)));
            }
            Check::Names { patterns, known } => {
                for (name, _) in json.members() {
                    let fits =
                        known.contains(&name) || patterns.iter().any(|one| pattern::matches(one, name));
                    self.path.push(Segment::member(name));
                    self.require(fits, "patternProperties", || {
                        format!("must have a name that matches {}", patterns.join(" or "))
                    });
                    self.path.pop();
                }
            }
            Check::Values(checks) => {
                for (name, value) in json.members() {
                    if !list.iter().any(|check| field(check, name).is_some()) {
                        self.within(Segment::member(name), value, checks);
                    }
                }
            }
            Check::Fields(_) => {
                for (name, value) in json.members() {
                    if let Some(checks) = field(check, name) {
                        self.within(Segment::member(name), value, checks);
                    }
                }
            }
            _ => {}
        }
    }

    fn within(&mut self, segment: Segment<'t>, json: Json<'t>, checks: &'static [Check]) {
        self.path.push(segment);
        self.value(json, checks);
        self.path.pop();
    }

    fn require(&mut self, holds: bool, keyword: &'static str, message: impl FnOnce() -> String) {
        if !holds {
            self.violations.push(Violation { path: render(&self.path), keyword, message: message() });
        }
    }
}

/// Which branch of a union the value is one of: the one that its tag names, else the one that it fits best.
fn branch(json: Json<'_>, tag: Option<(&str, &[&[&str]])>, shapes: &[Fit]) -> Option<usize> {
    let stated = tag.and_then(|(name, tags)| Some((json.tag(name)?, tags)));
    match stated {
        Some((tag, tags)) => tags.iter().position(|of_branch| of_branch.contains(&tag)),
        None => only_fit(json, shapes),
    }
}

/// Whether the number is among those that are allowed.
fn is_number(value: Bound, allowed: &[Allowed]) -> bool {
    let is_it = |one: Bound| number::compare(one, value) == Ordering::Equal;
    allowed.iter().any(|one| matches!(*one, Allowed::Number(one) if is_it(one)))
}

/// So many of a thing, in words.
fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The length of a string as JSON Schema counts it: in code points.
fn count(text: &str) -> u64 {
    text.chars().map(|_| 1).sum()
}

/// How many of the lists the object has every member of.
fn complete(json: Json<'_>, groups: &[&[&str]]) -> usize {
    let has = |name: &&str| json.members().any(|(own, _)| own == *name);
    groups.iter().filter(|group| group.iter().all(has)).count()
}

/// The lists in words.
fn either(groups: &[&[&str]]) -> String {
    let groups = groups.iter().map(|group| match group {
        [] => "none of these".to_owned(),
        group => group.join(" and "),
    });
    groups.collect::<Vec<_>>().join(", or ")
}

/// What `check` says of the field with this name.
fn field(check: &Check, name: &str) -> Option<&'static [Check]> {
    match check {
        Check::Fields(fields) => fields.iter().find(|(field, _)| *field == name).map(|(_, checks)| *checks),
        _ => None,
    }
}

/// A text that two values share if and only if they are equal.
fn canonical(json: Json<'_>) -> String {
    let mut text = String::new();
    write_canonical(json, &mut text);
    text
}

fn write_canonical(json: Json<'_>, out: &mut String) {
    // Writing to a String does not fail.
    let _ = match json.node() {
        Node::Null => write!(out, "null"),
        Node::Bool(value) => write!(out, "{value}"),
        Node::Int(value) => write!(out, "{value}"),
        Node::UInt(value) => write!(out, "{value}"),
        // Adding 0 turns -0 into 0; a whole number is shown without a point, as the integers are.
        Node::Float(value) => write!(out, "{}", value + 0.0),
        Node::Str(value) => write!(out, "{value:?}"),
        Node::Array { .. } => {
            out.push('[');
            for item in json.items() {
                write_canonical(item, out);
                out.push(',');
            }
            write!(out, "]")
        }
        Node::Object { .. } => {
            let mut members: Vec<_> = json.members().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in members {
                let _ = write!(out, "{name:?}:");
                write_canonical(value, out);
                out.push(',');
            }
            write!(out, "}}")
        }
    };
}
