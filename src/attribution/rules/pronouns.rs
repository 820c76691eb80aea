//! Whom er and sie stand for.

use super::super::engine::{Engine, Row, Stretch};
use super::super::flags as f;
use super::super::{Mode, SpeakerType};

/// How many people back a pronoun may reach.
const REACH: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

/// Somebody a pronoun may stand for.
struct Person {
    name: Stretch,
    gender: Option<Gender>,
    /// The only sentence with pronouns for who has said nothing: the next.
    sentence: Option<usize>,
}

/// The people of a document so far, the last one last.
#[derive(Default)]
pub(crate) struct People(Vec<Person>);

impl Engine<'_> {
    /// Notes who says what a row holds. He is no report.
    pub(crate) fn note_speaker(&self, people: &mut People, row: &Row, found: Stretch, name: Stretch) {
        if self.kind_of(name) != SpeakerType::Document {
            let gender = self.gender(found, row.mode != Mode::Adposition);
            people.0.push(Person { name, gender, sentence: None });
        }
    }

    /// Notes who a sentence is about, if that is one person.
    pub(crate) fn note_topic(&self, people: &mut People, topic: Stretch, name: Stretch) {
        let tokens = &self.document.tokens[topic.0..topic.1];
        let any = tokens.iter().fold(0, |all, token| all | token.flags);
        let other = f::COORD | f::PRON | f::FIRST | f::N_DOC | f::QUOTE;
        let names = tokens.iter().all(|token| token.flags & f::CAP != 0 && token.flags & f::FUNCTION == 0);
        let person = any & f::TITLE != 0 || names && any & (f::HOLDER | f::PLACE) == 0;
        if person && any & other == 0 {
            let sentence = Some(self.sentence_of(topic.0) + 1);
            people.0.push(Person { name, gender: self.gender(topic, true), sentence });
        }
    }

    /// The last person that the pronoun of a row can stand for.
    pub(crate) fn person(&self, people: &People, row: &Row, pronoun: usize) -> Option<Stretch> {
        let several = row.cue.is_some_and(|cue| self.document.text(cue.0).ends_with("en"));
        let wanted = match self.document.text(pronoun).to_lowercase().as_str() {
            "er" | "he" => Some(Gender::Masculine),
            "sie" | "she" if !several => Some(Gender::Feminine),
            _ => None,
        };
        let sentence = self.sentence_of(pronoun);
        let fits = |one: &&Person| {
            let same = wanted.is_none() || one.gender.is_none() || one.gender == wanted;
            same && one.sentence.is_none_or(|next| wanted.is_some() && next == sentence)
        };
        people.0.iter().rev().take(REACH).find(fits).map(|one| one.name)
    }

    pub(crate) fn is_pronoun(&self, (first, end): Stretch) -> bool {
        end == first + 1 && self.document.tokens[first].flags & (f::PRON | f::DET) != 0
    }

    pub(crate) fn sentence_of(&self, token: usize) -> usize {
        self.document.sentences.partition_point(|&first| first <= token)
    }

    /// What the head of a phrase and its article say: die Sprecherin, das Amt; nothing of a name alone.
    fn gender(&self, (first, end): Stretch, nominative: bool) -> Option<Gender> {
        let tokens = &self.document.tokens;
        let text = |at: usize| self.document.text(at).to_lowercase();
        if self.lexicon.english {
            return (first..end).find_map(|at| match self.document.text(at) {
                "Mr" | "Mr." => Some(Gender::Masculine),
                "Ms" | "Ms." | "Mrs" | "Mrs." => Some(Gender::Feminine),
                _ => None,
            });
        }
        let noun =
            (first..end).find(|&at| tokens[at].flags & f::CAP != 0 && tokens[at].flags & f::FUNCTION == 0)?;
        let is_office = tokens[noun].flags & f::TITLE != 0;
        if is_office && (text(noun).ends_with("in") || text(noun).ends_with("frau")) {
            return Some(Gender::Feminine);
        }
        match text(first).as_str() {
            "das" => Some(Gender::Neuter),
            "die" | "eine" => Some(Gender::Feminine),
            "der" if nominative => Some(Gender::Masculine),
            _ if is_office => Some(Gender::Masculine),
            _ => None,
        }
    }
}
