use serde_json::{Value, json};

use super::super::tests::sample::{Connection, Options};
use super::super::{Decode, from_slice, to_vec};

#[track_caller]
fn refused<T: Decode>(text: &str, expected: &str) {
    match from_slice::<T>(text.as_bytes()) {
        Ok(_) => panic!("{text} was read"),
        Err(error) => assert_eq!(error.to_string(), expected, "{text}"),
    }
}

#[test]
fn an_error_says_where_and_what_but_never_the_value() {
    for (text, expected) in [
        ("[]", "expected an object at $, found an array"),
        ("{}", "missing field `name` at $"),
        (r#"{"name":null,"count":1}"#, "expected a string at $.name, found null"),
        (r#"{"name":"n"}"#, "missing field `count` at $"),
        (r#"{"name":"n","count":"secret"}"#, "expected an i64 at $.count, found a string"),
        (r#"{"name":"n","count":1,"enabled":null}"#, "expected a boolean at $.enabled, found null"),
        (r#"{"name":"n","count":1,"created":7}"#, "expected a string at $.created, found an integer"),
        (r#"{"name":"n","count":1,"options":{}}"#, "missing field `domain_aliases` at $.options"),
        (
            r#"{"options":{"domain_aliases":{}}}"#,
            "expected an array at $.options.domain_aliases, found an object",
        ),
        (
            r#"{"options":{"domain_aliases":["a","b",null]}}"#,
            "expected a string at $.options.domain_aliases[2], found null",
        ),
        (
            r#"{"options":{"domain_aliases":[],"it's":1}}"#,
            r"expected a string at $.options['it\'s'], found an integer",
        ),
        (r#"{"scopes":[true]}"#, "expected a string at $.scopes[0], found a boolean"),
        (r#"{"tags":[1.5]}"#, "expected a string at $.tags[0], found a number"),
    ] {
        refused::<Connection>(text, expected);
    }
}

#[test]
fn a_member_that_comes_twice_is_refused() {
    for (text, expected) in [
        (r#"{"name":"a","name":"a"}"#, "duplicate member $.name"),
        (r#"{"display_name":"a","display_name":"b"}"#, "duplicate member $.display_name"),
        (r#"{"options":null,"options":null}"#, "duplicate member $.options"),
        (r#"{"x":1,"y":2,"x":1}"#, "duplicate member $.x"),
        (r#"{"options":{"domain_aliases":[],"m":null,"m":null}}"#, "duplicate member $.options.m"),
        (r#"{"x":[{"a":1,"a":1}]}"#, "duplicate member $.x[0].a"),
    ] {
        refused::<Connection>(text, expected);
    }
}

#[test]
fn members_are_read_in_any_order() {
    let forward: Options = from_slice(br#"{"domain_aliases":[],"small":1,"more":"m"}"#).unwrap();
    for text in [
        r#"{"small":1,"more":"m","domain_aliases":[]}"#,
        r#"{"more":"m","small":1,"domain_aliases":[]}"#,
        r#"{"domain_aliases":[],"more":"m","small":1}"#,
    ] {
        assert_eq!(from_slice::<Options>(text.as_bytes()).unwrap(), forward, "{text}");
    }
}

#[test]
fn an_error_in_an_unknown_member_names_it() {
    refused::<Value>(r#"{"a":{"b c":[{"":0,"":0}]}}"#, "duplicate member $.a['b c'][0]['']");
}

#[test]
fn unknown_members_are_written_back() {
    let json = json!({ "name": "n", "count": 1, "z": { "deep": [null, 1.5] }, "a": "x" });
    let connection: Connection = from_slice(json.to_string().as_bytes()).unwrap();
    let written = to_vec(&connection).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&written).unwrap(), json);
}
