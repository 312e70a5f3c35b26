//! How much one description may hold.

/// How many file names the references of a description may give; one that leads nowhere costs a look at the disk, too.
const MAX_NAMES: usize = 10_000;
/// How many nodes the trees of a description may have, aliases written out.
const MAX_NODES: usize = 2_000_000;
/// How many bytes the files of a description and the strings in their trees may have.
const MAX_BYTES: usize = 256 << 20;

/// How many bytes the pointers to all nodes of a description may have: keys of a megabyte, nested, would else be copied
/// into the origin of each node below them.
const MAX_POINTER_BYTES: usize = 1 << 30;

/// What is left to be read.
///
/// An alias bomb that repeats collections runs out of nodes; one that repeats a long string runs out of bytes.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Budget {
    /// File names.
    pub(in crate::read) names: usize,
    /// Nodes of the trees, aliases written out.
    pub(in crate::read) nodes: usize,
    /// Bytes of the files, and of the strings in the trees.
    pub(in crate::read) bytes: usize,
    /// Bytes of the pointers to the nodes.
    pub(in crate::read) pointer_bytes: usize,
}

/// There is more than may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Exhausted;

impl Budget {
    /// The budget of one description.
    pub(in crate::read) fn new() -> Self {
        Self { names: MAX_NAMES, nodes: MAX_NODES, bytes: MAX_BYTES, pointer_bytes: MAX_POINTER_BYTES }
    }

    /// Takes one file name.
    pub(in crate::read) fn take_name(&mut self) -> Result<(), Exhausted> {
        take(&mut self.names, 1)
    }

    /// Takes one node whose pointer has so many bytes.
    pub(in crate::read) fn take_node(&mut self, pointer_bytes: usize) -> Result<(), Exhausted> {
        take(&mut self.nodes, 1)?;
        take(&mut self.pointer_bytes, pointer_bytes)
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
