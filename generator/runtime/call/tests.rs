use std::collections::BTreeMap;

use http::StatusCode;

use super::super::mock::MockReply;
use super::super::tests::{CREATE, GET, Pet, Setup, call, pet};

#[test]
fn a_call_sends_exactly_this() {
    let setup = Setup::new([MockReply::json(201, r#"{"name": "Rex", "id": "7"}"#)]);
    let client = setup.client();
    let body = pet("Rex & Co");
    let call =
        call::<Pet>(&client, &CREATE).parameter("id", "o 1").body(&body).query("dry run", true).query("n", 5);
    let answer = setup.clock.block_on(call).unwrap();
    assert_eq!(answer.get("id").map(String::as_str), Some("7"));

    let requests = setup.transport.requests();
    let request = &requests[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://example.com/api/v2/owners/o%201/pets?dry%20run=true&n=5");
    assert_eq!(&request.body()[..], br#"{"name":"Rex & Co"}"#);
    let headers: BTreeMap<_, _> =
        request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let expected = [
        ("accept", "application/json"),
        ("authorization", "Bearer t0ken"),
        ("content-type", "application/json"),
        ("user-agent", "pets/1.0.0 letterpress/0.1.0"),
    ];
    assert_eq!(headers, BTreeMap::from(expected));
    assert!(request.headers()["authorization"].is_sensitive());
}

#[test]
fn a_body_can_be_a_form() {
    let setup = Setup::new([MockReply::new(201)]);
    let client = setup.client();
    setup.clock.block_on(call::<()>(&client, &CREATE).parameter("id", "1").body(&pet("Rex")).form()).unwrap();
    let request = &setup.transport.requests()[0];
    assert_eq!(&request.body()[..], b"name=Rex");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
}

#[test]
fn without_a_body_there_is_no_content_type() {
    let setup = Setup::new([MockReply::new(200)]);
    setup.get().unwrap();
    let request = &setup.transport.requests()[0];
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
}

#[test]
fn no_value_ignores_the_body() {
    for reply in [MockReply::new(204), MockReply::new(202).body("<html>"), MockReply::json(299, "{}")] {
        Setup::new([reply]).get().unwrap();
    }
}

#[test]
fn send_gives_what_comes_with_the_value() {
    let reply = MockReply::json(200, r#"{"name": "Rex"}"#)
        .header("x-ratelimit-limit", "50")
        .header("x-vendor-requestid", "r1")
        .header("x-correlation-id", "c1");
    let setup = Setup::new([MockReply::new(503), reply]);
    let call = call::<Pet>(&setup.client(), &GET).parameter("id", "1");
    let response = setup.clock.block_on(call.send()).unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.attempts(), 2);
    assert_eq!(response.request_id(), Some("r1"));
    assert_eq!(response.rate_limit().limit, Some(50));
    assert_eq!(response.operation().id, "get_pet");
    assert_eq!(response.value(), &pet("Rex"));
    assert_eq!(response.into_value(), pet("Rex"));
}

#[test]
fn send_bytes_gives_the_body_as_it_came() {
    let setup = Setup::new([MockReply::new(200).body("not { json"), MockReply::new(404)]);
    let call = || call::<Pet>(&setup.client(), &GET).parameter("id", "1").send_bytes();
    assert_eq!(&setup.clock.block_on(call()).unwrap().value()[..], b"not { json");
    assert!(setup.clock.block_on(call()).unwrap_err().is_not_found());
}

#[test]
fn the_future_outlives_what_was_borrowed() {
    let setup = Setup::new([MockReply::new(200)]);
    let future = {
        let (client, id, body) = (setup.client(), String::from("1"), pet("Rex"));
        call::<()>(&client, &CREATE).parameter("id", &id).body(&body).into_future()
    };
    assert!(setup.transport.requests().is_empty());
    setup.clock.block_on(future).unwrap();
    assert_eq!(&setup.transport.requests()[0].body()[..], br#"{"name":"Rex"}"#);
}

#[test]
fn a_body_can_have_what_the_description_lacks() {
    let setup = Setup::new([MockReply::new(201)]);
    let (client, pet) = (setup.client(), pet("Rex"));
    let create = || call::<()>(&client, &CREATE).parameter("id", "1");
    setup.clock.block_on(create().body(&pet).body_property("n", &1).body_property("o\"", "p")).unwrap();
    assert_eq!(&setup.transport.requests()[0].body()[..], br#"{"o\"":"p","n":1,"name":"Rex"}"#);

    let list = vec![1];
    for call in [
        create(),
        create().body(&pet).form(),
        create().body(&list),
        create().body(&pet).body_property("n", &2),
    ] {
        let error = setup.clock.block_on(call.body_property("n", &1)).unwrap_err();
        let expected = "POST /owners/{id}/pets was not sent: its body is no JSON object that lacks `n`";
        assert_eq!(error.to_string(), expected);
    }
}
