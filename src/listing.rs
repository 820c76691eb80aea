//! Tokens and sentences of texts as columns, without a corpus: what `tokenize` and `split_sentences` return.

use std::marker::PhantomData;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::sentence::{Splitter, sentence_end};
use crate::tokenize::{Kind, Mode, Scan, Token, Tokenizer, WithScan};
use crate::views::{Glance, Place};
use crate::vocabulary::Id;

/// Below this many bytes of text no thread is started.
const PARALLEL_BYTES: usize = 6 << 20;
/// How many bytes of text make one part of a list.
const PART_BYTES: usize = 4 << 20;
/// How many bytes a token has at least, with the white space behind it, in most texts.
pub(crate) const BYTES_OF_TOKEN: usize = 5;
/// How many tokens are found before they go into columns.
const BATCH: usize = 1 << 8;
/// How many tokens are read between two looks at whether to stop.
const CHECK_INTERVAL: u32 = 1 << 16;

/// Tokens of some texts: parallel columns.
#[derive(Debug, Default)]
pub struct TokenColumns {
    /// Which text, by its place among all.
    pub text: Vec<Id>,
    /// Which sentence of the text, from 0.
    pub sentence: Vec<u32>,
    /// What it is.
    pub kind: Vec<Kind>,
    /// The first code point.
    pub start: Vec<u32>,
    /// The code point after the last.
    pub end: Vec<u32>,
    /// The token itself, as a string view into the texts' buffers.
    pub view: Vec<u128>,
}

/// Sentences of some texts: parallel columns.
#[derive(Debug, Default)]
pub struct SentenceColumns {
    /// Which text, by its place among all.
    pub text: Vec<Id>,
    /// Which sentence of the text, from 0.
    pub sentence: Vec<u32>,
    /// The first code point.
    pub start: Vec<u32>,
    /// The code point after the last.
    pub end: Vec<u32>,
    /// The sentence itself, as a string view into the texts' buffers.
    pub view: Vec<u128>,
}

impl TokenColumns {
    /// Puts parts together.
    pub fn concat(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            all.text.extend(part.text);
            all.sentence.extend(part.sentence);
            all.kind.extend(part.kind);
            all.start.extend(part.start);
            all.end.extend(part.end);
            all.view.extend(part.view);
        }
        all
    }
}

impl SentenceColumns {
    /// Puts parts together.
    pub fn concat(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            all.text.extend(part.text);
            all.sentence.extend(part.sentence);
            all.start.extend(part.start);
            all.end.extend(part.end);
            all.view.extend(part.view);
        }
        all
    }
}

/// A text, and where its bytes are in the buffers of whoever wants views of them.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it is.
    pub place: Place,
}

