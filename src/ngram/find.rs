//! Where n-grams stand.

use std::collections::HashMap;

use super::Shape;
use crate::attribute::Attribute;
use crate::concordance::Hit;
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency::{CHECK_INTERVAL, LEFT_OUT, lookup};
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// Where some n-grams of the longest length occur: for each the number of the row that asked, by row and then by
/// token.
///
/// A row is a group and the values of an n-gram.
///
/// # Errors
///
/// [`Error::Interrupted`] when asked to stop.
pub fn find_ngrams(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    shape: &Shape<'_>,
    rows: &[(Id, Vec<Id>)],
    control: &Control,
) -> Result<Vec<(usize, Hit)>> {
    let lookup = lookup(table, attribute, shape.kinds);
    let mut wanted: HashMap<&[Id], Vec<(Id, usize)>> = HashMap::new();
    let mut begins = vec![false; attribute.values().len()];
    for (index, (group, values)) in rows.iter().enumerate() {
        if let Some(begins) = values.first().and_then(|&first| begins.get_mut(first as usize)) {
            *begins = true;
        }
        wanted.entry(values).or_default().push((*group, index));
    }
    let (mut hits, mut segments, mut values) = (Vec::new(), Segments::new(&lookup, shape), Vec::new());
    let mut read = 0;
    for stretch in selection.stretches().iter().flat_map(|stretch| selection.pieces(stretch)) {
        let Stretch { group, document, .. } = stretch;
        segments.each(table.ids(), &stretch, |segment, tokens| {
            each_choice(segment.len(), shape.longest, shape.skip, |places| {
                read += 1;
                if read % CHECK_INTERVAL == 0 {
                    control.check()?;
                }
                if !begins[segment[places[0]] as usize] {
                    return Ok(());
                }
                values.clear();
                values.extend(places.iter().map(|&place| segment[place]));
                let hit = Hit {
                    document,
                    group,
                    start: tokens[places[0]],
                    end: tokens[places[places.len() - 1]] + 1,
                };
                let rows = wanted.get(&values[..]).into_iter().flatten();
                hits.extend(rows.filter(|row| row.0 == group).map(|row| (row.1, hit)));
                Ok(())
            })
        })?;
    }
    hits.sort_unstable_by_key(|&(row, hit)| (row, hit.start, hit.end));
    Ok(hits)
}

/// Runs of tokens that n-grams can be taken from.
struct Segments<'a> {
    lookup: &'a [Id],
    passes_over: bool,
    values: Vec<Id>,
    tokens: Vec<usize>,
}

impl<'a> Segments<'a> {
    fn new(lookup: &'a [Id], shape: &Shape<'_>) -> Self {
        Self { lookup, passes_over: shape.passes_over, values: Vec::new(), tokens: Vec::new() }
    }

    /// Calls `found` with the values and the tokens of each segment of a stretch.
    fn each(
        &mut self,
        ids: &[Id],
        stretch: &Stretch,
        mut found: impl FnMut(&[Id], &[usize]) -> Result<()>,
    ) -> Result<()> {
        for (token, &id) in (stretch.start..).zip(&ids[stretch.start..stretch.end]) {
            let value = self.lookup[id as usize];
            if value != LEFT_OUT {
                self.values.push(value);
                self.tokens.push(token);
            } else if !self.passes_over {
                found(&self.values, &self.tokens)?;
                self.values.clear();
                self.tokens.clear();
            }
        }
        found(&self.values, &self.tokens)?;
        self.values.clear();
        self.tokens.clear();
        Ok(())
    }
}

/// Calls `found` with every choice of places that makes an n-gram among `size` tokens.
fn each_choice(
    size: usize,
    length: usize,
    skip: usize,
    mut found: impl FnMut(&[usize]) -> Result<()>,
) -> Result<()> {
    let mut places = vec![0; length];
    for first in 0..(size + 1).saturating_sub(length) {
        let last = (size - 1).min(first.saturating_add(length - 1).saturating_add(skip));
        places.iter_mut().zip(first..).for_each(|(place, next)| *place = next);
        loop {
            found(&places)?;
            // The last place that can move on does, and those behind it follow closely.
            let Some(moved) = (1..length).rev().find(|&index| places[index] + length - 1 - index < last)
            else {
                break;
            };
            let from = places[moved] + 1;
            places[moved..].iter_mut().zip(from..).for_each(|(place, next)| *place = next);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(size: usize, length: usize, skip: usize) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        let listed = each_choice(size, length, skip, |places| {
            found.push(places.to_vec());
            Ok(())
        });
        assert_eq!(listed, Ok(()));
        found
    }

    #[test]
    fn skip_grams_leave_out_so_many_tokens_in_all() {
        assert_eq!(choices(3, 2, 0), [[0, 1], [1, 2]]);
        assert_eq!(choices(3, 2, 1), [[0, 1], [0, 2], [1, 2]]);
        assert_eq!(choices(4, 3, 1), [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]);
        assert_eq!(choices(1, 2, 5), Vec::<Vec<usize>>::new());
        assert_eq!(choices(0, 1, 0), Vec::<Vec<usize>>::new());
        assert_eq!(choices(2, 1, 5), [[0], [1]]);
        assert_eq!(choices(5, 2, usize::MAX).len(), 10);
    }
}
