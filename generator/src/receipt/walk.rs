//! The way through a description: every object of the specification once, by the grammar, with what becomes of it.
//!
//! What operations reach goes first, and of that what is carried: a schema that both a carried and a lost part refer to
//! is carried. What is left then is reached by no operation. Nothing is visited on the call stack.

use std::collections::HashSet;
use std::sync::Arc;

use super::carriers::Carriers;
use super::faults::Faults;
use super::grammar::{EXAMPLES, EXTENSION, Effect, Kind, Object, Shape, key};
use super::{Call, Status};
use crate::diagnostic::{Diagnostic, UNTYPED};
use crate::hints::Hints;
use crate::parse::api::Method;
use crate::plan::Sdk;
use crate::read::{Document, FileId, Origin, Pointer, Tree};

/// Why what nothing refers to is left out.
const UNREACHED: &str = "no operation reaches it";
/// Why a shelf is no part of the crate.
const SHELF: &str = "it holds parts that count where a reference leads to them";
/// Why a path item is left out.
const NO_OPERATION: &str = "it has no operation";

/// Why an operation is not printed of which nothing is wrong.
const LEFT_OUT: &str = "left out by `include`, `exclude` or an extension";
/// Why a path's parameter is left out.
const OVERRIDDEN: &str = "each operation of the path describes it itself";

/// A part of the description, and what became of it.
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) status: Status,
    pub(super) lacks: Vec<&'static str>,
    pub(super) calls: Vec<Call>,
}

/// Every part of `document`, in no order.
///
/// `left_out` is how many operations were left out by choice: without any, one that nothing carries is lost.
pub(super) fn walk(document: &Document, sdk: &Sdk, left_out: usize, diagnostics: &[Diagnostic]) -> Vec<Part> {
    let carriers = Carriers::new(sdk);
    let client = Status::Carried([carriers.client.clone()].into());
    let mut walk = Walk {
        document,
        uncarried: if left_out > 0 { Status::Ignored(LEFT_OUT) } else { Status::Lost },
        carriers,
        faults: Faults::new(diagnostics),
        seen: HashSet::new(),
        open: Vec::new(),
        later: Vec::new(),
        shelf: Vec::new(),
        parts: Vec::new(),
    };
    let root = Origin::new(FileId(0), Pointer::root());
    if let Some(tree) = document.get(&root) {
        walk.root(&root, tree, &client);
    }
    loop {
        if let Some(node) = walk.open.pop().or_else(|| walk.later.pop()) {
            walk.visit(&node);
        } else if walk.shelf.is_empty() {
            return walk.parts;
        } else {
            walk.later.append(&mut walk.shelf);
        }
    }
}

/// Whether an extension of a vendor asks to leave it out.
fn is_ignored(tree: &Tree) -> bool {
    Hints::default().ignore.iter().any(|key| tree.get(key).and_then(Tree::as_bool) == Some(true))
}

struct Walk<'d> {
    document: &'d Document,
    /// What became of an operation that nothing carries, and of which nothing is wrong.
    uncarried: Status,
    carriers: Carriers,
    faults: Faults,
    /// The addresses of the nodes that were visited; they stay where they are.
    seen: HashSet<usize>,
    /// What carried parts lead to.
    open: Vec<Node<'d>>,
    /// What other parts lead to.
    later: Vec<Node<'d>>,
    /// What counts if a reference leads there.
    shelf: Vec<Node<'d>>,
    parts: Vec<Part>,
}

/// An object to be visited.
struct Node<'d> {
    origin: Origin,
    tree: &'d Tree,
    object: Object,
    /// What became of that which led here.
    owner: Status,
    role: Role,
}

/// What a node is to its object, where that decides what becomes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    /// A property: carried only if a field came from it.
    Property,
    /// A parameter of a path, whose operations may have one of the same name.
    OfPath,
}

