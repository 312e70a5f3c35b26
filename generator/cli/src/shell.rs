//! What the command line says of itself to shells and to `man`.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use letterpress::nearest::nearest;

use crate::arguments::{Arguments, CompletionsArguments, ManArguments};
use crate::finding::Finding;
use crate::report::Report;
use crate::rules::UNKNOWN_COMMAND;

/// Writes the script by which a shell completes the command line to standard output.
pub(crate) fn completions(arguments: &CompletionsArguments) {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "letterpress", &mut script);
    // Whoever closes the pipe has read what they wanted.
    let _ = io::stdout().write_all(&script);
}

/// Writes the manual page of the program, or of one of its commands, to standard output, as `troff` reads it.
pub(crate) fn man(arguments: &ManArguments, report: &mut Report<'_>) {
    let mut program = Arguments::command();
    program.build();
    let wanted = arguments.command.as_deref();
    let command = wanted.map_or(Some(&program), |name| program.find_subcommand(name));
    let Some(command) = command else {
        let wanted = wanted.unwrap_or_default();
        let near = nearest(wanted, program.get_subcommands().map(clap::Command::get_name));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!("{wanted:?}: there is no such command{near}");
        return report.add(None, vec![Finding::new(&UNKNOWN_COMMAND, message)]);
    };
    let mut page = Vec::new();
    // Writing to memory can't fail.
    let _ = clap_mangen::Man::new(command.clone()).render(&mut page);
    let _ = io::stdout().write_all(&page);
}
