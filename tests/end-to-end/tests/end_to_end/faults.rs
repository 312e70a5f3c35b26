//! Every fault that a server can have, over every carrier: how often the request is sent, what the caller sees, how long it takes by
//! the client's clock, and that nothing of it shows a secret.

use std::time::{Duration, SystemTime};

use auth0_management::runtime::{Clock, FailureKind};
use auth0_management::{Call, Error, ManagementClient};
use letterpress_test_support::{Authority, Carrier, Ending, Reply, Request, Server};

use super::fault_server::{FaultClock, FaultServer, LIMIT, seconds_since};
use super::setup::{Content, Ticket, refusing, shown};

/// Stands in every secret, and must never be shown.
pub(crate) const MARKER: &str = "S3cr3t";

/// How often a request is sent, how long the call takes in seconds, and what it ends in.
type Outcome = (usize, u64, Seen);

/// What a caller sees.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Seen {
    Value,
    Status(u16),
    No(FailureKind),
    Unreadable,
}

use Seen::{No, Status, Unreadable, Value};

/// A fault, what becomes of a POST, and what becomes of it if it is said to be idempotent.
pub(crate) struct Row {
    name: &'static str,
    pub(crate) reply: Reply,
    once: Outcome,
    again: Outcome,
}

fn row(name: &'static str, reply: Reply, once: Outcome, again: Outcome) -> Row {
    Row { name, reply, once, again }
}

/// A row whose request is treated the same, idempotent or not.
fn same(name: &'static str, reply: Reply, outcome: Outcome) -> Row {
    row(name, reply, outcome, outcome)
}

