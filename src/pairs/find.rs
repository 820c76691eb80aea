//! Where pairs stand.

use std::collections::HashMap;

use super::{PairOptions, each_other};
use crate::attribute::Attribute;
use crate::concordance::Hit;
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency::{CHECK_INTERVAL, LEFT_OUT, lookup};
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// Two tokens that make a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundPair {
    /// The term.
    pub hit: Hit,
    /// The token of the other.
    pub other: usize,
}

/// Where some pairs stand: for each the number of the row that asked, by row and then by the token of the term and
/// of the other.
///
/// A row is a group and the values of the term and of the other. Cut-offs leave nothing out.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn find_pairs(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    options: &PairOptions<'_>,
    rows: &[(Id, Id, Id)],
    control: &Control,
) -> Result<Vec<(usize, FoundPair)>> {
    let lookup = lookup(table, attribute, options.kinds);
    let mut wanted: HashMap<(Id, Id, Id), Vec<usize>> = HashMap::new();
    let mut terms = vec![false; attribute.values().len()];
    for (index, &row) in rows.iter().enumerate() {
        if let Some(term) = terms.get_mut(row.1 as usize) {
            *term = true;
        }
        wanted.entry(row).or_default().push(index);
    }
    let (mut found, mut room, mut read) = (Vec::new(), Vec::new(), 0);
    for stretch in selection.stretches().iter().flat_map(|stretch| selection.pieces(stretch)) {
        let Stretch { group, document, start, end } = stretch;
        room.clear();
        let values = table.ids()[start..end].iter().map(|&id| lookup[id as usize]);
        room.extend((start..).zip(values).filter(|&(_, value)| options.counts_all || value != LEFT_OUT));
        let look = |place: usize| (room[place].1, place + 1 == room.len());
        for (place, &(token, term)) in room.iter().enumerate() {
            read += 1;
            if read > CHECK_INTERVAL {
                control.check()?;
                read = 0;
            }
            if !terms.get(term as usize).is_some_and(|&is_wanted| is_wanted) {
                continue;
            }
            read += options.window;
            each_other(place, options.window, options.direction, look, |place, other, _| {
                if other == LEFT_OUT {
                    return;
                }
                let hit = Hit { document, group, start: token, end: token + 1 };
                let pair = FoundPair { hit, other: room[place].0 };
                let rows = wanted.get(&(group, term, other)).into_iter().flatten();
                found.extend(rows.map(|&row| (row, pair)));
            });
        }
    }
    found.sort_unstable_by_key(|&(row, pair)| (row, pair.hit.start, pair.other));
    Ok(found)
}
