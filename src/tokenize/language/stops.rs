//! When a full stop belongs to the word or number before it: abbreviations, initials, ordinals.

use super::text::{
    begins_line, ends_acronym, follows_number, is_day_and_month, is_dotted_letters, is_lower_case,
    is_opening_quote, is_roman, is_upper_case, word_before,
};
use super::{LOOK_BACK, LanguageScan};
use crate::tokenize::class::{Class, flag};
use crate::tokenize::rules::{decapitalized, entry};
use crate::tokenize::unicode::Run;
use crate::vocabulary::count_characters;

impl LanguageScan<'_> {
    /// True of single letters with full stops between them (`z.B`), the last of which is followed by one.
    pub(super) fn is_dotted(&self, text: &[u8], start: usize, stop: usize) -> bool {
        if self.lexicon.rules.stops_apart {
            // What is a word in the lexicon; other letters stand alone, as their stops do.
            return self.phrase_end(text, start, stop + 1, entry::ABBREVIATION).is_some();
        }
        // `z.B`, and `D-N.Y`
        let piece = text[start..stop].rsplit(|&byte| matches!(byte, b'.' | b'-')).next().unwrap_or_default();
        let mut after = Run::new(stop + 1);
        self.scanner.run(text, &mut after);
        let ends_in_stop = text.get(after.end) == Some(&b'.');
        let letters = count_characters(&text[stop + 1..after.end]);
        let phrase = || {
            let end = after.end;
            self.lexicon.is(&text[start..end], entry::PHRASE)
                || self.lexicon.is(&text[start..end].to_ascii_lowercase(), entry::PHRASE)
        };
        (count_characters(piece) == 1 && letters == 1 && (ends_in_stop || ends_acronym(text, after.end)))
            || (ends_in_stop && phrase())
    }

    /// Whether the full stop after the run belongs to the token.
    pub(super) fn keeps_full_stop(&self, text: &[u8], start: usize, run: Run) -> bool {
        let (word, after) = (&text[start..run.end], run.end + 1);
        if text.get(after) == Some(&b'.') {
            return false;
        }
        if run.flags & flag::LETTER == 0 {
            return self.lexicon.rules.ordinals && self.is_ordinal(text, start, word, after);
        }
        let last = word.rsplit(|&byte| byte == b'-').next().unwrap_or_default();
        let is_alone = last.len() == word.len() || word[..word.len() - last.len()].ends_with(b".-");
        let known = self.lexicon.get_folded(last);
        // As in `Art.-Nr.`
        let is_first_part = text.get(after) == Some(&b'-') && self.scanner.starts_word(text, after + 1);
        let is_abbreviation = known & entry::ABBREVIATION != 0
            || (known & (entry::BEFORE_NUMBERS | entry::BEFORE_NAMES) != 0 && is_first_part)
            || (known & entry::BEFORE_NUMBERS != 0 && self.number_follows(text, after))
            || (known & entry::AFTER_NUMBERS != 0 && follows_number(text, start))
            || (known & entry::BEFORE_NAMES != 0 && self.name_follows(text, after));
        is_abbreviation
            || (last.contains(&b'.') && !last[0].is_ascii_digit() && is_dotted_letters(last))
            || (is_alone && count_characters(last) == 1 && self.is_initial(text, start, last, after))
            || self.lexicon.has_abbreviated_ending(word)
            || (self.has_roman_ordinals() && is_roman(word) && self.goes_on(text, after))
    }

    pub(super) fn has_roman_ordinals(&self) -> bool {
        self.lexicon.rules.ordinals && !self.lexicon.rules.bare_romans
    }

    /// Single letters: `z.` and `J.`, but not the last word of a sentence (`Plan B.`).
    pub(super) fn is_initial(&self, text: &[u8], start: usize, letter: &[u8], after: usize) -> bool {
        let follows_initial = text[..start].trim_ascii_end().ends_with(b".");
        let next = self.after_blank(text, after);
        // Units have no stop of their own: `80 m.`, `40 km/h.`
        let is_unit =
            follows_number(text, start) && b"mghlt".contains(&letter[0]) || text[..start].ends_with(b"/");
        if self.lexicon.rules.capital_nouns && is_lower_case(letter) && is_unit {
            return false;
        }
        if is_lower_case(letter) {
            let digits =
                next.is_some_and(|at| matches!(self.scanner.class(text, at), Some((Class::Digit, _))));
            return self.lexicon.rules.small_initials
                || digits && letter != b"a"
                || self.begins_phrase(text, start)
                || self.continues_phrase(text, start);
        }
        // `N. Der koreanische`, but `Plan B. Der`: the word before tells.
        let stands_free = begins_line(text, start)
            || self.lexicon.rules.capital_nouns && is_lower_case(word_before(text, start));
        match next {
            Some(at) => {
                self.scanner.starts_word(text, at)
                    && (stands_free
                        || !self.is_starter(text, at)
                        || self.is_particle_of_name(text, at)
                        || follows_initial && self.is_single_letter(text, at))
            }
            None => matches!(text.get(after), Some(b'-' | b',')) || self.scanner.starts_word(text, after),
        }
    }

    /// Whether a word stands at `at` that can be part of a name, and one with a capital behind it.
    pub(super) fn is_particle_of_name(&self, text: &[u8], at: usize) -> bool {
        let word = self.run_at(text, at);
        self.lexicon.is(word, entry::PARTICLE) && self.name_follows(text, at + word.len())
    }

    /// Whether a single small letter stands at `at` and nothing glued to it but a hyphen.
    pub(super) fn is_letter_alone(&self, text: &[u8], at: usize) -> bool {
        text.get(at).is_some_and(u8::is_ascii_lowercase)
            && self.is_single_letter(text, at)
            && matches!(text.get(at + 1), Some(b' ' | b'-'))
    }

    pub(super) fn is_single_letter(&self, text: &[u8], at: usize) -> bool {
        count_characters(self.run_at(text, at)) == 1
    }

    /// Whether an abbreviation of several words with blanks between them begins at `start`.
    pub(super) fn begins_phrase(&self, text: &[u8], start: usize) -> bool {
        self.phrase_end(text, start, start, entry::PHRASE).is_some()
    }

    /// Whether the letter at `start` is a later part of one that begins up to three letters before it: `d. w. z.`
    pub(super) fn continues_phrase(&self, text: &[u8], start: usize) -> bool {
        const MOST_BEFORE: usize = 3;
        let mut first = start;
        for _ in 0..MOST_BEFORE {
            let Some(before) = text[..first].trim_ascii_end().strip_suffix(b".") else { return false };
            first = before.len().saturating_sub(1);
            let is_letter = before.last().is_some_and(u8::is_ascii_alphabetic)
                && before[..first].last().is_none_or(|byte| b" .(\n".contains(byte));
            if !is_letter {
                return false;
            }
            if self.phrase_end(text, first, start, entry::PHRASE).is_some() {
                return true;
            }
        }
        false
    }

    /// The end of an abbreviation with its stop at `end`: that of `z. B.` from its first part on, if that is to be
    /// one token, and the one before the stop where stops are tokens of their own.
    pub(super) fn end_of_abbreviation(&self, text: &[u8], start: usize, end: usize) -> usize {
        let phrase = || self.phrase_end(text, start, end, entry::PHRASE);
        let end = if self.lexicon.joins_phrases { phrase().unwrap_or(end) } else { end };
        end - usize::from(self.lexicon.rules.stops_apart)
    }

    /// Whether the full stop behind a word is that of an abbreviation or an ordinal, also where it is a token of
    /// its own.
    pub(crate) fn abbreviates(&self, text: &[u8], start: usize, end: usize) -> bool {
        let mut run = Run::new(start);
        self.scanner.run(text, &mut run);
        run.end = end;
        self.keeps_full_stop(text, start, run)
    }

    /// The end of the longest phrase, known as `what`, that begins at `start` and goes beyond `least`.
    pub(super) fn phrase_end(&self, text: &[u8], start: usize, least: usize, what: u32) -> Option<usize> {
        const MOST_PARTS: usize = 4;
        let (mut squeezed, mut at, mut found) = (Vec::new(), start, None);
        for _ in 0..MOST_PARTS {
            let mut run = Run::new(at);
            self.scanner.run(text, &mut run);
            if run.end == at || text.get(run.end) != Some(&b'.') {
                break;
            }
            squeezed.extend_from_slice(&text[at..run.end]);
            let known = self.lexicon.is(&squeezed, what) || self.lexicon.is(&decapitalized(&squeezed), what);
            if known && run.end + 1 > least {
                found = Some(run.end + 1);
            }
            squeezed.push(b'.');
            at = self.after_blank(text, run.end + 1).unwrap_or(run.end + 1);
        }
        found
    }

    /// Whether a number with a full stop is an ordinal (`12. September`) or a date (`13.9.`).
    pub(super) fn is_ordinal(&self, text: &[u8], start: usize, number: &[u8], after: usize) -> bool {
        let rules = self.lexicon.rules;
        if rules.capital_nouns && is_day_and_month(number) {
            return true;
        }
        if number.len() > 3 || !number.iter().all(u8::is_ascii_digit) {
            return false;
        }
        // The number of an item of a list.
        if begins_line(text, start) {
            return true;
        }
        let Some(at) = self.after_blank(text, after) else {
            return match text.get(after) {
                Some(b'-') => self.scanner.starts_word(text, after + 1),
                Some(b',' | b'/') => true,
                _ => false,
            };
        };
        if rules.capital_nouns && self.follows_sentence(text, start) {
            return true;
        }
        let Some((class, _)) = self.scanner.class(text, at) else { return false };
        let is_announced =
            || self.lexicon.is(&decapitalized(word_before(text, start)), entry::BEFORE_ORDINALS);
        match class {
            Class::Digit => number.len() < 3 && rules.capital_nouns,
            Class::Letter => {
                let next = self.run_at(text, at);
                let known = self.lexicon.get(next);
                if is_lower_case(next) || known & entry::AFTER_ORDINALS != 0 {
                    true
                } else if known & entry::STARTER != 0 {
                    false
                } else {
                    is_announced() || (rules.capital_nouns && number.len() < 3)
                }
            }
            _ if text[at] == b'-' => matches!(self.scanner.class(text, at + 1), Some((Class::Digit, _))),
            _ => is_opening_quote(text, at) && is_announced(),
        }
    }

    /// Whether a mark that ends a sentence, and is not that of an abbreviation, stands before a blank before `start`.
    pub(super) fn follows_sentence(&self, text: &[u8], start: usize) -> bool {
        const SHORTEST: usize = 4;
        let before = text[start.saturating_sub(LOOK_BACK)..start].trim_ascii_end();
        match before.last() {
            Some(b'!' | b'?') => true,
            Some(b'.') => {
                let word = word_before(before, before.len() - 1);
                word.len() >= SHORTEST && self.lexicon.ends_sentences(word).is_none()
            }
            _ => false,
        }
    }

    pub(super) fn number_follows(&self, text: &[u8], after: usize) -> bool {
        let at = self.after_blank(text, after).unwrap_or(after);
        let is_digit = |at| matches!(self.scanner.class(text, at), Some((Class::Digit, _)));
        let word = self.run_at(text, at);
        // As in `art. L. 123-4`.
        let is_lettered = || {
            let end = at + word.len() + usize::from(text.get(at + word.len()) == Some(&b'.'));
            count_characters(word) == 1
                && is_upper_case(word)
                && self.after_blank(text, end).is_some_and(is_digit)
        };
        is_digit(at)
            || (at == after && text.get(at) == Some(&b':'))
            || is_roman(word)
            || matches!(word, b"I" | b"V" | b"X")
            || is_lettered()
    }

    /// Whether a word with a capital follows that is not one only because it begins a sentence.
    pub(super) fn name_follows(&self, text: &[u8], after: usize) -> bool {
        let Some(at) = self.after_blank(text, after) else { return false };
        is_upper_case(&text[at..]) && !self.is_starter(text, at)
    }

    /// Whether a word follows with which no sentence begins.
    pub(super) fn goes_on(&self, text: &[u8], after: usize) -> bool {
        self.after_blank(text, after)
            .is_some_and(|at| self.scanner.starts_word(text, at) && !self.is_starter(text, at))
    }

    pub(super) fn is_starter(&self, text: &[u8], at: usize) -> bool {
        self.lexicon.begins_with_starter(&text[at..], self.run_at(text, at).len())
    }
}
