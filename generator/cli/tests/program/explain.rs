//! `letterpress explain` of items: where they come from, why they are as they are, and what would change them.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

/// [`PETS`] with a property of each presence, an enum, a union and parameters, and the settings of two SDKs of it.
fn folder() -> Folder {
    let parameters = "        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
        - { name: X-Trace, in: header, x-sdk-ignore: true, schema: { type: string } }";
    let more = "        id: { type: string, format: uuid }
        born: { type: [string, 'null'], format: date-time }
        kind: { $ref: '#/components/schemas/kind' }
        type: { type: integer }
        accessToken: { type: string }
        owner: { oneOf: [{ $ref: '#/components/schemas/Person' }, { type: string }] }
        home: { type: object, properties: { city: { type: string } } }
    kind: { type: string, enum: [cat, dog] }
    Person: { type: object, additionalProperties: { type: string }, properties: { email: { type: string } } }
";
    let (before, after) = PETS
        .split_once("        - { name: id, in: path, required: true, schema: { type: string } }")
        .unwrap();
    let spec =
        format!("{before}{parameters}{after}{more}").replace("required: [name]", "required: [name, id]");
    let settings = "[workspace.metadata.letterpress.pets]
spec = 'pets.yaml'
output = 'crates/pets'
rename = { Person = 'Human' }
types = { uuid = 'uuid::Uuid' }
dependencies = { uuid = '1' }
lenient = ['#/components/schemas/Pet/properties/id']

[workspace.metadata.letterpress.zoo]
spec = 'pets.yaml'
output = 'crates/zoo'
";
    Folder::with(&[("Cargo.toml", settings), ("pets.yaml", &spec)])
}

#[test]
fn an_item_tells_where_it_comes_from_and_why_it_is_so() {
    let folder = folder();
    for (name, item) in [
        ("explain-type", "pets::types::Pet"),
        ("explain-renamed-type", "pets::Human"),
        ("explain-enum", "pets::Kind"),
        ("explain-enum-value", "pets::Kind::Cat"),
        ("explain-unnamed-type", "pets::PetHome"),
        ("explain-union", "pets::PetOwner"),
        ("explain-shape", "pets::PetOwner::Human"),
        ("explain-required-field", "pets::Pet::name"),
        ("explain-lenient-field", "pets::Pet::id"),
        ("explain-nullable-field", "pets::Pet::born"),
        ("explain-keyword-field", "pets::Pet::type"),
        ("explain-secret-field", "pets::Pet::access_token"),
        ("explain-unknown-fields", "pets::Pet::unknown"),
        ("explain-null-setter", "pets::Pet::born_null"),
        ("explain-method", "pets::client.pets().get_pet()"),
        ("explain-parameters", "pets::GetPetPetsParams"),
        ("explain-parameter", "pets::GetPetPetsParams::page"),
        ("explain-header-option", "pets::PetsClientBuilder::x_trace"),
        ("explain-group", "pets::client::pets::Pets"),
        ("explain-client", "pets::PetsClient"),
    ] {
        let said = folder.run(&format!("explain {item}"));
        assert!(said.ends_with("exit 0"), "{item}: {said}");
        assert_snapshot!(name, said);
    }
    // Nothing is written for it.
    assert!(!folder.path("crates").exists());
}

#[test]
fn a_line_of_a_printed_file_names_its_item() {
    let folder = folder();
    folder.run("generate");
    let line = |path: &str, text: &str| {
        let at = folder.read(path).lines().position(|line| line.contains(text)).unwrap();
        format!("{path}:{}", at + 1)
    };
    for (path, text, item) in [
        ("crates/pets/src/types/pets.rs", "What it is called", "pets::types::Pet::name"),
        ("crates/pets/src/types/pets.rs", "pub enum Kind", "pets::types::Kind"),
        ("crates/zoo/src/types/pets.rs", "pub enum Kind", "zoo::types::Kind"),
        ("crates/zoo/src/wire/pets.rs", "impl Decode for types::Pet ", "zoo::types::Pet"),
        ("crates/zoo/src/client/pets.rs", "id: \"getPet\"", "zoo::client::pets::GET_PET"),
        ("crates/zoo/src/client/builder.rs", "pub fn x_trace", "zoo::ZooClientBuilder::x_trace"),
    ] {
        let said = folder.run(&format!("explain {}", line(path, text)));
        assert!(said.contains(&format!("`{item}` is ")), "{path}: {text}: {said}");
    }
    let runtime = folder.run(&format!("explain {}", line("crates/pets/src/runtime/mod.rs", "mod")));
    assert!(runtime.contains("the description has no part in what stands there"), "{runtime}");
}

#[test]
fn what_is_no_item_is_said_with_the_nearest() {
    let folder = folder();
    for (name, item) in [
        ("explain-ambiguous", "Pet::name"),
        ("explain-misspelt", "zoo::Pet::nam"),
        ("explain-elsewhere", "elsewhere/src/types/pets.rs:3"),
        ("explain-nothing-like-it", "Giraffe --sdk zoo"),
    ] {
        assert_snapshot!(name, folder.run(&format!("explain {item}")));
    }
}

#[test]
fn an_item_of_a_description_needs_no_settings() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    let said = folder.run("explain Pet::name --spec pets.yaml");
    assert!(said.contains("`sdk::types::Pet::name` is a field of type `String`\n"), "{said}");
    folder.write("broken.yaml", "openapi: 3.1.0\ninfo: {}\npaths: []\n");
    let said = folder.run("explain Pet::name --spec broken.yaml");
    assert!(said.contains("broken.yaml: can't be printed: ") && said.ends_with("exit 1"), "{said}");
}
