//! Lexical diversity: what the measures of a group are made of, for the whole and with parts left out.
//!
//! Windows, segments and moving factors stay within documents, and so does what is added up from them. What runs
//! through a whole group (factors of joined documents, growth) takes its documents in a given order.

mod draw;
mod factors;
mod fit;
mod growth;
mod moving;
mod spectrum;
mod texts;
mod windows;

pub use self::draw::Draws;
pub use self::factors::{Factors, Pass, Rest, Rule};
pub use self::moving::Moving;
pub use self::spectrum::Spectrum;
pub use self::windows::Spread;

use std::ops::Range;

use self::factors::Direction;
use self::growth::Growth;
use self::spectrum::Occurrences;
use self::texts::Texts;
use self::windows::Sums;
use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency::{PARALLEL_TOKENS, lookup};
use crate::parallel::{self, Control};
use crate::select::Selection;
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// So many batches a thread, so that none waits long for the last.
const BATCHES: usize = 8;

/// What is counted; `None` and `false` leave it out.
#[derive(Clone, Debug)]
pub struct DiversityOptions<'a> {
    /// The kinds of tokens that count.
    pub kinds: &'a [Kind],
    /// The size of the windows that move by one token.
    pub window: Option<usize>,
    /// The size of the segments that follow each other.
    pub segment: Option<usize>,
    /// Factors, and whether they run through the joined documents of a group.
    pub factors: Option<(Factors, bool)>,
    /// Factors that begin at every token.
    pub moving: Option<Rule>,
    /// How many tokens are drawn for the expected number of types.
    pub sample: Option<usize>,
    /// The least and greatest number of tokens drawn to fit D.
    pub curve: Option<(usize, usize)>,
    /// Draw them, where the expected curve is not enough.
    pub draws: Option<Draws>,
    /// Fit the exponent of ranks.
    pub ranks: bool,
    /// Fit the exponent of growth.
    pub growth: bool,
    /// Into how many parts each group is cut, each of which is left out in turn; 0 for none.
    pub parts: usize,
    /// A group of fewer documents is not cut.
    pub least_documents: usize,
    /// How many threads to use; `None` chooses.
    pub n_threads: Option<usize>,
}

/// What was counted of a group, or of all but one part of it.
#[derive(Clone, Debug, Default)]
pub struct Diversity {
    /// The group.
    pub group: Id,
    /// Which part is left out.
    pub left_out: Option<Id>,
    /// How many documents have tokens that count.
    pub documents: u64,
    /// What follows from how often each value occurs.
    pub spectrum: Spectrum,
    /// Windows, segments and moving factors.
    pub spread: Spread,
    /// Factors, read forward and backward.
    pub passes: [Pass; 2],
    /// The exponent of growth.
    pub growth: Option<f64>,
}

/// Counts by group, then by part left out, the whole first.
///
/// `order` are all documents that may be selected, in the order in which those of a group follow each other. Time is in
/// proportion to the tokens, and with parts left out also to the parts times the distinct counts of a group; memory is
/// four bytes a token and some for each value and thread.
///
/// # Errors
///
/// A document that does not exist, and [`crate::Error::Interrupted`] when asked to stop.
pub fn diversity(
    table: &TokenTable,
    order: &[Id],
    selection: &Selection,
    attribute: &Attribute,
    options: &DiversityOptions<'_>,
    control: &Control,
) -> Result<Vec<Diversity>> {
    let lookup = lookup(table, attribute, options.kinds);
    let texts = Texts::new(table, order, selection, &lookup, options, control)?;
    let n_tokens = texts.values.len();
    let n_threads = parallel::threads(options.n_threads, n_tokens, PARALLEL_TOKENS);
    let (_, found) = parallel::run(
        tasks(&texts, options, n_threads),
        n_threads,
        control,
        || Worker::new(attribute.values().len(), options),
        |worker, task| worker.work(&texts, task, control),
    )?;
    Ok(put_together(&texts, found.into_iter().map(|found| found.result)))
}

/// What one worker does at a time: some documents, or some groups.
enum Task {
    Windows(Range<usize>),
    Factors(Range<usize>, Direction),
    Spectra(Range<usize>),
}

