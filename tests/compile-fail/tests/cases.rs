//! Programs that use the vendored crate, without its HTTP stack. Each says in its first lines what the compiler finds in it: `// error
//! E0061: …` or `// warning unused_must_use: …`, of which the text is a part of the message, or nothing at all.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const MANIFEST: &str = r#"[package]
name = "cases"
edition = "2024"
autoexamples = true

[lib]
path = "lib.rs"

[dev-dependencies]
auth0-management = { path = "AUTH0", default-features = false, features = ["group-self-service-profiles"] }
bytes = "*"
http = "*"

[profile.dev]
debug = false
incremental = false

[workspace]
"#;

/// A finding of the compiler: its level, its code and what it says.
type Finding = (String, String, String);

/// What the case says of itself.
fn expected(source: &str) -> Vec<Finding> {
    let findings = source.lines().map_while(|line| line.strip_prefix("// "));
    let findings = findings.filter(|line| line.starts_with("error ") || line.starts_with("warning "));
    let of = |line: &str| {
        let (head, text) = line.split_once(": ")?;
        let (level, code) = head.split_once(' ')?;
        Some((level.to_owned(), code.to_owned(), text.to_owned()))
    };
    findings.map(|line| of(line).unwrap()).collect()
}

/// What the compiler says, by the name of the case.
fn found(messages: &str) -> BTreeMap<String, Vec<Finding>> {
    let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for line in messages.filter(|line| line["reason"] == "compiler-message") {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let message = &line["message"];
        // Without a code, it only says how many there were.
        if message["code"].is_object() {
            let notes = message["children"].as_array().into_iter().flatten();
            let said =
                notes.fold(text(&message["message"]), |said, note| said + "\n" + &text(&note["message"]));
            let finding = (text(&message["level"]), text(&message["code"]["code"]), said);
            found.entry(text(&line["target"]["name"])).or_default().push(finding);
        }
    }
    found
}

#[test]
fn what_must_not_compile_does_not() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-fail");
    let examples = folder.join("examples");
    // What is left of cases that are gone must not be compiled.
    let _ = std::fs::remove_dir_all(&examples);
    std::fs::create_dir_all(&examples).unwrap();
    let crate_folder = here.join("../../generated/auth0-management");
    let manifest = MANIFEST.replace("AUTH0", &crate_folder.display().to_string());
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::write(folder.join("lib.rs"), "").unwrap();
    // The versions of this repository: none is chosen anew, and nothing is fetched.
    std::fs::copy(here.join("../../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut cases = BTreeMap::new();
    for entry in std::fs::read_dir(here.join("cases")).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        std::fs::write(examples.join(path.file_name().unwrap()), &source).unwrap();
        cases.insert(path.file_stem().unwrap().to_string_lossy().into_owned(), expected(&source));
    }

    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--examples", "--offline", "--keep-going", "--message-format=json", "--quiet"]);
    cargo.arg("--target-dir").arg(folder.join("target")).current_dir(&folder);
    let output = cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("RUSTFLAGS").output().unwrap();
    let mut found = found(&String::from_utf8_lossy(&output.stdout));
    for (case, expected) in cases {
        let found = found.remove(&case).unwrap_or_default();
        let fits = |(one, other): (&Finding, &Finding)| {
            one.0 == other.0 && one.1 == other.1 && one.2.contains(&other.2)
        };
        let all_fit = found.len() == expected.len() && found.iter().zip(&expected).all(fits);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(all_fit, "{case}: {found:#?}, not {expected:#?}\n{said:.2000}");
    }
    assert!(found.is_empty(), "{found:#?}");

    // What compiles also runs.
    for case in ["sound", "no_transport"] {
        let program = folder.join("target/debug/examples").join(case);
        let output = Command::new(program).output().unwrap();
        assert!(output.status.success(), "{case}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
