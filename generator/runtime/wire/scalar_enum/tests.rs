use super::super::super as runtime;
use super::super::{Decode, Encode, Json, ReadError, Tape, from_slice, to_vec};
use super::Scalar;
use runtime::{UnknownInteger, UnknownVariant};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Status {
    Ok,
    Unknown(UnknownInteger),
}

impl Status {
    fn as_i64(self) -> i64 {
        match self {
            Self::Ok => 200,
            Self::Unknown(value) => value.as_i64(),
        }
    }
}

impl From<i64> for Status {
    fn from(value: i64) -> Self {
        match value {
            200 => Self::Ok,
            other => Self::Unknown(UnknownInteger::new(other)),
        }
    }
}

runtime::integer_enum!(Status);

#[derive(Clone, Debug, PartialEq)]
enum Mode {
    Auto,
    Level,
    Off,
    Unknown(UnknownVariant),
}

impl From<Scalar<'_>> for Mode {
    fn from(value: Scalar<'_>) -> Self {
        match value {
            Scalar::Text("auto") => Self::Auto,
            Scalar::Integer(-1) => Self::Level,
            Scalar::Boolean(false) => Self::Off,
            other => Self::Unknown(UnknownVariant::of(other)),
        }
    }
}

impl Encode for Mode {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        match self {
            Self::Auto => out.string("auto"),
            Self::Level => out.int(-1),
            Self::Off => out.bool(false),
            Self::Unknown(value) => value.encode(out),
        }
    }
}

impl Decode for Mode {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        match json.scalar() {
            Some(value) => Ok(Self::from(value)),
            None => Decode::decode(json).map(Self::Unknown),
        }
    }
}

runtime::scalar_enum!(Mode);

#[test]
fn an_integer_is_known_or_kept() {
    for (text, written, is_known) in [
        ("200", "200", true),
        ("200.0", "200", true),
        ("-7", "-7", false),
        ("9223372036854775807", "9223372036854775807", false),
    ] {
        let value: Status = from_slice(text.as_bytes()).unwrap();
        assert_eq!(value == Status::Ok, is_known, "{text}");
        assert_eq!(to_vec(&value).unwrap(), written.as_bytes());
        assert_eq!(value.to_string(), written);
        assert_eq!(serde_json::from_str::<Status>(&serde_json::to_string(&value).unwrap()).unwrap(), value);
        assert_eq!(Status::from(i64::from(value)), value);
    }
}

#[test]
fn what_is_no_integer_of_64_bits_is_an_error() {
    for (text, error) in [
        ("9223372036854775808", "expected an i64 at $, found an integer out of its range"),
        ("1.5", "expected an i64 at $, found a number with a fraction"),
        (r#""200""#, "expected an i64 at $, found a string"),
    ] {
        assert_eq!(from_slice::<Status>(text.as_bytes()).unwrap_err().to_string(), error);
    }
}

#[test]
fn a_scalar_is_known_by_value_and_type() {
    for (text, expected) in [(r#""auto""#, Mode::Auto), ("-1.0", Mode::Level), ("false", Mode::Off)] {
        assert_eq!(from_slice::<Mode>(text.as_bytes()).unwrap(), expected);
    }
    for (value, text, shown) in [
        (Mode::from("auto"), r#""auto""#, "auto"),
        (Mode::from(-1), "-1", "-1"),
        (Mode::from("-1"), r#""-1""#, "-1"),
        (Mode::from(true), "true", "true"),
        (Mode::from("never".to_owned()), r#""never""#, "never"),
        (from_slice(b"1.5").unwrap(), "1.5", "1.5"),
        (from_slice(br#"{"a":[null]}"#).unwrap(), r#"{"a":[null]}"#, r#"{"a":[null]}"#),
    ] {
        assert_eq!(to_vec(&value).unwrap(), text.as_bytes());
        assert_eq!(value.to_string(), shown);
        assert_eq!(serde_json::from_str::<Mode>(text).unwrap(), value);
    }
}
