//! The text of a fragment, in YAML's block style or in JSON.

use std::fmt::Write as _;

use super::cut::Node;
use crate::read::Format;

/// The text of `node`.
pub(crate) fn write(node: &Node, format: Format) -> String {
    let mut out = String::new();
    match format {
        Format::Yaml => yaml(node, 0, &mut out),
        Format::Json => {
            json(node, 0, &mut out);
            out.push('\n');
        }
    }
    out
}

/// The lines of `node`, each after `indent` spaces.
fn yaml(node: &Node, indent: usize, out: &mut String) {
    match node {
        Node::Map(members) if !members.is_empty() => {
            for (key, value) in members {
                // Writing to a String can't fail.
                let _ = write!(out, "{:indent$}{}:", "", key_of(key));
                yaml_value(value, indent, out);
            }
        }
        Node::List(items) if !items.is_empty() => {
            for item in items {
                match item {
                    Node::Map(members) if !members.is_empty() => yaml_item(item, indent, out),
                    Node::List(items) if !items.is_empty() => yaml_item(item, indent, out),
                    _ => {
                        let _ = write!(out, "{:indent$}-", "");
                        yaml_value(item, indent, out);
                    }
                }
            }
        }
        scalar => {
            let _ = write!(out, "{:indent$}", "");
            yaml_value(scalar, indent, out);
        }
    }
}

/// A list's item that is itself a list or a map: its first line begins with the dash.
fn yaml_item(item: &Node, indent: usize, out: &mut String) {
    let begin = out.len() + indent;
    yaml(item, indent + 2, out);
    out.replace_range(begin..begin + 2, "- ");
}

/// What stands after a key or a dash, to the end of the line and beyond it.
fn yaml_value(node: &Node, indent: usize, out: &mut String) {
    let line = match node {
        Node::Map(members) if members.is_empty() => "{}".to_owned(),
        Node::List(items) if items.is_empty() => "[]".to_owned(),
        Node::Map(_) | Node::List(_) => {
            out.push('\n');
            return yaml(node, indent + 2, out);
        }
        Node::Plain(text) => text.clone(),
        Node::Text(text) => scalar(text, indent + 2),
    };
    let _ = writeln!(out, " {line}");
}

/// A string, quoted where it would be taken for something else; as a block where it has several lines.
fn scalar(text: &str, indent: usize) -> String {
    let is_block =
        text.contains('\n') && text.starts_with(|c: char| !c.is_whitespace()) && is_printable(text);
    if is_block {
        let kept = match text.len() - text.trim_end_matches('\n').len() {
            0 => "|-",
            1 => "|",
            _ => "|+",
        };
        let mut block = kept.to_owned();
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            block.push('\n');
            if !line.is_empty() {
                let _ = write!(block, "{:indent$}{line}", "");
            }
        }
        return block;
    }
    key_of(text)
}

/// A string on one line.
fn key_of(text: &str) -> String {
    if text.contains('\n') || !is_printable(text) {
        return quoted(text);
    }
    if is_other_in_yaml_1_1(text) {
        return format!("'{text}'");
    }
    let plain = serde_yaml::to_string(text).unwrap_or_default();
    let plain = plain.trim_end_matches('\n');
    // What the library would spread over lines is quoted.
    if plain.is_empty() || plain.contains('\n') || plain.starts_with(['|', '>']) {
        quoted(text)
    } else {
        plain.to_owned()
    }
}

/// Whether readers of YAML 1.1, which many tools still are, would take the text for a truth value, a date or a number.
fn is_other_in_yaml_1_1(text: &str) -> bool {
    let is_truth = ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let of_numbers = |c: char| c.is_ascii_hexdigit() || "xXoO_:.+-TtZz".contains(c);
    let may_be_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(|c: char| c.is_ascii_digit())
        && text.matches('.').count() < 2
        && text.chars().all(of_numbers);
    is_truth || may_be_number
}

/// Whether YAML lets each character stand for itself in a line (YAML 1.2, section 5.1), and all parsers read it so.
fn is_printable(text: &str) -> bool {
    let is_printable = |c: char| match c {
        '\n' => true,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    };
    text.chars().all(is_printable)
}

/// A string between double quotes, as JSON and YAML both read it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        let _ = match character {
            '"' => write!(quoted, "\\\""),
            '\\' => write!(quoted, "\\\\"),
            '\n' => write!(quoted, "\\n"),
            '\t' => write!(quoted, "\\t"),
            '\r' => write!(quoted, "\\r"),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                write!(quoted, "\\u{:04x}", u32::from(character))
            }
            control if control.is_control() => write!(quoted, "\\u{:04x}", u32::from(control)),
            other => write!(quoted, "{other}"),
        };
    }
    quoted.push('"');
    quoted
}

fn json(node: &Node, indent: usize, out: &mut String) {
    let inner = indent + 2;
    match node {
        Node::Plain(text) => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(_) => out.push_str(text),
            // A number that only YAML writes so, such as `0x10` or `.5`.
            Err(_) => out.push_str(&number(text)),
        },
        Node::Text(text) => out.push_str(&quoted(text)),
        Node::List(items) if items.is_empty() => out.push_str("[]"),
        Node::Map(members) if members.is_empty() => out.push_str("{}"),
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let _ = write!(out, "{}\n{:inner$}", if index == 0 { "[" } else { "," }, "");
                json(item, inner, out);
            }
            let _ = write!(out, "\n{:indent$}]", "");
        }
        Node::Map(members) => {
            for (index, (key, value)) in members.iter().enumerate() {
                let _ = write!(out, "{}\n{:inner$}{}: ", if index == 0 { "{" } else { "," }, "", quoted(key));
                json(value, inner, out);
            }
            let _ = write!(out, "\n{:indent$}}}", "");
        }
    }
}

/// A number of YAML as JSON writes it.
fn number(text: &str) -> String {
    let value: Option<serde_json::Number> = serde_yaml::from_str(text).ok();
    value.map_or_else(|| quoted(text), |value| value.to_string())
}
