import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats import _core, manifest


@pytest.fixture(name="saved")
def save(small: cs.Corpus, tmp_path: Path) -> Path:
    spans = pl.DataFrame({"doc_id": ["x1"], "start": [0], "end": [7], "voice": ["Kim"]})
    small.with_layer("voice", spans).save(tmp_path / "corpus")
    return tmp_path / "corpus"


def test_a_saved_corpus_is_not_read_as_a_folder_of_texts(saved: Path) -> None:
    with pytest.raises(cs.InputError, match=r"no \.txt files; open_corpus opens a corpus"):
        cs.read_corpus(saved)


FILES = [
    "bounds.arrow",
    "documents.parquet",
    "layer-0.labels.parquet",
    "layer-0.ranges.arrow",
    "layer-0.spans.parquet",
    "long_gaps.arrow",
    "lower.documents.arrow",
    "lower.terms.arrow",
    "lower.values.arrow",
    "manifest.json",
    "places.arrow",
    "sentences.arrow",
    "terms.arrow",
    "texts.arrow",
    "tokens.arrow",
]


def test_these_are_all_files(saved: Path) -> None:
    assert sorted(file.name for file in saved.iterdir()) == FILES


def test_what_is_no_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, what in (("no", "nothing there"), ("", "no saved corpus"), ("file", "no saved corp")):
        with pytest.raises(cs.InputError, match=rf"{what}.*Corpus\.save"):
            cs.open_corpus(tmp_path / path)


@pytest.mark.parametrize("name", [name for name in FILES if name != "manifest.json"])
@pytest.mark.parametrize("verify", [False, True])
def test_a_file_that_is_missing_or_cut_off_is_named(
    saved: Path, name: str, *, verify: bool
) -> None:
    content = (saved / name).read_bytes()
    (saved / name).write_bytes(content[:-1])
    with pytest.raises(cs.InputError, match=rf"{name}: cut off or altered: it has \d+ bytes"):
        cs.open_corpus(saved, verify=verify)
    (saved / name).write_bytes(b"")
    with pytest.raises(cs.InputError, match=rf"{name}: cut off or altered: it has 0 bytes"):
        cs.open_corpus(saved, verify=verify)
    (saved / name).unlink()
    with pytest.raises(cs.InputError, match=rf"{name}: there is no such file"):
        cs.open_corpus(saved, verify=verify)


@pytest.mark.parametrize("name", FILES)
def test_one_other_byte_is_found_on_request(saved: Path, name: str) -> None:
    content = bytearray((saved / name).read_bytes())
    for place in range(0, len(content), max(1, len(content) // 40)):
        content[place] ^= 1
        (saved / name).write_bytes(content)
        with pytest.raises(cs.InputError, match=name):
            cs.open_corpus(saved, verify=True)
        content[place] ^= 1


def changed_manifest(saved: Path, **entries: Any) -> None:
    found = json.loads((saved / "manifest.json").read_text()) | entries
    found["checksum"] = manifest.checksum_of(found)
    (saved / "manifest.json").write_text(json.dumps(found))


def test_another_version_is_refused_with_the_call_that_builds_anew(saved: Path) -> None:
    for version in ("0.9", "2.0", None, 1):
        changed_manifest(saved, format_version=version)
        with pytest.raises(cs.InputError, match=rf"version {version},.*reads 1\.x.*build_corpus"):
            cs.open_corpus(saved)
    changed_manifest(saved, format_version="1.7", something_new=True)
    assert cs.open_corpus(saved).n_documents == 5


def test_places_of_terms_are_saved_and_found_without(saved: Path) -> None:
    terms = pl.read_ipc(saved / "tokens.arrow").with_row_index("token")
    expected = terms.sort("term_id", "token")["token"].to_list()
    assert pl.read_ipc(saved / "places.arrow")["token"].to_list() == expected
    hits = cs.concordance(cs.open_corpus(saved), "zug")
    # Version 1.0 had none.
    (saved / "places.arrow").unlink()
    files = json.loads((saved / "manifest.json").read_text())["files"]
    del files["places.arrow"]
    changed_manifest(saved, files=files, format_version="1.0")
    assert cs.concordance(cs.open_corpus(saved), "zug").equals(hits)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[]", "'format' is not"),
        ('{"format": "zip"}', "'format' is not"),
        ('{"format": "corpusstats corpus", "format_version": "1.0"}', "its checksum is wrong"),
    ],
)
def test_a_manifest_that_is_none_is_refused(saved: Path, content: str, message: str) -> None:
    (saved / "manifest.json").write_text(content)
    with pytest.raises(cs.InputError, match=rf"manifest\.json: .*{message}"):
        cs.open_corpus(saved)


