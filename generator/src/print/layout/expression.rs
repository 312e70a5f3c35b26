//! Statements and expressions.

use std::ops::Range;

use super::tokens::{Bracket, Kind};
use super::{Layout, WIDTH};

/// How wide a chain of fields and methods may be on one line.
const CHAIN_WIDTH: usize = 60;
/// How wide each item of a list may be for several to share a line.
const SHORT_ITEM: usize = 10;

impl Layout<'_> {
    /// The statements of a block.
    pub(super) fn statements(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let head = self.after_attributes(at..range.end);
            self.attributes(at..head);
            at = self.statement_end(head, range.end);
            self.start_line();
            self.statement(head..at);
            self.end_line();
        }
    }

    /// The end of the statement at `start`: a semicolon, or the block of `if`, `match` and the like.
    fn statement_end(&self, start: usize, end: usize) -> usize {
        let is_block = matches!(self.tokens.text(start), "if" | "match" | "for" | "while" | "loop");
        let mut at = start;
        while at < end {
            if self.tokens.is(at, ";") {
                return at + 1;
            }
            let next = self.tokens.next(at);
            let closes = is_block && self.tokens.open(at) == Some(Bracket::Block);
            if closes && next < end && !matches!(self.tokens.text(next), "else" | "." | "?" | ";") {
                return next;
            }
            at = next;
        }
        end
    }

    /// `let a = b;`, `static A: B = c;`, an expression.
    pub(super) fn statement(&mut self, range: Range<usize>) {
        let ends = range.end > range.start && self.tokens.is(range.end - 1, ";");
        let end = range.end - usize::from(ends);
        let body = range.start..end;
        match self.assignment(&body) {
            Some(equals) => {
                self.left_side(body.start..equals);
                self.out.push_str(" =");
                self.right_side(equals + 1..end, usize::from(ends));
            }
            None => self.expression(body, usize::from(ends)),
        }
        if ends {
            self.out.push(';');
        }
    }

    /// Where `range` assigns: the `=` of `let`, `static`, `a.b = c`.
    fn assignment(&self, range: &Range<usize>) -> Option<usize> {
        let is_condition = matches!(self.tokens.text(range.start), "if" | "while" | "match" | "for");
        if is_condition { None } else { self.tokens.find(range.clone(), "=") }
    }

    /// What stands before `=`: the fields of a pattern on lines of their own where they are long.
    fn left_side(&mut self, range: Range<usize>) {
        let fields = (range.clone()).find(|at| self.tokens.open(*at) == Some(Bracket::Fields));
        match fields {
            Some(open) if !(self.tokens.is_short(&range) && self.fits(&range, 2)) => {
                self.write(range.start..open);
                self.out.push_str(" {");
                self.expressions(self.tokens.inside(open));
                self.write(self.tokens.next(open) - 1..range.end);
            }
            _ => self.write(range),
        }
    }

    /// What follows `=`: on the same line, unless only a line of its own keeps it whole.
    fn right_side(&mut self, range: Range<usize>, behind: usize) {
        let before = self.out.len();
        self.out.push(' ');
        if self.is_one_line(&range, behind) {
            return self.write(range);
        }
        self.expression(range.clone(), behind);
        let width = self.tokens.width(&range);
        let first = self.out[before..].lines().next().map_or(0, str::len);
        let line = self.out[..before].rfind('\n').map_or(0, |at| at + 1);
        // rustfmt keeps room for the brackets that close behind those that a line opens last.
        let opened = self.out[before..].lines().next().map_or(0, |line| {
            line.bytes().rev().take_while(|byte| b"([{&".contains(byte)).filter(|byte| *byte != b'&').count()
        });
        let too_long = before - line + first + opened + behind > WIDTH;
        let alone = (self.indent + 1) * 4 + width + behind <= WIDTH
            && self.tokens.is_short(&range)
            && !self.is_long_chain(&range);
        if too_long || alone {
            self.out.truncate(before);
            self.end_line();
            self.indent += 1;
            self.start_line();
            self.expression(range, behind);
            self.indent -= 1;
        }
    }

    /// An expression, with `behind` characters to come on its last line.
    pub(super) fn expression(&mut self, range: Range<usize>, behind: usize) {
        if range.is_empty() {
            return;
        }
        if self.is_one_line(&range, behind) {
            return self.write(range);
        }
        self.broken(range, behind);
    }

    /// An expression over several lines.
    fn broken(&mut self, range: Range<usize>, behind: usize) {
        let first = self.tokens.text(range.start);
        if matches!(first, "match" | "if" | "for" | "while" | "loop" | "unsafe" | "async") {
            return self.control(range);
        }
        if first == "return" {
            self.write(range.start..range.start + 1);
            self.out.push(' ');
            return self.expression(range.start + 1..range.end, behind);
        }
        if first == "&" {
            let skipped = 1 + usize::from(self.tokens.is(range.start + 1, "mut"));
            self.write(range.start..range.start + skipped);
            if skipped > 1 {
                self.out.push(' ');
            }
            return self.broken(range.start + skipped..range.end, behind);
        }
        if self.is_closure(&range) {
            return self.closure(range, behind);
        }
        if let Some(colon) = self.field_colon(&range) {
            self.write(range.start..colon + 1);
            self.out.push(' ');
            // rustfmt leaves the last column of a field's line empty.
            return self.expression(colon + 1..range.end, behind + 1);
        }
        let links = self.links(&range);
        if !links.is_empty() {
            return self.chain(range, &links, behind);
        }
        self.last_group(range, behind);
    }

    /// Whether an expression stands on this line.
    fn is_one_line(&self, range: &Range<usize>, behind: usize) -> bool {
        self.tokens.is_short(range) && !self.is_long_chain(range) && self.fits(range, behind)
    }

    fn is_long_chain(&self, range: &Range<usize>) -> bool {
        self.tokens.width(range) > CHAIN_WIDTH && self.links(range).len() > 1
    }

    /// Where the fields and methods of a chain begin: its dots.
    fn links(&self, range: &Range<usize>) -> Vec<usize> {
        let mut links = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if self.tokens.is(at, ".") {
                links.push(at);
            } else if matches!(self.tokens.text(at), "," | "=" | "=>" | "|") {
                return Vec::new();
            }
            at = self.tokens.next(at);
        }
        links
    }

    fn ends_in_group(&self, range: &Range<usize>) -> bool {
        self.tokens
            .get(range.end - 1)
            .is_some_and(|token| token.kind == Kind::Close || self.tokens.is(range.end - 1, "?"))
    }

    /// The colon of `name: value` within a value's fields.
    fn field_colon(&self, range: &Range<usize>) -> Option<usize> {
        (self.tokens.is(range.start + 1, ":")).then_some(range.start + 1)
    }

    /// A chain: its last call broken, if the rest has room; else each link on a line of its own.
    fn chain(&mut self, range: Range<usize>, links: &[usize], behind: usize) {
        let last = links[links.len() - 1];
        let before = self.out.len();
        let start = range.start..last;
        let room = if links.len() > 1 { CHAIN_WIDTH } else { WIDTH };
        if self.tokens.is_short(&start)
            && self.fits(&start, 0)
            && self.last_open(&(last..range.end)).is_some()
        {
            self.write(start);
            self.last_group(last..range.end, behind);
            let overflowed = self.out.split_off(before);
            let (first, lines) = (overflowed.lines().next().unwrap_or_default(), overflowed.lines().count());
            let behind_first = if lines == 1 { behind } else { 0 };
            if first.len() <= room && self.column() + first.len() + behind_first <= WIDTH {
                if lines < 5 {
                    let alone = self.vertical(range, links, behind);
                    if alone < lines {
                        return;
                    }
                    self.out.truncate(before);
                }
                return self.out.push_str(&overflowed);
            }
        }
        self.vertical(range, links, behind);
    }

    /// Each link on a line of its own; how many lines the last one takes.
    fn vertical(&mut self, range: Range<usize>, links: &[usize], behind: usize) -> usize {
        self.expression(range.start..links[0], 0);
        let outer = self.indent;
        let mut last = self.out.len();
        for (index, link) in links.iter().enumerate() {
            let next = links.get(index + 1).copied().unwrap_or(range.end);
            let behind = if next == range.end { behind } else { 0 };
            // What is no wider than the indent has the next link beside it.
            if self.tokens.width(&(range.start..*link)) > 4 {
                self.indent = outer + 1;
                self.end_line();
                self.start_line();
            }
            let link = *link..next;
            last = self.out.len();
            if self.is_one_line(&link, behind) { self.write(link) } else { self.last_group(link, behind) }
        }
        self.indent = outer;
        self.out[last..].lines().count()
    }

    /// An expression whose last group is broken into lines.
    fn last_group(&mut self, range: Range<usize>, behind: usize) {
        let Some(open) = self.last_open(&range) else { return self.write(range) };
        let close = self.tokens.next(open) - 1;
        let inside = self.tokens.inside(open);
        self.write(range.start..open);
        if open > range.start && self.tokens.gap_before(open) {
            self.out.push(' ');
        }
        match self.tokens.open(open) {
            Some(Bracket::Block) => self.braces(open, Self::statements),
            Some(Bracket::Square) if self.is_short_list(&inside) => {
                self.out.push('[');
                self.nested(|layout| layout.filled(inside));
                self.out.push(']');
            }
            Some(Bracket::Paren | Bracket::Square) if self.overflows(open, &inside) => {
                self.write(open..open + 1);
                self.overflow(&inside, behind + range.end - close);
                self.write(close..close + 1);
            }
            _ => {
                self.write(open..open + 1);
                if !inside.is_empty() {
                    self.expressions(inside);
                }
                self.write(close..close + 1);
            }
        }
        self.write(close + 1..range.end);
    }

    /// Whether several items share a line: where all are short.
    fn is_short_list(&self, range: &Range<usize>) -> bool {
        let parts = self.tokens.parts(range.clone());
        parts.iter().all(|part| self.tokens.width(part) <= SHORT_ITEM && self.tokens.is_short(part))
    }

    /// Whether the last argument can begin on the line of the bracket: an only one that ends in a group, or a closure
    /// behind arguments that stay on the line.
    fn overflows(&self, open: usize, range: &Range<usize>) -> bool {
        // A chain stays below a name that is no narrower than the indent.
        let has_short_name = open > 0 && self.tokens.text(open - 1).len() < 4;
        let parts = self.tokens.parts(range.clone());
        match parts.as_slice() {
            [only] => {
                let mut start = only.start;
                while matches!(self.tokens.text(start), "&" | "mut") {
                    start += 1;
                }
                let is_chain = !self.links(only).is_empty() && !has_short_name;
                self.is_closure(&(start..only.end)) || (self.ends_in_group(only) && !is_chain)
            }
            [before @ .., last] => {
                let is_call = self.tokens.open(open) == Some(Bracket::Paren);
                is_call && self.is_closure(last) && before.iter().all(|part| self.tokens.is_short(part))
            }
            [] => false,
        }
    }

    fn is_closure(&self, range: &Range<usize>) -> bool {
        self.tokens.get(range.start).is_some_and(|token| token.kind == Kind::Bar)
    }

    /// Arguments that begin on this line, the last of which goes on over several.
    fn overflow(&mut self, range: &Range<usize>, behind: usize) {
        let parts = self.tokens.parts(range.clone());
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            if self.is_closure(part) && index + 1 == parts.len() {
                self.closure(part.clone(), behind);
            } else if index + 1 == parts.len() && (self.nesting > 0 || self.tokens.open(part.start).is_none())
            {
                self.nesting += 1;
                self.broken(part.clone(), behind);
                self.nesting -= 1;
            } else {
                self.expression(part.clone(), behind);
            }
        }
    }

    /// `|a| b`: the body behind the bars, or in a block.
    fn closure(&mut self, range: Range<usize>, behind: usize) {
        let mut at = range.start + 1;
        while at < range.end && self.tokens.get(at).is_some_and(|token| token.kind != Kind::BarEnd) {
            at = self.tokens.next(at);
        }
        self.write(range.start..at + 1);
        self.out.push(' ');
        let body = at + 1..range.end;
        if self.tokens.open(body.start) == Some(Bracket::Block) {
            return self.last_group(body, behind);
        }
        self.in_block(body);
    }

    /// An expression in braces that layout adds.
    fn in_block(&mut self, range: Range<usize>) {
        self.out.push('{');
        self.nested(|layout| {
            layout.start_line();
            layout.expression(range, 0);
            layout.end_line();
        });
        self.out.push('}');
    }

    /// `match`, `if` and the like: heads on one line, blocks below.
    fn control(&mut self, range: Range<usize>) {
        let is_match = self.tokens.is(range.start, "match");
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            if self.tokens.open(at) == Some(Bracket::Block) {
                self.head(start..at);
                self.out.push(' ');
                self.braces(at, if is_match { Self::arms } else { Self::statements });
                at = self.tokens.next(at);
                start = at;
                if self.tokens.is(at, "else") {
                    self.out.push(' ');
                }
                continue;
            }
            at = self.tokens.next(at);
        }
        self.write(start..range.end);
    }

    /// What stands before a block: `if let Some(a) = b`.
    fn head(&mut self, range: Range<usize>) {
        if self.fits(&range, 2) {
            return self.write(range);
        }
        // The value that decides is what can be broken: what follows `=`, or else the keyword.
        let before = self.tokens.find(range.clone(), "=").unwrap_or(range.start);
        self.write(range.start..before + 1);
        self.out.push(' ');
        self.expression(before + 1..range.end, 2);
    }

    /// The arms of a match: `pattern => value,`, in a block where the line has no room.
    fn arms(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let Some(arrow) = self.tokens.find(at..range.end, "=>") else { return };
            let body = arrow + 1;
            let is_block = self.tokens.open(body) == Some(Bracket::Block);
            let end = if is_block {
                self.tokens.next(body)
            } else {
                self.tokens.find(body..range.end, ",").unwrap_or(range.end)
            };
            self.start_line();
            self.pattern(at..arrow);
            self.out.push_str(" =>");
            if is_block {
                self.out.push(' ');
                self.braces(body, Self::statements);
            } else {
                self.arm(body..end);
            }
            self.end_line();
            at = end + usize::from(self.tokens.is(end, ","));
        }
    }

    fn arm(&mut self, body: Range<usize>) {
        self.out.push(' ');
        let alone = (self.indent + 1) * 4 + self.tokens.width(&body) <= WIDTH
            && self.tokens.is_short(&body)
            && !self.is_long_chain(&body);
        if alone && !self.is_one_line(&body, 1) {
            self.in_block(body);
        } else {
            self.expression(body, 1);
            self.out.push(',');
        }
    }

    /// A pattern: its alternatives one below the other where the line has no room.
    fn pattern(&mut self, range: Range<usize>) {
        if self.fits(&range, 3) {
            return self.write(range);
        }
        let Some(open) = self.last_open(&range) else { return self.alternatives(range) };
        let inside = self.tokens.inside(open);
        self.write(range.start..open + 1);
        self.nested(|layout| {
            layout.start_line();
            layout.alternatives(inside);
            layout.out.push_str(",\n");
        });
        self.write(self.tokens.next(open) - 1..range.end);
    }

    fn alternatives(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while let Some(bar) = self.tokens.find(start..range.end, "|") {
            self.write(start..bar);
            self.end_line();
            self.start_line();
            self.out.push_str("| ");
            start = bar + 1;
        }
        self.write(start..range.end);
    }
}
