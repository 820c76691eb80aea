//! What languages differ in, as data, and the lexicon that is made of it.
//!
//! A language is a [`Rules`]: lists of words and a few switches. A [`Lexicon`] holds the lists in one hash
//! table, together with what the user adds. The rules themselves, which are the same for all, stand in
//! `language.rs` and `sentence.rs`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::vocabulary::count_characters;

/// What a language adds to the rules that all languages share. Words stand without their last full stop.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // the switches
pub(super) struct Rules {
    /// Abbreviations behind which a sentence goes on: `Dr.`, `vgl.`
    pub(super) abbreviations: &'static [&'static str],
    /// Abbreviations that can be a sentence's last word: `usw.`, `Inc.`
    pub(super) closing: &'static [&'static str],
    /// Abbreviations that end a sentence before any capital, as those for years do: `w 1986 r.` Those that stand
    /// among `before_names` too do so only behind a number: `1986 р.`, but `р. Дніпро`.
    pub(super) ending: &'static [&'static str],
    /// Words that are abbreviations before a number only: `Art. 5`, `No. 5`.
    pub(super) before_numbers: &'static [&'static str],
    /// Words that are abbreviations behind a number only: `3 Std.`, `20 min.`
    pub(super) after_numbers: &'static [&'static str],
    /// Words that are abbreviations before a capital only: `Gen. Lee`.
    pub(super) before_names: &'static [&'static str],
    /// Abbreviations of several words, written without blanks: `z.B.`
    pub(super) phrases: &'static [&'static str],
    /// Words that have a capital only where a sentence begins, or in a title.
    pub(super) starters: &'static [&'static str],
    /// Those of them that show a beginning where nothing ended the sentence before.
    pub(super) strong_starters: &'static [&'static str],
    /// Those with which the second part of a name can begin behind an initial: `J. De Clercq`.
    pub(super) particles: &'static [&'static str],
    /// Words behind which a capital may begin a title: `der Film Die …`.
    pub(super) before_titles: &'static [&'static str],
    /// Words with which titles go on behind their article: `Der Spiegel`.
    pub(super) titles: &'static [&'static str],
    /// Words behind which a number with a full stop is an ordinal: `am 3.`, `der 3.`
    pub(super) before_ordinals: &'static [&'static str],
    /// Words before which a number with a full stop is an ordinal whatever stands before it: `3. Mai`.
    pub(super) after_ordinals: &'static [&'static str],
    /// Words before which an apostrophe ends the token: `l'`, `dell'`.
    pub(super) elisions: &'static [&'static str],
    /// Short forms that begin with an apostrophe, without it: `'s`, `'em`.
    pub(super) apostrophes: &'static [&'static str],
    /// What is one token although signs stand in it: `b/c`, `n°`.
    pub(super) unsplittable: &'static [&'static str],
    /// Endings of a word in brackets or behind a sign for all genders: `Freund(in)`, `étudiant·e`.
    pub(super) endings: &'static [&'static str],
    /// Endings of words that are abbreviations: `Hauptstr.`
    pub(super) abbreviated_endings: &'static [&'static str],
    /// Whether a number with a full stop can be an ordinal.
    pub(super) ordinals: bool,
    /// Whether Roman numerals are ordinals without a stop: `Jan Paweł II`.
    pub(super) bare_romans: bool,
    /// Whether the stops of abbreviations, initials and ordinals are tokens of their own, as the corpora of the
    /// language have them.
    pub(super) stops_apart: bool,
    /// Whether abbreviations that are not in the lists end in consonants, so that behind a word in a vowel a full
    /// stop ends the sentence even before a small letter.
    pub(super) consonant_abbreviations: bool,
    /// Whether nouns have capitals, so that one behind a number says nothing about a sentence.
    pub(super) capital_nouns: bool,
    /// Whether a single small letter with a full stop is an abbreviation.
    pub(super) small_initials: bool,
    /// Whether `:`, `*` and `/` join a word and one of the `endings`.
    pub(super) gender_signs: bool,
    /// Whether an apostrophe behind s, x or z makes a genitive: `Marx'`.
    pub(super) genitives: bool,
    /// Whether every word of a title has a capital, so that one `starters` with a capital before a small word begins a
    /// sentence even where nothing ended the one before.
    pub(super) capital_titles: bool,
    /// Whether a plain blank can stand between thousands: `12 000`.
    pub(super) blank_thousands: bool,
    /// Whether `n't`, `'s`, `cannot` are clitics that can be split off.
    pub(super) clitics: bool,
}

