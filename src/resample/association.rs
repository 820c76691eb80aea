//! Tests by permutation whether a node draws a collocate in one group more than in another.

// Units and counts are far below 2⁵³; places in lanes are below `MOST_GROUPS` · `LANES`.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]

use std::ops::Range;

use super::Arrangements;
use super::odds::{Inside, Margins, Size, Statistics, Table, Total, compare};
use super::places::{Places, check_size, raise};
use crate::cooccurrence::{WindowCell, WindowSums, WindowUnit, WindowUnits};
use crate::error::Result;
use crate::parallel::{self, Control};
use crate::vocabulary::Id;

/// What a test says of every collocate, in the order of [`WindowUnits::values`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// How far its odds ratios differ, by the variance of units.
    pub heterogeneity: Vec<f64>,
    /// Woolf's statistic.
    pub woolf: Vec<f64>,
    /// That of Breslow and Day with Tarone's correction.
    pub breslow_day: Vec<f64>,
    /// How many arrangements have as much of each of the three.
    pub as_extreme: [Vec<u64>; 3],
    /// In how many arrangements the largest heterogeneity of all collocates is as large.
    pub exceeded: Vec<u64>,
    /// The share of all arrangements that put all units in which it stands in a window into one group, no larger than
    /// the one they are in; 0 if they are in several.
    pub one_sided: Vec<f64>,
    /// How many arrangements were looked at.
    pub n_arrangements: usize,
    /// Whether they are all there are.
    pub is_exact: bool,
    /// The least p that arrangements of the units with a window can give.
    pub floor: f64,
}

/// How many arrangements are looked at together: their sums stay in the nearest cache.
const LANES: usize = 128;
/// How many cells make a batch, so that it ends within a fraction of a second.
const BATCH: usize = 1 << 12;

/// Compares the odds ratios of collocates between the groups that have a window, and gives the labels of units out anew:
/// those that have a window change places with each other, and those that have none, so that every arrangement leaves
/// each group as many of either.
///
/// All arrangements are looked at if there are `most_exact` or fewer, else the observed one and `n_sampled` others. The
/// result is the same whatever the number of threads. Time is in proportion to cells × arrangements.
///
/// # Errors
///
/// More than 256 groups or 3 · 10⁹ tokens, and [`crate::Error::Interrupted`] when asked to stop.
pub fn compare_windows(
    windows: &WindowUnits,
    n_sampled: usize,
    most_exact: usize,
    seed: u64,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Compared> {
    let plan = Plan::new(windows, n_sampled, most_exact, seed)?;
    let n_arrangements = plan.arrangements.len();
    let mut found = plan.observe(control)?;
    found.floor = plan.floor();
    if plan.sizes.len() < 2 {
        return Ok(found);
    }
    (found.n_arrangements, found.is_exact) = (n_arrangements, plan.arrangements.is_exact());
    let work = windows.n_cells().saturating_mul(n_arrangements);
    let n_threads = parallel::threads(n_threads, work, 1 << 22);
    let mut maxima = Vec::with_capacity(n_arrangements);
    for first in (0..n_arrangements).step_by(LANES) {
        let lanes = Lanes::new(&plan, first..n_arrangements.min(first + LANES));
        maxima.extend(lanes.count(&mut found, n_threads, control)?);
    }
    maxima.sort_unstable_by(f64::total_cmp);
    let exceeded =
        |&of_value: &f64| maxima.len() - maxima.partition_point(|&one| !is_as_large(one, of_value));
    found.exceeded = found.heterogeneity.iter().map(|of_value| exceeded(of_value) as u64).collect();
    Ok(found)
}

/// Equal sums give equal numbers but for the order in which groups are added.
fn is_as_large(number: f64, observed: f64) -> bool {
    number >= observed - 1e-9 * observed - 1e-12
}

/// What stays the same under all arrangements.
struct Plan<'a> {
    windows: &'a WindowUnits,
    /// The units of the groups that have a window.
    units: Vec<WindowUnit>,
    /// For each unit its place among these.
    places: Vec<Option<usize>>,
    arrangements: Arrangements,
    /// The size of each of these groups.
    sizes: Vec<Size>,
}

