//! The values that count, in the order of groups, documents and tokens, cut into parts.

use std::ops::Range;

use super::Whole;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::LEFT_OUT;
use crate::layer::Layer;
use crate::parallel::{self, Control};
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// How many tokens are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// What the tokens of a group are cut into. No part crosses a document, and one without a token that counts is
/// none.
#[derive(Clone, Copy, Debug)]
pub enum Cut<'a> {
    /// Documents.
    Documents,
    /// So many tokens that count. What is left at the end of a document is a part of its own if it is half as
    /// long or longer, and else belongs to the part before. A shorter document is one part.
    Tokens(usize),
    /// The spans of a layer. Tokens outside them are in no part and do not count.
    Layer(&'a Layer),
}

/// Values by place, and where parts end.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) values: Vec<Id>,
    cuts: Vec<Part>,
    /// The part of each place whose last bits are 0: from there that of any place is a step or two away.
    marks: Vec<Id>,
    /// How many bits these are.
    mark_bits: u32,
}

/// A part: what is asked of it together stands together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The place after its last.
    pub(super) end: u32,
    /// How many places it has.
    pub(super) size: u32,
    pub(super) document: Id,
    pub(super) group: Id,
}

/// The parts of a group, and what is known of them.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) places: Range<u32>,
    pub(super) whole: Whole,
}

impl Parts {
    /// Reads a selection. `order` are the documents in the order in which they follow each other.
    pub(super) fn new(
        table: &TokenTable,
        selection: &Selection,
        order: &[Id],
        lookup: &[Id],
        cut: Cut<'_>,
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        let runs = in_order(table, selection, order)?;
        let sizes = || runs.iter().map(|run| run.iter().map(Stretch::len).sum());
        let n_tokens = sizes().sum();
        let batches = parallel::batches(sizes(), usize::div_ceil(n_tokens, n_threads).max(1));
        let read = |(): &mut (), batch: Range<usize>| {
            // The first gets room for the others, which are put behind it; what is not written to takes no memory.
            let room =
                if batch.start == 0 { n_tokens } else { sizes().take(batch.end).skip(batch.start).sum() };
            let read = ReadParts { values: Vec::with_capacity(room), ..ReadParts::default() };
            let mut reader = Reader { lookup, cut, read };
            for run in &runs[batch] {
                reader.read(table.ids(), run, control)?;
            }
            Ok(reader.read)
        };
        let (_, read) = parallel::run(batches, n_threads, control, || (), read)?;
        Self::join(read.into_iter().map(|part| part.result))
    }

    fn join(read: impl Iterator<Item = ReadParts>) -> Result<Self> {
        let too_many = |_| Error::TooMany { what: "tokens for an index", limit: u64::from(u32::MAX) };
        let mut all = Self::default();
        for read in read {
            let first = all.values.len();
            let mut start = u32::try_from(first).map_err(too_many)?;
            for (end, Stretch { document, group, .. }) in read.ends {
                let end = u32::try_from(first + end).map_err(too_many)?;
                all.cuts.push(Part { end, size: end - start, document, group });
                start = end;
            }
            if first == 0 {
                all.values = read.values;
            } else {
                all.values.extend(read.values);
            }
        }
        all.mark();
        Ok(all)
    }

    /// Marks about as many places as there are parts.
    fn mark(&mut self) {
        self.mark_bits = (self.values.len() / self.cuts.len().max(1)).max(1).ilog2();
        let mut part = 0;
        for place in (0..self.values.len()).step_by(1 << self.mark_bits) {
            while (self.cuts[part as usize].end as usize) <= place {
                part += 1;
            }
            self.marks.push(part);
        }
    }

    /// The part of a place.
    #[inline]
    pub(super) fn part(&self, place: u32) -> &Part {
        let mark = self.marks[(place >> self.mark_bits) as usize] as usize;
        let mut parts = self.cuts[mark..].iter();
        loop {
            match parts.next() {
                Some(part) if part.end <= place => {}
                Some(part) => return part,
                // There is a part for every place.
                None => return &self.cuts[mark],
            }
        }
    }

