//! Noun phrases that name who speaks: where they begin and end, by closed classes and capitals.

use super::clauses::{Shape, Unit};
use super::flags as f;

impl Unit {
    /// The end of the noun phrase that begins at an item, and nothing if none does.
    pub(crate) fn phrase(&self, start: usize, end: usize) -> Option<usize> {
        let head = self.core(start, end)?;
        Some(self.attributes(start, head, end, true))
    }

    /// The same without what a preposition hangs on it.
    pub(crate) fn plain_phrase(&self, start: usize, end: usize) -> Option<usize> {
        let head = self.core(start, end)?;
        Some(self.attributes(start, head, end, false))
    }

    /// Article, adjectives, nouns and names.
    pub(crate) fn core(&self, start: usize, end: usize) -> Option<usize> {
        if self.english {
            return self.english_core(start, end);
        }
        let mut at = start;
        let late = self.late_adjective(at + 1, end).filter(|_| self.is(at, f::DET));
        let is_article = self.is(at, f::DET) && (late.is_some() || self.is(at + 1, f::CAP | f::ADJ));
        if at < end && self.is(at, f::PRON) && !is_article {
            return Some(at + 1);
        }
        if self.is(at, f::DET | f::DET_OBL) && at < end {
            at = late.unwrap_or(at + 1);
        }
        let mut modifiers = at;
        if at > start
            && let Some(attribute) = self.wide_attribute(at, end)
        {
            (at, modifiers) = (attribute, attribute);
        }
        // Adjectives and participles, with the adverbs before them; genitives before their noun.
        while at < end
            && (self.is_adjective(at)
                || at > start && (self.is_short(at) || self.is_degree(at))
                || at > modifiers
                    && self.is(at, f::COORD)
                    && self.is(at + 1, f::ADJ)
                    && !self.is(at + 1, f::FINITE))
        {
            at += 1;
        }
        // 25 bis 30, 75 Prozent.
        let nouns = at;
        while at < end
            && (self.is(at, f::CAP) && !self.is(at, f::FUNCTION)
                || at > nouns && self.is(at, f::NUMBER) && !self.is(at + 1, f::CAP)
                || at > nouns && self.is_short(at) && !self.is(at, f::SMALL_PHRASE)
                || at > nouns && self.is_particle(at))
        {
            // Mittwoch; Ende Januar
            if at == nouns && (self.is(at, f::TIME) || start == nouns && self.is(at + 1, f::TIME)) {
                return None;
            }
            at += 1;
            // nach Angaben von Moskau Russland erreicht
            if self.is(at - 1, f::PLACE) && self.is(at, f::PLACE) && !self.is(at - 1, f::ENDS_S) {
                break;
            }
        }
        // Nordkoreas staatliche Medien
        if at == nouns + 1
            && nouns == start
            && self.is(nouns, f::ENDS_S)
            && self.is(at, f::ADJ)
            && !self.is(at, f::FINITE | f::FUNCTION)
            && self.is(at + 1, f::CAP)
            && at + 1 < end
        {
            return self.core(at, end);
        }
        if at == nouns {
            // dieser, letzterer, der Vorsitzende as adjectives without a noun.
            return (start < modifiers
                && modifiers == at
                && (self.is(start, f::DET) && !self.is(start, f::PREFIX) && self.stands_alone(start)
                    || self.is(at, f::GENITIVE) && self.is(start, f::DET | f::DET_OBL)))
            .then_some(modifiers)
            .or_else(|| (nouns > start && self.is(nouns - 1, f::QUOTE)).then_some(nouns))
            .or_else(|| {
                (start < end && self.is_short(start) && !self.is(start + 1, f::COMMA)).then_some(start + 1)
            });
        }
        Some(at)
    }

    /// die in Bonn erscheinende Zeitung: where the adjective stands that a phrase comes before.
    fn wide_attribute(&self, at: usize, end: usize) -> Option<usize> {
        if !self.is(at, f::PREP | f::PREP_ART) || self.is(at, f::ADJ) {
            return None;
        }
        (at + 2..end.min(at + 8))
            .take_while(|&one| !self.is(one, f::BOUNDARY | f::IND | f::K1 | f::K2 | f::COORD))
            .find(|&one| {
                self.is(one, f::ADJ) && !self.is(one, f::CAP | f::FUNCTION) && self.is(one + 1, f::CAP)
            })
            .filter(|&one| self.is(one - 1, f::CAP | f::TIME | f::NUMBER | f::ADV) && !self.is(one, f::V_FIN))
    }

