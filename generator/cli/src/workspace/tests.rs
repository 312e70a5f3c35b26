use std::fs;

use tempfile::TempDir;

use super::{Membership, manifest, membership};

/// A folder with these manifests, by the folders they are in.
fn folder(manifests: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in manifests {
        fs::create_dir_all(folder.path().join(path)).expect("made");
        fs::write(folder.path().join(path).join("Cargo.toml"), text).expect("written");
    }
    folder
}

#[test]
fn a_crate_is_a_member_if_the_workspace_lists_it() {
    for (workspace, path, expected) in [
        ("members = ['a', 'gen/*']", "gen/x", Some(true)),
        ("members = ['./gen/x/']", "gen/x", Some(true)),
        ("members = ['gen/*']", "gen/x/y", Some(false)),
        ("members = ['gen/**']", "gen/x/y", Some(true)),
        ("members = ['a']", "gen/x", Some(false)),
        ("", "gen/x", Some(false)),
        ("members = ['gen/*']\nexclude = ['gen/x']", "gen/x", None),
        ("members = ['gen/x']\nexclude = ['gen']", "gen/x", Some(true)),
        ("exclude = ['./gen/']", "gen/x", None),
        ("exclude = ['ge']", "gen/x", Some(false)),
    ] {
        let folder = folder(&[("", &format!("[workspace]\n{workspace}\n"))]);
        let found = match membership(&folder.path().join("x/..").join(path)) {
            Membership::None => None,
            Membership::Member => Some(true),
            Membership::Unlisted { path: unlisted, .. } => {
                assert_eq!(unlisted, path);
                Some(false)
            }
        };
        assert_eq!(found, expected, "{workspace} {path}");
    }
}

#[test]
fn the_workspace_is_found_as_cargo_finds_it() {
    const PACKAGE: &str = "[package]\n";
    const ROOT: &str = "[workspace]\n";
    for (manifests, expected) in [
        // Around a package.
        (vec![("", ROOT), ("a", PACKAGE), ("a/b", PACKAGE)], ""),
        (vec![("", PACKAGE), ("a", ROOT), ("a/b", PACKAGE)], "a"),
        (vec![("", PACKAGE), ("a/b", ROOT)], "a/b"),
        // A package that is in none, or is left out.
        (vec![("", PACKAGE), ("a/b", PACKAGE)], "a/b"),
        (vec![("", PACKAGE)], ""),
        (vec![("", ROOT), ("a", "[workspace]\nexclude = ['b']\n"), ("a/b", PACKAGE)], ""),
        // A package that says where its workspace is.
        (vec![("", ROOT), ("c", ROOT), ("a", "[package]\nworkspace = '../c'\n")], "c"),
        // What can't be read can't be passed over.
        (vec![("", ROOT), ("a", "]"), ("a/b", PACKAGE)], "a"),
    ] {
        let folder = folder(&manifests);
        fs::create_dir_all(folder.path().join("a/b/src")).expect("made");
        let found = manifest(&folder.path().join("a/b/src")).expect("a manifest");
        assert_eq!(found, folder.path().join(expected).join("Cargo.toml"), "{manifests:?}");
    }
}
