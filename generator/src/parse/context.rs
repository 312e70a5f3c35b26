//! What the readers of all parts share: the document, its version, what references lead to, and what was read before.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::api::{Header, Method, Parameter, RequestBody, Response, SecurityRequirement};
use super::findings::Findings;
use super::node::{Node, NodeId, Target, quoted};
use super::schema::{Schema, SchemaId, Schemas};
use crate::diagnostic::{CYCLIC_REF, NOT_CARRIED, WRONG_TYPE};
use crate::read::{Document, RefFault, Tree};

/// The versions of OpenAPI whose rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x, and what states none.
    V3_1,
}

/// The state of one run.
pub(super) struct Context<'d> {
    /// The description.
    pub(super) document: &'d Document,
    /// Where faults go.
    pub(super) findings: &'d Findings,
    /// The declared version.
    pub(super) version: Version,
    /// Every schema read so far.
    pub(super) schemas: Schemas,
    /// The names of the security schemes.
    pub(super) security_schemes: HashSet<&'d str>,
    /// The names of security schemes that were required, are not described, and have been reported.
    pub(super) undeclared_schemes: HashSet<&'d str>,
    /// What an operation requires that does not say.
    pub(super) security: Arc<[SecurityRequirement]>,
    /// Whether the document says what operations require.
    pub(super) states_security: bool,
    /// The operation that first had each operationId.
    pub(super) operation_ids: HashMap<&'d str, (Method, &'d str)>,
    /// How many paths have each path item.
    pub(super) path_items: HashMap<NodeId, usize>,
    /// The parts that references share, once they are read.
    pub(super) parameters: Shared<Parameter>,
    pub(super) request_bodies: Shared<RequestBody>,
    pub(super) responses: Shared<Response>,
    pub(super) headers: Shared<Header>,
    pub(super) examples: Shared<Tree>,
    schema_ids: HashMap<NodeId, SchemaId>,
    /// How many schemas have been reached.
    reached: u32,
    /// Those that have been reached and are not in `schemas` yet.
    waiting: VecDeque<Reached<'d>>,
    followed: HashMap<NodeId, Followed<'d>>,
    /// The files that can't be read and have been reported.
    unreadable: HashSet<String>,
}

/// What was read of each node that can be referred to; `None` where it was too faulty to be kept.
///
/// Reading each once keeps the work linear in the description's size, and reports its faults once.
pub(super) type Shared<T> = HashMap<NodeId, Option<Arc<T>>>;

/// A schema that has an id.
pub(super) enum Reached<'d> {
    /// One of the description, to be read.
    Unread(Target<'d>),
    /// One that the description leaves out.
    Assumed(Box<Schema>),
}

/// What following a reference has come to.
enum Followed<'d> {
    /// It is being followed right now.
    Pending,
    /// It leads here; nowhere, if `None`.
    Done(Option<Rc<Target<'d>>>),
}

impl<'d> Context<'d> {
    /// The state at the start.
    pub(super) fn new(document: &'d Document, findings: &'d Findings) -> Self {
        Self {
            document,
            findings,
            version: Version::V3_1,
            schemas: Schemas::default(),
            security_schemes: HashSet::new(),
            undeclared_schemes: HashSet::new(),
            security: Arc::default(),
            states_security: false,
            operation_ids: HashMap::new(),
            path_items: HashMap::new(),
            parameters: Shared::new(),
            request_bodies: Shared::new(),
            responses: Shared::new(),
            headers: Shared::new(),
            examples: Shared::new(),
            schema_ids: HashMap::new(),
            reached: 0,
            waiting: VecDeque::new(),
            followed: HashMap::new(),
            unreadable: HashSet::new(),
        }
    }

    /// The id of the schema at `node`, which is read later if it has not been yet.
    ///
    /// No schema is read from within another: neither nesting nor a chain of references uses up the stack.
    pub(super) fn schema(&mut self, node: Node<'_, 'd>) -> SchemaId {
        self.schema_at(node.id(), || node.target())
    }

    /// The id of the schema that the `$ref` at `reference` names; `None`, and a finding, if it names nothing.
    pub(super) fn referenced_schema(&mut self, reference: Node<'_, 'd>) -> Option<SchemaId> {
        let target = self.resolve(reference)?;
        let id = target.node(self.findings).id();
        Some(self.schema_at(id, || target))
    }

    /// The schema that has `name` among the components of the description's first file.
    pub(super) fn component_schema(&mut self, name: &str) -> Option<SchemaId> {
        let origin = self.document.root()?.child("components").child("schemas").child(name);
        let target = Target { tree: self.document.get(&origin)?, origin };
        let id = target.node(self.findings).id();
        Some(self.schema_at(id, || target))
    }

    fn schema_at(&mut self, node: NodeId, target: impl FnOnce() -> Target<'d>) -> SchemaId {
        if let Some(known) = self.schema_ids.get(&node) {
            return *known;
        }
        let id = self.reach(Reached::Unread(target()));
        self.schema_ids.insert(node, id);
        id
    }

