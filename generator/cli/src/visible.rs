//! Text that others wrote, made fit for a terminal.

/// `text` on one line, with everything escaped that a terminal acts on, but for tabs, and what changes the order in which
/// text is shown (Unicode's bidirectional controls).
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if !is_steering(character) {
            shown.push(character);
        } else if character.is_ascii() {
            shown.extend(character.escape_default());
        } else {
            shown.extend(character.escape_unicode());
        }
    }
    shown
}

/// Whether a character is a control, or orders text that is shown; a tab does no harm.
pub(crate) fn is_steering(character: char) -> bool {
    character.is_control() && character != '\t'
        || matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        for (text, shown) in [
            ("naïve `x`", "naïve `x`"),
            ("a\u{1b}[31m\r\n\tb\u{7}", "a\\u{1b}[31m\\r\\n\tb\\u{7}"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("\u{202e}cod\u{2069}", "\\u{202e}cod\\u{2069}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}
