// warning unused_must_use: `Result` that must be used

use auth0_management::ManagementClient;
use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

async fn create(client: &ManagementClient) {
    let content = CreateSelfServiceProfileSsoTicketRequestContent::new();
    client.self_service_profiles().sso_ticket().create("id", &content).await;
}

fn main() {
    let _ = create;
}
