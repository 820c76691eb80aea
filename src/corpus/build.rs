//! From texts to the token table.

use std::mem::take;
use std::ops::Range;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arrow_buffer::ScalarBuffer;

use super::{CHECK_INTERVAL, LONG_GAP, Sentences, Texts, TokenTable};
use crate::error::{Error, Result};
use crate::listing::BYTES_OF_TOKEN;
use crate::parallel::{self, Control, Done};
use crate::sentence::Splitter;
use crate::strings::{bounds_of, place};
use crate::tokenize::{Mode, Scan, Tokenizer, WithScan};
use crate::vocabulary::{Id, Interner, Label, Merged, Vocabulary, Waiting, count_characters, merge};

/// Below this many bytes of text (about a million tokens) no thread is started.
const PARALLEL_BYTES: usize = 6 << 20;

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
        tokenizer.with_scan(Build { texts, finds_sentences: true, n_threads, control })
    }

    /// The same for texts that are kept. In [`Mode::Words`], where few ask for sentences, they are found when somebody
    /// does.
    ///
    /// # Errors
    ///
    /// As for [`TokenTable::build`].
    pub fn build_of(
        texts: Arc<dyn Texts>,
        tokenizer: &Tokenizer,
        n_threads: Option<usize>,
        control: &Control,
    ) -> Result<Self> {
        let finds_sentences = tokenizer.mode != Mode::Words;
        let table =
            tokenizer.with_scan(Build { texts: &texts.texts(), finds_sentences, n_threads, control })?;
        if finds_sentences {
            return Ok(table);
        }
        Ok(Self { sentences: Sentences::of_texts(texts, tokenizer.clone()), ..table })
    }
}

struct Build<'a> {
    texts: &'a [&'a str],
    finds_sentences: bool,
    n_threads: Option<usize>,
    control: &'a Control,
}

/// The tokens of a batch of documents, with the term numbers of the worker that read it.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) ids: Vec<Id>,
    pub(crate) gaps: Vec<u8>,
    pub(crate) long_gaps: Vec<(usize, u32)>,
    /// How many tokens each document has.
    pub(crate) counts: Vec<usize>,
    /// The first token of each sentence.
    pub(crate) sentences: Vec<usize>,
}

impl WithScan for Build<'_> {
    type Output = Result<TokenTable>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Result<TokenTable> {
        let mut workers = Vec::new();
        let Self { texts, finds_sentences, control, .. } = self;
        let n_threads = threads_for(texts, self.n_threads);
        let reader =
            Reader { texts, finds_sentences, n_threads: Some(n_threads), control, workers: &mut workers };
        let parts = reader.call(scan, splitter)?;
        let Merged { words, labels, counts, new_ids } = merge(&workers, n_threads, control)?;
        drop(workers);
        let vocabulary = Vocabulary::new(words, &labels, counts)?;
        TokenTable::join(vocabulary, parts, &new_ids, n_threads, control)
    }
}

/// Reads documents with workers that may have read others before.
pub(crate) struct Reader<'a> {
    pub(crate) texts: &'a [&'a str],
    pub(crate) finds_sentences: bool,
    pub(crate) n_threads: Option<usize>,
    pub(crate) control: &'a Control,
    pub(crate) workers: &'a mut Vec<Interner>,
}

fn threads_for(texts: &[&str], n_threads: Option<usize>) -> usize {
    let bytes = texts.iter().map(|text| text.len()).sum();
    parallel::threads(n_threads, bytes, PARALLEL_BYTES)
}

