//! Characters as Python's `re` sorts them, and sets of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex_syntax::Parser;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// Letters and numbers of any script, and the underscore: no combining marks, unlike Rust's `\w`.
pub(crate) static WORD: LazyLock<Set> = LazyLock::new(|| Set::new(&named(r"[\p{L}\p{N}_]")));
/// Decimal digits.
static DIGIT: LazyLock<ClassUnicode> = LazyLock::new(|| named(r"\p{Nd}"));
/// White space and the separators of ASCII.
static SPACE: LazyLock<ClassUnicode> = LazyLock::new(|| named(r"[\s\x1c-\x1f]"));

/// Tells what Python's `str.isspace` does.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

/// The class of `\d`, `\s` or `\w`, if the letter names one; `is_ascii` keeps what ASCII has of it.
pub(super) fn class_of(letter: char, is_ascii: bool) -> Option<ClassUnicode> {
    let mut class = match letter.to_ascii_lowercase() {
        'd' => DIGIT.clone(),
        's' => SPACE.clone(),
        'w' => named(r"[\p{L}\p{N}_]"),
        _ => return None,
    };
    if is_ascii {
        let separators =
            if letter.eq_ignore_ascii_case(&'s') { r"[\x00-\x1b\x20-\x7f]" } else { r"[\x00-\x7f]" };
        class.intersect(&named(separators));
    }
    if letter.is_ascii_uppercase() {
        class.negate();
    }
    Some(class)
}

/// A class of some ranges.
pub(super) fn class(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|&(first, last)| ClassUnicodeRange::new(first, last)))
}

/// Adds what differs by case alone from what is in a class.
///
/// Two characters do so if what they are in lower case is the same in upper case: `s` and `ſ`, `k` and the sign for
/// Kelvin, and, as in Python, `i` with and without its dot.
pub(super) fn ignore_case(class: &mut ClassUnicode) {
    let mut others = Vec::new();
    for range in class.ranges() {
        let last = range.end().min(LAST_CASED);
        for character in range.start()..=last {
            for &other in CASES.get(&folded(character)).into_iter().flatten() {
                others.push((other, other));
            }
        }
    }
    class.union(&self::class(&others));
}

/// No letter behind this one has two cases.
const LAST_CASED: char = '\u{1e943}';

/// All characters of each [`folded`] form that several have.
static CASES: LazyLock<HashMap<String, Vec<char>>> = LazyLock::new(|| {
    let mut cases: HashMap<String, Vec<char>> = HashMap::new();
    for character in ('\0'..=LAST_CASED).filter(|character| character.is_alphabetic()) {
        cases.entry(folded(character)).or_default().push(character);
    }
    cases.retain(|_, characters| characters.len() > 1);
    cases
});

fn folded(character: char) -> String {
    // The dot above that `İ` leaves behind is no part of its simple lower case.
    character.to_lowercase().next().into_iter().flat_map(char::to_uppercase).collect()
}

fn named(expression: &str) -> ClassUnicode {
    match Parser::new().parse(expression).map(regex_syntax::hir::Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        // The expressions stand in this file, and a test looks at all.
        _ => ClassUnicode::empty(),
    }
}

/// A set of characters that is quick to ask.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    low: [u64; 4],
    high: Vec<(char, char)>,
}

impl Set {
    pub(super) fn new(class: &ClassUnicode) -> Self {
        let mut low = [0; 4];
        for range in class.ranges() {
            for code in u32::from(range.start())..=u32::from(range.end()).min(255) {
                low[code as usize / 64] |= 1 << (code % 64);
            }
        }
        let high = class.ranges().iter().filter(|range| range.end() > '\u{ff}');
        Self { low, high: high.map(|range| (range.start(), range.end())).collect() }
    }

    #[inline]
    pub(crate) fn contains(&self, character: char) -> bool {
        let code = u32::from(character);
        if code < 256 {
            return self.low[code as usize / 64] >> (code % 64) & 1 == 1;
        }
        let behind = self.high.partition_point(|&(first, _)| first <= character);
        behind > 0 && character <= self.high[behind - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_python() {
        let holds = |letter, character| {
            class_of(letter, false).is_some_and(|class| Set::new(&class).contains(character))
        };
        for (letter, members, others) in [
            ('w', "aZä_9²Ⅷ漢ʰ", " -.\u{301}\u{200d}"),
            ('d', "09٣", "²Ⅷa"),
            ('s', " \t\n\r\u{b}\u{1c}\u{1f}\u{85}\u{a0}\u{2028}\u{3000}", "a\u{200b}\u{1b}"),
        ] {
            for character in members.chars() {
                assert!(holds(letter, character), "{letter} {character:?}");
                assert!(!holds(letter.to_ascii_uppercase(), character), "{letter} {character:?}");
            }
            assert!(others.chars().all(|character| !holds(letter, character)), "{letter}");
        }
        assert!(WORD.contains('ß'));
    }

    #[test]
    fn case_is_ignored_as_python_does() {
        let alike = |character| {
            let mut class = class(&[(character, character)]);
            ignore_case(&mut class);
            class.ranges().iter().flat_map(|range| range.start()..=range.end()).collect::<String>()
        };
        for (character, all) in [
            ('a', "Aa"),
            ('ä', "Ää"),
            ('i', "Iiİı"),
            ('s', "Ssſ"),
            ('k', "Kk\u{212a}"),
            ('ß', "ßẞ"),
            ('σ', "Σςσ"),
            ('1', "1"),
        ] {
            assert_eq!(alike(character), all);
        }
    }
}
