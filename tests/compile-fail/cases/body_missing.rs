// error E0061: this method takes 2 arguments but 1 argument was supplied

use auth0_management::ManagementClient;

fn create(client: &ManagementClient) {
    let _ = client.self_service_profiles().sso_ticket().create("id");
}

fn main() {
    let _ = create;
}
