//! Operations that give a list page by page: all pages of a call, or the items in them.

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::answer::ResponseBody;
use super::call::Call;
use super::error::Error;
use super::response::Response;

mod course;
mod facts;
mod link;
mod style;

#[cfg(test)]
mod tests;

use self::course::Course;
pub use self::facts::{PageFacts, PageNumber};
pub use self::style::{ByCursor, ByNumber, Counted, Paging};

/// What an operation's fourth type is if it gives no pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPages {}

/// An operation that gives a list page by page, and how: the fourth type of its calls. Printed code implements it.
pub trait Paginated {
    /// The answer to one call.
    type Page;
    /// An item of the list.
    type Item;
    /// How pages follow one another.
    const PAGING: Paging;

    /// What a page says of itself.
    fn facts(page: &Self::Page) -> PageFacts;

    /// The items of a page; none if it has none of the forms in which the list is known.
    fn items(page: Self::Page) -> Vec<Self::Item>;
}

impl<T: ResponseBody, P, E, G: Paginated<Page = T>> Call<'_, T, P, E, G> {
    /// The pages from this one on, each as the call itself would give it. What the call was given holds for each of them: limits of time,
    /// too.
    pub fn pages(self) -> Pages<T> {
        Pages {
            course: Course::new(self.arguments, G::PAGING),
            read: |answer| {
                let page = answer.decode::<T>()?.into_value();
                let facts = G::facts(&page);
                Ok((page, facts))
            },
        }
    }

    /// The items of the pages from this one on. What the call was given holds for the request of each page: limits of time, too.
    pub fn items(self) -> Items<G::Item> {
        let pages = Pages {
            course: Course::new(self.arguments, G::PAGING),
            read: |answer: Response<Bytes>| {
                let page = answer.decode::<T>()?.into_value();
                let facts = G::facts(&page);
                Ok((G::items(page), facts))
            },
        };
        Items { pages, ready: Vec::new().into_iter() }
    }
}

/// The pages of a list. Each is asked for when it is awaited; the first error ends them.
///
/// A page whose cursor for the next is its own is an [`Error::Paging`] after it, as is a link to another server. Dropping what
/// [`next`](Self::next) gives loses nothing: awaiting it again goes on with the same request.
#[must_use = "nothing is sent until a page is awaited"]
pub struct Pages<T> {
    course: Course,
    read: Read<T>,
}

/// Reads an answer, and what it says of its page.
type Read<T> = fn(Response<Bytes>) -> Result<(T, PageFacts), Error>;

impl<T> Pages<T> {
    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Begins with the page that an earlier [`next_cursor`](Self::next_cursor) named, of the same call.
    pub fn from_cursor(mut self, cursor: impl Into<String>) -> Self {
        self.course.resume(&cursor.into());
        self
    }

    /// What names the page that comes next, to go on with another time; `None` if it is the first, or there is none. After an error it
    /// is the page that failed.
    pub fn next_cursor(&self) -> Option<String> {
        self.course.cursor()
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Poll::Ready(answer) = this.course.poll_answer(context) else { return Poll::Pending };
        let page = answer.map(|answer| {
            let (link, (page, facts)) = answer.and_then(|(answer, link)| Ok((link, (this.read)(answer)?)))?;
            this.course.turn(link.as_deref(), &facts)?;
            Ok(page)
        });
        if let Some(Err(_)) = page {
            this.course.stop();
        }
        Poll::Ready(page)
    }
}

/// The items of a list, page by page. Each page is asked for when its first item is awaited; the first error ends them.
///
/// It is to [`Pages`] what the items are to the pages.
#[must_use = "nothing is sent until an item is awaited"]
pub struct Items<I> {
    pages: Pages<Vec<I>>,
    ready: std::vec::IntoIter<I>,
}

impl<I> Items<I> {
    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Begins with the page that an earlier `next_cursor` named, of the same call.
    pub fn from_cursor(self, cursor: impl Into<String>) -> Self {
        Self { pages: self.pages.from_cursor(cursor), ..self }
    }

    /// What names the page after the one that the items come from at present, to go on with another time; see
    /// [`Pages::next_cursor`].
    pub fn next_cursor(&self) -> Option<String> {
        self.pages.next_cursor()
    }
}

/// Items are moved out, never pinned.
impl<I> Unpin for Items<I> {}

impl<I> Stream for Items<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match Pin::new(&mut self.pages).poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(items))) => self.ready = items.into_iter(),
            }
        }
    }
}

/// Shows the operation alone.
impl<T> Debug for Pages<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("operation", &self.course.operation()).finish_non_exhaustive()
    }
}

/// Shows the operation alone: items may hold secrets.
impl<I> Debug for Items<I> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("operation", &self.pages.course.operation()).finish_non_exhaustive()
    }
}
