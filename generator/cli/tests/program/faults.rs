//! Descriptions at fault.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

/// One fault of each of several kinds, and a warning.
const FAULTY: &str = r##"openapi: 3.1.0
info: { title: Faulty, version: "1" }
paths:
  things:
    get:
      operationId: things
      responses: { "204": { description: There are none. } }
  /things/{id}:
    get:
      operationId: things
      responses:
        "200":
          description: The thing.
          content: { application/json: { schema: { $ref: "#/components/schemas/Thign" } } }
components:
  schemas:
    Thing:
      type: object
      discription: Misspelt.
      properties:
        size: { type: float }
"##;

#[test]
fn every_fault_is_shown_at_once() {
    let folder = Folder::with(&[("spec/things.yaml", FAULTY), ("crate/kept", "")]);
    let before = folder.state("");
    assert_snapshot!(folder.run("generate spec/things.yaml --out crate"), @"");
    assert_eq!(folder.state(""), before);
    let said = folder.run("check spec/things.yaml");
    assert_snapshot!(said.lines().rev().take(2).collect::<Vec<_>>().join("\n"), @"");
}

#[test]
fn a_file_that_is_no_tree_is_shown_where_it_breaks() {
    let folder = Folder::with(&[
        ("broken.yaml", "openapi: 3.1.0\ninfo: [\n"),
        ("broken.json", "{\"openapi\": \"3.1.0\",\n \"info\" {}}"),
        ("empty.yaml", ""),
    ]);
    std::fs::write(folder.path("bytes.yaml"), b"info: \xff").unwrap();
    for spec in ["broken.yaml", "broken.json", "empty.yaml", "bytes.yaml"] {
        assert_snapshot!(spec, folder.run(&format!("check {spec}")));
    }
}

#[test]
fn a_fault_in_a_file_that_is_referred_to_is_shown_there() {
    let folder = Folder::with(&[
        ("spec/pets.yaml", &PETS.replace("#/components/schemas/Pet", "parts/pet.yaml")),
        ("spec/parts/pet.yaml", "type: objekt\n"),
    ]);
    assert_snapshot!(folder.run("check spec/pets.yaml"), @"");
}

#[test]
fn a_missing_description_is_not_at_fault() {
    let folder = Folder::with(&[("folder/a", "")]);
    assert_snapshot!(folder.run("generate spec/pets.yaml --out pets"), @"");
    assert_snapshot!(folder.run("check folder"), @"");
    assert!(!folder.path("pets").exists());
}

#[test]
fn warnings_are_denied_on_demand() {
    let folder = Folder::with(&[("pets.yaml", &format!("{PETS}      discription: Misspelt.\n"))]);
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"");
    for (arguments, code) in [
        ("check pets.yaml", 0),
        ("check pets.yaml --deny-warnings", 1),
        ("generate pets.yaml --out pets --check", 0),
        ("generate pets.yaml --out pets --check --deny-warnings", 1),
    ] {
        assert_eq!(folder.command(arguments).status().unwrap().code(), Some(code), "{arguments}");
    }
}

#[test]
fn what_is_found_often_is_shown_a_few_times() {
    let keys: String = (0..500).map(|key| format!("      key{key}: 1\n")).collect();
    let folder = Folder::with(&[("pets.yaml", &format!("{PETS}{keys}"))]);
    let said = folder.run("check pets.yaml");
    let (shown, rest) = said.split_at(said.find("warning: ").unwrap());
    assert_eq!(shown.matches("warning[unknown-keyword]").count(), 5);
    assert!(shown.contains(":24:7\n") && shown.contains(":28:7\n"), "{shown}");
    assert_snapshot!(rest, @"");
    let all = folder.run("check pets.yaml --verbose");
    assert_eq!(all.matches("warning[unknown-keyword]").count(), 500);
}
