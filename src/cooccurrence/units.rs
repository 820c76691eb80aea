//! The window of a node by unit, a document or a group's part of one: what tells whether a word stands near the node
//! more often in one group than in another.

use super::{Found, Window, each_window};
use crate::attribute::Attribute;
use crate::concordance::{Hit, Phrases};
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{LEFT_OUT, Options, lookup};
use crate::matrix::{self, TermMatrix};
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// The tokens that a document has in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowUnit {
    /// The group.
    pub group: Id,
    /// The document.
    pub document: Id,
    /// How many hits of the node.
    pub hits: u64,
    /// How many tokens are in the windows.
    pub window: u64,
    /// How many tokens take up room, the node's own aside.
    pub tokens: u64,
}

/// A collocate in a unit, the node's own tokens aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowCell {
    /// The number of the unit.
    pub unit: Id,
    /// How often it stands in the windows.
    pub inside: u32,
    /// How often it stands there or elsewhere, never 0.
    pub total: u32,
}

/// Sums over some units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowSums {
    /// The collocate's count, and that times itself, the tokens and the window of the unit.
    pub total: [u64; 4],
    /// The same of its count in the windows, and that times the count in all.
    pub inside: [u64; 5],
    /// In how many units it stands in a window.
    pub documents: u64,
}

impl WindowSums {
    pub(crate) fn add(&mut self, unit: &WindowUnit, cell: &WindowCell) {
        let (total, inside) = unit.products(cell);
        self.total.iter_mut().zip(total).for_each(|(sum, addend)| *sum += addend);
        self.inside.iter_mut().zip(inside).for_each(|(sum, addend)| *sum += addend);
        self.documents += u64::from(cell.inside > 0);
    }
}

impl WindowUnit {
    /// What a cell adds to the sums.
    pub(crate) fn products(&self, cell: &WindowCell) -> ([u64; 4], [u64; 5]) {
        let &Self { window, tokens, .. } = self;
        let [inside, total] = [cell.inside, cell.total].map(u64::from);
        (
            [1, total, tokens, window].map(|factor| total * factor),
            [1, inside, tokens, window, total].map(|factor| inside * factor),
        )
    }
}

/// The collocates of a node by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowUnits {
    pub(crate) units: Vec<WindowUnit>,
    values: Vec<Id>,
    /// Where the cells of each value begin, and the end of the last.
    starts: Vec<usize>,
    cells: Vec<WindowCell>,
}

/// Some tokens of one value in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    value: Id,
    unit: Id,
}

impl WindowUnits {
    /// Counts the collocates of a node in each document and group of a selection. Units come by `rank`, a number for
    /// each document of the table, and then by group; one without a token that takes up room is left out, unless it has
    /// the node. Values are those that [`super::collocates`] gives rows, and their cells are of all units.
    ///
    /// Time is in proportion to the tokens of the selection; memory is 8 bytes for each value and unit in which it
    /// occurs, and 12 more where it is a collocate.
    ///
    /// # Errors
    ///
    /// Fewer ranks than documents, and [`Error::Interrupted`] when asked to stop.
    #[allow(clippy::too_many_arguments)] // those of `collocates`, and the order
    pub fn count(
        table: &TokenTable,
        selection: &Selection,
        rank: &[Id],
        attribute: &Attribute,
        node: &Phrases<'_>,
        window: &Window<'_>,
        options: &Options<'_>,
        control: &Control,
    ) -> Result<Self> {
        if rank.len() != table.n_documents() {
            let lengths = (rank.len(), table.n_documents());
            return Err(Error::LengthMismatch { what: "ranks and documents", lengths });
        }
        let mut rows = selection.runs();
        rows.sort_by_key(|row| (rank[row[0].document as usize], row[0].group));
        let whole = Options { kinds: window.kinds, min_count: 1, min_documents: 1, ..*options };
        let matrix = matrix::count_rows(table, &rows, attribute, &whole, control)?;
        let mut units = sizes(&rows, &matrix, window);
        let (mut inside, mut of_node) = (Vec::new(), Vec::new());
        let by_key = Keys::new(&units);
        let lookup = lookup(table, attribute, window.kinds);
        each_window(table, selection, node, &lookup, window, control, |found| {
            let Found { hits, neighbours, node_values } = found;
            let Hit { group, document, .. } = hits[0];
            let Some(unit) = by_key.unit(group, document) else { return };
            let size = &mut units[unit as usize];
            size.hits += hits.len() as u64;
            size.window += neighbours.len() as u64;
            let counts = |value: Id| window.counts_all || value != LEFT_OUT;
            size.tokens -= node_values.iter().filter(|&&value| counts(value)).count() as u64;
            let place = |value| Place { value, unit };
            inside.extend(neighbours.iter().map(|near| place(near.cell.value)));
            of_node.extend(node_values.iter().map(|&value| place(value)));
        })?;
        inside.retain(|place| place.value != LEFT_OUT);
        inside.sort_unstable();
        of_node.sort_unstable();
        let values = kept(&inside, &units, options);
        let mut found = Self::of_matrix(&matrix, values);
        found.subtract(&of_node);
        found.place(&inside);
        found.drop_empty(units);
        Ok(found)
    }

