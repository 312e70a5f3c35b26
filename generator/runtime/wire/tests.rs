use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use self::sample::{Connection, Options, Scope, Tree};
use super::{Decode, Encode, Tape, from_slice, to_vec};
use crate::{DateTime, Field, Nullable};

/// Types in the very form in which they are printed.
#[expect(unreachable_pub, reason = "printed types are public, and these have their form")]
pub(crate) mod sample {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use crate as runtime;
    use crate::{
        DateTime, Decode, Encode, Field, Json, Nullable, ReadError, Required, Tape, UnknownFields,
        UnknownValue,
    };

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Connection {
        pub name: String,
        pub display_name: Option<String>,
        pub enabled: Option<bool>,
        pub created: Option<DateTime>,
        pub count: Nullable<i64>,
        pub rate: Option<f64>,
        pub ratio: Option<f32>,
        pub options: Field<Options>,
        pub tags: Option<Vec<Nullable<String>>>,
        pub scopes: Option<Vec<Scope>>,
        pub anything: Option<Value>,
        pub(crate) unknown: UnknownFields,
    }

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Options {
        pub domain_aliases: Vec<String>,
        pub small: Option<i32>,
        pub additional: BTreeMap<String, Nullable<String>>,
    }

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Tree {
        pub child: Option<Box<Tree>>,
        pub(crate) unknown: UnknownFields,
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Scope {
        GetUsers,
        PutUsers,
        Unknown(UnknownValue),
    }

    impl Scope {
        pub fn as_str(&self) -> &str {
            match self {
                Self::GetUsers => "get:users",
                Self::PutUsers => "put:users",
                Self::Unknown(value) => value.as_str(),
            }
        }
    }

    impl From<&str> for Scope {
        fn from(text: &str) -> Self {
            match text {
                "get:users" => Self::GetUsers,
                "put:users" => Self::PutUsers,
                other => Self::Unknown(UnknownValue::new(other)),
            }
        }
    }

    impl Encode for Connection {
        fn encode<'s>(&'s self, out: &mut Tape<'s>) {
            out.object(
                &[
                    ("name", &self.name),
                    ("display_name", &self.display_name),
                    ("enabled", &self.enabled),
                    ("created", &self.created),
                    ("count", &self.count),
                    ("rate", &self.rate),
                    ("ratio", &self.ratio),
                    ("options", &self.options),
                    ("tags", &self.tags),
                    ("scopes", &self.scopes),
                    ("anything", &self.anything),
                ],
                &self.unknown,
            );
        }
    }

    impl Decode for Connection {
        fn decode(json: Json<'_>) -> Result<Self, ReadError> {
            let mut name = Required::new();
            let mut display_name = None;
            let mut enabled = None;
            let mut created = None;
            let mut count = Required::new();
            let mut rate = None;
            let mut ratio = None;
            let mut options = Field::Absent;
            let mut tags = None;
            let mut scopes = None;
            let mut anything = None;
            let mut unknown = UnknownFields::new();
            json.object(
                &mut [
                    ("name", &mut name),
                    ("display_name", &mut display_name),
                    ("enabled", &mut enabled),
                    ("created", &mut created),
                    ("count", &mut count),
                    ("rate", &mut rate),
                    ("ratio", &mut ratio),
                    ("options", &mut options),
                    ("tags", &mut tags),
                    ("scopes", &mut scopes),
                    ("anything", &mut anything),
                ],
                &mut unknown,
            )?;
            Ok(Self {
                name: name.take("name", "#/components/schemas/Test")?,
                display_name,
                enabled,
                created,
                count: count.take("count", "#/components/schemas/Test")?,
                rate,
                ratio,
                options,
                tags,
                scopes,
                anything,
                unknown,
            })
        }
    }

