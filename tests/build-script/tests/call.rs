//! The client of a build script makes the call that a vendored one makes.

use letterpress_build_script::auth0::ManagementClient;
use letterpress_build_script::auth0::runtime::mock::{MockClock, MockReply, MockTransport};
use letterpress_build_script::auth0::types::CreateSelfServiceProfileSsoTicketRequestContent;

#[test]
fn a_ticket_is_created() {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.reply(MockReply::json(201, r#"{"ticket":"https://example.com/t"}"#));
    let client = ManagementClient::builder()
        .tenant_domain("tenant.example.com")
        .token("secret")
        .transport(transport.clone())
        .clock(clock.clone())
        .build()
        .expect("a client");
    let request = CreateSelfServiceProfileSsoTicketRequestContent::new().ttl_sec(60);
    request.validate().expect("a valid request");

    let answer = clock.block_on(client.self_service_profiles().sso_ticket().create("ssp_1", &request));

    assert_eq!(answer.expect("an answer").ticket.as_deref(), Some("https://example.com/t"));
    let sent = transport.requests();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].uri(), "https://tenant.example.com/api/v2/self-service-profiles/ssp_1/sso-ticket");
    assert_eq!(sent[0].body().as_ref(), br#"{"ttl_sec":60}"#);
}

#[test]
fn the_receipt_was_written_beside_it() {
    let receipt = include_str!(concat!(env!("OUT_DIR"), "/receipt.jsonl"));
    assert!(receipt.starts_with("{\"package\":\"sdk\",\"receipt\":1}\n"), "{receipt}");
    assert!(receipt.contains("\"method\":\"create\""), "{receipt}");
}
