//! What the tests run beside the vendored crate: a client with bodies and answers of every kind, printed while this is built.

/// The printed client.
#[expect(clippy::doc_markdown, reason = "its docs are the description's")]
pub mod media {
    include!(concat!(env!("OUT_DIR"), "/media.rs"));
}
