//! Which SDKs are to be printed, and how: from a manifest, or a file of settings.

use std::fs;
use std::path::{Path, PathBuf};

use letterpress::Config;
use letterpress::config::SettingFault;
use letterpress::diagnostic::{BAD_SETTING, FILE_UNREADABLE};
use toml::de::DeTable;
use toml::{Table, Value};

use crate::arguments::SettingsArguments;
use crate::finding::{Finding, Position};
use crate::report::Report;
use crate::rules::{NO_SETTINGS, SHARED_OUTPUT, UNKNOWN_SDK};
use crate::workspace::{absolute, from_here, manifest};

/// Where the table of SDKs is, in a manifest.
const IN_MANIFEST: &[&[&str]] =
    &[&["workspace", "metadata", "letterpress"], &["package", "metadata", "letterpress"]];

/// Where it is, in a file of settings.
const IN_FILE: &[&[&str]] = &[&[]];

/// An SDK to be printed.
#[derive(Debug)]
pub(crate) struct Sdk {
    /// Its name in the settings.
    pub(crate) name: String,
    /// Its settings.
    pub(crate) config: Config,
}

/// The SDKs that `arguments` ask for, and that can be printed; what is wrong with the others is reported.
pub(crate) fn sdks(arguments: &SettingsArguments, report: &mut Report<'_>) -> Vec<Sdk> {
    match Settings::find(arguments.config.as_deref()) {
        Ok(settings) => settings.sdks(&arguments.sdks, report),
        Err(faults) => {
            report.add(None, faults);
            Vec::new()
        }
    }
}

/// A table of SDKs, and where it comes from.
struct Settings {
    path: PathBuf,
    text: String,
    /// The keys that lead to the table.
    keys: &'static [&'static str],
    table: Table,
}

impl Settings {
    /// The settings in `file`, or else in the manifest around the working folder.
    fn find(file: Option<&Path>) -> Result<Self, Vec<Finding>> {
        let around = || manifest(Path::new(".")).map(|path| from_here(&path));
        let Some(path) = file.map(Path::to_path_buf).or_else(around) else {
            let message = "there is no Cargo.toml in this folder or above";
            return Err(vec![Finding::new(&NO_SETTINGS, message)]);
        };
        let text = fs::read_to_string(&path).map_err(|error| {
            let message = format!("the file `{}` can't be read: {error}", path.display());
            vec![Finding::new(&FILE_UNREADABLE, message)]
        })?;
        let root: Table = text.parse().map_err(|error: toml::de::Error| {
            let position = error.span().map(|range| Position::new(&text, &range));
            let finding = Finding::new(&BAD_SETTING, format!("this is not TOML: {}", error.message()));
            vec![finding.at(&path, position)]
        })?;
        let at = |keys: &[&str]| {
            let table = keys.iter().try_fold(&root, |table, key| table.get(*key)?.as_table())?;
            (!table.is_empty()).then(|| table.clone())
        };
        let places = if file.is_some() { IN_FILE } else { IN_MANIFEST };
        let found = places.iter().find_map(|keys| Some((*keys, at(keys)?)));
        let Some((keys, table)) = found else {
            return Err(vec![Finding::new(&NO_SETTINGS, "no SDK is described here").at(&path, None)]);
        };
        Ok(Self { path, text, keys, table })
    }

    fn sdks(&self, wanted: &[String], report: &mut Report<'_>) -> Vec<Sdk> {
        self.report_strays(report);
        let is_sdk = |name: &String| self.table.get(name).is_some_and(Value::is_table);
        for name in wanted.iter().filter(|name| !is_sdk(name)) {
            let known: Vec<&str> =
                self.table.keys().filter(|name| is_sdk(name)).map(String::as_str).collect();
            let message = format!("no SDK is called {name:?}; there are: {}", known.join(", "));
            report.add(Some(name), vec![Finding::new(&UNKNOWN_SDK, message).at(&self.path, None)]);
            report.add_failed(name);
        }
        let mut sdks = Vec::new();
        for (name, settings) in &self.table {
            let Some(settings) = settings.as_table() else { continue };
            if !wanted.is_empty() && !wanted.contains(name) {
                continue;
            }
            let folder = self.path.parent().unwrap_or(Path::new(""));
            let (config, faults) = Config::from_table(name, settings, folder);
            let is_sound = !faults.iter().any(|fault| fault.diagnostic.is_error());
            if let Some(config) = &config {
                report.set_levels(name, &config.levels);
            }
            let placed =
                |fault: SettingFault| self.place(fault.diagnostic.into(), name, fault.key.as_deref());
            report.add(Some(name), faults.into_iter().map(placed).collect());
            match config.filter(|_| is_sound) {
                Some(config) => sdks.push(Sdk { name: name.clone(), config }),
                None => report.add_failed(name),
            }
        }
        self.without_shared(sdks, report)
    }

    /// Reports settings that stand where SDKs should.
    fn report_strays(&self, report: &mut Report<'_>) {
        let strays: Vec<&String> =
            self.table.iter().filter(|(_, value)| !value.is_table()).map(|(key, _)| key).collect();
        if let Some(first) = strays.first() {
            let names: Vec<String> = strays.iter().map(|stray| format!("`{stray}`")).collect();
            let table: Vec<&str> = self.keys.iter().copied().chain(["NAME"]).collect();
            let message =
                format!("{}: settings stand in the table of an SDK, [{}]", names.join(", "), table.join("."));
            report.add(None, vec![self.place(Finding::new(&BAD_SETTING, message), first, None)]);
        }
    }

    /// `sdks` without those that are printed into the folder of another.
    fn without_shared(&self, sdks: Vec<Sdk>, report: &mut Report<'_>) -> Vec<Sdk> {
        let folders: Vec<(String, PathBuf)> =
            sdks.iter().map(|sdk| (sdk.name.clone(), absolute(&sdk.config.output))).collect();
        let is_alone = |sdk: &Sdk| {
            let folder = absolute(&sdk.config.output);
            let other = folders.iter().find(|(name, other)| *name != sdk.name && *other == folder);
            if let Some((other, _)) = other {
                let message = format!(
                    "{:?} is printed into {}, and {other:?} as well",
                    sdk.name,
                    sdk.config.output.display()
                );
                let finding = self.place(Finding::new(&SHARED_OUTPUT, message), &sdk.name, Some("output"));
                report.add(Some(&sdk.name), vec![finding]);
                report.add_failed(&sdk.name);
            }
            other.is_none()
        };
        sdks.into_iter().filter(is_alone).collect()
    }

    /// `finding`, at the entry `name` of the table, or at the setting `key` in it.
    fn place(&self, finding: Finding, name: &str, key: Option<&str>) -> Finding {
        let position = || {
            let root = DeTable::parse(&self.text).ok()?;
            let table = self
                .keys
                .iter()
                .try_fold(root.get_ref(), |table, key| table.get(*key)?.get_ref().as_table())?;
            let (entry, settings) = table.get_key_value(name)?;
            let setting = key.and_then(|key| settings.get_ref().as_table()?.get_key_value(key));
            let span = setting.map_or_else(|| entry.span(), |(key, _)| key.span());
            Some(Position::new(&self.text, &span))
        };
        finding.at(&self.path, position())
    }
}
