//! YAML through `serde_yaml`.

use saphyr_parser::{Event, Parser};
use serde::de::DeserializeSeed;
use serde_yaml::Deserializer;

use super::seed::{Node, Progress};
use super::{Budget, Fault, Parsed, parser_fault};
use crate::diagnostic::NOT_YAML_OR_JSON;
use crate::read::Format;
use crate::read::outline::Characters;

/// The tree of `text`, which must be one YAML document.
pub(super) fn parse(text: &str, budget: &mut Budget) -> Result<Parsed, Fault> {
    check_depth(text)?;
    let mut progress = Progress::new(budget, true);
    let mut documents = Deserializer::from_str(text);
    // An empty text is one document too: null.
    let Some(document) = documents.next() else {
        return Err(parser_fault("the file holds no YAML document", 0));
    };
    let tree = Node(&mut progress).deserialize(document).map_err(|error| {
        let (message, at) = read_error(&error);
        progress.fault.take().map_or_else(|| parser_fault(&message, at), |fault| Fault { at, ..fault })
    })?;
    if documents.next().is_some() {
        let message = "the file holds a second YAML document".to_owned();
        return Err(Fault { rule: &NOT_YAML_OR_JSON, message, at: second_document(text) });
    }
    Ok(Parsed { format: Format::Yaml, tree, repeated_keys: progress.repeated_keys })
}

/// Refuses flow collections that nest too deep.
///
/// `serde_yaml` would do so too, but takes a time that grows with the square of the depth to get there: half a minute for
/// a hundred thousand braces. Brackets are counted wherever they stand, so a text with very many unpaired ones in its
/// strings is scanned for nothing.
fn check_depth(text: &str) -> Result<(), Fault> {
    const SUSPICIOUS: usize = 128;
    let mut depth = 0_usize;
    let is_suspicious = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > SUSPICIOUS
    });
    let error = if is_suspicious { Parser::new_from_str(text).find_map(Result::err) } else { None };
    error.map_or(Ok(()), |error| {
        Err(parser_fault(error.info(), Characters::new(text).byte(error.marker().index())))
    })
}

/// What `error` says, without its place, and the byte that is its place.
fn read_error(error: &serde_yaml::Error) -> (String, usize) {
    let message = error.to_string();
    // The reader's own errors, as for a control character, have a byte in place of a line.
    if let Some((words, byte)) = message.rsplit_once(" at position ")
        && let Ok(at) = byte.parse()
    {
        return (words.to_owned(), at);
    }
    let Some(location) = error.location() else {
        return (message, 0);
    };
    let place = format!(" at line {} column {}", location.line(), location.column());
    (message.replacen(&place, "", 1), location.index())
}

/// Where the second document of `text` begins.
fn second_document(text: &str) -> usize {
    let starts = Parser::new_from_str(text).map_while(Result::ok);
    let mut starts = starts.filter(|(event, _)| matches!(event, Event::DocumentStart(_)));
    let index = starts.nth(1).map_or(0, |(_, span)| span.start.index());
    Characters::new(text).byte(index)
}
