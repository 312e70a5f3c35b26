//! What a run came to, kept until something that it came from changes: the same run again then takes no time.
//!
//! There is a record for each printed crate, in the user's cache folder. It is believed only by the very program that
//! wrote it, for one that was built anew may print otherwise under the same version; and only while the settings, every
//! file of the description and every file of the crate have the content they had. So it is no part of the crate's lock,
//! and whoever did not print a crate proves it in full.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use std::{env, fs};

use letterpress::Config;
use letterpress::diagnostic::ALL_RULES;
use letterpress::read::Document;
use letterpress::write::{Standing, hash, standing};
use serde_json::{Value, json};

use crate::excerpt::Excerpt;
use crate::finding::{Finding, Position};
use crate::generate::Contents;
use crate::workspace::absolute;

/// A run that need not be repeated.
pub(crate) struct Record {
    /// What the SDK has.
    pub(crate) contents: Contents,
    /// How many files the crate has.
    pub(crate) files: usize,
    /// What was found in the description.
    pub(crate) findings: Vec<Finding>,
}

impl Record {
    /// The last run of this program with `config`, if everything is as it was.
    pub(crate) fn read(config: &Config) -> Option<Self> {
        let record: Value = serde_json::from_slice(&fs::read(path(config)?).ok()?).ok()?;
        if record["program"] != program()? || record["config"] != meaning(config) {
            return None;
        }
        for (path, known) in record["inputs"].as_object()? {
            if hash(&fs::read(path).ok()?) != known.as_str()? {
                return None;
            }
        }
        let Standing { lock, files } = standing(&config.output)?;
        if record["lock"] != lock {
            return None;
        }
        let count = |key: &str| usize::try_from(record[key].as_u64()?).ok();
        Some(Self {
            contents: Contents {
                operations: count("operations")?,
                left_out: count("left_out")?,
                types: count("types")?,
            },
            files,
            findings: record["findings"].as_array()?.iter().map(finding).collect::<Option<_>>()?,
        })
    }
}

/// Keeps what a run came to that leaves a whole crate in the folder of `config`. Where that is not to be had, the next
/// run does all the work again.
pub(crate) fn keep(
    config: &Config,
    document: &Document,
    contents: Contents,
    findings: &[Value],
) -> Option<()> {
    let mut inputs = serde_json::Map::new();
    for file in &document.files {
        let bytes = fs::read(&file.path).ok()?;
        // Changed since it was read: what was found is not of this content.
        let text = std::str::from_utf8(&bytes).ok()?;
        if text.strip_prefix('\u{feff}').unwrap_or(text) != file.text {
            return None;
        }
        inputs.insert(file.path.to_str()?.to_owned(), hash(&bytes).into());
    }
    let Standing { lock, .. } = standing(&config.output)?;
    let record = json!({
        "program": program()?,
        "config": meaning(config),
        "inputs": inputs,
        "lock": lock,
        "operations": contents.operations,
        "left_out": contents.left_out,
        "types": contents.types,
        "findings": findings,
    });
    let path = path(config)?;
    fs::create_dir_all(path.parent()?).ok()?;
    // Another run may be reading: it sees the old record or the new one.
    let unfinished = path.with_extension(std::process::id().to_string());
    fs::write(&unfinished, record.to_string()).ok()?;
    fs::rename(&unfinished, &path).ok()
}

/// Where the record of a crate is: in `XDG_CACHE_HOME`, or where the system has its users' caches.
fn path(config: &Config) -> Option<PathBuf> {
    let named = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |folder| env::home_dir().map(|home| home.join(folder));
    let caches = match env::consts::OS {
        "windows" => named("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => named("XDG_CACHE_HOME").or_else(|| home(".cache")),
    };
    let name = hash(absolute(&config.output).as_os_str().as_encoded_bytes());
    Some(caches?.join("letterpress").join(name.get(..16)?).with_extension("json"))
}

/// What tells this program from any other, and from itself before it was built anew.
fn program() -> Option<String> {
    let file = fs::metadata(env::current_exe().ok()?).ok()?;
    let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), file.len(), built.as_nanos()))
}

/// The hash of every setting, and of the folder that paths are relative to.
fn meaning(config: &Config) -> String {
    hash(format!("{config:?} {}", absolute(Path::new(".")).display()).as_bytes())
}

/// A finding as it is kept.
pub(crate) fn kept(finding: &Finding) -> Value {
    json!({
        "code": finding.rule.code,
        "message": finding.message,
        "path": finding.path,
        "pointer": finding.pointer,
        "position": finding.position.as_ref().map(|position| json!({
            "line": position.line,
            "column": position.column,
            "excerpt": position.excerpt.as_ref().map(|excerpt| {
                json!([excerpt.line, excerpt.fault.start, excerpt.fault.end])
            }),
        })),
        "in_description": finding.in_description,
    })
}

/// The finding that was kept as `value`.
fn finding(value: &Value) -> Option<Finding> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let excerpt = |value: &Value| {
        let [line, start, end] = value.as_array()?.as_slice() else { return None };
        let (line, fault) = (line.as_str()?.to_owned(), number(start)?..number(end)?);
        line.get(fault.clone())?;
        Some(Excerpt { line, fault })
    };
    let position = |value: &Value| {
        Some(Position {
            line: number(&value["line"])?,
            column: number(&value["column"])?,
            excerpt: excerpt(&value["excerpt"]),
        })
    };
    Some(Finding {
        rule: ALL_RULES.iter().find(|rule| value["code"] == rule.code)?,
        message: text("message")?,
        path: text("path"),
        position: position(&value["position"]),
        pointer: text("pointer"),
        in_description: value["in_description"].as_bool()?,
    })
}
