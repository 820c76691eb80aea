//! Groups set against each other: how often each value occurs on both sides. What many values share is listed once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{Options, count_rows};
use crate::parallel::Control;
use crate::select::Selection;
use crate::tally::Row;
use crate::vocabulary::Id;

/// A group, and the groups that it is set against, all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The target.
    pub target: Id,
    /// The reference, in order, without the target.
    pub reference: Vec<Id>,
}

/// How often a value occurs, and in how many documents; or how many tokens and documents there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Occurrences {
    /// How often, or how many tokens.
    pub count: u64,
    /// How many documents.
    pub documents: u64,
}

/// What there is on both sides of a contrast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides {
    /// In the target.
    pub target: Occurrences,
    /// In the reference.
    pub reference: Occurrences,
}

/// How often values occur on both sides of contrasts.
///
/// Most values are rare and have what many others have: there are far fewer tables than values, and what follows from
/// a table is worked out once.
#[derive(Debug, Default)]
pub struct Contrasts {
    /// How many tokens and documents each contrast has.
    pub sizes: Vec<Sides>,
    /// The distinct tables, each with the number of its contrast; by contrast, in the order of their first values.
    pub tables: Vec<(Id, Sides)>,
    /// Each value that occurs on a side, with the number of its table; by contrast and value.
    rows: Vec<(Id, Id)>,
}

impl Contrasts {
    /// Counts the values of an attribute in the groups of a selection; no value is cut off.
    ///
    /// Time is in proportion to the rows, and to the tokens: of the targets, and of each reference that is another than
    /// that of the contrast before. The rest of all groups is what all have less the target.
    ///
    /// # Errors
    ///
    /// A group that does not exist, and [`Error::Interrupted`] when asked to stop.
    pub fn new(
        table: &TokenTable,
        selection: &Selection,
        listed: &[Contrast],
        attribute: &Attribute,
        options: &Options<'_>,
        control: &Control,
    ) -> Result<Self> {
        let counting = Counting { table, selection, attribute, options, control };
        let mut targets: Vec<Id> = listed.iter().map(|contrast| contrast.target).collect();
        targets.sort_unstable();
        targets.dedup();
        let of_targets = counting.count(&targets, |place| place)?;
        let documents = selection.documents();
        let every: Vec<Id> = (0..).zip(&documents).map(|(group, _)| group).collect();
        let mut found = Self::default();
        let mut reference = Pool::default();
        for (number, contrast) in (0..).zip(listed) {
            control.check()?;
            // Documents that both sides have cannot be subtracted.
            let is_rest = contrast.reference.len() + 1 == every.len() && !selection.shares_documents();
            let pooled = if is_rest { &every } else { &contrast.reference };
            if number == 0 || reference.groups != *pooled {
                reference = counting.pool(pooled)?;
            }
            let place = targets.partition_point(|&target| target < contrast.target);
            let start = of_targets.partition_point(|row| (row.group as usize) < place);
            let end = of_targets.partition_point(|row| (row.group as usize) <= place);
            let own = documents[contrast.target as usize];
            let less = if is_rest { own } else { 0 };
            let size = Sides {
                target: Occurrences { count: 0, documents: own },
                reference: Occurrences { count: 0, documents: reference.documents - less },
            };
            found.add(number, size, both(&of_targets[start..end], &reference.rows, is_rest));
        }
        Ok(found)
    }

    /// Adds a contrast, of which the documents are known.
    fn add(&mut self, contrast: Id, mut size: Sides, values: impl Iterator<Item = (Id, Sides)>) {
        let mut numbers: HashMap<Sides, Id, BuildHasherDefault<Folding>> = HashMap::default();
        for (value, sides) in values {
            size.target.count += sides.target.count;
            size.reference.count += sides.reference.count;
            let table = *numbers.entry(sides).or_insert_with(|| {
                self.tables.push((contrast, sides));
                // No more tables fit into memory than have numbers.
                Id::try_from(self.tables.len() - 1).unwrap_or(Id::MAX)
            });
            self.rows.push((value, table));
        }
        self.sizes.push(size);
    }

    /// How many values occur in each contrast, and of all contrasts together.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The values of some tables, and for each the place of its table among those listed. Each of these has a rank, and
    /// ranks never fall; values of the same rank come in order.
    ///
    /// # Errors
    ///
    /// Lists of unequal length, and a table that does not exist.
    pub fn values(&self, listed: &[Id], ranks: &[Id]) -> Result<(Vec<Id>, Vec<Id>)> {
        let lengths = (listed.len(), ranks.len());
        if lengths.0 != lengths.1 || !ranks.is_sorted() {
            return Err(Error::LengthMismatch { what: "tables and their ranks", lengths });
        }
        // Of a table that is not listed no value is.
        let mut places = vec![None; self.tables.len()];
        for (place, (&table, &rank)) in (0..).zip(listed.iter().zip(ranks)) {
            let lengths = (self.tables.len(), table as usize);
            let unknown = Error::LengthMismatch { what: "tables and those asked for", lengths };
            *places.get_mut(table as usize).ok_or(unknown)? = Some((place, rank as usize));
        }
        let wanted = || self.rows.iter().filter_map(|&(value, table)| Some((value, places[table as usize]?)));
        let mut next = vec![0; ranks.last().map_or(0, |&last| last as usize + 1)];
        wanted().for_each(|(_, (_, rank))| next[rank] += 1);
        let mut end = 0;
        for next in &mut next {
            end += std::mem::replace(next, end);
        }
        let (mut values, mut of_table) = (vec![0; end], vec![0; end]);
        for (value, (place, rank)) in wanted() {
            (values[next[rank]], of_table[next[rank]]) = (value, place);
            next[rank] += 1;
        }
        Ok((values, of_table))
    }
}

