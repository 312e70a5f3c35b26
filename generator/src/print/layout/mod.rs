//! Tokens into text, laid out as rustfmt does with its defaults.
//!
//! It knows the Rust that is printed, not all there is: items, statements, expressions as this crate writes them. There is
//! no tree to build, so it takes a fraction of the time that parsing and rustfmt would; a test holds it to rustfmt's
//! result. Whatever it meets, it writes every token, in order: layout can go wrong, code can't.

mod expression;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

use proc_macro2::TokenStream;

use self::tokens::{Bracket, Kind, Tokens};

/// The width of lines, as rustfmt has it by default.
const WIDTH: usize = 100;
/// The width of attributes' arguments on one line.
const ATTRIBUTE_WIDTH: usize = 70;

/// Tokens as text, with an empty line between items, and between methods.
pub(super) fn layout(stream: TokenStream) -> String {
    let tokens = Tokens::new(stream);
    let mut layout = Layout { tokens: &tokens, out: String::new(), indent: 0, nesting: 0 };
    layout.items(tokens.all());
    layout.out
}

/// Text on its way.
struct Layout<'t> {
    tokens: &'t Tokens,
    out: String,
    /// How deep the current block is.
    indent: usize,
    /// How many last arguments that go on over several lines the current one is within.
    nesting: usize,
}

/// What items of a line each stand together by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Use,
    Module,
    Export,
    Block,
}

