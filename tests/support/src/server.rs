//! The server itself: one thread that accepts, and one for each connection.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, WaitTimeoutResult};
use std::thread;
use std::time::Duration;

use rustls::{ServerConnection, StreamOwned};
use socket2::SockRef;

use crate::carrier::Carrier;
use crate::http2;
use crate::reply::{Ending, Reply};
use crate::request::{self, End, Request};

/// How long a wait may last before it counts as a fault. No wait of a sound test comes near it.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server on a free port of 127.0.0.1, of HTTP/1.1 unless its carrier says otherwise.
///
/// Dropping it ends its connections and threads. If the server met a fault, the drop panics with it, so that
/// no test passes over one: a request that is not HTTP/1.1, a request that the script has no reply for, a
/// closure that panicked or doesn't return.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    carrier: Carrier,
    /// Is told when a reply stalls.
    on_stall: Box<dyn Fn() + Send + Sync>,
    /// The reply to the request of this number.
    answer: Box<Answer>,
    state: Mutex<State>,
    /// Rings when a request has come, when a thread has ended and when the server is dropped.
    changed: Condvar,
}

type Answer = dyn Fn(usize, &Request) -> Option<Reply> + Send + Sync;

#[derive(Debug, Default)]
struct State {
    requests: Vec<Request>,
    faults: Vec<String>,
    /// The connections that are open, by number.
    open: BTreeMap<usize, Arc<TcpStream>>,
    /// How many threads run.
    threads: usize,
    dropped: bool,
}

impl Server {
    /// A server that gives these replies, one for each request in the order in which they arrive.
    pub fn replying(script: impl IntoIterator<Item = Reply>) -> Self {
        let script: Vec<_> = script.into_iter().collect();
        Self::start(Carrier::Plain, Box::new(move |number, _| script.get(number).cloned()), Box::new(|| {}))
    }

    /// A server that asks `answer` for the reply to each request; several connections may ask at once.
    pub fn answering(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::carried(Carrier::Plain, answer, || {})
    }

    /// The same over what `carrier` says. Whenever a reply has come to where it stalls, `on_stall` is called: nothing further
    /// comes on that connection, so that a test's clock can move to where the client gives up.
    ///
    /// Over HTTP/2 it is the stream, not the connection, that ends; replies that are raw are for HTTP/1.1 alone.
    pub fn carried(
        carrier: Carrier,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
        on_stall: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self::start(carrier, Box::new(move |_, request| Some(answer(request))), Box::new(on_stall))
    }

    /// Where it listens, without a slash at the end: `http://127.0.0.1:49152`.
    pub fn url(&self) -> String {
        let scheme = if matches!(self.shared.carrier, Carrier::Plain) { "http" } else { "https" };
        format!("{scheme}://{}", self.address)
    }

    /// Every request so far, in the order in which they arrived in full.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// The same, and forgets them.
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.shared.state().requests)
    }

    /// Waits until `count` requests have arrived, and gives all that have.
    ///
    /// It blocks its thread: the client must run on another.
    ///
    /// # Panics
    ///
    /// When fewer have arrived after ten seconds.
    pub fn wait_for_requests(&self, count: usize) -> Vec<Request> {
        let (state, waited) = self.shared.wait_while(|state| state.requests.len() < count);
        assert!(!waited.timed_out(), "{count} requests were awaited, {} came", state.requests.len());
        state.requests.clone()
    }

    fn start(carrier: Carrier, answer: Box<Answer>, on_stall: Box<dyn Fn() + Send + Sync>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port of 127.0.0.1 is free");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (state, changed) = (Mutex::default(), Condvar::new());
        let shared = Arc::new(Shared { carrier, on_stall, answer, state, changed });
        shared.spawn(move |shared| accept(shared, &listener));
        Self { address, shared }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        {
            let mut state = self.shared.state();
            state.dropped = true;
            for stream in state.open.values() {
                // The client may have ended it already.
                let _ = stream.shutdown(Shutdown::Both);
            }
            self.shared.changed.notify_all();
        }
        // Wakes the thread that accepts. If it can't, that thread is the fault below.
        let _ = TcpStream::connect(self.address);

        let (mut state, waited) = self.shared.wait_while(|state| state.threads > 0);
        if waited.timed_out() {
            let fault = format!("{} threads still run; does a closure not return?", state.threads);
            state.faults.push(fault);
        }
        let faults = state.faults.join("\n");
        drop(state);
        if faults.is_empty() {
            return;
        }
        let report = format!("the test server met a fault:\n{faults}");
        // A panic during a panic would abort the program and hide the first.
        if thread::panicking() {
            eprintln!("{report}");
        } else {
            panic!("{report}");
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while(&self, condition: impl Fn(&State) -> bool) -> (MutexGuard<'_, State>, WaitTimeoutResult) {
        self.changed
            .wait_timeout_while(self.state(), PATIENCE, |state| condition(state))
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on a thread of its own, and counts it while it runs. Its panic is a fault.
    fn spawn(self: &Arc<Self>, work: impl FnOnce(&Arc<Self>) + Send + 'static) {
        self.state().threads += 1;
        let shared = Arc::clone(self);
        thread::spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&shared)));
            let mut state = shared.state();
            if let Err(panic) = outcome {
                state.faults.push(format!("the server panicked: {}", message(&*panic)));
            }
            state.threads -= 1;
            shared.changed.notify_all();
        });
    }

    /// Tells that a reply stalls.
    pub(crate) fn stalled(&self) {
        (self.on_stall)();
    }

    /// Keeps the request, and gives what to answer.
    pub(crate) fn answer(&self, request: &Request) -> Reply {
        let number = {
            let mut state = self.state();
            state.requests.push(request.clone());
            self.changed.notify_all();
            state.requests.len() - 1
        };
        let fault = match catch_unwind(AssertUnwindSafe(|| (self.answer)(number, request))) {
            Ok(Some(reply)) => return reply,
            Ok(None) => format!("request {number} has no reply: {} {}", request.method, request.target),
            Err(panic) => format!("the closure panicked: {}", message(&*panic)),
        };
        self.state().faults.push(fault.clone());
        Reply::new(500).header("Connection", "close").body(fault)
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("state", &self.state).finish_non_exhaustive()
    }
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref().copied());
    text.unwrap_or("it gave no text").to_owned()
}

