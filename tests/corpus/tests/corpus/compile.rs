//! Printed crates given to the compiler: all of them members of one workspace, so that what they depend on is compiled
//! once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use letterpress::write::write;

use crate::description::Outcome;
use crate::index::Entry;

/// Whether the description's crate is compiled: those that take seconds are, or all where `LETTERPRESS_COMPILE` says so.
pub(crate) fn is_asked_for(entry: &Entry) -> bool {
    const FOLDERS: [&str; 3] = ["small", "auth0", "multifile"];
    const MANAGEMENT_API: &str = "auth0-history/management-2026-06-25";

    let folder = entry.path.split('/').next().unwrap_or_default();
    let all = std::env::var("LETTERPRESS_COMPILE").is_ok_and(|asked| asked == "all");
    all || FOLDERS.contains(&folder) || entry.path.starts_with(MANAGEMENT_API)
}

/// A workspace of printed crates, below the target folder of the tests.
pub(crate) struct Workspace {
    folder: PathBuf,
    /// Each member, and the features of its groups.
    members: Vec<(String, Vec<String>)>,
}

impl Workspace {
    /// Writes the printed crates; what stands there already and is the same is not touched, nor compiled again.
    pub(crate) fn new(name: &str, outcomes: &[&Outcome]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let mut members = Vec::new();
        let mut manifest = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
        for outcome in outcomes {
            let Ok(printed) = &outcome.printed else { continue };
            let member = outcome.entry.folder();
            let forced = true;
            if let Err(fault) = write(&folder.join(&member), &printed.files, forced) {
                panic!("{}: {}", outcome.entry.path, fault.message);
            }
            writeln!(manifest, "  {member:?},").unwrap();
            members.push((printed.package.clone(), printed.groups.clone()));
        }
        manifest.push_str("]\n\n[profile.dev]\ndebug = false\nincremental = false\n");
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        // The versions of this repository: none is chosen anew, and nothing is fetched.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        Self { folder, members }
    }

    /// Every feature of every member but for those that bring an HTTP stack, which is the same in each crate.
    pub(crate) fn all_features(&self) -> Vec<String> {
        let of = |(package, groups): &(String, Vec<String>)| {
            let features = groups.iter().map(String::as_str).chain(["test-util", "validate"]);
            features.map(|feature| format!("{package}/{feature}")).collect::<Vec<_>>()
        };
        self.members.iter().flat_map(of).collect()
    }

    /// The feature of each group of each member.
    pub(crate) fn group_features(&self) -> Vec<String> {
        let of = |(package, groups): &(String, Vec<String>)| {
            groups.iter().map(|group| format!("{package}/{group}")).collect::<Vec<_>>()
        };
        self.members.iter().flat_map(of).collect()
    }

    /// The feature of each member that brings `validate()`.
    pub(crate) fn validate_features(&self) -> Vec<String> {
        self.members.iter().map(|(package, _)| format!("{package}/validate")).collect()
    }

    /// Has cargo check the members with these features alone.
    ///
    /// # Panics
    ///
    /// The compiler has an error or a warning.
    pub(crate) fn check(&self, features: &[String]) {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--keep-going", "--workspace", "--no-default-features"])
            .args(["--features", &features.join(",")])
            .arg("--target-dir")
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"))
            .current_dir(&self.folder)
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("RUSTFLAGS", "-D warnings")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let features = features.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        assert!(output.status.success(), "with the features {features} …:\n{said:.20000}");
    }
}
