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
    assert_snapshot!(folder.run("generate spec/things.yaml --out crate"), @r##"
    note[assumed-envelope]: `servers` is missing: the client has to be given its base URL
     --> spec/things.yaml:1:1
      |
    1 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^
      |
      = note: a default was assumed
      = help: state it in the description to choose it yourself

    warning[undeclared-path-parameter]: no parameter of GET declares `id` of the path `/things/{id}`
     --> spec/things.yaml:8:3
      |
    8 |   /things/{id}:
      |   ^^^^^^^^^^^^
      |
      = at: #/paths/~1things~1{id}
      = note: a required string was assumed
      = help: declare the parameter with `in: path`, or correct its name

    warning[unknown-keyword]: `discription` is no key of a schema; did you mean `description`?
      --> spec/things.yaml:19:7
       |
    19 |       discription: Misspelt.
       |       ^^^^^^^^^^^
       |
       = at: #/components/schemas/Thing/discription
       = note: the key was left out
       = help: correct its spelling, or begin it with `x-`

    error[bad-path]: the path `things` does not begin with `/`
     --> spec/things.yaml:4:3
      |
    4 |   things:
      |   ^^^^^^
      |
      = at: #/paths/things
      = note: nothing was printed
      = help: begin the path with `/`, close every brace, and leave query and fragment out

    error[dangling-ref]: `#/components/schemas/Thign` names nothing that is there
      --> spec/things.yaml:14:58
       |
    14 |           content: { application/json: { schema: { $ref: "#/components/schemas/Thign" } } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/paths/~1things~1{id}/get/responses/200/content/application~1json/schema/$ref
       = note: nothing was printed
       = help: correct the reference, or add what it points at

    error[unknown-type]: `float` is no type
      --> spec/things.yaml:21:23
       |
    21 |         size: { type: float }
       |                       ^^^^^
       |
       = at: #/components/schemas/Thing/properties/size/type
       = note: nothing was printed
       = help: use one of null, boolean, object, array, number, string, integer

    crate: can't be printed: 3 errors, 2 warnings
    exit 1
    "##);
    assert_eq!(folder.state(""), before);
    let said = folder.run("check spec/things.yaml");
    assert_snapshot!(said.lines().rev().take(2).collect::<Vec<_>>().join("\n"), @"
    exit 1
    spec/things.yaml: can't be printed: 3 errors, 2 warnings
    ");
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
    assert_snapshot!(folder.run("check spec/pets.yaml"), @r"
    error[unknown-type]: `objekt` is no type; did you mean `object`?
     --> spec/parts/pet.yaml:1:7
      |
    1 | type: objekt
      |       ^^^^^^
      |
      = at: #/type
      = note: nothing was printed
      = help: use one of null, boolean, object, array, number, string, integer

    spec/pets.yaml: can't be printed: 1 error
    exit 1
    ");
}

#[test]
fn a_missing_description_is_not_at_fault() {
    let folder = Folder::with(&[("folder/a", "")]);
    assert_snapshot!(folder.run("generate spec/pets.yaml --out pets"), @"
    error[file-unreadable]: the file `spec/pets.yaml` can't be read: No such file or directory (os error 2)
     |
     = note: nothing was printed
     = help: check the path and its permissions

    pets: can't be printed: 1 error
    exit 2
    ");
    assert_snapshot!(folder.run("check folder"), @"
    error[file-unreadable]: the file `folder` can't be read: Is a directory (os error 21)
     |
     = note: nothing was printed
     = help: check the path and its permissions

    folder: can't be printed: 1 error
    exit 2
    ");
    assert!(!folder.path("pets").exists());
}

#[test]
fn warnings_are_denied_on_demand() {
    let folder = Folder::with(&[("pets.yaml", &format!("{PETS}      discription: Misspelt.\n"))]);
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    warning[unknown-keyword]: `discription` is no key of a schema; did you mean `description`?
      --> pets.yaml:24:7
       |
    24 |       discription: Misspelt.
       |       ^^^^^^^^^^^
       |
       = at: #/components/schemas/Pet/discription
       = note: the key was left out
       = help: correct its spelling, or begin it with `x-`

    pets: printed into pets: 1 operation, 1 type, [N] files (all new), 1 warning
    exit 0
    ");
    for (arguments, code) in [
        ("check pets.yaml", 0),
        ("check pets.yaml --deny warnings", 1),
        ("generate pets.yaml --out pets --check", 0),
        ("generate pets.yaml --out pets --check --deny warnings", 1),
    ] {
        assert_eq!(folder.command(arguments).output().unwrap().status.code(), Some(code), "{arguments}");
    }
}

#[test]
fn what_is_found_often_is_shown_a_few_times() {
    let keys: Vec<String> = (0..500).map(|key| format!("      key{key}: 1\n")).collect();
    let folder = Folder::with(&[("pets.yaml", &format!("{PETS}{}", keys.concat()))]);
    let said = folder.run("check pets.yaml");
    let (shown, rest) = said.split_at(said.find("warning: ").unwrap());
    assert_eq!(shown.matches("warning[unknown-keyword]").count(), 5);
    assert!(shown.contains(":24:7\n") && shown.contains(":28:7\n"), "{shown}");
    assert_snapshot!(rest, @"
    warning: 495 more of unknown-keyword; --verbose shows them all

    pets.yaml: 1 operation, 1 type, 500 warnings
      paths          1 of   1 carried
      operations     1 of   1 carried
      parameters     1 of   1 carried
      media types    1 of   1 carried
      responses      1 of   1 carried
      schemas        4 of   4 carried
      servers        1 of   1 carried
      keywords      24 of 525 carried, 1 left out by choice, 500 unsupported (unknown-keyword)
    exit 0
    ");
    let all = folder.run("check pets.yaml --verbose");
    assert_eq!(all.matches("warning[unknown-keyword]").count(), 500);
}