/// A status, with a secret in its headers and its body.
fn status(status: u16) -> Reply {
    let body = format!(r#"{{"error":"{MARKER}","message":"{MARKER}","errorCode":"{MARKER}"}}"#);
    Reply::json(status, &body).header("Set-Cookie", MARKER)
}

fn ticket() -> Reply {
    Reply::json(201, &format!(r#"{{"ticket":"{MARKER}"}}"#))
}

/// The faults that every carrier has. Dates are told from `now`, the secret `elsewhere` is where a redirect leads.
pub(crate) fn rows(now: SystemTime, elsewhere: &str) -> Vec<Row> {
    let limit = LIMIT.as_secs();
    let date = httpdate::fmt_http_date(now + Duration::from_secs(9));
    let reset = |seconds| {
        let end = now + Duration::from_secs(seconds);
        end.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs().to_string()
    };
    let after = |code, value: &str| status(code).header("Retry-After", value);
    let redirect =
        |code| row_of_status(code, status(code).header("Location", &format!("{elsewhere}/{MARKER}")), 1, 0);
    let (io, late, large) = (No(FailureKind::Io), No(FailureKind::Timeout), No(FailureKind::TooLarge));
    let again = |name, reply, seen| row(name, reply, (1, 0, seen), (3, 3, seen));
    let stalled = |name, reply| row(name, reply, (1, limit, late), (3, 3 * limit + 3, late));
    vec![
        again("reset before the headers", Reply::nothing(Ending::Reset), io),
        again("closed before the headers", Reply::nothing(Ending::Close), io),
        again("reset within the body", ticket().cut_after(5, Ending::Reset), io),
        again("closed within the body", ticket().cut_after(5, Ending::Close), io),
        stalled("silent", Reply::nothing(Ending::Stall)),
        stalled("stalled after the headers", ticket().cut_after(0, Ending::Stall)),
        stalled("stalled within the body", ticket().cut_after(5, Ending::Stall)),
        same("a body of 100 MB", Reply::new(201).filler(100 << 20), (1, 0, large)),
        same("an error of 100 MB", Reply::new(400).filler(100 << 20), (1, 0, Status(400))),
        same("HTML", Reply::new(201).header("Content-Type", "text/html").body(MARKER), (1, 0, Unreadable)),
        same("JSON by another name", Reply::new(201).header("Content-Type", "a/b").body("{}"), (1, 0, Value)),
        same("JSON of no name", Reply::new(201).body("{}"), (1, 0, Value)),
        same("another type", Reply::json(201, &format!(r#"{{"ticket":["{MARKER}"]}}"#)), (1, 0, Unreadable)),
        same("no body", Reply::new(201), (1, 0, Unreadable)),
        same(
            "compressed unasked",
            ticket().header("Content-Encoding", "gzip").body(MARKER),
            (1, 0, Unreadable),
        ),
        redirect(301),
        redirect(302),
        redirect(303),
        redirect(307),
        redirect(308),
        again("408", after(408, "7"), Status(408)),
        again("500", after(500, "7"), Status(500)),
        same("501", after(501, "7"), (1, 0, Status(501))),
        again("502", status(502), Status(502)),
        again("503", status(503), Status(503)),
        again("504", status(504), Status(504)),
        row("503, seconds", after(503, "7"), (1, 0, Status(503)), (3, 14, Status(503))),
        // The date has come when it is told again: one second or two, as without it.
        row("503, a date", after(503, &date), (1, 0, Status(503)), (3, 11, Status(503))),
        same("503, absurd", after(503, "999999999999"), (1, 0, Status(503))),
        again("503, negative", after(503, "-7"), Status(503)),
        row_of_status(429, status(429), 3, 3),
        row_of_status(429, after(429, "7"), 3, 14),
        row_of_status(429, after(429, &date), 3, 11),
        row_of_status(429, after(429, "0"), 3, 3),
        row_of_status(429, after(429, "60"), 3, 120),
        row_of_status(429, after(429, "61"), 1, 0),
        row_of_status(429, after(429, "18446744073709551615"), 1, 0),
        row_of_status(429, after(429, "Fri, 31 Dec 9999 23:59:59 GMT"), 1, 0),
        row_of_status(429, after(429, "-7"), 3, 3),
        row_of_status(429, after(429, "1.5"), 3, 3),
        row_of_status(429, after(429, MARKER), 3, 3),
        row_of_status(429, after(429, "Sun, 06 Nov 1994 08:49:37 GMT"), 3, 3),
        row_of_status(429, status(429).header("X-RateLimit-Reset", &reset(5)), 3, 7),
        row_of_status(429, status(429).header("X-RateLimit-Reset", &reset(61)), 1, 0),
        row_of_status(429, status(429).header("X-RateLimit-Reset", "-1"), 3, 3),
        row_of_status(429, status(429).header("X-RateLimit-Reset", "18446744073709551615"), 3, 3),
        row_of_status(429, after(429, "8").header("X-RateLimit-Reset", &reset(5)), 3, 16),
    ]
}

/// What is answered with a status, idempotent or not.
fn row_of_status(code: u16, reply: Reply, sent: usize, seconds: u64) -> Row {
    same("a status", reply, (sent, seconds, Status(code)))
}

/// Those of HTTP/1.1 alone. Over HTTP/2, a stream that ends in a reset may take the status with it.
pub(crate) fn rows_of_http1() -> Vec<Row> {
    let again = |name, reply| row(name, reply, (1, 0, No(FailureKind::Io)), (3, 3, No(FailureKind::Io)));
    vec![
        same("an error that is cut", status(400).cut_after(5, Ending::Close), (1, 0, Status(400))),
        again("another protocol", Reply::raw(format!("{MARKER}\r\n\r\n"))),
        again("a header that is none", Reply::raw(format!("HTTP/1.1 201 \r\n{MARKER}\r\n\r\n"))),
        again(
            "a length that is none",
            Reply::raw(format!("HTTP/1.1 201 \r\nContent-Length: {MARKER}\r\n\r\n")),
        ),
        again(
            "a chunk that is none",
            Reply::raw(format!("HTTP/1.1 201 \r\nTransfer-Encoding: chunked\r\n\r\n{MARKER}\r\n")),
        ),
        again("chunks without an end", ticket().chunked().cut_after(1 << 10, Ending::Close)),
        again("headers of 1 MB", ticket().header("X-Long", &MARKER.repeat(1 << 18))),
    ]
}

/// What a call came to. Nothing of its error may show a secret.
fn seen<T>(result: Result<T, Error>) -> Seen {
    let Err(error) = result else { return Value };
    let text = shown(&error);
    assert!(!text.contains(MARKER), "{text}");
    seen_of(&error)
}

fn seen_of(error: &Error) -> Seen {
    match error {
        Error::Api(error) => Status(error.status().as_u16()),
        Error::Transport(error) => No(error.kind()),
        Error::Decode(_) => Unreadable,
        // That of the request for the token, if that is what failed; else its answer has no token.
        Error::Auth(error) => error.request().map_or(Unreadable, seen_of),
        error => panic!("{error}"),
    }
}

/// A call with a secret wherever it takes a text.
fn call<'a>(client: &ManagementClient, content: &'a Content) -> Call<'a, Ticket> {
    let call = client.self_service_profiles().sso_ticket().create(MARKER, content);
    call.header("x-secret", MARKER).query("secret", MARKER).custom_domain(format!("{MARKER}.example"))
}

type Carrying = fn(&Authority) -> Carrier;

/// The carriers, by name.
const CARRIERS: [(&str, Carrying); 3] =
    [("plain", |_| Carrier::Plain), ("TLS", Authority::tls), ("HTTP/2", Authority::http2)];

/// A server of each kind, its name, and the faults that it can have.
fn servers() -> impl Iterator<Item = (&'static str, FaultServer, Rows)> {
    CARRIERS.into_iter().map(|(carrier, of)| {
        let rows = match carrier {
            "HTTP/2" => rows,
            _ => |now, elsewhere: &str| {
                let mut all = rows(now, elsewhere);
                all.extend(rows_of_http1());
                all
            },
        };
        (carrier, FaultServer::new(of), rows as Rows)
    })
}

type Rows = fn(SystemTime, &str) -> Vec<Row>;

#[tokio::test]
async fn each_fault_is_sent_as_often_seen_as_and_takes_as_long_as_is_said() {
    let (elsewhere, mut differing) = (Server::replying([]), Vec::new());
    for (carrier, faults, rows) in servers() {
        let content = Content::new().connection_id(MARKER);
        let client = || faults.settings().token(format!("token-{MARKER}")).build().unwrap();
        let count = rows(faults.clock.now(), "").len();
        for (number, idempotent) in (0..count).flat_map(|number| [(number, false), (number, true)]) {
            // Made anew, since dates and the ends of windows count from now.
            let Row { name, reply, once, again } =
                rows(faults.clock.now(), &elsewhere.url()).swap_remove(number);
            let fault = format!("{carrier}, {name}, idempotent: {idempotent}, {reply:?}");
            faults.fail(move |_| Some(reply.clone()));
            let began = faults.clock.elapsed();
            let result = call(&client(), &content).idempotent(idempotent).send().await;
            let seconds = seconds_since(&faults.clock, began);
            let requests = faults.server.take_requests();
            let (actual, expected) =
                ((requests.len(), seconds, seen(result)), if idempotent { again } else { once });
            if actual != expected {
                differing.push(format!("{fault}: {actual:?}, not {expected:?}"));
            }
            let sent =
                |request: &Request| (request.target.clone(), request.headers.clone(), request.body.clone());
            assert!(requests.iter().all(|request| sent(request) == sent(&requests[0])), "{fault}");
        }
        // Whatever they met, the connections are of use.
        faults.recover();
        call(&client(), &content).await.unwrap();
    }
    assert_eq!(elsewhere.requests(), []);
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[tokio::test]
async fn each_fault_of_the_token_endpoint_ends_the_call_before_it_is_sent() {
    let (elsewhere, mut differing) = (Server::replying([]), Vec::new());
    for (carrier, faults, rows) in servers() {
        let client = || faults.settings().client_credentials("client_1", MARKER).build().unwrap();
        let content = Content::new();
        for number in 0..rows(faults.clock.now(), "").len() {
            let Row { name, reply, again: (sent, seconds, outcome), .. } =
                rows(faults.clock.now(), &elsewhere.url()).swap_remove(number);
            let fault = format!("{carrier}, {name}, {reply:?}");
            // What is an answer of the API has no token in it.
            let expected = (sent, seconds, if outcome == Value { Unreadable } else { outcome });
            faults.fail(move |_| Some(reply.clone()));
            let began = faults.clock.elapsed();
            let result = call(&client(), &content).send().await;
            let seconds = seconds_since(&faults.clock, began);
            let requests = faults.server.take_requests();
            assert!(matches!(result, Err(Error::Auth(_))), "{fault}");
            assert!(requests.iter().all(|request| request.target == "/oauth/token"), "{fault}");
            let actual = (requests.len(), seconds, seen(result));
            if actual != expected {
                differing.push(format!("{fault}: {actual:?}, not {expected:?}"));
            }
        }
        faults.fail(|request| {
            let token = format!(r#"{{"access_token":"{MARKER}","expires_in":600}}"#);
            (request.target == "/oauth/token").then(|| Reply::json(200, &token))
        });
        call(&client(), &content).await.unwrap();
    }
    assert_eq!(elsewhere.requests(), []);
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_or_trusted_gets_nothing() {
    let (_socket, refusing) = refusing();
    let untrusted = [FaultServer::new(Authority::tls), FaultServer::new(Authority::http2)];
    let (other, plain) = (FaultServer::new(Authority::tls), FaultServer::new(|_| Carrier::Plain));
    let rows = [
        ("refused", refusing, None, 3, 3, FailureKind::Connect),
        ("an unknown authority", untrusted[0].server.url(), None, 1, 0, FailureKind::Tls),
        ("an unknown authority, HTTP/2", untrusted[1].server.url(), None, 1, 0, FailureKind::Tls),
        (
            "another authority",
            untrusted[0].server.url(),
            Some(other.trusting(|client| client)),
            1,
            0,
            FailureKind::Tls,
        ),
        (
            "another name",
            other.server.url().replace("127.0.0.1", "localhost"),
            Some(other.trusting(|client| client)),
            1,
            0,
            FailureKind::Tls,
        ),
    ];
    for (name, url, http, attempts, seconds, kind) in rows {
        let clock = FaultClock::default();
        let settings = plain.settings().base_url(url).token(MARKER).clock(clock.clone());
        let client = match http {
            Some(http) => settings.http_client(http),
            None => settings,
        };
        let result = call(&client.build().unwrap(), &Content::new()).await;
        assert!(matches!(&result, Err(Error::Transport(error)) if error.attempts() == attempts), "{name}");
        assert_eq!((clock.elapsed().as_secs(), seen(result)), (seconds, No(kind)), "{name}");
    }
    for server in untrusted.iter().chain([&other, &plain]) {
        assert_eq!(server.server.requests(), []);
    }
}
