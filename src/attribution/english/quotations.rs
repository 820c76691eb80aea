//! Quotations: who says them.

use super::super::document::is;
use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;
use super::super::{CueClass, Flag, Mode};
use super::Said;

/// A quotation where it stands.
#[derive(Clone, Copy)]
struct Place {
    item: usize,
    /// Its tokens, marks and all.
    stretch: Stretch,
    words: usize,
    /// Whether a stop or comma stands before its last mark, or behind it.
    stops: bool,
    stops_behind: bool,
    /// The item behind it and its comma.
    next: usize,
}

impl Engine<'_> {
    /// Quotations: who says them.
    pub(super) fn english_quotes(&mut self, said: &[Said], before: usize) {
        let mut last: Option<usize> = None;
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            let place = self.place(item, quote);
            let (behind, ahead) = (self.said_behind_quote(place, said), self.said_ahead(place, said));
            // “...,” he said, according to a transcript.
            let around = self.rows[before..].iter().position(|row| row.covers(place.stretch.0));
            if around.is_some_and(|row| self.rows[before + row].rule != "according" || behind.is_none()) {
                continue;
            }
            let cue = |one: &Said| Some(self.unit.tokens((one.verb, one.verb + 1)));
            if let (Some(last), Some(one)) = (last, ahead)
                && self.rows[last].cue == cue(one)
            {
                self.rows[last].parts.push(place.stretch);
                continue;
            }
            let behind = behind.filter(|one| place.stops || place.stops_behind || one.verb > place.next + 1);
            // wrote in her memoir, “Home,” that ...: a name.
            let named = behind.is_none() && self.unit.is(place.next, f::DASS);
            if named || behind.is_none() && ahead.is_some() && !self.is_sentence(place) {
                continue;
            }
            let bounds = self.document.quotes[quote];
            let mut row = Row::new(Mode::Direct, vec![place.stretch], "quote", 0.9);
            row.parent = around.map(|row| before + row);
            if !bounds.closed {
                row.flag = Flag::UnbalancedQuote;
                row.confidence = 0.5;
            }
            if let Some(one) = behind.or(ahead) {
                row.rule = if behind.is_some() { "quote_inserted" } else { "quote_behind" };
                self.fill(&mut row, one);
            } else if let Some(last) = last
                && (self.unit.is(item - 1, f::COMMA | f::STOP) || place.words >= 4)
                && item <= 14
            {
                // “A,” he said, “B.”
                self.rows[last].parts.push(place.stretch);
                continue;
            } else if self.turn_goes_on(place) || !self.is_said_otherwise(place, &mut row) {
                continue;
            }
            last = Some(self.rows.len());
            self.turn = Some((self.rows.len(), self.unit_number));
            self.add_quote(row, bounds.goes_on);
        }
    }

    /// “A,” she said. “B.”: one statement.
    fn turn_goes_on(&mut self, place: Place) -> bool {
        let alone = self.unit.items.len() <= 2 && place.item == 0 && (place.stops || place.stops_behind);
        // In another paragraph somebody else may answer.
        let follows = |unit: usize| unit + 1 == self.unit_number && unit >= self.paragraph;
        let Some((row, _)) = self.turn.filter(|&(_, unit)| alone && follows(unit)) else { return false };
        self.rows[row].parts.push(place.stretch);
        self.turn = Some((row, self.unit_number));
        if let Some(last) = &mut self.last {
            last.1 = self.unit_number;
        }
        true
    }

    fn place(&self, item: usize, quote: usize) -> Place {
        let bounds = self.document.quotes[quote];
        let stops =
            |token: usize| self.document.tokens.get(token).is_some_and(|one| is(one, f::COMMA | f::STOP));
        Place {
            item,
            stretch: (bounds.open, bounds.end),
            words: self.words_in(quote),
            stops: stops(bounds.last - 1),
            stops_behind: stops(bounds.end),
            next: if self.unit.is(item + 1, f::COMMA) { item + 2 } else { item + 1 },
        }
    }

    /// “...,” he said; “A big deal” for the party, said X.
    fn said_behind_quote<'s>(&self, place: Place, said: &'s [Said]) -> Option<&'s Said> {
        let segments = &self.unit.segments;
        let own = self.unit.segment_of(place.item).filter(|&index| segments[index].first == place.item);
        let rest = own.and_then(|index| segments.get(index + 1)).filter(|one| one.before & f::COMMA != 0);
        let rest = rest.filter(|_| place.words >= 3);
        let stands = |one: &&Said| {
            one.first == place.next
                || one.verb == place.next
                || rest.is_some_and(|rest| one.verb == rest.first)
        };
        said.iter().find(stands).filter(|one| one.subject.is_some())
    }

    /// He said, “...”
    fn said_ahead<'s>(&self, place: Place, said: &'s [Said]) -> Option<&'s Said> {
        let (unit, item) = (&self.unit, place.item);
        let stands = |one: &&Said| {
            let gap = one.end.max(one.verb + 1)..item;
            let is_near = || {
                gap.clone().all(|at| !unit.is(at, f::FINITE | f::SEMI))
                    && item - one.verb <= 12
                    && unit.is(item - 1, f::COMMA | f::COLON)
            };
            one.verb < item && (gap.is_empty() || is_near())
        };
        said.iter().rev().find(stands).filter(|one| one.subject.is_some() || one.verb == 0)
    }

    /// Whether a quotation behind a verb is more than a word: it is long, or a comma announces it, or it ends like a
    /// sentence (chanted “Lock her up.”)
    fn is_sentence(&self, place: Place) -> bool {
        let capital = is(&self.document.tokens[place.stretch.0 + 1], f::CAP);
        place.item == 0
            || self.unit.is(place.item - 1, f::COMMA | f::COLON)
            || place.words >= 4
            || place.stops && capital
    }

    /// Where no verb of saying is known: by what stands behind, by who spoke before, by a colon.
    fn is_said_otherwise(&self, place: Place, row: &mut Row) -> bool {
        let (item, alone) = (place.item, self.unit.items.len() <= 2);
        // “No,” he said. “Never.”
        let said = self.last.map(|(_, unit)| unit);
        let goes_on = alone
            && place.stops
            && said.is_some_and(|said| said + 1 == self.unit_number && said >= self.paragraph);
        if item == 0
            && place.stops
            && let Some(speaker) = self.frame_behind(place.next)
        {
            (row.rule, row.confidence) = ("quote_inserted", row.confidence.min(0.7));
            row.speaker = Some(self.unit.tokens(speaker));
        } else if item == 0 && (place.stops || alone) && (place.words >= 3 || goes_on) {
            (row.rule, row.confidence) = ("quote_sentence", row.confidence.min(0.7));
            row.carry(self.carried(2));
        } else if item > 0 && self.unit.is(item - 1, f::COLON) {
            (row.rule, row.confidence) = ("quote_colon_bare", 0.75);
            let index = self.unit.segment_of(item).unwrap_or(0).max(1);
            // The mayor, in an interview: “...”
            let over = || self.subject_over_commas(index - 1).map(|found| self.unit.tokens(found));
            row.speaker = self.subject_before(index).or_else(over);
        } else {
            return false;
        }
        true
    }

    /// Adds a quotation; who speaks may be told a paragraph later.
    fn add_quote(&mut self, row: Row, goes_on: bool) {
        if row.speaker.is_some() {
            // The paragraphs before are theirs as well.
            for pending in self.pending.drain(..) {
                self.rows[pending].speaker = row.speaker;
                self.rows[pending].cue = row.cue;
                self.rows[pending].lemma.clone_from(&row.lemma);
                self.rows[pending].flag = Flag::SpeakerCarried;
            }
        } else if goes_on {
            self.pending.push(self.rows.len());
        }
        self.rows.push(row);
    }

    /// “...,” she remembers thinking; “...,” as Reed put it: whose verb no list has.
    fn frame_behind(&self, item: usize) -> Option<Stretch> {
        let unit = &self.unit;
        let first = item + usize::from(self.word(item) == "as");
        let end = unit.segments[unit.segment_of(first)?].end;
        let mut behind = self.english_phrase(first, end)?;
        if behind > first + 1 && self.text(behind - 1).ends_with("ed") {
            behind -= 1;
        }
        let has_verb =
            unit.is(behind, f::WORD) && !unit.is(behind, f::PREP | f::COORD | f::SUBORD | f::CAP | f::DET);
        has_verb.then_some((first, behind))
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
