//! Verbs of saying with their auxiliaries, and whose they are.

use super::super::engine::{Engine, Stretch};
use super::super::flags as f;
use super::super::lexicon::{Reading, form, frames};
use super::Said;

impl Engine<'_> {
    /// A verb of saying at an item, with its subject.
    pub(super) fn said(&self, verb: usize) -> Option<Said> {
        let unit = &self.unit;
        if !unit.is(verb, f::READING) || unit.items[verb].quote.is_some() || unit.is(verb, f::CAP) && verb > 0
        {
            return None;
        }
        let auxiliary = self.english_auxiliary(verb);
        if auxiliary.is_none()
            && let Some(running) = self.reading_as(verb, form::ZU)
        {
            return self.said_by_participle(verb, running.cue);
        }
        let (reading, passive) = self.english_reading(verb, auxiliary)?;
        let before = verb.checked_sub(1).map_or(0, |at| unit.flags(at));
        // declined to say whether ...
        let declined = before & f::ZU != 0
            && verb >= 2
            && matches!(self.word(verb - 2).as_str(), "declined" | "refused" | "failed");
        if before & (f::ZU | f::DET | f::PREP) != 0 && before & f::PRON == 0 && !declined {
            return None;
        }
        if self.is_noun(verb) && auxiliary.is_none() {
            return None;
        }
        let start = if declined { verb - 2 } else { auxiliary.unwrap_or(verb) };
        let inserts = self.lexicon.cues[reading.cue as usize].frames & frames::INSERTED != 0;
        let (subject, end) = self.subject_of_said(verb, start, inserts)?;
        let first = subject.filter(|found| found.0 < verb).map_or(start, |found| found.0);
        let negative = declined || (first..verb).any(|at| unit.is(at, f::NEG));
        Some(Said { verb, first, end, cue: reading.cue, subject, passive, negative })
    }

    /// Local media reports suggested; his claims were false: another verb right behind it.
    pub(super) fn is_noun(&self, item: usize) -> bool {
        let next = item + 1;
        let verb = self.unit.is(next, f::PASSIVE | f::PERFECT | f::SEIN | f::MODAL)
            || self.unit.is(next, f::READING) && self.reading_as(next, form::PAST).is_some();
        verb && self.word(item).ends_with('s') && self.reading_as(item, form::PRESENT).is_some()
    }

    /// The auxiliary of a verb, with nothing but adverbs between: has said, did not say.
    fn english_auxiliary(&self, verb: usize) -> Option<usize> {
        let unit = &self.unit;
        let auxiliary = (verb.saturating_sub(3)..verb).rev().find(|&at| {
            unit.is(at, f::PERFECT | f::PASSIVE | f::MODAL)
                || matches!(self.word(at).as_str(), "do" | "does" | "did")
                || unit.is(at, f::NEG) && unit.is(at, f::IND)
        });
        auxiliary.filter(|&at| (at + 1..verb).all(|between| unit.is(between, f::ADV | f::NEG)))
    }

    /// What a verb means in one of some forms.
    fn reading_as(&self, verb: usize, forms: u8) -> Option<Reading> {
        let word = self.document.word(self.unit.items[verb].token);
        self.words.readings(word).iter().find(|reading| reading.form & forms != 0).copied()
    }

    /// What a verb means behind its auxiliary, and whether in the passive.
    fn english_reading(&self, verb: usize, auxiliary: Option<usize>) -> Option<(Reading, bool)> {
        let past = || self.reading_as(verb, form::PAST | form::PRESENT);
        let base = || self.reading_as(verb, form::PLURAL | form::INFINITIVE | form::PARTICIPLE);
        let Some(at) = auxiliary else { return past().or_else(base).map(|found| (found, false)) };
        // was shouting
        if self.unit.is(at, f::SEIN)
            && let Some(running) = self.reading_as(verb, form::ZU)
        {
            return Some((running, false));
        }
        if self.unit.is(at, f::PASSIVE) && !self.unit.is(at, f::PERFECT) {
            return self.reading_as(verb, form::PARTICIPLE).map(|found| (found, true));
        }
        base().or_else(past).map(|found| (found, false))
    }

    /// Who says it, and the item behind subject and verb; `None` where the verb only opens a clause.
    fn subject_of_said(&self, verb: usize, start: usize, inserts: bool) -> Option<(Option<Stretch>, usize)> {
        let unit = &self.unit;
        let segment = unit.segment_of(verb)?;
        let bounds = unit.segments[segment];
        let opens = start == bounds.first;
        // The plan, said X, is good.
        let put_in = opens
            && unit.segments.get(segment + 1).is_some_and(|next| unit.is(next.first, f::FINITE))
            && self.english_phrase(verb + 1, bounds.end) == Some(bounds.end);
        let mut subject = self.english_subject(start, bounds.first);
        if subject.is_none() && opens && segment > 0 && !put_in {
            subject = self.subject_over_commas(segment);
        }
        if subject.is_some() {
            return Some((subject, verb + 1));
        }
        // Asked whether he would resign, the governor replied ...
        if verb == 0 && unit.is(1, f::OB | f::WWORD | f::DASS | f::PREP | f::ADV) {
            return None;
        }
        let inverted = opens || unit.is(start - 1, f::QUOTE);
        let behind_quote =
            start > 0 && (unit.is(start - 1, f::QUOTE) || start > 1 && unit.is(start - 2, f::QUOTE));
        let behind = self.english_phrase(verb + 1, bounds.end);
        // ..., said Smith was worried; “Gotti,” has called 22 times: no subject.
        let other = |next: usize| {
            let verb = unit.is(next, f::FINITE) && !unit.is(next, f::V_PART | f::CAP) && next < bounds.end;
            verb || unit.is(start, f::PERFECT) && start < next
        };
        let Some(next) = behind.filter(|&next| inverted && (inserts || behind_quote) && !other(next)) else {
            return Some((None, verb + 1));
        };
        let apposition = if put_in { next } else { unit.apposition(next, unit.items.len()) };
        let end = apposition.max(next);
        Some((Some((verb + 1, end)), end))
    }

    /// A participle that says something: calling it “a mistake”, quoted as saying, with an aide telling reporters.
    fn said_by_participle(&self, verb: usize, cue: u16) -> Option<Said> {
        if verb > 0 && self.word(verb - 1) == "as" {
            return self.cited_as(verb, cue);
        }
        self.participle(verb, cue)
            .or_else(|| self.accompanied(verb, cue))
            .or_else(|| self.by_saying(verb, cue))
    }

    /// State media quoted X as saying ...; X was quoted as saying ...
    fn cited_as(&self, verb: usize, cue: u16) -> Option<Said> {
        let unit = &self.unit;
        let first = unit.segments[unit.segment_of(verb)?].first;
        let quoted = (first..verb)
            .rev()
            .find(|&at| matches!(self.word(at).as_str(), "quoted" | "cited" | "quotes" | "cites"))?;
        let subject = if quoted + 2 == verb {
            let auxiliary = (first..quoted).rev().find(|&at| unit.is(at, f::PASSIVE))?;
            self.english_subject(auxiliary, first)?
        } else {
            (self.english_phrase(quoted + 1, verb - 1) == Some(verb - 1)).then_some((quoted + 1, verb - 1))?
        };
        Some(Said::of_participle(verb, subject.0, cue, subject))
    }

    /// ..., calling it “a mistake”: whose clause it follows.
    fn participle(&self, verb: usize, cue: u16) -> Option<Said> {
        let unit = &self.unit;
        let index = unit.segment_of(verb)?;
        let segment = unit.segments[index];
        if segment.first != verb || segment.before & f::COMMA == 0 || index == 0 {
            return None;
        }
        let subject = self.subject_of_sentence(verb)?;
        Some(Said::of_participle(verb, verb, cue, subject))
    }

    /// opened the hearing by explaining that ...
    fn by_saying(&self, verb: usize, cue: u16) -> Option<Said> {
        let by = verb > 0 && self.word(verb - 1) == "by";
        let subject = self.subject_of_sentence(verb).filter(|found| by && found.1 < verb)?;
        Some(Said::of_participle(verb, verb, cue, subject))
    }

    /// The subject of the clause that an item stands in or hangs on.
    pub(super) fn subject_of_sentence(&self, item: usize) -> Option<Stretch> {
        let unit = &self.unit;
        let index = unit.segment_of(item)?;
        for at in (0..=index).rev() {
            let one = unit.segments[at];
            if let Some(verb) = one.finite.filter(|&verb| verb < item) {
                let found = self.english_subject(verb, one.first).or_else(|| self.subject_over_commas(at));
                if let Some(found) = found.filter(|found| found.1 < item) {
                    return Some(found);
                }
            }
        }
        let end = unit.segments[0].end.min(item);
        self.english_phrase(0, end).filter(|&end| end < item && !unit.is(0, f::PREP)).map(|end| (0, end))
    }

    /// ..., with an aide telling reporters that ...
    fn accompanied(&self, verb: usize, cue: u16) -> Option<Said> {
        let first = self.unit.segments[self.unit.segment_of(verb)?].first;
        let with = (first..verb).rev().find(|&at| self.word(at) == "with")?;
        let subject = (with + 1, verb);
        let whole = self.english_phrase(subject.0, verb) == Some(verb);
        whole.then(|| Said::of_participle(verb, subject.0, cue, subject))
    }
}
