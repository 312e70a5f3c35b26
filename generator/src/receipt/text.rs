//! The receipt as text: JSON Lines.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::{Call, Line, Receipt, Status};
use crate::diagnostic::NOT_CARRIED;

/// The version of the form; it changes when a line can no longer be read as before.
const VERSION: u32 = 1;

impl Receipt {
    /// The receipt as JSON Lines (`RECEIPT.md` has the form), each line ended by `\n`.
    pub fn to_json_lines(&self) -> String {
        let head = serde_json::json!({ "receipt": VERSION, "package": self.package });
        let lines = self.lines.iter().filter_map(|line| serde_json::to_string(line).ok());
        let mut text = String::new();
        for line in std::iter::once(head.to_string()).chain(lines) {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

impl Status {
    /// Its name: `carried`, `ignored`, `unsupported`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Carried(_) => "carried",
            Self::Ignored(_) => "ignored",
            Self::Unsupported(_) | Self::Lost => "unsupported",
        }
    }

    /// The code of the rule that says why it is not supported.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Unsupported(code) => Some(code),
            Self::Lost => Some(NOT_CARRIED.code),
            Self::Carried(_) | Self::Ignored(_) => None,
        }
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind.name())?;
        map.serialize_entry("file", &*self.file)?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("pointer", self.origin.pointer.as_str())?;
        map.serialize_entry("status", self.status.name())?;
        match &self.status {
            Status::Carried(paths) => map.serialize_entry("rust", &**paths)?,
            Status::Ignored(reason) => map.serialize_entry("reason", reason)?,
            Status::Unsupported(_) | Status::Lost => map.serialize_entry("code", &self.status.code())?,
        }
        if !self.lacks.is_empty() {
            map.serialize_entry("lacks", &self.lacks)?;
        }
        if !self.calls.is_empty() {
            map.serialize_entry("calls", &self.calls)?;
        }
        map.end()
    }
}

impl Serialize for Call {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("accessors", &self.accessors)?;
        map.serialize_entry("method", &self.method)?;
        let argument = |(name, value): &(String, String)| serde_json::json!({ "name": name, "type": value });
        map.serialize_entry("arguments", &self.arguments.iter().map(argument).collect::<Vec<_>>())?;
        map.serialize_entry("optional", &self.optional)?;
        map.serialize_entry("result", &self.result)?;
        if let Some(pages) = &self.pages {
            let pages = serde_json::json!({ "rules": pages.rules, "item": pages.item });
            map.serialize_entry("pages", &pages)?;
        }
        map.end()
    }
}
