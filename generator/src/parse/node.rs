//! A node of a description: its value, its place, and what can be asked of it.
//!
//! A question that the value does not answer (`"five"` asked for a number) is a diagnostic at that very node, and the
//! answer is `None`: whoever asks goes on with the rest.

use super::api::Extensions;
use super::findings::Findings;
use super::keys::Keys;
pub(super) use crate::diagnostic::quoted;
use crate::diagnostic::{MISSING_KEY, Rule, UNKNOWN_KEYWORD, WRONG_TYPE};
use crate::read::{FileId, Number, Object, Origin, Tree};

/// A value of the description, seen from the node it was reached by.
///
/// Its origin is put together only when something asks for it; most nodes are never reported and never kept.
/// `'d` is the description's lifetime, `'p` that of the nodes above, which live on the stack.
#[derive(Clone, Copy)]
pub(super) struct Node<'p, 'd> {
    tree: &'d Tree,
    step: Step<'p, 'd>,
    findings: &'d Findings,
}

/// How a node was reached.
#[derive(Clone, Copy)]
enum Step<'p, 'd> {
    /// Directly, at this origin.
    Start(&'p Origin),
    /// As a member of an object.
    Member(&'p Node<'p, 'd>, &'d str),
    /// As an item of an array.
    Item(&'p Node<'p, 'd>, usize),
}

/// Which node a node is: the address of its value, which stays where it is while the description is parsed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeId(usize);

/// A node with an origin of its own, so that it can outlive the nodes it was reached by.
pub(super) struct Target<'d> {
    /// Its value.
    pub(super) tree: &'d Tree,
    /// Its place.
    pub(super) origin: Origin,
}

impl<'d> Target<'d> {
    /// The node that it is.
    pub(super) fn node<'p>(&'p self, findings: &'d Findings) -> Node<'p, 'd> {
        Node { tree: self.tree, step: Step::Start(&self.origin), findings }
    }
}

impl<'d> Node<'_, 'd> {
    /// Its value.
    pub(super) fn tree(&self) -> &'d Tree {
        self.tree
    }

    /// Which node it is.
    pub(super) fn id(&self) -> NodeId {
        NodeId(std::ptr::from_ref(self.tree).addr())
    }

    /// The file it stands in.
    pub(super) fn file(&self) -> FileId {
        match self.step {
            Step::Start(origin) => origin.file,
            Step::Member(parent, _) | Step::Item(parent, _) => parent.file(),
        }
    }

    /// Its place.
    pub(super) fn origin(&self) -> Origin {
        match self.step {
            Step::Start(origin) => origin.clone(),
            Step::Member(parent, key) => parent.origin().child(key),
            Step::Item(parent, index) => parent.origin().child(index),
        }
    }

    /// The node itself, made independent of those above.
    pub(super) fn target(&self) -> Target<'d> {
        Target { tree: self.tree, origin: self.origin() }
    }

    /// What a sentence calls it: its key; or its list's and its number, as in `parameters/0`.
    fn name(&self) -> String {
        match self.step {
            Step::Start(origin) => {
                let mut tokens: Vec<String> = origin.pointer.tokens().collect();
                match (tokens.pop(), tokens.pop()) {
                    (Some(number), Some(list)) if number.bytes().all(|digit| digit.is_ascii_digit()) => {
                        format!("{list}/{number}")
                    }
                    (Some(key), _) => key,
                    (None, _) => "description".to_owned(),
                }
            }
            Step::Member(_, key) => key.to_owned(),
            Step::Item(list, index) => format!("{}/{index}", list.name()),
        }
    }
}

/// Reports.
impl Node<'_, '_> {
    /// A finding at its value.
    pub(super) fn report(&self, rule: &'static Rule, message: impl Into<String>) {
        self.findings.report(rule, self.origin(), message.into());
    }

    /// A finding at its key.
    pub(super) fn report_key(&self, rule: &'static Rule, message: impl Into<String>) {
        self.findings.report(rule, self.origin().key(), message.into());
    }

    /// Notes that it is written in a way that the declared version does not have.
    pub(super) fn note_form(&self, form: impl Into<String>) {
        self.findings.note_form(form.into(), || self.origin());
    }

