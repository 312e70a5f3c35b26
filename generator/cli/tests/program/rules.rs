//! What the program says of rules: their pages, and which of them are denied or allowed.

use insta::assert_snapshot;

use crate::support::{Folder, PETS};

#[test]
fn a_rule_is_explained_with_an_example() {
    let folder = Folder::with(&[]);
    assert_snapshot!("explain", folder.run("explain unknown-type"));
    assert_snapshot!("explain-all", folder.run("explain"));
    assert_snapshot!(folder.run("explain no-settings"), @"
    stdout:
    # no-settings

    error: nothing was printed; name a description, as in `letterpress generate SPEC --out FOLDER`, or add the settings that `letterpress generate --help` shows.
    exit 0
    ");
    assert_snapshot!(folder.run("explain unknown-typ"), @r#"
    error[unknown-rule]: "unknown-typ": there is no such rule; did you mean `unknown-type`?
     |
     = note: nothing was explained
     = help: give the code that stands in brackets before a finding

    exit 2
    "#);
}

#[test]
fn rules_are_denied_and_allowed() {
    let folder = Folder::with(&[
        ("pets.yaml", &format!("{PETS}      discription: Misspelt.\n      not: {{}}\n")),
        (
            "settings.toml",
            "[pets]\nspec = 'pets.yaml'\noutput = 'pets'\ndeny = ['unknown-keyword']\nallow = ['not-carried']\n",
        ),
    ]);
    for (arguments, tally, code) in [
        ("check pets.yaml", "2 warnings", 0),
        ("check pets.yaml --deny warnings", "2 warnings", 1),
        ("check pets.yaml --deny unknown-keyword", "2 warnings", 1),
        ("check pets.yaml --deny untyped", "2 warnings", 0),
        ("check pets.yaml --allow not-carried", "1 warning, 1 allowed", 0),
        ("check pets.yaml --deny warnings --allow not-carried --allow unknown-keyword", "2 allowed", 0),
        ("check --config settings.toml", "1 warning, 1 allowed", 1),
        ("check --config settings.toml --allow unknown-keyword", "2 allowed", 0),
        ("check --config settings.toml --deny not-carried", "2 warnings", 1),
    ] {
        let said = folder.run(arguments);
        assert!(said.contains(&format!("1 operation, 1 type, {tally}\n")), "{arguments}: {said}");
        assert!(said.ends_with(&format!("exit {code}")), "{arguments}: {said}");
    }
}

#[test]
fn only_rules_can_be_denied_or_allowed() {
    let folder = Folder::with(&[]);
    assert_snapshot!(folder.run("check --allow unknown-keywrd"), @"
    error: invalid value 'unknown-keywrd' for '--allow <RULE>': there is no such rule; did you mean `unknown-keyword`?

    For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(folder.run("check --allow wrong-type"), @"
    error: invalid value 'wrong-type' for '--allow <RULE>': its findings are errors in any case

    For more information, try '--help'.
    exit 2
    ");
}
