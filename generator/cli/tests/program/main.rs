//! Runs the program as its users do, in folders of their own, and holds what it says and leaves on disk to the letter.
//!
//! `cargo insta test --review -p letterpress-cli` shows what a change does to it.

mod build;
mod changes;
mod disk;
mod explain;
mod extract;
mod faults;
mod help;
mod init;
mod json;
mod receipt;
mod records;
mod rules;
mod samples;
mod sarif;
mod settings;
mod shared_runtime;
mod shell;
mod support;
mod terminal;
mod workspace;
