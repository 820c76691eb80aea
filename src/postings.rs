//! How often each value occurs in each unit, a document or a group's part of one: what inference stands on.

mod moments;

use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::Options;
use crate::matrix;
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

pub use moments::Moments;

/// What is counted on its own: the tokens that a document has in a group. All lists are parallel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// The group of each.
    pub group: Vec<Id>,
    /// The document of each.
    pub document: Vec<Id>,
    /// How many tokens of each count, never 0.
    pub tokens: Vec<u64>,
}

/// For each value the units in which it occurs, in order, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    pub(crate) units: Units,
    values: Vec<Id>,
    /// Where the cells of each value begin, and the end of the last.
    starts: Vec<usize>,
    unit: Vec<Id>,
    count: Vec<u32>,
}

/// One value: the units in which it occurs, and how often.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column<'a> {
    pub(crate) units: &'a [Id],
    pub(crate) counts: &'a [u32],
}

impl Postings {
    /// Counts the values of an attribute in each document and group of a selection. Units come by `rank`, a number
    /// for each document of the table, and then by group; one without a token that counts is left out.
    ///
    /// Time is in proportion to the tokens; memory is 16 bytes for each value and unit in which it occurs.
    ///
    /// # Errors
    ///
    /// Fewer ranks than documents, and [`Error::Interrupted`] when asked to stop.
    pub fn of_terms(
        table: &TokenTable,
        selection: &Selection,
        rank: &[Id],
        attribute: &Attribute,
        options: &Options<'_>,
        control: &Control,
    ) -> Result<Self> {
        if rank.len() != table.n_documents() {
            let lengths = (rank.len(), table.n_documents());
            return Err(Error::LengthMismatch { what: "ranks and documents", lengths });
        }
        let mut rows = selection.runs();
        rows.sort_by_key(|row| (rank[row[0].document as usize], row[0].group));
        let mut matrix = matrix::count_rows(table, &rows, attribute, options, control)?;
        let numbers = number(matrix.row_tokens.iter().map(|&tokens| tokens > 0));
        let kept =
            || rows.iter().zip(&numbers).filter(|(_, number)| number.is_some()).map(|(row, _)| &row[0]);
        let units = Units {
            group: kept().map(|stretch: &Stretch| stretch.group).collect(),
            document: kept().map(|stretch| stretch.document).collect(),
            tokens: matrix.row_tokens.iter().copied().filter(|&tokens| tokens > 0).collect(),
        };
        let values = std::mem::take(&mut matrix.value);
        let bounds = matrix.starts.windows(2).zip(numbers);
        let rows = bounds.filter_map(|(bounds, unit)| {
            let cells = place(bounds[0])..place(bounds[1]);
            Some((unit?, &matrix.column[cells.clone()], &matrix.count[cells]))
        });
        Ok(Self::by_value(units, values, rows))
    }

    /// Takes over counts of values, numbered from 0, in units: parallel lists, in which no pair comes twice.
    ///
    /// # Errors
    ///
    /// Lists of unequal length, and a unit that does not exist or a value that is not below `n_values`.
    pub fn from_counts(
        units: Units,
        n_values: usize,
        values: &[Id],
        unit: &[Id],
        count: &[u32],
    ) -> Result<Self> {
        for (what, lengths) in [
            ("values and units", (values.len(), unit.len())),
            ("units and counts", (unit.len(), count.len())),
            ("groups and documents", (units.group.len(), units.document.len())),
            ("groups and tokens", (units.group.len(), units.tokens.len())),
        ] {
            if lengths.0 != lengths.1 {
                return Err(Error::LengthMismatch { what, lengths });
            }
        }
        let outside = |numbers: &[Id], limit| numbers.iter().any(|&number| number as usize >= limit);
        if outside(unit, units.tokens.len()) || outside(values, n_values) {
            let lengths = (unit.len(), units.tokens.len());
            return Err(Error::LengthMismatch { what: "counts and what they are of", lengths });
        }
        let all = (0..).take(n_values).collect();
        let mut postings = Self::by_value(
            units,
            all,
            unit.iter().zip(values).zip(count).map(|((&unit, value), count)| {
                (unit, std::slice::from_ref(value), std::slice::from_ref(count))
            }),
        );
        postings.sort();
        Ok(postings)
    }

