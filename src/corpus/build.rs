//! From texts to the token table.

use std::mem::take;
use std::ops::Range;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, PoisonError};

use super::parts::{InOrder, Part};
use super::{CHECK_INTERVAL, Numbered, Sentences, Texts, TokenTable};
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::sentence::Splitter;
use crate::strings::place;
use crate::tokenize::{Mode, Scan, Tokenizer, WithScan};
use crate::vocabulary::{Interner, Label, Merged, Vocabulary, Waiting, count_characters, merge};

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

impl WithScan for Build<'_> {
    type Output = Result<TokenTable>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Result<TokenTable> {
        let mut workers = Vec::new();
        let Self { texts, finds_sentences, control, .. } = self;
        let n_threads = threads_for(texts, self.n_threads);
        let reader =
            Reader { texts, finds_sentences, n_threads: Some(n_threads), control, workers: &mut workers };
        let tokens = reader.call(scan, splitter)?;
        let Merged { words, labels, counts, new_ids } = merge(&workers, n_threads, control)?;
        drop(workers);
        let vocabulary = Vocabulary::new(words, &labels, counts)?;
        TokenTable::renumbered(vocabulary, tokens, &new_ids, n_threads, control)
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
    type Output = Result<Numbered>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Self::Output {
        let Self { texts, finds_sentences, control, .. } = self;
        let n_threads = threads_for(texts, self.n_threads);
        let bytes = texts.iter().map(|text| text.len()).sum::<usize>();
        let target = (bytes / n_threads.max(1) / 16).clamp(1 << 16, 4 << 20);
        let batches = parallel::batches(texts.iter().map(|text| text.len()), target);
        let tokens = Mutex::new(InOrder::for_bytes(bytes));
        let locked = || tokens.lock().unwrap_or_else(PoisonError::into_inner);
        // A worker keeps its number from one call to the next.
        let n_known = AtomicUsize::new(self.workers.len());
        let idle = Mutex::new(take(self.workers).into_iter().enumerate().collect::<Vec<_>>());
        let next = || idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let worker = || next().unwrap_or_else(|| (n_known.fetch_add(1, Relaxed), Interner::default()));
        let read = |(_, terms): &mut (usize, Interner), (index, batch): (usize, Range<usize>)| {
            let n_bytes = texts[batch.clone()].iter().map(|text| text.len()).sum();
            let (mut part, mut waiting) = (locked().room(n_bytes), Waiting::new());
            for text in &texts[batch] {
                let splitter = finds_sentences.then(|| splitter.clone());
                part.read(scan, text, splitter, (terms, &mut waiting), control)?;
                control.advance(text.len());
            }
            let n_tokens = part.ids.len();
            locked().put(index, part);
            Ok(n_tokens)
        };
        let batches = batches.into_iter().enumerate().collect();
        let (used, parts) = parallel::run(batches, n_threads, control, worker, read)?;
        let runs = parts.into_iter().map(|part| (used[part.worker].0, part.result)).collect();
        let mut all = idle.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.extend(used);
        all.sort_unstable_by_key(|&(number, _)| number);
        self.workers.extend(all.into_iter().map(|(_, worker)| worker));
        let tokens = tokens.into_inner().unwrap_or_else(PoisonError::into_inner).into();
        Ok(Numbered { tokens, runs })
    }
}

impl Part {
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
                self.sentences.push(self.gaps.len() as u64 - 1);
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
