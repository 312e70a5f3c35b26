//! Testing without a server and without waiting: a transport that answers as it is told, and a clock that jumps.
//!
//! ```text
//! let (transport, clock) = (MockTransport::new(), MockClock::new());
//! let client = builder.token("t").transport(transport.clone()).clock(clock.clone()).build()?;
//! transport.reply(MockReply::new(503));
//! transport.reply(MockReply::json(200, r#"{"id": "1"}"#));
//! let user = clock.block_on(client.users().get("1"))?;
//! assert_eq!(transport.requests()[1].uri().path(), "/users/1");
//! ```

mod clock;
mod transport;

#[cfg(test)]
mod tests;

pub use self::clock::MockClock;
pub use self::transport::{MockReply, MockTransport};
