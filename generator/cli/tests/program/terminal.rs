//! Text that others wrote, on a terminal.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn what_steers_a_terminal_is_shown_not_obeyed() {
    let hostile = PETS.replace(
        "name: {",
        "\"\\e]8;;http://x\\e\\\\ \\u202Ereversed\": { type: \"\\e[31mred\" }\n        name: {",
    );
    let folder = Folder::with(&[("pets.yaml", &hostile)]);
    let said = folder.run("check pets.yaml");
    assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said:?}");
    assert_snapshot!(said, @r#"
    error[unknown-type]: `\u{1b}[31mred` is no type
      --> pets.yaml:23:54
       |
    23 |         "\e]8;;http://x\e\\ \u202Ereversed": { type: "\e[31mred" }
       |                                                      ^^^^^^^^^^^
       |
       = at: #/components/schemas/Pet/properties/\u{1b}]8;;http:~1~1x\u{1b}\ \u{202e}reversed/type
       = note: nothing was printed
       = help: use one of null, boolean, object, array, number, string, integer

    pets.yaml: can't be printed: 1 error
    exit 1
    "#);
    // As the file's own bytes, in a text that is no tree, and in one that is.
    let folder = Folder::with(&[("pets.yaml", "openapi: \u{1b}]0;title\u{7}")]);
    let said = folder.run("check pets.yaml");
    assert!(!said.contains(['\u{1b}', '\u{7}']), "{said:?}");
    assert_snapshot!(said, @"
    error[not-yaml-or-json]: control characters are not allowed
     --> pets.yaml:1:10
      |
    1 | openapi: ␛]0;title␇
      |          ^
      |
      = note: nothing was printed
      = help: correct the syntax at this place

    pets.yaml: can't be printed: 1 error
    exit 1
    ");
    let hostile = "{\"openapi\": \"3.1.0\", \"info\": \"\u{9b}31mred\u{202e}\", \"paths\": {}}";
    let folder = Folder::with(&[("pets.json", hostile)]);
    let said = folder.run("check pets.json");
    assert!(!said.contains(['\u{9b}', '\u{202e}']), "{said:?}");
    assert_snapshot!(said, @r#"
    error[wrong-type]: `info` must be an object, not a string
     --> pets.json:1:30
      |
    1 | {"openapi": "3.1.0", "info": "�31mred�", "paths": {}}
      |                              ^^^^^^^^^^
      |
      = at: #/info
      = note: nothing was printed
      = help: give a value of the kind that the specification states here

    pets.json: can't be printed: 1 error
    exit 1
    "#);
}

#[test]
fn of_a_long_line_a_part_is_shown() {
    let types = |filling: usize| {
        let filling = "x".repeat(filling);
        format!("{{\"openapi\": \"3.1.0\", \"x-filling\": \"{filling}\", \"info\": 7, \"paths\": {{}}}}")
    };
    let folder = Folder::with(&[("long.json", &types(1_000)), ("longest.json", &types(1_000_000))]);
    assert_snapshot!(folder.run("check long.json"), @r#"
    error[wrong-type]: `info` must be an object, not a number
     --> long.json:1:1047
      |
    1 | ...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "info": 7, "paths": {}}
      |                                                                    ^
      |
      = at: #/info
      = note: nothing was printed
      = help: give a value of the kind that the specification states here

    long.json: can't be printed: 1 error
    exit 1
    "#);
    assert_snapshot!(folder.run("check longest.json"), @"
    error[wrong-type]: `info` must be an object, not a number
    --> longest.json:1:1000047
     |
     = at: #/info
     = note: nothing was printed
     = help: give a value of the kind that the specification states here

    longest.json: can't be printed: 1 error
    exit 1
    ");
}

#[test]
fn there_is_colour_only_on_a_terminal() {
    let folder = Folder::with(&[("pets.yaml", "openapi: 3.1.0\n")]);
    let has_colour = |name: &str, value: &str| {
        let output = folder.command("check pets.yaml").env(name, value).output().unwrap();
        output.stderr.contains(&0x1b)
    };
    assert!(!has_colour("TERM", "xterm-256color"));
    assert!(!has_colour("NO_COLOR", "1"));
    assert!(has_colour("CLICOLOR_FORCE", "1"));
}

/// Whoever reads the output may leave early, as `head` does.
#[cfg(unix)]
#[test]
fn nobody_needs_to_listen() {
    let folder = Folder::printed();
    folder.append("pets.yaml", "        age: { type: integer }\n");
    let run = |arguments: &str| {
        let closed = || {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            writer
        };
        let status = folder.command(arguments).stdout(closed()).stderr(closed()).status().unwrap();
        status.code()
    };
    assert_eq!(run("generate pets.yaml --out pets --check"), Some(1));
    assert_eq!(run("generate pets.yaml --out pets --check --format json"), Some(1));
    assert_eq!(run("generate pets.yaml --out pets"), Some(0));
}
