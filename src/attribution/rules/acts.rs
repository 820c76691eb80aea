//! Reported speech acts without a clause, images, what was denied, and what refers back.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{CueClass, Mode, Polarity};

impl Engine<'_> {
    /// Bilder zeigten Waggons: what is seen.
    pub(crate) fn visual(&mut self, hit: &Hit) -> bool {
        if hit.is_final || self.cue(hit).lemma != "zeigen" || self.lexicon.english {
            return false;
        }
        let Some(front) = self.front(hit.segment, hit.finite) else { return false };
        if !self.any_in(front, f::N_IMAGE) {
            return false;
        }
        let (_, end) = self.clause(hit);
        if end <= hit.verb + 1 {
            return false;
        }
        let mut row = Row::new(Mode::Visual, vec![self.unit.tokens((hit.verb + 1, end))], "image", 0.8);
        self.finish_row(&mut row, hit);
        row.mode = Mode::Visual;
        self.add(row);
        true
    }

    /// hat weder Datum noch Ort mitgeteilt: what was not said.
    pub(crate) fn denied(&mut self, hit: &Hit) -> bool {
        let cue = self.cue(hit);
        if hit.is_final
            || hit.polarity != Polarity::Negative
            || cue.class != CueClass::Neutral
            || cue.frames & frames::REPORTED == 0
        {
            return false;
        }
        let end = self.unit.segments[hit.last].end;
        let Some(negation) = (hit.finite + 1..end).find(|&at| self.unit.is(at, f::NEG)) else { return false };
        let stop = if hit.verb > negation { hit.verb } else { end };
        if stop <= negation + 1 || !(negation + 1..stop).any(|at| self.unit.is(at, f::CAP)) {
            return false;
        }
        let mut row = Row::new(Mode::Reported, vec![self.unit.tokens((negation, stop))], "act_denied", 0.7);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() {
            return false;
        }
        self.add(row);
        true
    }

    /// Das bestätigte der Minister: what stands in the sentence before.
    pub(crate) fn anaphor(&mut self, hit: &Hit) -> bool {
        let segment = self.unit.segments[hit.segment];
        let cue = self.cue(hit);
        if hit.segment != 0
            || hit.is_final
            || hit.passive
            || cue.frames & frames::CLAUSE == 0
            || cue.frames & frames::EVIDENCE != 0
            || self.unit.first == 0
        {
            return false;
        }
        let first = self.text(segment.first);
        if !matches!(first, "Das" | "Dies") || self.clause_finite(hit) != segment.first + 1 {
            return false;
        }
        if self.document.paragraphs.binary_search(&self.unit.first).is_ok() {
            return false;
        }
        let at = self.document.sentences.partition_point(|&start| start < self.unit.first);
        let Some(&start) = self.document.sentences.get(at.wrapping_sub(1)) else { return false };
        let mut end = self.unit.first;
        while end > start && self.document.tokens[end - 1].flags & f::STOP != 0 {
            end -= 1;
        }
        let mut row = Row::new(Mode::IndirectInd, vec![(start, end)], "das", 0.8);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() || end <= start {
            return false;
        }
        self.rows.push(row);
        true
    }

    pub(crate) fn reported(&mut self, hit: &Hit) {
        if self.anaphor(hit) || self.visual(hit) || self.denied(hit) {
            return;
        }
        let cue = self.cue(hit);
        if hit.is_final || !self.says_what(hit) {
            return;
        }
        if cue.frames & frames::ADVERB != 0 && !self.has_adverb(hit) {
            return;
        }
        let (first, end) = self.clause(hit);
        let parts = vec![self.unit.tokens((first, end))];
        if self
            .rows
            .iter()
            .rev()
            .take(6)
            .any(|row| row.parts.iter().any(|&part| part.0 < parts[0].1 && parts[0].0 < part.1))
        {
            return;
        }
        let mut row = Row::new(Mode::Reported, parts, "act", 0.6);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() && !hit.passive {
            return;
        }
        if let Some(speaker) = row.speaker {
            let person = self.document.tokens[speaker.0..speaker.1]
                .iter()
                .any(|token| token.flags & (f::HOLDER | f::TITLE | f::PRON | f::N_DOC) != 0);
            let capitals = self.document.tokens[speaker.0..speaker.1]
                .iter()
                .filter(|token| token.flags & f::CAP != 0)
                .count();
            if !person && capitals == 0 {
                return;
            }
        }
        self.add(row);
    }

    /// Whether the object of a verb says what was said: fordert Neuwahlen, spricht von Erfolg.
    pub(crate) fn says_what(&self, hit: &Hit) -> bool {
        let end = self.unit.segments[hit.last].end;
        let first = self.unit.segments[hit.segment].first;
        self.cue(hit).acts.iter().any(|&preposition| match preposition {
            "" => hit.passive || self.has_object(hit) || self.front(hit.segment, hit.finite).is_none(),
            _ => (first..end).any(|at| {
                self.unit.items[at].quote.is_none() && {
                    let text = self.text(at).to_lowercase();
                    text == preposition
                        || text
                            .strip_suffix('m')
                            .is_some_and(|stem| preposition.starts_with(stem) && stem.len() > 1)
                        || text.strip_suffix('r').is_some_and(|stem| preposition == stem)
                }
            }),
        })
    }

    /// The clause of a verb with what hangs on it, in items.
    pub(crate) fn clause(&self, hit: &Hit) -> Stretch {
        let mut first = hit.segment;
        while first > 0
            && self.unit.segments[first].before & (f::COLON | f::SEMI | f::STOP) == 0
            && !(self.unit.segments[first - 1].shape == Shape::Main && first == hit.segment)
        {
            first -= 1;
        }
        let mut last = hit.last;
        while let Some(next) = self.unit.segments.get(last + 1) {
            if next.shape == Shape::Main || next.before & (f::SEMI | f::COLON | f::STOP) != 0 {
                break;
            }
            last += 1;
        }
        (self.unit.segments[first].first, self.unit.segments[last].end)
    }
}
