//! What an item came from: the SDK, its settings, and the node of the description.

use letterpress::Config;
use letterpress::plan::sdk::Sdk;
use letterpress::read::{Document, FileId, Object, Origin, Tree};

/// An SDK, and what it was planned from.
pub(super) struct Subject<'s> {
    pub(super) sdk: &'s Sdk,
    pub(super) document: &'s Document,
    pub(super) config: &'s Config,
}

impl<'s> Subject<'s> {
    /// The members of the object at `origin`.
    pub(super) fn object(&self, origin: &Origin) -> Option<&'s Object> {
        self.document.get(origin).and_then(Tree::as_object)
    }

    /// The text of the member `key` there.
    pub(super) fn text(&self, origin: &Origin, key: &str) -> Option<&'s str> {
        self.object(origin)?.get(key)?.as_str()
    }

    /// The first of `keys` that the object at `origin` has: an extension that says how the SDK is shaped.
    pub(super) fn hint<'k>(&self, origin: &Origin, keys: &'k [String]) -> Option<&'k str> {
        let object = self.object(origin)?;
        keys.iter().find(|key| object.get(key.as_str()).is_some()).map(String::as_str)
    }

    /// Whether the object at `origin` lists `name` as required.
    pub(super) fn requires(&self, origin: &Origin, name: &str) -> bool {
        let required = self.object(origin).and_then(|object| object.get("required")).and_then(Tree::as_array);
        required.is_some_and(|names| names.iter().any(|required| required.as_str() == Some(name)))
    }

    /// The entry of `rename` that gives what stands at `origin`, and is called `key` beside, the name `name`.
    pub(super) fn renamed(&self, origin: &Origin, key: Option<&str>, name: &str) -> Option<&'s str> {
        let is_meant = |entry: &str| {
            Some(entry) == key
                || origin.file == FileId(0) && entry.trim_start_matches('#') == origin.pointer.as_str()
        };
        let mut entries = self.config.rename.iter();
        entries.find(|(entry, given)| *given == name && is_meant(entry)).map(|(entry, _)| entry.as_str())
    }
}

/// The name of the component that stands at `origin`, if a schema of that kind does.
pub(super) fn component(origin: &Origin) -> Option<String> {
    let mut tokens = origin.pointer.tokens();
    let is_component = tokens.next()? == "components" && tokens.next()? == "schemas";
    tokens.next().filter(|_| is_component && tokens.next().is_none())
}

/// `key = { "entry" = "…" }`: a setting that is a table of names.
pub(super) fn setting(key: &str, entry: &str, value: &str) -> String {
    let is_bare = !entry.is_empty()
        && entry.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let entry = if is_bare { entry.to_owned() } else { toml::Value::from(entry).to_string() };
    format!("{key} = {{ {entry} = {} }}", toml::Value::from(value))
}

/// The entry of `rename` for what stands at `origin`, if it can have one: only the first file's can.
pub(super) fn rename_at(origin: &Origin, name: &str) -> Option<String> {
    (origin.file == FileId(0)).then(|| setting("rename", origin.pointer.as_str(), name))
}