/// The tokens of texts, in parts that follow each other.
///
/// The result does not depend on the number of threads. `control` counts bytes.
///
/// # Errors
///
/// [`Error::Interrupted`] when asked to stop; [`Error::TooMany`] for a text of more than 2³² − 1 bytes.
pub fn list_tokens(
    texts: &[Text<'_>],
    tokenizer: &Tokenizer,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<TokenColumns>> {
    tokenizer.with_scan(List { texts, n_threads, control, columns: PhantomData })
}

/// The sentences of texts, in parts that follow each other: from the first token of each to its last. In
/// [`Mode::Unicode`] they are the segments of UAX #29, white space included.
///
/// # Errors
///
/// As for [`list_tokens`].
pub fn list_sentences(
    texts: &[Text<'_>],
    tokenizer: &Tokenizer,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<SentenceColumns>> {
    if tokenizer.mode == Mode::Unicode {
        return in_parts(texts, n_threads, control, |part: &mut SentenceColumns, (), index, text| {
            part.read_segments(index, text);
            Ok(())
        });
    }
    tokenizer.with_scan(List { texts, n_threads, control, columns: PhantomData })
}

/// What a list is made of.
trait Columns: Send {
    /// What is kept between texts.
    type Batch;

    /// Room for what texts of so many bytes are likely to have.
    fn for_bytes(bytes: usize) -> (Self, Self::Batch)
    where
        Self: Sized;

    /// Goes on with a text.
    fn read<S: Scan>(
        &mut self,
        batch: &mut Self::Batch,
        index: Id,
        text: &Text<'_>,
        scan: &S,
        splitter: Splitter<'_>,
        control: &Control,
    ) -> Result<()>;
}

struct List<'a, C> {
    texts: &'a [Text<'a>],
    n_threads: Option<usize>,
    control: &'a Control,
    columns: PhantomData<C>,
}

impl<C: Columns> WithScan for List<'_, C> {
    type Output = Result<Vec<C>>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Result<Vec<C>> {
        in_parts(self.texts, self.n_threads, self.control, |part: &mut C, batch, index, text| {
            part.read(batch, index, text, scan, splitter.clone(), self.control)
        })
    }
}

/// Reads texts into parts of some megabytes.
fn in_parts<C: Columns>(
    texts: &[Text<'_>],
    n_threads: Option<usize>,
    control: &Control,
    read: impl Fn(&mut C, &mut C::Batch, Id, &Text<'_>) -> Result<()> + Sync,
) -> Result<Vec<C>> {
    let too_many = |what| move |_| Error::TooMany { what, limit: u64::from(u32::MAX) };
    Id::try_from(texts.len()).map_err(too_many("texts"))?;
    let sizes = || texts.iter().map(|text| text.text.len());
    let n_threads = parallel::threads(n_threads, sizes().sum(), PARALLEL_BYTES);
    let work = |(): &mut (), batch: Range<usize>| {
        let bytes = texts[batch.clone()].iter().map(|text| text.text.len()).sum();
        let (mut part, mut waiting) = C::for_bytes(bytes);
        for (index, text) in (0..).zip(texts).skip(batch.start).take(batch.len()) {
            u32::try_from(text.text.len()).map_err(too_many("bytes in one text"))?;
            read(&mut part, &mut waiting, index, text)?;
            control.advance(text.text.len());
        }
        Ok(part)
    };
    let batches = parallel::batches(sizes(), PART_BYTES);
    let (_, parts) = parallel::run(batches, n_threads, control, || (), work)?;
    Ok(parts.into_iter().map(|part| part.result).collect())
}

/// Tokens that wait to be added to columns: few enough to stay in the cache.
struct Batch {
    n: usize,
    sentence: [u32; BATCH],
    kind: [Kind; BATCH],
    start: [u32; BATCH],
    end: [u32; BATCH],
    view: [u128; BATCH],
}

impl Batch {
    fn new() -> Self {
        let numbers = [0; BATCH];
        Self {
            n: 0,
            sentence: numbers,
            kind: [Kind::Word; BATCH],
            start: numbers,
            end: numbers,
            view: [0; BATCH],
        }
    }
}

impl Columns for TokenColumns {
    type Batch = Batch;

    fn for_bytes(bytes: usize) -> (Self, Batch) {
        let tokens = bytes / BYTES_OF_TOKEN;
        let columns = Self {
            text: Vec::with_capacity(tokens),
            sentence: Vec::with_capacity(tokens),
            kind: Vec::with_capacity(tokens),
            start: Vec::with_capacity(tokens),
            end: Vec::with_capacity(tokens),
            view: Vec::with_capacity(tokens),
        };
        (columns, Batch::new())
    }

    fn read<S: Scan>(
        &mut self,
        batch: &mut Batch,
        index: Id,
        text: &Text<'_>,
        scan: &S,
        mut splitter: Splitter<'_>,
        control: &Control,
    ) -> Result<()> {
        let bytes = text.text.as_bytes();
        let (mut at, mut code_point, mut sentence) = (0, 0, 0);
        while let Some(token) = scan.next(bytes, at) {
            sentence += u32::from(splitter.begins(bytes, at, token));
            let range = token.start..token.end;
            let glance = Glance::new(bytes, &range);
            let start = code_point + characters(bytes, at, token.start);
            code_point = start + glance.characters(bytes, range);
            at = token.end;
            if batch.n == BATCH {
                self.extend(batch, index);
                control.check()?;
            }
            // A text begins with its first sentence, which is number 0.
            batch.sentence[batch.n] = sentence - 1;
            batch.kind[batch.n] = token.kind;
            batch.start[batch.n] = start;
            batch.end[batch.n] = code_point;
            batch.view[batch.n] = glance.view(token.start, text.place);
            batch.n += 1;
        }
        self.extend(batch, index);
        Ok(())
    }
}

impl TokenColumns {
    /// Adds tokens of a text.
    fn extend(&mut self, batch: &mut Batch, index: Id) {
        let n = batch.n;
        self.text.resize(self.text.len() + n, index);
        self.sentence.extend_from_slice(&batch.sentence[..n]);
        self.kind.extend_from_slice(&batch.kind[..n]);
        self.start.extend_from_slice(&batch.start[..n]);
        self.end.extend_from_slice(&batch.end[..n]);
        self.view.extend_from_slice(&batch.view[..n]);
        batch.n = 0;
    }
}

impl Columns for SentenceColumns {
    type Batch = ();

    fn for_bytes(_: usize) -> (Self, ()) {
        (Self::default(), ())
    }

    fn read<S: Scan>(
        &mut self,
        (): &mut (),
        index: Id,
        text: &Text<'_>,
        scan: &S,
        mut splitter: Splitter<'_>,
        control: &Control,
    ) -> Result<()> {
        let bytes = text.text.as_bytes();
        // Where the sentence begins, and how many code points are before that.
        let (mut first, mut code_point, mut sentence, mut tokens): (Option<Token>, u32, u32, u32) =
            (None, 0, 0, 0);
        let mut at = 0;
        while let Some(token) = scan.next(bytes, at) {
            if splitter.begins(bytes, at, token) {
                if let Some(first) = first {
                    code_point = self.push(index, sentence, text, first.start..at, code_point);
                    code_point += characters(bytes, at, token.start);
                    sentence += 1;
                } else {
                    code_point = characters(bytes, 0, token.start);
                }
                first = Some(token);
            }
            at = token.end;
            tokens += 1;
            if tokens.is_multiple_of(CHECK_INTERVAL) {
                control.check()?;
            }
        }
        if let Some(first) = first {
            self.push(index, sentence, text, first.start..at, code_point);
        }
        Ok(())
    }
}

impl SentenceColumns {
    /// Adds a sentence that begins after some code points, and says after how many it ends.
    fn push(&mut self, index: Id, sentence: u32, text: &Text<'_>, range: Range<usize>, start: u32) -> u32 {
        let bytes = text.text.as_bytes();
        let end = start + characters(bytes, range.start, range.end);
        self.text.push(index);
        self.sentence.push(sentence);
        self.start.push(start);
        self.end.push(end);
        self.view.push(Glance::new(bytes, &range).view(range.start, text.place));
        end
    }

    /// The segments of UAX #29.
    fn read_segments(&mut self, index: Id, text: &Text<'_>) {
        let (mut at, mut code_point, mut sentence) = (0, 0, 0);
        while at < text.text.len() {
            let end = sentence_end(text.text.as_bytes(), at);
            code_point = self.push(index, sentence, text, at..end, code_point);
            (at, sentence) = (end, sentence + 1);
        }
    }
}

/// How many code points there are between two borders of characters.
#[inline]
fn characters(text: &[u8], start: usize, end: usize) -> u32 {
    match end - start {
        0 => 0,
        // Between two characters, one byte is one character.
        1 => 1,
        _ => Glance::new(text, &(start..end)).characters(text, start..end),
    }
}