impl<'d> Walk<'d> {
    /// The root: a description, or what a fragment has of one.
    fn root(&mut self, origin: &Origin, tree: &'d Tree, client: &Status) {
        let has = |keys: &[&str]| keys.iter().any(|key| tree.get(key).is_some());
        if has(&["openapi", "paths", "components", "webhooks"]) {
            self.members(origin, tree, Object::Description, client, client);
        } else if has(&Method::ALL.map(Method::key)) {
            self.push(origin.clone(), tree, Object::Of(Kind::Path), client.clone(), Role::Plain);
        } else if has(&["responses", "requestBody", "operationId"]) {
            self.push(origin.clone(), tree, Object::Of(Kind::Operation), client.clone(), Role::Plain);
        } else {
            self.spread(origin, tree, Shape::Patterned(Object::Of(Kind::Path)), Role::Plain, client);
        }
    }

    fn push(&mut self, origin: Origin, tree: &'d Tree, object: Object, owner: Status, role: Role) {
        let is_carried = matches!(owner, Status::Carried(_));
        let node = Node { origin, tree, object, owner, role };
        if is_carried { self.open.push(node) } else { self.later.push(node) }
    }

    fn visit(&mut self, node: &Node<'d>) {
        if !self.seen.insert(std::ptr::from_ref(node.tree).addr()) {
            return;
        }
        let target = self.target(node);
        let status = self.status(node, target.as_ref());
        let codes = self.faults_at(&node.origin).to_vec();
        let is_carried = matches!(status, Status::Carried(_));
        let operations = self.carriers.operation(&node.origin);
        self.parts.push(Part {
            kind: node.object.kind(),
            origin: node.origin.clone(),
            lacks: if is_carried { codes.clone() } else { Vec::new() },
            calls: operations.iter().map(|(_, call)| call.clone()).filter(|_| is_carried).collect(),
            status: if node.object.kind() == Kind::Keyword { status.of_keyword() } else { status.clone() },
        });
        if let Some((origin, tree)) = target {
            self.push(origin, tree, node.object, status.clone(), Role::Plain);
        }
        // An untyped value has its docs, and nothing of its shape.
        let shape = match codes.iter().find(|code| **code == UNTYPED.code) {
            Some(code) if is_carried => Status::Unsupported(code),
            _ => status.clone(),
        };
        self.members(&node.origin, node.tree, node.object, &shape, &status);
    }

    /// The node that the `$ref` of `node` names.
    fn target(&self, node: &Node<'_>) -> Option<(Origin, &'d Tree)> {
        let reference = node.tree.get("$ref").and_then(Tree::as_str)?;
        let origin = self.document.resolve(node.origin.file, reference).ok()?;
        Some((origin.clone(), self.document.get(&origin)?))
    }

