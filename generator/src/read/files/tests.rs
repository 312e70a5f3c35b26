//! Descriptions in several files.

use super::read_within;
use crate::read::load::Budget;
use crate::read::tests::{Folder, show_diagnostics};
use crate::read::{Document, FileId, RefFault, read};

fn names(document: &Document) -> Vec<&str> {
    document.files.iter().map(|file| file.name.as_str()).collect()
}

/// What a reference in the first file leads to: `file#pointer`, or the fault's code and text.
fn resolved(document: &Document, reference: &str) -> String {
    match document.resolve(FileId(0), reference) {
        Ok(origin) => format!("{}#{}", document.files[origin.file.0 as usize].name, origin.pointer),
        Err(fault) => format!("{}: {fault}", fault.rule().code),
    }
}

#[test]
fn files_are_read_breadth_first_and_once() {
    let folder = Folder::new(
        "breadth",
        &[
            (
                "api.yaml",
                "a: {$ref: 'sub/b%20c.yaml#/x'}\nb: [{$ref: ./d.json}, {$ref: d.json#here}]\nc: {$ref: '#/a'}",
            ),
            ("sub/b c.yaml", "x: {$ref: ../sub/e.yaml}\ny: {$ref: '../api.yaml#/c'}"),
            ("d.json", r#"{"z": {"$anchor": "here"}}"#),
            ("sub/e.yaml", "x: 1"),
            ("other.yaml", "x: 1"),
        ],
    );
    let (document, diagnostics) = read(&folder.path("api.yaml"));
    assert_eq!(diagnostics, []);
    assert_eq!(names(&document), ["api.yaml", "sub/b c.yaml", "d.json", "sub/e.yaml"]);
    assert_eq!(document.files[1].path, folder.path("sub/b c.yaml"));
    for (reference, expected) in [
        ("sub/b%20c.yaml#/x/x", "sub/e.yaml#/x"),
        ("sub/b%20c.yaml#/y/x", "sub/e.yaml#/x"),
        ("d.json#here", "d.json#/z"),
        ("d.json#/z/none", "dangling-ref: names nothing that is there"),
        ("other.yaml", {
            "file-unreadable: names the file `other.yaml`, which was not read, because reading had to end or no `$ref` names it"
        }),
    ] {
        assert_eq!(resolved(&document, reference), expected, "{reference}");
    }
    assert_eq!(document.resolve(FileId(1), "e.yaml").unwrap().file, FileId(3));
}

#[test]
fn references_that_may_be_data_are_no_diagnostics() {
    let folder = Folder::new(
        "data",
        &[
            (
                "api.yaml",
                "x-a: {$ref: none.yaml}\nexample: [{$ref: https://example.com}, {$ref: ../up.yaml}, {$ref: sub}]",
            ),
            ("sub/file.yaml", "x: 1"),
        ],
    );
    let (document, diagnostics) = read(&folder.path("api.yaml"));
    assert_eq!((show_diagnostics(&diagnostics).as_str(), names(&document)), ("", vec!["api.yaml"]));
    let error = std::fs::read(folder.path("none.yaml")).unwrap_err();
    let missing = format!("file-unreadable: names the file `none.yaml`, which can't be read: {error}");
    for (reference, expected) in [
        ("none.yaml", missing.as_str()),
        ("none.yaml#/x", missing.as_str()),
        ("sub", "file-unreadable: names the file `sub`, which is no regular file"),
        ("../up.yaml", "ref-outside: leads out of the description's folder"),
        ("https://example.com", "remote-ref: names a place that is no file beside the description"),
    ] {
        assert_eq!(resolved(&document, reference), expected, "{reference}");
    }
}

#[test]
fn faults_of_a_file_that_was_reached_are_diagnosed_there() {
    let folder = Folder::new(
        "faulty",
        &[
            ("api.yaml", "a: {$ref: b.json}\nb: {$ref: c.yaml}\nc: {$ref: d.yaml}"),
            ("b.json", "{\n]"),
            ("c.yaml", "x: 1\nx: 2"),
            ("d.yaml", ""),
        ],
    );
    let (document, diagnostics) = read(&folder.path("api.yaml"));
    assert_eq!(
        show_diagnostics(&diagnostics),
        "not-yaml-or-json 2:1 key must be a string\n\
        duplicate-key 2:1 the key `x` is given again; first on line 1, column 1\n\
        empty-file 1:1 the file is empty\n"
    );
    assert_eq!(resolved(&document, "b.json"), {
        "file-unreadable: names the file `b.json`, which is at fault itself"
    });
    assert_eq!(resolved(&document, "c.yaml#/x"), "c.yaml#/x");
    assert!(document.root().is_some());
}

#[test]
fn a_description_that_cannot_be_read_is_a_diagnostic() {
    let folder = Folder::new("unreadable", &[("empty.yaml", "")]);
    let missing = folder.path("none.yaml");
    let (document, diagnostics) = read(&missing);
    assert!(document.root().is_none() && document.files.is_empty());
    let error = std::fs::read(&missing).unwrap_err();
    let expected =
        format!("file-unreadable nowhere the file `{}` can't be read: {error}\n", missing.display());
    assert_eq!(show_diagnostics(&diagnostics), expected);

    let (document, diagnostics) = read(&folder.path("empty.yaml"));
    assert!(document.root().is_none() && document.files.len() == 1);
    assert_eq!(show_diagnostics(&diagnostics), "empty-file 1:1 the file is empty\n");
}

#[test]
fn what_is_too_large_ends_reading() {
    let folder = Folder::new(
        "large",
        &[
            ("api.yaml", "a: [{$ref: b.yaml}, {$ref: c.yaml}]"),
            ("b.yaml", "[1, 2, 3]"),
            ("c.yaml", "[1, 2, 3]"),
        ],
    );
    let whole = Budget { names: 2, nodes: 14, bytes: 100, ..Budget::new() };
    for (budget, files, expected) in [
        (whole, 3, ""),
        (
            Budget { names: 1, ..whole },
            2,
            "too-large node `` the file `c.yaml` is one more than can be read\n",
        ),
        (Budget { nodes: 7, ..whole }, 2, "too-large 1:1 the description holds more than can be read\n"),
        (Budget { bytes: 70, ..whole }, 2, ""),
        (
            Budget { bytes: 30, ..whole },
            0,
            "too-large nowhere the file `api.yaml` is larger than can be read\n",
        ),
    ] {
        let (document, diagnostics) = read_within(&mut { budget }, &folder.path("api.yaml"), &[]);
        let shown = show_diagnostics(&diagnostics).replace(&*folder.path("").to_string_lossy(), "");
        assert_eq!((document.files.len(), shown.as_str()), (files, expected), "{budget:?}");
        if files == 2 {
            assert!(matches!(document.resolve(FileId(0), "c.yaml"), Err(RefFault::Unreadable { .. })));
        }
    }
}

#[test]
fn a_cycle_and_a_long_chain_of_files_are_read() {
    let chain: Vec<_> = (0..500)
        .map(|index| (format!("f{index}.yaml"), format!("x: {{$ref: 'f{}.yaml#/x'}}", (index + 1) % 500)))
        .collect();
    let files: Vec<_> = chain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = Folder::new("chain", &files);
    let (document, diagnostics) = read(&folder.path("f0.yaml"));
    assert_eq!((diagnostics.len(), document.files.len()), (0, 500));
    assert_eq!(document.resolve(FileId(0), "f0.yaml#/x/y"), Err(RefFault::Cyclic));
}

#[cfg(unix)]
#[test]
fn symbolic_links_lead_no_further_than_the_folder() {
    use std::os::unix::fs::symlink;

    let outside = Folder::new("links-outside", &[("secret.yaml", "x: 1"), ("api.yaml", "a: {$ref: b.yaml}")]);
    let folder = Folder::new(
        "links",
        &[
            (
                "api.yaml",
                "a: [{$ref: secret.yaml}, {$ref: out/secret.yaml}, {$ref: b.yaml}, {$ref: again.yaml#/x}, {$ref: in/c.yaml}]",
            ),
            ("b.yaml", "x: 1"),
            ("sub/c.yaml", "x: {$ref: d.yaml}"),
            ("sub/d.yaml", "x: 1"),
        ],
    );
    symlink(outside.path("secret.yaml"), folder.path("secret.yaml")).unwrap();
    symlink(outside.path(""), folder.path("out")).unwrap();
    symlink("b.yaml", folder.path("again.yaml")).unwrap();
    symlink("sub", folder.path("in")).unwrap();
    symlink(outside.path("api.yaml"), folder.path("named.yaml")).unwrap();

    let (document, diagnostics) = read(&folder.path("api.yaml"));
    assert_eq!(diagnostics, []);
    assert_eq!(names(&document), ["api.yaml", "b.yaml", "in/c.yaml", "in/d.yaml"]);
    for (reference, expected) in [
        ("secret.yaml", "ref-outside: leads out of the description's folder"),
        ("out/secret.yaml", "ref-outside: leads out of the description's folder"),
        ("again.yaml#/x", "b.yaml#/x"),
    ] {
        assert_eq!(resolved(&document, reference), expected, "{reference}");
    }
    // The description itself may be a link: it was named by a person.
    let (document, _) = read(&folder.path("named.yaml"));
    assert_eq!(names(&document), ["named.yaml", "b.yaml"]);
}
