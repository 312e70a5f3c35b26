//! The coverage receipt: what became of each operation, parameter, media type, response, schema and keyword of a
//! description.
//!
//! It joins three sources: the [`Sdk`], whose parts know where they came from; the diagnostics, by place; and the grammar
//! of OpenAPI, with the keys that are left out by choice and why. It is made when someone asks, and changes nothing.
//! `RECEIPT.md` beside this crate's manifest has its form.

mod carriers;
mod faults;
mod grammar;
mod text;
mod walk;

use std::sync::Arc;

pub use self::grammar::Kind;
use crate::diagnostic::{Diagnostic, Place};
use crate::plan::Sdk;
use crate::read::{Document, Origin};

/// What became of each part of a description, in the order of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The name of the printed crate.
    pub package: String,
    /// A line for each part.
    pub lines: Vec<Line>,
}

/// What became of one part of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What kind of part it is.
    pub kind: Kind,
    /// The name of its file, as [`read::File::name`](crate::read::File::name) has it.
    pub file: Arc<str>,
    /// Its line in the file, from 1.
    pub line: usize,
    /// Where it stands.
    pub origin: Origin,
    /// What became of it.
    pub status: Status,
    /// The codes of what was reported about a part that is carried, but not whole.
    pub lacks: Vec<&'static str>,
    /// How an operation is called: once for each path that has it.
    pub calls: Vec<Call>,
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// These paths of Rust carry it; of a keyword the first that carries its object.
    Carried(Arc<[String]>),
    /// It is left out by choice, for this reason.
    Ignored(&'static str),
    /// It is not carried; the rule of this code was reported for it.
    Unsupported(&'static str),
    /// It is not carried, and no diagnostic says so: a gap that a test of the corpus keeps small.
    Lost,
}

/// How an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The methods that lead from the client to its group.
    pub accessors: Vec<String>,
    /// Its method.
    pub method: String,
    /// The names and types of the method's arguments, in order.
    pub arguments: Vec<(String, String)>,
    /// The struct of its optional parameters.
    pub optional: Option<String>,
    /// What it answers with.
    pub result: String,
    /// How it gives a list page by page, if it does.
    pub pages: Option<Pages>,
}

/// How an operation gives a list page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The rules that it follows: one, or one by cursor and one by number.
    pub rules: Vec<String>,
    /// The type of an item.
    pub item: String,
}

/// The receipt of `sdk`, which was planned from `document` with these findings and so many operations left out by choice.
pub fn receipt(document: &Document, sdk: &Sdk, left_out: usize, diagnostics: &[Diagnostic]) -> Receipt {
    let found = walk::walk(document, sdk, left_out, diagnostics);
    let written: Vec<Origin> = found.iter().map(|part| document.written_at(&part.origin)).collect();
    let places: Vec<Place> = written.iter().map(|origin| Place::Node(origin.clone().key())).collect();
    let spans = document.locate(&places);
    let names: Vec<Arc<str>> = document.files.iter().map(|file| Arc::from(file.name.as_str())).collect();
    let mut placed: Vec<_> = found
        .into_iter()
        .zip(written.into_iter().zip(spans))
        .map(|(part, (origin, span))| {
            let (start, line) = span.map_or((0, 1), |span| (span.start, span.line));
            let file = names.get(origin.file.0 as usize).cloned().unwrap_or_default();
            let walk::Part { kind, status, lacks, calls, .. } = part;
            (start, Line { kind, file, line, origin, status, lacks, calls })
        })
        .collect();
    placed.sort_by(|(a_start, a), (b_start, b)| {
        (a.origin.file, a_start, &a.origin.pointer).cmp(&(b.origin.file, b_start, &b.origin.pointer))
    });
    let lines = placed.into_iter().map(|(_, line)| line).collect();
    Receipt { package: sdk.package.name.clone(), lines }
}

/// How many parts of one kind became what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub kind: Kind,
    /// How many are carried.
    pub carried: usize,
    /// How many are left out by choice.
    pub ignored: usize,
    /// How many are not supported, by the code that says so, sorted by it.
    pub unsupported: Vec<(&'static str, usize)>,
}

impl Count {
    /// How many there are.
    pub fn total(&self) -> usize {
        self.carried + self.ignored + self.unsupported.iter().map(|(_, count)| count).sum::<usize>()
    }
}

impl Receipt {
    /// The counts of every kind that there is a line of, in the order of [`Kind::ALL`].
    pub fn counts(&self) -> Vec<Count> {
        let count = |kind: Kind| {
            let mut count = Count { kind, carried: 0, ignored: 0, unsupported: Vec::new() };
            for line in self.lines.iter().filter(|line| line.kind == kind) {
                match (&line.status, line.status.code()) {
                    (Status::Carried(_), _) => count.carried += 1,
                    (_, None) => count.ignored += 1,
                    (_, Some(code)) => match count.unsupported.iter_mut().find(|(known, _)| *known == code) {
                        Some((_, many)) => *many += 1,
                        None => count.unsupported.push((code, 1)),
                    },
                }
            }
            count.unsupported.sort_unstable();
            count
        };
        Kind::ALL.into_iter().map(count).filter(|count| count.total() > 0).collect()
    }
}
