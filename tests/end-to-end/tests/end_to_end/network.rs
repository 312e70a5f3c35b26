//! What the default transport does with the network around it: connections that nobody takes, and proxies.

use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::process::Command;
use std::time::Duration;

use auth0_management::{Error, ManagementClient};
use letterpress_test_support::Server;
use socket2::{Domain, Socket, Type};

use super::setup::{create, created, failure, shown};

/// A place that takes one connection and leaves all others waiting, as long as what it gives is kept.
fn full() -> (Socket, TcpStream, String) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    socket.listen(0).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    // Nobody accepts it, so it fills the queue.
    let waiting = TcpStream::connect(address).unwrap();
    (socket, waiting, format!("http://{address}"))
}

#[tokio::test]
async fn a_connection_that_takes_too_long_is_given_up() {
    let (_socket, _waiting, url) = full();
    let client = ManagementClient::builder().base_url(url).token("S3cr3t");
    let client = client.connect_timeout(Duration::from_millis(20)).build().unwrap();
    let error = failure(create(&client).query("key", "S3cr3t").max_retries(0).await);
    // Nothing was sent, so that it is told apart from an attempt that takes too long.
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert!(matches!(&error, Error::Transport(error) if error.attempts() == 1), "{error:?}");
    assert!(shown(&error).contains("TimedOut") && !shown(&error).contains("S3cr3t"), "{}", shown(&error));
}

/// The environment's proxies are read when a client is built, so that the calls are made by a process of their own.
#[test]
fn plain_http_to_this_machine_goes_past_proxies() {
    const SERVER: &str = "LETTERPRESS_TEST_SERVER";
    if let Ok(server) = std::env::var(SERVER) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for url in [server, "http://letterpress.invalid".to_owned()] {
            let client =
                ManagementClient::builder().base_url(url).allow_http(true).token("t").build().unwrap();
            runtime.block_on(create(&client).into_future()).unwrap();
        }
        return;
    }
    let (server, proxy) = (Server::replying([created()]), Server::replying([created()]));
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "network::plain_http_to_this_machine_goes_past_proxies"])
        .env(SERVER, server.url());
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(name, proxy.url());
    }
    for name in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        child.env_remove(name);
    }
    let output = child.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    // The proxy is in force: what goes elsewhere goes through it.
    assert_eq!((server.requests().len(), proxy.requests().len()), (1, 1));
    assert!(proxy.requests()[0].target.starts_with("http://letterpress.invalid/"));
}
