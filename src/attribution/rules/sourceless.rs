//! What nobody says: `soll`, and subjunctives without a frame.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;
use super::super::{CueClass, Mode};

/// What is so and cannot be planned.
const STATES: [&str; 9] = [
    "aufhalten", "befinden", "besitzen", "bevorstehen", "existieren", "leiden", "stammen", "verfügen",
    "wissen",
];

impl Engine<'_> {
    pub(crate) fn evidential(&mut self) {
        if self.unit.any & (f::SOLL | f::DUERFTE) == 0 || self.lexicon.english {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let Some(verb) = segment.finite else { continue };
            if !self.unit.is(verb, f::SOLL | f::DUERFTE) || segment.shape != Shape::Main {
                continue;
            }
            let token = self.unit.items[verb].token;
            if self.rows.iter().rev().take(8).any(|row| row.covers(token)) {
                continue;
            }
            let several = self.unit.segments.iter().filter(|one| one.shape == Shape::Main).count() > 1;
            let (first, end) =
                if several { self.own_clause(index) } else { (self.unit.first, self.unit.end) };
            let mut row = Row::new(
                Mode::EvidentialModal,
                vec![(first, end)],
                if self.is_reportative(segment) { "soll_haben" } else { "soll" },
                0.6,
            );
            row.class = CueClass::Evidential;
            row.cue = Some((token, token + 1));
            let lemma = if self.unit.is(verb, f::SOLL) { "sollen" } else { "dürfen" };
            lemma.clone_into(&mut row.lemma);
            if !self.is_reportative(segment) && self.unit.is(verb, f::SOLL) {
                row.class = CueClass::Scheduled;
            }
            self.add(row);
            return;
        }
    }

    /// The tokens of a main clause with what hangs on it.
    pub(crate) fn own_clause(&self, index: usize) -> Stretch {
        let segments = &self.unit.segments;
        let mut first = index;
        while first > 0
            && segments[first - 1].shape != Shape::Main
            && segments[first].before & (f::COLON | f::SEMI) == 0
        {
            first -= 1;
        }
        let mut last = index;
        while segments.get(last + 1).is_some_and(|next| {
            next.shape != Shape::Main && next.before & (f::SEMI | f::COLON | f::DASH) == 0
        }) {
            last += 1;
        }
        self.unit.tokens((segments[first].first, segments[last].end))
    }

    /// soll ... haben, soll bevorstehen: somebody says so; soll ... stattfinden: a plan.
    pub(crate) fn is_reportative(&self, segment: Segment) -> bool {
        let last = segment.end - 1;
        self.unit.is(last, f::PERFECT)
            || STATES.contains(&self.text(last))
            || self.unit.is(last, f::SEIN)
            || self.unit.is(last, f::SEIN | f::V_PL) && self.text(last) == "sein"
    }

    pub(crate) fn free_indirect(&mut self, before: usize) {
        if self.unit.any & (f::K1 | f::K2 | f::V_K1) == 0 || self.lexicon.english {
            return;
        }
        if self.unit.any & f::FIRST != 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let Some(verb) = segment.finite else { continue };
            if segment.shape != Shape::Main {
                continue;
            }
            let token = self.unit.items[verb].token;
            if self.rows[before..].iter().any(|row| row.covers(token)) {
                continue;
            }
            let follows = self.last.is_some_and(|(_, unit)| self.unit_number - unit <= 2);
            let sure = self.unit.is(verb, f::K1)
                || self.unit.is(verb, f::V_K1)
                    && verb > segment.first
                    && !self.unit.is(verb, f::V_FIN)
                    && !self.unit.is(verb + 1, f::CAP);
            let chained = self.chain.is_some_and(|(unit, _)| unit + 1 == self.unit_number);
            let likely = self.unit.is(verb, f::K2)
                && follows
                && !self.unit.is(verb, f::DUERFTE)
                && (chained || !self.unit.is(verb, f::MODAL));
            if !sure && !likely || verb == segment.first && self.unit.segments.len() > 1 && !sure {
                continue;
            }
            // sei es, es sei denn
            if self.unit.is(verb, f::SEIN)
                && (matches!(
                    self.document.tokens.get(token + 1).map(|_| self.document.text(token + 1)),
                    Some("denn" | "es" | "dank")
                ))
            {
                continue;
            }
            let framed = self.frame_of(index);
            let start = match framed {
                Some(_) => self.own_clause(index).0,
                None if index == 0 || self.rows.len() == before => self.unit.first,
                None => self.unit.items[segment.first].token,
            };
            let parts = vec![(start, self.unit.end)];
            let mut row = Row::new(
                Mode::FreeIndirect,
                parts,
                if sure { "subjunctive_1" } else { "subjunctive_2" },
                if sure { 0.8 } else { 0.6 },
            );
            match (self.in_whose_eyes(index, verb), framed) {
                (Some(found), _) => row.speaker = Some(self.unit.tokens(found)),
                (None, Some(frame)) if self.is_impersonal(frame) => row.speaker = self.informant(frame),
                (None, _) => {
                    // Er habe nicht gelogen, sagt X; er werde das beweisen.
                    let ended = |row: &&Row| {
                        let cue = row.cue.is_some_and(|cue| cue.1 <= start);
                        cue && row.parts.iter().all(|part| part.1 <= start) && row.speaker.is_some()
                    };
                    let own = self.rows[before..].iter().rev().find(ended).and_then(|row| row.speaker);
                    row.carry(own.or_else(|| self.carried(4)));
                }
            }
            // A chain of such sentences is one statement.
            if let Some((unit, chained)) = self.chain
                && unit + 1 == self.unit_number
                && start == self.unit.first
                && self.document.paragraphs.binary_search(&start).is_err()
                && self.rows[chained].speaker == row.speaker
            {
                self.rows[chained].parts[0].1 = self.unit.end;
                self.chain = Some((self.unit_number, chained));
                return;
            }
            if self.rows.len() == before {
                self.chain = Some((self.unit_number, self.rows.len()));
            }
            self.add(row);
            return;
        }
    }

    /// The main clause in the indicative before one in the subjunctive that hangs on it: Es wurde eingewandt, das
    /// verletze Gefühle.
    fn frame_of(&self, index: usize) -> Option<Segment> {
        let segments = &self.unit.segments;
        let own = segments[index];
        let at = (0..index).rev().find(|&at| segments[at].shape == Shape::Main)?;
        let frame = segments[at];
        let plain = frame.finite.is_some_and(|verb| {
            self.unit.is(verb, f::IND | f::V_FIN) && !self.unit.is(verb, f::K1 | f::K2) && verb > frame.first
        });
        let hangs =
            at + 1 == index && own.before & f::COMMA != 0 && own.finite.is_some_and(|verb| verb > own.first);
        (plain && hangs && !self.unit.is(own.first, f::COORD | f::ADV)).then_some(frame)
    }

    /// Whether nobody does what a clause says: Gegen das Buch wurde eingewandt; aus der Regierung ist zu hören.
    fn is_impersonal(&self, frame: Segment) -> bool {
        let Some(verb) = frame.finite else { return false };
        let last = frame.end - 1;
        let ends = self.unit.is(verb, f::PASSIVE) && self.unit.is(last, f::V_PART)
            || self.unit.is(verb, f::SEIN) && self.unit.is(last, f::V_ZU);
        ends && self.unit.is(frame.first, f::PREP | f::PREP_ART | f::ADV)
    }

    /// Aus der Regierung ist zu hören; von der Polizei war zu erfahren.
    fn informant(&self, frame: Segment) -> Option<Stretch> {
        let first = frame.first;
        if !["aus", "von", "vom", "seitens"].contains(&self.word(first).as_str()) {
            return None;
        }
        let end = self.unit.phrase(first + 1, frame.end).filter(|&end| Some(end) == frame.finite)?;
        Some(self.unit.tokens((first + 1, end)))
    }
}
