//! Word boundaries by Unicode Standard Annex #29, in one pass with at most one look ahead.
//!
//! This is the base of every tokeniser here: a language changes what joins two words, not what a word is
//! made of. The state machine is checked against `WordBreakTest.txt` and, on random text, against the
//! `unicode-segmentation` crate.

use super::class::{CLASSES, Class, CodeTable, flag, flags_of};
use super::{Kind, Scan, Token};

/// Word boundaries of UAX #29; segments of nothing but white space are no tokens.
pub(crate) struct UnicodeScan {
    scanner: Scanner,
}

impl UnicodeScan {
    pub(crate) fn new() -> Self {
        Self { scanner: Scanner::new() }
    }
}

impl Scan for UnicodeScan {
    #[inline]
    fn next(&self, text: &[u8], from: usize) -> Option<Token> {
        let mut start = from;
        while start < text.len() {
            let segment = self.scanner.segment(text, start);
            if !segment.is_blank() {
                return Some(self.scanner.token(text, start, segment));
            }
            start = segment.end;
        }
        None
    }
}

/// A stretch of text without a word boundary inside, and what it contains.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) end: usize,
    pub(crate) flags: u8,
}

impl Segment {
    /// True of white space and nothing else.
    pub(crate) fn is_blank(self) -> bool {
        self.flags == flag::WHITE_SPACE
    }

    /// What kind of token the segment is; `start` is where it begins.
    pub(crate) fn kind(self, text: &[u8], start: usize) -> Kind {
        let has = |flags| self.flags & flags != 0;
        if has(flag::LETTER) {
            Kind::Word
        } else if has(flag::EMOJI) {
            Kind::Emoji
        } else if has(flag::DIGIT) {
            if shows_as_emoji(&text[start..self.end]) { Kind::Emoji } else { Kind::Number }
        } else if has(flag::PICTOGRAPH) {
            if shows_as_emoji(&text[start..self.end]) { Kind::Emoji } else { Kind::Symbol }
        } else if has(flag::PUNCTUATION) {
            if text[start..self.end].ends_with(KEYCAP) { Kind::Emoji } else { Kind::Punctuation }
        } else {
            Kind::Symbol
        }
    }
}

/// How far a scan has come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) end: usize,
    pub(crate) flags: u8,
    /// The class of the last character.
    last: Class,
    /// The class of the last character that counts (WB4).
    base: Class,
}

impl Run {
    /// A scan that goes on from `end`, after a character that joins with anything plain.
    pub(crate) fn new(end: usize) -> Self {
        Self { end, flags: 0, last: Class::Other, base: Class::Other }
    }

    /// A scan that has gone over letters up to `end`.
    pub(crate) fn of_letters(end: usize) -> Self {
        Self { end, flags: flag::LETTER, last: Class::Letter, base: Class::Letter }
    }
}

const VARIATION_SELECTOR_16: &[u8] = "\u{fe0f}".as_bytes();
pub(crate) const NARROW_NO_BREAK_SPACE: &[u8] = "\u{202f}".as_bytes();
const KEYCAP: &[u8] = "\u{20e3}".as_bytes();

/// True of keycaps (`1️⃣`) and of pictographs that ask for their coloured form.
fn shows_as_emoji(segment: &[u8]) -> bool {
    segment.len() > 3
        && (segment.ends_with(KEYCAP)
            || (!segment[0].is_ascii() && segment.windows(3).any(|bytes| bytes == VARIATION_SELECTOR_16)))
}

/// Reads classes out of UTF-8.
pub(crate) struct Scanner {
    classes: &'static CodeTable<Class>,
    ascii: [(Class, u8); 128],
}

impl Scanner {
    pub(crate) fn new() -> Self {
        let classes: &'static CodeTable<Class> = &CLASSES;
        let mut ascii = [(Class::Other, 0); 128];
        for (code, entry) in (0..).zip(&mut ascii) {
            let class = classes.get(code);
            *entry = (class, flags_of(class));
        }
        Self { classes, ascii }
    }

    /// The class of the character at `at` and where the next one begins; `None` at the end of the text.
    #[inline]
    pub(crate) fn class(&self, text: &[u8], at: usize) -> Option<(Class, usize)> {
        let lead = *text.get(at)?;
        if let Some(&(class, _)) = self.ascii.get(lead as usize) {
            return Some((class, at + 1));
        }
        let (code, next) = decode(text, at, lead);
        Some((self.classes.get(code), next))
    }

