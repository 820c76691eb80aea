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
mod emoticons;
mod language;
mod languages;
mod rules;
mod unicode;
mod words;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use self::rules::Rules;
use crate::error::{Error, Result};
use crate::sentence::Splitter;

pub(crate) use self::class::CodeTable;
pub use self::class::UNICODE_VERSION;
pub(crate) use self::language::LanguageScan;
pub(crate) use self::rules::{Lexicon, entry};
pub(crate) use self::unicode::decode;

/// The version of the rules and word lists: it changes whenever they may split a text otherwise.
pub const TOKENIZER_VERSION: &str = "1";

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
#[allow(missing_docs)]
pub enum Language {
    German,
    English,
    French,
    Dutch,
    Italian,
    Spanish,
    Polish,
    Ukrainian,
    Turkish,
    /// Any other that writes blanks between words: what all languages share.
    Undetermined,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 10] = [
        Language::German,
        Language::English,
        Language::French,
        Language::Dutch,
        Language::Italian,
        Language::Spanish,
        Language::Polish,
        Language::Ukrainian,
        Language::Turkish,
        Language::Undetermined,
    ];

    /// The BCP 47 code.
    pub const fn name(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
            Language::French => "fr",
            Language::Dutch => "nl",
            Language::Italian => "it",
            Language::Spanish => "es",
            Language::Polish => "pl",
            Language::Ukrainian => "uk",
            Language::Turkish => "tr",
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

    fn rules(self) -> &'static Rules {
        match self {
            Language::German => &languages::de::RULES,
            Language::English => &languages::en::RULES,
            Language::French => &languages::fr::RULES,
            Language::Dutch => &languages::nl::RULES,
            Language::Italian => &languages::it::RULES,
            Language::Spanish => &languages::es::RULES,
            Language::Polish => &languages::pl::RULES,
            Language::Ukrainian => &languages::uk::RULES,
            Language::Turkish => &languages::tr::RULES,
            Language::Undetermined => &languages::und::RULES,
        }
    }

    /// The lexicon without anything of a user's, made once.
    fn lexicon(self) -> &'static Lexicon {
        static LEXICONS: [OnceLock<Lexicon>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        LEXICONS[self as usize].get_or_init(|| Lexicon::new(self.rules(), None, false, &[], &[]))
    }
}

fn by_name<T: Copy>(all: &[T], name_of: fn(T) -> &'static str, what: &'static str, name: &str) -> Result<T> {
    all.iter().copied().find(|&item| name_of(item) == name).ok_or_else(|| Error::UnknownName {
        what,
        name: name.to_owned(),
        known: all.iter().map(|&item| name_of(item).to_owned()).collect(),
    })
}

/// Finds tokens one after the other.
pub trait Scan: Sync {
    /// The first token that begins at or after `from`, which is a border between tokens or the end of the
    /// one before. `text` is valid UTF-8.
    fn next(&self, text: &[u8], from: usize) -> Option<Token>;

    /// All tokens of a text: those that [`Scan::next`] finds one behind the other, where more can be found at once.
    fn tokens<'t>(&'t self, text: &'t [u8]) -> impl Iterator<Item = Token> {
        std::iter::successors(self.next(text, 0), |token| self.next(text, token.end))
    }
}

/// What a [`Tokenizer`] hands its scan to: a job that is compiled once for each tokeniser.
pub trait WithScan {
    /// What the job gives back.
    type Output;

    /// Does the job with the scan, and with what finds the sentences of a document.
    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Self::Output;
}

/// A tokeniser: a language and a mode, and what a user adds to them.
///
/// ```
/// use corpusstats::{Language, Tokenizer};
///
/// let tokenizer = Tokenizer { language: Language::English, split_clitics: Some(true), ..Tokenizer::default() };
/// assert_eq!(tokenizer.words("I don't."), ["I", "do", "n't", "."]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokenizer {
    /// How text is split.
    pub mode: Mode,
    /// Whose rules apply in [`Mode::Language`], and whose abbreviations.
    pub language: Language,
    /// Whether clitics are tokens: none of them, all of them (`do` `n't`, `l'` `eau`), or those that the
    /// language writes so everywhere (`l'` `eau`).
    pub split_clitics: Option<bool>,
    /// Whether abbreviations of several words are one token: `z. B.`
    pub joined: bool,
    /// More abbreviations, with or without their full stop.
    pub abbreviations: Vec<String>,
    /// What is one token whatever stands in it.
    pub unsplittable: Vec<String>,
}

impl Default for Tokenizer {
    /// German by its own rules.
    fn default() -> Self {
        Self {
            mode: Mode::Language,
            language: Language::German,
            split_clitics: None,
            joined: false,
            abbreviations: Vec::new(),
            unsplittable: Vec::new(),
        }
    }
}

impl Tokenizer {
    /// Does a job with the scan of this tokeniser.
    pub fn with_scan<W: WithScan>(&self, job: W) -> W::Output {
        let lexicon = self.lexicon();
        let splitter = |scan| Splitter::new(&lexicon, self.mode, scan);
        match self.mode {
            Mode::Words => job.call(&words::WordScan::new(), &splitter(None)),
            Mode::Unicode => job.call(&unicode::UnicodeScan::new(), &splitter(None)),
            Mode::Language => {
                let scan = LanguageScan::new(&lexicon);
                job.call(&scan, &splitter(Some(&scan)))
            }
        }
    }

    fn lexicon(&self) -> Cow<'static, Lexicon> {
        let plain = Self { mode: Mode::Language, language: self.language, ..Self::default() };
        if *self == (Self { mode: self.mode, ..plain }) {
            return Cow::Borrowed(self.language.lexicon());
        }
        let rules = self.language.rules();
        let (abbreviations, unsplittable) = (&self.abbreviations, &self.unsplittable);
        Cow::Owned(Lexicon::new(rules, self.split_clitics, self.joined, abbreviations, unsplittable))
    }

    /// The tokens of a text.
    ///
    /// ```
    /// use corpusstats::Tokenizer;
    ///
    /// let text = "Am 12. September kam z.B. der Kim-Zug.";
    /// let tokens = Tokenizer::default().tokens(text);
    /// assert_eq!(&text[tokens[4].start..tokens[4].end], "z.B.");
    /// ```
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        struct Collect<'a>(&'a str);
        impl WithScan for Collect<'_> {
            type Output = Vec<Token>;
            fn call<S: Scan>(self, scan: &S, _: &Splitter<'_>) -> Vec<Token> {
                scan.tokens(self.0.as_bytes()).collect()
            }
        }
        self.with_scan(Collect(text))
    }

    /// The kind of a token that stands alone, whoever found it.
    pub fn kind_of(&self, token: &str) -> Kind {
        let tokens = Self { mode: Mode::Language, ..Self::of(self.language) }.tokens(token);
        match *tokens {
            [only] => only.kind,
            _ => unicode::Scanner::new().kind(token.as_bytes()),
        }
    }

    /// The tokeniser of a language, by its own rules.
    pub fn of(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// The tokens of a text, as strings.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.tokens(text).iter().map(|token| &text[token.start..token.end]).collect()
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

/// True of emoji and other pictographs that are no letters.
pub(crate) fn is_pictograph(character: char) -> bool {
    matches!(class::CLASSES.get(character as u32), class::Class::Emoji | class::Class::Pictograph)
}
