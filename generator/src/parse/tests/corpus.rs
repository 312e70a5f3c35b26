//! Real descriptions: a folder of them with a table, `INDEX.tsv`, whose first columns are a file's path, its version, its
//! number of operations and its number of component schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use openapiv3::{OpenAPI, ReferenceOr};

use super::show;
use crate::parse::api::{Operation, ParameterLocation};
use crate::parse::parse;
use crate::read::{Format, Part, read};

/// The path, version, operations and schemas of each description, where the environment names a corpus.
fn corpus() -> Vec<[String; 4]> {
    let Some(folder) = std::env::var_os("LETTERPRESS_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: LETTERPRESS_CORPUS names no folder");
        return Vec::new();
    };
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let rows = index.lines().skip(1).map(|row| {
        let mut columns = row.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap();
        let path = folder.join(next());
        [path.to_str().unwrap().to_owned(), next(), next(), next()]
    });
    rows.collect()
}

#[test]
fn real_descriptions_are_read_whole() {
    for [path, _, operations, schemas] in corpus() {
        let (document, unreadable) = read(path.as_ref());
        let (api, found) = parse(&document);

        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for found in unreadable.iter().chain(&found) {
            *counts.entry(format!("{} {}", found.rule.severity, found.rule.code)).or_default() += 1;
        }
        eprintln!("{path}: {} schemas, {counts:?}", api.schemas.len());
        assert_eq!(api.operations.len().to_string(), operations, "{path}");
        assert_eq!(api.components.len().to_string(), schemas, "{path}");
        assert!(!found.iter().any(crate::Diagnostic::is_error), "{path}: {found:?}");
    }
}

/// `openapiv3` reads 3.0 too: what both can tell of an operation must be the same.
#[test]
fn operations_of_3_0_are_those_that_openapiv3_reads() {
    for [path, version, ..] in corpus() {
        let (document, _) = read(path.as_ref());
        if !version.starts_with("3.0") || document.files.len() > 1 {
            continue;
        }
        let (api, _) = parse(&document);
        let file = &document.files[0];
        let theirs: OpenAPI = match file.format {
            Format::Json => serde_json::from_str(&file.text).unwrap(),
            Format::Yaml => serde_yaml::from_str(&file.text).unwrap(),
        };
        let ours: BTreeMap<_, _> = api.operations.iter().map(summary).collect();
        let theirs: BTreeMap<_, _> = their_summaries(&theirs).collect();
        assert_eq!(ours, theirs, "{path}");
    }
}

/// Method and path; id, tags, whether it is deprecated, whether it has a body; parameters and statuses.
type Summary = ((String, String), (Option<String>, Vec<String>, bool, bool, BTreeSet<String>));

fn summary(operation: &Operation) -> Summary {
    let location = |location: ParameterLocation| format!("{location:?}").to_lowercase();
    // The path's key is the origin of a parameter that only its template names.
    let declared = operation.parameters.iter().filter(|parameter| parameter.origin.part == Part::Value);
    let parameters = declared.map(|it| format!("{} {} {}", location(it.location), it.name, it.required));
    (
        (operation.method.key().to_owned(), operation.path.clone()),
        (
            operation.operation_id.clone(),
            operation.tags.clone(),
            operation.deprecated,
            operation.request_body.is_some(),
            parameters.chain(operation.responses.keys().map(|status| show::status(*status))).collect(),
        ),
    )
}

fn their_summaries(api: &OpenAPI) -> impl Iterator<Item = Summary> {
    let items = api.paths.iter().filter_map(|(path, item)| Some((path, item.as_item()?)));
    items.flat_map(move |(path, item)| {
        item.iter().map(move |(method, operation)| {
            let parameters = item.parameters.iter().chain(&operation.parameters);
            let parameters = parameters.filter_map(|parameter| their_parameter(api, path, parameter));
            let statuses = operation.responses.responses.keys().map(ToString::to_string);
            let default = operation.responses.default.iter().map(|_| "default".to_owned());
            (
                (method.to_owned(), path.clone()),
                (
                    operation.operation_id.clone(),
                    operation.tags.clone(),
                    operation.deprecated,
                    operation.request_body.is_some(),
                    parameters.chain(statuses).chain(default).collect(),
                ),
            )
        })
    })
}

/// Place, name and whether it is required; `None` for what is left out on purpose.
fn their_parameter(
    api: &OpenAPI,
    path: &str,
    parameter: &ReferenceOr<openapiv3::Parameter>,
) -> Option<String> {
    let parameter = match parameter {
        ReferenceOr::Item(parameter) => parameter,
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/parameters/")?;
            api.components.as_ref()?.parameters.get(name)?.as_item()?
        }
    };
    let members = serde_json::to_value(parameter).unwrap();
    let (location, name) = (members["in"].as_str()?, members["name"].as_str()?);
    let is_left_out = match location {
        "header" => ["accept", "authorization", "content-type"].contains(&name.to_lowercase().as_str()),
        "path" => !path.contains(&format!("{{{name}}}")),
        _ => false,
    };
    let required = members["required"].as_bool().unwrap_or_default();
    (!is_left_out).then(|| format!("{location} {name} {required}"))
}
