//! The token table: what every counter reads.

mod build;
mod concat;
mod given;
mod parts;
mod sentences;

pub(crate) use self::build::Reader;
pub use self::concat::Documents;
pub use self::given::Given;
pub(crate) use self::parts::Numbered;
pub(crate) use self::sentences::Sentences;
pub use self::sentences::Texts;

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use arrow_buffer::ScalarBuffer;

use crate::attribute::{Attribute, lower};
use crate::error::{Error, Result};
use crate::frequency::PARALLEL_TOKENS;
use crate::index::{self, Index};
use crate::layer::Layer;
use crate::parallel::{self, Control};
use crate::strings::place;
use crate::vocabulary::{Id, Vocabulary};

/// How many tokens are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;
/// How often all tokens are searched before there is an index, which takes as long as a dozen searches.
const SEARCHES: u32 = 8;
/// A gap that does not fit in a byte is written down elsewhere.
const LONG_GAP: u8 = u8::MAX;

/// The tokens of all documents: a term number each and where they stand.
///
/// A token takes five bytes: its term and the number of code points between it and the token before. Its
/// length is that of its word, so ends and beginnings follow by addition.
#[derive(Debug)]
pub struct TokenTable {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) ids: ScalarBuffer<Id>,
    pub(crate) gaps: ScalarBuffer<u8>,
    /// The tokens behind gaps of 255 code points and more.
    pub(crate) long_gaps: ScalarBuffer<u64>,
    /// How long these gaps are.
    pub(crate) long_gap_lengths: ScalarBuffer<u32>,
    /// Where the tokens of each document begin, and the end of the last.
    pub(crate) bounds: ScalarBuffer<u64>,
    pub(crate) sentences: Sentences,
    pub(crate) lower: OnceLock<Attribute>,
    /// In how many documents each value of `lower` occurs as a word or number, once somebody has counted it.
    pub(crate) documents_of_lower: OnceLock<ScalarBuffer<u32>>,
    pub(crate) word: OnceLock<Attribute>,
    pub(crate) index: OnceLock<Index>,
    /// How often its tokens were searched for want of an index.
    pub(crate) searches: AtomicU32,
    pub(crate) sentence_layer: OnceLock<Layer>,
    /// Attributes that came with the tokens.
    pub(crate) named: Vec<(String, Attribute)>,
}

/// Where a token stands, in code points of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