    /// An adjective or a number before a noun, and no verb.
    fn is_adjective(&self, at: usize) -> bool {
        self.is(at, f::ADJ | f::NUMBER)
            && !self.is(at, f::CAP | f::PREP | f::BOUNDARY)
            && (!self.is(at, f::FINITE) || self.is(at, f::ADJ) && self.is(at + 1, f::CAP))
    }

    /// noch nicht veröffentlichte Studie: the adjective behind adverbs with a negation, which is no verb.
    fn late_adjective(&self, start: usize, end: usize) -> Option<usize> {
        let at = (start..end).find(|&at| !self.is(at, f::ADV | f::NEG))?;
        let denied = (start..at).any(|at| self.is(at, f::NEG));
        let adjective = self.is(at, f::ADJ) && !self.is(at, f::FINITE | f::CAP) && self.is(at + 1, f::CAP);
        (denied && adjective).then_some(at)
    }

    /// sehr alte, rein zivile, noch zu schreibende: what stands before an adjective.
    fn is_degree(&self, at: usize) -> bool {
        let adjective = |at: usize| self.is(at, f::ADJ) && self.is(at + 1, f::CAP | f::ADJ);
        if self.is(at, f::CAP | f::FINITE | f::BOUNDARY | f::QUOTE) {
            return false;
        }
        if self.is(at, f::ZU) {
            return adjective(at + 1);
        }
        let other = f::FUNCTION | f::V_PART | f::V_INF | f::V_ZU | f::REL;
        if self.is(at, f::ADV) && !self.is(at, f::PREP) {
            return self.is(at + 1, f::ADJ) || self.is(at + 1, f::ZU) && adjective(at + 2);
        }
        self.is(at, f::WORD) && !self.is(at, other) && adjective(at + 1)
    }

