//! Types of the user's own in place of letterpress's: by the format of a string, or by the name of a component.
//!
//! A path comes from the config alone, never from the description, and naming it is what puts its crate in the manifest.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexMap;

use super::sdk::{Crossing, Dependency, External, Type};
use crate::Config;
use crate::diagnostic::{BAD_SETTING, Diagnostic, UNUSED_SETTING};
use crate::parse::api::Api;
use crate::parse::schema::{Schema, SchemaId};

/// The crates that every printed crate has already, so that a path may begin with them.
const PRESENT: &[&str] = &["alloc", "bytes", "core", "http", "serde_json", "std"];

/// The types that an argument of a path may be without naming a crate.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
    "u128", "usize", "String",
];

/// The types of the config, and which of them the SDK names.
#[derive(Default)]
pub(super) struct Replaced {
    /// By format or name.
    types: IndexMap<String, Replacement>,
    components: HashMap<SchemaId, String>,
    /// How each path that is named crosses the wire.
    externals: BTreeMap<String, Crossing>,
    used: BTreeSet<String>,
}

/// One type of the config.
struct Replacement {
    /// Its path, as it is printed.
    path: String,
    /// The crates that it names.
    crates: BTreeSet<String>,
}

impl Replaced {
    /// The types of `config`; a path that is none is reported.
    pub(super) fn new(api: &Api, config: &Config, found: &mut Vec<Diagnostic>) -> Self {
        let mut replaced = Self::default();
        for (key, text) in &config.types {
            let mut crates = BTreeSet::new();
            let path = syn::parse_str(text).ok().and_then(|path| printed(&path, true, &mut crates));
            let Some(path) = path else {
                let message = format!(
                    "`types` has {text:?} for {key:?}, which is no path to a type that begins with a crate"
                );
                found.push(Diagnostic::new(&BAD_SETTING, None, message));
                continue;
            };
            let known: BTreeSet<String> = config.dependencies.keys().map(|name| lib_name(name)).collect();
            for missing in crates.iter().filter(|name| !known.contains(*name)) {
                let message = format!(
                    "`types` names the crate `{missing}` for {key:?}, which `dependencies` does not have"
                );
                found.push(Diagnostic::new(&BAD_SETTING, None, message));
            }
            if let Some(component) = api.components.get(key.as_str()) {
                replaced.components.insert(*component, key.clone());
            }
            replaced.types.insert(key.clone(), Replacement { path, crates });
        }
        for (name, requirement) in &config.dependencies {
            if let Some(why) = dependency_fault(name, requirement) {
                let message = format!("`dependencies` has {name:?}, {why}");
                found.push(Diagnostic::new(&BAD_SETTING, None, message));
            }
        }
        replaced
    }

    /// The type that stands for the component `id`.
    pub(super) fn component(&mut self, id: SchemaId) -> Option<Type> {
        let key = self.components.get(&id)?.clone();
        self.named(&key, Crossing::Serde)
    }

    /// The type that stands for strings of the schema's format.
    pub(super) fn format(&mut self, schema: &Schema) -> Option<Type> {
        self.named(schema.format.as_deref()?, Crossing::Text)
    }

    fn named(&mut self, key: &str, crossing: Crossing) -> Option<Type> {
        let path = self.types.get(key)?.path.clone();
        self.used.insert(key.to_owned());
        // A type that is a string's anywhere crosses the wire as text everywhere.
        let known = self.externals.entry(path.clone()).or_insert(crossing);
        if crossing == Crossing::Text {
            *known = Crossing::Text;
        }
        Some(Type::External(path))
    }

    /// The types that the SDK names and the crates that they need; settings that nothing answers to are reported.
    pub(super) fn finish(
        self,
        config: &Config,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<External>, Vec<Dependency>) {
        let mut unused = |setting: &str, name: &str, what: &str| {
            let message = format!("`{setting}` has {name:?}, which {what}");
            found.push(Diagnostic::new(&UNUSED_SETTING, None, message));
        };
        let mut crates = BTreeSet::new();
        for (key, replacement) in &self.types {
            if self.used.contains(key) {
                crates.extend(&replacement.crates);
            } else {
                unused("types", key, "is neither the format of a string nor the name of a component here");
            }
        }
        let mut dependencies = Vec::new();
        for (name, requirement) in &config.dependencies {
            if crates.contains(&lib_name(name)) {
                dependencies.push(Dependency { name: name.clone(), requirement: requirement.clone() });
            } else {
                unused("dependencies", name, "no type here is of");
            }
        }
        dependencies.sort_by(|a, b| a.name.cmp(&b.name));
        let external = |(path, crossing)| External { path, crossing };
        (self.externals.into_iter().map(external).collect(), dependencies)
    }
}

/// The crate of this name in a manifest, as paths name it.
fn lib_name(name: &str) -> String {
    name.replace('-', "_")
}

/// The path as it is printed, whatever is in scope there: from `::` on. `crates` receives those that it names.
fn printed(path: &syn::Type, is_whole: bool, crates: &mut BTreeSet<String>) -> Option<String> {
    let syn::Type::Path(syn::TypePath { qself: None, path, .. }) = path else { return None };
    let first = path.segments.first()?.ident.to_string();
    if path.segments.len() == 1 && path.leading_colon.is_none() {
        let is_plain = matches!(path.segments.first()?.arguments, syn::PathArguments::None);
        return (!is_whole && is_plain && PRIMITIVES.contains(&first.as_str())).then_some(first);
    }
    if ["crate", "self", "super", "Self"].contains(&first.as_str()) || path.segments.len() == 1 {
        return None;
    }
    if !PRESENT.contains(&first.as_str()) {
        crates.insert(first);
    }
    let mut text = String::new();
    for segment in &path.segments {
        text.push_str("::");
        text.push_str(&segment.ident.to_string());
        match &segment.arguments {
            syn::PathArguments::None => {}
            syn::PathArguments::AngleBracketed(arguments) => {
                let arguments: Option<Vec<String>> = arguments
                    .args
                    .iter()
                    .map(|argument| match argument {
                        syn::GenericArgument::Type(inner) => printed(inner, false, crates),
                        _ => None,
                    })
                    .collect();
                text.push('<');
                text.push_str(&arguments?.join(", "));
                text.push('>');
            }
            syn::PathArguments::Parenthesized(_) => return None,
        }
    }
    Some(text)
}

/// Why the entry can't stand in a manifest; `None` if it can.
fn dependency_fault(name: &str, requirement: &str) -> Option<&'static str> {
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if name.is_empty() || !is_name {
        return Some("which is no name of a crate");
    }
    if super::package::DEPENDENCIES.iter().any(|(present, _)| *present == name) {
        return Some("which every printed crate depends on already");
    }
    let line: Option<toml::Table> = format!("entry = {requirement}").parse().ok();
    let is_sound = line
        .is_some_and(|line| line.len() == 1 && line.values().all(|value| value.is_str() || value.is_table()));
    (!is_sound || requirement.contains('\n')).then_some("which is neither a version nor a table of one line")
}
