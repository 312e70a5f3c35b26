//! Settings: where they are found, and what is wrong with them.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

/// A workspace with two SDKs.
const TWO: &str = r#"[workspace]
members = ["crates/*"]

[workspace.metadata.letterpress.cats]
spec = "spec/cats.yaml"
output = "crates/cats"

[workspace.metadata.letterpress.dogs]
spec = "spec/dogs.yaml"
output = "crates/dogs"
client = "Kennel"
secrets = ["name"]
"#;

fn two() -> Folder {
    Folder::with(&[("Cargo.toml", TWO), ("spec/cats.yaml", PETS), ("spec/dogs.yaml", PETS)])
}

#[test]
fn every_sdk_of_the_workspace_is_printed() {
    let folder = two();
    assert_snapshot!(folder.run("generate"), @"");
    assert!(folder.read("crates/dogs/src/lib.rs").contains("Kennel"));
    assert!(folder.read("crates/cats/src/lib.rs").contains("CatsClient"));
    assert_snapshot!(folder.run("generate --check"), @"");
    assert_snapshot!(folder.run("check"), @"");
}

#[test]
fn the_workspace_is_found_from_within() {
    let folder = two();
    folder.write("crates/own/Cargo.toml", "[package]\nname = \"own\"\n");
    folder.write("crates/own/src/lib.rs", "");
    assert_snapshot!(folder.run_in("crates/own/src", "generate"), @"");
    assert!(folder.path("crates/cats/src/lib.rs").exists());
}

#[test]
fn some_sdks_can_be_asked_for() {
    let folder = two();
    assert_snapshot!(folder.run("generate --sdk dogs"), @"");
    assert!(!folder.path("crates/cats").exists());
    assert_snapshot!(folder.run("generate --sdk dogs --sdk birds"), @"");
}

#[test]
fn one_sdk_at_fault_does_not_hold_the_others_up() {
    let folder = two();
    folder.write("spec/cats.yaml", &PETS.replace("type: object", "type: objekt"));
    assert_snapshot!(folder.run("generate"), @"");
    assert!(folder.path("crates/dogs/src/lib.rs").exists());
    assert!(!folder.path("crates/cats").exists());
}

#[test]
fn a_file_can_hold_the_settings() {
    let file = "[pets]\nspec = \"pets.yaml\"\noutput = \"pets\"\npackage = \"menagerie\"\n";
    let folder = Folder::with(&[("config/sdks.toml", file), ("config/pets.yaml", PETS)]);
    assert_snapshot!(folder.run("generate --config config/sdks.toml"), @"");
    let manifest = folder.read("config/pets/Cargo.toml");
    assert!(manifest.contains("name = \"menagerie\"\n"), "{manifest}");
    assert_snapshot!(folder.run("generate --config missing.toml"), @"");
}

#[test]
fn a_package_without_a_workspace_has_settings_of_its_own() {
    let manifest = "[package]\nname = \"own\"\n[package.metadata.letterpress.pets]\nspec = \"pets.yaml\"\noutput = \"pets\"\n";
    let folder = Folder::with(&[("Cargo.toml", manifest), ("pets.yaml", PETS)]);
    assert_snapshot!(folder.run("generate"), @"");
}

#[test]
fn without_settings_there_is_nothing_to_print() {
    let folder = Folder::with(&[]);
    assert_snapshot!(folder.run("generate"), @"");
    folder.write("Cargo.toml", "[workspace]\n");
    assert_snapshot!(folder.run("generate"), @"");
    folder.write("Cargo.toml", "[workspace\n");
    assert_snapshot!(folder.run("generate"), @"");
}

#[test]
fn everything_wrong_with_settings_is_said_at_once() {
    let folder = two();
    folder.append(
        "Cargo.toml",
        "sdk-name = 1\nenv_prefix = \"X\"\nlicense = true\n\n[workspace.metadata.letterpress.birds]\nexample = []\n",
    );
    let before = folder.state("spec");
    assert_snapshot!(folder.run("generate"), @"");
    assert_eq!(folder.state("spec"), before);
    assert!(!folder.path("crates/dogs").exists());
}

#[test]
fn settings_outside_of_an_sdk_are_named() {
    let folder = Folder::with(&[(
        "Cargo.toml",
        "[workspace.metadata.letterpress]\nspec = \"pets.yaml\"\noutput = \"pets\"\n",
    )]);
    assert_snapshot!(folder.run("generate"), @"");
}

#[test]
fn two_sdks_do_not_share_a_folder() {
    let folder = two();
    folder.write("Cargo.toml", &TWO.replace("crates/dogs", "crates/../crates/cats"));
    assert_snapshot!(folder.run("generate"), @"");
    assert!(!folder.path("crates").exists());
}
