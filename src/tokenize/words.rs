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
        let kind = if seen & (LETTER | DIGIT) == DIGIT { Kind::Number } else { Kind::Word };
        Some(Token { start, end, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_runs_of_members(text in "([a-zA-ZäöüßÉ]{0,12}[0-9_ ,.×÷\u{301}\u{ad}жא]{0,3}){0,5}") {
            let scan = WordScan::new();
            let first = scan.next(text.as_bytes(), 0);
            let found = std::iter::successors(first, |token| scan.next(text.as_bytes(), token.end));
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
    }
}
