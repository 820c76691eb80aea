"""Forked and spawned processes, memory that is given back, and what happens if the core panics."""

import multiprocessing
import os
import subprocess
import sys

import polars as pl
import pytest

import corpusstats as cs
from tests.reference.strategies import corpus_of

# polars hangs in a forked child: what it has to hand over is made before, and it is not
# called any more.
FORK = """
import os, sys, time
import polars as pl
from corpusstats import _core

class Held:
    def __init__(self, series):
        self.capsule = series.__arrow_c_stream__()

    def __arrow_c_stream__(self, requested_schema=None):
        return self.capsule

def count(held):
    texts, documents, groups = held
    table = _core.TokenTable.build(texts, tokenizer, n_threads=3)
    selection = _core.Selection(table, documents, groups, by=[], filters=[], borders=[])
    options = {"attribute": "lower", "kinds": ["word"], "n_threads": 3}
    _, tokens = table.frequencies(selection, min_count=1, min_documents=1, **options)
    ngrams = _core.NgramCounter(table, selection, lengths=(1, 3), skip=0, passes_over=False,
        min_count=1, min_documents=1, documents=True, **options)
    pairs = _core.PairCounter(table, selection, window=2, direction="both", weights=True,
        counts_all=False, min_count=1, **options)
    ngrams.whole(True), pairs.whole()
    return tokens, ngrams.totals(), table.find_values("lower", ["zug", "auto"])

def held():
    texts = pl.Series([f"Der Zug Nummer{i} rollte durch den Ort. " * 1500 for i in range(8)])
    numbers = pl.Series(range(8), dtype=pl.UInt32)
    return [Held(series) for series in (texts, numbers, numbers % 2)]

tokenizer = _core.Tokenizer(language="de", mode="language")
expected, given = count(held()), held()
assert expected[0] == [42_000, 42_000], expected
child = os.fork()
if child == 0:
    os._exit(0 if count(given) == expected else 1)
for _ in range(600):
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        sys.exit(os.waitstatus_to_exitcode(status))
    time.sleep(0.1)
os.kill(child, 9)
sys.exit("the child hangs")
"""

# What is left in memory after some calls, and after some more.
MEMORY = """
import gc, json, os, random
import corpusstats as cs
import polars as pl

chance = random.Random(0)
text = " ".join(f"w{chance.randrange(50_000)}" for _ in range(200_000))
corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def count():
    sizes = []
    for _ in range(10):
        cs.document_term_matrix(corpus)
        for frame in (cs.ngrams(corpus, (1, 3)), cs.cooccurrences(corpus, window=2)):
            sizes.append(frame.estimated_size())
    return sum(sizes)

count()
before = resident()
made = count()
print(json.dumps([made, resident() - before]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_core_counts_in_a_forked_child() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORK],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=110,
    )
    assert done.returncode == 0, done.stderr


def count_apart(texts: list[str]) -> list[list[tuple[object, ...]]]:
    """Run in a process of its own, and hand back what every process understands."""
    frame = pl.DataFrame({"doc_id": [str(number) for number in range(len(texts))], "text": texts})
    corpus = cs.Corpus.from_frame(frame, n_threads=2)
    counts = (cs.frequencies(corpus), cs.ngrams(corpus, 2), cs.cooccurrences(corpus))
    return [frame.select("term", "count").rows() for frame in counts]


def test_a_spawned_process_counts_like_its_parent() -> None:
    texts = ["Der Zug rollte durch den Ort.", "Ein Zug, ein Ort."]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply_async(count_apart, (texts,)).get(timeout=100)
    assert found == count_apart(texts)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_given_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], stdout=subprocess.PIPE, check=True, timeout=110
    )
    made, grown = map(int, done.stdout.strip(b"[]\n").split(b","))
    assert made > 200_000_000
    # Allocators keep some for the next call; all results together are far more.
    assert grown < made / 4


@pytest.mark.parametrize("n_threads", [1, 2])
def test_a_panic_of_the_core_is_an_exception(n_threads: int) -> None:
    # No memory has room for such an n-gram; with two threads it is they who panic.
    corpus = corpus_of("eins zwei drei " * 100_000)
    with pytest.raises(cs.InternalError, match="capacity overflow"):
        cs.ngrams(corpus, 2**62, boundary="document", n_threads=n_threads)
