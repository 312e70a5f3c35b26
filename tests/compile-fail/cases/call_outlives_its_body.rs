// error E0597: `content` does not live long enough

use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;
use auth0_management::{Error, ManagementClient};

async fn create(client: &ManagementClient) -> Result<(), Error> {
    let call = {
        let content = CreateSelfServiceProfileSsoTicketRequestContent::new();
        client.self_service_profiles().sso_ticket().create("id", &content)
    };
    call.await.map(drop)
}

fn main() {
    let _ = create;
}
