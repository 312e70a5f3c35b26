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
    assert_snapshot!(folder.run("generate"), @"
    cats: printed into crates/cats: 1 operation, 1 type, [N] files (all new)
    dogs: printed into crates/dogs: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    assert!(folder.read("crates/dogs/src/lib.rs").contains("Kennel"));
    assert!(folder.read("crates/cats/src/lib.rs").contains("CatsClient"));
    assert_snapshot!(folder.run("generate --check"), @"
    cats: crates/cats is current: 1 operation, 1 type, [N] files (nothing changed)
    dogs: crates/dogs is current: 1 operation, 1 type, [N] files (nothing changed)
    exit 0
    ");
    assert_snapshot!(folder.run("check"), @"
    cats: 1 operation, 1 type
      paths         1 of  1 carried
      operations    1 of  1 carried
      parameters    1 of  1 carried
      media types   1 of  1 carried
      responses     1 of  1 carried
      schemas       4 of  4 carried
      servers       1 of  1 carried
      keywords     24 of 25 carried, 1 left out by choice
    dogs: 1 operation, 1 type
      paths         1 of  1 carried
      operations    1 of  1 carried
      parameters    1 of  1 carried
      media types   1 of  1 carried
      responses     1 of  1 carried
      schemas       4 of  4 carried
      servers       1 of  1 carried
      keywords     24 of 25 carried, 1 left out by choice
    exit 0
    ");
}

#[test]
fn the_workspace_is_found_from_within() {
    let folder = two();
    folder.write("crates/own/Cargo.toml", "[package]\nname = \"own\"\n");
    folder.write("crates/own/src/lib.rs", "");
    assert_snapshot!(folder.run_in("crates/own/src", "generate"), @"
    cats: printed into [FOLDER]/crates/cats: 1 operation, 1 type, [N] files (all new)
    dogs: printed into [FOLDER]/crates/dogs: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    assert!(folder.path("crates/cats/src/lib.rs").exists());
}

#[test]
fn some_sdks_can_be_asked_for() {
    let folder = two();
    assert_snapshot!(folder.run("generate --sdk dogs"), @"
    dogs: printed into crates/dogs: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    assert!(!folder.path("crates/cats").exists());
    assert_snapshot!(folder.run("generate --sdk dogs --sdk birds"), @r#"
    error[unknown-sdk]: no SDK is called "birds"; there are: cats, dogs
    --> Cargo.toml
     |
     = note: nothing was printed for it
     = help: give the name of a table of the settings

    birds: can't be printed: 1 error
    dogs: printed into crates/dogs: 1 operation, 1 type, [N] files (nothing changed)
    exit 2
    "#);
}

#[test]
fn one_sdk_at_fault_does_not_hold_the_others_up() {
    let folder = two();
    folder.write("spec/cats.yaml", &PETS.replace("type: object", "type: objekt"));
    assert_snapshot!(folder.run("generate"), @"
    error[unknown-type]: `objekt` is no type; did you mean `object`?
      --> spec/cats.yaml:20:13
       |
    20 |       type: objekt
       |             ^^^^^^
       |
       = at: #/components/schemas/Pet/type
       = note: nothing was printed
       = help: use one of null, boolean, object, array, number, string, integer

    cats: can't be printed: 1 error
    dogs: printed into crates/dogs: 1 operation, 1 type, [N] files (all new)
    exit 1
    ");
    assert!(folder.path("crates/dogs/src/lib.rs").exists());
    assert!(!folder.path("crates/cats").exists());
}

#[test]
fn a_file_can_hold_the_settings() {
    let file = "[pets]\nspec = \"pets.yaml\"\noutput = \"pets\"\npackage = \"menagerie\"\n";
    let folder = Folder::with(&[("config/sdks.toml", file), ("config/pets.yaml", PETS)]);
    assert_snapshot!(folder.run("generate --config config/sdks.toml"), @"
    pets: printed into config/pets: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    let manifest = folder.read("config/pets/Cargo.toml");
    assert!(manifest.contains("name = \"menagerie\"\n"), "{manifest}");
    assert_snapshot!(folder.run("generate --config missing.toml"), @"
    error[file-unreadable]: the file `missing.toml` can't be read: No such file or directory (os error 2)
     |
     = note: nothing was printed
     = help: check the path and its permissions

    exit 2
    ");
}

#[test]
fn a_package_without_a_workspace_has_settings_of_its_own() {
    let manifest = "[package]\nname = \"own\"\n[package.metadata.letterpress.pets]\nspec = \"pets.yaml\"\noutput = \"pets\"\n";
    let folder = Folder::with(&[("Cargo.toml", manifest), ("pets.yaml", PETS)]);
    assert_snapshot!(folder.run("generate"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
}

#[test]
fn without_settings_there_is_nothing_to_print() {
    let folder = Folder::with(&[]);
    assert_snapshot!(folder.run("generate"), @"
    error[no-settings]: there is no Cargo.toml in this folder or above
     |
     = note: nothing was printed
     = help: name a description, as in `letterpress generate SPEC --out FOLDER`, or add the settings that `letterpress generate --help` shows

    exit 2
    ");
    folder.write("Cargo.toml", "[workspace]\n");
    assert_snapshot!(folder.run("generate"), @"
    error[no-settings]: no SDK is described here
    --> Cargo.toml
     |
     = note: nothing was printed
     = help: name a description, as in `letterpress generate SPEC --out FOLDER`, or add the settings that `letterpress generate --help` shows

    exit 2
    ");
    folder.write("Cargo.toml", "[workspace\n");
    assert_snapshot!(folder.run("generate"), @"
    error[bad-setting]: this is not TOML: unclosed table, expected `]`
     --> Cargo.toml:1:11
      |
    1 | [workspace
      |           ^
      |
      = note: nothing was printed
      = help: correct the setting

    exit 2
    ");
}

#[test]
fn everything_wrong_with_settings_is_said_at_once() {
    let folder = two();
    folder.append(
        "Cargo.toml",
        "sdk-name = 1\nenv_prefix = \"X\"\nlicense = true\n\n[workspace.metadata.letterpress.birds]\nexample = []\n",
    );
    let before = folder.state("spec");
    assert_snapshot!(folder.run("generate"), @r#"
    error[bad-setting]: the SDK "birds" has no `spec`
      --> Cargo.toml:17:33
       |
    17 | [workspace.metadata.letterpress.birds]
       |                                 ^^^^^
       |
       = note: nothing was printed
       = help: correct the setting

    error[bad-setting]: the SDK "birds" has no `output`
      --> Cargo.toml:17:33
       |
    17 | [workspace.metadata.letterpress.birds]
       |                                 ^^^^^
       |
       = note: nothing was printed
       = help: correct the setting

    birds: can't be printed: 2 errors
    warning[unknown-setting]: the SDK "dogs" has the setting "sdk-name", which there is not
      --> Cargo.toml:13:1
       |
    13 | sdk-name = 1
       | ^^^^^^^^
       |
       = note: the setting was left out
       = help: correct its spelling

    warning[unknown-setting]: the SDK "dogs" has the setting "env_prefix", which there is not; did you mean `env-prefix`?
      --> Cargo.toml:14:1
       |
    14 | env_prefix = "X"
       | ^^^^^^^^^^
       |
       = note: the setting was left out
       = help: correct its spelling

    error[bad-setting]: `license` of the SDK "dogs" is a boolean, not a string
      --> Cargo.toml:15:1
       |
    15 | license = true
       | ^^^^^^^
       |
       = note: nothing was printed
       = help: correct the setting

    dogs: can't be printed: 1 error, 2 warnings
    cats: printed into crates/cats: 1 operation, 1 type, [N] files (all new)
    exit 2
    "#);
    assert_eq!(folder.state("spec"), before);
    assert!(!folder.path("crates/dogs").exists());
}

#[test]
fn settings_outside_of_an_sdk_are_named() {
    let folder = Folder::with(&[(
        "Cargo.toml",
        "[workspace.metadata.letterpress]\nspec = \"pets.yaml\"\noutput = \"pets\"\n",
    )]);
    assert_snapshot!(folder.run("generate"), @r#"
    error[bad-setting]: `output`, `spec`: settings stand in the table of an SDK, [workspace.metadata.letterpress.NAME]
     --> Cargo.toml:3:1
      |
    3 | output = "pets"
      | ^^^^^^
      |
      = note: nothing was printed
      = help: correct the setting

    exit 2
    "#);
}

#[test]
fn two_sdks_do_not_share_a_folder() {
    let folder = two();
    folder.write("Cargo.toml", &TWO.replace("crates/dogs", "crates/../crates/cats"));
    assert_snapshot!(folder.run("generate"), @r#"
    error[shared-output]: "cats" is printed into crates/cats, and "dogs" as well
     --> Cargo.toml:6:1
      |
    6 | output = "crates/cats"
      | ^^^^^^
      |
      = note: neither was printed
      = help: give each SDK a folder of its own

    cats: can't be printed: 1 error
    error[shared-output]: "dogs" is printed into crates/../crates/cats, and "cats" as well
      --> Cargo.toml:10:1
       |
    10 | output = "crates/../crates/cats"
       | ^^^^^^
       |
       = note: neither was printed
       = help: give each SDK a folder of its own

    dogs: can't be printed: 1 error
    exit 2
    "#);
    assert!(!folder.path("crates").exists());
}
