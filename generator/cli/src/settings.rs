//! Which SDKs are to be printed, and how: from a manifest, or a file of settings.

use std::fs;
use std::path::{Path, PathBuf};

use letterpress::diagnostic::{BAD_SETTING, FILE_UNREADABLE};
use letterpress::{Config, Diagnostic};
use toml::{Table, Value};

use crate::workspace;

/// An SDK to be printed.
#[derive(Debug)]
pub(crate) struct Sdk {
    /// Its name in the settings.
    pub(crate) name: String,
    /// Its settings.
    pub(crate) config: Config,
}

/// The SDKs that `file`, or else the manifest around the working folder, names; and what is wrong with them.
pub(crate) fn sdks(file: Option<&Path>) -> (Vec<Sdk>, Vec<Diagnostic>) {
    let (path, table) = match file {
        Some(file) => match read(file) {
            Ok(table) => (file.to_path_buf(), table),
            Err(fault) => return (Vec::new(), vec![fault]),
        },
        None => match manifest() {
            Ok(found) => found,
            Err(fault) => return (Vec::new(), vec![fault]),
        },
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let (mut sdks, mut found) = (Vec::new(), Vec::new());
    for (name, settings) in &table {
        let Some(settings) = settings.as_table() else {
            let message = format!("{}: {name:?} is no table of settings", path.display());
            found.push(Diagnostic::new(&BAD_SETTING, None, message));
            continue;
        };
        let (config, faults) = Config::from_table(name, settings, folder);
        found.extend(faults);
        sdks.extend(config.map(|config| Sdk { name: name.clone(), config }));
    }
    if table.is_empty() {
        let message = format!("{} names no SDK", path.display());
        found.push(Diagnostic::new(&BAD_SETTING, None, message));
    }
    (sdks, found)
}

/// The manifest around the working folder, and its table of SDKs.
fn manifest() -> Result<(PathBuf, Table), Diagnostic> {
    let fault = |message: &str| Diagnostic::new(&BAD_SETTING, None, message);
    let path = workspace::manifest(Path::new(".")).ok_or_else(|| {
        fault("there is no Cargo.toml here or above; name a description and a folder: letterpress generate SPEC --out FOLDER")
    })?;
    let manifest = read(&path)?;
    let table = ["workspace", "package"].iter().find_map(|root| {
        manifest.get(*root)?.get("metadata")?.get("letterpress").and_then(Value::as_table).cloned()
    });
    let missing = || fault(&format!("{} has no [workspace.metadata.letterpress.NAME]", path.display()));
    table.ok_or_else(missing).map(|table| (path, table))
}

/// The TOML file at `path`.
fn read(path: &Path) -> Result<Table, Diagnostic> {
    let text = fs::read_to_string(path).map_err(|error| {
        Diagnostic::new(&FILE_UNREADABLE, None, format!("can't read {}: {error}", path.display()))
    })?;
    text.parse().map_err(|error: toml::de::Error| {
        Diagnostic::new(&BAD_SETTING, None, format!("{} is not TOML: {}", path.display(), error.message()))
    })
}
