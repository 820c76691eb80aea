//! From counted n-grams to columns.

use std::cmp::Reverse;
use std::mem::take;

use super::count::{Counted, List, Row};
use crate::error::Result;
use crate::parallel::{self, Control};
use crate::pieces;
use crate::vocabulary::Id;

/// n-grams as columns, part by part.
#[derive(Debug, Default)]
pub struct NgramTable {
    /// The rows.
    pub parts: Vec<NgramColumns>,
    /// For each list of words the buffers that the views of all parts look into.
    pub buffers: Vec<Vec<Vec<u8>>>,
    /// How many rows each length has, from the shortest.
    pub len_by_length: Vec<usize>,
}

/// Some rows as parallel columns.
#[derive(Debug, Default)]
pub struct NgramColumns {
    /// For each list of words the texts, as string views.
    pub views: Vec<Vec<u128>>,
    /// How many tokens the n-gram has.
    pub length: Vec<u32>,
    /// How often it occurs in the group.
    pub count: Vec<i64>,
    /// In how many documents of the group; 0 if they were not counted.
    pub documents: Vec<i64>,
    /// The group.
    pub group: Vec<Id>,
    /// How many n-grams of this length the group has, cut-offs aside.
    pub group_total: Vec<i64>,
}

/// What becomes a part.
enum Job<'a, const K: usize> {
    Often(Vec<(u32, &'a [Row<K>])>),
    Once(u32, [Vec<u128>; K]),
}

/// How tables are made.
pub(super) struct Maker<'a> {
    pub(super) shortest: usize,
    /// Whether rows are asked for their document counts and their groups.
    pub(super) documents: bool,
    pub(super) groups: bool,
    /// How many n-grams there are, by length from the shortest, then by group.
    pub(super) totals: &'a [Vec<u64>],
    pub(super) n_threads: usize,
    pub(super) control: &'a Control,
}

