//! Rules of pagination from TOML.

use toml::{Table, Value};

use super::{PageRule, PageStyle};
use crate::nearest::nearest;
use crate::read::Pointer;

/// The profiles, by name: rules as settings would have them.
const PROFILES: &[(&str, &str)] = &[("auth0", include_str!("profiles/auth0.toml"))];

/// Every key of a rule.
const KEYS: &[&str] = &[
    "profile",
    "name",
    "operations",
    "requires",
    "style",
    "parameter",
    "size",
    "first",
    "send",
    "items",
    "next",
    "start",
    "limit",
    "total",
    "more",
];

/// The rules that the setting `pagination` states: the name of a profile, or a list of such names and of rules. What is
/// wrong with it is added to `faults`.
pub(crate) fn read(value: &Value, faults: &mut Vec<String>) -> Vec<PageRule> {
    let entries = match value {
        Value::Array(entries) => entries.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut rules = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match entry {
            Value::String(name) => rules.extend(profile_or_fault(name, faults)),
            Value::Table(table) => match table.get("profile") {
                Some(Value::String(name)) if table.len() == 1 => rules.extend(profile_or_fault(name, faults)),
                Some(_) => faults.push(format!("rule {index}: `profile` names one, and stands alone")),
                None => rules.extend(rule(table, &format!("pagination[{index}]"), faults)),
            },
            _ => faults.push(format!("rule {index} is neither a table nor the name of a profile")),
        }
    }
    rules
}

/// The rules of the profile `name`; `None` if there is none of that name. `auth0` has the conventions of Auth0's
/// Management API.
pub fn profile(name: &str) -> Option<Vec<PageRule>> {
    let (_, text) = PROFILES.iter().find(|(known, _)| *known == name)?;
    let table: Table = text.parse().unwrap_or_default();
    // A test holds profiles to have no faults.
    let mut rules = table.get("pagination").map(|rules| read(rules, &mut Vec::new())).unwrap_or_default();
    for rule in &mut rules {
        rule.name = format!("{name}/{}", rule.name);
        rule.is_of_profile = true;
    }
    Some(rules)
}

/// The same for the settings.
fn profile_or_fault(name: &str, faults: &mut Vec<String>) -> Vec<PageRule> {
    profile(name).unwrap_or_else(|| {
        let known: Vec<&str> = PROFILES.iter().map(|(known, _)| *known).collect();
        let meant = nearest(name, known.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
        let rest = meant.unwrap_or_else(|| format!("there is {}", known.join(", ")));
        faults.push(format!("there is no profile {name:?}; {rest}"));
        Vec::new()
    })
}

/// One rule. Without a `name` it is called after its place.
fn rule(table: &Table, place: &str, faults: &mut Vec<String>) -> Option<PageRule> {
    let mut found = Vec::new();
    for key in table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        let meant = nearest(key, KEYS.iter().copied()).map(|meant| format!("; did you mean `{meant}`?"));
        found.push(format!("there is no key {key:?}{}", meant.unwrap_or_default()));
    }
    let style = table.get("style").and_then(Value::as_str);
    let style = PageStyle::ALL.into_iter().find(|known| Some(known.name()) == style);
    if style.is_none() {
        let known: Vec<&str> = PageStyle::ALL.iter().map(|style| style.name()).collect();
        found.push(format!("`style` is one of {}", known.join(", ")));
    }
    let mut reader = Reader { table, found };
    let mut rule =
        PageRule::new(reader.text("name").unwrap_or(place.to_owned()), style.unwrap_or(PageStyle::None));
    rule.operations = reader.texts("operations");
    rule.requires = reader.texts("requires");
    rule.parameter = reader.text("parameter");
    rule.size = reader.text("size");
    rule.first = reader.number("first");
    rule.send = reader.pairs("send");
    rule.items = reader.pointers("items");
    rule.next = reader.pointers("next");
    rule.start = reader.pointers("start");
    rule.limit = reader.pointers("limit");
    rule.total = reader.pointers("total");
    rule.more = reader.pointers("more");
    let (needs_parameter, needs_next) = match rule.style {
        PageStyle::Cursor => (true, true),
        PageStyle::Page | PageStyle::Offset => (true, false),
        PageStyle::None | PageStyle::Link => (false, false),
    };
    // Nothing in a description tells which answers have the header, or which operations a mistake would take out.
    let needs_operations = !needs_parameter && rule.next.is_empty();
    for (key, is_missing) in [
        ("parameter", needs_parameter && rule.parameter.is_none()),
        ("next", needs_next && rule.next.is_empty()),
        ("operations", style.is_some() && needs_operations && rule.operations.is_empty()),
    ] {
        if is_missing && !table.contains_key(key) {
            reader.found.push(format!("the style {:?} needs `{key}`", rule.style.name()));
        }
    }
    let is_sound = reader.found.is_empty();
    faults.extend(reader.found.into_iter().map(|fault| format!("rule {}: {fault}", rule.name)));
    is_sound.then_some(rule)
}

