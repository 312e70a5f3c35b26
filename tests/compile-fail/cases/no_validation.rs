// error E0599: no method named `validate` found

use auth0_management::types::CreateSelfServiceProfileSsoTicketRequestContent;

fn main() {
    let _ = CreateSelfServiceProfileSsoTicketRequestContent::new().validate();
}
