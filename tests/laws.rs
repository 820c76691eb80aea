//! Laws of tokenising and counting, on random text.

#![allow(clippy::unwrap_used)] // a test may panic

use std::collections::HashMap;
use std::sync::Arc;

use corpusstats::{
    Control, Filter, Kind, LabelledSpan, Language, Layer, Mode, NO_LABEL, Options, Overlap, Query, Selection,
    Texts, TokenTable, Tokenizer, document_term_matrix, frequencies, lower,
};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Characters and fragments that meet the rules' edges.
fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-ZäöüÄÖÜß]{1,8}",
        2 => "[0-9]{1,4}",
        3 => "[ \t\n\r\u{a0}\u{202f}\u{2028}]{1,3}",
        3 => prop::sample::select(vec![
            ".", ",", ":", ";", "-", "--", "'", "’", "„", "“", "\"", "_", "/", "*", "@", "#", "&", "(", ")", "...", "?!",
            "\u{2010}", "\u{2011}", "%", "€", "|",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "z.B.", "z. B.", "d.h.", "Dr.", "bzw.", "Art.", "usw.", "J.", "12. September", "13.9.2023", "13.9.", "20.000",
            "10:30", "Su-35-", "40-sekündig", "Beobachter:innen", "Lehrer/-innen", "geht's", "https://a.de/b?c=(d)",
            "max.muster@a.de", "spiegel.de", "www.x.org", "@name", "#wort", "Dipl.-Ing.",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "\u{301}", "\u{308}", "\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}", "\u{fe0f}", "\u{20e3}", "\0",
            "👨\u{200d}👩\u{200d}👧", "🇩🇪", "1\u{fe0f}\u{20e3}", "👍🏽", "©", "ℹ", "א\"א", "א'", "カタ", "ひら", "中文", "กข", "ї",
            "²", "½", "Ⅷ", "\u{2044}", "\u{85}", "\u{b}", "𝒳", "\u{e0001}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..24).prop_map(|fragments| fragments.concat())
}

fn tokenizer() -> impl Strategy<Value = Tokenizer> {
    let languages = prop::sample::select(Language::ALL.to_vec());
    (prop::sample::select(Mode::ALL.to_vec()), languages).prop_map(|(mode, language)| Tokenizer {
        mode,
        language,
        ..Tokenizer::default()
    })
}

#[derive(Debug)]
struct Kept(Vec<String>);

impl Texts for Kept {
    fn texts(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn unicode_mode_is_the_reference_less_white_space(text in text()) {
        // The reference slips where a joiner meets a pictograph, against WB3c to WB6; the cases of
        // WordBreakTest.txt cover joiners.
        let text = text.replace('\u{200d}', "");
        let tokenizer = Tokenizer { mode: Mode::Unicode, ..Tokenizer::default() };
        let ours: Vec<&str> = tokenizer.tokens(&text).iter().map(|token| &text[token.start..token.end]).collect();
        let reference: Vec<&str> =
            text.split_word_bounds().map(str::trim).filter(|segment| !segment.is_empty()).collect();
        prop_assert_eq!(ours, reference);
    }

    #[test]
    fn tokens_are_ordered_disjoint_and_on_character_borders(text in text(), tokenizer in tokenizer()) {
        let mut end = 0;
        for token in tokenizer.tokens(&text) {
            prop_assert!(end <= token.start && token.start < token.end);
            prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
            let token_text = &text[token.start..token.end];
            prop_assert_eq!(token_text.trim(), token_text);
            end = token.end;
        }
        prop_assert!(end <= text.len());
    }

    #[test]
    fn nothing_visible_is_lost(text in text(), language in prop::sample::select(Language::ALL.to_vec())) {
        for mode in [Mode::Language, Mode::Unicode] {
            let mut rest = String::new();
            let mut end = 0;
            for token in (Tokenizer { mode, language, ..Tokenizer::default() }).tokens(&text) {
                rest.push_str(&text[end..token.start]);
                end = token.end;
            }
            rest.push_str(&text[end..]);
            prop_assert_eq!(rest.trim(), "");
        }
    }

    #[test]
    fn a_token_alone_is_one_token(text in text()) {
        let tokenizer = Tokenizer { mode: Mode::Unicode, language: Language::Undetermined, ..Tokenizer::default() };
        for token in tokenizer.tokens(&text) {
            let alone = &text[token.start..token.end];
            // Marks that clung to white space stand alone without it.
            if !alone.starts_with(|first: char| first.is_lowercase() || first.is_uppercase() || first.is_ascii_digit()) {
                continue;
            }
            let again = tokenizer.tokens(alone);
            prop_assert_eq!(again.len(), 1, "{:?}", alone);
            prop_assert_eq!(again[0].kind, token.kind);
        }
    }

    #[test]
    fn spans_count_code_points(texts in prop::collection::vec(text(), 0..4), tokenizer in tokenizer()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let table = build(&texts, &tokenizer, 1);
        for (document, text) in (0..).zip(&texts) {
            let characters: Vec<char> = text.chars().collect();
            let spans = table.spans(document).unwrap();
            let found: Vec<String> =
                spans.map(|span| characters[span.start as usize..span.end as usize].iter().collect()).collect();
            let expected: Vec<&str> =
                tokenizer.tokens(text).iter().map(|token| &text[token.start..token.end]).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn nothing_depends_on_threads(texts in prop::collection::vec(text(), 0..9), tokenizer in tokenizer()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let one = build(&texts, &tokenizer, 1);
        let many = build(&texts, &tokenizer, 3);
        prop_assert_eq!(one.ids(), many.ids());
        prop_assert_eq!(
            one.vocabulary().words().iter().collect::<Vec<_>>(),
            many.vocabulary().words().iter().collect::<Vec<_>>()
        );
        prop_assert_eq!(one.vocabulary().counts(), many.vocabulary().counts());
    }

    #[test]
    fn sentences_are_the_same_whenever_they_are_found(
        texts in prop::collection::vec(text(), 0..9),
        tokenizer in tokenizer(),
    ) {
        let control = Control::default();
        let kept = Kept(texts.clone());
        let at_once = TokenTable::build(&kept.texts(), &tokenizer, Some(1), &control).unwrap();
        let late = TokenTable::build_of(Arc::new(kept), &tokenizer, Some(2), &control).unwrap();
        let documents: Vec<u32> = (0..).zip(&texts).map(|(document, _)| document).collect();
        prop_assert_eq!(late.sentences(&documents, &control), at_once.sentences(&documents, &control));
        prop_assert_eq!(late.tokens(&documents, &control), at_once.tokens(&documents, &control));
    }

    #[test]
    fn frequencies_are_what_a_slow_count_gives(
        texts in prop::collection::vec(text(), 1..9),
        groups in prop::collection::vec(0..3_u32, 9),
        min_count in 1..4_u64,
        min_documents in 1..3_u64,
        n_threads in 1..4_usize,
    ) {
        let tokenizer = Tokenizer::default();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let groups = &groups[..texts.len()];
        let control = Control::default();
        let kinds = [Kind::Word, Kind::Number];
        let table = build(&texts, &tokenizer, 1);
        let documents: Vec<u32> = (0..).zip(&texts).map(|(document, _)| document).collect();
        let selection = Selection::of_documents(&table, &documents, groups).unwrap();
        let options = Options { kinds: &kinds, min_count, min_documents, n_threads: Some(n_threads) };
        let attribute = table.attribute("lower", &control).unwrap();
        let list = frequencies(&table, &selection, attribute, &options, &control).unwrap();
        let rows: Vec<(u32, String, u64, u64)> = (0..list.value.len())
            .map(|row| {
                let value = attribute.values().get(list.value[row] as usize).to_owned();
                (selection.keys()[list.group[row] as usize][0], value, list.count[row], list.documents[row])
            })
            .collect();
        prop_assert_eq!(rows, slow_frequencies(&texts, groups, &tokenizer, min_count, min_documents));
    }

    #[test]
    fn a_matrix_is_what_a_count_of_each_document_gives(
        texts in prop::collection::vec(text(), 1..9),
        order in Just([3_u32, 0, 7, 1, 5, 8, 2, 4, 6]).prop_shuffle(),
        groups in prop::collection::vec(0..3_u32, 9),
        min_count in 1..4_u64,
        min_documents in 1..3_u64,
        n_threads in 1..4_usize,
    ) {
        let tokenizer = Tokenizer::default();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let documents: Vec<u32> = order.into_iter().filter(|&document| (document as usize) < texts.len()).collect();
        let groups = &groups[..texts.len()];
        let (control, kinds) = (Control::default(), [Kind::Word, Kind::Number]);
        let table = build(&texts, &tokenizer, 1);
        let selection = Selection::of_documents(&table, &documents, groups).unwrap();
        let options = Options { kinds: &kinds, min_count, min_documents, n_threads: Some(n_threads) };
        let attribute = table.attribute("lower", &control).unwrap();
        let matrix = document_term_matrix(&table, &documents, &selection, attribute, &options, &control).unwrap();
        let word = |column: u32| attribute.values().get(matrix.value[column as usize] as usize).to_owned();
        prop_assert_eq!(matrix.starts.len(), documents.len() + 1);
        for (row, &document) in documents.iter().enumerate() {
            let cells = usize::try_from(matrix.starts[row]).unwrap()..usize::try_from(matrix.starts[row + 1]).unwrap();
            prop_assert!(matrix.column[cells.clone()].is_sorted_by(|left, right| left < right));
            let found: Vec<_> = cells.map(|cell| (word(matrix.column[cell]), u64::from(matrix.count[cell]))).collect();
            let alone = [texts[document as usize]];
            let mut expected: Vec<_> = slow_frequencies(&alone, &[0], &tokenizer, 1, 1)
                .into_iter()
                .map(|(_, value, count, _)| (value, count))
                .collect();
            prop_assert_eq!(matrix.row_tokens[row], expected.iter().map(|(_, count)| count).sum::<u64>());
            expected.retain(|(value, _)| (0..).zip(&matrix.value).any(|(column, _)| word(column) == *value));
            expected.sort();
            prop_assert_eq!(found, expected);
        }
        let all = slow_frequencies(&texts, &vec![0; texts.len()], &tokenizer, min_count, min_documents);
        let mut totals: Vec<_> = all.into_iter().map(|(_, value, count, rows)| (value, count, rows)).collect();
        totals.sort();
        let sums = matrix.value_count.iter().zip(&matrix.value_documents);
        let found: Vec<_> = (0..).zip(sums).map(|(column, (&count, &rows))| (word(column), count, rows)).collect();
        prop_assert_eq!(found, totals);
    }
}

fn build(texts: &[&str], tokenizer: &Tokenizer, n_threads: usize) -> TokenTable {
    TokenTable::build(texts, tokenizer, Some(n_threads), &Control::default()).unwrap()
}

/// The same with hash maps of strings.
fn slow_frequencies(
    texts: &[&str],
    groups: &[u32],
    tokenizer: &Tokenizer,
    min_count: u64,
    min_documents: u64,
) -> Vec<(u32, String, u64, u64)> {
    let mut cells: HashMap<(u32, String), HashMap<usize, u64>> = HashMap::new();
    for (document, text) in texts.iter().enumerate() {
        for token in tokenizer.tokens(text) {
            if matches!(token.kind, Kind::Word | Kind::Number) {
                let value = lower(&text[token.start..token.end]).into_owned();
                *cells.entry((groups[document], value)).or_default().entry(document).or_default() += 1;
            }
        }
    }
    let total = |value: &str| {
        let of_value = cells.iter().filter(|((_, other), _)| other == value);
        of_value.fold((0, 0), |sum, (_, documents)| {
            (sum.0 + documents.values().sum::<u64>(), sum.1 + documents.len())
        })
    };
    let mut rows: Vec<(u32, String, u64, u64)> = cells
        .iter()
        .filter(|((_, value), _)| {
            let (count, documents) = total(value);
            count >= min_count && documents as u64 >= min_documents
        })
        .map(|((group, value), documents)| {
            (*group, value.clone(), documents.values().sum(), documents.len() as u64)
        })
        .collect();
    rows.sort_by(|left, right| {
        (left.0, std::cmp::Reverse(left.2), &left.1).cmp(&(right.0, std::cmp::Reverse(right.2), &right.1))
    });
    rows
}

/// Spans in a text of up to 60 code points, which may overlap.
fn spans() -> impl Strategy<Value = Vec<LabelledSpan>> {
    let span = (0..3_u32, 0..60_u32, 0..25_u32, 0..3_u32);
    let span = span.prop_map(|(document, start, length, label)| LabelledSpan {
        document,
        start,
        end: start + length,
        label,
    });
    prop::collection::vec(span, 0..8)
}

/// The label of each token of a document, found by looking at every span.
fn slow_labels(table: &TokenTable, document: u32, spans: &[LabelledSpan]) -> Vec<u32> {
    let holds = |span: &&LabelledSpan, start: u32| {
        span.document == document && span.start <= start && start < span.end
    };
    let label = |start| {
        let holding = spans.iter().filter(|span| holds(span, start));
        let rank =
            |span: &&LabelledSpan| (span.end - span.start, std::cmp::Reverse((span.start, span.label)));
        holding.min_by_key(rank).map_or(NO_LABEL, |span| span.label)
    };
    table.spans(document).unwrap().map(|token| label(token.start)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_selection_is_what_a_look_at_every_token_gives(
        texts in prop::collection::vec(text(), 3),
        (by, filter, border) in (spans(), spans(), spans()),
        keeps in prop::collection::vec(any::<bool>(), 3),
        keeps_rest: bool,
        groups in prop::collection::vec(0..2_u32, 3),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let table = build(&texts, &Tokenizer { mode: Mode::Words, ..Tokenizer::default() }, 1);
        let layer = |spans: &[LabelledSpan]| Layer::new(&table, spans, NO_LABEL, Overlap::Innermost).unwrap();
        let layers = [layer(&by), layer(&filter), layer(&border)];
        let selection = Selection::new(&table, &Query {
            documents: &[0, 1, 2],
            groups: &groups,
            by: vec![&layers[0]],
            filters: vec![Filter { layer: &layers[1], keeps: keeps.clone(), keeps_rest }],
            borders: vec![&layers[2]],
        }).unwrap();

        let mut group_of_token = vec![None; table.ids().len()];
        for document in 0..3 {
            let tokens = table.document(document).unwrap();
            let labels = slow_labels(&table, document, &by);
            let kept = slow_labels(&table, document, &filter);
            for (token, (label, filter)) in tokens.zip(labels.into_iter().zip(kept)) {
                if keeps.get(filter as usize).copied().unwrap_or(keeps_rest) {
                    group_of_token[token] = Some(vec![groups[document as usize], label]);
                }
            }
        }
        let mut found = vec![None; table.ids().len()];
        let pieces: Vec<_> =
            selection.stretches().iter().flat_map(|stretch| selection.pieces(stretch)).collect();
        for stretch in &pieces {
            prop_assert!(!stretch.is_empty());
            for group in &mut found[stretch.start..stretch.end] {
                prop_assert!(group.is_none());
                *group = Some(selection.keys()[stretch.group as usize].clone());
            }
        }
        prop_assert_eq!(found, group_of_token);
        prop_assert!(selection.keys().is_sorted());
        let ends: Vec<usize> = pieces.iter().map(|stretch| stretch.end).collect();
        let border_labels: Vec<u32> = (0..3).flat_map(|document| slow_labels(&table, document, &border)).collect();
        for stretch in &pieces {
            let inside = &border_labels[stretch.start..stretch.end];
            prop_assert!(inside.iter().all(|label| *label == inside[0]), "{:?}", ends);
        }
    }

    #[test]
    fn spans_overlap_or_do_not(spans in spans()) {
        let text = "a ".repeat(50);
        let table = build(&[&text, &text, &text], &Tokenizer { mode: Mode::Words, ..Tokenizer::default() }, 1);
        let meets = |one: &LabelledSpan, two: &LabelledSpan| {
            one.document == two.document && one.start.max(two.start) < one.end.min(two.end)
        };
        let pairs = spans.iter().enumerate().flat_map(|(index, one)| spans[..index].iter().map(move |two| (one, two)));
        let overlap = pairs.filter(|(one, two)| meets(one, two)).count() > 0;
        prop_assert_eq!(Layer::new(&table, &spans, NO_LABEL, Overlap::Refuse).is_err(), overlap);
    }
}
