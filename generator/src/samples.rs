//! An overlay that gives each operation of a description a sample in Rust, as documentation sites show them.

use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::extract::{Node, text};
use crate::plan::Sdk;
use crate::print;
use crate::read::{FileId, Format, Pointer};

/// An overlay with samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples {
    /// The overlay (<https://spec.openapis.org/overlay/v1.0.0>), in YAML or JSON.
    pub text: String,
    /// How many operations it has samples of.
    pub operations: usize,
    /// The operations, by their ids, that stand in other files than the description's first: no overlay reaches them.
    pub out_of_reach: Vec<String>,
}

/// The overlay that adds a sample to the `x-codeSamples` of each operation of `sdk`.
///
/// Samples of other languages stay: an overlay adds to a list. It is made for the description alone, to which it is applied
/// once.
pub fn samples(sdk: &Sdk, format: Format) -> Samples {
    let mut samples = print::samples(sdk);
    samples.sort_by(|a, b| a.origin.cmp(&b.origin));
    // An operation that several paths refer to has one place.
    samples.dedup_by(|a, b| a.origin == b.origin);
    let (within, beyond): (Vec<_>, Vec<_>) =
        samples.into_iter().partition(|sample| sample.origin.file == FileId(0));
    let action = |sample: &print::Sample| {
        let sample_object = map([
            ("lang", Node::Text("rust".to_owned())),
            ("label", Node::Text("Rust".to_owned())),
            ("source", Node::Text(sample.source.clone())),
        ]);
        let update = map([("x-codeSamples", Node::List(vec![sample_object]))]);
        map([("target", Node::Text(json_path(&sample.origin.pointer))), ("update", update)])
    };
    let title = format!("Samples in Rust for the {}", sdk.package.title);
    let info = map([("title", Node::Text(title)), ("version", Node::Text(sdk.package.api_version.clone()))]);
    let overlay = map([
        ("overlay", Node::Text("1.0.0".to_owned())),
        ("info", info),
        ("actions", Node::List(within.iter().map(action).collect())),
    ]);
    Samples {
        text: text::write(&overlay, format),
        operations: within.len(),
        out_of_reach: beyond.into_iter().map(|sample| sample.id).collect(),
    }
}

fn map<const N: usize>(members: [(&str, Node); N]) -> Node {
    let members = members.into_iter().map(|(key, value)| (key.to_owned(), value));
    Node::Map(members.collect::<IndexMap<_, _>>())
}

/// The JSONPath (RFC 9535) of the place at `pointer`, in its normal form: `$['paths']['/pets']['get']`.
fn json_path(pointer: &Pointer) -> String {
    let mut path = "$".to_owned();
    for token in pointer.tokens() {
        path.push_str("['");
        for character in token.chars() {
            match character {
                '\'' | '\\' => path.extend(['\\', character]),
                '\n' => path.push_str("\\n"),
                '\r' => path.push_str("\\r"),
                '\t' => path.push_str("\\t"),
                '\u{8}' => path.push_str("\\b"),
                '\u{c}' => path.push_str("\\f"),
                other if other < ' ' => drop(write!(path, "\\u{:04x}", u32::from(other))),
                other => path.push(other),
            }
        }
        path.push_str("']");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::json_path;
    use crate::read::Pointer;

    #[test]
    fn a_place_is_named_by_a_path() {
        for (pointer, path) in [
            ("", "$"),
            ("/paths/~1pets~1{id}/get", "$['paths']['/pets/{id}']['get']"),
            ("/a'b\\c\n\u{1}", "$['a\\'b\\\\c\\n\\u0001']"),
        ] {
            assert_eq!(json_path(&Pointer::parse(pointer).expect("a pointer")), path);
        }
    }
}
