use serde_json::{Value, json};

use super::super::super::field::{Field, Nullable};
use super::*;

/// The body, with its boundary written as `B` and its line ends as `|`.
fn shown(multipart: &Multipart) -> String {
    let (boundary, body) = multipart.encode().unwrap();
    assert_eq!(boundary, "form-data-boundary-00000000");
    String::from_utf8(body.to_vec()).unwrap().replace(&boundary, "B").replace("\r\n", "|")
}

/// The part that a value becomes under the name `n`: what stands after the name.
fn part(value: &dyn PartValue, media_type: Option<&str>) -> String {
    let shown = shown(&Multipart::new().parts(&[("n", value, media_type)]));
    let part = shown.strip_prefix("--B|Content-Disposition: form-data; name=\"n\"").unwrap_or(&shown);
    part.strip_suffix("|--B--|").unwrap_or(part).to_owned()
}

/// What is wrong with the value under the name `n`.
fn fault(value: &dyn PartValue, media_type: Option<&str>) -> String {
    Multipart::new().parts(&[("n", value, media_type)]).encode().unwrap_err().to_string()
}

#[test]
fn a_body_is_written_byte_for_byte() {
    let users = FilePart::bytes("users.json", &b"[1,\r\n\xff]"[..]).media_type("application/json");
    let multipart = Multipart::new().part("connection_id", &"c1".to_owned()).part("users", &users);
    let (boundary, body) = multipart.encode().unwrap();
    assert_eq!(boundary, "form-data-boundary-00000000");
    let expected = b"--form-data-boundary-00000000\r\n\
        Content-Disposition: form-data; name=\"connection_id\"\r\n\
        \r\n\
        c1\r\n\
        --form-data-boundary-00000000\r\n\
        Content-Disposition: form-data; name=\"users\"; filename=\"users.json\"\r\n\
        Content-Type: application/json\r\n\
        \r\n\
        [1,\r\n\xff]\r\n\
        --form-data-boundary-00000000--\r\n";
    assert_eq!(&body[..], expected);
    assert_eq!(shown(&Multipart::new()), "--B--|");
}

#[test]
fn a_value_is_encoded_by_its_kind() {
    let text = |text: &str| Value::from(text);
    for (value, media_type, expected) in [
        (text("é \"|\""), None, "||é \"|\""),
        (text(""), None, "||"),
        (json!(true), None, "||true"),
        (json!(1.5), None, "||1.5"),
        (json!({"a": [1]}), None, "|Content-Type: application/json||{\"a\":[1]}"),
        (text("<a/>"), Some("text/xml"), "|Content-Type: text/xml||<a/>"),
        (json!(7), Some("text/plain; charset=utf-8"), "|Content-Type: text/plain; charset=utf-8||7"),
        (text("a"), Some("application/json"), "|Content-Type: application/json||\"a\""),
        (json!(null), Some("application/json"), "|Content-Type: application/json||null"),
        (json!({"a": 1}), Some("application/vnd.x+json"), "|Content-Type: application/vnd.x+json||{\"a\":1}"),
    ] {
        assert_eq!(part(&value, media_type), expected, "{value} {media_type:?}");
    }
}

#[test]
fn a_list_is_a_part_for_each_item() {
    let head = "--B|Content-Disposition: form-data; name=\"n\"";
    let list = json!(["a", 1, {"b": 2}, [3]]);
    let json = "Content-Type: application/json";
    let expected = format!("||a|{head}||1|{head}|{json}||{{\"b\":2}}|{head}|{json}||[3]");
    assert_eq!(part(&list, None), expected);
    assert_eq!(
        part(&json!([1, "a"]), Some(json.split_once(' ').unwrap().1)),
        format!("|{json}||1|{head}|{json}||\"a\"")
    );
    assert_eq!(part(&json!([]), None), "--B--|");
}

#[test]
fn a_file_has_a_name_and_a_media_type() {
    let plain = || FilePart::bytes("a.bin", "x");
    let png = || plain().media_type("image/png");
    let expected = |media_type: &str| format!("; filename=\"a.bin\"|Content-Type: {media_type}||x");
    for (file, stated, media_type) in [
        (plain(), None, "application/octet-stream"),
        (plain(), Some("image/jpeg"), "image/jpeg"),
        (png(), None, "image/png"),
        (png(), Some("image/jpeg"), "image/png"),
    ] {
        assert_eq!(part(&file, stated), expected(media_type), "{file:?} {stated:?}");
    }
    assert_eq!(part(&Some(plain()), None), expected("application/octet-stream"));
    let two = format!(
        "{}|--B|Content-Disposition: form-data; name=\"n\"{}",
        expected("application/octet-stream"),
        expected("image/png")
    );
    assert_eq!(part(&vec![plain(), png()], None), two);
    assert_eq!(part(&Some(vec![plain(), png()]), None), two);
}

