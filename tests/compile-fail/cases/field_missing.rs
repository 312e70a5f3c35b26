// error E0061: this function takes 1 argument but 0 arguments were supplied

use auth0_management::types::SelfServiceProfileSsoTicketConnectionConfig;

fn main() {
    let _ = SelfServiceProfileSsoTicketConnectionConfig::new();
}
