//! Attributes: functions of a term, worked out once for each term and never for each token.

use std::borrow::Cow;
use std::ops::Range;

use arrow_buffer::ScalarBuffer;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::error::Result;
use crate::parallel::{self, Control};
use crate::strings::{Arena, Strings};
use crate::vocabulary::{Id, Key, Label, Vocabulary, merge_lists, new_id, sort};

/// Below this many terms no thread is started.
const PARALLEL_TERMS: usize = 1 << 15;
/// Capital letters come first in byte order: there is more to do about the first half of the terms.
const BATCHES_OF_THREAD: usize = 2;
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
        let target = n_terms.div_ceil(n_threads * BATCHES_OF_THREAD).max(1);
        let batches = parallel::batches((0..n_terms).map(|_| 1), target);
        let split = |(): &mut (), terms| Split::new(vocabulary, terms, &value, control);
        let (_, parts) = parallel::run(batches, n_threads, control, || (), split)?;
        let parts: Vec<Split> = parts.into_iter().map(|part| part.result).collect();
        let sort = |(): &mut (), part: usize| parts[part].sorted(control);
        let (_, lists) = parallel::run((0..parts.len()).collect(), n_threads, control, || (), sort)?;
        // Terms are in the order of their words already.
        let kept = || parts.iter().flat_map(|part| &part.kept).map(|&term| term as usize);
        let words =
            kept().zip(0..).map(|(term, id)| Key::new(vocabulary.words.bytes(term), Label::default(), id));
        let lists: Vec<_> = lists.into_iter().map(|list| list.result).chain([words.collect()]).collect();
        let merged = merge_lists(&lists, |_, _| 0, n_threads, control)?;
        let changed = parts.iter().flat_map(|part| &part.changed).map(|&term| term as usize);
        let mut value_of_term = vec![0; n_terms];
        for (term, &value) in changed.chain(kept()).zip(merged.new_ids.iter().flatten()) {
            value_of_term[term] = value;
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

/// Terms whose value is their word, and others.
struct Split {
    kept: Vec<Id>,
    changed: Vec<Id>,
    /// The values of those that have another.
    values: Arena,
}

impl Split {
    fn new<'a>(
        vocabulary: &Vocabulary,
        terms: Range<usize>,
        value: impl Fn(usize) -> Cow<'a, str>,
        control: &Control,
    ) -> Result<Self> {
        let mut split = Self { kept: Vec::new(), changed: Vec::new(), values: Arena::default() };
        for term in terms {
            if term % CHECK_INTERVAL == 0 {
                control.check()?;
            }
            let (value, id) = (value(term), new_id(term)?);
            if value.as_bytes() == vocabulary.words.bytes(term) {
                split.kept.push(id);
            } else {
                split.changed.push(id);
                split.values.push(value.as_bytes());
            }
        }
        Ok(split)
    }

    /// The other values in byte order.
    fn sorted(&self, control: &Control) -> Result<Vec<Key<'_>>> {
        let key = |id| Key::new(self.values.bytes(id), Label::default(), id);
        let mut keys = (0..self.changed.len()).map(key).collect::<Vec<_>>();
        sort(&mut keys, control)?;
        Ok(keys)
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
    if word.chars().all(is_latin) {
        return Cow::Owned(word.chars().map(lower_latin).collect());
    }
    Cow::Owned(lower_any(word))
}

/// Any of the characters of ASCII, and of those that Latin-1 puts behind it as letters: they are composed.
fn is_latin(character: char) -> bool {
    character.is_ascii() || ('\u{c0}'..='\u{ff}').contains(&character)
}

/// The same where [`is_latin`]: small letters have capitals 32 places before them, but for ß and ÿ.
fn lower_latin(character: char) -> char {
    match character {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(character as u32 + 32).unwrap_or(character),
        _ => character,
    }
}

fn lower_any(word: &str) -> String {
    let visible = if word.contains(is_zero_width) { without_zero_width(word) } else { word.to_owned() };
    // What nobody can see is left as it is, so that no term is empty.
    let lower = compose(if visible.is_empty() { word.to_owned() } else { visible }).to_lowercase();
    compose(lower)
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

        #[test]
        fn the_fast_ways_are_the_slow_one(word in "([A-Za-zÀ-ÿ0-9_.ß÷×\u{ad}\u{308}Σİ]{0,6}|\\PC{0,3}){0,3}") {
            prop_assert_eq!(lower(&word), lower_any(&word));
        }
    }
}
