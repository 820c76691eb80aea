//! From text to tokens: where each begins and ends, and of what kind it is.
//!
//! A tokeniser is a [`Scan`]: it holds tables and no state, and finds the next token at or after a
//! place in the text. So it runs in constant memory, stops whenever its caller likes, and is compiled into
//! the loop that counts.
//!
//! | mode | tokens |
//! |---|---|
//! | [`Mode::Language`] | the rules of a [`Language`] |
//! | [`Mode::Unicode`] | the segments of UAX #29 that are not white space |
//! | [`Mode::Words`] | maximal runs of `\w` |

mod addresses;
mod class;
mod german;
mod german_words;
mod unicode;
mod words;

use std::fmt;

use crate::error::{Error, Result};

pub use class::UNICODE_VERSION;

/// A token: a stretch of text in bytes, on character borders, and its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Kind {
    Word,
    Number,
    Punctuation,
    Symbol,
    Emoji,
    Url,
    Email,
    Mention,
    Hashtag,
}

impl Kind {
    /// All kinds, in the order of their codes.
    pub const ALL: [Kind; 9] = [
        Kind::Word,
        Kind::Number,
        Kind::Punctuation,
        Kind::Symbol,
        Kind::Emoji,
        Kind::Url,
        Kind::Email,
        Kind::Mention,
        Kind::Hashtag,
    ];

    /// The name that results carry.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Number => "number",
            Kind::Punctuation => "punctuation",
            Kind::Symbol => "symbol",
            Kind::Emoji => "emoji",
            Kind::Url => "url",
            Kind::Email => "email",
            Kind::Mention => "mention",
            Kind::Hashtag => "hashtag",
        }
    }

    /// The kind of that name.
    ///
    /// # Errors
    ///
    /// An unknown name; the error lists the known ones.
    pub fn from_name(name: &str) -> Result<Self> {
        by_name(&Self::ALL, Self::name, "kind", name)
    }
}

/// How text is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the language's own rules.
    Language,
    /// By Unicode Standard Annex #29.
    Unicode,
    /// Into maximal runs of `\w`.
    Words,
}

impl Mode {
    /// All modes.
    pub const ALL: [Mode; 3] = [Mode::Language, Mode::Unicode, Mode::Words];

    /// The name of the mode.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Language => "language",
            Mode::Unicode => "unicode",
            Mode::Words => "words",
        }
    }

    /// The mode of that name.
    ///
    /// # Errors
    ///
    /// An unknown name; the error lists the known ones.
    pub fn from_name(name: &str) -> Result<Self> {
        by_name(&Self::ALL, Self::name, "mode", name)
    }
}

/// A language with rules of its own, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// German, `de`.
    German,
    /// Any other, `und`: UAX #29.
    Undetermined,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 2] = [Language::German, Language::Undetermined];

    /// The BCP 47 code.
    pub fn name(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::Undetermined => "und",
        }
    }

    /// The language with that BCP 47 code.
    ///
    /// # Errors
    ///
    /// An unknown code; the error lists the known ones.
    pub fn from_name(name: &str) -> Result<Self> {
        by_name(&Self::ALL, Self::name, "language", name)
    }
}

fn by_name<T: Copy>(all: &[T], name_of: fn(T) -> &'static str, what: &'static str, name: &str) -> Result<T> {
    all.iter().copied().find(|&item| name_of(item) == name).ok_or_else(|| Error::UnknownName {
        what,
        name: name.to_owned(),
        known: all.iter().map(|&item| name_of(item)).collect(),
    })
}

/// Finds tokens one after the other.
pub trait Scan: Sync {
    /// The first token that begins at or after `from`, which is a border between tokens or the end of the
    /// one before. `text` is valid UTF-8.
    fn next(&self, text: &[u8], from: usize) -> Option<Token>;
}

/// What a [`Tokenizer`] hands its scan to: a job that is compiled once for each tokeniser.
pub trait WithScan {
    /// What the job gives back.
    type Output;

    /// Does the job with the scan.
    fn call<S: Scan>(self, scan: &S) -> Self::Output;
}

/// A tokeniser for a language and mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokenizer {
    /// How text is split.
    pub mode: Mode,
    /// Whose rules apply in [`Mode::Language`].
    pub language: Language,
}

impl Tokenizer {
    /// Does a job with the scan of this tokeniser.
    pub fn with_scan<W: WithScan>(&self, job: W) -> W::Output {
        match (self.mode, self.language) {
            (Mode::Words, _) => job.call(&words::WordScan::new()),
            (Mode::Unicode, _) | (Mode::Language, Language::Undetermined) => {
                job.call(&unicode::UnicodeScan::new())
            }
            (Mode::Language, Language::German) => job.call(&german::GermanScan::new()),
        }
    }

    /// The tokens of a text.
    ///
    /// ```
    /// use corpusstats::{Language, Mode, Tokenizer};
    ///
    /// let tokenizer = Tokenizer { mode: Mode::Language, language: Language::German };
    /// let text = "Am 12. September kam z.B. der Kim-Zug.";
    /// let tokens: Vec<&str> = tokenizer.tokens(text).iter().map(|token| &text[token.start..token.end]).collect();
    /// assert_eq!(tokens, ["Am", "12.", "September", "kam", "z.B.", "der", "Kim-Zug", "."]);
    /// ```
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        struct Collect<'a>(&'a str);
        impl WithScan for Collect<'_> {
            type Output = Vec<Token>;
            fn call<S: Scan>(self, scan: &S) -> Vec<Token> {
                let text = self.0.as_bytes();
                let first = scan.next(text, 0);
                std::iter::successors(first, |token| scan.next(text, token.end)).collect()
            }
        }
        self.with_scan(Collect(text))
    }
}

impl fmt::Display for Tokenizer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.mode {
            Mode::Language => write!(formatter, "language ({})", self.language.name()),
            mode => formatter.write_str(mode.name()),
        }
    }
}

/// For an abbreviation of a language, without its last full stop, whether a sentence can end with it; `None`
/// for other words.
pub(crate) fn ends_sentences(language: Language, word: &[u8]) -> Option<bool> {
    match language {
        Language::German => german::ends_sentences(word),
        Language::Undetermined => None,
    }
}

/// True of the words of a language that have a capital only where they begin a sentence.
pub(crate) fn starts_sentences(language: Language, word: &[u8]) -> bool {
    match language {
        Language::German => german::starts_sentences(word),
        Language::Undetermined => false,
    }
}

/// True of emoji and other pictographs that are no letters.
pub(crate) fn is_pictograph(character: char) -> bool {
    matches!(class::CLASSES.get(character as u32), class::Class::Emoji | class::Class::Pictograph)
}
