//! Lines, columns and source text.

use super::{Lines, Span};
use crate::diagnostic::Place;
use crate::read::{Document, FileId, Origin, Pointer, read_text};

const YAML: &str = "é: {ä: 1.10, y: ~}\nlist:\n- 0x1F\n- &n !!int '7'\n- *n\n- 'it''s'\n- True\n";
const JSON: &str = "{\"é\": {\"ä\": 1.10, \"y\": null},\n \"list\": [31, 1e+2, \"\\u0041\"]}";

fn origin(pointer: &str) -> Origin {
    Origin::new(FileId(0), Pointer::parse(pointer).unwrap())
}

fn document(text: &str) -> Document {
    let (document, diagnostics) = read_text("a", text.to_owned());
    assert_eq!(diagnostics, []);
    document
}

#[test]
fn places_are_located_in_their_order() {
    for (text, place, expected) in [
        (YAML, Place::Node(origin("/list/0")), Some((3, 3, "0x1F"))),
        (YAML, Place::Node(origin("/é/ä")), Some((1, 8, "1.10"))),
        (YAML, Place::Node(origin("/é/ä").key()), Some((1, 5, "ä"))),
        (YAML, Place::Node(origin("/é/none/at/all")), Some((1, 4, "{ä: 1.10, y: ~}"))),
        (YAML, Place::Node(origin("/é/none").key()), Some((1, 1, "é"))),
        (YAML, Place::Node(origin("/list/0").key()), Some((3, 3, "0x1F"))),
        (YAML, Place::Node(origin("/list/2")), Some((5, 3, "*n"))),
        (YAML, Place::Node(origin("").key()), Some((1, 1, YAML.trim_end()))),
        (YAML, Place::Text { file: FileId(0), line: 1, column: 5 }, Some((1, 5, "ä"))),
        (YAML, Place::Text { file: FileId(0), line: 99, column: 1 }, Some((99, 1, ""))),
        (YAML, Place::Node(Origin::new(FileId(7), Pointer::root())), None),
        (YAML, Place::Text { file: FileId(7), line: 1, column: 1 }, None),
        (JSON, Place::Node(origin("/list/1")), Some((2, 15, "1e+2"))),
        (JSON, Place::Node(origin("/é/y").key()), Some((1, 19, "\"y\""))),
    ] {
        let document = document(text);
        let again = Place::Node(origin("/é"));
        let spans = document.locate(&[place.clone(), again.clone()]);
        let shown = spans[0].map(|Span { line, column, start, end }| (line, column, &text[start..end]));
        assert_eq!(shown, expected, "{place:?}");
        assert_eq!(spans[1], document.locate(&[again])[0]);
    }
}

#[test]
fn scalars_keep_their_source_text() {
    for (text, pointer, expected) in [
        (YAML, "/é/ä", Some("1.10")),
        (YAML, "/é/y", Some("~")),
        (YAML, "/list/0", Some("0x1F")),
        (YAML, "/list/1", Some("7")),
        (YAML, "/list/2", Some("7")),
        (YAML, "/list/3", Some("it's")),
        (YAML, "/list/4", Some("True")),
        (YAML, "/list", None),
        (YAML, "/none", None),
        (JSON, "/é/ä", Some("1.10")),
        (JSON, "/list/1", Some("1e+2")),
        (JSON, "/list/2", Some("A")),
    ] {
        assert_eq!(document(text).source_text(&origin(pointer)).as_deref(), expected, "{pointer}");
    }
    assert_eq!(document(YAML).source_text(&origin("/list/0").key()).as_deref(), Some("0"));
    for (text, pointer, expected) in [
        ("a:", "/a", Some("")),
        ("{a, b: 1}", "/a", Some("")),
        ("a: !!float 3", "/a", None),
        ("[18446744073709551616]", "/0", Some("18446744073709551616")),
        // Only one of the two parsers of YAML ends a line at U+0085.
        ("a: 1\u{85}b: 2", "/a", None),
    ] {
        assert_eq!(document(text).source_text(&origin(pointer)).as_deref(), expected, "{text}");
    }
}

#[test]
fn places_in_long_lines_and_around_breaks_are_exact() {
    let long = "é".repeat(3_456);
    for (text, at, expected) in [
        ("", 0, (1, 1)),
        ("a", 9, (1, 2)),
        ("a\r\né", 2, (1, 3)),
        ("a\r\né", 3, (2, 1)),
        ("a\r\né", 5, (2, 2)),
        ("a\n", 2, (2, 1)),
        (&long, 0, (1, 1)),
        (&long, 1_998, (1, 1_000)),
        (&long, 2_000, (1, 1_001)),
        (&long, 2_002, (1, 1_002)),
        (&long, 6_910, (1, 3_456)),
        (&long, 6_912, (1, 3_457)),
    ] {
        let lines = Lines::new(text);
        assert_eq!(lines.position(text, at), expected, "{at} of {text:.20}");
        assert_eq!(
            lines.offset(text, expected.0, expected.1),
            at.min(text.len()),
            "{expected:?} of {text:.20}"
        );
    }
    // Inside of a character is at it, and beyond a line is at its end.
    assert_eq!(Lines::new(&long).position(&long, 2_003), (1, 1_002));
    assert_eq!(Lines::new("a\nb").offset("a\nb", 1, 9), 1);
    assert_eq!(Lines::new("a\nb").offset("a\nb", 9, 1), 3);
}

#[test]
fn nothing_is_scanned_until_asked() {
    let document = document(JSON);
    let file = &document.files[0];
    assert!(file.outline.get().is_none() && file.lines.get().is_none());
    document.locate(&[Place::Text { file: FileId(0), line: 1, column: 1 }]);
    assert!(file.outline.get().is_none() && file.lines.get().is_some());
    document.locate(&[origin("").into()]);
    assert!(file.outline.get().is_some());
}
