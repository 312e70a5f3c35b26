//! The way from page to page. Nothing here depends on a type of the API.

use std::future::ready;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Uri;
use percent_encoding::percent_decode_str;

use super::super::api::OperationInfo;
use super::super::auth::Tokens;
use super::super::call::Answer;
use super::super::error::{Error, InvalidRequest, PagingError, PagingFault, RequestFault};
use super::super::request::Arguments;
use super::super::response::Response;
use super::facts::PageFacts;
use super::link::{next_link, target};
use super::style::{ByCursor, ByNumber, Counted, Paging};

/// A call that is sent once for each page.
pub(super) struct Course {
    arguments: Arguments<'static>,
    paging: Paging,
    state: State,
    /// The page that is asked for, or is to be asked for next.
    position: Position,
    /// How many pages were asked for.
    pages: u64,
    /// How many items there were up to the position, if that is known.
    seen: Option<u64>,
    /// Where the last page said that it begins.
    start: Option<u64>,
    /// Path and query of the last request.
    last: Option<String>,
}

enum State {
    /// A page is to be asked for.
    Open(Prepared),
    /// A page is asked for.
    Asking(Prepared, Answer<Bytes>),
    /// There is a page, but no way to it.
    Failed(Error),
    /// The last thing was an error.
    Broken,
    /// There are no more pages.
    Ended,
}

/// What the requests of all pages have in common: all but the URL.
struct Prepared {
    request: http::Request<Bytes>,
    tokens: Option<Arc<Tokens>>,
}

/// Which page.
#[derive(Clone, PartialEq, Eq)]
enum Position {
    /// The one with this cursor; the first without one.
    Cursor(Option<String>),
    /// The one of this number.
    Number(u64),
    /// The one at this path and query; the first without them.
    Link(Option<String>),
}

