//! What is said to programs that read SARIF.

use serde_json::{Value, json};

use crate::support::{Folder, PETS};

fn run(folder: &Folder, arguments: &str) -> Value {
    let output = folder.command(&format!("{arguments} --format sarif")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_fault_is_a_result_at_its_place() {
    let folder = Folder::with(&[("my spec/pets.yaml", &PETS.replace("type: object", "type: objekt"))]);
    let output =
        folder.command("").args(["check", "my spec/pets.yaml", "--format", "sarif"]).output().unwrap();
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let [result] = log["runs"][0]["results"].as_array().unwrap().as_slice() else { panic!("{log:#}") };
    assert_eq!(
        result["locations"],
        json!([{
            "physicalLocation": {
                "artifactLocation": { "uri": "my%20spec/pets.yaml" },
                "region": { "startLine": 20, "startColumn": 13, "endLine": 20, "endColumn": 19 },
            },
            "logicalLocations": [{ "fullyQualifiedName": "/components/schemas/Pet/type", "kind": "value" }],
        }])
    );
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("unknown-type"), &json!("error")));
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["shortDescription"]["text"], "A schema's `type` is no type of JSON Schema.");
}

/// The properties that the schema of SARIF 2.1.0 requires, and the ranges it gives, of all that is used here.
#[test]
fn a_log_is_as_the_standard_requires() {
    let warned =
        PETS.replace("type: object", "type: object\n      not: {}\n      discription: x\n      if: {}");
    let folder = Folder::with(&[("warned.yaml", &warned), ("sound.yaml", PETS)]);
    for (arguments, results, ran) in [
        ("check warned.yaml", 3, true),
        ("check sound.yaml", 0, true),
        ("check missing.yaml", 1, false),
        ("check", 1, false),
    ] {
        let log = run(&folder, arguments);
        assert_eq!(log["version"], "2.1.0");
        assert!(log["$schema"].as_str().unwrap().ends_with("sarif-2.1.0.json"));
        let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("{log:#}") };
        assert_eq!(run["invocations"][0]["executionSuccessful"], ran, "{arguments}");
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "letterpress");
        let rules = driver["rules"].as_array().unwrap();
        let mut ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        for rule in rules {
            assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
            assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
        }
        let found = run["results"].as_array().unwrap();
        assert_eq!(found.len(), results, "{arguments}");
        for result in found {
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            for location in result["locations"].as_array().unwrap() {
                let physical = &location["physicalLocation"];
                assert!(physical["artifactLocation"]["uri"].is_string());
                assert!(physical["region"]["startLine"].as_u64().unwrap() >= 1);
                assert!(physical["region"]["startColumn"].as_u64().unwrap() >= 1);
            }
        }
        ids.sort_unstable();
        let distinct = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), distinct, "a rule is described once");
    }
}
