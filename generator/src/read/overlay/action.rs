//! What an overlay's file says: its actions, checked.

use serde_json_path::JsonPath;

use crate::diagnostic::{
    BAD_OVERLAY, Diagnostic, OVERLAY_FOR_ANOTHER, OVERLAY_WITHOUT_EFFECT, Rule, UNKNOWN_KEYWORD,
};
use crate::nearest::nearest;
use crate::read::plain::plain;
use crate::read::{Document, FileId, Origin, Pointer, Tree};

/// An action of an overlay.
pub(super) struct Action<'t> {
    /// Where its target stands.
    pub(super) target_origin: Origin,
    /// The nodes to be changed.
    pub(super) target: JsonPath,
    pub(super) kind: Kind<'t>,
}

/// What is to be done to them.
pub(super) enum Kind<'t> {
    /// They are removed.
    Remove,
    /// They are merged with this value, written there.
    Update(&'t Tree, Origin),
    /// They are merged with the node that is there.
    Copy(JsonPath, Origin),
}

/// The file of an overlay, while it is read.
pub(super) struct Reader<'t> {
    document: &'t Document,
    root: Origin,
    pub(super) found: Vec<Diagnostic>,
}

const ROOT: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION: &[&str] = &["target", "description", "update", "remove", "copy"];

impl<'t> Reader<'t> {
    pub(super) fn new(document: &'t Document, file: FileId) -> Self {
        Self { document, root: Origin::new(file, Pointer::root()), found: Vec::new() }
    }

    fn report(&mut self, rule: &'static Rule, at: &Origin, message: impl Into<String>) {
        self.found.push(Diagnostic::new(rule, at.clone(), message));
    }

    /// The actions of the overlay `tree`, which is applied to the description called `spec`.
    pub(super) fn read(&mut self, tree: &'t Tree, spec: &str) -> Vec<Action<'t>> {
        let root = self.root.clone();
        let Tree::Object(members) = tree else {
            self.report(&BAD_OVERLAY, &root, format!("an overlay is an object, not {}", tree.kind()));
            return Vec::new();
        };
        self.read_version(tree);
        self.report_unknown(tree, &root, ROOT, "an overlay");
        if let Some(extends) = members.get("extends") {
            self.read_extends(extends, spec);
        }
        let Some(actions) = members.get("actions").and_then(Tree::as_array) else {
            self.report(&BAD_OVERLAY, &root, "an overlay has a list of `actions`");
            return Vec::new();
        };
        let origin = root.child("actions");
        let read = |(index, action)| self.read_action(action, &origin.child(index));
        actions.iter().enumerate().filter_map(read).collect()
    }

    fn read_version(&mut self, tree: &Tree) {
        let origin = self.root.child("overlay");
        let version = match tree.get("overlay") {
            Some(Tree::String(version)) => Some(version.clone()),
            Some(Tree::Number(_)) => self.document.source_text(&origin),
            _ => None,
        };
        match version.as_deref().map(|version| version.split('.').collect::<Vec<_>>()).as_deref() {
            Some(["1", "0" | "1"] | ["1", "0" | "1", _]) => {}
            Some(_) => {
                let version = plain(&version.unwrap_or_default());
                let message = format!("the version `{version}` of the overlay is none of 1.0 and 1.1");
                self.report(&BAD_OVERLAY, &origin, message);
            }
            None => {
                let message = "an overlay states its version: `overlay: 1.1.0`";
                let at = if tree.get("overlay").is_some() { origin } else { self.root.clone() };
                self.report(&BAD_OVERLAY, &at, message);
            }
        }
    }

    /// `extends` may name the description by any URL, of which a file on disk knows nothing: only a path is compared,
    /// and there only its last segment, for a path is relative to where the overlay was published.
    fn read_extends(&mut self, extends: &Tree, spec: &str) {
        let origin = self.root.child("extends");
        let Some(text) = extends.as_str() else {
            self.report(&BAD_OVERLAY, &origin, format!("`extends` is a URL, not {}", extends.kind()));
            return;
        };
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_url = path.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'));
        if !is_url && name != spec {
            let message =
                format!("the overlay is for `{}`, and is applied to `{}`", plain(text), plain(spec));
            self.report(&OVERLAY_FOR_ANOTHER, &origin, message);
        }
    }

    fn report_unknown(&mut self, tree: &Tree, at: &Origin, known: &[&str], of: &str) {
        let members = tree.as_object().into_iter().flatten();
        for (key, _) in members.filter(|(key, _)| !known.contains(&key.as_str()) && !key.starts_with("x-")) {
            let meant = nearest(key, known.iter().copied());
            let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
            let message = format!("`{}` is no key of {of}{meant}", plain(key));
            self.report(&UNKNOWN_KEYWORD, &at.child(key).key(), message);
        }
    }

    fn read_action(&mut self, action: &'t Tree, origin: &Origin) -> Option<Action<'t>> {
        let Tree::Object(members) = action else {
            self.report(&BAD_OVERLAY, origin, format!("an action is an object, not {}", action.kind()));
            return None;
        };
        self.report_unknown(action, origin, ACTION, "an action");
        let Some(target) = members.get("target") else {
            self.report(&BAD_OVERLAY, origin, "the action lacks `target`");
            return None;
        };
        let target_origin = origin.child("target");
        let target = self.read_path(target, &target_origin)?;
        let remove = match members.get("remove") {
            None => false,
            Some(Tree::Bool(remove)) => *remove,
            Some(other) => {
                let message = format!("`remove` is true or false, not {}", other.kind());
                self.report(&BAD_OVERLAY, &origin.child("remove"), message);
                return None;
            }
        };
        let kind = match (remove, members.get("update"), members.get("copy")) {
            (true, ..) => Kind::Remove,
            (false, Some(_), Some(_)) => {
                self.report(&BAD_OVERLAY, origin, "the action has both `update` and `copy`");
                return None;
            }
            (false, Some(update), None) => Kind::Update(update, origin.child("update")),
            (false, None, Some(copy)) => {
                let origin = origin.child("copy");
                Kind::Copy(self.read_path(copy, &origin)?, origin)
            }
            (false, None, None) => {
                self.report(
                    &OVERLAY_WITHOUT_EFFECT,
                    origin,
                    "the action has none of `update`, `remove` and `copy`",
                );
                return None;
            }
        };
        Some(Action { target_origin, target, kind })
    }

    fn read_path(&mut self, path: &Tree, origin: &Origin) -> Option<JsonPath> {
        let Some(text) = path.as_str() else {
            self.report(&BAD_OVERLAY, origin, format!("a JSONPath is a string, not {}", path.kind()));
            return None;
        };
        match JsonPath::parse(text) {
            Ok(path) => Some(path),
            Err(error) => {
                let (at, why) = (error.position(), plain(error.message()));
                let message =
                    format!("`{}` is no JSONPath (RFC 9535), by its character {at}: {why}", plain(text));
                self.report(&BAD_OVERLAY, origin, message);
                None
            }
        }
    }
}
