//! Tokens that somebody else has found.

use std::borrow::Cow;

use super::parts::Part;
use super::{CHECK_INTERVAL, Numbered, TokenTable};
use crate::attribute::Attribute;
use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::sentence::Splitter;
use crate::tokenize::{Kind, Scan, Token, Tokenizer, WithScan};
use crate::vocabulary::{Interner, Label, Merged, Vocabulary, merge};

/// Tokens of some documents, as columns; those of a document follow each other in the order of its text.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// How many tokens each document has.
    pub counts: &'a [usize],
    /// The first code point of each token.
    pub starts: &'a [u32],
    /// The code point after the last.
    pub ends: &'a [u32],
    /// What each is; found by the tokeniser if missing.
    pub kinds: Option<&'a [Kind]>,
    /// The sentence of each; found by the tokeniser's rules if missing. Where it changes, a sentence begins.
    pub sentences: Option<&'a [u32]>,
    /// For each token the number of its annotations.
    pub annotations: Option<&'a [u32]>,
    /// The name of each annotation, and its values by that number.
    pub attributes: &'a [(String, Vec<String>)],
}

impl TokenTable {
    /// The table of tokens from elsewhere. What is missing is found by the rules of a tokeniser.
    ///
    /// # Errors
    ///
    /// A token that is empty, lies outside its text, or begins before the end of the one before; lists of
    /// different lengths; [`Error::Interrupted`] when asked to stop.
    pub fn from_tokens(
        texts: &[&str],
        given: &Given<'_>,
        tokenizer: &Tokenizer,
        control: &Control,
    ) -> Result<Self> {
        given.check(texts)?;
        tokenizer.with_scan(FromGiven { texts, given, tokenizer, control })
    }
}

impl Given<'_> {
    fn check(&self, texts: &[&str]) -> Result<()> {
        let n = self.starts.len();
        let lengths = [
            ("texts and counts of tokens", texts.len(), self.counts.len()),
            ("starts and ends of tokens", n, self.ends.len()),
            ("tokens and their kinds", n, self.kinds.map_or(n, <[_]>::len)),
            ("tokens and their sentences", n, self.sentences.map_or(n, <[_]>::len)),
            ("tokens and their annotations", n, self.annotations.map_or(n, <[_]>::len)),
            ("tokens and the counts of them", n, self.counts.iter().sum()),
        ];
        match lengths.into_iter().find(|(_, left, right)| left != right) {
            Some((what, left, right)) => Err(Error::LengthMismatch { what, lengths: (left, right) }),
            None => Ok(()),
        }
    }
}

struct FromGiven<'a> {
    texts: &'a [&'a str],
    given: &'a Given<'a>,
    tokenizer: &'a Tokenizer,
    control: &'a Control,
}

impl WithScan for FromGiven<'_> {
    type Output = Result<TokenTable>;

    fn call<S: Scan>(self, _: &S, splitter: &Splitter<'_>) -> Result<TokenTable> {
        let (mut terms, mut part, mut first) = (Interner::default(), Part::default(), 0);
        for (document, (text, &n)) in self.texts.iter().zip(self.given.counts).enumerate() {
            self.read(document, text, first..first + n, splitter.clone(), &mut terms, &mut part)?;
            part.counts.push(n);
            first += n;
        }
        let Merged { words, labels, counts, new_ids } = merge(&[terms], 1, self.control)?;
        let vocabulary = Vocabulary::new(words, &labels, counts)?;
        let named = self.given.attributes.iter().map(|(name, values)| {
            let value = |term: usize| {
                let value = values.get(labels[term].annotation() as usize);
                Cow::Borrowed(value.map(String::as_str).unwrap_or_default())
            };
            Ok((name.clone(), Attribute::new(&vocabulary, value, self.control)?))
        });
        let named = named.collect::<Result<Vec<_>>>()?;
        let tokens = Numbered { runs: vec![(0, part.ids.len())], tokens: part };
        Ok(TokenTable { named, ..TokenTable::renumbered(vocabulary, tokens, &new_ids, 1, self.control)? })
    }
}

impl FromGiven<'_> {
    fn read(
        &self,
        document: usize,
        text: &str,
        tokens: std::ops::Range<usize>,
        mut splitter: Splitter<'_>,
        terms: &mut Interner,
        part: &mut Part,
    ) -> Result<()> {
        let (mut cursor, mut at, mut gap_from) = (Cursor::new(text), 0, 0);
        for (position, index) in tokens.clone().enumerate() {
            let (start, end) = (self.given.starts[index], self.given.ends[index]);
            let wrong = || Error::BadToken { document, token: position, span: (start, end), after: at };
            if start < at || end <= start {
                return Err(wrong());
            }
            let range = cursor.to(start).ok_or_else(wrong)?..cursor.to(end).ok_or_else(wrong)?;
            let kind = self
                .given
                .kinds
                .map_or_else(|| self.tokenizer.kind_of(&text[range.clone()]), |kinds| kinds[index]);
            let token = Token { start: range.start, end: range.end, kind };
            let begins = match self.given.sentences {
                Some(sentences) => index == tokens.start || sentences[index] != sentences[index - 1],
                None => splitter.begins(text.as_bytes(), gap_from, token),
            };
            if begins {
                part.sentences.push(part.ids.len() as u64);
            }
            part.push_gap((start - at) as usize);
            let annotation = self.given.annotations.map_or(0, |annotations| annotations[index]);
            part.ids.push(terms.intern(text.as_bytes(), token, Label::new(kind, annotation)?)?);
            (at, gap_from) = (end, range.end);
            if part.ids.len().is_multiple_of(CHECK_INTERVAL) {
                self.control.check()?;
            }
        }
        Ok(())
    }
}

/// Goes through a text by code points.
struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    code_point: u32,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, code_point: 0 }
    }

    /// The byte of a code point not before the last one; `None` beyond the end.
    fn to(&mut self, code_point: u32) -> Option<usize> {
        while self.code_point < code_point {
            self.byte += self.text[self.byte..].chars().next()?.len_utf8();
            self.code_point += 1;
        }
        Some(self.byte)
    }
}
