//! Sentence boundaries by Unicode Standard Annex #29.

use std::sync::LazyLock;

use crate::tokenize::{CodeTable, decode};

/// The `Sentence_Break` property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Other,
    CarriageReturn,
    LineFeed,
    Separator,
    Extend,
    Format,
    Space,
    Lower,
    Upper,
    OtherLetter,
    Numeric,
    FullStop,
    Continue,
    Terminator,
    Close,
}

impl Class {
    fn ends_paragraph(self) -> bool {
        matches!(self, Self::CarriageReturn | Self::LineFeed | Self::Separator)
    }

    fn ends_sentence(self) -> bool {
        matches!(self, Self::FullStop | Self::Terminator)
    }

    /// What the rules look through (SB5).
    fn is_ignorable(self) -> bool {
        matches!(self, Self::Extend | Self::Format)
    }
}

static CLASSES: LazyLock<CodeTable<Class>> = LazyLock::new(|| {
    CodeTable::new(
        Class::Other,
        &[
            (r"\p{sb=CR}", Class::CarriageReturn),
            (r"\p{sb=LF}", Class::LineFeed),
            (r"\p{sb=Sep}", Class::Separator),
            (r"\p{sb=Extend}", Class::Extend),
            (r"\p{sb=Format}", Class::Format),
            (r"\p{sb=Sp}", Class::Space),
            (r"\p{sb=Lower}", Class::Lower),
            (r"\p{sb=Upper}", Class::Upper),
            (r"\p{sb=OLetter}", Class::OtherLetter),
            (r"\p{sb=Numeric}", Class::Numeric),
            (r"\p{sb=ATerm}", Class::FullStop),
            (r"\p{sb=SContinue}", Class::Continue),
            (r"\p{sb=STerm}", Class::Terminator),
            (r"\p{sb=Close}", Class::Close),
        ],
    )
});

/// The class of the character at `at` and where the next one begins; `None` at the end of the text.
fn class_at(text: &[u8], at: usize) -> Option<(Class, usize)> {
    let lead = *text.get(at)?;
    let (code, next) = if lead.is_ascii() { (u32::from(lead), at + 1) } else { decode(text, at, lead) };
    Some((CLASSES.get(code), next))
}

/// How far a sentence has come towards its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    Stop,
    Close,
    Space,
}

/// The end of the sentence that begins at `start`, with the white space behind it.
///
/// Takes time in proportion to the sentence: a look ahead goes no further than to the next that could end one.
pub(crate) fn sentence_end(text: &[u8], start: usize) -> usize {
    let (mut at, mut after, mut stop) = (start, After::Nothing, Class::Other);
    // The last two classes that count.
    let (mut last, mut before) = (Class::Other, Class::Other);
    while let Some((class, next)) = class_at(text, at) {
        if class.ends_paragraph() {
            // SB3, SB4
            let pair = class == Class::CarriageReturn && text.get(next) == Some(&b'\n');
            return if pair { next + 1 } else { next };
        }
        if class.is_ignorable() && at > start {
            at = next;
            continue;
        }
        if after != After::Nothing && breaks_before(text, at, class, after, stop, before) {
            return at;
        }
        after = match (class, after) {
            (class, _) if class.ends_sentence() => {
                stop = class;
                before = last;
                After::Stop
            }
            (Class::Close, After::Stop | After::Close) => After::Close,
            (Class::Space, After::Stop | After::Close | After::Space) => After::Space,
            _ => After::Nothing,
        };
        last = class;
        at = next;
    }
    text.len()
}

/// Whether a sentence ends before a class: SB6 to SB11. `before` is what stands before the stop.
fn breaks_before(text: &[u8], at: usize, class: Class, after: After, stop: Class, before: Class) -> bool {
    let full_stop = stop == Class::FullStop;
    let only_stop = after == After::Stop;
    let goes_on = (full_stop && only_stop && class == Class::Numeric)
        || (full_stop && only_stop && matches!(before, Class::Upper | Class::Lower) && class == Class::Upper)
        || (full_stop && goes_on_in_lower_case(text, at))
        || class == Class::Continue
        || class.ends_sentence()
        || (after != After::Space && class == Class::Close)
        || class == Class::Space;
    !goes_on
}

/// SB8.
fn goes_on_in_lower_case(text: &[u8], mut at: usize) -> bool {
    while let Some((class, next)) = class_at(text, at) {
        match class {
            Class::Lower => return true,
            Class::OtherLetter | Class::Upper => return false,
            class if class.ends_paragraph() || class.ends_sentence() => return false,
            _ => at = next,
        }
    }
    false
}
