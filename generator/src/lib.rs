//! letterpress prints Rust SDK crates from OpenAPI 3.0 and 3.1 descriptions.
//!
//! The whole program is five calls, each with its own input and output type:
//!
//! ```text
//! paths ─read→ Document ─parse→ Api ─plan→ Sdk ─print→ files ─write→ disk
//! ```
//!
//! Between parsing and planning, an `Api` is cut down to what is to be printed.
//!
//! A stage returns its value and the [`Diagnostic`]s it found; it never stops at the first fault. Only
//! [`write`](mod@write) touches the disk. [`Builder`] runs the same stages from a build script.

mod builder;
pub mod config;
pub mod diagnostic;
mod extract;
pub mod hints;
pub mod nearest;
pub mod pagination;
pub mod parse;
pub mod plan;
pub mod print;
pub mod read;
pub mod receipt;
mod samples;
pub mod select;
pub mod write;

pub use builder::{BuildError, Builder};
pub use config::Config;
pub use diagnostic::{Diagnostic, Severity};
pub use extract::{Fragment, extract};
pub use samples::{Samples, samples};

use crate::diagnostic::Place;

/// What a description and a config make: everything but the writing.
#[derive(Debug)]
pub struct Printed {
    /// The description's files, for excerpts and positions.
    pub document: read::Document,
    /// The SDK as it was decided; `None` if an error stands in the way.
    pub sdk: Option<plan::Sdk>,
    /// How many operations the settings, or the description itself, leave out.
    pub left_out: usize,
    /// What was found, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Printed {
    /// The files of the crate, sorted by path; none if an error stands in the way.
    pub fn files(&self) -> Vec<print::File> {
        self.sdk.as_ref().map(print::print).unwrap_or_default()
    }

    /// What became of each part of the description; `None` if an error stands in the way of printing.
    pub fn receipt(&self) -> Option<receipt::Receipt> {
        self.sdk.as_ref().map(|sdk| receipt::receipt(&self.document, sdk, self.left_out, &self.diagnostics))
    }
}

/// Reads, parses and plans the SDK that `config` asks for.
pub fn run(config: &Config) -> Printed {
    finish(read::read_with(&config.spec, &config.overlays), config)
}

/// The same for the description in `text`, which is shown to people as `name`; `config.spec` is not read.
pub fn run_text(name: &str, text: String, config: &Config) -> Printed {
    finish(read::read_text(name, text), config)
}

fn finish((document, mut diagnostics): (read::Document, Vec<Diagnostic>), config: &Config) -> Printed {
    let is_sound = |found: &[Diagnostic]| !found.iter().any(Diagnostic::is_error);
    let mut sdk = None;
    let mut left_out = 0;
    if is_sound(&diagnostics) {
        let (mut api, found) = parse::parse(&document);
        diagnostics.extend(found);
        left_out = select::select(&mut api, config, &mut diagnostics);
        // A description with faults is planned too, so that its names' faults are shown with the rest.
        let (planned, found) = plan::plan(&api, config);
        diagnostics.extend(found);
        sdk = is_sound(&diagnostics).then_some(planned);
    }
    written_at(&document, &mut diagnostics);
    diagnostics.sort_by(|a, b| (&a.place, a.rule.code, &a.message).cmp(&(&b.place, b.rule.code, &b.message)));
    diagnostics.dedup();
    Printed { document, sdk, left_out, diagnostics }
}

/// Places each diagnostic where the text at fault was written, be it an overlay.
fn written_at(document: &read::Document, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        if let Some(Place::Node(origin)) = &mut diagnostic.place {
            *origin = document.written_at(origin);
        }
    }
}