    impl Encode for Options {
        fn encode<'s>(&'s self, out: &mut Tape<'s>) {
            out.object(&[("domain_aliases", &self.domain_aliases), ("small", &self.small)], &self.additional);
        }
    }

    impl Decode for Options {
        fn decode(json: Json<'_>) -> Result<Self, ReadError> {
            let mut domain_aliases = Required::new();
            let mut small = None;
            let mut additional = BTreeMap::new();
            json.object(
                &mut [("domain_aliases", &mut domain_aliases), ("small", &mut small)],
                &mut additional,
            )?;
            Ok(Self {
                domain_aliases: domain_aliases.take("domain_aliases", "#/components/schemas/Test")?,
                small,
                additional,
            })
        }
    }

    impl Encode for Tree {
        fn encode<'s>(&'s self, out: &mut Tape<'s>) {
            out.object(&[("child", &self.child)], &self.unknown);
        }
    }

    impl Decode for Tree {
        fn decode(json: Json<'_>) -> Result<Self, ReadError> {
            let mut child = None;
            let mut unknown = UnknownFields::new();
            json.object(&mut [("child", &mut child)], &mut unknown)?;
            Ok(Self { child, unknown })
        }
    }

    runtime::serde_bridge!(Connection, Options, Tree);
    runtime::open_enum!(Scope);
}

/// A connection of which only the required fields are set.
pub(crate) fn connection() -> Connection {
    read(&json!({ "name": "n", "count": null }))
}

pub(crate) fn read<T: Decode>(value: &Value) -> T {
    from_slice(value.to_string().as_bytes()).unwrap()
}

pub(crate) fn written(value: &dyn Encode) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_nullable() -> impl Strategy<Value = Nullable<String>> {
    prop::option::of(any::<String>()).prop_map(|text| text.map_or(Nullable::Null, Nullable::Value))
}

fn any_options() -> impl Strategy<Value = Options> {
    let aliases = prop::collection::vec(any::<String>(), 0..3);
    let additional = prop::collection::btree_map(any::<String>(), any_nullable(), 0..3);
    (aliases, any::<Option<i32>>(), additional).prop_map(|(aliases, small, additional)| {
        let mut options: Options = read(&json!({ "domain_aliases": aliases }));
        options.small = small;
        options.additional = additional;
        options
    })
}

fn any_connection() -> impl Strategy<Value = Connection> {
    let options = prop_oneof![Just(Field::Absent), Just(Field::Null), any_options().prop_map(Field::Value)];
    let texts = (any::<String>(), any::<Option<String>>(), any::<Option<String>>());
    let numbers = (
        any::<Option<i64>>(),
        prop::option::of(prop::num::f64::NORMAL),
        prop::option::of(prop::num::f32::NORMAL),
    );
    let lists = (
        prop::option::of(prop::collection::vec(any_nullable(), 0..3)),
        prop::option::of(prop::collection::vec("get:users|put:users|[a-z]{1,3}", 0..3)),
    );
    (texts, any::<Option<bool>>(), numbers, options, lists, prop::option::of(any_value()), any_value())
        .prop_map(
            |(
                (name, display_name, created),
                enabled,
                (count, rate, ratio),
                options,
                (tags, scopes),
                anything,
                more,
            )| {
                let mut connection: Connection = read(&json!({ "name": name, "count": count, "more": more }));
                connection.display_name = display_name;
                connection.created = created.map(DateTime::from);
                connection.enabled = enabled;
                connection.rate = rate;
                connection.ratio = ratio;
                connection.options = options;
                connection.tags = tags;
                connection.scopes = scopes.map(|all| all.into_iter().map(Scope::from).collect());
                connection.anything = anything;
                connection
            },
        )
}

/// Runs `check` on 256 values, the same ones each time.
fn for_all<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
    check: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, seed).run(&strategy, check).unwrap();
}

#[test]
fn a_value_written_and_read_is_the_same() {
    for_all(any_connection(), |connection| {
        let text = to_vec(&connection)?;
        prop_assert_eq!(&from_slice::<Connection>(&text)?, &connection);
        Ok(())
    });
}

