//! Verbs that no list has: who stands beside one, before or behind a clause in the subjunctive, says so.

use super::super::Mode;
use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;

/// What finite verbs are that report nothing.
const AUXILIARY: u128 =
    f::IND | f::K1 | f::K2 | f::MODAL | f::PERFECT | f::PASSIVE | f::SEIN | f::SOLL | f::DUERFTE | f::READING;

impl Engine<'_> {
    /// X jammerte, das sei schlimm; das sei schlimm, jammerte X; X jammerte, dass es schlimm sei.
    pub(crate) fn unlisted(&mut self, before: usize) {
        if self.unit.any & (f::K1 | f::V_K1) == 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let Some(verb) = self.unlisted_verb(segment) else { continue };
            let mut hit = self.new_hit(verb, verb, index, self.lexicon.unlisted);
            hit.polarity = self.polarity(&hit);
            let before_verb = self.says_before(&hit).then(|| self.content_before(&hit)).flatten();
            let found = before_verb.or_else(|| {
                let found = self.content_behind(&hit)?;
                (found.1 == Mode::IndirectK1).then_some(found)
            });
            let Some((parts, mode, rule, confidence)) = found else { continue };
            let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
            if self.rows[before..].iter().any(|row| row.covers(parts[0].0)) {
                continue;
            }
            let mut row = Row::new(mode, parts, rule, confidence.min(0.75));
            self.finish_row(&mut row, &hit);
            self.name_verb(verb, &mut row);
            if row.speaker.is_some() {
                self.add(row);
            }
        }
    }

    /// The finite verb of a main clause, if it is in no list of verbs of saying.
    fn unlisted_verb(&self, segment: Segment) -> Option<usize> {
        match (segment.shape, segment.finite) {
            (Shape::Main, Some(verb)) => {
                (self.unit.is(verb, f::V_FIN) && !self.unit.is(verb, AUXILIARY)).then_some(verb)
            }
            // jammerte X; X jammerte: what looks like a past behind or before somebody.
            (Shape::Phrase, None) => {
                let looks = |at: usize| {
                    self.is_small_verb(at)
                        && (self.text(at).ends_with("te") || self.text(at).ends_with("ten"))
                        && !self.unit.is(at, AUXILIARY)
                };
                let behind = self.unit.phrase(segment.first, segment.end).filter(|&end| end < segment.end);
                Some(segment.first).filter(|&at| looks(at)).or(behind.filter(|&at| looks(at)))
            }
            _ => None,
        }
    }
}
