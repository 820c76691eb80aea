//! Windows round a node, and what stands in them.
//!
//! For the occurrences of a node there is one window: the union of the windows round each. A token counts in
//! it once; tokens of the node are neither in it nor outside it.

mod count;
mod units;

use std::collections::HashMap;

use self::count::{Counted, Tally, Totals};
use crate::attribute::Attribute;
use crate::concordance::{Candidates, Hit, Phrases};
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency::{self, LEFT_OUT, lookup};
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

pub use units::{WindowCell, WindowSums, WindowUnit, WindowUnits};

/// How far a window reaches, and which tokens take up room in it.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// How many tokens before the node.
    pub left: usize,
    /// How many tokens behind it.
    pub right: usize,
    /// The kinds of tokens that count.
    pub kinds: &'a [Kind],
    /// Whether tokens of other kinds take up room too.
    pub counts_all: bool,
    /// Whether collocates are counted by place.
    pub places: bool,
}

/// The collocates of a node: parallel columns, by group and then by value.
#[derive(Debug, Default)]
pub struct Collocates {
    /// The group of each row.
    pub group: Vec<Id>,
    /// The value of each row.
    pub value: Vec<Id>,
    /// How often the value occurs in the group's windows.
    pub count: Vec<u64>,
    /// In how many documents it does.
    pub documents: Vec<u64>,
    /// How often it occurs in the group, the node's own tokens aside.
    pub total: Vec<u64>,
    /// On request, for each place in the window, from the farthest before the node to the farthest behind it,
    /// how often the value stands there; in the order of the rows.
    pub places: Vec<Vec<u64>>,
    /// How large each group is.
    pub sizes: Vec<GroupSize>,
}

/// The size of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupSize {
    /// How many hits of the node.
    pub hits: u64,
    /// In how many documents.
    pub hit_documents: u64,
    /// How many tokens are in the windows.
    pub window: u64,
    /// How many tokens take up room, the node's own aside.
    pub tokens: u64,
}

/// What is counted of a token in the window of a node.
#[derive(Clone, Copy, Debug)]
struct Cell {
    group: Id,
    /// The value; may be none that counts.
    value: Id,
    document: Id,
    /// Its place in the window, from 0 for the farthest before the node.
    place: u32,
}

/// A token in the window of a node.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    cell: Cell,
    /// The token.
    pub token: usize,
    /// The nearest hit.
    pub hit: Hit,
}

/// Counts the collocates of a node in every group of a selection.
///
/// Time and memory are in proportion to the occurrences of the node times the size of the window, and to the terms
/// and stretches. The first times, and unless all tokens are selected, time is in proportion to the tokens.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn collocates(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    node: &Phrases<'_>,
    window: &Window<'_>,
    options: &frequency::Options<'_>,
    control: &Control,
) -> Result<Collocates> {
    let lookup = lookup(table, attribute, window.kinds);
    let mut sizes = vec![GroupSize::default(); selection.keys().len()];
    let (mut tally, mut of_node, mut last_document) =
        (Tally::new(selection, attribute, window, options), vec![], None);
    each_window(table, selection, node, &lookup, window, control, |found| {
        let Hit { group, document, .. } = found.hits[0];
        let size = &mut sizes[group as usize];
        size.hits += found.hits.len() as u64;
        size.hit_documents += u64::from(last_document.replace((group, document)) != Some((group, document)));
        size.window += found.neighbours.len() as u64;
        let cells = found.neighbours.iter().map(|found| &found.cell);
        cells.filter(|cell| cell.value != LEFT_OUT).for_each(|cell| tally.add(cell));
        of_node.extend(found.node_values.iter().map(|&value| (group, value)));
    })?;
    let totals = Totals::new(table, selection, attribute, &lookup, window, options, control)?;
    if window.counts_all {
        for stretch in selection.stretches() {
            sizes[stretch.group as usize].tokens += stretch.len() as u64;
        }
    } else {
        totals.add_to(&mut sizes);
    }
    for &(group, value) in &of_node {
        sizes[group as usize].tokens -= u64::from(window.counts_all || value != LEFT_OUT);
    }
    of_node.sort_unstable();
    // Few values in many places.
    let of_node: Vec<_> =
        of_node.chunk_by(|one, two| one == two).map(|same| (same[0], same.len() as u64)).collect();
    let total = |row: &Counted| {
        let key = (row.group, row.value);
        let own = of_node.binary_search_by_key(&key, |&(key, _)| key).map_or(0, |at| of_node[at].1);
        totals.of(key) - own
    };
    Ok(tally.into_columns(total, sizes, options))
}

/// Where some collocates stand: for each the number of the row that asked and the neighbour, by row and then
/// by token. A row is a group and a value.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn find_collocates(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    node: &Phrases<'_>,
    window: &Window<'_>,
    rows: &[(Id, Id)],
    control: &Control,
) -> Result<Vec<(usize, Neighbour)>> {
    let lookup = lookup(table, attribute, window.kinds);
    let mut wanted: HashMap<(Id, Id), Vec<usize>> = HashMap::new();
    for (index, &row) in rows.iter().enumerate() {
        wanted.entry(row).or_default().push(index);
    }
    let mut found = Vec::new();
    each_window(table, selection, node, &lookup, window, control, |window| {
        for &neighbour in window.neighbours {
            let rows = wanted.get(&(neighbour.cell.group, neighbour.cell.value)).into_iter().flatten();
            found.extend(rows.map(|&row| (row, neighbour)));
        }
    })?;
    found.sort_unstable_by_key(|&(row, neighbour)| (row, neighbour.token));
    Ok(found)
}

