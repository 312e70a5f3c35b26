//! The receipts of all cases, and of the corpus where the environment names one: they are whole, and they tell the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use letterpress::print::File;
use letterpress::read::{Document, FileId, Origin, Tree};
use letterpress::receipt::{Kind, Line, Receipt, Status};
use letterpress::{Config, Printed};

/// What is not carried although no diagnostic says so.
const GAPS: &[&str] = &[
    "header",
    "keyword deprecated",
    "keyword discriminator",
    "keyword encoding",
    "keyword enum",
    "keyword headers",
    "keyword patternProperties",
    "keyword readOnly",
    "keyword servers",
    "schema",
];

#[test]
fn receipts_are_whole_and_true() {
    let mut gaps: BTreeMap<String, String> = BTreeMap::new();
    for spec in descriptions() {
        let printed = letterpress::run(&Config::new(&spec, "printed"));
        let Some(receipt) = printed.receipt() else { continue };
        let name = spec.display().to_string();
        check_operations(&name, &printed, &receipt);
        check_paths(&name, &printed, &receipt);
        for line in lost(&receipt) {
            gaps.entry(gap(line)).or_insert(format!("{name}:{} #{}", line.line, line.origin.pointer));
        }
    }
    gaps.retain(|gap, _| !GAPS.contains(&gap.as_str()));
    assert!(gaps.is_empty(), "nothing says that these are not carried: {gaps:#?}");
}

/// The descriptions of the cases, and the small ones of the corpus; all of it where `LETTERPRESS_SLOW` is set.
fn descriptions() -> Vec<PathBuf> {
    let cases = std::fs::read_dir(".").unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = cases
        .flat_map(|folder| ["spec.yaml", "spec.json"].map(|name| folder.join(name)))
        .filter(|spec| spec.is_file())
        .collect();
    all.sort();
    let Some(corpus) = std::env::var_os("LETTERPRESS_CORPUS").map(PathBuf::from) else {
        eprintln!("the corpus was skipped: LETTERPRESS_CORPUS names no folder");
        return all;
    };
    let is_slow = std::env::var_os("LETTERPRESS_SLOW").is_some();
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let paths = index.lines().skip(1).filter_map(|row| row.split('\t').next());
    all.extend(paths.filter(|path| is_slow || path.starts_with("small/")).map(|path| corpus.join(path)));
    all
}

/// Each operation under `paths` has one line, and the carried ones are those of the SDK.
fn check_operations(name: &str, printed: &Printed, receipt: &Receipt) {
    let lines: Vec<&Line> = receipt.lines.iter().filter(|line| line.kind == Kind::Operation).collect();
    let places: BTreeSet<&Origin> = lines.iter().map(|line| &line.origin).collect();
    assert_eq!(places.len(), lines.len(), "{name}: an operation has two lines");
    for operation in operations(&printed.document) {
        assert!(places.contains(&operation), "{name}: {} has no line", operation.pointer);
    }
    let calls = lines.iter().map(|line| line.calls.len()).sum::<usize>();
    assert_eq!(calls, printed.sdk.as_ref().unwrap().operations().count(), "{name}");
}

/// The operations under `paths`.
fn operations(document: &Document) -> Vec<Origin> {
    let paths = Origin::new(FileId(0), letterpress::read::Pointer::root()).child("paths");
    let items = document.get(&paths).and_then(Tree::as_object).into_iter().flatten();
    let mut found = Vec::new();
    for (path, item) in items.filter(|(path, _)| path.starts_with('/')) {
        let mut open = vec![(paths.child(path), item)];
        while let Some((origin, item)) = open.pop() {
            let methods = letterpress::parse::api::Method::ALL.map(letterpress::parse::api::Method::key);
            found.extend(methods.iter().filter(|key| item.get(key).is_some()).map(|key| origin.child(key)));
            let target = item.get("$ref").and_then(Tree::as_str);
            let target = target.and_then(|target| document.resolve(origin.file, target).ok());
            open.extend(target.and_then(|target| Some((target.clone(), document.get(&target)?))));
        }
    }
    found
}

/// Every path of Rust stands in the printed crate.
fn check_paths(name: &str, printed: &Printed, receipt: &Receipt) {
    let library = printed.sdk.as_ref().unwrap().package.lib_name.as_str();
    let items = items(library, &printed.files());
    for line in &receipt.lines {
        let Status::Carried(paths) = &line.status else { continue };
        assert!(!paths.is_empty(), "{name}: nothing carries {}", line.origin.pointer);
        for path in &**paths {
            assert!(items.contains(path), "{name}: {path} is not printed, for {}", line.origin.pointer);
        }
    }
}

/// The types of a crate, and their fields, variants and methods.
fn items(library: &str, files: &[File]) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    for file in files {
        let Some(path) = file.path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else {
            continue;
        };
        let module = match path.split('/').collect::<Vec<_>>()[..] {
            ["types", _] => format!("{library}::types"),
            // What these hold is exported at the root.
            ["client", "mod" | "builder"] => library.to_owned(),
            ["client", ..] => {
                let path = path.strip_suffix("/mod").unwrap_or(path);
                format!("{library}::{}", path.split('/').map(raw).collect::<Vec<_>>().join("::"))
            }
            _ => continue,
        };
        for item in syn::parse_file(&file.text).unwrap().items {
            add(&module, item, &mut items);
        }
    }
    items
}

fn add(module: &str, item: syn::Item, items: &mut BTreeSet<String>) {
    let (name, members): (String, Vec<String>) = match item {
        syn::Item::Struct(item) => (
            item.ident.to_string(),
            item.fields.into_iter().filter_map(|field| Some(field.ident?.to_string())).collect(),
        ),
        syn::Item::Enum(item) => (
            item.ident.to_string(),
            item.variants.into_iter().map(|variant| variant.ident.to_string()).collect(),
        ),
        syn::Item::Type(item) => (item.ident.to_string(), Vec::new()),
        syn::Item::Impl(item) => {
            let syn::Type::Path(path) = *item.self_ty else { return };
            let methods = item.items.into_iter().filter_map(|item| match item {
                syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            (path.path.segments.last().unwrap().ident.to_string(), methods.collect())
        }
        _ => return,
    };
    items.extend(members.into_iter().map(|member| format!("{module}::{name}::{member}")));
    items.insert(format!("{module}::{name}"));
}

/// The name of a module by that of its file.
fn raw(name: &str) -> String {
    if syn::parse_str::<syn::Ident>(name).is_ok() { name.to_owned() } else { format!("r#{name}") }
}

/// The lines of what is lost, but for what stands within something lost.
fn lost(receipt: &Receipt) -> Vec<&Line> {
    let lost = receipt.lines.iter().filter(|line| line.status == Status::Lost);
    let by_place: BTreeMap<_, _> =
        lost.map(|line| ((line.origin.file, line.origin.pointer.as_str()), line)).collect();
    let is_whole = |line: &&Line| {
        let pointer = line.origin.pointer.as_str();
        let mut above = pointer.match_indices('/').map(|(end, _)| &pointer[..end]);
        !above.any(|above| by_place.contains_key(&(line.origin.file, above)))
    };
    by_place.values().copied().filter(is_whole).collect()
}

/// What a gap is called: `schema`, or `keyword readOnly`.
fn gap(line: &Line) -> String {
    let name = line.origin.pointer.tokens().last().unwrap_or_default();
    if line.kind == Kind::Keyword { format!("keyword {name}") } else { line.kind.name().to_owned() }
}
