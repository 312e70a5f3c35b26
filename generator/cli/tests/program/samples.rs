//! `letterpress samples`, and that what it writes compiles.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

/// A description whose operations take everything that there is to give.
const EVERYTHING: &str = include_str!("samples.yaml");

const SETTINGS: &str = "[workspace]
resolver = '3'
members = ['sample-store']
[workspace.metadata.letterpress.sample-store]
spec = 'samples.yaml'
output = 'sample-store'
types = { uuid = 'uuid::Uuid', Money = 'std::net::IpAddr' }
dependencies = { uuid = { version = '1', default-features = false } }
";

#[test]
fn samples_are_an_overlay_of_the_description() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    assert_snapshot!("samples", folder.run("samples pets.yaml"));
    // The same in JSON, which is applied as any overlay is.
    assert_snapshot!(folder.run("samples pets.yaml --package zoo --out samples.json"), @"
    pets.yaml: 1 sample written into samples.json
    exit 0
    ");
    let shown = folder.run("extract pets.yaml --operation getPet --overlay samples.json --json");
    assert!(shown.contains(r#""x-codeSamples": ["#) && shown.contains("use zoo::ZooClient;"), "{shown}");
    // Each run writes the same.
    let first = folder.read("samples.json");
    folder.run("samples pets.yaml --package zoo --out samples.json");
    assert_eq!(folder.read("samples.json"), first);
}

#[test]
fn one_sdk_is_asked_for() {
    let more = "[workspace.metadata.letterpress.other]\nspec = 'samples.yaml'\noutput = 'other'\n";
    let folder = Folder::with(&[("samples.yaml", EVERYTHING), ("Cargo.toml", &format!("{SETTINGS}{more}"))]);
    assert_snapshot!(folder.run("samples"), @"
    error[several-sdks]: there are several SDKs, each with an overlay of its own: other, sample-store
     |
     = note: nothing was written
     = help: name one with --sdk

    exit 2
    ");
    assert!(folder.run("samples --sdk other").contains("use other::{OtherClient, types};"));
}

#[test]
fn what_no_overlay_reaches_is_said() {
    let referring = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {/pets: {$ref: pets.yaml#/paths/~1pets~1{id}}}\n";
    let inner = PETS.replace("/pets/{id}", "/pets").replace("in: path", "in: query");
    let folder = Folder::with(&[("api.yaml", &referring.replace("~1{id}", "")), ("pets.yaml", &inner)]);
    let said = folder.run("samples api.yaml --out samples.yaml");
    assert!(said.contains("warning[out-of-reach]: 1 operation in other files"), "{said}");
    assert!(said.contains("api.yaml: 0 samples written"), "{said}");
}

#[test]
fn samples_compile() {
    let folder = Folder::with(&[("samples.yaml", EVERYTHING), ("Cargo.toml", SETTINGS)]);
    let said = folder.run("generate");
    assert!(said.ends_with("exit 0"), "{said}");
    assert_snapshot!("samples-of-everything", folder.run("samples"));
    folder.run("samples --out samples.json");
    let overlay: serde_json::Value = serde_json::from_str(&folder.read("samples.json")).unwrap();
    let mut program = "//! The samples.\n\nfn main() {}\n".to_owned();
    for (index, action) in overlay["actions"].as_array().unwrap().iter().enumerate() {
        let source = action["update"]["x-codeSamples"][0]["source"].as_str().unwrap();
        let lines = format!(
            "pub async fn sample_{index}() -> Result<(), Box<dyn std::error::Error>> {{\n{source}Ok(()) }}\n"
        );
        // Writing to a String can't fail.
        let _ = write!(program, "{lines}");
    }
    folder.write("sample-store/examples/samples.rs", &program);
    // The versions of this repository: none is chosen anew, and nothing is fetched.
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::copy(repository.join("Cargo.lock"), folder.path("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--example", "samples", "--no-default-features"])
        .args(["--features", "group-reads,group-writes", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples"))
        .current_dir(folder.path(""))
        .env("RUSTFLAGS", "-A unused")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said:.20000}\n{program}");
}
