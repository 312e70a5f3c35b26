//! The printed crate, as cargo takes it.

use std::process::Command;

use crate::support::Folder;

#[test]
fn a_printed_crate_builds_as_it_stands_without_a_warning() {
    let folder = Folder::printed();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--no-default-features"])
        .current_dir(folder.path("pets"))
        .env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}
