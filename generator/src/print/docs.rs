//! Markdown of a description into doc comments that say what it says, and do nothing.
//!
//! Doc comments are code to rustdoc: it runs code blocks, passes HTML through, and resolves brackets as links to items.
//! So fences are marked `text`, HTML and brackets are escaped unless they are a link to the web, bare URLs are wrapped,
//! and control and bidirectional characters are left out.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::sdk::{Docs, Fact, FactValue};

/// The width at which paragraphs are wrapped.
const WIDTH: usize = 100;

/// The docs as attributes; layout writes them as `///` lines.
pub(super) fn attributes(docs: &Docs) -> TokenStream {
    lines_to_attributes(&lines(docs))
}

/// One sentence of ours as a doc attribute. It may hold Markdown, but nothing of a description.
pub(super) fn sentence(text: &str) -> TokenStream {
    lines_to_attributes(&[text.to_owned()])
}

/// Doc lines as attributes.
pub(super) fn lines_to_attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The docs as lines: the text, then a list of facts.
pub(super) fn lines(docs: &Docs) -> Vec<String> {
    let mut lines = markdown(&docs.text);
    if !docs.facts.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(docs.facts.iter().map(fact));
    }
    lines
}

fn fact(fact: &Fact) -> String {
    match &fact.value {
        FactValue::Code(value) => format!("- {}: {}", fact.label, code(value)),
        FactValue::Words(value) => format!("- {}: {value}", fact.label),
    }
}

/// Text as inline code on one line, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let plain: String = clean(text).chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let longest = plain.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A space keeps a backtick at either end, and the content of nothing, apart from the fence (CommonMark, section 6.1).
    let pad = if plain.is_empty() || plain.starts_with('`') || plain.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{plain}{pad}{fence}")
}

/// The Markdown `text` as lines that are safe in a doc comment, and in a Markdown file.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in clean(text).lines() {
        let line = line.trim_end();
        let body = line.trim_start();
        if let Some(open) = &fence {
            let closes = body.starts_with(open.as_str()) && body.chars().all(|c| open.starts_with(c));
            lines.push(if closes { open.clone() } else { line.to_owned() });
            if closes {
                fence = None;
            }
        } else if let Some(open) = opening_fence(body) {
            lines.push(format!("{open}text"));
            fence = Some(open);
        } else {
            // Four spaces would begin a code block; two still nest a list.
            let indent = (line.len() - body.len()).min(2);
            wrap(&escape(body), indent, &mut lines);
        }
    }
    lines.extend(fence);
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    lines.truncate(last);
    lines.drain(..first);
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines
}

/// The text without what no reader sees: control characters, marks of writing direction, odd line ends.
pub(super) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|character| match character {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(' '),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

/// The run of three or more backticks or tildes that opens a block of code.
fn opening_fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let run: String = line.chars().take_while(|c| *c == mark).collect();
    let info = &line[run.len()..];
    (run.len() >= 3 && !info.contains('`')).then_some(run)
}

/// One line outside code blocks, with everything escaped that rustdoc would act on.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '`' => code_span(rest, &mut out),
            '\\' => escaped(rest, &mut out),
            '<' => angle(rest, &mut out),
            '[' => link(rest, &mut out),
            'h' | 'H' => bare_url(rest, &mut out),
            ']' => push(&mut out, "\\]", 1),
            // Five spaces after a list's mark would begin a code block.
            ' ' if out.ends_with(' ') => 1,
            // An image is a request to another host each time the page is read; its text is enough.
            '!' if rest.starts_with("![") => push(&mut out, "\\!", 1),
            _ => push(&mut out, next.encode_utf8(&mut [0; 4]), next.len_utf8()),
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

fn push(out: &mut String, text: &str, taken: usize) -> usize {
    out.push_str(text);
    taken
}

/// A code span is kept as it is; a backtick that closes nothing is escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let run = rest.len() - rest.trim_start_matches('`').len();
    let mut at = run;
    while let Some(found) = rest[at..].find('`') {
        let start = at + found;
        let length = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        if length == run {
            return push(out, &rest[..start + run], start + run);
        }
        at = start + length;
    }
    push(out, &"\\`".repeat(run), run)
}

/// A backslash keeps its meaning before punctuation (`CommonMark`, section 2.4), else it is one to be seen.
fn escaped(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => push(out, &rest[..2], 2),
        _ => push(out, "\\\\", 1),
    }
}

/// `<https://…>` is kept; every other `<` would be HTML.
fn angle(rest: &str, out: &mut String) -> usize {
    if let Some(end) = rest.find('>')
        && is_web_link(&rest[1..end])
    {
        return push(out, &rest[..=end], end + 1);
    }
    push(out, "\\<", 1)
}

/// `[text](https://…)` is kept; every other `[` would name an item or a footnote.
fn link(rest: &str, out: &mut String) -> usize {
    if let Some((text, after)) = rest[1..].split_once("](")
        && !text.contains(['[', ']'])
        && let Some((target, _)) = after.split_once(')')
        && is_web_link(target)
    {
        out.push('[');
        out.push_str(&escape(text));
        out.push_str("](");
        out.push_str(target);
        out.push(')');
        return text.len() + target.len() + 4;
    }
    push(out, "\\[", 1)
}

