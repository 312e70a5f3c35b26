//! The printed crate at work: its client over sockets of 127.0.0.1, its types over what the description allows.

mod answers;
mod errors;
mod refused;
mod requests;
mod setup;
