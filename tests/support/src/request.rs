//! Reading requests off a connection (RFC 9112).

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// Bytes of a request line and its headers, or of one line of a chunked body.
const MAX_HEAD: u64 = 256 * 1024;
/// Bytes of a request's body.
const MAX_BODY: u64 = 64 * 1024 * 1024;

/// A request as it stood on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method: `POST`.
    pub method: String,
    /// The target, still encoded: `/users/a%2Fb?q=1`.
    pub target: String,
    /// The headers in their order, names as they were spelled, values without the spaces around them.
    pub headers: Vec<(String, String)>,
    /// The body, freed from chunked framing.
    pub body: Vec<u8>,
    /// On which of the server's connections it came; the first is 0.
    pub connection: usize,
}

impl Request {
    /// The value of the first header of this name, in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(held, _)| held.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as text; bytes that are not UTF-8 show as `�`.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

/// Why there is no request to answer.
#[derive(Debug)]
pub(crate) enum End {
    /// The client is gone, perhaps in the middle of a request.
    Gone,
    /// What came is not a request. It says what is wrong with it.
    Malformed(String),
}

impl From<io::Error> for End {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// The next request on a connection.
pub(crate) fn read(reader: &mut impl BufRead, connection: usize) -> Result<Request, End> {
    let start = line(reader)?;
    let (method, target) = match start.split(' ').collect::<Vec<_>>()[..] {
        [method, target, "HTTP/1.1"] if !method.is_empty() && !target.is_empty() => (method, target),
        _ => return Err(End::Malformed(format!("{start:?} is not a request line of HTTP/1.1"))),
    };
    let headers = headers(reader)?;
    let mut request = Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers,
        body: Vec::new(),
        connection,
    };
    request.body = match (request.header("transfer-encoding"), request.header("content-length")) {
        (None, None) => Vec::new(),
        (None, Some(length)) => {
            let length = length.parse().map_err(|_| End::Malformed(format!("{length:?} is not a length")))?;
            exactly(reader, length)?
        }
        (Some("chunked"), None) => chunks(reader)?,
        (Some(encoding), None) => {
            return Err(End::Malformed(format!("the transfer encoding {encoding:?} is not chunked")));
        }
        (Some(_), Some(_)) => {
            return Err(End::Malformed("Transfer-Encoding and Content-Length stand side by side".to_owned()));
        }
    };
    Ok(request)
}

/// Header lines up to the empty one.
fn headers(reader: &mut impl BufRead) -> Result<Vec<(String, String)>, End> {
    let mut headers = Vec::new();
    let mut read = 0;
    loop {
        let line = line(reader)?;
        if line.is_empty() {
            return Ok(headers);
        }
        read += line.len() as u64;
        if read > MAX_HEAD {
            return Err(End::Malformed(format!("the headers have more than {MAX_HEAD} bytes")));
        }
        match line.split_once(':') {
            Some((name, value)) if !name.is_empty() && !name.contains(char::is_whitespace) => {
                headers.push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
            }
            _ => return Err(End::Malformed(format!("{line:?} is not a header"))),
        }
    }
}

/// One line, without its CR LF.
fn line(reader: &mut impl BufRead) -> Result<String, End> {
    let mut bytes = Vec::new();
    reader.take(MAX_HEAD).read_until(b'\n', &mut bytes)?;
    let Some(ended) = bytes.strip_suffix(b"\n") else {
        return Err(match bytes.len() as u64 {
            MAX_HEAD => End::Malformed(format!("a line has more than {MAX_HEAD} bytes")),
            _ => End::Gone,
        });
    };
    let ended =
        ended.strip_suffix(b"\r").ok_or_else(|| End::Malformed("a line ends in a bare LF".to_owned()))?;
    String::from_utf8(ended.to_vec())
        .map_err(|_| End::Malformed(format!("{:?} is not UTF-8", String::from_utf8_lossy(ended))))
}

/// A chunked body (RFC 9112, section 7.1); chunk extensions and trailers are read and left out.
fn chunks(reader: &mut impl BufRead) -> Result<Vec<u8>, End> {
    let mut body = Vec::new();
    loop {
        let line = line(reader)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16)
            .map_err(|_| End::Malformed(format!("{line:?} is not the size of a chunk")))?;
        if size == 0 {
            headers(reader)?;
            return Ok(body);
        }
        body.extend(exactly(reader, size)?);
        if body.len() as u64 > MAX_BODY {
            return Err(End::Malformed(format!("the body has more than {MAX_BODY} bytes")));
        }
        if exactly(reader, 2)? != b"\r\n" {
            return Err(End::Malformed("a chunk is longer than its size".to_owned()));
        }
    }
}

fn exactly(reader: &mut impl BufRead, length: u64) -> Result<Vec<u8>, End> {
    if length > MAX_BODY {
        return Err(End::Malformed(format!(
            "a length of {length} is more than the {MAX_BODY} that are read"
        )));
    }
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(End::Gone) }
}
