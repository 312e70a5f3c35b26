//! What the program itself has to say, beside what the library says of descriptions.

use letterpress::Severity;
use letterpress::diagnostic::Rule;

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
