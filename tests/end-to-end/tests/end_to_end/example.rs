//! The printed example, built and run as the crate's README says.

use std::process::Command;

use serde_json::Value;

/// Builds the example and gives its path. Both packages are named, so that what both need is built once.
fn build() -> String {
    let cargo = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--message-format=json", "--example", "create_sso_ticket"])
        .args(["--package", "auth0-management", "--package", env!("CARGO_PKG_NAME")])
        .args(["--features", "auth0-management/test-util"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let messages = String::from_utf8(cargo.stdout).unwrap();
    let messages = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let executables: Vec<_> =
        messages.filter_map(|message| message["executable"].as_str().map(str::to_owned)).collect();
    let [executable] = executables.try_into().unwrap();
    executable
}

#[test]
fn the_example_answers_itself_without_credentials_and_masks_the_ticket() {
    let example = Command::new(build()).env_clear().output().unwrap();
    assert!(example.status.success(), "{}", String::from_utf8_lossy(&example.stderr));
    let lines = [
        "No credentials in the environment: the answer comes from the example itself.",
        "CreateSelfServiceProfileSsoTicketResponseContent {",
        "    ticket: [REDACTED],",
        "    unknown: {},",
        "}",
        "",
    ];
    assert_eq!(String::from_utf8(example.stdout).unwrap(), lines.join("\n"));
}
