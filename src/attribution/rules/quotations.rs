//! Quotations: whose words they are.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::frames;
use super::super::{Flag, Mode};

/// Where a quotation stands.
#[derive(Clone, Copy)]
struct Place {
    item: usize,
    quote: usize,
    /// Its segment.
    index: usize,
    words: usize,
}

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

    fn quote(&mut self, item: usize, quote: usize, hits: &[Hit]) {
        let Some(index) = self.unit.segment_of(item) else { return };
        let bounds = self.document.quotes[quote];
        // „...“, so X, „...“: a row already.
        let is_part = |row: &Row| row.rule == "so" && row.parts.contains(&(bounds.open, bounds.end));
        if self.rows.iter().rev().take(4).any(is_part) {
            return;
        }
        let mut row = Row::new(Mode::Direct, vec![(bounds.open, bounds.end)], "quote", 0.9);
        if !bounds.closed {
            row.flag = Flag::UnbalancedQuote;
            row.confidence = 0.5;
        }
        let place = Place { item, quote, index, words: self.words_in(quote) };
        if self.goes_on(place) {
            return;
        }
        let found = self.said_behind(place, &mut row, hits)
            || self.said_at_once(place, &mut row, hits)
            || self.said_before(place, &mut row, hits)
            || self.clause_quoted(place, &mut row, hits)
            || self.is_joined_to(place, &mut row)
            || self.stands_alone(place, &mut row);
        // „Neues Blatt“ berichtet ...: it is the speaker.
        if found && !row.names(bounds.open) {
            self.add(row);
        }
    }

    /// „...“, sagte X; „...“, so X; „...“, freute sich X.
    fn said_behind(&self, place: Place, row: &mut Row, hits: &[Hit]) -> bool {
        let segment = self.unit.segments[place.index];
        let Some(&next) = self.unit.segments.get(place.index + 1) else { return false };
        if place.item != segment.first
            || place.item + 1 != segment.end
            || next.before & (f::COMMA | f::DASH) == 0
        {
            return false;
        }
        if let Some(hit) = hits.iter().find(|hit| {
            hit.segment == place.index + 1
                && self.is_first(hit.finite, next)
                && !self.is_name_given(hit)
                && self.cue(hit).frames & (frames::QUOTE | frames::INSERTED) != 0
        }) {
            (row.rule, row.confidence) = ("quote_inserted", row.confidence.max(0.95));
            self.finish_row(row, hit);
            return true;
        }
        self.so_behind(next.first, next.end, row)
            || self.with_these_words(next, row)
            || self.verb_behind(place, next, row)
    }

    /// „...“ – mit diesen Worten wies X die Kritik zurück.
    fn with_these_words(&self, next: Segment, row: &mut Row) -> bool {
        let (first, verb) = (next.first, next.first + 3);
        let words = verb < next.end
            && self.text(first).eq_ignore_ascii_case("mit")
            && matches!(self.text(first + 1), "diesen" | "den" | "solchen" | "diesem" | "dieser")
            && matches!(self.text(first + 2), "Worten" | "Satz" | "Ausruf" | "Bemerkung" | "Aussage")
            && next.finite == Some(verb);
        let subject = words.then(|| self.subject_behind(verb + 1, next.end));
        let Some(found) = subject.flatten() else { return false };
        (row.rule, row.confidence) = ("quote_verb", row.confidence.min(0.8));
        self.name_verb(verb, row);
        row.speaker = Some(self.unit.tokens(found));
        true
    }

    /// „...“, so heißt das Projekt: no „...“, so heißt es.
    fn is_name_given(&self, hit: &Hit) -> bool {
        self.cue(hit).lemma == "heißen" && self.unit.is(hit.finite + 1, f::DET | f::CAP)
    }

    /// „...“, so X.
    fn so_behind(&self, so: usize, limit: usize, row: &mut Row) -> bool {
        if !self.unit.is(so, f::SO) {
            return false;
        }
        // „...“, so stöhnte X; no „...“, so heißt das Projekt
        let verb = self.is_small_verb(so + 1);
        if verb && matches!(self.text(so + 1), "heißt" | "hieß") {
            return false;
        }
        let first = so + 1 + usize::from(verb);
        let Some(end) = self.unit.phrase(first, limit) else { return false };
        (row.rule, row.confidence) = ("quote_so", row.confidence.max(0.95));
        "so".clone_into(&mut row.lemma);
        row.cue = Some(self.unit.tokens((so, so + 1)));
        let end = self.unit.apposition(end, self.unit.items.len());
        row.speaker = self.someone((first, end));
        if verb {
            self.name_verb(so + 1, row);
        }
        true
    }

    /// Whether a word looks like a finite verb, be it in no list.
    pub(crate) fn is_small_verb(&self, item: usize) -> bool {
        !self.unit.is(item, f::FUNCTION | f::BOUNDARY | f::CAP)
            && self.unit.items.get(item).is_some_and(|item| item.quote.is_none())
            && (self.unit.is(item, f::V_FIN)
                || ["te", "ten", "t"].iter().any(|ending| self.text(item).ends_with(ending)))
    }

    /// Takes a verb for what reports, be it in no list.
    pub(crate) fn name_verb(&self, verb: usize, row: &mut Row) {
        let text = self.text(verb);
        row.lemma = self.lexicon.infinitive(text).unwrap_or_else(|| weak_infinitive(text));
        row.cue = Some(self.unit.tokens((verb, verb + 1)));
    }

    /// „...“, freute sich X: behind a quotation that is a sentence, a verb in the first place says it, whatever it means.
    fn verb_behind(&self, place: Place, next: Segment, row: &mut Row) -> bool {
        let before = self.unit.segments[place.index].before;
        let opens = before == 0 || before & (f::COLON | f::STOP) != 0;
        let verb = next.first;
        let known = next.finite == Some(verb) && !self.unit.is(verb, f::K1 | f::K2);
        let looks = next.finite.is_none() && self.is_small_verb(verb);
        // „...“, meinen Fachleute: here no possessive.
        let means = self.text(verb) == "meinen" && self.unit.is(verb + 1, f::CAP | f::DET);
        if !opens || !self.is_clause(place) || !(known || looks || means) || self.unit.is(verb, f::CAP) {
            return false;
        }
        let Some(found) = self.subject_behind(verb + 1, next.end).filter(|&found| self.rank(found) >= 1)
        else {
            return false;
        };
        (row.rule, row.confidence) = ("quote_verb", row.confidence.min(0.8));
        self.name_verb(verb, row);
        let end = self.unit.apposition(found.1, self.unit.items.len());
        row.speaker = Some(self.unit.tokens((found.0, end)));
        true
    }

    /// Whether a quotation is more than a name: four words, or three with a verb.
    fn is_clause(&self, place: Place) -> bool {
        let bounds = self.document.quotes[place.quote];
        let finite = f::IND | f::K1 | f::K2 | f::V_FIN;
        let has_verb =
            self.document.tokens[bounds.first..bounds.last].iter().any(|token| token.flags & finite != 0);
        place.words >= if has_verb { 3 } else { 4 }
    }

    /// X sagte: „...“
    fn said_before(&self, place: Place, row: &mut Row, hits: &[Hit]) -> bool {
        let (index, segment) = (place.index, self.unit.segments[place.index]);
        if segment.before & f::COLON == 0 || place.item != segment.first || index == 0 {
            return false;
        }
        // „Nein.“ ends like a sentence, as no name does.
        let last = self.document.quotes[place.quote].last - 1;
        let ends = self.document.tokens[last].flags & f::STOP != 0;
        let named = self.is_name(place.item, place.quote) && place.words <= 3 && !ends;
        if named || self.is_called(place.item) {
            return false;
        }
        let mut near =
            hits.iter().rev().filter(|hit| hit.segment < index && hit.last < index && hit.last + 3 >= index);
        let last = near.next();
        // X glaubt, dass Y daraus hervorgehe: „...“
        let main = last.filter(|hit| !hit.is_final).or_else(|| near.find(|hit| !hit.is_final));
        if let Some(hit) = main.or(last) {
            row.rule = "quote_colon";
            self.finish_row(row, hit);
            return true;
        }
        (row.rule, row.confidence) = ("quote_colon_bare", row.confidence.min(0.75));
        row.speaker = self.subject_before(index);
        // fragte nach Geld. Die Antwort: „Nein.“: somebody else's.
        let replies = (0..segment.first).any(|at| matches!(self.text(at), "Antwort" | "Reaktion"));
        if row.speaker.is_none() && !replies {
            // Sein Fazit: „...“
            let lead = self.unit.segments[index - 1];
            let whole = || self.unit.phrase(lead.first, lead.end).map(|end| (lead.first, end));
            row.carry(self.carried(2).or_else(|| whole().map(|found| self.unit.tokens(found))));
        }
        true
    }

    /// „...“, sagte X, „...“: one statement in two parts.
    fn goes_on(&mut self, place: Place) -> bool {
        let segment = self.unit.segments[place.index];
        let opens = place.item == segment.first && segment.before & (f::COMMA | f::DASH) != 0;
        let bounds = self.document.quotes[place.quote];
        let ends = self.document.tokens[bounds.last - 1].flags & f::STOP != 0;
        let first = self.unit.first;
        let Some(said) = self.rows.last_mut().filter(|last| {
            last.mode == Mode::Direct && last.cue.is_some_and(|cue| cue.0 >= first && cue.0 < bounds.open)
        }) else {
            return false;
        };
        let inserted = ["quote_inserted", "quote_verb", "quote_so"].contains(&said.rule);
        if !opens || !inserted || place.words < 3 && !ends {
            return false;
        }
        said.parts.push((bounds.open, bounds.end));
        true
    }

    /// X sagte: „...“ und „...“: the same speaker.
    fn is_joined_to(&self, place: Place, row: &mut Row) -> bool {
        let Some(first) = place.item.checked_sub(2) else { return false };
        let bounds = self.unit.items[first];
        if bounds.quote.is_none() || !self.unit.is(place.item - 1, f::COORD) || place.words < 3 {
            return false;
        }
        let stretch = (bounds.token, bounds.end);
        let Some(said) = self.rows.iter().rev().take(6).find(|said| said.parts == [stretch]) else {
            return false;
        };
        row.go_on(said);
        true
    }

    /// X kam zu dem Ergebnis, „dass ...“; X betonte, „das ist so.“
    fn clause_quoted(&self, place: Place, row: &mut Row, hits: &[Hit]) -> bool {
        let (index, segment) = (place.index, self.unit.segments[place.index]);
        if segment.before & f::COMMA == 0 || place.item != segment.first || index == 0 || place.words < 3 {
            return false;
        }
        let near = hits
            .iter()
            .rev()
            .find(|hit| hit.last + 1 == index && !self.is_first(hit.finite, self.unit.segments[hit.segment]));
        let first = self.document.quotes[place.quote].first;
        let whole = place.item + 1 == segment.end || self.document.tokens[first].flags & f::DASS != 0;
        match near {
            Some(hit) if whole && self.cue(hit).frames & (frames::CLAUSE | frames::QUOTE) != 0 => {
                row.rule = "quote_clause";
                self.finish_row(row, hit);
                true
            }
            _ => false,
        }
    }

    /// „...“ sagte X; „...“ so X: without a comma.
    fn said_at_once(&self, place: Place, row: &mut Row, hits: &[Hit]) -> bool {
        let segment = self.unit.segments[place.index];
        if place.item != segment.first || place.item + 1 >= segment.end {
            return false;
        }
        let hit = hits.iter().find(|hit| {
            hit.finite == place.item + 1 && self.cue(hit).frames & (frames::QUOTE | frames::INSERTED) != 0
        });
        if let Some(hit) = hit {
            row.rule = "quote_inserted";
            self.finish_row(row, hit);
            return true;
        }
        place.words >= 4 && segment.finite.is_none() && self.so_behind(place.item + 1, segment.end, row)
    }

    /// A quotation that is a sentence of its own goes on with the speaker before.
    fn stands_alone(&self, place: Place, row: &mut Row) -> bool {
        let segment = self.unit.segments[place.index];
        let bounds = self.document.quotes[place.quote];
        let ends = self.document.tokens[bounds.last - 1].flags & f::STOP != 0
            || self.document.tokens.get(bounds.end).is_none_or(|token| token.flags & f::STOP != 0);
        let whole = place.item == segment.first && place.item + 1 == segment.end;
        if !whole
            || segment.before != 0 && segment.before & f::STOP == 0
            || place.words < 3
            || !ends
            || self.unit.segments.len() != 1
        {
            return false;
        }
        row.carry(self.carried(2));
        (row.rule, row.confidence) = ("quote_sentence", row.confidence.min(0.7));
        true
    }

    /// Whom a phrase names: die Betreiber, das Fazit der Betreiber; nobody in die Befürchtung.
    pub(crate) fn someone(&self, found: Stretch) -> Option<Stretch> {
        let of = self.behind_noun(found);
        let said = of == found && self.any_in(of, f::N_CLAUSE) && !self.any_in(of, f::HOLDER | f::TITLE);
        (!said).then(|| self.unit.tokens(of))
    }

    /// Das Fazit der Betreiber: whose it is; or the phrase, if its noun is no statement.
    pub(crate) fn behind_noun(&self, found: Stretch) -> Stretch {
        let says = f::N_CLAUSE | f::N_ADP | f::N_ATT;
        let noun = (found.0..found.1).find(|&at| self.unit.is(at, f::CAP) && !self.unit.is(at, f::FUNCTION));
        let Some(noun) = noun.filter(|&noun| self.unit.is(noun, says)) else { return found };
        let of = match self.unit.flags(noun + 1) {
            flags if flags & f::ATTACH != 0 => noun + 2,
            flags if flags & f::GENITIVE != 0 => noun + 1,
            _ => return found,
        };
        if of < found.1 { (of, found.1) } else { found }
    }

    /// Who is meant before a colon: the subject of the clause, if that is somebody.
    pub(crate) fn subject_before(&self, index: usize) -> Option<Stretch> {
        for before in (0..index).rev() {
            let segment = self.unit.segments[before];
            if let (Shape::Main, Some(finite)) = (segment.shape, segment.finite) {
                let front = self.front(before, finite).map(|found| self.behind_noun(found));
                let behind = self.subject_behind(finite + 1, segment.end);
                let found = match (front, behind) {
                    (Some(front), Some(behind)) if self.head_rank(behind) > self.head_rank(front) => behind,
                    (front, behind) => front.or(behind)?,
                };
                let names = self.head_rank(found) >= 2 || self.is_bare_name(found);
                return names.then(|| self.unit.tokens(found));
            }
            if self.unit.is(segment.first, f::SO)
                && let Some(end) = self.unit.phrase(segment.first + 1, segment.end)
            {
                return Some(self.unit.tokens((segment.first + 1, end)));
            }
        }
        let segment = self.unit.segments[index - 1];
        let end = self.unit.phrase(segment.first, segment.end)?;
        self.someone((segment.first, end))
    }

    /// Ali, Obama: one word with a capital and no article.
    fn is_bare_name(&self, (first, end): Stretch) -> bool {
        end == first + 1
            && self.unit.is(first, f::CAP)
            && !self.unit.is(first, f::FUNCTION | f::N_CLAUSE | f::N_ADP | f::N_DOC)
            && !self.is_adverbial((first, end))
    }
}

/// jammerte, witzelten: the infinitive of a verb that no list has, as weak verbs make their past.
fn weak_infinitive(past: &str) -> String {
    let stem = past.strip_suffix('n').unwrap_or(past).strip_suffix("te");
    match stem {
        Some(stem) if stem.ends_with("er") || stem.ends_with("el") => format!("{stem}n"),
        Some(stem) if stem.ends_with('e') => format!("{stem}n"),
        Some(stem) => format!("{stem}en"),
        None => past.to_owned(),
    }
}
