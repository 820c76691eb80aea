/*!
Regular expressions as Python's `re` has them: users write them, and lines are many.

| file | what |
|---|---|
| `characters.rs` | what a letter, a digit, a blank is in Python, and what differs by case alone |
| `parse.rs` | the syntax |
| `program.rs` | steps to go, forwards and backwards, and which bytes can begin them |
| `run.rs` | going them: the first way that leads to the end counts, as in Python |

What ends a line is looked for from both sides: backwards first, where most texts end after a step or two, since the last
characters are none that could be. Only then every beginning is tried, from the left.
*/

mod characters;
mod parse;
mod program;
mod run;

pub(super) use self::characters::{WORD, is_space};
pub(super) use self::run::{Runner, back_by};

use self::parse::{Assertion, Ast, parse, width};
use self::program::Program;
use crate::parallel::Control;

/// A regular expression for one use.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    forward: Program,
    /// For ends of texts: the same from behind.
    backward: Option<Program>,
    /// How many characters a match has at least, and at most.
    width: (u64, u64),
}

impl Pattern {
    /// One for the heads of texts, or what is wrong with it.
    pub(super) fn of_heads(pattern: &str) -> Result<Self, String> {
        parse(pattern).map(|ast| Self::new(&ast, None))
    }

    /// One for whole texts.
    pub(super) fn of_wholes(pattern: &str) -> Result<Self, String> {
        let whole = |ast| Ast::Concat(vec![ast, Ast::Assert(Assertion::End)]);
        parse(pattern).map(|ast| Self::new(&whole(ast), None))
    }

    /// One for the ends of texts.
    pub(super) fn of_ends(pattern: &str) -> Result<Self, String> {
        let ending = |ast| Ast::Concat(vec![ast, Ast::Assert(Assertion::End)]);
        parse(pattern).map(|ast| {
            let backward = Program::new(&ast, true);
            Self::new(&ending(ast), Some(backward))
        })
    }

    fn new(ast: &Ast, backward: Option<Program>) -> Self {
        let (least, most) = width(ast);
        Self { forward: Program::new(ast, false), backward, width: (least, most.unwrap_or(u64::MAX)) }
    }

    /// Whether a match can begin with a byte, or with nothing.
    pub(super) fn can_begin(&self, byte: Option<u8>) -> bool {
        self.forward.first.can_begin(byte)
    }

    /// Whether a match can end with a byte, or with nothing.
    pub(super) fn can_end(&self, byte: Option<u8>) -> bool {
        self.backward.as_ref().is_none_or(|backward| backward.first.can_begin(byte))
    }

    /// Where the match ends that begins a text.
    pub(super) fn end_of_head(&self, text: &str, runner: &mut Runner, control: &Control) -> Option<usize> {
        if !self.can_begin(text.bytes().next()) {
            return None;
        }
        runner.forward(&self.forward, text, 0, control)
    }

    /// Whether a text is a match.
    pub(super) fn is_whole(&self, text: &str, runner: &mut Runner, control: &Control) -> bool {
        let bytes = text.len() as u64;
        // A character has one byte to four.
        let fits = self.width.0 <= bytes && bytes.div_ceil(4) <= self.width.1;
        fits && self.end_of_head(text, runner, control).is_some()
    }

    /// Where the longest match begins that ends a text, of its last characters.
    pub(super) fn start_of_end(
        &self,
        text: &str,
        within: usize,
        runner: &mut Runner,
        control: &Control,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        if !self.can_end(bytes.last().copied()) {
            return None;
        }
        let backward = self.backward.as_ref();
        if backward.is_some_and(|backward| !runner.may_end(backward, text, control)) {
            return None;
        }
        let first = back_by(text, text.len(), within).unwrap_or(0);
        (first..text.len())
            .filter(|&start| text.is_char_boundary(start) && self.can_begin(Some(bytes[start])))
            .find(|&start| runner.forward(&self.forward, text, start, control).is_some())
    }
}

#[cfg(test)]
mod tests;
