//! Lines, columns and source text.

use super::Span;
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
    assert_eq!(document("a:").source_text(&origin("/a")).as_deref(), Some(""));
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