impl Rules {
    /// No words and no switches.
    pub(super) const NONE: Self = Self {
        abbreviations: &[],
        closing: &[],
        ending: &[],
        before_numbers: &[],
        after_numbers: &[],
        before_names: &[],
        phrases: &[],
        starters: &[],
        strong_starters: &[],
        particles: &[],
        before_titles: &[],
        titles: &[],
        before_ordinals: &[],
        after_ordinals: &[],
        elisions: &[],
        apostrophes: &[],
        unsplittable: &[],
        endings: &[],
        abbreviated_endings: &[],
        ordinals: false,
        bare_romans: false,
        stops_apart: false,
        consonant_abbreviations: false,
        capital_nouns: false,
        small_initials: false,
        gender_signs: false,
        genitives: false,
        capital_titles: false,
        blank_thousands: false,
        clitics: false,
    };
}

/// What is known of a word.
pub(crate) mod entry {
    pub(crate) const ABBREVIATION: u32 = 1;
    pub(crate) const CLOSING: u32 = 2;
    pub(crate) const BEFORE_NUMBERS: u32 = 4;
    pub(crate) const BEFORE_NAMES: u32 = 8;
    pub(crate) const PHRASE: u32 = 16;
    pub(crate) const STARTER: u32 = 32;
    pub(crate) const STRONG_STARTER: u32 = 64;
    pub(crate) const BEFORE_ORDINALS: u32 = 128;
    pub(crate) const AFTER_ORDINALS: u32 = 256;
    pub(crate) const ELISION: u32 = 512;
    pub(crate) const APOSTROPHE: u32 = 1024;
    pub(crate) const ENDING: u32 = 2048;
    pub(crate) const BEFORE_TITLES: u32 = 4096;
    pub(crate) const TITLE: u32 = 8192;
    pub(crate) const AFTER_NUMBERS: u32 = 16384;
    pub(crate) const PARTICLE: u32 = 1 << 15;
    pub(crate) const ENDING_SENTENCES: u32 = 1 << 16;
}

/// Every way to be an abbreviation.
const ABBREVIATED: u32 =
    entry::ABBREVIATION | entry::BEFORE_NUMBERS | entry::BEFORE_NAMES | entry::AFTER_NUMBERS;

/// FNV-1a: short keys, and no key comes from outside but those of the user.
#[derive(Clone, Default)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        let start = if self.0 == 0 { 0xcbf2_9ce4_8422_2325 } else { self.0 };
        self.0 =
            bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    }

    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// The words of a language and of the user, and the switches.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // the switches
pub(crate) struct Lexicon {
    entries: HashMap<Box<[u8]>, u32, BuildHasherDefault<Fnv>>,
    /// What is not split, longest first.
    unsplittable: Vec<Box<str>>,
    /// The first bytes of what is not split.
    heads: [bool; 256],
    /// Which words may be known, and which may be strong starters: most need no look into the table.
    known: Sieve,
    strong: Sieve,
    /// Whether a word without a sign behind it can begin what is not split.
    pub(super) has_spaced: bool,
    pub(super) rules: &'static Rules,
    /// Whether a language's elisions end tokens.
    pub(super) splits_elisions: bool,
    /// Whether `n't` and the like are tokens.
    pub(super) splits_clitics: bool,
    /// Whether `z. B.` is one token.
    pub(super) joins_phrases: bool,
}

impl Lexicon {
    pub(super) fn new(
        rules: &'static Rules,
        split_clitics: Option<bool>,
        joined: bool,
        abbreviations: &[String],
        unsplittable: &[String],
    ) -> Self {
        let mut lexicon = Self {
            entries: HashMap::default(),
            unsplittable: Vec::new(),
            heads: [false; 256],
            known: Sieve::default(),
            strong: Sieve::default(),
            has_spaced: false,
            rules,
            splits_elisions: split_clitics.unwrap_or(true),
            splits_clitics: split_clitics == Some(true) && rules.clitics,
            joins_phrases: joined,
        };
        for (words, what) in [
            (rules.abbreviations, entry::ABBREVIATION),
            (rules.closing, entry::ABBREVIATION | entry::CLOSING),
            (rules.ending, entry::ABBREVIATION | entry::CLOSING | entry::ENDING_SENTENCES),
            (rules.before_numbers, entry::BEFORE_NUMBERS),
            (rules.before_names, entry::BEFORE_NAMES),
            (rules.after_numbers, entry::AFTER_NUMBERS),
            (rules.phrases, entry::PHRASE),
            (rules.starters, entry::STARTER),
            (rules.strong_starters, entry::STARTER | entry::STRONG_STARTER),
            (rules.particles, entry::PARTICLE),
            (rules.before_ordinals, entry::BEFORE_ORDINALS),
            (rules.after_ordinals, entry::AFTER_ORDINALS),
            (rules.elisions, entry::ELISION),
            (rules.apostrophes, entry::APOSTROPHE),
            (rules.endings, entry::ENDING),
            (rules.before_titles, entry::BEFORE_TITLES),
            (rules.titles, entry::TITLE),
        ] {
            for word in words {
                lexicon.add(word, what);
            }
        }
        for word in abbreviations {
            let word = word.strip_suffix('.').unwrap_or(word);
            lexicon.add(word, entry::ABBREVIATION | entry::CLOSING);
        }
        for word in unsplittable.iter().map(String::as_str).chain(rules.unsplittable.iter().copied()) {
            if let Some(&head) = word.as_bytes().first() {
                lexicon.heads[head as usize] = true;
                lexicon.has_spaced |= word.contains(char::is_whitespace);
                lexicon.unsplittable.push(word.into());
            }
        }
        lexicon.unsplittable.sort_by(|left, right| right.len().cmp(&left.len()).then(left.cmp(right)));
        lexicon
    }

