//! The program `letterpress`: prints Rust SDK crates from OpenAPI descriptions.
//!
//! It finds the settings, runs the library, and shows what came of it. Exit codes: 0 all is well, warnings included; 1
//! something was found: a description at fault, a crate that is not current; 2 it could not run.

mod arguments;
mod changes;
mod check;
mod coverage;
mod diff;
mod excerpt;
mod explain;
mod extract;
mod finding;
mod generate;
mod init;
mod item;
mod json;
mod naming;
mod record;
mod render;
mod report;
mod rules;
mod samples;
mod sarif;
mod settings;
mod shell;
mod visible;
mod workspace;

use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command};
use self::report::Report;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut report = Report::new(&arguments.output);
    match &arguments.command {
        Command::Init(init) => init::init(init, &mut report),
        Command::Generate(generate) => generate::generate(generate, &mut report),
        Command::Check(check) => check::check(check, &mut report),
        Command::Extract(extract) => extract::extract(extract, &mut report),
        Command::Explain(explain) => explain::explain(explain, &mut report),
        Command::Samples(samples) => samples::write_samples(samples, &mut report),
        Command::Completions(completions) => shell::completions(completions),
        Command::Man(man) => shell::man(man, &mut report),
    }
    report.finish()
}
