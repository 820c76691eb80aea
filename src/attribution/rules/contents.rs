//! What a verb introduces behind it.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{CueClass, Mode};

impl Engine<'_> {
    /// What is said, behind the verb: parts in items, mode, rule and confidence.
    pub(crate) fn content_behind(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        let cue = self.cue(hit);
        // Behind a verb at the end of its clause no apposition follows: what comes is the statement.
        let closed = self.closes(hit);
        let opener = hit.last + 1;
        let next = self.over_insertions(opener);
        let skipped = next - opener;
        let segment = *self.unit.segments.get(next)?;
        let end = self.content_end(next, hit);
        let mut start = segment.first;
        let lead = self.unit.segments[opener];
        let inverted = segment.shape == Shape::Main && segment.finite == Some(segment.first);
        // erklärte X, in Ländern, in denen ..., sei: a verb that comes first needs what stands before it.
        let needs = inverted && segment.finite.is_some_and(|verb| self.is_subjunctive(verb));
        let resumes = skipped > 0
            && (lead.shape == Shape::Phrase
                && (needs
                    || closed && (inverted || matches!(segment.shape, Shape::Infinitive | Shape::Main)))
                || lead.shape == Shape::Subordinate && inverted);
        if resumes {
            start = lead.first;
        }
        let content = vec![(start, end)];
        if segment.before & f::COLON != 0 {
            let said = self.said_by_colon(hit, segment).filter(|_| skipped == 0);
            return said.map(|confidence| (content, self.mood(segment), "verb_colon", confidence));
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

    /// X sagte: Der Plan sei gut; X sagte: Der Plan ist gut. How sure that is.
    fn said_by_colon(&self, hit: &Hit, segment: Segment) -> Option<f64> {
        let frames_of = self.cue(hit).frames;
        let verb = segment.finite.filter(|_| !self.unit.is(segment.first, f::QUOTE))?;
        if self.is_subjunctive(verb) {
            return (frames_of & (frames::CLAUSE | frames::QUOTE) != 0).then_some(0.75);
        }
        let plain = frames::CLAUSE | frames::QUOTE | frames::INSERTED | frames::REPORTED;
        let sentence = segment.shape == Shape::Main && self.unit.is(segment.first, f::CAP);
        let active = !hit.passive
            && !hit.is_final
            && (hit.finite == hit.verb || self.unit.is(hit.finite, f::PERFECT))
            && !(hit.finite..self.unit.segments[hit.last].end).any(|at| self.word(at) == "sich");
        (frames_of & plain == plain && sentence && active && !self.has_object(hit)).then_some(0.7)
    }

    /// The segment behind up to three insertions before a clause: appositions, relative clauses.
    fn over_insertions(&self, opener: usize) -> usize {
        let is_insertion = |index: usize| {
            let segment = &self.unit.segments[index];
            let marks = f::COMMA | f::OPEN_PAREN | f::DASH | f::CLOSE_PAREN;
            let reports = |at: usize| self.unit.is(at, f::READING) && !self.unit.is(at, f::CAP);
            let fits = match segment.shape {
                Shape::Aside => true,
                // um Pläne, Ideen und Ziele zu besprechen
                Shape::Phrase => !self.unit.is(segment.first, f::UM),
                Shape::Relative => !segment.finite.is_some_and(|verb| self.unit.is(verb, f::READING)),
                // ..., nachdem sie berichtet hatte, dass ...: theirs.
                Shape::Subordinate => !(segment.end.saturating_sub(2)..segment.end).any(reports),
                _ => self.hangs_on_question(segment) || self.is_inserted_place(index),
            };
            segment.before & marks != 0
                && fits
                && (segment.shape == Shape::Aside || !self.has_speech(segment))
        };
        let mut next = opener;
        while next < opener + 3 && next + 1 < self.unit.segments.len() && is_insertion(next) {
            next += 1;
        }
        next
    }

    /// sagte auf die Frage, ob ..., er wisse es nicht
    fn hangs_on_question(&self, segment: &Segment) -> bool {
        segment.shape == Shape::Whether
            && segment.first >= 2
            && matches!(self.text(segment.first - 2), "Frage" | "Fragen" | "Nachfrage")
    }

    /// in Berlin, wo er wohne, sei es ruhig: no question, as a verb in the subjunctive comes first behind it.
    fn is_inserted_place(&self, index: usize) -> bool {
        let segments = &self.unit.segments;
        let needs = segments.get(index + 1).is_some_and(|one| {
            one.shape == Shape::Main
                && one.finite.is_some_and(|verb| verb == one.first && self.is_subjunctive(verb))
        });
        let on_phrase = index.checked_sub(1).is_some_and(|before| {
            segments[before].shape == Shape::Phrase && segments[before].before & f::COMMA != 0
        });
        segments[index].shape == Shape::Question
            && needs
            && on_phrase
            && self.text(segments[index].first).starts_with("wo")
    }

    /// Whether a subordinate clause is what a verb introduces.
    fn subordinate(&self, hit: &Hit, next: usize, skipped: usize) -> Option<(Mode, &'static str, f64)> {
        let (cue, segment) = (self.cue(hit), self.unit.segments[next]);
        let has = |frame: u16| cue.frames & frame != 0;
        match segment.shape {
            Shape::That if has(frames::CLAUSE | frames::EVIDENCE) => {
                Some((self.mood(segment), "verb_dass", 0.95))
            }
            // sagte er auf die Frage, ob ...: somebody else's.
            Shape::Whether if self.hangs_on_question(&segment) => None,
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
}
