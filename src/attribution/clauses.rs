//! Clauses: a unit (a sentence, or sentences that a quotation holds together) cut at its punctuation.

use super::document::Document;
use super::flags as f;

/// How many items a note in brackets behind a name has at most.
const LONGEST_NOTE: usize = 10;

/// A token, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// The first token.
    pub(crate) token: usize,
    /// The token behind the last.
    pub(crate) end: usize,
    pub(crate) flags: u128,
    /// The quotation, if it is one.
    pub(crate) quote: Option<usize>,
}

impl Item {
    pub(crate) fn is(&self, flags: u128) -> bool {
        self.flags & flags != 0
    }
}

/// What a stretch between two marks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Has a finite verb in the first or second place.
    Main,
    /// Begins with dass.
    That,
    /// Begins with ob.
    Whether,
    /// Begins with wie, was ...
    Question,
    /// Begins with another subordinator.
    Subordinate,
    /// Begins with a relative pronoun.
    Relative,
    /// Has an infinitive with zu and no finite verb.
    Infinitive,
    /// Has no verb.
    Phrase,
    /// Stands in brackets.
    Aside,
}

/// A stretch of items between two marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// The mark before it, or 0.
    pub(crate) before: u128,
    pub(crate) shape: Shape,
    /// Its finite verb.
    pub(crate) finite: Option<usize>,
}

/// A unit.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    pub(crate) items: Vec<Item>,
    pub(crate) segments: Vec<Segment>,
    /// What any of its items is.
    pub(crate) any: u128,
    /// The first token, and the one behind the last.
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) english: bool,
}

impl Unit {
    /// Reads tokens, with the quotations in `quotes` (by first mark, none in another) as items.
    pub(crate) fn read(
        &mut self,
        document: &Document<'_>,
        (first, end): (usize, usize),
        quotes: &[usize],
        english: bool,
    ) {
        self.items.clear();
        self.segments.clear();
        (self.first, self.end, self.any, self.english) = (first, end, 0, english);
        let (mut token, mut next) = (first, 0);
        while token < end {
            if let Some(&quote) = quotes.get(next)
                && document.quotes[quote].open == token
            {
                let end = document.quotes[quote].end.min(end);
                let flags = f::QUOTE | document.small_phrase(quote);
                self.items.push(Item { token, end, flags, quote: Some(quote) });
                self.any |= f::QUOTE;
                (token, next) = (end, next + 1);
                continue;
            }
            let flags = document.tokens[token].flags & !f::QUOTE;
            self.items.push(Item { token, end: token + 1, flags, quote: None });
            self.any |= flags;
            token += 1;
        }
        self.skip_dateline();
        self.refine(document);
        self.cut();
    }

    /// Takes away `MOSKAU, 4. September (Yonhap) –` and `Seoul –` at the beginning.
    fn skip_dateline(&mut self) {
        let Some(dash) = self.items.iter().take(10).position(|item| item.is(f::DASH)) else { return };
        let names = f::CAP | f::NUMBER | f::COMMA | f::OPEN_PAREN | f::CLOSE_PAREN | f::STOP | f::TIME;
        let is_place = self.items[..dash].iter().all(|item| item.is(names) && !item.is(f::FUNCTION));
        let closes = dash == 1 || self.items[..dash].iter().any(|item| item.is(f::CLOSE_PAREN | f::COMMA));
        if dash > 0 && is_place && closes && dash + 2 < self.items.len() {
            self.items.drain(..=dash);
            self.first = self.items[0].token;
        }
    }

    pub(crate) fn is(&self, item: usize, flags: u128) -> bool {
        self.items.get(item).is_some_and(|item| item.is(flags))
    }

    pub(crate) fn flags(&self, item: usize) -> u128 {
        self.items.get(item).map_or(0, |item| item.flags)
    }

    fn cut(&mut self) {
        let (mut first, mut before, mut depth) = (0, 0, 0u32);
        let mut inside = 0;
        for at in 0..=self.items.len() {
            let mut flags = self.flags(at);
            // Wulff (CDU) hat ...: no border.
            if at < inside {
                continue;
            }
            if let Some(end) = self.party_end(at).filter(|_| depth == 0 && at > first) {
                inside = end;
                continue;
            }
            // ... und dass ...: a border without a comma.
            let joins = flags & f::COORD != 0 && self.is(at + 1, f::DASS) && at > first;
            // hoffte dass ...
            if at > first && !self.english && flags & f::DASS != 0 && self.is(at - 1, f::READING) {
                self.push(first, at, before, depth > 0);
                (first, before) = (at, f::COMMA);
                continue;
            }
            if at < self.items.len() && flags & f::BOUNDARY == 0 && !joins {
                continue;
            }
            if joins {
                flags = f::COMMA;
            }
            if at > first {
                self.push(first, at, before, depth > 0);
            }
            if flags & f::OPEN_PAREN != 0 {
                depth += 1;
            } else if flags & f::CLOSE_PAREN != 0 {
                depth = depth.saturating_sub(1);
            }
            (first, before) = (at + 1, flags & f::BOUNDARY);
        }
    }

