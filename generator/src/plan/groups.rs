//! Where each operation hangs: the tree of groups, and the methods in it.

use std::collections::BTreeMap;

use super::names::{Case, Ident, compound, ident, ident_or};
use super::operations;
use super::scope::{Claim, Scope};
use super::sdk::{Group, Operation as Method};
use super::security::Security;
use super::servers::Servers;
use super::shapes::Shapes;
use crate::diagnostic::{Diagnostic, UNUSABLE_NAME, quoted};
use crate::hints;
use crate::parse::api::{Operation, PathSegment};
use crate::read::{FileId, Origin, Pointer, Tree};

/// Modules that every printed crate has, and that modules of groups would hide; and files that Windows does not have.
const TAKEN_MODULE_NAMES: &[&str] = &[
    "aux", "builder", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "options", "prn",
    "runtime", "server", "shared", "types",
];

/// What a group's module imports from the runtime.
pub(super) const TAKEN_TYPE_NAMES: &[&str] = &[
    "Auth",
    "BodyFormat",
    "BodyInfo",
    "ByCursor",
    "ByNumber",
    "Call",
    "Client",
    "Counted",
    "Location",
    "Method",
    "NoEvents",
    "NoParams",
    "OperationInfo",
    "PageFacts",
    "PageNumber",
    "Paginated",
    "Paging",
    "Parameter",
    "Segment",
    "Style",
];

/// Names the client has methods of already.
const TAKEN_ACCESSORS: &[&str] = &["builder", "clone", "fmt", "into", "request"];

/// A group being filled.
#[derive(Default)]
struct Node {
    name: String,
    origin: Option<Origin>,
    groups: BTreeMap<Ident, Node>,
    operations: Vec<Method>,
}

/// Every operation as a method in its group.
pub(super) fn groups(shapes: &mut Shapes<'_>, security: &Security<'_>, servers: &Servers) -> Vec<Group> {
    let mut root = Node::default();
    let mut operations: Vec<_> = shapes.api.operations.iter().collect();
    operations.sort_by_key(|operation| (&operation.path, operation.method));
    for operation in operations {
        let place = place(operation, &mut shapes.found);
        let mut method = operations::operation(shapes, operation, &place, security);
        method.server = servers.of(shapes.api, operation);
        let mut node = &mut root;
        for group in &place.groups {
            let accessor = ident_or(group, "group", Case::Snake);
            node = node.groups.entry(accessor).or_default();
            node.name.clone_from(group);
            node.origin.get_or_insert_with(|| operation.origin.clone());
        }
        node.operations.push(method);
    }
    finish(root, Scope::without(TAKEN_ACCESSORS), &mut shapes.found).groups
}

/// Names what is in a group: accessors first, then methods; `names` are those of the group's type.
fn finish(node: Node, mut names: Scope, found: &mut Vec<Diagnostic>) -> Group {
    let nowhere = Origin::new(FileId(0), Pointer::root());
    let claims: Vec<Claim<'_>> = node
        .groups
        .iter()
        .map(|(accessor, inner)| Claim {
            wanted: accessor.clone(),
            text: &inner.name,
            origin: inner.origin.as_ref().unwrap_or(&nowhere),
        })
        .collect();
    let accessors = names.settle(&claims, Case::Snake, found);
    let mut modules = Scope::without(TAKEN_MODULE_NAMES);
    let groups = node.groups.into_values().zip(accessors).map(|(inner, accessor)| {
        let module = modules.take_free(&accessor);
        let feature = format!("group-{}", module.plain().replace('_', "-"));
        Group { accessor, module, feature, ..finish(inner, Scope::default(), found) }
    });
    let groups: Vec<Group> = groups.collect();

    let claims: Vec<Claim<'_>> = node
        .operations
        .iter()
        .map(|operation| Claim {
            wanted: operation.name.clone(),
            text: &operation.id,
            origin: &operation.origin,
        })
        .collect();
    let methods = names.settle(&claims, Case::Snake, found);
    let mut operations = node.operations;
    for (operation, name) in operations.iter_mut().zip(methods) {
        operation.constant = ident_or(name.plain(), "CALL", Case::ShoutySnake);
        operation.name = name;
    }
    operations.sort_by(|a, b| a.name.cmp(&b.name));
    let accessor = ident_or(&node.name, "group", Case::Snake);
    let mut name = ident_or(&node.name, "Group", Case::UpperCamel);
    if TAKEN_TYPE_NAMES.contains(&name.as_str()) {
        name = compound(&[name.as_str(), "Group"], Case::UpperCamel);
    }
    Group { module: accessor.clone(), accessor, name, feature: String::new(), groups, operations }
}

/// Where an operation hangs, in the description's words.
pub(super) struct Place {
    /// The names of its groups, from the top; never empty.
    pub(super) groups: Vec<String>,
    /// Its method's name.
    pub(super) method: Ident,
}

impl Place {
    /// What an unnamed schema of the operation is named after: `SelfServiceProfilesSsoTicketCreate`.
    pub(super) fn type_name(&self) -> String {
        let parts: Vec<&str> = self.groups.iter().map(String::as_str).chain([self.method.plain()]).collect();
        compound(&parts, Case::UpperCamel).plain().to_owned()
    }
}

/// The names of the groups that `operation` hangs in, from the top: those that it states, else its first tag, else the
/// first word of its path. Never empty.
pub(crate) fn group_names(operation: &Operation) -> Vec<String> {
    let stated = operation.extensions.get(hints::GROUP).and_then(Tree::as_array).unwrap_or_default();
    let stated: Vec<String> = stated.iter().filter_map(Tree::as_str).map(str::to_owned).collect();
    if !stated.is_empty() {
        return stated;
    }
    let mut literals = operation.segments.iter().filter_map(|segment| match segment {
        PathSegment::Literal(text) => text.split('/').find(|part| ident(part, Case::Snake).is_some()),
        PathSegment::Parameter(_) => None,
    });
    let tag = operation.tags.first().map(String::as_str);
    vec![tag.or_else(|| literals.next()).unwrap_or("api").to_owned()]
}

/// The operation's place: its groups, and the method's name that it states, else its operationId, else what its method
/// and path suggest.
fn place(operation: &Operation, found: &mut Vec<Diagnostic>) -> Place {
    let groups = group_names(operation);
    let name = operation.extensions.get(hints::METHOD).and_then(Tree::as_str);
    let named = name.or(operation.operation_id.as_deref());
    let method = named.and_then(|name| ident(name, Case::Snake)).unwrap_or_else(|| {
        if let Some(name) = named {
            let message =
                format!("the operation name {} holds nothing that a Rust name can be made of", quoted(name));
            found.push(Diagnostic::new(&UNUSABLE_NAME, operation.origin.clone(), message));
        }
        from_path(operation)
    });
    Place { groups, method }
}

/// `GET /users/{id}/roles` makes `get_users_by_id_roles`.
fn from_path(operation: &Operation) -> Ident {
    let mut text = operation.method.key().to_owned();
    for segment in &operation.segments {
        match segment {
            PathSegment::Literal(literal) => {
                text.push(' ');
                text.push_str(literal);
            }
            PathSegment::Parameter(name) => {
                text.push_str(" by ");
                text.push_str(name);
            }
        }
    }
    ident_or(&text, "call", Case::Snake)
}
