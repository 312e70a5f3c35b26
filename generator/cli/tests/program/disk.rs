//! Folders that can't be printed into.

use std::fs::{self, File};

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn a_file_of_someone_else_is_not_overwritten() {
    let folder =
        Folder::with(&[("pets.yaml", PETS), ("pets/src/lib.rs", "mine"), ("pets/README.md", "mine")]);
    let before = folder.state("");
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    error[file-in-the-way]: pets: not printed by letterpress: README.md and src/lib.rs
     |
     = note: nothing was written
     = help: move the file away, print into another folder, or overwrite it with --force

    pets: can't be printed: 1 error
    exit 2
    ");
    assert_eq!(folder.state(""), before);
    let forced = folder.run("generate pets.yaml --out pets --force");
    assert!(forced.contains(" added, 2 changed)") && forced.trim_end().ends_with("exit 0"), "{forced}");
    assert_ne!(folder.read("pets/src/lib.rs"), "mine");
}

#[test]
fn a_lock_that_is_none_is_not_trusted() {
    let folder = Folder::printed();
    folder.write("pets/letterpress.lock", "version = 1\n[files]\n\"../pets.yaml\" = \"\"\n");
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @r#"
    error[bad-lock]: letterpress.lock names "../pets.yaml", which is no file that letterpress prints
    --> pets/letterpress.lock
     |
     = note: nothing was written
     = help: restore letterpress.lock from version control, or remove it and print with --force

    pets: can't be printed: 1 error
    exit 2
    "#);
    assert_eq!(folder.read("pets.yaml"), PETS);
}

#[test]
fn a_file_is_no_folder() {
    let folder = Folder::with(&[("pets.yaml", PETS), ("pets", "")]);
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    error[cannot-write]: can't use pets/.letterpress-staging: Not a directory (os error 20)
     |
     = note: nothing was changed
     = help: check the folder and its permissions

    pets: can't be printed: 1 error
    exit 2
    ");
    assert_snapshot!(folder.run("generate pets.yaml --out pets/sdk"), @"
    error[cannot-write]: can't use pets/sdk: Not a directory (os error 20)
     |
     = note: nothing was changed
     = help: check the folder and its permissions

    sdk: can't be printed: 1 error
    exit 2
    ");
}

#[test]
fn two_runs_do_not_write_at_once() {
    let folder = Folder::printed();
    folder.append("pets.yaml", "        age: { type: integer }\n");
    fs::create_dir(folder.path("pets/.letterpress-staging")).unwrap();
    let guard = File::create(folder.path("pets/.letterpress-staging/guard")).unwrap();
    guard.lock().unwrap();
    let before = folder.state("");
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    error[already-printing]: another run is printing into pets
     |
     = note: nothing was changed
     = help: wait for the other run to end, and try again

    pets: can't be printed: 1 error
    exit 2
    ");
    assert_eq!(folder.state(""), before);
    // Without the other run, what it left behind is no hindrance.
    drop(guard);
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (3 changed)
      ~ letterpress.lock
      ~ src/types/pets.rs
      ~ src/wire/pets.rs
    exit 0
    ");
    assert!(!folder.path("pets/.letterpress-staging").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_left_as_it_is() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    let folder = Folder::printed();
    folder.append("pets.yaml", "        age: { type: integer }\n");
    let set = |path: &str, mode: u32| {
        fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("", 0o755);
    set("pets", 0o555);
    let before = folder.state("");
    let mut command = folder.command("generate pets.yaml --out pets");
    // Root writes where it may not: then it is run as nobody.
    if fs::metadata(folder.path("")).unwrap().uid() == 0 {
        command.uid(65_534).gid(65_534);
    }
    assert_snapshot!(folder.transcript(&command.output().unwrap()), @"
    error[cannot-write]: can't use pets/.letterpress-staging: Permission denied (os error 13)
     |
     = note: nothing was changed
     = help: check the folder and its permissions

    pets: can't be printed: 1 error
    exit 2
    ");
    assert_eq!(folder.state(""), before);
    set("pets", 0o755);
}

#[cfg(unix)]
#[test]
fn a_name_need_not_be_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = Folder::with(&[("pets.yaml", PETS)]);
    let name = OsStr::from_bytes(b"p\xffts");
    for format in ["human", "json"] {
        let mut command = folder.command("generate pets.yaml --format");
        let output = command.arg(format).arg("--out").arg(name).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", folder.transcript(&output));
    }
    assert!(folder.path("").join(name).join("src/lib.rs").exists());
}
