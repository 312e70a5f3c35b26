//! The same stages from a build script: one module, printed to `OUT_DIR`.

use std::path::{Path, PathBuf};
use std::{env, error, fmt, fs, io};

use crate::config::SharedRuntime;
use crate::diagnostic::{Diagnostic, Level};
use crate::pagination::PageRule;
use crate::plan::DEPENDENCIES;
use crate::print::print_module;
use crate::{Config, read, run};

/// Prints an SDK as one module, from a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     letterpress::Builder::new("spec/api.yaml").client("ApiClient").build("api")?;
///     Ok(())
/// }
/// ```
///
/// The module is then included wherever it is wanted:
///
/// ```text
/// pub mod api {
///     include!(concat!(env!("OUT_DIR"), "/api.rs"));
/// }
/// ```
///
/// The including crate depends on what printed code needs: the dependencies of any crate that letterpress prints.
#[derive(Clone, Debug)]
pub struct Builder {
    config: Config,
    features: Vec<String>,
    receipt: Option<PathBuf>,
}

impl Builder {
    /// Begins with the description at `spec`, relative to the package's folder, and every setting at its default.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self::from_config(Config::new(spec, "sdk"))
    }

    /// Begins with the settings of `config`, of which the output folder and the package's facts are not used.
    pub fn from_config(config: Config) -> Self {
        Self { config, features: Vec::new(), receipt: None }
    }

    /// Sets the client's type name.
    #[must_use]
    pub fn client(mut self, name: impl Into<String>) -> Self {
        self.config.client = name.into();
        self
    }

    /// Applies the overlay in `file`, relative to the package's folder, after those that were named before.
    #[must_use]
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.config.overlays.push(file.into());
        self
    }

    /// Sets the names of properties that `Debug` masks: exact, or with a leading `*`.
    #[must_use]
    pub fn secrets(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.config.secrets = names.into_iter().map(Into::into).collect();
        self
    }

    /// Takes the runtime from the crate `package`, which [`Config::runtime`] is printed as, in place of a copy in the module. The including
    /// crate must have it among its dependencies.
    #[must_use]
    pub fn runtime(mut self, package: impl Into<String>) -> Self {
        let package = package.into();
        self.config.runtime = Some(SharedRuntime { path: package.clone().into(), package });
        self
    }

    /// Has the type at `path` stand for strings of a format, or for a component: see [`Config::types`].
    ///
    /// The including crate must have the path's crate among its dependencies.
    #[must_use]
    pub fn replace(mut self, format_or_component: impl Into<String>, path: impl Into<String>) -> Self {
        let path = path.into();
        let first = path.trim_start_matches(':').split("::").next().unwrap_or_default().trim();
        let is_present = DEPENDENCIES.iter().any(|(name, _)| *name == first);
        if !is_present && !["std", "core", "alloc"].contains(&first) {
            // No manifest is printed for a module: the version stands in that of the including crate.
            self.config.dependencies.insert(first.to_owned(), "\"*\"".to_owned());
        }
        self.config.types.insert(format_or_component.into(), path);
        self
    }

    /// Adds rules by which operations give lists page by page: see [`Config::pagination`].
    #[must_use]
    pub fn pagination(mut self, rules: impl IntoIterator<Item = PageRule>) -> Self {
        self.config.pagination.extend(rules);
        self
    }

    /// Turns a feature of printed code on, beside those of the groups: `reqwest`, `blocking`, `tracing`, `validate`,
    /// `zeroize`, `test-util`.
    ///
    /// The including crate must have what the feature needs among its dependencies.
    #[must_use]
    pub fn feature(mut self, name: impl Into<String>) -> Self {
        self.features.push(name.into());
        self
    }

    /// Writes the coverage receipt, which says what became of each part of the description, to the file `path`.
    #[must_use]
    pub fn receipt(mut self, path: impl Into<PathBuf>) -> Self {
        self.receipt = Some(path.into());
        self
    }

    /// Prints the module to `OUT_DIR/<module>.rs`, and tells cargo what it was printed from.
    ///
    /// Warnings go to cargo. The file is not touched if it stands there already.
    ///
    /// # Errors
    ///
    /// The description is at fault, with all that was found, or a file can't be written.
    pub fn build(&self, module: &str) -> Result<(), BuildError> {
        let folder = env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
        let printed = run(&self.config);
        let read = printed.document.files.iter().map(|file| &file.path);
        // An overlay that can't be read is no file of the document.
        for path in read.chain(&self.config.overlays) {
            tell(&format!("rerun-if-changed={}", path.display()));
        }
        let Some(sdk) = &printed.sdk else {
            return Err(BuildError::Description(render(&printed.document, &printed.diagnostics)));
        };
        let level = |found: &Diagnostic| self.config.levels.of(found.rule);
        if printed.diagnostics.iter().any(|found| level(found) == Level::Denied) {
            return Err(BuildError::Description(render(&printed.document, &printed.diagnostics)));
        }
        let shown: Vec<Diagnostic> =
            printed.diagnostics.iter().filter(|found| level(found) == Level::Shown).cloned().collect();
        for warning in render(&printed.document, &shown) {
            tell(&format!("warning={warning}"));
        }
        let groups = sdk.groups.iter().map(|group| group.feature.clone());
        for feature in groups.chain(self.features.iter().cloned()) {
            tell(&format!("rustc-cfg=feature={feature:?}"));
        }
        let known: Vec<String> = sdk
            .groups
            .iter()
            .map(|group| group.feature.as_str())
            .chain(FEATURES.iter().copied())
            .map(|feature| format!("{feature:?}"))
            .collect();
        tell(&format!("rustc-check-cfg=cfg(feature, values({}))", known.join(", ")));

        if let Some((path, receipt)) = self.receipt.as_ref().zip(printed.receipt()) {
            fs::write(path, receipt.to_json_lines())
                .map_err(|error| BuildError::Write(path.clone(), error))?;
        }
        let path = Path::new(&folder).join(format!("{module}.rs"));
        let text = print_module(sdk);
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            return Ok(());
        }
        fs::write(&path, text).map_err(|error| BuildError::Write(path, error))
    }
}