    /// (CDU), (Awoda, dt. etwa Arbeiterpartei): the item behind the bracket that closes one name.
    fn party_end(&self, at: usize) -> Option<usize> {
        let is_name = self.is(at, f::OPEN_PAREN) && self.is(at + 1, f::CAP) && !self.is(at + 1, f::FUNCTION);
        if self.english || !is_name {
            return None;
        }
        let close = if self.is(at + 2, f::COMMA) {
            (at + 3..at + LONGEST_NOTE).find(|&item| self.is(item, f::CLOSE_PAREN | f::FINITE | f::QUOTE))?
        } else {
            at + 2
        };
        (self.is(close, f::CLOSE_PAREN) && self.is(close + 1, f::WORD)).then_some(close + 1)
    }

    fn push(&mut self, first: usize, end: usize, before: u128, aside: bool) {
        let (shape, finite) = if aside { (Shape::Aside, None) } else { self.shape(first, end, before) };
        self.segments.push(Segment { first, end, before, shape, finite });
    }

    fn shape(&self, first: usize, end: usize, before: u128) -> (Shape, Option<usize>) {
        // und dass ..., aber auch weil ...
        let mut at = first;
        while at + 1 < end && self.is(at, f::COORD | f::ADV) && !self.is(at, f::SUBORD | f::WWORD | f::IND) {
            at += 1;
        }
        let lead = self.flags(at);
        let last = self.last_finite(first, end);
        let is_sentence_start = before & !(f::COMMA | f::DASH) != 0 || first == 0;
        if lead & f::DASS != 0 {
            // so dass
            let result = at > first && self.is(at - 1, f::SO);
            return (if result { Shape::Subordinate } else { Shape::That }, last);
        }
        if lead & f::OB != 0 {
            return (Shape::Whether, last);
        }
        if lead & f::UM != 0 && (first..end).any(|at| self.is(at, f::V_ZU)) {
            return (Shape::Subordinate, last);
        }
        let ends = last.is_some_and(|last| last + 1 >= end || self.is(last + 1, f::COORD));
        // Als Grund nannte er ...: a main clause, whose verb stands behind its first phrase.
        let second = last.is_some_and(|last| {
            last + 1 < end
                && !ends
                && last > at + 1
                && (self.is(last - 1, f::CAP | f::QUOTE) || self.is(last + 1, f::PRON))
                && self.first_finite(first, end) == Some(last)
                && self.core(at + 1, end).is_some_and(|core| core <= last)
                && !self.is(last + 1, f::WIE | f::SUBORD | f::DASS)
                && !self.is(last + 1, f::PREP | f::PREP_ART)
        });
        // Als Beispiel führte er ... an und führte aus
        let joined = self.first_finite(first, end).is_some_and(|verb| {
            verb > at + 1
                && self.is(verb + 1, f::PRON)
                && self.core(at + 1, end) == Some(verb)
                && last.is_some_and(|last| last > verb && self.is(last - 1, f::COORD))
        });
        let second = second || joined;
        // damit solle ...: here an adverb.
        let adverb = lead & f::ADV != 0 && self.is(at + 1, f::IND | f::K1 | f::K2) && at + 2 < end;
        if lead & f::SUBORD != 0 && last.is_some() && !second && !adverb && (lead & f::PREP == 0 || ends) {
            return (Shape::Subordinate, last);
        }
        let asks = lead & f::WWORD != 0
            || lead & (f::PREP | f::PREP_ART) != 0 && self.is(at + 1, f::WWORD) && self.is(at + 1, f::REL);
        if asks && last.is_some() {
            return (Shape::Question, last);
        }
        let finite = self.first_finite(first, end);
        // ..., versuchte zu beruhigen: a main clause whose subject stands before a comma.
        let opens = finite == Some(first) && self.is(first, f::V_FIN) && !self.is(first, f::V_PART | f::CAP);
        if opens && before & f::COMMA != 0 && !self.is(first + 1, f::CAP) && self.is(end - 1, f::V_ZU) {
            return (Shape::Main, finite);
        }
        if self.is(end - 1, f::V_ZU)
            && !(first..end).any(|at| self.is(at, f::IND | f::K1 | f::K2) && !self.is(at, f::CAP))
            // gab zu verstehen
            && !(first..end).any(|at| {
                self.is(at, f::V_FIN) && !self.is(at, f::CAP | f::ADJ | f::ADJ_N | f::V_PART | f::V_INF)
            })
            && lead & f::SUBORD == 0
        {
            return (Shape::Infinitive, None);
        }
        let with_preposition = lead & f::PREP != 0 && self.is(at + 1, f::REL);
        if !is_sentence_start
            && (lead & f::REL != 0 || with_preposition)
            && last.is_some()
            && !self.is_second(at, finite, last, end)
        {
            return (Shape::Relative, last);
        }
        if let Some(finite) = finite {
            return (Shape::Main, Some(finite));
        }
        if (first..end).any(|at| self.is(at, f::V_ZU)) {
            return (Shape::Infinitive, None);
        }
        (Shape::Phrase, None)
    }

