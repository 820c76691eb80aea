//! Where sentences begin: known with the tokens, or found when somebody asks.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use arrow_buffer::ScalarBuffer;

use super::{CHECK_INTERVAL, get_or_make};
use crate::error::Result;
use crate::frequency::PARALLEL_TOKENS;
use crate::parallel::{self, Control};
use crate::sentence::Splitter;
use crate::strings::place;
use crate::tokenize::{Scan, Tokenizer, WithScan};

/// How many tokens are read by a thread at a time.
const BATCH: usize = 1 << 18;

/// Texts that stay where they are, so that they can be read a second time.
pub trait Texts: Debug + Send + Sync {
    /// All of them, always the same.
    fn texts(&self) -> Vec<&str>;
}

/// The first token of each sentence of all documents.
#[derive(Debug)]
pub(crate) struct Sentences {
    starts: OnceLock<ScalarBuffer<u64>>,
    /// The texts to find them in, and by whose rules.
    source: Option<(Arc<dyn Texts>, Tokenizer)>,
}

impl From<ScalarBuffer<u64>> for Sentences {
    fn from(starts: ScalarBuffer<u64>) -> Self {
        Self { starts: starts.into(), source: None }
    }
}

impl Sentences {
    /// Those of texts that a tokeniser has split into the tokens of a table.
    pub(super) fn of_texts(texts: Arc<dyn Texts>, tokenizer: Tokenizer) -> Self {
        Self { starts: OnceLock::new(), source: Some((texts, tokenizer)) }
    }

    /// The first tokens. `bounds` are those of the documents.
    pub(super) fn starts(&self, bounds: &[u64], control: &Control) -> Result<&ScalarBuffer<u64>> {
        get_or_make(&self.starts, || match &self.source {
            Some((texts, tokenizer)) => tokenizer.with_scan(Find { texts: &texts.texts(), bounds, control }),
            None => Ok(ScalarBuffer::default()),
        })
    }
}

/// Reads texts again for the sake of their sentences.
struct Find<'a> {
    texts: &'a [&'a str],
    bounds: &'a [u64],
    control: &'a Control,
}

impl WithScan for Find<'_> {
    type Output = Result<ScalarBuffer<u64>>;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Self::Output {
        let Self { texts, bounds, control } = self;
        let sizes = || bounds.windows(2).map(|bounds| place(bounds[1] - bounds[0]));
        let n_threads = parallel::default_threads(sizes().sum(), PARALLEL_TOKENS);
        let find = |(): &mut (), batch: Range<usize>| {
            let mut starts = Vec::new();
            for (text, &first) in texts[batch.clone()].iter().zip(&bounds[batch]) {
                let (text, mut splitter, mut end, mut number) = (text.as_bytes(), splitter.clone(), 0, first);
                while let Some(token) = scan.next(text, end) {
                    if splitter.begins(text, end, token) {
                        starts.push(number);
                    }
                    (end, number) = (token.end, number + 1);
                    if number.is_multiple_of(CHECK_INTERVAL as u64) {
                        control.check()?;
                    }
                }
            }
            Ok(starts)
        };
        let batches = parallel::batches(sizes(), BATCH);
        let (_, parts) = parallel::run(batches, n_threads, control, || (), find)?;
        Ok(parts.into_iter().flat_map(|part| part.result).collect())
    }
}
