//! How an operation gives a list page by page.

use super::{DefinitionId, Presence, Type};
use crate::plan::names::Ident;

/// How an operation gives a list page by page.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// The type that stands for it among those of the call.
    pub marker: Ident,
    /// The names of the rules that it follows: one, or one by cursor and one by number.
    pub rules: Vec<String>,
    /// How pages follow one another.
    pub paging: Paging,
    /// The type of an item.
    pub item: Type,
    /// The forms in which an answer can hold the list. One that is none of a union's is alone.
    pub forms: Vec<PageForm>,
}

/// How pages follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// Each page has a cursor for the next.
    Cursor(ByCursor),
    /// Pages or items are counted.
    Number(ByNumber),
    /// Either.
    Either(ByCursor, ByNumber),
    /// The body of each page has the URL of the next.
    Link,
    /// The header `Link` of each page has the URL of the next.
    LinkHeader,
}

/// Pages by cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByCursor {
    /// The parameter that takes the cursor.
    pub parameter: String,
    /// What is sent unless the call sets it.
    pub send: Vec<(String, String)>,
}

/// Pages by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByNumber {
    /// The parameter that takes the number.
    pub parameter: String,
    /// The parameter that says how large a page is to be.
    pub size: Option<String>,
    /// Whether the number is one of items, not of pages.
    pub counts_items: bool,
    /// The number of the first page.
    pub first: u64,
    /// What is sent unless the call sets it.
    pub send: Vec<(String, String)>,
}

/// A form in which an answer holds the list: the steps to each member that is there.
#[derive(Clone, Debug)]
pub struct PageForm {
    /// The variant of a union or of an answer; `None` for the answer itself.
    pub variant: Option<(DefinitionId, Ident)>,
    /// The items; no steps if the form is the list itself.
    pub items: Vec<Step>,
    /// The cursor for the next page, or its URL.
    pub next: Option<Vec<Step>>,
    /// How many items there are before it.
    pub start: Option<Vec<Step>>,
    /// How many items it may have.
    pub limit: Option<Vec<Step>>,
    /// How many items all pages have.
    pub total: Option<Vec<Step>>,
    /// Whether there is another page.
    pub more: Option<Vec<Step>>,
}

/// From a struct to one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub field: Ident,
    /// Whether it can be absent or null.
    pub presence: Presence,
}