impl TokenTable {
    /// The terms.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The term of each token, document by document.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// How many documents there are.
    pub fn n_documents(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The tokens of a document, as a range of [`TokenTable::ids`].
    ///
    /// # Errors
    ///
    /// There is no such document.
    pub fn document(&self, document: Id) -> Result<Range<usize>> {
        match self.bounds.get(document as usize..document as usize + 2) {
            Some(&[start, end]) => Ok(place(start)..place(end)),
            _ => Err(Error::NoSuchDocument { document, documents: self.n_documents() }),
        }
    }

    /// Where the tokens of a document stand. Takes time in proportion to their number.
    ///
    /// # Errors
    ///
    /// There is no such document.
    pub fn spans(&self, document: Id) -> Result<impl Iterator<Item = Span>> {
        let (ids, mut end) = (&self.ids[self.document(document)?], 0);
        Ok(self.gaps(document)?.zip(ids).map(move |(gap, &id)| {
            let start = end + gap;
            end = start + self.vocabulary.lengths[id as usize];
            Span { start, end }
        }))
    }

    /// How many code points stand between each token of a document and the one before it.
    pub(crate) fn gaps(&self, document: Id) -> Result<impl Iterator<Item = u32>> {
        let tokens = self.document(document)?;
        let first = self.long_gaps.partition_point(|&token| place(token) < tokens.start);
        let mut long_gaps = self.long_gap_lengths[first..].iter();
        Ok(self.gaps[tokens].iter().map(move |&gap| match gap {
            LONG_GAP => long_gaps.next().copied().unwrap_or_default(),
            gap => u32::from(gap),
        }))
    }

    /// The first token of each sentence, found at first use where it is not known.
    pub(crate) fn sentence_starts(&self, control: &Control) -> Result<&ScalarBuffer<u64>> {
        self.sentences.starts(&self.bounds, control)
    }

    /// The sentences of a document: each by its first token, and by the token after its last.
    ///
    /// # Errors
    ///
    /// There is no such document, or [`Error::Interrupted`] when asked to stop.
    pub fn document_sentences(
        &self,
        document: Id,
        control: &Control,
    ) -> Result<impl Iterator<Item = Range<usize>>> {
        let (tokens, sentences) = (self.document(document)?, self.sentence_starts(control)?);
        let first = sentences.partition_point(|&start| place(start) < tokens.start);
        let last = sentences.partition_point(|&start| place(start) < tokens.end);
        let starts = &sentences[first..last];
        let ends = starts.iter().skip(1).map(|&start| place(start)).chain([tokens.end]);
        Ok(starts.iter().zip(ends).map(|(&start, end)| place(start)..end))
    }

    /// The sentences of some documents with their places.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or [`Error::Interrupted`] when asked to stop.
    pub fn sentences(&self, documents: &[Id], control: &Control) -> Result<SentenceList> {
        let mut list = SentenceList::default();
        for (index, &document) in (0..).zip(documents) {
            control.check()?;
            let first = self.document(document)?.start;
            let mut spans = self.spans(document)?;
            let mut at = first;
            for (number, tokens) in (0..).zip(self.document_sentences(document, control)?) {
                let start = spans.nth(tokens.start - at);
                let end = if tokens.len() > 1 { spans.nth(tokens.len() - 2) } else { start };
                at = tokens.end;
                list.document.push(index);
                list.sentence.push(number);
                list.start.push(start.map_or(0, |span| span.start));
                list.end.push(end.map_or(0, |span| span.end));
            }
        }
        Ok(list)
    }

    /// How many tokens each document has.
    pub fn document_tokens(&self) -> impl Iterator<Item = usize> {
        self.bounds.windows(2).map(|bounds| place(bounds[1] - bounds[0]))
    }

    /// The tokens of some documents with their places.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or [`Error::Interrupted`] when asked to stop.
    pub fn tokens(&self, documents: &[Id], control: &Control) -> Result<TokenList> {
        let mut list = TokenList::default();
        for (index, &document) in (0..).zip(documents) {
            control.check()?;
            list.term.extend_from_slice(&self.ids[self.document(document)?]);
            for (number, tokens) in (0..).zip(self.document_sentences(document, control)?) {
                list.sentence.extend(tokens.map(|_| number));
            }
            for (position, span) in (0..).zip(self.spans(document)?) {
                list.document.push(index);
                list.position.push(position);
                list.start.push(span.start);
                list.end.push(span.end);
            }
        }
        Ok(list)
    }

    /// How often each term occurs in some documents.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or [`Error::Interrupted`] when asked to stop.
    pub fn term_counts(&self, documents: &[Id], control: &Control) -> Result<Vec<u64>> {
        let mut counts = vec![0; self.vocabulary.len()];
        for &document in documents {
            control.check()?;
            for &id in &self.ids[self.document(document)?] {
                counts[id as usize] += 1;
            }
        }
        Ok(counts)
    }

    /// Where the terms stand of which that is wanted, in order. Who asks often gets an index.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than 2³² tokens; [`Error::Interrupted`] when asked to stop.
    pub(crate) fn places(&self, wanted: &[bool], control: &Control) -> Result<Vec<u32>> {
        let n_threads = parallel::default_threads(self.ids.len(), PARALLEL_TOKENS);
        if self.index.get().is_none() && self.searches.fetch_add(1, Ordering::Relaxed) < SEARCHES {
            return index::search(&self.ids, wanted, n_threads, control);
        }
        let make =
            || Index::new(self.ids.len(), self.vocabulary.len(), |token| self.ids[token], n_threads, control);
        let index = get_or_make(&self.index, make)?;
        let terms = (0..).zip(wanted).filter(|(_, wanted)| **wanted);
        let mut places: Vec<u32> = terms.flat_map(|(term, _)| index.places(term)).copied().collect();
        control.check()?;
        places.sort_unstable();
        Ok(places)
    }

    /// The sentences of all documents as a layer, each with its number within the document.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than 2³² − 1 documents; [`Error::Interrupted`] when asked to stop.
    pub fn sentence_layer(&self, control: &Control) -> Result<&Layer> {
        get_or_make(&self.sentence_layer, || Layer::sentences(self, control))
    }

    /// The names of the attributes.
    pub const ATTRIBUTES: [&str; 2] = ["lower", "word"];

    /// The attribute of that name, made at first use: `lower` (see [`lower()`]) or `word`, as in the text.
    ///
    /// # Errors
    ///
    /// An unknown name; the error lists the known ones. [`Error::Interrupted`] when asked to stop.
    pub fn attribute(&self, name: &str, control: &Control) -> Result<&Attribute> {
        match name {
            "lower" => get_or_make(&self.lower, || lower_of(&self.vocabulary, control)),
            "word" => get_or_make(&self.word, || Ok(Attribute::of_words(&self.vocabulary))),
            _ => {
                self.named.iter().find(|(known, _)| known == name).map(|(_, attribute)| attribute).ok_or_else(
                    || Error::UnknownName {
                        what: "attribute",
                        name: name.to_owned(),
                        known: self.attributes().map(str::to_owned).collect(),
                    },
                )
            }
        }
    }

    /// The names of all attributes: [`TokenTable::ATTRIBUTES`], and those that came with the tokens.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        Self::ATTRIBUTES.into_iter().chain(self.named.iter().map(|(name, _)| name.as_str()))
    }
}

/// The attribute `lower` of a vocabulary.
pub(crate) fn lower_of(vocabulary: &Vocabulary, control: &Control) -> Result<Attribute> {
    Attribute::new(vocabulary, |term| lower(vocabulary.words.get(term)), control)
}

/// What is in a cell, made at first use.
pub(crate) fn get_or_make<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    match cell.get() {
        Some(value) => Ok(value),
        None => make().map(|value| cell.get_or_init(|| value)),
    }
}

/// Tokens with their places: parallel columns.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TokenList {
    /// The term.
    pub term: Vec<Id>,
    /// The document, by its place in the list that was asked for.
    pub document: Vec<Id>,
    /// Which sentence of the document it is in, from 0.
    pub sentence: Vec<u32>,
    /// Which token of the document it is, from 0.
    pub position: Vec<u32>,
    /// The first code point.
    pub start: Vec<u32>,
    /// The code point after the last.
    pub end: Vec<u32>,
}

/// Sentences with their places: parallel columns.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SentenceList {
    /// The document, by its place in the list that was asked for.
    pub document: Vec<Id>,
    /// Which sentence of the document it is, from 0.
    pub sentence: Vec<u32>,
    /// The first code point.
    pub start: Vec<u32>,
    /// The code point after the last.
    pub end: Vec<u32>,
}
