//! Reported speech acts without a clause, images, what was denied, and what refers back.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{CueClass, Flag, Mode, Polarity};

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

    /// Auf Videos ist zu sehen, wie ...; auf den Bildern waren Waggons zu sehen: what is seen.
    pub(crate) fn seen(&mut self) {
        if self.unit.any & f::N_IMAGE == 0 || self.unit.any & f::ZU == 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let (Shape::Main, Some(finite)) = (segment.shape, segment.finite) else { continue };
            let sees = (segment.first + 1..segment.end).find(|&at| {
                self.unit.is(at, f::V_ZU)
                    && matches!(self.text(at), "sehen" | "erkennen" | "hören")
                    && self.unit.is(at - 1, f::ZU)
            });
            let image = (segment.first + 1..segment.end)
                .find(|&at| self.unit.is(at, f::N_IMAGE) && self.unit.is(at, f::CAP) && self.governed(at));
            let (Some(sees), Some(image), true) =
                (sees, image, self.unit.is(finite, f::SEIN | f::IND | f::K1))
            else {
                continue;
            };
            let lead = (segment.first..image).rev().find(|&at| self.unit.is(at, f::PREP | f::PREP_ART));
            let Some(lead) =
                lead.filter(|&at| matches!(self.word(at).as_str(), "auf" | "in" | "im" | "an" | "am"))
            else {
                continue;
            };
            let Some(end) = self.unit.phrase(lead + 1, segment.end) else { continue };
            let behind = self.unit.segments.get(index + 1).filter(|next| {
                next.before & f::COMMA != 0 && self.unit.is(next.first, f::WIE | f::WWORD | f::DASS)
            });
            let parts: Vec<Stretch> = match behind {
                Some(next) => vec![(next.first, self.stop())],
                None => [(segment.first, lead), (end.max(segment.first), segment.end)]
                    .into_iter()
                    .filter(|part| part.1 > part.0)
                    .collect(),
            };
            let parts = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
            let mut row = Row::new(Mode::Visual, parts, "image", 0.8);
            row.speaker = Some(self.unit.tokens((lead + 1, end)));
            row.cue = Some(self.unit.tokens((sees, sees + 1)));
            self.text(sees).clone_into(&mut row.lemma);
            self.add(row);
        }
    }

    /// hat weder Datum noch Ort mitgeteilt: what was not said.
    pub(crate) fn denied(&mut self, hit: &Hit) -> bool {
        let cue = self.cue(hit);
        if hit.is_final
            || hit.passive
            || hit.polarity != Polarity::Negative
            || cue.class != CueClass::Neutral
            || cue.frames & frames::REPORTED == 0
        {
            return false;
        }
        let end = self.unit.segments[hit.last].end;
        let negates = |at: usize| {
            let word = self.word(at);
            self.unit.is(at, f::NEG) && (word.starts_with("kein") || word == "weder")
        };
        let Some(negation) = (hit.finite + 1..end).find(|&at| negates(at)) else { return false };
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

    /// Das bestätigte der Minister; dies geht aus dem Bericht hervor; ..., das teilte er mit: what stands before.
    pub(crate) fn anaphor(&mut self, hit: &Hit) -> bool {
        let segment = self.unit.segments[hit.segment];
        let cue = self.cue(hit);
        let follows = cue.lemma == "hervorgehen"
            || cue.frames & frames::CLAUSE != 0 && cue.frames & frames::EVIDENCE == 0;
        let refers = matches!(self.word(segment.first).as_str(), "das" | "dies")
            && self.clause_finite(hit) == segment.first + 1;
        if hit.is_final || !refers || !follows {
            return false;
        }
        let Some(stretch) = self.before_anaphor(hit.segment) else { return false };
        if self.says_before_it(hit, stretch) {
            return true;
        }
        let mut row = Row::new(Mode::IndirectInd, vec![stretch], "das", 0.8);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() {
            return false;
        }
        self.rows.push(row);
        true
    }

    /// „...“ Das musste X einräumen; die Frau sei geflohen. Das sagten Zeugen: whose a statement is that stands for
    /// itself.
    fn says_before_it(&mut self, hit: &Hit, stretch: Stretch) -> bool {
        let stands = |row: &Row| {
            let (first, end) = row.hull();
            // The full stop is part of one.
            row.rule == "quote_sentence" && row.parts == [stretch]
                || row.mode == Mode::FreeIndirect
                    && row.parts.len() == 1
                    && first <= stretch.0
                    && end == stretch.1 + 1
                    && (row.speaker.is_none() || row.flag == Flag::SpeakerCarried)
        };
        let Some(quoted) = self.rows.iter().rposition(stands) else { return false };
        let mut row = self.rows[quoted].clone();
        (row.flag, row.speaker) = (Flag::Clear, None);
        self.finish_row(&mut row, hit);
        if row.speaker.is_some() {
            self.rows[quoted] = row;
        }
        self.rows[quoted].speaker.is_some()
    }

    /// The clause before a segment, or the sentence before the unit, if that is of the same paragraph.
    fn before_anaphor(&self, segment: usize) -> Option<Stretch> {
        if segment > 0 {
            let before = self.unit.segments[segment].before & (f::COMMA | f::DASH) != 0;
            let main = self.unit.segments[..segment].iter().any(|one| one.shape == Shape::Main);
            let end = self.unit.segments[segment].first - 1;
            return (before && main).then(|| self.unit.tokens((0, end)));
        }
        let first = self.unit.first;
        if first == 0 || self.document.paragraphs.binary_search(&first).is_ok() {
            return None;
        }
        let at = self.document.sentences.partition_point(|&start| start < first);
        let start = *self.document.sentences.get(at.wrapping_sub(1))?;
        let mut end = first;
        while end > start && self.document.tokens[end - 1].flags & f::STOP != 0 {
            end -= 1;
        }
        (end > start).then_some((start, end))
    }

    pub(crate) fn reported(&mut self, hit: &Hit) {
        if self.anaphor(hit) || self.visual(hit) || self.denied(hit) {
            return;
        }
        let cue = self.cue(hit);
        if hit.is_final || !self.says_what(hit) || self.quotes_as(hit) {
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
                    let text = self.word(at);
                    text == preposition
                        || text
                            .strip_suffix('m')
                            .is_some_and(|stem| preposition.starts_with(stem) && stem.len() > 1)
                        || text.strip_suffix('r').is_some_and(|stem| preposition == stem)
                }
            }),
        })
    }

    /// ... und dass ...: beside an object of its verb.
    pub(crate) fn is_joined(&self, segment: Segment) -> bool {
        segment.shape == Shape::That && segment.first > 0 && self.unit.is(segment.first - 1, f::COORD)
    }

    /// bezeichnete das als „...“: the quotation is what was said.
    fn quotes_as(&self, hit: &Hit) -> bool {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        let with_article = |at: usize| at + usize::from(self.unit.is(at + 1, f::DET | f::DET_OBL)) + 1;
        self.cue(hit).acts.contains(&"als")
            && (first..end).any(|at| {
                self.unit.items[at].quote.is_none()
                    && self.text(at).eq_ignore_ascii_case("als")
                    && self.unit.items.get(with_article(at)).is_some_and(|item| item.quote.is_some())
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
            let ends = next.before & (f::SEMI | f::COLON | f::STOP) != 0;
            if next.shape == Shape::Main || ends || self.is_joined(*next) {
                break;
            }
            last += 1;
        }
        (self.unit.segments[first].first, self.unit.segments[last].end)
    }
}
