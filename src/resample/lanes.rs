//! Arrangements side by side: the sums of one value under many of them at once.

// Counts are far below 2⁵³, tokens below `MOST_TOKENS`, groups below `MOST_GROUPS`.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_possible_wrap)]

use std::ops::Range;

use super::Arrangements;
use super::permutation::Against;
use super::places::Places;
use crate::postings::{Column, Postings};
use crate::vocabulary::Id;

/// What stays the same under all arrangements.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) postings: &'a Postings,
    pub(super) arrangements: &'a Arrangements,
    pub(super) rest: Against,
    pub(super) n_groups: usize,
    /// The stratum of each unit, numbered from 0.
    stratum: Vec<usize>,
    /// The units of each stratum together.
    totals: Vec<Size>,
    /// How many units each group has in each stratum, stratum by stratum, and a stratum has in all.
    n_units: Vec<(Vec<u64>, u64)>,
}

/// Some units: their tokens, and the squares of their tokens.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    tokens: u64,
    squares: f64,
}

/// A value in some units: Σ y, Σ y (y - 1) and Σ y n.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    count: u64,
    pairs: u64,
    products: u64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        postings: &'a Postings,
        arrangements: &'a Arrangements,
        strata: &[Id],
        rest: Against,
    ) -> Self {
        let mut names = strata.to_vec();
        names.sort_unstable();
        names.dedup();
        let stratum: Vec<usize> =
            strata.iter().map(|name| names.partition_point(|known| known < name)).collect();
        let mut totals = vec![Size::default(); names.len()];
        for (&stratum, &tokens) in stratum.iter().zip(&postings.units().tokens) {
            totals[stratum].add(tokens);
        }
        let n_groups = arrangements.observed().iter().max().map_or(0, |&last| last as usize + 1);
        let mut n_units = vec![(vec![0; n_groups], 0); names.len()];
        for (&stratum, &label) in stratum.iter().zip(arrangements.observed()) {
            let (of_groups, of_all) = &mut n_units[stratum];
            of_groups[label as usize] += 1;
            *of_all += 1;
        }
        Self { postings, arrangements, rest, n_groups, stratum, totals, n_units }
    }

    /// For each group the share of all arrangements in which a value's units are all inside or all outside: the rarer
    /// of the two, or both where the sides have as many units in every stratum.
    pub(super) fn one_sided(&self, column: Column<'_>) -> Vec<f64> {
        let mut placed = vec![0; self.totals.len()];
        let (mut inside, mut outside) = (vec![1.0; self.n_groups], vec![1.0; self.n_groups]);
        for &unit in column.units {
            let stratum = self.stratum[unit as usize];
            let (of_groups, of_all) = &self.n_units[stratum];
            let (before, left) = (placed[stratum], (of_all - placed[stratum]) as f64);
            for (group, &size) in of_groups.iter().enumerate() {
                inside[group] *= size.saturating_sub(before) as f64 / left;
                outside[group] *= (of_all - size).saturating_sub(before) as f64 / left;
            }
            placed[stratum] += 1;
        }
        let is_even = |group: usize| self.n_units.iter().all(|(sizes, all)| 2 * sizes[group] == *all);
        let both = inside.into_iter().zip(outside).enumerate();
        both.map(
            |(group, (inside, outside))| if is_even(group) { inside + outside } else { inside.min(outside) },
        )
        .collect()
    }

    pub(super) fn n_strata(&self) -> usize {
        self.totals.len()
    }
}

impl Size {
    fn add(&mut self, tokens: u64) {
        self.tokens += tokens;
        self.squares += tokens as f64 * tokens as f64;
    }
}

/// Some arrangements.
#[derive(Debug)]
pub(super) struct Lanes<'a> {
    plan: &'a Plan<'a>,
    places: Places,
    /// The units of each group in each stratum: stratum by stratum, group by group, lane by lane.
    sizes: Vec<Size>,
    /// The share of tokens outside each group: group by group, lane by lane.
    shares: Vec<f64>,
}

impl<'a> Lanes<'a> {
    pub(super) fn of_arrangements(plan: &'a Plan<'a>, arrangements: Range<usize>) -> Self {
        let first = arrangements.start;
        let write = |lane, labels: &mut [Id]| plan.arrangements.write(first + lane, labels);
        Self::new(plan, arrangements.len(), write)
    }

    /// The one lane of what was observed.
    pub(super) fn observed(plan: &'a Plan<'a>) -> Self {
        Self::new(plan, 1, |_, labels| labels.copy_from_slice(plan.arrangements.observed()))
    }

