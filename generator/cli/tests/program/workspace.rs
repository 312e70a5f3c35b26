//! Crates that are members of the workspace around them, and crates that are not; cargo has the last word.

use insta::assert_snapshot;

use crate::support::{Folder, PETS, workspace_root};

fn folder(workspace: &str) -> Folder {
    Folder::with(&[("Cargo.toml", workspace), ("pets.yaml", PETS), ("own/src/lib.rs", "")])
}

const PRINT: &str = "generate pets.yaml --out crates/pets";

#[test]
fn a_crate_that_no_workspace_lists_stands_alone() {
    let folder = folder("[workspace]\nmembers = []\n");
    assert_snapshot!(folder.run(PRINT), @r#"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (all new)
    pets: it is a workspace of its own; to make it a member, add "crates/pets" to `members` in Cargo.toml:2 and print it again
    exit 0
    "#);
    assert_eq!(workspace_root(&folder.path("crates/pets")), Ok(folder.path("crates/pets")));
    // It is said once.
    assert_snapshot!(folder.run(PRINT), @"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (nothing changed)
    exit 0
    ");
    // The advice, taken.
    folder.write("Cargo.toml", "[workspace]\nmembers = [\"crates/pets\"]\n");
    assert_snapshot!(folder.run(PRINT), @"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (2 changed)
      ~ Cargo.toml
      ~ letterpress.lock
    exit 0
    ");
    assert_eq!(workspace_root(&folder.path("crates/pets")), Ok(folder.path("")));
}

#[test]
fn a_workspace_without_a_list_is_given_one() {
    assert_snapshot!(folder("[workspace]\n").run(PRINT), @r#"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (all new)
    pets: it is a workspace of its own; to make it a member, add "crates/pets" to a list `members` under [workspace] in Cargo.toml and print it again
    exit 0
    "#);
}

#[test]
fn a_member_has_no_workspace_of_its_own() {
    let folder = folder("[workspace]\nmembers = [\"crates/*\"]\n");
    assert_snapshot!(folder.run(PRINT), @"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    assert_eq!(workspace_root(&folder.path("crates/pets")), Ok(folder.path("")));
}

#[test]
fn a_crate_that_is_excluded_stands_alone() {
    let folder = folder("[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/pets\"]\n");
    assert_snapshot!(folder.run(PRINT), @"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    assert_eq!(workspace_root(&folder.path("crates/pets")), Ok(folder.path("crates/pets")));
}

#[test]
fn a_crate_can_be_printed_as_a_member_before_it_is_one() {
    let folder = folder("[workspace]\nmembers = [\n]\n");
    let in_workspace = format!("{PRINT} --in-workspace");
    assert_snapshot!(folder.run(&in_workspace), @r#"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (all new)
    pets: cargo refuses it until `members` in Cargo.toml:2 has "crates/pets"
    exit 0
    "#);
    assert!(workspace_root(&folder.path("crates/pets")).is_err());
    // It is said until it is so.
    assert_snapshot!(folder.run(&in_workspace), @r#"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (nothing changed)
    pets: cargo refuses it until `members` in Cargo.toml:2 has "crates/pets"
    exit 0
    "#);
    folder.write("Cargo.toml", "[workspace]\nmembers = [\"crates/pets\"]\n");
    assert_snapshot!(folder.run(&in_workspace), @"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (nothing changed)
    exit 0
    ");
    assert_eq!(workspace_root(&folder.path("crates/pets")), Ok(folder.path("")));
}