/// A URL on its own is made a link; rustdoc asks for that.
fn bare_url(rest: &str, out: &mut String) -> usize {
    let ends_word = out.ends_with(|c: char| c.is_alphanumeric());
    let url = rest
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '"' | '|' | ')' | ']' | '*'))
        .next();
    let url = url.unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    if !ends_word && is_web_link(url) {
        out.push('<');
        out.push_str(url);
        out.push('>');
        return url.len();
    }
    push(out, &rest[..1], 1)
}

/// Whether it is an absolute link to the web or a mailbox, and nothing but that.
fn is_web_link(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    let scheme = ["https://", "http://", "mailto:"].into_iter().find(|scheme| lower.starts_with(scheme));
    let clean =
        !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '\\'));
    scheme.is_some_and(|scheme| target.len() > scheme.len()) && clean
}

/// Adds a paragraph's line, wrapped; what follows a list's mark is set in under it.
fn wrap(line: &str, indent: usize, lines: &mut Vec<String>) {
    let mut current = " ".repeat(if line.is_empty() { 0 } else { indent });
    let hang = indent + list_mark(line);
    let fixed = line.starts_with(['|', '#']) || line.contains('`') && line.len() <= WIDTH;
    for (index, word) in line.split(' ').enumerate() {
        let fits = current.len() + 1 + word.len() <= WIDTH;
        if index > 0 && (fixed || fits || begins_block(word) || open_span(&current)) {
            current.push(' ');
        } else if index > 0 {
            lines.push(std::mem::replace(&mut current, " ".repeat(hang)));
        }
        current.push_str(word);
    }
    lines.push(current);
}

/// The length of a list item's mark: 2 for `- `, 3 for `1. `.
fn list_mark(line: &str) -> usize {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &line[digits..];
    match digits {
        0 if after.starts_with("- ") || after.starts_with("* ") || after.starts_with("+ ") => 2,
        1..=9 if after.starts_with(". ") || after.starts_with(") ") => digits + 2,
        _ => 0,
    }
}

/// Whether a line that began with this word would be a block of another kind.
fn begins_block(word: &str) -> bool {
    word.is_empty()
        || word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~', '`'])
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the line ends within a code span, which must stay on one line to read as written.
fn open_span(line: &str) -> bool {
    line.matches('`').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::{code, markdown};

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(markdown(text), expected, "{text:?}");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        check("The *name*, with `code`.", &["The *name*, with `code`."]);
        check("one\n\n\n\ntwo", &["one", "", "two"]);
        check("\n  padded  \n", &["  padded"]);
        check("- item\n    - nested", &["- item", "  - nested"]);
    }

    #[test]
    fn nothing_becomes_html_or_a_link_to_an_item() {
        check("a <script> b", &["a \\<script> b"]);
        check("see [Vec] and [x][y]", &["see \\[Vec\\] and \\[x\\]\\[y\\]"]);
        check("[a](https://a.example/b) [c](./d)", &["[a](https://a.example/b) \\[c\\](./d)"]);
        check("[x](javascript:alert)", &["\\[x\\](javascript:alert)"]);
        check("![x](https://a.example/b.png)", &["\\![x](https://a.example/b.png)"]);
        check("[id]: https://a.example", &["\\[id\\]: <https://a.example>"]);
        check("already \\[escaped\\]", &["already \\[escaped\\]"]);
        check("a lone \\ stays", &["a lone \\\\ stays"]);
    }

    #[test]
    fn bare_urls_are_links() {
        check("at https://a.example/x_y.", &["at <https://a.example/x_y>."]);
        check("(http://a.example)", &["(<http://a.example>)"]);
        check("<https://a.example> `https://b.example`", &["<https://a.example> `https://b.example`"]);
        check("xhttps://a.example", &["xhttps://a.example"]);
        check("https://", &["https://"]);
    }

    #[test]
    fn code_is_shown_and_never_run() {
        check("```\nlet x = 1;\n```", &["```text", "let x = 1;", "```"]);
        check("```rust\nfn main() {}", &["```text", "fn main() {}", "```"]);
        check("~~~ sh\nls\n~~~", &["~~~text", "ls", "~~~"]);
        check("a\n\n    fn main() {}", &["a", "", "  fn main() {}"]);
        check("-      fn main() {}", &["- fn main() {}"]);
        check("a ` alone", &["a \\` alone"]);
        check("``a ` b``", &["``a ` b``"]);
    }

    #[test]
    fn characters_that_mislead_are_left_out() {
        check("a\u{202e}b\u{0}c\rd\u{2028}e", &["abc", "d", "e"]);
        check("*/ }\npub fn x() {}", &["*/ }", "pub fn x() {}"]);
    }

    #[test]
    fn paragraphs_are_wrapped_without_becoming_blocks() {
        let word = "word ".repeat(30);
        let lines = markdown(&word);
        assert!(lines.len() == 2 && lines.iter().all(|line| line.len() <= 100), "{lines:?}");
        let lines = markdown(&format!("- {word}"));
        assert!(lines[1].starts_with("  word"), "{lines:?}");
        let lines = markdown(&format!("{}- 1. # x", "x".repeat(99) + " "));
        assert!(lines.len() == 2 && lines[0].ends_with(" - 1. #"), "{lines:?}");
    }

    #[test]
    fn inline_code_holds_any_text() {
        for (text, expected) in
            [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("", "`  `"), ("a\nb", "`a b`")]
        {
            assert_eq!(code(text), expected);
        }
    }
}
