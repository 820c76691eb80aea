//! Words in quotation marks inside a sentence: whose they are.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Hit, QUOTING, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{CueClass, Flag, Mode};

impl Engine<'_> {
    /// Quotations inside what is reported otherwise: whose words they are is known.
    pub(crate) fn fragments(&mut self, before: usize, hits: &[Hit]) {
        let from = self.chained(before);
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            let bounds = self.document.quotes[quote];
            let stretch = (bounds.open, bounds.end);
            if self.is_known(from, stretch) || self.is_called(item) {
                continue;
            }
            let holds = |row: &Row| {
                row.covers(bounds.open) && row.class != CueClass::Scheduled && row.rule != QUOTING
            };
            let around = self.rows[from..].iter().position(holds).map(|row| from + row);
            if !self.is_said(item, quote, around.is_some()) {
                continue;
            }
            let mut row = Row::new(Mode::Partial, vec![stretch], "fragment", 0.8);
            if !bounds.closed {
                row.flag = Flag::UnbalancedQuote;
                row.confidence = 0.5;
            }
            if let Some(around) = around {
                row.stand_in(&self.rows[around]);
                row.parent = Some(around);
                // X kritisierte es als „...“ und forderte ...
                let reported = self.rows[around].mode == Mode::Reported;
                let own = self.unit.segment_of(item).filter(|_| reported);
                let own =
                    own.and_then(|index| self.verb_of(item, index, hits)).filter(|hit| hit.finite < item);
                if let Some(hit) = own {
                    self.fragment_of_verb(quote, &mut row, hit);
                }
                self.rows.push(row);
            } else if self.fragment_alone(item, quote, &mut row, hits) {
                self.rows.push(row);
            }
        }
    }

    /// The first row that may hold words of the unit: that of the chain that goes on with it.
    fn chained(&self, before: usize) -> usize {
        match self.chain {
            Some((unit, row)) if unit == self.unit_number => row.min(before),
            _ => before,
        }
    }

    /// Whether a quotation is a row already, or part of who speaks.
    fn is_known(&self, from: usize, stretch: Stretch) -> bool {
        self.rows[from..].iter().any(|row| {
            let is_quoted = matches!(row.mode, Mode::Direct | Mode::Partial);
            row.names(stretch.0) || row.parts == [stretch] || is_quoted && row.parts.contains(&stretch)
        })
    }

    /// Whether words in quotation marks are a statement, and no name.
    fn is_said(&self, item: usize, quote: usize, within: bool) -> bool {
        if within && self.is_word_for(item, quote) {
            return false;
        }
        let announced = self.words_noun(item, quote).is_some();
        announced || !self.is_name(item, quote) || within && self.is_abstract(item, quote)
    }

    /// A quotation in no statement: a verb tells whose it is, or a noun, or für, or what was said before.
    fn fragment_alone(&self, item: usize, quote: usize, row: &mut Row, hits: &[Hit]) -> bool {
        let Some(index) = self.unit.segment_of(item) else { return false };
        if let Some(hit) = self.verb_of(item, index, hits) {
            return self.fragment_of_verb(quote, row, hit);
        }
        if let Some(noun) = self.words_noun(item, quote) {
            row.rule = "fragment_words";
            row.cue = Some(self.unit.tokens((noun, noun + 1)));
            self.text(noun).clone_into(&mut row.lemma);
            row.speaker = self.holder_of_noun(noun, index);
            return true;
        }
        if let Some(found) = self.in_whose_eyes(index, item) {
            (row.rule, row.confidence) = ("fragment_view", row.confidence.min(0.7));
            row.speaker = Some(self.unit.tokens(found));
            return true;
        }
        self.fragment_bare(item, quote, row, hits)
    }

    /// The verb of saying whose object a quotation may be: of its own clause, if there is one, and the nearest before it.
    fn verb_of<'h>(&self, item: usize, index: usize, hits: &'h [Hit]) -> Option<&'h Hit> {
        let may = |hit: &&Hit| {
            (hit.segment <= index && index <= hit.last || self.is_as(item, hit))
                && self.cue(hit).frames & (frames::QUOTE | frames::REPORTED) != 0
        };
        let before = |hit: &Hit| if hit.finite < item { hit.finite + 1 } else { 0 };
        hits.iter().filter(may).rev().max_by_key(|hit| (hit.segment, before(hit)))
    }

    /// nannte das „...“; wurde als „...“ bezeichnet, by nobody.
    fn fragment_of_verb(&self, quote: usize, row: &mut Row, hit: &Hit) -> bool {
        if self.is_naming(hit) {
            return false;
        }
        let bounds = self.document.quotes[quote];
        row.rule = "fragment_verb";
        self.finish_row(row, hit);
        let agentless = hit.passive && self.is_small(quote);
        (row.speaker.is_some() || agentless) && !row.names(bounds.open)
    }

    /// Nobody puts a clause into quotation marks but as somebody's words.
    fn fragment_bare(&self, item: usize, quote: usize, row: &mut Row, hits: &[Hit]) -> bool {
        let Some(index) = self.unit.segment_of(item) else { return false };
        let is_clause = self.words_in(quote) >= 3 && self.is_small(quote) && !self.is_foreign(quote);
        if !is_clause || !self.document.quotes[quote].closed {
            return false;
        }
        (row.rule, row.confidence) = ("fragment_bare", 0.5);
        match hits.iter().rev().find(|hit| hit.finite < item).or_else(|| self.inserted_behind(index, hits)) {
            Some(hit) => self.finish_row(row, hit),
            None => row.speaker = self.holder_before(index),
        }
        row.speaker = row.speaker.or_else(|| self.subject_around(index));
        if row.speaker.is_none() {
            row.carry(self.carried(1));
        }
        true
    }

    /// Whether a quotation begins with a small letter.
    fn is_small(&self, quote: usize) -> bool {
        let first = self.document.quotes[quote].first;
        self.document.tokens[first].flags & (f::CAP | f::NUMBER) == 0
    }

    /// Er wollte „...“ vorlegen: the subject of the clause, if that is somebody.
    fn subject_around(&self, index: usize) -> Option<Stretch> {
        let segment = self.unit.segments[index];
        let finite = segment.finite.filter(|_| segment.shape == Shape::Main)?;
        let front = self.front(index, finite);
        let found = front
            .filter(|&front| !self.is_adverbial(front) && !self.is_neuter(front))
            .or_else(|| self.subject_behind(finite + 1, segment.end))?;
        let quoted = (found.0..found.1).any(|at| self.unit.items[at].quote.is_some());
        (self.head_rank(found) == 3 && !quoted).then(|| self.unit.tokens(found))
    }

    /// mit der Parole „...“, Rufe wie zum Beispiel „...“: the noun that a quotation explains.
    fn words_noun(&self, item: usize, quote: usize) -> Option<usize> {
        let is = |at: usize, word: &str| self.unit.items[at].quote.is_none() && self.text(at) == word;
        let mut at = item.checked_sub(1)?;
        if is(at, "Beispiel") {
            at = at.checked_sub(2)?;
        }
        if is(at, "wie") {
            at = at.checked_sub(1)?;
        }
        let calls = self.unit.is(at, f::N_WORDS) && self.unit.is(at, f::CAP);
        (calls && self.words_in(quote) >= 2).then_some(at)
    }

    /// ..., erklärte X: the verb behind a statement.
    fn inserted_behind<'h>(&self, index: usize, hits: &'h [Hit]) -> Option<&'h Hit> {
        hits.iter()
            .find(|hit| hit.segment > index && self.is_first(hit.finite, self.unit.segments[hit.segment]))
    }

    /// Das Gericht kam zu dem Ergebnis, „dass ...“: whose result it is.
    fn holder_before(&self, index: usize) -> Option<Stretch> {
        let before = index.checked_sub(1)?;
        let segment = self.unit.segments[before];
        let noun = (segment.first..segment.end).rev().find(|&at| self.unit.is(at, f::CAP))?;
        if self.unit.is(noun, f::N_CLAUSE | f::N_ADP) { self.holder_of_noun(noun, before) } else { None }
    }

    /// nannte das, was er sah, „...“; bezeichnete die Worte, sollten sie gefallen sein, als „...“.
    fn is_as(&self, item: usize, hit: &Hit) -> bool {
        let acts = self.cue(hit).acts.contains(&"als");
        acts && hit.finite < item && item > 0 && self.text(item - 1) == "als" && !hit.is_final
    }

    /// Für den Minister ist das „...“; war das für die Verbände „...“.
    pub(crate) fn in_whose_eyes(&self, index: usize, item: usize) -> Option<Stretch> {
        let segment = self.unit.segments[index];
        let finite = segment.finite.filter(|&finite| {
            segment.shape == Shape::Main && self.unit.is(finite, f::SEIN) && !self.unit.is(finite, f::PASSIVE)
        })?;
        let at = (segment.first..item)
            .find(|&at| self.unit.items[at].quote.is_none() && matches!(self.text(at), "Für" | "für"))?;
        let end = self.unit.phrase(at + 1, segment.end.min(item))?;
        let found = (at + 1, end);
        let in_place = end == finite || at > finite;
        (in_place && end <= item && self.rank(found) >= 2).then_some(found)
    }

    /// Laut Roth „...“: a statement that is all in quotation marks is direct.
    pub(crate) fn all_quoted(&mut self, before: usize) {
        let items = &self.unit.items;
        let is_quotation =
            |part: &Stretch| items.iter().any(|item| item.quote.is_some() && (item.token, item.end) == *part);
        for row in &mut self.rows[before..] {
            let reported = matches!(row.mode, Mode::Adposition | Mode::WieClause | Mode::IndirectInd);
            if reported && row.parts.iter().all(is_quotation) {
                row.mode = Mode::Direct;
            }
        }
    }
}
