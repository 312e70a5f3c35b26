//! The server, seen by a client that is nothing but a socket.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Ending, Reply, Request, Server};

const GET: &str = "GET /a HTTP/1.1\r\n\r\n";

fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.url().trim_start_matches("http://")).unwrap()
}

/// Sends `bytes`, then reads to the end of the connection.
fn exchange(server: &Server, bytes: impl AsRef<[u8]>) -> String {
    let mut stream = connect(server);
    stream.write_all(bytes.as_ref()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn expect(stream: &mut TcpStream, expected: &str) {
    let mut bytes = vec![0; expected.len()];
    stream.read_exact(&mut bytes).unwrap();
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
}

/// The fault that dropping `server` panics with; empty where it doesn't.
fn fault(server: Server) -> String {
    match catch_unwind(AssertUnwindSafe(|| drop(server))) {
        Ok(()) => String::new(),
        Err(panic) => panic.downcast_ref::<String>().unwrap().clone(),
    }
}

fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Request {
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: body.as_bytes().to_vec(),
        connection: 0,
    }
}

#[test]
fn a_request_is_recorded_as_it_stood() {
    let rows = [
        (GET, request("GET", "/a", &[], "")),
        (
            "POST /a%2Fb?q=%20#x HTTP/1.1\r\n\
             X-One:  1 2\t\r\nx-two:\r\nX-ONE: 3\r\nContent-Length: 2\r\n\r\n{}",
            request(
                "POST",
                "/a%2Fb?q=%20#x",
                &[("X-One", "1 2"), ("x-two", ""), ("X-ONE", "3"), ("Content-Length", "2")],
                "{}",
            ),
        ),
        (
            "PUT * HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
             3\r\nabc\r\n0A;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
            request("PUT", "*", &[("Transfer-Encoding", "chunked")], "abc0123456789"),
        ),
        ("PUT /é HTTP/1.1\r\nX: ü\r\n\r\n", request("PUT", "/é", &[("X", "ü")], "")),
        (
            "DELETE / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            request("DELETE", "/", &[("Content-Length", "0")], ""),
        ),
    ];
    for (sent, expected) in rows {
        let server = Server::replying([Reply::new(204)]);
        assert_eq!(exchange(&server, sent), "HTTP/1.1 204 \r\n\r\n");
        assert_eq!(server.requests(), [expected]);
    }
}

#[test]
fn the_first_header_of_a_name_is_found_in_any_case() {
    let server = Server::replying([Reply::new(200)]);
    exchange(&server, "GET / HTTP/1.1\r\nX-One: 1\r\nx-one: 2\r\n\r\n");
    let request = &server.requests()[0];
    assert_eq!([request.header("x-ONE"), request.header("x-two")], [Some("1"), None]);
}

#[test]
fn a_reply_is_sent_as_it_was_scripted() {
    let long = "y".repeat(16 * 1024 + 1);
    let rows = [
        (GET, Reply::new(200), "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n".to_owned()),
        (
            GET,
            Reply::json(201, "{}").header("X-One", "1"),
            "HTTP/1.1 201 \r\nContent-Type: application/json\r\nX-One: 1\r\nContent-Length: 2\r\n\r\n{}"
                .to_owned(),
        ),
        (
            "HEAD / HTTP/1.1\r\n\r\n",
            Reply::new(200).body("abc"),
            "HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\n".to_owned(),
        ),
        (GET, Reply::new(304).body("abc"), "HTTP/1.1 304 \r\n\r\n".to_owned()),
        (GET, Reply::new(200).filler(4), "HTTP/1.1 200 \r\nContent-Length: 4\r\n\r\nxxxx".to_owned()),
        (
            GET,
            Reply::new(200).body(long.as_str()).chunked(),
            format!(
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n{}\r\n1\r\ny\r\n0\r\n\r\n",
                &long[1..]
            ),
        ),
        (
            GET,
            Reply::new(200).body("abcdef").cut_after(2, Ending::Close),
            "HTTP/1.1 200 \r\nContent-Length: 6\r\n\r\nab".to_owned(),
        ),
        (
            GET,
            Reply::new(200).body("abcdef").chunked().cut_after(2, Ending::Close),
            "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n".to_owned(),
        ),
        (GET, Reply::raw("\u{1}garbage\n\n"), "\u{1}garbage\n\n".to_owned()),
        (GET, Reply::nothing(Ending::Close), String::new()),
    ];
    for (sent, reply, expected) in rows {
        let server = Server::replying([reply]);
        assert_eq!(exchange(&server, sent), expected);
    }
}

#[test]
fn a_connection_serves_requests_until_one_side_says_close() {
    let server = Server::replying((200..206).map(Reply::new).map(|reply| reply.header("X", "1")));
    let mut first = connect(&server);
    for status in [200, 201] {
        first.write_all(GET.as_bytes()).unwrap();
        expect(&mut first, &format!("HTTP/1.1 {status} \r\nX: 1\r\nContent-Length: 0\r\n\r\n"));
    }
    exchange(&server, "GET / HTTP/1.1\r\nConnection: Close\r\n\r\n");
    first.write_all(GET.as_bytes()).unwrap();
    expect(&mut first, "HTTP/1.1 203");
    let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0, 1, 0]);

    let server = Server::replying([Reply::new(200).header("Connection", "close")]);
    let mut stream = connect(&server);
    stream.write_all(GET.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "HTTP/1.1 200 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

#[test]
fn a_closure_answers_each_request() {
    let server = Server::answering(|request| Reply::new(200).body(request.target.as_str()));
    for target in ["/a", "/b"] {
        let answer = exchange(&server, format!("GET {target} HTTP/1.1\r\n\r\n"));
        assert_eq!(answer, format!("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{target}"));
    }
}

#[test]
fn a_reset_is_read_as_an_error() {
    for reply in [Reply::nothing(Ending::Reset), Reply::new(200).body("abc").cut_after(1, Ending::Reset)] {
        let server = Server::replying([reply]);
        let mut stream = connect(&server);
        stream.write_all(GET.as_bytes()).unwrap();
        let error = stream.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    }
}

#[test]
fn a_stalled_reply_stands_until_the_server_is_dropped() {
    let rows = [
        (Reply::nothing(Ending::Stall), ""),
        (
            Reply::new(200).body("abc").cut_after(1, Ending::Stall),
            "HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\na",
        ),
    ];
    for (reply, sent) in rows {
        let server = Server::replying([reply]);
        let mut stream = connect(&server);
        stream.write_all(GET.as_bytes()).unwrap();
        assert_eq!(server.wait_for_requests(1).len(), 1);
        expect(&mut stream, sent);
        stream.set_nonblocking(true).unwrap();
        assert_eq!(stream.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
        stream.set_nonblocking(false).unwrap();
        drop(server);
        assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    }
}

#[test]
fn a_huge_body_is_sent_whole_or_left_when_the_server_is_dropped() {
    const LENGTH: u64 = 32 * 1024 * 1024;
    let server = Server::replying([Reply::new(200).filler(LENGTH), Reply::new(200).filler(LENGTH).chunked()]);
    let mut stream = connect(&server);
    stream.write_all(GET.as_bytes()).unwrap();
    expect(&mut stream, &format!("HTTP/1.1 200 \r\nContent-Length: {LENGTH}\r\n\r\n"));
    assert_eq!(std::io::copy(&mut (&stream).take(LENGTH), &mut std::io::sink()).unwrap(), LENGTH);

    stream.write_all(GET.as_bytes()).unwrap();
    expect(&mut stream, "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n4000\r\nxxx");
    drop(server);
}

#[test]
fn a_client_that_leaves_early_is_no_fault() {
    for sent in ["", "GET / HT", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"] {
        let server = Server::replying([]);
        assert_eq!(exchange(&server, sent), "");
        assert_eq!(server.requests(), []);
        assert_eq!(fault(server), "");
    }
}

#[test]
fn what_is_no_request_is_a_fault() {
    let rows: [(&[u8], &str); 11] = [
        (b"\x16\x03\x01\r\n", r#""\u{16}\u{3}\u{1}" is not a request line of HTTP/1.1"#),
        (b"GET / HTTP/1.0\r\n\r\n", r#""GET / HTTP/1.0" is not a request line of HTTP/1.1"#),
        (b"GET /a b HTTP/1.1\r\n\r\n", r#""GET /a b HTTP/1.1" is not a request line of HTTP/1.1"#),
        (b"GET / HTTP/1.1\n\n", "a line ends in a bare LF"),
        (b"GET / HTTP/1.1\r\nX: \xff\r\n\r\n", "is not UTF-8"),
        (b"GET / HTTP/1.1\r\nno header\r\n\r\n", r#""no header" is not a header"#),
        (b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", r#""-1" is not a length"#),
        (b"GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "a length of 99999999999 is more than"),
        (
            b"GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
            r#"the transfer encoding "gzip" is not chunked"#,
        ),
        (
            b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
            "Transfer-Encoding and Content-Length stand side by side",
        ),
        (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc", "a chunk is longer than its size"),
    ];
    for (sent, expected) in rows {
        let server = Server::replying([]);
        let mut stream = connect(&server);
        stream.write_all(sent).unwrap();
        // The server leaves bytes unread, so that the end may come as a reset.
        let _ = stream.read_to_end(&mut Vec::new());
        assert_eq!(server.requests(), []);
        let fault = fault(server);
        assert!(fault.contains(expected), "{fault}");
    }
}

#[test]
fn a_request_without_a_reply_is_a_fault() {
    let server = Server::replying([Reply::new(204)]);
    exchange(&server, GET);
    assert!(exchange(&server, GET).starts_with("HTTP/1.1 500 \r\n"));
    assert_eq!(fault(server), "the test server met a fault:\nrequest 1 has no reply: GET /a");
}

#[test]
fn a_panic_of_the_closure_is_a_fault() {
    let server = Server::answering(|request| panic!("unexpected {}", request.target));
    assert!(exchange(&server, GET).starts_with("HTTP/1.1 500 \r\n"));
    assert_eq!(fault(server), "the test server met a fault:\nthe closure panicked: unexpected /a");
}
