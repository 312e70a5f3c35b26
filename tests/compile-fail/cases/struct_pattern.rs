// error E0638: `..` required with struct marked as non-exhaustive

use auth0_management::types::CreateSelfServiceProfileSsoTicketResponseContent;

fn ticket(content: CreateSelfServiceProfileSsoTicketResponseContent) -> Option<String> {
    let CreateSelfServiceProfileSsoTicketResponseContent { ticket } = content;
    ticket
}

fn main() {
    let _ = ticket;
}
