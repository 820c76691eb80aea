//! How fast text is tokenised and counted, on text that is made here: `cargo bench`.

use std::hint::black_box;

use corpusstats::{
    Control, Kind, Mode, NgramCounter, NgramOptions, Options, Phrases, Query, Selection, Shape, TokenTable,
    Tokenizer, Window, Words, collocates, frequencies,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const SENTENCES: [&str; 6] = [
    "Der Zug mit dem nordkoreanischen Machthaber hat am 12. September die Grenze überquert. ",
    "„Wir prüfen das“, sagte ein Sprecher des Außenministeriums, z. B. mit Blick auf Su-35-Kampfjets. ",
    "Über 20.000 Beobachter:innen verfolgten, wie die Straßen in Pjöngjang gesperrt wurden. ",
    "Nach Angaben der Agentur sei das Treffen für 10.30 Uhr geplant; bestätigt ist das nicht. ",
    "In Washington hieß es, man werde genau hinsehen und gegebenenfalls reagieren. ",
    "Ob das ausreicht? Die Fachleute sind sich uneins!\n\n",
];

/// About a megabyte in 200 documents; every word is followed by variants of its own, as in real text.
fn documents() -> Vec<String> {
    let sentence = |document: usize, index: usize| {
        let number = (document * 7919 + index * 104_729) % 5000;
        format!("{}Vorgang{number} betrifft Akte{} . ", SENTENCES[index % SENTENCES.len()], number / 3)
    };
    (0..200).map(|document| (0..42).map(|index| sentence(document, index)).collect()).collect()
}

fn benchmark(criterion: &mut Criterion) {
    let documents = documents();
    let texts: Vec<&str> = documents.iter().map(String::as_str).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let control = Control::default();
    let mut group = criterion.benchmark_group("build");
    group.throughput(Throughput::Bytes(bytes as u64));
    for mode in Mode::ALL {
        let tokenizer = Tokenizer { mode, ..Tokenizer::default() };
        group.bench_function(mode.name(), |bencher| {
            bencher.iter(|| TokenTable::build(black_box(&texts), &tokenizer, Some(1), &control));
        });
    }
    group.finish();

    let tokenizer = Tokenizer::default();
    let Ok(table) = TokenTable::build(&texts, &tokenizer, Some(1), &control) else { return };
    let numbers: Vec<u32> = (0..200).collect();
    let options = Options { kinds: &[Kind::Word], min_count: 1, min_documents: 1, n_threads: Some(1) };
    let mut group = criterion.benchmark_group("frequencies");
    group.throughput(Throughput::Elements(table.ids().len() as u64));
    for n_groups in [1, 4, 200] {
        let groups: Vec<u32> = numbers.iter().map(|document| document % n_groups).collect();
        group.bench_function(format!("{n_groups} groups"), |bencher| {
            bencher.iter(|| {
                let selection = Selection::of_documents(&table, &numbers, &groups)?;
                frequencies(&table, &selection, table.attribute("lower", &control)?, &options, &control)
            });
        });
    }
    group.finish();
    benchmark_windows(criterion, &table, &numbers, &options);
}

/// n-grams and collocates within sentences.
fn benchmark_windows(criterion: &mut Criterion, table: &TokenTable, numbers: &[u32], options: &Options<'_>) {
    let control = Control::default();
    let one_group = vec![0; numbers.len()];
    let Ok(sentences) = table.sentence_layer(&control) else { return };
    let Ok(lower) = table.attribute("lower", &control) else { return };
    let borders = vec![sentences];
    let query = Query { documents: numbers, groups: &one_group, borders, ..Query::default() };
    let Ok(selection) = Selection::new(table, &query) else { return };
    let mut group = criterion.benchmark_group("windows");
    group.throughput(Throughput::Elements(table.ids().len() as u64));
    for longest in [1, 3, 5] {
        let shape = Shape { shortest: 1, longest, skip: 0, kinds: options.kinds, passes_over: false };
        let options = NgramOptions {
            min_count: 1,
            min_documents: 1,
            documents: false,
            memory: None,
            n_threads: Some(1),
        };
        let words = [Words { strings: lower.values(), numbers: None }];
        group.bench_function(format!("1-to-{longest}-grams"), |bencher| {
            bencher.iter(|| {
                NgramCounter::new(table, &selection, lower, &shape, &options, false, &control)?
                    .whole(&words, &control)
            });
        });
    }
    let node = Phrases::new(lower, vec![vec![lower.find("zug").into_iter().collect()]]);
    let window = Window { left: 5, right: 5, kinds: options.kinds, counts_all: false, places: false };
    group.bench_function("collocates", |bencher| {
        bencher.iter(|| collocates(table, &selection, lower, &node, &window, options, &control));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = benchmark
}
criterion_main!(benches);
