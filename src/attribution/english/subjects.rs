//! Who is the subject of a verb, and where its noun phrase ends.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Stretch};
use super::super::flags as f;

/// Words that tell when, beside days and months.
pub(super) const TIMES: [&str; 13] = [
    "last", "this", "next", "late", "early", "day", "week", "weekend", "month", "year", "morning",
    "afternoon", "night",
];

/// Words for how long before or after something.
const SPANS: [&str; 14] = [
    "minutes", "hours", "days", "weeks", "months", "years", "hour", "day", "week", "month", "year",
    "shortly", "just", "soon",
];

/// Prepositions of where and when.
const PLACES: [&str; 6] = ["in", "at", "on", "during", "after", "before"];

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
            // Media reports suggested: all of it.
            if at + 1 == verb && self.is_noun(at) {
                return Some((start, end));
            }
            // A poll released by the council found ...
            let hangs = unit.is(at, f::V_PART)
                && self.english_phrase(start, at) == Some(at)
                && (at + 1..end).all(|next| !unit.is(next, f::COORD | f::FINITE));
            if hangs && unit.is(start, f::DET) {
                return Some((start, end));
            }
            // Another verb stands before: only what follows it.
            start = at + 1;
            start += usize::from(unit.is(start, f::DASS));
        }
        // Biden on Tuesday said
        if let Some(name) = self.english_phrase(start, end).filter(|&name| self.tells_when(name, end)) {
            return Some((start, name));
        }
        if let Some(inner) = self.inner_subject(start, end) {
            return Some(inner);
        }
        if self.is_whole_subject(start, end) {
            return Some((start, end));
        }
        let from = (start..end).find(|&at| {
            !unit.is(at, f::PREP | f::COORD | f::ADV) && self.english_phrase(at, end) == Some(end)
        })?;
        Some((from, end))
    }

    /// hours after Seoul warned; a move that economists say was overdue: the subject of the clause within.
    fn inner_subject(&self, first: usize, end: usize) -> Option<Stretch> {
        let unit = &self.unit;
        let leads = |&at: &usize| {
            unit.is(at, f::DASS) && !self.word(end - 1).ends_with("ed") || self.measures(at - 1)
        };
        let lead = (first + 1..end - 1).rev().find(leads)?;
        (self.english_phrase(lead + 1, end) == Some(end)).then_some((lead + 1, end))
    }

    /// hours after: how long before or after something.
    pub(super) fn measures(&self, at: usize) -> bool {
        SPANS.contains(&self.word(at).as_str())
            && matches!(self.word(at + 1).as_str(), "after" | "before" | "since")
    }

    /// on Tuesday, late Friday, in a speech in Ohio: nothing but when and where.
    fn tells_when(&self, first: usize, end: usize) -> bool {
        let mut at = first;
        while at < end {
            at = if self.unit.is(at, f::PREP) && !self.unit.is(at + 1, f::TIME) {
                let Some(next) = self.unit.core(at + 1, end) else { return false };
                next
            } else if self.unit.is(at, f::PREP | f::TIME | f::ADV) || TIMES.contains(&self.word(at).as_str())
            {
                at + 1
            } else {
                return false;
            };
        }
        first < end
    }

    /// A person close to the campaign: all of it, as nothing in it is a verb or a time.
    fn is_whole_subject(&self, first: usize, end: usize) -> bool {
        let unit = &self.unit;
        let other = f::FINITE | f::COORD | f::QUOTE | f::BOUNDARY | f::SUBORD;
        first < end
            && (unit.is(first, f::DET) || unit.is(first, f::NUMBER | f::CAP) && !unit.is(first, f::FUNCTION))
            && unit.core(first, end).is_some_and(|core| core > first + 1)
            && (first + 1..end).all(|at| unit.is(at, f::WORD | f::NUMBER) && !unit.is(at, other))
            && unit.is(end - 1, f::WORD)
            && !unit.is(end - 1, f::PREP | f::DET)
    }

    /// The subject of a verb behind insertions: Trump, who won, said; Smith's lawyer, John Doe, said.
    pub(super) fn subject_over_commas(&self, segment: usize) -> Option<Stretch> {
        let unit = &self.unit;
        for index in (0..segment).rev().take(4) {
            let one = unit.segments[index];
            if unit.is(one.end - 1, f::QUOTE) || unit.segments[index + 1].before & (f::SEMI | f::COLON) != 0 {
                return None;
            }
            let Some(first) = self.names_somebody(index) else { continue };
            // With the name or the office before.
            if let Some(before) = index.checked_sub(1).filter(|_| one.before & f::COMMA != 0)
                && let Some(name) = self.names_somebody(before)
                && (self.is_office(first, one.end)
                    || self.is_office(name, unit.segments[before].end)
                    || name > 0 && unit.is(name - 1, f::QUOTE))
            {
                return Some((name, one.end));
            }
            // Jane Roe, defending, said
            let acts = self.word(one.end + 1).ends_with("ing");
            let apposition = if acts { one.end } else { unit.apposition(one.end, unit.items.len()) };
            return Some((first, apposition.max(one.end)));
        }
        None
    }

    /// the mayor, Smith's lawyer: what stands beside a name, and is no time.
    fn is_office(&self, first: usize, end: usize) -> bool {
        let unit = &self.unit;
        unit.is(first, f::DET)
            || end > first + 1 && !unit.is(end - 1, f::CAP) && !TIMES.contains(&self.word(end - 1).as_str())
    }

    /// Where somebody's name begins, if a segment has nothing else; what was quoted may stand before it.
    fn names_somebody(&self, segment: usize) -> Option<usize> {
        let unit = &self.unit;
        let one = unit.segments[segment];
        let behind =
            (one.first..one.end).rev().find(|&at| unit.is(at, f::QUOTE)).map_or(one.first, |at| at + 1);
        let first = (behind..one.end).find(|&at| !unit.is(at, f::COORD))?;
        let starts = first == 0 || unit.is(first, f::CAP | f::DET);
        (starts
            && !matches!(one.shape, Shape::Relative | Shape::Aside)
            && !unit.is(first, f::REL | f::PREP)
            && (self.english_phrase(first, one.end) == Some(one.end)
                || self.is_whole_subject(first, one.end)))
        .then_some(first)
    }

    /// A noun phrase with what hangs on it.
    pub(super) fn english_phrase(&self, start: usize, end: usize) -> Option<usize> {
        let unit = &self.unit;
        let mut at = unit.core(start, end)?;
        // he; he and Clinton
        if unit.is(start, f::PRON) && !unit.is(start, f::DET) && !unit.is(at, f::COORD) {
            return Some(at);
        }
        let is_name = (start..at).all(|item| unit.is(item, f::CAP) && !unit.is(item, f::FUNCTION));
        while at < end {
            // Hugo Stein in a speech: no part of the name.
            if is_name && unit.is(at + 1, f::DET) && PLACES.contains(&self.word(at).as_str()) {
                break;
            }
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
