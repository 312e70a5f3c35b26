//! Copies the token cache with loom's mutex in place of the standard library's, so that the printed source need not know of loom.

use std::path::Path;
use std::{env, fs};

const SOURCE: &str = "../../generator/runtime/auth/tokens.rs";

/// What is put in place of what. Each must be there: a cache that synchronises by other means is to be modelled by these.
const REPLACED: [(&str, &str); 2] = [
    (
        "use std::sync::{Arc, Mutex, MutexGuard, PoisonError};",
        "use loom::sync::{Mutex, MutexGuard};\nuse std::sync::{Arc, PoisonError};",
    ),
    ("#[cfg(test)]\nmod tests;\n", ""),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let mut source = fs::read_to_string(SOURCE)?;
    for (own, model) in REPLACED {
        if !source.contains(own) {
            return Err(format!("{SOURCE} no longer says `{own}`").into());
        }
        source = source.replace(own, model);
    }
    // An included file has no documentation of its own.
    let source: Vec<_> = source.lines().filter(|line| !line.starts_with("//!")).collect();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("tokens.rs"), source.join("\n"))?;
    Ok(())
}