    /// All groups in order, those without a part too.
    pub(super) fn groups(&self, n_groups: usize) -> Vec<Group> {
        let (mut first, mut start) = (0, 0);
        let group = |group| {
            let end = self.cuts.partition_point(|part| part.group as usize <= group);
            let parts = &self.cuts[std::mem::replace(&mut first, end)..end];
            let places = start..parts.last().map_or(start, |part| part.end);
            start = places.end;
            let least = parts.iter().map(|part| part.size).min().unwrap_or_default();
            let tokens = u64::from(places.end - places.start);
            Group { places, whole: Whole { tokens, parts: parts.len() as u64, least: u64::from(least) } }
        };
        (0..n_groups).map(group).collect()
    }
}

/// The stretches of each group and document, in the order of groups and of the documents as given.
fn in_order<'a>(table: &TokenTable, selection: &'a Selection, order: &[Id]) -> Result<Vec<&'a [Stretch]>> {
    let mut ranks = vec![usize::MAX; table.n_documents()];
    for (rank, &document) in order.iter().enumerate() {
        let documents = table.n_documents();
        *ranks.get_mut(document as usize).ok_or(Error::NoSuchDocument { document, documents })? = rank;
    }
    let mut runs = selection.runs();
    runs.sort_by_key(|run| (run[0].group, ranks[run[0].document as usize]));
    Ok(runs)
}

/// The values of some documents, and the end of each part with a stretch of its document and group.
#[derive(Default)]
struct ReadParts {
    values: Vec<Id>,
    ends: Vec<(usize, Stretch)>,
}

struct Reader<'a> {
    lookup: &'a [Id],
    cut: Cut<'a>,
    read: ReadParts,
}

impl Reader<'_> {
    /// Reads what a group has of a document.
    fn read(&mut self, ids: &[Id], run: &[Stretch], control: &Control) -> Result<()> {
        if let Cut::Layer(layer) = self.cut {
            return self.read_spans(ids, run, layer, control);
        }
        let first = self.read.values.len();
        for stretch in run {
            self.add(&ids[stretch.start..stretch.end], control)?;
        }
        let end = self.read.values.len();
        if let Cut::Tokens(size) = self.cut {
            let n_parts = (end - first) / size + usize::from((end - first) % size * 2 >= size);
            for part in 1..n_parts {
                self.end_part(first + part * size, run[0]);
            }
        }
        self.end_part(end, run[0]);
        Ok(())
    }

    fn read_spans(&mut self, ids: &[Id], run: &[Stretch], layer: &Layer, control: &Control) -> Result<()> {
        let mut last = None;
        for stretch in run {
            for span in layer.within(&(stretch.start..stretch.end)) {
                // What lies between two stretches cuts no span in two.
                if last.replace(span.start) != Some(span.start) {
                    self.end_part(self.read.values.len(), run[0]);
                }
                self.add(&ids[span.start.max(stretch.start)..span.end.min(stretch.end)], control)?;
            }
        }
        self.end_part(self.read.values.len(), run[0]);
        Ok(())
    }

    fn add(&mut self, ids: &[Id], control: &Control) -> Result<()> {
        let values = &mut self.read.values;
        for ids in ids.chunks(CHECK_INTERVAL) {
            control.check()?;
            let mut end = values.len();
            values.resize(end + ids.len(), 0);
            // Without a branch, which nobody could predict: what does not count is written over.
            for &id in ids {
                let value = self.lookup[id as usize];
                values[end] = value;
                end += usize::from(value != LEFT_OUT);
            }
            values.truncate(end);
        }
        Ok(())
    }

    /// Ends a part, unless nothing is in it.
    fn end_part(&mut self, end: usize, of: Stretch) {
        if end > self.read.ends.last().map_or(0, |&(last, _)| last) {
            self.read.ends.push((end, of));
        }
    }
}
