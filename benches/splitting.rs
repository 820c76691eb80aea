//! How fast text is split into tokens and sentences with their places, by one thread: `cargo bench --bench splitting
//! -- FILE`, where FILE has documents with a NUL between them; without one a text that is made here. Prints a line of
//! JSON, with medians of seconds; `python -m benches.split_speed` races it.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // a program

use std::hint::black_box;
use std::time::Instant;

use corpusstats::{Control, Place, Scan, Splitter, Text, Tokenizer, WithScan, list_tokens};

const ROUNDS: usize = 5;
const MADE_UP: &str = "Der Zug mit dem nordkoreanischen Machthaber hat am 12. September die Grenze überquert. \
    „Wir prüfen das“, sagte ein Sprecher, z. B. mit Blick auf Su-35-Kampfjets. Ob das ausreicht?\n\n";

/// Goes over all tokens, with their kinds, sentences and places in code points, and keeps nothing but sums.
struct Walk<'a>(&'a [&'a str]);

#[derive(Default)]
struct Sums {
    tokens: usize,
    sentences: usize,
    kinds: usize,
    places: usize,
}

impl WithScan for Walk<'_> {
    type Output = Sums;

    fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> Sums {
        let mut sums = Sums::default();
        for text in self.0 {
            let (bytes, mut splitter, mut end, mut code_point) = (text.as_bytes(), splitter.clone(), 0, 0);
            while let Some(token) = scan.next(bytes, end) {
                let characters = |range: std::ops::Range<usize>| {
                    bytes[range].iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
                };
                sums.sentences += usize::from(splitter.begins(bytes, end, token));
                let start = code_point + characters(end..token.start);
                code_point = start + characters(token.start..token.end);
                sums.tokens += 1;
                sums.kinds += token.kind as usize;
                sums.places = sums.places.wrapping_add(start ^ code_point);
                end = token.end;
            }
        }
        sums
    }
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut seconds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[ROUNDS / 2]
}

fn main() {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let text = file.map_or_else(|| MADE_UP.repeat(100), |file| std::fs::read_to_string(file).unwrap());
    let documents: Vec<&str> = text.split('\0').collect();
    let texts: Vec<Text<'_>> = documents.iter().map(|text| Text { text, place: Place::default() }).collect();
    let (tokenizer, control) = (Tokenizer::default(), Control::default());
    let sums = tokenizer.with_scan(Walk(&documents));
    let walk = median(|| {
        black_box(tokenizer.with_scan(Walk(&documents)));
    });
    let columns = median(|| {
        black_box(list_tokens(&texts, &tokenizer, Some(1), &control).unwrap());
    });
    println!(
        "{{\"tokens\": {}, \"sentences\": {}, \"walk\": {walk:.4}, \"columns\": {columns:.4}, \"sum\": {}}}",
        sums.tokens,
        sums.sentences,
        sums.kinds ^ sums.places,
    );
}
