use super::*;

fn limit(headers: &[(&'static str, &'static str)]) -> RateLimit {
    let headers =
        headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    // 1994-11-06T08:49:30Z
    RateLimit::of(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770))
}

#[test]
fn the_headers_are_read() {
    let headers =
        [("x-ratelimit-limit", "50"), ("x-ratelimit-remaining", " 0 "), ("x-ratelimit-reset", "784111777")];
    let expected = RateLimit {
        limit: Some(50),
        remaining: Some(0),
        reset: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)),
        retry_after: None,
    };
    assert_eq!(limit(&headers), expected);
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    for (value, expected) in [
        ("0", Some(0)),
        ("120", Some(120)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
        ("Sun Nov  6 08:49:37 1994", Some(7)),
        ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("+7", None),
        ("99999999999999999999", Some(u64::MAX)),
    ] {
        assert_eq!(
            limit(&[("retry-after", value)]).retry_after,
            expected.map(Duration::from_secs),
            "{value}"
        );
    }
}

#[test]
fn what_is_not_understood_is_not_said() {
    let headers = [
        ("x-ratelimit-limit", "many"),
        ("x-ratelimit-remaining", ""),
        ("x-ratelimit-reset", "18446744073709551615"),
    ];
    assert_eq!(limit(&headers), RateLimit::default());
}
