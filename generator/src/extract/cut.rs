//! The tree of a fragment: what operations reach, copied, with references that lead to where it now stands.

use std::collections::{HashMap, HashSet, VecDeque};

use indexmap::IndexMap;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::context::{Context, Kind};
use crate::parse::api::{Api, Method, Operation};
use crate::read::{Document, FileId, Number, Origin, Pointer, Tree};

/// A node of the fragment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// A null, a truth value or a number, as it is written.
    Plain(String),
    Text(String),
    List(Vec<Node>),
    Map(IndexMap<String, Node>),
}

/// The fragment of `document` that has the operations of `api`.
pub(super) fn cut(document: &Document, api: &Api) -> Node {
    let mut cutter =
        Cutter { document, places: HashMap::new(), taken: HashSet::new(), open: VecDeque::new() };
    let paths = cutter.paths(&api.operations);
    for name in api.security_schemes.keys() {
        cutter.keep("securitySchemes", name);
    }
    let components = cutter.components();
    cutter.root(api, paths, components)
}

/// A component of the fragment.
type Place = (&'static str, String);

struct Cutter<'d> {
    document: &'d Document,
    /// The components of the fragment, by where they stand in the description.
    places: HashMap<Origin, Place>,
    /// Their names.
    taken: HashSet<Place>,
    /// Those that have not been copied yet.
    open: VecDeque<(Origin, Place)>,
}

const ROOT: FileId = FileId(0);

