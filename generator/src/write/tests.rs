use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::journal::Staging;
use super::{Changes, Crate, LOCK_FILE, Lock, compare, hash, placed, standing, write};
use crate::diagnostic::{ALREADY_PRINTING, BAD_LOCK, CANNOT_WRITE, FILE_IN_THE_WAY, Rule};

fn old() -> Crate {
    Crate::of(&[("Cargo.toml", "old"), ("src/lib.rs", "old"), ("src/a/gone.rs", "old")])
}

fn new() -> Crate {
    Crate::of(&[("Cargo.toml", "old"), ("src/lib.rs", "new"), ("src/b/come.rs", "new")])
}

/// A folder with the old crate in it.
fn printed() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &old(), false).expect("written");
    folder
}

/// Every file in `folder`, as `path=content`, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                let path = entry.strip_prefix(folder).expect("within").display().to_string();
                found.push(format!("{path}={}", fs::read_to_string(&entry).expect("text")));
            }
        }
    }
    found.sort();
    found
}

fn whole(printed: &Crate) -> Vec<String> {
    printed.files.iter().map(|(path, text)| format!("{path}={text}")).collect()
}

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_crate_is_written_once_and_then_left_alone() {
    let folder = printed();
    assert_eq!(files(folder.path()), whole(&old()));
    let before =
        fs::metadata(folder.path().join("src/lib.rs")).and_then(|file| file.modified()).expect("a time");
    assert_eq!(write(folder.path(), &old(), false), Ok(Changes::default()));
    let after =
        fs::metadata(folder.path().join("src/lib.rs")).and_then(|file| file.modified()).expect("a time");
    assert_eq!(before, after);
}

#[test]
fn what_changed_is_changed_and_what_is_gone_is_removed() {
    let folder = printed();
    fs::write(folder.path().join("src/mine.rs"), "mine").expect("written");
    let expected = Changes {
        added: paths(&["src/b/come.rs"]),
        changed: paths(&[LOCK_FILE, "src/lib.rs"]),
        removed: paths(&["src/a/gone.rs"]),
        kept: Vec::new(),
    };
    assert_eq!(compare(folder.path(), &new(), false), Ok(expected.clone()));
    assert_eq!(write(folder.path(), &new(), false), Ok(expected));
    let mut all = whole(&new());
    all.push("src/mine.rs=mine".to_owned());
    all.sort();
    assert_eq!(files(folder.path()), all);
    assert!(!folder.path().join("src/a").exists());
}

#[test]
fn a_missing_file_comes_back() {
    let folder = printed();
    fs::remove_dir_all(folder.path().join("src")).expect("removed");
    let changes = write(folder.path(), &old(), false).expect("written");
    assert_eq!(changes.added, paths(&["src/a/gone.rs", "src/lib.rs"]));
    assert_eq!(files(folder.path()), whole(&old()));
}

#[test]
fn an_edited_file_is_kept_until_it_is_forced() {
    for edited in ["src/lib.rs", "src/a/gone.rs"] {
        let folder = printed();
        fs::write(folder.path().join(edited), "edited").expect("written");
        let changes = write(folder.path(), &new(), false).expect("written");
        assert_eq!(changes.kept, paths(&[edited]));
        assert_eq!(fs::read_to_string(folder.path().join(edited)).expect("kept"), "edited");
        assert_eq!(changes.diagnostics().len(), 1);
    }
    let folder = printed();
    fs::write(folder.path().join("src/lib.rs"), "edited").expect("written");
    write(folder.path(), &old(), false).expect("written");
    assert_eq!(compare(folder.path(), &old(), false).expect("compared").kept, paths(&["src/lib.rs"]));
    write(folder.path(), &old(), true).expect("written");
    assert_eq!(files(folder.path()), whole(&old()));
}

