//! What was reported, by the place that it takes from what is carried.

use std::collections::BTreeMap;

use crate::diagnostic::{
    AMBIGUOUS_UNION, BAD_DEFAULT, BAD_ENUM_NAMES, DUPLICATE_VALUE, Diagnostic, IMPOSSIBLE_VALUE,
    MISSING_SCHEMA, NAME_COLLISION, OVERLAY_FOR_ANOTHER, OVERLAY_WITHOUT_EFFECT, Place, REQUIRED_BUT_IGNORED,
    Rule, SEVERAL_TOKEN_ENDPOINTS, Severity, UNDECLARED_PATH_PARAMETER, UNMATCHED_RENAME, UNMATCHED_SELECTOR,
    UNUSABLE_NAME, UNUSED_SETTING,
};
use crate::read::{FileId, Origin};

/// Warnings after which all of the description is carried all the same: under another name, or by an assumption.
const HARMLESS: &[&Rule] = &[
    &AMBIGUOUS_UNION,
    &BAD_DEFAULT,
    &BAD_ENUM_NAMES,
    &DUPLICATE_VALUE,
    &IMPOSSIBLE_VALUE,
    &MISSING_SCHEMA,
    &NAME_COLLISION,
    &OVERLAY_FOR_ANOTHER,
    &OVERLAY_WITHOUT_EFFECT,
    &REQUIRED_BUT_IGNORED,
    &SEVERAL_TOKEN_ENDPOINTS,
    &UNDECLARED_PATH_PARAMETER,
    &UNMATCHED_RENAME,
    &UNMATCHED_SELECTOR,
    &UNUSABLE_NAME,
    &UNUSED_SETTING,
];

/// The codes of what is not carried, by place.
pub(super) struct Faults {
    by_place: BTreeMap<(FileId, String), Vec<&'static str>>,
}

impl Faults {
    pub(super) fn new(diagnostics: &[Diagnostic]) -> Self {
        let mut by_place: BTreeMap<_, Vec<&'static str>> = BTreeMap::new();
        for diagnostic in diagnostics {
            if let (true, Some(Place::Node(origin))) = (takes(diagnostic.rule), &diagnostic.place) {
                let codes = by_place.entry((origin.file, origin.pointer.as_str().to_owned())).or_default();
                if !codes.contains(&diagnostic.rule.code) {
                    codes.push(diagnostic.rule.code);
                }
            }
        }
        Self { by_place }
    }

    /// The codes at `origin` itself.
    pub(super) fn at(&self, origin: &Origin) -> &[&'static str] {
        let key = (origin.file, origin.pointer.as_str().to_owned());
        self.by_place.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The first code at `origin` or below.
    pub(super) fn within(&self, origin: &Origin) -> Option<&'static str> {
        let below = format!("{}/", origin.pointer);
        let first = self.by_place.range((origin.file, below.clone())..).next();
        let first = first.filter(|((file, place), _)| *file == origin.file && place.starts_with(&below));
        self.at(origin).first().or_else(|| first?.1.first()).copied()
    }
}

/// Whether a finding of `rule` means that something is not carried.
fn takes(rule: &'static Rule) -> bool {
    rule.severity != Severity::Note && !HARMLESS.contains(&rule)
}