    /// Sorts rows of cells by value: the columns of cells are places in `values`.
    fn by_value<'a>(
        units: Units,
        values: Vec<Id>,
        rows: impl Iterator<Item = (Id, &'a [Id], &'a [u32])> + Clone,
    ) -> Self {
        let mut starts = vec![0; values.len() + 1];
        for (_, columns, _) in rows.clone() {
            for &column in columns {
                starts[column as usize + 1] += 1;
            }
        }
        let mut n_cells = 0;
        for start in &mut starts {
            n_cells += *start;
            *start = n_cells;
        }
        let (mut free, mut unit, mut count) = (starts.clone(), vec![0; n_cells], vec![0; n_cells]);
        for (row, columns, counts) in rows {
            for (&column, &value) in columns.iter().zip(counts) {
                let place = &mut free[column as usize];
                (unit[*place], count[*place]) = (row, value);
                *place += 1;
            }
        }
        Self { units, values, starts, unit, count }
    }

    fn sort(&mut self) {
        for bounds in self.starts.windows(2) {
            let (start, end) = (bounds[0], bounds[1]);
            let mut cells: Vec<_> =
                self.unit[start..end].iter().copied().zip(self.count[start..end].iter().copied()).collect();
            cells.sort_unstable();
            for (place, (unit, count)) in (start..end).zip(cells) {
                (self.unit[place], self.count[place]) = (unit, count);
            }
        }
    }

    /// The same counts in other units, each the sum of some: for each unit its new number, or none to leave it out, and
    /// for each new unit its group. Its document is that of the first of its own.
    ///
    /// # Errors
    ///
    /// A list of another length than there are units, or new numbers with a gap.
    pub fn merged(&self, numbers: &[Option<Id>], groups: &[Id]) -> Result<Self> {
        let n_units = numbers.iter().flatten().max().map_or(0, |&last| last as usize + 1);
        let mut first = vec![None; n_units];
        let mut tokens = vec![0; n_units];
        for (unit, number) in numbers.iter().enumerate() {
            if let (Some(number), Some(&size)) = (number, self.units.tokens.get(unit)) {
                first[*number as usize].get_or_insert(unit);
                tokens[*number as usize] += size;
            }
        }
        let known: Vec<usize> = first.into_iter().flatten().collect();
        if numbers.len() != self.units.tokens.len() || known.len() != n_units || groups.len() != n_units {
            let lengths = (self.units.tokens.len(), numbers.len());
            return Err(Error::LengthMismatch { what: "units and their new numbers", lengths });
        }
        let units = Units {
            group: groups.to_vec(),
            document: known.iter().map(|&unit| self.units.document[unit]).collect(),
            tokens,
        };
        let (mut starts, mut unit, mut count) = (vec![0], Vec::new(), Vec::new());
        let mut cells: Vec<(Id, u32)> = Vec::new();
        for column in self.columns() {
            cells.clear();
            let old = column.units.iter().zip(column.counts);
            cells.extend(old.filter_map(|(&unit, &count)| Some((numbers[unit as usize]?, count))));
            cells.sort_unstable();
            for of_unit in cells.chunk_by(|left, right| left.0 == right.0) {
                unit.push(of_unit[0].0);
                count.push(of_unit.iter().map(|&(_, count)| count).sum());
            }
            starts.push(unit.len());
        }
        Ok(Self { units, values: self.values.clone(), starts, unit, count })
    }

    /// The same without the values that no unit has.
    #[must_use]
    pub fn of_present(&self) -> Self {
        let occurs = |(_, size): &(Id, usize)| *size > 0;
        let values = self.values.iter().copied().zip(self.sizes()).filter(occurs);
        let mut starts = self.starts.clone();
        starts.dedup();
        if self.unit.is_empty() {
            starts.truncate(1);
        }
        Self { values: values.map(|(value, _)| value).collect(), starts, ..self.clone() }
    }

    /// What was counted on its own.
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// The values that were counted, in order; every one occurs.
    pub fn values(&self) -> &[Id] {
        &self.values
    }

    pub(crate) fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        (0..self.values.len()).map(|place| self.column(place))
    }

    pub(crate) fn column(&self, place: usize) -> Column<'_> {
        let cells = self.starts[place]..self.starts[place + 1];
        Column { units: &self.unit[cells.clone()], counts: &self.count[cells] }
    }

    pub(crate) fn n_cells(&self) -> usize {
        self.unit.len()
    }

    /// How many cells each value has.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        self.starts.windows(2).map(|bounds| bounds[1] - bounds[0])
    }
}

impl Column<'_> {
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, u64)> {
        self.units.iter().zip(self.counts).map(|(&unit, &count)| (unit as usize, u64::from(count)))
    }
}

/// A place in a list that is in memory.
fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Numbers what is kept from 0 on.
fn number(kept: impl Iterator<Item = bool>) -> Vec<Option<Id>> {
    let mut next = 0;
    kept.map(|kept| {
        kept.then(|| {
            next += 1;
            next - 1
        })
    })
    .collect()
}
