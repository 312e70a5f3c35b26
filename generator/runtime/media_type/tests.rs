use super::*;

#[test]
fn json_is_known_by_its_name_and_its_suffix() {
    for (text, expected) in [
        ("application/json", true),
        (" Application/JSON ; charset=utf-8", true),
        ("application/merge-patch+json", true),
        ("application/vnd.x+JSON", true),
        ("application/jsonl", false),
        ("text/json-seq", false),
        ("json", false),
        ("", false),
    ] {
        assert_eq!(MediaType::new(text).is_json(), expected, "{text}");
    }
}

#[test]
fn a_range_includes_media_types_and_no_range() {
    for (range, media_type, expected) in [
        ("image/png", "image/png", true),
        ("image/png", "IMAGE/PNG; q=1", true),
        ("image/png", "image/jpeg", false),
        ("image/*", "image/png", true),
        ("IMAGE/*", "image/png", true),
        ("image/*", "imagery/png", false),
        ("image/*", "image/*", false),
        ("*/*", "a/b", true),
        ("*/*;q=0.1", "a/b", true),
        ("*/*", "*/*", false),
        ("*/*", "png", false),
        ("", "", false),
    ] {
        assert_eq!(
            MediaType::new(range).includes(MediaType::new(media_type)),
            expected,
            "{range} {media_type}"
        );
    }
}

#[test]
fn a_charset_is_found_among_the_parameters() {
    // has a charset, can be UTF-8
    for (text, expected) in [
        ("text/plain", (false, true)),
        ("text/plain; charset=utf-8", (true, true)),
        ("text/plain;CHARSET = \"UTF-8\"", (true, true)),
        ("text/plain; format=flowed; charset=us-ascii", (true, true)),
        ("text/plain; charset=iso-8859-1", (true, false)),
        ("text/plain; charset=", (true, false)),
        ("text/plain; x-charset=iso-8859-1", (false, true)),
    ] {
        let media_type = MediaType::new(text);
        assert_eq!((media_type.has_charset(), media_type.is_utf8()), expected, "{text}");
    }
}
