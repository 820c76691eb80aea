//! All documents, by several threads.

use std::ops::Range;

use super::document::Document;
use super::engine::Engine;
use super::parts::Parts;
use super::{Attribution, Lexicon};
use crate::error::Result;
use crate::frequency::PARALLEL_TOKENS;
use crate::parallel::{self, Control};
use crate::{Id, TokenTable};

/// How many tokens make a batch.
const BATCH: usize = 1 << 16;

/// The reported statements of some documents, by document and by where they begin. `texts` are theirs. An attribute
/// `xpos`, `pos` or `upos` tells what words are.
///
/// The result does not depend on the number of threads. `control` counts tokens.
///
/// # Errors
///
/// A document that does not exist, or [`crate::Error::Interrupted`] when asked to stop.
pub fn attributions(
    table: &TokenTable,
    texts: &[&str],
    documents: &[Id],
    lexicon: &Lexicon,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<Attribution>> {
    let vocabulary = table.vocabulary();
    let parts = Parts::of(table, control)?;
    let spelled: Vec<&str> = vocabulary.words().iter().collect();
    let kinds_and_lengths = vocabulary.kinds().iter().zip(vocabulary.lengths.iter());
    let words = spelled.iter().zip(kinds_and_lengths).map(|(&text, (&kind, &length))| (text, kind, length));
    let words = lexicon.classify(words, parts.as_ref(), control)?;
    let sizes = documents.iter().map(|&document| table.document(document).map(|tokens| tokens.len()));
    let sizes: Vec<usize> = sizes.collect::<Result<_>>()?;
    let n_threads = parallel::threads(n_threads, sizes.iter().sum(), PARALLEL_TOKENS);
    let work = |(): &mut (), batch: Range<usize>| {
        let mut rows = Vec::new();
        for (place, (&document, &text)) in
            (0..).zip(documents.iter().zip(texts)).skip(batch.start).take(batch.len())
        {
            control.check()?;
            let document = Document::read(table, document, text, &words, &spelled, control)?;
            let mut engine = Engine::new(&document, lexicon, &words);
            engine.run(control)?;
            rows.extend(engine.finish(place));
            control.advance(document.tokens.len());
        }
        Ok(rows)
    };
    let batches = parallel::batches(sizes.into_iter(), BATCH);
    let (_, parts) = parallel::run(batches, n_threads, control, || (), work)?;
    Ok(parts.into_iter().flat_map(|part| part.result).collect())
}
