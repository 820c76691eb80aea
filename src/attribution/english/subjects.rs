//! Who is the subject of a verb, and where its noun phrase ends.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Stretch};
use super::super::flags as f;

impl Engine<'_> {
    /// The subject right before a verb: from the beginning of its segment, without adverbs and what a preposition leads.
    pub(super) fn english_subject(&self, verb: usize, first: usize) -> Option<Stretch> {
        let unit = &self.unit;
        let mut start = first;
        while start < verb
            && unit.is(start, f::COORD | f::ADV | f::SUBORD | f::DASS | f::QUOTE)
            && !unit.is(start, f::DET)
        {
            start += 1;
        }
        let mut end = verb;
        while end > start && unit.is(end - 1, f::ADV) {
            end -= 1;
        }
        if end <= start {
            return None;
        }
        // Somebody right before the verb: he said.
        if unit.is(end - 1, f::PRON) && !unit.is(end - 1, f::DET) {
            return Some((end - 1, end));
        }
        if let Some(at) = (start..end).find(|&at| unit.is(at, f::FINITE) && !unit.is(at, f::CAP)) {
            // Another verb stands before: only what follows it.
            start = at + 1;
        }
        if self.is_whole_subject(start, end) {
            return Some((start, end));
        }
        let from = (start..end).find(|&at| {
            !unit.is(at, f::PREP | f::COORD | f::ADV) && self.english_phrase(at, end) == Some(end)
        })?;
        Some((from, end))
    }

    /// A person close to the campaign: all of it, as nothing in it is a verb or a time.
    fn is_whole_subject(&self, first: usize, end: usize) -> bool {
        let unit = &self.unit;
        let other = f::FINITE | f::TIME | f::COORD | f::QUOTE | f::BOUNDARY | f::SUBORD;
        first < end
            && unit.is(first, f::DET)
            && unit.core(first, end).is_some_and(|core| core > first + 1)
            && (first + 1..end).all(|at| unit.is(at, f::WORD | f::NUMBER) && !unit.is(at, other))
            && unit.is(end - 1, f::WORD)
            && !unit.is(end - 1, f::PREP | f::DET)
    }

    /// The subject of a verb behind an insertion: Trump, who won, said.
    pub(super) fn subject_over_commas(&self, segment: usize) -> Option<Stretch> {
        let unit = &self.unit;
        for index in (0..segment).rev().take(4) {
            let one = unit.segments[index];
            let starts = index == 0 || unit.is(one.first, f::CAP | f::DET);
            if starts
                && one.shape != Shape::Relative
                && !unit.is(one.first, f::REL | f::PREP)
                && (self.english_phrase(one.first, one.end) == Some(one.end)
                    || self.is_whole_subject(one.first, one.end))
            {
                // Reed, a strategist, said: with the name before.
                let name = index.checked_sub(1).map(|before| unit.segments[before]).filter(|before| {
                    one.before & f::COMMA != 0
                        && unit.is(one.first, f::DET)
                        && unit.is(before.first, f::CAP)
                        && self.english_phrase(before.first, before.end) == Some(before.end)
                });
                if let Some(name) = name {
                    return Some((name.first, one.end));
                }
                let apposition = unit.apposition(one.end, unit.items.len());
                return Some((one.first, apposition.max(one.end)));
            }
        }
        None
    }

    /// A noun phrase with what hangs on it.
    pub(super) fn english_phrase(&self, start: usize, end: usize) -> Option<usize> {
        let unit = &self.unit;
        let mut at = unit.core(start, end)?;
        if unit.is(start, f::PRON) && !unit.is(start, f::DET) {
            return Some(at);
        }
        while at < end {
            let next = if unit.is(at, f::PREP)
                && !unit.is(at + 1, f::TIME)
                && (!unit.is(at, f::ZU) || unit.is(at + 1, f::DET | f::CAP))
                || unit.is(at, f::COORD)
            {
                unit.core(at + 1, end)
            } else {
                None
            };
            match next {
                Some(next) if !unit.is(at + 1, f::PRON) || unit.is(at + 1, f::DET) => at = next,
                _ => break,
            }
        }
        Some(at)
    }
}
