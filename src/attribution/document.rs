//! A document as rules see it: tokens with what their words can be, sentences, paragraphs, quotations.

use super::flags as f;
use super::lexicon::{Word, Words};
use super::quotes::{self, Quote};
use crate::parallel::Control;
use crate::{Id, Result, Span, TokenTable};

/// A token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tok {
    pub(crate) flags: u128,
    pub(crate) term: Id,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
}

/// The tokens of a document.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) tokens: Vec<Tok>,
    /// The first token of each sentence, and the number of tokens.
    pub(crate) sentences: Vec<usize>,
    /// The first token of each paragraph, and the number of tokens.
    pub(crate) paragraphs: Vec<usize>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) words: &'a Words,
    /// How each word is written.
    spelled: &'a [&'a str],
}

impl<'a> Document<'a> {
    pub(crate) fn read(
        table: &TokenTable,
        document: Id,
        text: &str,
        words: &'a Words,
        spelled: &'a [&'a str],
        control: &Control,
    ) -> Result<Self> {
        let range = table.document(document)?;
        let mut tokens = Vec::with_capacity(range.len());
        let mut end = 0;
        for (&term, gap) in table.ids()[range.clone()].iter().zip(table.gaps(document)?) {
            let word = &words.words[term as usize];
            let start = end + gap;
            end = start + word.length;
            tokens.push(Tok { flags: word.flags, term, start, end, spaced: gap > 0 });
        }
        let mut sentences: Vec<usize> = table
            .document_sentences(document, control)?
            .map(|sentence| sentence.start - range.start)
            .collect();
        sentences.push(tokens.len());
        let paragraphs = paragraphs(text, &tokens, &sentences);
        let mut document = Self { tokens, sentences, paragraphs, quotes: Vec::new(), words, spelled };
        document.quotes = quotes::pair(&document);
        Ok(document)
    }

    pub(crate) fn word(&self, token: usize) -> &Word {
        &self.words.words[self.tokens[token].term as usize]
    }

    pub(crate) fn text(&self, token: usize) -> &str {
        self.spelled[self.tokens[token].term as usize]
    }

    /// Whether a quotation begins with a small letter and has a noun in it: „ernste Bedenken“ is no name.
    pub(crate) fn small_phrase(&self, quote: usize) -> u128 {
        let bounds = self.quotes[quote];
        let mut capitals =
            self.tokens[bounds.first..bounds.last].iter().map(|token| token.flags & f::CAP != 0);
        if capitals.next() == Some(false) && capitals.any(|capital| capital) { f::SMALL_PHRASE } else { 0 }
    }

    /// From the first to the last code point of some tokens.
    pub(crate) fn span(&self, (first, end): (usize, usize)) -> Span {
        Span { start: self.tokens[first].start, end: self.tokens[end - 1].end }
    }
}

/// The first token of each paragraph: a sentence before which a line ends.
fn paragraphs(text: &str, tokens: &[Tok], sentences: &[usize]) -> Vec<usize> {
    let mut paragraphs = vec![0];
    let (mut place, mut breaks) = (0u32, Vec::new());
    for line in text.split_inclusive('\n') {
        place += u32::try_from(line.chars().count()).unwrap_or_default();
        breaks.push(place);
    }
    let mut at = 0;
    for &first in sentences.iter().skip(1) {
        let Some(token) = tokens.get(first) else { break };
        let last = tokens[first - 1].end;
        while breaks.get(at).is_some_and(|&end| end <= last) {
            at += 1;
        }
        if breaks.get(at).is_some_and(|&end| end <= token.start) {
            paragraphs.push(first);
        }
    }
    if tokens.is_empty() {
        return vec![0];
    }
    paragraphs.push(tokens.len());
    paragraphs
}

/// Whether a token has one of some properties.
pub(crate) fn is(token: &Tok, flags: u128) -> bool {
    token.flags & flags != 0
}
