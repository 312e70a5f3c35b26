//! A folder to run the program in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

/// A description with one operation and one type, which ends in that type's properties.
pub(crate) const PETS: &str = r##"openapi: 3.1.0
info: { title: Pet Store, version: "1" }
servers: [{ url: https://pets.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, description: What it is called. }
"##;

/// A folder of a test's own.
pub(crate) struct Folder {
    root: TempDir,
    /// Where the program keeps its records.
    cache: TempDir,
}

impl Folder {
    /// A folder with these files, by their paths.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self { root: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// A folder with [`PETS`] in `pets.yaml`, and the crate that is printed from it in `pets`.
    pub(crate) fn printed() -> Self {
        let folder = Self::with(&[("pets.yaml", PETS)]);
        let said = folder.run("generate pets.yaml --out pets");
        assert!(said.ends_with("exit 0"), "{said}");
        folder
    }

    /// The records that runs in this folder have kept.
    pub(crate) fn records(&self) -> Vec<PathBuf> {
        let folder = fs::read_dir(self.cache.path().join("letterpress"));
        folder.into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, &(self.read(path) + text));
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Every file below `path`, with its text and the time of its last change.
    pub(crate) fn state(&self, path: &str) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut state = BTreeMap::new();
        let mut open = vec![self.path(path)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let changed = fs::metadata(&path).unwrap().modified().unwrap();
                    let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                    state.insert(path, (text, changed));
                }
            }
        }
        state
    }

    /// The program, with these arguments, in this folder, with a cache of its own in an otherwise empty environment.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_letterpress"));
        command.args(arguments.split_whitespace()).current_dir(self.root.path()).env_clear();
        command.env("XDG_CACHE_HOME", self.cache.path());
        command
    }

    /// What the program says with these arguments, and its exit code.
    pub(crate) fn run(&self, arguments: &str) -> String {
        self.run_in("", arguments)
    }

    /// The same, from the folder `path`.
    pub(crate) fn run_in(&self, path: &str, arguments: &str) -> String {
        self.transcript(&self.command(arguments).current_dir(self.path(path)).output().unwrap())
    }

    /// An output as text: paths of this folder, and numbers of files that differ with the runtime, left open.
    pub(crate) fn transcript(&self, output: &Output) -> String {
        let shown = |text: &[u8]| String::from_utf8(text.to_vec()).unwrap();
        let stdout = match shown(&output.stdout) {
            text if text.is_empty() => text,
            text => format!("stdout:\n{text}"),
        };
        let exit = output.status.code().map_or("killed".to_owned(), |code| format!("exit {code}"));
        let text = shown(&output.stderr) + &stdout + &exit;
        let text = text.replace(self.root.path().to_str().unwrap(), "[FOLDER]");
        let line = |line: &str| {
            let words = line.split(' ').collect::<Vec<_>>();
            let is_count = |at: usize| words[at].parse::<usize>().is_ok_and(|count| count > 20);
            let counts = (1..words.len()).filter(|at| words[*at] == "files" && is_count(at - 1));
            let mut words = words.clone();
            for at in counts.collect::<Vec<_>>() {
                words[at - 1] = "[N]";
            }
            words.join(" ")
        };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What cargo says of the workspace of the package in `folder`: its root, or that there is something wrong.
pub(crate) fn workspace_root(folder: &Path) -> Result<PathBuf, String> {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(folder).output().unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    Ok(PathBuf::from(metadata["workspace_root"].as_str().unwrap()))
}
