//! One class for each code point: what the word-break rules of UAX #29 and the kinds of tokens need to know,
//! in one table look-up.

use std::sync::LazyLock;

use regex_syntax::Parser;
use regex_syntax::hir::{Class as HirClass, HirKind};

/// The class of a code point.
///
/// The first group repeats the `Word_Break` property; what that property leaves as `Other` is told apart
/// by what a token of it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Controls, unassigned code points and whatever has no class of its own.
    Other,
    CarriageReturn,
    LineFeed,
    Newline,
    /// White space that sticks to its like (WB3d).
    Space,
    /// White space of no `Word_Break` class: tab, no-break spaces.
    OtherSpace,
    Letter,
    HebrewLetter,
    Katakana,
    /// Alphabetic, but without break rules of its own: ideographs, Hiragana, Thai.
    OtherLetter,
    Digit,
    /// A number that is no decimal digit: superscripts, fractions.
    OtherNumber,
    /// Underscores and other connector punctuation.
    Connector,
    /// The narrow no-break space: white space that connects like an underscore.
    ConnectorSpace,
    MidLetter,
    MidNumber,
    MidNumberLetter,
    SingleQuote,
    DoubleQuote,
    Extend,
    Format,
    Joiner,
    RegionalIndicator,
    /// An emoji by default.
    Emoji,
    /// A pictograph shown as text by default (`©`, `✔`).
    Pictograph,
    /// A letter that is a pictograph as well (`ℹ`, `Ⓜ`).
    LetterPictograph,
    Punctuation,
    Symbol,
}

impl Class {
    pub(crate) fn is_white_space(self) -> bool {
        matches!(
            self,
            Self::CarriageReturn
                | Self::LineFeed
                | Self::Newline
                | Self::Space
                | Self::OtherSpace
                | Self::ConnectorSpace
        )
    }

    pub(crate) fn is_line_break(self) -> bool {
        matches!(self, Self::CarriageReturn | Self::LineFeed | Self::Newline)
    }

    /// `AHLetter` of UAX #29.
    pub(crate) fn is_letter(self) -> bool {
        matches!(self, Self::Letter | Self::HebrewLetter | Self::LetterPictograph)
    }

    pub(crate) fn is_pictographic(self) -> bool {
        matches!(self, Self::Emoji | Self::Pictograph | Self::LetterPictograph)
    }

    /// What the break rules look through (WB4).
    pub(crate) fn is_ignorable(self) -> bool {
        matches!(self, Self::Extend | Self::Format | Self::Joiner)
    }
}

/// What a token contains; its kind follows from it.
pub(crate) mod flag {
    pub(crate) const LETTER: u8 = 1;
    pub(crate) const DIGIT: u8 = 2;
    pub(crate) const EMOJI: u8 = 4;
    pub(crate) const PUNCTUATION: u8 = 8;
    pub(crate) const WHITE_SPACE: u8 = 16;
    pub(crate) const PICTOGRAPH: u8 = 32;
    pub(crate) const OTHER: u8 = 64;
}

const BLOCK: usize = 256;

/// A value for each code point, in two levels: most blocks of 256 occur many times over.
pub(crate) struct CodeTable<T> {
    pages: Vec<u16>,
    blocks: Vec<[T; BLOCK]>,
}

impl<T: Copy + PartialEq> CodeTable<T> {
    /// A table of `rest`, overwritten by the properties in turn: from the general to the particular.
    pub(crate) fn new(rest: T, properties: &[(&str, T)]) -> Self {
        #[allow(clippy::useless_vec)] // too large for the stack
        let mut flat = vec![rest; 0x11_0000];
        for &(expression, value) in properties {
            for (first, last) in ranges(expression) {
                flat[first as usize..=last as usize].fill(value);
            }
        }
        let (mut pages, mut blocks) = (Vec::with_capacity(flat.len() / BLOCK), Vec::<[T; BLOCK]>::new());
        let mut next_page = 0;
        for chunk in flat.as_chunks::<BLOCK>().0 {
            let known = blocks.iter().zip(0..).find_map(|(block, page)| (block == chunk).then_some(page));
            pages.push(known.unwrap_or(next_page));
            if known.is_none() {
                blocks.push(*chunk);
                next_page += 1;
            }
        }
        Self { pages, blocks }
    }

    /// The value of a code point.
    #[inline]
    pub(crate) fn get(&self, code: u32) -> T {
        let page = self.pages.get(code as usize / BLOCK).copied().unwrap_or_default();
        self.blocks[page as usize][code as usize % BLOCK]
    }
}

/// The Unicode version of the properties that decide where tokens end.
pub const UNICODE_VERSION: &str = "16.0.0";

