//! Factors: stretches of tokens that end where their type-token ratio has fallen far enough.

use std::ops::Range;

use super::fit::float;
use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::vocabulary::Id;

/// How many tokens are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// When a stretch of tokens is a factor.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The type-token ratio that ends it.
    pub threshold: f64,
    /// Whether it ends at the threshold, or only below.
    pub at_most: bool,
    /// The least number of its tokens.
    pub least: usize,
}

impl Rule {
    #[inline]
    pub(super) fn closes(&self, types: usize, tokens: usize) -> bool {
        let ratio = float(types) / float(tokens);
        let low = if self.at_most { ratio <= self.threshold } else { ratio < self.threshold };
        low && tokens >= self.least
    }
}

/// What becomes of the tokens after the last factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// They are as much of a factor as their ratio has come of the way from 1 to the threshold.
    Partial,
    /// The same, and so is the stretch that holds the last token even where it is a factor.
    PartialLast,
    /// They do not count.
    Drop,
    /// They do not count where all of them are different.
    DropDistinct,
}

impl Rest {
    const NAMES: [(&'static str, Self); 4] = [
        ("partial", Self::Partial),
        ("partial_last", Self::PartialLast),
        ("drop", Self::Drop),
        ("drop_distinct", Self::DropDistinct),
    ];

    /// The one with a name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn from_name(name: &str) -> Result<Self> {
        let named = Self::NAMES.iter().find(|(known, _)| *known == name);
        named.map(|&(_, rest)| rest).ok_or_else(|| Error::UnknownName {
            what: "rest",
            name: name.to_owned(),
            known: Self::NAMES.iter().map(|(known, _)| (*known).to_owned()).collect(),
        })
    }
}

/// How factors are counted.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// When a stretch is a factor.
    pub rule: Rule,
    /// What becomes of the rest.
    pub rest: Rest,
}

/// What was read in one direction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pass {
    /// How many tokens count.
    pub tokens: u64,
    /// How many factors they make.
    pub factors: f64,
}

impl Pass {
    pub(super) fn add(self, other: Self) -> Self {
        Self { tokens: self.tokens + other.tokens, factors: self.factors + other.factors }
    }
}

/// Which way tokens are read.
#[derive(Clone, Copy)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// Tokens behind the last factor.
#[derive(Clone, Copy, Default)]
struct Open {
    tokens: usize,
    types: usize,
}

/// Reads one text after the other.
pub(super) struct Counter {
    factors: Factors,
    /// Behind which token each value stood last, in a count over all that was read so far.
    last: Vec<usize>,
    seen: usize,
}

impl Counter {
    pub(super) fn new(n_values: usize, factors: Factors) -> Self {
        Self { factors, last: vec![0; n_values], seen: 0 }
    }

    pub(super) fn count(&mut self, tokens: &[Id], direction: Direction, control: &Control) -> Result<Pass> {
        let mut passes = self.count_with_parts(tokens, &[], direction, control)?;
        Ok(passes.pop().unwrap_or_default())
    }

    /// Reads a text, and then without each of its parts.
    pub(super) fn count_with_parts(
        &mut self,
        tokens: &[Id],
        parts: &[Range<usize>],
        direction: Direction,
        control: &Control,
    ) -> Result<Vec<Pass>> {
        let n = tokens.len();
        let (reversed, tokens) = match direction {
            Direction::Forward => (None, tokens),
            Direction::Backward => (Some(tokens.iter().rev().copied().collect::<Vec<_>>()), tokens),
        };
        let tokens = reversed.as_deref().unwrap_or(tokens);
        let (mut ends, mut state) = (Vec::new(), Open::default());
        for start in (0..n).step_by(CHECK_INTERVAL) {
            control.check()?;
            let piece = start..n.min(start + CHECK_INTERVAL);
            state = self.read(tokens, piece, n, state, |end| {
                ends.push(end);
                false
            });
        }
        let mut passes = vec![self.pass(n, ends.len(), state)];
        for part in parts {
            control.check()?;
            let part = if reversed.is_some() { n - part.end..n - part.start } else { part.clone() };
            passes.push(self.without(tokens, &part, &ends, state));
        }
        Ok(passes)
    }

    /// Reads on from the last factor before a part, over it, and until factors end again where they did.
    fn without(&mut self, tokens: &[Id], part: &Range<usize>, ends: &[usize], open: Open) -> Pass {
        let n = tokens.len();
        // Where nothing follows, the factor that ends with the part may be another at the end of the text.
        let follows = part.end < n;
        let before = ends.partition_point(|&end| if follows { end <= part.start } else { end < part.start });
        let start = before.checked_sub(1).map_or(0, |last| ends[last]);
        let last = if follows { n } else { part.start };
        let (mut more, mut met) = (0, None);
        let mut state = self.read(tokens, start..part.start, last, Open::default(), |_| {
            more += 1;
            false
        });
        let mut place = part.end;
        while place < n && met.is_none() {
            let piece = place..n.min(place + CHECK_INTERVAL);
            place = piece.end;
            state = self.read(tokens, piece, n, state, |end| {
                more += 1;
                met = ends.binary_search(&end).ok();
                met.is_some()
            });
        }
        let (after, open) = met.map_or((0, state), |met| (ends.len() - met - 1, open));
        self.pass(n - part.len(), before + more + after, open)
    }

    /// Reads some tokens of a text that ends before `last`. Calls `found` with the end of each factor; if it says so,
    /// no more is read.
    fn read(
        &mut self,
        tokens: &[Id],
        piece: Range<usize>,
        last: usize,
        mut open: Open,
        mut found: impl FnMut(usize) -> bool,
    ) -> Open {
        let stays_open = self.factors.rest == Rest::PartialLast;
        for (end, &value) in (piece.start + 1..).zip(&tokens[piece]) {
            let before = self.seen - open.tokens;
            self.seen += 1;
            open.tokens += 1;
            let previous = std::mem::replace(&mut self.last[value as usize], self.seen);
            open.types += usize::from(previous <= before);
            if self.factors.rule.closes(open.types, open.tokens) && !(stays_open && end == last) {
                open = Open::default();
                if found(end) {
                    break;
                }
            }
        }
        open
    }

    fn pass(&self, n_tokens: usize, n_factors: usize, open: Open) -> Pass {
        let drops = match self.factors.rest {
            Rest::Drop => true,
            Rest::DropDistinct => open.tokens == open.types,
            Rest::Partial | Rest::PartialLast => false,
        };
        if drops || open.tokens == 0 {
            return Pass { tokens: (n_tokens - open.tokens) as u64, factors: float(n_factors) };
        }
        let way = 1.0 - float(open.types) / float(open.tokens);
        let partial = way / (1.0 - self.factors.rule.threshold);
        Pass { tokens: n_tokens as u64, factors: float(n_factors) + partial }
    }
}
