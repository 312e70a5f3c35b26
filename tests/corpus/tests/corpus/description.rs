//! One description put through every stage, twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::thread;

use letterpress::diagnostic::Place;
use letterpress::print::File;
use letterpress::read::{Document, Origin, Tree};
use letterpress::write::{Crate, hash};
use letterpress::{Config, Diagnostic};

use crate::index::Entry;

/// What became of a description.
pub(crate) struct Outcome {
    pub(crate) entry: Entry,
    /// What was printed; a reason if nothing was.
    pub(crate) printed: Result<Printed, String>,
}

/// What was printed of a description, and said of it.
pub(crate) struct Printed {
    /// How many of its operations became methods.
    pub(crate) operations: usize,
    pub(crate) types: usize,
    /// How often each rule was broken, by its code.
    pub(crate) diagnostics: BTreeMap<&'static str, usize>,
    /// The hash of what depends on the description: everything in `src` but the runtime.
    pub(crate) hash: String,
    /// The crate's name.
    pub(crate) package: String,
    /// The crate, to be written.
    pub(crate) files: Crate,
    /// The features of its groups.
    pub(crate) groups: Vec<String>,
    /// How many operations an extension asks to leave out.
    left_out: usize,
    /// Every other operation of the description, by its pointer.
    described: BTreeSet<String>,
    /// Those that are a method, or named by a diagnostic.
    accounted: BTreeSet<String>,
    /// The path of a file that printing again made otherwise.
    differs: Option<String>,
}

impl Outcome {
    /// What is wrong with it, whatever the manifest says.
    pub(crate) fn faults(&self) -> Vec<String> {
        let path = &self.entry.path;
        match &self.printed {
            Err(reason) => vec![format!("{path}: {reason}")],
            Ok(Printed { differs: Some(file), .. }) => {
                vec![format!("{path}: printed again, {file} is another")]
            }
            Ok(_) => Vec::new(),
        }
    }

    /// Operations that are neither a method nor named by a diagnostic.
    pub(crate) fn lost_operations(&self) -> Vec<String> {
        let Ok(printed) = &self.printed else { return Vec::new() };
        let path = &self.entry.path;
        let mut lost: Vec<_> = printed
            .described
            .difference(&printed.accounted)
            .map(|pointer| format!("{path}#{pointer}: neither printed nor reported"))
            .collect();
        if printed.described.len() + printed.left_out != self.entry.operations {
            let (found, counted) = (printed.described.len(), self.entry.operations);
            lost.push(format!("{path}: {found} operations were found, and the index counts {counted}"));
        }
        lost
    }
}

/// Prints the description, and once more in a thread of its own.
pub(crate) fn outcome(folder: &Path, entry: &Entry) -> Outcome {
    let config = Config { in_workspace: Some(true), ..Config::new(folder.join(&entry.path), entry.folder()) };
    let again = {
        let config = config.clone();
        on_a_thread(move || letterpress::run(&config).files())
    };
    let printed = again.and_then(|again| on_a_thread(move || print(&config, &again)).flatten());
    Outcome { entry: entry.clone(), printed }
}

/// What `work` gives, on a thread of the stack that threads have by default.
fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    thread::spawn(work).join().map_err(|_| "it panicked".to_owned())
}

fn print(config: &Config, again: &[File]) -> Result<Printed, String> {
    let run = letterpress::run(config);
    let Some(sdk) = &run.sdk else {
        let errors = run.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        let errors: BTreeSet<_> =
            errors.map(|error| format!("{}: {}", error.rule.code, error.message)).collect();
        return Err(format!("can't be printed: {}", errors.into_iter().collect::<Vec<_>>().join("; ")));
    };
    let files = run.files();
    let mut accounted: BTreeSet<_> = sdk.operations().map(|operation| shown(&operation.origin)).collect();
    accounted.extend(run.diagnostics.iter().filter_map(place));
    let mut diagnostics = BTreeMap::new();
    for diagnostic in &run.diagnostics {
        *diagnostics.entry(diagnostic.rule.code).or_default() += 1;
    }
    Ok(Printed {
        operations: sdk.operations().count(),
        types: sdk.definitions.len(),
        diagnostics,
        hash: summary(&files),
        differs: difference(&files, again),
        package: sdk.package.name.clone(),
        groups: sdk.groups.iter().map(|group| group.feature.clone()).collect(),
        described: operations(&run.document),
        accounted,
        left_out: run.left_out,
        files: Crate::new(files, &run.document),
    })
}

/// The operations below `paths` that are to be printed, by their pointers.
fn operations(document: &Document) -> BTreeSet<String> {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    let mut found = BTreeSet::new();
    let Some(paths) = document.root().map(|root| root.child("paths")) else { return found };
    let paths_of = |origin: &Origin| document.get(origin).and_then(Tree::as_object).into_iter().flatten();
    for (path, item) in paths_of(&paths) {
        let reference = item.get("$ref").and_then(Tree::as_str);
        let item = match reference.map(|reference| document.resolve(paths.file, reference)) {
            Some(Ok(target)) => target,
            _ => paths.child(path),
        };
        let is_ignored = |operation: &Tree| operation.get("x-sdk-ignore") == Some(&Tree::Bool(true));
        let methods = paths_of(&item).filter(|(key, _)| METHODS.contains(&key.as_str()));
        let methods = methods.filter(|(_, operation)| !is_ignored(operation));
        found.extend(methods.map(|(method, _)| shown(&item.child(method))));
    }
    found
}

/// The node that a diagnostic names.
fn place(diagnostic: &Diagnostic) -> Option<String> {
    match diagnostic.place.as_ref()? {
        Place::Node(origin) => Some(shown(origin)),
        Place::Text { .. } => None,
    }
}

fn shown(origin: &Origin) -> String {
    match origin.file.0 {
        0 => origin.pointer.as_str().to_owned(),
        file => format!("{} (file {file})", origin.pointer),
    }
}

/// The hash of the sources that depend on the description.
fn summary(files: &[File]) -> String {
    let mut text = String::new();
    for file in files {
        if file.path.starts_with("src/") && !file.path.starts_with("src/runtime/") {
            text.extend([&file.path, "\n", &file.text]);
        }
    }
    hash(text.as_bytes())[..16].to_owned()
}

/// The path of the first file that differs.
fn difference(files: &[File], again: &[File]) -> Option<String> {
    if files.len() != again.len() {
        return Some("the list of files".to_owned());
    }
    files.iter().zip(again).find(|(file, again)| file != again).map(|(file, _)| file.path.clone())
}
