//! Text of a description into Rust identifiers.
//!
//! The alphabet of every result is `[A-Za-z0-9_]`, whatever the input: nothing else makes an [`Ident`].

use std::borrow::Cow;
use std::fmt::Write as _;

use deunicode::deunicode_char;
use heck::{ToShoutySnakeCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

/// A Rust identifier, made of `[A-Za-z0-9_]` alone, perhaps raw (`r#type`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// As it stands in code: `r#type`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the mark of a raw identifier: `type`. File names and parts of longer names are made of it.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `connection_id`: fields, methods, arguments, modules.
    Snake,
    /// `ConnectionId`: types and variants.
    UpperCamel,
    /// `CONNECTION_ID`: statics.
    ShoutySnake,
}

/// The longest identifier that is taken whole; beyond it, a hash of the whole text ends the name.
const MAX_LENGTH: usize = 100;

/// The identifier for `text`; `None` if the text has nothing that a name can be made of.
pub fn ident(text: &str, case: Case) -> Option<Ident> {
    let words = words(text);
    let joined = match case {
        Case::Snake => words.to_snake_case(),
        // A name that is one already keeps its capitals: `OAuthSSOConfig` is not ours to respell.
        Case::UpperCamel if is_upper_camel(text) => text.to_owned(),
        Case::UpperCamel => words.to_upper_camel_case(),
        Case::ShoutySnake => words.to_shouty_snake_case(),
    };
    if joined.is_empty() {
        return None;
    }
    Some(escape(shorten(joined, text, case), case))
}

/// The identifier for `text`, or for `fallback` (ours, and sound) if the text has no name in it.
pub fn ident_or(text: &str, fallback: &str, case: Case) -> Ident {
    ident(text, case).or_else(|| ident(fallback, case)).unwrap_or_else(|| Ident("unnamed".to_owned()))
}

/// The identifier of several parts, each a name of its own: `Parent` and `field_name` make `ParentFieldName`.
pub fn compound(parts: &[&str], case: Case) -> Ident {
    let joined = match case {
        Case::UpperCamel => parts.iter().map(|part| ident_or(part, "", case).plain().to_owned()).collect(),
        _ => parts.join("_"),
    };
    ident_or(&joined, "unnamed", case)
}

/// The text with everything that no identifier holds turned into a boundary of words.
///
/// Letters beyond ASCII are written in Latin ones. A text without any letter or digit spells its characters instead, so that it has a
/// name, and the same one always.
fn words(text: &str) -> String {
    let text = latin(text);
    if !text.contains(|c: char| c.is_ascii_alphanumeric()) {
        return spell(&text);
    }
    // A sign at the beginning is part of a value: `-1` and `+1` are two numbers, `-name` and `+name` two orders.
    let sign = match text.as_bytes() {
        [b'-', first, ..] if first.is_ascii_alphanumeric() => "minus ",
        [b'+', first, ..] if first.is_ascii_alphanumeric() => "plus ",
        _ => "",
    };
    let spaced = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' });
    sign.chars().chain(spaced).collect()
}

/// The text in ASCII, as far as its characters have a form there: `Größe` is `Grosse`, `Привет` is `Privet`.
fn latin(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match deunicode_char(character) {
            _ if character.is_ascii() => out.push(character),
            Some(letters) if character.is_alphabetic() => out.push_str(letters),
            // What is no letter of a word is a word: `🙂` is `slight smile`.
            Some(word) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            None => out.push(character),
        }
    }
    if out.contains(|c: char| c.is_ascii_alphanumeric()) { out.into() } else { text.into() }
}

/// The names of a text's characters.
fn spell(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(16) {
        // Writing to a String can't fail.
        let _ = match symbol(character) {
            Some(word) => write!(spelled, "{word} "),
            None => write!(spelled, "u{:04x} ", u32::from(character)),
        };
    }
    spelled
}

/// The word for a character that descriptions use as a whole value.
fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '*' => "star",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '+' => "plus",
        '-' => "minus",
        '/' => "slash",
        '.' => "dot",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '~' => "tilde",
        '^' => "caret",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        '_' => "underscore",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        _ => return None,
    })
}