    fn new(plan: &'a Plan<'a>, width: usize, write: impl Fn(usize, &mut [Id])) -> Self {
        let row = plan.n_groups * width;
        let mut sizes = vec![Size::default(); plan.totals.len() * row];
        let places = Places::new(plan.arrangements, width, write, |unit, place| {
            sizes[plan.stratum[unit] * row + place].add(plan.postings.units().tokens[unit]);
        });
        let n: f64 = plan.totals.iter().map(|size| size.tokens as f64).sum();
        let mut shares = vec![0.0; row];
        for sizes in sizes.chunks(row) {
            shares.iter_mut().zip(sizes).for_each(|(share, size)| *share += size.tokens as f64);
        }
        for share in &mut shares {
            *share = (n - *share) / n;
        }
        Self { plan, places, sizes, shares }
    }

    pub(super) fn plan(&self) -> &Plan<'a> {
        self.plan
    }

    pub(super) fn len(&self) -> usize {
        self.places.width
    }

    pub(super) fn scratch(&self) -> Scratch<'_> {
        let cells = || vec![0; self.plan.n_groups * self.len()];
        let numbers = || vec![0.0; self.plan.n_groups * self.len()];
        Scratch {
            lanes: self,
            counts: cells(),
            pairs: cells(),
            products: cells(),
            difference: numbers(),
            variance: numbers(),
            least_variance: numbers(),
            squared: numbers(),
            omnibus: vec![0.0; self.len()],
            cells: Vec::new(),
        }
    }
}

/// The sums of one value in every lane, and what becomes of them. Lists hold a cell for each group and lane, group by
/// group.
#[derive(Debug)]
pub(super) struct Scratch<'a> {
    lanes: &'a Lanes<'a>,
    counts: Vec<u64>,
    pairs: Vec<u64>,
    products: Vec<u64>,
    difference: Vec<f64>,
    variance: Vec<f64>,
    least_variance: Vec<f64>,
    squared: Vec<f64>,
    omnibus: Vec<f64>,
    cells: Vec<(usize, usize, u64)>,
}

/// In a packed sum, products of counts and tokens take so many of the low bits, and counts the rest.
const LOW_BITS: u32 = 40;
const LOW: u64 = (1 << LOW_BITS) - 1;

