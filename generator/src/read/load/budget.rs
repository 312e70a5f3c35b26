//! How much one description may hold.

/// How many files a description may have.
pub(in crate::read) const MAX_FILES: usize = 10_000;
/// How many nodes the trees of a description may have, aliases written out.
const MAX_NODES: usize = 2_000_000;
/// How many bytes the files of a description and the strings in their trees may have.
const MAX_BYTES: usize = 256 << 20;

/// What is left to be read.
///
/// An alias bomb that repeats collections runs out of nodes; one that repeats a long string runs out of bytes.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Budget {
    nodes: usize,
    bytes: usize,
}

/// There is more than may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Exhausted;

impl Budget {
    /// The budget of one description.
    pub(in crate::read) fn new() -> Self {
        Self { nodes: MAX_NODES, bytes: MAX_BYTES }
    }

    /// How many bytes are left.
    pub(in crate::read) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes one node.
    pub(in crate::read) fn take_node(&mut self) -> Result<(), Exhausted> {
        take(&mut self.nodes, 1)
    }

    /// Takes so many bytes.
    pub(in crate::read) fn take_bytes(&mut self, count: usize) -> Result<(), Exhausted> {
        take(&mut self.bytes, count)
    }
}

fn take(left: &mut usize, count: usize) -> Result<(), Exhausted> {
    *left = left.checked_sub(count).ok_or(Exhausted)?;
    Ok(())
}
