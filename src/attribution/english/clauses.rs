//! Clauses that a verb of saying introduces, or stands behind.

use super::super::document::is;
use super::super::engine::{Engine, Row};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{Mode, Polarity};
use super::Said;
use super::subjects::TIMES;

/// Verbs with an addressee: told reporters.
const ADDRESSED: [&str; 9] = ["tell", "remind", "assure", "warn", "urge", "order", "ask", "advise", "inform"];

/// Adverbs that belong to what follows.
const FOCUS: [&str; 8] = ["only", "just", "even", "both", "all", "about", "nearly", "almost"];

impl Engine<'_> {
    /// X said (that) ...; ..., X said.
    pub(super) fn english_clause(&mut self, said: &Said) {
        let Some(index) = self.unit.segment_of(said.verb) else { return };
        let (at, skipped) = self.behind_addressee(said, index);
        let at = self.opening(said, index).unwrap_or_else(|| self.over_insertion(at, index));
        let stop = self.english_end(said, at);
        let row = match self.introduces(said, index, at, stop, skipped) {
            Some(rule) if said.subject.is_some() && (!said.passive || self.is_asked(said, rule)) => {
                let content = self.unit.tokens((at, stop));
                let confidence = if rule == "that" { 0.95 } else { 0.8 };
                Some(Row::new(Mode::IndirectInd, vec![content], rule, confidence))
            }
            _ => self
                .accused(said, index)
                .or_else(|| self.stands_behind(said, index))
                .or_else(|| self.behind_colon(said, index)),
        };
        let Some(mut row) = row else { return };
        self.fill(&mut row, said);
        if row.rule == "question" && row.polarity == Polarity::Positive {
            row.polarity = Polarity::Question;
        }
        self.add(row);
    }

    /// was told that, was asked whether: somebody says so, be it unknown who.
    fn is_asked(&self, said: &Said, rule: &str) -> bool {
        let lemma = self.cue_of(said).lemma.as_str();
        match lemma {
            "tell" => rule == "that",
            "ask" => matches!(rule, "question" | "infinitive"),
            _ => false,
        }
    }

    /// told reporters; said on Monday: the item behind it, and how many phrases with a preposition were passed.
    fn behind_addressee(&self, said: &Said, index: usize) -> (usize, usize) {
        let unit = &self.unit;
        let end = unit.segments[index].end;
        let (mut at, mut skipped) = (said.end, 0);
        // said Saturday it had; said on Monday he would
        while said.end == said.verb + 1 && at < end {
            let time = at + usize::from(unit.is(at, f::PREP) && !unit.is(at, f::ZU));
            let next = time + 1 + usize::from(TIMES.contains(&self.word(time + 1).as_str()));
            if !unit.is(time, f::TIME) || !unit.is(next, f::PRON | f::DET | f::DASS) {
                break;
            }
            at = next;
        }
        while at < end && skipped < 3 && said.end == said.verb + 1 {
            let leads = unit.is(at, f::PREP);
            let focus = FOCUS.contains(&self.word(at).as_str());
            if (!leads || unit.is(at, f::ZU)) && (!unit.is(at, f::TIME | f::ADV) || focus) {
                break;
            }
            let from = if leads { at + 1 } else { at };
            let next = unit.core(from, end).unwrap_or(from + 1);
            at = if unit.is(from, f::TIME) { from + 1 } else { next };
            skipped += 1;
        }
        let opens = f::DASS | f::ZU | f::OB | f::WWORD;
        let lemma = self.cue_of(said).lemma.as_str();
        if !ADDRESSED.contains(&lemma) || at >= end || unit.is(at, opens) {
            return (at, skipped);
        }
        let next = if unit.is(at, f::PRON_OBL) { Some(at + 1) } else { self.english_phrase(at, end) };
        let follows = opens | f::PREP | f::DET | f::PRON | f::CAP | f::TIME;
        let Some(next) = next.filter(|&next| next == end || unit.is(next, follows)) else {
            return (at, skipped);
        };
        at = next;
        while unit.is(at, f::TIME)
            || unit.is(at, f::PREP) && unit.is(at + 1, f::TIME | f::DET | f::CAP) && at + 2 < end
        {
            at = if unit.is(at, f::TIME) { at + 1 } else { unit.core(at + 1, end).unwrap_or(at + 2) };
        }
        (at, skipped)
    }

    /// said on the floor that; asked Congress to; claims not to: where that or to stands, behind nothing but
    /// phrases.
    fn opening(&self, said: &Said, index: usize) -> Option<usize> {
        let unit = &self.unit;
        let cue = self.cue_of(said);
        let (lemma, has) = (cue.lemma.as_str(), |frame: u16| cue.frames & frame != 0);
        let inverted = said.subject.is_some_and(|found| found.0 > said.verb);
        let end = unit.segments[index].end.min(said.end + 12);
        let is_other = |at: usize| {
            unit.is(at, f::FINITE & !f::V_PL | f::COORD | f::QUOTE | f::OB | f::PASSIVE | f::MODAL)
                || matches!(self.word(at).as_str(), "he" | "she" | "we" | "they")
        };
        let at = (said.end..end).find(|&at| {
            unit.is(at, f::DASS) || unit.is(at, f::ZU) && !unit.is(at + 1, f::DET | f::CAP | f::NUMBER)
        })?;
        if inverted || at == said.end || (said.end..at).any(is_other) {
            return None;
        }
        if unit.is(at, f::DASS) {
            // in a report that was published; explained the rule that X made
            let leads =
                unit.is(said.end, f::PREP | f::TIME | f::ADV | f::SUBORD) || ADDRESSED.contains(&lemma);
            return (leads && has(frames::CLAUSE) && !unit.is(at + 1, f::FINITE & !f::V_PL)).then_some(at);
        }
        let negated = at == said.end + 1 && unit.is(said.end, f::NEG);
        let asked = ADDRESSED.contains(&lemma)
            || matches!(lemma, "urge" | "beg" | "request" | "instruct")
            || lemma == "call" && self.word(said.end) == "on";
        (has(frames::INFINITIVE) && (negated || asked)).then_some(if negated { said.end } else { at })
    }

    /// claimed, without evidence, that ...: the item of that.
    fn over_insertion(&self, at: usize, index: usize) -> usize {
        let segments = &self.unit.segments;
        let (Some(inserted), Some(next)) = (segments.get(index + 1), segments.get(index + 2)) else {
            return at;
        };
        let put_in = inserted.before & f::COMMA != 0
            && next.before & f::COMMA != 0
            && inserted.end - inserted.first <= 6
            && !(inserted.first..inserted.end).any(|item| self.unit.is(item, f::READING));
        if at >= segments[index].end && put_in && self.unit.is(next.first, f::DASS) { next.first } else { at }
    }

    /// He said: The plan is good.
    fn behind_colon(&self, said: &Said, index: usize) -> Option<Row> {
        let next = self.unit.segments.get(index + 1).filter(|next| next.before & f::COLON != 0)?;
        let plain = frames::BARE | frames::QUOTE;
        let says = self.cue_of(said).frames & plain == plain && !said.passive;
        let ends = said.verb + 1 == self.unit.segments[index].end && said.subject.is_some();
        let sentence = self.unit.is(next.first, f::CAP)
            && !self.unit.is(next.first, f::QUOTE)
            && (next.first..next.end).any(|at| self.unit.is(at, f::FINITE));
        let content = self.unit.tokens((next.first, self.stop()));
        (says && ends && sentence).then(|| Row::new(Mode::IndirectInd, vec![content], "colon", 0.7))
    }

    /// By which rule what stands at an item is the statement.
    fn introduces(
        &self,
        said: &Said,
        index: usize,
        at: usize,
        stop: usize,
        skipped: usize,
    ) -> Option<&'static str> {
        let unit = &self.unit;
        let cue = self.cue_of(said);
        let (lemma, has) = (cue.lemma.as_str(), |frame: u16| cue.frames & frame != 0);
        if unit.segment_of(at) != Some(index) && !unit.is(at, f::DASS) {
            return None;
        }
        if unit.is(at, f::DASS) && has(frames::CLAUSE) {
            return Some("that");
        }
        // said an aide who asked not to be named
        let inverted = said.subject.is_some_and(|found| found.0 > said.verb);
        if unit.is(at, f::OB | f::WWORD) && !unit.is(at, f::SUBORD) && has(frames::QUESTION) && !inverted {
            return Some("question");
        }
        let to = at + usize::from(unit.is(at, f::NEG));
        if unit.is(to, f::ZU) && has(frames::INFINITIVE) {
            // who asked not to be named
            let unnamed = lemma == "ask" && unit.is(to - 1, f::NEG) && self.word(to + 1) == "be";
            // called to complain
            let rings = lemma == "call" && to == said.end;
            return (!unnamed && !rings).then_some("infinitive");
        }
        // asked when; has not said where
        let open = matches!(lemma, "ask" | "wonder" | "question") || said.negative;
        if matches!(self.word(at).as_str(), "when" | "where") && open && has(frames::QUESTION) && !inverted {
            return Some("question");
        }
        let starts = f::DET | f::PRON | f::CAP | f::NUMBER | f::WORD;
        let other = f::PREP | f::SUBORD | f::COORD | f::WWORD;
        let object = unit.is(at, f::PRON_OBL) && !unit.is(at, f::PRON | f::DET);
        // said in a statement it was
        let near = skipped == 0 || skipped == 1 && unit.is(at, f::PRON | f::DET);
        // considered resigning, ...
        let action = self.text(at).ends_with("ing") && unit.is(at + 1, f::BOUNDARY);
        // it’s
        let contracted = unit.is(at, f::IND) && unit.is(at, f::PRON);
        let bare = has(frames::BARE)
            && unit.is(at, starts)
            && !unit.is(at, other)
            && near
            && !inverted
            && !object
            && !action
            && (at + 1..stop).any(|item| {
                contracted
                    || unit.is(item, f::FINITE)
                    || self.has_verb_in_quotes(at, item)
                    || unit.is(item, f::WORD) && !unit.is(item, f::CAP) && self.text(item).ends_with("ed")
            });
        bare.then_some("bare")
    }

    /// said it “takes this seriously”: the verb stands in the quotation right behind its subject.
    fn has_verb_in_quotes(&self, subject: usize, item: usize) -> bool {
        let Some(quote) = self.unit.items[item].quote else { return false };
        let bounds = self.document.quotes[quote];
        let tokens = &self.document.tokens[bounds.first..bounds.last];
        self.english_phrase(subject, item) == Some(item)
            && tokens.len() > 2
            && !is(&tokens[0], f::DET | f::CAP)
    }

    /// ..., he said.
    fn stands_behind(&self, said: &Said, index: usize) -> Option<Row> {
        let unit = &self.unit;
        let segment = unit.segments[index];
        let subject = said.subject.filter(|found| found.0 >= segment.first)?;
        let opens = index > 0
            && segment.before & f::COMMA != 0
            && (said.first == segment.first || said.verb == segment.first);
        let inserts = self.cue_of(said).frames & frames::INSERTED != 0;
        // hours after Seoul warned: no ..., Seoul warned.
        let depends = (segment.first..subject.0.min(said.verb)).any(|at| unit.is(at, f::SUBORD | f::DASS));
        if !opens || !inserts || depends || said.passive || subject.0 >= subject.1 {
            return None;
        }
        let mut first = index;
        while first > 0 && unit.segments[first].before & (f::SEMI | f::COLON) == 0 {
            first -= 1;
        }
        let start = unit.segments[first].first;
        let end = self.trim(start, segment.first - 1);
        let quoted = end == start + 1 && unit.items[start].quote.is_some();
        let mut parts = vec![(start, end)];
        let finite = (start..end).any(|item| unit.is(item, f::FINITE));
        let opening = !finite || unit.is(start, f::SUBORD | f::OB | f::WWORD);
        // No one, she said, should have to choose. If it holds up, they say, the animal would be old.
        if let Some(next) = unit.segments.get(index + 1)
            && next.before & f::COMMA != 0
            && (unit.is(next.first, f::FINITE | f::SUBORD | f::PREP)
                || opening
                || unit.is(next.first, f::COORD) && unit.is(next.first + 1, f::PRON | f::DET | f::CAP))
            && segment.end == said.end.max(said.verb + 1)
        {
            parts.push((next.first, self.stop()));
        }
        let has_verb = parts.iter().any(|part| (part.0..part.1).any(|item| unit.is(item, f::FINITE)));
        // Asked about it, he said ...
        let asked = start == 0 && unit.is(start, f::READING);
        (end > start && !quoted && has_verb && !asked).then(|| {
            let parts = parts.into_iter().map(|part| unit.tokens(part)).collect();
            Row::new(Mode::IndirectInd, parts, "inserted", 0.85)
        })
    }

    /// Whether a quotation has a comma before its last mark.
    fn ends_with_comma(&self, item: usize) -> bool {
        self.unit.items[item].quote.is_some_and(|quote| {
            let last = self.document.quotes[quote].last.checked_sub(1);
            last.is_some_and(|last| is(&self.document.tokens[last], f::COMMA))
        })
    }

    /// accused ministers of lying
    fn accused(&self, said: &Said, index: usize) -> Option<Row> {
        let unit = &self.unit;
        let end = unit.segments[index].end;
        if self.cue_of(said).lemma != "accuse" || said.passive || said.subject.is_none() {
            return None;
        }
        let whom =
            unit.core(said.end, end).or_else(|| unit.is(said.end, f::PRON_OBL).then_some(said.end + 1));
        let of = whom.filter(|&of| self.word(of) == "of")?;
        let content = unit.tokens((said.end, self.english_end(said, of)));
        Some(Row::new(Mode::IndirectInd, vec![content], "accused", 0.8))
    }

    /// Where a statement ends: with the sentence, or before another verb of the same subject.
    pub(super) fn english_end(&self, said: &Said, start: usize) -> usize {
        let unit = &self.unit;
        let mut stop = self.stop();
        // The witness, who asked that her name not be used, said ...
        if said.subject.is_some_and(|found| unit.is(found.0, f::REL)) {
            stop = unit.segment_of(said.verb).map_or(stop, |index| unit.segments[index].end.min(stop));
        }
        for at in start + 1..stop {
            // ... and added that; ..., he said
            if unit.is(at, f::READING)
                && unit.is(at, f::V_FIN)
                && unit.is(at - 1, f::COORD)
                && !unit.is(said.verb, f::ZU)
            {
                return self.trim(start, at - 1);
            }
            // ..., hours after Y warned; ..., according to X; ..., with X telling reporters; ..., adding that ...;
            // ..., citing costs
            if unit.is(at, f::COMMA)
                && (unit.is(at + 1, f::LAUT)
                    || matches!(self.word(at + 1).as_str(), "with" | "citing")
                    || self.measures(at + 1)
                    || unit.is(at + 1, f::READING) && unit.is(at + 1, f::V_ZU))
            {
                return at;
            }
            if unit.is(at, f::SEMI) {
                return at;
            }
            // ... was “not ideal,” and Y agreed: the comma ends it.
            if self.ends_with_comma(at) && unit.is(at + 1, f::COORD | f::PREP | f::SUBORD) {
                return at + 1;
            }
        }
        stop
    }
}
