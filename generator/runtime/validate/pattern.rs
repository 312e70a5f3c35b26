//! Regular expressions, each compiled once per process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

/// Those that were needed so far; `None` is one that does not compile.
static COMPILED: Mutex<BTreeMap<&'static str, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());

/// Whether the expression matches somewhere in the text, or does not compile.
pub(super) fn matches(source: &'static str, text: &str) -> bool {
    // Nothing panics while the lock is held.
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(source).or_insert_with(|| Regex::new(source).ok().map(Arc::new)).clone();
    drop(compiled);
    regex.is_none_or(|regex| regex.is_match(text))
}
