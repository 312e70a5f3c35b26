//! Bodies and answers of every kind.

use std::time::Duration;

use letterpress_end_to_end::media::MediaClient;
use letterpress_end_to_end::media::runtime::{Error, FailureKind, FilePart, RetryPolicy};
use letterpress_end_to_end::media::types::{
    Event, Job, MediaAnswerRequest, MediaCreateThingError, MediaCreateThingMultipartRequest,
    MediaCreateThingRequestBody, MediaCreateThingResponse, MediaExportThingsResponse, MediaPutImportRequest,
    MediaPutImportRequestRequired, Problem, Thing,
};
use letterpress_test_support::{Ending, Reply, Server};

fn client(server: &Server) -> MediaClient {
    MediaClient::builder()
        .base_url(server.url())
        .retry(RetryPolicy::default().base_delay(Duration::ZERO))
        .max_response_size(64 * 1024)
        .build()
        .unwrap()
}

fn thing(name: &str) -> Thing {
    Thing::new().name(name)
}

#[tokio::test]
async fn files_are_sent_as_parts_and_once_more_after_a_failure() {
    let server = Server::replying([Reply::new(503), Reply::new(202)]);
    let required =
        MediaPutImportRequestRequired { users: FilePart::bytes("u \"1\".json", "[]"), meta: thing("Rex") };
    let request = MediaPutImportRequest::new(required)
        .pages([FilePart::bytes("1", "one"), FilePart::bytes("2", vec![0, 255]).media_type("image/png")])
        .upsert(true);
    client(&server).media().put_import("1", &request).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].body, requests[1].body);
    assert_eq!(
        requests[0].header("content-type"),
        Some("multipart/form-data; boundary=form-data-boundary-00000000")
    );
    let part = |head: &str, body: &[u8]| {
        [
            b"--form-data-boundary-00000000\r\nContent-Disposition: form-data; ",
            head.as_bytes(),
            b"\r\n\r\n",
            body,
            b"\r\n",
        ]
        .concat()
    };
    let expected = [
        part("name=\"users\"; filename=\"u %221%22.json\"\r\nContent-Type: application/json", b"[]"),
        part("name=\"meta\"\r\nContent-Type: application/json", br#"{"name":"Rex"}"#),
        part("name=\"pages\"; filename=\"1\"\r\nContent-Type: application/octet-stream", b"one"),
        part("name=\"pages\"; filename=\"2\"\r\nContent-Type: image/png", &[0, 255]),
        part("name=\"upsert\"", b"true"),
        b"--form-data-boundary-00000000--\r\n".to_vec(),
    ];
    assert_eq!(requests[0].body, expected.concat());
}

#[tokio::test]
async fn text_and_bytes_are_sent_and_read_as_they_are() {
    let replies = [
        Reply::new(200).header("Content-Type", "text/plain").body("{kept}"),
        Reply::new(204),
        Reply::new(200).header("Content-Type", "image/png").body([1, 255]),
        Reply::new(204),
    ];
    let server = Server::replying(replies);
    let client = client(&server);
    let note = client.media().put_note("# é").media_type("text/markdown").await.unwrap();
    assert_eq!(note, "{kept}");
    client.media().put_image(vec![1, 255]).media_type("image/png").await.unwrap();
    assert_eq!(client.media().get_image().await.unwrap().unwrap(), [1, 255][..]);
    assert_eq!(client.media().get_image().await.unwrap(), None);

    let requests = server.requests();
    assert_eq!(requests[0].header("content-type"), Some("text/markdown; charset=utf-8"));
    assert_eq!(requests[0].body, "# é".as_bytes());
    assert_eq!(requests[1].header("content-type"), Some("image/png"));
    assert_eq!(requests[1].body, [1, 255]);
    assert_eq!(requests[2].header("accept"), Some("image/png"));

    // A range is no media type to send.
    let error = client.media().put_image("").await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
}

