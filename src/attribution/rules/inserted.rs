//! `..., sagte X`, `..., sagte X, ...`: a verb of saying behind what is said, or in the middle of it.

use super::super::Mode;
use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;

impl Engine<'_> {
    /// Whether a statement stands before the verb: `..., sagte er, ...`.
    pub(crate) fn precedes(&self, hit: &Hit) -> bool {
        let segment = self.unit.segments[hit.segment];
        hit.segment > 0 && segment.before & f::COMMA != 0 && self.is_first(hit.finite, segment)
    }

    /// Whether a verb is the first word of its segment, but for adverbs.
    pub(crate) fn is_first(&self, finite: usize, segment: Segment) -> bool {
        (segment.first..finite).all(|at| self.unit.is(at, f::SO))
    }

    /// What is said, before the verb: `..., sagte er`.
    pub(crate) fn content_before(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        if !self.is_put_behind(hit) {
            return None;
        }
        let segment = self.unit.segments[hit.segment];
        let first = self.statement_start(hit.segment);
        let start = self.unit.segments[first].first;
        let end = self.trim(start, segment.first - 1);
        // A quotation on its own is for another rule.
        let quoted = end == start + 1 && self.unit.items[start].quote.is_some();
        if quoted || start >= end {
            return self.behind_quotation(hit).filter(|_| quoted);
        }
        let has_verb = self.has_clause(first, hit.segment);
        let subject_follows = self.subject_behind(hit.finite + 1, self.unit.segments[hit.last].end).is_some();
        let rest = self.resumed(hit.last).filter(|_| !has_verb);
        let before = self.unit.segments[hit.segment - 1];
        if !has_verb && !self.has_quote(&before) && rest.is_none()
            || !subject_follows && !hit.passive && self.cue(hit).lemma != "heißen"
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
        let unfinished = main.and_then(|main| self.unfinished(main, segment.first - 1, hit));
        let rest = unfinished.or_else(|| self.goes_on_behind(hit));
        let parts = std::iter::once((start, end)).chain(rest).collect();
        Some((parts, main.map_or(Mode::IndirectInd, |main| self.mood(main)), "inserted", 0.9))
    }

    /// Whether a verb can stand behind what it introduces, or in the middle of it.
    fn is_put_behind(&self, hit: &Hit) -> bool {
        if self.cue(hit).frames & frames::INSERTED == 0 || hit.is_final || hit.segment == 0 {
            return false;
        }
        let segment = self.unit.segments[hit.segment];
        // ..., das teilte das Amt mit, ...
        let that = hit.finite == segment.first + 1 && matches!(self.text(segment.first), "das" | "dies");
        let that = that && self.resumed(hit.last).is_some();
        let passive = hit.passive && hit.finite != segment.first;
        let auxiliary = hit.finite != hit.verb && !hit.passive && !self.unit.is(hit.finite, f::PERFECT);
        segment.before & (f::COMMA | f::DASH) != 0
            && (that || self.is_first(hit.finite, segment) && self.front(hit.segment, hit.finite).is_none())
            && !auxiliary
            && !passive
    }

    /// Whether a stretch of segments has a clause: a list or a condition is no statement.
    fn has_clause(&self, first: usize, end: usize) -> bool {
        (first..end).any(|index| match self.unit.segments[index].shape {
            Shape::Main | Shape::That => true,
            Shape::Whether | Shape::Infinitive => index == first,
            _ => false,
        })
    }

    /// „...“, stellte X fest, seien alle Hilferufe umsonst gewesen.
    fn behind_quotation(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        let rest = self.resumed(hit.last).filter(|_| self.cue(hit).frames & frames::CLAUSE != 0)?;
        let segment = self.unit.segments[rest];
        let content = vec![(segment.first, self.content_end(rest, hit))];
        let says = segment.finite.is_some_and(|verb| self.is_subjunctive(verb));
        says.then_some((content, self.mood(segment), "inserted", 0.85))
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
