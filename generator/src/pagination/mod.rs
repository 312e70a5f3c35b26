//! Rules that say how operations give lists page by page: of the settings, of profiles, of a description's own hints.
//!
//! Nothing is guessed. A rule names the parameters and the members of answers by which pages follow one another; a profile
//! is a list of rules under one name, for the conventions of an API. `plan` finds the operations that a rule fits.

mod hints;
mod settings;

pub(crate) use self::hints::hinted;
pub use self::settings::profile;
pub(crate) use self::settings::read;

/// How some operations give a list page by page.
///
/// Members of answers are named by JSON Pointers; of several, the first that an answer has counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRule {
    /// What findings and receipts call it: `auth0/checkpoint`.
    pub name: String,
    /// Whether it is of a profile, whose rules need not all fit.
    pub is_of_profile: bool,
    /// The operations that it is for, named as `include` names them; any that has its parameters if there are none.
    pub operations: Vec<String>,
    /// Parameters of the query that an operation must have for it to fit.
    pub requires: Vec<String>,
    /// How pages follow one another.
    pub style: PageStyle,
    /// The parameter of the query that takes the cursor or the number.
    pub parameter: Option<String>,
    /// The parameter of the query that says how large a page is to be.
    pub size: Option<String>,
    /// The number of the first page; by default the parameter's own default, else 0.
    pub first: Option<u64>,
    /// What is sent with each request unless the call sets it, as far as an operation has these parameters of the query.
    pub send: Vec<(String, String)>,
    /// The list of items; by default the answer itself if it is a list, else its one list.
    pub items: Vec<String>,
    /// The cursor for the next page, or its URL.
    pub next: Vec<String>,
    /// How many items there are before the page.
    pub start: Vec<String>,
    /// How many items the page may have.
    pub limit: Vec<String>,
    /// How many items all pages have.
    pub total: Vec<String>,
    /// Whether there is another page.
    pub more: Vec<String>,
}

/// How pages follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// They don't: the operations are taken out of all rules that come later.
    None,
    /// Each page has a cursor for the next.
    Cursor,
    /// Pages are counted.
    Page,
    /// Items are counted.
    Offset,
    /// Each page has the URL of the next: in its body, or in the header `Link` where the rule has no `next`.
    Link,
}

impl PageStyle {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::None, Self::Cursor, Self::Page, Self::Offset, Self::Link];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cursor => "cursor",
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Link => "link",
        }
    }

    /// Whether pages or items are counted.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Page | Self::Offset)
    }
}

impl PageRule {
    /// A rule of this name and style that says nothing else.
    pub fn new(name: impl Into<String>, style: PageStyle) -> Self {
        Self {
            name: name.into(),
            is_of_profile: false,
            operations: Vec::new(),
            requires: Vec::new(),
            style,
            parameter: None,
            size: None,
            first: None,
            send: Vec::new(),
            items: Vec::new(),
            next: Vec::new(),
            start: Vec::new(),
            limit: Vec::new(),
            total: Vec::new(),
            more: Vec::new(),
        }
    }

    /// Its pointers but for those to the items, each with its key in the settings.
    pub fn pointers(&self) -> [(&'static str, &[String]); 5] {
        [
            ("next", &self.next),
            ("start", &self.start),
            ("limit", &self.limit),
            ("total", &self.total),
            ("more", &self.more),
        ]
    }
}