impl Layout<'_> {
    /// Items, each kind of one-liners together, all else with an empty line between.
    fn items(&mut self, range: Range<usize>) {
        let mut last: Option<Group> = None;
        let mut at = range.start;
        while at < range.end {
            let start = at;
            let head = self.after_attributes(start..range.end);
            let word = self.keyword(head..range.end);
            at = self.item_end(word, range.end);
            let group = match self.tokens.text(word) {
                "use" if word == head => Group::Use,
                "use" => Group::Export,
                "mod" if self.tokens.is(at - 1, ";") => Group::Module,
                _ => Group::Block,
            };
            if last.is_some_and(|last| last != group || group == Group::Block) {
                self.out.push('\n');
            }
            self.attributes(start..head);
            self.item(head..at, word);
            last = Some(group);
        }
    }

    /// Where the attributes at the start of `range` end.
    fn after_attributes(&self, range: Range<usize>) -> usize {
        let mut at = range.start;
        while at < range.end {
            match self.tokens.get(at).map(|token| token.kind) {
                Some(Kind::Doc) => at += 1,
                _ if self.tokens.is(at, "#") => at = self.tokens.next(at + 1),
                _ => break,
            }
        }
        at
    }

    /// The word that says what the item is: what follows `pub`, `pub(crate)`, `async`.
    fn keyword(&self, range: Range<usize>) -> usize {
        let mut at = range.start;
        while at < range.end && (self.tokens.is(at, "pub") || self.tokens.is(at, "async")) {
            at += 1;
            if self.tokens.open(at) == Some(Bracket::Paren) {
                at = self.tokens.next(at);
            }
        }
        at
    }

    /// The end of the item whose keyword stands at `word`: its block, or a semicolon.
    fn item_end(&self, word: usize, end: usize) -> usize {
        let has_block = matches!(
            self.tokens.text(word),
            "fn" | "impl" | "struct" | "enum" | "mod" | "trait" | "union" | "unsafe"
        );
        let mut at = word;
        while at < end {
            if self.tokens.is(at, ";") {
                return at + 1;
            }
            if has_block && matches!(self.tokens.open(at), Some(Bracket::Block | Bracket::Fields)) {
                return self.tokens.next(at);
            }
            at = self.tokens.next(at);
        }
        end
    }

    fn attributes(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            self.start_line();
            if self.tokens.get(at).is_some_and(|token| token.kind == Kind::Doc) {
                self.write(at..at + 1);
                self.end_line();
                at += 1;
                continue;
            }
            let end = self.tokens.next(at + 1);
            self.attribute(at..end);
            self.end_line();
            at = end;
        }
    }

    /// `#[name]`, or `#[name(…)]` with its arguments on lines of their own where they are long.
    fn attribute(&mut self, range: Range<usize>) {
        let inside = self.tokens.inside(range.start + 1);
        let arguments = (inside.start..inside.end).find(|at| self.tokens.open(*at) == Some(Bracket::Paren));
        match arguments {
            Some(open) if self.tokens.width(&self.tokens.inside(open)) > ATTRIBUTE_WIDTH => {
                self.write(range.start..open + 1);
                self.expressions(self.tokens.inside(open));
                self.write(self.tokens.next(open) - 1..range.end);
            }
            _ => self.write(range),
        }
    }

    /// One item without its attributes; `word` is its keyword.
    fn item(&mut self, range: Range<usize>, word: usize) {
        self.start_line();
        match self.tokens.text(word) {
            "use" => self.import(range),
            "fn" => self.function(range),
            "impl" | "trait" | "mod" => self.block(range, Self::items),
            "struct" | "enum" | "union" => self.block(range, Self::fields),
            _ => self.statement(range),
        }
        self.end_line();
    }

    /// A head, and a block that `body` writes, if there is one.
    fn block(&mut self, range: Range<usize>, body: fn(&mut Self, Range<usize>)) {
        let open = self.block_of(&range);
        let head = range.start..open;
        let named = self.tokens.find(head.clone(), "for").filter(|_| !self.fits(&head, 2));
        if let Some(named) = named {
            self.write(head.start..named);
            self.end_line();
            self.indent += 1;
            self.start_line();
            self.write(named..open);
            self.indent -= 1;
            self.end_line();
            self.start_line();
        } else {
            self.write(head);
            self.out.push_str(if open < range.end { " " } else { "" });
        }
        if open < range.end {
            self.braces(open, body);
        }
    }

    /// Where the block of an item opens; its end if it has none.
    fn block_of(&self, range: &Range<usize>) -> usize {
        let mut at = range.start;
        while at < range.end && !matches!(self.tokens.open(at), Some(Bracket::Block | Bracket::Fields)) {
            at = self.tokens.next(at);
        }
        at
    }

    /// The braces at `open`, with what `body` writes between them.
    fn braces(&mut self, open: usize, body: fn(&mut Self, Range<usize>)) {
        let inside = self.tokens.inside(open);
        if inside.is_empty() {
            self.out.push_str("{}");
            return;
        }
        self.out.push('{');
        self.nested(|layout| body(layout, inside));
        self.out.push('}');
    }

    /// `use a::{b, c};`, as many names on a line as there is room for.
    fn import(&mut self, range: Range<usize>) {
        if self.fits(&range, 0) {
            return self.write(range);
        }
        let Some(open) = (range.clone()).find(|at| self.tokens.open(*at) == Some(Bracket::Fields)) else {
            return self.write(range);
        };
        self.write(range.start..open + 1);
        self.nested(|layout| layout.filled(layout.tokens.inside(open)));
        self.write(self.tokens.next(open) - 1..range.end);
    }

    /// The parts of `range`, as many on a line as there is room for, on lines of their own.
    fn filled(&mut self, range: Range<usize>) {
        self.start_line();
        let mut is_first = true;
        for part in self.tokens.parts(range) {
            if !is_first {
                let wanted = 1 + self.tokens.width(&part) + 1;
                if self.column() + wanted > WIDTH {
                    self.end_line();
                    self.start_line();
                } else {
                    self.out.push(' ');
                }
            }
            self.write(part);
            self.out.push(',');
            is_first = false;
        }
        self.end_line();
    }

    /// Lines of their own between two brackets, a step further in.
    fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        self.end_line();
        self.indent += 1;
        write(self);
        self.indent -= 1;
        self.start_line();
    }

    /// The parts of `range` between commas, each on a line, as `write` has it.
    fn rows(&mut self, range: Range<usize>, write: fn(&mut Self, Range<usize>)) {
        for part in self.tokens.parts(range) {
            let head = self.after_attributes(part.clone());
            self.attributes(part.start..head);
            self.start_line();
            // The rest of a struct comes last, without a comma.
            let is_rest = self.tokens.is(head, "..");
            write(self, head..part.end);
            if !is_rest {
                self.out.push(',');
            }
            self.end_line();
        }
    }

    /// The expressions between the commas of `range`, each on a line.
    fn expressions(&mut self, range: Range<usize>) {
        self.nested(|layout| layout.rows(range, |layout, part| layout.expression(part, 1)));
    }

    /// The fields of a struct, the variants of an enum.
    fn fields(&mut self, range: Range<usize>) {
        self.rows(range, Self::field);
    }

    fn field(&mut self, range: Range<usize>) {
        if self.fits(&range, 1) {
            return self.write(range);
        }
        if let Some(colon) = self.tokens.find(range.clone(), ":") {
            self.write(range.start..colon + 1);
            self.end_line();
            self.indent += 1;
            self.start_line();
            self.write(colon + 1..range.end);
            self.indent -= 1;
        } else if let Some(open) = self.last_open(&range) {
            self.write(range.start..open + 1);
            self.expressions(self.tokens.inside(open));
            self.write(self.tokens.next(open) - 1..range.end);
        } else {
            self.write(range);
        }
    }

    /// A function: its head on one line, or each argument on a line of its own.
    fn function(&mut self, range: Range<usize>) {
        let open = self.block_of(&range);
        let head = range.start..open;
        if self.fits(&head, 2) {
            self.write(head);
        } else if let Some(arguments) = (head.clone())
            .find(|at| self.tokens.open(*at) == Some(Bracket::Paren) && !self.is_visibility(*at))
        {
            self.write(head.start..arguments + 1);
            let inside = self.tokens.inside(arguments);
            self.nested(|layout| layout.rows(inside, |layout, part| layout.generics(part, 0)));
            self.generics(self.tokens.next(arguments) - 1..open, 2);
        } else {
            self.write(head);
        }
        if open < range.end {
            self.out.push(' ');
            self.braces(open, Self::statements);
        }
    }

    /// `A<B, C>`, what is between the angles on lines of their own where this one has no room.
    fn generics(&mut self, range: Range<usize>, behind: usize) {
        let open = self.tokens.find(range.clone(), "<").filter(|_| !self.fits(&range, behind));
        let Some(open) = open else { return self.write(range) };
        self.write(range.start..open + 1);
        let inside = open + 1..range.end - 1;
        self.nested(|layout| layout.rows(inside, |layout, part| layout.generics(part, 1)));
        self.write(range.end - 1..range.end);
    }

    fn is_visibility(&self, open: usize) -> bool {
        open > 0 && self.tokens.is(open - 1, "pub")
    }

    /// The last group of `range`, if that ends with one.
    fn last_open(&self, range: &Range<usize>) -> Option<usize> {
        let (mut at, mut last) = (range.start, None);
        while at < range.end {
            last = self.tokens.open(at).map(|_| at).or(last);
            at = self.tokens.next(at);
        }
        last
    }

    fn write(&mut self, range: Range<usize>) {
        self.tokens.write(range, &mut self.out);
    }

    /// Whether `range` has room on this line, and `behind` characters more.
    fn fits(&self, range: &Range<usize>, behind: usize) -> bool {
        self.tokens.is_line(range) && self.column() + self.tokens.width(range) + behind <= WIDTH
    }

    /// How wide the current line is already.
    fn column(&self) -> usize {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        let line = &self.out[start..];
        if line.is_ascii() { line.len() } else { line.chars().count() }
    }

    fn start_line(&mut self) {
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
    }

    fn end_line(&mut self) {
        self.out.push('\n');
    }
}
