//! Where a statement ends.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit};
use super::super::flags as f;
use super::super::lexicon::form;

impl Engine<'_> {
    /// Where a statement ends that begins with a segment.
    pub(crate) fn content_end(&self, first: usize, hit: &Hit) -> usize {
        let unit = &self.unit;
        let start = unit.segments[first];
        let mut end = unit.items.len();
        // The full stop is not part of it.
        while end > start.first && unit.is(end - 1, f::STOP | f::COLON | f::COMMA | f::SEMI) {
            end -= 1;
        }
        // The clause of the verb goes on behind it.
        if hit.is_final && (unit.segments[hit.segment].shape != Shape::Subordinate || hit.segment == 0)
            || self.waits(hit)
        {
            for index in first + 1..unit.segments.len() {
                let segment = unit.segments[index];
                if segment.before & f::COMMA != 0 && segment.finite == Some(segment.first) {
                    return segment.first - 1;
                }
            }
        }
        for index in first..unit.segments.len() {
            let segment = unit.segments[index];
            if index > first {
                let opens = segment.before;
                if opens & f::CLOSE_PAREN != 0 && start.before & f::OPEN_PAREN != 0 {
                    return segment.first - 1;
                }
                if opens & f::SEMI != 0 && !segment.finite.is_some_and(|verb| self.is_subjunctive(verb)) {
                    return segment.first - 1;
                }
                if opens & f::COLON != 0 && unit.is(segment.first, f::QUOTE) {
                    return segment.first - 1;
                }
                if opens & (f::COMMA | f::DASH) != 0 && self.ends_statement(index, start) {
                    return segment.first - 1;
                }
            }
            // ... und die Fraktion forderte ...
            let subjunctive = start.finite.is_some_and(|verb| self.is_subjunctive(verb));
            for at in segment.first + 2..segment.end {
                if subjunctive
                    && at < end
                    && unit.is(at, f::READING)
                    && unit.is(at, f::V_FIN)
                    && self.is_past(at)
                    && let Some((subject, _)) = self.joined_subject(at)
                    && subject - 1 > start.first
                {
                    return self.trim(start.first, subject - 1);
                }
            }
            // ... und forderte ...
            for at in segment.first + 1..segment.end {
                if unit.is(at, f::READING)
                    && at < end
                    && unit.is(at, f::V_FIN | f::IND)
                    && !unit.is(at, f::K1 | f::K2)
                    && (unit.is(at - 1, f::COORD)
                        || unit.is(at - 1, f::ADV) && unit.is(at.wrapping_sub(2), f::COORD))
                    && (!unit.is(at, f::V_PART) || self.is_past(at))
                {
                    let cut = if unit.is(at - 1, f::COORD) { at - 1 } else { at - 2 };
                    if cut > start.first {
                        return self.trim(start.first, cut);
                    }
                }
            }
        }
        end
    }

    pub(crate) fn is_past(&self, item: usize) -> bool {
        let word = self.document.word(self.unit.items[item].token);
        self.words.readings(word).iter().any(|reading| reading.form & form::PAST != 0)
    }

    pub(crate) fn trim(&self, start: usize, mut end: usize) -> usize {
        while end > start + 1 && self.unit.is(end - 1, f::COMMA | f::DASH) {
            end -= 1;
        }
        end
    }

    /// Whether the finite verb of the clause is still to come.
    pub(crate) fn waits(&self, hit: &Hit) -> bool {
        hit.finite > self.unit.segments[hit.last].end
    }

    /// Whether a segment behind a comma is no more part of a statement.
    pub(crate) fn ends_statement(&self, index: usize, start: Segment) -> bool {
        let segment = self.unit.segments[index];
        let unit = &self.unit;
        // ..., sagte er.  ..., so der Minister.  ..., wie er sagte.
        if segment.finite == Some(segment.first)
            && unit.is(segment.first, f::READING)
            && segment.shape == Shape::Main
        {
            return true;
        }
        if unit.is(segment.first, f::SO) && segment.finite.is_none() || self.is_wie_clause(index) {
            return true;
        }
        // ..., was bisher nicht bestätigt ist.
        if segment.shape == Shape::Question && matches!(self.text(segment.first), "was" | "womit" | "wobei") {
            return true;
        }
        // A main clause in the indicative behind an infinitive or a clause with its verb at the end.
        let complete = start.finite.is_some()
            || start.shape == Shape::Infinitive
            || unit.segments[..index].iter().any(|one| one.first > start.first && one.shape == Shape::Main);
        if segment.shape == Shape::Main
            && complete
            && start.shape != Shape::Main
            && segment.finite.is_some_and(|verb| !self.is_subjunctive(verb) && !unit.is(verb, f::V_PL))
            && (unit.is(segment.first, f::COORD | f::ADV | f::PRON))
        {
            return true;
        }
        start.shape == Shape::Main
            && segment.shape == Shape::Main
            && start.finite.is_some_and(|verb| self.is_subjunctive(verb))
            && unit.is(segment.first, f::COORD)
            && segment.finite.is_some_and(|verb| !self.is_subjunctive(verb) && !unit.is(verb, f::V_PL))
    }
}
