//! What is said to programs.

use serde_json::{Value, json};

use crate::support::{Folder, PETS};

/// What the program says on standard output with `arguments`, its exit code, and that it says nothing else.
fn run(folder: &Folder, arguments: &str) -> (Value, Option<i32>) {
    let output = folder.command(&format!("{arguments} --format json")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (serde_json::from_slice(&output.stdout).unwrap(), output.status.code())
}

#[test]
fn a_program_is_told_what_was_printed() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    let (report, code) = run(&folder, "generate pets.yaml --out crates/pets");
    let files: Vec<String> = folder
        .state("crates/pets")
        .into_keys()
        .map(|path| path.strip_prefix(folder.path("crates/pets")).unwrap().display().to_string())
        .collect();
    let sdk = |status: &str, added: &[String], changed: &[&str]| {
        json!({
            "diagnostics": [],
            "sdks": [{
                "name": "pets",
                "status": status,
                "folder": "crates/pets",
                "left_out": 0, "operations": 1,
                "types": 1,
                "files": files.len(),
                "added": added,
                "changed": changed,
                "removed": [],
                "kept": [],
            }],
        })
    };
    assert_eq!((report, code), (sdk("printed", &files, &[]), Some(0)));
    let again = run(&folder, "generate pets.yaml --out crates/pets");
    assert_eq!(again, (sdk("current", &[], &[]), Some(0)));
    folder.append("pets.yaml", "        age: { type: integer }\n");
    let changed = sdk("not-current", &[], &["letterpress.lock", "src/types/pets.rs", "src/wire/pets.rs"]);
    assert_eq!(run(&folder, "generate pets.yaml --out crates/pets --check"), (changed, Some(1)));
}

#[test]
fn a_program_is_told_what_is_at_fault() {
    let pets = PETS.replace("type: object", "type: objekt");
    let folder = Folder::with(&[("spec/pets.yaml", &pets)]);
    let diagnostic = json!({
        "sdk": "crates",
        "code": "unknown-type",
        "severity": "error",
        "message": "`objekt` is no type; did you mean `object`?",
        "file": "spec/pets.yaml",
        "line": 20,
        "column": 13,
        "pointer": "/components/schemas/Pet/type",
        "done": "nothing was printed",
        "advice": "use one of null, boolean, object, array, number, string, integer",
    });
    let sdk = json!({ "name": "crates", "status": "failed" });
    let expected = json!({ "diagnostics": [diagnostic], "sdks": [sdk] });
    assert_eq!(run(&folder, "generate spec/pets.yaml --out crates"), (expected, Some(1)));
}

#[test]
fn a_program_is_told_why_nothing_ran() {
    let folder = Folder::with(&[]);
    let (report, code) = run(&folder, "check");
    assert_eq!(code, Some(2));
    assert_eq!(report["sdks"], json!([]));
    let [diagnostic] = report["diagnostics"].as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!(diagnostic["code"], "no-settings");
    for key in ["sdk", "file", "line", "column", "pointer"] {
        assert_eq!(diagnostic[key], Value::Null, "{key}");
    }
}

#[test]
fn a_program_is_told_what_a_description_has() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    let carried = |count: usize| json!({ "carried": count, "ignored": 0, "unsupported": {} });
    let coverage = json!({
        "path": carried(1),
        "operation": carried(1),
        "parameter": carried(1),
        "media-type": carried(1),
        "response": carried(1),
        "schema": carried(4),
        "server": carried(1),
        "keyword": { "carried": 24, "ignored": 1, "unsupported": {} },
    });
    let sdk = json!({
        "name": "pets.yaml",
        "status": "sound",
        "left_out": 0,
        "operations": 1,
        "types": 1,
        "coverage": coverage,
        "pages": {},
    });
    assert_eq!(run(&folder, "check pets.yaml"), (json!({ "diagnostics": [], "sdks": [sdk] }), Some(0)));
}
