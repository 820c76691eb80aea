//! Sorting many rows in pieces: by several threads, and open to a stop between any two of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::error::Result;
use crate::parallel::{self, Control};

/// How many rows are sorted between two looks at whether to stop.
const ROWS_OF_PIECE: usize = 1 << 18;

/// Cuts lists into pieces, and sorts each. What is equal keeps its order.
pub(crate) fn sorted<'a, T: Send + Sync, K: Ord>(
    lists: impl IntoIterator<Item = &'a mut [T]>,
    key: impl Fn(&T) -> K + Sync,
    n_threads: usize,
    control: &Control,
) -> Result<Vec<&'a [T]>> {
    let pieces = lists.into_iter().flat_map(|list| list.chunks_mut(ROWS_OF_PIECE)).collect();
    let sort = |(): &mut (), piece: &'a mut [T]| {
        // A stable sort is fast where many keys are equal.
        piece.sort_by_key(&key);
        Ok(&*piece)
    };
    let (_, pieces) = parallel::run(pieces, n_threads, control, || (), sort)?;
    Ok(pieces.into_iter().map(|piece| piece.result).collect())
}

/// A list that [`sorted`] was given, as its pieces.
pub(crate) fn cut<T>(list: &[T]) -> impl Iterator<Item = &[T]> {
    list.chunks(ROWS_OF_PIECE)
}

/// The stretches of sorted pieces that make one sorted list, without moving a row; what is equal stands in the
/// order of the pieces. Time is in proportion to the distinct keys of each piece.
pub(crate) fn merged<'a, T, K: Ord>(
    pieces: &[&'a [T]],
    key: impl Fn(&T) -> K,
    control: &Control,
) -> Result<Vec<&'a [T]>> {
    let mut rests = pieces.to_vec();
    let head = |rest: &[T], piece: usize| rest.first().map(|row| Reverse((key(row), piece)));
    let mut heads: BinaryHeap<_> = (0..).zip(pieces).filter_map(|(piece, rows)| head(rows, piece)).collect();
    let mut stretches = Vec::new();
    while let Some(Reverse((least, piece))) = heads.pop() {
        if stretches.len() % ROWS_OF_PIECE == 0 {
            control.check()?;
        }
        let (now, rest) = rests[piece].split_at(leading(rests[piece], |row| key(row) == least));
        stretches.push(now);
        rests[piece] = rest;
        heads.extend(head(rest, piece));
    }
    Ok(stretches)
}

/// How many rows at the head of a list are of a kind that stands before all others. Few or many: steps double.
pub(crate) fn leading<T>(rows: &[T], is_leading: impl Fn(&T) -> bool) -> usize {
    let (mut from, mut step) = (0, 1);
    while rows.get(from + step - 1).is_some_and(&is_leading) {
        (from, step) = (from + step, 2 * step);
    }
    let end = rows.len().min(from + step - 1);
    from + rows[from..end].partition_point(is_leading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_make_the_list_that_a_stable_sort_makes(
            lists in prop::collection::vec(prop::collection::vec((0..5_u8, 0..1000_u32), 0..40), 0..6),
            n_threads in 1..4_usize,
        ) {
            let mut expected = lists.concat();
            expected.sort_by_key(|row| row.0);
            let (mut lists, control) = (lists, Control::default());
            let pieces = sorted(lists.iter_mut().map(Vec::as_mut_slice), |row| row.0, n_threads, &control);
            let stretches = pieces.and_then(|pieces| merged(&pieces, |row| row.0, &control));
            prop_assert_eq!(stretches.map(|stretches| stretches.concat()), Ok(expected));
        }
    }
}
