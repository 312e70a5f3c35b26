use serde_json::Value;

use super::super::{Decode, Json, ReadError, Tape, from_slice};
use super::{Fit, Read, best_fit};

const fn object(required: &'static [&'static str], known: &'static [&'static str]) -> Fit {
    Fit::Object { required, known, fixed: &[] }
}

/// Reads a text as one of `shapes`: the index of the branch, or none.
fn read(text: &str, shapes: &[Fit]) -> Option<usize> {
    const READ: [Read<usize>; 8] =
        [|_| Ok(0), |_| Ok(1), |_| Ok(2), |_| Ok(3), |_| Ok(4), |_| Ok(5), |_| Ok(6), |_| Ok(7)];
    let value: Value = from_slice(text.as_bytes()).expect("JSON");
    let tape = Tape::of(&value).expect("a tape");
    best_fit(tape.root(), shapes, &READ).expect("a branch or none")
}

#[test]
fn a_value_is_read_as_the_branch_it_fits_best() {
    const SHAPES: [Fit; 7] = [
        object(&["a"], &["a", "b"]),
        object(&["a"], &["a", "c", "d"]),
        object(&["a", "e"], &["a", "e"]),
        Fit::List(&Fit::Any),
        Fit::Integer,
        Fit::Text(&["on", "off"]),
        Fit::String,
    ];
    for (text, expected) in [
        (r#"{"a":1}"#, Some(0)),
        (r#"{"a":1,"b":2}"#, Some(0)),
        (r#"{"a":1,"c":2}"#, Some(1)),
        (r#"{"a":1,"c":2,"d":3,"new":4}"#, Some(1)),
        (r#"{"a":1,"e":2}"#, Some(2)),
        (r#"{"b":1}"#, None),
        ("[]", Some(3)),
        ("7", Some(4)),
        ("7.0", Some(4)),
        ("7.5", None),
        (r#""on""#, Some(5)),
        (r#""new""#, Some(6)),
        ("true", None),
        ("null", None),
    ] {
        assert_eq!(read(text, &SHAPES), expected, "{text}");
    }
}

#[test]
fn what_fits_anything_comes_last() {
    for (text, expected) in [("7", 1), (r#"{"a":1}"#, 2), (r#"{"b":1}"#, 0), ("null", 0), ("[]", 0)] {
        assert_eq!(read(text, &[Fit::Any, Fit::Integer, object(&["a"], &["a"])]), Some(expected), "{text}");
    }
}

#[test]
fn lists_are_told_apart_by_their_first_item() {
    const SHAPES: [Fit; 3] =
        [Fit::List(&Fit::String), Fit::List(&object(&["a"], &["a"])), Fit::List(&Fit::List(&Fit::Integer))];
    for (text, expected) in [
        (r#"["x", 1]"#, Some(0)),
        (r#"[null, {"a":1}]"#, Some(1)),
        ("[[7]]", Some(2)),
        ("[[]]", Some(2)),
        ("[]", Some(0)),
        ("[null]", Some(0)),
        ("[7]", None),
    ] {
        assert_eq!(read(text, &SHAPES), expected, "{text}");
    }
}

#[test]
fn a_member_with_one_value_tells_objects_apart() {
    const SHAPES: [Fit; 3] = [
        Fit::Object { required: &["kind"], known: &["kind", "x"], fixed: &[("kind", "cat")] },
        Fit::Object { required: &["kind"], known: &["kind"], fixed: &[("kind", "dog")] },
        object(&[], &["x", "y"]),
    ];
    for (text, expected) in [
        (r#"{"kind":"cat"}"#, 0),
        (r#"{"x":1,"kind":"dog"}"#, 1),
        (r#"{"x":1}"#, 2),
        (r#"{"kind":"cow","x":1}"#, 2),
        (r#"{"kind":7}"#, 2),
    ] {
        assert_eq!(read(text, &SHAPES), Some(expected), "{text}");
    }
}

#[test]
fn a_union_within_fits_as_well_as_its_best_shape() {
    const SHAPES: [Fit; 2] =
        [Fit::Union(&[Fit::Integer, object(&["a", "b"], &["a", "b"])]), object(&["a"], &["a", "c"])];
    for (text, expected) in [
        ("7", Some(0)),
        (r#"{"a":1,"b":2}"#, Some(0)),
        (r#"{"a":1,"c":2}"#, Some(1)),
        (r#"{"b":2}"#, None),
        ("[]", None),
    ] {
        assert_eq!(read(text, &SHAPES), expected, "{text}");
    }
}

#[test]
fn the_next_best_is_read_where_the_best_is_not() {
    struct Number(i64);
    impl Decode for Number {
        fn decode(json: Json<'_>) -> Result<Self, ReadError> {
            let shapes = [object(&["a"], &["a", "b"]), object(&["a"], &["a"])];
            best_fit(json, &shapes, &[i64::decode, |_| Ok(2)])?
                .map(Self)
                .ok_or_else(|| ReadError::expected("a branch", json))
        }
    }
    let found: Number = from_slice(br#"{"a":1,"b":1}"#).expect("the second branch");
    assert_eq!(found.0, 2);
}
