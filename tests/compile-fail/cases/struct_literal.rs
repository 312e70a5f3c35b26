// error E0639: cannot create non-exhaustive struct

use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

fn main() {
    let _ = CreateSelfServiceProfileSsoTicketRequestContent {
        connection_id: None,
        ..CreateSelfServiceProfileSsoTicketRequestContent::new()
    };
}
