// warning unused_must_use: ManagementClientBuilder

use auth0_management::ManagementClient;

fn main() {
    ManagementClient::builder().token("t");
}
