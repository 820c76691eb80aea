//! Laws of saved tables and of several tables as one.

#![allow(clippy::unwrap_used)] // a test may panic

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use corpusstats::{
    Builder, Control, Documents, Error, Id, LabelledSpan, Layer, Overlap, TokenTable, Tokenizer, open_texts,
    save_texts,
};
use proptest::prelude::*;

/// A folder that goes away.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("corpusstats-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entry =
            |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
        fs::read_dir(&self.0).unwrap().map(|found| entry(found.unwrap())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn build(texts: &[&str]) -> TokenTable {
    TokenTable::build(texts, &Tokenizer::default(), None, &Control::default()).unwrap()
}

fn every(table: &TokenTable) -> Vec<Id> {
    (0..).take(table.n_documents()).collect()
}

fn saved(table: &TokenTable) -> Folder {
    let folder = Folder::new();
    table.save(&folder.0, &Control::default()).unwrap();
    folder
}

fn assert_same(found: &TokenTable, expected: &TokenTable) {
    let control = Control::default();
    let documents = every(expected);
    assert_eq!(every(found), documents);
    assert_eq!(found.tokens(&documents, &control), expected.tokens(&documents, &control));
    assert_eq!(found.sentences(&documents, &control), expected.sentences(&documents, &control));
    assert_eq!(found.vocabulary().counts(), expected.vocabulary().counts());
    assert_eq!(found.vocabulary().kinds(), expected.vocabulary().kinds());
    assert!(found.vocabulary().words().iter().eq(expected.vocabulary().words().iter()));
    for name in TokenTable::ATTRIBUTES {
        let (found, expected) = (found.attribute(name, &control), expected.attribute(name, &control));
        let (found, expected) = (found.unwrap(), expected.unwrap());
        assert!(found.values().iter().eq(expected.values().iter()));
        assert_eq!(found.value_of_term(), expected.value_of_term());
        assert_eq!(found.display(), expected.display());
    }
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let gap = prop_oneof![Just(" ".to_owned()), Just(" ".repeat(300)), Just(". ".to_owned())];
    let word = prop_oneof!["[abAB]{1,3}", "\\PC{1,4}", Just("Donaudampfschifffahrtsgesellschaft".to_owned())];
    let text = prop::collection::vec((word, gap), 0..12);
    let text = text.prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap]).collect());
    prop::collection::vec(text, 1..6)
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_opened_table_is_the_one_that_was_saved(texts in texts()) {
        let table = build(&borrowed(&texts));
        let folder = saved(&table);
        let opened = TokenTable::open(&folder.0, &[]).unwrap();
        opened.check_terms(&folder.0, &Control::default()).unwrap();
        assert_same(&opened, &table);
        prop_assert_eq!(saved(&opened).files(), folder.files());
    }

    #[test]
    fn batches_make_the_files_that_all_documents_make(texts in texts(), size in 1_usize..4, threads in 1_usize..4) {
        let (texts, control) = (borrowed(&texts), Control::default());
        let folder = Folder::new();
        let mut builder = Builder::new(&folder.0, Tokenizer::default()).unwrap();
        for batch in texts.chunks(size) {
            builder.add(batch, Some(threads), &control).unwrap();
        }
        builder.finish(Some(threads), &control).unwrap();
        let expected = saved(&build(&texts));
        save_texts(&texts, &expected.0.join("texts.arrow"), &control).unwrap();
        prop_assert_eq!(folder.files(), expected.files());
        prop_assert!(open_texts(&folder.0.join("texts.arrow")).unwrap().iter().eq(texts.iter().copied()));
    }

    #[test]
    fn tables_put_together_are_the_table_of_all(texts in texts(), cut in 0_usize..6) {
        let texts = borrowed(&texts);
        let (left, right) = texts.split_at(cut.min(texts.len()));
        let (left, right) = (build(left), build(right));
        let (of_left, of_right) = (every(&left), every(&right));
        let parts = [
            Documents { table: &left, documents: &of_left },
            Documents { table: &right, documents: &of_right },
        ];
        let joined = TokenTable::concat(&parts, &Control::default()).unwrap();
        assert_same(&joined, &build(&texts));
    }

    #[test]
    fn some_documents_are_a_table_of_their_own(texts in texts(), keep in prop::collection::vec(any::<bool>(), 6)) {
        let all = borrowed(&texts);
        let table = build(&all);
        let documents: Vec<Id> = every(&table).into_iter().filter(|&id| keep[id as usize]).collect();
        let kept: Vec<&str> = documents.iter().map(|&id| all[id as usize]).collect();
        let part = Documents { table: &table, documents: &documents };
        assert_same(&TokenTable::concat(&[part], &Control::default()).unwrap(), &build(&kept));
    }

    #[test]
    fn whatever_a_file_holds_it_is_refused_or_read(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        length in any::<prop::sample::Index>(),
    ) {
        let folder = saved(&build(&["Der Zug fährt. Ein Zug!", "", "Zug"]));
        let files: Vec<_> = folder.files().into_iter().collect();
        let (name, mut content) = files[which.index(files.len())].clone();
        for (place, byte) in changes {
            let place = place.index(content.len());
            content[place] = byte;
        }
        content.truncate(length.index(2 * content.len()));
        fs::write(folder.0.join(&name), content).unwrap();
        match TokenTable::open(&folder.0, &[]) {
            Ok(table) => prop_assert_eq!(table.n_documents(), 3),
            Err(Error::BadFile { .. }) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}

#[test]
fn layers_are_saved_and_put_together() {
    let (control, table) = (Control::default(), build(&["Der Zug fährt.", "Ein Zug.", "Zug um Zug"]));
    let span = |document, start, end, label| LabelledSpan { document, start, end, label };
    let spans = [span(0, 0, 7, 1), span(1, 4, 7, 0), span(2, 0, 6, 2)];
    let layer = Layer::new(&table, &spans, 3, Overlap::Refuse).unwrap();
    let folder = Folder::new();
    layer.save(&folder.0.join("layer.arrow"), &control).unwrap();
    let opened = Layer::open(&folder.0.join("layer.arrow"), 3).unwrap();
    assert_eq!(format!("{opened:?}"), format!("{layer:?}"));
    let documents = [1, 2];
    let part = Documents { table: &table, documents: &documents };
    let narrowed = TokenTable::concat(&[part], &control).unwrap();
    let expected = [span(0, 4, 7, 0), span(1, 0, 6, 1)];
    let expected = Layer::new(&narrowed, &expected, 2, Overlap::Refuse).unwrap();
    let found = Layer::concat(&[(part, &opened, &[0, 9, 1, 2])], 2).unwrap();
    assert_eq!(format!("{found:?}"), format!("{expected:?}"));
}

#[test]
fn a_file_that_is_missing_is_named() {
    let folder = saved(&build(&["Zug"]));
    for name in folder.files().into_keys() {
        let content = fs::read(folder.0.join(&name)).unwrap();
        fs::remove_file(folder.0.join(&name)).unwrap();
        if name == "places.arrow" {
            // What can be found again, and earlier versions did not save.
            assert!(TokenTable::open(&folder.0, &[]).is_ok());
            fs::write(folder.0.join(&name), content).unwrap();
            continue;
        }
        let error = TokenTable::open(&folder.0, &[]).unwrap_err();
        assert!(matches!(&error, Error::BadFile { path, .. } if path.ends_with(&name)), "{error}");
        fs::write(folder.0.join(&name), content).unwrap();
    }
    assert!(TokenTable::open(Path::new("no"), &[]).is_err());
}
