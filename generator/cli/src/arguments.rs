//! The command line, and what `--help` says of it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use letterpress::diagnostic::ALL_WARNINGS;
use letterpress::{Config, Severity};

use crate::rules::named;

macro_rules! exit_codes {
    () => {
        "Exit codes:
  0  All is well; there may be warnings
  1  A description is at fault, or a crate is not current
  2  It could not run: an argument, a setting or the disk is at fault"
    };
}

const EXAMPLES: &str = concat!(
    "Examples:
  letterpress generate petstore.yaml --out petstore  # print one description
  letterpress generate                               # print what Cargo.toml names
  letterpress generate --check                       # prove that it is current

",
    exit_codes!()
);

const EXTRACT: &str = concat!(
    "Examples:
  letterpress extract api.json --operation getUser > get-user.yaml
  letterpress extract api.json --operation 'GET /users/**' --operation tag:roles --out users.json

",
    exit_codes!()
);

const EXPLAIN: &str = concat!(
    "Examples:
  letterpress explain dangling-ref                       # a rule
  letterpress explain pet_store::types::Pet              # a type
  letterpress explain Pet::name                          # a field, by the end of its path
  letterpress explain 'client.pets().list()'             # a method, as it is called
  letterpress explain crates/pet-store/src/types/pets.rs:12

",
    exit_codes!()
);

const SAMPLES: &str = concat!(
    "Examples:
  letterpress samples > samples.yaml
  letterpress samples openapi.yaml --package petstore --out samples.json

",
    exit_codes!()
);

const COMPLETIONS: &str = "Examples:
  letterpress completions bash > ~/.local/share/bash-completion/completions/letterpress
  letterpress completions zsh > \"${fpath[1]}/_letterpress\"
  letterpress completions fish > ~/.config/fish/completions/letterpress.fish";

const MAN: &str = "Examples:
  letterpress man > ~/.local/share/man/man1/letterpress.1
  letterpress man generate > ~/.local/share/man/man1/letterpress-generate.1";

const INIT: &str = concat!(
    "Examples:
  letterpress init spec/openapi.yaml
  letterpress init spec/openapi.yaml --name petstore --ci github

",
    exit_codes!()
);

const SETTINGS: &str = concat!(
    r##"Settings:
  They stand in the Cargo.toml of the workspace around the working folder.
  Paths are relative to it. All but `spec` and `output` can be left out.

  [workspace.metadata.letterpress.petstore]
  spec = "spec/petstore.yaml"   # the description
  output = "crates/petstore"    # the folder of the printed crate
  overlays = ["spec/fix.yaml"]  # overlays to apply to it, in order
  include = ["tag:pets"]        # print these operations alone
  exclude = ["feedPet"]         # do not print these
  unreached = "keep"            # print schemas that no operation reaches
  package = "petstore"          # the crate's name; else that of the folder
  version = "0.1.0"             # its version
  license = "MIT"               # its licence, if it is to state one
  client = "PetstoreClient"     # the client's type name
  secrets = ["pin", "*_token"]  # properties that `Debug` masks
  token-url = "/oauth/token"    # the token endpoint, if not the described one
  example = "listPets"          # the operation that the printed example calls
  env-prefix = "PETSTORE"       # what its environment variables begin with
  in-workspace = true           # as --in-workspace
  deny = ["warnings"]           # as --deny
  allow = ["read-leniently"]    # as --allow
  # What the client's builder calls server variables:
  server-variables = { accountName = "account" }
  # Types of your own, by a string's format or a component's name, and their crates:
  types = { date-time = "jiff::Timestamp", Money = "money::Money" }
  dependencies = { jiff = "0.2", money = { path = "../money" } }
  # Required properties that answers lack all the same:
  lenient = ["#/components/schemas/Pet/properties/tag"]
  # What servers and the builder's methods for security schemes are called:
  server-names = { "https://sandbox.example.com" = "Sandbox" }
  security-schemes = { apiKeyAuth = "api_key" }
  # Header parameters that are options of the client and of a call:
  header-options = { x-request-source = "source" }
  # Headers of answers that tell of quotas, and what reads them:
  quota-headers = { x-quota = "quota" }
  # The header that tells the API of the client, and its name there, if not the crate's:
  telemetry = { header = "Petstore-Client", name = "petstore-rust" }
  # Names in place of those that the description suggests:
  rename = { listPets = "all", Pet = "Animal" }
  # Which extensions of operations name their groups and methods:
  hints = { group = ["x-my-group"], method = ["x-my-name"] }

  Where there is no workspace, [package.metadata.letterpress.petstore] serves.

"##,
    exit_codes!()
);

