use http::HeaderValue;

use super::*;

/// The quotas in headers of these values.
fn read(values: &[&'static str]) -> Vec<Quota> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append("x-quota", HeaderValue::from_static(value));
    }
    Quota::of(&headers, "X-Quota")
}

fn quota(bucket: &str, quota: u64, remaining: u64, seconds: u64) -> Quota {
    Quota {
        bucket: Some(bucket.to_owned()),
        quota: Some(quota),
        remaining: Some(remaining),
        reset: Some(Duration::from_secs(seconds)),
    }
}

#[test]
fn quotas_are_read_from_all_headers_of_the_name() {
    let (hour, day) = (quota("per_hour", 100, 99, 1800), quota("per_day", 300, 0, 86400));
    assert_eq!(read(&[]), []);
    let both = [hour, day];
    assert_eq!(read(&["b=per_hour;q=100;r=99;t=1800"]), both[..1]);
    assert_eq!(read(&["b=per_hour;q=100;r=99;t=1800,b=per_day;q=300;r=0;t=86400"]), both);
    assert_eq!(read(&[" b=per_hour ; q=100; r=99;t=1800;x=1", "b=per_day;q=300;r=0;t=86400,"]), both);
}

#[test]
fn what_cannot_be_understood_is_nothing() {
    assert_eq!(read(&["b;q=-1;r=1e3;t="]), [Quota::default()]);
    assert_eq!(read(&["q=18446744073709551616", ","]), [Quota::default()]);
}
