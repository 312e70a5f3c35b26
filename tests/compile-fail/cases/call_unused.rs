// warning unused_must_use: a call is sent when it is awaited

use auth0_management::ManagementClient;
use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

fn create(client: &ManagementClient) {
    let content = CreateSelfServiceProfileSsoTicketRequestContent::new();
    client.self_service_profiles().sso_ticket().create("id", &content);
}

fn main() {
    let _ = create;
}
