//! What parsing has found so far.

use std::cell::Cell;
use std::collections::HashSet;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, READ_LENIENTLY, Rule};
use crate::read::Origin;

/// The diagnostics of one run. Every node holds a reference to it, so that it can report its own faults.
#[derive(Default)]
pub(super) struct Findings {
    all: Cell<Vec<Diagnostic>>,
    /// For each form that was read leniently: the index of its diagnostic, and at how many places it stands.
    lenient: Cell<IndexMap<String, (usize, usize)>>,
}

impl Findings {
    /// Adds a finding of `rule` at `place`.
    pub(super) fn report(&self, rule: &'static Rule, place: Origin, message: String) {
        let mut all = self.all.take();
        all.push(Diagnostic::new(rule, place, message));
        self.all.set(all);
    }

    /// Notes a form that the declared version does not have but whose meaning is plain.
    ///
    /// A description that uses such a form mostly does so everywhere: only the first place is reported, with the number
    /// of the others.
    pub(super) fn note_form(&self, form: String, place: impl FnOnce() -> Origin) {
        let mut lenient = self.lenient.take();
        if let Some((_, places)) = lenient.get_mut(&form) {
            *places += 1;
        } else {
            let mut all = self.all.take();
            lenient.insert(form.clone(), (all.len(), 1));
            all.push(Diagnostic::new(&READ_LENIENTLY, place(), form));
            self.all.set(all);
        }
        self.lenient.set(lenient);
    }

    /// All of them in the order in which they were found, each once.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut all = self.all.into_inner();
        for (index, places) in self.lenient.into_inner().into_values() {
            if let Some(diagnostic) = all.get_mut(index).filter(|_| places > 1) {
                let others = places - 1;
                let plural = if others == 1 { "" } else { "s" };
                let message = &diagnostic.message;
                diagnostic.message = format!("{message} (here and at {others} other place{plural})");
            }
        }
        let mut seen = HashSet::new();
        all.retain(|found| seen.insert((found.rule.code, found.place.clone(), found.message.clone())));
        all
    }
}
