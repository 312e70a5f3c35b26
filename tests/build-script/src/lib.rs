//! Clients that are printed while the crate is built.

/// The printed client.
#[expect(clippy::doc_markdown, reason = "its docs are the description's")]
pub mod auth0 {
    include!(concat!(env!("OUT_DIR"), "/auth0.rs"));
}

/// A client of types of every shape.
pub mod shapes {
    include!(concat!(env!("OUT_DIR"), "/shapes.rs"));
}

/// The printed client of an API with every kind of value, some of them of types that the build script names.
pub mod values {
    include!(concat!(env!("OUT_DIR"), "/values.rs"));
}

/// The client of an API that gives lists page by page, in every style.
pub mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}
