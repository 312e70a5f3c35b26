//! Tokens in one flat list, each with its place on an endless line.

use std::fmt::Write as _;
use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens of a file.
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
    /// For each group that is being read, whether the arguments of a closure are.
    bars: Vec<bool>,
}

/// One token, or an end of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Its text, in [`Tokens::text`].
    start: usize,
    end: usize,
    /// Whether a space stands before it, on one line.
    gap: bool,
    /// How wide everything before it is, its own gap included, on one line.
    column: usize,
    /// How many of the tokens before it ask for lines of their own.
    breaks: usize,
    /// How many groups before it are too wide for one line of an expression.
    wide: usize,
    /// The other end of a group; for any other token, itself.
    pub(super) mate: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier, a lifetime or a literal.
    Word,
    Punct,
    /// A line of a doc comment, slashes and all.
    Doc,
    Open(Bracket),
    Close,
    /// The `|` before a closure's arguments.
    Bar,
    /// The `|` behind them.
    BarEnd,
    /// What follows the last token.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Paren,
    Square,
    /// A block: of statements, items, fields or arms.
    Block,
    /// The fields of a value or a pattern, or a list of imports.
    Fields,
}

/// How wide a group may be inside to stand on one line, as rustfmt has it by default.
fn widest(bracket: Bracket) -> usize {
    match bracket {
        Bracket::Paren | Bracket::Square => 60,
        Bracket::Fields => 18,
        Bracket::Block => 0,
    }
}

/// Punctuation of two characters; `>>` is two ends of generics.
const PAIRS: &[&str] = &["::", "->", "=>", "==", "!=", "&&", "||", "..", "+="];

impl Tokens {
    pub(super) fn new(stream: TokenStream) -> Self {
        let mut tokens = Self { text: String::new(), list: Vec::new(), bars: vec![false] };
        tokens.flatten(stream);
        tokens.push(Kind::End, |_| {});
        tokens.measure();
        tokens
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.list.len() - 1
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    pub(super) fn is(&self, at: usize, text: &str) -> bool {
        self.text(at) == text
    }

    /// The bracket that opens at `at`.
    pub(super) fn open(&self, at: usize) -> Option<Bracket> {
        match self.list.get(at)?.kind {
            Kind::Open(bracket) => Some(bracket),
            _ => None,
        }
    }

    /// What follows `at`: the next token, or what comes behind a group.
    pub(super) fn next(&self, at: usize) -> usize {
        self.list.get(at).map_or(at, |token| if token.mate > at { token.mate } else { at }) + 1
    }

    /// What a group that opens at `at` holds.
    pub(super) fn inside(&self, at: usize) -> Range<usize> {
        at + 1..self.list.get(at).map_or(at + 1, |token| token.mate)
    }

    /// The width of `range` on one line.
    pub(super) fn width(&self, range: &Range<usize>) -> usize {
        let Some((first, last)) = self.list.get(range.start).zip(self.list.get(range.end.wrapping_sub(1)))
        else {
            return 0;
        };
        (last.column + last.end - last.start).saturating_sub(first.column)
    }

    /// Whether a space stands before the token at `at`.
    pub(super) fn gap_before(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| token.gap)
    }

    /// Whether nothing in `range` asks for lines of its own.
    pub(super) fn is_line(&self, range: &Range<usize>) -> bool {
        self.list[range.start].breaks == self.list[range.end].breaks
    }

    /// Whether the expression `range` may stand on one line, if that is long enough.
    pub(super) fn is_short(&self, range: &Range<usize>) -> bool {
        self.is_line(range) && self.list[range.start].wide == self.list[range.end].wide
    }

    /// Writes `range` on one line.
    pub(super) fn write(&self, range: Range<usize>, out: &mut String) {
        for at in range.clone() {
            if self.list[at].gap && at > range.start {
                out.push(' ');
            }
            out.push_str(self.text(at));
        }
    }