struct Reader<'t> {
    table: &'t Table,
    found: Vec<String>,
}

impl Reader<'_> {
    fn get<T>(&mut self, key: &str, wanted: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let value = self.table.get(key)?;
        let taken = read(value);
        if taken.is_none() {
            self.found.push(format!("`{key}` is not {wanted}"));
        }
        taken
    }

    fn text(&mut self, key: &str) -> Option<String> {
        self.get(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    fn number(&mut self, key: &str) -> Option<u64> {
        self.get(key, "a whole number from 0 on", |value| u64::try_from(value.as_integer()?).ok())
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        self.get(key, "a list of strings", |value| value.as_array()?.iter().map(text).collect())
            .unwrap_or_default()
    }

    fn pairs(&mut self, key: &str) -> Vec<(String, String)> {
        let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        self.get(key, "a table of strings", |value| value.as_table()?.iter().map(pair).collect())
            .unwrap_or_default()
    }

    /// One JSON Pointer, or a list of them.
    fn pointers(&mut self, key: &str) -> Vec<String> {
        let pointer = |value: &Value| {
            let text = value.as_str().filter(|text| Pointer::parse(text).is_some())?;
            Some(text.to_owned())
        };
        self.get(key, "a JSON Pointer such as `/next`, or a list of them", |value| match value {
            Value::Array(pointers) => pointers.iter().map(pointer).collect(),
            single => Some(vec![pointer(single)?]),
        })
        .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use toml::Table;

    use super::{PROFILES, read};

    fn rules(text: &str) -> (Vec<String>, Vec<String>) {
        let table: Table = text.parse().expect("TOML");
        let mut faults = Vec::new();
        let rules = read(&table["pagination"], &mut faults);
        (rules.into_iter().map(|rule| rule.name).collect(), faults)
    }

    #[test]
    fn every_profile_is_sound() {
        for (name, text) in PROFILES {
            let (names, faults) = rules(text);
            assert_eq!(faults, Vec::<String>::new(), "{name}");
            assert_eq!(super::profile(name).map(|rules| rules.len()), Some(names.len()));
        }
        assert_eq!(super::profile("nobody"), None);
    }

    #[test]
    fn profiles_and_rules_stand_side_by_side() {
        let (names, faults) = rules(
            "[[pagination]]\nstyle = 'none'\noperations = ['listLogs']\n\
             [[pagination]]\nprofile = 'auth0'\n\
             [[pagination]]\nname = 'own'\nstyle = 'link'\noperations = ['x']\nitems = ''",
        );
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(names, ["pagination[0]", "auth0/checkpoint", "auth0/checkpoint", "auth0/offset", "own"]);
    }

    #[test]
    fn every_fault_is_said() {
        let (names, faults) = rules(
            "pagination = ['auht0', 7, { profile = 'auth0', style = 'page' }, { style = 'pages' }, { style = 'cursor' }, \
             { style = 'page', parameter = 1, first = -1, size = [], total = 'total', send = { a = true }, itmes = '' }, \
             { style = 'link' }]",
        );
        assert_eq!(names, Vec::<String>::new());
        assert_eq!(
            faults,
            [
                "there is no profile \"auht0\"; did you mean `auth0`?",
                "rule 1 is neither a table nor the name of a profile",
                "rule 2: `profile` names one, and stands alone",
                "rule pagination[3]: `style` is one of none, cursor, page, offset, link",
                "rule pagination[4]: the style \"cursor\" needs `parameter`",
                "rule pagination[4]: the style \"cursor\" needs `next`",
                "rule pagination[5]: there is no key \"itmes\"; did you mean `items`?",
                "rule pagination[5]: `parameter` is not a string",
                "rule pagination[5]: `size` is not a string",
                "rule pagination[5]: `first` is not a whole number from 0 on",
                "rule pagination[5]: `send` is not a table of strings",
                "rule pagination[5]: `total` is not a JSON Pointer such as `/next`, or a list of them",
                "rule pagination[6]: the style \"link\" needs `operations`",
            ]
        );
    }
}
