//! `letterpress init`: a working start, from nothing or from a workspace that is there.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

/// [`PETS`] with a variable in the server's URL and a token endpoint.
fn described() -> String {
    let server = "servers: [{ url: \"https://{tenantDomain}/v1\", variables: { tenantDomain: { default: \"\" } } }]\nsecurity: [{ oauth: [] }]";
    let oauth = "components:\n  securitySchemes:\n    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: \"https://example.com/token\", scopes: {} } } }";
    PETS.replace("servers: [{ url: https://pets.example.com }]", server).replace("components:", oauth)
}

#[test]
fn a_start_is_made_of_a_description_alone() {
    let folder = Folder::with(&[("spec/openapi.yaml", &described())]);
    assert_snapshot!(folder.run("init"), @"
    pet-store: its settings were added to Cargo.toml
    pet-store: print it with `letterpress generate --sdk pet-store`; `letterpress generate --help` shows what else can be set
    exit 0
    ");
    assert_snapshot!("init-manifest", folder.read("Cargo.toml"));
    // It works.
    assert_snapshot!(folder.run("generate"), @r#"
    pet-store: printed into crates/pet-store: 1 operation, 1 type, [N] files (all new)
    pet-store: it is a workspace of its own; to make it a member, add "crates/pet-store" to `members` in Cargo.toml:3 and print it again
    exit 0
    "#);
}

#[test]
fn what_a_manifest_has_stays_as_it_is() {
    let manifest = "# Ours.\n[workspace]   # all of it\nmembers = [ 'crates/*' ]\n[workspace.metadata.letterpress.other]\nspec='a'\noutput='b'";
    let folder = Folder::with(&[("Cargo.toml", manifest), ("pets.yaml", PETS), ("deep/in/it/x", "")]);
    let said = folder.run_in("deep/in", "init ../../pets.yaml --name zoo --out ../sdk");
    assert!(said.ends_with("exit 0"), "{said}");
    assert_snapshot!("init-beside-another", folder.read("Cargo.toml"));
    let once = folder.read("Cargo.toml");
    assert_snapshot!("init-again", folder.run("init pets.yaml --name zoo"));
    assert_eq!(folder.read("Cargo.toml"), once);
}

#[test]
fn a_package_alone_has_the_settings_too() {
    let folder = Folder::with(&[("Cargo.toml", "[package]\nname = 'app'\n"), ("pets.yaml", PETS)]);
    assert!(folder.run("init pets.yaml").ends_with("exit 0"));
    assert!(folder.read("Cargo.toml").contains("\n[package.metadata.letterpress.pet-store]\n"));
}

#[test]
fn what_stands_in_the_way_is_said_and_nothing_written() {
    for (manifest, spec, said) in [
        ("workspace = { metadata = { letterpress = {} } }\n", PETS, "error[no-place]"),
        ("[workspace\n", PETS, "error[no-place]"),
        ("[workspace]\n", "openapi: 3.1.0\ninfo: {}\n", "can't be printed: "),
    ] {
        let folder = Folder::with(&[("Cargo.toml", manifest), ("pets.yaml", spec)]);
        let transcript = folder.run("init pets.yaml");
        assert!(transcript.contains(said) && !transcript.ends_with("exit 0"), "{transcript}");
        assert_eq!(folder.read("Cargo.toml"), manifest);
    }
    let transcript = Folder::with(&[]).run("init");
    assert!(transcript.contains("error[no-description]"), "{transcript}");
}

#[test]
fn a_workflow_stands_at_the_root_of_the_repository() {
    let folder =
        Folder::with(&[(".git/HEAD", ""), ("rust/Cargo.toml", "[workspace]\n"), ("rust/pets.yaml", PETS)]);
    let said = folder.run_in("rust", "init pets.yaml --ci github");
    assert!(said.ends_with("exit 0"), "{said}");
    assert_snapshot!("init-workflow", folder.read(".github/workflows/letterpress.yml"));
    folder.write(".github/workflows/letterpress.yml", "ours");
    let said = folder.run_in("rust", "init pets.yaml --name zoo --ci github");
    assert!(said.contains("error[already-there]"), "{said}");
    assert_eq!(folder.read(".github/workflows/letterpress.yml"), "ours");
}
