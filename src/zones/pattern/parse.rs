//! The syntax of Python's `re`, without references to groups.

use regex_syntax::hir::ClassUnicode;

use super::characters::{class, class_of, ignore_case};
use super::program::width;

/// A pattern as it is written.
#[derive(Clone, Debug)]
pub(super) enum Ast {
    Character(char),
    Class(ClassUnicode),
    Concat(Vec<Ast>),
    /// The first that leads to a match counts.
    Alternate(Vec<Ast>),
    Repeat {
        ast: Box<Ast>,
        least: u32,
        most: Option<u32>,
        is_lazy: bool,
    },
    /// What it matches first stands, whatever follows.
    Atomic(Box<Ast>),
    Look {
        ast: Box<Ast>,
        is_behind: bool,
        is_negated: bool,
    },
    Assert(Assertion),
}

/// What can be true of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    Start,
    End,
    /// The end, or before a line feed that is the last character.
    LastEnd,
    LineStart,
    LineEnd,
    Border,
    NoBorder,
}

type Parsed<T> = Result<T, String>;

#[allow(clippy::struct_excessive_bools)] // as many as Python has
#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    ignore_case: bool,
    multiline: bool,
    dot_all: bool,
    verbose: bool,
    ascii: bool,
}

/// Reads a pattern, or says what is wrong with it.
pub(super) fn parse(pattern: &str) -> Parsed<Ast> {
    let mut parser = Parser { pattern, place: 0, flags: Flags::default(), depth: 0 };
    let ast = parser.alternatives()?;
    if parser.peek().is_some() {
        return Err(parser.problem("unbalanced parenthesis"));
    }
    Ok(ast)
}

/// Groups in groups in groups: more than anybody writes, and fewer than the stack can bear.
const DEEPEST: u32 = 100;

struct Parser<'a> {
    pattern: &'a str,
    place: usize,
    flags: Flags,
    depth: u32,
}

