//! Outlines of small texts.

use super::Outline;
use crate::read::Pointer;

/// The texts that an outline finds for a pointer: the key, `:`, the node, and `…` for a node above the one asked for.
fn found(outline: &Outline, text: &str, pointer: &str) -> String {
    let found = outline.find(&Pointer::parse(pointer).unwrap()).unwrap();
    let key = found.key.map_or(String::new(), |key| format!("{}:", &text[key]));
    format!("{key}{}{}", &text[found.value], if found.exact { "" } else { "…" })
}

#[test]
fn json_nodes_are_found() {
    let text = r#"{"a\u0041": {"é": [1, "x\"", {}]}, "b~/": -1.50e3, "": null}"#;
    let outline = Outline::of_json(text);
    for (pointer, expected) in [
        ("", text),
        ("/aA/é", r#""é":[1, "x\"", {}]"#),
        ("/aA/é/1", r#""x\"""#),
        ("/aA/é/2", "{}"),
        ("/aA/é/3", r#""é":[1, "x\"", {}]…"#),
        ("/b~0~1", r#""b~/":-1.50e3"#),
        ("/", r#""":null"#),
        ("/c/d", &format!("{text}…")),
    ] {
        assert_eq!(found(&outline, text, pointer), expected, "{pointer}");
    }
}

#[test]
fn yaml_nodes_are_found() {
    let text = "# é\na: &a {x: 1, 'y z': [~, ]}\nb: *a\nempty:\nnext: |\n  line\n  é\n\n# c\nquoted: \"a\\nb\"\n\
                seq:\n- 1\n-\n- k: 2\n  l: 3\n\nm:\n  <<: [*a, &b {w: 0}]\n  c:\n    d: 2 # c\n? é\n: {*k: 1}\n";
    let text = text.replace("*k", "k");
    let outline = Outline::of_yaml(&text);
    for (pointer, expected) in [
        ("/a", "a:&a {x: 1, 'y z': [~, ]}"),
        ("/a/y z/0", "~"),
        ("/a/y z", "'y z':[~, ]"),
        ("/b", "b:*a"),
        ("/b/x", "x:1"),
        ("/empty", "empty:"),
        ("/next", "next:line\n  é"),
        ("/quoted", "quoted:\"a\\nb\""),
        ("/seq", "seq:1\n-\n- k: 2\n  l: 3"),
        ("/seq/2", "k: 2\n  l: 3"),
        ("/m/c", "c:d: 2"),
        ("/m/c/d", "d:2"),
        ("/m/x", "x:1"),
        ("/m/w", "w:0"),
        ("/m/<<", "<<:[*a, &b {w: 0}]"),
        ("/é/k", "k:1"),
    ] {
        assert_eq!(found(&outline, &text, pointer), expected, "{pointer}");
    }
}

#[test]
fn what_is_before_a_fault_of_the_text_is_found() {
    let text = "a: 1\nb: {c: 2, d: [3, }\n";
    let outline = Outline::of_yaml(text);
    for (pointer, expected) in [("/a", "a:1"), ("/b/c", "c:2"), ("/z", "a: 1\nb: {c: 2, d: [3…")] {
        assert_eq!(found(&outline, text, pointer), expected, "{pointer}");
    }
    assert_eq!(Outline::of_json("{").find(&Pointer::root()), None);
}
