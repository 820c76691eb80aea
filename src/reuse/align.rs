//! Which words of two texts are the same words: the alignment that an edit script tells.

use crate::vocabulary::Id;

/// More cells than these are not compared: then edits are coarser than they might be.
const MOST_CELLS: usize = 1 << 26;

/// Where a cell comes from.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum From {
    #[default]
    Nowhere,
    Same,
    Replaced,
    First,
    Second,
}

/// Pairs of places of the same words, in order: those of the alignment with the most of them less its edits. Places that
/// are further apart than `reach`, counted from the beginning, are not compared.
///
/// Of equally good alignments it takes the same one whichever text is the first.
pub(super) fn align(a: &[Id], b: &[Id], reach: usize) -> Vec<(usize, usize)> {
    if a > b {
        return align(b, a, reach).into_iter().map(|(b, a)| (a, b)).collect();
    }
    let before = a.iter().zip(b).take_while(|(one, other)| one == other).count();
    let (a_rest, b_rest) = (&a[before..], &b[before..]);
    let behind = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (a_rest, b_rest) = (&a_rest[..a_rest.len() - behind], &b_rest[..b_rest.len() - behind]);
    let mut pairs: Vec<_> = (0..before).map(|place| (place, place)).collect();
    pairs.extend(align_rest(a_rest, b_rest, reach).into_iter().map(|(a, b)| (a + before, b + before)));
    pairs.extend((0..behind).rev().map(|place| (a.len() - 1 - place, b.len() - 1 - place)));
    pairs
}

fn align_rest(a: &[Id], b: &[Id], reach: usize) -> Vec<(usize, usize)> {
    let apart = a.len().abs_diff(b.len());
    let reach = reach.max(apart).min(apart.max(MOST_CELLS / (2 * a.len() + 2)));
    let width = 2 * reach + 1;
    if a.is_empty() || b.is_empty() || (a.len() + 1).saturating_mul(width) > MOST_CELLS {
        return Vec::new();
    }
    let mut origins = vec![From::Nowhere; (a.len() + 1) * width];
    let mut above: Vec<i64> = vec![i64::MIN / 2; width + 1];
    let mut row = above.clone();
    // The cell of i and j stands at place j + reach - i of row i.
    for i in 0..=a.len() {
        row.fill(i64::MIN / 2);
        for place in reach.saturating_sub(i)..width.min(b.len() + reach + 1 - i) {
            let j = place + i - reach;
            if i == 0 && j == 0 {
                row[place] = 0;
                continue;
            }
            let mut best = (i64::MIN / 2, From::Nowhere);
            let mut offer = |score: i64, from: From| {
                if score > best.0 {
                    best = (score, from);
                }
            };
            if i > 0 && j > 0 && a[i - 1] == b[j - 1] {
                offer(above[place] + 1, From::Same);
            }
            if i > 0 {
                offer(above[place + 1] - 1, From::First);
            }
            if j > 0 && place > 0 {
                offer(row[place - 1] - 1, From::Second);
            }
            if i > 0 && j > 0 {
                offer(above[place] - 1, From::Replaced);
            }
            row[place] = best.0;
            origins[i * width + place] = best.1;
        }
        std::mem::swap(&mut above, &mut row);
    }
    trace(&origins, reach, (a.len(), b.len()))
}

/// Goes back from the end to the beginning.
fn trace(origins: &[From], reach: usize, (mut i, mut j): (usize, usize)) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        match origins[i * (2 * reach + 1) + j + reach - i] {
            From::Same => {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j));
            }
            From::Replaced => (i, j) = (i - 1, j - 1),
            From::First => i -= 1,
            From::Second => j -= 1,
            From::Nowhere => break,
        }
    }
    pairs.reverse();
    pairs
}