impl Parser<'_> {
    fn problem(&self, problem: &str) -> String {
        let place = self.pattern[..self.place].chars().count();
        format!("{problem} at position {place}")
    }

    fn rest(&self) -> &str {
        &self.pattern[self.place..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.place += character.len_utf8();
        Some(character)
    }

    fn eat(&mut self, text: &str) -> bool {
        let is_there = self.rest().starts_with(text);
        self.place += if is_there { text.len() } else { 0 };
        is_there
    }

    fn alternatives(&mut self) -> Parsed<Ast> {
        let mut branches = vec![self.sequence()?];
        while self.eat("|") {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.swap_remove(0) } else { Ast::Alternate(branches) })
    }

    fn sequence(&mut self) -> Parsed<Ast> {
        let mut items = Vec::new();
        loop {
            self.skip_comments();
            if matches!(self.peek(), None | Some('|' | ')')) {
                break;
            }
            if let Some(item) = self.item()? {
                items.push(self.repeated(item)?);
            }
        }
        Ok(if items.len() == 1 { items.swap_remove(0) } else { Ast::Concat(items) })
    }

    fn skip_comments(&mut self) {
        while self.flags.verbose {
            let rest = self.rest();
            let blank = rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
            let length = if blank.starts_with('#') { blank.find('\n').unwrap_or(blank.len()) } else { 0 };
            let skipped = rest.len() - blank.len() + length;
            self.place += skipped;
            if skipped == 0 {
                break;
            }
        }
    }

    /// Reads what a quantifier can stand behind; none for a comment.
    fn item(&mut self) -> Parsed<Option<Ast>> {
        let begins = self.place;
        let Some(character) = self.next() else { return Ok(None) };
        let ast = match character {
            '(' => return self.group(),
            '[' => self.bracket(begins)?,
            '.' => self.any(),
            '^' => Ast::Assert(if self.flags.multiline { Assertion::LineStart } else { Assertion::Start }),
            '$' => Ast::Assert(if self.flags.multiline { Assertion::LineEnd } else { Assertion::LastEnd }),
            '\\' => self.escape()?,
            '*' | '+' | '?' => {
                self.place = begins;
                return Err(self.problem("nothing to repeat"));
            }
            _ => self.character(character),
        };
        Ok(Some(ast))
    }

    fn character(&self, character: char) -> Ast {
        if !self.flags.ignore_case {
            return Ast::Character(character);
        }
        let mut class = class(&[(character, character)]);
        ignore_case(&mut class);
        if class.ranges().len() == 1 && class.ranges()[0].start() == class.ranges()[0].end() {
            return Ast::Character(character);
        }
        Ast::Class(class)
    }

    fn any(&self) -> Ast {
        let mut any = class(if self.flags.dot_all { &[] } else { &[('\n', '\n')] });
        any.negate();
        Ast::Class(any)
    }

    fn repeated(&mut self, item: Ast) -> Parsed<Ast> {
        self.skip_comments();
        let begins = self.place;
        let Some((least, most)) = self.quantifier()? else { return Ok(item) };
        if matches!(item, Ast::Assert(_)) {
            self.place = begins;
            return Err(self.problem("nothing to repeat"));
        }
        let is_lazy = self.eat("?");
        let ast = Ast::Repeat { ast: Box::new(item), least, most, is_lazy };
        let ast = if !is_lazy && self.eat("+") { Ast::Atomic(Box::new(ast)) } else { ast };
        self.skip_comments();
        let begins = self.place;
        if self.quantifier()?.is_some() {
            self.place = begins;
            return Err(self.problem("multiple repeat"));
        }
        Ok(ast)
    }

    fn quantifier(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        let begins = self.place;
        let bounds = match self.next() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') if self.rest().starts_with(|c: char| c == ',' || c.is_ascii_digit()) => {
                let least = self.number()?;
                let most = if self.eat(",") { self.number()? } else { least };
                if !self.eat("}") {
                    self.place = begins;
                    return Ok(None);
                }
                (least.unwrap_or(0), most)
            }
            _ => {
                self.place = begins;
                return Ok(None);
            }
        };
        if bounds.1.is_some_and(|most| most < bounds.0) {
            return Err(self.problem("min repeat greater than max repeat"));
        }
        Ok(Some(bounds))
    }

    fn number(&mut self) -> Parsed<Option<u32>> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let digits = &self.pattern[self.place..self.place + length];
        if digits.is_empty() {
            return Ok(None);
        }
        let number = digits.parse().map_err(|_| self.problem("the repetition number is too large"))?;
        self.place += length;
        Ok(Some(number))
    }

    /// Reads a group, behind its parenthesis.
    fn group(&mut self) -> Parsed<Option<Ast>> {
        let begins = self.place - 1;
        let flags = self.flags;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.problem("too many groups within each other"));
        }
        if self.eat("?#") {
            let length =
                self.rest().find(')').ok_or_else(|| self.problem("missing ), unterminated comment"))?;
            self.place += length + 1;
            self.depth -= 1;
            return Ok(None);
        }
        let wrap = if self.eat("?") { self.extension()? } else { Wrap::Plain };
        let inner = self.alternatives()?;
        if !self.eat(")") {
            self.place = begins;
            return Err(self.problem("missing ), unterminated subpattern"));
        }
        self.flags = flags;
        self.depth -= 1;
        Ok(Some(match wrap {
            // A quantifier can stand behind a group, whatever is in it.
            Wrap::Plain if matches!(inner, Ast::Assert(_)) => Ast::Concat(vec![inner]),
            Wrap::Plain => inner,
            Wrap::Atomic => Ast::Atomic(Box::new(inner)),
            Wrap::Look { is_behind, is_negated } => {
                if is_behind && width(&inner).1 != Some(width(&inner).0) {
                    return Err("look-behind requires fixed-width pattern".to_owned());
                }
                Ast::Look { ast: Box::new(inner), is_behind, is_negated }
            }
        }))
    }

    /// Reads what stands behind `(?`.
    fn extension(&mut self) -> Parsed<Wrap> {
        for (sign, is_behind, is_negated) in
            [("=", false, false), ("!", false, true), ("<=", true, false), ("<!", true, true)]
        {
            if self.eat(sign) {
                return Ok(Wrap::Look { is_behind, is_negated });
            }
        }
        if self.eat(">") {
            return Ok(Wrap::Atomic);
        }
        if self.eat("P<") {
            let length = self.rest().find('>').ok_or_else(|| self.problem("missing >, unterminated name"))?;
            self.place += length + 1;
            return Ok(Wrap::Plain);
        }
        if self.rest().starts_with("P=") || self.rest().starts_with('(') {
            return Err(self.problem("references to groups are not possible here,"));
        }
        self.switches()
    }

    /// Reads flags that hold for a group.
    fn switches(&mut self) -> Parsed<Wrap> {
        let mut value = true;
        loop {
            match self.next() {
                Some('i') => self.flags.ignore_case = value,
                Some('m') => self.flags.multiline = value,
                Some('s') => self.flags.dot_all = value,
                Some('x') => self.flags.verbose = value,
                Some('a') if value => self.flags.ascii = true,
                Some('u') if value => self.flags.ascii = false,
                Some('-') if value => value = false,
                Some(':') => return Ok(Wrap::Plain),
                Some(')') => return Err(self.problem("flags have to be those of a group, (?i:...),")),
                _ => return Err(self.problem("unknown extension")),
            }
        }
    }

    /// Reads what stands behind a backslash, outside brackets.
    fn escape(&mut self) -> Parsed<Ast> {
        let assertion = match self.peek() {
            Some('A') => Assertion::Start,
            Some('Z') => Assertion::End,
            Some('b') => Assertion::Border,
            Some('B') => Assertion::NoBorder,
            Some('1'..='9') => return Err(self.problem("references to groups are not possible here,")),
            _ => {
                return Ok(match self.escaped(false)? {
                    Ast::Character(character) => self.character(character),
                    class => class,
                });
            }
        };
        self.next();
        Ok(Ast::Assert(assertion))
    }

    /// Reads a character or a class behind a backslash.
    fn escaped(&mut self, in_brackets: bool) -> Parsed<Ast> {
        let letter = self.next().ok_or_else(|| self.problem("bad escape (end of pattern)"))?;
        if let Some(class) = class_of(letter, self.flags.ascii) {
            return Ok(Ast::Class(class));
        }
        let character = match letter {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\x0c',
            'v' => '\x0b',
            'a' => '\x07',
            'b' if in_brackets => '\x08',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            '0'..='7' => self.octal(letter)?,
            _ if letter.is_ascii_alphanumeric() => {
                return Err(self.problem(&format!("bad escape \\{letter}")));
            }
            _ => letter,
        };
        Ok(Ast::Character(character))
    }

    fn code(&mut self, digits: usize) -> Parsed<char> {
        let code = self.rest().get(..digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let character = code.and_then(char::from_u32).ok_or_else(|| self.problem("incomplete escape"))?;
        self.place += digits;
        Ok(character)
    }

    fn octal(&mut self, first: char) -> Parsed<char> {
        let more = self.rest().bytes().take(2).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
        let digits = format!("{first}{}", &self.rest()[..more]);
        self.place += more;
        let code = u32::from_str_radix(&digits, 8).ok().filter(|&code| code <= 0o377);
        code.and_then(char::from_u32).ok_or_else(|| self.problem("octal escape outside of range 0-0o377"))
    }

    /// Reads a class in brackets, behind the first.
    fn bracket(&mut self, begins: usize) -> Parsed<Ast> {
        let is_negated = self.eat("^");
        let (mut literal, mut named) = (Vec::new(), ClassUnicode::empty());
        let mut is_first = true;
        loop {
            if !is_first && self.eat("]") {
                break;
            }
            is_first = false;
            let Some(first) = self.member(&mut named)? else { continue };
            let range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            let last = if range {
                self.eat("-");
                self.member(&mut named)?.ok_or_else(|| self.problem("bad character range"))?
            } else {
                first
            };
            if last < first {
                return Err(self.problem(&format!("bad character range {first}-{last}")));
            }
            literal.push((first, last));
            if self.peek().is_none() {
                self.place = begins;
                return Err(self.problem("unterminated character set"));
            }
        }
        let mut class = class(&literal);
        if self.flags.ignore_case {
            ignore_case(&mut class);
        }
        class.union(&named);
        if is_negated {
            class.negate();
        }
        Ok(Ast::Class(class))
    }

    /// Reads a character of a class in brackets; what is a class itself is added to `named`.
    fn member(&mut self, named: &mut ClassUnicode) -> Parsed<Option<char>> {
        match self.next() {
            None => Err(self.problem("unterminated character set")),
            Some('\\') => match self.escaped(true)? {
                Ast::Character(character) => Ok(Some(character)),
                Ast::Class(class) => {
                    named.union(&class);
                    Ok(None)
                }
                _ => Ok(None),
            },
            Some(character) => Ok(Some(character)),
        }
    }
}

/// What the parentheses round a group do.
enum Wrap {
    Plain,
    Atomic,
    Look { is_behind: bool, is_negated: bool },
}
