//! A call of the printed client, against one written by hand to the same server: over a socket, and what of it is the client's alone.

#![expect(clippy::print_stdout, reason = "a bench shows what it measures")]

use std::hint::black_box;

use letterpress_bench_client::measure::{Median, pair};
use letterpress_bench_client::sides::{Instant, Sides};
use letterpress_bench_client::{bodies, by_hand, printed};
use letterpress_test_support::{Reply, Server};

fn main() {
    println!(
        "| body | KB | by hand, µs | more, µs | the client alone, µs |\n| --- | --- | --- | --- | --- |"
    );
    for (name, body) in [("a user, few members", bodies::small()), ("a user, all members", bodies::whole())] {
        let answer = body.clone();
        let server = Server::answering(move |_| Reply::json(200, "").body(answer.clone()));
        let sides = Sides::new(&server.url());
        let ours: printed::types::User = serde_json::from_slice(&body).unwrap();
        let theirs: by_hand::User = serde_json::from_slice(&body).unwrap();
        let calls = pair(
            || {
                black_box(sides.ours(&ours));
                // It would grow and grow.
                drop(server.take_requests());
            },
            || {
                black_box(sides.theirs(&theirs));
                drop(server.take_requests());
            },
        );
        let instant = Sides::over(Instant(body.clone().into()));
        let alone = pair(
            || drop(black_box(instant.ours(&ours))),
            || {
                let text = serde_json::to_vec(&theirs).unwrap();
                black_box(serde_json::from_slice::<by_hand::User>(&text).unwrap());
            },
        );
        let micro =
            |Median { low, median, high }| Median { low: low * 1e6, median: median * 1e6, high: high * 1e6 };
        let size = body.len() as f64 / 1000.0;
        let [theirs, more, alone] = [calls.theirs, calls.difference, alone.difference].map(micro);
        println!("| {name} | {size:.1} | {theirs} | {more} | {alone} |");
    }
}
