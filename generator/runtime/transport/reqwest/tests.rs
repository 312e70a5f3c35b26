use super::*;

#[test]
fn a_certificate_that_is_not_trusted_is_found_within_other_errors() {
    let refused = || io::Error::new(io::ErrorKind::InvalidData, "certificate");
    assert!(is_untrusted(&refused()));
    assert!(is_untrusted(&io::Error::other(refused())));
    assert!(is_untrusted(&io::Error::other(TransportFailure::new(FailureKind::Io, refused()))));
    assert!(!is_untrusted(&io::Error::from(io::ErrorKind::ConnectionRefused)));
    assert!(!is_untrusted(&io::Error::other(io::Error::from(io::ErrorKind::TimedOut))));
}

#[test]
fn a_request_that_reqwest_cannot_express_is_not_sent_again() {
    let request = http::Request::builder().uri("/relative").body(Bytes::new()).unwrap();
    let error = reqwest::Request::try_from(request).unwrap_err();
    assert_eq!(failure(error).kind(), FailureKind::Other);
}
