//! Factors that begin at every token of a document.
//!
//! A bit for each token says whether it is the first of its value from the start on; a start later, the next of the
//! value that was left behind is. So types are bits, eight at a time.

use super::factors::Rule;
use super::fit::float;
use crate::error::Result;
use crate::parallel::Control;

/// How many starts are tried between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 14;
/// Far more than rounding makes of what should be 0.
const MARGIN: f64 = 1e-6;
/// So many starts share what was found out about the tokens ahead of them, ...
const STARTS_OF_JUMP: usize = 12;
/// ... but for so many that are next to them: more than starts, and whole bytes.
const FIRST_TOKENS: usize = 24;
/// There is no such token.
const NONE: u32 = u32::MAX;

/// How many factors there are, and how many tokens they have together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moving {
    /// How many starts a factor follows.
    pub factors: u64,
    /// How many tokens these factors have, added up.
    pub tokens: u64,
}

impl Moving {
    pub(super) fn add(self, other: Self) -> Self {
        Self { factors: self.factors + other.factors, tokens: self.tokens + other.tokens }
    }
}

/// What eight tokens do to the number of types less the threshold's share of tokens: in all, and at their lowest.
#[derive(Clone, Copy)]
struct Change {
    sum: f64,
    lowest: f64,
}

/// How far a start has come, and how many types there are up to there.
#[derive(Clone, Copy, Default)]
struct Reached {
    place: usize,
    types: usize,
}

pub(super) struct Counter {
    rule: Rule,
    changes: Vec<Change>,
    bits: Vec<u8>,
    /// The next token of the same value.
    next: Vec<u32>,
}

impl Counter {
    pub(super) fn new(rule: Rule) -> Self {
        let change = |byte: u8| {
            let (mut sum, mut lowest) = (0.0, f64::INFINITY);
            for bit in 0..8 {
                sum += f64::from(byte >> bit & 1) - rule.threshold;
                lowest = sum.min(lowest);
            }
            Change { sum, lowest }
        };
        Self { rule, changes: (0..=u8::MAX).map(change).collect(), bits: Vec::new(), next: Vec::new() }
    }

    /// Forward, backward and wrapped, of a document of which is known where each value stood before.
    pub(super) fn count(&mut self, previous: &[u32], control: &Control) -> Result<[Moving; 3]> {
        let n = previous.len();
        // Read backward, what was before is next.
        self.next.clear();
        let turned = |&previous: &u32| match previous {
            0 => NONE,
            place => number(n - place as usize),
        };
        self.next.extend(previous.iter().rev().map(turned));
        let (backward, _) = self.sweep(n, n, control)?;
        self.look_ahead(previous);
        self.wrap(previous);
        let (forward, wrapped) = self.sweep(n, 2 * n, control)?;
        Ok([forward, backward, wrapped])
    }

    fn look_ahead(&mut self, previous: &[u32]) {
        self.next.clear();
        self.next.resize(previous.len(), NONE);
        for (place, &previous) in (0..).zip(previous) {
            if previous > 0 {
                self.next[previous as usize - 1] = place;
            }
        }
    }

    /// Lets the document follow upon itself: the last of each value is followed by its first.
    fn wrap(&mut self, previous: &[u32]) {
        let n = previous.len();
        let mut firsts: Vec<u32> = Vec::with_capacity(n);
        for (place, &previous) in (0..).zip(previous) {
            firsts.push(if previous == 0 { place } else { firsts[previous as usize - 1] });
        }
        for (next, first) in self.next.iter_mut().zip(firsts) {
            if *next == NONE {
                *next = number(n + first as usize);
            }
        }
    }

    /// Tries a factor at each of `n` tokens, in a text of `n_tokens`, and of at most `n` tokens each. The first sum is
    /// of those that end within `n` tokens from the beginning of the text.
    fn sweep(&mut self, n: usize, n_tokens: usize, control: &Control) -> Result<(Moving, Moving)> {
        self.set_bits(n, n_tokens);
        let (mut inside, mut all) = (Moving::default(), Moving::default());
        let (mut jump, mut starts_left) = (Reached::default(), 0);
        for start in 0..n {
            if start % CHECK_INTERVAL == 0 {
                control.check()?;
            }
            let end = n_tokens.min(start + n);
            if starts_left == 0 {
                (jump, starts_left) = (self.jump(start, end), STARTS_OF_JUMP);
            }
            if let Some(tokens) = self.factor(start, end, jump) {
                let found = Moving { factors: 1, tokens: tokens as u64 };
                all = all.add(found);
                if start + tokens <= n {
                    inside = inside.add(found);
                }
            }
            starts_left -= 1;
            // What is left behind is no type any more, unless the next of its value is.
            let next = self.next[start] as usize;
            jump.types = jump.types.saturating_sub(usize::from(next >= jump.place));
            if next < n_tokens {
                self.bits[next / 8] |= 1 << (next % 8);
            }
        }
        Ok((inside, all))
    }

