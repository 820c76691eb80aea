//! Which tokens behind its first an n-gram takes.

use crate::error::{Error, Result};

/// More choices than this for one first token are not worked with.
const MOST: u64 = 1 << 20;

/// The ways to take an n-gram from the tokens behind its first: one for plain n-grams, several for skip-grams.
#[derive(Debug)]
pub(crate) struct Choices {
    /// How many tokens an n-gram has; 0 for consecutive tokens, however many.
    length: usize,
    /// For each choice how far behind the first token each token stands; those that reach least far come first.
    offsets: Vec<u32>,
    /// How many choices there are with so many tokens from the first to the end of the segment.
    with_room: Vec<usize>,
}

impl Choices {
    /// Consecutive tokens.
    pub(crate) fn consecutive() -> Self {
        Self { length: 0, offsets: Vec::new(), with_room: Vec::new() }
    }

    /// All ways to leave out up to `skip` tokens between at least two, in segments of up to `longest_segment`.
    pub(crate) fn skipping(length: usize, skip: usize, longest_segment: usize) -> Result<Self> {
        let reach = longest_segment.min(length.saturating_add(skip)).max(1);
        let too_many = Error::TooMany {
            what: "choices of tokens for a skip-gram (a smaller skip has fewer)",
            limit: MOST,
        };
        if number_of_choices(reach - 1, length - 1).is_none_or(|choices| choices > MOST) {
            return Err(too_many);
        }
        let mut choices: Vec<Vec<u32>> = Vec::new();
        let mut choice: Vec<u32> = (0..).take(length).collect();
        while choice[length - 1] < u32::try_from(reach).unwrap_or(u32::MAX) {
            choices.push(choice.clone());
            advance(&mut choice);
        }
        let with_room = (0..=reach)
            .map(|room| choices.partition_point(|choice| (choice[length - 1] as usize) < room))
            .collect();
        Ok(Self { length, offsets: choices.concat(), with_room })
    }

    /// Whether all tokens are consecutive.
    #[inline]
    pub(crate) fn is_consecutive(&self) -> bool {
        self.length == 0
    }

    /// How many choices there are at most.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.with_room.last().copied().unwrap_or(1)
    }

    /// How many tokens a choice spans at most.
    pub(crate) fn reach(&self) -> usize {
        self.with_room.len().saturating_sub(1)
    }

    /// How many choices there are with so many tokens to the end of the segment.
    #[inline]
    pub(crate) fn with_room(&self, room: usize) -> usize {
        self.with_room.get(room).copied().unwrap_or_else(|| self.len())
    }

    /// How far behind the first token a token of a choice stands.
    #[inline]
    pub(crate) fn offset(&self, choice: usize, token: usize) -> usize {
        if self.is_consecutive() { token } else { self.offsets[choice * self.length + token] as usize }
    }
}

/// How many ways there are to choose `k` of `n`; none if more than fit into a number.
fn number_of_choices(n: usize, k: usize) -> Option<u64> {
    let mut choices = 1_u64;
    for step in 0..k {
        choices = choices.checked_mul(n.saturating_sub(step) as u64)? / (step as u64 + 1);
    }
    Some(choices)
}

/// Moves on to the next choice: the order is by the last token, then by the one before, and so on.
fn advance(choice: &mut [u32]) {
    let last = choice.len() - 1;
    let moved =
        (1..=last).find(|&token| token == last || choice[token] + 1 < choice[token + 1]).unwrap_or(last);
    choice[moved] += 1;
    for (token, offset) in (1..).zip(&mut choice[1..moved.max(1)]) {
        *offset = token;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(length: usize, skip: usize, segment: usize) -> Vec<Vec<usize>> {
        let choices = Choices::skipping(length, skip, segment).unwrap_or(Choices::consecutive());
        let choice = |choice| (0..length).map(|token| choices.offset(choice, token)).collect();
        (0..choices.with_room(segment)).map(choice).collect()
    }

    #[test]
    fn skip_grams_leave_out_so_many_tokens_in_all() {
        assert_eq!(listed(2, 0, 9), [[0, 1]]);
        assert_eq!(listed(2, 2, 9), [[0, 1], [0, 2], [0, 3]]);
        assert_eq!(listed(2, 2, 3), [[0, 1], [0, 2]]);
        assert_eq!(listed(3, 1, 9), [[0, 1, 2], [0, 1, 3], [0, 2, 3]]);
        assert_eq!(listed(3, 2, 2), Vec::<Vec<usize>>::new());
        assert_eq!(listed(2, usize::MAX, 11).len(), 10);
        assert_eq!(listed(4, 3, 99).len(), 20);
    }

    #[test]
    fn too_many_choices_are_refused() {
        assert!(Choices::skipping(5, usize::MAX, 1000).is_err());
        assert!(Choices::skipping(5, usize::MAX, 10).is_ok());
    }
}