#[tokio::test]
async fn a_body_of_several_says_of_itself_what_it_is() {
    let bodies: [(MediaCreateThingRequestBody, &str, &str); 3] = [
        (thing("Rex").into(), "application/json", r#"{"name":"Rex"}"#),
        ("a,b".to_owned().into(), "text/csv; charset=utf-8", "a,b"),
        (
            MediaCreateThingMultipartRequest::new().file(FilePart::bytes("f", "x")).into(),
            "multipart/form-data; boundary=form-data-boundary-00000000",
            "--form-data-boundary-00000000\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\
             Content-Type: application/octet-stream\r\n\r\nx\r\n--form-data-boundary-00000000--\r\n",
        ),
    ];
    let server = Server::answering(|_| Reply::new(204));
    let client = client(&server);
    for (index, (body, media_type, text)) in bodies.iter().enumerate() {
        client.media().create_thing(body).await.unwrap();
        let sent = &server.requests()[index];
        assert_eq!((sent.header("content-type"), &*sent.text()), (Some(*media_type), *text));
    }
}

#[tokio::test]
async fn an_answer_is_read_by_its_status() {
    let rows = [
        (Reply::json(201, r#"{"name":"Rex"}"#), MediaCreateThingResponse::Created(thing("Rex"))),
        (
            Reply::json(202, r#"{"job":"1"}"#),
            MediaCreateThingResponse::Accepted(serde_json::from_str::<Job>(r#"{"job":"1"}"#).unwrap()),
        ),
        (Reply::new(204), MediaCreateThingResponse::NoContent),
        (Reply::json(200, "{}"), MediaCreateThingResponse::Unknown("{}".into())),
    ];
    let server = Server::replying(rows.clone().map(|(reply, _)| reply));
    let client = client(&server);
    for (_, expected) in rows {
        assert_eq!(client.media().create_thing(&thing("Rex").into()).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn an_answer_is_read_by_its_media_type() {
    let reply = |media_type, body: &str| Reply::new(200).header("Content-Type", media_type).body(body);
    let rows = [
        (reply("application/json", "[{}]"), MediaExportThingsResponse::Json(vec![Thing::new()])),
        (reply("text/csv; charset=utf-8", "[]"), MediaExportThingsResponse::Csv("[]".to_owned())),
        (reply("application/zip", "PK"), MediaExportThingsResponse::Zip("PK".into())),
        // What is not said to be anything is the first.
        (Reply::new(200).body("[]"), MediaExportThingsResponse::Json(Vec::new())),
    ];
    let server = Server::replying(rows.clone().map(|(reply, _)| reply));
    let client = client(&server);
    for (_, expected) in rows {
        assert_eq!(client.media().export_things().await.unwrap(), expected);
    }
    assert_eq!(server.requests()[0].header("accept"), Some("application/json, text/csv, application/zip"));
}

#[tokio::test]
async fn the_body_of_an_error_is_read_by_its_status() {
    let problem: Problem = serde_json::from_str(r#"{"problem":"name"}"#).unwrap();
    let rows = [
        (Reply::json(400, r#"{"problem":"name"}"#), MediaCreateThingError::BadRequest(problem)),
        (Reply::json(409, r#"{"name":"Bo"}"#), MediaCreateThingError::Conflict(thing("Bo"))),
        (Reply::new(503).body("later"), MediaCreateThingError::ServiceUnavailable("later".to_owned())),
        (Reply::new(418).body("tea"), MediaCreateThingError::Unknown("tea".into())),
    ];
    let server = Server::replying(rows.clone().map(|(reply, _)| reply));
    let client = client(&server);
    for (_, expected) in rows {
        let error = client.media().create_thing(&thing("Rex").into()).await.unwrap_err();
        let Error::Api(error) = error else { panic!("{error:?}") };
        assert_eq!(error.read::<MediaCreateThingError>().unwrap(), expected);
    }
}

#[tokio::test]
async fn events_come_one_by_one_and_a_broken_connection_ends_them() {
    let name = "x".repeat(40_000);
    let text = format!(
        "\u{feff}id: 1\r\nevent: born\r\ndata: {{\"name\":\"{name}\"}}\r\n\r\n: alive\n\nevent: died\ndata: {{}}\n\n"
    );
    let whole = Reply::new(200).header("Content-Type", "text/event-stream").body(text.clone());
    let cut = whole.clone().chunked().cut_after(text.len() as u64 - 1, Ending::Reset);
    let server = Server::replying([whole.clone().chunked(), cut]);
    let client = client(&server);

    let mut events = client.media().listen().await.unwrap().no_reconnect();
    let born = events.next().await.unwrap().unwrap();
    assert_eq!((born.event.as_deref(), born.id.as_deref()), (Some("born"), Some("1")));
    let Event::Born(data) = born.data else { panic!("{:?}", born.data) };
    assert_eq!(data.name.unwrap(), name);
    assert!(matches!(events.next().await.unwrap().unwrap().data, Event::Died(_)));
    assert!(events.next().await.is_none());

    let mut events = client.media().listen().await.unwrap().no_reconnect();
    events.next().await.unwrap().unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == FailureKind::Io), "{error:?}");
    assert_eq!(events.last_event_id(), Some("1"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_operation_gives_its_value_or_its_events() {
    let events = "data: {\"job\":\"1\"}\n\ndata: [DONE]\n\n";
    let server = Server::replying([
        Reply::json(200, r#"{"name":"Rex"}"#),
        Reply::new(200).header("Content-Type", "text/event-stream").body(events),
    ]);
    let client = client(&server);
    assert_eq!(client.media().answer(&MediaAnswerRequest::new()).await.unwrap(), thing("Rex"));
    let request = MediaAnswerRequest::new().stream(true);
    let mut events = client.media().answer(&request).events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.job.as_deref(), Some("1"));
    assert!(events.next().await.is_none());
    let accepts: Vec<_> =
        server.requests().iter().map(|request| request.header("accept").map(str::to_owned)).collect();
    assert_eq!(accepts, [Some("application/json".to_owned()), Some("text/event-stream".to_owned())]);
}

#[tokio::test]
async fn a_download_need_not_fit() {
    const LENGTH: u64 = 8 << 20;
    let server = Server::replying([Reply::new(200).header("Content-Type", "image/png").filler(LENGTH)]);
    let client = client(&server);
    let answer = client.media().get_image().send_stream().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    let mut stream = answer.into_value();
    let mut length = 0;
    while let Some(piece) = stream.next().await {
        length += piece.unwrap().len() as u64;
    }
    assert_eq!(length, LENGTH);
}

#[tokio::test]
async fn an_empty_body_states_its_length() {
    let server = Server::replying([Reply::new(204)]);
    client(&server).media().send_form(&Thing::new()).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("content-length"), Some("0"));
    assert_eq!(requests[0].header("content-type"), Some("application/x-www-form-urlencoded"));
}
