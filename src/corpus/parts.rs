//! Tokens under the numbers that their workers gave their terms: read in parts, put together as they come.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use arrow_buffer::ScalarBuffer;

use super::{CHECK_INTERVAL, LONG_GAP, TokenTable};
use crate::error::Result;
use crate::listing::BYTES_OF_TOKEN;
use crate::parallel::{self, Control};
use crate::strings::bounds_of;
use crate::vocabulary::{Id, Vocabulary};

/// The tokens of documents that follow each other.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) ids: Vec<Id>,
    pub(crate) gaps: Vec<u8>,
    /// The tokens behind long gaps.
    pub(crate) long_gaps: Vec<u64>,
    pub(crate) long_gap_lengths: Vec<u32>,
    /// How many tokens each document has.
    pub(crate) counts: Vec<usize>,
    /// The first token of each sentence.
    pub(crate) sentences: Vec<u64>,
}

impl Part {
    /// Room for what texts of so many bytes are likely to have: nothing has to be moved as it grows.
    fn for_bytes(bytes: usize) -> Self {
        let room = bytes / BYTES_OF_TOKEN;
        Self { ids: Vec::with_capacity(room), gaps: Vec::with_capacity(room), ..Self::default() }
    }

    #[inline]
    pub(super) fn push_gap(&mut self, gap: usize) {
        match u8::try_from(gap) {
            Ok(gap) if gap < LONG_GAP => self.gaps.push(gap),
            _ => {
                self.long_gaps.push(self.gaps.len() as u64);
                // No document is longer than 2^32 - 1 code points.
                self.long_gap_lengths.push(u32::try_from(gap).unwrap_or(u32::MAX));
                self.gaps.push(LONG_GAP);
            }
        }
    }

    /// Moves the tokens of another behind these; the other keeps its memory.
    fn append(&mut self, other: &mut Self) {
        let first = self.ids.len() as u64;
        self.ids.append(&mut other.ids);
        self.gaps.append(&mut other.gaps);
        self.long_gaps.extend(other.long_gaps.drain(..).map(|token| first + token));
        self.long_gap_lengths.append(&mut other.long_gap_lengths);
        self.counts.append(&mut other.counts);
        self.sentences.extend(other.sentences.drain(..).map(|token| first + token));
    }
}

/// Tokens, and who numbered their terms.
pub(crate) struct Numbered {
    pub(crate) tokens: Part,
    /// Each time the worker and how many tokens, in order.
    pub(crate) runs: Vec<(usize, usize)>,
}

/// Parts in the order of the documents, in whatever order they are read.
///
/// They are put together at once, while they are near, and the memory of each is used again: fresh memory, which comes
/// page by page, would take longer than the copy.
pub(super) struct InOrder {
    all: Part,
    /// How many parts are together.
    n: usize,
    /// Parts that came before their turn.
    early: BTreeMap<usize, Part>,
    spare: Vec<Part>,
}

impl InOrder {
    pub(super) fn for_bytes(bytes: usize) -> Self {
        Self { all: Part::for_bytes(bytes), n: 0, early: BTreeMap::new(), spare: Vec::new() }
    }

    /// A part without tokens.
    pub(super) fn room(&mut self, bytes: usize) -> Part {
        self.spare.pop().unwrap_or_else(|| Part::for_bytes(bytes))
    }

    /// Takes the part that is to have this place.
    pub(super) fn put(&mut self, place: usize, part: Part) {
        self.early.insert(place, part);
        while let Some(mut part) = self.early.remove(&self.n) {
            self.all.append(&mut part);
            self.spare.push(part);
            self.n += 1;
        }
    }
}

impl From<InOrder> for Part {
    fn from(parts: InOrder) -> Self {
        parts.all
    }
}

impl TokenTable {
    /// Gives terms their final numbers.
    pub(super) fn renumbered(
        vocabulary: Vocabulary,
        Numbered { mut tokens, runs }: Numbered,
        new_ids: &[Vec<Id>],
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        let (mut rest, mut jobs) = (&mut tokens.ids[..], Vec::with_capacity(runs.len()));
        for (worker, n_tokens) in runs {
            let ids;
            (ids, rest) = rest.split_at_mut(n_tokens);
            jobs.push((worker, ids));
        }
        let renumber = |(): &mut (), (worker, ids): (usize, &mut [Id])| {
            let new_ids = &new_ids[worker];
            for ids in ids.chunks_mut(CHECK_INTERVAL) {
                control.check()?;
                for id in ids {
                    *id = new_ids[*id as usize];
                }
            }
            Ok(())
        };
        parallel::run(jobs, n_threads, control, || (), renumber)?;
        Ok(Self {
            vocabulary,
            ids: tokens.ids.into(),
            gaps: tokens.gaps.into(),
            long_gaps: tokens.long_gaps.into(),
            long_gap_lengths: tokens.long_gap_lengths.into(),
            bounds: bounds_of(tokens.counts.into_iter()).into(),
            sentences: ScalarBuffer::from(tokens.sentences).into(),
            lower: OnceLock::new(),
            documents_of_lower: OnceLock::new(),
            word: OnceLock::new(),
            index: OnceLock::new(),
            searches: AtomicU32::new(0),
            sentence_layer: OnceLock::new(),
            named: Vec::new(),
        })
    }
}
