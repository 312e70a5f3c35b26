//! Allocations of bodies and calls, on the thread that makes them. They are the same in every run.

#![expect(clippy::print_stdout, reason = "a bench shows what it measures")]

use allocation_counter::measure;
use letterpress_bench_client::printed::runtime::wire::{from_slice, to_vec};
use letterpress_bench_client::printed::runtime::{Decode, Encode};
use letterpress_bench_client::sides::{Instant, Sides};
use letterpress_bench_client::{bodies, by_hand, printed};
use letterpress_test_support::{Reply, Server};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    println!("| body | KB | read | derive | write | derive |\n| --- | --- | --- | --- | --- | --- |");
    of_bodies::<printed::types::User, by_hand::User>("a user, few members", &bodies::small());
    of_bodies::<printed::types::User, by_hand::User>("a user, all members", &bodies::whole());
    for users in [10, 50, 330] {
        let name = format!("a page of {users} users");
        of_bodies::<printed::types::UserPage, by_hand::UserPage>(&name, &bodies::page(users));
    }
    println!("\n| call | printed | by hand | without a transport |\n| --- | --- | --- | --- |");
    of_calls("a user, few members", &bodies::small());
    of_calls("a user, all members", &bodies::whole());
}

fn of_bodies<P: Decode + Encode, H: DeserializeOwned + Serialize>(name: &str, body: &[u8]) {
    let (mut ours, mut theirs) = (None, None);
    let counts = [
        measure(|| ours = from_slice::<P>(body).ok()),
        measure(|| theirs = serde_json::from_slice::<H>(body).ok()),
        measure(|| drop(ours.as_ref().map(|value| to_vec(value)))),
        measure(|| drop(theirs.as_ref().map(|value| serde_json::to_vec(value)))),
    ];
    let [read, derived, write, derived_write] = counts.map(|count| count.count_total);
    let tenths = (body.len() + 50) / 100;
    println!("| {name} | {}.{} | {read} | {derived} | {write} | {derived_write} |", tenths / 10, tenths % 10);
}

fn of_calls(name: &str, body: &[u8]) {
    const CALLS: u64 = 100;
    let answer = body.to_vec();
    let server = Server::answering(move |_| Reply::json(200, "").body(answer.clone()));
    let (sides, instant) = (Sides::new(&server.url()), Sides::over(Instant(body.to_vec().into())));
    let ours: printed::types::User = serde_json::from_slice(body).unwrap();
    let theirs: by_hand::User = serde_json::from_slice(body).unwrap();
    let each = |mut call: Box<dyn FnMut() + '_>| {
        // The first makes the connection.
        call();
        measure(|| (0..CALLS).for_each(|_| call())).count_total / CALLS
    };
    let by_printed = each(Box::new(|| drop(sides.ours(&ours))));
    let by_hand = each(Box::new(|| drop(sides.theirs(&theirs))));
    let alone = each(Box::new(|| drop(instant.ours(&ours))));
    println!("| {name} | {by_printed} | {by_hand} | {alone} |");
}
