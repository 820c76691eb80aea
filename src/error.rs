//! What can go wrong.

use std::fmt;

/// The result of anything that can go wrong.
pub type Result<T> = std::result::Result<T, Error>;

/// Everything that can go wrong in the core.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A name that is none of the known ones.
    UnknownName {
        /// What is named so.
        what: &'static str,
        /// The name given.
        name: String,
        /// The names that would be valid.
        known: Vec<String>,
    },
    /// More of something than its numbers can tell apart.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        limit: u64,
    },
    /// A number that names no document of the corpus.
    NoSuchDocument {
        /// The number.
        document: u32,
        /// How many documents there are.
        documents: usize,
    },
    /// Lists that belong together differ in length.
    LengthMismatch {
        /// The lists.
        what: &'static str,
        /// Their lengths.
        lengths: (usize, usize),
    },
    /// Spans of a layer overlap.
    Overlap {
        /// The document.
        document: u32,
        /// Where two of them begin and end, in code points.
        spans: [(u32, u32); 2],
    },
    /// A token from elsewhere is empty, outside its text, or begins before the end of the one before.
    BadToken {
        /// The document, by its place.
        document: usize,
        /// Which of its tokens.
        token: usize,
        /// Where it begins and ends, in code points.
        span: (u32, u32),
        /// Where the token before ends.
        after: u32,
    },
    /// More memory is needed than is allowed.
    Memory {
        /// How many bytes.
        needed: u64,
    },
    /// A file that is not what it should be.
    BadFile {
        /// Its path.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The system cannot read or write a file.
    Io {
        /// Its path.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// A pattern for zones that is no regular expression.
    BadPattern {
        /// Its row in the table.
        row: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// The caller asked to stop.
    Interrupted,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::UnknownName { what, name, known } => {
                write!(formatter, "unknown {what} {name:?}; valid are {}", known.join(", "))
            }
            Error::TooMany { what, limit } => {
                write!(formatter, "too many {what}: at most {limit} can be counted")
            }
            Error::NoSuchDocument { document, documents } => {
                write!(formatter, "document {document} does not exist: the corpus has {documents}")
            }
            Error::LengthMismatch { what, lengths: (left, right) } => {
                write!(formatter, "{what} differ in length: {left} and {right}")
            }
            Error::Overlap { document, spans: [one, two] } => {
                let (start, end) = one;
                write!(
                    formatter,
                    "spans {start}..{end} and {}..{} of document {document} overlap",
                    two.0, two.1
                )
            }
            Error::BadToken { document, token, span: (start, end), after } => write!(
                formatter,
                "token {token} of document {document} is {start}..{end}: it has to begin at {after} or later, end \
                 behind its beginning, and lie in its text"
            ),
            Error::Memory { needed } => write!(formatter, "at least {needed} bytes of memory are needed"),
            Error::BadFile { path, problem } | Error::Io { path, problem } => {
                write!(formatter, "{path}: {problem}")
            }
            Error::BadPattern { row, problem } => {
                write!(formatter, "row {row} of patterns is no regular expression: {problem}")
            }
            Error::Interrupted => formatter.write_str("interrupted"),
        }
    }
}

impl std::error::Error for Error {}
