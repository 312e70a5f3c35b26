//! The bytes of a file: how lines end, how characters are encoded, and files that are cut off.

use std::path::Path;

use letterpress::{Config, Printed};

use crate::common::{config, json, run, sample, tree};

const SPEC: &str = "../../spec/sso-ticket.yaml";

#[test]
fn line_ends_and_a_byte_order_mark_make_no_difference() {
    let text = std::fs::read_to_string(SPEC).unwrap();
    let expected = printed(text.as_bytes());
    assert!(!expected.is_empty());
    for other in [
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
    ] {
        assert!(printed(other.as_bytes()) == expected, "{:?}", &other[..20]);
    }
}

#[test]
fn what_is_no_utf_8_is_said_to_be_none() {
    let text = std::fs::read_to_string(SPEC).unwrap();
    let little: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let latin = text
        .replace("title: ", "title: Caf\u{e9} ")
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect();
    for bytes in [little, big, latin] {
        assert_eq!(errors(&bytes), ["not-utf8"]);
    }
    // Without a mark, UTF-16 is text of which every other character is a NUL.
    let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_ne!(errors(&unmarked), [""; 0]);
}

#[test]
fn tabs_are_no_indentation_and_no_fault_elsewhere() {
    let text = std::fs::read_to_string(SPEC).unwrap();
    assert_eq!(errors(text.replace("\n  ", "\n\t").as_bytes()), ["not-yaml-or-json"]);
    assert_eq!(errors(text.replace(": ", ":\t").as_bytes()), [""; 0]);
    assert_eq!(errors(json(&tree(SPEC)).replace(',', ",\t\n").as_bytes()), [""; 0]);
}

/// At every byte where `LETTERPRESS_MUTATIONS` is `all`.
#[test]
fn a_file_that_is_cut_off_is_no_panic() {
    let yaml = std::fs::read_to_string(SPEC).unwrap();
    let json = json(&tree(SPEC));
    for (name, text) in [("cut.yaml", &yaml), ("cut.json", &json)] {
        let ends = (0..text.len()).filter(|end| text.is_char_boundary(*end)).collect();
        for end in sample(ends, 200) {
            let outcome = run(name, text[..end].to_owned(), &config());
            assert!(outcome.sdk.is_some() || !outcome.diagnostics.is_empty(), "{name}: {end}");
            assert!(outcome.sdk.is_none() || name == "cut.yaml", "{end}: half an object is none");
        }
    }
}

/// What is made of a file with this content.
fn of(bytes: &[u8]) -> Printed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spec.yaml");
    std::fs::write(&path, bytes).unwrap();
    letterpress::run(&Config::new(path, Path::new("printed")))
}

fn errors(bytes: &[u8]) -> Vec<&'static str> {
    let found = of(bytes).diagnostics;
    found.iter().filter(|diagnostic| diagnostic.is_error()).map(|error| error.rule.code).collect()
}

/// The files, by their paths.
fn printed(bytes: &[u8]) -> Vec<(String, String)> {
    of(bytes).files().into_iter().map(|file| (file.path, file.text)).collect()
}
