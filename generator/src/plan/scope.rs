//! Names that must differ: the types of a crate, the fields of a struct, the methods of a group.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::{Case, Ident, numbered, spelled};
use crate::diagnostic::{Diagnostic, NAME_COLLISION, quoted};
use crate::read::Origin;

/// The names of one place. Names that differ only in case are one: file systems, and readers, take them so.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The number from which on a name may still be free, for names that have been numbered.
    next: HashMap<String, usize>,
}

/// A thing of the description that is to have a name.
pub(super) struct Claim<'a> {
    /// The name that it would have if it were alone.
    pub(super) wanted: Ident,
    /// What the description calls it.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) origin: &'a Origin,
}

impl Scope {
    /// A scope in which these names are taken from the beginning.
    pub(super) fn without(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| name.to_ascii_lowercase()).collect(), next: HashMap::new() }
    }

    /// Takes these names from what comes.
    pub(super) fn reserve(&mut self, names: &[&str]) {
        self.taken.extend(names.iter().map(|name| name.to_ascii_lowercase()));
    }

    /// Takes the first of `name`, `name2`, `name3`, … that is free: for names that are ours to choose.
    pub(super) fn take_free(&mut self, name: &Ident) -> Ident {
        if self.take(name) {
            return name.clone();
        }
        let key = name.plain().to_ascii_lowercase();
        let mut number = self.next.get(&key).copied().unwrap_or(2);
        let mut free = numbered(name, number);
        while !self.take(&free) {
            number += 1;
            free = numbered(name, number);
        }
        self.next.insert(key, number + 1);
        free
    }

    /// Names everything that `claims`, in their order; names of different things differ.
    ///
    /// Of several that want one name, the one that the description spells so has it, else the first by its text. The
    /// others are spelled out, or numbered. So neither the order of the description nor what is named elsewhere in it
    /// makes a difference. Each name that is not the wanted one is a finding.
    pub(super) fn settle(
        &mut self,
        claims: &[Claim<'_>],
        case: Case,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Ident> {
        let mut rivals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            rivals.entry(claim.wanted.plain().to_ascii_lowercase()).or_default().push(index);
        }
        let mut names: Vec<Option<Ident>> = vec![None; claims.len()];
        // First those that have a name without question, so that no other takes it.
        for indices in rivals.values_mut() {
            indices.sort_by_key(|index| {
                let claim = &claims[*index];
                (claim.wanted.plain() != claim.text, claim.text, claim.origin)
            });
            if let Some(&first) = indices.first()
                && self.take(&claims[first].wanted)
            {
                names[first] = Some(claims[first].wanted.clone());
            }
        }
        for index in rivals.into_values().flatten() {
            if names[index].is_none() {
                let claim = &claims[index];
                let spelled = spelled(claim.text, case).filter(|name| self.take(name));
                let name = spelled.unwrap_or_else(|| self.take_free(&claim.wanted));
                found.push(collision(claim, &name));
                names[index] = Some(name);
            }
        }
        names
            .into_iter()
            .zip(claims)
            .map(|(name, claim)| name.unwrap_or_else(|| claim.wanted.clone()))
            .collect()
    }

    /// Takes `name`, and says whether it was free.
    fn take(&mut self, name: &Ident) -> bool {
        self.taken.insert(name.plain().to_ascii_lowercase())
    }
}

fn collision(claim: &Claim<'_>, name: &Ident) -> Diagnostic {
    let message = format!(
        "{} would be called `{}`, as another is; it is called `{}`",
        quoted(claim.text),
        claim.wanted.as_str(),
        name.as_str()
    );
    Diagnostic::new(&NAME_COLLISION, claim.origin.clone().key(), message)
}

#[cfg(test)]
mod tests {
    use super::{Claim, Scope};
    use crate::plan::names::{Case, ident};
    use crate::read::{FileId, Origin, Pointer};

    fn settle(texts: &[&str]) -> Vec<String> {
        let origin = Origin::new(FileId(0), Pointer::root());
        let claims: Vec<Claim<'_>> = texts
            .iter()
            .map(|text| Claim { wanted: ident(text, Case::Snake).expect("a name"), text, origin: &origin })
            .collect();
        let mut scope = Scope::without(&["new"]);
        let names = scope.settle(&claims, Case::Snake, &mut Vec::new());
        texts.iter().zip(names).map(|(text, name)| format!("{text} → {}", name.as_str())).collect()
    }

    #[test]
    fn names_differ_whatever_the_order() {
        for (texts, expected) in [
            (["a", "b"], ["a → a", "b → b"]),
            (["mixedCase", "mixed_case"], ["mixedCase → mixed_case_2", "mixed_case → mixed_case"]),
            (["GMT+1", "GMT-1"], ["GMT+1 → gmt_1", "GMT-1 → gmt_minus_1"]),
            (["a/b", "a.b"], ["a/b → a_b_2", "a.b → a_b"]),
            (["new", "a"], ["new → new2", "a → a"]),
            (["A", "a"], ["A → a2", "a → a"]),
        ] {
            assert_eq!(settle(&texts), expected);
            let (mut texts, mut expected) = (texts, expected);
            texts.reverse();
            expected.reverse();
            assert_eq!(settle(&texts), expected);
        }
    }
}
