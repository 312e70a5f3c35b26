// error E0277: `Secret` doesn't implement `std::fmt::Display`

use auth0_management::Secret;

fn main() {
    println!("{}", Secret::from("s"));
}