impl Maker<'_> {
    /// Puts ranges together, by group, length and falling count.
    pub(super) fn by_count<const K: usize>(&self, counted: Vec<Counted<K>>) -> Result<NgramTable> {
        let (mut lists, buffers) = by_length(counted);
        let rows = |list: &List<K>| list.often.len() + list.once[0].len();
        let len_by_length = lists.iter().map(|lists| lists.iter().map(rows).sum()).collect();
        let key = |row: &Row<K>| (row.group, Reverse(row.count));
        let (mut often, mut jobs) = (Vec::new(), Vec::new());
        for (lists, length) in lists.iter_mut().zip(self.length(0)..) {
            // Rows come in the order of values.
            let once: Vec<_> = lists.iter_mut().map(|list| list.once.each_mut().map(take)).collect();
            let rows = lists.iter_mut().map(|list| list.often.as_mut_slice());
            let pieces = pieces::sorted(rows, key, self.n_threads, self.control)?;
            let stretches = pieces::merged(&pieces, key, self.control)?;
            if self.groups {
                often.push(stretches);
            } else {
                let stretches = stretches.into_iter().map(|rows| (length, rows));
                jobs.extend(parallel::chunks(stretches).into_iter().map(Job::Often));
                jobs.extend(once.into_iter().map(|once| Job::Once(length, once)));
            }
        }
        if self.groups {
            jobs = self.by_group(&often);
        }
        self.table(jobs, buffers, len_by_length)
    }

    /// Puts ranges together, by length and in the order of values.
    pub(super) fn by_value<const K: usize>(&self, counted: Vec<Counted<K>>) -> Result<NgramTable> {
        let (lists, buffers) = by_length(counted);
        let rows = |lists: &Vec<List<K>>| lists.iter().map(|list| list.often.len()).sum();
        let len_by_length = lists.iter().map(rows).collect();
        let pieces = lists
            .iter()
            .zip(self.length(0)..)
            .flat_map(|(lists, length)| lists.iter().map(move |list| (length, list.often.as_slice())));
        let jobs = parallel::chunks(pieces).into_iter().map(Job::Often).collect();
        self.table(jobs, buffers, len_by_length)
    }

    /// The rows of each group, length by length.
    fn by_group<'a, const K: usize>(&self, lists: &[Vec<&'a [Row<K>]>]) -> Vec<Job<'a, K>> {
        let mut rests: Vec<&[&[Row<K>]]> = lists.iter().map(Vec::as_slice).collect();
        let mut pieces = Vec::new();
        while let Some(group) = rests.iter().filter_map(|rest| rest.first()).map(|rows| rows[0].group).min() {
            for (rest, length) in rests.iter_mut().zip(self.length(0)..) {
                let of_group = rest.partition_point(|rows| rows[0].group == group);
                pieces.extend(rest[..of_group].iter().map(|&rows| (length, rows)));
                *rest = &rest[of_group..];
            }
        }
        parallel::chunks(pieces).into_iter().map(Job::Often).collect()
    }

    /// A length by its place; no n-gram is longer than such a number says.
    fn length(&self, place: usize) -> u32 {
        u32::try_from(self.shortest + place).unwrap_or(u32::MAX)
    }

    fn table<const K: usize>(
        &self,
        jobs: Vec<Job<'_, K>>,
        buffers: Vec<Vec<Vec<u8>>>,
        len_by_length: Vec<usize>,
    ) -> Result<NgramTable> {
        let work = |(): &mut (), job: Job<'_, K>| {
            self.control.check()?;
            Ok(self.columns(job))
        };
        let (_, parts) = parallel::run(jobs, self.n_threads, self.control, || (), work)?;
        Ok(NgramTable { parts: parts.into_iter().map(|part| part.result).collect(), buffers, len_by_length })
    }

    fn columns<const K: usize>(&self, job: Job<'_, K>) -> NgramColumns {
        let mut columns = NgramColumns::default();
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let total =
            |length: u32, group: Id| signed(self.totals[length as usize - self.shortest][group as usize]);
        match job {
            Job::Once(length, views) => {
                let n = views[0].len();
                columns.views = views.into();
                columns.length = vec![length; n];
                columns.count = vec![1; n];
                columns.group_total = vec![total(length, 0); n];
            }
            Job::Often(pieces) => {
                let rows = || pieces.iter().flat_map(|&(_, rows)| rows);
                columns.views = (0..K).map(|list| rows().map(|row| row.views[list]).collect()).collect();
                columns.count = rows().map(|row| signed(row.count)).collect();
                columns.length = Vec::with_capacity(columns.count.len());
                columns.group_total = Vec::with_capacity(columns.count.len());
                for &(length, rows) in &pieces {
                    columns.length.resize(columns.length.len() + rows.len(), length);
                    columns.group_total.extend(rows.iter().map(|row| total(length, row.group)));
                }
                if self.documents {
                    columns.documents = rows().map(|row| i64::from(row.documents)).collect();
                }
                if self.groups {
                    columns.group = rows().map(|row| row.group).collect();
                }
            }
        }
        columns
    }
}

/// The lists of each length, range by range, and the texts of all.
fn by_length<const K: usize>(counted: Vec<Counted<K>>) -> (Vec<Vec<List<K>>>, Vec<Vec<Vec<u8>>>) {
    let mut lists: Vec<Vec<List<K>>> = Vec::new();
    let mut texts: Vec<Vec<(u32, Vec<u8>)>> = vec![Vec::new(); K];
    for range in counted {
        lists.resize_with(range.lists.len(), Vec::new);
        for (lists, list) in lists.iter_mut().zip(range.lists) {
            lists.push(list);
        }
        for (texts, more) in texts.iter_mut().zip(range.texts) {
            texts.extend(more);
        }
    }
    let buffers = |texts: Vec<(u32, Vec<u8>)>| {
        let n = texts.iter().map(|&(number, _)| number as usize + 1).max().unwrap_or_default();
        let mut buffers = vec![Vec::new(); n];
        for (number, text) in texts {
            buffers[number as usize] = text;
        }
        buffers
    };
    (lists, texts.into_iter().map(buffers).collect())
}
