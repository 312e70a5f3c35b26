//! Text of a description in a message.

/// `text` between backquotes, cut to a length that a sentence can hold, with everything escaped that could steer a
/// terminal or reorder what is read (Unicode's bidirectional controls).
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut quoted = String::from("`");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        match character {
            control if control.is_control() => quoted.extend(control.escape_default()),
            // Marks that turn the direction of the text around them, and separators of lines.
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                quoted.extend(character.escape_unicode());
            }
            other => quoted.push(other),
        }
    }
    quoted.push('`');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn text_is_cut_and_visible() {
        let (short, long) = ("é".repeat(80), "é".repeat(81));
        for (text, shown) in [
            ("a name", "`a name`".to_owned()),
            ("", "``".to_owned()),
            ("a\u{1b}\nb\u{202e}", "`a\\u{1b}\\nb\\u{202e}`".to_owned()),
            (&short, format!("`{short}`")),
            (&long, format!("`{short}…`")),
        ] {
            assert_eq!(quoted(text), shown);
        }
    }
}
