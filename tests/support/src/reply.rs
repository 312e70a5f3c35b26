//! What a server sends back, and how it fails.

use std::io::{self, Read, Write};

use bytes::Bytes;

/// The most bytes of a chunk of a chunked body, or of a frame of data.
pub(crate) const CHUNK: usize = 16 * 1024;

/// What the server sends in answer to one request.
///
/// The connection stays open afterwards, unless a `Connection: close` stands in the reply or the request, the
/// reply is [raw](Self::raw), or it was [cut](Self::cut_after).
#[derive(Clone, Debug)]
pub struct Reply {
    head: Head,
    framing: Framing,
    body: Body,
    cut: Option<(u64, Ending)>,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is closed in order: the client reads the end of the stream.
    Close,
    /// It is reset: the client reads an error.
    Reset,
    /// It stays open, and nothing more comes until the server is dropped.
    Stall,
}

/// How the end of a body is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    /// By `Content-Length`.
    Length,
    /// By chunks.
    Chunked,
    /// There is no body: a status that has none.
    Empty,
    /// By the end of the connection; nothing is added to the bytes that the test gave.
    None,
}

/// What stands before the body.
#[derive(Clone, Debug)]
enum Head {
    /// A status, and headers by name.
    Said(u16, Vec<(String, String)>),
    /// What the test gave.
    Raw(Vec<u8>),
}

/// A reply where something else than this crate writes it.
pub(crate) struct Parts {
    /// `None` where it has no head that can be told by its parts.
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    /// After how many bytes of the body the stream ends, and how.
    pub(crate) cut: Option<(u64, Ending)>,
}

/// The body of a reply.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Bytes(Vec<u8>),
    /// So many times `x`, never held in memory.
    Filler(u64),
}

impl Body {
    /// Some bytes of it, which must be there.
    pub(crate) fn slice(&self, from: u64, size: u64) -> Bytes {
        let (from, size) = (to_usize(from), to_usize(size));
        match self {
            Self::Bytes(bytes) => Bytes::copy_from_slice(&bytes[from..from + size]),
            Self::Filler(_) => vec![b'x'; size].into(),
        }
    }

    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Filler(length) => *length,
        }
    }
}

fn to_usize(size: u64) -> usize {
    size.try_into().expect("what is held in memory can be counted")
}

impl Reply {
    /// An answer of this status without headers or body.
    pub fn new(status: u16) -> Self {
        let framing = if matches!(status, 100..=199 | 204 | 304) { Framing::Empty } else { Framing::Length };
        Self { head: Head::Said(status, Vec::new()), framing, body: Body::Bytes(Vec::new()), cut: None }
    }

    /// An answer of this status with a body of JSON.
    pub fn json(status: u16, text: &str) -> Self {
        Self::new(status).header("Content-Type", "application/json").body(text)
    }

    /// These bytes with nothing added, then the end of the connection.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            head: Head::Raw(bytes.into()),
            framing: Framing::None,
            body: Body::Bytes(Vec::new()),
            cut: None,
        }
    }

    /// Not one byte: the connection ends in place of an answer.
    pub fn nothing(ending: Ending) -> Self {
        Self::raw("").cut_after(0, ending)
    }

    /// Adds a header after those that are there. `Content-Length` and `Transfer-Encoding` come by themselves.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match &mut self.head {
            Head::Said(_, headers) => headers.push((name.to_owned(), value.to_owned())),
            Head::Raw(bytes) => bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes()),
        }
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = Body::Bytes(bytes.into());
        self
    }

    /// Sets a body of `length` bytes, all `x`, which is made while it is sent.
    #[must_use]
    pub fn filler(mut self, length: u64) -> Self {
        self.body = Body::Filler(length);
        self
    }

    /// Sends the body in chunks, its length untold.
    #[must_use]
    pub fn chunked(mut self) -> Self {
        self.framing = Framing::Chunked;
        self
    }

    /// Ends the connection after `bytes` of the body, whatever length the headers promised.
    #[must_use]
    pub fn cut_after(mut self, bytes: u64, ending: Ending) -> Self {
        self.cut = Some((bytes, ending));
        self
    }

    /// Writes the reply; gives how the connection ends, or `None` where it stays open.
    pub(crate) fn write(&self, out: &mut impl Write, to_head: bool) -> io::Result<Option<Ending>> {
        match &self.head {
            Head::Said(status, headers) => {
                write!(out, "HTTP/1.1 {status} \r\n")?;
                headers.iter().try_for_each(|(name, value)| write!(out, "{name}: {value}\r\n"))?;
            }
            Head::Raw(bytes) => out.write_all(bytes)?,
        }
        match self.framing {
            Framing::Length => write!(out, "Content-Length: {}\r\n\r\n", self.body.len())?,
            Framing::Chunked => out.write_all(b"Transfer-Encoding: chunked\r\n\r\n")?,
            Framing::Empty => out.write_all(b"\r\n")?,
            Framing::None => {}
        }
        if !to_head && self.framing != Framing::Empty {
            self.write_body(out)?;
        }
        out.flush()?;
        Ok(match self.cut {
            Some((_, ending)) => Some(ending),
            None => (self.framing == Framing::None || self.says_close()).then_some(Ending::Close),
        })
    }

    fn write_body(&self, out: &mut impl Write) -> io::Result<()> {
        let source: &mut dyn Read = match &self.body {
            Body::Bytes(bytes) => &mut bytes.as_slice(),
            Body::Filler(length) => &mut io::repeat(b'x').take(*length),
        };
        let mut source = source.take(self.cut.map_or(u64::MAX, |(bytes, _)| bytes));
        if self.framing != Framing::Chunked {
            return io::copy(&mut source, out).map(drop);
        }
        let mut chunk = [0; CHUNK];
        loop {
            let size = source.read(&mut chunk)?;
            if size == 0 {
                break;
            }
            write!(out, "{size:x}\r\n")?;
            out.write_all(&chunk[..size])?;
            out.write_all(b"\r\n")?;
        }
        if self.cut.is_none() {
            out.write_all(b"0\r\n\r\n")?;
        }
        Ok(())
    }

    /// The reply by its parts. Chunks are HTTP/1.1's alone, and so is what is raw.
    pub(crate) fn into_parts(self) -> Parts {
        let (status, headers) = match self.head {
            Head::Said(status, headers) => (Some(status), headers),
            Head::Raw(_) => (None, Vec::new()),
        };
        Parts { status, headers, body: self.body, cut: self.cut }
    }

    fn says_close(&self) -> bool {
        let Head::Said(_, headers) = &self.head else { return false };
        headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("connection") && value.eq_ignore_ascii_case("close")
        })
    }
}
