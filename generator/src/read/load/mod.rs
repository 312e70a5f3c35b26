//! The text of one file into its tree.
//!
//! It knows JSON, YAML and the bounds on what is read; it does not follow references.

mod budget;
mod json;
mod seed;
#[cfg(test)]
mod tests;
mod yaml;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub(super) use self::budget::Budget;
pub(super) use self::seed::MERGE_KEY;
use super::outline::Repeated;
use super::plain::plain;
use super::{File, FileId, Format, Tree};
use crate::diagnostic::{
    DUPLICATE_KEY, Diagnostic, EMPTY_FILE, NOT_UTF8, NOT_YAML_OR_JSON, Place, Rule, TOO_DEEP, TOO_LARGE,
    quoted,
};

/// What `serde_json`, `serde_yaml` and `saphyr_parser` all say of text that nests too deep for them: 128 levels, more than
/// 128, and more than 255 in flow style.
const RECURSION_LIMIT: &str = "recursion limit exceeded";
/// What `serde_yaml` says of aliases that repeat too much.
const REPETITION_LIMIT: &str = "repetition limit exceeded";

/// Why a text has no tree.
struct Fault {
    rule: &'static Rule,
    message: String,
    /// The byte of the text at which it was noticed.
    at: usize,
}

/// A tree, and what is to be said of it.
struct Parsed {
    format: Format,
    tree: Tree,
    /// How many members repeat a key.
    repeated_keys: usize,
}

/// Reads the file `id` from the bytes it holds.
pub(super) fn load(
    id: FileId,
    name: String,
    path: PathBuf,
    bytes: Vec<u8>,
    budget: &mut Budget,
) -> (File, Vec<Diagnostic>) {
    let (text, parsed) = match decode(bytes) {
        Ok(text) => {
            let parsed = parse(&name, &text, budget);
            (text, parsed)
        }
        Err((text, fault)) => (text, Err(fault)),
    };
    let mut file = File {
        name,
        path,
        text,
        format: Format::Yaml,
        tree: None,
        lines: OnceLock::new(),
        outline: OnceLock::new(),
    };
    let faults = match parsed {
        Ok(parsed) => {
            file.format = parsed.format;
            file.tree = Some(parsed.tree);
            if parsed.repeated_keys > 0 { repeated_keys(&file) } else { Vec::new() }
        }
        Err(fault) => vec![fault],
    };
    let diagnostics = faults
        .into_iter()
        .map(|fault| {
            let (line, column) = file.lines().position(&file.text, fault.at);
            Diagnostic::new(fault.rule, Place::Text { file: id, line, column }, fault.message)
        })
        .collect();
    (file, diagnostics)
}

/// The text that `bytes` stand for: UTF-8, with or without a byte order mark. With the fault comes what can be shown.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, Fault)> {
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    let is_wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    // Without a mark, UTF-16 has a zero beside the ASCII character with which every description begins.
    if let Some(at) = bytes.iter().take(2).position(|byte| *byte == 0).or(is_wide.then_some(0)) {
        let message = "the file is UTF-16 or UTF-32, not UTF-8".to_owned();
        return Err((String::from_utf8_lossy(&bytes).into_owned(), Fault { rule: &NOT_UTF8, message, at }));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        let message = format!("the byte 0x{byte:02X} is no part of UTF-8 here");
        (String::from_utf8_lossy(error.as_bytes()).into_owned(), Fault { rule: &NOT_UTF8, message, at })
    })
}

/// The tree of `text`, as JSON where it begins like JSON, else as YAML.
///
/// YAML's flow style begins like JSON too. So what is no JSON may be YAML, unless its name says that it should be JSON.
fn parse(name: &str, text: &str, budget: &mut Budget) -> Result<Parsed, Fault> {
    let is_named = |extensions: &[&str]| {
        let extension = Path::new(name).extension().unwrap_or_default();
        extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
    };
    let (named_json, named_yaml) = (is_named(&["json"]), is_named(&["yaml", "yml"]));
    let begins_like_json = text.trim_start().starts_with(['{', '[']);

    let mut json_fault = None;
    if begins_like_json || named_json {
        match json::parse(text, budget) {
            Ok(parsed) => return given(parsed),
            Err(fault) if fault.rule != &NOT_YAML_OR_JSON || begins_like_json && named_json => {
                return Err(fault);
            }
            Err(fault) => json_fault = Some(fault),
        }
    }
    match yaml::parse(text, budget) {
        Ok(parsed) => given(parsed),
        Err(fault) if fault.rule == &NOT_YAML_OR_JSON && !named_yaml => Err(json_fault.unwrap_or(fault)),
        Err(fault) => Err(fault),
    }
}

/// What the text of a scalar alone is read as.
pub(super) fn scalar(text: &str) -> Option<Tree> {
    yaml::parse(text, &mut Budget::new()).ok().map(|parsed| parsed.tree)
}

/// Refuses a file that gives nothing.
fn given(parsed: Parsed) -> Result<Parsed, Fault> {
    if parsed.tree == Tree::Null {
        return Err(Fault { rule: &EMPTY_FILE, message: "the file is empty".to_owned(), at: 0 });
    }
    Ok(parsed)
}

/// The keys that stand in one object more than once, each where it is repeated.
fn repeated_keys(file: &File) -> Vec<Fault> {
    let repeated = file.outline().repeated();
    if repeated.is_empty() {
        let message = "a key is given more than once in an object".to_owned();
        return vec![Fault { rule: &DUPLICATE_KEY, message, at: 0 }];
    }
    let faults = repeated.iter().map(|Repeated { key, first, again }| {
        let (line, column) = file.lines().position(&file.text, *first);
        let key = quoted(key);
        let message = format!("the key {key} is given again; first on line {line}, column {column}");
        Fault { rule: &DUPLICATE_KEY, message, at: *again }
    });
    faults.collect()
}

/// What a parser's error means: one of the bounds, or a fault of the text.
fn parser_fault(message: &str, at: usize) -> Fault {
    if message.contains(RECURSION_LIMIT) {
        return Fault { rule: &TOO_DEEP, message: "the text nests 128 levels deep or more".to_owned(), at };
    }
    if message.contains(REPETITION_LIMIT) {
        let message = "the aliases repeat more than a description can hold".to_owned();
        return Fault { rule: &TOO_LARGE, message, at };
    }
    Fault { rule: &NOT_YAML_OR_JSON, message: plain(message), at }
}
