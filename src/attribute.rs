//! Attributes: functions of a term, worked out once for each term and never for each token.

use std::borrow::Cow;

use arrow_buffer::ScalarBuffer;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::error::Result;
use crate::parallel::{self, Control, Done};
use crate::strings::{Arena, Strings};
use crate::vocabulary::{Id, Interner, Vocabulary, merge};

/// Below this many terms no thread is started.
const PARALLEL_TERMS: usize = 1 << 15;
/// How many terms are looked at between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// What counting looks at instead of the term itself: a value for each term, numbered in byte order.
#[derive(Debug)]
pub struct Attribute {
    pub(crate) values: Strings,
    pub(crate) value_of_term: ScalarBuffer<Id>,
    pub(crate) display: ScalarBuffer<Id>,
}

impl Attribute {
    /// The attribute that gives each term the value of a function of its number.
    pub(crate) fn new<'a>(
        vocabulary: &Vocabulary,
        value: impl Fn(usize) -> Cow<'a, str> + Sync,
        control: &Control,
    ) -> Result<Self> {
        let n_terms = vocabulary.len();
        let n_threads = parallel::default_threads(n_terms, PARALLEL_TERMS);
        let batches = parallel::batches((0..n_terms).map(|_| 1), n_terms.div_ceil(n_threads).max(1));
        let (workers, parts) =
            parallel::run(batches, n_threads, control, Interner::default, |values, terms| {
                let mut ids = Vec::with_capacity(terms.len());
                for term in terms {
                    if term % CHECK_INTERVAL == 0 {
                        control.check()?;
                    }
                    ids.push(values.intern_str(&value(term))?);
                }
                Ok(ids)
            })?;
        let merged = merge(&workers, n_threads, control)?;
        let mut value_of_term = Vec::with_capacity(n_terms);
        for Done { worker, result: values } in parts {
            control.check()?;
            value_of_term.extend(values.into_iter().map(|id| merged.new_ids[worker][id as usize]));
        }
        control.check()?;
        let display = commonest_terms(vocabulary, &value_of_term, merged.words.len());
        Ok(Self { values: merged.words, value_of_term: value_of_term.into(), display: display.into() })
    }

    /// The word itself. Terms are in its order, so that those of one word stand side by side.
    pub(crate) fn of_words(vocabulary: &Vocabulary) -> Self {
        let (mut values, mut value_of_term) = (Arena::default(), Vec::with_capacity(vocabulary.len()));
        let (mut n_values, mut last) = (0, None);
        for term in 0..vocabulary.len() {
            let word = vocabulary.words.bytes(term);
            if last != Some(word) {
                values.push(word);
                n_values += 1;
                last = Some(word);
            }
            value_of_term.push(n_values - 1);
        }
        let display = commonest_terms(vocabulary, &value_of_term, n_values as usize).into();
        Self { values: values.into(), value_of_term: value_of_term.into(), display }
    }

    /// The distinct values in byte order.
    pub fn values(&self) -> &Strings {
        &self.values
    }

    /// The number of a value, if there is such a one.
    pub fn find(&self, value: &str) -> Option<Id> {
        let (mut first, mut end) = (0, self.values.len());
        while first < end {
            let middle = usize::midpoint(first, end);
            match self.values.get(middle).cmp(value) {
                std::cmp::Ordering::Less => first = middle + 1,
                std::cmp::Ordering::Greater => end = middle,
                std::cmp::Ordering::Equal => return Id::try_from(middle).ok(),
            }
        }
        None
    }

    /// The value of each term.
    pub fn value_of_term(&self) -> &[Id] {
        &self.value_of_term
    }

    /// The commonest terms of some values.
    pub fn displays(&self, values: &[Id]) -> Vec<Id> {
        values.iter().map(|&value| self.display[value as usize]).collect()
    }

    /// The commonest term of each value in the whole corpus; of equally common ones the first.
    pub fn display(&self) -> &[Id] {
        &self.display
    }
}

fn commonest_terms(vocabulary: &Vocabulary, value_of_term: &[Id], n_values: usize) -> Vec<Id> {
    let mut best: Vec<Option<Id>> = vec![None; n_values];
    for (term, &value) in (0..).zip(value_of_term) {
        let best = &mut best[value as usize];
        let count = |term: Id| vocabulary.counts()[term as usize];
        if best.is_none_or(|known| count(term) > count(known)) {
            *best = Some(term);
        }
    }
    best.into_iter().map(Option::unwrap_or_default).collect()
}

/// The default attribute: composed (NFC), in lower case, without soft hyphens and zero-width characters.
///
/// A zero-width joiner stays where it makes one emoji of several, and a word of nothing else stays whole.
///
/// ```
/// use corpusstats::lower;
///
/// assert_eq!(lower("Macht\u{ad}haber"), "machthaber");
/// assert_eq!(lower("U\u{308}BER"), "über");
/// ```
pub fn lower(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(word.to_ascii_lowercase())
        } else {
            Cow::Borrowed(word)
        };
    }
    let visible = if word.contains(is_zero_width) { without_zero_width(word) } else { word.to_owned() };
    // What nobody can see is left as it is, so that no term is empty.
    let lower = compose(if visible.is_empty() { word.to_owned() } else { visible }).to_lowercase();
    Cow::Owned(compose(lower))
}

fn compose(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

fn is_zero_width(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}

fn without_zero_width(word: &str) -> String {
    let mut kept = String::with_capacity(word.len());
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        let joins_emoji = character == '\u{200d}'
            && !kept.is_empty()
            && characters.peek().is_some_and(|&next| crate::tokenize::is_pictograph(next));
        if !is_zero_width(character) || joins_emoji {
            kept.push(character);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn emoji_keep_their_joiners() {
        assert_eq!(lower("👨\u{200d}👩\u{200d}👧"), "👨\u{200d}👩\u{200d}👧");
        assert_eq!(lower("A\u{200d}Ä"), "aä");
        assert_eq!(lower("\u{200d}"), "\u{200d}");
        assert_eq!(lower("Wort\u{200e}"), "wort");
        assert_eq!(lower("a\u{200d}Ⓜ"), "aⓜ");
    }

    #[test]
    fn composition_sees_through_zero_width_characters() {
        assert_eq!(lower("Ma\u{200b}\u{308}rz"), "märz");
    }

    proptest! {
        #[test]
        fn lower_is_idempotent(word in "\\PC*") {
            let once = lower(&word).into_owned();
            prop_assert_eq!(&lower(&once), &once);
        }
    }
}
