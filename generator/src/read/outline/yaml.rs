//! The outline of YAML, from `saphyr_parser`'s events.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Kind, Member, Members, NodeId, Outline};
use crate::read::load::MERGE_KEY;

impl Outline {
    /// The outline of the first document of a YAML text.
    pub(in crate::read) fn of_yaml(text: &str) -> Self {
        let mut scan = Scan {
            outline: Self::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            characters: Characters::new(text),
        };
        for event in Parser::new_from_str(text) {
            let Ok((event, range)) = event else { break };
            if event == Event::DocumentEnd {
                break;
            }
            scan.take(event, range);
        }
        // What a fault of the text left open ends where its last child does.
        while let Some((id, range)) = scan.close(None) {
            scan.place(id, range, || None);
        }
        scan.outline
    }
}

/// An outline under construction.
struct Scan<'t> {
    outline: Outline,
    /// The collections around the current place, the outermost first.
    open: Vec<Open>,
    /// The node and, if it is a scalar, the text of each anchor.
    anchors: HashMap<usize, (NodeId, Option<String>)>,
    characters: Characters<'t>,
}

/// A collection whose end has not come.
struct Open {
    id: NodeId,
    content: Content,
    /// The end of its last child.
    end: usize,
}

enum Content {
    Items(Vec<NodeId>),
    Members {
        members: Members,
        /// The key whose value comes next; without text where it is no scalar.
        key: Option<(Option<String>, Range<usize>)>,
    },
}

impl Scan<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        let mut range = self.characters.byte(span.start.index())..self.characters.byte(span.end.index());
        match event {
            Event::Scalar(value, style, anchor, _) => {
                // A block scalar's span takes in the blank lines after it; that of nothing, what comes next.
                let text = self.characters.text.get(range.clone()).unwrap_or_default();
                let is_nothing = value.is_empty() && style == ScalarStyle::Plain;
                range.end = range.start + if is_nothing { 0 } else { text.trim_end().len() };
                let id = self.outline.add(range.clone(), Kind::Scalar);
                if anchor != 0 {
                    self.anchors.insert(anchor, (id, Some(value.clone().into_owned())));
                }
                self.place(id, range, || Some(value.into_owned()));
            }
            Event::Alias(anchor) => {
                if let Some((original, text)) = self.anchors.get(&anchor).cloned() {
                    let id = self.outline.add(range.clone(), Kind::Alias(original));
                    self.place(id, range, || text);
                }
            }
            Event::SequenceStart(anchor, _) => self.open(anchor, range, Content::Items(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.open(anchor, range, Content::Members { members: Members::default(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((id, range)) = self.close(Some(range)) {
                    self.place(id, range, || None);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, anchor: usize, range: Range<usize>, content: Content) {
        let end = range.end;
        let id = self.outline.add(range, Kind::Scalar);
        if anchor != 0 {
            self.anchors.insert(anchor, (id, None));
        }
        self.open.push(Open { id, content, end });
    }

    /// Closes the innermost collection; `bracket` is what closes it, which is nothing in block style.
    fn close(&mut self, bracket: Option<Range<usize>>) -> Option<(NodeId, Range<usize>)> {
        let Open { id, content, end } = self.open.pop()?;
        let node = self.outline.nodes.get_mut(id.0)?;
        node.kind = match content {
            Content::Items(items) => Kind::Array(items),
            Content::Members { members, .. } => Kind::Object(Box::new(members)),
        };
        node.range.end = bracket.filter(|bracket| !bracket.is_empty()).map_or(end, |bracket| bracket.end);
        Some((id, node.range.clone()))
    }

    /// Gives a finished node to the collection around it: as an item, a key, or a value.
    fn place(&mut self, id: NodeId, range: Range<usize>, text: impl FnOnce() -> Option<String>) {
        let Some(parent) = self.open.last_mut() else { return };
        parent.end = range.end;
        match &mut parent.content {
            Content::Items(items) => items.push(id),
            Content::Members { members, key } => match key.take() {
                None => *key = Some((text(), range)),
                Some((Some(text), key)) => {
                    if text == MERGE_KEY {
                        members.merged.push(id);
                    }
                    self.outline.add_member(members, text, Member { key, value: id });
                }
                Some((None, _)) => {}
            },
        }
    }
}

/// Turns the parser's places, which count characters, into bytes. It walks from the last place to the next, so it is
/// quick for places that follow each other.
pub(in crate::read) struct Characters<'t> {
    text: &'t str,
    is_ascii: bool,
    character: usize,
    byte: usize,
}

impl<'t> Characters<'t> {
    pub(in crate::read) fn new(text: &'t str) -> Self {
        Self { text, is_ascii: text.is_ascii(), character: 0, byte: 0 }
    }

    /// The byte at which the character `index` begins; the end of the text if it has fewer.
    pub(in crate::read) fn byte(&mut self, index: usize) -> usize {
        if self.is_ascii {
            return index.min(self.text.len());
        }
        let (before, after) = self.text.split_at_checked(self.byte).unwrap_or((self.text, ""));
        if index >= self.character {
            let skipped = after.chars().take(index - self.character);
            self.byte += skipped.map(char::len_utf8).sum::<usize>();
        } else {
            let skipped = before.chars().rev().take(self.character - index);
            self.byte -= skipped.map(char::len_utf8).sum::<usize>();
        }
        self.character = index;
        self.byte
    }
}
