// warning unused_must_use: a future does nothing unless it is polled

use auth0_management::ManagementClient;
use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

fn create(client: &ManagementClient) {
    let content = CreateSelfServiceProfileSsoTicketRequestContent::new();
    client.self_service_profiles().sso_ticket().create("id", &content).send();
}

fn main() {
    let _ = create;
}