#[test]
fn what_is_absent_is_no_part() {
    for value in [
        &None::<String> as &dyn PartValue,
        &Field::<String>::Absent,
        &None::<FilePart>,
        &None::<Vec<FilePart>>,
        &Vec::<FilePart>::new(),
    ] {
        assert_eq!(part(value, None), "--B--|");
    }
}

#[test]
fn names_cannot_break_out() {
    for (name, expected) in [
        ("a b", "a b"),
        ("", ""),
        ("tags[]", "tags[]"),
        ("é€😀", "é€😀"),
        ("a\"; filename=\"x", "a%22; filename=%22x"),
        ("a\r\nContent-Type: text/html\r\n\r\n", "a%0D%0AContent-Type: text/html%0D%0A%0D%0A"),
        ("a\rb\nc", "a%0Db%0Ac"),
        ("a%22b\\", "a%22b\\"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("\0\t", "\0\t"),
    ] {
        let file = FilePart::bytes(name, "x");
        let expected = format!(
            "--B|Content-Disposition: form-data; name=\"{expected}\"; filename=\"{expected}\"|\
             Content-Type: application/octet-stream||x|--B--|"
        );
        assert_eq!(shown(&Multipart::new().part(name, &file)), expected, "{name:?}");
    }
}

#[test]
fn no_part_holds_the_boundary() {
    let own = "form-data-boundary-00000000";
    for multipart in [
        Multipart::new().part("n", &format!("\r\n--{own}--\r\n")),
        Multipart::new().part(own, &1),
        Multipart::new().part("n", &FilePart::bytes(own, "x")),
        Multipart::new().part("n", &FilePart::bytes("x", format!("--{own}"))),
        Multipart::new().part("n", &FilePart::bytes("x", "x").media_type(own)),
    ] {
        assert_eq!(multipart.encode().unwrap().0, "form-data-boundary-00000001");
    }
}

#[test]
fn what_parts_cannot_express_is_refused() {
    let object = json!({"a": 1});
    for (value, media_type, expected) in [
        (
            &Nullable::<String>::Null as &dyn PartValue,
            None,
            "the value at $.n is null, which a form cannot express",
        ),
        (&json!([1, null]), None, "the value at $.n[1] is null, which a form cannot express"),
        (&object, Some("application/xml"), "the value at $.n is an object, which has no form but JSON"),
        (&json!([[1]]), Some("text/csv"), "the value at $.n[0] is an array, which has no form but JSON"),
        (&f64::NAN, None, "the number at $.n is NaN or infinite, which JSON cannot express"),
        (&vec![0.5, f64::NAN], None, "the number at $.n[1] is NaN or infinite, which JSON cannot express"),
        (&1, Some("a\r\nb"), "the media type of the part $.n has characters that a header cannot carry"),
        (
            &FilePart::bytes("MARK", "MARK").media_type("a\nMARK"),
            None,
            "the media type of the part $.n has characters that a header cannot carry",
        ),
    ] {
        assert_eq!(fault(value, media_type), expected);
    }
}

#[test]
fn the_first_fault_is_the_error() {
    let multipart = Multipart::new().part("a", &f64::NAN).part("b", &f64::NAN).part("c", &1);
    assert_eq!(multipart.encode().unwrap_err().path(), "$.a");
}

#[test]
fn a_map_adds_a_part_for_each_entry() {
    let map = BTreeMap::from([("b".to_owned(), 2), ("c".to_owned(), 3)]);
    let multipart = Multipart::new().part("a", &1).map(&map);
    let head = "--B|Content-Disposition: form-data; name=";
    assert_eq!(shown(&multipart), format!("{head}\"a\"||1|{head}\"b\"||2|{head}\"c\"||3|--B--|"));
    assert_eq!(multipart.map(&map).encode().unwrap_err().to_string(), "duplicate member $.b");
}

#[test]
fn an_object_is_a_part_for_each_member() {
    let head = "--B|Content-Disposition: form-data; name=";
    let expected = format!("{head}\"a\"||1|{head}\"b\"||2|{head}\"b\"||3|--B--|");
    assert_eq!(shown(&Multipart::of(&json!({"a": "1", "b": [2, 3]})).unwrap()), expected);
    let error = Multipart::of(&json!([1])).unwrap_err();
    assert_eq!(error.to_string(), "a form is made of an object, found an array");
}

#[test]
fn what_parts_hold_is_not_shown() {
    let file = FilePart::bytes("a.txt", "MARK");
    assert_eq!(format!("{file:?}"), r#"FilePart { file_name: "a.txt", media_type: None, len: 4 }"#);
    let multipart = Multipart::new().part("MARK", &file);
    assert_eq!(format!("{multipart:?}"), "Multipart { parts: 1, .. }");
}