    fn add(&mut self, word: &str, what: u32) {
        self.known.add(word.as_bytes());
        if what & self.restarters() != 0 {
            self.strong.add(word.as_bytes());
        }
        *self.entries.entry(word.as_bytes().into()).or_default() |= what;
    }

    /// Whether a word can be a strong starter, by a quick look.
    #[inline]
    pub(crate) fn may_start(&self, word: &[u8]) -> bool {
        self.strong.holds(word)
    }

    /// What is known of a word.
    pub(crate) fn get(&self, word: &[u8]) -> u32 {
        if self.known.holds(word) { self.entries.get(word).copied().unwrap_or_default() } else { 0 }
    }

    /// Whether something is known of a word.
    pub(crate) fn is(&self, word: &[u8], what: u32) -> bool {
        self.get(word) & what != 0
    }

    /// What is known of a word that may have a capital only because it begins a sentence.
    pub(crate) fn get_folded(&self, word: &[u8]) -> u32 {
        let found = self.get(word);
        let is_small = word.first().is_some_and(u8::is_ascii_lowercase);
        if is_small || found & ABBREVIATED != 0 || !self.known.holds(word) {
            return found;
        }
        found | self.get(&decapitalized(word))
    }

    /// For an abbreviation that has kept its stop, less that stop, whether a sentence can end with it; `None` for
    /// other words.
    pub(crate) fn ends_sentences(&self, word: &[u8]) -> Option<bool> {
        let parts = || word.split(|byte| b"-.".contains(byte));
        let last = parts().next_back().unwrap_or_default();
        let (whole, known) = (self.get_folded(word), self.get_folded(last));
        if (whole | known) & (entry::CLOSING | entry::AFTER_NUMBERS) != 0 {
            return Some(true);
        }
        let is_letter = |part: &[u8]| count_characters(part) == 1 && !part[0].is_ascii_digit();
        let is_capital =
            |part: &[u8]| std::str::from_utf8(part).is_ok_and(|part| part.chars().all(char::is_uppercase));
        if word.contains(&b'.') && parts().all(|part| is_letter(part) && is_capital(part)) {
            return Some(true);
        }
        let is_dotted = word.contains(&b'.') && parts().next().is_some_and(is_letter);
        let is_abbreviation =
            is_dotted || is_letter(word) || known & ABBREVIATED != 0 || self.has_abbreviated_ending(word);
        is_abbreviation.then_some(false)
    }

    /// Whether a word is an abbreviation although its stop was not kept, for modes that keep none.
    pub(crate) fn is_abbreviation(&self, word: &[u8]) -> bool {
        self.get_folded(word) & entry::ABBREVIATION != 0
            || count_characters(word) == 1 && !word[0].is_ascii_digit()
    }

    pub(super) fn has_abbreviated_ending(&self, word: &[u8]) -> bool {
        let ends = |ending: &&str| word.len() > ending.len() && word.ends_with(ending.as_bytes());
        self.rules.abbreviated_endings.iter().any(ends)
    }

    /// What words are known as that can begin a sentence where nothing ended the one before.
    pub(crate) fn restarters(&self) -> u32 {
        if self.rules.capital_titles { entry::STARTER } else { entry::STRONG_STARTER }
    }

