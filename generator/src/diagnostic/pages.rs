//! A page on each rule: what it means, the smallest description that shows it, why it is so, what to do.

/// The page on the rule `code`, in Markdown. A description that the rule finds fault with stands between the fences of
/// `yaml`, where one can.
pub fn page(code: &str) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == code).map(|(_, page)| *page)
}

/// The description that shows a rule, out of its page.
pub fn example(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("```yaml\n")?;
    rest.split_once("```").map(|(example, _)| example)
}

macro_rules! pages {
    ($($code:literal,)*) => { &[$(($code, include_str!(concat!("pages/", $code, ".md")))),*] };
}

/// Every page, in the order of the rules.
static PAGES: &[(&str, &str)] = pages![
    "file-unreadable",
    "not-utf8",
    "not-yaml-or-json",
    "empty-file",
    "too-large",
    "too-deep",
    "duplicate-key",
    "dangling-ref",
    "cyclic-ref",
    "remote-ref",
    "ref-outside",
    "bad-overlay",
    "overlay-without-effect",
    "overlay-for-another",
    "unsupported-version",
    "assumed-envelope",
    "no-paths",
    "wrong-type",
    "wrong-value",
    "missing-key",
    "read-leniently",
    "unknown-type",
    "duplicate-operation-id",
    "bad-path",
    "undeclared-path-parameter",
    "duplicate-parameter",
    "missing-schema",
    "undeclared-security-scheme",
    "unknown-keyword",
    "not-carried",
    "json-preferred",
    "unmatched-selector",
    "unmatched-rename",
    "nothing-selected",
    "required-but-ignored",
    "unreached-schemas",
    "no-operations",
    "name-collision",
    "unusable-name",
    "several-token-endpoints",
    "unused-security-scheme",
    "pattern-not-checked",
    "untyped",
    "conflicting-schemas",
    "one-way-property",
    "open-tuple",
    "duplicate-value",
    "impossible-value",
    "bad-enum-names",
    "bad-default",
    "ambiguous-union",
    "unmatched-pagination",
    "pagination-at-fault",
    "unknown-setting",
    "unused-setting",
    "bad-setting",
    "edited-by-hand",
    "file-in-the-way",
    "cannot-write",
    "already-printing",
    "bad-lock",
];

#[cfg(test)]
mod tests {
    use super::{PAGES, example, page};
    use crate::Config;
    use crate::diagnostic::ALL_RULES;

    #[test]
    fn every_rule_has_a_page() {
        let rules: Vec<&str> = ALL_RULES.iter().map(|rule| rule.code).collect();
        let pages: Vec<&str> = PAGES.iter().map(|(code, _)| *code).collect();
        assert_eq!(pages, rules);
        for code in rules {
            let page = page(code).expect("a page");
            assert!(page.starts_with(&format!("# {code}\n\n")), "{code}");
            assert!(page.contains("\n## Why\n") && page.contains("\n## What to do\n"), "{code}");
        }
    }

    #[test]
    fn every_example_shows_its_rule() {
        let mut without = Vec::new();
        for (code, page) in PAGES {
            let Some(example) = example(page) else {
                without.push(*code);
                continue;
            };
            let printed = crate::run_text("example.yaml", example.to_owned(), &Config::new("", "sdk"));
            let found: Vec<&str> = printed.diagnostics.iter().map(|found| found.rule.code).collect();
            assert!(found.contains(code), "{code}: {found:?}");
            let errors =
                printed.diagnostics.iter().filter(|found| found.is_error() && found.rule.code != *code);
            assert_eq!(errors.count(), 0, "{code}: {found:?}");
        }
        let elsewhere = [
            "file-unreadable",
            "not-utf8",
            "too-large",
            "too-deep",
            "ref-outside",
            "bad-overlay",
            "overlay-without-effect",
            "overlay-for-another",
            "unmatched-selector",
            "unmatched-rename",
            "unmatched-pagination",
            "pagination-at-fault",
            "unknown-setting",
            "unused-setting",
            "bad-setting",
            "edited-by-hand",
            "file-in-the-way",
            "cannot-write",
            "already-printing",
            "bad-lock",
        ];
        assert_eq!(without, elsewhere, "a text alone can't show these");
    }
}
