//! Which of the names in a document a speaker has.

use std::collections::{HashMap, HashSet};

use super::super::engine::{Engine, Stretch};
use super::super::flags as f;

/// Family names that stand before the other ones.
const FAMILIES: [&str; 18] = [
    "Kim", "Xi", "Li", "Wang", "Zhang", "Liu", "Chen", "Mao", "Hu", "Wen", "Moon", "Yoon", "Lee", "Park",
    "Choe", "Ri", "Pak", "Han",
];

impl<'a> Engine<'a> {
    /// Weber: the one longer name that the document has for a word, Anna Weber, Kim Jong Un. `None` where it has several.
    pub(crate) fn full_names(&self) -> HashMap<&'a str, Option<Stretch>> {
        let document = self.document;
        let bare = |token: usize| {
            let word = document.text(token);
            word.strip_suffix('s').unwrap_or(word)
        };
        let speakers = self.rows.iter().filter_map(|row| row.speaker).map(|speaker| self.name_of(speaker));
        let single = speakers.filter(|&(first, end)| end == first + 1 && self.is_part_of_name(first));
        let wanted: HashSet<&str> = single.map(|(first, _)| bare(first)).collect();
        let mut names: HashMap<&str, Option<Stretch>> = HashMap::new();
        if wanted.is_empty() {
            return names;
        }
        for at in 0..document.tokens.len() {
            // Flags first: few tokens stand beside another that is capital as well.
            let beside = || {
                self.goes_on_name(at + 1) || self.goes_on_name(at) && at > 0 && self.is_part_of_name(at - 1)
            };
            if !self.is_part_of_name(at) || !beside() {
                continue;
            }
            let word = if wanted.contains(document.text(at)) { document.text(at) } else { bare(at) };
            let Some(name) =
                Some(at).filter(|_| wanted.contains(word)).and_then(|at| self.longer_name(at, word))
            else {
                continue;
            };
            names
                .entry(word)
                .and_modify(|known| {
                    *known = known.and_then(|known| {
                        let same = self.is_short_for(name, known) || self.is_short_for(known, name);
                        same.then_some(if name.1 - name.0 > known.1 - known.0 { name } else { known })
                    });
                })
                .or_insert(Some(name));
        }
        names
    }
}

impl Engine<'_> {
    /// The name of which a word is the last part, or the first where families stand first.
    fn longer_name(&self, at: usize, word: &str) -> Option<Stretch> {
        let leads = FAMILIES.contains(&word);
        let mut name = (at, at + 1);
        while leads && name.1 < at + 3 && self.goes_on_name(name.1) {
            name.1 += 1;
        }
        while !leads && name.0 + 2 > at && self.goes_on_name(name.0) && self.is_part_of_name(name.0 - 1) {
            name.0 -= 1;
        }
        // der Rentner Weber
        let article = name.0 > 0 && self.document.tokens[name.0 - 1].flags & (f::DET | f::DET_OBL) != 0;
        (name.1 > name.0 + 1 && !article).then_some(name)
    }

    /// Whether a name can go on with a token: one behind a blank, in the same sentence.
    fn goes_on_name(&self, token: usize) -> bool {
        token > 0
            && self.document.tokens.get(token).is_some_and(|one| one.spaced)
            && self.document.sentences.binary_search(&token).is_err()
            && self.is_part_of_name(token)
    }

    /// Whether a token is a capital word that is no office, body or function word.
    fn is_part_of_name(&self, token: usize) -> bool {
        let no_name = f::FUNCTION
            | f::TITLE
            | f::N_DOC
            | f::N_ADP
            | f::N_CLAUSE
            | f::N_IMAGE
            | f::TIME
            | f::READING
            | f::IND
            | f::PLACE;
        self.document.tokens.get(token).is_some_and(|one| {
            // Jong Un, whatever the UN is.
            let is_body = one.flags & f::HOLDER != 0 && self.document.text(token) != "Un";
            one.flags & f::CAP != 0 && one.flags & f::WORD != 0 && one.flags & no_name == 0 && !is_body
        })
    }

    /// The name in a phrase: behind titles and offices, without its apposition; or the phrase.
    pub(crate) fn name_of(&self, (first, end): Stretch) -> Stretch {
        let tokens = &self.document.tokens;
        let comma =
            (first..end).find(|&at| tokens[at].flags & (f::COMMA | f::OPEN_PAREN) != 0).unwrap_or(end);
        let is_plain = |at: usize| {
            tokens[at].flags & f::CAP != 0
                && tokens[at].flags & (f::FUNCTION | f::TITLE | f::HOLDER | f::N_DOC | f::N_ADP) == 0
        };
        let run = |limit: usize| {
            let mut start = limit;
            while start > first && is_plain(start - 1) {
                start -= 1;
            }
            (start, limit)
        };
        // Der Sprecher, Jan Roth: the name behind the comma.
        let behind = run(end);
        let before = run(comma);
        let titled = |found: Stretch| {
            found.0 < found.1 && found.0 > first && tokens[found.0 - 1].flags & (f::TITLE | f::HOLDER) != 0
        };
        if titled(before) || before.0 == first && before.1 > first {
            return before;
        }
        if comma < end && behind.1 - behind.0 >= 2 && behind.0 == comma + 1 {
            return behind;
        }
        // (DAK): nothing stands before the bracket.
        if comma > first { (first, comma) } else { (first, end) }
    }

    /// Whether a name is the last part of a longer one.
    pub(crate) fn is_short_for(&self, (first, end): Stretch, (known_first, known_end): Stretch) -> bool {
        let n = end - first;
        let m = known_end - known_first;
        let same = |at: usize, other: usize| {
            let (one, two) = (self.document.text(at), self.document.text(other));
            one == two || one.strip_suffix('s') == Some(two)
        };
        let plain = |at: usize| self.document.tokens[at].flags & f::CAP != 0;
        m >= n
            && (first..end).all(plain)
            && (0..n).all(|k| same(first + k, known_end - n + k))
            && (known_first..known_end).all(plain)
    }
}
