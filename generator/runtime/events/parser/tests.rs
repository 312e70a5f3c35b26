use super::*;

/// The events of a stream that comes in pieces of this size, with the last id of each.
fn events(text: &[u8], size: usize) -> Vec<(String, String, String)> {
    let mut parser = Parser::new(1024);
    let mut events = Vec::new();
    for piece in text.chunks(size) {
        let mut piece = Bytes::copy_from_slice(piece);
        while let Some(RawEvent { event, data }) = parser.event(&mut piece).unwrap() {
            events.push((event, data, parser.last_id.clone()));
        }
    }
    events
}

/// An event's name and data, and the last id.
type Expected = (&'static str, &'static str, &'static str);

/// The rows come from the HTML Standard's own examples, and from its rules.
#[test]
fn a_stream_is_taken_apart_wherever_its_pieces_are_cut() {
    let rows: [(&[u8], &[Expected]); 19] = [
        (b"", &[]),
        (b"data: a\n\n", &[("", "a", "")]),
        (b"data: a\r\rdata: b\r\n\r\ndata: c\n\r\n", &[("", "a", ""), ("", "b", ""), ("", "c", "")]),
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", &[("", "YHOO\n+2\n10", "")]),
        (
            b": test stream\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
            &[("", "first", "1"), ("", "second", ""), ("", " third", "")],
        ),
        // The last is not complete.
        (b"data\n\ndata\ndata\n\ndata:", &[("", "", ""), ("", "\n", "")]),
        (b"data:test\n\ndata: test\n\n", &[("", "test", ""), ("", "test", "")]),
        (b"event: add\ndata: 1\n\ndata: 2\n\n", &[("add", "1", ""), ("", "2", "")]),
        (b"event: add\n\ndata: 1\n\n", &[("", "1", "")]),
        (b"id: 1\n\ndata: a\n\n", &[("", "a", "1")]),
        (b"id: 1\ndata: a\n\nid: \0\ndata: b\n\n", &[("", "a", "1"), ("", "b", "1")]),
        (b"\xef\xbb\xbfdata: a\n\n", &[("", "a", "")]),
        (b"\n\xef\xbb\xbfdata: a\n\n", &[]),
        (b"DATA: a\n\n data: b\n\n", &[]),
        (b"data: a: b\n\n", &[("", "a: b", "")]),
        (b"other: a\ndata: b\n\n", &[("", "b", "")]),
        ("data: é\u{2028}\n\n".as_bytes(), &[("", "é\u{2028}", "")]),
        (b"data: \xff\n\n", &[("", "\u{fffd}", "")]),
        (b":\n\n:\n\n\n\n", &[]),
    ];
    for (text, expected) in rows {
        for size in 1..=text.len().max(1) {
            let found = events(text, size);
            let found: Vec<_> =
                found.iter().map(|(event, data, id)| (event.as_str(), data.as_str(), id.as_str())).collect();
            assert_eq!(found, expected, "{:?} in pieces of {size}", String::from_utf8_lossy(text));
        }
    }
}

#[test]
fn the_time_to_connect_again_is_digits_alone() {
    for (text, expected) in [
        ("retry: 1500\n", Some(1500)),
        ("retry: 0\n", Some(0)),
        ("retry: 1500\nretry: x\n", Some(1500)),
        ("retry: +1\n", None),
        ("retry: 99999999999999999999\n", None),
        ("retry\n", None),
    ] {
        let mut parser = Parser::new(1024);
        assert_eq!(parser.event(&mut Bytes::copy_from_slice(text.as_bytes())), Ok(None));
        assert_eq!(parser.retry, expected.map(Duration::from_millis), "{text:?}");
    }
}

#[test]
fn neither_an_event_nor_a_line_grows_without_bound() {
    for text in ["data: 123456789\n\n", ": 12345678901234\n", "data: 12\ndata: 34\ndata: 567\n\n"] {
        for size in 1..=text.len() {
            let mut parser = Parser::new(14);
            let mut read = text.as_bytes().chunks(size).map(|piece| {
                let mut piece = Bytes::copy_from_slice(piece);
                parser.event(&mut piece)
            });
            assert!(read.any(|event| event == Err(TooLarge)), "{text:?} in pieces of {size}");
        }
    }
    // What many events have together does not matter.
    let mut parser = Parser::new(14);
    let mut piece = Bytes::from("data: 1\n\n".repeat(99));
    let mut count = 0;
    while let Some(event) = parser.event(&mut piece).unwrap() {
        assert_eq!(event.data, "1");
        count += 1;
    }
    assert_eq!(count, 99);
}
