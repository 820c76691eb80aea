//! Maximal runs of `\w`, as Rust's regular expressions define it: alphabetic characters, marks, decimal
//! digits, connector punctuation and join controls.

use std::sync::LazyLock;

use super::class::CodeTable;
use super::unicode::decode;
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
        let mut start = from;
        let (mut seen, mut end) = loop {
            match self.member(text, start)? {
                (0, next) => start = next,
                found => break found,
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
