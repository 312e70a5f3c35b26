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
    /// An array whose first item that is not null, if there is one, has this shape.
    List(&'static Fit),
    /// An object.
    Object {
        /// The members that it always has.
        required: &'static [&'static str],
        /// The members that it may have, the required ones among them.
        known: &'static [&'static str],
        /// The members that hold one string alone, with that string.
        fixed: &'static [(&'static str, &'static str)],
    },
    /// What has one of these shapes: those of a union within the union.
    Union(&'static [Fit]),
}

/// How a branch of a union is read.
pub type Read<T> = fn(Json<'_>) -> Result<T, ReadError>;

/// How well a value fits: the kind first, then how many required members are there, then how many known ones.
type Score = (u8, usize, usize);

/// The score of a value that does not fit.
const NONE: Score = (0, 0, 0);

/// Reads the value as the branch whose shape it fits best; `None` if it fits none.
///
/// Should that branch not read it after all, the next best gets its turn. The error is that of the best.
pub fn best_fit<T>(json: Json<'_>, shapes: &[Fit], branches: &[Read<T>]) -> Result<Option<T>, ReadError> {
    let scores = || {
        shapes
            .iter()
            .zip(branches)
            .map(|(fit, read)| (score(json, *fit), read))
            .filter(|(score, _)| *score > NONE)
    };
    // Of several that fit equally, the first.
    let best = scores().reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((_, read)) = best else { return Ok(None) };
    read(json).map(Some).or_else(|error| {
        let mut ranked: Vec<_> = scores().collect();
        ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        ranked.into_iter().skip(1).find_map(|(_, read)| read(json).ok()).map(Some).ok_or(error)
    })
}

/// Which shape the value fits best; `None` if it fits none, or several equally well.
#[cfg(feature = "validate")]
pub fn only_fit(json: Json<'_>, shapes: &[Fit]) -> Option<usize> {
    let scores = || shapes.iter().map(|fit| score(json, *fit));
    let best = scores().max().filter(|best| *best > NONE)?;
    let mut found = scores().enumerate().filter(|(_, score)| *score == best).map(|(index, _)| index);
    found.next().filter(|_| found.next().is_none())
}

fn score(json: Json<'_>, fit: Fit) -> Score {
    let rank = match (fit, json.node()) {
        (Fit::Object { required, known, fixed }, Node::Object { .. }) => {
            return score_object(json, required, known, fixed);
        }
        (Fit::Union(shapes), _) => return shapes.iter().map(|fit| score(json, *fit)).max().unwrap_or(NONE),
        (Fit::List(items), Node::Array { .. }) => {
            let first = json.items().find(|item| !item.is_null());
            return first.map_or((3, 0, 0), |first| match score(first, *items) {
                NONE => NONE,
                (_, required, known) => (3, required, known),
            });
        }
        (Fit::Boolean, Node::Bool(_))
        | (Fit::String, Node::Str(_))
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

fn score_object(json: Json<'_>, required: &[&str], known: &[&str], fixed: &[(&str, &str)]) -> Score {
    let (mut of_required, mut of_known) = (0, 0);
    for (name, value) in json.members() {
        if known.contains(&name) {
            of_known += 1;
            of_required += usize::from(required.contains(&name));
        }
        let is_another =
            |(member, wanted): &(&str, &str)| *member == name && value.string().ok() != Some(*wanted);
        if fixed.iter().any(is_another) {
            return NONE;
        }
    }
    if of_required == required.len() { (3, of_required, of_known) } else { NONE }
}
