//! Quotations: whose words they are.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{CueClass, Flag, Mode};

impl Engine<'_> {
    pub(crate) fn words_in(&self, quote: usize) -> usize {
        let quote = self.document.quotes[quote];
        self.document.tokens[quote.first..quote.last]
            .iter()
            .filter(|token| token.flags & (f::WORD | f::NUMBER) != 0)
            .count()
    }

    pub(crate) fn quotes(&mut self, hits: &[Hit]) {
        if self.unit.any & f::QUOTE == 0 {
            return;
        }
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            self.quote(item, quote, hits);
        }
    }

    pub(crate) fn quote(&mut self, item: usize, quote: usize, hits: &[Hit]) {
        let Some(index) = self.unit.segment_of(item) else { return };
        let segment = self.unit.segments[index];
        let bounds = self.document.quotes[quote];
        let stretch = (bounds.open, bounds.end);
        let words = self.words_in(quote);
        let is_whole = item == segment.first && item + 1 == segment.end;
        let ends_sentence = self.document.tokens[bounds.last - 1].flags & f::STOP != 0
            || self.document.tokens.get(bounds.end).is_none_or(|token| token.flags & f::STOP != 0);
        let mut row = Row::new(Mode::Direct, vec![stretch], "quote", 0.9);
        if !bounds.closed {
            row.flag = Flag::UnbalancedQuote;
            row.confidence = 0.5;
        }
        // X sagte: „...“
        if segment.before & f::COLON != 0 && item == segment.first && index > 0 {
            if self.is_name(item, quote) && words <= 3 {
                return;
            }
            if let Some(hit) =
                hits.iter().rev().find(|hit| hit.segment < index && hit.last < index && hit.last + 3 >= index)
            {
                row.rule = "quote_colon";
                self.finish_row(&mut row, hit);
            } else {
                row.rule = "quote_colon_bare";
                row.confidence = 0.75;
                row.speaker = self.subject_before(index);
            }
            self.add_quote(row);
            return;
        }
        // „...“, sagte X
        if let Some(next) = self.unit.segments.get(index + 1)
            && is_whole
            && next.before & (f::COMMA | f::DASH) != 0
        {
            if let Some(hit) = hits.iter().find(|hit| {
                hit.segment == index + 1
                    && self.is_first(hit.finite, *next)
                    && self.cue(hit).frames & (frames::QUOTE | frames::INSERTED) != 0
            }) {
                row.rule = "quote_inserted";
                row.confidence = 0.95;
                self.finish_row(&mut row, hit);
                self.add_quote(row);
                return;
            }
            if self.unit.is(next.first, f::SO)
                && let Some(end) = self.unit.phrase(next.first + 1, next.end)
            {
                row.rule = "quote_so";
                row.confidence = 0.95;
                "so".clone_into(&mut row.lemma);
                row.cue = Some(self.unit.tokens((next.first, next.first + 1)));
                let end = self.unit.apposition(end, self.unit.items.len());
                row.speaker = Some(self.unit.tokens((next.first + 1, end)));
                self.add_quote(row);
                return;
            }
        }
        // X kam zu dem Ergebnis, „dass ...“; X betonte, „das ist so.“
        if segment.before & f::COMMA != 0 && item == segment.first && index > 0 && words >= 3 {
            let near = hits.iter().rev().find(|hit| {
                hit.last + 1 == index && !self.is_first(hit.finite, self.unit.segments[hit.segment])
            });
            if let Some(hit) = near
                && self.cue(hit).frames & (frames::CLAUSE | frames::QUOTE) != 0
                && (is_whole || self.document.tokens[bounds.first].flags & f::DASS != 0)
            {
                row.rule = "quote_clause";
                self.finish_row(&mut row, hit);
                self.add_quote(row);
                return;
            }
        }
        // „...“ sagte X: without a comma.
        if is_first_in(segment, item)
            && item + 1 < segment.end
            && let Some(hit) = hits.iter().find(|hit| {
                hit.finite == item + 1 && self.cue(hit).frames & (frames::QUOTE | frames::INSERTED) != 0
            })
        {
            row.rule = "quote_inserted";
            self.finish_row(&mut row, hit);
            self.add_quote(row);
            return;
        }
        // A quotation that is a sentence of its own goes on with the speaker before.
        if is_whole
            && (segment.before == 0 || segment.before & f::STOP != 0)
            && words >= 3
            && (ends_sentence && self.unit.segments.len() == 1)
        {
            if let Some(speaker) = self.carried(2) {
                row.speaker = Some(speaker);
                row.flag = if row.flag == Flag::Clear { Flag::SpeakerCarried } else { row.flag };
            }
            row.rule = "quote_sentence";
            row.confidence = row.confidence.min(0.7);
            self.add_quote(row);
        }
    }

    pub(crate) fn add_quote(&mut self, row: Row) {
        self.add(row);
    }

    /// The subject of the clause before a colon.
    pub(crate) fn subject_before(&self, index: usize) -> Option<Stretch> {
        for before in (0..index).rev() {
            let segment = self.unit.segments[before];
            if let (Shape::Main, Some(finite)) = (segment.shape, segment.finite) {
                let front = self.front(before, finite);
                let behind = self.subject_behind(finite + 1, segment.end);
                let found = match (front, behind) {
                    (Some(front), Some(behind)) if self.rank(behind) > self.rank(front) => behind,
                    (front, behind) => front.or(behind)?,
                };
                return Some(self.unit.tokens(found));
            }
            if self.unit.is(segment.first, f::SO)
                && let Some(end) = self.unit.phrase(segment.first + 1, segment.end)
            {
                return Some(self.unit.tokens((segment.first + 1, end)));
            }
        }
        let segment = self.unit.segments[index - 1];
        let end = self.unit.phrase(segment.first, segment.end)?;
        Some(self.unit.tokens((segment.first, end)))
    }

    /// Whether a quotation looks like a title or a name.
    pub(crate) fn is_name(&self, item: usize, quote: usize) -> bool {
        let bounds = self.document.quotes[quote];
        let tokens = &self.document.tokens[bounds.first..bounds.last];
        let words = tokens.iter().filter(|token| token.flags & (f::WORD | f::NUMBER) != 0).count();
        let capital = tokens.first().is_some_and(|token| token.flags & (f::CAP | f::NUMBER) != 0);
        let behind_noun = item > 0
            && self.unit.is(item - 1, f::CAP)
            && !self.unit.is(item - 1, f::FUNCTION)
            && self.unit.items[item - 1].quote.is_none();
        let as_said = item > 0
            && (self.unit.is(item - 1, f::FINITE)
                || matches!(
                    self.text(item - 1),
                    "als" | "von" | "zu" | "vor" | "ein" | "eine" | "einen" | "einer" | "einem"
                ));
        // „Chollima-1“-Rakete
        if self
            .document
            .tokens
            .get(bounds.end)
            .is_some_and(|next| !next.spaced && next.flags & (f::BOUNDARY & !f::DASH | f::QUOTE) == 0)
        {
            return true;
        }
        let all = tokens.iter().filter(|token| token.flags & f::WORD != 0).all(|token| {
            token.flags & (f::CAP | f::DET | f::DET_OBL | f::PREP | f::PREP_ART | f::COORD) != 0
        });
        capital && (all && words <= 5 && !as_said || behind_noun && words <= 6)
    }

    /// Quotations inside what is reported otherwise: whose words they are is known.
    pub(crate) fn fragments(&mut self, before: usize, hits: &[Hit]) {
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            let bounds = self.document.quotes[quote];
            let stretch = (bounds.open, bounds.end);
            if self.rows[before..].iter().any(|row| row.parts.contains(&stretch)) {
                continue;
            }
            let is_speaker = self.rows[before..]
                .iter()
                .any(|row| row.speaker.is_some_and(|(first, end)| first <= bounds.open && bounds.open < end));
            if is_speaker || self.is_name(item, quote) {
                continue;
            }
            let around = self.rows[before..]
                .iter()
                .position(|row| row.covers(bounds.open) && row.class != CueClass::Scheduled);
            let mut row = Row::new(Mode::Partial, vec![stretch], "fragment", 0.8);
            if !bounds.closed {
                row.flag = Flag::UnbalancedQuote;
                row.confidence = 0.5;
            }
            if let Some(around) = around {
                let outer = &self.rows[before + around];
                row.speaker = outer.speaker;
                row.kind = outer.kind;
                row.cue = outer.cue;
                row.lemma.clone_from(&outer.lemma);
                row.class = outer.class;
                row.parent = Some(before + around);
                row.polarity = outer.polarity;
                self.rows.push(row);
                continue;
            }
            let Some(index) = self.unit.segment_of(item) else { continue };
            let near = hits.iter().find(|hit| {
                hit.segment <= index
                    && index <= hit.last
                    && self.cue(hit).frames & (frames::QUOTE | frames::REPORTED) != 0
            });
            if let Some(hit) = near {
                row.rule = "fragment_verb";
                self.finish_row(&mut row, hit);
                let own = row.speaker.is_some_and(|(first, end)| first <= bounds.open && bounds.open < end);
                if row.speaker.is_some() && !own {
                    self.rows.push(row);
                }
                continue;
            }
            if self.words_in(quote) < 3 || !bounds.closed {
                continue;
            }
            let segment = self.unit.segments[index];
            let Some(finite) = segment.finite.filter(|_| segment.shape == Shape::Main) else { continue };
            let found = self.front(index, finite).or_else(|| self.subject_behind(finite + 1, segment.end));
            if let Some(found) = found
                && !(found.0 <= item && item < found.1)
                && self.rank(found) >= 3
            {
                row.rule = "fragment_subject";
                row.confidence = 0.6;
                row.speaker = Some(self.unit.tokens(found));
                self.rows.push(row);
            }
        }
    }
}

fn is_first_in(segment: Segment, item: usize) -> bool {
    segment.first == item
}
