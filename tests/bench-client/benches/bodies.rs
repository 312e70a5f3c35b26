//! Reading and writing bodies, against serde's derive on the same types: as ratios, so that what is less than one is less than serde's
//! time.

#![expect(clippy::print_stdout, reason = "a bench shows what it measures")]

use std::hint::black_box;

use letterpress_bench_client::measure::{Row, in_processes, pair};
use letterpress_bench_client::printed::runtime::wire::{from_slice, to_vec};
use letterpress_bench_client::printed::runtime::{Decode, Encode};
use letterpress_bench_client::{bodies, by_hand, printed};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    let rows = in_processes(|| {
        let mut rows = vec![
            compare::<printed::types::User, by_hand::User>("a user, few members", &bodies::small()),
            compare::<printed::types::User, by_hand::User>("a user, all members", &bodies::whole()),
        ];
        for users in [10, 50, 330] {
            let name = format!("a page of {users} users");
            rows.push(compare::<printed::types::UserPage, by_hand::UserPage>(&name, &bodies::page(users)));
        }
        rows
    });
    println!("| body | KB | read | written |\n| --- | --- | --- | --- |");
    for row in rows {
        println!("{row}");
    }
}

fn compare<P: Decode + Encode, H: DeserializeOwned + Serialize>(name: &str, body: &[u8]) -> Row<f64> {
    let read = || from_slice::<P>(black_box(body)).unwrap_or_else(|error| panic!("{error}"));
    let derived = || serde_json::from_slice::<H>(black_box(body)).unwrap();
    let reading = pair(|| drop(black_box(read())), || drop(black_box(derived())));
    let (ours, theirs) = (read(), derived());
    let write = || to_vec(black_box(&ours)).unwrap_or_else(|error| panic!("{error}"));
    let derived = || serde_json::to_vec(black_box(&theirs)).unwrap();
    assert!(write() == derived(), "the two do not write the same");
    let writing = pair(|| drop(black_box(write())), || drop(black_box(derived())));
    Row { name: name.to_owned(), size: body.len(), values: vec![reading.ratio, writing.ratio] }
}
