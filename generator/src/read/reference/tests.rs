//! References and what they lead to.

use super::{RefFault, Target};
use crate::read::{Document, FileId, read_text};

/// What a reference in a text names: `pointer`, or the fault.
fn check(document: &Document, reference: &str, expected: &Result<&str, RefFault>) {
    let found = document.resolve(FileId(0), reference);
    let found = found.as_ref().map(|origin| origin.pointer.as_str());
    assert_eq!(found, expected.as_ref().map(|pointer| *pointer), "{reference}");
}

fn unreadable(file: &str, reason: &str) -> RefFault {
    RefFault::Unreadable { file: file.to_owned(), reason: reason.to_owned() }
}

#[test]
fn references_within_a_file_are_resolved() {
    let text = r##"{
        "a": {"b/c": [{"~x": 1}], "é %": 2, "$anchor": "first"},
        "list": [{"$dynamicAnchor": "second"}, {"$anchor": "first"}],
        "ref": {"$ref": "#/a"},
        "ref2": {"$ref": "api.json#/ref", "own": 3},
        "self": {"$ref": "#/self"},
        "round": {"$ref": "#/trip"}, "trip": {"$ref": "#/round"},
        "below": {"$ref": "#/below/b"},
        "broken": {"$ref": "#/none"},
        "far": {"$ref": "https://example.com/x"}
    }"##;
    let (document, diagnostics) = read_text("api.json", text.to_owned());
    assert_eq!(diagnostics, []);
    for (reference, expected) in [
        ("#", Ok("")),
        ("", Ok("")),
        ("api.json", Ok("")),
        ("./api.json#/a", Ok("/a")),
        ("x/../api.json#/a", Ok("/a")),
        ("#/a/b~1c/0/~0x", Ok("/a/b~1c/0/~0x")),
        ("#/a/b%7E1c/0/%7e0x", Ok("/a/b~1c/0/~0x")),
        ("#/a/%C3%A9%20%25", Ok("/a/é %")),
        ("#/a/é %", Ok("/a/é %")),
        ("#first", Ok("/a")),
        ("api.json#second", Ok("/list/0")),
        ("#/ref", Ok("/ref")),
        ("#/ref/b~1c/0", Ok("/a/b~1c/0")),
        ("#/ref2/b~1c/0", Ok("/a/b~1c/0")),
        ("#/ref2/own", Ok("/ref2/own")),
        ("#/none", Err(RefFault::Dangling)),
        ("#/a/none", Err(RefFault::Dangling)),
        ("#/list/00", Err(RefFault::Dangling)),
        ("#/list/-", Err(RefFault::Dangling)),
        ("#/list/0/$dynamicAnchor/x", Err(RefFault::Dangling)),
        ("#/a/b~2c", Err(RefFault::Dangling)),
        ("#/%FF", Err(RefFault::Dangling)),
        ("#third", Err(RefFault::Dangling)),
        ("#/broken/x", Err(RefFault::Dangling)),
        ("#/far/x", Err(RefFault::Remote)),
        ("#/self/x", Err(RefFault::Cyclic)),
        ("#/round/x", Err(RefFault::Cyclic)),
        ("#/below/x", Err(RefFault::Cyclic)),
        ("other.json#/a", {
            Err(unreadable("other.json", "is out of reach, because the description was handed over as text"))
        }),
    ] {
        check(&document, reference, &expected);
    }
}

#[test]
fn a_long_chain_of_references_ends_in_a_fault() {
    let chain =
        (0..10_000).fold(String::new(), |text, at| text + &format!("c{at}: {{$ref: '#/c{}'}}\n", at + 1));
    let (document, diagnostics) = read_text("api.yaml", chain + "c10000: {x: 1}");
    assert_eq!(diagnostics, []);
    check(&document, "#/c9990/x", &Ok("/c10000/x"));
    check(&document, "#/c0/x", &Err(RefFault::Cyclic));
    check(&document, "#/c0", &Ok("/c0"));
}

#[test]
fn only_relative_paths_below_the_folder_name_files() {
    for (reference, expected) in [
        ("b.yaml", Ok("sub/b.yaml")),
        ("./x//./b.yaml", Ok("sub/x/b.yaml")),
        ("../b.yaml#/x", Ok("b.yaml")),
        ("my%20file.yaml", Ok("sub/my file.yaml")),
        ("%2e%2e/b.yaml", Ok("b.yaml")),
        ("x:y/b.yaml", Err(RefFault::Remote)),
        ("http://169.254.169.254/latest", Err(RefFault::Remote)),
        ("https://example.com/b.yaml#/x", Err(RefFault::Remote)),
        ("HTTPS://example.com", Err(RefFault::Remote)),
        ("file:///etc/passwd", Err(RefFault::Remote)),
        ("//host/b.yaml", Err(RefFault::Remote)),
        ("C:/b.yaml", Err(RefFault::Remote)),
        ("C:\\b.yaml", Err(RefFault::Remote)),
        ("C%3A/b.yaml", Err(RefFault::Remote)),
        ("\\\\host\\share", Err(RefFault::Remote)),
        ("%5C%5Chost%5Cshare", Err(RefFault::Remote)),
        ("%2F%2Fhost/b.yaml", Err(RefFault::Remote)),
        ("/etc/passwd", Err(RefFault::Outside)),
        ("%2Fetc/passwd", Err(RefFault::Outside)),
        ("../../b.yaml", Err(RefFault::Outside)),
        ("../../../etc/passwd", Err(RefFault::Outside)),
        ("..%2f..%2fb.yaml", Err(RefFault::Outside)),
        ("%FF.yaml", Err(unreadable("%FF.yaml", "has a name that is no UTF-8"))),
    ] {
        let file = Target::of("sub/a.yaml", reference).map(|target| target.file.unwrap_or_default());
        assert_eq!(file.as_deref(), expected.as_ref().copied(), "{reference}");
    }
}

#[test]
fn faults_go_on_from_the_reference() {
    for (fault, code, text) in [
        (RefFault::Remote, "remote-ref", "names a place that is no file beside the description"),
        (RefFault::Outside, "ref-outside", "leads out of the description's folder"),
        (unreadable("a\u{1b}.yaml", "can't be read"), "file-unreadable", {
            "names the file `a\\u{1b}.yaml`, which can't be read"
        }),
        (RefFault::Dangling, "dangling-ref", "names nothing that is there"),
        (RefFault::Cyclic, "cyclic-ref", "leads only through other references, back to where it began"),
    ] {
        assert_eq!((fault.rule().code, fault.to_string().as_str()), (code, text));
    }
}