impl Course {
    /// The pages of a call, from the one that it asks for.
    pub(super) fn new(mut arguments: Arguments<'_>, paging: Paging) -> Self {
        let position = position(&mut arguments, paging);
        let prepared = match &position {
            Ok(_) => arguments.prepare().map(|(request, tokens)| Prepared { request, tokens }),
            Err(fault) => Err(invalid(arguments.operation, RequestFault::PageNumber(fault))),
        };
        let mut course = Self {
            state: prepared.map_or_else(State::Failed, State::Open),
            arguments: arguments.without_body(),
            paging,
            position: position.unwrap_or(Position::Link(None)),
            pages: 0,
            seen: None,
            start: None,
            last: None,
        };
        course.settle();
        course
    }

    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.arguments.operation
    }

    /// Begins at another page.
    pub(super) fn resume(&mut self, cursor: &str) {
        let number = |style: ByNumber, text: &str| match text.parse() {
            Ok(number) => Ok(Position::Number(number)),
            Err(_) => Err(invalid(self.operation(), RequestFault::PageNumber(style.parameter))),
        };
        let position = match self.paging {
            Paging::Cursor(_) => Ok(Position::Cursor(Some(cursor.to_owned()))),
            Paging::Number(style) => number(style, cursor),
            Paging::Either(_, style) => match in_pages(style, cursor) {
                Some(text) => number(style, text),
                None => Ok(Position::Cursor(Some(cursor.to_owned()))),
            },
            Paging::Link | Paging::LinkHeader => {
                self.target("/", cursor).map(|target| Position::Link(Some(target)))
            }
        };
        match position {
            Ok(position) => self.position = position,
            Err(error) => self.state = State::Failed(error),
        }
        self.settle();
    }

    /// What names the page that comes next.
    pub(super) fn cursor(&self) -> Option<String> {
        match (&self.state, &self.position) {
            (State::Ended, _) => None,
            (_, Position::Cursor(cursor) | Position::Link(cursor)) => cursor.clone(),
            (_, Position::Number(number)) => match self.paging {
                Paging::Either(_, style) => Some(format!("{}={number}", style.parameter)),
                _ => Some(number.to_string()),
            },
        }
    }

    /// The next answer, with the URL in its header `Link` if that counts; `None` after the last.
    pub(super) fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Option<Answered>> {
        let (prepared, mut answer) = match std::mem::replace(&mut self.state, State::Broken) {
            State::Asking(prepared, answer) => (prepared, answer),
            State::Open(prepared) => {
                let answer = self.ask(&prepared);
                (prepared, answer)
            }
            State::Failed(error) => return Poll::Ready(Some(Err(error))),
            ended @ (State::Broken | State::Ended) => {
                self.state = ended;
                return Poll::Ready(None);
            }
        };
        let Poll::Ready(answer) = answer.as_mut().poll(context) else {
            self.state = State::Asking(prepared, answer);
            return Poll::Pending;
        };
        self.state = State::Open(prepared);
        Poll::Ready(Some(answer.map(|answer| {
            let link = matches!(self.paging, Paging::LinkHeader).then(|| next_link(answer.headers()));
            (answer, link.flatten())
        })))
    }

    /// Takes what the last answer says of the next page, if it is one of the list.
    pub(super) fn turn(&mut self, link: Option<&str>, facts: &PageFacts) -> Result<(), Error> {
        let Some(length) = facts.length else { return Err(self.fault(PagingFault::Form)) };
        let length = length as u64;
        self.seen = self.seen.map(|seen| seen.saturating_add(length));
        let next = facts.next.as_deref().filter(|next| !next.is_empty());
        let following = match (&self.position, self.paging) {
            (Position::Number(at), Paging::Number(style)) => self.after_number(style, *at, length, facts)?,
            (Position::Number(at), Paging::Either(_, style)) => {
                self.after_number(style, *at, length, facts)?
            }
            (Position::Cursor(_) | Position::Link(_), _) if facts.more == Some(false) => None,
            (Position::Cursor(_), _) if next.is_some() => Some(Position::Cursor(next.map(str::to_owned))),
            // So answers a server that counts pages after all; the only page of a list by cursor has neither.
            (Position::Cursor(None), Paging::Either(_, style))
                if facts.is_bare || facts.start.or(facts.limit).or(facts.total).is_some() =>
            {
                let following = self.after_number(style, style.first, length, facts)?;
                if following.is_some() {
                    self.count_pages(style, length);
                }
                following
            }
            (Position::Link(_), _) => match link.or(next) {
                Some(link) => {
                    let current = self.last.clone().unwrap_or_default();
                    let path = current.split('?').next().unwrap_or_default();
                    match self.target(path, link) {
                        Ok(target) if target == current => {
                            self.fail(PagingFault::SameCursor);
                            return Ok(());
                        }
                        Ok(target) => Some(Position::Link(Some(target))),
                        Err(_) => {
                            self.fail(PagingFault::ForeignLink);
                            return Ok(());
                        }
                    }
                }
                None => None,
            },
            _ => None,
        };
        match following {
            None => self.state = State::Ended,
            Some(following) if following == self.position => self.fail(PagingFault::SameCursor),
            Some(following) => self.position = following,
        }
        Ok(())
    }

    /// Ends everything after an error.
    pub(super) fn stop(&mut self) {
        self.state = State::Broken;
    }

    /// The page after that of the number `at`, if there is one.
    fn after_number(
        &mut self,
        style: ByNumber,
        at: u64,
        length: u64,
        facts: &PageFacts,
    ) -> Result<Option<Position>, Error> {
        if facts.start.is_some() && facts.start == self.start && length > 0 {
            return Err(self.fault(PagingFault::SameStart));
        }
        self.start = facts.start;
        let before = facts.start.or(match (style.counted, facts.limit) {
            (Counted::Items, _) => Some(at),
            (Counted::Pages, Some(limit)) => at.checked_sub(style.first).map(|at| at.saturating_mul(limit)),
            (Counted::Pages, None) => self.seen.map(|seen| seen - length),
        });
        let is_last = length == 0
            || facts.more == Some(false)
            || facts.limit.is_some_and(|limit| length < limit)
            || before.zip(facts.total).is_some_and(|(before, total)| before.saturating_add(length) >= total);
        Ok((!is_last).then(|| {
            Position::Number(match style.counted {
                Counted::Pages => at.saturating_add(1),
                Counted::Items => at.saturating_add(length),
            })
        }))
    }

    /// Goes over to pages that are as large as the first was, whatever the server's own size is.
    fn count_pages(&mut self, style: ByNumber, length: u64) {
        if let Paging::Either(cursor, _) = self.paging {
            for (name, _) in cursor.send {
                self.arguments.parameters.set(self.arguments.operation.parameters, name, &None::<&str>);
            }
        }
        if let Some(size) = style.size {
            self.arguments.parameters.set(self.arguments.operation.parameters, size, &length);
        }
    }

    /// Takes note of where the course begins.
    fn settle(&mut self) {
        self.seen = match (self.paging, &self.position) {
            (Paging::Number(style) | Paging::Either(_, style), Position::Number(number)) => {
                (*number == style.first).then_some(0)
            }
            (_, Position::Cursor(Some(_)) | Position::Link(Some(_))) => None,
            _ => Some(0),
        };
    }

    /// Asks for the page of the position.
    fn ask(&mut self, prepared: &Prepared) -> Answer<Bytes> {
        self.pages += 1;
        let uri = match self.uri() {
            Ok(uri) => uri,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        self.last = uri.path_and_query().map(ToString::to_string);
        let mut request = prepared.request.clone();
        *request.uri_mut() = uri;
        self.arguments.send_prepared(request, prepared.tokens.clone())
    }

    /// The URL of the page of the position.
    fn uri(&mut self) -> Result<Uri, Error> {
        let (operation, client) = (self.arguments.operation, self.arguments.client.clone());
        let chosen =
            client.inner.credentials.choose(operation).map_err(|error| Error::Auth(Box::new(error)))?;
        let uri = match (&self.position, self.paging) {
            (Position::Link(Some(target)), _) => {
                let mut url =
                    self.arguments.base().map_err(|fault| invalid(operation, fault))?.origin().to_owned();
                url.push_str(target);
                for part in chosen.query().filter(|part| !has_pair(target, part)) {
                    url.push(if url.contains('?') { '&' } else { '?' });
                    url.push_str(part);
                }
                url.parse().map_err(|_| RequestFault::Url)
            }
            (Position::Cursor(cursor), Paging::Cursor(style) | Paging::Either(style, _)) => {
                if let Some(cursor) = cursor {
                    self.arguments.parameters.set(operation.parameters, style.parameter, cursor);
                }
                send(&mut self.arguments, style.send);
                self.arguments.url(&chosen)
            }
            (Position::Number(number), Paging::Number(style) | Paging::Either(_, style)) => {
                self.arguments.parameters.set(operation.parameters, style.parameter, number);
                send(&mut self.arguments, style.send);
                self.arguments.url(&chosen)
            }
            _ => self.arguments.url(&chosen),
        };
        let fault = self.arguments.parameters.take_fault();
        fault.map_or(uri, Err).map_err(|fault| invalid(operation, fault))
    }

    /// Where a link of the page at `path` leads.
    fn target(&self, path: &str, link: &str) -> Result<String, Error> {
        let base = self.arguments.base().map_err(|fault| invalid(self.operation(), fault))?;
        target(base, path, link).ok_or_else(|| self.fault(PagingFault::ForeignLink))
    }

    /// Lets the page be, and then ends with an error.
    fn fail(&mut self, fault: PagingFault) {
        self.state = State::Failed(self.fault(fault));
    }

    fn fault(&self, fault: PagingFault) -> Error {
        let Self { pages, .. } = *self;
        Error::Paging(Box::new(PagingError { operation: self.operation(), page: pages.max(1), fault }))
    }
}

