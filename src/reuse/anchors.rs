//! Runs of the same words at two places.

use super::ReuseOptions;
use super::places::Places;
use super::words::{Words, number};
use crate::error::Result;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// How many pairs of places are compared before the next ones are collected.
const SLICE: usize = 1 << 20;

/// A run of the same words at two places, which is not part of a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    /// The document of the first place.
    pub(super) document: Id,
    /// Where it begins there.
    pub(super) a: usize,
    /// Where it begins at the later place.
    pub(super) b: usize,
    /// How many words it has.
    pub(super) length: usize,
}

/// A pair of places of the same shingle: the document of the first, how far apart they are, the second.
type Pair = (Id, Id, Id);

/// The anchors of one document, and room to find them in.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    pairs: Vec<Pair>,
    found: Vec<Anchor>,
}

impl Anchors {
    /// Finds all anchors whose later place is in a document.
    pub(super) fn find(
        &mut self,
        words: &Words,
        places: &Places,
        document: usize,
        options: &ReuseOptions<'_>,
        control: &Control,
    ) -> Result<()> {
        self.found.clear();
        let more = options.min_run - options.shingle;
        for (place, same) in places.hits(&words.document(document)) {
            let end = same.partition_point(|other| (other.place as usize) < place);
            let Some(&own) = same.get(end) else { continue };
            let worth_a_look = same[..end].iter().filter(|other| other.may_share(own, more));
            self.pairs.extend(worth_a_look.map(|other| {
                let document = number(words.document_of(other.place as usize));
                (document, own.place - other.place, own.place)
            }));
            if self.pairs.len() >= SLICE {
                control.check()?;
                self.compare(words, document, options);
            }
        }
        self.compare(words, document, options);
        self.found.sort_unstable();
        self.found.dedup();
        let longest_first =
            |anchor: &Anchor| (anchor.document, usize::MAX - anchor.length, anchor.a, anchor.b);
        self.found.sort_by_key(longest_first);
        Ok(())
    }

    /// The anchors, those with the same first document together, the longest first.
    pub(super) fn by_document(&self) -> impl Iterator<Item = &[Anchor]> {
        self.found.chunk_by(|left, right| left.document == right.document)
    }

    /// Compares the words at the pairs collected.
    fn compare(&mut self, words: &Words, document: usize, options: &ReuseOptions<'_>) {
        self.pairs.sort_unstable();
        let (values, b_bounds) = (words.values(), words.document(document));
        let mut last = (Id::MAX, 0, 0);
        for (other, distance, place) in self.pairs.drain(..) {
            let (distance, b) = (distance as usize, place as usize);
            if (other, distance) == (last.0, last.1) && b < last.2 {
                continue;
            }
            let a = b - distance;
            let a_bounds = words.document(other as usize);
            let same = |(one, two): &(&Id, &Id)| one == two;
            let before = values[a_bounds.start..a].iter().rev().zip(values[b_bounds.start..b].iter().rev());
            let behind = values[a..a_bounds.end].iter().zip(&values[b..b_bounds.end]);
            let (before, behind) = (before.take_while(same).count(), behind.take_while(same).count());
            last = (other, distance, b + behind);
            // What a document repeats does not overlap with itself.
            let is_within = other as usize == document;
            let length = if is_within { (before + behind).min(distance) } else { before + behind };
            if length >= options.min_run {
                self.found.push(Anchor { document: other, a: a - before, b: b - before, length });
            }
        }
    }
}
