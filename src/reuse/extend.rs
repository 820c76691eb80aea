//! Matches: anchors that are extended over edits.

use std::cmp::Reverse;
use std::ops::Range;

use super::anchors::Anchor;
use super::words::{Words, number};
use super::{Match, MatchSide};
use crate::vocabulary::Id;

/// The best way to align the first words of both sides, in one number so that better ones are larger: the score in the
/// upper half (one for every word that is the same, less one for every edit), and how many words are the same in the
/// lower.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cell(i64);

/// What scores are counted in.
const ONE: i64 = 1 << 32;
/// More edits than any document has words, and fewer than would be taken for no way at all.
const MOST_GAP: i64 = 1 << 29;

impl Cell {
    /// Where no way leads: nothing makes up for that.
    const NONE: Self = Self(i64::MIN / 2);

    fn edited(self) -> Self {
        Self(self.0 - ONE)
    }

    fn went_on(self, is_same: bool) -> Self {
        if is_same { Self(self.0 + ONE + 1) } else { self.edited() }
    }

    fn score(self) -> i64 {
        self.0 >> 32
    }

    fn matched(self) -> i64 {
        self.0 & (ONE - 1)
    }
}

/// The cells of as many words on both sides together, by the words on the first side, from `first` on.
#[derive(Default)]
struct Line {
    first: usize,
    cells: Vec<Cell>,
}

impl Line {
    #[inline]
    fn get(&self, a: usize) -> Cell {
        self.cells.get(a.wrapping_sub(self.first)).copied().unwrap_or(Cell::NONE)
    }

    fn live(&self) -> Option<Range<usize>> {
        let is_live = |cell: &Cell| cell.0 > Cell::NONE.0;
        let first = self.cells.iter().position(is_live)?;
        let last = self.cells.iter().rposition(is_live)?;
        Some(self.first + first..self.first + last + 1)
    }
}

/// How far two sides go alike.
#[derive(Clone, Copy, Default)]
struct Reach {
    a: usize,
    b: usize,
    cell: Cell,
}

/// An anchor with what is like it on both sides: places among all words.
pub(super) struct Extended {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    matched: u32,
    edits: u32,
}

impl Extended {
    /// The same as a match of two documents whose words begin at `starts`.
    pub(super) fn into_match(self, documents: [usize; 2], starts: [usize; 2], ubiquitous: bool) -> Match {
        let side = |of: usize, range: &Range<usize>| MatchSide {
            document: number(documents[of]),
            start: number(range.start - starts[of]),
            end: number(range.end - starts[of]),
        };
        let (a, b) = (side(0, &self.a), side(1, &self.b));
        Match { a, b, matched: self.matched, edits: self.edits, ubiquitous }
    }
}

/// Extends anchors; keeps its room.
pub(super) struct Extender {
    gap: i64,
    lines: [Line; 3],
}

impl Extender {
    /// One that ends where the last `gap` edits and more are not made up for by words that are the same.
    pub(super) fn new(gap: usize) -> Self {
        Self { gap: i64::try_from(gap).map_or(MOST_GAP, |gap| gap.min(MOST_GAP)), lines: Default::default() }
    }

    /// Extends an anchor, first to the left. Both sides of what a document repeats keep apart.
    pub(super) fn extend(&mut self, words: &Words, anchor: &Anchor, documents: [usize; 2]) -> Extended {
        let values = words.values();
        let [mut a_bounds, mut b_bounds] = documents.map(|document| words.document(document));
        let (a_end, b_end) = (anchor.a + anchor.length, anchor.b + anchor.length);
        let is_within = documents[0] == documents[1];
        if is_within {
            b_bounds.start = a_end;
        }
        let before = |bounds: &Range<usize>, end: usize| {
            let (start, length) = (bounds.start, end - bounds.start);
            (move |place: usize| values[start + length - 1 - place], length)
        };
        let left = self.reach(before(&a_bounds, anchor.a), before(&b_bounds, anchor.b));
        if is_within {
            a_bounds.end = anchor.b - left.b;
        }
        let behind = |bounds: &Range<usize>, start: usize| {
            (move |place: usize| values[start + place], bounds.end - start)
        };
        let right = self.reach(behind(&a_bounds, a_end), behind(&b_bounds, b_end));
        let matched = left.cell.matched() + right.cell.matched();
        let edits = matched - left.cell.score() - right.cell.score();
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Extended {
            a: anchor.a - left.a..a_end + right.a,
            b: anchor.b - left.b..b_end + right.b,
            matched: count(matched).saturating_add(u32::try_from(anchor.length).unwrap_or(u32::MAX)),
            edits: count(edits),
        }
    }

    /// Goes on from where two sides begin, line by line of as many words on both together. So it does not matter
    /// which side is the first.
    fn reach<A: Fn(usize) -> Id, B: Fn(usize) -> Id>(
        &mut self,
        (a, a_length): (A, usize),
        (b, b_length): (B, usize),
    ) -> Reach {
        let [mut older, mut old, mut line] = std::mem::take(&mut self.lines);
        let mut best = Reach::default();
        restart(&mut older, 0);
        restart(&mut old, 0);
        old.cells.push(Cell::default());
        for total in 1..=a_length + b_length {
            let Some(range) = next(&older, &old, total, [a_length, b_length]) else { break };
            restart(&mut line, range.start);
            let threshold = best.cell.score().saturating_sub(self.gap);
            let mut reached: Option<Reach> = None;
            for a_words in range {
                let b_words = total - a_words;
                let is_same = a_words > 0 && b_words > 0 && a(a_words - 1) == b(b_words - 1);
                let cell = best_way(&older, &old, a_words, b_words, is_same);
                if cell.score() < threshold {
                    line.cells.push(Cell::NONE);
                    continue;
                }
                line.cells.push(cell);
                if cell.score() <= best.cell.score() {
                    continue;
                }
                let rank = |reach: &Reach| {
                    (reach.cell, Reverse(reach.a.abs_diff(reach.b)), reach.a.checked_sub(1).map(&a))
                };
                let reach = Reach { a: a_words, b: b_words, cell };
                if reached.is_none_or(|other| rank(&reach) > rank(&other)) {
                    reached = Some(reach);
                }
            }
            best = reached.unwrap_or(best);
            std::mem::swap(&mut older, &mut old);
            std::mem::swap(&mut old, &mut line);
        }
        self.lines = [older, old, line];
        best
    }
}

/// How many words of the first side a line can have that follows two others; none if no cell leads there.
fn next(older: &Line, old: &Line, total: usize, lengths: [usize; 2]) -> Option<Range<usize>> {
    let alive = [old.live(), older.live()];
    let first = alive.iter().flatten().map(|range| range.start).min()?;
    let end = alive.iter().flatten().map(|range| range.end).max()?;
    Some(first.max(total.saturating_sub(lengths[1]))..end.min(lengths[0]).min(total) + 1)
}

/// The best way to a cell: both words, or a word of one side alone.
#[inline]
fn best_way(older: &Line, old: &Line, a_words: usize, b_words: usize, is_same: bool) -> Cell {
    let alone = old.get(a_words).edited();
    if a_words == 0 {
        return alone;
    }
    let alone = alone.max(old.get(a_words - 1).edited());
    if b_words == 0 { alone } else { alone.max(older.get(a_words - 1).went_on(is_same)) }
}

fn restart(line: &mut Line, first: usize) {
    line.first = first;
    line.cells.clear();
}
