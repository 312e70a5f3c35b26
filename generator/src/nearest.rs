//! Did you mean: the word that another is most likely a misspelling of.

/// The one of `words` that `word` is most likely a misspelling of.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    /// Longer than any word that is written by hand; a word beyond it is no misspelling, and not worth the time.
    const LONGEST: usize = 80;
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let near = |known: &'w str| {
        let slips = 1 + word.len().min(known.len()) / 4;
        let distance = (word.len().abs_diff(known.len()) <= slips)
            .then(|| strsim::levenshtein(&word, &known.to_ascii_lowercase()))?;
        (distance <= slips).then_some((distance, known))
    };
    words.into_iter().filter_map(near).min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}
