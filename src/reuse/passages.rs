//! Passages: what matches cover, each place once.

use std::cmp::Reverse;

use super::{Match, MatchSide};
use crate::vocabulary::Id;

/// Disjoint stretches of documents that are shared or repeated, in the order of documents.
#[derive(Debug, Default)]
pub struct Passages {
    /// Where each stands.
    pub sides: Vec<MatchSide>,
    /// Passages that matches join have the same number; numbers follow their first passages.
    pub cluster: Vec<Id>,
    /// The passages of the first and of the second side of each match.
    pub of_match: Vec<(Id, Id)>,
}

/// Puts the sides of matches together into passages.
///
/// Sides that overlap by half of the shorter or more become one passage. Of others the later begins where the earlier
/// ends.
pub fn passages(matches: &[Match]) -> Passages {
    let mut order: Vec<usize> = (0..2 * matches.len()).collect();
    let side = |index: usize| {
        let found = &matches[index / 2];
        if index.is_multiple_of(2) { found.a } else { found.b }
    };
    order.sort_unstable_by_key(|&index| (side(index).document, side(index).start, Reverse(side(index).end)));
    let mut sides: Vec<MatchSide> = Vec::new();
    let mut of_side = vec![0; order.len()];
    for index in order {
        let mut next = side(index);
        let last = sides.last_mut().filter(|last| last.document == next.document && next.start < last.end);
        let joined = last.is_some_and(|last| {
            let shared = last.end.min(next.end).saturating_sub(last.start.max(next.start));
            let shorter = (last.end - last.start).min(next.end - next.start);
            let joined = next.end <= last.end || 2 * u64::from(shared) >= u64::from(shorter);
            if joined {
                last.end = last.end.max(next.end);
            } else {
                next.start = last.end;
            }
            joined
        });
        if !joined {
            sides.push(next);
        }
        of_side[index] = Id::try_from(sides.len() - 1).unwrap_or(Id::MAX);
    }
    let of_match: Vec<(Id, Id)> = of_side.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    Passages { cluster: components(sides.len(), &of_match), sides, of_match }
}

/// Numbers what pairs join, in the order of the first of each. A pair of what does not exist joins nothing.
pub fn components(n: usize, pairs: &[(Id, Id)]) -> Vec<Id> {
    let mut parents: Vec<Id> = (0..).take(n).collect();
    for &(one, other) in pairs.iter().filter(|pair| (pair.0.max(pair.1) as usize) < n) {
        let (one, other) = (root(&mut parents, one), root(&mut parents, other));
        parents[one.max(other) as usize] = one.min(other);
    }
    let mut numbers = vec![0; n];
    let mut next = 0;
    for index in (0..).take(n) {
        let first = root(&mut parents, index);
        if first == index {
            numbers[index as usize] = next;
            next += 1;
        } else {
            numbers[index as usize] = numbers[first as usize];
        }
    }
    numbers
}

fn root(parents: &mut [Id], mut index: Id) -> Id {
    while parents[index as usize] != index {
        let above = parents[parents[index as usize] as usize];
        parents[index as usize] = above;
        index = above;
    }
    index
}