#[test]
fn nothing_is_written_where_something_is_in_the_way() {
    let check = |rule: &Rule, prepare: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().expect("a folder");
        prepare(folder.path());
        let before = files(folder.path());
        let fault = write(folder.path(), &new(), false).expect_err("a fault");
        assert_eq!(fault.rule.code, rule.code, "{}", fault.message);
        assert_eq!(files(folder.path()), before);
    };
    check(&FILE_IN_THE_WAY, &|folder| fs::write(folder.join("Cargo.toml"), "mine").expect("written"));
    let lock = |files: &str| format!("version = 1\nletterpress = \"0\"\n[inputs]\n[files]\n{files}");
    for text in [
        "not a lock".to_owned(),
        "version = 2".to_owned(),
        lock("\"../x\" = \"\""),
        lock("\"/etc/passwd\" = \"\""),
        lock("\"a//b\" = \"\""),
        lock("\".git/HEAD\" = \"\""),
        lock("\"src/.mine\" = \"\""),
        lock("\"a\\\\b\" = \"\""),
        lock("a = 1"),
    ] {
        check(&BAD_LOCK, &|folder| fs::write(folder.join(LOCK_FILE), &text).expect("written"));
    }
    // A file where a folder must be.
    check(&CANNOT_WRITE, &|folder| fs::write(folder.join(".letterpress-staging"), "").expect("written"));
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    for link in ["src", "src/lib.rs", ".letterpress-staging", ""] {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = outer.path().join("crate");
        let path = folder.join(link);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::os::unix::fs::symlink(elsewhere.path(), if link.is_empty() { &folder } else { &path })
            .expect("linked");
        let fault = write(&folder, &new(), false).expect_err("a fault");
        assert_eq!(fault.rule.code, CANNOT_WRITE.code, "{link}");
        assert_eq!(files(elsewhere.path()), Vec::<String>::new(), "{link}");
    }
}

#[test]
fn killed_at_any_moment_the_next_run_makes_it_whole() {
    // Before the journal: what was staged is rubbish.
    let folder = printed();
    let staging = folder.path().join(".letterpress-staging");
    fs::create_dir_all(staging.join("files/src")).expect("made");
    fs::write(staging.join("files/src/lib.rs"), "half").expect("written");
    fs::write(staging.join("unfinished"), "+src/lib.rs").expect("written");
    assert_eq!(write(folder.path(), &old(), false), Ok(Changes::default()));
    assert_eq!(files(folder.path()), whole(&old()));

    // After the journal, with the first `done` steps taken: the next run, whatever it prints, takes the rest first.
    let mut done = 0;
    loop {
        let folder = printed();
        let more = begun(folder.path()).take_steps(done);
        assert_eq!(write(folder.path(), &new(), false), Ok(Changes::default()), "{done}");
        assert_eq!(files(folder.path()), whole(&new()), "{done}");
        if !more {
            break;
        }
        done += 1;
    }
    assert_eq!(done, 4);
}

/// The new crate staged, with its journal, where the old one stands in `folder`.
fn begun(folder: &Path) -> Staging<'_> {
    let new = new();
    let changes = compare(folder, &new, false).expect("compared");
    let staging = Staging::take(folder).expect("taken");
    staging.stage(&placed(&new, &changes), &["src/a/gone.rs"]).expect("staged");
    staging
}

#[test]
fn the_root_of_the_crate_is_put_in_place_last() {
    let printed =
        Crate::of(&[("Cargo.toml", ""), ("src/lib.rs", ""), ("src/types.rs", ""), ("tests/a.rs", "")]);
    let folder = tempfile::tempdir().expect("a folder");
    let changes = compare(folder.path(), &printed, false).expect("compared");
    let order: Vec<&str> = placed(&printed, &changes).into_iter().map(|(path, _)| path).collect();
    assert_eq!(order, ["Cargo.toml", LOCK_FILE, "src/types.rs", "tests/a.rs", "src/lib.rs"]);
}

#[test]
fn what_was_edited_after_a_kill_is_kept() {
    for edited in ["src/lib.rs", "src/a/gone.rs", "src/b/come.rs"] {
        let folder = printed();
        drop(begun(folder.path()));
        fs::create_dir_all(folder.path().join("src/b")).expect("made");
        fs::write(folder.path().join(edited), "edited").expect("written");
        // A file that is printed no more is its editor's alone, and no longer spoken of.
        let kept = if edited == "src/a/gone.rs" { paths(&[]) } else { paths(&[edited]) };
        assert_eq!(
            write(folder.path(), &new(), false),
            Ok(Changes { kept, ..Changes::default() }),
            "{edited}"
        );
        assert_eq!(fs::read_to_string(folder.path().join(edited)).expect("kept"), "edited");
        assert!(!folder.path().join(".letterpress-staging").exists(), "{edited}");
    }
}