/// The window round hits that are near each other.
struct Found<'a> {
    /// The hits, at least one.
    hits: &'a [Hit],
    /// The tokens in the window that take up room.
    neighbours: &'a [Neighbour],
    /// The values of the node's tokens.
    node_values: &'a [Id],
}

/// Calls `found` for every stretch with a hit, cut down to what is near one.
fn each_window(
    table: &TokenTable,
    selection: &Selection,
    node: &Phrases<'_>,
    lookup: &[Id],
    window: &Window<'_>,
    control: &Control,
    mut found: impl FnMut(Found<'_>),
) -> Result<()> {
    let (mut hits, mut neighbours, mut node_values) = (Vec::new(), Vec::new(), Vec::new());
    let (mut sweep, mut all) = (Sweep::default(), Vec::new());
    let reach = Reach { ids: table.ids(), lookup, window };
    Candidates::new(table, node, control)?.each_piece(selection, control, |piece, tokens| {
        node.find_in(table.ids(), piece, tokens, &mut all);
        let mut rest = all.drain(..).peekable();
        while let Some(hit) = rest.next() {
            let mut near =
                Stretch { start: reach.before(&hit, piece), end: reach.behind(&hit, piece), ..*piece };
            hits.clear();
            hits.push(hit);
            while let Some(next) = rest.next_if(|next| reach.before(next, piece) <= near.end) {
                near.end = near.end.max(reach.behind(&next, piece));
                hits.push(next);
            }
            let values = table.ids()[near.start..near.end].iter().map(|&id| lookup[id as usize]);
            sweep.read(&near, values, &hits);
            neighbours.clear();
            sweep.neighbours(&near, &hits, window, &mut neighbours);
            let of_node = sweep.values.iter().zip(&sweep.is_node).filter(|(_, is_node)| **is_node);
            node_values.clear();
            node_values.extend(of_node.map(|(&value, _)| value));
            found(Found { hits: &hits, neighbours: &neighbours, node_values: &node_values });
        }
    })
}

/// How far the window of a hit can reach.
struct Reach<'a> {
    ids: &'a [Id],
    lookup: &'a [Id],
    window: &'a Window<'a>,
}

impl Reach<'_> {
    fn takes_room(&self, token: usize) -> bool {
        self.window.counts_all || self.lookup[self.ids[token] as usize] != LEFT_OUT
    }

    /// The first token, if no other hit is in between.
    fn before(&self, hit: &Hit, piece: &Stretch) -> usize {
        let (mut start, mut left) = (hit.start, self.window.left);
        while start > piece.start && left > 0 {
            start -= 1;
            left -= usize::from(self.takes_room(start));
        }
        start
    }

    /// The token after the last, likewise.
    fn behind(&self, hit: &Hit, piece: &Stretch) -> usize {
        let (mut end, mut left) = (hit.end, self.window.right);
        while end < piece.end && left > 0 {
            left -= usize::from(self.takes_room(end));
            end += 1;
        }
        end
    }
}

/// A stretch on the way from hits to windows; one entry a token.
#[derive(Default)]
struct Sweep {
    values: Vec<Id>,
    is_node: Vec<bool>,
    /// The number of the hit that begins, or that ends, with a token of the node.
    begins: Vec<usize>,
    ends: Vec<usize>,
    /// How far behind a token the next hit begins, and which it is.
    ahead: Vec<Option<(usize, usize)>>,
}

impl Sweep {
    fn read(&mut self, stretch: &Stretch, values: impl Iterator<Item = Id>, hits: &[Hit]) {
        self.values.clear();
        self.values.extend(values);
        let n_tokens = self.values.len();
        self.is_node.clear();
        self.is_node.resize(n_tokens, false);
        for list in [&mut self.begins, &mut self.ends] {
            list.clear();
            list.resize(n_tokens, 0);
        }
        for (number, hit) in hits.iter().enumerate() {
            let (start, end) = (hit.start - stretch.start, hit.end - stretch.start);
            self.is_node[start..end].fill(true);
            self.begins[start] = number;
            self.ends[end - 1] = number;
        }
        self.ahead.clear();
        self.ahead.resize(n_tokens, None);
    }

    /// Finds the tokens in the window, in order.
    fn neighbours(
        &mut self,
        stretch: &Stretch,
        hits: &[Hit],
        window: &Window<'_>,
        found: &mut Vec<Neighbour>,
    ) {
        let takes_room = |value: Id| window.counts_all || value != LEFT_OUT;
        let mut nearest = None;
        for token in (0..self.values.len()).rev() {
            if self.is_node[token] {
                nearest = Some((0, self.begins[token]));
            } else if takes_room(self.values[token]) {
                nearest = nearest.map(|(distance, hit)| (distance + 1, hit));
                self.ahead[token] = nearest.filter(|&(distance, _)| distance <= window.left);
            }
        }
        nearest = None;
        for (token, &value) in self.values.iter().enumerate() {
            if self.is_node[token] {
                nearest = Some((0, self.ends[token]));
            } else if takes_room(value) {
                nearest = nearest.map(|(distance, hit)| (distance + 1, hit));
                let behind = nearest
                    .filter(|&(distance, _)| distance <= window.right)
                    .map(|(distance, hit)| (distance, window.left + distance - 1, hit));
                let ahead = self.ahead[token].map(|(distance, hit)| (distance, window.left - distance, hit));
                // The nearer, and of equally near ones the hit before the token.
                let either = behind.into_iter().chain(ahead).min_by_key(|&(distance, ..)| distance);
                let Some((_, place, hit)) = either else { continue };
                let &Stretch { group, document, start, .. } = stretch;
                // No window is as large as that.
                let place = u32::try_from(place).unwrap_or(u32::MAX);
                let cell = Cell { group, value, document, place };
                found.push(Neighbour { cell, token: start + token, hit: hits[hit] });
            }
        }
    }
}
