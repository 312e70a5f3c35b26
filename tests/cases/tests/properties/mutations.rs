//! A description with anything wrong in it ends in files or in diagnostics, and never in a panic.
//!
//! Some of all mutations are tried, the same in each run; `LETTERPRESS_MUTATIONS=all` tries every one.

use std::panic::catch_unwind;

use letterpress::read::{Number, Pointer, Tree};

use crate::common::{Random, config, json, run, sample, tree};
use crate::injection::{self, planted};

#[test]
fn a_value_of_another_kind_is_no_panic() {
    each_place(&sso_ticket(), 100, |_| others());
}

/// Where `LETTERPRESS_CORPUS` names a folder of descriptions; `tests/corpus` says when it does not.
#[test]
fn a_value_of_another_kind_in_the_small_corpus_is_no_panic() {
    let Some(corpus) = std::env::var_os("LETTERPRESS_CORPUS") else { return };
    for entry in std::fs::read_dir(std::path::Path::new(&corpus).join("small")).unwrap() {
        let path = entry.unwrap().path();
        each_place(&tree(path.to_str().unwrap()), 6, |_| others());
    }
}

/// A value of each kind, to stand in the place of another.
fn others() -> Vec<Mutation> {
    let others = [
        Tree::Null,
        Tree::Bool(true),
        Tree::Number(Number::Int(7)),
        Tree::Number(Number::Float(-1e300)),
        Tree::String("x".to_owned()),
        Tree::Array(Vec::new()),
        Tree::Object([].into()),
    ];
    others.into_iter().map(Mutation::Replace).collect()
}

#[test]
fn a_hostile_text_is_no_panic() {
    let texts =
        ["", "\0", "/", "{", "{}", "#", "~", "%", "self", "_", "-1", "é", "\u{202e}", "[[[[", "(?=x)", "x y"];
    let long = "x".repeat(70_000);
    let texts = texts.into_iter().chain([long.as_str()]).map(|text| Tree::String(text.to_owned()));
    let mutations: Vec<_> =
        texts.flat_map(|text| [Mutation::Rename(text.clone()), Mutation::Replace(text)]).collect();
    each_place(&sso_ticket(), 100, |_| mutations.clone());
}

#[test]
fn a_value_that_is_left_out_or_repeated_is_no_panic() {
    each_place(&sso_ticket(), 50, |_| vec![Mutation::Remove, Mutation::Repeat]);
    each_place(&planted(""), 50, |_| vec![Mutation::Remove, Mutation::Repeat]);
}

/// Many of these references are rings: through properties, items or branches, or of nothing but references.
#[test]
fn a_reference_to_anything_is_no_panic() {
    for description in [sso_ticket(), planted("")] {
        let targets: Vec<_> = places(&description).into_iter().map(|place| place.pointer).collect();
        let mut random = Random(1);
        each_place(&description, 100, |place| {
            let mut target = || Tree::String(format!("#{}", targets[random.below(targets.len())]));
            if place.pointer.as_str().ends_with("/$ref") {
                (0..10).map(|_| Mutation::Replace(target())).collect()
            } else {
                vec![Mutation::Replace(Tree::Object([("$ref".to_owned(), target())].into()))]
            }
        });
    }
}

fn sso_ticket() -> Tree {
    tree("../../spec/sso-ticket.yaml")
}

/// What is done to one value of a description.
#[derive(Clone, Debug)]
enum Mutation {
    /// Another stands in its place.
    Replace(Tree),
    /// It stands under this key, if it is a member.
    Rename(Tree),
    /// It is left out.
    Remove,
    /// It stands once more, as the last of the object or array that holds it.
    Repeat,
}

/// A value of a description.
struct Place {
    /// The indices that lead to it.
    steps: Vec<usize>,
    pointer: Pointer,
}

/// Every value but the root.
fn places(tree: &Tree) -> Vec<Place> {
    let mut places = vec![Place { steps: Vec::new(), pointer: Pointer::root() }];
    let mut next = 0;
    while let Some(Place { steps, pointer }) = places.get(next) {
        let child =
            |(index, token)| Place { steps: [&steps[..], &[index]].concat(), pointer: pointer.child(token) };
        let value = steps.iter().fold(tree, |tree, step| child_of(tree, *step));
        let tokens: Vec<String> = match value {
            Tree::Object(members) => members.keys().cloned().collect(),
            Tree::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        };
        let children: Vec<_> = tokens.into_iter().enumerate().map(child).collect();
        places.extend(children);
        next += 1;
    }
    places.split_off(1)
}

fn child_of(tree: &Tree, step: usize) -> &Tree {
    match tree {
        Tree::Object(members) => &members[step],
        Tree::Array(items) => &items[step],
        _ => tree,
    }
}

/// Puts `count` of the descriptions that differ from `description` in one place through every stage.
fn each_place(description: &Tree, count: usize, mut mutations: impl FnMut(&Place) -> Vec<Mutation>) {
    let places = places(description);
    let all =
        places.iter().flat_map(|place| mutations(place).into_iter().map(move |mutation| (place, mutation)));
    let mut failed = Vec::new();
    for (place, mutation) in sample(all.collect(), count) {
        let mut mutated = description.clone();
        mutate(&mut mutated, &place.steps, &mutation);
        let text = json(&mutated);
        let ended = catch_unwind(|| {
            let outcome = run("spec.json", text, &config());
            assert!(outcome.sdk.is_some() || !outcome.diagnostics.is_empty());
            injection::check(&outcome.files());
        });
        if ended.is_err() {
            failed.push(format!("{} {mutation:.80?}", place.pointer));
        }
    }
    assert_eq!(failed, [""; 0]);
}

fn mutate(tree: &mut Tree, steps: &[usize], mutation: &Mutation) {
    match (tree, steps) {
        (Tree::Object(members), [last]) => {
            let Some((key, value)) =
                members.get_index(*last).map(|(key, value)| (key.clone(), value.clone()))
            else {
                return;
            };
            match mutation {
                Mutation::Replace(other) => members[*last] = other.clone(),
                Mutation::Remove => drop(members.shift_remove(&key)),
                Mutation::Repeat => drop(members.insert(format!("{key}2"), value)),
                Mutation::Rename(name) => {
                    members.shift_remove(&key);
                    members.insert(name.as_str().unwrap_or_default().to_owned(), value);
                }
            }
        }
        (Tree::Array(items), [last]) => match mutation {
            Mutation::Replace(other) => items[*last] = other.clone(),
            Mutation::Remove => drop(items.remove(*last)),
            Mutation::Repeat => items.push(items[*last].clone()),
            Mutation::Rename(_) => {}
        },
        (Tree::Object(members), [first, rest @ ..]) => mutate(&mut members[*first], rest, mutation),
        (Tree::Array(items), [first, rest @ ..]) => mutate(&mut items[*first], rest, mutation),
        _ => {}
    }
}
