//! The coverage receipt.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn a_receipt_says_what_became_of_everything() {
    let pets = PETS.replace("type: object", "type: object\n      not: {}\n      example: {}");
    let folder = Folder::with(&[("pets.yaml", &pets)]);
    folder.run("check pets.yaml --receipt checked.jsonl");
    folder.run("generate pets.yaml --out sdk --receipt printed.jsonl");
    assert_snapshot!("receipt", folder.read("checked.jsonl"));
    assert_eq!(folder.read("printed.jsonl"), folder.read("checked.jsonl"));
}

#[test]
fn a_receipt_is_not_written_beside_an_error() {
    let folder = Folder::with(&[("pets.yaml", &PETS.replace("type: object", "type: objekt"))]);
    folder.run("check pets.yaml --receipt receipt.jsonl");
    assert!(!folder.path("receipt.jsonl").exists());
}

#[test]
fn a_receipt_that_cannot_be_written_is_a_fault() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    let said = folder.run("check pets.yaml --receipt missing/receipt.jsonl");
    assert!(
        said.contains("error[cannot-write]: the receipt `missing/receipt.jsonl` can't be written"),
        "{said}"
    );
    assert!(said.ends_with("exit 2"), "{said}");
}
