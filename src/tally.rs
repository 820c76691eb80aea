//! Rows of counts by group and value, and how parts of them add up.

use std::cmp::Ordering;

use crate::vocabulary::Id;

/// How often a value occurs in a group, and in how many of its documents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<V> {
    pub(crate) group: Id,
    pub(crate) value: V,
    pub(crate) count: u64,
    pub(crate) documents: u64,
}

/// Adds up rows of parts, each by group and value, that may share the group at their border, but no document
/// of it.
pub(crate) fn join<V: Copy + Ord>(parts: Vec<Vec<Row<V>>>) -> Vec<Row<V>> {
    let mut all: Vec<Row<V>> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    for part in parts {
        let Some((first, last)) = part.first().zip(all.last()) else {
            all.extend(part);
            continue;
        };
        if first.group != last.group {
            all.extend(part);
            continue;
        }
        let shared = last.group;
        let left = all.split_off(all.partition_point(|row| row.group < shared));
        let border = part.partition_point(|row| row.group == shared);
        merge(&left, &part[..border], &mut all);
        all.extend_from_slice(&part[border..]);
    }
    all
}

/// Adds two lists of one group, each by value.
fn merge<V: Copy + Ord>(left: &[Row<V>], right: &[Row<V>], merged: &mut Vec<Row<V>>) {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(&&one), Some(&&two)) = (left.peek(), right.peek()) {
        let row = match one.value.cmp(&two.value) {
            Ordering::Less => one,
            Ordering::Greater => two,
            Ordering::Equal => {
                Row { count: one.count + two.count, documents: one.documents + two.documents, ..one }
            }
        };
        left.next_if(|row| row.value == one.value.min(two.value));
        right.next_if(|row| row.value == one.value.min(two.value));
        merged.push(row);
    }
    merged.extend(left.chain(right));
}
