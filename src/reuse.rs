//! Text that documents share, or that one repeats: word for word, or but for small edits.
//!
//! Where two places have the same words for [`ReuseOptions::min_run`] words or longer, this run is an *anchor*. It is
//! found by winnowed shingles (Schleimer, Wilkerson and Aiken 2003), which only decide where to look: anchors are
//! compared word by word, so no result depends on a hash. Anchors, the longest first, are extended over edits
//! into *matches*, unless a longer one holds them. In the end what a match has of a sentence that both texts begin alike by
//! chance is left out of it (`trim.rs`).

mod align;
mod anchors;
mod edits;
mod extend;
mod passages;
mod places;
mod trim;
mod words;

pub use self::edits::{Edit, EditedSide, edits};
pub use self::passages::{Passages, components, passages};

use std::collections::HashMap;
use std::ops::Range;

use self::anchors::{Anchor, Anchors};
use self::extend::Extender;
use self::places::Places;
use self::words::Words;
use crate::attribute::Attribute;
use crate::corpus::{Span, TokenTable};
use crate::error::Result;
use crate::frequency::{PARALLEL_TOKENS, lookup};
use crate::parallel::{self, Control, batches};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// How many words make a batch of documents.
const BATCH_WORDS: usize = 1 << 16;

/// What is taken for shared.
#[derive(Clone, Copy, Debug)]
pub struct ReuseOptions<'a> {
    /// What counts as a word; the rest takes up no room.
    pub kinds: &'a [Kind],
    /// How many words make a shingle, at least 1.
    pub shingle: usize,
    /// How many words in a row have to be the same to begin with, at least a shingle.
    pub min_run: usize,
    /// How many of a match's words have to be the same.
    pub min_words: usize,
    /// How many words may be edited at one place.
    pub gap: usize,
    /// A shingle that is looked up at more places than these is ubiquitous: not every two of its places are compared, only each with
    /// the one whose words go on most alike.
    pub most_places: usize,
    /// How many threads look, or as many as there are.
    pub n_threads: Option<usize>,
}

/// One side of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchSide {
    /// The document, by its place in the list that was asked for.
    pub document: Id,
    /// Its first word, of those of the document that count.
    pub start: Id,
    /// The word after its last.
    pub end: Id,
}

/// Two places that have the same words, but for edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The place in the earlier document of the list, or the earlier place in one document.
    pub a: MatchSide,
    /// The other.
    pub b: MatchSide,
    /// How many words are the same in both.
    pub matched: u32,
    /// How many words were put in, left out or replaced.
    pub edits: u32,
    /// Whether a ubiquitous shingle is in it: then there may be matches of the same words that are not listed.
    pub ubiquitous: bool,
}

/// Matches by their second document, then by their first, then by place.
#[derive(Debug, Default)]
pub struct Shared {
    /// The matches.
    pub matches: Vec<Match>,
    /// How many words each document has that count.
    pub words: Vec<u64>,
    /// How many different shingles are ubiquitous.
    pub ubiquitous_shingles: u64,
    /// At how many places they stand.
    pub ubiquitous_places: u64,
    /// How many of these each document has.
    pub ubiquitous_of_document: Vec<u64>,
}

/// Finds what some documents share. `control` counts words, twice.
///
/// Memory is some 20 bytes a word at most, what ends as a match, and for each thread what one slice of a document may
/// share with others.
///
/// # Errors
///
/// A document that does not exist, more than 2³² − 1 words, or [`crate::Error::Interrupted`] when asked to stop.
pub fn shared(
    table: &TokenTable,
    documents: &[Id],
    attribute: &Attribute,
    options: &ReuseOptions<'_>,
    control: &Control,
) -> Result<Shared> {
    let lookup = lookup(table, attribute, options.kinds);
    let words = Words::new(table, documents, &lookup, control)?;
    let n_threads = parallel::threads(options.n_threads, words.len(), PARALLEL_TOKENS);
    let places = Places::new(&words, attribute, options, n_threads, control)?;
    let work = |worker: &mut Worker<'_>, documents: Range<usize>| {
        let mut matches = Vec::new();
        for document in documents {
            worker.find(document, &mut matches, control)?;
            control.advance(words.document(document).len());
        }
        Ok(matches)
    };
    let new_worker = || Worker {
        words: &words,
        places: &places,
        options,
        anchors: Anchors::default(),
        extender: Extender::new(options.gap),
        touching: HashMap::new(),
    };
    let all = batches(words.lengths(), BATCH_WORDS);
    let (_, done) = parallel::run(all, n_threads, control, new_worker, work)?;
    let mut matches = done.into_iter().flat_map(|done| done.result).collect();
    trim::trim(table, documents, &lookup, &words, &mut matches, options.min_words, control)?;
    Ok(Shared {
        matches,
        words: words.lengths().map(|length| length as u64).collect(),
        ubiquitous_shingles: places.ubiquitous_shingles,
        ubiquitous_places: places.ubiquitous.len() as u64,
        ubiquitous_of_document: places.ubiquitous_of_document(&words),
    })
}

