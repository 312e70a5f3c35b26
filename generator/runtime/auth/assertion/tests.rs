use std::sync::{Arc, Mutex};

use super::super::super::mock::MockReply;
use super::super::super::tests::{Setup, shown};
use super::super::super::{Clock, Error};
use super::*;

/// Signs by counting, and keeps what it was to sign; or fails.
#[derive(Clone, Default)]
struct Counting {
    signed: Arc<Mutex<Vec<AssertionClaims>>>,
    fails: bool,
}

impl AssertionSigner for Counting {
    fn sign<'a>(&'a self, claims: &'a AssertionClaims) -> BoxFuture<'a, Result<Secret, AuthError>> {
        Box::pin(async move {
            let mut signed = self.signed.lock().unwrap();
            signed.push(claims.clone());
            if self.fails {
                Err(AuthError::new("no key"))
            } else {
                Ok(format!("MARK.{}", signed.len()).into())
            }
        })
    }
}

#[test]
fn each_token_is_asked_for_with_an_assertion_of_its_own() {
    let signer = Counting::default();
    let token = MockReply::json(200, r#"{"access_token": "a"}"#);
    let setup = Setup::new([token.clone(), MockReply::new(200), token, MockReply::new(200)])
        .with(|builder| builder.client_assertion("token", "my id", signer.clone()));
    let client = setup.client();
    for _ in 0..2 {
        let call = super::super::super::tests::call::<()>(&client, &super::super::super::tests::GET);
        setup.clock.block_on(call.parameter("id", "1")).unwrap();
    }
    let bodies: Vec<_> = setup
        .token_requests()
        .iter()
        .map(|request| std::str::from_utf8(request.body()).unwrap().to_owned())
        .collect();
    let body = |number: u32| {
        format!(
            "grant_type=client_credentials&client_id=my%20id&\
             client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&\
             client_assertion=MARK.{number}&audience=https%3A%2F%2Fexample.com%2Fapi%2Fv2%2F"
        )
    };
    assert_eq!(bodies, [body(1), body(2)]);
    let signed = signer.signed.lock().unwrap();
    assert_ne!(signed[0].id, signed[1].id);
    assert_eq!(signed[0].audience, "https://example.com/oauth/token");
    assert_eq!(signed[0].issued_at, setup.clock.now());
}

#[test]
fn the_claims_are_those_of_a_jwt() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
    let mut claims = AssertionClaims::new("a\"b".to_owned(), "https://h/".to_owned(), now);
    assert_eq!(claims.id.len(), 32);
    claims.id = "1".to_owned();
    let expected = r#"{"iss":"a\"b","sub":"a\"b","aud":"https://h/","iat":1000,"exp":1060,"jti":"1"}"#;
    assert_eq!(claims.to_json(), expected);
}

#[test]
fn without_an_assertion_nothing_is_sent() {
    let signer = Counting { fails: true, ..Counting::default() };
    let setup = Setup::new([]).with(|builder| builder.client_assertion("token", "id", signer));
    let error = setup.get().unwrap_err();
    assert!(matches!(error, Error::Auth(_)) && shown(&error).contains("no key"), "{error:?}");
    assert!(setup.transport.requests().is_empty());
}
