//! Prints the client of `users.yaml`, and opens what a call of it goes through: how bodies are read and written is not public.

use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    letterpress::Builder::new("users.yaml").client("UsersClient").feature("reqwest").build("users")?;
    let path = Path::new(&env::var("OUT_DIR")?).join("users.rs");
    let printed = fs::read_to_string(&path)?;
    let opened = printed.replace("\nmod wire {", "\npub mod wire {");
    if opened == printed {
        return Err("the printed module has no module `wire`".into());
    }
    fs::write(path, opened)?;
    Ok(())
}
