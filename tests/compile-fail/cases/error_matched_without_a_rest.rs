// error E0004: non-exhaustive patterns

use auth0_management::Error;

fn is_told(error: &Error) -> bool {
    match error {
        Error::Api(_) | Error::Decode(_) => true,
        Error::InvalidRequest(_) | Error::Auth(_) | Error::Transport(_) | Error::Timeout(_) => false,
    }
}

fn main() {
    let _ = is_told;
}
