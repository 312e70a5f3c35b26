//! A fragment prints as the whole does with the same selection.

use std::path::Path;

use letterpress::read::Format;
use letterpress::{Config, extract};

use crate::common::{cases, config, run, sample};

#[test]
fn a_fragment_prints_as_the_whole_does() {
    // There, a schema that nothing reaches, and that a fragment lacks, has the name that another would have.
    let mut cases = cases();
    cases.retain(|spec| !spec.starts_with("./read-only-and-write-only"));
    let compared = sample(cases, 40).iter().filter(|spec| is_compared(spec)).count();
    assert!(compared > 20, "{compared}");
}

/// Compares the whole with its fragments, in YAML and JSON; `false` if an error stands in the way of either.
fn is_compared(spec: &Path) -> bool {
    let whole = Config { spec: spec.to_owned(), include: vec!["* **".to_owned()], ..config() };
    let printed = letterpress::run(&whole);
    if printed.sdk.is_none() {
        return false;
    }
    let mut expected = printed.files();
    expected.retain(|file| !file.path.starts_with("src/runtime/"));
    for (format, name) in [(Format::Yaml, "spec.yaml"), (Format::Json, "spec.json")] {
        let fragment = extract(&whole, format);
        let Some(text) = fragment.text else { return false };
        let outcome = run(name, text.clone(), &config());
        let found: Vec<_> = outcome.diagnostics.iter().filter(|found| found.is_error()).collect();
        assert_eq!(found, Vec::<&letterpress::Diagnostic>::new(), "{}: {text}", spec.display());
        for (a, b) in expected.iter().zip(&outcome.files()) {
            assert_eq!((&a.path, &a.text), (&b.path, &b.text), "{}: {text}", spec.display());
        }
        assert_eq!(expected.len(), outcome.files().len(), "{}: {text}", spec.display());
    }
    true
}
