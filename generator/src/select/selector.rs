//! The words by which settings name operations.

use crate::nearest::nearest;
use crate::parse::api::Operation;
use crate::plan::group_names;
use crate::plan::names::{Case, ident};

/// Names operations: `listUsers`, `tag:users`, `group:users.roles` or `GET /users/**`.
pub(crate) enum Selector<'t> {
    /// The one of this operationId.
    Id(&'t str),
    /// Those whose tags have this one.
    Tag(&'t str),
    /// Those of this group and the groups in it: names from the top, in any case.
    Group(Vec<String>),
    /// Those of this method, or of any if it is `*`, whose path has this form.
    Request(&'t str, &'t str),
}

impl<'t> Selector<'t> {
    /// What `text` names. Every text names something, be it an operationId that no operation has.
    pub(crate) fn new(text: &'t str) -> Self {
        if let Some(tag) = text.strip_prefix("tag:") {
            Self::Tag(tag.trim())
        } else if let Some(path) = text.strip_prefix("group:") {
            Self::Group(path.trim().split('.').map(accessor).collect())
        } else if let Some((method, path)) = text.split_once(char::is_whitespace)
            && path.trim_start().starts_with(['/', '*'])
        {
            Self::Request(method, path.trim())
        } else {
            Self::Id(text)
        }
    }

    /// Whether it names `operation`.
    pub(crate) fn matches(&self, operation: &Operation) -> bool {
        match self {
            Self::Id(id) => operation.operation_id.as_deref() == Some(*id),
            Self::Tag(tag) => operation.tags.iter().any(|own| own == tag),
            Self::Group(path) => {
                let own = group_names(operation);
                own.len() >= path.len() && own.iter().zip(path).all(|(own, wanted)| accessor(own) == *wanted)
            }
            Self::Request(method, path) => {
                (*method == "*" || method.eq_ignore_ascii_case(operation.method.key()))
                    && matches_path(path, &operation.path)
            }
        }
    }

    /// The selector of the same kind, of an operation that there is, that this one is most likely a misspelling of.
    pub(crate) fn nearest(&self, operations: &[Operation]) -> Option<String> {
        let (word, known): (String, Vec<String>) = match self {
            Self::Id(id) => {
                let ids = operations.iter().filter_map(|operation| operation.operation_id.clone());
                ((*id).to_owned(), ids.collect())
            }
            Self::Tag(tag) => {
                let tags = operations.iter().flat_map(|operation| &operation.tags);
                (format!("tag:{tag}"), tags.map(|tag| format!("tag:{tag}")).collect())
            }
            Self::Group(path) => {
                let groups = operations.iter().map(|operation| {
                    let names: Vec<String> =
                        group_names(operation).iter().map(|name| accessor(name)).collect();
                    format!("group:{}", names.join("."))
                });
                (format!("group:{}", path.join(".")), groups.collect())
            }
            Self::Request(method, path) => {
                let request = |operation: &Operation| {
                    format!("{} {}", operation.method.key().to_ascii_uppercase(), operation.path)
                };
                (format!("{method} {path}"), operations.iter().map(request).collect())
            }
        };
        nearest(&word, known.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// A group's name as its accessor has it, so that `ssoTicket` and `sso_ticket` are one.
fn accessor(name: &str) -> String {
    ident(name, Case::Snake).map_or_else(|| name.to_owned(), |name| name.plain().to_owned())
}

/// Whether `path` has the form of `pattern`: in it `*` stands for anything within a segment, `**` for anything, and `/**`
/// at its end also for nothing. Braces stand for themselves.
fn matches_path(pattern: &str, path: &str) -> bool {
    if let Some(above) = pattern.strip_suffix("/**")
        && matches_path(above, path)
    {
        return true;
    }
    let pattern: Vec<char> = pattern.chars().collect();
    // Which ends of the pattern's first characters the text so far can have come to.
    let mut reached = vec![false; pattern.len() + 1];
    let skip = |reached: &mut [bool]| {
        for at in 0..pattern.len() {
            if reached[at] && pattern[at] == '*' {
                reached[at + 1] = true;
            }
        }
    };
    reached[0] = true;
    skip(&mut reached);
    for character in path.chars() {
        let mut next = vec![false; pattern.len() + 1];
        for at in 0..pattern.len() {
            if !reached[at] {
                continue;
            }
            let is_double =
                pattern[at] == '*' && (pattern.get(at + 1) == Some(&'*') || at > 0 && pattern[at - 1] == '*');
            match pattern[at] {
                '*' if character != '/' || is_double => next[at] = true,
                wanted if wanted == character => next[at + 1] = true,
                _ => {}
            }
        }
        skip(&mut next);
        reached = next;
    }
    reached[pattern.len()]
}

#[cfg(test)]
mod tests {
    use super::matches_path;

    #[test]
    fn paths_have_the_form_of_a_pattern_or_not() {
        for (pattern, path, expected) in [
            ("/users", "/users", true),
            ("/users", "/users/{id}", false),
            ("/users/*", "/users/{id}", true),
            ("/users/*", "/users", false),
            ("/users/*", "/users/{id}/roles", false),
            ("/users/**", "/users/{id}/roles", true),
            ("/users/**", "/users", true),
            ("/users/**", "/users-by-email", false),
            ("/users*", "/users-by-email", true),
            ("/**/roles", "/users/{id}/roles", true),
            ("/*/{id}/ro*", "/users/{id}/roles", true),
            ("**", "/users", true),
            ("*", "/users", false),
            ("/**", "/", true),
            ("/a*b*c", "/axxbyyc", true),
            ("/a*b*c", "/axxbyy", false),
            ("", "/", false),
        ] {
            assert_eq!(matches_path(pattern, path), expected, "{pattern} {path}");
        }
    }
}
