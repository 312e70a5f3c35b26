//! A description cut down to some of its operations and what they need, in one file.
//!
//! It works on the tree, so that all that is kept reads as it was written: the order of keys, the text of numbers, and
//! whatever letterpress itself has no use for.

mod context;
mod cut;
#[cfg(test)]
mod tests;
pub(crate) mod text;

pub(crate) use self::cut::Node;
use crate::config::Config;
use crate::diagnostic::{
    Diagnostic, NOTHING_SELECTED, OVERLAY_FOR_ANOTHER, OVERLAY_WITHOUT_EFFECT, Rule, UNMATCHED_SELECTOR,
};
use crate::read::Format;
use crate::{parse, read, select, written_at};

/// What is said of a fragment that is not printed; all else is for who prints it to say.
const SAID: &[&Rule] = &[&UNMATCHED_SELECTOR, &OVERLAY_WITHOUT_EFFECT, &OVERLAY_FOR_ANOTHER];

/// What became of a description that was to be cut down.
#[derive(Debug)]
pub struct Fragment {
    /// The description's files, for excerpts and positions.
    pub document: read::Document,
    /// The fragment; `None` if an error stands in the way.
    pub text: Option<String>,
    /// How many operations it has.
    pub operations: usize,
    /// How many it leaves out.
    pub left_out: usize,
    /// What was found, by place: errors, and what of the request has no effect.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cuts the operations that `config` selects out of its description, with everything they reach: components, schemas of
/// other files, path items, security schemes, tags, and what the description says of the whole API.
///
/// The fragment prints as the whole does with the same selection. What other files or odd places hold becomes a component.
pub fn extract(config: &Config, format: Format) -> Fragment {
    let (document, mut diagnostics) = read::read_with(&config.spec, &config.overlays);
    let is_sound = |found: &[Diagnostic]| !found.iter().any(Diagnostic::is_error);
    let (mut text, mut operations, mut left_out) = (None, 0, 0);
    if is_sound(&diagnostics) {
        let (mut api, found) = parse::parse(&document);
        diagnostics.extend(found);
        left_out = select::select(&mut api, config, &mut diagnostics);
        operations = api.operations.len();
        if operations + left_out == 0 {
            let message = "the description has no operation to be cut out";
            diagnostics.push(Diagnostic::new(&NOTHING_SELECTED, None, message));
        }
        text = is_sound(&diagnostics).then(|| text::write(&cut::cut(&document, &api), format));
    }
    diagnostics.retain(|found| found.is_error() || SAID.contains(&found.rule));
    written_at(&document, &mut diagnostics);
    Fragment { document, text, operations, left_out, diagnostics }
}
