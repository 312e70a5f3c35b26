//! The text of an event stream, taken apart (HTML Standard, section 9.2.6, "Interpreting an event stream").

use std::time::Duration;

use bytes::{Buf, Bytes};

#[cfg(test)]
mod tests;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The most bytes that a line may have.
const MAX_LINE: usize = 1024 * 1024;

/// Takes an event stream apart, wherever its pieces are cut.
pub(super) struct Parser {
    /// The most bytes that an event may have.
    max_size: usize,
    /// The line that is not at its end yet.
    line: Vec<u8>,
    is_first_line: bool,
    /// Whether the last byte was a CR, whose LF may begin the next piece.
    after_return: bool,
    data: String,
    event: String,
    /// The last `id`, whose event may not be complete yet.
    id: String,
    /// That of the last event that was complete.
    pub(super) last_id: String,
    pub(super) retry: Option<Duration>,
}

/// An event, its data still text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) event: String,
    pub(super) data: String,
}

/// An event, or a line, is larger than it may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

impl Parser {
    pub(super) fn new(max_size: usize) -> Self {
        Self {
            max_size,
            line: Vec::new(),
            is_first_line: true,
            after_return: false,
            data: String::new(),
            event: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
        }
    }

    /// Begins anew, with another connection: what was not complete will come again.
    pub(super) fn restart(&mut self) {
        let Self { max_size, last_id, retry, .. } = self;
        let (last_id, retry) = (std::mem::take(last_id), *retry);
        *self = Self { id: last_id.clone(), last_id, retry, ..Self::new(*max_size) };
    }

    /// Takes bytes from `piece` until an event is complete, which it gives, or nothing is left.
    pub(super) fn event(&mut self, piece: &mut Bytes) -> Result<Option<RawEvent>, TooLarge> {
        while !piece.is_empty() {
            if std::mem::take(&mut self.after_return) && piece.starts_with(b"\n") {
                piece.advance(1);
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let taken = piece.split_to(end.unwrap_or(piece.len()));
            let line = self.line.len() + taken.len();
            if line > MAX_LINE || line + self.data.len() > self.max_size {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(&taken);
            if end.is_some() {
                self.after_return = piece.starts_with(b"\r");
                piece.advance(1);
                if let Some(event) = self.end_line() {
                    return Ok(Some(event));
                }
            }
        }
        Ok(None)
    }

    /// Acts on the line that is complete. An empty one completes an event.
    fn end_line(&mut self) -> Option<RawEvent> {
        let line = std::mem::take(&mut self.line);
        let is_first = std::mem::take(&mut self.is_first_line);
        let line = line.strip_prefix(BYTE_ORDER_MARK).filter(|_| is_first).unwrap_or(&line);
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // A comment, whose name is empty, or a field of the future.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        self.id.clone_into(&mut self.last_id);
        let (event, mut data) = (std::mem::take(&mut self.event), std::mem::take(&mut self.data));
        // The last line's end is none of the data; without any line there is no event.
        data.pop().map(|_| RawEvent { event, data })
    }
}
