//! What is said to programs.
//!
//! With `--format json`, standard output holds one object, and standard error nothing:
//!
//! ```json
//! {
//!   "diagnostics": [
//!     {
//!       "sdk": "petstore",             // null where no SDK is concerned
//!       "code": "unknown-type",
//!       "severity": "error",           // or "warning", "note"
//!       "message": "`float` is no type",
//!       "file": "spec/petstore.yaml",  // from the working folder; null where no file is at fault
//!       "line": 29, "column": 22,      // from 1, in characters; null without a place in the file
//!       "pointer": "/components/…",    // RFC 6901; null outside a description
//!       "done": "nothing was printed",
//!       "advice": "use one of null, boolean, …"
//!     }
//!   ],
//!   "sdks": [
//!     {
//!       "name": "petstore",            // with a description on the command line: its folder, or its path
//!       "status": "printed",           // see `Status`
//!       "operations": 1, "types": 14,  // this, and what follows, is left out if it failed
//!       "coverage": {                  // of `check` alone: by the kinds of RECEIPT.md
//!         "operation": { "carried": 1, "ignored": 0, "unsupported": { "not-carried": 2 } }
//!       },
//!       "folder": "crates/petstore",   // this, and what follows, is of `generate` alone
//!       "files": 68,
//!       "added": [], "changed": ["src/lib.rs"], "removed": [], "kept": []
//!     }
//!   ]
//! }
//! ```

use serde_json::{Map, Value, json};

use crate::finding::Finding;

/// What became of an SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// `printed`: it stands as it was just printed, but for files that were edited by hand.
    Printed,
    /// `current`: it stood so already.
    Current,
    /// `not-current`: it would change, were it printed.
    NotCurrent,
    /// `sound`: it could be printed.
    Sound,
    /// `failed`: nothing was printed.
    Failed,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Current => "current",
            Self::NotCurrent => "not-current",
            Self::Sound => "sound",
            Self::Failed => "failed",
        }
    }
}

/// The whole.
pub(crate) fn report(diagnostics: &[Value], sdks: &[Value]) -> Value {
    json!({ "diagnostics": diagnostics, "sdks": sdks })
}

/// What became of the SDK `name`, and the facts about it.
pub(crate) fn sdk(name: &str, status: Status, facts: Map<String, Value>) -> Value {
    let mut sdk = facts;
    sdk.insert("name".to_owned(), name.into());
    sdk.insert("status".to_owned(), status.as_str().into());
    Value::Object(sdk)
}

/// What was found about an SDK, or about none.
pub(crate) fn diagnostic(sdk: Option<&str>, finding: &Finding) -> Value {
    let position = finding.position.as_ref();
    json!({
        "sdk": sdk,
        "code": finding.rule.code,
        "severity": finding.severity().to_string(),
        "message": finding.message,
        "file": finding.path,
        "line": position.map(|position| position.line),
        "column": position.map(|position| position.column),
        "pointer": finding.pointer,
        "done": finding.rule.done,
        "advice": finding.rule.advice,
    })
}
