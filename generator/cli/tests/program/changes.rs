//! What is printed, and what a change of the description changes.

use std::fs;
use std::process::Command;

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn a_description_is_enough_to_print_a_crate() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    assert_snapshot!(folder.run("generate pets.yaml --out crates/pets"), @"
    pets: printed into crates/pets: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    let manifest = folder.read("crates/pets/Cargo.toml");
    assert!(manifest.contains("name = \"pets\"\n"), "{manifest}");
    assert!(manifest.ends_with("\n[workspace]\n"), "{manifest}");
}

#[test]
fn the_crate_is_called_as_its_folder_whatever_the_folder_is_called_by() {
    let folder = Folder::with(&[("pets.yaml", PETS), ("Store/a", "")]);
    assert_snapshot!(folder.run_in("Store", "generate ../pets.yaml --out ."), @"
    store: printed into .: 1 operation, 1 type, [N] files (all new)
    exit 0
    ");
    assert!(folder.read("Store/Cargo.toml").contains("name = \"store\"\n"));
}

#[test]
fn printed_again_nothing_is_touched() {
    let folder = Folder::printed();
    let before = folder.state("");
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (nothing changed)
    exit 0
    ");
    assert_snapshot!(folder.run("generate pets.yaml --out pets --check"), @"
    pets: pets is current: 1 operation, 1 type, [N] files (nothing changed)
    exit 0
    ");
    assert_eq!(folder.state(""), before);
}

#[test]
fn a_new_property_changes_its_files() {
    let folder = Folder::printed();
    folder.append("pets.yaml", "        age: { type: integer }\n");
    let before = folder.state("pets");
    assert_snapshot!(folder.run("generate pets.yaml --out pets --check"), @r##"
    pets: pets is not current: 1 operation, 1 type, [N] files (3 changed)
      ~ letterpress.lock
      ~ src/types/pets.rs
      ~ src/wire/pets.rs
    --- pets/src/types/pets.rs	as it stands
    +++ pets/src/types/pets.rs	as it would be printed
    @@ -9,6 +9,8 @@
     pub struct Pet {
         /// What it is called.
         pub name: String,
    +    /// The property `age`.
    +    pub age: Option<i64>,
         pub(crate) unknown: UnknownFields,
     }
     
    @@ -17,6 +19,7 @@
         pub fn new(name: impl Into<String>) -> Self {
             Self {
                 name: name.into(),
    +            age: None,
                 unknown: UnknownFields::default(),
             }
         }
    --- pets/src/wire/pets.rs	as it stands
    +++ pets/src/wire/pets.rs	as it would be printed
    @@ -4,7 +4,7 @@
     
     impl Encode for types::Pet {
         fn encode<'s>(&'s self, out: &mut Tape<'s>) {
    -        out.object(&[("name", &self.name)], &self.unknown);
    +        out.object(&[("name", &self.name), ("age", &self.age)], &self.unknown);
         }
     }
     
    @@ -12,10 +12,12 @@
         fn decode(json: Json<'_>) -> Result<Self, ReadError> {
             const SCHEMA: &str = "#/components/schemas/Pet";
             let mut name = Required::new();
    +        let mut age = None;
             let mut unknown = UnknownFields::new();
    -        json.object(&mut [("name", &mut name)], &mut unknown)?;
    +        json.object(&mut [("name", &mut name), ("age", &mut age)], &mut unknown)?;
             Ok(Self {
                 name: name.take("name", SCHEMA)?,
    +            age,
                 unknown,
             })
         }
    pets: print it again without --check
    exit 1
    "##);
    assert_eq!(folder.state("pets"), before);
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (3 changed)
      ~ letterpress.lock
      ~ src/types/pets.rs
      ~ src/wire/pets.rs
    exit 0
    ");
    let after = folder.state("pets");
    let touched = before.iter().filter(|(path, state)| after[*path] != **state).count();
    assert_eq!(touched, 3);
    assert!(folder.run("generate pets.yaml --out pets --check").ends_with("exit 0"));
}

#[test]
fn a_missing_crate_is_not_current() {
    let folder = Folder::with(&[("pets.yaml", PETS)]);
    assert_snapshot!(folder.run("generate pets.yaml --out pets --check"), @"
    pets: pets is not current: 1 operation, 1 type, [N] files (all new)
    pets: print it again without --check
    exit 1
    ");
    assert!(!folder.path("pets").exists());
}

#[test]
fn a_missing_file_is_restored() {
    let folder = Folder::printed();
    let before = folder.read("pets/src/lib.rs");
    folder.remove("pets/src/lib.rs");
    let said = folder.run("generate pets.yaml --out pets --check");
    assert!(said.contains("\n+mod runtime;\n") || said.contains("\n+pub mod runtime;\n"), "{said}");
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (1 added)
      + src/lib.rs
    exit 0
    ");
    assert_eq!(folder.read("pets/src/lib.rs"), before);
}

#[test]
fn what_is_printed_no_more_is_removed() {
    let folder = Folder::printed();
    folder.write("pets.yaml", &PETS.replace("tags: [pets]", "tags: [animals]"));
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (3 added, 7 changed, 3 removed)
      + src/client/animals.rs
      + src/types/animals.rs
      + src/wire/animals.rs
      ~ Cargo.toml
      ~ README.md
      ~ letterpress.lock
      ~ src/client/mod.rs
      ~ src/lib.rs
      ~ src/types/mod.rs
      ~ src/wire/mod.rs
      - src/client/pets.rs
      - src/types/pets.rs
      - src/wire/pets.rs
    exit 0
    ");
    assert!(!folder.path("pets/src/client/pets.rs").exists());
}

#[test]
fn an_edited_file_is_named_and_kept() {
    let folder = Folder::printed();
    let printed = folder.read("pets/README.md");
    folder.append("pets/README.md", "\u{1b}[31mMine.\n");
    let edited = folder.read("pets/README.md");
    assert_snapshot!(folder.run("generate pets.yaml --out pets --check"), @r"
    pets: pets is not current: 1 operation, 1 type, [N] files (1 edited by hand and kept)
      ! README.md
    --- pets/README.md	as it stands
    +++ pets/README.md	as it would be printed
    @@ -19,4 +19,3 @@
     - `letterpress.lock`: what was printed from what.
     
     Files are printed whole, and belong to whoever prints them; the runtime may be used under 0BSD.
    -\u{1b}[31mMine.
    pets: print it again without --check; --force overwrites what was edited by hand
    exit 1
    ");
    assert_snapshot!(folder.run("generate pets.yaml --out pets"), @"
    warning[edited-by-hand]: README.md was edited since it was printed
    --> pets/README.md
     |
     = note: the file was kept as it is
     = help: move the change into the description or the config, or print with --force

    pets: printed into pets: 1 operation, 1 type, [N] files (1 edited by hand and kept), 1 warning
      ! README.md
    exit 0
    ");
    assert_eq!(folder.read("pets/README.md"), edited);
    assert_snapshot!(folder.run("generate pets.yaml --out pets --force"), @"
    pets: printed into pets: 1 operation, 1 type, [N] files (1 changed)
      ~ README.md
    exit 0
    ");
    assert_eq!(folder.read("pets/README.md"), printed);
}

#[test]
fn a_diff_can_be_applied() {
    let folder = Folder::printed();
    folder.append("pets.yaml", "        age: { type: integer }\n");
    folder.write("diff", &folder.run("generate pets.yaml --out pets --check"));
    let mut git = Command::new("git");
    let applied = git.args(["apply", "-p0", "diff"]).current_dir(folder.path("")).status().unwrap();
    assert!(applied.success());
    let changed = ["pets/src/types/pets.rs", "pets/src/wire/pets.rs"];
    let patched = changed.map(|path| folder.read(path));
    folder.run("generate pets.yaml --out pets --force");
    assert_eq!(changed.map(|path| folder.read(path)), patched);
}

#[test]
fn many_changes_are_cut_short() {
    let folder = Folder::printed();
    fs::remove_dir_all(folder.path("pets/src/runtime")).unwrap();
    let said = folder.run("generate pets.yaml --out pets --check");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("  + ")).count(), 20);
    assert!(lines.len() < 430, "{}", lines.len());
    let all = folder.run("generate pets.yaml --out pets --check --verbose");
    assert!(all.lines().count() > 5_000);
}
