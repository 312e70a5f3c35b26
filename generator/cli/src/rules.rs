//! What the program itself has to say, beside what the library says of descriptions.

use letterpress::Severity;
use letterpress::diagnostic::{ALL_RULES, Rule, rule};

/// The rules of the program itself.
static OWN: &[&Rule] = &[
    &NO_SETTINGS,
    &UNKNOWN_SDK,
    &SHARED_OUTPUT,
    &UNKNOWN_RULE,
    &UNKNOWN_ITEM,
    &AMBIGUOUS_ITEM,
    &SEVERAL_SDKS,
    &OUT_OF_REACH,
    &UNKNOWN_COMMAND,
    &NO_DESCRIPTION,
    &ALREADY_THERE,
    &NO_PLACE,
];

/// Every rule: those of the library, then those of the program.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    ALL_RULES.iter().chain(OWN).copied()
}

/// The rule that is called `code`; if there is none, a sentence that says so.
pub(crate) fn named(code: &str) -> Result<&'static Rule, String> {
    let own = || OWN.iter().copied().find(|rule| rule.code == code);
    match rule(code) {
        Ok(rule) => Ok(rule),
        Err(near) => own().ok_or_else(|| match near {
            Some(near) => format!("there is no such rule; did you mean `{near}`?"),
            None => "there is no such rule; `letterpress explain` lists them".to_owned(),
        }),
    }
}

/// There are no settings to read, and no description was named.
pub(crate) static NO_SETTINGS: Rule = Rule {
    code: "no-settings",
    severity: Severity::Error,
    done: "nothing was printed",
    advice: "name a description, as in `letterpress generate SPEC --out FOLDER`, or add the settings that `letterpress generate --help` shows",
};

/// An SDK was asked for that the settings do not have.
pub(crate) static UNKNOWN_SDK: Rule = Rule {
    code: "unknown-sdk",
    severity: Severity::Error,
    done: "nothing was printed for it",
    advice: "give the name of a table of the settings",
};

/// Two SDKs would overwrite each other.
pub(crate) static SHARED_OUTPUT: Rule = Rule {
    code: "shared-output",
    severity: Severity::Error,
    done: "neither was printed",
    advice: "give each SDK a folder of its own",
};

/// A rule was to be explained that there is not.
pub(crate) static UNKNOWN_RULE: Rule = Rule {
    code: "unknown-rule",
    severity: Severity::Error,
    done: "nothing was explained",
    advice: "give the code that stands in brackets before a finding",
};

/// An item was to be explained that no SDK has.
pub(crate) static UNKNOWN_ITEM: Rule = Rule {
    code: "unknown-item",
    severity: Severity::Error,
    done: "nothing was explained",
    advice: "give the path of an item, as in `pet_store::types::Pet::name`, or a line of a printed file, as in `pet-store/src/types/pets.rs:12`",
};

/// An item was to be explained whose name others have too.
pub(crate) static AMBIGUOUS_ITEM: Rule = Rule {
    code: "ambiguous-item",
    severity: Severity::Error,
    done: "none was explained",
    advice: "give more of its path",
};

/// One SDK is needed, and the settings have several.
pub(crate) static SEVERAL_SDKS: Rule = Rule {
    code: "several-sdks",
    severity: Severity::Error,
    done: "nothing was written",
    advice: "name one with --sdk",
};

/// Operations stand where an overlay can't give them samples.
pub(crate) static OUT_OF_REACH: Rule = Rule {
    code: "out-of-reach",
    severity: Severity::Warning,
    done: "they have no sample",
    advice: "bundle the description into one file, and make the samples of that",
};

/// The manual page of a command was asked for that there is not.
pub(crate) static UNKNOWN_COMMAND: Rule = Rule {
    code: "unknown-command",
    severity: Severity::Error,
    done: "nothing was written",
    advice: "give a command that `letterpress --help` shows",
};

/// No description was named, and none is where one is looked for.
pub(crate) static NO_DESCRIPTION: Rule = Rule {
    code: "no-description",
    severity: Severity::Error,
    done: "nothing was written",
    advice: "name a description, as in `letterpress init spec/openapi.yaml`",
};

/// What is to be written is there already.
pub(crate) static ALREADY_THERE: Rule = Rule {
    code: "already-there",
    severity: Severity::Error,
    done: "it was left as it is",
    advice: "change it by hand, or remove it first; `--name` gives an SDK another name",
};

/// A manifest has no place for another table.
pub(crate) static NO_PLACE: Rule = Rule {
    code: "no-place",
    severity: Severity::Error,
    done: "the manifest was left as it is",
    advice: "add these settings by hand",
};