/// Prints Rust SDK crates from OpenAPI 3.0 and 3.1 descriptions.
#[derive(Debug, Parser)]
#[command(name = "letterpress", version, after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add the settings of a new SDK to the workspace's Cargo.toml, as its description suggests them
    ///
    /// Nothing is asked, and nothing that is there is changed: a table is added to the manifest, which is made if there is
    /// none.
    #[command(after_long_help = INIT)]
    Init(InitArguments),
    /// Print SDKs: those that the workspace's manifest names, or that of one description
    ///
    /// Files of a printed crate that were edited by hand are named and kept, and files that letterpress did not print
    /// are not touched.
    #[command(after_long_help = SETTINGS)]
    Generate(GenerateArguments),
    /// Say what is wrong with descriptions, and print nothing
    #[command(after_long_help = exit_codes!())]
    Check(CheckArguments),
    /// Cut operations, and everything they need, out of a description, into one file
    ///
    /// Keys keep their order, and numbers and strings their text. What other files hold becomes a component.
    #[command(after_long_help = EXTRACT)]
    Extract(ExtractArguments),
    /// Tell what a rule means, or why an item of a printed crate is as it is; with neither, list all rules
    ///
    /// Of a rule it tells an example, why it is so, and what to do; of an item, where the description has it, why it has
    /// its name, its type and its presence, and which settings would change them. Nothing is written.
    #[command(after_long_help = EXPLAIN)]
    Explain(ExplainArguments),
    /// Write an overlay that gives each operation of a description a sample in Rust (`x-codeSamples`)
    ///
    /// Documentation sites show such samples beside the operation. Each calls the SDK's method with all that it requires,
    /// and compiles against the printed crate.
    #[command(after_long_help = SAMPLES)]
    Samples(SamplesArguments),
    /// Write the script by which a shell completes letterpress's command line
    #[command(after_long_help = COMPLETIONS)]
    Completions(CompletionsArguments),
    /// Write the manual page, of the whole program or of one command
    #[command(after_long_help = MAN)]
    Man(ManArguments),
}

