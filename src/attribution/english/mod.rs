//! The rules of English, where clauses need no comma and the verb stands behind its subject.

mod clauses;
mod quotations;
mod sourceless;
mod subjects;
mod verbs;

use super::engine::{Engine, Row, Stretch};
use super::flags as f;
use super::lexicon::Cue;
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

impl Said {
    /// A participle with whoever says it.
    fn of_participle(verb: usize, first: usize, cue: u16, subject: Stretch) -> Self {
        Self { verb, first, end: verb + 1, cue, subject: Some(subject), passive: false, negative: false }
    }
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
                let last = said.last().and_then(|last| last.subject);
                one.subject = last.or_else(|| self.subject_of_sentence(one.first - 1));
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

    /// The cue that its verb is.
    fn cue_of(&self, said: &Said) -> &Cue {
        &self.lexicon.cues[said.cue as usize]
    }

    fn fill(&self, row: &mut Row, said: &Said) {
        let cue = self.cue_of(said);
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
