//! What printed types make of real bodies: which shape is read, what is written back, what is checked and what is shown.

use std::fmt::Debug;

use letterpress_build_script::shapes::types::{
    Anything, Cat, Dog, Event, Order, Pet, PinOrNumber, Scalar, Target, User, UserRequest, Vault,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, to_value};

/// Reads a body, writes it again to see that nothing is lost, and shows what it was read as.
fn read<T: DeserializeOwned + Serialize + Debug>(body: &str) -> String {
    let value: T = from_str(body).expect(body);
    assert_eq!(to_value(&value).expect(body), from_str::<Value>(body).expect(body), "{body}");
    format!("{value:?}")
}

/// Checks that each body is read as the variant whose name is beside it.
fn check<T: DeserializeOwned + Serialize + Debug>(table: &[(&str, &str)]) {
    for (body, variant) in table {
        let shown = read::<T>(body);
        assert!(shown.starts_with(&format!("{variant}(")), "{body} was read as {shown}");
    }
}

#[test]
fn a_tag_names_the_shape() {
    check::<Pet>(&[
        (r#"{"kind":"cat","lives":7}"#, "Cat"),
        (r#"{"name":"Rex","kind":"dog","friend":{"kind":"cat"}}"#, "Dog"),
        // An unknown tag is kept, and so is what has none.
        (r#"{"kind":"cow","lives":1}"#, "Unknown"),
        (r#"{"name":"Rex"}"#, "Unknown"),
        (r#""dog""#, "Unknown"),
    ]);
}

#[test]
fn a_mapping_names_components_by_reference_and_by_name() {
    check::<Event>(&[
        (r#"{"type":"order.created","id":"1"}"#, "Order"),
        (r#"{"type":"order.changed","id":"1"}"#, "Order"),
        (r#"{"type":"refund","amount":1.5,"new":[]}"#, "Refund"),
        (r#"{"type":"note"}"#, "Note"),
        (r#"{"type":"Order","id":"1"}"#, "Unknown"),
    ]);
}

#[test]
fn a_value_without_its_tag_is_read_as_what_it_fits_best() {
    check::<Target>(&[
        (r#"{"via":"mail","address":"a@example.com"}"#, "Mail"),
        (r#"{"via":"phone","number":"112"}"#, "Phone"),
        (r#"{"address":"a@example.com"}"#, "Mail"),
        (r#"{"number":"112"}"#, "Phone"),
        (r#"{"via":"pigeon","number":"112"}"#, "Unknown"),
        (r#"{"name":"x"}"#, "Unknown"),
    ]);
}

#[test]
fn of_all_shapes_the_best_is_read_and_any_value_comes_last() {
    check::<Anything>(&[
        (r#"{"kind":"cat"}"#, "Pet"),
        (r#"{"kind":"cow"}"#, "Other"),
        (r#""text""#, "Scalar"),
        ("7", "Scalar"),
        ("7.5", "Other"),
        (r#"["a","b"]"#, "Texts"),
        (r#"[{"kind":"cat"}]"#, "Cats"),
        (r#"[{"kind":"dog"}]"#, "Other"),
        ("[true]", "Other"),
    ]);
}

#[test]
fn plain_values_make_their_variants() {
    assert_eq!(Scalar::from("text"), Scalar::Text("text".to_owned()));
    assert_eq!(Scalar::from("text".to_owned()), Scalar::Text("text".to_owned()));
    assert_eq!(Scalar::from(7), Scalar::Integer(7));
    assert_eq!(Scalar::from(true), Scalar::Boolean(true));
    assert_eq!(Pet::from(Cat::new()), Pet::Cat(Cat::new()));
}

#[test]
fn a_constructor_sets_the_one_value_of_a_field() {
    assert_eq!(to_value(Cat::new().lives(9)).expect("a cat"), serde_json::json!({"kind": "cat", "lives": 9}));
    assert_eq!(Cat::new(), Cat::default());
    let dog = to_value(Dog::new("Rex")).expect("a dog");
    assert_eq!(dog, serde_json::json!({"kind": "dog", "name": "Rex"}));
}

#[test]
fn what_a_variant_must_satisfy_is_checked() {
    for (body, expected) in [
        (r#"{"type":"t","id":"1","pets":[{"kind":"cat","lives":9}],"size":"abc"}"#, ""),
        (r#"{"type":"t","id":"1","size":"ab"}"#, "$.size minLength"),
        (r#"{"type":"t","id":"1","size":0}"#, "$.size minimum"),
        (r#"{"type":"t","id":"1","size":false}"#, ""),
        (
            r#"{"type":"t","id":"1","pets":[{"kind":"cat"},{"kind":"cat","lives":10}]}"#,
            "$.pets[1].lives maximum",
        ),
        (
            r#"{"type":"t","id":"1","pets":[{"kind":"dog","name":"R","friend":{"kind":"dog","name":"S"}}]}"#,
            "$.pets[0].name minLength; $.pets[0].friend.name minLength",
        ),
        (r#"{"type":"t","id":"1","pets":[{"kind":"cow","lives":10}]}"#, ""),
        (r#"{"type":"t","id":"1","target":{"number":"1"}}"#, "$.target.number minLength"),
        (r#"{"type":"t","id":"1","target":{"via":"phone","number":"1"}}"#, "$.target.number minLength"),
    ] {
        let order: Order = from_str(body).expect(body);
        let found = match order.validate() {
            Ok(()) => Vec::new(),
            Err(error) => error
                .violations()
                .iter()
                .map(|found| format!("{} {}", found.path(), found.keyword()))
                .collect(),
        };
        assert_eq!(found.join("; "), expected, "{body}");
    }
}

#[test]
fn what_goes_one_way_is_in_that_form_alone() {
    let request = UserRequest::new("Ada").pin("1234");
    assert_eq!(to_value(&request).expect("a request"), serde_json::json!({"name": "Ada", "pin": "1234"}));
    let user: User = from_str(r#"{"id":"u1","name":"Ada"}"#).expect("a user");
    assert_eq!((user.id.as_str(), user.name.as_str()), ("u1", "Ada"));
    assert!(from_str::<User>(r#"{"name":"Ada"}"#).is_err());
}

#[test]
fn no_secret_is_shown() {
    let body = r#"{
        "by_format": "m4rker", "by_mark": "m4rker", "by_name_secret": "m4rker", "by_reference": "m4rker",
        "by_all_of": "m4rker", "nullable": "m4rker", "either": "m4rker", "list": ["m4rker"], "lists": [["m4rker"]],
        "map": {"a": "m4rker"}, "within": {"pin": "m4rker", "other": "m4rker"}, "another": "m4rker"
    }"#;
    for shown in
        [read::<Vault>(body), read::<PinOrNumber>(r#""m4rker""#), read::<Vec<PinOrNumber>>(r#"["m4rker"]"#)]
    {
        assert!(shown.contains("[REDACTED]") && !shown.contains("m4rker"), "{shown}");
    }
    assert_eq!(read::<PinOrNumber>("7"), "Integer(7)");
}
