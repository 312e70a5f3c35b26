//! `letterpress explain` of an item: where it comes from, why it is as it is, and what would change it.

mod index;
mod line;
mod methods;
mod query;
mod reasons;
mod subject;
mod types;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use letterpress::diagnostic::Place;
use letterpress::print::File;
use letterpress::read::{Document, Origin};
use letterpress::{Config, Printed, run};

use self::index::{Item, items};
use self::query::Query;
use self::reasons::{Explanation, explain};
use self::subject::Subject;
use crate::arguments::ExplainArguments;
use crate::excerpt::Excerpt;
use crate::finding::{Finding, Position};
use crate::render::{Described, render_described};
use crate::report::Report;
use crate::rules::{AMBIGUOUS_ITEM, UNKNOWN_ITEM};
use crate::settings::{Sdk, sdks};
use crate::workspace::absolute;

/// How many items of one name are listed.
const LISTED: usize = 10;

/// Whether `text` names an item, or a line of a file, rather than a rule: a rule's code is in kebab case.
pub(crate) fn is_item(text: &str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Explains the item of `text`, of whichever SDK has it.
pub(crate) fn explain_item(text: &str, arguments: &ExplainArguments, report: &mut Report<'_>) {
    let sdks = match &arguments.spec {
        Some(spec) => vec![Sdk { name: spec.display().to_string(), config: Config::new(spec, "sdk") }],
        None => sdks(&arguments.settings, report),
    };
    let line = file_and_line(text);
    let query = Query::parse(text);
    let library = |config: &Config| config.package.replace('-', "_");
    let root = query.root().map(|root| root.replace('-', "_"));
    let names_one = sdks.iter().any(|sdk| Some(library(&sdk.config)) == root);
    let mut known = Vec::new();
    for sdk in sdks {
        let is_meant = match line {
            Some((file, _)) => absolute(file).starts_with(absolute(&sdk.config.output)),
            None => !names_one || Some(library(&sdk.config)) == root,
        };
        if !is_meant {
            continue;
        }
        let printed = run(&sdk.config);
        if printed.sdk.is_none() {
            report.add(Some(&sdk.name), Finding::of(&printed.document, &printed.diagnostics));
            report.add_failed(&sdk.name);
            continue;
        }
        known.push((sdk, printed));
    }
    if known.is_empty() {
        if report.is_well() {
            let message = format!("`{text}`: no SDK of the settings is printed there");
            report.add(None, vec![Finding::new(&UNKNOWN_ITEM, message)]);
        }
        return;
    }
    find(text, line, &known, report);
}

/// Finds the item in SDKs that can be printed, and explains it.
fn find(text: &str, line: Option<(&Path, usize)>, known: &[(Sdk, Printed)], report: &mut Report<'_>) {
    let mut found = Vec::new();
    let mut near = None;
    for (settings, printed) in known {
        let Some(sdk) = &printed.sdk else { continue };
        let items = items(sdk);
        let query = match line {
            None => Some(Query::parse(text)),
            Some((file, line)) => names_at(file, line, &settings.config, &printed.files()).map(Query::of),
        };
        let Some(query) = query else { continue };
        let matching: Vec<Item<'_>> = query.find(&items).into_iter().cloned().collect();
        near = near.or_else(|| query.nearest(&items).filter(|_| matching.is_empty()));
        found.extend(matching.into_iter().map(|item| (settings, printed, sdk, item)));
    }
    match found.as_slice() {
        [] => {
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let message = match line {
                Some(_) => format!("`{text}`: the description has no part in what stands there{near}"),
                None => format!("`{text}`: there is no such item{near}"),
            };
            report.add(None, vec![Finding::new(&UNKNOWN_ITEM, message)]);
        }
        [(settings, printed, sdk, item)] => {
            let subject = Subject { sdk, document: &printed.document, config: &settings.config };
            let explanation = explain(&subject, item);
            // Whoever closes the pipe has read enough.
            let _ = writeln!(anstream::stdout(), "{}", rendered(&printed.document, item, &explanation));
        }
        several => {
            let mut paths: Vec<String> =
                several.iter().take(LISTED).map(|(.., item)| format!("`{}`", item.text())).collect();
            if several.len() > LISTED {
                paths.push(format!("and {} more", several.len() - LISTED));
            }
            let message = format!("`{text}` is the name of several items: {}", paths.join(", "));
            report.add(None, vec![Finding::new(&AMBIGUOUS_ITEM, message)]);
        }
    }
}

/// `path/to/file.rs:LINE`, perhaps with a column after it.
fn file_and_line(text: &str) -> Option<(&Path, usize)> {
    let at = text.find(".rs:")? + ".rs".len();
    let (file, line) = text.split_at_checked(at)?;
    let line = line.trim_start_matches(':').split(':').next()?;
    Some((Path::new(file), line.parse().ok()?))
}

/// The names of the item at `line` of `file`, as it stands on disk; as it would be printed, if it does not.
fn names_at(file: &Path, line: usize, config: &Config, files: &[File]) -> Option<Vec<String>> {
    let path = absolute(file);
    let path = path.strip_prefix(absolute(&config.output)).ok()?.to_string_lossy().replace('\\', "/");
    let printed = || files.iter().find(|file| file.path == path).map(|file| file.text.clone());
    let text = fs::read_to_string(file).ok().or_else(printed)?;
    line::names(&path, &text, line)
}

fn rendered(document: &Document, item: &Item<'_>, explanation: &Explanation) -> String {
    let place = explanation.origin.as_ref().and_then(|origin| place(document, origin));
    let pointer = explanation.origin.as_ref().map(|origin| document.written_at(origin).pointer);
    let changes =
        explanation.changes.iter().map(|(setting, does)| ("setting", format!("`{setting}` {does}")));
    let described = Described {
        title: format!("`{}` is {}", item.text(), explanation.title),
        path: place.as_ref().map(|(path, _)| path.as_str()),
        position: place.as_ref().and_then(|(_, position)| position.as_ref()),
        pointer: pointer.as_ref().map(letterpress::read::Pointer::as_str),
        notes: explanation.notes.iter().cloned().chain(changes).collect(),
    };
    render_described(&described)
}

/// The file and the position in it at which the member at `origin` was written.
fn place(document: &Document, origin: &Origin) -> Option<(String, Option<Position>)> {
    let place = Place::Node(document.written_at(origin).key());
    let span = document.locate(std::slice::from_ref(&place)).into_iter().next().flatten();
    let file = document.files.get(place.file().0 as usize)?;
    let position = span.map(|span| Position {
        line: span.line,
        column: span.column,
        excerpt: Excerpt::new(&file.text, &(span.start..span.end), span.column),
    });
    Some((file.path.display().to_string(), position))
}
