//! Quotations: who says them.

use super::super::engine::{Engine, Row};
use super::super::flags as f;
use super::super::{CueClass, Flag, Mode};
use super::Said;

impl Engine<'_> {
    /// Quotations: who says them.
    pub(super) fn english_quotes(&mut self, said: &[Said], before: usize) {
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
    pub(super) fn english_fragments(&mut self, before: usize, said: &[Said]) {
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