fn is_upper_camel(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn shorten(joined: String, text: &str, case: Case) -> String {
    if joined.len() <= MAX_LENGTH {
        return joined;
    }
    // FNV-1a: the tail only tells long names apart, it guards nothing.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let head: String = joined.chars().take(MAX_LENGTH - 17).collect();
    match case {
        Case::Snake => format!("{head}_{hash:016x}"),
        Case::UpperCamel => format!("{head}{hash:016X}"),
        Case::ShoutySnake => format!("{head}_{hash:016X}"),
    }
}

/// Makes a word that Rust reads otherwise an identifier: keywords of edition 2024, names that begin with a digit.
fn escape(name: String, case: Case) -> Ident {
    Ident(match name.as_str() {
        // These four can't be raw.
        "self" | "super" | "crate" => format!("{name}_"),
        "Self" => "SelfValue".to_owned(),
        keyword if KEYWORDS.contains(&keyword) => format!("r#{name}"),
        // An underscore would say that the name is not used.
        digit if digit.starts_with(|c: char| c.is_ascii_digit()) => match case {
            Case::Snake => format!("n{name}"),
            Case::UpperCamel | Case::ShoutySnake => format!("N{name}"),
        },
        _ => name,
    })
}

/// The strict and reserved keywords of edition 2024 (The Rust Reference, "Keywords"), but those that can't be raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The `number`th of several things that would all be called `name`.
pub(super) fn numbered(name: &Ident, number: usize) -> Ident {
    let ends_in_digit = name.plain().ends_with(|c: char| c.is_ascii_digit());
    let is_apart = name.plain().ends_with('_');
    let gap = if !is_apart && (ends_in_digit || name.plain().contains('_')) { "_" } else { "" };
    Ident(format!("{}{gap}{number}", name.plain()))
}

/// The identifier for `text` with its signs spelled out, for names that differ in nothing else: `GMT+1` and `GMT-1`.
pub(super) fn spelled(text: &str, case: Case) -> Option<Ident> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_sign = match character {
            // Elsewhere a hyphen joins words.
            '-' => rest.peek().is_some_and(char::is_ascii_digit),
            '_' | '/' | '.' => false,
            _ => true,
        };
        match symbol(character).filter(|_| is_sign) {
            Some(word) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            None => out.push(character),
        }
    }
    ident(&out, case)
}

#[cfg(test)]
mod tests {
    use super::{Case, ident};

    #[test]
    fn text_becomes_a_name_in_each_case() {
        for (text, snake, camel) in [
            ("ttl_sec", "ttl_sec", "TtlSec"),
            ("selfServiceProfiles", "self_service_profiles", "SelfServiceProfiles"),
            ("OAuthSSOConfig", "o_auth_sso_config", "OAuthSSOConfig"),
            ("post_sso-ticket", "post_sso_ticket", "PostSsoTicket"),
            ("get:users", "get_users", "GetUsers"),
            ("type", "r#type", "Type"),
            ("self", "self_", "SelfValue"),
            ("crate", "crate_", "Crate"),
            ("gen", "r#gen", "Gen"),
            ("2fa", "n2fa", "N2fa"),
            ("200", "n200", "N200"),
            ("-created_at", "minus_created_at", "MinusCreatedAt"),
            ("+created_at", "plus_created_at", "PlusCreatedAt"),
            ("Größe", "grosse", "Grosse"),
            ("straße", "strasse", "Strasse"),
            ("Łódź", "lodz", "Lodz"),
            ("Привет мир", "privet_mir", "PrivetMir"),
            ("名前", "ming_qian", "MingQian"),
            ("🙂", "slight_smile", "SlightSmile"),
            ("x²", "x_2", "X2"),
            ("\u{fff}", "u0fff", "U0fff"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("*", "star", "Star"),
            ("<=", "less_equal", "LessEqual"),
            ("é", "e", "E"),
            ("a\"b\n*/ pub fn x() {}", "a_b_pub_fn_x", "ABPubFnX"),
        ] {
            assert_eq!(ident(text, Case::Snake).as_ref().map(super::Ident::as_str), Some(snake), "{text:?}");
            assert_eq!(
                ident(text, Case::UpperCamel).as_ref().map(super::Ident::as_str),
                Some(camel),
                "{text:?}"
            );
        }
        for empty in ["", " ", "\n", "\u{0}"] {
            assert_eq!(ident(empty, Case::Snake), None, "{empty:?}");
        }
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let (a, b) = ("a".repeat(70_000), format!("{}b", "a".repeat(69_999)));
        let name =
            |text: &str| ident(text, Case::Snake).map(|name| name.as_str().to_owned()).unwrap_or_default();
        assert!(name(&a).len() <= 100);
        assert_ne!(name(&a), name(&b));
    }
}