def test_a_manifest_without_an_entry_is_refused(saved: Path) -> None:
    for name in ("files", "documents", "annotations", "layers", "provenance", "kinds"):
        copy = saved.parent / name
        shutil.copytree(saved, copy)
        changed_manifest(copy, **{name: None})
        with pytest.raises(cs.InputError, match=rf"manifest\.json.*({name}|kinds)"):
            cs.open_corpus(copy)


def test_files_of_another_corpus_are_refused(saved: Path, tmp_path: Path) -> None:
    cs.Corpus.from_frame(pl.DataFrame({"doc_id": [1], "text": ["Zug."]})).save(tmp_path / "other")
    for file in sorted((tmp_path / "other").iterdir()):
        same = file.read_bytes() == (saved / file.name).read_bytes()
        if file.name != "manifest.json" and not same:
            copy = saved.parent / f"with {file.name}"
            shutil.copytree(saved, copy)
            shutil.copy(file, copy)
            with pytest.raises(cs.InputError, match=r"cut off or altered|damaged"):
                cs.open_corpus(copy, verify=True)


def test_a_file_for_another_purpose_is_refused(saved: Path) -> None:
    """Even if the manifest lists it."""
    pl.DataFrame({"text": ["a"]}).write_ipc(saved / "texts.arrow", compression="uncompressed")
    relist(saved, "texts.arrow")
    with pytest.raises(cs.InputError, match=r"texts\.arrow: it has other columns than it should"):
        cs.open_corpus(saved)
    (saved / "texts.arrow").write_bytes(b"PAR1" * 10)
    relist(saved, "texts.arrow")
    with pytest.raises(cs.InputError, match=r"texts\.arrow: it does not begin and end as an Arrow"):
        cs.open_corpus(saved)


def relist(saved: Path, name: str) -> None:
    files = json.loads((saved / "manifest.json").read_text())["files"]
    size, crc = (saved / name).stat().st_size, _core.checksum(saved / name)
    changed_manifest(saved, files=files | {name: {"bytes": size, "crc32": f"{crc:08x}"}})


def use(corpus: cs.Corpus) -> None:
    """Touch all that a corpus has."""
    calls: list[Any] = [
        corpus.tokens,
        corpus.sentences,
        corpus.vocabulary,
        corpus.document_tokens,
        lambda: corpus.documents,
        lambda: cs.frequencies(corpus, by="voice"),
        lambda: cs.frequencies(corpus, attribute="word"),
        lambda: cs.ngrams(corpus, 2, by="source"),
        lambda: cs.collocates(corpus, "zug"),
        lambda: cs.concordance(corpus, "zug"),
        lambda: corpus.filter(pl.col("source") == "x").vocabulary(),
    ]
    for call in calls:
        try:
            call()
        except (cs.InputError, cs.InternalError, ValueError, IndexError, OverflowError):
            # Refused, or a mistake that was caught; never anything worse.
            continue


def opened(saved: Path, *, verify: bool) -> cs.Corpus | str:
    """The corpus, or why it is refused."""
    try:
        return cs.open_corpus(saved, verify=verify)
    except cs.InputError as error:
        return str(error)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_file_holds_nothing_crashes(saved: Path, data: st.DataObject) -> None:
    """Altered files, with a manifest that lists them as they are."""
    name = data.draw(st.sampled_from([name for name in FILES if name.endswith(".arrow")]))
    original, listed = (saved / name).read_bytes(), (saved / "manifest.json").read_bytes()
    content = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.sampled_from([0, 1, 127, 128, 255, content[place] ^ 8]))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    try:
        (saved / name).write_bytes(content)
        relist(saved, name)
        corpus = opened(saved, verify=data.draw(st.booleans()))
        if isinstance(corpus, cs.Corpus):
            use(corpus)
        else:
            assert any(file in corpus for file in (name, *FILES))
    finally:
        (saved / name).write_bytes(original)
        (saved / "manifest.json").write_bytes(listed)
