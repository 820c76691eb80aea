//! Maximal runs of `\w`, as Rust's regular expressions define it: alphabetic characters, marks, decimal
//! digits, connector punctuation and join controls.

use std::sync::LazyLock;

use super::class::CodeTable;
use super::unicode::{decode, letters_end};
use super::{Kind, Scan, Token};

const WORD: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 4;

static MEMBERS: LazyLock<CodeTable<u8>> = LazyLock::new(|| {
    CodeTable::new(
        0,
        &[(r"\w", WORD), (r"[\w&&\p{Nd}]", WORD | DIGIT), (r"[\w&&\p{Alphabetic}]", WORD | LETTER)],
    )
});

/// One token for each maximal run of `\w`: a number where it has digits and no letter, else a word.
pub(crate) struct WordScan {
    members: &'static CodeTable<u8>,
    ascii: [u8; 128],
}

impl WordScan {
    pub(crate) fn new() -> Self {
        let members: &'static CodeTable<u8> = &MEMBERS;
        let mut ascii = [0; 128];
        for (code, entry) in (0..).zip(&mut ascii) {
            *entry = members.get(code);
        }
        Self { members, ascii }
    }

    /// What the character at `at` is, and where the next one begins; `None` at the end of the text.
    #[inline]
    fn member(&self, text: &[u8], at: usize) -> Option<(u8, usize)> {
        let lead = *text.get(at)?;
        if let Some(&member) = self.ascii.get(lead as usize) {
            return Some((member, at + 1));
        }
        let (code, next) = decode(text, at, lead);
        Some((self.members.get(code), next))
    }
}

impl Scan for WordScan {
    #[inline]
    fn next(&self, text: &[u8], from: usize) -> Option<Token> {
        // Nearly every word stands behind a blank and begins with Latin letters.
        let mut start = from + usize::from(text.get(from) == Some(&b' '));
        let letters = letters_end(text, start);
        let (mut seen, mut end) = if letters > start {
            (WORD | LETTER, letters)
        } else {
            loop {
                match self.member(text, start)? {
                    (0, next) => start = next,
                    found => break found,
                }
            }
        };
        while let Some((member, next)) = self.member(text, end)
            && member != 0
        {
            seen |= member;
            end = next;
        }
        Some(Token { start, end, kind: kind_of(seen) })
    }

    fn tokens<'t>(&'t self, text: &'t [u8]) -> impl Iterator<Item = Token> {
        Runs::new(self, text)
    }
}

fn kind_of(seen: u8) -> Kind {
    if seen & (LETTER | DIGIT) == DIGIT { Kind::Number } else { Kind::Word }
}

/// How many bytes are looked at together, with a bit for each.
const BLOCK: usize = 64;
/// How many blocks are looked at before any of their tokens is handed out.
const BLOCKS: usize = 8;
/// How many borders are written down together, whether there are as many or not.
const AT_ONCE: usize = 8;

/// The runs of a text. Their borders are found block by block: where a word ends is then no branch that is
/// guessed wrong, which took most of the time.
struct Runs<'t> {
    scan: &'t WordScan,
    text: &'t [u8],
    /// Where runs begin and end in turn, as distances from `base`: those from `next` up to `n` are still to come.
    borders: [u32; BLOCKS * BLOCK + AT_ONCE],
    next: usize,
    n: usize,
    base: usize,
    /// The first byte that was not looked at.
    rest: usize,
    /// 1 if the byte before `rest` is in a run.
    inside: u64,
    /// The bytes from `rest` that belong to a character which begins before it.
    spill: u64,
}

impl<'t> Runs<'t> {
    fn new(scan: &'t WordScan, text: &'t [u8]) -> Self {
        let borders = [0; BLOCKS * BLOCK + AT_ONCE];
        Self { scan, text, borders, next: 0, n: 0, base: 0, rest: 0, inside: 0, spill: 0 }
    }

    #[inline]
    fn border(&mut self) -> Option<usize> {
        if self.next == self.n {
            self.look()?;
        }
        self.next += 1;
        self.borders.get(self.next - 1).map(|&border| self.base + border as usize)
    }

    /// Looks at blocks until there is a border; `None` at the end of the text.
    fn look(&mut self) -> Option<()> {
        (self.next, self.n, self.base) = (0, 0, self.rest);
        while self.n == 0 && self.rest < self.text.len() {
            self.base = self.rest;
            for first in (0..).step_by(BLOCK).take(BLOCKS) {
                if self.rest >= self.text.len() {
                    break;
                }
                let members = self.members();
                self.push(first, members ^ (members << 1 | self.inside));
                self.inside = members >> (BLOCK - 1);
            }
        }
        (self.n > 0).then_some(())
    }