impl Cutter<'_> {
    /// The root, with its members in their order.
    fn root(&mut self, api: &Api, paths: Node, components: Node) -> Node {
        let tags: HashSet<&str> =
            api.operations.iter().flat_map(|operation| &operation.tags).map(String::as_str).collect();
        let mut root = IndexMap::new();
        let origin = Origin::new(ROOT, Pointer::root());
        let members = self.document.get(&origin).and_then(Tree::as_object);
        let is_description = members.is_some_and(|members| {
            ["openapi", "paths", "components"].iter().any(|key| members.contains_key(*key))
        });
        for (key, value) in members.into_iter().flatten().filter(|_| is_description) {
            let origin = origin.child(key);
            let node = match key.as_str() {
                "paths" => paths.clone(),
                "components" => components.clone(),
                "webhooks" => continue,
                "security" if !self.is_inherited(&api.operations) => continue,
                "tags" => {
                    let mut items = value.as_array().unwrap_or_default().iter().enumerate();
                    let mut kept = Vec::new();
                    for (index, tag) in items.by_ref() {
                        if tag.get("name").and_then(Tree::as_str).is_some_and(|name| tags.contains(name)) {
                            kept.push(self.copy(&origin.child(index), tag, Context::Data));
                        }
                    }
                    Node::List(kept)
                }
                _ => self.copy(&origin, value, Context::Data),
            };
            root.insert(key.clone(), node);
        }
        // Where the description has no envelope, or its components are those of other files.
        for (key, node) in [("paths", paths), ("components", components)] {
            if !root.contains_key(key) && node != Node::Map(IndexMap::new()) {
                root.insert(key.to_owned(), node);
            }
        }
        root.retain(|key, node| {
            key != "components" && key != "tags"
                || !matches!(node, Node::Map(members) if members.is_empty())
                    && !matches!(node, Node::List(items) if items.is_empty())
        });
        Node::Map(root)
    }

    /// Whether an operation requires what the whole description does.
    fn is_inherited(&self, operations: &[Operation]) -> bool {
        let states = |operation: &Operation| {
            self.document.get(&operation.origin).is_some_and(|tree| tree.get("security").is_some())
        };
        !operations.iter().all(states)
    }

    /// The path items of the operations, with these operations alone.
    fn paths(&mut self, operations: &[Operation]) -> Node {
        let mut by_path: IndexMap<&str, Vec<&Origin>> = IndexMap::new();
        for operation in operations {
            by_path.entry(&operation.path).or_default().push(&operation.origin);
        }
        let mut paths = IndexMap::new();
        for (path, kept) in by_path {
            let mut layers = vec![Origin::new(ROOT, Pointer::root()).child("paths").child(path)];
            layers.extend(kept.iter().filter_map(|origin| above(origin)));
            let mut item = IndexMap::new();
            for layer in layers {
                let members = self.document.get(&layer).and_then(Tree::as_object);
                for (key, value) in members.into_iter().flatten() {
                    let origin = layer.child(key);
                    let is_method = Method::ALL.iter().any(|method| method.key() == key);
                    if item.contains_key(key) || key == "$ref" || is_method && !kept.contains(&&origin) {
                        continue;
                    }
                    item.insert(
                        key.clone(),
                        self.copy(&origin, value, Context::One(Kind::PathItem).member(key)),
                    );
                }
            }
            paths.insert(path.to_owned(), Node::Map(item));
        }
        Node::Map(paths)
    }

    /// Everything that is referred to, in the description's order; what other files or other places hold comes after it.
    fn components(&mut self) -> Node {
        let mut copied: HashMap<Place, Node> = HashMap::new();
        let mut order = Vec::new();
        while let Some((origin, place)) = self.open.pop_front() {
            let Some(tree) = self.document.get(&origin) else { continue };
            let context = Kind::of_section(place.0).map_or(Context::Data, Context::One);
            let node = self.copy(&origin, tree, context);
            order.push(place.clone());
            copied.insert(place, node);
        }
        let mut sections: IndexMap<String, Node> = IndexMap::new();
        let mut put = |section: &str, name: &str, node: Node| {
            let empty = || Node::Map(IndexMap::new());
            if let Node::Map(members) = sections.entry(section.to_owned()).or_insert_with(empty) {
                members.insert(name.to_owned(), node);
            }
        };
        let root = Origin::new(ROOT, Pointer::root()).child("components");
        let described = self.document.get(&root).and_then(Tree::as_object);
        for (section, members) in described.into_iter().flatten() {
            let Some(kind) = Kind::of_section(section) else { continue };
            for name in members.as_object().into_iter().flatten().map(|(name, _)| name) {
                if let Some(node) = copied.remove(&(kind.section(), name.clone())) {
                    put(section, name, node);
                }
            }
        }
        for place in order {
            if let Some(node) = copied.remove(&place) {
                put(place.0, &place.1, node);
            }
        }
        Node::Map(sections)
    }

    fn copy(&mut self, origin: &Origin, tree: &Tree, context: Context) -> Node {
        match tree {
            Tree::Null => Node::Plain("null".to_owned()),
            Tree::Bool(value) => Node::Plain(value.to_string()),
            Tree::Number(number) => Node::Plain(self.document.source_text(origin).unwrap_or_else(|| {
                match number {
                    Number::Int(value) => value.to_string(),
                    // Unlike `{}`, this keeps a float a float.
                    Number::Float(value) => format!("{value:?}"),
                }
            })),
            Tree::String(text) if context == Context::Mapping => Node::Text(self.mapped(origin, text)),
            Tree::String(text) => Node::Text(text.clone()),
            Tree::Array(items) => Node::List(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| self.copy(&origin.child(index), item, context.item()))
                    .collect(),
            ),
            Tree::Object(members) => {
                let mut copied = IndexMap::with_capacity(members.len());
                for (key, value) in members {
                    let node = match (value, context) {
                        (Tree::String(text), Context::One(kind)) if key == "$ref" => {
                            Node::Text(self.refer(origin.file, text, kind))
                        }
                        (Tree::String(_), Context::Mapping) => {
                            self.copy(&origin.child(key), value, Context::Mapping)
                        }
                        _ => self.copy(&origin.child(key), value, context.member(key)),
                    };
                    copied.insert(key.clone(), node);
                }
                Node::Map(copied)
            }
        }
    }

    /// The target of a discriminator's tag: a component's name, or a reference.
    fn mapped(&mut self, origin: &Origin, text: &str) -> String {
        if self.keep("schemas", text) { text.to_owned() } else { self.refer(origin.file, text, Kind::Schema) }
    }

    /// Keeps the component `name`, if there is one.
    fn keep(&mut self, section: &'static str, name: &str) -> bool {
        let origin = Origin::new(ROOT, Pointer::root()).child("components").child(section).child(name);
        let is_there = self.document.get(&origin).is_some();
        if is_there {
            self.enqueue(origin, (section, name.to_owned()));
        }
        is_there
    }

    /// The reference `text`, which stands in `file` and names an object of this `kind`, as it is in the fragment.
    fn refer(&mut self, file: FileId, text: &str, kind: Kind) -> String {
        let Ok(target) = self.document.resolve(file, text) else { return text.to_owned() };
        let tokens: Vec<String> = target.pointer.tokens().collect();
        if let [components, section, name, ..] = tokens.as_slice()
            && target.file == ROOT
            && components == "components"
            && let Some(section) = Kind::of_section(section)
        {
            self.keep(section.section(), name);
            return if text.starts_with('#') { text.to_owned() } else { reference(&target.pointer) };
        }
        let place = self.places.get(&target).cloned().unwrap_or_else(|| {
            let place = (kind.section(), self.free_name(kind.section(), &target, tokens.last()));
            self.enqueue(target, place.clone());
            place
        });
        reference(&Pointer::root().child("components").child(place.0).child(place.1))
    }

    fn enqueue(&mut self, origin: Origin, place: Place) {
        if !self.places.contains_key(&origin) {
            self.places.insert(origin.clone(), place.clone());
            self.taken.insert(place.clone());
            self.open.push_back((origin, place));
        }
    }

    /// A name for a component that had none: that of the last part of its place, or of its file.
    fn free_name(&self, section: &'static str, target: &Origin, last: Option<&String>) -> String {
        let file = self.document.files.get(target.file.0 as usize).map_or("", |file| file.name.as_str());
        let stem = file.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
        // OpenAPI 3.1, Components Object.
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let wanted = last.map_or(stem, String::as_str);
        let wanted: String = wanted.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect();
        let wanted = if wanted.is_empty() { "Part".to_owned() } else { wanted };
        let of_root = Origin::new(ROOT, Pointer::root()).child("components").child(section);
        let is_free = |name: &String| {
            self.document.get(&of_root.child(name)).is_none()
                && !self.taken.contains(&(section, name.clone()))
        };
        if is_free(&wanted) {
            return wanted;
        }
        // Fewer are taken than there are numbers.
        (2..u32::MAX).map(|number| format!("{wanted}{number}")).find(is_free).unwrap_or(wanted)
    }
}

/// The node that holds the one at `origin`.
fn above(origin: &Origin) -> Option<Origin> {
    let (above, _) = origin.pointer.as_str().rsplit_once('/')?;
    Some(Origin::new(origin.file, Pointer::parse(above)?))
}

/// `pointer` as the fragment of a URI (RFC 6901, section 6).
fn reference(pointer: &Pointer) -> String {
    const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');
    format!("#{}", utf8_percent_encode(pointer.as_str(), FRAGMENT))
}
