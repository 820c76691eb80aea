//! What n-grams and pairs are taken from: the values that count, one after the other, cut into segments.

use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::LEFT_OUT;
use crate::parallel::{self, Control, Done};
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// The mark of the last value of a segment.
const LAST: u32 = 1 << 31;
/// The value of a token that does not count, but takes up room.
const NONE: u32 = LAST - 1;
/// How many values are written between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// What becomes of tokens that do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Others {
    /// They end a segment.
    End,
    /// Nothing: as if they were not there.
    PassOver,
    /// They take up room, with a value that is none.
    Keep,
}

/// The values that count, in the order of groups and tokens. No n-gram crosses the end of a segment.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    /// Values; the last of each segment is marked.
    values: Vec<u32>,
    owners: Vec<Owner>,
}

/// A document as far as it belongs to a group, and where its values begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    first: usize,
    pub(crate) group: Id,
    pub(crate) document: Id,
}

impl Sequence {
    /// How many bytes a value takes.
    pub(crate) const BYTES: usize = size_of::<u32>();

    /// Reads a selection. Segments end where windows do.
    pub(crate) fn new(
        table: &TokenTable,
        selection: &Selection,
        lookup: &[Id],
        others: Others,
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        if lookup.iter().any(|&value| value != LEFT_OUT && value >= NONE) {
            return Err(Error::TooMany { what: "distinct values", limit: u64::from(NONE) });
        }
        let runs = selection.runs();
        let sizes = || runs.iter().map(|run| run.iter().map(Stretch::len).sum());
        let batches = parallel::batches(sizes(), sizes().sum::<usize>().div_ceil(n_threads).max(1));
        let read = |(): &mut (), batch: std::ops::Range<usize>| {
            let mut part = Self::default();
            for run in &runs[batch] {
                let pieces = run.iter().flat_map(|stretch| selection.pieces(stretch));
                part.own(run[0]);
                part.read(table.ids(), pieces, lookup, others, control)?;
            }
            Ok(part)
        };
        let (_, parts) = parallel::run(batches, n_threads, control, || (), read)?;
        Ok(Self::join(parts))
    }

    fn read(
        &mut self,
        ids: &[Id],
        pieces: impl Iterator<Item = Stretch>,
        lookup: &[Id],
        others: Others,
        control: &Control,
    ) -> Result<()> {
        for stretch in pieces {
            for ids in ids[stretch.start..stretch.end].chunks(CHECK_INTERVAL) {
                control.check()?;
                for &id in ids {
                    let value = lookup[id as usize];
                    if value != LEFT_OUT {
                        self.values.push(value);
                        continue;
                    }
                    match others {
                        Others::End => self.end_segment(),
                        Others::PassOver => {}
                        Others::Keep => self.values.push(NONE),
                    }
                }
            }
            self.end_segment();
        }
        Ok(())
    }

    fn own(&mut self, Stretch { group, document, .. }: Stretch) {
        self.owners.push(Owner { first: self.values.len(), group, document });
    }

    fn end_segment(&mut self) {
        if let Some(value) = self.values.last_mut() {
            *value |= LAST;
        }
    }

    fn join(parts: Vec<Done<Self>>) -> Self {
        let mut parts = parts.into_iter().map(|part| part.result);
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let first = all.values.len();
            all.owners.extend(part.owners.iter().map(|owner| Owner { first: first + owner.first, ..*owner }));
            all.values.extend(part.values);
        }
        all
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The value at a place.
    #[inline]
    pub(crate) fn value(&self, place: usize) -> Id {
        self.values[place] & !LAST
    }

    /// The value at a place, and whether it is the last of its segment.
    #[inline]
    pub(crate) fn look(&self, place: usize) -> (Id, bool) {
        let value = self.values[place];
        (value & !LAST, value & LAST != 0)
    }

    /// All values, and whether each is the last of its segment.
    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Id, bool)> {
        self.values.iter().map(|&value| (value & !LAST, value & LAST != 0))
    }

    /// Gets what stands round some places into the cache. One after the other each would be waited for; together
    /// they come in the time of one or two.
    pub(crate) fn touch(&self, places: &[u32], window: usize) {
        let end = |place: usize| self.values.get(place).copied().unwrap_or_default();
        let ends = |&place: &u32| {
            end((place as usize).saturating_sub(window)) ^ end((place as usize).saturating_add(window))
        };
        std::hint::black_box(places.iter().map(ends).fold(0, |all, ends| all ^ ends));
    }

    /// How many values stand from a place to the end of its segment; no more than `most` are looked at.
    #[inline]
    pub(crate) fn room(&self, place: usize, most: usize) -> usize {
        let rest = &self.values[place..];
        rest.iter().take(most).position(|&value| value & LAST != 0).map_or(most, |last| last + 1)
    }

    /// How long the longest segment is.
    pub(crate) fn longest_segment(&self) -> usize {
        let segments = self.values.split_inclusive(|&value| value & LAST != 0);
        segments.map(<[u32]>::len).max().unwrap_or_default()
    }

    /// The documents by group.
    pub(crate) fn owners(&self) -> &[Owner] {
        &self.owners
    }

    /// Whose a place is, by its number among [`Sequence::owners`].
    pub(crate) fn owner(&self, place: usize) -> usize {
        self.owners.partition_point(|owner| owner.first <= place).saturating_sub(1)
    }

    /// The group of a place, and where the places of this group end.
    pub(crate) fn group(&self, place: usize) -> (Id, usize) {
        let group = self.owners[self.owner(place)].group;
        let end = self.owners.partition_point(|owner| owner.group <= group);
        (group, self.owners.get(end).map_or(self.len(), |owner| owner.first))
    }

    /// Calls `found` with the group and the length of each segment.
    pub(crate) fn each_segment(&self, mut found: impl FnMut(Id, usize)) {
        for (index, owner) in self.owners.iter().enumerate() {
            let end = self.owners.get(index + 1).map_or(self.len(), |next| next.first);
            for segment in self.values[owner.first..end].split_inclusive(|&value| value & LAST != 0) {
                found(owner.group, segment.len());
            }
        }
    }
}