    /// A quotation that can be a name: „heise online“.
    fn is_short(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.quote.is_some() && item.end - item.token <= 6)
    }

    /// Whether some nouns end with the name of somebody, which has no genitive behind it.
    fn is_named(&self, first: usize, end: usize) -> bool {
        let is_noun = |&at: &usize| self.is(at, f::CAP) && !self.is(at, f::DET | f::DET_OBL);
        let run = (first..end).rev().take_while(is_noun).count();
        self.is(end - 1, f::QUOTE)
            || run >= 2 && !self.is(end - 1, f::HOLDER | f::TITLE | f::N_DOC | f::N_ADP)
    }

    /// von, de, al in names: small, between capitals.
    fn is_particle(&self, at: usize) -> bool {
        !self.is(at, f::BOUNDARY | f::FINITE | f::DET | f::DET_OBL | f::COORD | f::ADV | f::PREP_ART | f::ADJ)
            && self.is(at + 1, f::CAP)
            && (!self.is(at, f::PREP) || self.is(at, f::PREFIX) && self.is(at, f::WWORD))
            && self.items.get(at).is_some_and(|item| item.end - item.token == 1 && item.quote.is_none())
            && !self.is(
                at,
                f::QUOTE
                    | f::PRON
                    | f::PRON_OBL
                    | f::V_PART
                    | f::V_INF
                    | f::PREFIX
                    | f::NEG
                    | f::WWORD
                    | f::SUBORD,
            )
            && self.is(at, f::WORD)
    }

    /// dieser, diese, jener, letzterer, beide without a noun.
    fn stands_alone(&self, at: usize) -> bool {
        !self.is(at + 1, f::ADJ | f::CAP | f::NUMBER) || self.is(at + 1, f::FINITE)
    }

    /// Genitives, phrases with von, a party in brackets, appositions, coordinated phrases.
    fn attributes(&self, start: usize, mut at: usize, end: usize, attaches: bool) -> usize {
        let stop = self.items.len();
        loop {
            if at < end
                && self.is(at, f::DET | f::DET_OBL)
                && self.is(at, f::GENITIVE)
                && !self.is_named(start, at)
                // der überwiegende Teil is no genitive.
                && (!self.is(at + 1, f::ADJ) || self.is(at + 1, f::ADJ_N))
                && let Some(next) = self.core(at, end)
            {
                at = next;
                continue;
            }
            let common = self.is(start, f::DET | f::DET_OBL)
                || self.is(at - 1, f::HOLDER | f::N_DOC | f::N_ADP | f::N_CLAUSE);
            // Angaben südkoreanischer Medien
            if at < end
                && common
                && self.is(at, f::ADJ)
                && self.is(at, f::GENITIVE)
                && !self.is(at, f::FINITE | f::FUNCTION)
                && !self.is_named(start, at)
                && let Some(next) = self.core(at, end)
            {
                at = next;
                continue;
            }
            if at < end && attaches && common && !self.is_named(start, at) && self.is(at, f::ATTACH) {
                let first = if self.is(at, f::PREP_ART) {
                    self.after_article(at, end)
                } else {
                    self.core(at + 1, end)
                };
                if let Some(next) = first {
                    at = next;
                    continue;
                }
            }
            // (SPD)
            if self.is(at, f::OPEN_PAREN) && at + 2 < stop {
                let close = (at + 1..(at + 5).min(stop)).find(|&close| self.is(close, f::CLOSE_PAREN));
                if let Some(close) = close
                    && (at + 1..close).all(|inner| self.is(inner, f::CAP | f::NUMBER | f::DASH))
                    && end > at
                {
                    at = close + 1;
                    continue;
                }
            }
            if at < end
                && self.is(at, f::COORD)
                && !self.is(at, f::ADV)
                && !self.is(at + 1, f::DET_OBL & !f::DET)
                && let Some(next) = self.core(at + 1, end)
                && !self.is(at + 1, f::PRON)
            {
                at = next;
                continue;
            }
            return at;
        }
    }

    fn after_article(&self, at: usize, end: usize) -> Option<usize> {
        let mut next = at + 1;
        while next < end && self.is(next, f::ADJ) && !self.is(next, f::CAP) {
            next += 1;
        }
        if self.is(next, f::TIME) {
            return None;
        }
        let nouns = next;
        while next < end && self.is(next, f::CAP) {
            next += 1;
        }
        (next > nouns).then_some(next)
    }

    /// The apposition behind a noun phrase: `, der Sprecher des Ministeriums,`. Its end, or the start.
    pub(crate) fn apposition(&self, at: usize, limit: usize) -> usize {
        if !self.is(at, f::COMMA)
            || self.is(at + 1, f::PRON | f::FINITE & !f::ADJ | f::COORD) && !self.is(at + 1, f::CAP | f::DET)
        {
            return at;
        }
        let Some(index) = self.segment_of(at + 1) else { return at };
        let segment = self.segments[index];
        // ..., sagte sie, ihre „Gedanken sind ...“
        // Nor is „ist gut.“ alone behind „Der Plan“, sagte sie.
        let alone = segment.end == at + 2 && self.items[at + 1].quote.is_some();
        if alone
            || (at + 1..segment.end).any(|inner| self.items[inner].quote.is_some() && !self.is_short(inner))
        {
            return at;
        }
        if segment.first != at + 1 || segment.end > limit || !matches!(segment.shape, Shape::Phrase) {
            return at;
        }
        match self.phrase(at + 1, segment.end) {
            Some(end)
                if end == segment.end && self.is(end, f::COMMA | f::STOP) || end >= self.items.len() =>
            {
                end
            }
            Some(end) if end >= segment.end && self.is(end, f::COMMA | f::STOP) => end,
            // ..., der Sprecher des Ministeriums in Seoul, ...
            Some(_)
                if (at + 1..segment.end).all(|inner| {
                    !self.is(inner, f::FINITE | f::V_PART | f::PREFIX)
                        || self.is(inner, f::CAP | f::DET | f::PREP)
                }) && self.is(segment.end, f::COMMA | f::STOP) =>
            {
                segment.end
            }
            _ => at,
        }
    }

    fn english_core(&self, start: usize, end: usize) -> Option<usize> {
        let mut at = start;
        if at < end && self.is(at, f::PRON) && !self.is(at, f::DET) {
            return Some(at + 1);
        }
        if at < end && self.is(at, f::DET | f::DET_OBL) {
            at += 1;
        }
        let first = at;
        while at < end
            && self.is(at, f::WORD | f::NUMBER)
            && (!self.is(
                at,
                f::FINITE
                    | f::PREP
                    | f::COORD
                    | f::SUBORD
                    | f::WWORD
                    | f::DASS
                    | f::OB
                    | f::REL
                    | f::PRON
                    | f::PRON_OBL
                    | f::ADV
                    | f::DET
                    | f::DET_OBL
                    | f::ZU
                    | f::V_ZU,
            ) || self.is(at, f::CAP) && !self.is(at, f::PRON | f::DET | f::DET_OBL | f::COORD | f::PREP)
                || at == first
                    && first > start
                    && self.is(at, f::V_PART | f::ADJ)
                    && !self.is(at + 1, f::BOUNDARY))
        {
            if self.is(at, f::TIME) {
                // The mayor Monday said
                if at > first {
                    break;
                }
                return None;
            }
            at += 1;
        }
        // one said
        (at > first).then_some(at).or_else(|| self.is(start, f::PRON).then_some(first))
    }
}
