//! The item that a line of a printed file belongs to. Printed files are laid out in one way, so that indentation tells.

/// The names that lead to the item at `line` (from 1) of the file at `path` in the crate; `None` where there is none of
/// the description's.
pub(super) fn names(path: &str, text: &str, line: usize) -> Option<Vec<String>> {
    let folder = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut modules: Vec<&str> = folder.split('/').collect();
    match *modules.first()? {
        "types" | "wire" | "checks" => modules = vec!["types"],
        "client" => modules.retain(|module| !["mod", "builder", "options", "server"].contains(module)),
        _ => return None,
    }
    // The crate's root has the client and its builder.
    if modules == ["client"] {
        modules.clear();
    }
    let lines: Vec<&str> = text.lines().collect();
    // What is written about an item stands before it.
    let at = (line.checked_sub(1)?..lines.len()).find(|at| is_code(lines[*at]))?;
    let head = (0..=at).rev().find(|at| is_code(lines[*at]) && begins(lines[*at], 0))?;
    let member = (head + 1..=at).rev().find(|at| is_code(lines[*at]) && begins(lines[*at], 4));
    let holder = holder(lines[head])?;
    let member = member.and_then(|at| member_name(lines[at]));
    // What a trait asks for is no item of its own, and neither is a member of a static.
    let is_own = !lines[head].contains(" for ") && !lines[head].contains("static ");
    let names = modules.into_iter().chain([holder]).chain(member.filter(|_| is_own));
    Some(names.map(str::to_owned).collect())
}

/// Whether the line is neither blank, nor written about the next, nor the end of an item.
fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty()
        && !line.starts_with("//")
        && !line.starts_with('#')
        && !line.starts_with(['}', ')', ']'])
}

/// Whether the line begins after so many spaces.
fn begins(line: &str, indent: usize) -> bool {
    line.len() - line.trim_start().len() == indent
}

/// The name of the item that the line begins, or of the type that it is of.
fn holder(line: &str) -> Option<&str> {
    let declared = ["struct ", "enum ", "type ", "static ", "const "];
    if let Some((_, rest)) = declared.iter().find_map(|word| line.split_once(word)) {
        return first_name(rest);
    }
    let rest = line.strip_prefix("impl")?;
    let of = rest.rsplit_once(" for ").map_or(rest, |(_, of)| of);
    // Past the lifetimes of `impl<'c> Users<'c>`, to the last name of a path.
    let of = of.strip_prefix('<').and_then(|of| of.split_once("> ")).map_or(of, |(_, of)| of);
    let of = of.split(['<', '{']).next()?.trim();
    first_name(of.rsplit("::").next()?)
}

/// The name of the field, variant or method that the line begins.
fn member_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.split_once("fn ").map_or(line, |(_, rest)| rest);
    let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
    first_name(line)
}

fn first_name(text: &str) -> Option<&str> {
    let text = text.strip_prefix("r#").unwrap_or(text);
    let name = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::names;

    const TYPES: &str = "\
// @generated
use crate::runtime::Field;

/// A pet.
#[derive(Clone)]
pub struct Pet {
    /// Its name.
    pub name: String,
    pub r#type: Kind,
}

impl Pet {
    /// Sets its name.
    #[must_use]
    pub fn name(
        mut self,
    ) -> Self {
        self
    }
}

impl std::fmt::Debug for Pet {
    fn fmt(&self) {
        1
    }
}

pub enum Kind {
    Cat,
    Unknown(Text),
}
";

    const GROUP: &str = "\
impl<'c> Pets<'c> {
    pub fn get<'a>(&self) -> Call<'a> {
        1
    }
}

pub static GET: OperationInfo = OperationInfo {
    id: \"getPet\",
";

    #[test]
    fn a_line_belongs_to_an_item() {
        for (path, text, line, expected) in [
            ("src/types/pets.rs", TYPES, 4, Some("types::Pet")),
            ("src/types/pets.rs", TYPES, 6, Some("types::Pet")),
            ("src/types/pets.rs", TYPES, 7, Some("types::Pet::name")),
            ("src/types/pets.rs", TYPES, 9, Some("types::Pet::type")),
            ("src/types/pets.rs", TYPES, 12, Some("types::Pet")),
            ("src/types/pets.rs", TYPES, 14, Some("types::Pet::name")),
            ("src/types/pets.rs", TYPES, 18, Some("types::Pet::name")),
            ("src/types/pets.rs", TYPES, 24, Some("types::Pet")),
            ("src/types/pets.rs", TYPES, 30, Some("types::Kind::Unknown")),
            ("src/types/pets.rs", TYPES, 99, None),
            ("src/types/pets.rs", TYPES, 0, None),
            ("src/client/pets/mod.rs", GROUP, 3, Some("client::pets::Pets::get")),
            ("src/client/pets.rs", GROUP, 8, Some("client::pets::GET")),
            ("src/runtime/mod.rs", TYPES, 6, None),
            ("Cargo.toml", TYPES, 6, None),
        ] {
            let found = names(path, text, line).map(|names| names.join("::"));
            assert_eq!(found.as_deref(), expected, "{path}:{line}");
        }
    }
}
