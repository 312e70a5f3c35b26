//! Which warnings are denied, and which are not worth a word.

use super::{ALL_RULES, Rule, Severity};
use crate::nearest::nearest;

/// What is to be done about findings of some rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// The codes of rules whose findings fail the run; `warnings` are all of that severity.
    pub deny: Vec<String>,
    /// The codes of rules whose findings are not shown. Errors are, in any case.
    pub allow: Vec<String>,
}

/// What is to be done about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is not shown.
    Allowed,
    /// It is shown.
    Shown,
    /// It is shown, and fails the run.
    Denied,
}

impl Levels {
    /// What these lists say of `rule`. A code weighs more than `warnings`, and denying more than allowing.
    pub fn of(&self, rule: &Rule) -> Level {
        let names = |codes: &[String], name: &str| codes.iter().any(|code| code == name);
        match rule.severity {
            Severity::Error => Level::Denied,
            _ if names(&self.deny, rule.code) => Level::Denied,
            _ if names(&self.allow, rule.code) => Level::Allowed,
            Severity::Warning if names(&self.deny, ALL_WARNINGS) => Level::Denied,
            Severity::Warning | Severity::Note => Level::Shown,
        }
    }

    /// These lists, with what they leave open taken from `others`.
    #[must_use]
    pub fn or(&self, others: &Self) -> Self {
        let is_open = |code: &&String| !self.deny.contains(code) && !self.allow.contains(code);
        let with = |own: &[String], others: &[String]| {
            own.iter().chain(others.iter().filter(is_open)).cloned().collect()
        };
        Self { deny: with(&self.deny, &others.deny), allow: with(&self.allow, &others.allow) }
    }
}

/// What stands for every warning.
pub const ALL_WARNINGS: &str = "warnings";

/// The rule of this code.
///
/// # Errors
///
/// There is none; the code that is most likely meant is given, if one is near.
pub fn rule(code: &str) -> Result<&'static Rule, Option<&'static str>> {
    if let Some(rule) = ALL_RULES.iter().find(|rule| rule.code == code) {
        return Ok(rule);
    }
    let codes: Vec<&'static str> = ALL_RULES.iter().map(|rule| rule.code).collect();
    Err(nearest(code, codes))
}

#[cfg(test)]
mod tests {
    use super::{Level, Levels, rule};
    use crate::diagnostic::{NOT_CARRIED, READ_LENIENTLY, UNTYPED, WRONG_TYPE};

    #[test]
    fn a_code_weighs_more_than_all_warnings() {
        let levels = |deny: &[&str], allow: &[&str]| Levels {
            deny: deny.iter().map(|code| (*code).to_owned()).collect(),
            allow: allow.iter().map(|code| (*code).to_owned()).collect(),
        };
        for (deny, allow, rule, expected) in [
            (&[] as &[&str], &[] as &[&str], &NOT_CARRIED, Level::Shown),
            (&["warnings"], &[], &NOT_CARRIED, Level::Denied),
            (&["warnings"], &["not-carried"], &NOT_CARRIED, Level::Allowed),
            (&["not-carried"], &["not-carried"], &NOT_CARRIED, Level::Denied),
            (&["not-carried"], &[], &UNTYPED, Level::Shown),
            (&["warnings"], &[], &READ_LENIENTLY, Level::Shown),
            (&[], &["read-leniently"], &READ_LENIENTLY, Level::Allowed),
            (&[], &["wrong-type"], &WRONG_TYPE, Level::Denied),
        ] {
            assert_eq!(levels(deny, allow).of(rule), expected, "{deny:?} {allow:?} {}", rule.code);
        }
        let settings = levels(&["untyped"], &["not-carried"]);
        let both = levels(&["not-carried", "warnings"], &["untyped"]).or(&settings);
        assert_eq!(both, levels(&["not-carried", "warnings"], &["untyped"]));
    }

    #[test]
    fn a_code_that_is_near_is_named() {
        assert_eq!(rule("dangling-ref").map(|rule| rule.code), Ok("dangling-ref"));
        assert_eq!(rule("danglingref"), Err(Some("dangling-ref")));
        assert_eq!(rule("L0107"), Err(None));
    }
}
