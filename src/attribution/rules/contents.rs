//! What a verb introduces: behind it, before it, and where it ends.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Stretch};
use super::super::flags as f;
use super::super::lexicon::{form, frames};
use super::super::{CueClass, Mode};

impl Engine<'_> {
    /// What is said, behind the verb: parts in items, mode, rule and confidence.
    pub(crate) fn content_behind(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        let cue = self.cue(hit);
        // A quotation right behind the verb, or at the end of its clause.
        let mut next = hit.last + 1;
        // Insertions before the clause: appositions, relative clauses.
        let mut skipped = 0;
        // Behind a verb at the end of its clause no apposition follows: what comes is the statement.
        let closed = self.closes(hit);
        let opener = next;
        while let Some(segment) = self.unit.segments.get(next) {
            let goes_on = self.unit.segments.get(next + 1).is_some();
            if goes_on
                && skipped < 3
                && segment.before & (f::COMMA | f::OPEN_PAREN | f::DASH | f::CLOSE_PAREN) != 0
                && (matches!(
                    segment.shape,
                    Shape::Relative | Shape::Aside | Shape::Phrase | Shape::Subordinate
                ) || self.hangs_on_question(segment))
                && !(segment.shape == Shape::Relative
                    && segment.finite.is_some_and(|verb| self.unit.is(verb, f::READING)))
                // ..., nachdem sie berichtet hatte, dass ...: theirs.
                && !(segment.shape == Shape::Subordinate
                    && (segment.end.saturating_sub(2)..segment.end)
                        .any(|at| self.unit.is(at, f::READING) && !self.unit.is(at, f::CAP)))
                && (segment.shape == Shape::Aside || !self.has_speech(segment))
            {
                next += 1;
                skipped += 1;
            } else {
                break;
            }
        }
        let segment = *self.unit.segments.get(next)?;
        let end = self.content_end(next, hit);
        let mut start = segment.first;
        let lead = self.unit.segments[opener];
        let inverted = segment.shape == Shape::Main && segment.finite == Some(segment.first);
        let resumes = skipped > 0
            && (closed
                && lead.shape == Shape::Phrase
                && (inverted || matches!(segment.shape, Shape::Infinitive | Shape::Main))
                || lead.shape == Shape::Subordinate && inverted);
        if resumes {
            start = lead.first;
        }
        let content = vec![(start, end)];
        if segment.before & f::COLON != 0 {
            if self.unit.is(segment.first, f::QUOTE) {
                return None;
            }
            let mode = self.mood(segment);
            let verb = segment.finite?;
            let says = cue.frames & (frames::CLAUSE | frames::QUOTE) != 0 && skipped == 0;
            if says && self.is_subjunctive(verb) {
                return Some((content, mode, "verb_colon", 0.75));
            }
            // X sagte: Der Plan ist gut.
            let plain = frames::CLAUSE | frames::QUOTE | frames::INSERTED | frames::REPORTED;
            let sentence = segment.shape == Shape::Main && self.unit.is(segment.first, f::CAP);
            let active = !hit.passive
                && !hit.is_final
                && (hit.finite == hit.verb || self.unit.is(hit.finite, f::PERFECT))
                && !(hit.finite..self.unit.segments[hit.last].end).any(|at| self.word(at) == "sich");
            return (says && sentence && active && cue.frames & plain == plain && !self.has_object(hit))
                .then_some((content, mode, "verb_colon", 0.7));
        }
        if segment.before & (f::COMMA | f::CLOSE_PAREN | f::DASH) == 0 {
            return None;
        }
        let (mode, rule, confidence) = match segment.shape {
            Shape::Main => self.bare_clause(hit, segment, skipped, resumes)?,
            Shape::Phrase => {
                let speaks = closed && cue.frames & frames::BARE != 0 && segment.end > segment.first + 1;
                (speaks && self.has_quote(&segment)).then_some((Mode::IndirectInd, "verb_mixed", 0.75))?
            }
            _ => self.subordinate(hit, next, skipped)?,
        };
        Some((content, mode, rule, confidence))
    }

    /// sagte auf die Frage, ob ..., er wisse es nicht
    fn hangs_on_question(&self, segment: &Segment) -> bool {
        segment.shape == Shape::Whether
            && segment.first >= 2
            && matches!(self.text(segment.first - 2), "Frage" | "Fragen" | "Nachfrage")
    }

    /// Whether a subordinate clause is what a verb introduces.
    fn subordinate(&self, hit: &Hit, next: usize, skipped: usize) -> Option<(Mode, &'static str, f64)> {
        let (cue, segment) = (self.cue(hit), self.unit.segments[next]);
        let has = |frame: u16| cue.frames & frame != 0;
        match segment.shape {
            Shape::That if has(frames::CLAUSE | frames::EVIDENCE) => {
                Some((self.mood(segment), "verb_dass", 0.95))
            }
            Shape::Whether if has(frames::QUESTION | frames::CLAUSE) => {
                Some((self.mood(segment), "verb_ob", 0.9))
            }
            // ..., was Streit auslöste; ..., welches daraufhin schloss: no question.
            Shape::Question
                if matches!(self.text(segment.first), "was" | "welcher" | "welche" | "welches")
                    && (hit.passive || self.has_object(hit)) =>
            {
                None
            }
            Shape::Question if has(frames::QUESTION) => {
                let shown = (hit.finite..segment.first).any(|at| self.unit.is(at, f::N_IMAGE));
                let asks =
                    !self.is_wie_clause(next) && (shown || !has(frames::CLAUSE) || !self.has_object(hit));
                let seen = shown.then_some((Mode::Visual, "verb_image", 0.8));
                asks.then(|| seen.unwrap_or((self.mood(segment), "verb_w", 0.75)))
            }
            Shape::Infinitive if has(frames::INFINITIVE | frames::CLAUSE) && skipped < 2 => {
                let allowed = has(frames::INFINITIVE)
                    || !matches!(cue.class, CueClass::Directive | CueClass::Evidential | CueClass::Scheduled);
                allowed.then_some((Mode::IndirectInd, "verb_zu", 0.85))
            }
            _ => None,
        }
    }

    /// Whether a main clause is: in the subjunctive, or where nothing else could be its object.
    fn bare_clause(
        &self,
        hit: &Hit,
        segment: Segment,
        skipped: usize,
        resumes: bool,
    ) -> Option<(Mode, &'static str, f64)> {
        let frames_of = self.cue(hit).frames;
        let verb = segment.finite?;
        let first_is_verb = verb == segment.first && !resumes;
        if frames_of & frames::CLAUSE == 0 || segment.before & f::COMMA == 0 || first_is_verb {
            return None;
        }
        // Plural sollen looks alike in both moods.
        if self.is_subjunctive(verb) || self.unit.is(verb, f::SOLL) && verb > segment.first {
            return Some((self.mood(segment), "verb_v2_subjunctive", 0.95));
        }
        let coordinated = self.unit.is(segment.first, f::COORD) && !self.unit.is(segment.first, f::ADV);
        let plain = frames::BARE | frames::INSERTED;
        let follows = frames_of & plain == plain
            && !coordinated
            && !self.precedes(hit)
            && !self.has_object(hit)
            && skipped == 0
            && !hit.is_final
            && hit.finite == hit.verb;
        follows.then_some((Mode::IndirectInd, "verb_v2", 0.7))
    }

    /// Whether a verb has an object of its own, so that what follows is no statement.
    pub(crate) fn has_object(&self, hit: &Hit) -> bool {
        let end = self.unit.segments[hit.last].end;
        let found = self.front(hit.segment, hit.finite);
        let mut at = hit.verb + 1;
        if found.is_none() {
            at = self.subject_behind(at, end).map_or(at, |found| found.1);
        }
        (at..end).any(|item| {
            self.unit.is(item, f::CAP) && !self.unit.is(item, f::FUNCTION | f::TIME) && !self.governed(item)
        })
    }

    /// Whether a noun hangs on a preposition.
    pub(crate) fn governed(&self, item: usize) -> bool {
        let mut at = item;
        while at > 0
            && self.unit.is(at - 1, f::CAP | f::ADJ | f::DET | f::DET_OBL | f::NUMBER)
            && !self.unit.is(at - 1, f::FINITE & !f::ADJ)
        {
            at -= 1;
        }
        at > 0 && self.unit.is(at - 1, f::PREP | f::PREP_ART) || self.unit.is(at, f::PREP_ART | f::PREP)
    }

    /// Whether the clause of a verb ends with it, or with its prefix.
    pub(crate) fn closes(&self, hit: &Hit) -> bool {
        let end = self.unit.segments[hit.last].end;
        let last = hit.prefix.unwrap_or(hit.verb);
        last + 1 >= end
            || last + 2 >= end && self.unit.is(end - 1, f::IND | f::K1 | f::PASSIVE | f::ADV | f::CORRELATE)
    }

    pub(crate) fn has_quote(&self, segment: &Segment) -> bool {
        (segment.first..segment.end).any(|at| self.unit.items[at].quote.is_some())
    }

    /// The same for quotations that are longer than a name.
    fn has_speech(&self, segment: &Segment) -> bool {
        (segment.first..segment.end)
            .any(|at| self.unit.items[at].quote.is_some_and(|quote| self.words_in(quote) > 3))
    }

    /// Whether a statement stands before the verb: `..., sagte er, ...`.
    pub(crate) fn precedes(&self, hit: &Hit) -> bool {
        let segment = self.unit.segments[hit.segment];
        hit.segment > 0 && segment.before & f::COMMA != 0 && self.is_first(hit.finite, segment)
    }

    /// Whether a verb is the first word of its segment, but for adverbs.
    pub(crate) fn is_first(&self, finite: usize, segment: Segment) -> bool {
        (segment.first..finite).all(|at| self.unit.is(at, f::SO))
    }

    pub(crate) fn is_subjunctive(&self, verb: usize) -> bool {
        self.unit.is(verb, f::K1 | f::K2) || self.unit.is(verb, f::V_K1) && !self.unit.is(verb, f::V_FIN)
    }

    /// The mode of an indirect statement.
    pub(crate) fn mood(&self, segment: Segment) -> Mode {
        match segment.finite {
            Some(verb)
                if self.unit.is(verb, f::K1)
                    || self.unit.is(verb, f::V_K1) && !self.unit.is(verb, f::V_FIN) =>
            {
                Mode::IndirectK1
            }
            Some(verb) if self.unit.is(verb, f::K2) => Mode::IndirectK2,
            _ => Mode::IndirectInd,
        }
    }

    /// Where a statement ends that begins with a segment.
    pub(crate) fn content_end(&self, first: usize, hit: &Hit) -> usize {
        let unit = &self.unit;
        let start = unit.segments[first];
        let mut end = unit.items.len();
        // The full stop is not part of it.
        while end > start.first && unit.is(end - 1, f::STOP | f::COLON | f::COMMA | f::SEMI) {
            end -= 1;
        }
        // The clause of the verb goes on behind it.
        if hit.is_final && (unit.segments[hit.segment].shape != Shape::Subordinate || hit.segment == 0)
            || self.waits(hit)
        {
            for index in first + 1..unit.segments.len() {
                let segment = unit.segments[index];
                if segment.before & f::COMMA != 0 && segment.finite == Some(segment.first) {
                    return segment.first - 1;
                }
            }
        }
        for index in first..unit.segments.len() {
            let segment = unit.segments[index];
            if index > first {
                let opens = segment.before;
                if opens & f::CLOSE_PAREN != 0 && start.before & f::OPEN_PAREN != 0 {
                    return segment.first - 1;
                }
                if opens & f::SEMI != 0 && !segment.finite.is_some_and(|verb| self.is_subjunctive(verb)) {
                    return segment.first - 1;
                }
                if opens & f::COLON != 0 && unit.is(segment.first, f::QUOTE) {
                    return segment.first - 1;
                }
                if opens & (f::COMMA | f::DASH) != 0 && self.ends_statement(index, start) {
                    return segment.first - 1;
                }
            }
            // ... und die Fraktion forderte ...
            let subjunctive = start.finite.is_some_and(|verb| self.is_subjunctive(verb));
            for at in segment.first + 2..segment.end {
                if subjunctive
                    && at < end
                    && unit.is(at, f::READING)
                    && unit.is(at, f::V_FIN)
                    && self.is_past(at)
                    && let Some((subject, _)) = self.joined_subject(at)
                    && subject - 1 > start.first
                {
                    return self.trim(start.first, subject - 1);
                }
            }
            // ... und forderte ...
            for at in segment.first + 1..segment.end {
                if unit.is(at, f::READING)
                    && at < end
                    && unit.is(at, f::V_FIN | f::IND)
                    && !unit.is(at, f::K1 | f::K2)
                    && (unit.is(at - 1, f::COORD)
                        || unit.is(at - 1, f::ADV) && unit.is(at.wrapping_sub(2), f::COORD))
                    && (!unit.is(at, f::V_PART) || self.is_past(at))
                {
                    let cut = if unit.is(at - 1, f::COORD) { at - 1 } else { at - 2 };
                    if cut > start.first {
                        return self.trim(start.first, cut);
                    }
                }
            }
        }
        end
    }

    pub(crate) fn is_past(&self, item: usize) -> bool {
        let word = self.document.word(self.unit.items[item].token);
        self.words.readings(word).iter().any(|reading| reading.form & form::PAST != 0)
    }

    pub(crate) fn trim(&self, start: usize, mut end: usize) -> usize {
        while end > start + 1 && self.unit.is(end - 1, f::COMMA | f::DASH) {
            end -= 1;
        }
        end
    }

    /// Whether the finite verb of the clause is still to come.
    pub(crate) fn waits(&self, hit: &Hit) -> bool {
        hit.finite > self.unit.segments[hit.last].end
    }

    /// Whether a segment behind a comma is no more part of a statement.
    pub(crate) fn ends_statement(&self, index: usize, start: Segment) -> bool {
        let segment = self.unit.segments[index];
        let unit = &self.unit;
        // ..., sagte er.  ..., so der Minister.  ..., wie er sagte.
        if segment.finite == Some(segment.first)
            && unit.is(segment.first, f::READING)
            && segment.shape == Shape::Main
        {
            return true;
        }
        if unit.is(segment.first, f::SO) && segment.finite.is_none() || self.is_wie_clause(index) {
            return true;
        }
        // ..., was bisher nicht bestätigt ist.
        if segment.shape == Shape::Question && matches!(self.text(segment.first), "was" | "womit" | "wobei") {
            return true;
        }
        // A main clause in the indicative behind an infinitive or a clause with its verb at the end.
        let complete = start.finite.is_some()
            || start.shape == Shape::Infinitive
            || unit.segments[..index].iter().any(|one| one.first > start.first && one.shape == Shape::Main);
        if segment.shape == Shape::Main
            && complete
            && start.shape != Shape::Main
            && segment.finite.is_some_and(|verb| !self.is_subjunctive(verb) && !unit.is(verb, f::V_PL))
            && (unit.is(segment.first, f::COORD | f::ADV | f::PRON))
        {
            return true;
        }
        start.shape == Shape::Main
            && segment.shape == Shape::Main
            && start.finite.is_some_and(|verb| self.is_subjunctive(verb))
            && unit.is(segment.first, f::COORD)
            && segment.finite.is_some_and(|verb| !self.is_subjunctive(verb) && !unit.is(verb, f::V_PL))
    }

    /// What is said, before the verb: `..., sagte er`.
    pub(crate) fn content_before(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        let cue = self.cue(hit);
        let segment = self.unit.segments[hit.segment];
        if cue.frames & frames::INSERTED == 0 || hit.is_final && !self.lexicon.english || hit.segment == 0 {
            return None;
        }
        // ..., das teilte das Amt mit, ...
        let that = hit.finite == segment.first + 1 && matches!(self.text(segment.first), "das" | "dies");
        let put_in = that && self.resumed(hit.last).is_some();
        if segment.before & (f::COMMA | f::DASH) == 0 || !self.is_first(hit.finite, segment) && !put_in {
            return None;
        }
        let passive = hit.passive && hit.finite != segment.first;
        if hit.finite != hit.verb && !hit.passive && !self.unit.is(hit.finite, f::PERFECT) || passive {
            return None;
        }
        if self.front(hit.segment, hit.finite).is_some() && !put_in {
            return None;
        }
        let first = self.statement_start(hit.segment);
        let before = self.unit.segments[hit.segment - 1];
        let end = self.trim(self.unit.segments[first].first, segment.first - 1);
        let start = self.unit.segments[first].first;
        // A quotation on its own is for another rule.
        let quoted = end == start + 1 && self.unit.items[start].quote.is_some();
        if quoted || start >= end {
            // „...“, stellte X fest, seien alle Hilferufe umsonst gewesen.
            let rest = self.resumed(hit.last).filter(|_| quoted && cue.frames & frames::CLAUSE != 0)?;
            let segment = self.unit.segments[rest];
            let content = vec![(segment.first, self.content_end(rest, hit))];
            let says = segment.finite.is_some_and(|verb| self.is_subjunctive(verb));
            return says.then_some((content, self.mood(segment), "inserted", 0.85));
        }
        // Only clauses: a list or a condition is no statement.
        let has_verb = (first..hit.segment).any(|index| match self.unit.segments[index].shape {
            Shape::Main | Shape::That => true,
            Shape::Whether | Shape::Infinitive => index == first,
            _ => false,
        });
        let subject_follows = self.subject_behind(hit.finite + 1, self.unit.segments[hit.last].end).is_some();
        let rest = self.resumed(hit.last).filter(|_| !has_verb);
        if !has_verb && !self.has_quote(&before) && rest.is_none()
            || !subject_follows && !hit.passive && cue.lemma != "heißen"
        {
            return None;
        }
        if let Some(rest) = rest {
            let segment = self.unit.segments[rest];
            let parts = vec![(start, end), (segment.first, self.content_end(rest, hit))];
            return Some((parts, self.mood(segment), "inserted", 0.85));
        }
        if self.is_wie_clause(first) {
            return None;
        }
        let main =
            (first..hit.segment).map(|index| self.unit.segments[index]).find(|one| one.shape == Shape::Main);
        let mut parts = vec![(start, end)];
        let mode = main.map_or(Mode::IndirectInd, |main| self.mood(main));
        let unfinished = main.and_then(|main| self.unfinished(main, segment.first - 1, hit));
        if let Some(more) = unfinished.or_else(|| self.goes_on_behind(hit)) {
            parts.push(more);
        }
        Some((parts, mode, "inserted", 0.9))
    }

    /// The rest of a statement behind `..., sagte er, ...`.
    pub(crate) fn goes_on_behind(&self, hit: &Hit) -> Option<Stretch> {
        let next = hit.last + 1;
        let segment = *self.unit.segments.get(next)?;
        // ..., sagte X und fügte hinzu, ...: what follows is the second verb's.
        let again = (hit.verb + 1..self.unit.segments[hit.last].end).any(|at| {
            self.unit.is(at, f::READING) && self.unit.is(at, f::V_FIN) && self.unit.is(at - 1, f::COORD)
        });
        if segment.before & f::COMMA == 0 || self.unit.items[segment.first].quote.is_some() || again {
            return None;
        }
        let follows = segment.shape == Shape::Main
            && segment.finite.is_some_and(|verb| self.is_subjunctive(verb))
            || matches!(segment.shape, Shape::That | Shape::Infinitive);
        follows.then(|| (segment.first, self.content_end(next, hit)))
    }

    /// Die Lage, sagte X, sei ernst: the segment that begins with the finite verb of what a verb of saying interrupts.
    /// X may have an apposition.
    pub(crate) fn resumed(&self, last: usize) -> Option<usize> {
        for (index, one) in self.unit.segments.iter().enumerate().skip(last + 1).take(3) {
            if one.before & (f::COMMA | f::DASH | f::CLOSE_PAREN) == 0 {
                return None;
            }
            match one.shape {
                Shape::Main => return (one.finite == Some(one.first)).then_some(index),
                Shape::Phrase | Shape::Relative | Shape::Aside => {}
                _ => return None,
            }
        }
        None
    }

    /// Man müsse, sagte X, endlich handeln; der Plan sei, sagte X, gut: what the clause before a verb of saying lacks.
    fn unfinished(&self, main: Segment, end: usize, hit: &Hit) -> Option<Stretch> {
        let verb = main.finite.filter(|_| main.end == end)?;
        let next = hit.last + 1;
        let behind = *self.unit.segments.get(next).filter(|next| next.before & (f::COMMA | f::DASH) != 0)?;
        let ends_with = |segment: &Segment| {
            self.unit.is(segment.end - 1, f::V_INF | f::V_PART | f::V_ZU)
                && !self.unit.is(segment.end - 1, f::CAP)
        };
        // Man müsse, Kim kam: it ends with its finite verb.
        let bare = verb + 1 == end;
        let is_copula = self.unit.is(verb, f::SEIN);
        let auxiliary = self.unit.is(verb, f::MODAL | f::PERFECT | f::PASSIVE) || is_copula;
        let rest =
            (next..self.unit.segments.len().min(next + 3)).find(|&at| ends_with(&self.unit.segments[at]));
        let lacks = !(verb + 1..end).any(|at| self.unit.is(at, f::V_INF | f::V_PART | f::V_ZU));
        let found = match rest {
            _ if auxiliary && lacks && self.unit.is(behind.first, f::QUOTE) => next,
            Some(rest) if auxiliary && lacks => rest,
            _ if auxiliary && bare && !self.unit.is(behind.first, f::REL) => next,
            _ if bare
                && behind.shape == Shape::Phrase
                && self.unit.is(behind.first, f::PREP | f::PREP_ART) =>
            {
                next
            }
            _ => return None,
        };
        Some((self.unit.segments[found].first, self.content_end(found, hit)))
    }

    /// The segment with which the statement before a segment begins.
    pub(crate) fn statement_start(&self, segment: usize) -> usize {
        let mut first = segment;
        while first > 0 {
            let before = self.unit.segments[first].before;
            if first < segment && before & (f::COLON | f::SEMI | f::STOP) != 0 {
                break;
            }
            first -= 1;
        }
        first
    }
}
