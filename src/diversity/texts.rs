//! The values that count, document by document in the order asked for, and how groups are cut into parts.

use std::ops::Range;

use super::DiversityOptions;
use super::windows::Sums;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{CHECK_INTERVAL, LEFT_OUT};
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// Values without what is left out, by group and document.
pub(super) struct Texts {
    pub(super) values: Vec<Id>,
    /// The values of each document that has any, group by group.
    pub(super) documents: Vec<Range<usize>>,
    /// The documents of each group.
    pub(super) groups: Vec<Range<usize>>,
    /// Into how many parts each group is cut, and how many documents that takes.
    parts: usize,
    least_documents: usize,
}

impl Texts {
    pub(super) fn new(
        table: &TokenTable,
        order: &[Id],
        selection: &Selection,
        lookup: &[Id],
        options: &DiversityOptions<'_>,
        control: &Control,
    ) -> Result<Self> {
        let ranks = ranks(table, order)?;
        let mut runs = selection.runs();
        runs.sort_by_key(|run| (run[0].group, ranks[run[0].document as usize]));
        let mut texts = Self {
            values: Vec::new(),
            documents: Vec::with_capacity(runs.len()),
            groups: vec![0..0; selection.keys().len()],
            parts: options.parts,
            least_documents: options.least_documents,
        };
        for run in runs {
            texts.add(table.ids(), run, lookup, control)?;
        }
        let mut end = 0;
        for group in &mut texts.groups {
            // Groups without a document are empty where they stand.
            *group = end..end.max(group.end);
            end = group.end;
        }
        Ok(texts)
    }

    fn add(&mut self, ids: &[Id], run: &[Stretch], lookup: &[Id], control: &Control) -> Result<()> {
        let start = self.values.len();
        for stretch in run {
            for ids in ids[stretch.start..stretch.end].chunks(CHECK_INTERVAL) {
                control.check()?;
                let values = ids.iter().map(|&id| lookup[id as usize]);
                self.values.extend(values.filter(|&value| value != LEFT_OUT));
            }
        }
        if self.values.len() > start {
            self.documents.push(start..self.values.len());
            self.groups[run[0].group as usize].end = self.documents.len();
        }
        Ok(())
    }

    pub(super) fn tokens(&self, group: usize) -> Range<usize> {
        self.range(&self.groups[group])
    }

    /// The tokens of some documents that follow each other.
    fn range(&self, documents: &Range<usize>) -> Range<usize> {
        match &self.documents[documents.clone()] {
            [] => 0..0,
            all => all[0].start..all[all.len() - 1].end,
        }
    }

    /// The values of a group, and its parts as ranges of them.
    pub(super) fn group(&self, group: usize) -> (&[Id], Vec<Range<usize>>) {
        let tokens = self.tokens(group);
        let of_tokens = |documents: Range<usize>| {
            let part = self.range(&documents);
            part.start - tokens.start..part.end - tokens.start
        };
        let parts = self.parts(group).map(of_tokens).collect();
        (&self.values[tokens], parts)
    }

    /// The documents of each part: as equal numbers of neighbours as can be.
    fn parts(&self, group: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let Range { start, end } = self.groups[group];
        let n_documents = end - start;
        let n_parts = if n_documents < self.least_documents { 0 } else { self.parts.min(n_documents) };
        let border = move |part: usize| start + part * n_documents / n_parts;
        (0..n_parts).map(move |part| border(part)..border(part + 1))
    }

    /// How many documents a group has: `place` 0 is the whole, those after it leave out a part each.
    pub(super) fn n_documents(&self, group: usize, place: usize) -> usize {
        let left_out = place.checked_sub(1).and_then(|part| self.parts(group).nth(part));
        self.groups[group].len() - left_out.map_or(0, |part| part.len())
    }

    /// The sums of a group's documents, and without each part.
    pub(super) fn add_up(&self, group: usize, of_documents: &[Sums]) -> Vec<Sums> {
        let sum = |documents: Range<usize>| {
            of_documents.get(documents).unwrap_or_default().iter().copied().fold(Sums::default(), Sums::add)
        };
        let parts: Vec<_> = self.parts(group).map(sum).collect();
        let mut sums = vec![sum(self.groups[group].clone())];
        // Floats are added up anew: taking away would leave what was rounded.
        let mut after = vec![Sums::default(); parts.len() + 1];
        for (place, part) in parts.iter().enumerate().rev() {
            after[place] = after[place + 1].add(*part);
        }
        let mut before = Sums::default();
        for (place, part) in parts.iter().enumerate() {
            sums.push(before.add(after[place + 1]));
            before = before.add(*part);
        }
        sums
    }
}

/// The place of each document of the table in the order; last of those that are not named.
fn ranks(table: &TokenTable, order: &[Id]) -> Result<Vec<usize>> {
    let mut ranks = vec![usize::MAX; table.n_documents()];
    for (rank, &document) in order.iter().enumerate() {
        let no_such = || Error::NoSuchDocument { document, documents: table.n_documents() };
        *ranks.get_mut(document as usize).ok_or_else(no_such)? = rank;
    }
    Ok(ranks)
}
