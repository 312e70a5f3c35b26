//! Reading and writing bodies, against serde's derive on the same types.

#![expect(clippy::print_stdout, reason = "a bench shows what it measures")]

use std::hint::black_box;

use letterpress_bench_client::measure::pair;
use letterpress_bench_client::printed::runtime::wire::{from_slice, to_vec};
use letterpress_bench_client::printed::runtime::{Decode, Encode};
use letterpress_bench_client::{bodies, by_hand, printed};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    println!("| body | KB | read | write |\n| --- | --- | --- | --- |");
    compare::<printed::types::User, by_hand::User>("a user, few members", &bodies::small());
    compare::<printed::types::User, by_hand::User>("a user, all members", &bodies::whole());
    for users in [10, 50, 330] {
        let name = format!("a page of {users} users");
        compare::<printed::types::UserPage, by_hand::UserPage>(&name, &bodies::page(users));
    }
}

fn compare<P: Decode + Encode, H: DeserializeOwned + Serialize>(name: &str, body: &[u8]) {
    let read = pair(
        || drop(black_box(from_slice::<P>(black_box(body)).unwrap_or_else(|error| panic!("{error}")))),
        || drop(black_box(serde_json::from_slice::<H>(black_box(body)).unwrap())),
    );
    let (ours, theirs): (P, H) =
        (from_slice(body).unwrap_or_else(|error| panic!("{error}")), serde_json::from_slice(body).unwrap());
    let write = pair(
        || drop(black_box(to_vec(black_box(&ours)).unwrap_or_else(|error| panic!("{error}")))),
        || drop(black_box(serde_json::to_vec(black_box(&theirs)).unwrap())),
    );
    let size = body.len() as f64 / 1000.0;
    println!("| {name} | {size:.1} | {} | {} |", read.ratio, write.ratio);
    assert_eq!(to_vec(&ours).ok(), serde_json::to_vec(&theirs).ok(), "the two do not write the same");
}
