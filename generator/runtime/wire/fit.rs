//! Which of several shapes a value has.

use super::{Json, Node, ReadError};

#[cfg(test)]
mod tests;

/// The shape of one branch of a union, as far as it tells the branch from others.
#[derive(Clone, Copy, Debug)]
pub enum Fit {
    /// Anything at all.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Any string.
    String,
    /// One of these strings, or another that they may be joined by.
    Text(&'static [&'static str]),
    /// An array.
    Array,
    /// An object.
    Object {
        /// The members that it always has.
        required: &'static [&'static str],
        /// The members that it may have, the required ones among them.
        known: &'static [&'static str],
    },
}

/// A branch of a union: its shape, and how it is read.
pub type Branch<T> = (Fit, fn(Json<'_>) -> Result<T, ReadError>);

/// How well a value fits: the kind first, then how many required members are there, then how many known ones.
type Score = (u8, usize, usize);

/// Reads the value as the branch that it fits best; `None` if it fits none.
///
/// Should that branch not read it after all, the next best gets its turn. The error is that of the best.
pub fn best_fit<T>(json: Json<'_>, branches: &[Branch<T>]) -> Result<Option<T>, ReadError> {
    let scores =
        || branches.iter().map(|(fit, read)| (score(json, *fit), read)).filter(|(score, _)| score.0 > 0);
    // Of several that fit equally, the first.
    let best = scores().reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((_, read)) = best else { return Ok(None) };
    read(json).map(Some).or_else(|error| {
        let mut ranked: Vec<_> = scores().collect();
        ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        ranked.into_iter().skip(1).find_map(|(_, read)| read(json).ok()).map(Some).ok_or(error)
    })
}

fn score(json: Json<'_>, fit: Fit) -> Score {
    let rank = match (fit, json.node()) {
        (Fit::Object { required, known }, Node::Object { .. }) => return score_object(json, required, known),
        (Fit::Boolean, Node::Bool(_))
        | (Fit::String, Node::Str(_))
        | (Fit::Array, Node::Array { .. })
        | (Fit::Integer, Node::Int(_) | Node::UInt(_))
        | (Fit::Number, Node::Float(_)) => 3,
        (Fit::Text(values), Node::Str(text)) if values.contains(&&**text) => 4,
        // An integer written with a fraction of zero; an integer where any number goes; a string of tomorrow.
        (Fit::Integer, Node::Float(value)) if value.fract() == 0.0 => 2,
        (Fit::Number, Node::Int(_) | Node::UInt(_)) | (Fit::Text(_), Node::Str(_)) => 2,
        (Fit::Any, _) => 1,
        _ => 0,
    };
    (rank, 0, 0)
}

fn score_object(json: Json<'_>, required: &[&str], known: &[&str]) -> Score {
    let (mut of_required, mut of_known) = (0, 0);
    for (name, _) in json.members() {
        if known.contains(&name) {
            of_known += 1;
            of_required += usize::from(required.contains(&name));
        }
    }
    let rank = if of_required == required.len() { 3 } else { 0 };
    (rank, of_required, of_known)
}
