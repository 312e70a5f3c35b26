//! The printed crate at work: its client over sockets of 127.0.0.1, its types over what the description allows.

mod answers;
mod blocking;
mod cancellation;
mod carriers;
mod connections;
mod constraints;
mod errors;
mod example;
mod fault_server;
mod faults;
mod futures;
mod media;
mod network;
mod refused;
mod requests;
mod retries;
mod round_trip;
mod schemes;
mod secrets;
mod setup;
mod soak;
mod spec;
mod tokens;
