//! The settings of one SDK.

use std::path::PathBuf;

use indexmap::IndexMap;

/// What to print, from what, and under which names.
///
/// One schema, three doors: `[workspace.metadata.letterpress.<sdk>]` of a workspace's manifest, the command line, and
/// a build script. Keys are the field names in kebab case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The description to read.
    pub spec: PathBuf,
    /// The folder of the printed crate.
    pub output: PathBuf,
    /// The crate's name; by default the output folder's.
    pub package: String,
    /// The crate's version.
    pub version: String,
    /// The crate's licence expression, where it is to state one.
    pub license: Option<String>,
    /// The client's type name.
    pub client: String,
    /// Names of properties that `Debug` masks: exact (`ticket`), or with a leading `*` (`*_secret`).
    pub secrets: Vec<String>,
    /// The token endpoint of the client-credentials flow, where the description's is not the one to use.
    pub token_url: Option<String>,
    /// Names of the builder's methods for server variables: `tenantDomain` → `domain`.
    pub server_variables: IndexMap<String, String>,
    /// Names of the options for header parameters that are no method arguments: `auth0-custom-domain` → `custom_domain`.
    pub header_options: IndexMap<String, String>,
    /// The operationId that the printed example calls; no example without one.
    pub example: Option<String>,
    /// What the example's environment variables begin with: `AUTH0` → `AUTH0_TOKEN`.
    pub env_prefix: Option<String>,
    /// Whether the printed manifest stands in an enclosing workspace (it then has no `[workspace]` of its own).
    pub in_workspace: bool,
}

impl Config {
    /// Prints `spec` into `output`, with every other setting at its default.
    pub fn new(spec: PathBuf, output: PathBuf) -> Self {
        Self {
            spec,
            output,
            package: "sdk".to_owned(),
            version: "0.1.0".to_owned(),
            license: None,
            client: "Client".to_owned(),
            secrets: Vec::new(),
            token_url: None,
            server_variables: IndexMap::new(),
            header_options: IndexMap::new(),
            example: None,
            env_prefix: None,
            in_workspace: false,
        }
    }
}