    /// The class of the character before `at`; `None` at the beginning of the text.
    pub(crate) fn class_before(&self, text: &[u8], at: usize) -> Option<Class> {
        let start = text[..at].iter().rposition(|&byte| byte & 0xc0 != 0x80)?;
        self.class(text, start).map(|(class, _)| class)
    }

    /// Whether a letter, a digit or a connector stands at `at`.
    pub(crate) fn starts_word(&self, text: &[u8], at: usize) -> bool {
        self.class(text, at).is_some_and(|(class, _)| is_word_start(class))
    }

    /// What kind of token a text is, by what it contains.
    pub(crate) fn kind(&self, text: &[u8]) -> Kind {
        let (mut flags, mut at) = (0, 0);
        while let Some((class, next)) = self.class(text, at) {
            flags |= flags_of(class);
            at = next;
        }
        Segment { end: text.len(), flags: flags & !flag::WHITE_SPACE }.kind(text, 0)
    }

    /// The token that a segment makes: the segment less white space at its borders, which only marks and
    /// narrow spaces can tie to it.
    pub(crate) fn token(&self, text: &[u8], mut start: usize, segment: Segment) -> Token {
        let mut end = segment.end;
        if segment.flags & flag::WHITE_SPACE != 0 {
            while let Some((class, next)) = self.class(text, start)
                && class.is_white_space()
            {
                start = next;
            }
            while let Some(rest) = text[start..end].strip_suffix(NARROW_NO_BREAK_SPACE) {
                end = start + rest.len();
            }
        }
        Token { start, end, kind: Segment { end, ..segment }.kind(text, start) }
    }

    /// Goes on over letters, digits and connectors, and the marks on them: UAX #29 without the rules about
    /// what may stand between two words.
    ///
    /// Stops before Katakana and other letters that have rules of their own.
    #[inline]
    pub(crate) fn run(&self, text: &[u8], run: &mut Run) {
        loop {
            while let Some(&(class, flags)) =
                text.get(run.end).and_then(|&byte| self.ascii.get(byte as usize))
            {
                if !is_plain(class) {
                    return;
                }
                (run.base, run.last) = (class, class);
                run.flags |= flags;
                run.end += 1;
            }
            let Some((class, next)) = self.class(text, run.end) else { return };
            if is_plain(class) {
                run.base = class;
            } else if !class.is_ignorable() {
                return;
            }
            run.last = class;
            run.flags |= flags_of(class);
            run.end = next;
        }
    }

    /// The segment of UAX #29 that begins at `start`, which has to be a boundary and before the end.
    pub(crate) fn segment(&self, text: &[u8], start: usize) -> Segment {
        let Some((first, mut end)) = self.class(text, start) else { return Segment { end: start, flags: 0 } };
        let flags = flags_of(first);
        if first.is_line_break() {
            if first == Class::CarriageReturn && text.get(end) == Some(&b'\n') {
                end += 1;
            }
            return Segment { end, flags };
        }
        let base = if first.is_ignorable() { Class::Other } else { first };
        let mut run = Run { end, flags, last: first, base };
        let mut indicators = u32::from(first == Class::RegionalIndicator);
        loop {
            if is_plain(run.base) {
                self.run(text, &mut run);
            }
            let Some((class, next)) = self.class(text, run.end) else { break };
            if class.is_line_break() {
                break;
            }
            if class.is_ignorable() {
                run = Run { end: next, flags: run.flags | flags_of(class), last: class, base: run.base };
                continue;
            }
            let joined = if (run.last == Class::Joiner && class.is_pictographic())
                || (run.last == Class::Space && class == Class::Space)
                || joins(run.base, class)
                || (class == Class::RegionalIndicator && run.base == class && indicators % 2 == 1)
            {
                Some((class, next))
            } else {
                self.joined_across(text, run.base, class, next)
            };
            let Some((class, end)) = joined else { break };
            indicators = if class == Class::RegionalIndicator { indicators + 1 } else { 0 };
            run = Run { end, flags: run.flags | flags_of(class), last: class, base: class };
        }
        Segment { end: run.end, flags: run.flags }
    }

