//! Texts made at random, for as long as one likes: `FUZZ=100000 cargo test --release --test fuzz`, or `make fuzz`.

#![allow(clippy::unwrap_used)] // a test may panic

use corpusstats::{Control, Language, Mode, Place, Text, Tokenizer, list_sentences, list_tokens};

/// What meets the edges of the rules; whatever stands beside whatever.
const FRAGMENTS: &[&str] = &[
    "a", "B", "Zug", "fährt", "Über", "der", "Die", "und", "KIM", "innen", "ß", "ж", "Ї", "א", "カ", "中",
    "ก", "1", "12", "1992", "000", "½", "²", " ", " ", " ", " ", "\n", "\n\n", "\t", "\r\n", "\u{a0}",
    "\u{202f}", "\u{2009}", "\u{2028}", ".", ".", ".", ",", ":", ";", "-", "-", "–", "—", "'", "’", "‘", "´",
    "`", "\"", "„", "“", "”", "«", "»", "‚", "(", ")", "[", "]", "[1]", "!", "?", "…", "/", "\\", "@", "#",
    "&", "%", "€", "$", "+", "*", "=", "~", "_", "<", ">", "|", "^", "°", "§", "•", "¿", "z.", "B.", "d.h.",
    "Dr.", "usw.", "Nr.", "St.", "U.S.", "e.g.", "Inc.", "l'", "dell'", "n't", "'s", "cannot", "www.",
    "http://", ".de", ".pdf", ":-)", ":D", "<3", "😀", "👨\u{200d}👩", "🇩🇪", "👍🏽", "1\u{fe0f}\u{20e3}",
    "\u{301}", "\u{ad}", "\u{200b}", "\u{200d}", "\u{feff}", "\0", "\u{e0001}", "𝒳", "a.", "b)", "1.)",
    "Kap.", "art.", "Gen.", "XIV", "II.", "м.", "İ", "ı", "'t", ",,", "''",
];

/// Xorshift: the same texts everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn text(&mut self) -> String {
        (0..self.below(24)).map(|_| FRAGMENTS[self.below(FRAGMENTS.len())]).collect()
    }

    fn tokenizer(&mut self) -> Tokenizer {
        Tokenizer {
            mode: Mode::ALL[self.below(Mode::ALL.len())],
            language: Language::ALL[self.below(Language::ALL.len())],
            split_clitics: [None, Some(true), Some(false)][self.below(3)],
            joined: self.below(2) == 0,
            abbreviations: if self.below(4) == 0 { vec!["Zug.".into()] } else { vec![] },
            unsplittable: if self.below(4) == 0 { vec!["B. Zug".into(), "@#".into()] } else { vec![] },
        }
    }
}

/// The tokens of a text, with their laws checked.
fn tokens(tokenizer: &Tokenizer, text: &str) -> Vec<(usize, usize)> {
    let tokens = tokenizer.tokens(text);
    let mut end = 0;
    for token in &tokens {
        assert!(token.start >= end && token.end > token.start, "{tokenizer:?} {text:?}");
        assert!(
            text.is_char_boundary(token.start) && text.is_char_boundary(token.end),
            "{tokenizer:?} {text:?}"
        );
        let gap = &text[end..token.start];
        assert!(
            tokenizer.mode == Mode::Words || gap.trim().is_empty(),
            "{gap:?} is lost: {tokenizer:?} {text:?}"
        );
        assert_eq!(
            text[token.start..token.end].trim(),
            &text[token.start..token.end],
            "{tokenizer:?} {text:?}"
        );
        end = token.end;
    }
    assert!(tokenizer.mode == Mode::Words || text[end..].trim().is_empty(), "{tokenizer:?} {text:?}");
    tokens.iter().map(|token| (token.start, token.end)).collect()
}

#[test]
fn whatever_comes_is_split_by_the_laws() {
    let rounds = std::env::var("FUZZ").ok().map_or(2000, |rounds| rounds.parse().unwrap());
    let (mut chance, control) = (Chance(0x9e37_79b9_7f4a_7c15), Control::default());
    for _ in 0..rounds {
        let (tokenizer, first, second) = (chance.tokenizer(), chance.text(), chance.text());
        tokens(&tokenizer, &first);

        // A paragraph is split the same whatever stands before it.
        let (first, second) = (first.trim_end(), second.trim());
        let both = format!("{first}\n\n{second}");
        let shift = first.len() + 2;
        let mut expected = tokens(&tokenizer, first);
        expected.extend(tokens(&tokenizer, second).iter().map(|&(start, end)| (start + shift, end + shift)));
        assert_eq!(tokens(&tokenizer, &both), expected, "{tokenizer:?} {both:?}");

        // Lists say the same, and sentences are made of tokens.
        let text = [Text { text: &both, place: Place::default() }];
        let listed = list_tokens(&text, &tokenizer, Some(1), &control).unwrap();
        let characters = |at: usize| u32::try_from(both[..at].chars().count()).unwrap();
        let spans = expected.iter().map(|&(start, end)| (characters(start), characters(end)));
        let columns = listed[0].start.iter().copied().zip(listed[0].end.iter().copied());
        assert!(spans.eq(columns), "{tokenizer:?} {both:?}");
        let sentences = list_sentences(&text, &tokenizer, Some(1), &control).unwrap();
        if tokenizer.mode != Mode::Unicode {
            let starts: Vec<u32> = (0..listed[0].start.len())
                .filter(|&token| token == 0 || listed[0].sentence[token] > listed[0].sentence[token - 1])
                .map(|token| listed[0].start[token])
                .collect();
            assert_eq!(
                sentences.first().map(|part| part.start.clone()).unwrap_or_default(),
                starts,
                "{both:?}"
            );
        }
    }
}