/// An answer, with the URL of the next page if its header `Link` says it.
type Answered = Result<(Response<Bytes>, Option<String>), Error>;

fn invalid(operation: &'static OperationInfo, fault: RequestFault) -> Error {
    Error::InvalidRequest(Box::new(InvalidRequest::new(operation, fault)))
}

/// The page that a call asks for; the parameter at fault if that is no number.
fn position(arguments: &mut Arguments<'_>, paging: Paging) -> Result<Position, &'static str> {
    let cursor = |arguments: &mut Arguments<'_>, style: ByCursor| {
        Ok(Position::Cursor(take_given(arguments, style.parameter)))
    };
    let number = |arguments: &mut Arguments<'_>, style: ByNumber| {
        let given = take_given(arguments, style.parameter).map(|given| given.parse());
        given.unwrap_or(Ok(style.first)).map(Position::Number).map_err(|_| style.parameter)
    };
    match paging {
        Paging::Cursor(style) => cursor(arguments, style),
        Paging::Number(style) => number(arguments, style),
        Paging::Either(by_cursor, by_number) => {
            let names = [Some(by_number.parameter), by_number.size];
            if names.into_iter().flatten().any(|name| is_given(arguments, name)) {
                number(arguments, by_number)
            } else {
                cursor(arguments, by_cursor)
            }
        }
        Paging::Link | Paging::LinkHeader => Ok(Position::Link(None)),
    }
}

/// The number in the cursor of a call that takes cursors of the API too.
fn in_pages(style: ByNumber, cursor: &str) -> Option<&str> {
    cursor.strip_prefix(style.parameter)?.strip_prefix('=')
}

/// Gives what the style sends and the call does not set.
fn send(arguments: &mut Arguments<'_>, pairs: &[(&'static str, &'static str)]) {
    for (name, value) in pairs {
        if !is_given(arguments, name) {
            arguments.parameters.set(arguments.operation.parameters, name, value);
        }
    }
}

/// Whether the call was given a value for this name of the query.
fn is_given(arguments: &Arguments<'_>, name: &str) -> bool {
    arguments.parameters.in_query(name).is_some() || arguments.query.iter().any(|(of, _)| of == name)
}

/// The value that the call was given for this name of the query. What is no parameter is taken out, as it will be set as one.
fn take_given(arguments: &mut Arguments<'_>, name: &str) -> Option<String> {
    let further = arguments.query.iter().position(|(of, _)| of == name);
    let further = further.map(|index| arguments.query.remove(index).1);
    let parameter = arguments.parameters.in_query(name);
    further.or_else(|| parameter.map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned()))
}

/// Whether the query of `target` has a pair.
fn has_pair(target: &str, pair: &str) -> bool {
    target.split_once('?').is_some_and(|(_, query)| query.split('&').any(|own| own == pair))
}
