//! Ten thousand calls through one client, one in a hundred with each fault: every one ends in the right value or the right error, no POST
//! is applied twice, and the client holds no more memory at the end than near the beginning.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use auth0_management::Error;
use auth0_management::runtime::{
    Body, BoxFuture, Clock, FailureKind, ReqwestTransport, Transport, TransportFailure,
};
use bytes::Bytes;
use http::Uri;
use letterpress_test_support::{Carrier, Ending, Reply, Request};

use super::fault_server::{FaultClock, FaultServer};
use super::setup::{Ticket, create, refusing};

/// Which call a request belongs to, and how often it was sent before.
const CALL: &str = "x-call";

/// When memory is measured first.
const WARM: usize = 1_000;

const CALLS: usize = 10_000;

/// What a call is to end in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Value,
    Status(u16),
    No(FailureKind),
    Unreadable,
}

use End::{No, Status, Unreadable, Value};

/// What the first request of a call meets; all others succeed.
struct Fault {
    reply: fn(SystemTime) -> Reply,
    /// Whether the server has acted on the request.
    applied: bool,
    /// What a call that is not idempotent ends in, and one that is.
    ends: (End, End),
}

fn status(status: u16, after: &str) -> Reply {
    Reply::json(status, r#"{"message":"no"}"#).header("Retry-After", after)
}

fn late(now: SystemTime) -> String {
    httpdate::fmt_http_date(now + Duration::from_secs(9))
}

/// Their place is the last two digits of the calls that meet them. The last is refused: it never comes to the server.
const FAULTS: [Fault; 24] = {
    const fn fault(reply: fn(SystemTime) -> Reply, applied: bool, ends: (End, End)) -> Fault {
        Fault { reply, applied, ends }
    }
    const fn again(reply: fn(SystemTime) -> Reply, end: End) -> Fault {
        fault(reply, true, (end, Value))
    }
    const fn refused(reply: fn(SystemTime) -> Reply, end: End) -> Fault {
        fault(reply, false, (end, end))
    }
    [
        again(|_| Reply::nothing(Ending::Reset), No(FailureKind::Io)),
        again(|_| Reply::nothing(Ending::Close), No(FailureKind::Io)),
        again(|_| Reply::nothing(Ending::Stall), No(FailureKind::Timeout)),
        again(|_| Reply::json(201, "{}").cut_after(1, Ending::Reset), No(FailureKind::Io)),
        again(|_| Reply::json(201, "{}").cut_after(1, Ending::Close), No(FailureKind::Io)),
        again(|_| Reply::json(201, "{}").cut_after(1, Ending::Stall), No(FailureKind::Timeout)),
        fault(
            |_| Reply::new(201).filler(100 << 20),
            true,
            (No(FailureKind::TooLarge), No(FailureKind::TooLarge)),
        ),
        fault(|_| Reply::new(201).body("<html>"), true, (Unreadable, Unreadable)),
        refused(|_| Reply::new(302).header("Location", "https://elsewhere.example"), Status(302)),
        refused(|_| status(400, "1"), Status(400)),
        refused(|_| Reply::new(404).filler(100 << 20), Status(404)),
        refused(|_| status(401, "1"), Value),
        again(|_| status(408, "1"), Status(408)),
        again(|_| status(500, "1"), Status(500)),
        again(|_| status(502, "1"), Status(502)),
        again(|_| status(503, "7"), Status(503)),
        again(|_| status(504, "1"), Status(504)),
        refused(|_| status(429, "7"), Value),
        refused(|now| status(429, &late(now)), Value),
        refused(|_| status(429, "999999999"), Status(429)),
        refused(|_| status(429, "-7"), Value),
        refused(|_| Reply::new(429).header("X-RateLimit-Reset", "0"), Value),
        refused(|_| Reply::raw("HTTP/1.1 429 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Value),
        refused(|_| Reply::new(500), Value),
    ]
};

const UNREACHED: usize = FAULTS.len() - 1;

/// The fault that a call meets, by its place.
fn fault_of(call: usize) -> Option<usize> {
    Some(call % 100).filter(|place| *place < FAULTS.len())
}

/// How many tokens were given.
static TOKENS: AtomicUsize = AtomicUsize::new(0);

/// How often each call was sent, and was applied.
type Log = Arc<Mutex<Vec<(u8, u8)>>>;

/// Carries the first request of some calls to where nobody is.
struct Detour {
    direct: ReqwestTransport,
    nowhere: Uri,
    log: Log,
}

fn call_of<'a>(header: impl FnOnce(&'static str) -> Option<&'a str>) -> Option<usize> {
    header(CALL)?.parse().ok()
}

impl Transport for Detour {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportFailure>> {
        let call = call_of(|name| request.headers().get(name)?.to_str().ok());
        if let Some(call) = call {
            let mut log = self.log.lock().unwrap();
            log[call].0 += 1;
            if log[call].0 == 1 && fault_of(call) == Some(UNREACHED) {
                *request.uri_mut() = self.nowhere.clone();
            }
        }
        self.direct.send(request)
    }
}

/// Answers as the call of the request has it.
fn answer(request: &Request, clock: &FaultClock, log: &Log) -> Reply {
    let Some(call) = call_of(|name| request.header(name)) else {
        // Another each time: a token that was refused is not sent again.
        let token = TOKENS.fetch_add(1, Ordering::Relaxed);
        return Reply::json(200, &format!(r#"{{"access_token":"{token}","expires_in":600}}"#));
    };
    let mut log = log.lock().unwrap();
    match fault_of(call).map(|place| &FAULTS[place]) {
        Some(fault) if log[call].0 == 1 => {
            log[call].1 += u8::from(fault.applied);
            (fault.reply)(clock.now())
        }
        _ => {
            log[call].1 += 1;
            Reply::json(201, &format!(r#"{{"ticket":"{call}"}}"#))
        }
    }
}

fn end(result: Result<Ticket, Error>, call: usize) -> End {
    match result {
        Ok(ticket) => {
            assert_eq!(ticket.ticket, Some(call.to_string()));
            Value
        }
        Err(Error::Api(error)) => Status(error.status().as_u16()),
        Err(Error::Transport(error)) => No(error.kind()),
        Err(Error::Decode(_)) => Unreadable,
        Err(error) => panic!("call {call}: {error}"),
    }
}

/// Every second hundred of calls is said to be idempotent, whatever fault it meets.
fn is_idempotent(number: usize) -> bool {
    number / 100 % 2 == 1
}

/// The resident memory of this process, in pages; 0 where the system does not say.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm");
    pages.ok().and_then(|pages| pages.split(' ').nth(1)?.parse().ok()).unwrap_or_default()
}

async fn soak(calls: usize) {
    let (_socket, nowhere) = refusing();
    let faults = FaultServer::new(|_| Carrier::Plain);
    let log: Log = Arc::new(Mutex::new(vec![(0, 0); calls]));
    let (clock, kept) = (faults.clock.clone(), Arc::clone(&log));
    faults.fail(move |request| Some(answer(request, &clock, &kept)));
    let transport = Detour {
        direct: ReqwestTransport::new(None).unwrap(),
        nowhere: nowhere.parse().unwrap(),
        log: Arc::clone(&log),
    };
    let client = faults.settings().client_credentials("c", "s").transport(transport).build().unwrap();
    // What is held, not what a moment takes: the most of a hundred calls then, the least of a hundred at the end.
    let (mut warm, mut held) = (0, u64::MAX);
    for number in 0..calls {
        if (WARM..WARM + 100).contains(&number) {
            warm = resident().max(warm);
        } else if number + 100 >= calls {
            held = resident().min(held);
        }
        let idempotent = is_idempotent(number);
        let call = create(&client).idempotent(idempotent).header(CALL, number.to_string());
        let actual = end(call.await, number);
        let expected = fault_of(number).map_or(Value, |place| {
            let (once, again) = FAULTS[place].ends;
            if idempotent { again } else { once }
        });
        assert_eq!(actual, expected, "call {number}, fault {:?}", fault_of(number));
        faults.server.take_requests();
    }
    assert!(held * 10 <= warm * 11, "{warm} pages after {WARM} calls, {held} after {calls}");
    for (number, (sent, applied)) in log.lock().unwrap().iter().enumerate() {
        let twice = *applied > 1;
        assert!((1..=2).contains(sent), "call {number} was sent {sent} times");
        assert!(!twice || is_idempotent(number), "the POST of call {number} was applied {applied} times");
    }
}

/// A process of its own, whose memory no other test moves.
#[test]
fn ten_thousand_calls_end_as_they_should_and_hold_no_memory() {
    const ALONE: &str = "LETTERPRESS_SOAK";
    if std::env::var_os(ALONE).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(soak(CALLS));
        return;
    }
    let mut child = Command::new(std::env::current_exe().unwrap());
    let name = "soak::ten_thousand_calls_end_as_they_should_and_hold_no_memory";
    // The allocator of glibc is to give back what is freed, so that what is left is what is held.
    let returning =
        [("MALLOC_ARENA_MAX", "1"), ("MALLOC_TRIM_THRESHOLD_", "65536"), ("MALLOC_MMAP_THRESHOLD_", "65536")];
    let child = child.args(["--exact", name, "--nocapture"]).env(ALONE, "1").envs(returning);
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
}