#[test]
fn a_journal_that_leads_elsewhere_is_refused() {
    for line in ["+ - ../x", "- - /etc/passwd", "- - .git/HEAD", "? - src/lib.rs", "+ -", "+ - ", "+", ""] {
        let folder = printed();
        let staging = folder.path().join(".letterpress-staging");
        fs::create_dir_all(&staging).expect("made");
        fs::write(staging.join("journal"), format!("{line}\n")).expect("written");
        let fault = write(folder.path(), &old(), false).expect_err("a fault");
        assert_eq!(fault.rule.code, CANNOT_WRITE.code, "{line}");
    }
}

#[test]
fn a_journal_from_elsewhere_changes_no_file_that_it_does_not_know() {
    for (line, kept) in [
        ("- - mine.txt".to_owned(), true),
        ("+ - mine.txt".to_owned(), true),
        (format!("- {} mine.txt", hash(b"yours")), true),
        // The very content is what lets a run tell its own step.
        (format!("- {} mine.txt", hash(b"mine")), false),
    ] {
        let folder = printed();
        fs::write(folder.path().join("mine.txt"), "mine").expect("written");
        let staging = folder.path().join(".letterpress-staging");
        fs::create_dir_all(staging.join("files")).expect("made");
        fs::write(staging.join("files/mine.txt"), "theirs").expect("written");
        fs::write(staging.join("journal"), format!("{line}\n")).expect("written");
        assert_eq!(write(folder.path(), &old(), false), Ok(Changes::default()), "{line}");
        let present = fs::read_to_string(folder.path().join("mine.txt")).ok();
        assert_eq!(present.as_deref(), kept.then_some("mine"), "{line}");
    }
}

#[test]
fn a_crate_that_is_not_as_it_was_printed_does_not_stand() {
    let folder = printed();
    let first = standing(folder.path()).expect("a crate");
    assert_eq!(first.files, 4);
    for spoil in [
        &|folder: &Path| fs::write(folder.join("src/lib.rs"), "edited").expect("written"),
        &|folder: &Path| fs::remove_file(folder.join("Cargo.toml")).expect("removed"),
        &|folder: &Path| fs::write(folder.join(LOCK_FILE), "no lock").expect("written"),
        &|folder: &Path| fs::remove_file(folder.join(LOCK_FILE)).expect("removed"),
        &|folder: &Path| drop(begun(folder)),
    ] as [&dyn Fn(&Path); 5]
    {
        let folder = printed();
        spoil(folder.path());
        assert_eq!(standing(folder.path()), None);
    }
    write(folder.path(), &new(), false).expect("written");
    assert_ne!(standing(folder.path()), Some(first));
}

#[test]
fn a_second_run_is_refused_until_the_first_ends() {
    let folder = printed();
    let first = Staging::take(folder.path()).expect("taken");
    let fault = write(folder.path(), &new(), false).expect_err("a fault");
    assert_eq!(fault.rule.code, ALREADY_PRINTING.code);
    assert!(fault.message.starts_with("another run is printing into "), "{}", fault.message);
    drop(first);
    assert_eq!(files(folder.path()), whole(&old()));
    assert!(write(folder.path(), &new(), false).is_ok());
    assert_eq!(files(folder.path()), whole(&new()));
}

#[test]
fn a_fault_while_staging_leaves_nothing_behind() {
    let folder = printed();
    // One path is a file and a folder: it can't be staged.
    let contradictory = Crate::of(&[("a", "file"), ("a/b", "in a folder"), ("src/lib.rs", "new")]);
    let fault = write(folder.path(), &contradictory, false).expect_err("a fault");
    assert_eq!(fault.rule.code, CANNOT_WRITE.code);
    assert_eq!(files(folder.path()), whole(&old()));
    assert!(!folder.path().join(".letterpress-staging").exists());
}

#[test]
fn the_lock_is_read_as_it_was_written() {
    let text = old().files.remove(LOCK_FILE).expect("a lock");
    let lock = Lock::parse(&text).expect("a lock");
    assert_eq!(lock.to_text(), text);
    assert_eq!(lock.files.len(), 3);
    assert_eq!(super::hash(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