    /// The parts of `range` between commas, without these.
    pub(super) fn parts(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut at) = (range.start, range.start);
        let (mut angles, mut bars) = (0_usize, false);
        while at < range.end {
            match self.text(at) {
                "<" => angles += 1,
                ">" => angles = angles.saturating_sub(1),
                "|" => bars = self.list[at].kind == Kind::Bar,
                "," if angles == 0 && !bars => {
                    parts.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
            at = self.next(at);
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }

    /// The first of `range`, outside of groups, whose text is `text`.
    pub(super) fn find(&self, range: Range<usize>, text: &str) -> Option<usize> {
        let mut at = range.start;
        while at < range.end {
            if self.is(at, text) {
                return Some(at);
            }
            at = self.next(at);
        }
        None
    }

    fn push(&mut self, kind: Kind, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let mate = self.list.len();
        let end = self.text.len();
        self.list.push(Token { kind, start, end, gap: false, column: 0, breaks: 0, wide: 0, mate });
    }

    fn flatten(&mut self, stream: TokenStream) {
        let mut rest = stream.into_iter().peekable();
        while let Some(token) = rest.next() {
            match token {
                TokenTree::Ident(word) => self.push(Kind::Word, |out| _ = write!(out, "{word}")),
                TokenTree::Literal(literal) => self.push(Kind::Word, |out| _ = write!(out, "{literal}")),
                TokenTree::Punct(punct) => {
                    let mut text = String::from(punct.as_char());
                    let mut kind = Kind::Punct;
                    if punct.spacing() == Spacing::Joint {
                        match rest.peek() {
                            Some(TokenTree::Punct(second)) => text.push(second.as_char()),
                            Some(TokenTree::Ident(word)) if text == "'" => {
                                let _ = write!(text, "{word}");
                                kind = Kind::Word;
                            }
                            _ => {}
                        }
                        if kind == Kind::Word || PAIRS.contains(&text.as_str()) {
                            rest.next();
                        } else {
                            text.truncate(punct.as_char().len_utf8());
                        }
                    }
                    let kind = if text == "|" { self.bar() } else { kind };
                    self.push(kind, |out| *out += &text);
                }
                TokenTree::Group(group) => {
                    let (delimiter, stream) = (group.delimiter(), group.stream());
                    // The last owner of tokens takes them apart without a copy.
                    drop(group);
                    self.group(delimiter, stream);
                }
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (bracket, open, close) = match delimiter {
            Delimiter::Parenthesis => (Bracket::Paren, "(", ")"),
            Delimiter::Bracket => (Bracket::Square, "[", "]"),
            Delimiter::Brace => (self.brace(), "{", "}"),
            Delimiter::None => return self.flatten(stream),
        };
        let start = self.list.len();
        self.push(Kind::Open(bracket), |out| *out += open);
        self.bars.push(false);
        self.flatten(stream);
        self.bars.pop();
        self.drop_comma(start, bracket);
        if self.is_only_import(start) {
            self.list.remove(start);
            self.list[start].mate = start;
        } else if let Some(doc) = self.doc(start) {
            self.text.truncate(self.list[start - 1].start);
            self.list.truncate(start - 1);
            self.push(Kind::Doc, |out| *out += &doc);
        } else {
            let end = self.list.len();
            self.push(Kind::Close, |out| *out += close);
            self.list[start].mate = end;
            self.list[end].mate = start;
        }
    }

    /// Whether the group that opens at `start` is the braces of an import around one name, which needs none.
    fn is_only_import(&self, start: usize) -> bool {
        let follows_path = start > 0 && self.is(start - 1, "::");
        let is_single = self.list.len() == start + 2 && self.list[start + 1].kind == Kind::Word;
        follows_path && is_single && !self.is(start + 1, "self")
    }

    /// The line that `#[doc = "…"]` stands for, where that is what the group that opens at `start` closes.
    fn doc(&self, start: usize) -> Option<String> {
        let is_attribute = start > 0 && self.is(start - 1, "#") && self.list.len() == start + 4;
        let is_doc = is_attribute && self.is(start + 1, "doc") && self.is(start + 2, "=");
        is_doc.then(|| format!("///{}", unescape(self.text(start + 3))))
    }

    /// Leaves the last comma of a group out; one is written where the group is broken into lines.
    fn drop_comma(&mut self, start: usize, bracket: Bracket) {
        let last = self.list.len() - 1;
        if last == start || !self.is(last, ",") {
            return;
        }
        let is_call = start > 0
            && match self.list[start - 1].kind {
                Kind::Word => !is_keyword(self.text(start - 1)),
                Kind::Close => true,
                _ => matches!(self.text(start - 1), ">" | "!"),
            };
        let is_pair = self.parts(start + 1..last).len() > 1;
        // `(x,)` is a tuple, where it is no list of arguments.
        if bracket != Bracket::Paren || is_call || is_pair {
            self.list.pop();
        }
    }

    /// What a bar is at this place: of a closure, or between patterns.
    fn bar(&mut self) -> Kind {
        let begins = match self.list.last() {
            None | Some(Token { kind: Kind::Open(_), .. }) => true,
            Some(_) => matches!(self.text(self.list.len() - 1), "," | "=" | "=>" | "move"),
        };
        match self.bars.last_mut() {
            Some(is_open @ true) => {
                *is_open = false;
                Kind::BarEnd
            }
            Some(is_open) if begins => {
                *is_open = true;
                Kind::Bar
            }
            _ => Kind::Punct,
        }
    }

    /// What braces at this place hold.
    fn brace(&self) -> Bracket {
        let Some(last) = self.list.len().checked_sub(1) else { return Bracket::Block };
        match self.list[last].kind {
            Kind::Punct if self.is(last, "::") => Bracket::Fields,
            Kind::Word if !is_keyword(self.text(last)) && self.begins_value(last) => Bracket::Fields,
            _ => Bracket::Block,
        }
    }

    /// Whether the path that ends with the word at `last` begins a value or a pattern, not the body of an item.
    fn begins_value(&self, last: usize) -> bool {
        let mut first = last;
        while first >= 2 && self.is(first - 1, "::") && self.list[first - 2].kind == Kind::Word {
            first -= 2;
        }
        let Some(before) = first.checked_sub(1) else { return false };
        match self.list[before].kind {
            Kind::Open(_) | Kind::Bar | Kind::BarEnd => true,
            Kind::Word => matches!(self.text(before), "let" | "return"),
            Kind::Punct => matches!(self.text(before), "=" | "," | ";" | "=>" | "&" | ":"),
            Kind::Doc | Kind::End => false,
            Kind::Close => self.text(before) == "}" || self.text(before) == "]",
        }
    }

    /// Finds out where each token would stand, were there but one line.
    fn measure(&mut self) {
        let (mut column, mut breaks, mut wide) = (0, 0, 0);
        for at in 0..self.list.len() {
            let gap = at > 0 && self.gap(at - 1, at);
            column += usize::from(gap);
            let text = self.text(at);
            let width = if text.is_ascii() { text.len() } else { text.chars().count() };
            let token = &mut self.list[at];
            (token.gap, token.column, token.breaks, token.wide) = (gap, column, breaks, wide);
            column += width;
            let token = self.list[at];
            breaks += usize::from(match token.kind {
                Kind::Doc => true,
                Kind::Open(Bracket::Block) => token.mate > at + 1,
                Kind::Punct => self.is(at, "=>"),
                _ => false,
            });
            if let (Kind::Close, Kind::Open(bracket)) = (token.kind, self.list[token.mate].kind) {
                let inside = self.width(&(token.mate + 1..at));
                let open = token.mate;
                let is_message = open > 1 && self.is(open - 1, "!") && self.is(open - 2, "println");
                wide += usize::from(inside > widest(bracket) && !is_message);
            }
        }
    }

    /// Whether a space stands between two tokens that follow each other on a line.
    fn gap(&self, left: usize, right: usize) -> bool {
        let (a, b) = (self.list[left], self.list[right]);
        let (left_text, right_text) = (self.text(left), self.text(right));
        match (a.kind, b.kind) {
            (Kind::Open(Bracket::Fields | Bracket::Block), Kind::Close) => false,
            (Kind::Open(Bracket::Fields), _) => !self.is_import(left),
            (_, Kind::Close) if self.list[b.mate].kind == Kind::Open(Bracket::Fields) => {
                !self.is_import(b.mate)
            }
            (Kind::Open(Bracket::Block), _) => true,
            (_, Kind::Close) if self.list[b.mate].kind == Kind::Open(Bracket::Block) => true,
            (Kind::Open(_) | Kind::Bar, _) | (_, Kind::Close | Kind::BarEnd) => false,
            (_, Kind::Open(Bracket::Fields | Bracket::Block)) => left_text != "::",
            (_, Kind::Open(Bracket::Paren | Bracket::Square)) => match a.kind {
                Kind::Word => is_keyword(left_text) && left_text != "pub",
                Kind::Close => false,
                _ => !matches!(left_text, "!" | "#" | "&" | "<" | ">" | "::" | "*" | "-"),
            },
            (_, Kind::Punct) => match right_text {
                ".." => left_text == ",",
                "::" => {
                    let is_within_path = left_text == "crate";
                    matches!(left_text, "=" | "->" | "=>" | "," | "+" | ":")
                        || left_text.starts_with('\'')
                        || (is_keyword(left_text) && !is_within_path)
                }
                "," | ";" | "." | "?" | ":" | "<" | ">" => false,
                "!" => matches!(a.kind, Kind::Punct) && left_text != "&" || is_keyword(left_text),
                "&" | "*" | "-" | "#" => !matches!(left_text, "&" | "*" | "!" | "-" | "#" | "<" | "::"),
                "'" => left_text != "&",
                _ => true,
            },
            (Kind::Punct, _) => match left_text {
                "::" | "." | "&" | "!" | "#" | "<" | "*" | ".." | "?" => false,
                "-" => left > 0 && self.list[left - 1].kind == Kind::Word && !is_keyword(self.text(left - 1)),
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether the braces at `at` list imports.
    fn is_import(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, "::")
    }
}

pub(super) fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "as" | "async"
            | "const"
            | "crate"
            | "dyn"
            | "else"
            | "enum"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
    )
}

/// The text of a string literal.
fn unescape(literal: &str) -> String {
    let inner = literal.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(literal);
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match rest.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('0') => text.push('\0'),
            Some('u') => {
                let digits: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}
