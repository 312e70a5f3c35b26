//! `letterpress completions` and `letterpress man`.

use insta::assert_snapshot;

use crate::support::Folder;

/// The lines of `text` that have one of `words`.
fn lines(text: &str, words: &[&str]) -> String {
    let has = |line: &&str| words.iter().any(|word| line.contains(word));
    text.lines().filter(has).map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn shells_complete_every_command() {
    let folder = Folder::with(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.run(&format!("completions {shell}"));
        assert!(script.ends_with("exit 0"), "{shell}: {script}");
        for command in ["generate", "check", "extract", "explain", "samples", "completions", "man"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let script = folder.run("completions fish");
    assert_snapshot!("completions", lines(&script, &["-l receipt", "-l in-workspace"]));
    assert!(folder.run("completions csh").ends_with("exit 2"));
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = Folder::with(&[]);
    assert_snapshot!("man", lines(&folder.run("man"), &[".TH", ".SH"]));
    let page = folder.run("man generate");
    assert_snapshot!("man-generate", lines(&page, &[".TH", ".SH", "\\-\\-force", "Settings:"]));
    assert_snapshot!(folder.run("man generat"), @r#"
    error[unknown-command]: "generat": there is no such command; did you mean `generate`?
     |
     = note: nothing was written
     = help: give a command that `letterpress --help` shows

    exit 2
    "#);
}
