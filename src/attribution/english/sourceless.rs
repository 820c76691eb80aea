//! What nobody is said to have said, what images show, and `as X reported`.

use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{CueClass, Mode};
use super::Said;

/// Participles of what nobody is named for: is said to, it is believed that.
const PASSED_ON: [&str; 11] = [
    "said", "believed", "thought", "reported", "understood", "alleged", "rumored", "rumoured", "feared",
    "claimed", "estimated",
];

impl Engine<'_> {
    /// reportedly; is said to ...; it is believed that ...
    pub(super) fn english_evidential(&mut self, before: usize) {
        for item in 0..self.unit.items.len() {
            if self.unit.items[item].quote.is_some() || !self.unit.is(item, f::HEARSAY | f::V_PART) {
                continue;
            }
            let Some((content, cue)) = self.hearsay(item).or_else(|| self.passed_on(item)) else { continue };
            let content = self.unit.tokens(content);
            if self.rows[before..].iter().any(|row| row.covers(self.unit.items[item].token)) {
                continue;
            }
            let mut row = Row::new(Mode::EvidentialModal, vec![content], "evidential", 0.8);
            row.class = CueClass::Evidential;
            row.cue = Some(self.unit.tokens((cue, item + 1)));
            row.lemma = self.word(item);
            self.add(row);
        }
    }

    /// The clause in which an adverb passes on.
    fn hearsay(&self, item: usize) -> Option<(Stretch, usize)> {
        let segment = self.unit.segments[self.unit.segment_of(item)?];
        self.unit.is(item, f::HEARSAY).then_some(((segment.first, segment.end), item))
    }

    /// Kim is said to ...: the clause; it is believed that ...: what is believed.
    fn passed_on(&self, item: usize) -> Option<(Stretch, usize)> {
        if !PASSED_ON.contains(&self.word(item).as_str()) {
            return None;
        }
        let unit = &self.unit;
        let index = unit.segment_of(item)?;
        let segment = unit.segments[index];
        let auxiliary = (segment.first..item)
            .rev()
            .take_while(|&at| unit.is(at, f::ADV | f::PASSIVE | f::PERFECT | f::NEG))
            .filter(|&at| unit.is(at, f::PASSIVE) && !unit.is(at, f::NEG))
            .last()?;
        if unit.is(item + 1, f::ZU) {
            return Some(((segment.first, segment.end), auxiliary));
        }
        let it = auxiliary > 0 && self.word(auxiliary - 1) == "it";
        (it && unit.is(item + 1, f::DASS)).then(|| ((item + 1, self.stop()), auxiliary))
    }

    /// Photos showed a train.
    pub(super) fn english_image(&mut self, said: &Said) {
        let cue = self.cue_of(said);
        let Some(subject) = said.subject.filter(|_| cue.frames & frames::EVIDENCE != 0 && !said.passive)
        else {
            return;
        };
        let subject = self.unit.tokens(subject);
        let end = self.english_end(said, said.verb + 1);
        if !self.is_image(subject) || end <= said.verb + 1 {
            return;
        }
        let content = self.unit.tokens((said.verb + 1, end));
        if self.rows.iter().rev().take(4).any(|row| row.covers(content.0)) {
            return;
        }
        let mut row = Row::new(Mode::Visual, vec![content], "image", 0.8);
        self.fill(&mut row, said);
        self.add(row);
    }

    /// As X reported, ...; ..., as X said on Monday.
    pub(super) fn as_clauses(&mut self) {
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            if self.word(segment.first) != "as" || segment.end < segment.first + 3 {
                continue;
            }
            let Some(verb) = self.verb_of_as(segment.first + 1, segment.end) else { continue };
            let stop = self.stop();
            let start = self.unit.segments[self.statement_start(index)].first;
            let before = (start, self.trim(start, segment.first.saturating_sub(1)));
            let behind = self.unit.segments.get(index + 1).filter(|next| next.before & f::COMMA != 0);
            let parts: Vec<Stretch> = [Some(before), behind.map(|next| (next.first, stop))]
                .into_iter()
                .flatten()
                .filter(|part| part.1 > part.0 + 1)
                .map(|part| self.unit.tokens(part))
                .collect();
            if parts.is_empty() || index > 0 && segment.before & (f::COMMA | f::DASH) == 0 {
                continue;
            }
            let mut row = Row::new(Mode::WieClause, parts, "as", 0.85);
            let word = self.document.word(self.unit.items[verb].token);
            if let Some(reading) = self.words.readings(word).first() {
                let cue = &self.lexicon.cues[reading.cue as usize];
                row.lemma.clone_from(&cue.lemma);
                row.class = cue.class;
            }
            row.cue = Some(self.unit.tokens((verb, verb + 1)));
            // the Guardian first reported
            let first = matches!(self.word(verb - 1).as_str(), "first" | "previously" | "earlier" | "also");
            row.speaker = Some(self.unit.tokens((segment.first + 1, verb - usize::from(first))));
            self.add(row);
        }
    }

    /// The verb of `as X reported`, with nothing but somebody before it, and a time or nothing behind.
    fn verb_of_as(&self, first: usize, end: usize) -> Option<usize> {
        let unit = &self.unit;
        let verb = (first + 1..end).find(|&at| unit.is(at, f::READING) && unit.is(at, f::V_FIN))?;
        let word = self.document.word(unit.items[verb].token);
        let inserts = self
            .words
            .readings(word)
            .iter()
            .any(|reading| self.lexicon.cues[reading.cue as usize].frames & frames::INSERTED != 0);
        let alone = verb + 1 == end || unit.is(verb + 1, f::PREP | f::TIME | f::ADV);
        let adverb = usize::from(unit.is(verb - 1, f::ADV) && verb > first + 1);
        (inserts && alone && self.english_phrase(first, verb - adverb) == Some(verb - adverb)).then_some(verb)
    }

    /// In her view; in the opinion of experts.
    pub(super) fn in_the_view(&mut self) {
        if self.unit.any & f::N_ATT == 0 {
            return;
        }
        for at in 0..self.unit.items.len() {
            let of = match (self.word(at).as_str(), self.word(at + 1).as_str()) {
                ("in", "his" | "her" | "their") => (at + 1, at + 2),
                ("in", "the") if self.word(at + 3) == "of" => {
                    let end = self.unit.segment_of(at).map_or(at, |index| self.unit.segments[index].end);
                    let Some(end) = self.english_phrase(at + 4, end) else { continue };
                    (at + 4, end)
                }
                _ => continue,
            };
            let noun = at + 2;
            if !self.unit.is(noun, f::N_ATT) {
                continue;
            }
            let end = of.1.max(noun + 1);
            let parts: Vec<Stretch> =
                [(0, self.trim(0, at)), (end + usize::from(self.unit.is(end, f::COMMA)), self.stop())]
                    .into_iter()
                    .filter(|part| part.1 > part.0 + 1)
                    .map(|part| self.unit.tokens(part))
                    .collect();
            // In her opinion, the judge wrote that ...: a text.
            let says = (0..self.unit.items.len())
                .any(|at| self.unit.is(at, f::READING) && self.unit.is(at, f::V_FIN));
            if parts.is_empty() || says {
                continue;
            }
            let mut row = Row::new(Mode::Adposition, parts, "view", 0.8);
            row.cue = Some(self.unit.tokens((noun, noun + 1)));
            row.lemma = self.word(noun);
            row.class = CueClass::Mental;
            row.speaker = Some(self.unit.tokens(of));
            self.add(row);
        }
    }
}