    /// Whether the verb stands right behind the first phrase, as in a main clause: die Grenzen würden ...
    fn is_second(&self, first: usize, verb: Option<usize>, last: Option<usize>, end: usize) -> bool {
        let (Some(verb), Some(last)) = (verb, last) else { return false };
        if self.is(first, f::PREP) {
            // in der Nacht sei ...; in der er wohnt: a relative clause has nothing behind its verb.
            let noun = |at: usize| self.is(at, f::CAP) && !self.is(at, f::FUNCTION);
            // in denen Gebühren erhoben würden
            let closes = last + 1 == end && last > verb && self.is(verb, f::V_PART | f::V_INF);
            return self.core(first + 1, end) == Some(verb) && verb > first + 2 && !closes
                || self.is(verb, f::K1 | f::K2)
                    && !self.is(verb + 1, f::COORD)
                    && noun(first + 2)
                    && (verb + 1..end).any(noun);
        }
        if verb <= first + 1 && !self.is(first, f::DET) {
            return false;
        }
        if verb == first + 1 {
            // das sei falsch; der sagt.
            let finite = f::IND | f::K1 | f::K2 | f::V_FIN;
            return self.is(verb, finite) && last == verb && end > verb + 1;
        }
        let closes =
            last + 1 == end && last > verb && self.is(last, f::PERFECT | f::PASSIVE | f::SEIN | f::MODAL);
        // die Häuser vertritt und dort oft gewinnt: both verbs end a clause.
        let joined = last + 1 == end && last > verb && self.is(verb + 1, f::COORD);
        if joined && !self.is(verb + 2, f::CAP | f::DET | f::PRON) {
            return false;
        }
        let has_noun = self.core(first, end).is_some_and(|core| core <= verb && core > first + 1);
        // A relative clause ends with its finite verb; what stands behind it makes a main clause of it.
        if has_noun && last == verb && verb + 1 < end && !self.is(verb + 1, f::COORD | f::WIE | f::SUBORD) {
            return true;
        }
        // die Kritik daran müsse hingenommen werden
        if has_noun && closes && self.is(verb, f::K1 | f::K2) {
            return true;
        }
        // die Deutschland verlassen haben
        (self.phrase(first, end) == Some(verb) || self.core(first, end) == Some(verb))
            && !(closes && self.is(verb, f::V_PART | f::V_INF))
            && (verb + 1 != end || self.is(verb, f::K1 | f::K2))
    }

    /// The first word that can be the finite verb of a main clause.
    pub(crate) fn first_finite(&self, first: usize, end: usize) -> Option<usize> {
        let mut weak = None;
        for at in first..end {
            if !self.is(at, f::FINITE)
                || self.is(at, f::CAP) && at > first
                || self.is(at, f::CAP) && !self.is(at, f::IND | f::K1 | f::K2 | f::READING)
            {
                continue;
            }
            if self.is(at, f::IND | f::K1 | f::K2 | f::V_FIN) {
                return Some(at);
            }
            if self.is(at, f::V_PL | f::V_K1) && weak.is_none() {
                // A bare infinitive at the end has its finite verb before it.
                weak = Some(at);
            }
        }
        weak
    }

    /// The last word that can be finite: where subordinate clauses have it.
    pub(crate) fn last_finite(&self, first: usize, end: usize) -> Option<usize> {
        let strong = (first..end).rev().find(|&at| {
            self.is(at, f::IND | f::K1 | f::K2)
                && !self.is(at, f::CAP)
                && !(self.is(at, f::DET) && self.is(at + 1, f::CAP))
        });
        let any = (first..end).rev().find(|&at| self.is(at, f::FINITE) && !self.is(at, f::CAP));
        match (strong, any) {
            // The last one, unless it is an infinitive or participle before its auxiliary.
            (Some(strong), Some(any)) if any > strong && self.is(any, f::V_PART | f::V_INF) => Some(strong),
            (_, any) => any,
        }
    }

    /// The segment an item is in.
    pub(crate) fn segment_of(&self, item: usize) -> Option<usize> {
        self.segments.iter().position(|segment| segment.first <= item && item < segment.end)
    }

    /// The tokens of some items.
    pub(crate) fn tokens(&self, (first, end): (usize, usize)) -> (usize, usize) {
        if first >= end || end > self.items.len() {
            return (self.first, self.first);
        }
        (self.items[first].token, self.items[end - 1].end)
    }
}
