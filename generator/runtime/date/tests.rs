use super::super::wire::{from_slice, to_vec};
use super::{Date, DateTime};

#[test]
fn a_date_keeps_its_text() {
    let text = r#""2026-01-31T23:59:59.120+00:00""#;
    let moment: DateTime = from_slice(text.as_bytes()).unwrap();
    assert_eq!(moment.as_str(), "2026-01-31T23:59:59.120+00:00");
    assert_eq!(to_vec(&moment).unwrap(), text.as_bytes());
    assert_eq!(serde_json::from_str::<DateTime>(text).unwrap(), moment);
    assert_eq!(serde_json::to_string(&moment).unwrap(), text);
    assert_eq!(format!("{:>12}", Date::new("2026-01-31")), "  2026-01-31");
    assert_eq!("2026-01-31".parse(), Ok(Date::from(String::from("2026-01-31"))));
}
