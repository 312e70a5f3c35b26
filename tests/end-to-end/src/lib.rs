//! What the tests run beside the vendored crate: clients that are printed while this is built.

/// A client with bodies and answers of every kind.
pub mod media {
    include!(concat!(env!("OUT_DIR"), "/media.rs"));
}

/// A client with credentials of every kind.
pub mod schemes {
    include!(concat!(env!("OUT_DIR"), "/schemes.rs"));
}