impl Scratch<'_> {
    /// The squared statistic of each group in each lane.
    pub(super) fn squared(&self) -> &[f64] {
        &self.squared
    }

    /// The sum over the groups, in each lane.
    pub(super) fn omnibus(&self) -> &[f64] {
        &self.omnibus
    }

    /// The difference of a group in the first lane, which has the sign of the statistic.
    pub(super) fn difference(&self, group: usize) -> f64 {
        self.difference[group * self.lanes.len()]
    }

    /// Finds the statistics of a value.
    pub(super) fn evaluate(&mut self, column: Column<'_>) {
        let plan = self.lanes.plan;
        for numbers in [&mut self.difference, &mut self.variance, &mut self.least_variance] {
            numbers.fill(0.0);
        }
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        cells.extend(column.cells().map(|(unit, count)| (plan.stratum[unit], unit, count)));
        if plan.totals.len() > 1 {
            cells.sort_unstable();
        }
        for cells in cells.chunk_by(|left, right| left.0 == right.0) {
            let total = self.add_up(cells);
            match plan.rest {
                Against::Pooled => self.set_against_all(cells[0].0, &total),
                Against::Mean => self.set_against_mean(&total),
            }
        }
        self.cells = cells;
        self.studentise();
    }

    /// Sums up the cells of one stratum in every lane.
    fn add_up(&mut self, cells: &[(usize, usize, u64)]) -> Sum {
        let (tokens, mut total) = (&self.lanes.plan.postings.units().tokens, Sum::default());
        for &(_, unit, count) in cells {
            total.count += count;
            total.pairs += count * (count - 1);
            total.products += count * tokens[unit];
        }
        let is_packed = total.products <= LOW && total.count < 1 << (u64::BITS - LOW_BITS);
        let all = |lanes: &mut [u64], addend: &dyn Fn(u64, u64) -> u64| {
            self.lanes.add(lanes, cells.iter().map(|&(_, unit, count)| (unit, addend(count, tokens[unit]))));
        };
        if is_packed {
            all(&mut self.counts, &|count, tokens| (count << LOW_BITS) | (count * tokens));
            for (products, count) in self.products.iter_mut().zip(&mut self.counts) {
                (*products, *count) = (*count & LOW, *count >> LOW_BITS);
            }
        } else {
            all(&mut self.counts, &|count, _| count);
            all(&mut self.products, &|count, tokens| count * tokens);
        }
        all(&mut self.pairs, &|count, _| count * (count - 1));
        let (width, base) = (self.lanes.len(), self.lanes.places.base * self.lanes.len());
        for (sums, total) in [
            (&mut self.counts, total.count),
            (&mut self.pairs, total.pairs),
            (&mut self.products, total.products),
        ] {
            for lane in 0..width {
                let others: u64 = sums.iter().skip(lane).step_by(width).sum();
                sums[base + lane] = total - others;
            }
        }
        total
    }

    /// Adds what a stratum tells of the difference between each group and the whole.
    fn set_against_all(&mut self, stratum: usize, total: &Sum) {
        let size = self.lanes.plan.totals[stratum];
        let (n, inverse) = (size.tokens as f64, 1.0 / size.tokens as f64);
        let rate = total.count as f64 / n;
        // Of two groups one is the mirror image of the other.
        let row = if self.lanes.plan.n_groups == 2 { self.lanes.len() } else { self.squared.len() };
        let first = stratum * self.squared.len();
        let sizes = &self.lanes.sizes[first..first + row];
        let (counts, pairs, products) = (&self.counts[..row], &self.pairs[..row], &self.products[..row]);
        let (difference, variance) = (&mut self.difference[..row], &mut self.variance[..row]);
        let least_variance = &mut self.least_variance[..row];
        for cell in 0..row {
            let (count, part) = (counts[cell], sizes[cell]);
            let squares = count + pairs[cell];
            let rest_squares = total.count + total.pairs - squares;
            let rest_products = total.products - products[cell];
            let own = residuals(rate, squares, products[cell], part.squares);
            let rest = residuals(rate, rest_squares, rest_products, size.squares - part.squares);
            let (share, rest_share) =
                (part.tokens as f64 * inverse, (size.tokens - part.tokens) as f64 * inverse);
            // Exact, so that an arrangement and its mirror image have the same, but for the sign.
            let exact = count as i64 * size.tokens as i64 - part.tokens as i64 * total.count as i64;
            difference[cell] += exact as f64 * inverse;
            variance[cell] += rest_share * rest_share * own + share * share * rest;
            least_variance[cell] += rate * n * (share * rest_share);
        }
    }

    /// The same for the difference between the rate of each group and the mean of those of the others.
    fn set_against_mean(&mut self, total: &Sum) {
        let (plan, width) = (self.lanes.plan, self.lanes.len());
        let rate = total.count as f64 / plan.totals[0].tokens as f64;
        let weight = 1.0 / (plan.n_groups as f64 - 1.0);
        for lane in 0..width {
            let cells = || (0..plan.n_groups).map(|group| group * width + lane);
            for target in cells() {
                let (mut difference, mut variance, mut least) = (0.0, 0.0, 0.0);
                for cell in cells() {
                    let (size, count) = (self.lanes.sizes[cell], self.counts[cell]);
                    let n = size.tokens as f64;
                    let own = residuals(rate, count + self.pairs[cell], self.products[cell], size.squares);
                    let weight = if cell == target { 1.0 } else { -weight };
                    difference += weight * (count as f64 / n);
                    variance += weight * weight * own / (n * n);
                    least += weight * weight * rate / n;
                }
                self.difference[target] = difference;
                self.variance[target] = variance;
                self.least_variance[target] = least;
            }
        }
    }

    fn studentise(&mut self) {
        let width = self.lanes.len();
        if self.lanes.plan.n_groups == 2 && self.lanes.plan.rest == Against::Pooled {
            for numbers in [&mut self.difference, &mut self.variance, &mut self.least_variance] {
                numbers.copy_within(..width, width);
            }
            self.difference[width..].iter_mut().for_each(|difference| *difference = -*difference);
        }
        let variances = self.variance.iter().zip(&self.least_variance);
        for ((squared, difference), (variance, least)) in
            self.squared.iter_mut().zip(&self.difference).zip(variances)
        {
            let variance = variance.max(*least);
            *squared = if variance > 0.0 { difference * difference / variance } else { 0.0 };
        }
        self.omnibus.fill(0.0);
        for (squares, shares) in self.squared.chunks(width).zip(self.lanes.shares.chunks(width)) {
            for (omnibus, (squared, share)) in self.omnibus.iter_mut().zip(squares.iter().zip(shares)) {
                *omnibus += squared * share;
            }
        }
    }
}

/// Σ (y - p n)² of some units, from sums of theirs.
fn residuals(rate: f64, squares: u64, products: u64, sizes: f64) -> f64 {
    squares as f64 - 2.0 * rate * products as f64 + rate * rate * sizes
}

impl Lanes<'_> {
    /// Adds to the group that each unit has in each lane, but for the largest; what was there is forgotten.
    fn add(&self, sums: &mut [u64], addends: impl Iterator<Item = (usize, u64)>) {
        sums.fill(0);
        for (unit, addend) in addends.filter(|&(_, addend)| addend > 0) {
            for &place in self.places.of(unit) {
                sums[usize::from(place)] += addend;
            }
        }
    }
}
