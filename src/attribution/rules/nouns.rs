//! Nouns that introduce a clause, and headlines with a colon.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{DENIALS, Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::{CueClass, Mode, Polarity};

/// How far behind a headline a name is looked for, in tokens.
const FAR: usize = 1 << 10;

impl Engine<'_> {
    pub(crate) fn nominal(&mut self) {
        if self.unit.any & (f::N_CLAUSE | f::N_ATT | f::DEMNACH) == 0 {
            return;
        }
        for index in 1..self.unit.segments.len() {
            if let Some(row) = self.said_by_noun(index) {
                self.add(row);
            }
        }
    }

    /// Auf die Frage eines Kindes, ob ..., sagte X ...: what was asked.
    pub(crate) fn asked(&mut self) {
        for index in 1..self.unit.segments.len() {
            let (before, segment) = (self.unit.segments[index - 1], self.unit.segments[index]);
            let asks = matches!(segment.shape, Shape::Whether | Shape::Question);
            if !asks || segment.before & f::COMMA == 0 {
                continue;
            }
            let noun = (before.first + 1..before.end)
                .rev()
                .find(|&at| matches!(self.text(at), "Frage" | "Fragen" | "Nachfrage"));
            // sagte auf die Frage, not: kommt auf die Frage an, die Antwort auf die Frage.
            let says = before.finite.is_some_and(|verb| self.unit.is(verb, f::READING));
            let asked = |noun: &usize| {
                let lead = (before.first..*noun).rev().take(3).find(|&at| self.word(at) == "auf");
                lead.is_some_and(|lead| lead == before.first || says)
            };
            let Some(noun) = noun.filter(asked) else { continue };
            let content = self.unit.tokens((segment.first, segment.end));
            let mut row = Row::new(self.mood(segment), vec![content], "noun_question", 0.7);
            row.cue = Some(self.unit.tokens((noun, noun + 1)));
            self.text(noun).clone_into(&mut row.lemma);
            row.polarity = Polarity::Question;
            let of = noun + 1 + usize::from(self.unit.is(noun + 1, f::ATTACH));
            if self.unit.is(noun + 1, f::GENITIVE | f::ATTACH)
                && let Some(end) = self.unit.phrase(of, before.end)
            {
                row.speaker = Some(self.unit.tokens((of, end)));
            }
            self.add(row);
        }
    }

    /// What a noun at the end of the segment before introduces.
    fn said_by_noun(&self, index: usize) -> Option<Row> {
        let segment = self.unit.segments[index];
        let before = self.unit.segments[index - 1];
        let noun = self.noun_before(index)?;
        let subjunctive =
            segment.finite.is_some_and(|verb| self.is_subjunctive(verb) && verb > segment.first);
        let asks = matches!(segment.shape, Shape::Whether | Shape::Question);
        let follows = match segment.shape {
            Shape::That | Shape::Infinitive => !self.unit.is(segment.first, f::UM),
            // die Frage, ob ...: somebody's, or an open one.
            Shape::Whether | Shape::Question => {
                let open = !self.unit.is(noun + 1, f::GENITIVE | f::ATTACH);
                let doubt =
                    segment.shape == Shape::Whether && matches!(self.text(noun), "Zweifel" | "Antwort");
                !open && (self.text(noun) == "Frage" || doubt)
            }
            Shape::Main => subjunctive,
            Shape::Subordinate => self.unit.is(segment.first, f::DEMNACH),
            _ => false,
        };
        let start = self.unit.items[segment.first].token;
        let taken =
            || self.rows.iter().rev().take(12).any(|row| row.parts.iter().any(|part| part.0 == start));
        if segment.before & f::COMMA == 0 || !follows || taken() {
            return None;
        }
        let mut hit = self.new_hit(noun, before.finite.unwrap_or(noun), index - 1, 0);
        hit.is_final = false;
        // Die Forderung, ..., ist falsch: its clause goes on behind.
        let goes_on = self.unit.segments[index + 1..]
            .iter()
            .find(|one| one.finite == Some(one.first) && one.before & f::COMMA != 0);
        let end = self.content_end(index, &hit);
        let end = goes_on.map_or(end, |one| end.min(one.first - 1));
        let content = self.unit.tokens((segment.first, end));
        let mut row = Row::new(self.mood(segment), vec![content], "noun", 0.8);
        row.cue = Some(self.unit.tokens((noun, noun + 1)));
        self.text(noun).clone_into(&mut row.lemma);
        if asks {
            row.polarity = Polarity::Question;
        }
        if self.is_denied(before) {
            (row.class, row.polarity) = (CueClass::Distancing, Polarity::Negative);
        }
        row.speaker = self.holder_of_noun(noun, index - 1);
        // eine Schätzung, wonach ...: the estimate itself.
        if row.speaker.is_none() && segment.shape == Shape::Subordinate {
            row.speaker = self.antecedent(segment.first).map(|found| self.unit.tokens(found));
        }
        Some(row)
    }

    /// dementierte Berichte, wonach ...
    fn is_denied(&self, clause: Segment) -> bool {
        (clause.first..clause.end).filter(|&at| self.unit.is(at, f::READING)).any(|at| {
            let word = self.document.word(self.unit.items[at].token);
            let cues = self.words.readings(word).iter().filter(|reading| !reading.split);
            let mut lemmas = cues.map(|reading| self.lexicon.cues[reading.cue as usize].lemma.as_str());
            lemmas.any(|lemma| DENIALS.contains(&lemma) || lemma == "widersprechen")
        })
    }

    /// reagierte auf Vorwürfe, prüft Hinweise: what is said against the subject, or to it.
    fn is_heard(&self, noun: usize, clause: Segment) -> bool {
        let told = ["Vorw", "Anschuldig", "Gerücht", "Bericht", "Meldung", "Hinweis", "Verdacht"];
        let lead = (clause.first..noun).rev().take_while(|&at| noun - at <= 3);
        let meets = |at: usize| {
            matches!(self.text(at), "auf" | "gegen" | "Auf" | "Gegen")
                || self.text(at) == "mit" && (noun..clause.end).any(|at| self.text(at) == "konfrontiert")
        };
        let examines = |at: usize| {
            ["prüf", "geprüf", "überprüf", "untersuch"].iter().any(|stem| self.text(at).starts_with(stem))
        };
        told.iter().any(|stem| self.text(noun).starts_with(stem))
            && (lead.into_iter().any(meets) || (clause.first..clause.end).any(examines))
    }

    /// The noun with which the segment before ends, but for a genitive and a verb.
    fn noun_before(&self, index: usize) -> Option<usize> {
        let before = self.unit.segments[index - 1];
        let mut says = f::N_CLAUSE | f::N_ATT;
        if self.unit.is(self.unit.segments[index].first, f::DEMNACH) {
            says |= f::N_DOC | f::N_ADP | f::N_RUMOUR;
        }
        let between = f::V_PART
            | f::V_INF
            | f::V_FIN
            | f::IND
            | f::PASSIVE
            | f::PERFECT
            | f::GENITIVE
            | f::CAP
            | f::ADJ
            | f::ATTACH
            | f::PREFIX
            | f::ADV
            | f::SEIN
            | f::K1;
        let noun = (before.first.max(before.end.saturating_sub(10))..before.end)
            .rev()
            .find(|&at| self.unit.is(at, says) && self.unit.is(at, f::CAP))?;
        (noun + 1..before.end).all(|at| self.unit.is(at, between)).then_some(noun)
    }

    /// Who holds what a noun says: its genitive, or the subject of its clause.
    pub(crate) fn holder_of_noun(&self, noun: usize, index: usize) -> Option<Stretch> {
        let segment = self.unit.segments[index];
        if self.unit.is(noun + 1, f::GENITIVE | f::ATTACH) && noun + 1 < segment.end {
            let start = if self.unit.is(noun + 1, f::ATTACH) { noun + 2 } else { noun + 1 };
            if let Some(end) = self.unit.phrase(start, segment.end) {
                return Some(self.unit.tokens((start, end)));
            }
        }
        if self.is_heard(noun, segment) {
            return None;
        }
        let finite = segment.finite.or_else(|| self.earlier_finite(index))?;
        let of = self.unit.segment_of(finite)?;
        let passive = self.unit.is(finite, f::PASSIVE);
        let hit = Hit { passive, verb: noun, ..self.new_hit(noun, finite, of, 0) };
        if passive {
            return self.agent(&Hit { last: index, ..hit });
        }
        let main = self.unit.segments[of];
        let found = if main.shape == Shape::Main {
            let front = self.front(of, finite);
            match front {
                Some(front) if front.0 <= noun && noun < front.1 => self.subject_behind(finite + 1, main.end),
                Some(front) => Some(front),
                None => self.subject_behind(finite + 1, main.end),
            }
        } else {
            self.subject_of_final(main, &hit)
        }?;
        let itself = found.0 <= noun && noun < found.1;
        (!itself && !self.is_neuter(found)).then(|| self.unit.tokens(found))
    }

    /// `Putin: Nordkorea hat Interesse` and `Kim könnte reisen: Bericht`, where no full stop ends the line.
    pub(crate) fn headline(&mut self) {
        let items = self.unit.items.len();
        let Some(colon) = self.unit.items.iter().position(|item| item.is(f::COLON)) else { return };
        if items < 4
            || self.unit.is(items - 1, f::STOP)
            || self.document.paragraphs.binary_search(&self.unit.end).is_err()
        {
            return;
        }
        let is_name = |first: usize, end: usize| {
            self.unit.phrase(first, end) == Some(end)
                && self.rank((first, end)) >= 1
                && !self.unit.is(first, f::ADJ)
        };
        let front = colon <= 4 && is_name(0, colon);
        let back = items - colon <= 4
            && is_name(colon + 1, items)
            && self.any_in((colon + 1, items), f::N_DOC | f::HOLDER);
        let verb = |first: usize, end: usize| (first..end).any(|at| self.unit.is(at, f::FINITE));
        let (speaker, content) = if front
            && (verb(colon + 1, items) || self.unit.is(colon + 1, f::QUOTE))
            && self.capped(0, colon)
            && self.can_speak(colon)
        {
            ((0, colon), (colon + 1, items))
        } else if back && verb(0, colon) {
            ((colon + 1, items), (0, colon))
        } else {
            return;
        };
        if content.1 == content.0 + 1 {
            return;
        }
        let mut row = Row::new(Mode::IndirectInd, vec![self.unit.tokens(content)], "headline", 0.8);
        row.speaker = Some(self.unit.tokens(speaker));
        ":".clone_into(&mut row.lemma);
        self.add(row);
    }

    /// Whether what stands before a headline's colon is somebody, and no topic: an office, a report, first name and
    /// surname, or a surname that the text has with one of these, or with a verb of saying.
    fn can_speak(&self, colon: usize) -> bool {
        if self.any_in((0, colon), f::HOLDER | f::TITLE | f::N_DOC | f::N_ADP) {
            return true;
        }
        let is_name = |flags: u128| flags & f::CAP != 0 && flags & f::FUNCTION == 0;
        if colon > 1 {
            return (0..colon).all(|at| is_name(self.unit.flags(at)));
        }
        let (tokens, name) = (&self.document.tokens, self.text(0));
        let near = self.unit.end..tokens.len().saturating_sub(1).min(self.unit.end + FAR);
        near.into_iter().any(|at| {
            let before = tokens[at - 1].flags;
            let says = tokens[at + 1].flags & f::READING != 0 && before & (f::DET | f::DET_OBL | f::ADJ) == 0;
            self.document.text(at) == name && (is_name(before) && at > self.unit.end || says)
        })
    }

    /// Whether somebody who can speak is named: a holder, or two capitals, or one at the beginning.
    pub(crate) fn capped(&self, first: usize, end: usize) -> bool {
        self.rank((first, end)) >= 2
            || end == first + 1 && self.unit.is(first, f::CAP) && !self.unit.is(first, f::N_CLAUSE | f::N_ADP)
    }
}
