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
    /// The place after the last of each part.
    pub(super) ends: Vec<u32>,
    /// How many places each part has.
    pub(super) sizes: Vec<u32>,
    /// The document of each part.
    pub(super) documents: Vec<Id>,
    /// The group of each part.
    groups: Vec<Id>,
    /// The part of each place whose last bits are 0: from there that of any place is a step or two away.
    marks: Vec<Id>,
    /// How many bits these are.
    mark_bits: u32,
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
        for part in read {
            let first = all.values.len();
            for end in part.ends {
                let end = u32::try_from(first + end).map_err(too_many)?;
                all.sizes.push(end - all.ends.last().copied().unwrap_or_default());
                all.ends.push(end);
            }
            all.documents.extend(part.documents);
            all.groups.extend(part.groups);
            if first == 0 {
                all.values = part.values;
            } else {
                all.values.extend(part.values);
            }
        }
        all.mark();
        Ok(all)
    }

    /// Marks about as many places as there are parts.
    fn mark(&mut self) {
        self.mark_bits = (self.values.len() / self.ends.len().max(1)).max(1).ilog2();
        let mut part = 0;
        for place in (0..self.values.len()).step_by(1 << self.mark_bits) {
            while (self.ends[part as usize] as usize) <= place {
                part += 1;
            }
            self.marks.push(part);
        }
    }

    /// The part of a place.
    #[inline]
    pub(super) fn part(&self, place: u32) -> usize {
        let mut part = self.marks[(place >> self.mark_bits) as usize] as usize;
        while self.ends[part] <= place {
            part += 1;
        }
        part
    }

    /// The group of a part.
    pub(super) fn group(&self, part: usize) -> Id {
        self.groups[part]
    }

    fn start(&self, part: usize) -> u32 {
        part.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// All groups in order, those without a part too.
    pub(super) fn groups(&self, n_groups: usize) -> Vec<Group> {
        let mut first = 0;
        (0..n_groups)
            .map(|group| {
                let end = self.groups.partition_point(|&other| other as usize <= group);
                let parts = std::mem::replace(&mut first, end)..end;
                let places = self.start(parts.start)..self.start(parts.end);
                let tokens = u64::from(places.end - places.start);
                let least = self.sizes[parts.clone()].iter().min().map_or(0, |&size| u64::from(size));
                Group { places, whole: Whole { tokens, parts: parts.len() as u64, least } }
            })
            .collect()
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

/// The parts of some documents.
#[derive(Default)]
struct ReadParts {
    values: Vec<Id>,
    ends: Vec<usize>,
    documents: Vec<Id>,
    groups: Vec<Id>,
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
        if end > self.read.ends.last().copied().unwrap_or_default() {
            self.read.ends.push(end);
            self.read.documents.push(of.document);
            self.read.groups.push(of.group);
        }
    }
}