/// What comes of it.
enum Found {
    Windows(Vec<Sums>),
    Factors(Direction, Vec<Vec<Pass>>),
    Spectra(Vec<Vec<(Spectrum, Growth)>>),
}

fn tasks(texts: &Texts, options: &DiversityOptions<'_>, n_threads: usize) -> Vec<Task> {
    let target = texts.values.len().div_ceil(n_threads.saturating_mul(BATCHES).max(1)).max(1);
    let of_groups =
        || parallel::batches((0..texts.groups.len()).map(|group| texts.tokens(group).len()), target);
    let of_documents = parallel::batches(texts.documents.iter().map(Range::len), target);
    let mut tasks: Vec<_> = of_groups().into_iter().map(Task::Spectra).collect();
    if options.factors.is_some_and(|(_, joined)| joined) {
        for direction in [Direction::Forward, Direction::Backward] {
            tasks.extend(of_groups().into_iter().map(|groups| Task::Factors(groups, direction)));
        }
    }
    if Sums::are_asked(options) {
        tasks.extend(of_documents.into_iter().map(Task::Windows));
    }
    tasks
}

struct Worker<'a> {
    windows: windows::Counter<'a>,
    factors: Option<factors::Counter>,
    spectra: spectrum::Counter<'a>,
}

impl<'a> Worker<'a> {
    fn new(n_values: usize, options: &'a DiversityOptions<'a>) -> Self {
        let joined = options.factors.filter(|&(_, joined)| joined);
        Self {
            windows: windows::Counter::new(n_values, options),
            factors: joined.map(|(factors, _)| factors::Counter::new(n_values, factors)),
            spectra: spectrum::Counter::new(n_values, options),
        }
    }

    fn work(&mut self, texts: &Texts, task: Task, control: &Control) -> Result<Found> {
        Ok(match task {
            Task::Windows(documents) => {
                let documents = texts.documents[documents].iter().cloned();
                let sums = documents.map(|tokens| self.windows.count(&texts.values[tokens], control));
                Found::Windows(sums.collect::<Result<_>>()?)
            }
            Task::Factors(groups, direction) => {
                let factors = self.factors.iter_mut().flat_map(|counter| {
                    groups.clone().map(|group| {
                        let (tokens, parts) = texts.group(group);
                        counter.count_with_parts(tokens, &parts, direction, control)
                    })
                });
                Found::Factors(direction, factors.collect::<Result<_>>()?)
            }
            Task::Spectra(groups) => {
                let spectra = groups.map(|group| {
                    let (tokens, parts) = texts.group(group);
                    self.spectra.count_with_parts(&Occurrences { tokens, parts: &parts }, control)
                });
                Found::Spectra(spectra.collect::<Result<_>>()?)
            }
        })
    }
}

fn put_together(texts: &Texts, found: impl Iterator<Item = Found>) -> Vec<Diversity> {
    let (mut sums, mut passes, mut spectra) = (Vec::new(), [Vec::new(), Vec::new()], Vec::new());
    for found in found {
        match found {
            Found::Windows(of_documents) => sums.extend(of_documents),
            Found::Factors(direction, of_groups) => passes[direction as usize].extend(of_groups),
            Found::Spectra(of_groups) => spectra.extend(of_groups),
        }
    }
    let mut rows = Vec::with_capacity(spectra.iter().map(Vec::len).sum());
    for (group, of_group) in spectra.into_iter().enumerate() {
        let of_windows = texts.add_up(group, &sums);
        for (place, (spectrum, growth)) in of_group.into_iter().enumerate() {
            let sums = of_windows.get(place).copied().unwrap_or_default();
            let pass = |direction: Direction| {
                passes[direction as usize].get(group).and_then(|passes| passes.get(place)).copied()
            };
            rows.push(Diversity {
                group: number(group),
                left_out: place.checked_sub(1).map(number),
                documents: texts.n_documents(group, place) as u64,
                spectrum,
                spread: sums.spread,
                passes: [Direction::Forward, Direction::Backward]
                    .map(|direction| pass(direction).unwrap_or(sums.passes[direction as usize])),
                growth,
            });
        }
    }
    rows
}

/// Groups and parts are numbered by an [`Id`] wherever they come from.
fn number(place: usize) -> Id {
    Id::try_from(place).unwrap_or(Id::MAX)
}
