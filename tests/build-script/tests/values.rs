//! Values of every kind cross the wire and come back, those of types that the build script names among them.

use std::net::IpAddr;

use jiff::Timestamp;
use letterpress_build_script::values::ValuesClient;
use letterpress_build_script::values::runtime::mock::{MockClock, MockReply, MockTransport};
use letterpress_build_script::values::runtime::{Error, Nullable};
use letterpress_build_script::values::types::{
    Marks, Record, RecordKey, RecordMode, RecordRequired, RecordStatus,
};
use uuid::Uuid;

const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

fn record() -> Record {
    Record::new(RecordRequired {
        id: ID.parse().expect("a UUID"),
        status: RecordStatus::Value200,
        note: "n".to_owned(),
    })
}

/// A record in JSON with one more member.
fn with(member: &str) -> String {
    format!(r#"{{"id":"{ID}","status":200,"note":"n",{member}}}"#)
}

fn read(text: &str) -> Result<Record, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn every_kind_of_value_comes_back() {
    let moment: Timestamp = "2026-01-02T03:04:05.678Z".parse().expect("a moment");
    let address: IpAddr = "::1".parse().expect("an address");
    for (record, member) in [
        (record().created(moment), r#""created":"2026-01-02T03:04:05.678Z""#),
        (record().created_null(), r#""created":null"#),
        (record().seen([moment]), r#""seen":["2026-01-02T03:04:05.678Z"]"#),
        (record().address(address), r#""address":"::1""#),
        (record().mode("auto"), r#""mode":"auto""#),
        (record().mode(1), r#""mode":1"#),
        (record().mode(true), r#""mode":true"#),
        (record().mode(false), r#""mode":false"#),
        (record().mode_null(), r#""mode":null"#),
        (record().place((1.5, "x".to_owned())), r#""place":[1.5,"x"]"#),
        (record().key("ab".to_owned()), r#""key":"ab""#),
        (record().key(7), r#""key":7"#),
        (record().vast(u64::MAX), r#""vast":18446744073709551615"#),
        (record().count(i64::MIN), r#""count":-9223372036854775808"#),
    ] {
        let text = with(member);
        assert_eq!(read(&text).as_ref(), Ok(&record), "{text}");
        let written: serde_json::Value = serde_json::to_value(&record).expect("a record as JSON");
        assert_eq!(written, text.parse::<serde_json::Value>().expect("JSON"), "{text}");
    }
}

#[test]
fn numbers_are_known_or_kept_and_never_rounded() {
    assert_eq!(read(&with(r#""count":1.0"#)), Ok(record().count(1)));
    let unknown = read(&with(r#""key":"a""#).replace("200", "500")).expect("a record").status;
    assert!(unknown.is_unknown());
    assert_eq!((unknown.as_i64(), unknown), (500, RecordStatus::from(500)));
    assert!(RecordMode::from("other").is_unknown());
    assert_eq!(read(&with(r#""key":7.0"#)).expect("a record").key, Some(RecordKey::Integer(7)));
}

#[test]
fn a_value_of_another_type_is_an_error_that_names_its_field() {
    for (member, error) in [
        (r#""count":9223372036854775808"#, "expected an i64 at $.count, found an integer out of its range"),
        (r#""count":1.5"#, "expected an i64 at $.count, found a number with a fraction"),
        (r#""vast":18446744073709551616"#, "expected a u64 at $.vast, found a number too large to be exact"),
        (r#""vast":-1"#, "expected a u64 at $.vast, found an integer out of its range"),
        (r#""place":[1]"#, "expected an array of the length 2 at $.place, found an array of another length"),
        (r#""place":[1,2]"#, "expected a string at $.place[1], found an integer"),
        (r#""agreed":"yes""#, "expected a boolean at $.agreed, found a string"),
        (r#""address":"x""#, "invalid value at $.address: invalid IP address syntax"),
    ] {
        assert_eq!(read(&with(member)), Err(error.to_owned()), "{member}");
    }
    let error = read(&with(r#""seen":["yesterday"]"#)).expect_err("no moment");
    assert!(error.starts_with("invalid value at $.seen[0]: "), "{error}");
}

#[test]
fn constraints_concern_the_values_of_their_type() {
    for (record, violations) in [
        (record().key("ab".to_owned()), ""),
        (record().key("a".to_owned()), "$.key must have at least 2 characters"),
        (record().key(9), ""),
        (record().key(10), "$.key must be at most 9"),
        (record().place((180.0, "x".to_owned())), ""),
        (
            record().place((181.0, String::new())),
            "$.place[0] must be at most 180; $.place[1] must have at least 1 character",
        ),
        (record().agreed(false), "$.agreed must be true"),
        (record().ratio(1.0), ""),
        (record().ratio(0.75), "$.ratio must be 0.5 or 1"),
        (record().mode("other"), ""),
    ] {
        let found = record.validate().err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(found, violations, "{record:?}");
    }
}

#[test]
fn an_alias_of_something_nullable_has_a_form_in_serde() {
    let marks: Marks = serde_json::from_str("[null,1]").expect("a list");
    assert_eq!(marks, [Nullable::Null, Nullable::Value(1)]);
    assert_eq!(serde_json::to_string(&marks).expect("JSON"), "[null,1]");
}

#[test]
fn the_error_of_a_missing_field_names_the_setting() {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.reply(MockReply::json(200, format!(r#"{{"id":"{ID}","status":200}}"#)));
    let client =
        ValuesClient::builder().transport(transport.clone()).clock(clock.clone()).build().expect("a client");
    let id: Uuid = ID.parse().expect("a UUID");

    let error = clock.block_on(client.records().update_record(&id, &record())).expect_err("no note");

    assert_eq!(transport.requests()[0].uri().path(), format!("/records/{ID}"));
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(
        error.to_string(),
        "PUT /records/{id} was answered with 200 OK, but its body cannot be read at $ (the setting lenient = \
         [\"#/components/schemas/Record/properties/note\"] of letterpress makes the field optional)"
    );
}
