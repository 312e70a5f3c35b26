//! What the benches compare: a printed client and its types, the same by hand, and bodies for both.

pub mod bodies;
pub mod by_hand;
pub mod measure;
pub mod sides;

/// The printed client.
pub mod printed {
    include!(concat!(env!("OUT_DIR"), "/users.rs"));
}
