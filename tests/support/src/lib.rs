//! A server in process, for tests that run a client end to end: HTTP/1.1 and HTTP/2, with TLS and without.
//!
//! A test decides every [`Reply`], failures included, and afterwards reads every [`Request`] as it stood on
//! the wire:
//!
//! ```
//! use letterpress_test_support::{Ending, Reply, Server};
//!
//! let server = Server::replying([
//!     Reply::new(503).header("Retry-After", "0"),
//!     Reply::json(200, r#"{"ticket":"https://example.com"}"#).cut_after(10, Ending::Reset),
//! ]);
//! assert!(server.url().starts_with("http://127.0.0.1:"));
//! assert!(server.requests().is_empty());
//! ```
//!
//! Nothing here waits for time to pass: a stalled reply stands until its client goes or its server is dropped, and
//! dropping a server ends every connection.

mod carrier;
mod http2;
mod reply;
mod request;
mod server;
#[cfg(test)]
mod tests;

pub use self::carrier::{Authority, Carrier};
pub use self::reply::{Ending, Reply};
pub use self::request::Request;
pub use self::server::Server;
