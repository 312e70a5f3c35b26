use super::{Redacted, Secret};

#[test]
fn a_secret_is_masked_and_can_be_exposed() {
    for secret in [Secret::from("hunter2"), Secret::from(String::from("hunter2"))] {
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "[REDACTED] Some([REDACTED])");
        assert_eq!(secret.expose(), "hunter2");
    }
    assert_eq!(format!("{Redacted:#?}"), "[REDACTED]");
}
