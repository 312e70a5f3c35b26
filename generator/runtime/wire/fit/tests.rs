use super::super::{Decode, Json, ReadError, from_slice};
use super::{Branch, Fit, best_fit};

/// Which branch a text is read as: its index, or none.
struct Found(Option<usize>);

const SHAPES: [Fit; 7] = [
    Fit::Object { required: &["a"], known: &["a", "b"] },
    Fit::Object { required: &["a"], known: &["a", "c", "d"] },
    Fit::Object { required: &["a", "e"], known: &["a", "e"] },
    Fit::Array,
    Fit::Integer,
    Fit::Text(&["on", "off"]),
    Fit::String,
];

impl Decode for Found {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        const READ: [fn(Json<'_>) -> Result<usize, ReadError>; 7] = [
            |_| Ok(0),
            |_| Ok(1),
            |_| Ok(2),
            |json| json.array().map(|_| 3),
            |_| Ok(4),
            |_| Ok(5),
            |_| Ok(6),
        ];
        let branches: Vec<Branch<usize>> = SHAPES.into_iter().zip(READ).collect();
        best_fit(json, &branches).map(Self)
    }
}

#[test]
fn a_value_is_read_as_the_branch_it_fits_best() {
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
        let found: Found = from_slice(text.as_bytes()).expect("a branch or none");
        assert_eq!(found.0, expected, "{text}");
    }
}

#[test]
fn the_next_best_is_read_where_the_best_is_not() {
    struct Number(i64);
    impl Decode for Number {
        fn decode(json: Json<'_>) -> Result<Self, ReadError> {
            let read: [Branch<i64>; 2] = [
                (Fit::Object { required: &["a"], known: &["a", "b"] }, i64::decode),
                (Fit::Object { required: &["a"], known: &["a"] }, |_| Ok(2)),
            ];
            best_fit(json, &read)?.map(Self).ok_or_else(|| ReadError::expected("a branch", json))
        }
    }
    let found: Number = from_slice(br#"{"a":1,"b":1}"#).expect("the second branch");
    assert_eq!(found.0, 2);
}