    /// The bits from the first token on.
    fn set_bits(&mut self, n: usize, n_tokens: usize) {
        self.bits.clear();
        // One more byte, since bytes are read from any bit on.
        self.bits.resize(n_tokens / 8 + 2, 0);
        self.bits[..n / 8].fill(u8::MAX);
        self.bits[n / 8] = (1 << (n % 8)) - 1;
        for &next in &self.next {
            if (next as usize) < n {
                self.bits[next as usize / 8] &= !(1 << (next % 8));
            }
        }
    }

    /// How far the next starts need not look but for their first tokens: a start later, no stretch has more than
    /// one type less, so that those that are far from the threshold stay off it for a while.
    fn jump(&self, start: usize, end: usize) -> Reached {
        let mut reached = Reached { place: start, types: 0 };
        if start + FIRST_TOKENS > end {
            return reached;
        }
        while reached.place < start + FIRST_TOKENS {
            reached.types += self.eight(reached.place).count_ones() as usize;
            reached.place += 8;
        }
        let spent = (1.0 - self.rule.threshold) * float(STARTS_OF_JUMP);
        let mut surplus = self.surplus(start, reached) - spent;
        while reached.place + 8 <= end {
            let eight = self.eight(reached.place);
            let change = self.changes[usize::from(eight)];
            if surplus + change.lowest <= MARGIN {
                break;
            }
            surplus += change.sum;
            reached =
                Reached { place: reached.place + 8, types: reached.types + eight.count_ones() as usize };
        }
        reached
    }

    /// How many tokens the factor has that begins at a token and ends before `end`, if there is one.
    #[inline]
    fn factor(&self, start: usize, end: usize, jump: Reached) -> Option<usize> {
        let near = start + FIRST_TOKENS;
        let mut reached = Reached { place: start, types: 0 };
        if jump.place > near {
            if let Some(tokens) = self.read(start, &mut reached, near) {
                return Some(tokens);
            }
            reached = jump;
        }
        self.read(start, &mut reached, end)
    }

    /// Reads on to `end` and says how many tokens the factor has, if one ends before.
    #[inline]
    fn read(&self, start: usize, reached: &mut Reached, end: usize) -> Option<usize> {
        let Reached { mut place, mut types } = *reached;
        let mut surplus = self.surplus(start, *reached);
        while place < end {
            let (eight, size) = (self.eight(place), 8.min(end - place));
            let change = self.changes[usize::from(eight)];
            let cannot_end = surplus + change.lowest > MARGIN || place + size - start < self.rule.least;
            if cannot_end && size == 8 {
                surplus += change.sum;
                types += eight.count_ones() as usize;
                place += 8;
                continue;
            }
            for bit in 0..size {
                let is_new = eight >> bit & 1;
                (types, place) = (types + usize::from(is_new), place + 1);
                surplus += f64::from(is_new) - self.rule.threshold;
                if surplus <= MARGIN && self.rule.closes(types, place - start) {
                    return Some(place - start);
                }
            }
        }
        *reached = Reached { place, types };
        None
    }

    fn surplus(&self, start: usize, reached: Reached) -> f64 {
        float(reached.types) - self.rule.threshold * float(reached.place - start)
    }

    /// The bits of eight tokens.
    #[inline]
    fn eight(&self, place: usize) -> u8 {
        let two = u16::from_le_bytes([self.bits[place / 8], self.bits[place / 8 + 1]]);
        (two >> (place % 8)).to_le_bytes()[0]
    }
}

/// Documents have fewer tokens than half the numbers for them.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As it is defined: every start, token by token.
    fn by_hand(tokens: &[u32], n: usize, rule: Rule) -> Moving {
        let mut found = Moving::default();
        for start in 0..n {
            let mut seen = std::collections::HashSet::new();
            let mut count = 0;
            let length = tokens[start..].iter().take(n).find_map(|token| {
                seen.insert(token);
                count += 1;
                rule.closes(seen.len(), count).then_some(count)
            });
            if let Some(length) = length {
                found = found.add(Moving { factors: 1, tokens: length as u64 });
            }
        }
        found
    }

    proptest! {
        #[test]
        fn equal_to_reading_from_every_start(
            tokens in prop::collection::vec(0u32..60, 0..150),
            threshold in prop::sample::select(vec![0.1, 0.5, 0.72, 0.9, 0.99]),
            at_most: bool,
            least in 1..20usize,
        ) {
            let rule = Rule { threshold, at_most, least };
            let before = |place: usize| tokens[..place].iter().rposition(|token| *token == tokens[place]);
            let previous: Vec<_> =
                (0..tokens.len()).map(|place| before(place).map_or(0, |before| number(before + 1))).collect();
            let found = Counter::new(rule).count(&previous, &Control::default());
            let (n, reversed): (_, Vec<_>) = (tokens.len(), tokens.iter().rev().copied().collect());
            let twice = [&tokens[..], &tokens[..]].concat();
            let expected = [by_hand(&tokens, n, rule), by_hand(&reversed, n, rule), by_hand(&twice, n, rule)];
            prop_assert_eq!(found, Ok(expected));
        }
    }
}
