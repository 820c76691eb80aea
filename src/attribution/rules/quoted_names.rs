//! Quotations that are no statement: titles, names, what something is called.

use super::super::clauses::Shape;
use super::super::engine::{Engine, Hit};
use super::super::flags as f;

/// The last parts of nouns for what has a title.
const WORKS: [&str; 11] = [
    "werk", "buch", "roman", "film", "album", "song", "lied", "stück", "titel", "überschrift", "schlagzeile",
];

impl Engine<'_> {
    /// Whether a quotation looks like a title or a name.
    pub(crate) fn is_name(&self, item: usize, quote: usize) -> bool {
        let bounds = self.document.quotes[quote];
        let tokens = &self.document.tokens[bounds.first..bounds.last];
        let words = tokens.iter().filter(|token| token.flags & (f::WORD | f::NUMBER) != 0).count();
        let capital = tokens.first().is_some_and(|token| token.flags & (f::CAP | f::NUMBER) != 0);
        if capital && words <= 6 && self.is_definite(item)
            || words <= 5 && self.is_of_a_holder(item)
            || self.is_compound(quote)
        {
            return true;
        }
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
        let all = tokens.iter().filter(|token| token.flags & f::WORD != 0).all(|token| {
            token.flags & (f::CAP | f::DET | f::DET_OBL | f::PREP | f::PREP_ART | f::COORD) != 0
        });
        capital && (all && words <= 5 && !as_said || behind_noun && words <= 6)
    }

    /// der „Rat der Stadt“, der neue „Rat der Stadt“, von „Ärzte helfen“: no article but a definite one.
    fn is_definite(&self, item: usize) -> bool {
        let Some(before) = item.checked_sub(1).filter(|&before| self.unit.items[before].quote.is_none())
        else {
            return false;
        };
        let definite = |at: usize| {
            self.unit.is(at, f::DET | f::DET_OBL)
                && !["ein", "kein"].iter().any(|stem| self.word(at).starts_with(stem))
        };
        let adjective = self.unit.is(before, f::ADJ) && !self.unit.is(before, f::FINITE | f::PREP);
        definite(before)
            || self.text(before) == "von"
            || adjective && before > 0 && !self.unit.is(before, f::DET | f::DET_OBL) && definite(before - 1)
    }

    /// des Magazins „auto, motor und sport“; no „ernste Bedenken“ behind die Richter, nor nannte die Zahlen
    /// „alarmierend“.
    fn is_of_a_holder(&self, item: usize) -> bool {
        let finite = self.unit.segment_of(item).and_then(|index| self.unit.segments[index].finite);
        let calls = finite.is_some_and(|verb| {
            verb < item && ["nann", "nenn"].iter().any(|stem| self.text(verb).starts_with(stem))
        });
        let capital = self.unit.items[item]
            .quote
            .is_some_and(|quote| self.document.tokens[self.document.quotes[quote].first].flags & f::CAP != 0);
        item > 0
            && (capital || !calls)
            && !self.unit.is(item, f::SMALL_PHRASE)
            && self.unit.is(item - 1, f::HOLDER | f::N_DOC)
            && !self.unit.is(item - 1, f::PLACE)
    }

    /// „Chollima-1“-Rakete
    fn is_compound(&self, quote: usize) -> bool {
        let next = self.document.tokens.get(self.document.quotes[quote].end);
        next.is_some_and(|next| !next.spaced && next.flags & (f::BOUNDARY & !f::DASH | f::QUOTE) == 0)
    }

    /// nennt sich „...“, der Name lautet „...“.
    pub(crate) fn is_naming(&self, hit: &Hit) -> bool {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        let has = |words: &[&str]| {
            (first..end).any(|at| self.unit.items[at].quote.is_none() && words.contains(&self.text(at)))
        };
        match self.cue(hit).lemma.as_str() {
            "nennen" | "bezeichnen" => has(&["sich"]),
            "lauten" => has(&["Name", "Titel"]),
            _ => false,
        }
    }

    /// so genannte „...“, die als „...“ bekannte, die (deutsch: „...“): what something is called.
    pub(crate) fn is_called(&self, item: usize) -> bool {
        let Some(before) = item.checked_sub(1) else { return false };
        if self.word(before) == "als" && self.word(item + 1).starts_with("bekannt") {
            return true;
        }
        let called = ["genannt", "bezeichnet", "betitelt", "getauft"];
        // das Erstwerk: „...“; (Motto: „...“)
        if self.unit.is(before, f::COLON) && before > 0 {
            let noun = self.word(before - 1);
            let of_work =
                self.unit.is(before - 1, f::CAP) && WORKS.iter().any(|ending| noun.ends_with(ending));
            let aside = self.unit.segment_of(before - 1).map(|index| self.unit.segments[index].shape);
            if of_work || aside == Some(Shape::Aside) {
                return true;
            }
        }
        if self.unit.is(before, f::CAP | f::BOUNDARY) {
            let at = if self.unit.is(before, f::COLON) { before.wrapping_sub(1) } else { before };
            return self.unit.is(at, f::WORD)
                && matches!(
                    self.word(at).as_str(),
                    "deutsch" | "englisch" | "übersetzt" | "wörtlich" | "etwa"
                )
                && self
                    .unit
                    .segment_of(item)
                    .is_some_and(|one| self.unit.segments[one].shape == Shape::Aside);
        }
        let word = self.word(before);
        called.iter().any(|stem| word.contains(stem) && word.len() > stem.len())
    }

    /// als „Anführer“, von „Sozialismus“: one noun that somebody else may have chosen.
    pub(crate) fn is_word_for(&self, item: usize, quote: usize) -> bool {
        let bounds = self.document.quotes[quote];
        bounds.last == bounds.first + 1
            && self.document.tokens[bounds.first].flags & f::CAP != 0
            && item > 0
            && matches!(self.text(item - 1), "als" | "von" | "zu" | "vor")
    }

    /// über „Warnungen“: one noun that no title or name is, with no article before it.
    pub(crate) fn is_abstract(&self, item: usize, quote: usize) -> bool {
        let bounds = self.document.quotes[quote];
        let bare = item > 0
            && self.unit.is(item - 1, f::PREP)
            && !self.unit.is(item - 1, f::DET | f::DET_OBL)
            && bounds.last == bounds.first + 1;
        let word = self.document.text(bounds.first);
        let endings = ["ung", "heit", "keit", "schaft", "tion", "ismus", "tät"];
        let singular = ["en", "n"].iter().find_map(|plural| word.strip_suffix(plural)).unwrap_or(word);
        bare && endings.iter().any(|ending| word.ends_with(ending) || singular.ends_with(ending))
    }

    /// „in dubio pro reo“: no word that German has as noun, verb, adjective or adverb.
    pub(crate) fn is_foreign(&self, quote: usize) -> bool {
        let bounds = self.document.quotes[quote];
        let german =
            f::CAP | f::FINITE | f::V_PART | f::V_INF | f::ADJ | f::ADV | f::COORD | f::DET | f::DET_OBL;
        !self.document.tokens[bounds.first..bounds.last].iter().any(|token| token.flags & german != 0)
    }
}
