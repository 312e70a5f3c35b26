//! A call of the printed client against one by hand to the same server, and against nothing but the same bodies written and read.

#![expect(clippy::print_stdout, reason = "a bench shows what it measures")]

use std::hint::black_box;

use letterpress_bench_client::measure::{Row, in_processes, pair};
use letterpress_bench_client::sides::{Instant, Sides};
use letterpress_bench_client::{bodies, by_hand, printed};
use letterpress_test_support::{Reply, Server};

fn main() {
    let rows = in_processes(|| {
        vec![
            compare("a user, few members", &bodies::small()),
            compare("a user, all members", &bodies::whole()),
        ]
    });
    println!("| body | KB | by hand, µs | more than that, µs | without a transport, µs |");
    println!("| --- | --- | --- | --- | --- |");
    for row in rows {
        println!("{row}");
    }
}

fn compare(name: &str, body: &[u8]) -> Row<f64> {
    let answer = body.to_vec();
    let server = Server::answering(move |_| Reply::json(200, "").body(answer.clone()));
    let (sides, instant) = (Sides::new(&server.url()), Sides::over(Instant(body.to_vec().into())));
    let ours: printed::types::User = serde_json::from_slice(body).unwrap();
    let theirs: by_hand::User = serde_json::from_slice(body).unwrap();
    // The server would keep every request.
    let forget = || drop(server.take_requests());
    let calls = pair(
        || {
            black_box(sides.ours(&ours));
            forget();
        },
        || {
            black_box(sides.theirs(&theirs));
            forget();
        },
    );
    let alone = pair(
        || drop(black_box(instant.ours(&ours))),
        || {
            let text = serde_json::to_vec(black_box(&theirs)).unwrap();
            drop(black_box(serde_json::from_slice::<by_hand::User>(&text).unwrap()));
        },
    );
    let values = [calls.theirs, calls.difference, alone.difference].map(|seconds| seconds * 1e6);
    Row { name: name.to_owned(), size: body.len(), values: values.to_vec() }
}
