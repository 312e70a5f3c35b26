//! `letterpress.lock`: what a crate was printed from, and which of its files are ours.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::path::is_owned_path;
use crate::diagnostic::{BAD_LOCK, Diagnostic};

/// The lock's name in the printed crate.
pub const LOCK_FILE: &str = "letterpress.lock";

/// The version of the lock's format.
const FORMAT: i64 = 1;

/// What a crate was printed from, and what was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The version of letterpress that printed it.
    pub letterpress: String,
    /// The SHA-256 of each file of the description, in hex, by its path from the description's folder.
    pub inputs: BTreeMap<String, String>,
    /// The SHA-256 of each printed file, in hex, by its path in the crate.
    pub files: BTreeMap<String, String>,
}

impl Lock {
    /// The lock in `text`.
    ///
    /// # Errors
    ///
    /// The text is no lock, is of a later format, or names a file outside the crate.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let fault = |message: String| Diagnostic::new(&BAD_LOCK, None, format!("{LOCK_FILE} {message}"));
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| fault(format!("is no lock: {}", error.message())))?;
        if table.get("version").and_then(toml::Value::as_integer) != Some(FORMAT) {
            return Err(fault(format!("is not of version {FORMAT}, the one that this letterpress knows")));
        }
        let hashes = |name: &str| {
            let entries = table.get(name).and_then(toml::Value::as_table).into_iter().flatten();
            entries
                .map(|(path, hash)| match hash.as_str() {
                    Some(hash) => Ok((path.clone(), hash.to_owned())),
                    None => Err(fault(format!("has no hash for {path:?}"))),
                })
                .collect::<Result<BTreeMap<_, _>, _>>()
        };
        let lock = Self {
            letterpress: table
                .get("letterpress")
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            inputs: hashes("inputs")?,
            files: hashes("files")?,
        };
        match lock.files.keys().find(|path| !is_owned_path(path)) {
            Some(path) => Err(fault(format!("names {path:?}, which is no file that letterpress prints"))),
            None => Ok(lock),
        }
    }

    /// The lock's text: the same for the same content.
    pub fn to_text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut out = format!(
            "# Printed by letterpress: what this crate was printed from, and the files that are letterpress's to change.\n\
             version = {FORMAT}\nletterpress = {}\n",
            quoted(&self.letterpress)
        );
        for (title, entries) in [("inputs", &self.inputs), ("files", &self.files)] {
            // Writing to a String can't fail.
            let _ = writeln!(out, "\n[{title}]");
            for (path, hash) in entries {
                let _ = writeln!(out, "{} = {}", quoted(path), quoted(hash));
            }
        }
        out
    }
}

/// The SHA-256 of `bytes`, in hex.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
