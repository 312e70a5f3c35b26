use super::{Field, Nullable};

#[test]
fn a_field_has_three_states() {
    let value = |field: Field<&'static str>| (field.is_absent(), field.is_null(), field.value().copied());
    assert_eq!(value(Field::default()), (true, false, None));
    assert_eq!(value(Field::Null), (false, true, None));
    assert_eq!(value(Field::from("a")), (false, false, Some("a")));
}

#[test]
fn the_value_alone_is_mapped() {
    for (field, mapped) in
        [(Field::Absent, Field::Absent), (Field::Null, Field::Null), (Field::Value("ab"), Field::Value(2))]
    {
        assert_eq!(field.map(str::len), mapped);
        assert_eq!(field.as_ref().into_value(), field.value());
    }
    for (nullable, mapped) in [(Nullable::Null, Nullable::Null), (Nullable::from("ab"), Nullable::Value(2))] {
        assert_eq!(nullable.map(str::len), mapped);
        assert_eq!(nullable.as_ref().into_value(), nullable.value());
        assert_eq!(nullable.is_null(), nullable.into_value().is_none());
    }
}

#[test]
fn null_and_a_value_have_a_form_in_serde() {
    let nullable: Vec<Nullable<u8>> = serde_json::from_str("[null,1]").unwrap();
    assert_eq!(nullable, [Nullable::Null, Nullable::Value(1)]);
    assert_eq!(serde_json::to_string(&nullable).unwrap(), "[null,1]");
    for (text, field) in [("null", Field::Null), ("1", Field::Value(1))] {
        assert_eq!(serde_json::from_str::<Field<u8>>(text).unwrap(), field);
        assert_eq!(serde_json::to_string(&field).unwrap(), text);
    }
    assert_eq!(
        serde_json::to_string(&Field::<u8>::Absent).unwrap_err().to_string(),
        "an absent field is no value: it is to be left out"
    );
}