impl WithScan for Reader<'_> {
    /// Each part with the place of its worker in the list.
    type Output = Result<Vec<Done<Part>>>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Self::Output {
        let Self { texts, finds_sentences, control, .. } = self;
        let n_threads = threads_for(texts, self.n_threads);
        let bytes = texts.iter().map(|text| text.len()).sum::<usize>();
        let target = (bytes / n_threads.max(1) / 16).clamp(1 << 16, 4 << 20);
        let batches = parallel::batches(texts.iter().map(|text| text.len()), target);
        // A worker keeps its number from one call to the next.
        let n_known = AtomicUsize::new(self.workers.len());
        let idle = Mutex::new(take(self.workers).into_iter().enumerate().collect::<Vec<_>>());
        let next = || idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let worker = || next().unwrap_or_else(|| (n_known.fetch_add(1, Relaxed), Interner::default()));
        let read = |(_, terms): &mut (usize, Interner), batch: Range<usize>| {
            let n_bytes = texts[batch.clone()].iter().map(|text| text.len()).sum();
            let (mut part, mut waiting) = (Part::for_bytes(n_bytes), Waiting::new());
            for text in &texts[batch] {
                let splitter = finds_sentences.then(|| splitter.clone());
                part.read(scan, text, splitter, (terms, &mut waiting), control)?;
                control.advance(text.len());
            }
            Ok(part)
        };
        let (used, mut parts) = parallel::run(batches, n_threads, control, worker, read)?;
        for part in &mut parts {
            part.worker = used[part.worker].0;
        }
        let mut all = idle.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.extend(used);
        all.sort_unstable_by_key(|&(number, _)| number);
        self.workers.extend(all.into_iter().map(|(_, worker)| worker));
        Ok(parts)
    }
}

impl Part {
    /// Room for what texts of so many bytes are likely to have: nothing has to be moved as it grows.
    fn for_bytes(bytes: usize) -> Self {
        let room = bytes / BYTES_OF_TOKEN;
        Self { ids: Vec::with_capacity(room), gaps: Vec::with_capacity(room), ..Self::default() }
    }

    fn read<S: Scan>(
        &mut self,
        scan: &S,
        text: &str,
        mut splitter: Option<Splitter<'_>>,
        (terms, waiting): (&mut Interner, &mut Waiting),
        control: &Control,
    ) -> Result<()> {
        if u32::try_from(text.len()).is_err() && u32::try_from(count_characters(text.as_bytes())).is_err() {
            return Err(Error::TooMany { what: "characters in one document", limit: u64::from(u32::MAX) });
        }
        let (text, first) = (text.as_bytes(), self.gaps.len());
        let mut end = 0;
        for token in scan.tokens(text) {
            self.push_gap(characters_between(text, end, token.start));
            if splitter.as_mut().is_some_and(|splitter| splitter.begins(text, end, token)) {
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
    pub(super) fn push_gap(&mut self, gap: usize) {
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

/// How many characters there are between two places of a text; without a branch for each number.
#[inline]
fn characters_between(text: &[u8], start: usize, end: usize) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    match text.get(start..start + 8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes) {
        Some(bytes) if end - start < 8 => {
            // Bytes of the form 10xxxxxx go on with a character; the product adds them up in its highest byte.
            let going_on = bytes >> 7 & !(bytes >> 6) & ONES & ((1 << (8 * (end - start))) - 1);
            end - start - place(going_on.wrapping_mul(ONES) >> 56)
        }
        _ => count_characters(&text[start..end]),
    }
}

impl TokenTable {
    /// Puts parts together in document order, under the final term numbers.
    pub(super) fn join(
        vocabulary: Vocabulary,
        parts: Vec<Done<Part>>,
        new_ids: &[Vec<Id>],
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        let n_tokens = parts.iter().map(|part| part.result.ids.len()).sum();
        let (mut long_gaps, mut long_gap_lengths, mut sentences, mut first) = (vec![], vec![], vec![], 0);
        for Done { result: part, .. } in &parts {
            sentences.extend(part.sentences.iter().map(|&token| (first + token) as u64));
            long_gaps.extend(part.long_gaps.iter().map(|gap| (first + gap.0) as u64));
            long_gap_lengths.extend(part.long_gaps.iter().map(|gap| gap.1));
            first += part.ids.len();
        }
        let counts = parts.iter().flat_map(|part| part.result.counts.iter().copied());
        let bounds = bounds_of(counts);
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
        Ok(Self {
            vocabulary,
            ids: ids.into(),
            gaps: gaps.into(),
            long_gaps: long_gaps.into(),
            long_gap_lengths: long_gap_lengths.into(),
            bounds: bounds.into(),
            sentences: ScalarBuffer::from(sentences).into(),
            lower: OnceLock::new(),
            documents_of_lower: OnceLock::new(),
            word: OnceLock::new(),
            index: OnceLock::new(),
            sentence_layer: OnceLock::new(),
            named: Vec::new(),
        })
    }
}
