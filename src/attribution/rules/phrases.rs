//! Noun phrases that can be a subject: before a finite verb, over what is inserted, or behind it.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Stretch};
use super::super::flags as f;

impl Engine<'_> {
    /// The subject before the finite verb of a main clause, if there is one.
    pub(crate) fn front(&self, index: usize, finite: usize) -> Option<Stretch> {
        let segment = self.unit.segments[index];
        let mut at = segment.first;
        while at < finite && self.unit.is(at, f::COORD) {
            at += 1;
        }
        if at < finite {
            let Some(mut found) = self.front_phrase(at, finite) else {
                // Der Gerichtshof (EuGH) in Luxemburg hat ...
                return if segment.before & f::CLOSE_PAREN != 0 {
                    self.front_over_commas(index, finite)
                } else {
                    None
                };
            };
            // One phrase stands in front of the verb, with all that hangs on it.
            let hangs = f::PREP | f::PREP_ART | f::CAP | f::ADJ | f::DET | f::DET_OBL | f::NUMBER;
            if found.1 < finite
                && self.unit.is(found.1, f::PREP | f::PREP_ART)
                && !self.unit.is(found.0, f::PRON)
                && (found.1..finite)
                    .all(|item| self.unit.is(item, hangs) && !self.unit.is(item, f::ADV | f::TIME))
            {
                found.1 = finite;
            }
            // Kim, der Staatschef Nordkoreas sagte: the comma behind is missing.
            if index == 1
                && found.0 == segment.first
                && !self.is_neuter(found)
                && segment.before & f::COMMA != 0
                && self.unit.segments[0].shape == Shape::Phrase
                && let Some(name) = self.front_phrase(0, self.unit.segments[0].end)
                && name == (0, self.unit.segments[0].end)
            {
                return Some((0, found.1));
            }
            return Some(found);
        }
        self.front_over_commas(index, finite)
    }

    /// The subject where nothing but insertions stands between it and its verb.
    fn front_over_commas(&self, index: usize, finite: usize) -> Option<Stretch> {
        let own = self.unit.segments[index];
        // Die Lage, sagte X, sei ernst: the subject of the other verb.
        if own.first == finite
            && self.unit.is(finite, f::READING)
            && self.subject_behind(finite + 1, own.end).is_some()
            && self.resumed(index).is_some()
        {
            return None;
        }
        let mut first = index;
        while first > 0 {
            let before = self.unit.segments[first].before;
            if before & (f::COMMA | f::CLOSE_PAREN | f::OPEN_PAREN | f::DASH) == 0 {
                return None;
            }
            first -= 1;
            let one = self.unit.segments[first];
            match one.shape {
                Shape::Relative | Shape::Aside | Shape::Infinitive => {}
                Shape::Phrase => {
                    let starts = first == 0
                        || self.unit.segments[first].before & (f::COLON | f::SEMI | f::STOP) != 0
                        || matches!(self.unit.segments[first - 1].shape, Shape::Subordinate | Shape::Main);
                    if let Some(found) = self.front_phrase(one.first, one.end)
                        && starts
                    {
                        return Some(self.widen(found, finite));
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// With the appositions up to the verb.
    fn widen(&self, mut found: Stretch, finite: usize) -> Stretch {
        // (SPD)
        if self.unit.is(found.1, f::OPEN_PAREN)
            && let Some(close) =
                (found.1..finite.min(found.1 + 5)).find(|&at| self.unit.is(at, f::CLOSE_PAREN))
        {
            found.1 = close + 1;
        }
        let end = self.unit.apposition(found.1, finite);
        if end > found.1 { (found.0, end) } else { found }
    }

    pub(crate) fn front_phrase(&self, mut at: usize, end: usize) -> Option<Stretch> {
        // Auch X sagte; Nur X sagte.
        while at < end && self.unit.is(at, f::ADV) && !self.unit.is(at, f::PREP | f::CORRELATE) {
            at += 1;
        }
        if at >= end
            || self.unit.is(at, f::PREP | f::PREP_ART | f::SUBORD) && !self.unit.is(at, f::DET)
            || self.unit.is(at, f::PRON_OBL) && !self.unit.is(at, f::PRON)
        {
            return None;
        }
        let found = self.unit.phrase(at, end)?;
        // Ihr gegenüber sagte er ...
        if found < self.unit.items.len()
            && self.unit.items[found].quote.is_none()
            && self.text(found) == "gegenüber"
        {
            return None;
        }
        // Der englischen Zeitung sagte er: no nominative.
        if matches!(self.text(at), "Der" | "der") && self.unit.is(at + 1, f::ADJ_N) {
            return None;
        }
        let bare = found == at + 1 && at == 0 && self.unit.is(at, f::CAP);
        if bare && self.unit.is(at, f::V_PART) {
            return None;
        }
        // gerade dieser Tage
        if self.word(at) == "dieser" && self.word(at + 1) == "tage" {
            return None;
        }
        // Bestätigen wollte das niemand.
        if bare && self.unit.is(at, f::READING) && self.unit.is(at + 1, f::MODAL) {
            return None;
        }
        if self.unit.is(at, f::DET_OBL)
            && !self.unit.is(at, f::DET)
            && !matches!(self.word(at).as_str(), "einer" | "beiden" | "deren" | "dessen")
        {
            return None;
        }
        // ..., die Sprecherin des Ministeriums in Berlin sagte
        Some((at, found))
    }

    /// The subject behind a finite verb: the first noun phrase that no preposition governs.
    pub(crate) fn subject_behind(&self, mut at: usize, end: usize) -> Option<Stretch> {
        let mut guard = 0;
        while at < end && guard < 12 {
            guard += 1;
            if self.unit.is(at, f::PRON)
                && !(self.unit.is(at, f::DET) && self.unit.is(at + 1, f::CAP | f::ADJ))
            {
                if matches!(self.text(at), "es") {
                    at += 1;
                    continue;
                }
                return Some((at, at + 1));
            }
            if self.unit.is(at, f::PRON_OBL) && !self.unit.is(at, f::DET) {
                at += 1;
                continue;
            }
            if self.unit.is(at, f::ADV | f::NEG) && !self.unit.is(at, f::DET) && !self.unit.is(at, f::CAP) {
                at += 1;
                continue;
            }
            if self.unit.is(at, f::PREP | f::PREP_ART | f::LAUT | f::GEMAESS | f::NACH) {
                at = self.after_preposition(at, end);
                continue;
            }
            // teilte dessen Stellvertreter mit
            let of_whom = matches!(self.word(at).as_str(), "dessen" | "deren");
            if self.unit.is(at, f::DET_OBL) && !self.unit.is(at, f::DET) && !of_whom {
                at = self.unit.phrase(at, end)?;
                if self.unit.is(at, f::ZUFOLGE) {
                    at += 1;
                }
                continue;
            }
            let prefix = self.unit.is(at, f::PREFIX) && !self.unit.is(at, f::DET);
            if self.unit.is(at, f::BOUNDARY | f::DASS | f::OB) || prefix {
                return None;
            }
            if let Some(next) = self.unit.phrase(at, end) {
                if self.unit.is(next, f::ZUFOLGE) {
                    at = next + 1;
                    continue;
                }
                return Some((at, next));
            }
            if self.unit.is(at, f::TIME | f::NUMBER | f::ADJ | f::WORD) && !self.unit.is(at, f::FINITE) {
                at += 1;
                continue;
            }
            return None;
        }
        None
    }
}
