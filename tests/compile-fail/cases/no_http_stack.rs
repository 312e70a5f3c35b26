// error E0432: unresolved import `auth0_management::runtime::ReqwestTransport`

use auth0_management::runtime::ReqwestTransport;

fn main() {
    let _ = ReqwestTransport::new(None);
}