    /// The id of `schema`, which stands nowhere in the description.
    pub(super) fn assumed_schema(&mut self, schema: Schema) -> SchemaId {
        self.reach(Reached::Assumed(Box::new(schema)))
    }

    fn reach(&mut self, schema: Reached<'d>) -> SchemaId {
        let id = SchemaId(self.reached);
        self.reached += 1;
        self.waiting.push_back(schema);
        id
    }

    /// Takes the schema that has been reached longest ago. Each must be added to `schemas` before the next is taken: the
    /// order in which they were reached is that of their ids.
    pub(super) fn next_reached(&mut self) -> Option<Reached<'d>> {
        self.waiting.pop_front()
    }

    /// Where `node` leads, through all references; `None`, and a finding, if that is nowhere.
    pub(super) fn follow(&mut self, node: Node<'_, 'd>) -> Option<Rc<Target<'d>>> {
        let mut passed = Vec::new();
        let mut target = Rc::new(node.target());
        let end = loop {
            let here = target.node(self.findings);
            let Some(reference) = here.get("$ref") else { break Some(target) };
            match self.followed.get(&here.id()) {
                Some(Followed::Done(end)) => break end.clone(),
                Some(Followed::Pending) => {
                    reference.report(&CYCLIC_REF, "this reference leads back to itself");
                    break None;
                }
                None => {}
            }
            self.followed.insert(here.id(), Followed::Pending);
            passed.push(here.id());
            match self.resolve(reference) {
                Some(next) => target = Rc::new(next),
                None => break None,
            }
        };
        for id in passed {
            self.followed.insert(id, Followed::Done(end.clone()));
        }
        end
    }

    /// The node that the `$ref` at `reference` names; `None`, and a finding, if it names nothing. A file that can't be
    /// read is reported once, however many references name it.
    fn resolve(&mut self, reference: Node<'_, 'd>) -> Option<Target<'d>> {
        let text = reference.text()?;
        match self.document.resolve(reference.file(), text) {
            Ok(origin) => {
                let tree = self.document.get(&origin)?;
                if !matches!(tree, Tree::Object(_) | Tree::Bool(_)) {
                    let message = format!("{} names {}, not an object", quoted(text), tree.kind());
                    reference.report(&WRONG_TYPE, message);
                    return None;
                }
                Some(Target { tree, origin })
            }
            Err(fault) => {
                let is_news = match &fault {
                    RefFault::Unreadable { file, .. } => self.unreadable.insert(file.clone()),
                    _ => true,
                };
                if is_news {
                    reference.report(fault.rule(), format!("{} {fault}", quoted(text)));
                }
                None
            }
        }
    }

    /// Follows `node` and gives what is there, which `read` reads where `memo` does not hold it yet.
    pub(super) fn shared<T>(
        &mut self,
        node: Node<'_, 'd>,
        memo: fn(&mut Self) -> &mut Shared<T>,
        read: impl FnOnce(&mut Self, Node<'_, 'd>) -> Option<T>,
    ) -> Option<Arc<T>> {
        if node.get("$ref").is_some() {
            for (key, sibling) in node.members().filter(|(key, _)| *key != "$ref" && !key.starts_with("x-")) {
                sibling.report_key(
                    &NOT_CARRIED,
                    format!("{} beside `$ref` gives way to what that names", quoted(key)),
                );
            }
        }
        let target = self.follow(node)?;
        let node = target.node(self.findings);
        if let Some(known) = memo(self).get(&node.id()) {
            return known.clone();
        }
        let read = read(self, node).map(Arc::new);
        memo(self).insert(node.id(), read.clone());
        read
    }

    /// The text of a string; or of a number, as the description writes it: `version: 1.10` is `1.10`.
    pub(super) fn text_or_number(&self, node: &Node<'_, '_>) -> Option<String> {
        let Tree::Number(number) = node.tree() else { return node.string() };
        node.note_form("a number stands where a text is expected");
        // The text keeps the last zero of `1.10`.
        self.document.source_text(&node.origin()).or_else(|| Some(number.to_string()))
    }

    /// The text of a truth value that stands where a text is expected.
    pub(super) fn text_of_boolean(&self, node: &Node<'_, '_>) -> Option<String> {
        let truth = node.tree().as_bool()?;
        node.note_form("a truth value stands where a text is expected");
        // The text keeps the capitals of `True`.
        self.document.source_text(&node.origin()).or_else(|| Some(truth.to_string()))
    }

    /// Notes that `member` is a keyword of `version`, if that is not the declared one.
    pub(super) fn note_version(&self, version: Version, key: &str, member: &Node<'_, '_>) {
        if version != self.version {
            let (theirs, ours) = match version {
                Version::V3_0 => ("3.0", "3.1"),
                Version::V3_1 => ("3.1", "3.0"),
            };
            member
                .note_form(format!("`{key}` is written as in OpenAPI {theirs}, in a description of {ours}"));
        }
    }
}
