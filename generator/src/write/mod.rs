//! Files onto the disk: staged, then renamed, and only files that the lock says are ours.
//!
//! This stage knows folders and hashes; it knows nothing of OpenAPI or Rust.
