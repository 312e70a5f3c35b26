//! Required properties that the config lets responses leave out.

use std::collections::BTreeMap;

use crate::Config;
use crate::diagnostic::{BAD_SETTING, Diagnostic, UNUSED_SETTING};
use crate::read::{Origin, Pointer};

/// The pointers of the config, each with whether a required property has been found there.
#[derive(Default)]
pub(super) struct Lenient {
    pointers: BTreeMap<Pointer, bool>,
}

impl Lenient {
    /// The pointers of `config`: with or without the `#` of a reference.
    pub(super) fn new(config: &Config, found: &mut Vec<Diagnostic>) -> Self {
        let mut pointers = BTreeMap::new();
        for text in &config.lenient {
            if let Some(pointer) = Pointer::parse(text.strip_prefix('#').unwrap_or(text)) {
                pointers.insert(pointer, false);
            } else {
                let message = format!("`lenient` has {text:?}, which is no JSON Pointer");
                found.push(Diagnostic::new(&BAD_SETTING, None, message));
            }
        }
        Self { pointers }
    }

    /// Whether a property that `owner` requires may be left out.
    ///
    /// It is meant where it is described, and, as errors of decoding name it, as a property of the type that requires it.
    pub(super) fn allows(&mut self, property: &Origin, owner: &Origin, name: &str) -> bool {
        if self.pointers.is_empty() {
            return false;
        }
        let mut is_allowed = false;
        for pointer in [&property.pointer, &owner.pointer.child("properties").child(name)] {
            if let Some(is_used) = self.pointers.get_mut(pointer) {
                *is_used = true;
                is_allowed = true;
            }
        }
        is_allowed
    }

    /// Reports the pointers that no required property is at.
    pub(super) fn finish(self, found: &mut Vec<Diagnostic>) {
        for (pointer, _) in self.pointers.into_iter().filter(|(_, is_used)| !is_used) {
            let message = format!("`lenient` has \"#{pointer}\", where no required property is");
            found.push(Diagnostic::new(&UNUSED_SETTING, None, message));
        }
    }
}
