//! Descriptions that others published: each prints, prints the same again, loses no operation in silence, and compiles.
//!
//! `LETTERPRESS_CORPUS` names the folder that holds them, with an `INDEX.tsv`; without it the tests say that they were
//! skipped. `manifest.tsv` has a line for each description: what is printed of it today, and where it was published.
//! `LETTERPRESS_ACCEPT=1` writes that file anew, and its difference shows which descriptions a change reaches.
//!
//! What is compiled takes its time, so it is the small descriptions and Auth0's, unless `LETTERPRESS_COMPILE` is `all`.

mod compile;
mod description;
mod index;
mod manifest;

use std::io::{Write as _, stderr};
use std::num::NonZero;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use self::compile::Workspace;
use self::description::{Outcome, outcome};
use self::index::Entry;
use self::manifest::Manifest;

#[test]
fn every_description_prints_as_the_manifest_says() {
    let Some(outcomes) = &*OUTCOMES else { return };
    let faults: Vec<_> = outcomes.iter().flat_map(Outcome::faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    let committed = Manifest::read();
    let found = Manifest::of(outcomes, &committed);
    if std::env::var_os("LETTERPRESS_ACCEPT").is_some() {
        found.write();
        return;
    }
    let moved = committed.differences(&found);
    assert!(
        moved.is_empty(),
        "{}\nif this is as it should be, run the tests with LETTERPRESS_ACCEPT=1 and review the manifest",
        moved.join("\n")
    );
}

#[test]
fn no_operation_is_lost_in_silence() {
    let Some(outcomes) = &*OUTCOMES else { return };
    let excused = Manifest::read();
    let lost: Vec<_> = outcomes
        .iter()
        .filter(|outcome| !excused.excuses(&outcome.entry.path))
        .flat_map(Outcome::lost_operations)
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn printed_crates_compile_without_a_warning() {
    let Some(outcomes) = &*OUTCOMES else { return };
    let excused = Manifest::read();
    let compiled: Vec<_> = outcomes
        .iter()
        .filter(|outcome| compile::is_asked_for(&outcome.entry) && !excused.excuses(&outcome.entry.path))
        .collect();
    let workspace = Workspace::new("corpus", &compiled);
    workspace.check(&workspace.all_features());
    workspace.check(&[]);
}

#[test]
fn each_group_compiles_without_the_others() {
    // The groups of the second share constraints that no other type has.
    const PATHS: [&str; 2] = ["small/petstore.json", "auth0/myorganization.json"];

    let Some(outcomes) = &*OUTCOMES else { return };
    let chosen: Vec<_> =
        outcomes.iter().filter(|outcome| PATHS.contains(&outcome.entry.path.as_str())).collect();
    let workspace = Workspace::new("groups", &chosen);
    let groups = workspace.group_features();
    assert!(groups.len() > 2, "{groups:?}");
    for group in groups {
        workspace.check(&[group]);
    }
    workspace.check(&workspace.validate_features());
}

/// What became of each description; `None` without a corpus.
static OUTCOMES: LazyLock<Option<Vec<Outcome>>> = LazyLock::new(|| {
    let Some(folder) = std::env::var_os("LETTERPRESS_CORPUS") else {
        // Not by a macro: what they print is kept from whoever runs a test that succeeds.
        let _ = writeln!(
            stderr(),
            "\nSKIPPED: the corpus is not here. LETTERPRESS_CORPUS is to name a folder of descriptions with an \
             INDEX.tsv; the last column of tests/corpus/manifest.tsv says where each was published.\n"
        );
        return None;
    };
    Some(outcomes(Path::new(&folder)))
});

/// What becomes of each description in `folder`, several at a time, in the order of the index.
fn outcomes(folder: &Path) -> Vec<Outcome> {
    let mut entries = index::entries(folder);
    // The longest first, so that none of them is alone at the end.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.bytes));
    let next = AtomicUsize::new(0);
    let worker = || {
        let take = || entries.get(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(take).map(|entry: &Entry| outcome(folder, entry)).collect::<Vec<_>>()
    };
    let mut outcomes: Vec<Outcome> = thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    outcomes.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    outcomes
}
