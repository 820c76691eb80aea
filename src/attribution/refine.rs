//! What a word cannot be where it stands: a participle before a noun is no verb.

use super::clauses::Unit;
use super::document::Document;
use super::flags as f;

impl Unit {
    /// state media; a source close to the talks: no verbs.
    fn refine_compounds(&mut self, document: &Document<'_>) {
        for at in 0..self.items.len().saturating_sub(1) {
            let verb = f::V_FIN | f::V_PL | f::READING;
            if !self.items[at].is(verb) {
                continue;
            }
            let text = document.text(self.items[at].token);
            let behind = self.items[at + 1];
            let noun = matches!(text, "state" | "State")
                && !behind.is(f::DASS | f::DET | f::PRON | f::PREP | f::BOUNDARY | f::QUOTE | f::CAP);
            let close = text == "close" && behind.is(f::ZU);
            if noun || close {
                self.items[at].flags &= !verb;
            }
        }
    }

    /// Takes away what a word cannot be where it stands.
    pub(super) fn refine(&mut self, document: &Document<'_>) {
        if self.english {
            self.refine_compounds(document);
            // the report, a 2014 report, a claim
            for at in 1..self.items.len() {
                let before = self.items[at - 1];
                let of_number = before.is(f::NUMBER) && at > 1 && self.is(at - 2, f::DET);
                if self.items[at].is(f::V_FIN | f::V_PL)
                    && (before.is(f::DET | f::DET_OBL | f::PREP) || of_number)
                    && !before.is(f::ZU | f::PRON)
                {
                    self.items[at].flags &= !(f::V_FIN | f::V_PL | f::READING);
                }
            }
            return;
        }
        for at in 0..self.items.len() {
            let item = self.items[at];
            let (before, behind) =
                (at.checked_sub(1).map_or(0, |before| self.items[before].flags), self.flags(at + 1));
            // die verletzte Frau, ein geplanter Besuch, the form before a noun.
            if item.is(f::V_FIN | f::V_PL | f::V_K1 | f::V_PART)
                && !item.is(f::IND | f::K1 | f::K2)
                && item.is(f::ADJ)
                && (behind & f::CAP != 0
                    || behind & f::ADJ != 0 && behind & (f::FINITE | f::V_INF | f::V_PART) == 0)
                && (before & (f::DET | f::DET_OBL | f::PREP | f::PREP_ART | f::ADJ) != 0
                    || before & f::NUMBER != 0 && at >= 2 && self.is(at - 2, f::DET | f::DET_OBL))
                && behind & f::BOUNDARY == 0
                && !self.is_behind_that(document, at)
            {
                self.items[at].flags &= !(f::V_FIN | f::V_PL | f::V_K1 | f::V_PART | f::READING);
            }
            // die kürzlich veröffentlichte Studie, auf nicht näher bezeichnete Quellen
            if item.is(f::V_FIN)
                && item.is(f::ADJ)
                && behind & f::CAP != 0
                && before & (f::NEG | f::ADV) != 0
                && self.is_late_attribute(document, at)
            {
                self.items[at].flags &= !(f::V_FIN | f::V_PL | f::V_K1 | f::V_PART | f::READING);
            }
            // in einer von der Agentur verbreiteten Erklärung
            if item.is(f::V_FIN) && item.is(f::ADJ_N) && behind & f::CAP != 0 && self.opens_attribute(at) {
                self.items[at].flags &= !(f::V_FIN | f::V_PL | f::READING);
            }
            // seine as a possessive; sein before a noun.
            if item.is(f::SEIN)
                && item.is(f::DET)
                && behind & (f::CAP | f::ADJ) != 0
                && behind & f::BOUNDARY == 0
            {
                self.items[at].flags &= !(f::SEIN | f::V_INF | f::V_PL | f::IND);
            }
            // es regne: a verb that no list has.
            if before & f::PRON != 0
                && before & f::CAP == 0
                && item.is(f::ADJ)
                && !item.is(f::ADJ_N | f::CAP | f::FINITE | f::FUNCTION)
                && behind & (f::CAP | f::ADJ) == 0
                && at >= 2
                && self.items[at - 2].is(f::BOUNDARY)
            {
                self.items[at].flags |= f::V_K1;
            }
            // An infinitive behind zu.
            if before & f::ZU != 0
                && !item.is(f::CAP)
                && (item.is(f::V_INF | f::V_PL | f::IND | f::SEIN | f::PERFECT | f::PASSIVE | f::MODAL)
                    || (item.is(f::ADJ_N) || ends_in_n(document.text(item.token)))
                        && (behind & (f::BOUNDARY | f::COORD | f::QUOTE) != 0 || behind == 0))
            {
                self.items[at].flags = (item.flags & !(f::FINITE | f::SOLL)) | f::V_ZU;
            }
        }
    }

    /// Das berichteten Zeugen; das bestätigte Weber: the verb behind what it says, and no das erklärte Ziel ist ...
    fn is_behind_that(&self, document: &Document<'_>, item: usize) -> bool {
        let text = |at: usize| document.text(self.items[at].token);
        let opens = item == 1 || item > 1 && self.is(item - 2, f::BOUNDARY);
        if !opens || !text(item - 1).eq_ignore_ascii_case("das") {
            return false;
        }
        let finite = f::IND | f::K1 | f::K2 | f::V_FIN;
        let others = (item + 1..self.items.len())
            .take_while(|&at| !self.is(at, f::BOUNDARY))
            .any(|at| self.is(at, finite) && !self.is(at, f::CAP));
        text(item).ends_with("en") || !others
    }

    /// Whether adverbs stand before, and before them an article, or a preposition that has no noun yet.
    fn is_late_attribute(&self, document: &Document<'_>, item: usize) -> bool {
        let Some(first) = (0..item).rev().find(|&at| !self.is(at, f::NEG | f::ADV)) else { return false };
        if self.is(first, f::DET | f::DET_OBL) {
            // Das aber erklärte Kim.
            return !document.text(self.items[first].token).eq_ignore_ascii_case("das");
        }
        self.is(first, f::PREP) && (first + 1..item).any(|at| self.is(at, f::NEG))
    }

    /// Whether an article stands before with something between that no noun begins: einer von der ...
    fn opens_attribute(&self, item: usize) -> bool {
        (item.saturating_sub(8)..item.saturating_sub(1))
            .rev()
            .take_while(|&at| !self.is(at, f::BOUNDARY))
            .any(|at| self.is(at, f::DET | f::DET_OBL) && self.is(at + 1, f::PREP | f::PREP_ART))
    }
}

/// verbessern, foltern: an infinitive by its look, without -en.
fn ends_in_n(word: &str) -> bool {
    word.ends_with("ern") || word.ends_with("eln")
}