    /// The node to which a chain of `$ref`s leads in the end.
    fn end(&self, first: &(Origin, &'d Tree)) -> Origin {
        /// Longer chains than anyone writes.
        const MAX_HOPS: usize = 128;
        let (mut origin, mut tree) = first.clone();
        for _ in 0..MAX_HOPS {
            let Some(reference) = tree.get("$ref").and_then(Tree::as_str) else { break };
            let Ok(next) = self.document.resolve(origin.file, reference) else { break };
            let Some(next_tree) = self.document.get(&next) else { break };
            (origin, tree) = (next, next_tree);
        }
        origin
    }

    /// What became of `node`, whose reference names `target`.
    fn status(&self, node: &Node<'d>, target: Option<&(Origin, &'d Tree)>) -> Status {
        let fault = self.faults_at(&node.origin).first().map(|code| Status::Unsupported(code));
        let end = target.map(|target| self.end(target));
        let end = end.as_ref().unwrap_or(&node.origin);
        let carried = |paths: &[String]| (!paths.is_empty()).then(|| Status::Carried(paths.into()));
        match node.object {
            Object::Of(Kind::Operation) => {
                let paths: Vec<String> =
                    self.carriers.operation(&node.origin).iter().map(|(path, _)| path.clone()).collect();
                let owner = Some(&node.owner).filter(|owner| !matches!(owner, Status::Carried(_)));
                carried(&paths).or(fault).or(owner.cloned()).unwrap_or_else(|| self.uncarried.clone())
            }
            Object::Of(Kind::Path) => {
                let operations = operations_of(node, target);
                let paths = operations.iter().flat_map(|origin| self.carriers.operation(origin).to_vec());
                let paths: Vec<String> = paths.map(|(path, _)| path).collect();
                let lost = operations.first().map_or(Status::Ignored(NO_OPERATION), |first| {
                    self.faults_at(first)
                        .first()
                        .map_or_else(|| self.uncarried.clone(), |code| Status::Unsupported(code))
                });
                match (&node.owner, carried(&paths)) {
                    (_, Some(carried)) => carried,
                    (Status::Carried(_), None) => fault.unwrap_or(lost),
                    (owner, None) => fault.unwrap_or_else(|| owner.clone()),
                }
            }
            Object::Of(Kind::Parameter) => match (&node.owner, carried(self.carriers.parameter(end))) {
                // All that carry a shared one stand where it stands, not again at each reference to it.
                (owner @ Status::Carried(_), Some(_)) if target.is_some() => owner.clone(),
                (Status::Carried(_), Some(carried)) => carried,
                (Status::Carried(_), None) if node.role == Role::OfPath => {
                    fault.unwrap_or(Status::Ignored(OVERRIDDEN))
                }
                (Status::Carried(_), None) if is_ignored(node.tree) => Status::Ignored(LEFT_OUT),
                (Status::Carried(_), None) => fault.unwrap_or(Status::Lost),
                (owner, _) => fault.unwrap_or_else(|| owner.clone()),
            },
            Object::Of(Kind::Schema) => {
                if !matches!(node.owner, Status::Carried(_)) {
                    return fault.unwrap_or_else(|| node.owner.clone());
                }
                let own = carried(self.carriers.schema(&node.origin));
                if node.role == Role::Property {
                    let lost = if is_ignored(node.tree) { Status::Ignored(LEFT_OUT) } else { Status::Lost };
                    return own.or(fault).unwrap_or(lost);
                }
                own.or_else(|| fault.filter(|_| !self.is_untyped(node)))
                    .or_else(|| carried(self.carriers.schema(end)))
                    .unwrap_or_else(|| node.owner.clone())
            }
            Object::Of(Kind::ServerVariable) => {
                let name = node.origin.pointer.tokens().last().unwrap_or_default();
                let setter = self.carriers.server_variable(&name);
                let carried = setter.map(|setter| Status::Carried([setter.to_owned()].into()));
                let owner = fault.unwrap_or_else(|| node.owner.clone());
                if matches!(owner, Status::Carried(_)) { carried.unwrap_or(owner) } else { owner }
            }
            _ => fault.unwrap_or_else(|| node.owner.clone()),
        }
    }

    /// The codes of what was reported at `origin`, wherever that was written.
    fn faults_at(&self, origin: &Origin) -> &[&'static str] {
        self.faults.at(&self.document.written_at(origin))
    }

    /// Whether the value of the schema is carried as any JSON.
    fn is_untyped(&self, node: &Node<'_>) -> bool {
        self.faults_at(&node.origin).contains(&UNTYPED.code)
    }

    /// The keys of an object whose shape became `shape`, and its docs `docs`.
    fn members(&mut self, origin: &Origin, tree: &'d Tree, object: Object, shape: &Status, docs: &Status) {
        for (name, member) in tree.as_object().into_iter().flatten() {
            let origin_of_member = origin.child(name);
            let known =
                key(object, name).map(|known| self.settled(known, object, name, member, tree, origin));
            let (form, effect) = known.unwrap_or((Shape::Data, Effect::Lost));
            let owner = if effect == Effect::Documented { docs } else { shape };
            let status = match (owner, effect) {
                (Status::Carried(_), Effect::Ignored(reason)) => Status::Ignored(reason),
                (Status::Carried(_), Effect::Shelved) => Status::Ignored(SHELF),
                (Status::Carried(_), Effect::Lost) => Status::Lost,
                (owner, _) => owner.clone(),
            };
            let fault = match form {
                Shape::Data => self.faults.within(&self.document.written_at(&origin_of_member)),
                _ => self.faults_at(&origin_of_member).first().copied(),
            };
            let status = fault.map_or(status, Status::Unsupported);
            if let Shape::One(object) = form {
                let status = if object == Object::Components { shape.clone() } else { status };
                self.push(origin_of_member, member, object, status, Role::Plain);
                continue;
            }
            self.keyword(origin_of_member.clone(), &status);
            match (effect, form) {
                (Effect::Shelved, Shape::Named(kept)) if name != "securitySchemes" => {
                    self.shelve(&origin_of_member, member, kept);
                }
                _ => {
                    let role = match (object, name.as_str()) {
                        (Object::Of(Kind::Schema), "properties") => Role::Property,
                        (Object::Of(Kind::Path), "parameters") => Role::OfPath,
                        _ => Role::Plain,
                    };
                    self.spread(&origin_of_member, member, form, role, &status);
                }
            }
        }
    }