    /// Whether a word can do so even if one with a capital stands behind it; between two of these it is taken for a
    /// part of a title.
    pub(crate) fn begins_before_capital(&self, word: &[u8], before: &[u8]) -> bool {
        let in_title =
            || std::str::from_utf8(before).is_ok_and(|before| before.starts_with(char::is_uppercase));
        self.is(word, entry::STRONG_STARTER) && !(self.rules.capital_titles && in_title())
    }

    /// Whether a sentence can begin with the first `length` bytes of a text, alone (`Le`) or together with the
    /// apostrophe behind them (`L'`). An initial is none, though `A` and `W` are words: `W. Kowalski`.
    pub(crate) fn begins_with_starter(&self, text: &[u8], length: usize) -> bool {
        let (word, rest) = text.split_at(length);
        let with = |mark: &str| {
            rest.starts_with(mark.as_bytes()) && self.is(&text[..length + mark.len()], entry::STARTER)
        };
        let is_initial = rest.first() == Some(&b'.') && count_characters(word) == 1;
        !is_initial && (self.is(word, entry::STARTER) || with("'") || with("\u{2019}"))
    }

    /// Whether a word with a full stop behind it can be no abbreviation.
    pub(crate) fn is_full_word(&self, word: &[u8]) -> bool {
        let word = std::str::from_utf8(word).unwrap_or_default();
        let is_written_out =
            word.ends_with(|last: char| "aeiouàáèéìíòóùúê".contains(last) || last.is_ascii_digit());
        self.rules.consonant_abbreviations && is_written_out && word.chars().nth(2).is_some()
    }

    /// Whether the stops of abbreviations are tokens of their own.
    pub(crate) fn has_stops_apart(&self) -> bool {
        self.rules.stops_apart
    }

    /// Whether nouns have capitals.
    pub(crate) fn has_capital_nouns(&self) -> bool {
        self.rules.capital_nouns
    }

    /// Whether something that is not split can begin with a byte.
    #[inline]
    pub(super) fn begins_unsplittable(&self, head: u8) -> bool {
        self.heads[head as usize]
    }

    /// The end of what begins at `start` and is not split.
    pub(super) fn unsplittable(&self, text: &[u8], start: usize) -> Option<usize> {
        let rest = &text[start..];
        if !self.heads[*rest.first()? as usize] {
            return None;
        }
        let found = self.unsplittable.iter().find(|word| rest.starts_with(word.as_bytes()))?;
        Some(start + found.len())
    }
}

/// Tells most words that are not in a set by their first two letters, whose case does not matter, and length.
#[derive(Clone, Debug)]
struct Sieve([u64; 256]);

impl Default for Sieve {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Sieve {
    fn add(&mut self, word: &[u8]) {
        let place = Self::place(word);
        self.0[place / 64] |= 1 << (place % 64);
    }

    #[inline]
    fn holds(&self, word: &[u8]) -> bool {
        let place = Self::place(word);
        self.0[place / 64] & 1 << (place % 64) != 0
    }

    /// One of 16384 places.
    #[inline]
    fn place(word: &[u8]) -> usize {
        let letters = match *word {
            // The lower five bits of a letter are the same for both its cases; beyond ASCII not always.
            [first @ 0..0x80, second @ 0..0x80, ..] => {
                usize::from(first & 31) << 5 | usize::from(second & 31)
            }
            [first @ 0..0x80, ..] => usize::from(first & 31) << 5,
            _ => 0,
        };
        letters << 4 | word.len() & 15
    }
}

/// The word with a small first letter.
pub(super) fn decapitalized(word: &[u8]) -> Vec<u8> {
    let mut characters = std::str::from_utf8(word).unwrap_or_default().chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect::<String>().into_bytes(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { abbreviations: &["vgl"], unsplittable: &["b/c", "b/c/d"], ..Rules::NONE };

    #[test]
    fn users_add_to_the_words_of_a_language() {
        static WITH: Rules = RULES;
        let lexicon = Lexicon::new(&WITH, None, false, &["Abg.".into()], &["New York".into()]);
        assert_eq!(lexicon.get(b"vgl"), entry::ABBREVIATION);
        assert_eq!(lexicon.get_folded(b"Vgl"), entry::ABBREVIATION);
        assert!(lexicon.is(b"Abg", entry::CLOSING));
        assert_eq!(lexicon.get(b"abg"), 0);
        assert_eq!(lexicon.unsplittable(b"in New York.", 3), Some(11));
        assert_eq!(lexicon.unsplittable(b"b/c/d", 0), Some(5));
        assert_eq!(lexicon.unsplittable(b"b/e", 0), None);
        assert!(lexicon.has_spaced);
    }
}
