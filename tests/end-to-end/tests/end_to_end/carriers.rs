//! TLS and HTTP/2: that connections are shared, and that bodies are bounded by what they decompress to.

use std::collections::HashSet;
use std::io::Write;

use auth0_management::Error;
use auth0_management::runtime::FailureKind;
use flate2::Compression;
use flate2::write::GzEncoder;
use letterpress_test_support::{Authority, Carrier, Reply};
use tokio::task::JoinSet;

use super::fault_server::{FaultServer, MAX_SIZE};
use super::setup::{FULLEST, TARGET, TICKET, create, failure, fullest};

/// Every carrier.
pub(crate) const CARRIERS: [fn(&Authority) -> Carrier; 3] =
    [|_| Carrier::Plain, Authority::tls, Authority::http2];

#[tokio::test]
async fn a_request_is_the_same_over_every_carrier() {
    let mut all = HashSet::new();
    for carrier in CARRIERS {
        let faults = FaultServer::new(carrier);
        let client = faults.settings().token("t").build().unwrap();
        client.self_service_profiles().sso_ticket().create("ssp_1", &fullest()).await.unwrap();
        let request = &faults.server.requests()[0];
        assert_eq!([&request.method, &request.target, &*request.text()], ["POST", TARGET, FULLEST]);
        let mut headers = request.headers.clone();
        // HTTP/2 has its host in a header of its own.
        headers.retain(|(name, _)| name != "host");
        headers.sort();
        all.insert(headers);
    }
    assert_eq!(all.len(), 1, "{all:?}");
}

#[tokio::test]
async fn one_call_after_the_other_shares_a_connection() {
    for carrier in CARRIERS {
        let faults = FaultServer::new(carrier);
        let client = faults.settings().token("t").build().unwrap();
        for _ in 0..20 {
            create(&client).await.unwrap();
        }
        assert!(faults.server.requests().iter().all(|request| request.connection == 0));
    }
}

#[tokio::test]
async fn over_http2_calls_at_once_share_a_connection_and_one_that_fails_spares_the_others() {
    let faults = FaultServer::new(Authority::http2);
    let client = faults.settings().token("t").build().unwrap();
    create(&client).await.unwrap();
    faults.fail(|request| {
        let broken = Reply::json(201, &"x".repeat(10)).cut_after(5, letterpress_test_support::Ending::Reset);
        (request.header("x-broken").is_some()).then_some(broken)
    });
    let calls: JoinSet<_> = (0..50)
        .map(|number| {
            let call = create(&client);
            let call = if number % 10 == 0 { call.header("x-broken", "yes") } else { call };
            call.into_future()
        })
        .collect();
    let failed = calls.join_all().await.into_iter().filter(Result::is_err).count();
    assert_eq!(failed, 5);
    assert_eq!(faults.server.requests().len(), 51);
    assert!(faults.server.requests().iter().all(|request| request.connection == 0));
}

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// The printed crate asks for no compression; a client of the program's own may, and the bound then holds for what is decoded.
#[tokio::test]
async fn the_bound_of_a_body_holds_for_what_it_decompresses_to() {
    let bomb = compressed(&vec![b' '; 20 * MAX_SIZE]);
    let most = compressed(&vec![b' '; MAX_SIZE]);
    assert!(bomb.len() < MAX_SIZE);
    let ticket = compressed(format!(r#"{{"ticket":"{TICKET}"}}"#).as_bytes());
    for carrier in CARRIERS {
        let faults = FaultServer::new(carrier);
        let own = faults.settings().token("t").build().unwrap();
        let asking = faults.settings().token("t").http_client(faults.trusting(|client| client.gzip(true)));
        let asking = asking.build().unwrap();
        let answer = |body: &[u8]| {
            let reply = Reply::json(201, "").header("Content-Encoding", "gzip").body(body);
            faults.fail(move |_| Some(reply.clone()));
        };

        answer(&ticket);
        assert_eq!(create(&asking).await.unwrap().ticket.as_deref(), Some(TICKET));
        assert_eq!(create(&own).send_bytes().await.unwrap().into_value(), ticket);
        let accepted: Vec<_> = faults
            .server
            .requests()
            .iter()
            .map(|request| request.header("accept-encoding").map(str::to_owned))
            .collect();
        assert_eq!(accepted, [Some("gzip".to_owned()), None]);

        answer(&most);
        assert_eq!(create(&asking).send_bytes().await.unwrap().value().len(), MAX_SIZE);
        answer(&bomb);
        let Error::Transport(error) = failure(create(&asking).send_bytes().await) else {
            panic!("another error")
        };
        assert_eq!(error.kind(), FailureKind::TooLarge);
        // What is cut is no answer.
        answer(&ticket[..ticket.len() - 9]);
        let Error::Transport(error) = failure(create(&asking).await) else { panic!("another error") };
        assert_eq!(error.kind(), FailureKind::Io);
    }
}
