//! What separates the parts of a multipart body (RFC 2046, section 5.1.1).

use std::collections::BTreeSet;

#[cfg(test)]
mod tests;

/// What every boundary begins with; eight hexadecimal digits follow.
const PREFIX: &str = "form-data-boundary-";

/// The length of every boundary. As all have the same, a boundary occurs within no other.
const LEN: usize = PREFIX.len() + 8;

/// The first boundary that occurs in none of the texts, and so can neither be met nor be forged in them.
///
/// It follows from the texts alone: the same body is written alike each time.
pub(super) fn boundary<'t>(texts: impl Iterator<Item = &'t [u8]>) -> String {
    // One pass, however many boundaries are taken: a text can be made to hold many.
    let taken: BTreeSet<u32> = texts.flat_map(|text| text.windows(LEN)).filter_map(number).collect();
    let free = (0..=u32::MAX).find(|number| !taken.contains(number)).unwrap_or_default();
    format!("{PREFIX}{free:08x}")
}

/// The number of a boundary.
fn number(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(PREFIX.as_bytes())?;
    u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}
