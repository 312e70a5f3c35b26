// error E0308: mismatched types

use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

fn main() {
    let _ = CreateSelfServiceProfileSsoTicketRequestContent::new().ttl_sec("an hour");
}
