//! Counting what stands in windows, and what there is in all.

use super::{Cell, Collocates, GroupSize, Window};
use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency;
use crate::parallel::Control;
use crate::select::Selection;
use crate::tally::Row;
use crate::vocabulary::Id;

/// How often values occur in groups.
pub(super) enum Totals {
    /// By value: all tokens are one group, and the vocabulary has their counts.
    OfAll(Vec<u64>),
    /// By group and value.
    OfGroups(Vec<Row<Id>>),
}

impl Totals {
    pub(super) fn new(
        table: &TokenTable,
        selection: &Selection,
        attribute: &Attribute,
        lookup: &[Id],
        window: &Window<'_>,
        options: &frequency::Options<'_>,
        control: &Control,
    ) -> Result<Self> {
        if selection.is_whole(table) {
            return Ok(Self::OfAll(frequency::counts_of_all(table, lookup, attribute.values().len())));
        }
        let whole = frequency::Options { kinds: window.kinds, min_count: 1, min_documents: 1, ..*options };
        Ok(Self::OfGroups(frequency::count_rows(table, selection, attribute, &whole, control)?))
    }

    pub(super) fn of(&self, key: (Id, Id)) -> u64 {
        match self {
            Self::OfAll(counts) => counts[key.1 as usize],
            Self::OfGroups(rows) => {
                let found = rows.binary_search_by_key(&key, |row| (row.group, row.value));
                found.map_or(0, |row| rows[row].count)
            }
        }
    }

    /// Adds how many tokens each group has.
    pub(super) fn add_to(&self, sizes: &mut [GroupSize]) {
        match self {
            Self::OfAll(counts) => sizes[0].tokens += counts.iter().sum::<u64>(),
            Self::OfGroups(rows) => {
                for row in rows {
                    sizes[row.group as usize].tokens += row.count;
                }
            }
        }
    }
}

/// What has been counted of a value in the windows of a group.
pub(super) struct Counted {
    pub(super) group: Id,
    pub(super) value: Id,
    count: u64,
    documents: u64,
    last_document: Id,
    /// Its counts by place are these and the following.
    places: usize,
}

/// Counts cells, which come group by group and document by document.
pub(super) struct Tally {
    rows: Vec<Counted>,
    /// For each value its row in the last group that has it.
    row_of: Vec<Id>,
    n_places: usize,
    places: Vec<u64>,
    /// In which documents values occur, if groups share documents and it matters.
    documents: Option<Vec<(Id, Id)>>,
}

impl Tally {
    pub(super) fn new(
        selection: &Selection,
        attribute: &Attribute,
        window: &Window<'_>,
        options: &frequency::Options<'_>,
    ) -> Self {
        let shared = options.min_documents > 1 && selection.shares_documents();
        Self {
            rows: Vec::new(),
            row_of: vec![Id::MAX; attribute.values().len()],
            n_places: if window.places { window.left + window.right } else { 0 },
            places: Vec::new(),
            documents: shared.then(Vec::new),
        }
    }

    pub(super) fn add(&mut self, &Cell { group, value, document, place }: &Cell) {
        let known = &mut self.row_of[value as usize];
        if self.rows.get(*known as usize).is_none_or(|row| row.group != group) {
            // No more rows fit into memory than have numbers.
            *known = Id::try_from(self.rows.len()).unwrap_or(Id::MAX);
            let places = self.places.len();
            self.places.resize(places + self.n_places, 0);
            self.rows.push(Counted { group, value, count: 0, documents: 0, last_document: Id::MAX, places });
        }
        let row = &mut self.rows[*known as usize];
        row.count += 1;
        if row.last_document != document {
            row.last_document = document;
            row.documents += 1;
            self.documents.iter_mut().for_each(|documents| documents.push((value, document)));
        }
        if self.n_places > 0 {
            self.places[row.places + place as usize] += 1;
        }
    }

    /// Whether each value reaches the cut-offs, over all groups.
    fn kept(&mut self, options: &frequency::Options<'_>) -> Vec<bool> {
        let mut totals = vec![(0, 0); self.row_of.len()];
        for row in &self.rows {
            let total = &mut totals[row.value as usize];
            *total = (total.0 + row.count, total.1 + row.documents);
        }
        if let Some(mut documents) = self.documents.take() {
            documents.sort_unstable();
            documents.dedup();
            for of_value in documents.chunk_by(|one, two| one.0 == two.0) {
                totals[of_value[0].0 as usize].1 = of_value.len() as u64;
            }
        }
        let reaches = |(count, documents)| count >= options.min_count && documents >= options.min_documents;
        totals.into_iter().map(reaches).collect()
    }

    /// The rows that are kept, in order.
    pub(super) fn into_columns(
        mut self,
        total: impl Fn(&Counted) -> u64,
        sizes: Vec<GroupSize>,
        options: &frequency::Options<'_>,
    ) -> Collocates {
        if options.min_count > 1 || options.min_documents > 1 {
            let kept = self.kept(options);
            self.rows.retain(|row| kept[row.value as usize]);
        }
        self.rows.sort_unstable_by_key(|row| (row.group, row.value));
        let places = |place| self.rows.iter().map(|row| self.places[row.places + place]).collect();
        Collocates {
            group: self.rows.iter().map(|row| row.group).collect(),
            value: self.rows.iter().map(|row| row.value).collect(),
            count: self.rows.iter().map(|row| row.count).collect(),
            documents: self.rows.iter().map(|row| row.documents).collect(),
            total: self.rows.iter().map(total).collect(),
            places: (0..self.n_places).map(places).collect(),
            sizes,
        }
    }
}
