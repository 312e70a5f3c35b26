// error E0061: this method takes 2 arguments but 1 argument was supplied

use auth0_management::ManagementClient;
use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

fn create(client: &ManagementClient) {
    let content = CreateSelfServiceProfileSsoTicketRequestContent::new();
    let _ = client.self_service_profiles().sso_ticket().create(&content);
}

fn main() {
    let _ = create;
}