    /// The bytes of the next block that are in runs.
    fn members(&mut self) -> u64 {
        let rest = self.text.get(self.rest..).unwrap_or_default();
        let (mut members, mut leads) = rest.first_chunk().map_or_else(
            || {
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                classify(&block)
            },
            classify,
        );
        members |= std::mem::take(&mut self.spill);
        while leads != 0 {
            let place = leads.trailing_zeros();
            leads &= leads - 1;
            let at = self.rest + place as usize;
            if let Some((1.., end)) = self.scan.member(self.text, at) {
                let bytes = ((1 << (end - at)) - 1) << place;
                (members, self.spill) = (members | low(bytes), self.spill | low(bytes >> BLOCK));
            }
        }
        self.rest += BLOCK;
        members
    }

    fn push(&mut self, first: u32, mut borders: u64) {
        let end = self.n + borders.count_ones() as usize;
        while self.n < end {
            for border in &mut self.borders[self.n..self.n + AT_ONCE] {
                *border = first + borders.trailing_zeros();
                borders &= borders.wrapping_sub(1);
            }
            self.n += AT_ONCE;
        }
        self.n = end;
    }
}

impl Iterator for Runs<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let start = self.border()?;
        let end = self.border().unwrap_or(self.text.len());
        if self.text.get(start).is_some_and(u8::is_ascii_alphabetic) {
            return Some(Token { start, end, kind: Kind::Word });
        }
        let (mut seen, mut at) = (WORD, start);
        while at < end
            && let Some((member, next)) = self.scan.member(self.text, at)
        {
            (seen, at) = (seen | member, next);
        }
        Some(Token { start, end, kind: kind_of(seen) })
    }
}

#[allow(clippy::cast_possible_truncation)] // the lower half
fn low(bits: u128) -> u64 {
    bits as u64
}

/// The bytes of a block that are in runs, as far as ASCII and the letters of Latin-1 tell, and those that begin any
/// other character. Compilers do this for many bytes at a time.
fn classify(block: &[u8; BLOCK]) -> (u64, u64) {
    let (mut ascii, mut leads) = ([0; BLOCK], [0; BLOCK]);
    let (mut latin, mut signs) = ([0; BLOCK], [0; BLOCK]);
    for (place, &byte) in block.iter().enumerate() {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        ascii[place] = u8::from(letter) | u8::from(digit) | u8::from(byte == b'_');
        leads[place] = u8::from(byte >= 0xc0);
        // U+00C0 to U+00FF are letters but for the signs of multiplication and division.
        latin[place] = u8::from(byte == 0xc3);
        signs[place] = u8::from(byte | 0x20 == 0xb7);
    }
    // At the end of a block it is not known what follows.
    let latin = bits(&latin) & !(bits(&signs) >> 1) & (u64::MAX >> 1);
    (bits(&ascii) | latin | latin << 1, bits(&leads) & !latin)
}

/// One bit for each byte, all of which are 0 or 1.
fn bits(bytes: &[u8; BLOCK]) -> u64 {
    // The product moves the bits of eight bytes side by side.
    let gather = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    bytes.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | gather(eight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one_by_one<'t>(scan: &'t WordScan, text: &'t str) -> impl Iterator<Item = Token> {
        let first = scan.next(text.as_bytes(), 0);
        std::iter::successors(first, |token| scan.next(text.as_bytes(), token.end))
    }

    proptest! {
        #[test]
        fn words_are_runs_of_members(text in "([a-zA-ZäöüßÉ]{0,12}[0-9_ ,.×÷\u{301}\u{ad}жא]{0,3}){0,5}") {
            let scan = WordScan::new();
            let found = one_by_one(&scan, &text);
            let is_member = |&(_, character): &(usize, char)| MEMBERS.get(character as u32) & WORD != 0;
            let all: Vec<_> = text.char_indices().collect();
            let runs = all.chunk_by(|one, two| is_member(one) == is_member(two)).filter(|run| is_member(&run[0]));
            let expected = runs.map(|run| {
                let seen = run.iter().fold(0, |seen, &(_, character)| seen | MEMBERS.get(character as u32));
                let kind = if seen & (LETTER | DIGIT) == DIGIT { Kind::Number } else { Kind::Word };
                let &(last, character) = run.last().unwrap_or(&run[0]);
                Token { start: run[0].0, end: last + character.len_utf8(), kind }
            });
            prop_assert!(found.eq(expected));
        }

        #[test]
        fn all_at_once_they_are_the_same(text in "([a-zA-ZäöüßÉ]{0,12}[0-9_ ,.×÷\u{301}\u{ad}жא„ﬁ𐐀😀]{0,3}){0,120}") {
            let scan = WordScan::new();
            for rest in text.char_indices().map(|(at, _)| &text[at..]).take(BLOCK) {
                prop_assert!(scan.tokens(rest.as_bytes()).eq(one_by_one(&scan, rest)));
            }
        }
    }

    #[test]
    fn borders_of_blocks_are_none_of_runs() {
        let scan = WordScan::new();
        for length in 0..BLOCKS * BLOCK + 70 {
            for text in [
                "a".repeat(length),
                "ä".repeat(length),
                "жא1".repeat(length),
                " ".repeat(length),
                "a ".repeat(length),
            ] {
                assert!(scan.tokens(text.as_bytes()).eq(one_by_one(&scan, &text)), "{length} {text}");
            }
        }
    }
}
