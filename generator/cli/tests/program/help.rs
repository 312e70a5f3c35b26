//! What `--help` says.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn help_tells_what_there_is() {
    let folder = Folder::with(&[]);
    assert_snapshot!("help", folder.run("--help"));
    assert_snapshot!("help-generate", folder.run("generate --help"));
    assert_snapshot!("help-check", folder.run("check --help"));
}

#[test]
fn the_settings_that_help_shows_are_accepted() {
    let overlay =
        "overlay: 1.0.0\nactions:\n- target: $.paths.*\n  update:\n    post: {operationId: feedPet}";
    let more = "
        tag: { type: string }
        born: { type: string, format: date-time }
        price: { $ref: \"#/components/schemas/Money\" }
    Money: { type: object }
";
    let spec = PETS.replace("getPet", "listPets").replace("[name]", "[name, tag]");
    let spec = spec.trim_end().to_owned() + more;
    let folder = Folder::with(&[("spec/petstore.yaml", &spec), ("spec/fix.yaml", overlay)]);
    let help = folder.run("generate --help");
    let begin = help.find("  [workspace.metadata.letterpress.petstore]\n").unwrap();
    let (settings, _) = help[begin..].split_once("\n\n").unwrap();
    folder.write("Cargo.toml", settings);
    assert_snapshot!(folder.run("check"), @"
    petstore: 1 operation (1 left out), 2 types
      paths         1 of  1 carried
      operations    1 of  2 carried, 1 left out by choice
      parameters    1 of  1 carried
      media types   1 of  1 carried
      responses     1 of  1 carried
      schemas       8 of  8 carried
      servers       1 of  1 carried
      keywords     29 of 31 carried, 2 left out by choice
    exit 0
    ");
}

#[test]
fn what_belongs_together_is_asked_for() {
    let folder = Folder::with(&[]);
    for arguments in [
        "",
        "generate pets.yaml",
        "generate --out pets",
        "generate pets.yaml --out pets --sdk pets",
        "check pets.yaml --config sdks.toml",
        "generate --colour",
    ] {
        assert!(folder.run(arguments).ends_with("exit 2"), "{arguments}");
    }
}