/// The features that printed code asks for, beside those of its groups.
const FEATURES: &[&str] = &["blocking", "reqwest", "test-util", "tracing", "validate", "zeroize"];

/// An instruction to cargo.
#[expect(clippy::print_stdout, reason = "a build script speaks to cargo on its standard output")]
fn tell(instruction: &str) {
    println!("cargo::{instruction}");
}

/// A line for each finding: `spec/api.yaml:12:7: error[dangling-ref]: …`.
fn render(document: &read::Document, diagnostics: &[Diagnostic]) -> Vec<String> {
    let places: Vec<_> = diagnostics.iter().filter_map(|diagnostic| diagnostic.place.clone()).collect();
    let mut spans = document.locate(&places).into_iter();
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().map(|place| {
            let name = document.files.get(place.file().0 as usize).map_or("", |file| file.name.as_str());
            match spans.next().flatten() {
                Some(span) => format!("{name}:{}:{}: ", span.line, span.column),
                None => format!("{name}: "),
            }
        });
        format!(
            "{}{}[{}]: {}; {}",
            place.unwrap_or_default(),
            diagnostic.rule.severity,
            diagnostic.rule.code,
            diagnostic.message,
            diagnostic.rule.advice
        )
    };
    diagnostics.iter().map(line).collect()
}

/// Why a build script printed nothing.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// `OUT_DIR` is not set: this is no build script.
    NoOutDir,
    /// The description is at fault: a line for each finding.
    Description(Vec<String>),
    /// The module, or the receipt, can't be written.
    Write(PathBuf, io::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOutDir => f.write_str("OUT_DIR is not set: call this from a build script"),
            Self::Description(lines) => {
                f.write_str("the description can't be printed")?;
                lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
            Self::Write(path, _) => write!(f, "can't write {}", path.display()),
        }
    }
}

impl error::Error for BuildError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Write(_, error) => Some(error),
            Self::NoOutDir | Self::Description(_) => None,
        }
    }
}
