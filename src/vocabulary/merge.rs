//! Many interners as one list.

use super::{Id, Interner, Key, Label, new_id};
use crate::error::Result;
use crate::parallel::{self, Control};
use crate::strings::{Arena, Strings};

/// How many terms are merged between two looks at whether to stop.
const CHECK_INTERVAL: Id = 1 << 16;
/// Into how many ranges terms are cut for each list that is merged, as ranges differ in length.
const RANGES_OF_LIST: usize = 4;

/// Several interners as one list in byte order, and for each of them the new number of every old one.
pub(crate) struct Merged {
    pub(crate) words: Strings,
    pub(crate) labels: Vec<Label>,
    pub(crate) counts: Vec<u64>,
    pub(crate) new_ids: Vec<Vec<Id>>,
}

/// Sorts the terms of each interner and merges them.
pub(crate) fn merge(interners: &[Interner], n_threads: usize, control: &Control) -> Result<Merged> {
    let sort = |(): &mut (), part: usize| Ok((interners[part].sorted(control)?, interners[part].counts()));
    let (_, sorted) = parallel::run((0..interners.len()).collect(), n_threads, control, || (), sort)?;
    let (lists, counts): (Vec<_>, Vec<_>) = sorted.into_iter().map(|part| part.result).unzip();
    merge_lists(&lists, |list, id| counts[list][id], n_threads, control)
}

/// Cuts sorted lists at the same terms, and merges them range by range. What is equal gets one number.
pub(crate) fn merge_lists(
    lists: &[Vec<Key<'_>>],
    count: impl Fn(usize, usize) -> u64 + Sync,
    n_threads: usize,
    control: &Control,
) -> Result<Merged> {
    let ranges = cut(lists, RANGES_OF_LIST * lists.len());
    let merge = |(): &mut (), range| MergedRange::new(range, &count, control);
    let (_, ranges) = parallel::run(ranges, n_threads, control, || (), merge)?;
    let ranges: Vec<MergedRange> = ranges.into_iter().map(|range| range.result).collect();
    let number = |(): &mut (), list: usize| new_ids(&lists[list], list, &ranges, control);
    let (_, new_ids) = parallel::run((0..lists.len()).collect(), n_threads, control, || (), number)?;
    let (mut words, mut labels, mut counts) = (Arena::default(), Vec::new(), Vec::new());
    for range in &ranges {
        control.check()?;
        words.append(&range.words);
        labels.extend_from_slice(&range.labels);
        counts.extend_from_slice(&range.counts);
    }
    let new_ids = new_ids.into_iter().map(|ids| ids.result).collect();
    Ok(Merged { words: words.into(), labels, counts, new_ids })
}

/// The numbers of a list's terms, by their old ones.
fn new_ids(keys: &[Key<'_>], list: usize, ranges: &[MergedRange], control: &Control) -> Result<Vec<Id>> {
    let (mut ids, mut keys, mut first) = (vec![0; keys.len()], keys.iter(), 0);
    for range in ranges {
        control.check()?;
        for (&number, key) in range.numbers[list].iter().zip(&mut keys) {
            ids[key.id] = new_id(first + number as usize)?;
        }
        first += range.labels.len();
    }
    Ok(ids)
}

/// Cuts sorted lists into ranges of terms: of each list a stretch, so that no term is in two ranges.
fn cut<'a, 'k>(lists: &'a [Vec<Key<'k>>], n_ranges: usize) -> Vec<Vec<&'a [Key<'k>]>> {
    let longest = lists.iter().max_by_key(|list| list.len()).map(Vec::as_slice).unwrap_or_default();
    let mut rests: Vec<_> = lists.iter().map(Vec::as_slice).collect();
    let mut ranges = Vec::with_capacity(n_ranges);
    for border in (1..n_ranges).filter_map(|range| longest.get(range * longest.len() / n_ranges)) {
        let stretch = |rest: &mut &'a [Key<'k>]| {
            let (now, later) = rest.split_at(rest.partition_point(|key| key.cmp_term(border).is_lt()));
            *rest = later;
            now
        };
        ranges.push(rests.iter_mut().map(stretch).collect());
    }
    ranges.push(rests);
    ranges
}

/// What one range of several lists becomes.
#[derive(Default)]
struct MergedRange {
    words: Arena,
    labels: Vec<Label>,
    counts: Vec<u64>,
    /// For each list the numbers of its terms, the first of the range having 0.
    numbers: Vec<Vec<Id>>,
}

impl MergedRange {
    fn new(
        mut lists: Vec<&[Key<'_>]>,
        count_of: impl Fn(usize, usize) -> u64,
        control: &Control,
    ) -> Result<Self> {
        let numbers = lists.iter().map(|list| Vec::with_capacity(list.len())).collect();
        let mut range = Self { numbers, ..Self::default() };
        // There are about as many lists as threads: few enough to look at each in turn.
        while let Some(least) = lists.iter().filter_map(|list| list.first()).min() {
            let number = new_id(range.labels.len())?;
            if number % CHECK_INTERVAL == 0 {
                control.check()?;
            }
            let mut count = 0;
            for (index, (list, numbers)) in lists.iter_mut().zip(&mut range.numbers).enumerate() {
                while let Some((key, rest)) =
                    list.split_first().filter(|(key, _)| key.cmp_term(least).is_eq())
                {
                    numbers.push(number);
                    count += count_of(index, key.id);
                    *list = rest;
                }
            }
            range.words.push(least.word);
            range.labels.push(least.label);
            range.counts.push(count);
        }
        Ok(range)
    }
}
