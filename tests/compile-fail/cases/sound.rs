//! What the other cases are, had they no fault.

use auth0_management::types::{
    CreateSelfServiceProfileSsoTicketRequestContent, SelfServiceProfileSsoTicketConnectionConfig,
};
use auth0_management::{Error, ManagementClient};

async fn create(client: &ManagementClient) -> Result<(), Error> {
    let future = {
        let config = SelfServiceProfileSsoTicketConnectionConfig::new("acme");
        let content = CreateSelfServiceProfileSsoTicketRequestContent::new().connection_config(config);
        client.self_service_profiles().sso_ticket().create("id", &content).idempotent(true).into_future()
    };
    match future.await {
        Ok(_) => Ok(()),
        Err(Error::Api(error)) => Err(Error::Api(error)),
        Err(error) => Err(error),
    }
}

fn main() {
    let _ = create;
}
