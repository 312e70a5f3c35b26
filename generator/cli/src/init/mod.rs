//! `letterpress init`: the settings of a new SDK, as its description suggests them.

mod settings;
mod workflow;

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anstyle::Style;
use letterpress::diagnostic::{CANNOT_WRITE, FILE_UNREADABLE};
use letterpress::{Config, Printed, read, run};
use toml::Table;

use self::settings::Settings;
use crate::arguments::InitArguments;
use crate::finding::Finding;
use crate::naming;
use crate::report::Report;
use crate::rules::{ALREADY_THERE, NO_DESCRIPTION, NO_PLACE};
use crate::workspace::{absolute, from_here, manifest};

/// Where a description is looked for, if none is named.
const FOLDERS: &[&str] = &["", "spec", "api"];
const FILES: &[&str] = &["openapi.yaml", "openapi.yml", "openapi.json"];

pub(crate) fn init(arguments: &InitArguments, report: &mut Report<'_>) {
    let found =
        || FOLDERS.iter().flat_map(|folder| FILES.iter().map(move |file| Path::new(folder).join(file)));
    let Some(spec) = arguments.spec.clone().or_else(|| found().find(|path| path.is_file())) else {
        let message =
            "no description was named, and there is no `openapi.yaml`, `openapi.yml` or `openapi.json`";
        return report.add(None, vec![Finding::new(&NO_DESCRIPTION, message)]);
    };
    let (document, _) = read::read(&spec);
    let suggested = || naming::package(&document).unwrap_or_else(|| "sdk".to_owned());
    let name = arguments.name.clone().unwrap_or_else(suggested);
    let mut config = Config::new(&spec, "sdk");
    naming::name(&mut config, &name);
    // What is wrong with the description is for `check` to say, but for what stands in the way.
    let printed = run(&config);
    if printed.sdk.is_none() {
        report.add(Some(&name), Finding::of(&printed.document, &printed.diagnostics));
        return report.add_failed(&name);
    }
    match add_settings(&spec, &name, arguments, &printed) {
        Err(finding) => report.add(None, vec![*finding]),
        Ok(Added { manifest, output }) => {
            report.say(
                Style::new().bold(),
                &format!("{name}: its settings were added to {}", from_here(&manifest).display()),
            );
            if arguments.ci.is_some() {
                add_workflow(&spec, &name, &output, &manifest, report);
            }
            let next = format!(
                "{name}: print it with `letterpress generate --sdk {name}`; `letterpress generate --help` shows what else can be set"
            );
            report.say(Style::new().bold(), &next);
        }
    }
}

/// Where settings were added, and where they have the crate printed.
struct Added {
    manifest: PathBuf,
    output: PathBuf,
}

fn add_settings(
    spec: &Path,
    name: &str,
    arguments: &InitArguments,
    printed: &Printed,
) -> Result<Added, Box<Finding>> {
    let manifest = manifest(Path::new(".")).unwrap_or_else(|| absolute(Path::new("Cargo.toml")));
    let folder = manifest.parent().unwrap_or(Path::new("")).to_path_buf();
    let shown = from_here(&manifest);
    let text = match fs::read_to_string(&manifest) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            "[workspace]\nresolver = \"3\"\nmembers = []\n".to_owned()
        }
        Err(error) => {
            let message = format!("the file `{}` can't be read: {error}", shown.display());
            return Err(Box::new(Finding::new(&FILE_UNREADABLE, message)));
        }
    };
    let before: Table = text.parse().map_err(|error: toml::de::Error| {
        let message = format!("`{}` is not TOML: {}", shown.display(), error.message());
        Box::new(Finding::new(&NO_PLACE, message).at(&shown, None))
    })?;
    let home = if before.contains_key("workspace") || !before.contains_key("package") {
        "workspace"
    } else {
        "package"
    };
    let output = arguments.out.clone().map_or_else(|| folder.join("crates").join(name), |out| absolute(&out));
    let settings =
        Settings { home, name, spec: &within(&folder, spec), output: &within(&folder, &output), printed };
    let table = |table: &Table| {
        let keys = [home, "metadata", "letterpress"];
        let place = keys.iter().try_fold(table, |table, key| table.get(*key)?.as_table());
        place.and_then(|sdks| sdks.get(name)).is_some()
    };
    if table(&before) {
        let message = format!("`{}` has settings of an SDK that is called {name:?}", shown.display());
        return Err(Box::new(Finding::new(&ALREADY_THERE, message).at(&shown, None)));
    }
    let added = settings.text();
    let gap = if text.is_empty() || text.ends_with("\n\n") {
        ""
    } else if text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let whole = format!("{text}{gap}{added}");
    // A table that is written on one line takes no further one behind it.
    if !whole.parse::<Table>().is_ok_and(|after| table(&after)) {
        let message = format!(
            "`{}` has no place for a table behind what it has: {}",
            shown.display(),
            added.trim_end()
        );
        return Err(Box::new(Finding::new(&NO_PLACE, message).at(&shown, None)));
    }
    fs::write(&manifest, whole).map_err(|error| {
        Box::new(Finding::new(&CANNOT_WRITE, format!("can't write {}: {error}", shown.display())))
    })?;
    Ok(Added { manifest, output })
}

/// `path` from `folder` on, with `/` between folders.
fn within(folder: &Path, path: &Path) -> String {
    let path = absolute(path);
    let relative = pathdiff::diff_paths(&path, folder).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}

/// Writes the workflow, unless there is one.
fn add_workflow(spec: &Path, name: &str, output: &Path, manifest: &Path, report: &mut Report<'_>) {
    let folder = manifest.parent().unwrap_or(Path::new("")).to_path_buf();
    // Workflows stand at the root of the repository, and run there.
    let root = folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&folder);
    let text = workflow::text(&workflow::Names {
        sdk: name,
        spec: &within(root, spec),
        output: &within(root, output),
        folder: &within(root, &folder),
    });
    let path = root.join(".github/workflows/letterpress.yml");
    let shown = from_here(&path);
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(text.as_bytes())
    };
    match write() {
        Ok(()) => report.say(Style::new().bold(), &format!("{name}: its workflow is {}", shown.display())),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let message = format!("there is a workflow `{}`", shown.display());
            report.add(None, vec![Finding::new(&ALREADY_THERE, message).at(&shown, None)]);
        }
        Err(error) => {
            let message = format!("can't write {}: {error}", shown.display());
            report.add(None, vec![Finding::new(&CANNOT_WRITE, message)]);
        }
    }
}
