//! Serving a connection of HTTP/2: hyper does, and asks for the same replies.

use std::convert::Infallible;
use std::future::{pending, poll_fn};
use std::net::TcpStream;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::ServerConfig;
use tokio_rustls::TlsAcceptor;

use crate::reply::{CHUNK, Ending, Parts};
use crate::request::Request;
use crate::server::Shared;

/// Answers the requests of a connection until it ends.
pub(crate) fn serve(shared: &Arc<Shared>, stream: TcpStream, config: Arc<ServerConfig>, number: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    runtime.expect("a runtime needs nothing but memory").block_on(async {
        // The client may be gone already.
        let Ok(()) = stream.set_nonblocking(true) else { return };
        let Ok(stream) = tokio::net::TcpStream::from_std(stream) else { return };
        let Ok(stream) = TlsAcceptor::from(config).accept(stream).await else { return };
        let service = service_fn(|request| answer(Arc::clone(shared), request, number));
        let connection = http2::Builder::new(TokioExecutor::new());
        // How the connection ended is the client's to tell.
        let _ = connection.serve_connection(TokioIo::new(stream), service).await;
    });
}

/// A stream that ends in place of an answer.
type Broken = Box<dyn std::error::Error + Send + Sync>;

async fn answer(
    shared: Arc<Shared>,
    request: http::Request<Incoming>,
    connection: usize,
) -> Result<http::Response<Pieces>, Broken> {
    let (head, mut incoming) = request.into_parts();
    let mut body = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut incoming).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            body.extend_from_slice(&data);
        }
    }
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let target = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let request = Request { method: head.method.to_string(), target, headers, body, connection };
    let Parts { status, headers, body, cut } = shared.answer(&request).into_parts();
    let Some(status) = status else {
        if cut.is_some_and(|(_, ending)| ending == Ending::Stall) {
            shared.stalled();
            pending::<Infallible>().await;
        }
        return Err("the stream is reset".into());
    };
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    let length = body.len();
    let left = length.min(cut.map_or(u64::MAX, |(bytes, _)| bytes));
    if cut.is_some() {
        response = response.header("content-length", length);
    }
    let ending = cut.map(|(_, ending)| ending);
    Ok(response.body(Pieces { shared, body, at: 0, left, ending, told: false })?)
}

/// The body of an answer, made while it is sent.
struct Pieces {
    shared: Arc<Shared>,
    body: crate::reply::Body,
    at: u64,
    /// How much of it is yet to be sent.
    left: u64,
    /// How the stream ends, if not in order.
    ending: Option<Ending>,
    /// Whether it was told that it stalls.
    told: bool,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if self.left > 0 {
            let size = self.left.min(CHUNK as u64);
            let piece = self.body.slice(self.at, size);
            self.at += size;
            self.left -= size;
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        match self.ending {
            None => Poll::Ready(None),
            Some(Ending::Stall) => {
                if !std::mem::replace(&mut self.told, true) {
                    self.shared.stalled();
                }
                Poll::Pending
            }
            Some(Ending::Close | Ending::Reset) => Poll::Ready(Some(Err("the stream is reset".into()))),
        }
    }
}
