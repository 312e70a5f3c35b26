//! The printed crate, as its manifest says.

use super::names::{Case, ident_or};
use super::sdk::{Dependency, Package, RuntimeCrate};
use crate::Config;
use crate::config::SharedRuntime;
use crate::diagnostic::{BAD_SETTING, Diagnostic};
use crate::parse::api::Api;

/// The minimum Rust version of printed crates.
pub(crate) const MINIMUM_RUST: &str = "1.88";

/// What the runtime needs, and what a manifest says of it; the floors keep an old lock file from keeping a hole (bytes: RUSTSEC-2026-0007).
pub(crate) const DEPENDENCIES: &[(&str, &str)] = &[
    ("base64", "{ version = \"0.23\", default-features = false, features = [\"alloc\"] }"),
    ("bytes", "\"1.12\""),
    ("form_urlencoded", "\"1.2\""),
    ("futures-core", "{ version = \"0.3.34\", default-features = false }"),
    ("http", "\"1.5\""),
    ("httpdate", "\"1.0\""),
    ("percent-encoding", "\"2.3\""),
    ("regex-lite", "{ version = \"0.1.9\", optional = true }"),
    ("reqwest", "{ version = \"0.13.5\", default-features = false, optional = true }"),
    ("serde", "{ version = \"1.0.229\", default-features = false, features = [\"std\"] }"),
    // Without float_roundtrip, some numbers are read one step off.
    ("serde_json", "{ version = \"1.0.154\", features = [\"float_roundtrip\"] }"),
    ("tokio", "{ version = \"1.54\", default-features = false, features = [\"time\"], optional = true }"),
    ("tracing", "{ version = \"0.1.44\", default-features = false, optional = true }"),
    ("zeroize", "{ version = \"1.9\", optional = true }"),
];

/// The package of an SDK. Its name comes from the config alone, never from the description.
pub(super) fn package(
    api: &Api,
    config: &Config,
    dependencies: Vec<Dependency>,
    found: &mut Vec<Diagnostic>,
) -> Package {
    let name = config.package.clone();
    check_name(&name, found);
    if !is_version(&config.version) {
        let message = format!("{:?} is no version of the form 1.2.3", config.version);
        found.push(Diagnostic::new(&BAD_SETTING, None, message));
    }
    Package {
        lib_name: ident_or(&name, "sdk", Case::Snake),
        name,
        version: config.version.clone(),
        license: config.license.clone(),
        title: api.info.title.clone(),
        api_version: api.info.version.clone(),
        standalone: config.in_workspace != Some(true),
        dependencies,
        runtime: config.runtime.as_ref().and_then(|shared| runtime(shared, config, found)),
    }
}

/// The crate that has the runtime.
fn runtime(shared: &SharedRuntime, config: &Config, found: &mut Vec<Diagnostic>) -> Option<RuntimeCrate> {
    let name = &shared.package;
    check_name(name, found);
    let path = pathdiff::diff_paths(&shared.path, &config.output);
    let path = path.and_then(|path| Some(path.to_str()?.replace('\\', "/"))).filter(|path| !path.is_empty());
    if *name == config.package || path.is_none() {
        let message = "`runtime` names the SDK's own crate or folder, or none that has a path from there";
        found.push(Diagnostic::new(&BAD_SETTING, None, message.to_owned()));
    }
    Some(RuntimeCrate { name: name.clone(), lib_name: ident_or(name, "runtime", Case::Snake), path: path? })
}

fn check_name(name: &str, found: &mut Vec<Diagnostic>) {
    if !is_package_name(name) {
        let message =
            format!("{name:?} is no name for a crate: 1 to 64 of a-z, 0-9, - and _, beginning with a letter");
        found.push(Diagnostic::new(&BAD_SETTING, None, message));
    }
}

fn is_package_name(name: &str) -> bool {
    let rest_is_sound = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
    name.len() <= 64 && name.starts_with(|c: char| c.is_ascii_lowercase()) && rest_is_sound
}

/// `1.2.3`, perhaps with a pre-release and build part (Semantic Versioning 2.0.0).
fn is_version(version: &str) -> bool {
    let (core, rest) = version.split_once(['-', '+']).unwrap_or((version, "0"));
    let numbers: Vec<&str> = core.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|number| number.parse::<u64>().is_ok())
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
}