impl<'a> Plan<'a> {
    fn new(windows: &'a WindowUnits, n_sampled: usize, most_exact: usize, seed: u64) -> Result<Self> {
        let all = windows.units();
        let mut groups: Vec<Id> = all.iter().filter(|unit| unit.window > 0).map(|unit| unit.group).collect();
        groups.sort_unstable();
        groups.dedup();
        check_size(all.iter().map(|unit| unit.tokens).sum(), groups.len())?;
        let (mut units, mut labels, mut places) = (Vec::new(), Vec::new(), Vec::with_capacity(all.len()));
        let mut sizes = vec![Size::default(); groups.len()];
        for unit in all {
            let label = groups.binary_search(&unit.group).ok();
            places.push(label.map(|_| units.len()));
            if let Some(label) = label {
                units.push(*unit);
                labels.push(label as Id);
                sizes[label].units += 1.0;
                sizes[label].with_window += f64::from(u8::from(unit.window > 0));
            }
        }
        let strata: Vec<Id> = units.iter().map(|unit| Id::from(unit.window > 0)).collect();
        let arrangements = Arrangements::new(&labels, &strata, n_sampled, most_exact, seed)?;
        Ok(Self { windows, units, places, arrangements, sizes })
    }

    /// One over the arrangements of the units with a window; groups of the same size can change names.
    fn floor(&self) -> f64 {
        let mut sizes: Vec<f64> = self.sizes.iter().map(|size| size.with_window).collect();
        sizes.sort_unstable_by(f64::total_cmp);
        let (mut share, mut n, mut alike, mut last) = (1.0, 0.0, 0.0, 0.0);
        for size in sizes {
            let mut placed = 0.0;
            while placed < size {
                (placed, n) = (placed + 1.0, n + 1.0);
                share *= placed / n;
            }
            alike = if (size - last) == 0.0 { alike + 1.0 } else { 1.0 };
            share *= alike;
            last = size;
        }
        share
    }

    /// The cells of a value in the units that are compared, with their places among these.
    fn cells(&self, value: usize) -> impl Iterator<Item = (usize, &WindowCell)> {
        let place = |cell: &'a WindowCell| Some((self.places[cell.unit as usize]?, cell));
        self.windows.cells(value).iter().filter_map(place)
    }

    /// The statistics under the labels as they are, with no arrangement counted yet.
    fn observe(&self, control: &Control) -> Result<Compared> {
        let lanes =
            Lanes::of_labels(self, 1, |_, labels| labels.copy_from_slice(self.arrangements.observed()));
        let n_values = self.windows.values().len();
        let mut scratch = lanes.scratch();
        let zeros = || vec![0; n_values];
        let as_extreme = [zeros(), zeros(), zeros()];
        let mut found = Compared { as_extreme, exceeded: zeros(), ..Compared::default() };
        for value in 0..n_values {
            control.check()?;
            scratch.evaluate(value);
            let [heterogeneity, woolf, breslow_day] = scratch.statistics[0];
            found.heterogeneity.push(heterogeneity);
            found.woolf.push(woolf);
            found.breslow_day.push(breslow_day);
            found.one_sided.push(self.one_sided(value));
        }
        Ok(found)
    }

    fn one_sided(&self, value: usize) -> f64 {
        let labels = self.arrangements.observed();
        let mut inside = self.cells(value).filter(|(_, cell)| cell.inside > 0).map(|(unit, _)| labels[unit]);
        let Some(group) = inside.next() else { return 0.0 };
        let mut n_units = 1.0;
        for other in inside {
            if other != group {
                return 0.0;
            }
            n_units += 1.0;
        }
        let all: f64 = self.sizes.iter().map(|size| size.with_window).sum();
        let own = self.sizes[group as usize].with_window;
        let groups = self.sizes.iter().map(|size| size.with_window).filter(|&size| size <= own);
        groups.map(|size| share_inside(n_units, size, all)).sum::<f64>().min(1.0)
    }
}

/// The share of arrangements that put so many units into a group of some size.
fn share_inside(n_units: f64, size: f64, all: f64) -> f64 {
    let (mut share, mut placed) = (1.0, 0.0);
    while placed < n_units && share > 0.0 {
        share *= (size - placed).max(0.0) / (all - placed);
        placed += 1.0;
    }
    share
}

/// Some arrangements side by side.
struct Lanes<'a> {
    plan: &'a Plan<'a>,
    places: Places,
    /// The margins of each group in each lane.
    margins: Vec<Margins>,
}

impl<'a> Lanes<'a> {
    fn new(plan: &'a Plan<'a>, arrangements: Range<usize>) -> Self {
        let first = arrangements.start;
        Self::of_labels(plan, arrangements.len(), |lane, labels| {
            plan.arrangements.write(first + lane, labels);
        })
    }

    fn of_labels(plan: &'a Plan<'a>, width: usize, write: impl Fn(usize, &mut [Id])) -> Self {
        let mut margins = vec![Margins::default(); plan.sizes.len() * width];
        let places = Places::new(&plan.arrangements, width, write, |unit, place| {
            margins[place].add(&plan.units[unit]);
        });
        Self { plan, places, margins }
    }

