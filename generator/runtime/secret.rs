//! Text that must not be shown.

use std::fmt::{self, Debug, Formatter};

/// A string that is never shown: `Debug` masks it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The string. Whoever asks for it takes care of it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}
