use serde_json::{Value, json};

use super::super::tests::sample::Options;
use super::super::tests::{connection, read, written};
use super::to_vec;
use crate::Nullable;

#[test]
fn fields_are_written_in_the_tables_order_and_then_the_rest() {
    let text = r#"{"domain_aliases":["a"],"small":-1,"a":"\"\\\n\u0001é","b":null}"#;
    assert_eq!(written(&super::super::from_slice::<Options>(text.as_bytes()).unwrap()), text);
}

#[test]
fn a_number_that_json_cannot_express_is_named() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut connection = connection();
        connection.rate = Some(number);
        let error = to_vec(&connection).unwrap_err();
        assert_eq!(error.to_string(), "the number at $.rate is NaN or infinite, which JSON cannot express");
        assert_eq!(error.path(), "$.rate");
        let error = serde_json::to_vec(&connection).unwrap_err();
        assert_eq!(error.to_string(), "the number at $.rate is NaN or infinite, which JSON cannot express");
    }
    let error = to_vec(&vec![vec![0.0, 1.0], vec![2.0, f64::NAN]]).unwrap_err();
    assert_eq!(error.path(), "$[1][1]");
    assert_eq!(to_vec(&f32::NAN).unwrap_err().path(), "$");
}

#[test]
fn a_name_that_is_both_a_field_and_in_the_map_is_refused() {
    let mut options: Options = read(&json!({ "domain_aliases": [] }));
    options.additional.insert("small".into(), Nullable::Null);
    assert_eq!(written(&options), r#"{"domain_aliases":[],"small":null}"#);
    options.small = Some(1);
    assert_eq!(to_vec(&options).unwrap_err().to_string(), "duplicate member $.small");
}

#[test]
fn a_value_that_nests_too_deep_is_refused() {
    let deep = (0..128).fold(Value::Null, |value, _| json!([value]));
    let place = "$".to_owned() + &"[0]".repeat(127);
    let expected = format!("the value at {place} nests deeper than 127 levels");
    assert_eq!(to_vec(&deep).unwrap_err().to_string(), expected);
}

#[test]
fn a_string_is_escaped_as_serde_json_does() {
    for special in (0..0x80_u8).map(char::from).chain(['é', '\u{2028}', '😀']) {
        for (before, after) in [(0, 0), (0, 20), (3, 3), (7, 0), (7, 7), (8, 1), (9, 30), (20, 0)] {
            let text = format!("{}{special}{}{special}", "a".repeat(before), "b".repeat(after));
            assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
