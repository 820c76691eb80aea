//! The rules of English, where clauses need no comma and the verb stands behind its subject.

mod clauses;
mod quotations;
mod sourceless;
mod subjects;

use super::engine::{Engine, Row, Stretch};
use super::flags as f;
use super::lexicon::{form, frames};
use super::{Mode, Polarity};

/// A verb of saying, its subject, and where its clause begins and ends, in items.
struct Said {
    verb: usize,
    /// The first item of subject and verb.
    first: usize,
    /// The item behind subject, verb and addressee.
    end: usize,
    cue: u16,
    subject: Option<Stretch>,
    passive: bool,
    negative: bool,
}

impl Engine<'_> {
    /// Reads a unit.
    pub(super) fn read_english(&mut self) {
        let before = self.rows.len();
        self.according();
        self.as_clauses();
        self.in_the_view();
        let mut said: Vec<Said> = Vec::new();
        for item in 0..self.unit.items.len() {
            let Some(mut one) = self.said(item) else { continue };
            // ... and added: the subject before.
            if one.subject.is_none() && one.first > 0 && self.unit.is(one.first - 1, f::COORD) {
                let index = self.unit.segment_of(item).unwrap_or(0);
                let (first, end) = (self.unit.segments[index].first, self.unit.segments[index].end);
                let front =
                    self.english_phrase(first, end).filter(|&next| next < item).map(|next| (first, next));
                one.subject = said.last().and_then(|last| last.subject).or(front);
            }
            said.push(one);
        }
        for one in &said {
            self.english_clause(one);
            self.english_image(one);
        }
        self.english_quotes(&said, before);
        self.english_evidential(before);
        self.headline();
        self.english_fragments(before, &said);
        self.settle(before, &[]);
    }

    /// A verb of saying at an item, with its subject.
    fn said(&self, verb: usize) -> Option<Said> {
        let unit = &self.unit;
        if !unit.is(verb, f::READING) || unit.items[verb].quote.is_some() || unit.is(verb, f::CAP) && verb > 0
        {
            return None;
        }
        let word = self.document.word(unit.items[verb].token);
        let readings = self.words.readings(word);
        let before = verb.checked_sub(1).map_or(0, |at| unit.flags(at));
        let auxiliary = (verb.saturating_sub(3)..verb).rev().find(|&at| {
            unit.is(at, f::PERFECT | f::PASSIVE | f::MODAL)
                || matches!(self.word(at).as_str(), "do" | "does" | "did")
                || unit.is(at, f::NEG) && unit.is(at, f::IND)
        });
        let is_near = |at: usize| (at + 1..verb).all(|between| unit.is(between, f::ADV | f::NEG));
        let auxiliary = auxiliary.filter(|&at| is_near(at));
        let past = readings.iter().find(|reading| reading.form & (form::PAST | form::PRESENT) != 0);
        let base = readings
            .iter()
            .find(|reading| reading.form & (form::PLURAL | form::INFINITIVE | form::PARTICIPLE) != 0);
        let running = readings.iter().find(|reading| reading.form & form::ZU != 0);
        let (reading, passive) = match auxiliary {
            // was shouting
            Some(at) if unit.is(at, f::SEIN) && running.is_some() => (running?, false),
            // ..., calling it “...”
            None if self.word(verb.wrapping_sub(1)) == "as" && running.is_some() => {
                return self.cited_as(verb, running?.cue);
            }
            None if running.is_some() => {
                return self.participle(verb, running?.cue).or_else(|| self.accompanied(verb, running?.cue));
            }
            Some(at) if unit.is(at, f::PASSIVE) && !unit.is(at, f::PERFECT) => {
                (readings.iter().find(|reading| reading.form & form::PARTICIPLE != 0)?, true)
            }
            Some(_) => (base.or(past)?, false),
            None => (past.or(base)?, false),
        };
        // declined to say whether ...
        let declined = before & f::ZU != 0
            && verb >= 2
            && matches!(self.word(verb - 2).as_str(), "declined" | "refused" | "failed");
        if before & (f::ZU | f::DET | f::PREP) != 0 && before & f::PRON == 0 && !declined {
            return None;
        }
        let start = if declined { verb - 2 } else { auxiliary.unwrap_or(verb) };
        let segment = unit.segment_of(verb)?;
        let bounds = unit.segments[segment];
        let mut subject = self.english_subject(start, bounds.first);
        let inverted = start == bounds.first || unit.is(start - 1, f::QUOTE);
        let mut end = verb + 1;
        // The plan, said X, is good.
        let put_in = start == bounds.first
            && unit.segments.get(segment + 1).is_some_and(|next| unit.is(next.first, f::FINITE))
            && self.english_phrase(verb + 1, bounds.end) == Some(bounds.end);
        if subject.is_none() && start == bounds.first && segment > 0 && !put_in {
            subject = self.subject_over_commas(segment);
        }
        // Asked whether he would resign, the governor replied ...
        let opens = f::OB | f::WWORD | f::DASS | f::PREP | f::ADV;
        if subject.is_none() && verb == 0 && unit.is(1, opens) {
            return None;
        }
        let behind_quote =
            start > 0 && (unit.is(start - 1, f::QUOTE) || start > 1 && unit.is(start - 2, f::QUOTE));
        let inserts = self.lexicon.cues[reading.cue as usize].frames & frames::INSERTED != 0;
        if subject.is_none() && inverted && (inserts || behind_quote) {
            let found = self.english_phrase(verb + 1, bounds.end).map(|next| (verb + 1, next));
            if let Some(found) = found {
                let apposition = if put_in { 0 } else { unit.apposition(found.1, unit.items.len()) };
                subject = Some((found.0, apposition.max(found.1)));
                end = apposition.max(found.1);
            }
        }
        let first = match subject {
            Some(found) if found.0 < verb => found.0,
            _ => start,
        };
        let negative = declined || (first..verb).any(|at| unit.is(at, f::NEG));
        Some(Said { verb, first, end, cue: reading.cue, subject, passive, negative })
    }

    /// State media quoted X as saying ...; X was quoted as saying ...
    fn cited_as(&self, verb: usize, cue: u16) -> Option<Said> {
        let unit = &self.unit;
        let first = unit.segments[unit.segment_of(verb)?].first;
        let quoted = (first..verb)
            .rev()
            .find(|&at| matches!(self.word(at).as_str(), "quoted" | "cited" | "quotes" | "cites"))?;
        let subject = if quoted + 2 == verb {
            let auxiliary = (first..quoted).rev().find(|&at| unit.is(at, f::PASSIVE))?;
            self.english_subject(auxiliary, first)?
        } else {
            (self.english_phrase(quoted + 1, verb - 1) == Some(verb - 1)).then_some((quoted + 1, verb - 1))?
        };
        Some(Said {
            verb,
            first: subject.0,
            end: verb + 1,
            cue,
            subject: Some(subject),
            passive: false,
            negative: false,
        })
    }

    /// ..., calling it “a mistake”: whose clause it follows.
    fn participle(&self, verb: usize, cue: u16) -> Option<Said> {
        let unit = &self.unit;
        let index = unit.segment_of(verb)?;
        let segment = unit.segments[index];
        if segment.first != verb || segment.before & f::COMMA == 0 || index == 0 {
            return None;
        }
        let main = unit.segments[..index].iter().rev().find(|one| one.finite.is_some())?;
        let subject = self.english_subject(main.finite?, main.first)?;
        Some(Said {
            verb,
            first: verb,
            end: verb + 1,
            cue,
            subject: Some(subject),
            passive: false,
            negative: false,
        })
    }

    /// ..., with an aide telling reporters that ...
    fn accompanied(&self, verb: usize, cue: u16) -> Option<Said> {
        let first = self.unit.segments[self.unit.segment_of(verb)?].first;
        let with = (first..verb).rev().find(|&at| self.word(at) == "with")?;
        let subject = (with + 1, verb);
        (self.english_phrase(subject.0, verb) == Some(verb)).then_some(Said {
            verb,
            first: subject.0,
            end: verb + 1,
            cue,
            subject: Some(subject),
            passive: false,
            negative: false,
        })
    }

    /// according to X
    fn according(&mut self) {
        if self.unit.any & f::LAUT == 0 {
            return;
        }
        for at in 0..self.unit.items.len() {
            if !self.unit.is(at, f::LAUT) || !self.unit.is(at + 1, f::ZU) {
                continue;
            }
            let index = self.unit.segment_of(at);
            let limit = index.map_or(self.unit.items.len(), |index| self.unit.segments[index].end);
            let Some(end) = self.english_phrase(at + 2, limit) else { continue };
            let plain = (end..limit).all(|item| {
                !self.unit.is(item, f::FINITE | f::QUOTE) || self.unit.is(item - 1, f::DET | f::DET_OBL)
            });
            // According to FBI notes, ...
            let leads = index == Some(0) && at == 0 && self.unit.is(limit, f::COMMA);
            let end = if plain || leads { limit } else { end };
            let end = self.unit.apposition(end, self.unit.items.len()).max(end);
            let stop = self.stop();
            // ..., who spoke on condition of anonymity, ...
            let behind = self.unit.segment_of(end + 1).map(|index| self.unit.segments[index]);
            let behind = behind.filter(|one| one.first == end + 1 && self.unit.is(one.first, f::REL));
            let parts: Vec<Stretch> = [(0, self.trim(0, at)), (behind.map_or(end, |one| one.end), stop)]
                .into_iter()
                .map(|(mut first, end)| {
                    while first < end && self.unit.is(first, f::COMMA) {
                        first += 1;
                    }
                    (first, end)
                })
                .filter(|part| part.1 > part.0 + 1 || part.1 > part.0 && self.unit.is(part.0, f::QUOTE))
                .collect();
            let quoted =
                matches!(parts[..], [part] if part.1 == part.0 + 1 && self.unit.is(part.0, f::QUOTE));
            let mode = if quoted { Mode::Direct } else { Mode::Adposition };
            let parts = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
            let mut row = Row::new(mode, parts, "according", 0.9);
            row.cue = Some(self.unit.tokens((at, at + 2)));
            "according to".clone_into(&mut row.lemma);
            row.speaker = Some(self.unit.tokens((at + 2, end)));
            self.add(row);
        }
    }

    fn fill(&self, row: &mut Row, said: &Said) {
        let cue = &self.lexicon.cues[said.cue as usize];
        row.lemma.clone_from(&cue.lemma);
        row.class = cue.class;
        row.cue = Some(self.unit.tokens((said.verb, said.verb + 1)));
        if said.negative {
            row.polarity = Polarity::Negative;
        }
        row.deny();
        row.speaker = if said.passive { None } else { said.subject.map(|found| self.unit.tokens(found)) };
        if row.mode == Mode::IndirectInd && row.speaker.is_some_and(|speaker| self.is_image(speaker)) {
            row.mode = Mode::Visual;
        }
    }
}
