use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer};
use serde_json::{Value, json};

use super::super::{Tape, from_slice, to_vec};

#[test]
fn a_text_that_is_not_json_is_refused_with_its_place() {
    for (text, expected) in [
        ("", "invalid JSON: EOF while parsing a value at line 1 column 0"),
        ("{\"a\":1,\n}", "invalid JSON: trailing comma at line 2 column 1"),
        ("[1] x", "invalid JSON: trailing characters at line 1 column 5"),
        ("1e400", "invalid JSON: number out of range at line 1 column 5"),
        (r#""\udc00""#, "invalid JSON: lone leading surrogate in hex escape at line 1 column 7"),
        ("NaN", "invalid JSON: expected value at line 1 column 1"),
    ] {
        assert_eq!(from_slice::<Value>(text.as_bytes()).unwrap_err().to_string(), expected, "{text}");
    }
    let error = from_slice::<Value>(b"\"\xff\"").unwrap_err();
    assert_eq!(error.to_string(), "invalid JSON: invalid unicode code point at line 1 column 2");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let deepest: Value = from_slice(nested(127).as_bytes()).unwrap();
    assert_eq!(to_vec(&deepest).unwrap(), nested(127).as_bytes());
    let error = from_slice::<Value>(nested(128).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "invalid JSON: recursion limit exceeded at line 1 column 128");
    assert!(from_slice::<Value>(nested(100_000).as_bytes()).is_err());
}

#[test]
fn depth_is_bounded_in_other_formats_too() {
    let deep = (0..128).fold(Value::Null, |value, _| json!({ "a": value }));
    let error = Tape::deserialize(deep).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "the value at $ nests deeper than 127 levels");
}

#[test]
fn a_number_handed_over_as_text_is_a_number() {
    for text in ["1", "-1", "18446744073709551615", "1.5"] {
        let marked = MapDeserializer::<_, Error>::new([(super::NUMBER, text)].into_iter());
        let tape = Tape::deserialize(marked).unwrap();
        assert_eq!(serde_json::to_string(&tape).unwrap(), text);
    }
    let marked = MapDeserializer::<_, Error>::new([(super::NUMBER, "1e400")].into_iter());
    assert_eq!(Tape::deserialize(marked).map(drop).unwrap_err().to_string(), "number out of range");
}

#[test]
fn a_number_that_json_cannot_express_is_refused() {
    let error =
        Tape::deserialize(IntoDeserializer::<Error>::into_deserializer(f64::NAN)).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "the number at $ is NaN or infinite, which JSON cannot express");
}

#[test]
fn escapes_are_read() {
    let text: String = from_slice(r#""a\u00e9\n\ud83d\ude00\"""#.as_bytes()).unwrap();
    assert_eq!(text, "aé\n😀\"");
}
