//! Who is the subject of a verb: before it, behind it, elided, the agent of a passive.

use super::super::CueClass;
use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Stretch};
use super::super::flags as f;

impl Engine<'_> {
    /// Who is the subject of a verb, in tokens.
    pub(crate) fn subject(&self, hit: &Hit) -> Option<Stretch> {
        if self.cue(hit).lemma == "zitieren" {
            return self.cited(hit).map(|found| self.unit.tokens(found));
        }
        if hit.passive {
            return self.agent(hit);
        }
        if self.cue(hit).lemma == "herausstellen" {
            return None;
        }
        if !self.lets(hit.finite)
            && matches!(
                self.cue(hit).lemma.as_str(),
                "heißen" | "lauten" | "hervorgehen" | "verlauten" | "zutage fördern"
            )
        {
            return self.source_phrase(hit);
        }
        self.subject_of(hit).map(|found| self.unit.tokens(found))
    }

    /// The subject of a verb's clause, be it a main clause or one that the verb ends.
    pub(crate) fn subject_of(&self, hit: &Hit) -> Option<Stretch> {
        let segment = self.unit.segments[hit.segment];
        if hit.is_final { self.subject_of_final(segment, hit) } else { self.subject_of_main(hit) }
    }

    pub(crate) fn subject_of_final(&self, segment: Segment, hit: &Hit) -> Option<Stretch> {
        let mut at = segment.first;
        while at < segment.end && self.unit.is(at, f::COORD | f::ADV) && !self.unit.is(at, f::REL) {
            at += 1;
        }
        let which = segment.shape == Shape::Question
            && segment.before & f::COMMA != 0
            && self.text(at).starts_with("welche");
        if which && self.unit.is(at, f::DET) {
            return Some((at, at + 1));
        }
        if segment.shape == Shape::Relative {
            // der ... vorwarf: the pronoun itself; den X ... nannte: what follows.
            if self.unit.is(at, f::DET) && !self.unit.is(at, f::PREP) {
                return Some((at, at + 1));
            }
            at += usize::from(self.unit.is(at, f::PREP)) + 1;
            // in dessen Folge das Gericht feststellte
            if at < segment.end && matches!(self.text(at - 1), "dessen" | "deren") {
                at = self.unit.core(at, segment.end).unwrap_or(at);
            }
        } else {
            at += 1;
        }
        self.subject_behind(at, hit.verb.max(hit.finite).min(segment.end))
    }

    /// ... und der Minister rief: the subject between und and a second finite verb.
    pub(crate) fn joined_subject(&self, verb: usize) -> Option<Stretch> {
        if !self.is_past(verb) || !self.unit.is(verb, f::V_FIN) || self.unit.is(verb, f::ADJ_N) {
            return None;
        }
        let first = self.unit.segment_of(verb).map(|index| self.unit.segments[index].first)?;
        let hangs = f::PREP | f::PREP_ART | f::CAP | f::ADJ | f::DET | f::DET_OBL | f::NUMBER;
        let is_subject = |joint: usize| {
            self.unit.is(joint, f::COORD)
                && self.unit.phrase(joint + 1, verb).is_some_and(|end| {
                    end == verb
                        || self.unit.is(end, f::PREP | f::PREP_ART)
                            && (end..verb).all(|at| self.unit.is(at, hangs) && !self.unit.is(at, f::ADV))
                })
        };
        (first..verb).rev().find(|&joint| is_subject(joint)).map(|joint| (joint + 1, verb))
    }

    pub(crate) fn subject_of_main(&self, hit: &Hit) -> Option<Stretch> {
        let segment = self.unit.segments[hit.segment];
        if hit.finite == hit.verb
            && segment.finite.is_some_and(|first| first < hit.verb)
            && let Some(found) = self.joined_subject(hit.verb)
        {
            return Some(found);
        }
        // X sagte, Y sei da, und kündigte an: X.
        if let Some(first) = segment.finite.filter(|&first| first < hit.finite)
            && self.is_subjunctive(first)
            && self.unit.is(hit.finite - 1, f::COORD | f::ADV)
            && let Some(found) = self.elided(hit, segment)
        {
            return Some(found);
        }
        let front = self.front(hit.segment, self.clause_finite(hit));
        let behind_from = self.clause_finite(hit) + 1;
        let behind_end = self.unit.segments[hit.last].end;
        let behind = self.subject_behind(behind_from, behind_end);
        if let Some(front) = front.filter(|&front| self.is_neuter(front)) {
            let found = behind.filter(|&found| !self.is_neuter(found)).map(|found| self.extend(found, hit));
            // Es, das Gericht; das and dies are what was said.
            return found.or_else(|| matches!(self.text(front.0), "Es" | "es").then_some(front));
        }
        let Some(front) = front else {
            return behind
                .map(|found| self.extend(found, hit))
                .or_else(|| self.elided(hit, segment))
                .or_else(|| self.particle_name(hit, segment))
                // stellte es fest
                .or_else(|| (self.word(behind_from) == "es").then_some((behind_from, behind_from + 1)));
        };
        // A pronoun behind the verb is the subject; what stands before it is an object.
        if let Some(found) = behind
            && self.unit.is(found.0, f::PRON)
            && !self.unit.is(found.0, f::DET)
            && found.1 == found.0 + 1
            && !matches!(self.text(found.0), "es" | "ihr")
            && (self.text(found.0) != "sie" || self.rank(front) < 3)
            && !self.unit.is(front.0, f::PRON)
        {
            return Some(found);
        }
        if let Some(found) = behind
            && self.is_adverbial(front)
        {
            return Some(self.extend(found, hit));
        }
        // Vorsichtiger äußerte sich der Minister
        if let Some(found) = behind
            && self.word(behind_from) == "sich"
            && found.0 == behind_from + 1
            && front.1 == front.0 + 1
        {
            return Some(self.extend(found, hit));
        }
        // X beschuldigte den Minister; die Äußerungen nannte er ...
        if self.cue(hit).class == CueClass::Evaluative
            && let Some(found) = behind
            && found.0 == behind_from
        {
            let thing = self.unit.is(front.0, f::DET | f::DET_OBL) && self.head_rank(front) < 3;
            let name = !self.unit.is(found.0, f::DET | f::DET_OBL) || self.head_rank(found) == 3;
            return Some(if thing && name { self.extend(found, hit) } else { front });
        }
        // Weber sagte der Zeitung, ...
        if behind.is_some_and(|found| self.is_medium_told(found)) {
            return Some(front);
        }
        if let Some(found) = behind
            && found.0 == behind_from
            && (self.object_first(front) && self.rank(found) >= 1
                || self.head_rank(found) > self.rank(front) + 1)
        {
            return Some(self.extend(found, hit));
        }
        Some(front)
    }

    /// der Zeitung, der Agentur: a dative, as the noun is feminine.
    fn is_medium_told(&self, (first, end): Stretch) -> bool {
        let media = ["zeitung", "agentur", "presse", "zeitschrift", "rundschau", "dpa", "afp", "tagesschau"];
        self.word(first) == "der"
            && self.unit.core(first, end).is_some_and(|core| {
                (first + 1..core).any(|at| {
                    self.unit.items[at].quote.is_none()
                        && media.iter().any(|ending| self.word(at).ends_with(ending))
                })
            })
    }

    /// Von der Leyen sagte: a name that begins like a preposition.
    fn particle_name(&self, hit: &Hit, segment: Segment) -> Option<Stretch> {
        let finite = self.clause_finite(hit);
        let is_name = self.unit.is(segment.first, f::PREP)
            && self.unit.is(segment.first, f::CAP)
            && finite > segment.first + 1
            && finite <= segment.first + 4
            && self.unit.is(finite - 1, f::CAP);
        is_name.then_some((segment.first, finite))
    }

    /// The finite verb of the main clause: that of the verb's own, or the first of those that `und` joins.
    pub(crate) fn clause_finite(&self, hit: &Hit) -> usize {
        let segment = self.unit.segments[hit.segment];
        if hit.finite == hit.verb {
            segment.finite.filter(|&first| first < hit.verb).unwrap_or(hit.finite)
        } else {
            hit.finite
        }
    }

    pub(crate) fn after_preposition(&self, at: usize, end: usize) -> usize {
        let mut next = at + 1;
        if self.unit.is(at, f::PREP_ART) || self.unit.is(next, f::TIME) {
            while next < end && self.unit.is(next, f::ADJ | f::NUMBER) && !self.unit.is(next, f::CAP) {
                next += 1;
            }
            if self.unit.is(next, f::TIME) {
                // am Dienstag, 12. September
                next += 1;
                while next < end && self.unit.is(next, f::NUMBER | f::TIME) {
                    next += 1;
                }
                return next;
            }
            let nouns = next;
            while next < end
                && self.unit.is(next, f::CAP)
                && (next == nouns
                    || !self.unit.is(next, f::TITLE | f::HOLDER)
                    || self.unit.is(next - 1, f::TITLE))
            {
                next += 1;
                if !self.unit.is(next - 1, f::TITLE) {
                    break;
                }
            }
            return self.genitives(next, end);
        }
        // in Juba der Presse: one name; vor der Presse.
        if self.unit.is(next, f::CAP) && !self.unit.is(next, f::DET | f::DET_OBL) {
            return next + 1;
        }
        if self.unit.is(next, f::PRON | f::PRON_OBL | f::CORRELATE)
            && !self.unit.is(next, f::DET | f::DET_OBL)
        {
            return next + 1;
        }
        match self.unit.core(next, end) {
            Some(core) => self.genitives(core, end),
            None => next,
        }
    }

    pub(crate) fn genitives(&self, mut at: usize, end: usize) -> usize {
        while self.unit.is(at, f::GENITIVE) && at < end && matches!(self.text(at), "des" | "eines") {
            match self.unit.core(at, end) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// With its apposition, unless what follows is the statement.
    pub(crate) fn extend(&self, mut found: Stretch, hit: &Hit) -> Stretch {
        if self.cue(hit).acts.iter().any(|act| !act.is_empty())
            && let Some(end) = self.unit.plain_phrase(found.0, found.1)
        {
            found.1 = end;
        }
        let limit = if hit.prefix.is_some() { hit.prefix.unwrap_or(0) } else { self.unit.items.len() };
        let end = self.unit.apposition(found.1, limit);
        (found.0, end)
    }

    /// und forderte: the subject of the clause before.
    pub(crate) fn elided(&self, hit: &Hit, segment: Segment) -> Option<Stretch> {
        let joined =
            self.unit.is(segment.first, f::COORD) || hit.verb > 0 && self.unit.is(hit.verb - 1, f::COORD);
        if !joined && segment.before & f::COMMA == 0 {
            return None;
        }
        for index in (0..hit.segment).rev() {
            let one = self.unit.segments[index];
            if let (Shape::Main, Some(finite)) = (one.shape, one.finite) {
                // X sagte, Y sei da, und kündigte an: X.
                if self.is_subjunctive(finite) && !self.is_subjunctive(hit.finite) {
                    continue;
                }
                if let Some(front) = self.front(index, finite) {
                    return Some(front);
                }
                if let Some(found) = self.subject_behind(finite + 1, one.end) {
                    return Some(found);
                }
            }
        }
        None
    }
}
