//! Whether odds ratios of several tables are the same.

// Counts are far below 2⁵³, and products of two are rounded.
#![allow(clippy::cast_precision_loss)]

/// Sums over the units of a group that are the same for all collocates; Evert's r1 and n, and their squares.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Margins {
    pub(super) window: u64,
    pub(super) tokens: u64,
    pub(super) window_window: u64,
    pub(super) window_tokens: u64,
    pub(super) tokens_tokens: u64,
}

/// Sums over the units of a group of what a collocate has there in all: its count, and that times itself, the tokens
/// and the window of the unit.
pub(super) type Total = [u64; 4];
/// The same of its count in the windows, and that times the count in all.
pub(super) type Inside = [u64; 5];

/// How many units a group has, under any arrangement.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    pub(super) units: f64,
    /// Those that have a window.
    pub(super) with_window: f64,
}

/// What is known of a group under an arrangement.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Table {
    o11: f64,
    r1: f64,
    c1: f64,
    n: f64,
    /// An exact cell is 0 or not.
    cells: [f64; 4],
    size: Size,
    margins: Margins,
    total: Total,
    inside: Inside,
}

/// Three statistics of a collocate: with the variance of documents, Woolf's, and that of Breslow, Day and Tarone.
pub(super) type Statistics = [f64; 3];

impl Table {
    pub(super) fn new(margins: Margins, size: Size, total: Total, inside: Inside) -> Self {
        let [o11, c1] = [inside[0], total[0]];
        let (r1, n) = (margins.window, margins.tokens);
        let cells = [o11, r1 - o11, c1 - o11, n + o11 - r1 - c1].map(|cell| cell as f64);
        let [o11, r1, c1, n] = [o11, r1, c1, n].map(|cell| cell as f64);
        Self { o11, r1, c1, n, cells, size, margins, total, inside }
    }

    /// Whether it can tell of an association: no margin is empty.
    fn is_informative(&self) -> bool {
        self.r1 > 0.0 && self.c1 > 0.0 && self.r1 < self.n && self.c1 < self.n
    }

    /// The logarithm of the odds ratio and the inverse of its variance, as Woolf has them; half a count is added to
    /// each cell if one is empty.
    fn woolf(&self) -> (f64, f64) {
        let half = if self.cells.contains(&0.0) { 0.5 } else { 0.0 };
        let [o11, o12, o21, o22] = self.cells.map(|cell| cell + half);
        ((o11 * o22 / (o12 * o21)).ln(), 1.0 / (1.0 / o11 + 1.0 / o12 + 1.0 / o21 + 1.0 / o22))
    }

    /// What would be in the cells if the odds ratio were the given one and the margins the same; none where that is
    /// not above 0 in all of them.
    fn expected(&self, odds_ratio: f64) -> Option<[f64; 4]> {
        let Self { r1, c1, n, .. } = self;
        let (square, linear) = (1.0 - odds_ratio, odds_ratio * (r1 + c1) + (n - r1 - c1));
        let constant = odds_ratio * r1 * c1;
        let root = (linear * linear + 4.0 * square * constant).max(0.0).sqrt();
        // Of two ways to write the root, the one in which nothing cancels.
        let e11 =
            if linear > 0.0 { 2.0 * constant / (linear + root) } else { (root - linear) / (2.0 * square) };
        let cells = [e11, r1 - e11, c1 - e11, n - r1 - c1 + e11];
        cells.iter().all(|&cell| cell > 0.0).then_some(cells)
    }

    /// How far the logarithm of the odds ratio is from the given one, in one step from there; its variance by tokens,
    /// and by units, which is at least that.
    fn deviation(&self, odds_ratio: f64) -> Option<Deviation> {
        let expected = self.expected(odds_ratio)?;
        let [e11, e12, e21, e22] = expected.map(|cell| 1.0 / cell);
        let by_tokens = e11 + e12 + e21 + e22;
        let difference = (self.o11 - expected[0]) * by_tokens;
        // A unit's share in the difference is linear in its counts: o11, r1, c1 and n.
        let (inside, window, total, all) = (by_tokens, -(e12 + e22), -(e21 + e22), e22);
        let number = |sum: u64| sum as f64;
        let [_, inside_inside, inside_tokens, inside_window, inside_total] = self.inside.map(number);
        let [_, total_total, total_tokens, total_window] = self.total.map(number);
        let Margins { window_window, window_tokens, tokens_tokens, .. } = self.margins;
        let squares = inside * inside * inside_inside
            + window * window * number(window_window)
            + total * total * total_total
            + all * all * number(tokens_tokens)
            + 2.0 * inside * (window * inside_window + total * inside_total + all * inside_tokens)
            + 2.0 * window * (total * total_window + all * number(window_tokens))
            + 2.0 * total * all * total_tokens;
        let Size { units, with_window } = self.size;
        let few = if with_window > 1.0 { with_window / (with_window - 1.0) } else { 1.0 };
        let by_units = few * (squares - difference * difference / units);
        Some(Deviation { difference, by_tokens, by_units: by_units.max(by_tokens) })
    }
}

