//! Regular expressions of the crate `regex`, for the heads, the wholes and the ends of lines.

use regex::Regex;

/// The group that tells where a zone ends or begins, if not where the match does.
const GROUP: &str = "zone";

/// A regular expression for heads or for ends of texts.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    regex: Regex,
    has_group: bool,
}

impl Pattern {
    /// One for the heads of texts, or what is wrong with it.
    pub(super) fn of_heads(pattern: &str) -> Result<Self, String> {
        Self::new(pattern, r"\A", "")
    }

    /// One for the ends of texts, or what is wrong with it.
    pub(super) fn of_ends(pattern: &str) -> Result<Self, String> {
        Self::new(pattern, "", r"\z")
    }

    fn new(pattern: &str, before: &str, behind: &str) -> Result<Self, String> {
        let regex = compiled(pattern, before, behind)?;
        let has_group = regex.capture_names().flatten().any(|name| name == GROUP);
        Ok(Self { regex, has_group })
    }

    /// Where the zone ends that begins a text.
    pub(super) fn end_of_head(&self, text: &str) -> Option<usize> {
        self.find(text, 0).map(|(_, end)| end)
    }

    /// Where the zone begins that ends a text, of its characters behind a place the longest.
    pub(super) fn start_of_end(&self, text: &str, from: usize) -> Option<usize> {
        self.find(text, from).map(|(start, _)| start)
    }

    fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let whole = self.regex.find_at(text, from)?;
        let group = || self.regex.captures_at(text, whole.start())?.name(GROUP);
        let found = if self.has_group { group().unwrap_or(whole) } else { whole };
        Some((found.start(), found.end()))
    }
}

/// A pattern for whole texts as `regex` takes it, or what is wrong with it.
pub(super) fn of_whole(pattern: &str) -> Result<String, String> {
    compiled(pattern, r"\A", r"\z").map(|regex| regex.as_str().to_owned())
}

/// A pattern between two others, if it is one by itself.
fn compiled(pattern: &str, before: &str, behind: &str) -> Result<Regex, String> {
    regex_syntax::parse(pattern).map_err(|error| said(&error.to_string()))?;
    Regex::new(&format!("{before}(?:{pattern}){behind}")).map_err(|error| said(&error.to_string()))
}

/// What an error says, without the drawing of where.
fn said(error: &str) -> String {
    error.rsplit("error: ").next().unwrap_or_default().trim().replace('\n', " ")
}
