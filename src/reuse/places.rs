//! Where the same shingles stand.

use std::ops::Range;

use super::ReuseOptions;
use super::words::{Words, number};
use crate::attribute::Attribute;
use crate::error::Result;
use crate::parallel::{self, Control, batches};
use crate::radix;
use crate::strings::place;
use crate::vocabulary::Id;

/// How many buckets shingles are sorted in, by the upper bits of their hashes.
const BUCKETS: usize = 1 << BUCKET_BITS;
const BUCKET_BITS: u32 = 8;
/// How many words behind a ubiquitous shingle are looked at, to see which of its places go on alike.
const CONTEXT: usize = 16;
/// How many words on either side of a shingle are kept beside it.
const SIDE: usize = 4;
/// An odd factor with bits all over (that of Steele and Vigna's linear generators).
const FACTOR: u64 = 0xd134_2543_de82_ef95;

/// A shingle's hash, and where it begins.
type Print = (u64, Id);

/// A place of a shingle, and a byte of the hash of each of the four words on either side of it.
///
/// The nearest word of the left is the highest byte, that of the right the lowest. So that most places that are
/// not worth a look need none: what differs here differs there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) place: Id,
    context: u64,
}

impl Member {
    fn new(place: Id, words: &Words, hashes: &[u64], shingle: usize) -> Self {
        let at = place as usize;
        // Words of other documents are no harm: places are compared word by word in the end.
        let byte = |word: Option<usize>| {
            let value = word.and_then(|word| words.values().get(word));
            value.map_or(0, |&value| hashes[value as usize] & 0xff)
        };
        let right = (0..SIDE).map(|step| byte(Some(at + shingle + step)) << (8 * step));
        let left = (0..SIDE).map(|step| byte(at.checked_sub(step + 1)) << (8 * (7 - step)));
        Self { place, context: left.chain(right).fold(0, |sum, byte| sum | byte) }
    }

    /// Whether at least `more` words on both sides together may be the same, if the shingle is.
    pub(super) fn may_share(self, other: Self, more: usize) -> bool {
        let differs = self.context ^ other.context;
        let right = (differs.trailing_zeros() / 8).min(4) as usize;
        let left = (differs.leading_zeros() / 8).min(4) as usize;
        left + right >= more || left == SIDE || right == SIDE
    }
}

/// Places of chosen shingles that occur more than once.
///
/// Of any `min_run - shingle + 1` shingles in a row the one with the least hash is chosen, the last of equal ones: so runs
/// of `min_run` equal words have a chosen shingle at the same distance from their beginning.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The places of one group behind those of the other, each in order.
    members: Vec<Member>,
    /// Where each group begins, and the end of the last.
    starts: Vec<usize>,
    /// Each place (the upper half) with its group, in order; a place can be in several.
    hits: Vec<u64>,
    /// Places of ubiquitous shingles, in order.
    pub(super) ubiquitous: Vec<Id>,
    pub(super) ubiquitous_shingles: u64,
}

impl Places {
    pub(super) fn new(
        words: &Words,
        attribute: &Attribute,
        options: &ReuseOptions<'_>,
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        let values = attribute.values();
        let hashes: Vec<u64> = (0..values.len()).map(|value| hash(values.bytes(value))).collect();
        let buckets = choose(words, &hashes, options, n_threads, control)?;
        let group = |(): &mut (), bucket| Ok(Groups::new(bucket, words, &hashes, options));
        let (_, done) = parallel::run(buckets, n_threads, control, || (), group)?;
        let mut places = Self { starts: vec![0], ..Self::default() };
        for groups in done.into_iter().map(|done| done.result) {
            places.add(&groups);
        }
        control.check()?;
        radix::sort(&mut places.hits, u64::BITS, &mut Vec::new(), control)?;
        places.ubiquitous.sort_unstable();
        Ok(places)
    }

    fn add(&mut self, groups: &Groups) {
        let mut members = groups.members.iter();
        for &size in &groups.sizes {
            let group = number(self.starts.len() - 1);
            for &member in members.by_ref().take(size) {
                self.members.push(member);
                self.hits.push(u64::from(member.place) << Id::BITS | u64::from(group));
            }
            self.starts.push(self.members.len());
        }
        self.ubiquitous.extend(&groups.ubiquitous);
        self.ubiquitous_shingles += groups.ubiquitous_shingles;
    }

    /// The places in a range of words, each with all places of the same shingle that are to be compared, in order.
    pub(super) fn hits(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &[Member])> {
        let first = self.hits.partition_point(|&hit| place_of(hit) < range.start);
        let end = range.end;
        self.hits[first..].iter().take_while(move |&&hit| place_of(hit) < end).map(|&hit| {
            let group = place(hit & u64::from(Id::MAX));
            (place_of(hit), &self.members[self.starts[group]..self.starts[group + 1]])
        })
    }

    pub(super) fn has_ubiquitous(&self, range: &Range<usize>) -> bool {
        self.n_ubiquitous(range) > 0
    }

    pub(super) fn ubiquitous_of_document(&self, words: &Words) -> Vec<u64> {
        (0..words.n_documents()).map(|document| self.n_ubiquitous(&words.document(document)) as u64).collect()
    }