/// Where the sides of matches stand in the text: from the first code point of the first word to the last of the last.
///
/// # Errors
///
/// A document that does not exist, or [`crate::Error::Interrupted`] when asked to stop.
pub fn spans_of_sides(
    table: &TokenTable,
    documents: &[Id],
    attribute: &Attribute,
    kinds: &[Kind],
    sides: &[MatchSide],
    control: &Control,
) -> Result<Vec<Span>> {
    let lookup = lookup(table, attribute, kinds);
    let mut order: Vec<usize> = (0..sides.len()).collect();
    order.sort_unstable_by_key(|&index| sides[index]);
    let mut spans = vec![Span { start: 0, end: 0 }; sides.len()];
    for of_document in order.chunk_by(|&left, &right| sides[left].document == sides[right].document) {
        control.check()?;
        let document = documents[sides[of_document[0]].document as usize];
        let places = words::spans(table, document, &lookup)?;
        for &index in of_document {
            let side = &sides[index];
            let start = places[side.start as usize].start;
            spans[index] = Span { start, end: places[side.end as usize - 1].end };
        }
    }
    Ok(spans)
}

struct Worker<'a> {
    words: &'a Words,
    places: &'a Places,
    options: &'a ReuseOptions<'a>,
    anchors: Anchors,
    extender: Extender,
    /// The matches of two documents by the stretches of words of the first that they touch.
    touching: HashMap<usize, Vec<usize>>,
}

/// How long these stretches are.
const STRETCH: usize = 64;

impl Worker<'_> {
    /// Finds what a document shares with those before it, and with itself.
    fn find(&mut self, document: usize, matches: &mut Vec<Match>, control: &Control) -> Result<()> {
        let Self { words, places, options, anchors, extender, touching } = self;
        anchors.find(words, places, document, options, control)?;
        for anchors in anchors.by_document() {
            control.check()?;
            let documents = [anchors[0].document as usize, document];
            let starts = documents.map(|of| words.document(of).start);
            let first = matches.len();
            touching.clear();
            for anchor in anchors {
                let near = touching.get(&((anchor.a - starts[0]) / STRETCH));
                if near.into_iter().flatten().any(|&index| matches[index].holds(anchor, starts)) {
                    continue;
                }
                control.check()?;
                let extended = extender.extend(words, anchor, documents);
                let ubiquitous = places.has_ubiquitous(&extended.a) || places.has_ubiquitous(&extended.b);
                let found = extended.into_match(documents, starts, ubiquitous);
                let is_long = found.matched as usize >= options.min_words;
                let stretches = found.a.start as usize / STRETCH..=(found.a.end as usize - 1) / STRETCH;
                let near = touching.get(stretches.start());
                // Two anchors can grow into the same match.
                if is_long && near.into_iter().flatten().all(|&index| matches[index] != found) {
                    for stretch in stretches {
                        touching.entry(stretch).or_default().push(matches.len());
                    }
                    matches.push(found);
                }
            }
            matches[first..].sort_unstable_by_key(|found| (found.a, found.b));
        }
        Ok(())
    }
}

impl Match {
    /// Whether an anchor is within it, given where the words of both documents begin.
    fn holds(&self, anchor: &Anchor, starts: [usize; 2]) -> bool {
        let holds = |side: &MatchSide, start: usize, at: usize| {
            start + side.start as usize <= at && at + anchor.length <= start + side.end as usize
        };
        holds(&self.a, starts[0], anchor.a) && holds(&self.b, starts[1], anchor.b)
    }
}
