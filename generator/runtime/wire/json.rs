//! A place on a tape, and what can be read there.

use super::path::{Segment, render};
use super::{Node, ReadError, Rest, Slot};

#[cfg(test)]
mod tests;

/// A null that is on no tape.
pub(super) const NULL: Json<'static> = Json { nodes: &[] };

/// A value on a [`Tape`](super::Tape).
#[derive(Clone, Copy)]
pub struct Json<'t> {
    /// The value's node, its descendants, and whatever follows.
    nodes: &'t [Node<'t>],
}

impl<'t> Json<'t> {
    pub(super) fn new(nodes: &'t [Node<'t>]) -> Self {
        Self { nodes }
    }

    /// The value's own node.
    pub fn node(self) -> &'t Node<'t> {
        self.nodes.first().unwrap_or(&Node::Null)
    }

    /// Whether it is null.
    pub fn is_null(self) -> bool {
        matches!(self.node(), Node::Null)
    }

    /// The string that it must be.
    pub fn string(self) -> Result<&'t str, ReadError> {
        match self.node() {
            Node::Str(text) => Ok(text),
            _ => Err(ReadError::expected("a string", self)),
        }
    }

    /// The items of the array that it must be.
    pub fn array(self) -> Result<Items<'t>, ReadError> {
        match self.node() {
            Node::Array { .. } => Ok(self.items()),
            _ => Err(ReadError::expected("an array", self)),
        }
    }

    /// The items if it is an array, and none if it is not.
    pub fn items(self) -> Items<'t> {
        match *self.node() {
            Node::Array { len, .. } => Items { rest: self.after(1), len },
            _ => Items { rest: self, len: 0 },
        }
    }

    /// The members if it is an object, and none if it is not.
    pub fn members(self) -> Members<'t> {
        match *self.node() {
            Node::Object { len, .. } => Members { rest: self.after(1), len },
            _ => Members { rest: self, len: 0 },
        }
    }

    /// Reads the object that it must be: each member into the slot of its name, or into `rest` if there is none.
    pub fn object(self, slots: &mut [(&str, &mut dyn Slot)], rest: &mut dyn Rest) -> Result<(), ReadError> {
        let Node::Object { .. } = self.node() else { return Err(ReadError::expected("an object", self)) };
        // Members mostly come in the table's order: each search begins after the last hit, which is at most the table's end.
        let mut expected = 0;
        for (name, value) in self.members() {
            let (before, after) = slots.split_at_mut(expected);
            let read = if let Some(found) = find(after, name) {
                expected += found + 1;
                fill(after, found, value)
            } else if let Some(found) = find(before, name) {
                expected = found + 1;
                fill(before, found, value)
            } else {
                rest.keep(name, value)
            };
            read.map_err(|error| error.in_member(name))?;
        }
        Ok(())
    }

    /// The string that the member `name` of an object holds, if it is an object that has one.
    pub fn tag(self, name: &str) -> Option<&'t str> {
        let (_, value) = self.members().find(|(member, _)| *member == name)?;
        value.string().ok()
    }

    /// The index of the node of `within`, which is within this value.
    pub(super) fn index_of(self, within: Self) -> usize {
        self.nodes.len().saturating_sub(within.nodes.len())
    }

    /// Where the node with this index stands, as a path: `$.options.domain_aliases[2]`.
    pub(super) fn path_to(self, node: usize) -> String {
        let mut path = Vec::new();
        let mut at = self;
        while let Some((segment, child)) = at.child_around(node, self.nodes.len()) {
            path.push(segment);
            at = child;
        }
        render(&path)
    }

    /// The child whose nodes include the one with index `node`, on a tape of `total` nodes.
    fn child_around(self, node: usize, total: usize) -> Option<(Segment<'t>, Self)> {
        let is_around = |child: Self| {
            let start = total - child.nodes.len();
            start <= node && node < start + child.span()
        };
        let mut items = self.items().enumerate().map(|(index, item)| (Segment::Item(index), item));
        let mut members = self.members().map(|(name, value)| (Segment::member(name), value));
        items.find(|(_, item)| is_around(*item)).or_else(|| members.find(|(_, value)| is_around(*value)))
    }

    /// How many nodes the value takes.
    pub(super) fn span(self) -> usize {
        match *self.node() {
            Node::Array { next, .. } | Node::Object { next, .. } => next as usize,
            _ => 1,
        }
    }

    fn after(self, nodes: usize) -> Self {
        Self { nodes: self.nodes.get(nodes..).unwrap_or_default() }
    }
}

fn find(slots: &[(&str, &mut dyn Slot)], name: &str) -> Option<usize> {
    slots.iter().position(|(slot, _)| *slot == name)
}

fn fill(slots: &mut [(&str, &mut dyn Slot)], index: usize, value: Json<'_>) -> Result<(), ReadError> {
    match slots.get_mut(index) {
        Some((_, slot)) => slot.fill(value),
        None => Ok(()),
    }
}

/// The items of an array, in order.
#[derive(Clone)]
pub struct Items<'t> {
    rest: Json<'t>,
    len: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = Json<'t>;

    fn next(&mut self) -> Option<Json<'t>> {
        self.len = self.len.checked_sub(1)?;
        let item = self.rest;
        self.rest = item.after(item.span());
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len as usize, Some(self.len as usize))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The members of an object, in order: name and value.
#[derive(Clone)]
pub struct Members<'t> {
    rest: Json<'t>,
    len: u32,
}

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Json<'t>);

    fn next(&mut self) -> Option<(&'t str, Json<'t>)> {
        self.len = self.len.checked_sub(1)?;
        let Node::Str(name) = self.rest.node() else { return None };
        let value = self.rest.after(1);
        self.rest = value.after(value.span());
        Some((name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len as usize, Some(self.len as usize))
    }
}

impl ExactSizeIterator for Members<'_> {}
