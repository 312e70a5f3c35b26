//! A run that need not be repeated is not; whatever it came from.

use crate::support::{Folder, PETS};

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
    let denied = folder.run("generate pets.yaml --out pets --deny-warnings");
    assert!(denied.ends_with("exit 1"), "{denied}");
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
