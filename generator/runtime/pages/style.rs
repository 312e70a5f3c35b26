//! How an API gives a list in pages, as data that printed code holds.

/// How the pages of an operation follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// Each page has a cursor for the next.
    Cursor(ByCursor),
    /// Pages, or items, are counted.
    Number(ByNumber),
    /// Either: by cursor, unless the call sets a parameter by which pages are counted.
    Either(ByCursor, ByNumber),
    /// The body of each page has the URL of the next.
    Link,
    /// The header `Link` of each page has the URL of the next, under `rel="next"` (RFC 8288).
    LinkHeader,
}

/// Pages by cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByCursor {
    /// The parameter of the query that takes the cursor.
    pub parameter: &'static str,
    /// What is sent with each request unless the call sets it: names and values of the query.
    pub send: &'static [(&'static str, &'static str)],
}

/// Pages by number, or by the number of items before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByNumber {
    /// The parameter of the query that takes the number.
    pub parameter: &'static str,
    /// The parameter of the query that says how large a page is to be, if there is one.
    pub size: Option<&'static str>,
    /// What is counted.
    pub counted: Counted,
    /// The number of the first page.
    pub first: u64,
    /// What is sent with each request unless the call sets it: names and values of the query.
    pub send: &'static [(&'static str, &'static str)],
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Pages.
    Pages,
    /// The items before the page.
    Items,
}
