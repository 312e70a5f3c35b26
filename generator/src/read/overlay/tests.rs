//! What actions do to a tree, and where its nodes are said to be written.

use super::to_json;
use crate::diagnostic::Place;
use crate::read::files::read_within;
use crate::read::load::Budget;
use crate::read::tests::Folder;
use crate::read::{Document, FileId, Origin, Pointer};

/// `spec`, overlaid with `actions`, one in a line.
fn overlaid(name: &str, spec: &str, actions: &str) -> (Document, Vec<String>) {
    let actions: Vec<&str> = actions.lines().map(str::trim).collect();
    let actions = actions.join("\n- ");
    let overlay = format!("overlay: 1.1.0\ninfo: {{title: t, version: v}}\nactions:\n- {actions}");
    let folder = Folder::new(name, &[("api.yaml", spec), ("overlay.yaml", &overlay)]);
    let mut budget = Budget { nodes: 10_000, ..Budget::new() };
    let (document, found) =
        read_within(&mut budget, &folder.path("api.yaml"), &[folder.path("overlay.yaml")]);
    let found = found.into_iter().map(|found| {
        let place = match found.place {
            Some(Place::Node(origin)) => place(&document, &origin),
            place => format!("{place:?}"),
        };
        format!("{} {place}: {}", found.rule.code, found.message)
    });
    let found = found.collect();
    (document, found)
}

/// Where a node is shown: `api.yaml:1:1`.
fn place(document: &Document, origin: &Origin) -> String {
    let file = document.written_at(origin).file.0 as usize;
    let span = document.locate(&[Place::Node(origin.clone())])[0].expect("a span");
    format!("{}:{}:{}", document.files[file].name, span.line, span.column)
}