/// Takes connections until the server is dropped.
fn accept(shared: &Arc<Shared>, listener: &TcpListener) {
    for number in 0.. {
        let accepted = listener.accept();
        let mut state = shared.state();
        if state.dropped {
            return;
        }
        match accepted {
            Ok((stream, _)) => {
                let stream = Arc::new(stream);
                state.open.insert(number, Arc::clone(&stream));
                drop(state);
                shared.spawn(move |shared| {
                    let ending = converse(shared, &stream, number);
                    end(shared, stream, number, ending);
                });
            }
            // The client gave up before its turn came.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) => {
                state.faults.push(format!("no connection could be accepted: {error}"));
                return;
            }
        }
    }
}

/// Answers the requests of a connection as its carrier has it, and gives how it ends.
fn converse(shared: &Arc<Shared>, stream: &TcpStream, number: usize) -> Ending {
    // Without it, the pieces of a reply would wait for each other's acknowledgement.
    let _ = stream.set_nodelay(true);
    match &shared.carrier {
        Carrier::Plain => serve(shared, &mut &*stream, number),
        Carrier::Tls(config) => {
            let connection = ServerConnection::new(Arc::clone(config)).expect("the settings are complete");
            let mut stream = StreamOwned::new(connection, stream);
            let ending = serve(shared, &mut stream, number);
            if ending == Ending::Close {
                // The client may be gone.
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
            ending
        }
        Carrier::Http2(config) => {
            let stream = stream.try_clone().expect("the system has a handle left");
            http2::serve(shared, stream, Arc::clone(config), number);
            Ending::Close
        }
    }
}

/// Answers the requests of a connection of HTTP/1.1, one after the other, and gives how it ends.
fn serve(shared: &Shared, stream: &mut (impl Read + Write), number: usize) -> Ending {
    let mut reader = BufReader::new(stream);
    loop {
        let request = match request::read(&mut reader, number) {
            Ok(request) => request,
            Err(End::Gone) => return Ending::Close,
            Err(End::Malformed(fault)) => {
                shared.state().faults.push(format!("connection {number} sent no request: {fault}"));
                return Ending::Close;
            }
        };
        let reply = shared.answer(&request);
        match reply.write(&mut BufWriter::new(reader.get_mut()), request.method == "HEAD") {
            Ok(Some(ending)) => return ending,
            Ok(None)
                if request.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) =>
            {
                return Ending::Close;
            }
            Ok(None) => {}
            // The client does not want the rest.
            Err(_) => return Ending::Close,
        }
    }
}

/// Ends a connection and forgets it.
fn end(shared: &Shared, stream: Arc<TcpStream>, number: usize, ending: Ending) {
    if ending == Ending::Stall {
        shared.stalled();
        // Until the client is gone or the server is dropped.
        while matches!((&*stream).read(&mut [0; 1024]), Ok(1..)) {}
    }
    let mut state = shared.state();
    if ending == Ending::Reset {
        // A socket that lingers for no time is reset when its last handle goes, which is here.
        let _ = SockRef::from(&*stream).set_linger(Some(Duration::ZERO));
    }
    state.open.remove(&number);
    drop(stream);
}
