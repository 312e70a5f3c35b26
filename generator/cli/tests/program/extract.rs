//! `letterpress extract`.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn a_fragment_goes_to_standard_output_or_into_a_file() {
    let more = "  /teams: { get: { operationId: listTeams, responses: { \"204\": { description: Done. } } } }\ncomponents:";
    let folder = Folder::with(&[("pets.yaml", &PETS.replace("components:", more))]);
    assert_snapshot!(folder.run("extract pets.yaml --operation getPet --out pet.json"), @"
    pets.yaml: extracted into pet.json: 1 operation, 1 left out
    exit 0
    ");
    assert_snapshot!(folder.run("check pet.json"), @"
    pet.json: 1 operation, 1 type
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
    assert!(folder.read("pet.json").starts_with("{\n  \"openapi\": \"3.1.0\",\n"));
    assert_snapshot!(folder.run("extract pets.yaml --operation getCat"), @r#"
    warning[unmatched-selector]: `include` names "getCat", which no operation matches; did you mean `getPet`?
     |
     = note: it selects nothing
     = help: correct it: an operationId, `tag:NAME`, `group:a.b`, or `GET /path/**`

    error[nothing-selected]: none of the 2 operations is left to be printed
     |
     = note: nothing was printed
     = help: include an operation, or exclude fewer

    pets.yaml: can't be printed: 1 error, 1 warning
    exit 2
    "#);
}
