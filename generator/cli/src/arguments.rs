//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Prints Rust SDK crates from OpenAPI 3.0 and 3.1 descriptions.
#[derive(Debug, Parser)]
#[command(name = "letterpress", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print SDKs: those that the workspace's manifest names, or that of one description.
    Generate(GenerateArguments),
    /// Say what there is to say about a description, and write nothing.
    Check(CheckArguments),
}

#[derive(Args, Debug)]
pub(crate) struct GenerateArguments {
    /// The description; without it, every SDK of `[workspace.metadata.letterpress]` is printed.
    #[arg(requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// The folder of the printed crate, which is named after it.
    #[arg(long, value_name = "FOLDER", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    /// Print this SDK of the manifest alone; can be given several times.
    #[arg(long = "sdk", value_name = "NAME", conflicts_with = "spec")]
    pub(crate) sdks: Vec<String>,
    /// Read the settings from this file: one table for each SDK, as in `[workspace.metadata.letterpress]`.
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(crate) config: Option<PathBuf>,
    /// Write nothing; exit with 1 if what stands is not what would be printed.
    #[arg(long)]
    pub(crate) check: bool,
    /// Overwrite files that were edited by hand, or that letterpress did not print.
    #[arg(long)]
    pub(crate) force: bool,
    /// Print a manifest without `[workspace]`, for a crate that the workspace around it is to list.
    #[arg(long)]
    pub(crate) in_workspace: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// The description; without it, those of `[workspace.metadata.letterpress]`.
    pub(crate) spec: Option<PathBuf>,
    /// Read the settings from this file.
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct OutputArguments {
    /// How to say what was found.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Show every finding, however many are alike.
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Exit with 1 if there are warnings.
    #[arg(long, global = true)]
    pub(crate) deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people, on standard error.
    Human,
    /// One JSON object, on standard output.
    Json,
}
