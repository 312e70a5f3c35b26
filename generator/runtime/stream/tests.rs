use std::time::Duration;

use super::super::mock::{MockClock, MockReply};
use super::super::tests::{GET, Setup, call};
use super::super::{Call, Client, Response};
use super::*;

fn pieces(texts: &[&'static str]) -> Vec<Result<Bytes, FailureKind>> {
    texts.iter().map(|text| Ok(Bytes::from_static(text.as_bytes()))).collect()
}

fn download(client: &Client) -> Call<'static, Bytes> {
    call(client, &GET).parameter("id", "1")
}

async fn rest(mut stream: ByteStream) -> Vec<Result<Bytes, Error>> {
    let mut pieces = Vec::new();
    while let Some(piece) = stream.next().await {
        pieces.push(piece);
    }
    assert!(stream.next().await.is_none());
    pieces
}

#[test]
fn a_body_comes_piece_by_piece_whatever_its_size() {
    let reply = MockReply::new(200).header("etag", "1").pieces(pieces(&["abc", "", "def"]));
    let setup = Setup::new([MockReply::new(503), reply]).with(|builder| builder.max_response_size(4));
    let answer: Response<ByteStream> = setup.clock.block_on(download(&setup.client()).send_stream()).unwrap();
    assert_eq!((answer.status().as_u16(), answer.attempts()), (200, 2));
    assert_eq!(answer.headers()["etag"], "1");
    let read = setup.clock.block_on(rest(answer.into_value()));
    let read: Vec<_> = read.into_iter().map(Result::unwrap).collect();
    assert_eq!(read, ["abc", "def"]);
}

#[test]
fn a_failure_ends_a_body_and_nothing_is_sent_again() {
    let mut body = pieces(&["abc"]);
    body.extend([Err(FailureKind::Io), Ok(Bytes::from_static(b"never read"))]);
    let setup = Setup::new([MockReply::new(200).pieces(body)]);
    let stream = setup.clock.block_on(download(&setup.client()).send_stream()).unwrap().into_value();
    let read = setup.clock.block_on(rest(stream));
    assert!(matches!(&read[..], [Ok(_), Err(Error::Transport(error))] if error.kind() == FailureKind::Io));
    assert_eq!(setup.calls().len(), 1);
}

#[test]
fn an_answer_that_is_no_success_is_an_error_with_its_body() {
    let setup = Setup::new([MockReply::json(404, r#"{"message": "none"}"#)]);
    let error = setup.clock.block_on(download(&setup.client()).send_stream()).unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.message(), Some("none"));
}

/// A body of one piece, after which nothing comes.
struct Stalled(Option<Bytes>);

impl Body for Stalled {
    fn chunk(&mut self) -> BoxFuture<'_, Piece> {
        match self.0.take() {
            Some(piece) => Box::pin(std::future::ready(Ok(Some(piece)))),
            None => Box::pin(std::future::pending()),
        }
    }
}

#[test]
fn each_piece_has_its_time() {
    let clock = MockClock::new();
    let source = Source {
        operation: &GET,
        attempts: 1,
        clock: Arc::new(clock.clone()),
        limit: Some(Duration::from_secs(30)),
        resume: None,
        max_size: 9,
    };
    let stream = ByteStream::new(Box::new(Stalled(Some(Bytes::from_static(b"a")))), source);
    let read = clock.block_on(rest(stream));
    assert!(matches!(&read[..], [Ok(_), Err(error)] if error.is_timeout()));
    assert_eq!(clock.elapsed(), Duration::from_secs(30));
}
