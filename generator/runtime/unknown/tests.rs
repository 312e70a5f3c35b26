use serde::Deserialize;
use serde_json::json;

use super::super::wire::Tape;
use super::{UnknownFields, UnknownValue};

#[test]
fn unknown_members_are_kept_and_shown_by_name_alone() {
    let tape = Tape::deserialize(json!({ "token": "secret", "age": 3 })).unwrap();
    let mut unknown = UnknownFields::new();
    tape.root().object(&mut [], &mut unknown).unwrap();
    assert_eq!(format!("{unknown:?}"), r#"{"age", "token"}"#);
    assert_eq!(unknown.get("token"), Some(&json!("secret")));
    assert_eq!(unknown.get("name"), None);
    assert_eq!(unknown.iter().collect::<Vec<_>>(), [("age", &json!(3)), ("token", &json!("secret"))]);
    assert_eq!((unknown.len(), unknown.is_empty()), (2, false));
}

#[test]
fn no_unknown_members_cost_one_pointer() {
    assert!(UnknownFields::new().is_empty());
    assert_eq!(size_of::<UnknownFields>(), size_of::<usize>());
}

#[test]
fn an_unknown_value_shows_as_its_text() {
    let value = UnknownValue::new("a\"b");
    assert_eq!(format!("{value} {value:?}"), r#"a"b "a\"b""#);
}