    /// Turns the columns of a matrix that are of some values, in order, into lists by value.
    fn of_matrix(matrix: &TermMatrix, values: Vec<Id>) -> Self {
        let number = |value| values.binary_search(value).ok();
        let numbers: Vec<Option<usize>> = matrix.value.iter().map(number).collect();
        let mut starts = vec![0; values.len() + 1];
        for number in matrix.column.iter().filter_map(|&column| numbers[column as usize]) {
            starts[number + 1] += 1;
        }
        let mut n_cells = 0;
        for start in &mut starts {
            n_cells += *start;
            *start = n_cells;
        }
        let (mut free, mut cells) = (starts.clone(), vec![WindowCell::default(); n_cells]);
        let mut all = matrix.column.iter().zip(&matrix.count);
        for (unit, bounds) in (0..).zip(matrix.starts.windows(2)) {
            let n_cells = usize::try_from(bounds[1] - bounds[0]).unwrap_or(usize::MAX);
            for (&column, &total) in all.by_ref().take(n_cells) {
                if let Some(number) = numbers[column as usize] {
                    cells[free[number]] = WindowCell { unit, inside: 0, total };
                    free[number] += 1;
                }
            }
        }
        Self { units: Vec::new(), values, starts, cells }
    }

    /// Takes off the tokens of the node; they are in order.
    fn subtract(&mut self, of_node: &[Place]) {
        for run in of_node.chunk_by(|one, two| one == two) {
            if let Some(cell) = self.cell_mut(run[0]) {
                cell.total = cell.total.saturating_sub(small(run.len()));
            }
        }
    }

    /// Writes down what is in the windows; it is in order.
    fn place(&mut self, inside: &[Place]) {
        for run in inside.chunk_by(|one, two| one == two) {
            if let Some(cell) = self.cell_mut(run[0]) {
                cell.inside = small(run.len());
            }
        }
    }

    fn cell_mut(&mut self, place: Place) -> Option<&mut WindowCell> {
        let value = self.values.binary_search(&place.value).ok()?;
        let cells = self.cells.get_mut(self.starts[value]..self.starts[value + 1])?;
        let at = cells.binary_search_by_key(&place.unit, |cell| cell.unit).ok()?;
        cells.get_mut(at)
    }

    /// Leaves out cells that are 0, and units that have nothing.
    fn drop_empty(&mut self, units: Vec<WindowUnit>) {
        let mut numbers = Vec::with_capacity(units.len());
        for unit in units {
            numbers.push(small(self.units.len()));
            if unit.tokens > 0 || unit.hits > 0 {
                self.units.push(unit);
            }
        }
        let mut end = 0;
        for value in 0..self.values.len() {
            let old = std::mem::replace(&mut self.starts[value], end)..self.starts[value + 1];
            for place in old {
                let cell = self.cells[place];
                if cell.total > 0 {
                    self.cells[end] = WindowCell { unit: numbers[cell.unit as usize], ..cell };
                    end += 1;
                }
            }
        }
        self.cells.truncate(end);
        if let Some(last) = self.starts.last_mut() {
            *last = end;
        }
    }

    /// What was counted on its own, in order.
    pub fn units(&self) -> &[WindowUnit] {
        &self.units
    }

    /// The collocates, in order.
    pub fn values(&self) -> &[Id] {
        &self.values
    }

    /// The cells of a collocate, by its place among the values, in the order of their units.
    pub fn cells(&self, place: usize) -> &[WindowCell] {
        &self.cells[self.starts[place]..self.starts[place + 1]]
    }

    /// Sums over the units of each group, for groups from 0 to `n_groups`: value by value, and group by group.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`] when asked to stop.
    pub fn sums(&self, n_groups: usize, control: &Control) -> Result<Vec<WindowSums>> {
        let mut sums = vec![WindowSums::default(); self.values.len() * n_groups];
        for (value, sums) in sums.chunks_mut(n_groups.max(1)).enumerate() {
            control.check()?;
            for cell in self.cells(value) {
                let unit = &self.units[cell.unit as usize];
                if let Some(sum) = sums.get_mut(unit.group as usize) {
                    sum.add(unit, cell);
                }
            }
        }
        Ok(sums)
    }

    pub(crate) fn n_cells(&self) -> usize {
        self.cells.len()
    }

    /// How many cells each collocate has.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        self.starts.windows(2).map(|bounds| bounds[1] - bounds[0])
    }
}

/// The units of rows, with the tokens that take up room; of the node nothing is known yet.
fn sizes(rows: &[&[Stretch]], matrix: &TermMatrix, window: &Window<'_>) -> Vec<WindowUnit> {
    let size = |(row, &counted): (&&[Stretch], &u64)| {
        let all = || row.iter().map(|stretch| stretch.len() as u64).sum();
        let tokens = if window.counts_all { all() } else { counted };
        WindowUnit { group: row[0].group, document: row[0].document, tokens, ..WindowUnit::default() }
    };
    rows.iter().zip(&matrix.row_tokens).map(size).collect()
}

/// The values that the cut-offs, over all groups, leave.
fn kept(inside: &[Place], units: &[WindowUnit], options: &Options<'_>) -> Vec<Id> {
    let document = |place: &Place| units[place.unit as usize].document;
    let runs = inside.chunk_by(|one, two| one.value == two.value).filter(|run| {
        // The units of a document stand together.
        let documents = run.chunk_by(|one, two| document(one) == document(two)).count();
        run.len() as u64 >= options.min_count && documents as u64 >= options.min_documents
    });
    runs.map(|run| run[0].value).collect()
}

/// Finds the unit of a group and document.
struct Keys(Vec<(Id, Id, Id)>);

impl Keys {
    fn new(units: &[WindowUnit]) -> Self {
        let mut keys: Vec<_> =
            (0..).zip(units).map(|(unit, size)| (size.group, size.document, unit)).collect();
        keys.sort_unstable();
        Self(keys)
    }

    fn unit(&self, group: Id, document: Id) -> Option<Id> {
        let at = self.0.partition_point(|&(other, with, _)| (other, with) < (group, document));
        let &(other, with, unit) = self.0.get(at)?;
        ((other, with) == (group, document)).then_some(unit)
    }
}

/// A number that is in memory, and so below 2³².
fn small(number: usize) -> Id {
    Id::try_from(number).unwrap_or(Id::MAX)
}
