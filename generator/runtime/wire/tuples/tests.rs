use super::super::{Decode, from_slice, to_vec};

fn read<T: Decode>(text: &str) -> Result<T, String> {
    from_slice(text.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn each_position_has_its_type() {
    let value = ("a".to_owned(), 1_i64, vec![true]);
    assert_eq!(to_vec(&value).unwrap(), br#"["a",1,[true]]"#);
    assert_eq!(read(r#"["a", 1.0, [true]]"#), Ok(value));
    assert_eq!(read("[1]"), Ok((1_i64,)));
    let twelve = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assert_eq!(to_vec(&twelve).unwrap(), b"[1,2,3,4,5,6,7,8,9,10,11,12]");
    assert_eq!(read("[1,2,3,4,5,6,7,8,9,10,11,12]"), Ok(twelve));
}

#[test]
fn a_position_too_few_or_too_many_is_an_error() {
    for text in ["[]", "[1]", "[1,2,3]"] {
        assert_eq!(
            read::<(i64, i64)>(text),
            Err("expected an array of the length 2 at $, found an array of another length".to_owned())
        );
    }
    for (text, error) in [
        ("7", "expected an array at $, found an integer"),
        (r#"[1,"a"]"#, "expected an i64 at $[1], found a string"),
    ] {
        assert_eq!(read::<(i64, i64)>(text), Err(error.to_owned()));
    }
}