/// How groups are counted.
struct Counting<'a> {
    table: &'a TokenTable,
    selection: &'a Selection,
    attribute: &'a Attribute,
    options: &'a Options<'a>,
    control: &'a Control,
}

/// Groups that are counted as one.
#[derive(Default)]
struct Pool {
    groups: Vec<Id>,
    rows: Vec<Row<Id>>,
    documents: u64,
}

impl Counting<'_> {
    /// Counts some groups by value, each under the number that its place among them gets.
    fn count(&self, groups: &[Id], number: impl Fn(Id) -> Id) -> Result<Vec<Row<Id>>> {
        let selection = self.regrouped(groups, number)?;
        count_rows(self.table, &selection, self.attribute, self.options, self.control)
    }

    fn pool(&self, groups: &[Id]) -> Result<Pool> {
        let selection = self.regrouped(groups, |_| 0)?;
        Ok(Pool {
            groups: groups.to_vec(),
            rows: count_rows(self.table, &selection, self.attribute, self.options, self.control)?,
            documents: selection.documents().iter().sum(),
        })
    }

    fn regrouped(&self, groups: &[Id], number: impl Fn(Id) -> Id) -> Result<Selection> {
        let n_groups = self.selection.keys().len();
        let mut numbers = vec![None; n_groups];
        for (place, &group) in (0..).zip(groups) {
            let lengths = (n_groups, group as usize);
            let unknown = Error::LengthMismatch { what: "groups and those asked for", lengths };
            *numbers.get_mut(group as usize).ok_or(unknown)? = Some(number(place));
        }
        self.selection.regrouped(&numbers)
    }
}

/// Puts what a target has beside what a reference has, by value. A reference can hold the target.
fn both<'a>(
    target: &'a [Row<Id>],
    reference: &'a [Row<Id>],
    holds_target: bool,
) -> impl Iterator<Item = (Id, Sides)> + use<'a> {
    let (mut target, mut reference) = (target.iter().peekable(), reference.iter().peekable());
    std::iter::from_fn(move || {
        let heads = [target.peek(), reference.peek()];
        let value = heads.into_iter().flatten().map(|row| row.value).min()?;
        let [own, mut other] = [&mut target, &mut reference].map(|rows| {
            let row = rows.next_if(|row| row.value == value);
            row.map_or(Occurrences::default(), |row| Occurrences {
                count: row.count,
                documents: row.documents,
            })
        });
        if holds_target {
            (other.count, other.documents) = (other.count - own.count, other.documents - own.documents);
        }
        Some((value, Sides { target: own, reference: other }))
    })
}

/// A hash of a few numbers: no table is chosen by anybody.
#[derive(Default)]
struct Folding(u64);

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    #[allow(clippy::cast_possible_truncation)] // the halves of a product
    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn rows(counts: &BTreeMap<Id, (u64, u64)>) -> Vec<Row<Id>> {
        let row = |(&value, &(count, documents))| Row { group: 0, value, count, documents };
        counts.iter().map(row).collect()
    }

    fn counts() -> impl Strategy<Value = BTreeMap<Id, (u64, u64)>> {
        prop::collection::btree_map(0..12_u32, (1..4_u64, 1..3_u64), 0..9)
    }

    proptest! {
        #[test]
        fn values_come_by_rank_and_then_in_order(
            sides in prop::collection::vec((counts(), counts()), 1..4),
            ranks in prop::collection::vec(prop::option::of(0..4_u32), 40),
        ) {
            let mut found = Contrasts::default();
            let mut expected = Vec::new();
            for (number, (target, reference)) in (0..).zip(&sides) {
                found.add(number, Sides::default(), both(&rows(target), &rows(reference), false));
                let mut pool = reference.clone();
                for (&value, own) in target {
                    let sum = pool.entry(value).or_default();
                    *sum = (sum.0 + own.0, sum.1 + own.1);
                }
                let rest: Vec<_> = both(&rows(target), &rows(&pool), true).collect();
                prop_assert_eq!(&rest, &both(&rows(target), &rows(reference), false).collect::<Vec<_>>());
                expected.extend(rest.into_iter().map(|(value, sides)| (number, value, sides)));
            }
            let listed: Vec<_> = (0..).zip(&found.tables).collect();
            prop_assert!(listed.iter().all(|one| listed.iter().filter(|two| two.1 == one.1).count() == 1));
            let rank = |&(number, _): &(Id, _)| ranks[number as usize % ranks.len()];
            let mut listed: Vec<_> = listed.iter().filter_map(|one| Some((rank(one)?, one.0, *one.1))).collect();
            listed.sort_by_key(|&(rank, number, _)| (rank, number));
            let place = |table| listed.iter().position(|&(.., known)| known == table);
            let mut expected: Vec<_> = expected
                .into_iter()
                .filter_map(|(number, value, sides)| Some((place((number, sides))?, number, value)))
                .map(|(place, number, value)| (listed[place].0, number, value, Id::try_from(place).unwrap_or(Id::MAX)))
                .collect();
            expected.sort_by_key(|&(rank, number, value, _)| (rank, number, value));
            let (numbers, ranks): (Vec<_>, Vec<_>) = listed.iter().map(|&(rank, number, _)| (number, rank)).unzip();
            let (values, places) = found.values(&numbers, &ranks).unwrap_or_default();
            let made: Vec<_> = values.into_iter().zip(places).collect();
            prop_assert_eq!(made, expected.into_iter().map(|(_, _, value, place)| (value, place)).collect::<Vec<_>>());
        }
    }
}
