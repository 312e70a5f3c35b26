//! What holds whatever the description: the same bytes for the same content, no text of it outside its place, no panic,
//! and an end.

mod bytes;
mod common;
mod determinism;
mod fragments;
mod hostile;
mod injection;
mod mutations;
mod nesting;
