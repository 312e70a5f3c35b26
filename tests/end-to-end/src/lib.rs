//! What the tests run beside the vendored crate: a client with bodies and answers of every kind, printed while this is built.

/// The printed client.
pub mod media {
    include!(concat!(env!("OUT_DIR"), "/media.rs"));
}
