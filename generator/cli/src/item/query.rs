//! What was asked for, and which items it means.

use letterpress::nearest::nearest;

use super::index::Item;

/// The names that lead to an item, perhaps not all of them: `pets::types::Pet`, `Pet::name`, `client.pets().get`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query(Vec<String>);

impl Query {
    /// The names in `text`, be it a path or a chain of calls.
    pub(super) fn parse(text: &str) -> Self {
        let names = text.split("::").flat_map(|part| part.split('.')).map(|name| {
            let name = name.trim().trim_end_matches("()").trim_start_matches("r#");
            name.split_once('<').map_or(name, |(name, _)| name)
        });
        Self(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }

    /// The query for these names.
    pub(super) fn of(names: Vec<String>) -> Self {
        Self(names)
    }

    /// The first of its names: a crate's, perhaps.
    pub(super) fn root(&self) -> Option<&str> {
        self.0.first().map(String::as_str)
    }

    /// The best of the items that it means.
    pub(super) fn find<'i, 's>(&self, items: &'i [Item<'s>]) -> Vec<&'i Item<'s>> {
        let ranked: Vec<(Rank, &Item<'_>)> =
            items.iter().filter_map(|item| Some((self.rank(&item.path)?, item))).collect();
        let best = ranked.iter().map(|(rank, _)| *rank).min();
        ranked.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, item)| item).collect()
    }

    /// How well it fits the item at `path`; `None` if it does not.
    fn rank(&self, path: &[String]) -> Option<Rank> {
        let (last, before) = self.0.split_last()?;
        let (name, above) = path.split_last()?;
        if last != name {
            return None;
        }
        if path.ends_with(&self.0) {
            return Some(if path.len() == self.0.len() { Rank::Whole } else { Rank::End });
        }
        let mut above = above.iter();
        before.iter().all(|name| above.any(|other| other == name)).then_some(Rank::Gaps(path.len()))
    }

    /// The path that it is most likely a misspelling of.
    pub(super) fn nearest(&self, items: &[Item<'_>]) -> Option<String> {
        let (last, before) = self.0.split_last()?;
        let parent = Self(before.to_vec());
        let children =
            |item: &&Item<'_>| item.path.split_last().and_then(|(_, above)| parent.rank(above)).is_some();
        let known: Vec<&Item<'_>> = items.iter().filter(children).collect();
        let of = |known: &[&Item<'_>], wanted: &str| {
            let names = known.iter().filter_map(|item| item.path.last()).map(String::as_str);
            let near = nearest(wanted, names)?.to_owned();
            known.iter().find(|item| item.path.last() == Some(&near)).map(|item| item.text())
        };
        let all: Vec<&Item<'_>> = items.iter().collect();
        // The last name may be right, and the one before it misspelt.
        let holder = before.last().and_then(|holder| of(&all, holder));
        let within = holder.as_ref().and_then(|holder| {
            let path = format!("{holder}::{last}");
            items.iter().map(Item::text).find(|text| *text == path)
        });
        of(&known, last).or(within).or_else(|| of(&all, last)).or(holder)
    }
}

/// How well a query fits a path, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It is the path.
    Whole,
    /// The path ends so.
    End,
    /// The path, of so many names, has them in this order, and others between them.
    Gaps(usize),
}

#[cfg(test)]
mod tests {
    use super::super::index::{Item, What};
    use super::Query;

    /// The items that `query` means, of a crate with one group and two types.
    fn items() -> Vec<Item<'static>> {
        [
            "pets::PetsClient",
            "pets::types::Pet",
            "pets::types::Pet::name",
            "pets::types::Pet::tag",
            "pets::types::Shop",
            "pets::types::Shop::name",
            "pets::client::shop::staff::Staff::list",
        ]
        .map(|path| Item { path: path.split("::").map(str::to_owned).collect(), what: What::Client })
        .to_vec()
    }

    #[test]
    fn an_item_is_found_by_as_many_names_as_it_takes() {
        for (query, found) in [
            ("pets::types::Pet::name", &["pets::types::Pet::name"][..]),
            ("Pet::name", &["pets::types::Pet::name"]),
            ("pets::Pet", &["pets::types::Pet"]),
            ("Pet", &["pets::types::Pet"]),
            ("tag", &["pets::types::Pet::tag"]),
            ("name", &["pets::types::Pet::name", "pets::types::Shop::name"]),
            ("client.shop().staff().list()", &["pets::client::shop::staff::Staff::list"]),
            ("Staff<'c>::list", &["pets::client::shop::staff::Staff::list"]),
            ("Pet::list", &[]),
            ("", &[]),
        ] {
            let items = items();
            let texts: Vec<String> = Query::parse(query).find(&items).into_iter().map(Item::text).collect();
            assert_eq!(texts, found, "{query}");
        }
    }

    #[test]
    fn a_misspelling_is_set_right() {
        for (query, near) in [
            ("Pet::nam", Some("pets::types::Pet::name")),
            ("types::Shopp", Some("pets::types::Shop")),
            ("Stafff::list", Some("pets::client::shop::staff::Staff::list")),
            ("Shpo::name", Some("pets::types::Shop::name")),
            ("Elephant", None),
        ] {
            assert_eq!(Query::parse(query).nearest(&items()).as_deref(), near, "{query}");
        }
    }
}
