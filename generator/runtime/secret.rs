//! Text that must not be shown.

use std::fmt::{self, Debug, Formatter};

#[cfg(test)]
mod tests;

/// A string that is never shown: `Debug` masks it, and it has neither `Display` nor a form in serde.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The string. Whoever asks for it takes care of it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// With feature `zeroize`, the memory is wiped.
#[cfg(feature = "zeroize")]
impl Drop for Secret {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Redacted.fmt(f)
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

/// What `Debug` shows in place of a secret: `[REDACTED]`.
#[derive(Clone, Copy)]
pub struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}
