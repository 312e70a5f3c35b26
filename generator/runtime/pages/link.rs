//! Links to the next page: the header `Link` (RFC 8288), and where a URL leads.

use http::HeaderMap;
use http::header::LINK;

use super::super::base_url::BaseUrl;
use super::super::request::is_path;

/// The URL under `rel="next"` in the headers `Link`.
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(links).find(|(_, parameters)| is_next(parameters)).map(|(url, _)| url.to_owned())
}

/// The links of one header: each URL, and its parameters from the first `;` on (RFC 8288, section 3).
fn links(value: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('<')?;
        let (url, after) = after.split_once('>')?;
        let parameters = after.get(..end_of_link(after)).unwrap_or(after);
        rest = after.get(parameters.len()..).unwrap_or_default();
        Some((url.trim(), parameters))
    })
}

/// The index of the comma that ends a link, which is none within quotes.
fn end_of_link(text: &str) -> usize {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => return index,
            _ => {}
        }
    }
    text.len()
}

/// Whether `next` is among the relations of the parameters of a link.
fn is_next(parameters: &str) -> bool {
    let relations = parameters.split(';').filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("rel").then(|| value.trim().trim_matches('"'))
    });
    // Of several, the first counts (RFC 8288, section 3.3).
    let relations = relations.take(1).flat_map(str::split_ascii_whitespace);
    relations.into_iter().any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// Where a link leads on the server of `base`: path and query. `None` if it leads to another host, or nowhere.
///
/// It may name another scheme or port than `base`, as servers behind a proxy do. The request goes to the origin of `base` in any case, so
/// that no link can take a credential elsewhere.
pub(super) fn target(base: &BaseUrl, current: &str, link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    let absolute = match link.get(..8).map(str::to_ascii_lowercase) {
        Some(begin) if begin.starts_with("https://") => link.get(8..),
        Some(begin) if begin.starts_with("http://") => link.get(7..),
        _ => link.strip_prefix("//"),
    };
    let target = if let Some(rest) = absolute {
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if !host(authority).eq_ignore_ascii_case(host(authority_of(base.origin()))) {
            return None;
        }
        if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
    } else if link.starts_with('/') {
        link.to_owned()
    } else if link.starts_with('?') {
        format!("{current}{link}")
    } else if link.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    } else {
        let folder = current.rfind('/').and_then(|slash| current.get(..=slash)).unwrap_or("/");
        format!("{folder}{link}")
    };
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let stays = is_path(path) && query.is_ascii() && !path.starts_with("//");
    stays.then_some(target)
}

fn authority_of(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, authority)| authority)
}

/// An authority without its port. User information stays, so that it equals no host.
fn host(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}
