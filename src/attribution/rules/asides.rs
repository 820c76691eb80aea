//! `wie X sagte` and `so X`.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::{form, frames};
use super::super::{CueClass, Mode};

impl Engine<'_> {
    /// Whether a segment is `wie X sagte`.
    pub(crate) fn is_wie_clause(&self, index: usize) -> bool {
        let segment = self.unit.segments[index];
        if !self.leads_wie(segment) || segment.shape != Shape::Question {
            return false;
        }
        self.wie_cue(index).is_some()
    }

    /// Whether a segment begins with wie, or denn wie.
    pub(crate) fn leads_wie(&self, segment: Segment) -> bool {
        self.unit.is(segment.first, f::WIE)
            || segment.first + 1 < segment.end
                && self.unit.is(segment.first, f::COORD | f::ADV)
                && self.unit.is(segment.first + 1, f::WIE)
    }

    /// The verb of saying of `wie X sagte`: the item, the reading's cue and the last segment.
    pub(crate) fn wie_cue(&self, index: usize) -> Option<Hit> {
        let mut last = index;
        while last < self.unit.segments.len() && last < index + 4 {
            let segment = self.unit.segments[last];
            for at in (segment.first..segment.end).rev() {
                if self.unit.is(at, f::READING)
                    && self.unit.items[at].quote.is_none()
                    && !self.unit.is(at, f::CAP)
                {
                    let word = self.document.word(self.unit.items[at].token);
                    let whole = self.words.readings(word).iter().find(|reading| {
                        (!reading.split || self.prefix_before(at, **reading).is_some())
                            && !matches!(
                                self.lexicon.cues[reading.cue as usize].class,
                                CueClass::Mental | CueClass::Evaluative
                            )
                    });
                    let reading = *whole.or(self.words.readings(word).first())?;
                    let prefix = self.prefix_before(at, reading);
                    let is_end = at + 1 >= segment.end
                        || self.unit.is(
                            at + 1,
                            f::IND | f::K1 | f::K2 | f::PASSIVE | f::PREP | f::PREP_ART | f::COORD,
                        );
                    let cue = &self.lexicon.cues[reading.cue as usize];
                    if reading.split && prefix.is_none()
                        || !is_end
                        || cue.frames & (frames::INSERTED | frames::REPORTED | frames::EVIDENCE) == 0
                    {
                        continue;
                    }
                    if cue.class == CueClass::Mental || cue.class == CueClass::Evaluative {
                        continue;
                    }
                    let mut hit = self.new_hit(at, at, index, reading.cue);
                    hit.last = last;
                    hit.prefix = prefix;
                    hit.is_final = true;
                    hit.passive = self.unit.is(at + 1, f::PASSIVE) && reading.form & form::PARTICIPLE != 0;
                    return Some(hit);
                }
            }
            if last > index && segment.shape == Shape::Main {
                return None;
            }
            last += 1;
        }
        None
    }

    pub(crate) fn wie_clauses(&mut self) {
        if self.unit.any & f::WIE == 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            if !self.leads_wie(segment) || segment.shape == Shape::Aside {
                continue;
            }
            // sagte, wie ...: a question.
            if index > 0
                && self.unit.segments[index - 1].finite.is_some_and(|verb| self.unit.is(verb, f::READING))
                && index == 1
                && !self.unit.segments[..index].iter().any(|one| one.end - one.first > 6)
            {
                continue;
            }
            let Some(hit) = self.wie_cue(index) else { continue };
            let items = self.unit.items.len();
            let mut stop = items;
            while stop > 0 && self.unit.is(stop - 1, f::STOP | f::COLON) {
                stop -= 1;
            }
            let behind = self.behind_relative(hit.last + 1);
            let next = self.unit.segments.get(behind).map_or(stop, |next| next.first);
            let parts = if index == 0 {
                vec![(next, stop)]
            } else {
                let first = self.statement_start(index);
                let mut parts = vec![(self.unit.segments[first].first, segment.first.saturating_sub(1))];
                let opens = self.unit.segments[first..index].iter().any(|one| one.finite.is_some());
                if let Some(one) = self.unit.segments.get(behind)
                    && !(one.shape == Shape::Main && self.unit.is(one.first, f::COORD))
                    && !(one.shape == Shape::Relative && opens)
                    && one.before & f::COMMA != 0
                {
                    parts.push((next, stop));
                }
                parts
            };
            let parts: Vec<Stretch> =
                parts.into_iter().filter(|part| part.1 > part.0).map(|part| self.unit.tokens(part)).collect();
            if parts.is_empty() {
                continue;
            }
            let mut row = Row::new(Mode::WieClause, parts, "wie", 0.9);
            self.finish_row(&mut row, &hit);
            if row.speaker.is_none() {
                row.speaker = self.source_phrase(&hit);
            }
            if row.speaker.is_some_and(|(first, end)| end == first + 1 && self.document.text(first) == "man")
            {
                continue;
            }
            self.add(row);
        }
    }

    /// Wie aus der Studie hervorgeht, die der Zeitung vorliegt, steigen ...: over what is said of the source.
    fn behind_relative(&self, index: usize) -> usize {
        let is_comma = |index: usize| {
            self.unit.segments.get(index).filter(|one| one.before & f::COMMA != 0).map(|one| one.shape)
        };
        let relative = is_comma(index) == Some(Shape::Relative);
        if relative && is_comma(index + 1).is_some() { index + 1 } else { index }
    }

    pub(crate) fn so_clauses(&mut self) {
        if self.unit.any & f::SO == 0 {
            return;
        }
        for index in 1..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            if !self.unit.is(segment.first, f::SO) || segment.before & (f::COMMA | f::DASH | f::QUOTE) == 0 {
                continue;
            }
            let Some(next) = self.unit.phrase(segment.first + 1, segment.end) else { continue };
            if segment.finite.is_some_and(|verb| {
                verb < segment.first + 2 || !self.unit.is(segment.first + 1, f::DET | f::CAP)
            }) {
                continue;
            }
            if (segment.first + 1..segment.end)
                .any(|at| self.unit.is(at, f::FINITE) && !self.unit.is(at, f::CAP | f::DET))
            {
                continue;
            }
            // Es bestehe, so die Feuerwehr, keine Gefahr: the rest of the clause, and no apposition.
            let before = self.unit.segments[index - 1];
            let waits = before.shape == Shape::Main && before.finite == Some(before.end - 1);
            let end = if waits { next } else { self.unit.apposition(next, self.unit.items.len()) };
            let first = self.statement_start(index);
            let mut parts = vec![(self.unit.segments[first].first, self.trim(0, segment.first - 1))];
            let behind = self.unit.segments.iter().position(|one| one.first >= end.max(segment.end));
            if let Some(behind) = behind {
                let one = self.unit.segments[behind];
                let opening = self.unit.segments[first..index].iter().any(|one| one.finite.is_some());
                if one.before & f::COMMA != 0
                    && (!opening
                        || one.finite.is_none_or(|verb| self.is_subjunctive(verb))
                            && !self.unit.is(one.first, f::REL))
                {
                    parts.push((one.first, self.stop()));
                }
            }
            if parts[0].1 == parts[0].0 + 1 && self.unit.items[parts[0].0].quote.is_some() && parts.len() == 1
            {
                continue;
            }
            let parts: Vec<Stretch> =
                parts.into_iter().filter(|part| part.1 > part.0).map(|part| self.unit.tokens(part)).collect();
            if parts.is_empty() {
                continue;
            }
            let mut row = Row::new(Mode::Adposition, parts, "so", 0.9);
            row.cue = Some(self.unit.tokens((segment.first, segment.first + 1)));
            "so".clone_into(&mut row.lemma);
            row.speaker = self.someone((segment.first + 1, end));
            self.add(row);
        }
    }

    pub(crate) fn stop(&self) -> usize {
        let mut stop = self.unit.items.len();
        while stop > 0 && self.unit.is(stop - 1, f::STOP | f::COLON) {
            stop -= 1;
        }
        stop
    }
}
