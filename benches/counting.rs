//! How fast text is tokenised and counted, on text that is made here: `cargo bench`.

use std::hint::black_box;

use corpusstats::{Control, Kind, Language, Mode, Options, Selection, TokenTable, Tokenizer, frequencies};
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
        let tokenizer = Tokenizer { mode, language: Language::German };
        group.bench_function(mode.name(), |bencher| {
            bencher.iter(|| TokenTable::build(black_box(&texts), tokenizer, Some(1), &control));
        });
    }
    group.finish();

    let tokenizer = Tokenizer { mode: Mode::Language, language: Language::German };
    let Ok(table) = TokenTable::build(&texts, tokenizer, Some(1), &control) else { return };
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
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = benchmark
}
criterion_main!(benches);
