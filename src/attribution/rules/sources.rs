//! Who is the source where the subject is not: the agent of a passive, what a report is in.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Hit, Stretch};
use super::super::flags as f;

impl Engine<'_> {
    /// von X, durch X in a passive clause; aus Moskau.
    pub(crate) fn agent(&self, hit: &Hit) -> Option<Stretch> {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        let mut at = first;
        while at < end {
            if self.unit.is(at, f::PREP | f::PREP_ART) {
                let text = self.word(at);
                let of = matches!(text.as_str(), "von" | "vom");
                // Von einem Brand wird berichtet: what is said.
                let said = of && self.cue(hit).acts.contains(&"von");
                let by = (of || matches!(text.as_str(), "durch" | "seitens")) && !said;
                let place = text == "aus" && self.unit.is(at + 1, f::HOLDER);
                if matches!(text.as_str(), "in" | "im")
                    && let Some(next) = self.unit.phrase(at + 1, end)
                    && self.any_in((at + 1, next), f::N_DOC)
                {
                    return Some(self.unit.tokens((at + 1, next)));
                }
                if by || place {
                    let start = at + 1;
                    let mut next = self.unit.phrase(start, end);
                    // von Beobachtern der Schluss gezogen
                    if next.is_some_and(|next| start < hit.verb && hit.verb < next) {
                        next = self.unit.core(start, end);
                    }
                    if let Some(next) = next
                        && !self.unit.is(start, f::NUMBER | f::TIME)
                        && (self.rank((start, next)) >= 2
                            || self.unit.is(start, f::DET | f::DET_OBL)
                            || at == first
                            || next == hit.verb)
                    {
                        return Some(self.unit.tokens((start, next)));
                    }
                }
            }
            at += 1;
        }
        None
    }

    /// heißt es in dem Bericht; heißt es aus Moskau; lautete das Fazit.
    pub(crate) fn source_phrase(&self, hit: &Hit) -> Option<Stretch> {
        let end = self.unit.segments[hit.last].end;
        // In dem Brief, der vorliegt, heißt es ...
        let mut index = hit.segment;
        if self.unit.segments[index].finite == Some(self.unit.segments[index].first) {
            while index > 0
                && matches!(
                    self.unit.segments[index - 1].shape,
                    Shape::Relative | Shape::Aside | Shape::Phrase
                )
            {
                index -= 1;
            }
        }
        let first = self.unit.segments[index].first;
        let lemma = self.cue(hit).lemma.as_str();
        if lemma == "lauten" {
            return self.subject_of_main(hit).map(|found| self.unit.tokens(self.behind_noun(found)));
        }
        let mut at = first;
        while at < end {
            if self.unit.is(at, f::PREP | f::PREP_ART) {
                let text = self.word(at);
                let of = ["in", "im", "aus", "von", "vom", "seitens", "bei", "beim", "auf"];
                if of.contains(&text.as_str()) {
                    if self.unit.is(at + 1, f::REL) && !self.unit.is(at + 2, f::CAP | f::ADJ) && at == first {
                        return self.antecedent(at).map(|found| self.unit.tokens(found));
                    }
                    let next = self.unit.phrase(at + 1, end);
                    // Auf Anfrage hieß es aus dem Ministerium ...
                    let asked = ["Anfrage", "Nachfrage", "Frage", "Fragen"].contains(&self.text(at + 1));
                    if let Some(next) = next
                        && !self.unit.is(at + 1, f::TIME)
                        && !asked
                    {
                        return Some(self.unit.tokens((at + 1, next)));
                    }
                }
            }
            at += 1;
        }
        None
    }

    /// The noun phrase a relative clause belongs to, which begins at an item behind a comma.
    pub(crate) fn antecedent(&self, item: usize) -> Option<Stretch> {
        let end = item.checked_sub(1)?;
        let limit = end.saturating_sub(10);
        (limit..end)
            .find(|&first| {
                self.unit.phrase(first, end) == Some(end)
                    && !self.unit.is(first, f::FINITE & !f::K1)
                    && (first == 0 || !self.unit.is(first - 1, f::ADJ | f::DET | f::DET_OBL))
            })
            .map(|first| (first, end))
    }
}
