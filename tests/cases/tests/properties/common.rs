//! Descriptions as trees: read, changed, written as text, and put through every stage.

use std::path::PathBuf;

use letterpress::plan::Sdk;
use letterpress::print::{self, File};
use letterpress::read::{self, Number, Object, Tree};
use letterpress::{Config, Diagnostic, parse, plan, select};

/// What every stage made of a description.
pub(crate) struct Outcome {
    /// The SDK; `None` if an error stands in the way.
    pub(crate) sdk: Option<Sdk>,
    /// What was found.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// The files that are made from the description: the runtime is not among them.
    pub(crate) fn files(&self) -> Vec<File> {
        let mut files = self.sdk.as_ref().map(print::print).unwrap_or_default();
        files.retain(|file| !file.path.starts_with("src/runtime/"));
        files
    }
}

/// Puts `text`, shown as `name`, through reading, parsing and planning.
pub(crate) fn run(name: &str, text: String, config: &Config) -> Outcome {
    let (document, mut diagnostics) = read::read_text(name, text);
    let is_sound = |found: &[Diagnostic]| !found.iter().any(Diagnostic::is_error);
    let mut sdk = None;
    if is_sound(&diagnostics) {
        let (mut api, found) = parse::parse(&document);
        diagnostics.extend(found);
        select::select(&mut api, config, &mut diagnostics);
        let (planned, found) = plan::plan(&api, config);
        diagnostics.extend(found);
        sdk = is_sound(&diagnostics).then_some(planned);
    }
    Outcome { sdk, diagnostics }
}

/// The settings of every run.
pub(crate) fn config() -> Config {
    Config {
        license: Some("0BSD".to_owned()),
        secrets: ["ticket", "*_secret"].map(str::to_owned).to_vec(),
        ..Config::new(PathBuf::from("spec.yaml"), PathBuf::from("printed"))
    }
}

/// The tree of the file at `path`, which is relative to this package.
pub(crate) fn tree(path: &str) -> Tree {
    let text = std::fs::read_to_string(path).unwrap();
    let (document, found) = read::read_text(path, text);
    assert_eq!(found, [], "{path}");
    document.files.into_iter().next().unwrap().tree.unwrap()
}

/// The tree as JSON.
pub(crate) fn json(tree: &Tree) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match tree {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Number(Number::Int(value)) => value.to_string(),
        Tree::Number(Number::Float(value)) => value.to_string(),
        Tree::String(text) => quoted(text),
        Tree::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Tree::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{}:{}", quoted(key), json(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

/// The object at `path` below `tree`, to be changed.
pub(crate) fn object_mut<'t>(tree: &'t mut Tree, path: &[&str]) -> Option<&'t mut Object> {
    let Tree::Object(members) = tree else { return None };
    match path {
        [] => Some(members),
        [first, rest @ ..] => object_mut(members.get_mut(*first)?, rest),
    }
}

/// Numbers that look random and are the same in each run (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit as u64).unwrap()
    }

    /// Puts `items` into another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

/// So many of `all`, the same in each run; every one where `LETTERPRESS_MUTATIONS` is `all`.
pub(crate) fn sample<T>(mut all: Vec<T>, count: usize) -> Vec<T> {
    if std::env::var("LETTERPRESS_MUTATIONS").is_ok_and(|asked| asked == "all") {
        return all;
    }
    Random(0).shuffle(&mut all);
    all.truncate(count);
    all
}

/// The descriptions of all cases.
pub(crate) fn cases() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(".").unwrap().map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir()).flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    let mut specs: Vec<_> =
        files.filter(|path| path.file_stem().is_some_and(|stem| stem == "spec")).collect();
    specs.sort();
    specs
}
