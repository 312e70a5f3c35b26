use serde_json::{Value, json};

use super::to_form;

#[track_caller]
fn check(value: &Value, expected: &str) {
    assert_eq!(String::from_utf8(to_form(value).unwrap()).unwrap(), expected, "{value}");
}

#[test]
fn each_member_is_a_pair() {
    check(&json!({}), "");
    check(
        &json!({ "a": "x y", "b": true, "c": -1, "d": 1.5, "e": u64::MAX }),
        "a=x+y&b=true&c=-1&d=1.5&e=18446744073709551615",
    );
    check(&json!({ "a&b=": "c&d=é+%\n", "": "" }), "=&a%26b%3D=c%26d%3D%C3%A9%2B%25%0A");
}

#[test]
fn each_item_is_a_pair() {
    check(&json!({ "a": ["x", 1, false], "b": [] }), "a=x&a=1&a=false");
}

#[test]
fn objects_are_json_within_a_pair() {
    check(&json!({ "a": { "b": null } }), "a=%7B%22b%22%3Anull%7D");
    check(&json!({ "a": [{ "b": 1 }, [2, null]] }), "a=%7B%22b%22%3A1%7D&a=%5B2%2Cnull%5D");
}

#[test]
fn what_a_form_cannot_express_is_refused() {
    for (value, expected) in [
        (json!({ "a": 1, "b": null }), "the value at $.b is null, which a form cannot express"),
        (json!({ "b": ["x", null] }), "the value at $.b[1] is null, which a form cannot express"),
        (json!([]), "a form is made of an object, found an array"),
        (json!("secret"), "a form is made of an object, found a string"),
    ] {
        assert_eq!(to_form(&value).unwrap_err().to_string(), expected, "{value}");
    }
}
