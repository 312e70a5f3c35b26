//! Calls without an async runtime of the program's: the thread that calls waits.
//!
//! Connections and timers are driven by one thread of this crate, which the first such call starts and which stays.

use std::future::pending;
use std::io;
use std::sync::OnceLock;
use std::thread;

use bytes::Bytes;
use tokio::runtime::{Builder, Handle};

use super::answer::ResponseBody;
use super::api::OperationInfo;
use super::call::Call;
use super::error::{Error, InvalidRequest, RequestFault, TransportError};
use super::events::{Event, EventStream};
use super::response::Response;
use super::stream::ByteStream;
use super::transport::{FailureKind, TransportFailure};
use super::wire::Decode;

#[cfg(test)]
mod tests;

/// For programs without an async runtime. On a thread that belongs to one of tokio, those of `spawn_blocking` included, each of these is
/// an error: there, await the call.
impl<T, P, E> Call<'_, T, P, E> {
    /// Sends the call and waits for the value and what comes with it, as [`send`](Self::send) does.
    pub fn send_blocking(self) -> Result<Response<T>, Error>
    where
        T: ResponseBody,
    {
        block_on(self.operation(), self.send())
    }

    /// Sends the call and waits for the headers of the answer, as [`send_stream`](Self::send_stream) does.
    pub fn send_stream_blocking(self) -> Result<Response<ByteStream>, Error> {
        block_on(self.operation(), self.send_stream())
    }

    /// Sends the call and waits until events can come, as [`events`](Self::events) does.
    pub fn events_blocking(self) -> Result<EventStream<E>, Error>
    where
        E: Decode,
    {
        block_on(self.operation(), self.events())
    }

    /// Sends the call and waits for what awaiting it gives: the value alone, or the events of an operation that answers with nothing else.
    pub fn wait<V>(self) -> Result<V, Error>
    where
        Self: IntoFuture<Output = Result<V, Error>>,
    {
        block_on(self.operation(), self.into_future())
    }
}

impl ByteStream {
    /// Waits for the next piece, as [`next`](Self::next) does.
    pub fn next_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        let operation = self.source.operation;
        block_on(operation, async { self.next().await.transpose() }).transpose()
    }
}

impl<T: Decode> EventStream<T> {
    /// Waits for the next event, as [`next`](Self::next) does.
    pub fn next_blocking(&mut self) -> Option<Result<Event<T>, Error>> {
        let operation = self.operation();
        block_on(operation, async { self.next().await.transpose() }).transpose()
    }
}

/// Waits for a future, unless the thread belongs to an async runtime, which it would bring to a halt.
pub(super) fn block_on<T>(
    operation: &'static OperationInfo,
    future: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let outside = Handle::try_current().err().is_some_and(|error| error.is_missing_context());
    if !outside {
        let fault = RequestFault::InsideRuntime;
        return Err(Error::InvalidRequest(Box::new(InvalidRequest::new(operation, fault))));
    }
    match driver() {
        Ok(driver) => driver.block_on(future),
        Err(kind) => {
            let failure = TransportFailure::new(FailureKind::Other, io::Error::from(kind));
            Err(Error::Transport(Box::new(TransportError { operation, attempts: 0, failure })))
        }
    }
}

/// The runtime that drives connections and timers, for as long as the program runs.
fn driver() -> Result<&'static Handle, io::ErrorKind> {
    static DRIVER: OnceLock<Result<Handle, io::ErrorKind>> = OnceLock::new();
    let start = || {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let name = concat!(env!("CARGO_PKG_NAME"), " driver").to_owned();
        thread::Builder::new().name(name).spawn(move || runtime.block_on(pending::<()>()))?;
        Ok(handle)
    };
    DRIVER.get_or_init(|| start().map_err(|error: io::Error| error.kind())).as_ref().map_err(|kind| *kind)
}
