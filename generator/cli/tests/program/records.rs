//! A run that need not be repeated is not; whatever it came from.

use crate::support::{Folder, PETS};

/// An overlay that gives [`PETS`] another title.
const OVERLAY: &str = r#"overlay: 1.0.0
info: { title: Fix, version: "1" }
actions: [{ target: $.info, update: { title: Cats } }]
"#;

/// [`PETS`], with something that is not carried.
fn warned() -> Folder {
    let folder = Folder::with(&[("pets.yaml", &(PETS.to_owned() + "webhooks: { gone: { post: {} } }\n"))]);
    let said = folder.run("generate pets.yaml --out pets");
    assert!(said.contains("1 warning") && said.ends_with("exit 0"), "{said}");
    folder
}

/// Whether the next run takes the record's word: a mark in the record is then said.
fn is_believed(folder: &Folder, arguments: &str) -> bool {
    const MARK: &str = "MARKED";

    let [record] = &folder.records()[..] else { panic!("{:?}", folder.records()) };
    let text = std::fs::read_to_string(record).unwrap();
    std::fs::write(record, text.replace("the webhook", MARK)).unwrap();
    let said = folder.run(arguments);
    std::fs::write(record, text).unwrap();
    said.contains(MARK)
}

#[test]
fn a_run_is_not_repeated_while_everything_is_as_it_was() {
    let folder = warned();
    let first = folder.run("generate pets.yaml --out pets --check --format json");
    assert_eq!(folder.run("generate pets.yaml --out pets --check --format json"), first);
    for arguments in ["", " --check", " --force", " --verbose"] {
        assert!(is_believed(&folder, &format!("generate pets.yaml --out pets{arguments}")), "{arguments}");
    }
    let denied = folder.run("generate pets.yaml --out pets --deny warnings");
    assert!(denied.ends_with("exit 1"), "{denied}");
}

#[test]
fn what_rules_weigh_is_decided_anew_and_needs_no_run() {
    let folder = warned();
    assert!(is_believed(&folder, "generate pets.yaml --out pets --deny not-carried"));
    for (arguments, tally, code) in [
        ("--deny not-carried", "1 warning", 1),
        ("--allow not-carried", "1 allowed", 0),
        ("", "1 warning", 0),
    ] {
        let said = folder.run(&format!("generate pets.yaml --out pets {arguments}"));
        assert!(said.contains(tally) && said.ends_with(&format!("exit {code}")), "{arguments}: {said}");
    }
}

#[test]
fn a_receipt_and_a_log_need_a_run() {
    for arguments in ["--receipt receipt.jsonl", "--format sarif", "--format sarif --check"] {
        assert!(
            !is_believed(&warned(), &format!("generate pets.yaml --out pets {arguments}")),
            "{arguments}"
        );
    }
}

#[test]
fn what_is_taken_of_a_description_is_part_of_a_run() {
    for arguments in ["--include getPet", "--exclude getCat", "--overlay fix.yaml"] {
        let folder = warned();
        folder.write("fix.yaml", OVERLAY);
        let plain = "generate pets.yaml --out pets";
        let selected = format!("{plain} {arguments}");
        assert!(!is_believed(&folder, &format!("{selected} --check")), "{arguments}");
        folder.run(&selected);
        assert!(is_believed(&folder, &selected), "{arguments}");
        assert!(!is_believed(&folder, &format!("{plain} --check")), "{arguments}");
    }
}

#[test]
fn an_overlay_that_changed_is_applied_anew() {
    let folder = warned();
    folder.write("fix.yaml", OVERLAY);
    let arguments = "generate pets.yaml --out pets --overlay fix.yaml";
    folder.run(arguments);
    assert!(is_believed(&folder, arguments));
    folder.write("fix.yaml", &OVERLAY.replace("Cats", "Dogs"));
    let said = folder.run(&format!("{arguments} --check"));
    assert!(said.contains("Dogs") && said.ends_with("exit 1"), "{said}");
}

#[test]
fn a_run_is_repeated_once_anything_has_changed() {
    let spoils: [&dyn Fn(&Folder); 5] = [
        &|folder| folder.append("pets.yaml", "# A remark.\n"),
        &|folder| folder.append("pets/src/lib.rs", "// Mine.\n"),
        &|folder| folder.append("pets/letterpress.lock", "# Mine.\n"),
        &|folder| folder.remove("pets/README.md"),
        // Around it, a workspace: the crate would be a member.
        &|folder| folder.write("Cargo.toml", "[workspace]\nmembers = [\"pets\"]\n"),
    ];
    for (number, spoil) in spoils.iter().enumerate() {
        let folder = warned();
        spoil(&folder);
        assert!(!is_believed(&folder, "generate pets.yaml --out pets --check"), "{number}");
    }
    let folder = warned();
    for text in ["", "null", "{}", "{\"program\": 1}"] {
        std::fs::write(&folder.records()[0], text).unwrap();
        let said = folder.run("generate pets.yaml --out pets");
        assert!(said.contains("nothing changed") && said.ends_with("exit 0"), "{said}");
    }
    assert!(is_believed(&folder, "generate pets.yaml --out pets"));
}