#[test]
fn serde_writes_and_reads_the_same_as_the_tape() {
    for_all(any_connection(), |connection| {
        let text = to_vec(&connection)?;
        prop_assert_eq!(&serde_json::to_vec(&connection)?, &text);
        prop_assert_eq!(&serde_json::from_slice::<Connection>(&text)?, &connection);
        let value = serde_json::to_value(&connection)?;
        prop_assert_eq!(serde_json::from_value::<Connection>(value)?, connection);
        Ok(())
    });
}

#[test]
fn untyped_json_is_written_and_read_as_serde_json_does() {
    for_all(any_value(), |value| {
        let text = value.to_string();
        prop_assert_eq!(&to_vec(&value)?, text.as_bytes());
        prop_assert_eq!(from_slice::<Value>(text.as_bytes())?, serde_json::from_str::<Value>(&text)?);
        Ok(())
    });
}

#[test]
fn no_text_makes_reading_panic() {
    let mutated = (any_connection(), any::<prop::sample::Index>(), any::<u8>());
    for_all(mutated, |(connection, at, byte)| {
        let mut text = to_vec(&connection)?;
        let at = at.index(text.len());
        text[at] = byte;
        if let Err(error) = from_slice::<Connection>(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
        Ok(())
    });
}

#[test]
fn a_recursive_type_is_read_and_written() {
    let text = r#"{"child":{"child":{},"leaf":true}}"#;
    assert_eq!(written(&from_slice::<Tree>(text.as_bytes()).unwrap()), text);
}

#[test]
fn an_enum_keeps_what_it_does_not_know() {
    let scopes: Vec<Scope> = read(&json!(["get:users", "delete:users"]));
    assert_eq!(scopes[0], Scope::GetUsers);
    assert!(!matches!(scopes[0], Scope::Unknown(_)));
    assert!(matches!(scopes[1], Scope::Unknown(_)));
    assert_eq!(format!("{:>14}|{:?}", scopes[1], scopes[1]), r#"  delete:users|Unknown("delete:users")"#);
    assert_eq!(written(&scopes), r#"["get:users","delete:users"]"#);
    assert_eq!(Scope::from(String::from("put:users")), Scope::PutUsers);
    assert_eq!(Scope::PutUsers.as_ref(), "put:users");
}

#[test]
fn absent_null_and_value_are_kept_apart() {
    for (text, options) in [
        (r#"{"name":"n","count":null}"#, Field::Absent),
        (r#"{"name":"n","count":null,"options":null}"#, Field::Null),
        (
            r#"{"name":"n","count":null,"options":{"domain_aliases":[],"a":null}}"#,
            Field::Value(read(&json!({ "domain_aliases": [], "a": null }))),
        ),
    ] {
        let connection: Connection = from_slice(text.as_bytes()).unwrap();
        assert_eq!(connection.options, options, "{text}");
        assert_eq!(written(&connection), text);
    }
}

#[test]
fn a_public_map_takes_the_members_that_no_field_names() {
    let options: Options = read(&json!({ "domain_aliases": [], "b": "x", "a": null }));
    let expected = BTreeMap::from([("a".into(), Nullable::Null), ("b".into(), Nullable::Value("x".into()))]);
    assert_eq!(options.additional, expected);
}

#[test]
fn strings_are_borrowed() {
    let first = |tape: &Tape<'_>| tape.root().array().unwrap().next().unwrap().string().unwrap().as_ptr();
    let list = vec![String::from("a string")];
    let mut tape = Tape::new();
    list.encode(&mut tape);
    assert_eq!(first(&tape), list[0].as_ptr());
    let text = String::from(r#"["a string"]"#);
    let tape: Tape<'_> = serde_json::from_str(&text).unwrap();
    assert_eq!(first(&tape), text[2..].as_ptr());
}

#[test]
fn errors_are_one_pointer_and_nodes_are_three_words() {
    assert_eq!(size_of::<Result<(), super::ReadError>>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), super::WriteError>>(), size_of::<usize>());
    assert_eq!(size_of::<super::Node<'_>>(), 3 * size_of::<usize>());
    assert_eq!(size_of::<super::Json<'_>>(), 2 * size_of::<usize>());
}