#[derive(Clone, Copy, Debug)]
struct Deviation {
    difference: f64,
    by_tokens: f64,
    by_units: f64,
}

/// Compares the odds ratios of tables; 0 where fewer than two can tell, and where the common one is 0 or infinite.
pub(super) fn compare(tables: &[Table]) -> Statistics {
    let informative = || tables.iter().filter(|table| table.is_informative());
    let woolf = homogeneity(informative().map(Table::woolf));
    let product = |cells: &[f64; 4], one: usize, two: usize| cells[one] * cells[two];
    let diagonal: f64 = informative().map(|table| product(&table.cells, 0, 3) / table.n).sum();
    let other: f64 = informative().map(|table| product(&table.cells, 1, 2) / table.n).sum();
    if diagonal <= 0.0 || other <= 0.0 {
        return [0.0, woolf, 0.0];
    }
    let mantel_haenszel = diagonal / other;
    let deviations = || informative().filter_map(|table| table.deviation(mantel_haenszel));
    let by_units = deviations().map(|one| (one.difference, 1.0 / one.by_units));
    let by_tokens = deviations().map(|one| (one.difference, 1.0 / one.by_tokens));
    [homogeneity(by_units), woolf, homogeneity(by_tokens)]
}

/// Σ w (x - x̄)², x̄ being the mean with these weights.
///
/// Of deviations by tokens this is Breslow and Day's statistic with Tarone's correction: w x² is (O - E)² / V, and w x
/// is O - E.
fn homogeneity(numbers: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let weights: f64 = numbers.clone().map(|(_, weight)| weight).sum();
    let mean = numbers.clone().map(|(number, weight)| weight * number).sum::<f64>() / weights;
    let squares = numbers.map(|(number, weight)| weight * (number - mean) * (number - mean));
    let sum: f64 = squares.sum();
    if sum > 0.0 && sum.is_finite() { sum } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two units that share it out evenly.
    fn table([o11, o12, o21, o22]: [u64; 4]) -> Table {
        let (r1, c1, n) = (o11 + o12, o11 + o21, o11 + o12 + o21 + o22);
        let half = |one: u64, other: u64| one * other / 2;
        let margins = Margins {
            window: r1,
            tokens: n,
            window_window: half(r1, r1),
            window_tokens: half(r1, n),
            tokens_tokens: half(n, n),
        };
        let total = [c1, half(c1, c1), half(c1, n), half(c1, r1)];
        let inside = [o11, half(o11, o11), half(o11, n), half(o11, r1), half(o11, c1)];
        Table::new(margins, Size { units: 2.0, with_window: 2.0 }, total, inside)
    }

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9 * right.abs().max(1.0), "{left} {right}");
    }

    /// Admissions to Berkeley by department: R's `UCBAdmissions`; statsmodels and vcd's formula say so.
    #[test]
    fn statistics_of_six_tables() {
        let tables = [
            [512, 313, 89, 19],
            [353, 207, 17, 8],
            [120, 205, 202, 391],
            [138, 279, 131, 244],
            [53, 138, 94, 299],
            [22, 351, 24, 317],
        ];
        let [by_units, woolf, breslow_day] = compare(&tables.map(table));
        near(woolf, 17.901_712_469_797_22);
        near(breslow_day, 18.825_501_252_053_23);
        // Units that are alike add no variance of their own.
        near(by_units, breslow_day);
    }

    #[test]
    fn tables_that_tell_nothing_change_nothing() {
        let both = [[12, 30, 40, 900], [5, 60, 80, 700]].map(table);
        let empty = [[0, 5, 0, 50], [0, 0, 3, 50]].map(table);
        let all: Vec<Table> = both.into_iter().chain(empty).collect();
        assert_eq!(compare(&all).map(f64::to_bits), compare(&both).map(f64::to_bits));
        assert_eq!(compare(&both[..1]).map(f64::to_bits), [0; 3]);
        assert_eq!(compare(&[]).map(f64::to_bits), [0; 3]);
    }

    #[test]
    fn the_same_odds_ratio_everywhere_does_not_differ() {
        let tables = [[10, 20, 30, 120], [20, 40, 60, 240], [10, 200, 30, 1200]].map(table);
        for statistic in compare(&tables) {
            assert!(statistic < 1e-9, "{statistic}");
        }
    }
}
