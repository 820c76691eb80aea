//! The token table: what every counter reads.

mod given;

pub use self::given::Given;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::attribute::{Attribute, lower};
use crate::error::{Error, Result};
use crate::parallel::{self, Control, Done};
use crate::sentence::Splitter;
use crate::tokenize::{Scan, Tokenizer, WithScan};
use crate::vocabulary::{Id, Interner, Label, Merged, Vocabulary, Waiting, count_characters, merge};

/// Below this many bytes of text (about a million tokens) no thread is started.
const PARALLEL_BYTES: usize = 6 << 20;
/// How many tokens are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;
/// A gap that does not fit in a byte is written down elsewhere.
const LONG_GAP: u8 = u8::MAX;

/// The tokens of all documents: a term number each and where they stand.
///
/// A token takes five bytes: its term and the number of code points between it and the token before. Its
/// length is that of its word, so ends and beginnings follow by addition.
#[derive(Debug)]
pub struct TokenTable {
    vocabulary: Vocabulary,
    ids: Vec<Id>,
    gaps: Vec<u8>,
    /// Token and length of the gaps of 255 code points and more, by token.
    long_gaps: Vec<(usize, u32)>,
    /// Where the tokens of each document begin, and the end of the last.
    bounds: Vec<usize>,
    /// The first token of each sentence.
    sentences: Vec<usize>,
    lower: OnceLock<Attribute>,
    word: OnceLock<Attribute>,
    /// Attributes that came with the tokens.
    named: Vec<(String, Attribute)>,
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
    /// Reads documents.
    ///
    /// The result does not depend on the number of threads; `None` takes all there are, and one for small
    /// input. `control` counts bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`] when asked to stop; [`Error::TooMany`] for more than 2³² − 1 distinct terms or
    /// for a document of more code points than that.
    pub fn build(
        texts: &[&str],
        tokenizer: &Tokenizer,
        n_threads: Option<usize>,
        control: &Control,
    ) -> Result<Self> {
        tokenizer.with_scan(Build { texts, n_threads, control })
    }

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
            Some(&[start, end]) => Ok(start..end),
            _ => Err(Error::NoSuchDocument { document, documents: self.n_documents() }),
        }
    }

    /// Where the tokens of a document stand. Takes time in proportion to their number.
    ///
    /// # Errors
    ///
    /// There is no such document.
    pub fn spans(&self, document: Id) -> Result<impl Iterator<Item = Span>> {
        let tokens = self.document(document)?;
        let mut long_gaps =
            self.long_gaps[self.long_gaps.partition_point(|gap| gap.0 < tokens.start)..].iter();
        let mut end = 0;
        Ok(tokens.map(move |token| {
            let gap = match self.gaps[token] {
                LONG_GAP => long_gaps.next().map_or(0, |gap| gap.1),
                gap => u32::from(gap),
            };
            let start = end + gap;
            end = start + self.vocabulary.lengths[self.ids[token] as usize];
            Span { start, end }
        }))
    }

    /// The sentences of a document: each by its first token, and by the token after its last.
    ///
    /// # Errors
    ///
    /// There is no such document.
    pub fn document_sentences(&self, document: Id) -> Result<impl Iterator<Item = Range<usize>>> {
        let tokens = self.document(document)?;
        let first = self.sentences.partition_point(|&start| start < tokens.start);
        let last = self.sentences.partition_point(|&start| start < tokens.end);
        let starts = &self.sentences[first..last];
        let ends = starts.iter().skip(1).copied().chain([tokens.end]);
        Ok(starts.iter().zip(ends).map(|(&start, end)| start..end))
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
            for (number, tokens) in (0..).zip(self.document_sentences(document)?) {
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
        self.bounds.windows(2).map(|bounds| bounds[1] - bounds[0])
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
            for (number, tokens) in (0..).zip(self.document_sentences(document)?) {
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

    /// The names of the attributes.
    pub const ATTRIBUTES: [&str; 2] = ["lower", "word"];

    /// The attribute of that name, made at first use: `lower` (see [`lower()`]) or `word`, as in the text.
    ///
    /// # Errors
    ///
    /// An unknown name; the error lists the known ones. [`Error::Interrupted`] when asked to stop.
    pub fn attribute(&self, name: &str, control: &Control) -> Result<&Attribute> {
        match name {
            "lower" => get_or_make(&self.lower, || {
                Attribute::new(&self.vocabulary, |term| lower(self.vocabulary.words.get(term)), control)
            }),
            "word" => get_or_make(&self.word, || {
                Attribute::new(
                    &self.vocabulary,
                    |term| Cow::Borrowed(self.vocabulary.words.get(term)),
                    control,
                )
            }),
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

fn get_or_make<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
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

struct Build<'a> {
    texts: &'a [&'a str],
    n_threads: Option<usize>,
    control: &'a Control,
}

/// The tokens of a batch of documents, with the term numbers of the worker that read it.
#[derive(Default)]
struct Part {
    ids: Vec<Id>,
    gaps: Vec<u8>,
    long_gaps: Vec<(usize, u32)>,
    /// How many tokens each document has.
    counts: Vec<usize>,
    /// The first token of each sentence.
    sentences: Vec<usize>,
}

impl WithScan for Build<'_> {
    type Output = Result<TokenTable>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Result<TokenTable> {
        let bytes = self.texts.iter().map(|text| text.len()).sum::<usize>();
        let n_threads = self.n_threads.unwrap_or_else(|| parallel::default_threads(bytes, PARALLEL_BYTES));
        let target = (bytes / n_threads.max(1) / 16).clamp(1 << 16, 4 << 20);
        let batches = parallel::batches(self.texts.iter().map(|text| text.len()), target);
        let (workers, parts) =
            parallel::run(batches, n_threads, self.control, Interner::default, |terms, batch| {
                let (mut part, mut waiting) = (Part::default(), Waiting::new());
                for text in &self.texts[batch] {
                    part.read(scan, text, splitter.clone(), (terms, &mut waiting), self.control)?;
                    self.control.advance(text.len());
                }
                Ok(part)
            })?;
        let Merged { words, labels, counts, new_ids } = merge(&workers, n_threads, self.control)?;
        drop(workers);
        let vocabulary = Vocabulary::new(words, &labels, counts)?;
        TokenTable::join(vocabulary, parts, &new_ids, n_threads, self.control)
    }
}

impl Part {
    fn read<S: Scan>(
        &mut self,
        scan: &S,
        text: &str,
        mut splitter: Splitter<'_>,
        (terms, waiting): (&mut Interner, &mut Waiting),
        control: &Control,
    ) -> Result<()> {
        if u32::try_from(text.len()).is_err() && u32::try_from(count_characters(text.as_bytes())).is_err() {
            return Err(Error::TooMany { what: "characters in one document", limit: u64::from(u32::MAX) });
        }
        let (text, first) = (text.as_bytes(), self.gaps.len());
        let mut end = 0;
        while let Some(token) = scan.next(text, end) {
            self.push_gap(match &text[end..token.start] {
                [] => 0,
                [_] => 1,
                gap => count_characters(gap),
            });
            if splitter.begins(text, end, token) {
                // The gap of this token is there already.
                self.sentences.push(self.gaps.len() - 1);
            }
            end = token.end;
            if waiting.push(text, token, Label::of(token.kind)) {
                terms.intern_all(text, waiting, &mut self.ids)?;
            }
            if self.gaps.len().is_multiple_of(CHECK_INTERVAL) {
                control.check()?;
            }
        }
        terms.intern_all(text, waiting, &mut self.ids)?;
        self.counts.push(self.ids.len() - first);
        Ok(())
    }

    #[inline]
    fn push_gap(&mut self, gap: usize) {
        match u8::try_from(gap) {
            Ok(gap) if gap < LONG_GAP => self.gaps.push(gap),
            _ => {
                // No document is longer than 2^32 - 1 code points.
                self.long_gaps.push((self.gaps.len(), u32::try_from(gap).unwrap_or(u32::MAX)));
                self.gaps.push(LONG_GAP);
            }
        }
    }
}

impl TokenTable {
    /// Puts parts together in document order, under the final term numbers.
    fn join(
        vocabulary: Vocabulary,
        parts: Vec<Done<Part>>,
        new_ids: &[Vec<Id>],
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        let n_tokens = parts.iter().map(|part| part.result.ids.len()).sum();
        let (mut bounds, mut long_gaps, mut sentences, mut first) = (vec![0], Vec::new(), Vec::new(), 0);
        for Done { result: part, .. } in &parts {
            sentences.extend(part.sentences.iter().map(|&token| first + token));
            long_gaps.extend(part.long_gaps.iter().map(|&(token, gap)| (first + token, gap)));
            for count in &part.counts {
                first += count;
                bounds.push(first);
            }
        }
        let (mut ids, mut gaps) = (vec![0; n_tokens], vec![0; n_tokens]);
        let (mut rest_of_ids, mut rest_of_gaps) = (&mut ids[..], &mut gaps[..]);
        let mut jobs = Vec::with_capacity(parts.len());
        for part in parts {
            let (ids, gaps);
            (ids, rest_of_ids) = rest_of_ids.split_at_mut(part.result.ids.len());
            (gaps, rest_of_gaps) = rest_of_gaps.split_at_mut(part.result.ids.len());
            jobs.push((part, ids, gaps));
        }
        parallel::run(
            jobs,
            n_threads,
            control,
            || (),
            |(), (part, ids, gaps)| {
                let Done { worker, result: part } = part;
                let new_ids = &new_ids[worker];
                for (ids, old_ids) in ids.chunks_mut(CHECK_INTERVAL).zip(part.ids.chunks(CHECK_INTERVAL)) {
                    control.check()?;
                    for (id, &old) in ids.iter_mut().zip(old_ids) {
                        *id = new_ids[old as usize];
                    }
                }
                gaps.copy_from_slice(&part.gaps);
                Ok(())
            },
        )?;
        let (lower, word) = (OnceLock::new(), OnceLock::new());
        Ok(Self { vocabulary, ids, gaps, long_gaps, bounds, sentences, lower, word, named: Vec::new() })
    }
}