    fn keyword(&mut self, origin: Origin, status: &Status) {
        let status = status.of_keyword();
        self.parts.push(Part { kind: Kind::Keyword, origin, status, lacks: Vec::new(), calls: Vec::new() });
    }

    /// What is under a key, by the members that decide it.
    fn settled(
        &self,
        (shape, effect): (Shape, Effect),
        object: Object,
        name: &str,
        member: &Tree,
        siblings: &Tree,
        origin: &Origin,
    ) -> (Shape, Effect) {
        let is_flag = member.as_bool().is_some();
        match (object, name) {
            (Object::Of(Kind::Schema), "title") if siblings.get("description").is_some() => {
                (shape, Effect::Ignored("the description is printed instead"))
            }
            (Object::Of(Kind::Schema), "discriminator") if !self.carriers.is_tagged(origin) => {
                (shape, Effect::Lost)
            }
            (Object::Of(Kind::Schema), "items") if member.as_array().is_some() => {
                (Shape::List(object), effect)
            }
            (Object::Of(Kind::Schema), "additionalProperties") if is_flag => {
                let kept = Effect::Ignored("fields that a newer server adds are kept");
                (Shape::Data, if *member == Tree::Bool(true) { effect } else { kept })
            }
            (Object::Of(Kind::Schema), "unevaluatedItems" | "unevaluatedProperties" | "additionalItems")
                if is_flag =>
            {
                let open = Effect::Ignored("it refuses nothing");
                (Shape::Data, if *member == Tree::Bool(true) { open } else { effect })
            }
            (Object::Components, "securitySchemes") => (shape, Effect::Carried),
            _ => (shape, effect),
        }
    }

    /// Visits what stands in a list, or under names.
    fn spread(&mut self, origin: &Origin, tree: &'d Tree, shape: Shape, role: Role, owner: &Status) {
        match shape {
            Shape::List(object) => {
                for (index, item) in tree.as_array().into_iter().flatten().enumerate() {
                    self.push(origin.child(index), item, object, owner.clone(), role);
                }
            }
            Shape::Named(object) | Shape::Patterned(object) => {
                for (name, member) in tree.as_object().into_iter().flatten() {
                    if matches!(shape, Shape::Patterned(_)) && name.starts_with("x-") {
                        let status = Status::Ignored(EXTENSION);
                        self.keyword(origin.child(name), &status);
                        continue;
                    }
                    self.push(origin.child(name), member, object, owner.clone(), role);
                }
            }
            Shape::Data | Shape::One(_) => {}
        }
    }

    /// Puts what stands under names where it waits for a reference.
    fn shelve(&mut self, origin: &Origin, tree: &'d Tree, object: Object) {
        let reason = if object == Object::Of(Kind::Example) { EXAMPLES } else { UNREACHED };
        for (name, member) in tree.as_object().into_iter().flatten() {
            let owner = Status::Ignored(reason);
            self.shelf.push(Node {
                origin: origin.child(name),
                tree: member,
                object,
                owner,
                role: Role::Plain,
            });
        }
    }
}

/// The operations of a path item, and of the one that it refers to.
fn operations_of(node: &Node<'_>, target: Option<&(Origin, &Tree)>) -> Vec<Origin> {
    let items =
        std::iter::once((&node.origin, node.tree)).chain(target.map(|(origin, tree)| (origin, *tree)));
    let stated = |tree: &Tree| {
        Method::ALL.map(Method::key).into_iter().filter(|key| tree.get(key).is_some()).collect::<Vec<_>>()
    };
    items.flat_map(|(origin, tree)| stated(tree).into_iter().map(|key| origin.child(key))).collect()
}

impl Status {
    /// The same for a keyword: of many paths the first.
    fn of_keyword(&self) -> Self {
        match self {
            Self::Carried(paths) => {
                Self::Carried(paths.first().into_iter().cloned().collect::<Arc<[String]>>())
            }
            other => other.clone(),
        }
    }
}
