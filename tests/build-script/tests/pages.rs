//! Lists that come page by page, as printed code has them.

use letterpress_build_script::pages::PagesClient;
use letterpress_build_script::pages::runtime::mock::{MockClock, MockReply, MockTransport};
use letterpress_build_script::pages::runtime::{Error, Items};
use letterpress_build_script::pages::types::{
    ListClientsClientsParams, ListUsersUsersParams, User, UsersListUsersResponse,
};

struct Setup {
    transport: MockTransport,
    clock: MockClock,
    client: PagesClient,
}

fn answering(bodies: &[&'static str]) -> Setup {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    for body in bodies {
        transport.reply(MockReply::json(200, *body));
    }
    let builder = PagesClient::builder().base_url("https://example.com");
    let client = builder.transport(transport.clone()).clock(clock.clone()).build().expect("a client");
    Setup { transport, clock, client }
}

impl Setup {
    fn all<I>(&self, mut items: Items<I>) -> Result<Vec<I>, Error> {
        self.clock.block_on(async {
            let mut all = Vec::new();
            while let Some(item) = items.next().await {
                all.push(item?);
            }
            Ok(all)
        })
    }

    /// The queries that were sent, each with its pairs in order.
    fn queries(&self) -> Vec<String> {
        let query = |request: &http::Request<bytes::Bytes>| {
            let mut pairs: Vec<&str> = request.uri().query().unwrap_or_default().split('&').collect();
            pairs.sort_unstable();
            pairs.join("&")
        };
        self.transport.requests().iter().map(query).collect()
    }
}

fn names(users: Vec<User>) -> Vec<String> {
    users.into_iter().filter_map(|user| user.name).collect()
}

#[test]
fn users_come_by_page_until_the_total() {
    let setup = answering(&[
        r#"{"start": 2, "limit": 2, "length": 2, "total": 5, "users": [{"name": "c"}, {"name": "d"}]}"#,
        r#"{"start": 4, "limit": 2, "length": 1, "total": 5, "users": [{"name": "e"}]}"#,
    ]);
    let params = ListUsersUsersParams::new().page(1).per_page(2);
    let users = setup.all(setup.client.users().list_users().params(&params).items()).expect("users");
    assert_eq!(names(users), ["c", "d", "e"]);
    let sent = ["include_totals=true&page=1&per_page=2", "include_totals=true&page=2&per_page=2"];
    assert_eq!(setup.queries(), sent);
}

#[test]
fn a_page_is_what_one_call_gives() {
    let setup = answering(&[r#"[{"name": "a"}]"#, "[]"]);
    let mut pages = setup.client.users().list_users().pages();
    let page = setup.clock.block_on(pages.next()).expect("a page").expect("no error");
    assert!(matches!(page, UsersListUsersResponse::List(users) if users.len() == 1));
    assert!(setup.clock.block_on(pages.next()).expect("a page").is_ok());
    assert!(setup.clock.block_on(pages.next()).is_none());
}

#[test]
fn clients_come_by_checkpoint_unless_a_page_is_asked_for() {
    let setup =
        answering(&[r#"{"next": "n1", "clients": ["a", "b"]}"#, r#"{"next": null, "clients": ["c"]}"#]);
    let clients = setup.all(setup.client.clients().list_clients().items()).expect("clients");
    assert_eq!(clients, ["a", "b", "c"]);
    assert_eq!(setup.queries(), ["take=50", "from=n1&take=50"]);

    let setup = answering(&[r#"{"start": 0, "total": 2, "clients": ["a", "b"]}"#]);
    let params = ListClientsClientsParams::new().per_page(2);
    let clients = setup.all(setup.client.clients().list_clients().params(&params).items()).expect("clients");
    assert_eq!(clients, ["a", "b"]);
    assert_eq!(setup.queries(), ["include_totals=true&page=0&per_page=2"]);
}

#[test]
fn a_checkpoint_that_does_not_move_is_an_error() {
    let again = r#"{"next": "n1", "grants": ["a"]}"#;
    let setup = answering(&[again, again]);
    let error = setup.all(setup.client.grants().list_grants().items()).expect_err("an error");
    let Error::Paging(error) = error else { panic!("{error}") };
    assert_eq!((error.operation().id, error.page()), ("listGrants", 2));
}

#[test]
fn visits_are_counted() {
    let setup = answering(&[r#"{"visits": [1, 2]}"#, r#"{"visits": [3]}"#, r#"{"visits": null}"#]);
    let visits = setup.all(setup.client.owners().list_visits("o").items()).expect("visits");
    assert_eq!(visits, [1, 2, 3]);
    assert_eq!(setup.queries(), ["offset=0", "offset=2", "offset=3"]);
}

#[test]
fn rooms_are_linked() {
    let setup = answering(&[]);
    let first = MockReply::json(200, r#"["a"]"#).header("link", r#"</rooms?cursor=2>; rel="next""#);
    setup.transport.reply(first);
    setup.transport.reply(MockReply::json(200, r#"["b"]"#));
    let rooms = setup.all(setup.client.rooms().list_rooms().items()).expect("rooms");
    assert_eq!(rooms, ["a", "b"]);
    assert_eq!(setup.queries(), ["", "cursor=2"]);
}

/// What gives no pages has no methods for them: see also the types of its calls.
#[test]
fn each_request_is_asked_for_by_its_page_alone() {
    let setup = answering(&[r#"{"next": "n1", "grants": ["a", "b"]}"#, r#"{"grants": []}"#]);
    let mut items = setup.client.grants().list_grants().items();
    for (item, requests) in [(Some("a"), 1), (Some("b"), 1), (None, 2)] {
        let next = setup.clock.block_on(items.next()).map(|item| item.expect("no error"));
        assert_eq!(next.as_deref(), item);
        assert_eq!(setup.transport.requests().len(), requests);
    }
}