#[test]
fn actions_change_the_tree_one_after_the_other() {
    for (index, (spec, actions, expected)) in [
        ("a: {x: 1}", "{target: $.a, update: {y: 2}}", r#"{"a":{"x":1,"y":2}}"#),
        ("a: {x: {p: 1}}", "{target: $, update: {a: {x: {q: 2}}}}", r#"{"a":{"x":{"p":1,"q":2}}}"#),
        ("a: {x: [1]}", "{target: $.a, update: {x: [2]}}", r#"{"a":{"x":[1,2]}}"#),
        ("a: [1]", "{target: $.a, update: 2}", r#"{"a":[1,2]}"#),
        ("a: [1]", "{target: $.a, update: {x: 2}}", r#"{"a":[1,{"x":2}]}"#),
        ("a: [1]", "{target: $.a, update: [2, 3]}", r#"{"a":[1,2,3]}"#),
        ("a: {x: 1}", "{target: $.a.x, update: two}", r#"{"a":{"x":"two"}}"#),
        ("a: {x: {p: 1}}", "{target: $.a, update: {x: 1}}", r#"{"a":{"x":1}}"#),
        ("a: {x: 1, y: 2}", "{target: $.a.x, remove: true}", r#"{"a":{"y":2}}"#),
        ("a: [1, 2, 3]", "{target: '$.a[?@ != 2]', remove: true}", r#"{"a":[2]}"#),
        ("a: [{x: [1, 2]}, 3]", "{target: '$..*', remove: true}", "{}"),
        ("a: {r: 1}\nb: [{r: 2}]", "{target: $..r, remove: true}", r#"{"a":{},"b":[{}]}"#),
        ("a: {x: 1}", "{target: $.a, remove: true, update: {x: 2}}", "{}"),
        (
            "a: {x: 1}",
            "{target: $.a, remove: true}\n{target: $, update: {a: {y: 2}}}\n{target: '$[?@.y == 2]', remove: true}",
            "{}",
        ),
        ("a: [{n: p}, {n: q}]", "{target: \"$.a[?@.n=='q']\", update: {x: 1}}", r#"{"a":[{"n":"p"},{"n":"q","x":1}]}"#),
        ("a: {x: 1}\nb: {}", "{target: $.b, copy: $.a}", r#"{"a":{"x":1},"b":{"x":1}}"#),
        ("a: {x: 1}", "{target: $, copy: $.a}\n{target: $.x, update: 2}", r#"{"a":{"x":1},"x":2}"#),
        ("a: [1, 2]", "{target: '$.a[0]', remove: true}\n{target: '$.a[0]', update: 3}", r#"{"a":[3]}"#),
    ]
    .into_iter()
    .enumerate()
    {
        let (document, found) = overlaid(&format!("overlay-{index}"), spec, actions);
        assert_eq!(found, [""; 0], "{actions}");
        let tree = document.files[0].tree.as_ref().expect("a tree");
        assert_eq!(to_json(tree).to_string(), expected, "{actions}");
    }
}

#[test]
fn what_can_not_be_done_is_reported() {
    for (index, (actions, expected)) in [
        (
            "{target: $.none, update: {}}",
            "overlay-without-effect overlay.yaml:4:12: nothing in the description matches `$.none`",
        ),
        (
            "{target: $.a}",
            "overlay-without-effect overlay.yaml:4:3: the action has none of `update`, `remove` and `copy`",
        ),
        (
            "{target: $.a, update: 1}",
            "bad-overlay overlay.yaml:4:25: an object can't be updated with a number",
        ),
        (
            "{target: $.a.x, update: {}}",
            "bad-overlay overlay.yaml:4:27: a number can't be updated with an object",
        ),
        (
            "{target: $, remove: true}",
            "bad-overlay overlay.yaml:4:12: the whole description can't be removed",
        ),
        ("{target: $.a, copy: $.a.*}", "bad-overlay overlay.yaml:4:23: `$.a.*` selects 2 nodes, not one"),
        (
            "{target: $.a, copy: $.a, update: {}}",
            "bad-overlay overlay.yaml:4:3: the action has both `update` and `copy`",
        ),
        (
            "{target: a, update: {}}",
            "bad-overlay overlay.yaml:4:12: `a` is no JSONPath (RFC 9535), by its character ",
        ),
        ("{target: 1}", "bad-overlay overlay.yaml:4:12: a JSONPath is a string, not a number"),
        (
            "{target: $.a, remove: 1}",
            "bad-overlay overlay.yaml:4:25: `remove` is true or false, not a number",
        ),
        (
            "{target: $.a, udpate: {}, remove: true}",
            "unknown-keyword overlay.yaml:4:17: `udpate` is no key of an action; did you mean `update`?",
        ),
        ("7", "bad-overlay overlay.yaml:4:3: an action is an object, not a number"),
        ("{update: {}}", "bad-overlay overlay.yaml:4:3: the action lacks `target`"),
    ]
    .into_iter()
    .enumerate()
    {
        let (_, found) = overlaid(&format!("overlay-fault-{index}"), "a: {x: 1, y: 2}", actions);
        let [found] = found.as_slice() else { panic!("{actions}: {found:?}") };
        assert!(found.starts_with(expected), "{actions}: {found}");
    }
}

#[test]
fn a_node_is_shown_where_it_was_written() {
    let (document, found) = overlaid(
        "overlay-places",
        "a:\n  x: [1, 2, 3]\nb: {}\n",
        "{target: $.a, update: {x: [4], y: {z: 5}}}\n{target: $.b, copy: $.a}\n{target: '$.a.x[1]', remove: true}\n\
         {target: $.a.y, update: {w: 6}}",
    );
    assert_eq!(found, [""; 0]);
    for (pointer, expected) in [
        ("/a", "api.yaml:2:3"),
        ("/a/x/0", "api.yaml:2:7"),
        ("/a/x/1", "api.yaml:2:13"),
        ("/a/x/2", "overlay.yaml:4:30"),
        ("/a/y/z", "overlay.yaml:4:41"),
        ("/a/y/w", "overlay.yaml:7:31"),
        ("/b/x/1", "api.yaml:2:10"),
        ("/b/x/3", "overlay.yaml:4:30"),
        ("/b/y/z", "overlay.yaml:4:41"),
    ] {
        let origin = Origin::new(FileId(0), Pointer::parse(pointer).expect("a pointer"));
        assert_eq!(place(&document, &origin), expected, "{pointer}");
    }
}

/// Each action doubles the description.
#[test]
fn copies_of_copies_come_to_an_end() {
    let action = "{target: $.list, copy: $.list}\n";
    let (_, found) = overlaid("overlay-bomb", "list: [a]", &action.repeat(40));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("too-large"), "{found:?}");
    let (_, found) = overlaid("overlay-depth", "x: {}", &"{target: '$..x', copy: $}\n".repeat(40));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("too-"), "{found:?}");
}