#[derive(Args, Debug)]
pub(crate) struct CompletionsArguments {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
pub(crate) struct ManArguments {
    /// The command whose page it is; else that of the program
    pub(crate) command: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct InitArguments {
    /// The description, in YAML or JSON; else the `openapi.yaml`, `.yml` or `.json` of this folder, or of `spec` or `api` in it
    pub(crate) spec: Option<PathBuf>,
    /// The SDK's name, and its crate's; else what the description's title suggests
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The folder to print the crate into; else `crates/NAME` beside the manifest
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Write a workflow too, which prints the SDK when its description changes, and opens a change with a report
    #[arg(long, value_enum, value_name = "github")]
    pub(crate) ci: Option<Ci>,
}

/// Where a workflow runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions
    Github,
}

#[derive(Args, Debug)]
pub(crate) struct SamplesArguments {
    /// The description, in YAML or JSON, instead of what the settings name
    pub(crate) spec: Option<PathBuf>,
    /// The crate's name in the samples; else what the description's title suggests
    #[arg(long, value_name = "NAME", requires = "spec")]
    pub(crate) package: Option<String>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// Write the overlay into this file, rather than to standard output; in JSON if it is called .json
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write JSON, whatever the file is called
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The rule, as findings name it; or an item's path, or as much of it as it takes; or a line of a printed file
    #[arg(value_name = "RULE|ITEM|FILE:LINE")]
    pub(crate) what: Option<String>,
    /// Look for the item in what is printed of this description, instead of what the settings name
    #[arg(long, value_name = "SPEC")]
    pub(crate) spec: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
}

#[derive(Args, Debug)]
pub(crate) struct GenerateArguments {
    /// Print this description, in YAML or JSON, instead of what the settings name
    #[arg(requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// The folder of the crate, which is named after it
    #[arg(long, value_name = "FOLDER", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// Overwrite files that were edited by hand, or that letterpress did not print
    #[arg(long)]
    pub(crate) force: bool,
    /// Print a member of the workspace around it, not a workspace of its own
    ///
    /// This is the default where that workspace's `members` list the crate's folder.
    #[arg(long)]
    pub(crate) in_workspace: bool,
    #[command(flatten)]
    pub(crate) receipt: ReceiptArguments,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// Check this description, in YAML or JSON, instead of what the settings name
    pub(crate) spec: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    #[command(flatten)]
    pub(crate) receipt: ReceiptArguments,
}

#[derive(Args, Debug)]
pub(crate) struct ReceiptArguments {
    /// Write what became of each part of the description to this file, as JSON Lines
    #[arg(long = "receipt", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct ExtractArguments {
    /// The description, in YAML or JSON
    pub(crate) spec: PathBuf,
    /// The operations to take: an operationId, tag:NAME, group:a.b or "GET /path/**"; can be given several times
    #[arg(long = "operation", visible_alias = "include", value_name = "OPERATIONS", required = true)]
    pub(crate) operations: Vec<String>,
    /// Leave these out of them, named likewise; can be given several times
    #[arg(long, value_name = "OPERATIONS")]
    pub(crate) exclude: Vec<String>,
    /// Apply this overlay to the description before; can be given several times
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Write the fragment into this file, rather than to standard output; in JSON if it is called .json
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write JSON, whatever the file is called
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct InputArguments {
    /// Apply this overlay to the description, after those of the settings; can be given several times
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Take these operations alone: an operationId, tag:NAME, group:a.b or "GET /path/**"; can be given several times
    #[arg(long, value_name = "OPERATIONS")]
    pub(crate) include: Vec<String>,
    /// Leave these operations out, named likewise; can be given several times
    #[arg(long, value_name = "OPERATIONS")]
    pub(crate) exclude: Vec<String>,
}

impl InputArguments {
    /// Adds them to the settings of an SDK.
    pub(crate) fn add_to(&self, config: &mut Config) {
        config.overlays.extend(self.overlays.iter().cloned());
        config.include.extend(self.include.iter().cloned());
        config.exclude.extend(self.exclude.iter().cloned());
    }
}

#[derive(Args, Debug)]
pub(crate) struct SettingsArguments {
    /// Take this SDK of the settings alone; can be given several times
    #[arg(long = "sdk", value_name = "NAME", conflicts_with = "spec")]
    pub(crate) sdks: Vec<String>,
    /// Read the settings from this file: a table for each SDK, as in [workspace.metadata.letterpress]
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArguments {
    /// Say it to people, on standard error, or to programs on standard output: as one JSON object, or as a SARIF log
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, hide_possible_values = true)]
    #[arg(value_name = "human|json|sarif")]
    pub(crate) format: Format,
    /// Show every finding and every difference, however many there are
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Exit with 1 if there are warnings, or findings of this rule; can be given several times
    #[arg(long, global = true, value_name = "warnings|RULE", value_parser = denied)]
    pub(crate) deny: Vec<String>,
    /// Do not show findings of this rule, unless they are errors; can be given several times
    #[arg(long, global = true, value_name = "RULE", value_parser = allowed)]
    pub(crate) allow: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
    Sarif,
}

/// `warnings`, or the code of a rule.
fn denied(text: &str) -> Result<String, String> {
    if text == ALL_WARNINGS { Ok(text.to_owned()) } else { allowed(text) }
}

/// The code of a rule that is no error.
fn allowed(text: &str) -> Result<String, String> {
    let rule = named(text)?;
    if rule.severity == Severity::Error {
        return Err("its findings are errors in any case".to_owned());
    }
    Ok(text.to_owned())
}
