//! A page from which there is no way to the next.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use super::super::api::OperationInfo;

/// A page from which there is no way to the next: to go on would be a loop, or would lead to another server.
#[derive(Debug)]
pub struct PagingError {
    pub(in super::super) operation: &'static OperationInfo,
    pub(in super::super) page: u64,
    pub(in super::super) fault: PagingFault,
}

/// What is wrong with a page. No variant holds a value of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum PagingFault {
    /// Its cursor for the next page is the one that it was asked for with.
    SameCursor,
    /// It begins where the page before it began.
    SameStart,
    /// Its link to the next page leads to another server, or is no URL.
    ForeignLink,
    /// It has another form than those that the list is known to be in.
    Form,
}

impl PagingError {
    /// The operation that was called.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// Which page of those that were asked for it is, from 1.
    pub fn page(&self) -> u64 {
        self.page
    }
}

impl Display for PagingError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { operation, page, fault } = self;
        write!(f, "{operation}, page {page}: ")?;
        f.write_str(match fault {
            PagingFault::SameCursor => "its cursor for the next page is the one that it was asked for with",
            PagingFault::SameStart => "it begins where the page before it began",
            PagingFault::ForeignLink => "its link to the next page leads to another server, or is not a URL",
            PagingFault::Form => "its answer has none of the forms in which the list is known",
        })
    }
}

impl StdError for PagingError {}
