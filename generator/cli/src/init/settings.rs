//! The table of an SDK, as its description suggests it.

use letterpress::Printed;
use letterpress::plan::sdk::{SchemeKind, Sdk};
use toml::Value;

use crate::naming;

/// What the table is made of.
pub(super) struct Settings<'a> {
    /// The table that has `metadata`: `workspace` or `package`.
    pub(super) home: &'static str,
    /// The SDK's name.
    pub(super) name: &'a str,
    /// The description, from the manifest on.
    pub(super) spec: &'a str,
    /// The folder of the crate, from the manifest on.
    pub(super) output: &'a str,
    /// What the description makes.
    pub(super) printed: &'a Printed,
}

impl Settings<'_> {
    /// The table as TOML.
    pub(super) fn text(&self) -> String {
        let mut lines = vec![
            "# Printed by `letterpress generate`, whose --help shows all settings.".to_owned(),
            format!("[{}.metadata.letterpress.{}]", self.home, key(self.name)),
            format!("spec = {}", Value::from(self.spec)),
            format!("output = {}", Value::from(self.output)),
        ];
        if self.output.rsplit('/').next() != Some(self.name) {
            lines.push(format!("package = {}", Value::from(self.name)));
        }
        lines.push(format!("client = {}", Value::from(naming::client(self.name))));
        lines
            .extend(self.printed.sdk.iter().flat_map(|sdk| variables(sdk).into_iter().chain(token_url(sdk))));
        lines.push(String::new());
        lines.join("\n")
    }
}

/// The builder's methods for the variables of the server's URL.
fn variables(sdk: &Sdk) -> Vec<String> {
    let variables: Vec<String> = sdk
        .client
        .variables
        .iter()
        .map(|variable| format!("{} = {}", key(&variable.name), Value::from(variable.setter.plain())))
        .collect();
    if variables.is_empty() {
        return Vec::new();
    }
    vec![
        "# What the client's builder calls the variables of the server's URL:".to_owned(),
        format!("server-variables = {{ {} }}", variables.join(", ")),
    ]
}

/// The token endpoint that the description names, to be replaced where it is not the one to use.
fn token_url(sdk: &Sdk) -> Vec<String> {
    let endpoints = sdk.client.schemes.iter().filter_map(|scheme| match &scheme.kind {
        SchemeKind::Bearer { client_credentials: Some(flow), .. } => Some(&flow.endpoint.url),
        _ => None,
    });
    let line = |url: &String| {
        vec![
            "# Where client credentials are exchanged, if not where the description says:".to_owned(),
            // On one line, whatever the description has.
            format!("# token-url = {}", serde_json::Value::from(url.as_str())),
        ]
    };
    endpoints.take(1).flat_map(line).collect()
}

/// A key of TOML: bare where it can be.
fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}
