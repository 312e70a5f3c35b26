//! Text of a description in a message.

/// `text` as a message can carry it: on one line, cut to a length for reading, with everything escaped that could
/// steer a terminal or reorder what is read (Unicode's bidirectional controls).
pub(super) fn plain(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut plain = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            plain.push('…');
            break;
        }
        match character {
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                plain.extend(character.escape_unicode());
            }
            control if control.is_control() => plain.extend(control.escape_default()),
            other => plain.push(other),
        }
    }
    plain
}
