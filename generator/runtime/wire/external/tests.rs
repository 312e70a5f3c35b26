use std::fmt::{self, Display, Formatter};
use std::net::IpAddr;

use serde_json::json;

use super::super::super as runtime;
use super::super::{Decode, from_slice, to_vec};

/// A type that is a string on the wire, as if of another crate.
#[derive(Debug, PartialEq)]
struct Even(u8);

impl std::str::FromStr for Even {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse::<u8>().map_err(|error| error.to_string())?;
        if number % 2 == 0 { Ok(Self(number)) } else { Err(format!("{number} is odd")) }
    }
}

impl Display for Even {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0 == 100 { Err(fmt::Error) } else { write!(f, "{}", self.0) }
    }
}

runtime::text_values!(Even, IpAddr);

/// A type with serde's traits, as if of another crate.
#[derive(Debug, PartialEq)]
struct Own(serde_json::Value);

impl serde::Serialize for Own {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            serde_json::Value::Bool(false) => Err(serde::ser::Error::custom("no")),
            value => value.serialize(serializer),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Own {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Err(serde::de::Error::custom("no null")),
            value => Ok(Self(value)),
        }
    }
}

runtime::serde_values!(Own);

fn fault<T: Decode + fmt::Debug>(text: &str) -> String {
    from_slice::<Vec<T>>(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_string_is_what_its_type_makes_of_it() {
    assert_eq!(from_slice::<Even>(br#""4""#).unwrap(), Even(4));
    assert_eq!(to_vec(&vec![Even(4), Even(6)]).unwrap(), br#"["4","6"]"#);
    let address: IpAddr = from_slice(br#""::1""#).unwrap();
    assert_eq!(to_vec(&address).unwrap(), br#""::1""#);
    assert_eq!(fault::<Even>(r#"["2","3"]"#), "invalid value at $[1]: 3 is odd");
    assert_eq!(fault::<Even>("[2]"), "expected a string at $[0], found an integer");
    let unwritable = to_vec(&vec![Even(2), Even(100)]).unwrap_err();
    assert_eq!(unwritable.to_string(), "the value at $[1] cannot be written by its own type");
}

#[test]
fn any_json_goes_through_serde() {
    for value in
        [json!({ "a": [1, -2, 18_446_744_073_709_551_615_u64, 1.5, "x", null, true], "b": {} }), json!([])]
    {
        let text = value.to_string();
        let own: Own = from_slice(text.as_bytes()).unwrap();
        assert_eq!(own, Own(value));
        assert_eq!(to_vec(&own).unwrap(), text.as_bytes());
    }
    assert_eq!(fault::<Own>("[1,null]"), "invalid value at $[1]: no null");
    let unwritable = to_vec(&vec![Own(json!(true)), Own(json!(false))]).unwrap_err();
    assert_eq!(unwritable.to_string(), "the value at $[1] cannot be written by its own type");
}

#[test]
fn what_nests_too_deep_is_a_fault() {
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    assert!(to_vec(&Own(deep)).unwrap_err().to_string().ends_with("nests deeper than 127 levels"));
}