    fn scratch(&self) -> Scratch<'_> {
        let n_cells = self.plan.sizes.len() * self.places.width;
        Scratch {
            lanes: self,
            totals: vec![[0; 4]; n_cells],
            insides: vec![[0; 5]; n_cells],
            tables: Vec::with_capacity(self.plan.sizes.len()),
            statistics: vec![[0.0; 3]; self.places.width],
        }
    }

    /// Counts the lanes that are as extreme as what was observed; gives the largest heterogeneity in each.
    fn count(&self, found: &mut Compared, n_threads: usize, control: &Control) -> Result<Vec<f64>> {
        let observed =
            |value: usize| [found.heterogeneity[value], found.woolf[value], found.breslow_day[value]];
        let (workers, parts) = parallel::run(
            parallel::batches(self.plan.windows.sizes(), BATCH),
            n_threads,
            control,
            || (self.scratch(), vec![0.0; self.places.width]),
            |(scratch, maxima): &mut (Scratch<'_>, Vec<f64>), batch| {
                let mut of_batch = Vec::with_capacity(batch.len());
                for value in batch {
                    scratch.evaluate(value);
                    of_batch.push(as_extreme(&scratch.statistics, observed(value)));
                    raise(maxima, scratch.statistics.iter().map(|statistics| statistics[0]));
                }
                Ok(of_batch)
            },
        )?;
        for (value, counts) in parts.into_iter().flat_map(|part| part.result).enumerate() {
            for (all, count) in found.as_extreme.iter_mut().zip(counts) {
                all[value] += count;
            }
        }
        let mut maxima = vec![0.0; self.places.width];
        for (_, of_worker) in workers {
            raise(&mut maxima, of_worker);
        }
        Ok(maxima)
    }
}

fn as_extreme(lanes: &[Statistics], observed: Statistics) -> [u64; 3] {
    [0, 1, 2].map(|which: usize| {
        lanes.iter().filter(|statistics| is_as_large(statistics[which], observed[which])).count() as u64
    })
}

impl Margins {
    fn add(&mut self, unit: &WindowUnit) {
        let &WindowUnit { window, tokens, .. } = unit;
        self.window += window;
        self.tokens += tokens;
        self.window_window += window * window;
        self.window_tokens += window * tokens;
        self.tokens_tokens += tokens * tokens;
    }
}

/// The sums of one collocate in every lane, and what becomes of them. Lists of sums hold a cell for each group and lane,
/// group by group.
struct Scratch<'a> {
    lanes: &'a Lanes<'a>,
    totals: Vec<Total>,
    insides: Vec<Inside>,
    tables: Vec<Table>,
    statistics: Vec<Statistics>,
}

impl Scratch<'_> {
    fn evaluate(&mut self, value: usize) {
        let lanes = self.lanes;
        let (total, inside) = self.add_up(value);
        let Places { base, width, .. } = lanes.places;
        for lane in 0..width {
            let (mut total, mut inside) = (total, inside);
            for group in (0..lanes.plan.sizes.len()).filter(|&group| group != base) {
                let cell = group * width + lane;
                total.iter_mut().zip(self.totals[cell]).for_each(|(rest, own)| *rest -= own);
                inside.iter_mut().zip(self.insides[cell]).for_each(|(rest, own)| *rest -= own);
            }
            (self.totals[base * width + lane], self.insides[base * width + lane]) = (total, inside);
            self.tables.clear();
            self.tables.extend(lanes.plan.sizes.iter().enumerate().map(|(group, &size)| {
                let cell = group * width + lane;
                Table::new(lanes.margins[cell], size, self.totals[cell], self.insides[cell])
            }));
            self.statistics[lane] = compare(&self.tables);
        }
    }

    /// Sums up in the groups that are not the largest; gives the sums over all groups.
    fn add_up(&mut self, value: usize) -> (Total, Inside) {
        let (lanes, plan) = (self.lanes, self.lanes.plan);
        self.totals.fill([0; 4]);
        self.insides.fill([0; 5]);
        let mut all = WindowSums::default();
        for (unit, cell) in plan.cells(value) {
            let places = lanes.places.of(unit);
            let (total, inside) = plan.units[unit].products(cell);
            add(&mut self.totals, places, total);
            if cell.inside > 0 {
                add(&mut self.insides, places, inside);
            }
            all.add(&plan.units[unit], cell);
        }
        (all.total, all.inside)
    }
}

fn add<const N: usize>(sums: &mut [[u64; N]], places: &[u16], addends: [u64; N]) {
    for &place in places {
        sums[usize::from(place)].iter_mut().zip(addends).for_each(|(sum, addend)| *sum += addend);
    }
}