    /// WB6, WB7 to WB7c, WB11 and WB12: what stands between two letters or two digits.
    fn joined_across(&self, text: &[u8], base: Class, middle: Class, next: usize) -> Option<(Class, usize)> {
        let between_letters =
            matches!(middle, Class::MidLetter | Class::MidNumberLetter | Class::SingleQuote)
                && base.is_letter();
        let between_digits = matches!(middle, Class::MidNumber | Class::MidNumberLetter | Class::SingleQuote)
            && base == Class::Digit;
        let between_hebrew = middle == Class::DoubleQuote && base == Class::HebrewLetter;
        if !(between_letters || between_digits || between_hebrew) {
            return None;
        }
        let mut at = next;
        while let Some((class, after)) = self.class(text, at) {
            if class.is_ignorable() {
                at = after;
                continue;
            }
            let fits = between_letters && class.is_letter()
                || between_digits && class == Class::Digit
                || between_hebrew && class == Class::HebrewLetter;
            if fits {
                return Some((class, after));
            }
            break;
        }
        (middle == Class::SingleQuote && base == Class::HebrewLetter).then_some((middle, next))
    }
}

/// The end of the letters at `at`, of those that ASCII and Latin-1 have. Eight bytes are looked at together.
#[inline]
pub(crate) fn letters_end(text: &[u8], mut at: usize) -> usize {
    const WIDTH: usize = 8;
    loop {
        while let Some(bytes) = text.get(at..at + WIDTH).and_then(|bytes| bytes.try_into().ok()) {
            let others = non_letters(u64::from_le_bytes(bytes));
            if others != 0 {
                at += others.trailing_zeros() as usize / 8;
                break;
            }
            at += WIDTH;
        }
        while text.get(at).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
        }
        // U+00C0 to U+00FF are letters but for the signs of multiplication and division.
        match (text.get(at), text.get(at + 1)) {
            (Some(0xc3), Some(&second)) if second != 0x97 && second != 0xb7 => at += 2,
            _ => return at,
        }
    }
}

/// The highest bit of each byte that is no letter of ASCII.
#[inline]
fn non_letters(bytes: u64) -> u64 {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // Without its highest bit no byte carries into the next.
    let small = (bytes | all(0x20)) & !HIGH;
    let from_a = small + all(0x80 - b'a');
    let beyond_z = small + all(0x80 - b'z' - 1);
    !(from_a & !beyond_z & !bytes) & HIGH
}

/// What a word or a number of a language begins with.
pub(crate) fn is_word_start(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Digit | Class::Connector)
}

/// Classes that join with each other without a look at anything else (WB5, WB8 to WB10, WB13a and WB13b).
#[inline]
fn is_plain(class: Class) -> bool {
    matches!(
        class,
        Class::Letter | Class::HebrewLetter | Class::LetterPictograph | Class::Digit | Class::Connector
    )
}

/// The rules that look at two neighbours only.
fn joins(left: Class, right: Class) -> bool {
    let connector = |class| matches!(class, Class::Connector | Class::ConnectorSpace);
    let plain = |class| is_plain(class) || connector(class);
    (plain(left) && plain(right))
        || (left == Class::Katakana && (right == Class::Katakana || connector(right)))
        || (connector(left) && right == Class::Katakana)
}

/// The code point at `at` and where the next one begins. `text` is valid UTF-8 and `lead` not ASCII.
#[inline]
pub(crate) fn decode(text: &[u8], at: usize, lead: u8) -> (u32, usize) {
    let rest = |offset: usize| text.get(at + offset).map_or(0, |&byte| u32::from(byte & 0x3f));
    let lead = u32::from(lead);
    if lead < 0xe0 {
        ((lead & 0x1f) << 6 | rest(1), at + 2)
    } else if lead < 0xf0 {
        ((lead & 0x0f) << 12 | rest(1) << 6 | rest(2), at + 3)
    } else {
        ((lead & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), at + 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The fast way over letters stops no later than the slow one, and only before what is no such letter.
        #[test]
        fn letters_are_those_of_the_slow_way(text in "([a-zA-ZäöüÄÖÜßéñ×÷]{0,20}[0-9_.\u{301}ǅжא]?){0,4}") {
            let (text, scanner) = (text.as_bytes(), Scanner::new());
            let end = letters_end(text, 0);
            let mut run = Run::new(0);
            scanner.run(text, &mut run);
            prop_assert!(end <= run.end);
            let is_letter = |at| scanner.class(text, at).is_some_and(|(class, _)| class == Class::Letter);
            let mut at = 0;
            while at < end {
                prop_assert!(is_letter(at));
                at = scanner.class(text, at).map_or(end, |(_, next)| next);
            }
            prop_assert_eq!(at, end);
            let latin = text.get(end).is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == 0xc3);
            prop_assert!(!latin || !is_letter(end));
        }
    }
}