/// The classes for the Unicode version of the `regex-syntax` crate, made once at first use.
pub(crate) static CLASSES: LazyLock<CodeTable<Class>> = LazyLock::new(|| {
    CodeTable::new(
        Class::Other,
        &[
            (r"\p{S}", Class::Symbol),
            (r"\p{P}", Class::Punctuation),
            (r"\p{N}", Class::OtherNumber),
            (r"\p{Alphabetic}", Class::OtherLetter),
            (r"\p{White_Space}", Class::OtherSpace),
            (r"\p{Extended_Pictographic}", Class::Pictograph),
            (r"[\p{Extended_Pictographic}&&\p{Emoji_Presentation}]", Class::Emoji),
            (r"\p{wb=ALetter}", Class::Letter),
            (r"[\p{wb=ALetter}&&\p{Extended_Pictographic}]", Class::LetterPictograph),
            (r"\p{wb=Hebrew_Letter}", Class::HebrewLetter),
            (r"\p{wb=Katakana}", Class::Katakana),
            (r"\p{wb=Numeric}", Class::Digit),
            (r"\p{wb=ExtendNumLet}", Class::Connector),
            (r"[\p{wb=ExtendNumLet}&&\p{White_Space}]", Class::ConnectorSpace),
            (r"\p{wb=MidLetter}", Class::MidLetter),
            (r"\p{wb=MidNum}", Class::MidNumber),
            (r"\p{wb=MidNumLet}", Class::MidNumberLetter),
            (r"\p{wb=Single_Quote}", Class::SingleQuote),
            (r"\p{wb=Double_Quote}", Class::DoubleQuote),
            (r"\p{wb=Extend}", Class::Extend),
            (r"\p{wb=Format}", Class::Format),
            (r"\p{wb=ZWJ}", Class::Joiner),
            (r"\p{wb=Regional_Indicator}", Class::RegionalIndicator),
            (r"\p{wb=WSegSpace}", Class::Space),
            (r"\p{wb=Newline}", Class::Newline),
            (r"\p{wb=CR}", Class::CarriageReturn),
            (r"\p{wb=LF}", Class::LineFeed),
        ],
    )
});

/// What a character of a class adds to a token.
pub(crate) const fn flags_of(class: Class) -> u8 {
    match class {
        Class::Letter
        | Class::HebrewLetter
        | Class::Katakana
        | Class::OtherLetter
        | Class::LetterPictograph => flag::LETTER,
        Class::Digit | Class::OtherNumber => flag::DIGIT,
        Class::Emoji | Class::RegionalIndicator => flag::EMOJI,
        Class::Pictograph => flag::PICTOGRAPH,
        Class::Punctuation
        | Class::Connector
        | Class::MidLetter
        | Class::MidNumber
        | Class::MidNumberLetter
        | Class::SingleQuote
        | Class::DoubleQuote => flag::PUNCTUATION,
        Class::CarriageReturn
        | Class::LineFeed
        | Class::Newline
        | Class::Space
        | Class::OtherSpace
        | Class::ConnectorSpace => flag::WHITE_SPACE,
        Class::Other | Class::Extend | Class::Format | Class::Joiner | Class::Symbol => flag::OTHER,
    }
}

/// The ranges of code points that a one-character regular expression matches.
pub(crate) fn ranges(expression: &str) -> Vec<(u32, u32)> {
    match Parser::new().parse(expression).map(regex_syntax::hir::Hir::into_kind) {
        Ok(HirKind::Class(HirClass::Unicode(class))) => {
            class.ranges().iter().map(|range| (range.start() as u32, range.end() as u32)).collect()
        }
        // A single character is parsed as a literal.
        Ok(HirKind::Literal(literal)) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            text.chars().map(|character| (character as u32, character as u32)).collect()
        }
        _ => {
            debug_assert!(false, "not a class of characters: {expression}");
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_well_known_characters() {
        for (character, class) in [
            ('a', Class::Letter),
            ('ß', Class::Letter),
            ('ї', Class::Letter),
            ('א', Class::HebrewLetter),
            ('カ', Class::Katakana),
            ('中', Class::OtherLetter),
            ('ก', Class::OtherLetter),
            ('7', Class::Digit),
            ('²', Class::OtherNumber),
            ('_', Class::Connector),
            ('\'', Class::SingleQuote),
            ('"', Class::DoubleQuote),
            ('\u{301}', Class::Extend),
            ('\u{ad}', Class::Format),
            ('\u{200d}', Class::Joiner),
            ('🇩', Class::RegionalIndicator),
            ('😀', Class::Emoji),
            ('©', Class::Pictograph),
            ('ℹ', Class::LetterPictograph),
            ('„', Class::Punctuation),
            ('€', Class::Symbol),
            (' ', Class::Space),
            ('\t', Class::OtherSpace),
            ('\u{a0}', Class::OtherSpace),
            ('\r', Class::CarriageReturn),
            ('\n', Class::LineFeed),
            ('\u{2028}', Class::Newline),
            ('\u{0}', Class::Other),
        ] {
            assert_eq!(CLASSES.get(character as u32), class, "{character:?}");
        }
    }

    #[test]
    fn white_space_is_what_rust_calls_white_space() {
        for character in '\0'..=char::MAX {
            assert_eq!(
                CLASSES.get(character as u32).is_white_space(),
                character.is_whitespace(),
                "{character:?}"
            );
        }
    }
}
