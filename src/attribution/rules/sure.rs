//! `ist X überzeugt`, `X ist sich sicher, dass`: what somebody is sure of, with no verb of saying.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;
use super::super::{CueClass, Mode};

/// How somebody is who is sure.
const SURE: [&str; 6] = ["gewiss", "optimistisch", "sicher", "skeptisch", "zuversichtlich", "überzeugt"];

impl Engine<'_> {
    pub(crate) fn sure(&mut self) {
        if self.unit.any & f::SEIN == 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let last = segment.end - 1;
            let Some(finite) = segment.finite.filter(|&verb| self.unit.is(verb, f::SEIN)) else { continue };
            let is_sure = segment.shape == Shape::Main
                && self.unit.is(finite, f::IND)
                && SURE.contains(&self.text(last))
                && !(segment.first..last).any(|at| self.unit.is(at, f::NEG));
            let found = is_sure.then(|| self.surely(index, finite)).flatten();
            let Some((content, speaker, mode)) = found.filter(|found| !self.is_neuter(found.1)) else {
                continue;
            };
            let mut row = Row::new(mode, vec![self.unit.tokens(content)], "sure", 0.8);
            row.cue = Some(self.unit.tokens((finite, finite + 1)));
            row.lemma = format!("{} sein", self.text(last));
            row.class = CueClass::Mental;
            row.speaker = Some(self.unit.tokens(speaker));
            self.add(row);
        }
    }

    /// What stands before `ist X überzeugt`, or behind `X ist überzeugt`, and X.
    fn surely(&self, index: usize, finite: usize) -> Option<(Stretch, Stretch, Mode)> {
        let segments = &self.unit.segments;
        let segment = segments[index];
        if finite == segment.first && index > 0 && segment.before & (f::COMMA | f::DASH) != 0 {
            let first = self.statement_start(index);
            let main = segments[first..index].iter().find(|one| one.shape == Shape::Main)?;
            let start = segments[first].first;
            let content = (start, self.trim(start, segment.first - 1));
            return Some((content, self.subject_behind(finite + 1, segment.end)?, self.mood(*main)));
        }
        let next = *segments.get(index + 1).filter(|next| next.before & f::COMMA != 0)?;
        let subjunctive = next.finite.is_some_and(|verb| self.is_subjunctive(verb));
        if next.shape != Shape::That && !(next.shape == Shape::Main && subjunctive) {
            return None;
        }
        let speaker = self.front(index, finite).or_else(|| self.subject_behind(finite + 1, segment.end))?;
        let hit = self.new_hit(finite, finite, index, 0);
        Some(((next.first, self.content_end(index + 1, &hit)), speaker, self.mood(next)))
    }
}
