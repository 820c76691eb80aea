/*!
Reported speech: who says what, found by rules of grammar over tokens and sentences, without a parser.

| file | what |
|---|---|
| `tables.rs`, `lexicon.rs` | the word lists of a language |
| `classify.rs` | what each distinct word can be: asked once, kept as bits (`flags.rs`) |
| `paradigms.rs` | the forms of verbs |
| `parts.rs` | parts of speech that came with the tokens |
| `document.rs` | the tokens of a document with these bits, its sentences and paragraphs |
| `quotes.rs` | which quotation mark closes which |
| `clauses.rs` | a sentence cut into clauses: subordinate, relative, infinitive, main |
| `speakers.rs` | where the noun phrase ends that names somebody |
| `engine.rs` | what goes through a document unit by unit |
| `rules/` | the rules of German: what reports, where the statement stands, who makes it |
| `english/` | those of English |
| `layers.rs` | whose content each part of a text is, and whose words |

Word lists lie in `de/` and `en/`, each with its provenance.
*/

mod classify;
mod clauses;
mod document;
mod engine;
mod english;
mod flags;
mod layers;
mod lexicon;
mod paradigms;
mod parts;
mod quotes;
mod refine;
mod row;
mod rules;
mod run;
mod speakers;
mod tables;

pub use self::layers::{Labelled, Told, VoiceSpans, Wording, voice_spans};
pub use self::lexicon::Lexicon;
pub use self::row::{Attribution, CueClass, Flag, Mode, Polarity, SpeakerType};
pub use self::run::attributions;
