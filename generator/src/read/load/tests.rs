//! Texts and the trees or faults that they give.

use std::path::PathBuf;

use super::{Budget, load};
use crate::read::tests::{show, show_diagnostics};
use crate::read::{FileId, Format};

/// The tree, or else the diagnostics, of a file.
fn read(name: &str, bytes: &[u8]) -> (Format, String) {
    read_within(Budget::new(), name, bytes)
}

fn read_within(mut budget: Budget, name: &str, bytes: &[u8]) -> (Format, String) {
    let (file, diagnostics) = load(FileId(0), name.to_owned(), PathBuf::new(), bytes.to_owned(), &mut budget);
    let shown = file.tree.as_ref().filter(|_| diagnostics.is_empty()).map(show);
    (file.format, shown.unwrap_or_else(|| show_diagnostics(&diagnostics)))
}

fn check(name: &str, text: &str, expected: &str) {
    assert_eq!(read(name, text.as_bytes()).1.trim_end(), expected, "{name}: {text:?}");
}

#[test]
fn values_are_read_from_both_forms() {
    for (text, expected) in [
        ("b: 1\na: 2", r#"{"b":1,"a":2}"#),
        (r#"{"b": 1, "a": [true, null, "x"]}"#, r#"{"b":1,"a":[true,null,"x"]}"#),
        ("a: [~, null, True, yes, 'true', 0123, '']", r#"{"a":[null,null,true,"yes","true","0123",""]}"#),
        ("a:", r#"{"a":null}"#),
        ("a: |\n  x\n  y\nb: >-\n  x\n  y", r#"{"a":"x\ny\n","b":"x y"}"#),
        ("# c\r\na: x # d\r\nb: y\r\n", r#"{"a":"x","b":"y"}"#),
        ("---\na: 1\n...\n", r#"{"a":1}"#),
        ("\u{feff}a: 1", r#"{"a":1}"#),
        ("\u{feff}{\"a\": 1}", r#"{"a":1}"#),
        (r#"{"a": "\ud83d\ude00\/"}"#, r#"{"a":"😀/"}"#),
        ("{a: 1, }", r#"{"a":1}"#),
        ("a: !!str 1\nb: !!int '2'\nc: !!float 3", r#"{"a":"1","b":2,"c":3.0}"#),
        ("text", r#""text""#),
    ] {
        check("", text, expected);
    }
}

#[test]
fn keys_are_text_whatever_they_look_like() {
    check("", "200: a\n'404': b\n1.10: c\nnull: d\ntrue: e\n0x1F: f\n~: g", {
        r#"{"200":"a","404":"b","1.10":"c","null":"d","true":"e","0x1F":"f","~":"g"}"#
    });
    check("", "k: &k name\nm: {*k : 1}", r#"{"k":"name","m":{"name":1}}"#);
}

#[test]
fn numbers_are_the_same_in_both_forms() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("1.0", "1.0"),
        ("-0.0", "-0.0"),
        ("1e3", "1000.0"),
        ("18446744073709551616", "18446744073709551616"),
        ("-9223372036854776000", "-9223372036854776000"),
        ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
        ("170141183460469231731687303715884105728", "1.7014118346046923e38"),
        ("340282366920938463463374607431768211456", "3.402823669209385e38"),
    ] {
        check("", &format!("[{text}, {{\"a\": {text}}}]"), &format!(r#"[{expected},{{"a":{expected}}}]"#));
        check("", &format!("- {text}\n- a: {text}"), &format!(r#"[{expected},{{"a":{expected}}}]"#));
    }
}

#[test]
fn aliases_are_written_out_and_merge_keys_merged() {
    for (text, expected) in [
        ("a: &a {x: 1}\nb: *a", r#"{"a":{"x":1},"b":{"x":1}}"#),
        ("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}", r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1}}"#),
        ("a: &a {x: 1}\nb: {z: 0, <<: [*a, {x: 2, y: 2}]}", { r#"{"a":{"x":1},"b":{"z":0,"x":1,"y":2}}"# }),
        ("a: {<<: 1}", r#"{"a":{"<<":1}}"#),
        (r#"{"a": {"<<": {"x": 1}}}"#, r#"{"a":{"<<":{"x":1}}}"#),
    ] {
        check("", text, expected);
    }
}

#[test]
fn the_content_says_which_form_it_is() {
    for (name, text, format) in [
        ("a.yaml", r#"{"a": 1}"#, Format::Json),
        ("a.yaml", "{a: 1}", Format::Yaml),
        ("a.json", "a: 1", Format::Yaml),
        ("a", " \n[1]", Format::Json),
    ] {
        assert_eq!(read(name, text.as_bytes()).0, format, "{name}: {text}");
    }
}

#[test]
fn faults_of_the_text_have_their_place() {
    for (name, text, expected) in [
        ("a.json", r#"{"a": 1,}"#, "not-yaml-or-json 1:9 trailing comma"),
        ("a.json", "{\"é\": [1\n  2]}", "not-yaml-or-json 2:3 expected `,` or `]`"),
        ("a.json", "{\"é\": \"\u{7}\"}", {
            "not-yaml-or-json 1:8 control character (\\u0000-\\u001F) found while parsing a string"
        }),
        ("a.json", "a: b: c", "not-yaml-or-json 1:1 expected value"),
        ("a.json", "{\"a\": 1e999}", "not-yaml-or-json 1:11 number out of range"),
        ("a", "{\"a\": 1, b: ", "not-yaml-or-json 1:10 key must be a string"),
        ("a.yaml", "{\"a\": 1 2: 3}", {
            "not-yaml-or-json 1:10 did not find expected ',' or '}', while parsing a flow mapping"
        }),
        ("a.yaml", "é: 1\nö: [é, ]x}", {
            "not-yaml-or-json 2:9 did not find expected key, while parsing a block mapping"
        }),
        ("a.yaml", "a:\n\tb: 1", {
            "not-yaml-or-json 2:1 found character that cannot start any token, while scanning for the next token"
        }),
        ("a.yaml", "é: 1\nb: \u{7}", "not-yaml-or-json 2:4 control characters are not allowed"),
        ("a.yaml", "a: *b", "not-yaml-or-json 1:4 unknown anchor"),
        ("a.yaml", "a: 1\nb: !\u{1b}[1m x", "not-yaml-or-json 2:5 control characters are not allowed"),
        (
            "a.yaml",
            "a: 1\nb: !new x",
            "not-yaml-or-json 2:4 the tag `!new` says nothing here; JSON has no tags",
        ),
        ("a.yaml", "a: .nan", "not-yaml-or-json 1:4 `.inf` and `.nan` are no JSON numbers"),
        ("a.yaml", "? [a]\n: 1", {
            "not-yaml-or-json 1:3 invalid type: sequence, expected a key that is text"
        }),
        ("a.yaml", "é: 1\n---\nb: 2", "not-yaml-or-json 2:1 the file holds a second YAML document"),
        ("a.yaml", "# é\n", "empty-file 1:1 the file is empty"),
        ("a.json", "", "empty-file 1:1 the file is empty"),
        ("a.json", "null", "empty-file 1:1 the file is empty"),
    ] {
        check(name, text, expected);
    }
}

#[test]
fn bytes_that_are_no_utf8_have_their_place() {
    for (bytes, expected) in [
        (&b"a: \xC3\xA9\nb: \xC3\xA9\xE9"[..], "not-utf8 2:5 the byte 0xE9 is no part of UTF-8 here"),
        (b"\xEF\xBB\xBFa: \xFF", "not-utf8 1:4 the byte 0xFF is no part of UTF-8 here"),
        (b"a: \xED\xA0\x80", "not-utf8 1:4 the byte 0xED is no part of UTF-8 here"),
        (b"\xFF\xFEa\0", "not-utf8 1:1 the file is UTF-16 or UTF-32, not UTF-8"),
        (b"\xFE\xFF\0a", "not-utf8 1:1 the file is UTF-16 or UTF-32, not UTF-8"),
        (b"a\0:\0", "not-utf8 1:2 the file is UTF-16 or UTF-32, not UTF-8"),
    ] {
        assert_eq!(read("", bytes).1.trim_end(), expected);
    }
}

#[test]
fn every_repeated_key_is_reported_with_both_places() {
    for (text, expected) in [
        ("{\"a\": {\"b\": 1,\n\"b\": 2}, \"a\": {}, \"a\": 3}", {
            "duplicate-key 2:1 the key `b` is given again; first on line 1, column 8\n\
             duplicate-key 2:10 the key `a` is given again; first on line 1, column 2\n\
             duplicate-key 2:19 the key `a` is given again; first on line 1, column 2"
        }),
        ("é: {200: x, '200': y}\n\"é\": 1", {
            "duplicate-key 1:13 the key `200` is given again; first on line 1, column 5\n\
             duplicate-key 2:1 the key `é` is given again; first on line 1, column 1"
        }),
        // Only one of the two parsers of YAML ends a line at U+0085.
        ("a: 1\u{85}b: 2\u{85}b: 3", "duplicate-key 1:1 a key is given more than once in an object"),
        (r#"{"a\n\u001b": 1, "a\n\u001B": 2}"#, {
            "duplicate-key 1:18 the key `a\\n\\u{1b}` is given again; first on line 1, column 2"
        }),
    ] {
        check("", text, expected);
    }
}

#[test]
fn deep_nesting_is_refused() {
    let many = 100_000;
    let at_most = 120;
    check("", &format!("{}{}", "[".repeat(at_most), "]".repeat(at_most)), &{
        format!("{}{}", "[".repeat(at_most), "]".repeat(at_most))
    });
    for (name, text) in [
        ("json", "[".repeat(many)),
        ("json", "{\"a\":".repeat(many)),
        ("flow sequences", format!("a: {}", "[".repeat(many))),
        ("flow mappings", "{a: ".repeat(many)),
        ("flow mappings after a key", format!("k: {}", "{a: ".repeat(many))),
        ("block sequences", "- ".repeat(many)),
        ("block mappings", (0..1_000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n")),
        ("an alias of what is around it", "a: &a [*a]".to_owned()),
    ] {
        let (_, shown) = read("", text.as_bytes());
        assert!(shown.starts_with("too-deep "), "{name}: {shown}");
        assert!(shown.ends_with(" the text nests 128 levels deep or more\n"), "{name}: {shown}");
    }
}

#[test]
fn bombs_are_refused() {
    let bomb = |levels: usize, each: usize| {
        (1..=levels).fold("a0: &a0 [x]\n".to_owned(), |text, level| {
            let items = vec![format!("*a{}", level - 1); each].join(", ");
            text + &format!("a{level}: &a{level} [{items}]\n")
        })
    };
    let padding = (0..5_000).fold(String::new(), |text, key| text + &format!("k{key}: v\n"));
    let long_string = format!("a: &a {}\nb: [{}]", "x".repeat(1 << 16), "*a, ".repeat(300));
    let small = Budget { names: 0, nodes: 20_000, bytes: 1 << 20, pointer_bytes: 1 << 20 };
    let long_keys = format!("{{\"{}\": [{}0]}}", "x".repeat(1 << 16), "1, ".repeat(20));
    for (name, budget, text, expected) in [
        (
            "10^9",
            Budget::new(),
            bomb(9, 10),
            "too-large 1:1 the aliases repeat more than a description can hold\n",
        ),
        (
            "10^6, padded",
            small,
            bomb(6, 10) + &padding,
            "too-large 1:5 the description holds more than can be read\n",
        ),
        (
            "a long key above many nodes",
            small,
            long_keys,
            "too-large 1:65587 the description holds more than can be read\n",
        ),
        ("a long string", small, long_string, "too-large 1:4 the description holds more than can be read\n"),
    ] {
        assert_eq!(read_within(budget, "", text.as_bytes()).1, expected, "{name}");
    }
}
