//! The rules of English, where clauses need no comma and the verb stands behind its subject.

use super::clauses::Shape;
use super::engine::{Engine, Row, Stretch};
use super::flags as f;
use super::lexicon::{form, frames};
use super::{CueClass, Flag, Mode, Polarity};

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

impl Engine<'_> {
    /// Reads a unit.
    pub(super) fn read_english(&mut self) {
        let before = self.rows.len();
        self.according();
        let mut said: Vec<Said> = Vec::new();
        for item in 0..self.unit.items.len() {
            let Some(mut one) = self.said(item) else { continue };
            // ... and added: the subject before.
            if one.subject.is_none() && item > 0 && self.unit.is(one.first - 1, f::COORD) {
                let index = self.unit.segment_of(item).unwrap_or(0);
                let (first, end) = (self.unit.segments[index].first, self.unit.segments[index].end);
                let front =
                    self.english_phrase(first, end).filter(|&next| next < item).map(|next| (first, next));
                one.subject = said.last().and_then(|last| last.subject).or(front);
            }
            said.push(one);
        }
        for one in &said {
            self.english_clause(one);
        }
        self.english_quotes(&said, before);
        self.headline();
        self.english_fragments(before, &said);
        self.settle(before, &[]);
    }

    /// A verb of saying at an item, with its subject.
    fn said(&self, verb: usize) -> Option<Said> {
        let unit = &self.unit;
        if !unit.is(verb, f::READING) || unit.items[verb].quote.is_some() || unit.is(verb, f::CAP) && verb > 0
        {
            return None;
        }
        let word = self.document.word(unit.items[verb].token);
        let readings = self.words.readings(word);
        let before = verb.checked_sub(1).map_or(0, |at| unit.flags(at));
        let auxiliary =
            (verb.saturating_sub(3)..verb).rev().find(|&at| unit.is(at, f::PERFECT | f::PASSIVE | f::MODAL));
        let is_near = |at: usize| (at + 1..verb).all(|between| unit.is(between, f::ADV | f::NEG));
        let auxiliary = auxiliary.filter(|&at| is_near(at));
        let past = readings.iter().find(|reading| reading.form & (form::PAST | form::PRESENT) != 0);
        let base = readings
            .iter()
            .find(|reading| reading.form & (form::PLURAL | form::INFINITIVE | form::PARTICIPLE) != 0);
        let running = readings.iter().find(|reading| reading.form & form::ZU != 0);
        let (reading, passive) = match auxiliary {
            // was shouting
            Some(at) if unit.is(at, f::SEIN) && running.is_some() => (running?, false),
            // ..., calling it “...”
            None if running.is_some() => return self.participle(verb, running?.cue),
            Some(at) if unit.is(at, f::PASSIVE) && !unit.is(at, f::PERFECT) => {
                (readings.iter().find(|reading| reading.form & form::PARTICIPLE != 0)?, true)
            }
            Some(_) => (base.or(past)?, false),
            None => (past.or(base)?, false),
        };
        if before & (f::ZU | f::DET | f::PREP) != 0 && before & f::PRON == 0 {
            return None;
        }
        let start = auxiliary.unwrap_or(verb);
        let segment = unit.segment_of(verb)?;
        let bounds = unit.segments[segment];
        let mut subject = self.english_subject(start, bounds.first);
        let inverted = start == bounds.first || unit.is(start - 1, f::QUOTE);
        let mut end = verb + 1;
        if subject.is_none()
            && inverted
            && segment > 0
            && matches!(unit.segments[segment - 1].shape, Shape::Relative | Shape::Question | Shape::Phrase)
        {
            subject = self.subject_over_commas(segment);
        }
        if subject.is_none() && inverted {
            let found = self.english_phrase(verb + 1, bounds.end).map(|next| (verb + 1, next));
            if let Some(found) = found {
                let apposition = unit.apposition(found.1, unit.items.len());
                subject = Some((found.0, apposition.max(found.1)));
                end = apposition.max(found.1);
            }
        }
        let first = match subject {
            Some(found) if found.0 < verb => found.0,
            _ => start,
        };
        let negative = (first..verb).any(|at| unit.is(at, f::NEG));
        Some(Said { verb, first, end, cue: reading.cue, subject, passive, negative })
    }

    /// ..., calling it “a mistake”: whose clause it follows.
    fn participle(&self, verb: usize, cue: u16) -> Option<Said> {
        let unit = &self.unit;
        let index = unit.segment_of(verb)?;
        let segment = unit.segments[index];
        if segment.first != verb || segment.before & f::COMMA == 0 || index == 0 {
            return None;
        }
        let main = unit.segments[..index].iter().rev().find(|one| one.finite.is_some())?;
        let subject = self.english_subject(main.finite?, main.first)?;
        Some(Said {
            verb,
            first: verb,
            end: verb + 1,
            cue,
            subject: Some(subject),
            passive: false,
            negative: false,
        })
    }

    /// The subject right before a verb: from the beginning of its segment, without adverbs and what a preposition leads.
    fn english_subject(&self, verb: usize, first: usize) -> Option<Stretch> {
        let unit = &self.unit;
        let mut start = first;
        while start < verb
            && unit.is(start, f::COORD | f::ADV | f::SUBORD | f::DASS | f::QUOTE)
            && !unit.is(start, f::DET)
        {
            start += 1;
        }
        let mut end = verb;
        while end > start && unit.is(end - 1, f::ADV) {
            end -= 1;
        }
        if end <= start {
            return None;
        }
        // Somebody right before the verb: he said.
        if unit.is(end - 1, f::PRON) && !unit.is(end - 1, f::DET) {
            return Some((end - 1, end));
        }
        if let Some(at) = (start..end).find(|&at| unit.is(at, f::FINITE) && !unit.is(at, f::CAP)) {
            // Another verb stands before: only what follows it.
            start = at + 1;
        }
        if self.is_whole_subject(start, end) {
            return Some((start, end));
        }
        let from = (start..end).find(|&at| {
            !unit.is(at, f::PREP | f::COORD | f::ADV) && self.english_phrase(at, end) == Some(end)
        })?;
        Some((from, end))
    }

    /// A person close to the campaign: all of it, as nothing in it is a verb or a time.
    fn is_whole_subject(&self, first: usize, end: usize) -> bool {
        let unit = &self.unit;
        let other = f::FINITE | f::TIME | f::COORD | f::QUOTE | f::BOUNDARY | f::SUBORD;
        first < end
            && unit.is(first, f::DET)
            && unit.core(first, end).is_some_and(|core| core > first + 1)
            && (first + 1..end).all(|at| unit.is(at, f::WORD | f::NUMBER) && !unit.is(at, other))
            && unit.is(end - 1, f::WORD)
            && !unit.is(end - 1, f::PREP | f::DET)
    }

    /// The subject of a verb behind an insertion: Trump, who won, said.
    fn subject_over_commas(&self, segment: usize) -> Option<Stretch> {
        let unit = &self.unit;
        for index in (0..segment).rev().take(4) {
            let one = unit.segments[index];
            let starts = index == 0 || unit.is(one.first, f::CAP | f::DET);
            if starts
                && one.shape != Shape::Relative
                && !unit.is(one.first, f::REL | f::PREP)
                && (self.english_phrase(one.first, one.end) == Some(one.end)
                    || self.is_whole_subject(one.first, one.end))
            {
                // Reed, a strategist, said: with the name before.
                let name = index.checked_sub(1).map(|before| unit.segments[before]).filter(|before| {
                    one.before & f::COMMA != 0
                        && unit.is(one.first, f::DET)
                        && unit.is(before.first, f::CAP)
                        && self.english_phrase(before.first, before.end) == Some(before.end)
                });
                if let Some(name) = name {
                    return Some((name.first, one.end));
                }
                let apposition = unit.apposition(one.end, unit.items.len());
                return Some((one.first, apposition.max(one.end)));
            }
        }
        None
    }

    /// A noun phrase with what hangs on it.
    fn english_phrase(&self, start: usize, end: usize) -> Option<usize> {
        let unit = &self.unit;
        let mut at = unit.core(start, end)?;
        if unit.is(start, f::PRON) && !unit.is(start, f::DET) {
            return Some(at);
        }
        while at < end {
            let next = if unit.is(at, f::PREP)
                && !unit.is(at + 1, f::TIME)
                && (!unit.is(at, f::ZU) || unit.is(at + 1, f::DET | f::CAP))
                || unit.is(at, f::COORD)
            {
                unit.core(at + 1, end)
            } else {
                None
            };
            match next {
                Some(next) if !unit.is(at + 1, f::PRON) || unit.is(at + 1, f::DET) => at = next,
                _ => break,
            }
        }
        Some(at)
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
            let end = if plain { limit } else { end };
            let end = self.unit.apposition(end, self.unit.items.len()).max(end);
            let stop = self.stop();
            let parts: Vec<Stretch> = [(0, self.trim(0, at)), (end, stop)]
                .into_iter()
                .map(|(mut first, end)| {
                    while first < end && self.unit.is(first, f::COMMA) {
                        first += 1;
                    }
                    (first, end)
                })
                .filter(|part| part.1 > part.0 + 1)
                .map(|part| self.unit.tokens(part))
                .collect();
            let mut row = Row::new(Mode::Adposition, parts, "according", 0.9);
            row.cue = Some(self.unit.tokens((at, at + 2)));
            "according to".clone_into(&mut row.lemma);
            row.speaker = Some(self.unit.tokens((at + 2, end)));
            self.add(row);
        }
    }

    fn fill(&self, row: &mut Row, said: &Said) {
        let cue = &self.lexicon.cues[said.cue as usize];
        row.lemma.clone_from(&cue.lemma);
        row.class = cue.class;
        row.cue = Some(self.unit.tokens((said.verb, said.verb + 1)));
        if said.negative {
            row.polarity = Polarity::Negative;
        }
        row.speaker = if said.passive { None } else { said.subject.map(|found| self.unit.tokens(found)) };
    }

    /// X said (that) ...; ..., X said.
    fn english_clause(&mut self, said: &Said) {
        let frames_of = self.lexicon.cues[said.cue as usize].frames;
        let unit = &self.unit;
        let Some(index) = unit.segment_of(said.verb) else { return };
        let segment = unit.segments[index];
        let mut at = said.end;
        // told reporters; said on Monday
        let mut skipped = 0;
        while at < segment.end && skipped < 3 && said.end == said.verb + 1 {
            if unit.is(at, f::PREP) && !unit.is(at, f::ZU) || unit.is(at, f::TIME | f::ADV) {
                let from = if unit.is(at, f::PREP) { at + 1 } else { at };
                let next = unit.core(from, segment.end).unwrap_or(from + 1);
                at = if unit.is(from, f::TIME) { from + 1 } else { next };
                skipped += 1;
            } else {
                break;
            }
        }
        let tells = matches!(
            self.lexicon.cues[said.cue as usize].lemma.as_str(),
            "tell" | "remind" | "assure" | "warn" | "urge" | "order" | "ask" | "advise" | "inform"
        );
        if tells && at < segment.end && !unit.is(at, f::DASS | f::ZU | f::OB | f::WWORD) {
            let next =
                if unit.is(at, f::PRON_OBL) { Some(at + 1) } else { self.english_phrase(at, segment.end) };
            if let Some(next) = next
                && (next == segment.end
                    || unit.is(
                        next,
                        f::DASS | f::ZU | f::OB | f::WWORD | f::PREP | f::DET | f::PRON | f::CAP | f::TIME,
                    ))
            {
                at = next;
                while unit.is(at, f::TIME)
                    || unit.is(at, f::PREP)
                        && unit.is(at + 1, f::TIME | f::DET | f::CAP)
                        && at + 2 < segment.end
                {
                    at = if unit.is(at, f::TIME) {
                        at + 1
                    } else {
                        unit.core(at + 1, segment.end).unwrap_or(at + 2)
                    };
                }
            }
        }
        let stop = self.english_end(said, at);
        let has_verb = |first: usize, end: usize| (first..end).any(|item| unit.is(item, f::FINITE));
        let behind = if at >= segment.end {
            None
        } else if unit.is(at, f::DASS) && frames_of & frames::CLAUSE != 0 {
            Some("that")
        } else if unit.is(at, f::OB | f::WWORD)
            && !unit.is(at, f::SUBORD)
            && frames_of & frames::QUESTION != 0
        {
            Some("question")
        } else if unit.is(at, f::ZU) && frames_of & frames::INFINITIVE != 0 {
            Some("infinitive")
        } else if frames_of & frames::BARE != 0
            && unit.is(at, f::DET | f::PRON | f::CAP | f::NUMBER | f::WORD)
            && !unit.is(at, f::PREP | f::SUBORD | f::COORD | f::WWORD | f::PRON_OBL)
            && has_verb(at + 1, stop)
            && skipped == 0
        {
            Some("bare")
        } else {
            None
        };
        if let Some(rule) = behind
            && !said.passive
            && said.subject.is_some()
        {
            let content = self.unit.tokens((at, stop));
            let mut row =
                Row::new(Mode::IndirectInd, vec![content], rule, if rule == "that" { 0.95 } else { 0.8 });
            self.fill(&mut row, said);
            if rule == "question" && row.polarity == Polarity::Positive {
                row.polarity = Polarity::Question;
            }
            self.add(row);
            return;
        }
        // ..., he said.
        let opens = index > 0
            && segment.before & f::COMMA != 0
            && (said.first == segment.first || said.verb == segment.first);
        if opens && frames_of & frames::INSERTED != 0 && said.subject.is_some() && !said.passive {
            let mut first = index;
            while first > 0 && unit.segments[first].before & (f::SEMI | f::COLON) == 0 {
                first -= 1;
            }
            let start = unit.segments[first].first;
            let end = self.trim(start, segment.first - 1);
            if end > start
                && !(end == start + 1 && unit.items[start].quote.is_some())
                && has_verb(start, end)
                && said.subject.is_some_and(|found| found.0 >= segment.first)
            {
                let mut row =
                    Row::new(Mode::IndirectInd, vec![self.unit.tokens((start, end))], "inserted", 0.85);
                self.fill(&mut row, said);
                self.add(row);
            }
        }
    }

    /// Where a statement ends: with the sentence, or before another verb of the same subject.
    fn english_end(&self, said: &Said, start: usize) -> usize {
        let unit = &self.unit;
        let stop = self.stop();
        for at in start + 1..stop {
            // ... and added that; ..., he said
            if unit.is(at, f::READING)
                && unit.is(at, f::V_FIN)
                && unit.is(at - 1, f::COORD)
                && !unit.is(said.verb, f::ZU)
            {
                return self.trim(start, at - 1);
            }
            if unit.is(at, f::COMMA) && unit.is(at + 1, f::LAUT) {
                return at;
            }
            if unit.is(at, f::SEMI) {
                return at;
            }
        }
        stop
    }

    /// Quotations: who says them.
    fn english_quotes(&mut self, said: &[Said], before: usize) {
        let mut last: Option<usize> = None;
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            let bounds = self.document.quotes[quote];
            let stretch = (bounds.open, bounds.end);
            if self.rows[before..].iter().any(|row| row.covers(bounds.open) && row.mode != Mode::Direct) {
                continue;
            }
            let words = self.words_in(quote);
            let unit = &self.unit;
            let closes = |token: usize| {
                self.document.tokens.get(token).is_some_and(|token| token.flags & (f::COMMA | f::STOP) != 0)
            };
            let inner_stop = closes(bounds.last - 1);
            let outer_comma = closes(bounds.end);
            let next = if unit.is(item + 1, f::COMMA) { item + 2 } else { item + 1 };
            // “A big deal” for the party, said X
            let rest = unit.segment_of(item).filter(|&index| unit.segments[index].first == item);
            let rest =
                rest.and_then(|index| unit.segments.get(index + 1)).filter(|one| one.before & f::COMMA != 0);
            let behind = said.iter().find(|one| {
                one.first == next
                    || one.verb == next
                    || words >= 3 && rest.is_some_and(|rest| one.verb == rest.first)
            });
            let ahead = said.iter().rev().find(|one| {
                one.verb < item && {
                    let gap = one.end.max(one.verb + 1)..item;
                    gap.clone().all(|at| !unit.is(at, f::FINITE | f::SEMI))
                        && item - one.verb <= 12
                        && unit.is(item - 1, f::COMMA | f::COLON)
                        || gap.is_empty()
                }
            });
            let mut row = Row::new(Mode::Direct, vec![stretch], "quote", 0.9);
            if !bounds.closed {
                row.flag = Flag::UnbalancedQuote;
                row.confidence = 0.5;
            }
            let same = |row: &Row, one: &Said| row.cue == Some(self.unit.tokens((one.verb, one.verb + 1)));
            if let (Some(last), Some(one)) = (last, ahead)
                && same(&self.rows[last], one)
            {
                self.rows[last].parts.push(stretch);
                continue;
            }
            if let Some(one) = behind
                .filter(|one| (inner_stop || outer_comma || one.verb > next + 1) && one.subject.is_some())
            {
                row.rule = "quote_inserted";
                self.fill(&mut row, one);
            } else if let Some(one) = ahead.filter(|one| one.subject.is_some() || one.verb == 0) {
                row.rule = "quote_behind";
                if item > 0 && !unit.is(item - 1, f::COMMA | f::COLON) && words < 4 {
                    continue;
                }
                self.fill(&mut row, one);
            } else if let Some(last) = last
                && (unit.is(item - 1, f::COMMA | f::STOP) || words >= 4)
                && item <= 14
            {
                // “A,” he said, “B.”
                self.rows[last].parts.push(stretch);
                continue;
            } else if item == 0 && (inner_stop || unit.items.len() <= 2) && words >= 3 {
                row.rule = "quote_sentence";
                row.confidence = row.confidence.min(0.7);
                row.carry(self.carried(2));
            } else if item > 0 && unit.is(item - 1, f::COLON) {
                row.rule = "quote_colon_bare";
                row.confidence = 0.75;
                row.speaker = self.subject_before(self.unit.segment_of(item).unwrap_or(0).max(1));
            } else {
                continue;
            }
            last = Some(self.rows.len());
            if row.speaker.is_some() {
                // The paragraphs before are theirs as well.
                for pending in self.pending.drain(..) {
                    self.rows[pending].speaker = row.speaker;
                    self.rows[pending].cue = row.cue;
                    self.rows[pending].lemma.clone_from(&row.lemma);
                    self.rows[pending].flag = Flag::SpeakerCarried;
                }
            }
            if bounds.goes_on && row.speaker.is_none() {
                self.pending.push(self.rows.len());
            }
            self.rows.push(row);
        }
    }

    /// Words in quotation marks inside what is reported, or as the object of a verb of saying.
    fn english_fragments(&mut self, before: usize, said: &[Said]) {
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            let bounds = self.document.quotes[quote];
            let stretch = (bounds.open, bounds.end);
            if self.rows[before..].iter().any(|row| row.parts.contains(&stretch)) || self.is_name(item, quote)
            {
                continue;
            }
            let mut row = Row::new(Mode::Partial, vec![stretch], "fragment", 0.8);
            let Some(around) = self.rows[before..].iter().position(|row| row.covers(bounds.open)) else {
                let near = said.iter().rev().find(|one| {
                    one.verb < item && self.unit.segment_of(one.verb) == self.unit.segment_of(item)
                });
                if let Some(one) = near.filter(|one| one.subject.is_some() && !one.passive) {
                    row.rule = "fragment_verb";
                    self.fill(&mut row, one);
                    self.rows.push(row);
                }
                continue;
            };
            let outer = self.rows[before + around].clone();
            row.speaker = outer.speaker;
            row.cue = outer.cue;
            row.lemma = outer.lemma;
            row.class = outer.class;
            row.polarity = outer.polarity;
            row.parent = Some(before + around);
            if row.class == CueClass::Evidential {
                continue;
            }
            self.rows.push(row);
        }
    }
}