    /// Reports that its value is not `expected`, as in "an object". A null is read as if the key were absent.
    pub(super) fn wrong_type(&self, expected: &str) {
        if *self.tree == Tree::Null {
            self.note_form("null stands where a value is expected, as if the key were absent");
        } else {
            self.report(
                &WRONG_TYPE,
                format!("{} must be {expected}, not {}", quoted(&self.name()), self.tree.kind()),
            );
        }
    }

    /// Reports that it lacks `key`. A value under that key that can't be used has been reported itself.
    pub(super) fn report_missing(&self, key: &str) {
        let lacks = |members: &Object| members.get(key).is_none_or(|value| *value == Tree::Null);
        if self.tree.as_object().is_some_and(lacks) {
            self.report(&MISSING_KEY, format!("{} lacks `{key}`", quoted(&self.name())));
        }
    }

    /// Keeps an extension, and reports every other key as none of `keys`.
    pub(super) fn keep_extension(&self, keys: &Keys, extensions: &mut Extensions) {
        let Step::Member(_, key) = self.step else { return };
        if key.starts_with("x-") {
            extensions.insert(key.to_owned(), self.tree.clone());
        } else {
            self.unknown_key(keys);
        }
    }

    /// Reports its key as none of `keys`, unless it is an extension.
    pub(super) fn unknown_key(&self, keys: &Keys) {
        let Step::Member(_, key) = self.step else { return };
        if !key.starts_with("x-") {
            self.report_key(&UNKNOWN_KEYWORD, keys.unknown(key));
        }
    }
}

/// Questions.
impl<'d> Node<'_, 'd> {
    /// The member of this name; `None` if there is none or the value is no object.
    pub(super) fn get(&self, key: &str) -> Option<Node<'_, 'd>> {
        let (_, key, tree) = self.tree.as_object()?.get_full(key)?;
        Some(Node { tree, step: Step::Member(self, key), findings: self.findings })
    }

    /// The members of an object, in the order of the text.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'d str, Node<'_, 'd>)> {
        let members = self.tree.as_object();
        if members.is_none() {
            self.wrong_type("an object");
        }
        members.into_iter().flatten().map(|(key, tree)| {
            let member = Node { tree, step: Step::Member(self, key), findings: self.findings };
            (key.as_str(), member)
        })
    }

    /// The items of an array.
    pub(super) fn items(&self) -> impl Iterator<Item = Node<'_, 'd>> {
        let items = self.tree.as_array();
        if items.is_none() {
            self.wrong_type("an array");
        }
        items.into_iter().flatten().enumerate().map(|(index, tree)| Node {
            tree,
            step: Step::Item(self, index),
            findings: self.findings,
        })
    }

    /// The text of a string, as long as the description lives.
    pub(super) fn text(&self) -> Option<&'d str> {
        self.expect("a string", self.tree.as_str())
    }

    /// The text of a string.
    pub(super) fn string(&self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// The texts of an array of strings.
    pub(super) fn strings(&self) -> Vec<String> {
        self.items().filter_map(|item| item.string()).collect()
    }

    /// A truth value.
    pub(super) fn flag(&self) -> Option<bool> {
        self.expect("true or false", self.tree.as_bool())
    }

    /// A number.
    pub(super) fn number(&self) -> Option<Number> {
        self.expect("a number", self.as_number())
    }

    /// A whole number of at least 0, `1.0` among them. One beyond 64 bits is the greatest of 64 bits: no length or count
    /// comes near it.
    pub(super) fn count(&self) -> Option<u64> {
        self.expect("a whole number of at least 0", self.as_number().and_then(as_count))
    }

    fn as_number(&self) -> Option<Number> {
        match self.tree {
            Tree::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn expect<T>(&self, expected: &str, answer: Option<T>) -> Option<T> {
        if answer.is_none() {
            self.wrong_type(expected);
        }
        answer
    }
}

fn as_count(number: Number) -> Option<u64> {
    match number {
        Number::Int(count) => (count >= 0).then(|| u64::try_from(count).unwrap_or(u64::MAX)),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is whole and not negative; the cast stops at the greatest u64"
        )]
        Number::Float(count) => (count >= 0.0 && count.fract() == 0.0).then_some(count as u64),
    }
}
