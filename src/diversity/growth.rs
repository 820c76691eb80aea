//! How the number of types grows with that of tokens, also where a part of the text is left out.

use std::ops::Range;

use super::fit::{float, slope};
use super::spectrum::Occurrences;
use crate::error::Result;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// The slope of the logarithm of types over that of tokens; none of too few tokens.
pub(super) type Growth = Option<f64>;

/// The line goes through the whole, its half, its quarter and so on, as far as they have so many tokens.
const LEAST_TOKENS: usize = 50;
/// It needs so many points.
const LEAST_POINTS: usize = 3;
/// How many tokens are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 18;
/// There is no such token.
const NOWHERE: usize = usize::MAX;

/// Where a value stands first, and where first in another part of the text.
#[derive(Clone, Copy)]
struct Places {
    first: usize,
    elsewhere: usize,
}

const NO_PLACES: Places = Places { first: NOWHERE, elsewhere: NOWHERE };

/// Reads one group after the other.
pub(super) struct Counter {
    places: Vec<Places>,
}

impl Counter {
    pub(super) fn new(n_values: usize) -> Self {
        Self { places: vec![NO_PLACES; n_values] }
    }

    /// The slope of the whole, and without each part.
    pub(super) fn count(&mut self, group: &Occurrences<'_>, control: &Control) -> Result<Vec<Growth>> {
        let n = group.tokens.len();
        let whole = 0..n;
        let parts = if group.parts.is_empty() { std::slice::from_ref(&whole) } else { group.parts };
        let firsts = self.read(group.tokens, parts, control)?;
        let types_at = |place: usize| firsts.partition_point(|&first| first < place);
        let mut slopes = vec![slope_at(n, types_at)];
        for part in group.parts {
            control.check()?;
            let of_part = &firsts[types_at(part.start)..types_at(part.end)];
            let again = |&first: &usize| self.places[group.tokens[first] as usize].elsewhere;
            let mut later: Vec<_> = of_part.iter().map(again).collect();
            later.sort_unstable();
            slopes.push(slope_at(n - part.len(), |tokens| {
                if tokens <= part.start {
                    return types_at(tokens);
                }
                let place = tokens + part.len();
                types_at(place) - of_part.len() + later.partition_point(|&again| again < place)
            }));
        }
        for &first in &firsts {
            self.places[group.tokens[first] as usize] = NO_PLACES;
        }
        Ok(slopes)
    }

    /// Finds the first places of values, and lists them.
    fn read(&mut self, tokens: &[Id], parts: &[Range<usize>], control: &Control) -> Result<Vec<usize>> {
        let mut firsts = Vec::new();
        for part in parts {
            for pieces in part.clone().step_by(CHECK_INTERVAL) {
                control.check()?;
                let piece = pieces..part.end.min(pieces + CHECK_INTERVAL);
                for (place, &value) in piece.clone().zip(&tokens[piece]) {
                    let places = &mut self.places[value as usize];
                    if places.first == NOWHERE {
                        places.first = place;
                        firsts.push(place);
                    } else if places.first < part.start && places.elsewhere == NOWHERE {
                        places.elsewhere = place;
                    }
                }
            }
        }
        Ok(firsts)
    }
}

fn slope_at(n_tokens: usize, types: impl Fn(usize) -> usize) -> Growth {
    let halves = std::iter::successors(Some(n_tokens), |&tokens| Some(tokens / 2));
    let points = halves.take_while(|&tokens| tokens >= LEAST_TOKENS);
    let points: Vec<_> = points.map(|tokens| (float(tokens).ln(), float(types(tokens)).ln())).collect();
    (points.len() >= LEAST_POINTS).then(|| slope(&points))
}
