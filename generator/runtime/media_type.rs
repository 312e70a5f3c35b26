//! Media types, as a description and a header name them (RFC 9110, section 8.3.1).

#[cfg(test)]
mod tests;

/// A media type or a range of them, which are compared without their parameters and in any case.
#[derive(Clone, Copy)]
pub(super) struct MediaType<'a> {
    essence: &'a str,
    parameters: &'a str,
}

impl<'a> MediaType<'a> {
    /// Takes a text apart, whatever it is: one that is no media type matches none.
    pub(super) fn new(text: &'a str) -> Self {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        Self { essence: essence.trim(), parameters }
    }

    /// The type and subtype, without parameters.
    pub(super) fn essence(self) -> &'a str {
        self.essence
    }

    /// Whether it is JSON: `application/json`, or any with the suffix `+json` (RFC 6839, section 3.1).
    pub(super) fn is_json(self) -> bool {
        let suffix = self.essence.rsplit_once('+').map(|(_, suffix)| suffix);
        self.is("application/json") || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
    }

    /// Whether it is a page for people.
    pub(super) fn is_html(self) -> bool {
        self.is("text/html") || self.is("application/xhtml+xml")
    }

    /// Whether it is a range: `image/*`, `*/*`.
    pub(super) fn is_range(self) -> bool {
        self.essence.ends_with("/*")
    }

    /// Whether `other` is this media type, or one of this range.
    pub(super) fn includes(self, other: MediaType<'_>) -> bool {
        let Some((kind, subtype)) = other.essence.split_once('/') else { return false };
        match self.essence.strip_suffix("/*") {
            _ if subtype == "*" => false,
            Some("*") => true,
            Some(range) => range.eq_ignore_ascii_case(kind),
            None => self.is(other.essence),
        }
    }

    /// Whether it names a charset.
    pub(super) fn has_charset(self) -> bool {
        self.charset().is_some()
    }

    /// Whether text in UTF-8 can be of this media type: it names UTF-8, a charset within that, or none.
    pub(super) fn is_utf8(self) -> bool {
        let is = |charset: &str| {
            ["utf-8", "utf8", "us-ascii"].iter().any(|name| charset.eq_ignore_ascii_case(name))
        };
        self.charset().is_none_or(is)
    }

    fn charset(self) -> Option<&'a str> {
        let mut parameters = self.parameters.split(';').filter_map(|parameter| parameter.split_once('='));
        let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        Some(value.trim().trim_matches('"'))
    }

    fn is(self, essence: &str) -> bool {
        self.essence.eq_ignore_ascii_case(essence)
    }
}