    fn n_ubiquitous(&self, range: &Range<usize>) -> usize {
        let before = |end| self.ubiquitous.partition_point(|&place| (place as usize) < end);
        before(range.end) - before(range.start)
    }
}

/// The groups of one bucket.
#[derive(Default)]
struct Groups {
    members: Vec<Member>,
    sizes: Vec<usize>,
    ubiquitous: Vec<Id>,
    ubiquitous_shingles: u64,
}

impl Groups {
    fn new(mut bucket: Vec<Print>, words: &Words, hashes: &[u64], options: &ReuseOptions<'_>) -> Self {
        bucket.sort_unstable();
        let mut groups = Self::default();
        let member = |&(_, place): &Print| Member::new(place, words, hashes, options.shingle);
        for group in bucket.chunk_by(|left, right| left.0 == right.0).filter(|group| group.len() > 1) {
            if group.len() <= options.most_places {
                groups.members.extend(group.iter().map(member));
                groups.sizes.push(group.len());
            } else {
                groups.ubiquitous.extend(group.iter().map(|&(_, place)| place));
                groups.ubiquitous_shingles += 1;
                groups.link(group, words, hashes, member);
            }
        }
        groups
    }

    /// Puts the places of a ubiquitous shingle into groups of two, by what stands behind.
    fn link(&mut self, group: &[Print], words: &Words, hashes: &[u64], member: impl Fn(&Print) -> Member) {
        let context = |&(_, place): &Print| {
            let place = place as usize;
            let end = words.document(words.document_of(place)).end.min(place + CONTEXT);
            let values = &words.values()[place..end];
            values.iter().fold(0, |sum: u64, &value| {
                (sum ^ hashes[value as usize]).wrapping_mul(FACTOR).rotate_left(23)
            })
        };
        let mut order: Vec<Print> = group.iter().map(|print| (context(print), print.1)).collect();
        order.sort_unstable();
        for pair in order.windows(2) {
            let (one, other) = (&pair[0], &pair[1]);
            let (one, other) = if one.1 < other.1 { (one, other) } else { (other, one) };
            self.members.extend([member(one), member(other)]);
            self.sizes.push(2);
        }
    }
}

/// The place of a hit.
fn place_of(hit: u64) -> usize {
    place(hit >> Id::BITS)
}

/// Chooses shingles, and puts them into buckets.
fn choose(
    words: &Words,
    hashes: &[u64],
    options: &ReuseOptions<'_>,
    n_threads: usize,
    control: &Control,
) -> Result<Vec<Vec<Print>>> {
    let all = batches(words.lengths(), super::BATCH_WORDS);
    let work = |window: &mut Window, documents: Range<usize>| {
        let mut chosen = Vec::new();
        for document in documents {
            control.check()?;
            let range = words.document(document);
            control.advance(range.len());
            winnow(&words.values()[range.clone()], hashes, options, window, |hash, place| {
                chosen.push((hash, number(range.start + place)));
            });
        }
        Ok(chosen)
    };
    let (_, done) = parallel::run(all, n_threads, control, Window::default, work)?;
    let mut buckets = vec![Vec::new(); BUCKETS];
    for print in done.into_iter().flat_map(|done| done.result) {
        let bucket = usize::try_from(print.0 >> (u64::BITS - BUCKET_BITS)).unwrap_or_default();
        buckets[bucket].push(print);
    }
    Ok(buckets)
}

/// Shingles that may yet be the least: hashes go up from the front, places too.
type Window = std::collections::VecDeque<(u64, usize)>;

/// Calls `found` for the shingles that are chosen, in order. Of a text too short for a window there is one.
fn winnow(
    values: &[Id],
    hashes: &[u64],
    options: &ReuseOptions<'_>,
    least: &mut Window,
    mut found: impl FnMut(u64, usize),
) {
    let (shingle, size) = (options.shingle, options.min_run - options.shingle + 1);
    if values.len() < options.min_run {
        return;
    }
    least.clear();
    // What a word adds to the hash of a shingle that it leaves.
    let leaving = (1..shingle).fold(1, |power: u64, _| power.wrapping_mul(FACTOR));
    let (mut rolling, mut previous) = (0u64, usize::MAX);
    for (end, &value) in values.iter().enumerate() {
        if let Some(&value) = end.checked_sub(shingle).and_then(|start| values.get(start)) {
            rolling = rolling.wrapping_sub(hashes[value as usize].wrapping_mul(leaving));
        }
        rolling = rolling.wrapping_mul(FACTOR).wrapping_add(hashes[value as usize]);
        let Some(start) = (end + 1).checked_sub(shingle) else { continue };
        let hash = mix(rolling);
        while least.back().is_some_and(|&(other, _)| other >= hash) {
            least.pop_back();
        }
        least.push_back((hash, start));
        if least.front().is_some_and(|&(_, place)| place + size <= start) {
            least.pop_front();
        }
        if let Some(&(hash, place)) =
            least.front().filter(|&&(_, place)| place != previous && start + 1 >= size)
        {
            previous = place;
            found(hash, place);
        }
    }
}

/// A hash of a word's bytes, whatever else is in the vocabulary.
fn hash(bytes: &[u8]) -> u64 {
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum: u64, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }))
}

/// Spreads every bit of a number over all (the finalizer of `SplitMix64`).
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
