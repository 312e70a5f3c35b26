// error E0004: non-exhaustive patterns

use auth0_management::types::SelfServiceProfileSsoTicketDomainVerificationEnum as Verification;

fn is_required(verification: &Verification) -> bool {
    match verification {
        Verification::Required => true,
        Verification::None | Verification::Optional => false,
    }
}

fn main() {
    let _ = is_required;
}
