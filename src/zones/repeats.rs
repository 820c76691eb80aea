//! In how many documents of a group a line stands.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lines::{Folder, Unit, number, units};
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::vocabulary::Id;

/// A line in so many documents of its group is a repeated one, if that is one of a hundred as well.
const LEAST_REPEATS: usize = 3;
const ONE_OF_REPEATED: usize = 100;

/// The lines of a document, with a number for what each says.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) units: Vec<Unit>,
    pub(super) numbers: Vec<u64>,
    /// A number for the two longest lines, by which versions of a text are known. One would not do: it may be a line that
    /// stands under every article of a source.
    version: u64,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let (units, mut folder) = (units(text), Folder::default());
        let mut numbers = Vec::with_capacity(units.len());
        for unit in &units {
            numbers.push(number(folder.fold(&text[unit.said.clone()])));
        }
        let longest = |but: Option<u64>| {
            let places = (0..units.len()).filter(|&place| but != Some(numbers[place]));
            places.max_by(|&one, &other| longer(text, &units[one], &units[other])).map(|place| numbers[place])
        };
        let first = longest(None);
        let second = first.and_then(|first| longest(Some(first)));
        let version = first.unwrap_or(0).rotate_left(32) ^ second.unwrap_or(0);
        Self { units, numbers, version }
    }
}

/// The order of lines by length; of two as long, by what they say.
fn longer(text: &str, one: &Unit, other: &Unit) -> Ordering {
    let said = [&text[one.said.clone()], &text[other.said.clone()]];
    let by_length = || {
        let [one, other] = said.map(super::lines::characters);
        one.cmp(&other)
    };
    let by_words = || {
        let [one, other] = said.map(|said| Folder::default().fold(said).to_vec());
        one.cmp(&other)
    };
    // A character has one byte to four.
    let (short, long) = (said[0].len().min(said[1].len()), said[0].len().max(said[1].len()));
    if long > 4 * short { said[0].len().cmp(&said[1].len()) } else { by_length().then_with(by_words) }
}

/// In how many documents each line stands, and in how many it would be a repeated one.
#[derive(Debug)]
pub(super) struct Repeats {
    /// Document by document, line by line.
    documents: Vec<Id>,
    bounds: Vec<usize>,
    least: Vec<usize>,
}

impl Repeats {
    /// Counts. Documents of a group with the same two longest lines are versions of one and count once: else an article
    /// that a source prints three times would be taken for lines that it prints under all its articles.
    pub(super) fn count(lines: &[Lines], groups: &[Id], control: &Control) -> Result<Self> {
        let mut versions: HashMap<Id, HashSet<u64>> = HashMap::new();
        let (mut places, mut bounds) = (Vec::new(), vec![0]);
        for (lines, &group) in lines.iter().zip(groups) {
            let version = lines.version;
            if !lines.numbers.is_empty() {
                versions.entry(group).or_default().insert(version);
            }
            places.extend(lines.numbers.iter().map(|&number| (group, number, version)));
            bounds.push(places.len());
        }
        let least = groups.iter().map(|group| versions.get(group).map_or(0, HashSet::len)).collect();
        control.check()?;
        let n_lines =
            Id::try_from(places.len()).map_err(|_| Error::TooMany { what: "lines", limit: 1 << 32 })?;
        let mut order: Vec<Id> = (0..n_lines).collect();
        order.sort_unstable_by_key(|&place| places[place as usize]);
        control.check()?;
        let mut documents = vec![0; order.len()];
        let line = |place: Id| (places[place as usize].0, places[place as usize].1);
        for same in order.chunk_by(|&one, &other| line(one) == line(other)) {
            let each = same.chunk_by(|&one, &other| places[one as usize].2 == places[other as usize].2);
            let number = Id::try_from(each.count()).unwrap_or(Id::MAX);
            for &place in same {
                documents[place as usize] = number;
            }
        }
        Ok(Self { documents, bounds, least })
    }

    /// In how many documents each line of one stands.
    pub(super) fn of(&self, document: usize) -> &[Id] {
        &self.documents[self.bounds[document]..self.bounds[document + 1]]
    }

    /// Whether a line of a document stands in so many documents that it is a repeated one.
    pub(super) fn are_many(&self, document: usize, documents: Id) -> bool {
        let documents = documents as usize;
        documents >= LEAST_REPEATS && documents * ONE_OF_REPEATED >= self.least[document]
    }
}

/// Reads the lines of all texts.
pub(super) fn read(
    texts: &[&str],
    batches: Vec<Range<usize>>,
    n_threads: usize,
    control: &Control,
) -> Result<Vec<Lines>> {
    let work = |(): &mut (), range: Range<usize>| {
        let read = |text: &&str| {
            control.check()?;
            control.advance(text.len());
            Ok(Lines::new(text))
        };
        texts[range].iter().map(read).collect::<Result<Vec<_>>>()
    };
    let (_, done) = parallel::run(batches, n_threads, control, || (), work)?;
    Ok(done.into_iter().flat_map(|done| done.result).collect())
}
