use std::collections::VecDeque;

use super::super::mock::MockClock;
use super::*;

/// A body in pieces, the last of which may be a failure.
struct Pieces(VecDeque<Result<&'static [u8], FailureKind>>);

impl Body for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportFailure>> {
        let next = self.0.pop_front().transpose();
        Box::pin(std::future::ready(next.map(|piece| piece.map(Bytes::from_static)).map_err(Into::into)))
    }
}

fn pieces(pieces: &[Result<&'static [u8], FailureKind>]) -> Pieces {
    Pieces(pieces.iter().copied().collect())
}

#[test]
fn a_body_is_read_whole_or_not_at_all() {
    let read = |body: &[_], limit| {
        let mut body = pieces(body);
        let result = MockClock::new().block_on(read_whole(&mut body, limit));
        (result.map_err(|failure| failure.kind()), body.0.len())
    };
    assert_eq!(read(&[], 0), (Ok(Bytes::new()), 0));
    assert_eq!(read(&[Ok(b"abc")], 3), (Ok("abc".into()), 0));
    assert_eq!(read(&[Ok(b"ab"), Ok(b""), Ok(b"c")], 3), (Ok("abc".into()), 0));
    assert_eq!(read(&[Ok(b""), Ok(b"a"), Ok(b"b"), Ok(b"c")], 3), (Ok("abc".into()), 0));
    assert_eq!(read(&[Ok(b"ab"), Ok(b"cd"), Ok(b"never read")], 3), (Err(FailureKind::TooLarge), 1));
    assert_eq!(read(&[Ok(b"ab"), Err(FailureKind::Io)], 3), (Err(FailureKind::Io), 0));
}

#[test]
fn of_an_error_the_beginning_is_read() {
    let read = |body: &[_], limit| {
        let (mut body, mut bytes) = (pieces(body), BytesMut::new());
        MockClock::new().block_on(read_beginning(&mut body, limit, &mut bytes));
        (bytes.freeze(), body.0.len())
    };
    assert_eq!(read(&[Ok(b"ab"), Ok(b"cd"), Ok(b"never read")], 3), ("abc".into(), 1));
    assert_eq!(read(&[Ok(b"ab"), Err(FailureKind::Io)], 3), ("ab".into(), 0));
    assert_eq!(read(&[Ok(b"never read")], 0), (Bytes::new(), 1));
}

#[test]
fn bytes_are_a_body() {
    let read = |body: &'static str| MockClock::new().block_on(read_whole(&mut Bytes::from(body), 9)).unwrap();
    assert_eq!(read("abc"), "abc");
    assert_eq!(read(""), "");
}

#[test]
fn a_failure_keeps_its_source() {
    let failure = TransportFailure::new(FailureKind::Connect, "refused");
    assert_eq!(failure.kind(), FailureKind::Connect);
    assert_eq!(StdError::source(&failure).unwrap().to_string(), "refused");
    assert!(StdError::source(&TransportFailure::from(FailureKind::Io)).is_none());
}
