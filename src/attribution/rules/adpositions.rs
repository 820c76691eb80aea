//! laut, nach Angaben, zufolge, gemäß, demnach, and the clause they stand in.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;
use super::super::{CueClass, Mode, SpeakerType};

impl Engine<'_> {
    pub(crate) fn adpositions(&mut self) {
        let view = self.unit.any & f::N_ATT != 0;
        if self.unit.any & (f::LAUT | f::NACH | f::ZUFOLGE | f::GEMAESS | f::DEMNACH) == 0 && !view {
            return;
        }
        for at in 0..self.unit.items.len() {
            if self.unit.items[at].quote.is_some() {
                continue;
            }
            let flags = self.unit.flags(at);
            if flags & (f::LAUT | f::GEMAESS) != 0 {
                self.laut(at, flags & f::GEMAESS != 0);
            } else if flags & f::NACH != 0 && at >= 2 && self.text(at - 1) == "Vernehmen" {
                self.adposition((at, at + 1), (0, 0), (at - 2, at + 1), "rumour");
            } else if flags & f::NACH != 0 {
                self.nach(at);
            } else if flags & f::PREP != 0 && self.word(at) == "aus" && self.word(at + 1) == "sicht" {
                self.out_of_sight(at);
            } else if flags & f::ZUFOLGE != 0 {
                self.zufolge(at);
            } else if flags & f::DEMNACH != 0
                && (self.text(at).eq_ignore_ascii_case("demnach")
                    || at == 0 && self.text(at) == "Danach" && self.unit.is(at + 1, f::K1))
            {
                self.demnach(at);
            }
        }
    }

    pub(crate) fn laut(&mut self, at: usize, is_gemaess: bool) {
        let end = self.unit.items.len();
        // ein Gutachten, laut dem Pilze ...
        let hangs = at > 0
            && self.unit.is(at - 1, f::COMMA)
            && self
                .unit
                .segment_of(at)
                .is_some_and(|index| self.unit.segments[index].shape == Shape::Relative);
        if self.unit.is(at + 1, f::REL) && (hangs || !self.unit.is(at + 2, f::CAP | f::ADJ)) {
            self.adposition((at, at + 1), (at + 1, at + 2), (at, at + 2), "laut");
            return;
        }
        let name =
            self.unit.is(at + 1, f::WORD) && !self.unit.is(at + 1, f::FUNCTION | f::ADJ) && !is_gemaess;
        let Some(mut next) = self.unit.phrase(at + 1, end).or(name.then_some(at + 2)) else { return };
        let speaker = (at + 1, next);
        if is_gemaess && !self.any_in(speaker, f::N_ADP | f::N_DOC | f::HOLDER) {
            return;
        }
        if self.unit.is(at + 1, f::PRON) && !self.unit.is(at + 1, f::DET) {
            return;
        }
        let apposition = self.unit.apposition(next, end);
        if apposition > next {
            next = apposition;
        }
        self.adposition((at, at + 1), (at + 1, next), (at, next), "laut");
    }

    pub(crate) fn any_in(&self, (first, end): Stretch, flags: u128) -> bool {
        (first..end).any(|at| self.unit.is(at, flags))
    }

    pub(crate) fn nach(&mut self, at: usize) {
        let end = self.unit.items.len();
        // Seiner Meinung nach.
        if at > 0 && self.unit.is(at - 1, f::N_ADP) && !self.unit.is(at + 1, f::CAP) {
            let mut start = at - 1;
            while start > 0
                && self.unit.is(start - 1, f::ADJ | f::DET | f::DET_OBL | f::CAP)
                && !self.unit.is(start - 1, f::BOUNDARY | f::FINITE)
                && !self.unit.is(start, f::DET | f::DET_OBL)
            {
                start -= 1;
            }
            // die ihrer Meinung nach falsche Politik: an attribute; no ..., der ihrer Meinung nach falsch ist.
            let relative = start > 1 && self.unit.is(start - 1, f::REL) && self.unit.is(start - 2, f::COMMA);
            let attribute = start > 0 && self.unit.is(start - 1, f::DET | f::DET_OBL) && !relative;
            let asks = start > 0 && self.unit.is(start, f::CAP);
            if self.unit.is(start, f::DET_OBL | f::DET)
                && !self.unit.is(start, f::FIRST)
                && !attribute
                && !asks
            {
                self.adposition((at, at + 1), (start, at), (start, at + 1), "meinung_nach");
                return;
            }
        }
        // Studien, nach denen ...
        let clause = at > 0 && self.unit.is(at - 1, f::COMMA);
        if clause && matches!(self.word(at + 1).as_str(), "denen" | "welchen" | "welchem" | "welcher") {
            self.adposition((at, at + 1), (at + 1, at + 2), (at, at + 2), "nach");
            return;
        }
        // nach [den neuesten] Angaben [des Ministers]
        let mut noun = at + 1;
        while noun < end
            && noun < at + 5
            && !self.unit.is(noun, f::N_ADP | f::N_DOC)
            && self.unit.is(noun, f::DET | f::DET_OBL | f::ADJ | f::CAP | f::NUMBER)
            && !self.unit.is(noun, f::BOUNDARY)
        {
            noun += 1;
        }
        if !self.unit.is(noun, f::N_ADP | f::N_DOC) || !self.unit.is(noun, f::CAP) {
            return;
        }
        let is_report = self.unit.is(noun, f::N_ADP);
        let has_article = self.unit.is(at + 1, f::DET_OBL) && !self.unit.is(at + 1, f::GENITIVE);
        let stands = self.unit.is(noun, f::N_NORM) || self.is_told(at);
        if !is_report && has_article && self.text(at + 1) != "einem" && !stands {
            return;
        }
        let whole = self.unit.phrase(at + 1, end);
        let plain = self.unit.plain_phrase(at + 1, end).filter(|&plain| plain > noun + 1);
        let Some(mut next) = plain.or(whole) else { return };
        // nach ersten Angaben 2011: no part of it.
        if self.unit.is(noun + 1, f::NUMBER) {
            next = noun + 1;
        }
        // Nach ersten Meldungen Schäden ...: the next noun is somebody else's.
        if self.unit.is(noun + 1, f::CAP)
            && !self.unit.is(noun + 1, f::ENDS_S | f::HOLDER | f::PLACE | f::TITLE)
        {
            next = noun + 1;
        }
        // Angaben aus Moskau; Angaben von gestern are none.
        if self.unit.is(next, f::PREP)
            && self.text(next) == "aus"
            && let Some(more) = self.unit.core(next + 1, end)
        {
            next = more;
        }
        if self.unit.is(at + 1, f::DET) && self.text(at + 1) == "der" && !is_report && !stands {
            return;
        }
        // Who: the genitive or what follows von; without one, the whole phrase.
        let own = self.text(at + 1).starts_with("eigene");
        let speaker = if next > noun + 1 {
            let start =
                if self.unit.is(noun + 1, f::PREP | f::PREP_ART | f::ATTACH) { noun + 2 } else { noun + 1 };
            (start, next)
        } else {
            (at + 1, next)
        };
        let apposition = self.unit.apposition(next, end);
        let (speaker, outer) =
            if apposition > next { ((speaker.0, apposition), apposition) } else { (speaker, next) };
        if own {
            self.adposition((at, noun + 1), (at + 1, noun + 1), (at, outer), "nach_eigenen");
        } else {
            self.adposition((at, noun + 1), speaker, (at, outer), "nach");
        }
    }

    /// nach dem Bericht soll ...: somebody says so, and nothing happens after it.
    fn is_told(&self, at: usize) -> bool {
        let finite = self.unit.segment_of(at).and_then(|index| self.unit.segments[index].finite);
        finite.is_some_and(|verb| self.unit.is(verb, f::SOLL | f::K1))
    }

    /// Aus Sicht der Opposition ist ...
    fn out_of_sight(&mut self, at: usize) {
        let of = at + 2 + usize::from(self.unit.is(at + 2, f::ATTACH));
        if self.unit.is(at + 2, f::GENITIVE | f::ATTACH)
            && let Some(end) = self.unit.plain_phrase(of, self.unit.items.len())
        {
            self.adposition((at, at + 2), (of, end), (at, end), "aus_sicht");
        }
    }

    pub(crate) fn zufolge(&mut self, at: usize) {
        // The longest phrase that ends right before it.
        let limit = at.saturating_sub(12);
        let mut start = None;
        for first in (limit..at).rev() {
            if self.unit.is(first, f::BOUNDARY & !(f::OPEN_PAREN | f::CLOSE_PAREN)) {
                break;
            }
            if self.unit.phrase(first, at) == Some(at) && !self.unit.is(first, f::FINITE & !f::K1) {
                start = Some(first);
            }
        }
        // Ersten Angaben vom Mittwoch zufolge: back to the verb or the beginning.
        let start = start.or_else(|| {
            let first = (limit..at).rev().find(|&first| {
                first == 0
                    || self.unit.is(first - 1, f::BOUNDARY | f::IND | f::K1 | f::K2 | f::V_FIN | f::ADV)
            })?;
            self.any_in((first, at), f::N_ADP | f::N_DOC | f::HOLDER).then_some(first)
        });
        let Some(start) = start else { return };
        let rumour = self.any_in((start, at), f::N_RUMOUR);
        // Angaben des Ministers zufolge: the minister.
        let noun = (start..at).find(|&noun| self.unit.is(noun, f::N_ADP) && self.unit.is(noun, f::CAP));
        let mut speaker = (start, at);
        if let Some(noun) = noun
            && noun + 1 < at
        {
            let from = if self.unit.is(noun + 1, f::PREP | f::PREP_ART) { noun + 2 } else { noun + 1 };
            speaker = (from, at);
        }
        if rumour {
            self.adposition((at, at + 1), (0, 0), (start, at + 1), "rumour");
        } else {
            self.adposition((at, at + 1), speaker, (start, at + 1), "zufolge");
        }
    }

    /// The row of an adposition. Places are items: the cue, the speaker, the whole phrase.
    pub(crate) fn adposition(
        &mut self,
        cue: Stretch,
        mut speaker: Stretch,
        mut phrase: Stretch,
        rule: &'static str,
    ) {
        if matches!(rule, "nach" | "laut")
            && let Some(finite) = self.verb_behind_phrase(phrase)
        {
            speaker.1 = finite;
            phrase.1 = finite;
        }
        let Some(parts) = self.around(phrase) else { return };
        let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
        let mut row = Row::new(Mode::Adposition, parts, rule, 0.9);
        row.cue = Some(self.unit.tokens(cue));
        row.lemma = match rule {
            "laut" | "rumour" => self.word(cue.0),
            "zufolge" => "zufolge".to_owned(),
            "aus_sicht" => "aus".to_owned(),
            _ => "nach".to_owned(),
        };
        if rule == "rumour" {
            row.mode = Mode::EvidentialModal;
            row.class = CueClass::Evidential;
            row.kind = SpeakerType::Rumour;
        } else if rule == "nach_eigenen" {
            row.referent = self.clause_subject(phrase);
            row.speaker = row.referent.map(|_| self.unit.tokens(speaker));
        } else {
            row.speaker = Some(self.unit.tokens(speaker));
        }
        self.add(row);
    }

    /// In front of the finite verb there is one phrase; where it is this one, with more behind it: the verb.
    fn verb_behind_phrase(&self, phrase: Stretch) -> Option<usize> {
        let index = self.unit.segment_of(phrase.0)?;
        let first = self.unit.segments[index];
        let mut verbs = index;
        // des Instituts für Wirtschaft (IfW) steigen
        while self.unit.segments.get(verbs + 1).is_some_and(|next| next.before & f::OPEN_PAREN != 0) {
            verbs += 2;
        }
        let segment = *self.unit.segments.get(verbs)?;
        let finite = segment.finite.filter(|&finite| verbs == index || finite == segment.first)?;
        let leads = (first.first..phrase.0).all(|at| self.unit.is(at, f::COORD | f::ADV));
        let goes_on = self.unit.is(phrase.1, f::PREP | f::PREP_ART | f::COORD | f::GENITIVE);
        let near = phrase.1 < finite && finite - phrase.1 <= 12;
        (segment.shape == Shape::Main && leads && goes_on && near).then_some(finite)
    }

    /// Demnach: what has been cited says so.
    pub(crate) fn demnach(&mut self, at: usize) {
        let near = self.last.filter(|&(_, unit)| self.unit_number - unit <= 2);
        let near = near.or_else(|| self.topic.filter(|&(_, unit)| self.unit_number - unit <= 1));
        let Some(parts) = self.around((at, at + 1)) else { return };
        let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
        let mut row = Row::new(Mode::Adposition, parts, "demnach", 0.7);
        row.cue = Some(self.unit.tokens((at, at + 1)));
        "demnach".clone_into(&mut row.lemma);
        // It stands for them, as a pronoun does.
        row.carry(Some(self.unit.tokens((at, at + 1))));
        row.referent = near.map(|(speaker, _)| speaker);
        self.add(row);
    }

    pub(crate) fn clause_subject(&self, phrase: Stretch) -> Option<Stretch> {
        let index = self.unit.segment_of(phrase.0)?;
        let segment = self.unit.segments[index];
        let finite = segment.finite?;
        if segment.shape == Shape::Relative {
            return Some(self.unit.tokens((segment.first, segment.first + 1)));
        }
        let found = self.front(index, finite).or_else(|| self.subject_behind(finite + 1, segment.end))?;
        Some(self.unit.tokens(found))
    }

    /// The clause round a phrase, without it: parts in items.
    pub(crate) fn around(&self, phrase: Stretch) -> Option<Vec<Stretch>> {
        let unit = &self.unit;
        let index = unit.segment_of(phrase.0)?;
        let segment = unit.segments[index];
        let last_index = unit.segment_of(phrase.1 - 1).unwrap_or(index);
        let mut stop = unit.items.len();
        while stop > 0 && unit.is(stop - 1, f::STOP | f::COLON | f::COMMA | f::SEMI) {
            stop -= 1;
        }
        let (first, mut end) = match segment.shape {
            Shape::Main | Shape::Phrase | Shape::Infinitive => {
                let mut start = index;
                // Back to where the sentence begins, over what belongs to the first phrase of the clause.
                while start > 0 {
                    let before = unit.segments[start].before;
                    if before & (f::COLON | f::SEMI | f::STOP) != 0 {
                        break;
                    }
                    let one = unit.segments[start - 1];
                    if one.shape == Shape::Main
                        && (unit.is(unit.segments[start].first, f::COORD)
                            || segment.finite.is_some_and(|verb| verb > segment.first))
                        && start == index
                        && phrase.0 >= segment.first
                    {
                        break;
                    }
                    if one.shape == Shape::Aside && before & f::OPEN_PAREN != 0 {
                        break;
                    }
                    start -= 1;
                }
                (unit.segments[start].first, stop)
            }
            Shape::Aside => (segment.first, segment.end),
            _ => {
                // A subordinate clause with what hangs on it.
                let mut end = unit.segments[last_index].end;
                let mut next = last_index + 1;
                while let Some(one) = unit.segments.get(next) {
                    if !matches!(
                        one.shape,
                        Shape::Relative | Shape::Phrase | Shape::Infinitive | Shape::Question
                    ) || one.before & f::COMMA == 0
                    {
                        break;
                    }
                    end = one.end;
                    next += 1;
                }
                (segment.first, end)
            }
        };
        // ..., darunter laut X ...: another phrase of the kind ends this one.
        for next in last_index + 1..unit.segments.len() {
            let one = unit.segments[next];
            if one.first >= end {
                break;
            }
            let other = (one.first..one.end.min(one.first + 3)).any(|at| {
                unit.is(at, f::LAUT | f::NACH) && (unit.is(at, f::LAUT) || unit.is(at + 1, f::N_ADP))
            });
            let aside = self.is_wie_clause(next) || unit.is(one.first, f::SO) && one.finite.is_none();
            let contrast = one.shape == Shape::Main
                && one.before & f::COMMA != 0
                && matches!(self.text(one.first), "aber" | "doch" | "jedoch");
            let semi = one.before & f::SEMI != 0;
            if other || aside || contrast || semi {
                end = end.min(one.first - 1);
                break;
            }
        }
        let mut parts = Vec::new();
        let mut lead = (first, phrase.0);
        while lead.0 < lead.1 && unit.is(lead.0, f::COORD) {
            lead.0 += 1;
        }
        lead.1 = self.trim(lead.0, lead.1);
        if lead.1 > lead.0 && !(lead.1 == lead.0 + 1 && unit.is(lead.0, f::COMMA)) {
            parts.push(lead);
        }
        let mut rest = (phrase.1, end);
        while rest.0 < rest.1 && unit.is(rest.0, f::COMMA) {
            rest.0 += 1;
        }
        if rest.1 > rest.0 {
            parts.push(rest);
        }
        let verbs = parts.iter().any(|&(first, end)| {
            (first..end).any(|at| unit.is(at, f::FINITE | f::QUOTE | f::V_ZU)) || end - first >= 3
        });
        (!parts.is_empty() && verbs).then_some(parts)
    }
}
